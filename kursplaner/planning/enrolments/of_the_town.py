"""What is the same for every course of a town, read once where several waiting lists are judged."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import takewhile

from kursplaner.basics.places import Distance
from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import DAY_MINUTES, Timed
from kursplaner.planning.conflicts.severities import Rules, rules_of
from kursplaner.planning.rides.tours import TourRules, tour_rules
from kursplaner.store.queries.choices import VehicleFacts, vehicles_in_use
from kursplaner.store.queries.conflicts.never_together import never_together
from kursplaner.store.queries.rides.ride_facts import StopFacts, place_distances, stops_in_use
from kursplaner.store.queries.taken_times import Taken, taken_times
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

YEAR, NEAR = 366 * DAY_MINUTES, 20


def _start_of(use: Taken) -> int:
    return use.starts


class OfTheTown:
    """Settings, rules, vehicles and ways, each read when first asked for, within one transaction.

    What is read stays as it was then: whoever writes asks anew with another one.
    """

    def __init__(self, db: Db, settings: Settings | None = None) -> None:
        """Read nothing yet."""
        self._db = db
        self.settings = settings or settings_of(db)
        self._lines: dict[int, list[tuple[int, int, Sequence[Taken]]]] = {}
        self._fleets: dict[date, Mapping[int, VehicleFacts]] = {}

    @cached_property
    def rules(self) -> Rules:
        """How serious each kind of conflict is."""
        return rules_of(self._db, self.settings)

    @cached_property
    def tours(self) -> TourRules:
        """How tours are laid."""
        return tour_rules(self.settings)

    @cached_property
    def stops(self) -> Mapping[int, StopFacts]:
        """The stops in use, by id."""
        return stops_in_use(self._db)

    @cached_property
    def ways(self) -> Mapping[tuple[int, int], Distance]:
        """The ways set by hand."""
        return place_distances(self._db, self.tours.kmh)

    @cached_property
    def never_together(self) -> Sequence[tuple[int, int]]:
        """The pairs of people who must not meet."""
        return never_together(self._db)

    def taken(self, resource_id: int, time: Timed) -> Iterator[Taken]:
        """Yield what takes a vehicle or person within a time, the last first.

        What is told of a year from the first time asked about is read at once.
        """
        line = self._line(resource_id, time)
        at = bisect_left(line, time.ends, key=_start_of)
        # Uses of one resource never overlap: before the first that has ended, all have.
        return takewhile(lambda use: use.ends > time.starts, reversed(line[max(0, at - NEAR) : at]))

    def _line(self, resource_id: int, time: Timed) -> Sequence[Taken]:
        for first, last, line in self._lines.get(resource_id, ()):
            if first <= time.starts and time.ends <= last:
                return line
        first, last = time.starts - DAY_MINUTES, max(time.starts + YEAR, time.ends)
        read = taken_times(self._db, [resource_id], first, last).get(resource_id, [])
        self._lines.setdefault(resource_id, []).append((first, last, read))
        return read

    def fleet(self, day: date) -> Mapping[int, VehicleFacts]:
        """Return the vehicles not given up before a day, by id."""
        if day not in self._fleets:
            self._fleets[day] = {v.id: v for v in vehicles_in_use(self._db, day)}
        return self._fleets[day]
