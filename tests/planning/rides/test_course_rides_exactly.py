"""Which ride takes which tour when a course is laid anew, and which rides stay as they are."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from kursplaner.basics import clock
from kursplaner.basics.spans import minute_of
from kursplaner.domain.kinds import Direction, SeatKind
from kursplaner.domain.people import Person
from kursplaner.domain.rides.rides import (
    Ride,
    RideDemand,
    RideDemandException,
    RideLesson,
    RideSeat,
    Vehicle,
)
from kursplaner.planning.rides import course_rides
from kursplaner.planning.rides.course_rides import RideChangePlan
from kursplaner.planning.rides.plan import RidePlan
from kursplaner.planning.rides.tours import Seat
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.riding_town import OUT, RidingTown, build_riding_town
from tests.planning.small_town import (
    HALF_PAST_ELEVEN,
    NINE,
    NOW,
    TUESDAY,
    add_course,
    add_lesson,
    add_ride,
)
from tests.towns import passing


@pytest.fixture(scope="module")
def shared() -> Iterator[RidingTown]:
    with passing(build_riding_town, NOW) as made:
        yield made


@pytest.fixture
def db(shared: RidingTown) -> Iterator[Db]:
    """Return a town to write to of which nothing stays."""
    with clock.pinned(NOW), shared.workspace.rehearse() as db:
        yield db


def replanned(db: Db, shared: RidingTown) -> RideChangePlan:
    db.flush()
    return course_rides.replan(db, shared.town.course, TUESDAY)


def pairs(change: RideChangePlan) -> list[tuple[int, int, int | None]]:
    """Return which ride becomes one to which lesson, with which vehicle."""
    return sorted((key, ride.lesson, ride.vehicle_id) for key, ride in change.changed)


def usual(shared: RidingTown, *without: int) -> list[tuple[int, int, int | None]]:
    town = shared.town
    return [
        (ride, town.lessons[at // 2], town.vehicle)
        for at, ride in enumerate(town.rides)
        if ride not in without
    ]


def second_bus(db: Db) -> int:
    vehicle = Vehicle(name="Bus 2", seats=9)
    db.add(vehicle)
    db.flush()
    return vehicle.id


def further_ride(db: Db, shared: RidingTown, minutes: int) -> int:
    """Add a ride of another vehicle to the first lesson, which sets off some minutes later."""
    first = by_id(db, Ride, shared.town.rides[0])
    span = (first.starts + minutes, first.ends)
    lesson = shared.town.lessons[0]
    return add_ride(db, shared.town, lesson, Direction.OUT, span, vehicle=second_bus(db))


@pytest.mark.parametrize("minutes", [-1, 0, 1])
def test_of_two_rides_that_of_the_same_vehicle_stays_and_the_other_goes(
    shared: RidingTown, db: Db, minutes: int
) -> None:
    further = further_ride(db, shared, minutes)
    change = replanned(db, shared)
    assert pairs(change) == usual(shared)
    assert (change.added, change.kept, change.dropped) == ((), (), (further,))
    assert (change.course_id, change.site_id) == (shared.town.course, shared.town.site)


def test_a_ride_of_another_vehicle_keeps_its_number_and_that_vehicle(
    shared: RidingTown, db: Db
) -> None:
    bus = second_bus(db)
    by_id(db, Ride, shared.town.rides[0]).vehicle_id = bus
    change = replanned(db, shared)
    (first, *rest) = usual(shared)
    assert pairs(change) == [(*first[:2], bus), *rest]
    assert (change.added, change.kept, change.dropped) == ((), (), ())


def test_where_a_ride_is_missing_it_is_added(shared: RidingTown, db: Db) -> None:
    by_id(db, Ride, shared.town.rides[0]).status = "cancelled"
    change = replanned(db, shared)
    assert pairs(change) == usual(shared, shared.town.rides[0])
    assert (change.kept, change.dropped) == ((), ())
    (new,) = change.added
    assert (new.lesson, new.direction) == (shared.town.lessons[0], Direction.OUT)


def test_on_a_day_without_riders_the_first_ride_is_kept_and_the_rest_goes(
    shared: RidingTown, db: Db
) -> None:
    further = further_ride(db, shared, 1)
    (demand,) = find(db, RideDemand, direction=OUT)
    db.add(RideDemandException(demand_id=demand.id, day=TUESDAY, kind="skip"))
    change = replanned(db, shared)
    first = shared.town.rides[0]
    assert pairs(change) == usual(shared, first)
    assert (change.added, change.kept, change.dropped) == ((), (first,), (further,))


@pytest.mark.parametrize("why", ["locked", "done", "recorded", "shared"])
def test_who_sits_in_a_ride_that_stays_is_served(shared: RidingTown, db: Db, why: str) -> None:
    key = shared.town.rides[0]
    ride = by_id(db, Ride, key)
    if why == "locked":
        ride.locked = True
    elif why == "done":
        ride.status = "done"
    elif why == "recorded":
        find(db, RideSeat, ride_id=key)[0].result = "no_show"
    else:
        other = another_course(db, shared)
        db.add(RideLesson(ride_id=key, lesson_id=other))
    change = replanned(db, shared)
    assert pairs(change) == usual(shared, key)
    assert (change.added, change.kept, change.dropped) == ((), (), ())
    if why == "locked":
        for seat in find(db, RideSeat, ride_id=key, person_id=shared.mother):
            db.delete(seat)
        change = replanned(db, shared)
        assert pairs(change) == usual(shared, key)
        assert [(ride.lesson, ride.direction) for ride in change.added] == [
            (shared.town.lessons[0], Direction.OUT)
        ]


def another_course(db: Db, shared: RidingTown) -> int:
    course = add_course(db, shared.town, "K2")
    return add_lesson(db, course, minute_of(TUESDAY, NINE), minutes=HALF_PAST_ELEVEN - NINE)


def test_without_riders_only_lessons_without_a_fixed_ride_are_reserved(
    shared: RidingTown, db: Db
) -> None:
    for demand in find(db, RideDemand):
        db.delete(demand)
    by_id(db, Ride, shared.town.rides[0]).locked = True
    change = replanned(db, shared)
    out, back = shared.town.rides[:2]
    assert pairs(change) == usual(shared, out, back)
    assert (change.added, change.kept, change.dropped) == ((), (back,), ())
    assert change.plan.reserved


def test_seats_are_as_wished_and_exceptions_hold_for_their_day(shared: RidingTown, db: Db) -> None:
    near, home = shared.stops["near"], shared.town.stop
    for demand in find(db, RideDemand):
        demand.pram = True
        values = {"kind": "other_stop", "stop_id": near}
        db.add(RideDemandException(demand_id=demand.id, day=TUESDAY, **values))
    by_id(db, Person, shared.child).height_cm = 130
    change = replanned(db, shared)
    for _, ride in change.changed:
        stop = near if ride.day == TUESDAY else home
        assert ride.seats == (
            Seat(shared.mother, stop, SeatKind.NONE, shared.enrolment, pram=True),
            Seat(shared.child, stop, SeatKind.BOOSTER, shared.enrolment),
        )
        assert {halt.stop_id for halt in ride.halts} == {stop, None}


def test_a_lesson_that_begins_right_now_is_still_laid(shared: RidingTown, db: Db) -> None:
    begins = datetime(2027, 3, 2, 9, 0)
    for moment, rides in ((begins, 12), (begins + timedelta(minutes=1), 10)):
        with clock.pinned(moment):
            assert len(course_rides.replan(db, shared.town.course, NOW.date()).changed) == rides
    after = TUESDAY + timedelta(days=17)
    nothing = RideChangePlan(shared.town.course, shared.town.site, RidePlan())
    assert course_rides.replan(db, shared.town.course, after) == nothing


def test_who_is_served_everywhere_is_not_left_out(shared: RidingTown, db: Db) -> None:
    for key in shared.town.rides:
        by_id(db, Ride, key).locked = True
    change = replanned(db, shared)
    assert (change.plan.left_out, change.changed, change.added) == ((), (), ())
    assert change.left_out(shared.mother) is None
