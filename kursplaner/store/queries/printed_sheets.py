"""Which sheets were printed already, and what came into them since."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from kursplaner.domain.kinds import SheetKind
from kursplaner.domain.town import PrintedSheet
from kursplaner.store.file.schema import ACT, JOURNAL
from kursplaner.store.queries.absences.answers import answers
from kursplaner.store.session import Db

RESULT_LIST = "result"
"""The layout of an attendance list that shows marks instead of fields to sign in."""


@dataclass(frozen=True, slots=True)
class PrintedSheets:
    """Ids of the courses, childcare slots and rides whose sheet for a day was printed."""

    courses: frozenset[int]
    slots: frozenset[int]
    rides: frozenset[int]


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One printed sheet that still holds; `printed_at` is an absolute minute."""

    number: int
    kind: str
    course_id: int | None
    slot_id: int | None
    ride_id: int | None
    room_id: int | None
    first_day: date
    last_day: date
    layout: str
    printed_at: int
    pages: int
    fingerprint: str


def printed_for(db: Db, day: date) -> PrintedSheets:
    """Return what was printed for a day; voided sheets do not count."""
    query = select(
        PrintedSheet.kind, PrintedSheet.course_id, PrintedSheet.slot_id, PrintedSheet.ride_id
    ).where(
        PrintedSheet.first_day <= day, PrintedSheet.last_day >= day, PrintedSheet.voided.is_(False)
    )
    rows = db.execute(query).all()
    lists = frozenset(
        row[1] for row in rows if row[0] == SheetKind.ATTENDANCE and row[1] is not None
    )
    slots = frozenset(row[2] for row in rows if row[2] is not None)
    rides = frozenset(row[3] for row in rows if row[3] is not None)
    return PrintedSheets(lists, slots, rides)


def printed_between(db: Db, first: date, last: date) -> list[PrintedRow]:
    """Return the sheets whose days touch a period, oldest first; voided ones are left out."""
    sheet = PrintedSheet
    query = select(
        sheet.id,
        sheet.kind,
        sheet.course_id,
        sheet.slot_id,
        sheet.ride_id,
        sheet.room_id,
        sheet.first_day,
        sheet.last_day,
        sheet.layout,
        sheet.printed_at,
        sheet.pages,
        sheet.fingerprint,
    ).where(sheet.first_day <= last, sheet.last_day >= first, sheet.voided.is_(False))
    return answers(PrintedRow, db.execute(query.order_by(sheet.id)))


def added_since(db: Db, table: str, moment: datetime) -> frozenset[int]:
    """Return the ids of rows of a table that acts standing now have added since a moment."""
    query = (
        select(JOURNAL.c.row_id)
        .join(ACT, ACT.c.id == JOURNAL.c.act_id)
        .where(
            JOURNAL.c.table_name == table,
            JOURNAL.c.operation == "I",
            ACT.c.at >= moment.isoformat(timespec="microseconds"),
            ~ACT.c.undone,
        )
    )
    return frozenset(db.scalars(query))
