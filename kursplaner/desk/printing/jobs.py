"""What is to be printed for some days, what was printed already, and the PDF of it."""

import io
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_at, moment_of
from kursplaner.basics.whole_file import write_whole
from kursplaner.desk.named_files import told
from kursplaner.desk.printing.attendance import monthly_lists
from kursplaner.desk.printing.childcare import childcare_sheets
from kursplaner.desk.printing.door import door_notices
from kursplaner.desk.printing.driver import driver_sheets
from kursplaner.desk.printing.evaluation import evaluation_sheets
from kursplaner.desk.printing.sheets import (
    AS_USUAL,
    LETTERS,
    PlannedSheet,
    SheetChoice,
    aspects_changed,
)
from kursplaner.documents import pile
from kursplaner.documents.unprintable import Unprintable, joined, signs_of, unprintable
from kursplaner.domain.kinds import ActKind, SheetKind
from kursplaner.store.printing import Printing, next_number, record_printing, set_pages, void
from kursplaner.store.queries.printed_sheets import PrintedRow, added_since, printed_between
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace

ORDER: Final = tuple(SheetKind)
TITLE: Final = "Listen und Blätter"


class SheetState(StrEnum):
    """Where a sheet stands."""

    NEW = "new"
    PRINTED = "printed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """What came about since a sheet was printed: new people by name, and aspects that differ."""

    names: tuple[str, ...] = ()
    aspects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One sheet that is due, with how it stands against what was printed.

    Attributes:
        key: the same for the same sheet, whatever it shows.
        pages: how many it takes.
        printed_at: absolute minute of the printing that still holds.
        number: of that printing, 0 while new.
        unprintable: signs on it that no font has, and in whose entries.
    """

    key: str
    planned: PlannedSheet
    pages: int
    state: SheetState
    printed_at: int | None
    number: int
    change: Change
    unprintable: tuple[Unprintable, ...]

    @property
    def missing_signs(self) -> frozenset[str]:
        """Signs on it that no font has."""
        return signs_of(self.unprintable)

    @property
    def kind(self) -> SheetKind:
        """The kind of sheet."""
        return self.planned.kind

    @property
    def title(self) -> str:
        """Such as "Anwesenheitsliste A2 Alltag"."""
        return self.planned.title

    @property
    def subtitle(self) -> str:
        """Such as "März 2027, 8 Termine, 12 Personen"."""
        return self.planned.subtitle

    @property
    def course_ids(self) -> frozenset[int]:
        """The courses it belongs to."""
        return self.planned.course_ids

    @property
    def day(self) -> date:
        """The day under which it is listed."""
        return self.planned.day

    def is_missing(self, now: int) -> bool:
        """Tell whether it is still needed at an absolute minute and not printed as it is now."""
        return self.state != SheetState.PRINTED and self.planned.ends > now


