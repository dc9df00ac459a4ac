"""The PDF of some sheets, and the record of what was printed.

A sheet that was only looked at leaves no record; one that was saved as PDF has its number, and
counts as printed once somebody confirms it.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_at
from kursplaner.basics.whole_file import write_whole
from kursplaner.desk.named_files import told
from kursplaner.desk.printing.jobs import ORDER, PrintJob, SheetState
from kursplaner.desk.printing.sheets import LETTERS, PlannedSheet
from kursplaner.documents import pile
from kursplaner.documents.unprintable import Unprintable, joined, signs_of
from kursplaner.domain.kinds import ActKind, SheetKind
from kursplaner.store.printing import (
    PageContent,
    Printing,
    keep_pages,
    next_number,
    record_printing,
    set_pages,
    settle,
    void,
)
from kursplaner.store.queries.printed_sheets import unconfirmed
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace

TITLE: Final = "Listen und Blätter"


@dataclass(frozen=True, slots=True)
class PrintedFile:
    """What was printed.

    Attributes:
        numbers: the numbers in the sheets' codes.
        first_pages: the page on which each sheet begins, from 0.
        unprintable: signs that no font has, in whose entries, and what was printed instead.
    """

    path: Path | None
    pdf: bytes
    pages: int
    numbers: tuple[int, ...]
    first_pages: tuple[int, ...]
    unprintable: tuple[Unprintable, ...]

    @property
    def missing_signs(self) -> frozenset[str]:
        """Signs that came out as empty boxes."""
        return signs_of(entry for entry in self.unprintable if not entry.instead)


def preview(workspace: Workspace, job: PrintJob) -> bytes:
    """Return the PDF of one sheet as it would be printed now, with its likely number."""
    with workspace.read() as db:
        as_printed = job.state == SheetState.PRINTED and job.planned.goes_on is None
        number = job.number if as_printed else next_number(db)
    out = io.BytesIO()
    pile.draw([pile.numbered(job.planned.sheet, number)], out, title=job.title)
    return out.getvalue()


def render(
    workspace: Workspace, jobs: Sequence[PrintJob], out: Path | None, *, printed: bool = False
) -> PrintedFile:
    """Write the sheets into one PDF in the order of the days and record their numbers.

    Without `out` the PDF is only returned. They count as printed with `printed`, or once
    `confirm` says so; until then sheets printed before hold. If the file cannot be written nothing
    is recorded.

    Raises:
        Refused: "nothing_to_print", or why the file cannot be written ("disk_full",
            "folder_read_only", "folder_missing", "write_failed", and what
            `basics.whole_file.check_target` says).
    """
    if not jobs:
        raise Refused("nothing_to_print")
    ordered = sorted(jobs, key=lambda job: (job.day, job.planned.starts, ORDER.index(job.kind)))
    subjects = sorted({("course", course_id) for job in ordered for course_id in job.course_ids})
    with workspace.change(ActKind.SHEETS_PRINTED, subjects) as db:
        numbers = [_record(db, job.planned, printed=printed) for job in ordered]
        pdf, counts = _drawn([job.planned for job in ordered], numbers)
        for number, pages in zip(numbers, counts, strict=True):
            set_pages(db, number, pages)
        if out is not None:
            with told(out):
                write_whole(out, pdf)
    return PrintedFile(
        out,
        pdf,
        sum(counts),
        tuple(numbers),
        tuple(sum(counts[:place]) for place in range(len(counts))),
        joined(missing for job in ordered for missing in job.unprintable),
    )


def confirm(workspace: Workspace, numbers: Sequence[int]) -> tuple[int, ...]:
    """Record that saved sheets are on paper, and return their numbers.

    Raises:
        Refused: "sheet_unknown", if a number is none of a saved sheet that waits for it.
    """
    with workspace.change(ActKind.SHEETS_PRINTED) as db:
        waiting = unconfirmed(db, numbers)
        for number in numbers:
            if number not in waiting:
                raise Refused("sheet_unknown", number=number)
        now = minute_at(clock.now())
        for number, kind in waiting.items():
            settle(db, number, now, replaces=kind != SheetKind.EVALUATION)
    return tuple(dict.fromkeys(numbers))


def take_back(workspace: Workspace, printed: PrintedFile) -> None:
    """Record that sheets never came out: the printer failed."""
    with workspace.change(ActKind.SHEETS_PRINTED) as db:
        void(db, printed.numbers)


def _record(db: Db, planned: PlannedSheet, *, printed: bool) -> int:
    owner, goes_on = planned.owner, planned.goes_on
    printing = Printing(
        letter=letter_of(planned),
        kind=planned.kind.value,
        course_id=owner.course_id,
        slot_id=owner.slot_id,
        ride_id=owner.ride_id,
        room_id=owner.room_id,
        first_day=planned.first_day,
        last_day=planned.last_day,
        fingerprint=planned.fingerprint,
        layout=planned.layout,
        replaces=planned.kind != SheetKind.EVALUATION,
        confirmed=printed,
        valid_from=goes_on.valid_from if goes_on else None,
        earlier_until=goes_on.earlier_until if goes_on else None,
    )
    number = record_printing(db, printing, minute_at(clock.now()))
    keep_pages(db, number, _pages(planned))
    return number


def letter_of(planned: PlannedSheet) -> str:
    """Return the first sign of a sheet's code: lists of results are kept apart from the others."""
    return str(getattr(planned.sheet, "letter", LETTERS[planned.kind]))


def _pages(planned: PlannedSheet) -> list[PageContent]:
    """Return what a reader of the sheet's pages needs, with the records behind them."""
    rows, pages = planned.rows, []
    for record in pile.records(planned.sheet):
        meaning: dict[str, object] = {"table": rows.table}
        if record.rows:
            meaning["rows"] = {row: rows.ids[person] for row, person in record.rows.items()}
        if rows.columns:
            meaning["columns"] = [rows.columns[column] for column in record.columns]
        if record.stops:
            meaning["stops"] = dict(record.stops)
        if record.items:
            meaning["items"] = list(record.items)
        pages.append(PageContent(record.layout.measures(), meaning))
    return pages


def _drawn(sheets: Sequence[PlannedSheet], numbers: Sequence[int]) -> tuple[bytes, list[int]]:
    out = io.BytesIO()
    numbered = [
        pile.numbered(planned.sheet, number)
        for planned, number in zip(sheets, numbers, strict=True)
    ]
    title = sheets[0].title if len(sheets) == 1 else TITLE
    counts = pile.draw(numbered, out, title=title)
    return out.getvalue(), counts
