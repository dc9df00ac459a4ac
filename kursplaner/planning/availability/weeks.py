"""Versions of a resource's week: each holds from a day until the next one begins."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import DAY_MINUTES
from kursplaner.domain.kinds import AvailabilityKind
from kursplaner.domain.weekly_hours import WEEKLY, joined, limits, without
from kursplaner.domain.weekly_times import WeeklyTime, valid_on
from kursplaner.store.queries.conflicts.closed_times import ResourceTime

DAY = timedelta(days=1)
WEEKDAYS = range(7)
WISH, SHUT = AvailabilityKind.WISH.value, AvailabilityKind.UNAVAILABLE.value
OF_A_WEEK = WEEKLY | {SHUT, WISH}
"""Kinds of which versions are made; the extra hours of exceptions stand beside them."""
FIRST_DAY = date(2000, 1, 1)
"""A Saturday before anything is planned: what holds on it has no beginning."""


@dataclass(frozen=True, slots=True, order=True)
class Painted(WeeklyTime):
    """Hours of a weekday in which a resource is there.

    `kind` says whether they are wished for (stored as a wish beside hours that are open), or meant
    only if needed.
    """

    kind: str = AvailabilityKind.AVAILABLE.value


@dataclass(frozen=True, slots=True)
class Version:
    """A week that holds from `first` (None: ever since) to `last` (None: until further notice).

    Attributes:
        hours: in order; none with a version that is `limited`: never there.
        limited: whether the week says anything at all; else the resource is always there.
    """

    first: date | None
    last: date | None
    hours: tuple[Painted, ...]
    limited: bool


def versions(rows: Iterable[ResourceTime]) -> tuple[Version, ...]:
    """Return the versions of a week in order; without any entry one that limits nothing."""
    weekly = [row for row in rows if row.kind in OF_A_WEEK]
    begins = {row.valid_from for row in weekly if row.valid_from is not None}
    begins |= {row.valid_until + DAY for row in weekly if row.valid_until is not None}
    edges = [None, *sorted(begins)]
    found: list[Version] = []
    for at, first in enumerate(edges):
        last = edges[at + 1] if at + 1 < len(edges) else None
        version = _on(weekly, first or FIRST_DAY)
        same = found and (found[-1].hours, found[-1].limited) == (version.hours, version.limited)
        begins_on = found.pop().first if same else first
        until = None if last is None else last - DAY
        found.append(replace(version, first=begins_on, last=until))
    return tuple(found)


def version_on(rows: Iterable[ResourceTime], day: date) -> Version:
    """Return the version that holds on a day."""
    return next(
        version
        for version in reversed(versions(rows))
        if version.first is None or version.first <= day
    )


def _on(weekly: Sequence[ResourceTime], day: date) -> Version:
    hours = [
        Painted(weekday, *stretch, kind)
        for weekday in WEEKDAYS
        for kind, stretch in _open(weekly, day, weekday)
    ]
    barred = any(row.kind in (SHUT, WISH) and valid_on(row, day) for row in weekly)
    return Version(None, None, tuple(sorted(hours)), limited=barred or limits(weekly, day))


def _open(
    weekly: Sequence[ResourceTime], day: date, weekday: int
) -> list[tuple[str, tuple[int, int]]]:
    """Return the hours of a weekday in the week of a day; what may be used anyway comes first."""
    there = [row for row in weekly if row.weekday == weekday and valid_on(row, day)]
    plain, needed = AvailabilityKind.AVAILABLE.value, AvailabilityKind.IF_NEEDED.value
    stretches = {
        kind: [(row.starts, row.ends) for row in there if row.kind == kind]
        for kind in (plain, needed, SHUT, WISH)
    }
    limited = any(row.kind in (SHUT, WISH) and valid_on(row, day) for row in weekly)
    if limited and not limits(weekly, day):
        stretches[plain] = [(0, DAY_MINUTES)]
    surely = _less(joined(stretches[plain]), stretches[SHUT])
    perhaps = _less(joined(stretches[needed]), [*stretches[SHUT], *surely])
    rest = _less(surely, joined(stretches[WISH]))
    found = [*((plain, each) for each in rest), *((needed, each) for each in perhaps)]
    return [*found, *((WISH, each) for each in _less(surely, rest))]


def _less(
    stretches: Iterable[tuple[int, int]], taken: Iterable[tuple[int, int]]
) -> tuple[tuple[int, int], ...]:
    left = tuple(stretches)
    for starts, ends in taken:
        left = tuple(rest for stretch in left for rest in without(stretch, starts, ends))
    return left


def checked(hours: Iterable[Painted]) -> tuple[Painted, ...]:
    """Return hours in order, those of one kind that touch as one.

    Raises:
        Refused: "weekday_unknown", "end_before_start", "pattern_overlaps" (with the weekday) where
            hours of both kinds share a minute.
    """
    known = list(hours)
    for time in known:
        time.check()
    found = [
        Painted(weekday, *stretch, kind)
        for weekday in WEEKDAYS
        for kind in sorted({time.kind for time in known})
        for stretch in joined(
            (time.starts, time.ends)
            for time in known
            if time.weekday == weekday and time.kind == kind
        )
    ]
    found.sort()
    for before, after in pairwise(found):
        if before.meets(after):
            raise Refused("pattern_overlaps", weekday=after.weekday)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class WeekWish:
    """The week of a resource from `first` on, until `last` or the next version begins.

    Attributes:
        hours: when it is there; none: never. None: always, the week says nothing any more.
    """

    first: date
    last: date | None = None
    hours: tuple[Painted, ...] | None = ()

    def last_day(self, rows: Iterable[ResourceTime]) -> date | None:
        """Return the last day on which it holds: a later version stays as it is.

        Raises:
            Refused: "period_backwards".
        """
        if self.last is not None and self.last < self.first:
            raise Refused("period_backwards", first=self.first, last=self.last)
        later = [v.first for v in versions(rows) if v.first is not None and v.first > self.first]
        ends = [day - DAY for day in later[:1]] + ([] if self.last is None else [self.last])
        return min(ends, default=None)


def with_week(
    rows: Iterable[ResourceTime], resource_id: int, wish: WeekWish
) -> tuple[ResourceTime, ...]:
    """Return the weekly times of a resource with another week in them.

    Raises:
        Refused: as `WeekWish.last_day` and `checked`.
    """
    known = tuple(rows)
    last = wish.last_day(known)
    kept = [part for row in known for part in _kept(row, wish.first, last)]
    hours = None if wish.hours is None else checked(wish.hours)
    if hours is None:
        return tuple(kept)
    new = hours or tuple(Painted(weekday, 0, DAY_MINUTES, SHUT) for weekday in WEEKDAYS)
    made = (
        ResourceTime(time.weekday, time.starts, time.ends, resource_id, time.kind, wish.first, last)
        for time in (*_open_too(new), *(time for time in new if time.kind == WISH))
    )
    return (*kept, *made)


def _open_too(hours: Iterable[Painted]) -> tuple[Painted, ...]:
    """Return hours without wishes: who wishes for an hour is there then, too."""
    plain = AvailabilityKind.AVAILABLE.value
    return checked(replace(time, kind=plain) if time.kind == WISH else time for time in hours)


def _kept(row: ResourceTime, first: date, last: date | None) -> list[ResourceTime]:
    """Return what stays of a row beside the days from first to last."""
    if row.kind not in OF_A_WEEK:
        return [row]
    before = row.valid_from is None or row.valid_from < first
    after = last is not None and (row.valid_until is None or row.valid_until > last)
    if row.valid_until is not None and row.valid_until < first:
        return [row]
    if last is not None and row.valid_from is not None and row.valid_from > last:
        return [row]
    parts = [replace(row, valid_until=first - DAY)] if before else []
    if after and last is not None:
        parts.append(replace(row, valid_from=last + DAY))
    return parts


def wished_within(
    rows: Iterable[ResourceTime],
    day: date,
    hours: Iterable[Painted] | None,
    wishes: Iterable[Painted],
) -> tuple[Painted, ...]:
    """Return hours with wishes in them; None: the hours that hold on a day, without their wishes.

    A wish beside the hours opens them, too.
    """
    wanted = tuple(wishes)
    if hours is None:
        stored = version_on(rows, day)
        whole = tuple(Painted(weekday, 0, DAY_MINUTES) for weekday in WEEKDAYS)
        hours = _open_too(stored.hours if stored.limited else whole)
    left = [
        replace(time, starts=starts, ends=ends)
        for time in hours
        for starts, ends in _less(
            [(time.starts, time.ends)],
            [(wish.starts, wish.ends) for wish in wanted if wish.weekday == time.weekday],
        )
    ]
    return checked([*left, *wanted])
