"""When resources cannot be used, in the ticks of a week: other records, closures, availability."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kursplaner.domain.kinds import AvailabilityKind, ConflictKind
from kursplaner.domain.weekly_hours import open_hours, outside
from kursplaner.planning.timetable.problem import Busy
from kursplaner.planning.timetable.town.week_grid import WeekGrid
from kursplaner.store.queries.conflicts.closed_times import ClosedTime, ResourceTime
from kursplaner.store.queries.taken_times import Taken

Key = tuple[int, int, ConflictKind]


class ClosedTicks:
    """Collects closed ticks of one resource, week by week, and joins equal ones."""

    def __init__(self, weeks: WeekGrid, *, inward: bool) -> None:
        """Take the weeks; `inward` leaves out ticks that are closed only in part."""
        self._weeks = weeks
        self._inward = inward
        self._found: dict[Key, set[int]] = defaultdict(set)

    def add(self, starts: int, ends: int, reason: ConflictKind) -> None:
        """Close absolute minutes."""
        for week, first, after in self._weeks.pieces(starts, ends, inward=self._inward):
            self._found[first, after, reason].add(week)

    def shut(self, week: int, weekday: int, span: tuple[int, int], *, always: bool) -> None:
        """Close minutes of one day, or of that weekday in all weeks, as not available."""
        midnight = self._weeks.minute(week, weekday * self._weeks.periods)
        minutes = (midnight + span[0], midnight + span[1])
        weeks = range(self._weeks.weeks) if always else (week,)
        for _, first, after in self._weeks.pieces(*minutes, inward=self._inward):
            self._found[first, after, ConflictKind.AVAILABILITY].update(weeks)

    def busy(self) -> tuple[Busy, ...]:
        """Return what was closed; what is closed in all weeks has none."""
        everywhere = self._weeks.weeks
        return tuple(
            Busy(
                first, after, reason, frozenset() if len(found) == everywhere else frozenset(found)
            )
            for (first, after, reason), found in self._found.items()
        )


def taken_ticks(
    closed: ClosedTicks, taken: Iterable[Taken], kind: ConflictKind, without: set[tuple[str, int]]
) -> None:
    """Close what other records take: those that are not moved."""
    for record in taken:
        if (record.source, record.source_id) not in without:
            closed.add(record.starts, record.ends, kind)


def closures(closed: ClosedTicks, rows: Iterable[ClosedTime]) -> None:
    """Close what is closed: a room shut, somebody ill, a vehicle in the workshop."""
    for time in rows:
        closed.add(time.starts, time.ends, ConflictKind.CLOSURE)


def unavailable(closed: ClosedTicks, times: Sequence[ResourceTime], weeks: WeekGrid) -> None:
    """Close what lies outside the weekly times."""
    dated = any(time.valid_from or time.valid_until for time in times)
    for week in range(weeks.weeks if dated else 1) if times else ():
        for weekday in range(7):
            for span in closed_hours(times, weeks, week, weekday):
                closed.shut(week, weekday, span, always=not dated)


def closed_hours(
    times: Sequence[ResourceTime], weeks: WeekGrid, week: int, weekday: int
) -> list[tuple[int, int]]:
    """Return the minutes of a day outside the weekly times; without any all is open."""
    return list(outside(open_hours(times, weeks.day(week, weekday))))


def wished_ticks(times: Sequence[ResourceTime], weeks: WeekGrid) -> frozenset[int]:
    """Return the ticks somebody would rather not: outside her wishes, or meant for need only."""
    found = _ticks_if_needed(times, weeks)
    wishes = [each for each in _holding(times, weeks) if each.kind == AvailabilityKind.WISH]
    if not wishes:
        return frozenset(found)
    for weekday in range(7):
        there = [(time.starts, time.ends) for time in wishes if time.weekday == weekday]
        for starts, ends in outside(there):
            first = weekday * weeks.periods
            found.update(range(first + starts // weeks.step, first + -(-ends // weeks.step)))
    return frozenset(found)


def _ticks_if_needed(times: Iterable[ResourceTime], weeks: WeekGrid) -> set[int]:
    found: set[int] = set()
    for time in _holding(times, weeks):
        if time.kind == AvailabilityKind.IF_NEEDED:
            first = time.weekday * weeks.periods
            found.update(
                range(first + time.starts // weeks.step, first - (-time.ends // weeks.step))
            )
    return found


def _holding(times: Iterable[ResourceTime], weeks: WeekGrid) -> list[ResourceTime]:
    """Return the times that hold on some day of the weeks."""
    first, last = weeks.day(0, 0), weeks.day(weeks.weeks - 1, 6)
    begun = (time for time in times if time.valid_from is None or time.valid_from <= last)
    return [time for time in begun if time.valid_until is None or time.valid_until >= first]


def without_touching(
    busy: Iterable[Busy], uses: Iterable[tuple[int, int, frozenset[int]]]
) -> tuple[tuple[Busy, ...], tuple[Busy, ...]]:
    """Split off the unavailable times that are used today: (what stays closed, what is used).

    They count as a wish only, so that nothing loses the place it has.
    """
    known = list(uses)
    stays: list[Busy] = []
    used: list[Busy] = []
    for stretch in busy:
        soft = stretch.reason is ConflictKind.AVAILABILITY
        met = soft and any(
            starts < stretch.ends
            and stretch.starts < ends
            and (not stretch.weeks or not weeks or not stretch.weeks.isdisjoint(weeks))
            for starts, ends, weeks in known
        )
        (used if met else stays).append(stretch)
    return tuple(stays), tuple(used)


def by_resource(rows: Iterable[ResourceTime]) -> Mapping[int, list[ResourceTime]]:
    """Return weekly times by resource."""
    found: dict[int, list[ResourceTime]] = defaultdict(list)
    for row in rows:
        found[row.resource_id].append(row)
    return found


def week_ticks(busy: Iterable[Busy]) -> frozenset[int]:
    """Return all ticks of some closed times."""
    return frozenset(tick for stretch in busy for tick in range(stretch.starts, stretch.ends))
