"""The record of what was printed: numbers for sheets, outdated ones voided.

Printing cannot be taken back, so the record stands outside the journal.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import update

from kursplaner.domain.town import PrintedSheet
from kursplaner.store.bulk import next_id
from kursplaner.store.session import Db
from kursplaner.store.workspace import touching

_OWNERS = ("course_id", "slot_id", "ride_id", "room_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """One sheet about to be printed.

    Attributes:
        letter: the first sign of its code.
        fingerprint: tells whether what it shows has changed since.
        layout: which variant it is, such as "bamf".
        replaces: whether the earlier sheet of the same kind, record, days and layout is void.
    """

    letter: str
    kind: str
    course_id: int | None = None
    slot_id: int | None = None
    ride_id: int | None = None
    room_id: int | None = None
    first_day: date
    last_day: date
    fingerprint: str
    layout: str
    replaces: bool = True


def record_printing(db: Db, printing: Printing, printed_at: int) -> int:
    """Store that a sheet is printed, void the one it replaces, and return its number.

    `printed_at` is an absolute local minute.
    """
    if printing.replaces:
        same = [getattr(PrintedSheet, name) == getattr(printing, name) for name in _OWNERS]
        same += [
            PrintedSheet.kind == printing.kind,
            PrintedSheet.first_day == printing.first_day,
            PrintedSheet.last_day == printing.last_day,
            PrintedSheet.layout == printing.layout,
        ]
        db.execute(update(PrintedSheet).where(*same).values(voided=True))
    sheet = PrintedSheet(
        code=f"{printing.letter} {next_number(db)}",
        kind=printing.kind,
        first_day=printing.first_day,
        last_day=printing.last_day,
        printed_at=printed_at,
        fingerprint=printing.fingerprint,
        layout=printing.layout,
        **{name: getattr(printing, name) for name in _OWNERS},
    )
    db.add(sheet)
    db.flush()
    sheet.code = f"{printing.letter} {sheet.id}"
    touching(db, PrintedSheet.__tablename__)
    return sheet.id


def next_number(db: Db) -> int:
    """Return the number the next sheet is likely to get, for a preview."""
    return next_id(db, PrintedSheet)


def set_pages(db: Db, number: int, pages: int) -> None:
    """Store how many pages a printed sheet has."""
    db.execute(update(PrintedSheet).where(PrintedSheet.id == number).values(pages=pages))


def void(db: Db, numbers: Collection[int]) -> None:
    """Store that these sheets never came out of the printer."""
    db.execute(update(PrintedSheet).where(PrintedSheet.id.in_(numbers)).values(voided=True))
    touching(db, PrintedSheet.__tablename__)
