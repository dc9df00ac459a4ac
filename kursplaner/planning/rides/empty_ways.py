"""The empty ways of a ride: from where its vehicle stands to the first stop, and home again.

They belong to the vehicle: with another one, which stands elsewhere, they are laid anew. Halts,
passengers and their times stay.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from kursplaner.basics.spans import Span
from kursplaner.domain.kinds import Direction
from kursplaner.domain.rides.rides import Ride, RideStop, Vehicle
from kursplaner.planning.rides.tours import Geography, Place, Tour, TourRules, tour_rules, waiting
from kursplaner.store.queries.rides.ride_facts import (
    halts_of_rides,
    place_distances,
    seats_of_rides,
    stops_in_use,
)
from kursplaner.store.records import find
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of


@dataclass(frozen=True, slots=True)
class UnderWay:
    """When vehicle and driver are under way (absolute minutes), and how far it is."""

    starts: int
    ends: int
    metres: int

    @property
    def span(self) -> Span:
        """The time they are taken."""
        return Span(self.starts, self.ends)


class EmptyWays:
    """What rides are with other vehicles; places and stands are asked once."""

    def __init__(self, db: Db, rides: Collection[Ride]) -> None:
        self._rules = tour_rules(settings_of(db))
        stops = stops_in_use(db)
        self._geography = Geography(stops, place_distances(db, self._rules.kmh), None, self._rules)
        self._depots = {
            row.id: row.depot_stop_id for row in find(db, Vehicle) if row.depot_stop_id in stops
        }
        keys = [ride.id for ride in rides]
        self._halts, self._seats = halts_of_rides(db, keys), seats_of_rides(db, keys)

    def of(self, ride: Ride, vehicle_id: int | None) -> UnderWay:
        """Return when a ride is under way with a vehicle; as stored where both stand together."""
        before, depot = self._depots.get(ride.vehicle_id or 0), self._depots.get(vehicle_id or 0)
        stored = UnderWay(ride.starts, ride.ends, ride.metres)
        halts = [halt for halt in self._halts.get(ride.id, ()) if halt.stop_id is not None]
        if before == depot or not halts or vehicle_id is None:
            return stored
        return self._anew(ride, halts, (before, depot))

    def _anew(
        self,
        ride: Ride,
        halts: Sequence[RideStop],
        ways: tuple[Place, Place],
    ) -> UnderWay:
        out = ride.direction == Direction.OUT.value
        end = halts[0] if out else halts[-1]
        before, after = (self._geography.empty_way(end.stop_id, depot) for depot in ways)
        metres = max(0, ride.metres - before.metres) + after.metres
        if out:
            return UnderWay(end.at - after.minutes, ride.ends, metres)
        left = end.at + waiting(end.stop_id, self._seats.get(ride.id, ()), self._rules)
        return UnderWay(ride.starts, left + after.minutes, metres)


def from_depot(
    tour: Tour, before: Place, depot: Place, geography: Geography, rules: TourRules
) -> Tour:
    """Return a tour laid for a vehicle that stands at `before` with one that stands at `depot`."""
    halts = [halt for halt in tour.halts if halt.stop_id is not None]
    if before == depot or not halts:
        return tour
    out = tour.direction is Direction.OUT
    end = halts[0] if out else halts[-1]
    old, new = (geography.empty_way(end.stop_id, place) for place in (before, depot))
    metres = max(0, tour.metres - old.metres) + new.metres
    if out:
        return replace(tour, starts=end.minute - new.minutes, metres=metres)
    left = end.minute + waiting(end.stop_id, tour.seats, rules)
    return replace(tour, ends=left + new.minutes, metres=metres)
