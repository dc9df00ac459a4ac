"""After a ride: who was aboard, the odometer, closing it. A later change stays in the journal."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.domain.kinds import RideStatus, SeatResult
from kursplaner.domain.kinds.counting import SEATS_KNOWN_BEFOREHAND, SEATS_RIDING
from kursplaner.domain.rides.rides import Ride, RideSeat, Vehicle
from kursplaner.store.queries.rides.ride_log import last_odometer
from kursplaner.store.records import by_id, find, save
from kursplaner.store.session import Db

LONGEST_KM = 1500
"""A ride of more kilometres is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class SeatOutcome:
    """What became of one seat; every result but "done" needs a reason."""

    result: SeatResult
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RideOutcome:
    """What the driver's sheet says.

    Attributes:
        ride_id, version: the ride as the form knew it.
        seats: by the id of the seat; those left out stay as they are.
        starts_km, ends_km: the odometer; None: not yet known.
    """

    ride_id: int
    version: int
    seats: Mapping[int, SeatOutcome] = field(default_factory=dict)
    starts_km: int | None = None
    ends_km: int | None = None
    remark: str = ""


def enter(db: Db, outcome: RideOutcome) -> bool:
    """Store what became of a ride; returns whether it is closed now.

    It is closed when every seat has its result and both odometers are known; a taxi has none.

    Raises:
        Refused: "not_found", "overtaken", "ride_cancelled", "result_reason_missing",
            "ride_not_left" for more than cancellations before the ride leaves,
            "odometer_backwards", "odometer_too_far", "odometer_behind".
    """
    ride = by_id(db, Ride, outcome.ride_id)
    if ride.status == RideStatus.CANCELLED.value:
        raise Refused("ride_cancelled")
    _check_left(ride, outcome)
    _check_odometer(outcome)
    _check_before(db, ride, outcome.starts_km)
    seats = find(db, RideSeat, ride_id=ride.id)
    for seat in seats:
        told = outcome.seats.get(seat.id)
        if told is not None:
            _enter_seat(seat, told)
    open_seats = any(seat.result == SeatResult.OPEN.value for seat in seats)
    driven = outcome.starts_km is not None and outcome.ends_km is not None
    complete = not open_seats and (driven or ride.by_taxi)
    save(
        db,
        Ride,
        ride.id,
        outcome.version,
        odometer_start_km=outcome.starts_km,
        odometer_end_km=outcome.ends_km,
        remark=outcome.remark.strip(),
        status=(RideStatus.DONE if complete else RideStatus.PLANNED).value,
    )
    _keep_odometer(db, ride)
    return complete


def needs_reason(result: str) -> bool:
    """Tell whether a result must be explained."""
    return SeatResult(result) not in SEATS_RIDING


def has_left(starts: int) -> bool:
    """Tell whether a ride that begins at an absolute minute has left, so that it has a result."""
    return clock.has_come(starts)


def odometer_before(db: Db, ride_id: int) -> int | None:
    """Return where the vehicle's odometer should stand when the ride begins, if that is known."""
    ride = by_id(db, Ride, ride_id)
    if ride.vehicle_id is None:
        return None
    known = last_odometer(db, ride.vehicle_id, ride.starts)
    return known if known is not None else by_id(db, Vehicle, ride.vehicle_id).odometer_km


def _check_left(ride: Ride, outcome: RideOutcome) -> None:
    driven = any(told.result not in SEATS_KNOWN_BEFOREHAND for told in outcome.seats.values())
    if not has_left(ride.starts) and (driven or outcome.ends_km is not None):
        raise Refused("ride_not_left", begins=ride.starts)


def _check_odometer(outcome: RideOutcome) -> None:
    starts, ends = outcome.starts_km, outcome.ends_km
    if starts is None or ends is None:
        return
    if ends < starts:
        raise Refused("odometer_backwards", starts=starts, ends=ends)
    if ends - starts > LONGEST_KM:
        raise Refused("odometer_too_far", value=ends - starts)


def _check_before(db: Db, ride: Ride, starts_km: int | None) -> None:
    """Between two rides the odometer does not run backwards either."""
    if ride.vehicle_id is None or starts_km is None:
        return
    before = last_odometer(db, ride.vehicle_id, ride.starts)
    if before is not None and starts_km < before:
        raise Refused("odometer_behind", starts=starts_km, before=before)


def _enter_seat(seat: RideSeat, told: SeatOutcome) -> None:
    if told.result not in SEATS_RIDING and not told.reason.strip():
        raise Refused("result_reason_missing")
    seat.result = told.result.value
    seat.result_reason = "" if told.result in SEATS_RIDING else told.reason.strip()


def _keep_odometer(db: Db, ride: Ride) -> None:
    if ride.vehicle_id is None or ride.odometer_end_km is None:
        return
    vehicle = by_id(db, Vehicle, ride.vehicle_id)
    vehicle.odometer_km = max(vehicle.odometer_km or 0, ride.odometer_end_km)
