"""Which sheets were printed already, and what came into them since."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, select

from kursplaner.domain.kinds import SheetKind
from kursplaner.domain.town import PrintedPage, PrintedSheet, PrintLayout
from kursplaner.store.file.schema import ACT, JOURNAL
from kursplaner.store.queries.absences.answers import answers, pairs
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
    """One printed sheet that still holds; `printed_at` is an absolute minute.

    Attributes:
        valid_from, valid_until: the days signed on it, where other printings hold for the rest.
    """

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
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class PageRow:
    """One page of a printing, as a reader needs it.

    Attributes:
        measures: its layout (`basics.layout.SheetLayout.from_measures`).
        table: which records stand behind its rows, such as "enrolment".
        rows: record by row, both from the layout's names of fields.
        columns: lesson by column.
        stops: for a ride, which of its stops (from 0) stands in which row.
        items: the keys of the questions.
    """

    page: int
    measures: Mapping[str, Any]
    table: str
    rows: Mapping[int, int]
    columns: tuple[int, ...]
    stops: Mapping[int, int]
    items: tuple[str, ...]


def printed_for(db: Db, day: date) -> PrintedSheets:
    """Return what was printed for a day; voided sheets do not count."""
    query = select(
        PrintedSheet.kind, PrintedSheet.course_id, PrintedSheet.slot_id, PrintedSheet.ride_id
    ).where(
        PrintedSheet.first_day <= day,
        PrintedSheet.last_day >= day,
        PrintedSheet.valid_from.is_(None) | (PrintedSheet.valid_from <= day),
        PrintedSheet.valid_until.is_(None) | (PrintedSheet.valid_until >= day),
        *_ON_PAPER,
    )
    rows = db.execute(query).all()
    lists = frozenset(
        row[1] for row in rows if row[0] == SheetKind.ATTENDANCE and row[1] is not None
    )
    slots = frozenset(row[2] for row in rows if row[2] is not None)
    rides = frozenset(row[3] for row in rows if row[3] is not None)
    return PrintedSheets(lists, slots, rides)


def printed_between(db: Db, first: date, last: date) -> list[PrintedRow]:
    """Return the sheets whose days touch a period, oldest first, once they are on paper.

    Voided ones are left out.
    """
    return _rows(db, first, last, *_ON_PAPER)


def saved_between(db: Db, first: date, last: date) -> list[PrintedRow]:
    """Return the sheets of a period that were saved as PDF and not confirmed to be printed."""
    return _rows(db, first, last, PrintedSheet.confirmed.is_(False), PrintedSheet.voided.is_(False))


_ON_PAPER = (PrintedSheet.confirmed.is_(True), PrintedSheet.voided.is_(False))


def _rows(db: Db, first: date, last: date, *which: ColumnElement[bool]) -> list[PrintedRow]:
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
        sheet.valid_from,
        sheet.valid_until,
    ).where(sheet.first_day <= last, sheet.last_day >= first, *which)
    return answers(PrintedRow, db.execute(query.order_by(sheet.id)))


def unconfirmed(db: Db, numbers: Collection[int]) -> dict[int, str]:
    """Return those of these sheets that wait to be confirmed as printed, with their kinds."""
    query = select(PrintedSheet.id, PrintedSheet.kind).where(
        PrintedSheet.id.in_(numbers),
        PrintedSheet.confirmed.is_(False),
        PrintedSheet.voided.is_(False),
    )
    return pairs(db.execute(query))


def layouts_chosen(
    db: Db, kind: SheetKind, course_ids: Collection[int]
) -> dict[int, tuple[str, ...]]:
    """Return in which variants a kind of sheet was printed for these courses, the newest first."""
    sheet = PrintedSheet
    query = select(sheet.course_id, sheet.layout).where(
        sheet.kind == kind.value, sheet.course_id.is_not(None), *_ON_PAPER
    )
    wanted, found = set(course_ids), dict[int, list[str]]()
    for course_id, layout in db.execute(query.order_by(sheet.id.desc())):
        if course_id in wanted:
            found.setdefault(course_id, []).append(layout)
    return {key: tuple(dict.fromkeys(layouts)) for key, layouts in found.items()}


def pages_of(db: Db, number: int) -> tuple[PageRow, ...]:
    """Return the pages of a printing, () for one made before pages were kept."""
    query = (
        select(PrintedPage.page, PrintLayout.measures, PrintedPage.meaning)
        .join(PrintLayout, PrintLayout.id == PrintedPage.layout_id)
        .where(PrintedPage.sheet_id == number)
        .order_by(PrintedPage.page)
    )
    return tuple(_page(*row) for row in db.execute(query))


def _page(page: int, measures: str, meaning: str) -> PageRow:
    told = json.loads(meaning)
    return PageRow(
        page,
        json.loads(measures),
        told.get("table", ""),
        {int(row): key for row, key in told.get("rows", {}).items()},
        tuple(told.get("columns", ())),
        {int(row): stop for row, stop in told.get("stops", {}).items()},
        tuple(told.get("items", ())),
    )


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
