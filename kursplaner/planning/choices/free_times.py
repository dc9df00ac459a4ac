"""When resources are taken, closed or not there: asked once, then answered from memory."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

from kursplaner.basics.spans import DAY_MINUTES, Span, Timed, day_of, minute_of, overlap
from kursplaner.domain.conflicts.obstacles import Against, Obstacle
from kursplaner.domain.kinds import AvailabilityKind, Severity
from kursplaner.domain.weekly_hours import allowed, limits, only_if_needed, open_hours
from kursplaner.planning.conflicts.travel import Reach
from kursplaner.store.queries.conflicts.closed_times import (
    ClosedTime,
    ResourceTime,
    closures_of,
    weekly_times,
)
from kursplaner.store.queries.taken_times import Taken, taken_times
from kursplaner.store.session import Db

MARGIN = DAY_MINUTES


class FreeTimes:
    """Busy stretches, closures and weekly availability of resources, over one stretch of time.

    What a plan takes for itself is added with `take`, so that it never collides with itself.
    """

    def __init__(
        self,
        taken: Mapping[int, Sequence[Taken]],
        closed: Iterable[ClosedTime] = (),
        weekly: Iterable[ResourceTime] = (),
    ) -> None:
        """Take what is known of all resources asked about."""
        self._taken: dict[int, list[Taken]] = defaultdict(list)
        self._closed: dict[int, list[ClosedTime]] = defaultdict(list)
        self._weekly: dict[int, list[ResourceTime]] = defaultdict(list)
        for resource_id, line in taken.items():
            self._taken[resource_id] = sorted(line)
        self._days: dict[tuple[int, str], dict[date, int]] = {}
        self._reach: Reach | None = None
        for closure in closed:
            self._closed[closure.resource_id].append(closure)
        for time in weekly:
            self._weekly[time.resource_id].append(time)

    def take(self, resource_id: int, starts: int, ends: int, source: str, key: int = 0) -> None:
        """Note that the plan itself takes a resource."""
        insort(self._taken[resource_id], Taken(starts, ends, source, key))
        self._days.pop((resource_id, source), None)

    def taken(self, resource_id: int, starts: int, ends: int) -> Taken | None:
        """Return the last record that takes the resource within [starts, ends)."""
        line = self._taken.get(resource_id)
        if not line:
            return None
        at = bisect_left(line, ends, key=_start_of) - 1
        # Active occupations of a resource never overlap: the last before `ends` ends last.
        return line[at] if at >= 0 and line[at].ends > starts else None

    def taken_by_others(self, resource_id: int, time: Timed) -> Taken | None:
        """Return the last stored record that takes the resource, not what the plan takes."""
        line = self._taken.get(resource_id, [])
        there = (taken for taken in line if taken.source_id and overlap(taken, time))
        return max(there, default=None)

    def first_taken(self, resource_id: int, starts: int, ends: int) -> Taken | None:
        """Return the first record that takes the resource within [starts, ends)."""
        line = self._taken.get(resource_id, [])
        at = max(0, bisect_left(line, starts, key=_start_of) - 1)
        return next(
            (taken for taken in line[at : at + 3] if taken.starts < ends and taken.ends > starts),
            None,
        )

    def works_of(self, resource_ids: Collection[int], days: Collection[date]) -> list[Taken]:
        """Return all that takes some resources and begins on some days."""
        every = (taken for key in resource_ids for taken in self._taken.get(key, ()))
        return [taken for taken in every if day_of(taken.starts) in days]

    def knows_ways(self, reach: Reach) -> None:
        """Judge from now on also whether people come from one place to the next in time."""
        self._reach = reach

    def hurried(self, person_id: int, span: Span, site_id: int | None) -> bool:
        """Tell whether somebody needs longer to the site, or on from it, than there is time."""
        line = self._taken.get(person_id)
        if self._reach is None or site_id is None or not line:
            return False
        at = bisect_left(line, span.ends, key=_start_of)
        before = next(
            (taken for taken in line[max(0, at - 1) : at] if taken.ends <= span.starts), None
        )
        after = line[at] if at < len(line) else None
        if before and self._reach.too_far(before, site_id, span.starts - before.ends):
            return True
        return bool(after and self._reach.too_far_to(after, site_id, after.starts - span.ends))

    def closed(self, resource_id: int, time: Timed) -> ClosedTime | None:
        """Return the first closure that meets a time."""
        lines = self._closed.get(resource_id, ())
        return next((closing for closing in lines if overlap(closing, time)), None)

    def available(self, resource_id: int, span: Span) -> bool:
        """Tell whether weekly availability allows the span; without any entry all is allowed."""
        return allowed(self._weekly.get(resource_id, ()), span.starts, span.ends)

    def only_if_needed(self, resource_id: int, span: Span) -> bool:
        """Tell whether the resource is meant to be used then only where nobody else can be had."""
        return only_if_needed(self._weekly.get(resource_id, ()), span.starts, span.ends)

    def wished(self, resource_id: int, span: Span) -> bool:
        """Tell whether the resource would like to be used in the span."""
        starts, ends = span.starts - minute_of(span.day), span.ends - minute_of(span.day)
        return any(
            time.kind == AvailabilityKind.WISH and time.starts <= starts and ends <= time.ends
            for time in self._on(resource_id, span.day)
        )

    def hours(self, resource_id: int, day: date) -> tuple[int, int] | None:
        """Return the first and last minute of the day in which the resource is available."""
        times = self._weekly.get(resource_id, ())
        known = open_hours(times, day) if limits(times, day) else ()
        return (known[0][0], known[-1][1]) if known else None

    def free(self, resource_id: int, span: Span) -> bool:
        """Tell whether nothing at all stands against the resource in the span."""
        return (
            self.taken(resource_id, span.starts, span.ends) is None
            and self.closed(resource_id, span) is None
            and self.available(resource_id, span)
        )

    def usable(self, resource_id: int, span: Span) -> bool:
        """Tell whether no hard rule stands against it: neither taken nor closed."""
        return (
            self.taken(resource_id, span.starts, span.ends) is None
            and self.closed(resource_id, span) is None
        )

    def week_minutes(self, resource_id: int, source: str) -> Mapping[date, int]:
        """Return how long a resource works for one kind of record, by the Monday of the week."""
        found: dict[date, int] = defaultdict(int)
        for day, minutes in self.day_minutes(resource_id, source).items():
            found[monday_of(day)] += minutes
        return found

    def day_minutes(self, resource_id: int, source: str) -> Mapping[date, int]:
        """Return how long a resource works for one kind of record, by the day."""
        known = self._days.get((resource_id, source))
        if known is None:
            known = defaultdict(int)
            for taken in self._taken.get(resource_id, ()):
                if taken.source == source:
                    known[day_of(taken.starts)] += taken.ends - taken.starts
            self._days[resource_id, source] = known
        return known

    def against(self, resource_id: int, spans: Sequence[Span]) -> tuple[tuple[Against, ...], int]:
        """Return what stands against the spans, and on how many the resource can be had."""
        busy_days: list[date] = []
        shut_days: list[date] = []
        away_days: list[date] = []
        for span in spans:
            if self.taken(resource_id, span.starts, span.ends):
                busy_days.append(span.day)
            elif self.closed(resource_id, span):
                shut_days.append(span.day)
            elif not self.available(resource_id, span):
                away_days.append(span.day)
        free = len(spans) - len(busy_days) - len(shut_days) - len(away_days)
        found = []
        if busy_days:
            found.append(Against(Obstacle.BUSY, Severity.HARD, tuple(busy_days)))
        if shut_days:
            facts = self._closed_facts(resource_id, spans, shut_days[0])
            found.append(Against(Obstacle.CLOSED, Severity.HARD, tuple(shut_days), facts))
        if away_days:
            facts = self._hours_facts(resource_id, away_days[0])
            found.append(Against(Obstacle.NOT_AVAILABLE, Severity.SOFT, tuple(away_days), facts))
        return tuple(found), free

    def _closed_facts(
        self, resource_id: int, spans: Sequence[Span], day: date
    ) -> Mapping[str, object]:
        span = next(span for span in spans if span.day == day)
        closure = self.closed(resource_id, span)
        return {"reason": closure.reason} if closure else {}

    def _hours_facts(self, resource_id: int, day: date) -> Mapping[str, object]:
        hours = self.hours(resource_id, day)
        facts: dict[str, object] = {"weekday": day.weekday()}
        return facts | ({"from": hours[0], "until": hours[1]} if hours else {})

    def _on(self, resource_id: int, day: date) -> list[ResourceTime]:
        lines = self._weekly.get(resource_id, ())
        return [time for time in lines if time.holds_on(day)]


def load_free_times(
    db: Db,
    resource_ids: Collection[int],
    starts: int,
    ends: int,
    ignoring: Collection[tuple[str, int]] = (),
) -> FreeTimes:
    """Ask the database about all resources at once, with a day's margin on both sides."""
    first, last = starts - MARGIN, ends + MARGIN
    without = set(ignoring)
    taken = taken_times(db, resource_ids, first, last)
    if without:
        taken = {
            key: [
                occupation
                for occupation in line
                if (occupation.source, occupation.source_id) not in without
            ]
            for key, line in taken.items()
        }
    return FreeTimes(
        taken,
        closures_of(db, resource_ids, Span(first, last)),
        weekly_times(db, resource_ids),
    )


def monday_of(day: date) -> date:
    """Return the Monday of a day's week (week 53 included)."""
    return day - timedelta(days=day.weekday())


def _start_of(taken: Taken) -> int:
    return taken.starts
