"""The record of what was printed: numbers for sheets, outdated ones voided.

Printing cannot be taken back, so the record stands outside the journal.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from sqlalchemy import select, update

from kursplaner.domain.town import PrintedPage, PrintedSheet, PrintLayout
from kursplaner.store.bulk import next_id
from kursplaner.store.session import Db
from kursplaner.store.workspace import touching

_OWNERS = ("course_id", "slot_id", "ride_id", "room_id")


@dataclass(frozen=True, slots=True)
class PageContent:
    """A page about to be printed: where its fields lie, and the records behind them.

    Both become JSON: `measures` as `SheetLayout.measures` tells them, `meaning` as
    `store.queries.printed_sheets.PageRow` reads it.
    """

    measures: Mapping[str, object]
    meaning: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """One sheet about to be printed.

    Attributes:
        letter: the first sign of its code.
        fingerprint: tells whether what it shows has changed since.
        layout: which variant it is, such as "bamf".
        replaces: whether the earlier sheet of the same kind, record, days and layout is void, or
            ends with `earlier_until`.
        confirmed: whether it is on paper already; a PDF is confirmed later (`confirm`).
        valid_from: first day that is signed on it, where an earlier sheet was begun.
        earlier_until: last day for which that one stays valid.
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
    confirmed: bool = True
    valid_from: date | None = None
    earlier_until: date | None = None


def record_printing(db: Db, printing: Printing, printed_at: int) -> int:
    """Store that a sheet is made, and if it is confirmed settle it; return its number.

    `printed_at` is an absolute local minute.
    """
    sheet = PrintedSheet(
        code=f"{printing.letter} {next_number(db)}",
        kind=printing.kind,
        first_day=printing.first_day,
        last_day=printing.last_day,
        printed_at=printed_at,
        fingerprint=printing.fingerprint,
        layout=printing.layout,
        confirmed=False,
        valid_from=printing.valid_from,
        earlier_until=printing.earlier_until,
        **{name: getattr(printing, name) for name in _OWNERS},
    )
    db.add(sheet)
    db.flush()
    sheet.code = f"{printing.letter} {sheet.id}"
    if printing.confirmed:
        settle(db, sheet.id, printed_at, replaces=printing.replaces)
    touching(db, PrintedSheet.__tablename__)
    return sheet.id


def settle(db: Db, number: int, printed_at: int, *, replaces: bool) -> None:
    """Store that a sheet is on paper; those it replaces are void, or end where it begins."""
    sheet = db.get_one(PrintedSheet, number)
    same = [
        getattr(PrintedSheet, name).is_not_distinct_from(getattr(sheet, name)) for name in _OWNERS
    ]
    same += [
        PrintedSheet.kind == sheet.kind,
        PrintedSheet.first_day == sheet.first_day,
        PrintedSheet.last_day == sheet.last_day,
        PrintedSheet.layout == sheet.layout,
        PrintedSheet.id != number,
        PrintedSheet.confirmed,
        PrintedSheet.voided.is_(False),
    ]
    earlier, until = update(PrintedSheet).where(*same), sheet.earlier_until
    if replaces and until is None:
        db.execute(earlier.values(voided=True))
    elif replaces:
        db.execute(earlier.where(PrintedSheet.valid_from > until).values(voided=True))
        longer = PrintedSheet.valid_until.is_(None) | (PrintedSheet.valid_until > until)
        db.execute(earlier.where(longer).values(valid_until=until))
    sheet.confirmed, sheet.printed_at = True, printed_at
    db.flush()
    touching(db, PrintedSheet.__tablename__)


def keep_pages(db: Db, number: int, pages: Sequence[PageContent]) -> None:
    """Store what a reader of a sheet's pages needs; each layout is stored once."""
    for at, page in enumerate(pages, start=1):
        layout = _layout_id(db, _json(page.measures))
        meaning = _json(page.meaning)
        db.add(PrintedPage(sheet_id=number, page=at, layout_id=layout, meaning=meaning))
    db.flush()


def _layout_id(db: Db, measures: str) -> int:
    digest = blake2b(measures.encode(), digest_size=16).hexdigest()
    found = db.scalar(select(PrintLayout.id).where(PrintLayout.digest == digest))
    if found is None:
        layout = PrintLayout(digest=digest, measures=measures)
        db.add(layout)
        db.flush()
        found = layout.id
    return found


def _json(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


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
