"""A ride that nobody drives: who could, another vehicle, a taxi, or it is called off."""

from collections.abc import Sequence
from dataclasses import dataclass

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_at
from kursplaner.domain.conflicts.obstacles import Against, Choice, Obstacle
from kursplaner.domain.kinds import CancelReason, DrivenBy, RideStatus, Severity
from kursplaner.domain.kinds.counting import SEATS_KNOWN_BEFOREHAND, SEATS_RIDING
from kursplaner.domain.rides.rides import Ride, RideSeat, Vehicle, check_planned
from kursplaner.planning.absences.effects import settle
from kursplaner.planning.people.still_here import person_here
from kursplaner.planning.rides import other_vehicle
from kursplaner.store.queries.names import person_names
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from kursplaner.store.whereabouts import RIDE, reoccupy

MOST_DRIVERS, MOST_VEHICLES = 3, 2
LACKING = frozenset(
    {Obstacle.TOO_FEW_SEATS, Obstacle.WHEELCHAIR, Obstacle.CHILD_SEATS, Obstacle.PRAM}
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A vehicle and a driver who are both free for the ride.

    Attributes:
        against: what should be known of them; nothing hard.
    """

    vehicle: Choice
    driver: Choice

    @property
    def against(self) -> tuple[Against, ...]:
        """What speaks against either."""
        return (*self.vehicle.against, *self.driver.against)


@dataclass(frozen=True, slots=True)
class Offers:
    """The ways out for a ride, the best first.

    Attributes:
        drivers: free people for the vehicle it has.
        vehicles: other vehicles with somebody free to drive them.
        passengers: who has no ride when it is called off.
    """

    ride_id: int
    drivers: tuple[Offer, ...]
    vehicles: tuple[Offer, ...]
    passengers: tuple[int, ...]


def offers(db: Db, ride_id: int) -> Offers:
    """Return what can be done about a ride that has no driver or vehicle; writes nothing.

    Raises:
        Refused: "not_found", "ride_closed", "ride_called_off", "ride_begun".
    """
    ride = _open(db, ride_id)
    known = other_vehicle.choices(db, ride_id)
    free = [choice for choice in known.drivers if _fits(choice)]
    able = [choice for choice in known.vehicles if _fits(choice)]
    own = next((choice for choice in able if choice.id == ride.vehicle_id), None)
    others = [choice for choice in able if choice.id != ride.vehicle_id]
    drivers = [Offer(own, driver) for driver in free[:MOST_DRIVERS]] if own is not None else []
    with_driver = [Offer(choice, _driver(choice, free)) for choice in others] if free else []
    return Offers(
        ride_id, tuple(drivers), tuple(with_driver[:MOST_VEHICLES]), _passengers(db, ride_id)
    )


def take(db: Db, ride_id: int, vehicle_id: int | None, driver_id: int | None) -> None:
    """Give a ride a vehicle and a driver, also one that a taxi was to drive.

    Raises:
        Refused: as `offers`.
        HardConflict: vehicle or driver is taken or closed.
    """
    other_vehicle.apply(db, with_pair(db, ride_id, vehicle_id, driver_id), by_hand=True)


def with_pair(
    db: Db, ride_id: int, vehicle_id: int | None, driver_id: int | None
) -> other_vehicle.RideSwap:
    """Return a ride with a vehicle and a driver, and what speaks against either; writes nothing.

    Raises:
        Refused: as `offers`; "not_found"; "person_gone"; "drives_not" for somebody who does not
            drive here, "vehicle_gone" for a vehicle that is given up.
    """
    ride = _open(db, ride_id)
    swap = other_vehicle.propose(db, ride_id, vehicle_id, driver_id)
    if vehicle_id not in {None, ride.vehicle_id} and swap.vehicle is None:
        raise Refused("vehicle_gone", name=by_id(db, Vehicle, vehicle_id).name)
    if driver_id not in {None, ride.driver_id} and swap.driver is None:
        person_here(db, driver_id)
        raise Refused("drives_not", name=person_names(db, {driver_id})[driver_id])
    return swap


def order_taxi(db: Db, ride_id: int) -> None:
    """Let a taxi drive a ride: vehicle and driver are free, halts and passengers stay.

    It is locked, so that planning the day leaves it.

    Raises:
        Refused: as `offers`; "nothing_changes" where a taxi drives it already.
    """
    ride = _open(db, ride_id)
    if ride.cancel_reason == DrivenBy.TAXI.value:
        raise Refused("nothing_changes")
    ride.vehicle_id = ride.driver_id = None
    ride.cancel_reason, ride.locked = DrivenBy.TAXI.value, True
    reoccupy(db, {RIDE: [ride_id]})
    settle(db)


def call_off(db: Db, ride_id: int, reason: CancelReason) -> tuple[int, ...]:
    """Call a ride off; returns who had a seat in it and has no ride now.

    Raises:
        Refused: as `offers`.
    """
    ride = _open(db, ride_id)
    people = _passengers(db, ride_id)
    ride.status, ride.cancel_reason = RideStatus.CANCELLED.value, reason.value
    reoccupy(db, {RIDE: [ride_id]})
    settle(db)
    return people


def _open(db: Db, ride_id: int) -> Ride:
    ride = by_id(db, Ride, ride_id)
    check_planned(ride)
    seats = find(db, RideSeat, ride_id=ride_id)
    recorded = any(seat.result not in SEATS_KNOWN_BEFOREHAND for seat in seats)
    if ride.starts <= minute_at(clock.now()) or recorded:
        raise Refused("ride_begun")
    return ride


def _fits(choice: Choice) -> bool:
    """Tell whether it can be had, with room for everybody and whatever children sit on."""
    return choice.wholly_free and not any(
        against.severity == Severity.HARD or against.obstacle in LACKING
        for against in choice.against
    )


def _driver(vehicle: Choice, free: Sequence[Choice]) -> Choice:
    """Return its usual driver, else the best who is free."""
    usual = vehicle.facts.get("usual_driver")
    return next((choice for choice in free if choice.id == usual), free[0])


def _passengers(db: Db, ride_id: int) -> tuple[int, ...]:
    seats = find(db, RideSeat, ride_id=ride_id)
    return tuple(seat.person_id for seat in seats if seat.result in SEATS_RIDING)