@dataclass(frozen=True, slots=True)
class PrintedFile:
    """What was printed.

    Attributes:
        numbers: the numbers in the sheets' codes.
        first_pages: the page on which each sheet begins, from 0.
        unprintable: signs that came out as empty boxes, and in whose entries.
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
        return signs_of(self.unprintable)


def jobs_due(
    workspace: Workspace,
    first: date,
    last: date,
    courses: Collection[int] | None = None,
    kinds: Collection[SheetKind] | None = None,
    choice: SheetChoice = AS_USUAL,
) -> tuple[PrintJob, ...]:
    """Return the sheets for the days of a period, in the order of the days.

    Evaluation sheets are due where a course ends, for all courses if no other kind is wanted.
    """
    with workspace.read() as db:
        sheets = list(_sheets(db, first, last, courses, kinds, choice))
        return jobs_of(db, sheets)


def _sheets(
    db: Db,
    first: date,
    last: date,
    courses: Collection[int] | None,
    kinds: Collection[SheetKind] | None,
    choice: SheetChoice,
) -> Iterator[PlannedSheet]:
    wanted = set(ORDER if kinds is None else kinds)
    if SheetKind.ATTENDANCE in wanted:
        yield from monthly_lists(db, first, last, courses, choice)
    if SheetKind.CHILDCARE in wanted:
        yield from childcare_sheets(db, first, last, courses)
    if SheetKind.DRIVER in wanted:
        yield from driver_sheets(db, first, last, courses)
    if SheetKind.DOOR in wanted:
        yield from door_notices(db, first, last, courses)
    if SheetKind.EVALUATION in wanted:
        ending = wanted != {SheetKind.EVALUATION}
        yield from evaluation_sheets(db, first, last, courses, choice, ending=ending)


def jobs_of(db: Db, sheets: Sequence[PlannedSheet]) -> tuple[PrintJob, ...]:
    """Return planned sheets beside what was printed of them, in the order of the days."""
    if not sheets:
        return ()
    first = min(planned.first_day for planned in sheets)
    last = max(planned.last_day for planned in sheets)
    printed = {_key_of_row(row): row for row in printed_between(db, first, last)}
    ordered = sorted(
        sheets, key=lambda planned: (planned.day, planned.starts, ORDER.index(planned.kind))
    )
    return tuple(_job(db, planned, printed.get(_key(planned))) for planned in ordered)


def _key(planned: PlannedSheet) -> str:
    owner = planned.owner
    ids = (owner.course_id, owner.slot_id, owner.ride_id, owner.room_id)
    return _joined(planned.kind, ids, planned.first_day, planned.last_day, planned.layout)


def _key_of_row(row: PrintedRow) -> str:
    ids = (row.course_id, row.slot_id, row.ride_id, row.room_id)
    return _joined(row.kind, ids, row.first_day, row.last_day, row.layout)


def _joined(kind: str, ids: tuple[int | None, ...], first: date, last: date, layout: str) -> str:
    owner = "-".join(str(key or 0) for key in ids)
    return f"{kind}:{owner}:{first.isoformat()}:{last.isoformat()}:{layout}"


def _job(db: Db, planned: PlannedSheet, row: PrintedRow | None) -> PrintJob:
    change, state = Change(), SheetState.NEW
    if row is not None:
        state = SheetState.PRINTED
        if row.fingerprint != planned.fingerprint:
            state, change = SheetState.CHANGED, _change(db, planned, row)
    return PrintJob(
        key=_key(planned),
        planned=planned,
        pages=pile.page_count(planned.sheet),
        state=state,
        printed_at=row.printed_at if row else None,
        number=row.number if row else 0,
        change=change,
        unprintable=unprintable(planned.sheet),
    )


def _change(db: Db, planned: PlannedSheet, row: PrintedRow) -> Change:
    aspects = aspects_changed(row.fingerprint, planned.fingerprint)
    names: tuple[str, ...] = ()
    if "people" in aspects and planned.rows.table:
        new = added_since(db, planned.rows.table, moment_of(row.printed_at))
        names = tuple(name for key, name in planned.rows.names.items() if key in new)
    return Change(names, aspects)


def preview(workspace: Workspace, job: PrintJob) -> bytes:
    """Return the PDF of one sheet as it would be printed now, with its likely number."""
    with workspace.read() as db:
        number = job.number if job.state == SheetState.PRINTED else next_number(db)
    out = io.BytesIO()
    pile.draw([pile.numbered(job.planned.sheet, number)], out, title=job.title)
    return out.getvalue()


def render(workspace: Workspace, jobs: Sequence[PrintJob], out: Path | None) -> PrintedFile:
    """Write the sheets into one PDF in the order of the days and record that they are printed.

    Without `out` the PDF is only returned. Sheets printed before get new numbers, the old ones
    are void. If the file cannot be written nothing is recorded.

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
        numbers = [_record(db, job.planned) for job in ordered]
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


def take_back(workspace: Workspace, printed: PrintedFile) -> None:
    """Record that sheets never came out: the printer failed."""
    with workspace.change(ActKind.SHEETS_PRINTED) as db:
        void(db, printed.numbers)


def _record(db: Db, planned: PlannedSheet) -> int:
    owner = planned.owner
    printing = Printing(
        letter=LETTERS[planned.kind],
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
    )
    return record_printing(db, printing, minute_at(clock.now()))


def _drawn(sheets: Sequence[PlannedSheet], numbers: Sequence[int]) -> tuple[bytes, list[int]]:
    out = io.BytesIO()
    numbered = [
        pile.numbered(planned.sheet, number)
        for planned, number in zip(sheets, numbers, strict=True)
    ]
    title = sheets[0].title if len(sheets) == 1 else TITLE
    counts = pile.draw(numbered, out, title=title)
    return out.getvalue(), counts
