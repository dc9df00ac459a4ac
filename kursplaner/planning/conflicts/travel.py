"""Conflicts of travel: somebody works at two places with too little time for the way between."""

from collections.abc import Collection, Iterator, Mapping

from kursplaner.basics.places import Point, drive_minutes, metres_between
from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import day_of
from kursplaner.domain.conflicts.conflicts import Conflict, Subject, pair_id, severity_of
from kursplaner.domain.kinds import ConflictKind, ResourceKind
from kursplaner.store.queries.conflicts import travel as queries
from kursplaner.store.queries.conflicts.scopes import Scope
from kursplaner.store.queries.conflicts.travel import Change, Ends, Place, Record
from kursplaner.store.queries.rides.ride_facts import Distance, place_distances
from kursplaner.store.queries.taken_times import Taken
from kursplaner.store.session import Db

LONGEST_WAY = 720


class Ways:
    """How long it takes from place to place, with a pause to arrive; two sites at one point: 0."""

    def __init__(
        self,
        points: Mapping[Place, Point],
        distances: Mapping[tuple[int, int], Distance],
        settings: Settings,
    ) -> None:
        """Take the places; a way set by hand goes before the measured one."""
        self._points = points
        self._distances = distances
        self._known: dict[tuple[Place, Place], int] = {}
        self._factor = settings.number("rides.road_factor_hundredths")
        self._kmh = settings.number("rides.kmh")
        self._pause = settings.number("course.travel_pause_minutes")

    def minutes(self, start: Place | None, end: Place | None) -> int:
        """Return the minutes needed between two works; 0 at one place or where one is unknown."""
        if start is None or end is None or start == end:
            return 0
        if (start, end) not in self._known:
            self._known[start, end] = self._minutes(start, end)
        return self._known[start, end]

    def _minutes(self, start: Place, end: Place) -> int:
        driving = self._by_hand(start, end)
        if driving is None:
            origin, other = self._points.get(start), self._points.get(end)
            if origin is None or other is None or origin == other:
                return 0
            driving = drive_minutes(metres_between(origin, other, self._factor), self._kmh)
        return driving + self._pause

    def longest(self) -> int:
        """Return minutes that no way between two known places exceeds, at most half a day."""
        by_hand = [self._driving(way) for way in self._distances.values()]
        corners = [(min(c), max(c)) for c in zip(*self._points.values(), strict=True)]
        across = 0
        if corners:
            low, high = ((corners[0][at], corners[1][at]) for at in (0, 1))
            across = drive_minutes(metres_between(low, high, self._factor), self._kmh)
        return min(LONGEST_WAY, max([across, *by_hand]) + self._pause + 1)

    def _by_hand(self, start: Place, end: Place) -> int | None:
        if start[0] != "stop" or end[0] != "stop":
            return None
        keys = (start[1], end[1])
        way = self._distances.get(keys) or self._distances.get(keys[::-1])
        return None if way is None else self._driving(way)

    def _driving(self, way: Distance) -> int:
        return drive_minutes(way.metres, self._kmh) if way.minutes is None else way.minutes


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
    return Ways(queries.points(db), place_distances(db), settings)


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
