"""Conflicts of travel: somebody works at two places with too little time for the way between."""

from collections.abc import Collection, Iterator, Mapping

from kursplaner.basics.places import Distance, Point, Roads
from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import day_of
from kursplaner.domain.conflicts.conflicts import Conflict, Subject, pair_id, severity_of
from kursplaner.domain.kinds import ConflictKind, ResourceKind
from kursplaner.store.queries.conflicts import travel as queries
from kursplaner.store.queries.conflicts.scopes import Scope
from kursplaner.store.queries.conflicts.travel import Change, Ends, Place, Record
from kursplaner.store.queries.rides.ride_facts import place_distances
from kursplaner.store.queries.taken_times import Taken
from kursplaner.store.session import Db

LONGEST_WAY = 720


class Ways:
    """How long it takes from place to place, with a pause to arrive; two sites at one point: 0."""

    def __init__(
        self,
        points: Mapping[Place, Point],
        by_hand: Mapping[tuple[int, int], Distance],
        settings: Settings,
    ) -> None:
        """Take the places; a way set by hand goes before the measured one."""
        self._points = points
        factor = settings.number("rides.road_factor_hundredths")
        self._roads = Roads(by_hand, factor, settings.number("rides.kmh"))
        self._known: dict[tuple[Place, Place], int] = {}
        self._pause = settings.number("course.travel_pause_minutes")

    def minutes(self, start: Place | None, end: Place | None) -> int:
        """Return the minutes needed between two works; 0 at one place or where one is unknown."""
        if start is None or end is None or start == end:
            return 0
        if (start, end) not in self._known:
            self._known[start, end] = self._minutes(start, end)
        return self._known[start, end]

    def _minutes(self, start: Place, end: Place) -> int:
        points = (self._points.get(start), self._points.get(end))
        way = self._roads.way((_stop(start), _stop(end)), points)
        return way.minutes + self._pause if way and way.metres else 0

    def longest(self) -> int:
        """Return minutes that no way between two known places exceeds, at most half a day."""
        by_hand = [way.minutes for way in self._roads.by_hand.values()]
        corners = [(min(c), max(c)) for c in zip(*self._points.values(), strict=True)]
        across = 0
        if corners:
            low, high = ((corners[0][at], corners[1][at]) for at in (0, 1))
            across = self._roads.estimated(low, high).minutes
        return min(LONGEST_WAY, max([across, *by_hand]) + self._pause + 1)


def _stop(place: Place) -> int | None:
    return place[1] if place[0] == "stop" else None


class Reach:
    """Whether somebody gets from one work to the next in time, as far as places are known."""

    def __init__(self, ways: Ways, ends: Mapping[Record, Ends]) -> None:
        """Take the ways and where the works that are planned begin and end."""
        self._ways = ways
        self._ends = ends

    def too_far(self, before: Taken, site_id: int, minutes: int) -> bool:
        """Tell whether the way from a work to a site takes more than some minutes."""
        ends = self._ends.get((before.source, before.source_id))
        return ends is not None and self._ways.minutes(ends.last, ("site", site_id)) > minutes

    def too_far_to(self, after: Taken, site_id: int, minutes: int) -> bool:
        """Tell whether the way from a site to a work takes more than some minutes."""
        ends = self._ends.get((after.source, after.source_id))
        return ends is not None and self._ways.minutes(("site", site_id), ends.first) > minutes


def ways_of(db: Db, settings: Settings) -> Ways:
    """Return the ways between all places of the town."""
    by_hand = place_distances(db, settings.number("rides.kmh"))
    return Ways(queries.points(db), by_hand, settings)


def reach_of(db: Db, works: Collection[Taken], settings: Settings) -> Reach:
    """Return the reach of people with some works planned."""
    records = {(work.source, work.source_id) for work in works if work.source_id}
    return Reach(ways_of(db, settings), queries.ends_of(db, records))


def hurried(db: Db, scope: Scope, settings: Settings) -> Iterator[Conflict]:
    """Find people with less time between two works than the way and a pause take.

    Teachers, carers and drivers; a ride begins at its first stop (or the vehicle's depot) and
    ends at its last. Only works right after each other are judged, and only known places.
    """
    ways = ways_of(db, settings)
    changes = queries.changes(db, scope, ways.longest())
    records = {(w.source, w.source_id) for change in changes for w in (change.before, change.after)}
    ends = queries.ends_of(db, records)
    for change in changes:
        before, after = change.before, change.after
        earlier, later = (ends.get((work.source, work.source_id)) for work in (before, after))
        if earlier is None or later is None:
            continue
        needed = ways.minutes(earlier.last, later.first)
        if after.starts - before.ends < needed:
            yield _hurry(change, needed)


def _hurry(change: Change, needed: int) -> Conflict:
    kind, before, after = ConflictKind.TRAVEL, change.before, change.after
    records = ((before.source, before.source_id), (after.source, after.source_id))
    person = Subject(ResourceKind.PERSON.value, change.person_id)
    return Conflict(
        id=pair_id(kind, change.person_id, *(f"{noun}{key}" for noun, key in records)),
        kind=kind,
        severity=severity_of(kind),
        day=day_of(before.ends),
        starts=before.ends,
        ends=max(after.starts, before.ends + 1),
        subjects=(person, *(Subject(*record) for record in records)),
        facts={"minutes": after.starts - before.ends, "needed": needed},
    )
