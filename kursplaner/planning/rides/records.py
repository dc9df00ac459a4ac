"""Planned rides become records, and records take what was planned anew."""

from collections.abc import Collection, Mapping, Sequence

from kursplaner.domain.kinds import CancelReason, RideStatus
from kursplaner.domain.rides.rides import Ride, RideLesson, RideSeat, RideStop
from kursplaner.planning.rides.plan import PlannedRide
from kursplaner.store.queries.rides.ride_facts import halts_of_rides, seats_of_rides
from kursplaner.store.records import by_ids, insert_all
from kursplaner.store.session import Db

Row = dict[str, object]


def store_rides(
    db: Db, planned: Sequence[PlannedRide], lessons: Mapping[int, int], site_id: int | None
) -> list[int]:
    """Write new rides and return their ids; they keep nothing busy yet.

    Args:
        db: the running act.
        planned: the rides.
        lessons: the id of each lesson by the key the rides name it with.
        site_id: where the lessons are; without it the halt at the site is left out.
    """
    rides = [
        Ride(
            direction=ride.direction.value,
            vehicle_id=ride.vehicle_id,
            driver_id=ride.driver_id,
            starts=ride.starts,
            ends=ride.ends,
            metres=ride.metres,
        )
        for ride in planned
    ]
    db.add_all(rides)
    db.flush()
    keys = [ride.id for ride in rides]
    pairs = list(zip(keys, planned, strict=True))
    links = [{"ride_id": key, "lesson_id": lessons[ride.lesson]} for key, ride in pairs]
    insert_all(db, RideLesson, links)
    insert_all(db, RideStop, [row for key, ride in pairs for row in halt_rows(key, ride, site_id)])
    insert_all(db, RideSeat, [row for key, ride in pairs for row in seat_rows(key, ride)])
    return keys


def halt_rows(ride_id: int, ride: PlannedRide, site_id: int | None) -> list[Row]:
    """Return the halts of a ride as rows, counted from 1."""
    halts = [halt for halt in ride.halts if halt.stop_id is not None or site_id is not None]
    return [
        {
            "ride_id": ride_id,
            "position": position,
            "stop_id": halt.stop_id,
            "site_id": site_id if halt.stop_id is None else None,
            "at": halt.at,
        }
        for position, halt in enumerate(halts, start=1)
    ]


def seat_rows(ride_id: int, ride: PlannedRide) -> list[Row]:
    """Return the seats of a ride as rows."""
    return [
        {
            "ride_id": ride_id,
            "person_id": seat.person_id,
            "enrolment_id": seat.enrolment_id,
            "stop_id": seat.stop_id,
            "kind": seat.kind.value,
            "wheelchair": seat.wheelchair,
            "pram": seat.pram,
        }
        for seat in ride.seats
    ]


def change_rides(
    db: Db,
    changed: Sequence[tuple[int, PlannedRide]],
    kept: Collection[int],
    dropped: Collection[int],
    site_id: int | None,
) -> list[int]:
    """Turn rides into what was planned, empty those nobody needs, cancel the surplus.

    Returns the ids of those that keep something else busy now.
    """
    ids = [*(key for key, _ in changed), *kept, *dropped]
    rides, halts, seats = by_ids(db, Ride, ids), halts_of_rides(db, ids), seats_of_rides(db, ids)
    new_halts: list[Row] = []
    new_seats: list[Row] = []
    for key, planned in changed:
        _set(rides[key], planned)
        new_halts += _renewed(db, halts.get(key, []), halt_rows(key, planned, site_id))
        new_seats += _reseated(db, seats.get(key, []), seat_rows(key, planned))
    for key in (*kept, *dropped):
        for seat in seats.get(key, []):
            db.delete(seat)
    for key in dropped:
        rides[key].status = RideStatus.CANCELLED.value
        rides[key].cancel_reason = CancelReason.TOO_FEW.value
    insert_all(db, RideStop, new_halts)
    insert_all(db, RideSeat, new_seats)
    return [*(key for key, _ in changed), *dropped]


def _set(ride: Ride, planned: PlannedRide) -> None:
    for name in ("vehicle_id", "driver_id", "starts", "ends", "metres"):
        value = getattr(planned, name)
        if getattr(ride, name) != value:
            setattr(ride, name, value)


def _reseated(db: Db, old: Sequence[RideSeat], new: Sequence[Row]) -> Sequence[Row]:
    """Return the seats that must be added; who stays keeps hers, also one given up beforehand."""
    wanted = {row["person_id"]: row for row in new}
    for seat in old:
        row = wanted.pop(seat.person_id, None)
        if row is None:
            db.delete(seat)
            continue
        for name, value in row.items():
            if getattr(seat, name) != value:
                setattr(seat, name, value)
    return tuple(wanted.values())


def _renewed(db: Db, old: Sequence[RideStop], new: Sequence[Row]) -> Sequence[Row]:
    """Return what must be added; what stays the same is not written again."""
    there = [
        {name: getattr(stop, name) for name in row} for stop, row in zip(old, new, strict=False)
    ]
    if len(old) == len(new) and there == list(new):
        return ()
    for stop in old:
        db.delete(stop)
    return new
