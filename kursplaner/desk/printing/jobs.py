"""What is to be printed for some days, beside what was printed already."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from kursplaner.basics import clock
from kursplaner.basics.spans import minute_at, moment_of
from kursplaner.desk.printing.childcare import childcare_sheets
from kursplaner.desk.printing.door import door_notices
from kursplaner.desk.printing.driver import driver_sheets
from kursplaner.desk.printing.evaluation import evaluation_sheets
from kursplaner.desk.printing.readable import readable
from kursplaner.desk.printing.sections import attendance_lists
from kursplaner.desk.printing.sheets import (
    AS_USUAL,
    LETTERS,
    Earlier,
    PlannedSheet,
    SheetChoice,
    aspects_changed,
)
from kursplaner.documents import pile
from kursplaner.documents.unprintable import Unprintable, signs_of
from kursplaner.domain.kinds import SheetKind
from kursplaner.store.queries.printed_sheets import (
    PrintedRow,
    added_since,
    pages_of,
    printed_between,
    saved_between,
)
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of
from kursplaner.store.workspace import Workspace

ORDER: Final = tuple(SheetKind)


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
        saved: numbers of the PDFs that show it as it is now and wait to be confirmed as printed.
        unprintable: signs on it that no font has, in whose entries, and what is printed instead.
        stays_valid: whether the earlier printing stays valid for its days once this one is printed.
    """

    key: str
    planned: PlannedSheet
    pages: int
    state: SheetState
    printed_at: int | None
    number: int
    change: Change
    unprintable: tuple[Unprintable, ...]
    saved: tuple[int, ...] = ()
    stays_valid: bool = False

    @property
    def replaces(self) -> bool:
        """Whether the code of an earlier printing no longer counts once this one is printed."""
        printed = self.state != SheetState.NEW
        return printed and not self.stays_valid and self.kind != SheetKind.EVALUATION

    @property
    def missing_signs(self) -> frozenset[str]:
        """Signs on it that come out as empty boxes."""
        return signs_of(entry for entry in self.unprintable if not entry.instead)

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


def jobs_due(
    workspace: Workspace,
    first: date,
    last: date,
    courses: Collection[int] | None = None,
    kinds: Collection[SheetKind] | None = None,
    choice: SheetChoice = AS_USUAL,
) -> tuple[PrintJob, ...]:
    """Return the sheets for the days of a period, in the order of the days.

    Evaluation sheets are due where a course ends. If no other kind is wanted, courses that end
    soon after the period have theirs, too, and others are given on request.
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
        yield from attendance_lists(db, first, last, courses, choice)
    if SheetKind.CHILDCARE in wanted:
        yield from childcare_sheets(db, first, last, courses)
    if SheetKind.DRIVER in wanted:
        yield from driver_sheets(db, first, last, courses)
    if SheetKind.DOOR in wanted:
        yield from door_notices(db, first, last, courses)
    if SheetKind.EVALUATION in wanted:
        alone = wanted == {SheetKind.EVALUATION}
        yield from evaluation_sheets(
            db,
            first,
            last,
            courses,
            choice,
            ending=not (alone and (choice.every or courses is not None)),
            soon=settings_of(db).number("evaluation.print_days") if alone else 0,
        )


def jobs_of(db: Db, sheets: Sequence[PlannedSheet]) -> tuple[PrintJob, ...]:
    """Return planned sheets beside what was printed of them, in the order of the days."""
    if not sheets:
        return ()
    first = min(planned.first_day for planned in sheets)
    last = max(planned.last_day for planned in sheets)
    printed = {_key_of_row(row): row for row in printed_between(db, first, last)}
    saved: dict[str, list[PrintedRow]] = defaultdict(list)
    for row in saved_between(db, first, last):
        saved[_key_of_row(row)].append(row)
    ordered = sorted(
        sheets, key=lambda planned: (planned.day, planned.starts, ORDER.index(planned.kind))
    )
    return tuple(
        _job(db, planned, printed.get(_key(planned)), saved[_key(planned)]) for planned in ordered
    )


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


def _job(
    db: Db, planned: PlannedSheet, row: PrintedRow | None, saved: Sequence[PrintedRow]
) -> PrintJob:
    change, state = Change(), SheetState.NEW
    if row is not None:
        state = SheetState.PRINTED
        if row.fingerprint != planned.fingerprint:
            state, change = SheetState.CHANGED, _change(db, planned, row)
        planned = _going_on(db, planned, row)
    sheet, missing = readable(db, planned.sheet, planned.title)
    planned = replace(planned, sheet=sheet)
    waiting = tuple(there.number for there in saved if there.fingerprint == planned.fingerprint)
    return PrintJob(
        key=_key(planned),
        planned=planned,
        pages=pile.page_count(planned.sheet),
        state=state,
        printed_at=row.printed_at if row else None,
        number=row.number if row else 0,
        change=change,
        unprintable=missing,
        saved=waiting if state != SheetState.PRINTED else (),
        stays_valid=row is not None and _stays_valid(planned, row),
    )


def _stays_valid(planned: PlannedSheet, row: PrintedRow) -> bool:
    """Tell whether an earlier printing has days of its own beside what goes on (`store.settle`)."""
    goes_on = planned.goes_on
    if goes_on is None:
        return False
    return row.valid_from is None or row.valid_from <= goes_on.earlier_until


def _going_on(db: Db, planned: PlannedSheet, row: PrintedRow) -> PlannedSheet:
    """Return a sheet as it goes on beside its earlier printing, once that has been begun."""
    if planned.again is None:
        return planned
    rows = dict.fromkeys(
        page.rows[place] for page in pages_of(db, row.number) for place in sorted(page.rows)
    )
    code = f"{LETTERS[planned.kind]} {row.number}"
    goes_on = planned.again(Earlier(code, tuple(rows), minute_at(clock.now())))
    if goes_on is None:
        return planned
    return replace(planned, sheet=goes_on.sheet, rows=goes_on.rows, goes_on=goes_on)


def _change(db: Db, planned: PlannedSheet, row: PrintedRow) -> Change:
    aspects = aspects_changed(row.fingerprint, planned.fingerprint)
    names: tuple[str, ...] = ()
    if "people" in aspects and planned.rows.table:
        new = added_since(db, planned.rows.table, moment_of(row.printed_at))
        names = tuple(name for key, name in planned.rows.names.items() if key in new)
    return Change(names, aspects)
