"""Exceptions from a week: not there on some days, or there beside the usual hours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import DAY_MINUTES, Span, day_of, minute_of
from kursplaner.domain.absences import Absence
from kursplaner.domain.gone_by import ask_past
from kursplaner.domain.kinds import AvailabilityKind, ClosureReason
from kursplaner.domain.people import Availability, Closure
from kursplaner.store.records import find
from kursplaner.store.session import Db

LONGEST_DAYS = 366
EVERY_DAY = frozenset(range(7))
_EXTRA = AvailabilityKind.EXTRA.value


@dataclass(frozen=True, slots=True, order=True)
class SpecialHours:
    """Minutes [starts, ends) of each day from `first` to `last`, both included.

    Attributes:
        present: there beside the usual hours; else not there although usual.
        weekdays: of which days; of all else.
        note: why; kept of those who are not there.
        past: that all of it is gone by is meant so.
    """

    first: date
    last: date
    starts: int = 0
    ends: int = DAY_MINUTES
    present: bool = False
    note: str = ""
    weekdays: frozenset[int] = EVERY_DAY
    reason: ClosureReason = ClosureReason.AWAY
    past: bool = field(default=False, compare=False)

    @property
    def whole_days(self) -> bool:
        """Whether it is about whole days."""
        return (self.starts, self.ends) == (0, DAY_MINUTES)

    def days(self) -> tuple[date, ...]:
        """Return the days it is about.

        Raises:
            Refused: "period_backwards", "end_before_start", "day_out_of_range", "no_day_between".
        """
        if self.last < self.first:
            raise Refused("period_backwards", first=self.first, last=self.last)
        if not 0 <= self.starts < self.ends <= DAY_MINUTES:
            raise Refused("end_before_start", starts=self.starts, ends=self.ends)
        length = (self.last - self.first).days
        if length >= LONGEST_DAYS:
            raise Refused("day_out_of_range", day=self.last)
        every = (self.first + timedelta(days=number) for number in range(length + 1))
        found = tuple(day for day in every if day.weekday() in self.weekdays)
        if not found:
            raise Refused("no_day_between", first=self.first, last=self.last)
        return found

    def spans(self) -> tuple[Span, ...]:
        """Return its times as they are stored: whole days that follow each other as one time.

        Raises:
            Refused: as `days`.
        """
        days = self.days()
        every = len(days) == (self.last - self.first).days + 1
        spans = [(self.first, self.last)] if self.whole_days and every else _each(days)
        return tuple(
            Span(minute_of(first, self.starts), minute_of(last, self.ends)) for first, last in spans
        )


@dataclass(frozen=True, slots=True)
class Stored:
    """An exception as it lies in the file.

    Attributes:
        key: names it, "a" with the id of its first closure or "x" with that of its first hours.
        closures, hours: the ids of its rows.
        reported: whether it belongs to a reported absence, which ends elsewhere.
    """

    key: str
    special: SpecialHours
    closures: tuple[int, ...] = ()
    hours: tuple[int, ...] = ()
    reported: bool = False


def exceptions_of(db: Db, resource_id: int, since: date | None = None) -> tuple[Stored, ...]:
    """Return the exceptions of a resource that end on a day or later, in order of time."""
    closures = find(db, Closure, resource_id=resource_id)
    reported = {row.closure_id for row in find(db, Absence, resource_id=resource_id)}
    found = [*_away(closures, reported), *_extra(find(db, Availability, resource_id=resource_id))]
    wanted = (each for each in found if since is None or each.special.last >= since)
    return tuple(sorted(wanted, key=lambda each: (each.special, each.key)))


def _away(closures: Iterable[Closure], reported: set[int | None]) -> list[Stored]:
    """Return closures; those at the same hours and for the same reason within a week are one."""
    runs: list[tuple[SpecialHours, list[int], bool]] = []
    for row in sorted(closures, key=lambda row: (row.starts, row.ends, row.id)):
        special = _of_closure(row)
        within = row.id in reported
        at = next((n for n, run in enumerate(runs) if _goes_on(run[0], special)), None)
        if at is None or within or runs[at][2]:
            runs.append((special, [row.id], within))
            continue
        before, ids, _ = runs[at]
        whole = SpecialHours(
            *(before.first, special.last, special.starts, special.ends),
            note=special.note,
            weekdays=before.weekdays | special.weekdays,
            reason=special.reason,
        )
        runs[at] = (whole, [*ids, row.id], False)
    return [Stored(f"a{ids[0]}", _plain(sp), tuple(ids), (), within) for sp, ids, within in runs]


def _of_closure(row: Closure) -> SpecialHours:
    first, last = day_of(row.starts), day_of(row.ends - 1)
    starts, ends = row.starts - minute_of(first), row.ends - minute_of(last)
    if first != last and (starts, ends) != (0, DAY_MINUTES):
        starts, ends = 0, DAY_MINUTES
    days = {(first + timedelta(days=n)).weekday() for n in range(min(7, (last - first).days + 1))}
    reason = ClosureReason(row.reason) if row.reason in set(ClosureReason) else ClosureReason.OTHER
    return SpecialHours(first, last, starts, ends, False, row.note, frozenset(days), reason)


def _goes_on(before: SpecialHours, after: SpecialHours) -> bool:
    same = ("starts", "ends", "note", "reason")
    near = timedelta(0) < after.first - before.last <= timedelta(days=7)
    return (
        near
        and not before.whole_days
        and all(getattr(before, n) == getattr(after, n) for n in same)
    )


def _plain(special: SpecialHours) -> SpecialHours:
    """Return it as of every day where the days it leaves out do not lie within."""
    days = {
        (special.first + timedelta(days=number)).weekday()
        for number in range(min(7, (special.last - special.first).days + 1))
    }
    if special.weekdays != days:
        return special
    head = (special.first, special.last, special.starts, special.ends, special.present)
    return SpecialHours(*head, special.note, EVERY_DAY, special.reason)


def _extra(rows: Iterable[Availability]) -> list[Stored]:
    groups: dict[tuple[date, date, int, int], list[Availability]] = {}
    for row in rows:
        if row.kind == _EXTRA and row.valid_from is not None and row.valid_until is not None:
            key = (row.valid_from, row.valid_until, row.starts, row.ends)
            groups.setdefault(key, []).append(row)
    found = []
    for key, group in groups.items():
        weekdays = frozenset(row.weekday for row in group)
        special = _plain(SpecialHours(*key, True, "", weekdays))
        ids = tuple(row.id for row in group)
        found.append(Stored(f"x{ids[0]}", special, (), ids))
    return found


def ask_closed(db: Db, resource_id: int, spans: Sequence[Span]) -> None:
    """Refuse times that all lie wholly within closures that are there already.

    Raises:
        Refused: "closed_already" with the first and last day of a closure that is there.
    """
    there = find(db, Closure, resource_id=resource_id)
    within = [
        next((row for row in there if row.starts <= s.starts and s.ends <= row.ends), None)
        for s in spans
    ]
    first = within[0]
    if first is not None and None not in within:
        raise Refused("closed_already", first=day_of(first.starts), last=day_of(first.ends - 1))


def add(db: Db, resource_id: int, special: SpecialHours) -> None:
    """Store an exception.

    Raises:
        Refused: as `SpecialHours.days`, "wholly_past" where nobody says that it is meant,
            "closed_already" as `ask_closed`.
    """
    spans = special.spans()
    ask_past(special.last, meant=special.past)
    if not special.present:
        ask_closed(db, resource_id, spans)
    if special.present:
        db.add_all(
            Availability(
                resource_id=resource_id,
                kind=_EXTRA,
                weekday=weekday,
                starts=special.starts,
                ends=special.ends,
                valid_from=special.first,
                valid_until=special.last,
            )
            for weekday in sorted({day.weekday() for day in special.days()})
        )
        return
    db.add_all(
        Closure(
            resource_id=resource_id,
            starts=span.starts,
            ends=span.ends,
            reason=special.reason.value,
            note=special.note.strip(),
        )
        for span in spans
    )


def _each(days: Sequence[date]) -> list[tuple[date, date]]:
    return [(day, day) for day in days]


def remove(db: Db, resource_id: int, key: str) -> None:
    """Take an exception away again.

    Raises:
        Refused: "exception_unknown" with the key, "exception_reported" for an absence.
    """
    stored = next((each for each in exceptions_of(db, resource_id) if each.key == key), None)
    if stored is None:
        raise Refused("exception_unknown", key=key)
    if stored.reported:
        raise Refused("exception_reported")
    rows = [
        *find(db, Closure, id=list(stored.closures)),
        *find(db, Availability, id=list(stored.hours)),
    ]
    for row in rows:
        db.delete(row)
