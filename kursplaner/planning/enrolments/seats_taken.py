"""Storing and freeing seats in rides; the halts follow the passengers."""

from collections.abc import Collection, Iterable

from kursplaner.domain.rides.rides import Ride, RideSeat, RideStop
from kursplaner.planning.absences.other_times import noting_times
from kursplaner.planning.enrolments.family_fit import RideChange
from kursplaner.store.records import by_ids, find
from kursplaner.store.session import Db
from kursplaner.store.whereabouts import RIDE, reoccupy


def seat_passengers(db: Db, enrolment_id: int, changes: Collection[RideChange]) -> None:
    """Give passengers their seats; a tour laid anew keeps its minute at the site.

    Those in it whose time changes with that are noted, to be told.
    """
    given_up = {
        (seat.ride_id, seat.person_id): seat
        for seat in find(db, RideSeat, ride_id=[change.ride_id for change in changes])
    }
    knowing = {seat.person_id for change in changes for seat in change.seats}
    with noting_times(db, [change.ride_id for change in changes], knowing):
        for change in changes:
            for seat in change.seats:
                row = given_up.get((change.ride_id, seat.person_id)) or RideSeat(
                    ride_id=change.ride_id, person_id=seat.person_id
                )
                row.enrolment_id = enrolment_id
                row.stop_id = seat.stop_id
                row.kind, row.wheelchair, row.pram = seat.kind.value, seat.wheelchair, seat.pram
                row.result, row.result_reason = "open", ""
                db.add(row)
        lay_anew(db, [change for change in changes if change.tour is not None])


def lay_anew(db: Db, changes: Collection[RideChange]) -> None:
    """Store the halts and times of rides laid anew; an overlap that was accepted stays so.

    Raises:
        HardConflict: a vehicle or driver is taken in the new time.
    """
    if not changes:
        return
    keys = [change.ride_id for change in changes]
    rides = by_ids(db, Ride, keys)
    sites = {row.ride_id: row.site_id for row in find(db, RideStop, ride_id=keys) if row.site_id}
    for row in find(db, RideStop, ride_id=keys):
        db.delete(row)
    db.flush()
    for change in changes:
        ride = rides[change.ride_id]
        tour, span = change.tour, change.span
        if tour is None or span is None:
            continue
        ride.starts, ride.ends, ride.metres = span.starts, span.ends, tour.metres
        halts = [halt for halt in tour.halts if halt.stop_id is not None or ride.id in sites]
        for position, halt in enumerate(halts, start=1):
            site = sites[ride.id] if halt.stop_id is None else None
            place = {"stop_id": halt.stop_id, "site_id": site}
            at = change.zero + halt.minute
            db.add(RideStop(ride_id=ride.id, position=position, at=at, **place))
    reoccupy(db, {RIDE: keys})


def free_seats(db: Db, seat_ids: Iterable[int]) -> None:
    """Free seats; halts at which nobody boards or leaves any more fall away, times stay."""
    seats = by_ids(db, RideSeat, seat_ids).values()
    rides = {seat.ride_id for seat in seats}
    for seat in seats:
        db.delete(seat)
    db.flush()
    wanted = {(seat.ride_id, seat.stop_id) for seat in find(db, RideSeat, ride_id=rides)}
    for stop in find(db, RideStop, ride_id=rides):
        if stop.stop_id is not None and (stop.ride_id, stop.stop_id) not in wanted:
            db.delete(stop)
