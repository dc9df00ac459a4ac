"""Planned rides become records, and records take what was planned anew."""

from collections.abc import Iterable, Mapping, Sequence

from kursplaner.domain.kinds import OccupationSource
from kursplaner.domain.rides import Ride, RideLesson, RideSeat, RideStop
from kursplaner.planning.ride_plan import PlannedRide
from kursplaner.store.occupations import Claim
from kursplaner.store.session import Db

RIDE = OccupationSource.RIDE.value


def store_rides(
    db: Db, planned: Sequence[PlannedRide], lessons: Mapping[int, int], site_id: int | None
) -> list[Claim]:
    """Write new rides and return what they claim.

    Args:
        db: the running act.
        planned: the rides.
        lessons: the id of each lesson by the key the rides name it with.
        site_id: where the lessons are; without it the halt at the site is left out.
    """
    rides = [
        Ride(
            direction=one.direction.value,
            vehicle_id=one.vehicle_id,
            driver_id=one.driver_id,
            starts=one.starts,
            ends=one.ends,
            metres=one.metres,
        )
        for one in planned
    ]
    db.add_all(rides)
    db.flush()
    keys = [ride.id for ride in rides]
    db.add_all(
        RideLesson(ride_id=key, lesson_id=lessons[one.lesson])
        for key, one in zip(keys, planned, strict=True)
    )
    for key, one in zip(keys, planned, strict=True):
        db.add_all(halts_of(key, one, site_id))
        db.add_all(seats_of(key, one))
    return [claim for key, one in zip(keys, planned, strict=True) for claim in claims_of(key, one)]


def halts_of(ride_id: int, ride: PlannedRide, site_id: int | None) -> Iterable[RideStop]:
    """Return the halts of a ride as new records, counted from 1."""
    halts = [halt for halt in ride.halts if halt.stop_id is not None or site_id is not None]
    for position, halt in enumerate(halts, start=1):
        yield RideStop(
            ride_id=ride_id,
            position=position,
            stop_id=halt.stop_id,
            site_id=site_id if halt.stop_id is None else None,
            at=halt.at,
        )


def seats_of(ride_id: int, ride: PlannedRide) -> Iterable[RideSeat]:
    """Return the seats of a ride as new records."""
    for seat in ride.seats:
        yield RideSeat(
            ride_id=ride_id,
            person_id=seat.person_id,
            enrolment_id=seat.enrolment_id,
            stop_id=seat.stop_id,
            kind=seat.kind.value,
            wheelchair=seat.wheelchair,
            pram=seat.pram,
        )


def claims_of(ride_id: int, ride: PlannedRide) -> list[Claim]:
    """Return what a ride occupies: its vehicle and its driver."""
    return [
        Claim(key, ride.starts, ride.ends, RIDE, ride_id)
        for key in (ride.vehicle_id, ride.driver_id)
        if key is not None
    ]
