"""A day of the shuttle planned anew: its figures, who is left behind, why, and what would help."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.domain.courses import Course, EnrolmentChild, Lesson
from kursplaner.domain.kinds import SeatKind
from kursplaner.domain.rides.rides import Ride, RideDemand, RideSeat, Vehicle, VehicleSeat
from kursplaner.planning.rides import day_plan
from kursplaner.planning.rides.course_rides import RideChangePlan
from kursplaner.planning.rides.day_plan import (
    CourseDay,
    DayPlan,
    LeftBehind,
    Loan,
    SeatedChild,
    left_behind,
    propose_day,
    take_along,
)
from kursplaner.planning.rides.plan import RidePlan
from kursplaner.store.queries.rides.rides import (
    RideRow,
    VehicleRow,
    rides_day,
    vehicle_rows,
)
from kursplaner.store.queries.rides.unserved import unserved
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.rides.ride_rows import passenger, ride_row, vehicle_row
from tests.planning.small_town import NOW, TUESDAY, SmallTown, add_person, build, enrol_plainly
from tests.towns import passing

BORN = date(2022, 1, 1)
"""Five years old on the day: it sits on a child seat."""


@pytest.fixture(scope="module")
def shared() -> Iterator[SmallTown]:
    """Return the small town, which nobody changes: what a test writes is taken back."""
    with passing(build, NOW) as made:
        yield made


@pytest.fixture
def db(shared: SmallTown) -> Iterator[Db]:
    with shared.workspace.read() as session:
        yield session


def rider(
    db: Db, town: SmallTown, name: str, children: int = 0, ways: tuple[str, ...] = ("out", "back")
) -> int:
    """Enrol somebody who wants to ride, with children that come along."""
    person = add_person(db, name, birth_date=date(1990, 1, 1))
    enrolment = enrol_plainly(db, town.course, person)
    for way in ways:
        db.add(RideDemand(enrolment_id=enrolment, direction=way, stop_id=town.stop))
    for number in range(children):
        child = add_person(db, f"{name}kind{number}", birth_date=BORN)
        db.add(EnrolmentChild(enrolment_id=enrolment, child_id=child, rides=True))
    db.flush()
    return person


def left(
    db: Db, rides: list[RideRow] | None = None, vehicles: list[VehicleRow] | None = None
) -> tuple[LeftBehind, ...]:
    there = rides_day(db, TUESDAY) if rides is None else rides
    return left_behind(db, TUESDAY, there, vehicle_rows(db) if vehicles is None else vehicles)


def course_day(**values: object) -> CourseDay:
    usual = CourseDay(1, "K", RideChangePlan(1, None, RidePlan()), (1, 2, 3), (1, 2, 3))
    return replace(usual, **values)  # type: ignore[arg-type]


def test_a_plan_is_empty_where_nobody_comes_or_goes_and_no_way_changes() -> None:
    same = course_day()
    assert DayPlan(TUESDAY).empty
    assert DayPlan(TUESDAY, (same,)).empty
    for other in (
        course_day(after=(1, 2, 4)),
        course_day(joining=frozenset({5})),
        course_day(leaving=frozenset({5})),
    ):
        assert not DayPlan(TUESDAY, (same, other)).empty


def test_a_party_is_told_with_all_that_a_card_shows(db: Db, shared: SmallTown) -> None:
    person = rider(db, shared, "Nina", children=1)
    child = SeatedChild("Ninakind0, Nin", BORN, "child_seat")
    ways = ("out", "back")
    (found,) = left(db)
    course = by_id(db, Course, shared.course).title
    (row, _) = unserved(db, TUESDAY)
    assert found == LeftBehind(
        person, "Nina, Nin", shared.stop, (child,), row.stop, shared.course, course, ways,
        "would_fit",
    )  # fmt: skip
    assert found.heads == 2


def test_two_parties_are_told_apart_and_one_way_alone_is_one(db: Db, shared: SmallTown) -> None:
    first = rider(db, shared, "Nina")
    second = rider(db, shared, "Olga", children=1, ways=("back",))
    found = {behind.person_id: behind for behind in left(db)}
    assert {key: behind.directions for key, behind in found.items()} == {
        first: ("out", "back"),
        second: ("back",),
    }
    assert {key: behind.heads for key, behind in found.items()} == {first: 1, second: 2}


@pytest.mark.parametrize(("minute", "reason"), [(0, "would_fit"), (1, "too_late")])
def test_once_the_lesson_has_begun_it_is_too_late(
    db: Db, shared: SmallTown, minute: int, reason: str
) -> None:
    rider(db, shared, "Nina")
    with clock.pinned(datetime.combine(TUESDAY, time(9, minute))):
        assert [behind.reason for behind in left(db)] == [reason]


def test_where_seats_would_do_the_scarce_child_seat_is_named(db: Db, shared: SmallTown) -> None:
    """Four people want to ride, the bus of the town has three seats."""
    rider(db, shared, "Zofia", children=3)
    course = by_id(db, Course, shared.course).title

    def reason(*rides: RideRow, **stock: int) -> str:
        (behind,) = left(db, list(rides), [vehicle_row(1, **stock), vehicle_row(2)])
        return behind.reason

    def ride(*aboard: int, **given: object) -> RideRow:
        people = [passenger(key, "child_seat") for key in aboard]
        return ride_row(1, *people, **{"courses": (course,), "seats": 4} | given)

    assert reason() == "seats"
    assert reason(ride()) == "child_seat"
    assert reason(ride(seats=3)) == "seats"
    assert reason(ride(900)) == "seats"
    assert reason(ride(900, seats=5)) == "child_seat"
    assert reason(ride(courses=("Anderer",))) == "seats"
    assert reason(ride(vehicle_id=None)) == "seats"
    assert reason(ride(), child_seat=2) == "child_seat"
    assert reason(ride(), child_seat=3) == "seats"
    assert reason(ride(900, seats=5), child_seat=3) == "child_seat"
    assert reason(ride(seats=3), ride(seats=4)) == "child_seat"


def test_a_child_seat_is_lent_by_a_vehicle_that_does_not_need_it(db: Db, shared: SmallTown) -> None:
    rider(db, shared, "Zofia", children=2)
    course = by_id(db, Course, shared.course).title
    own = ride_row(1, courses=(course,), seats=2)
    busy = ride_row(2, passenger(9, "child_seat"), vehicle_id=2, vehicle="Bus 2", courses=())

    def loan(rides: list[RideRow], *vehicles: VehicleRow) -> Loan | None:
        (behind,) = left(db, rides, list(vehicles))
        assert behind.reason == "child_seat"
        return behind.loan

    lent = Loan(SeatKind.CHILD_SEAT, 2, "Bus 2", 1, "Bus 1")
    buses = (vehicle_row(1, child_seat=1), vehicle_row(2, child_seat=1))
    assert loan([own], *buses) == lent
    assert loan([own, busy], *buses) is None
    assert loan([own, busy], buses[0], vehicle_row(2, child_seat=2)) == lent
    assert loan([own, busy, replace(busy, passengers=())], *buses) is None
    assert loan([replace(own, seats=1)], *buses) is None
    assert loan([replace(own, passengers=(passenger(8),))], *buses) is None
    assert loan([replace(own, passengers=(passenger(8),), seats=3)], *buses) == lent
    assert loan([replace(own, courses=())], *buses) is None
    assert loan([replace(own, vehicle_id=None)], *buses) is None
    assert loan([own], vehicle_row(1, child_seat=1), vehicle_row(2, booster=4)) is None
    other = ride_row(3, vehicle_id=3, vehicle=None, courses=(course,), seats=2)
    first = Loan(SeatKind.CHILD_SEAT, 1, "Bus 1", 3, "")
    assert loan([own, other], vehicle_row(1, child_seat=1)) == first


def second_bus(db: Db, **stock: int) -> int:
    bus = Vehicle(name="Bus 2", seats=9)
    db.add(bus)
    db.flush()
    db.add_all([VehicleSeat(vehicle_id=bus.id, kind=k, count=n) for k, n in stock.items()])
    db.flush()
    return bus.id


def test_with_a_lent_seat_the_party_is_taken_along(db: Db, shared: SmallTown) -> None:
    person, bus = rider(db, shared, "Zofia", children=2), second_bus(db, child_seat=1)
    (behind,) = left(db)
    assert behind.loan == Loan(SeatKind.CHILD_SEAT, bus, "Bus 2", shared.vehicle, "Bus 1")
    with pytest.raises(Refused, match="still_left_out"):
        take_along(db, TUESDAY, replace(behind, loan=None))
    take_along(db, TUESDAY, behind)
    db.flush()
    stock = {row.vehicle_id: row.count for row in find(db, VehicleSeat, kind="child_seat")}
    assert stock == {shared.vehicle: 2, bus: 0}
    seats = [s.ride_id for s in find(db, RideSeat, person_id=person) if s.ride_id in shared.rides]
    assert sorted(seats) == shared.rides
    assert unserved(db, TUESDAY) == []


def test_who_would_fit_is_taken_along_without_a_loan(db: Db, shared: SmallTown) -> None:
    person = rider(db, shared, "Nina")
    (behind,) = left(db)
    take_along(db, TUESDAY, behind)
    db.flush()
    assert len(find(db, RideSeat, person_id=person)) == len(shared.rides)


def test_the_figures_of_a_day_before_and_after(db: Db, shared: SmallTown) -> None:
    person = rider(db, shared, "Nina", ways=("out",))
    gone = add_person(db, "Fort")
    out, back = (by_id(db, Ride, key) for key in shared.rides[:2])
    db.add(RideSeat(ride_id=out.id, person_id=gone, stop_id=shared.stop))
    out.metres, back.metres = 300, 4_000
    db.flush()
    plan = propose_day(db, TUESDAY)
    (day,) = plan.courses
    laid = [r for r in day.change.plan.rides if r.lesson == shared.lessons[0]]
    (metres,) = [ride.metres for ride in laid]
    assert (day.course_id, day.title) == (shared.course, by_id(db, Course, shared.course).title)
    assert (day.before, day.after) == ((2, 1, 4_300), (2, 1, metres + 4_000))
    assert (day.joining, day.leaving) == (frozenset({person}), frozenset({gone}))
    assert plan.left_out == {}
    day_plan.apply_day(db, plan)
    db.flush()
    assert [s.person_id for s in find(db, RideSeat, ride_id=out.id)] == [person]
    again = propose_day(db, TUESDAY)
    assert again.empty
    assert again.courses[0].before == again.courses[0].after == day.after


def test_a_day_whose_rides_are_gone_is_laid_whole(db: Db, shared: SmallTown) -> None:
    person = rider(db, shared, "Nina")
    for key in shared.rides[:2]:
        by_id(db, Ride, key).status = "cancelled"
    db.flush()
    (day,) = propose_day(db, TUESDAY).courses
    metres = sum(r.metres for r in day.change.plan.rides if r.lesson == shared.lessons[0])
    assert (day.before, day.after) == ((0, 0, 0), (2, 1, metres))
    assert (day.joining, day.leaving) == (frozenset({person}), frozenset())


def test_who_stays_out_is_named_with_the_reason(db: Db, shared: SmallTown) -> None:
    person = rider(db, shared, "Zofia", children=3)
    plan = propose_day(db, TUESDAY)
    children = [p.child_id for p in find(db, EnrolmentChild)]
    assert plan.left_out == dict.fromkeys([person, *children], "seats")


def test_only_shuttled_courses_with_lessons_that_take_place_are_planned(
    db: Db, shared: SmallTown
) -> None:
    assert [day.course_id for day in propose_day(db, TUESDAY).courses] == [shared.course]
    assert propose_day(db, TUESDAY + timedelta(days=1)).courses == ()
    by_id(db, Lesson, shared.lessons[0]).status = "cancelled"
    db.flush()
    assert propose_day(db, TUESDAY).courses == ()
    by_id(db, Lesson, shared.lessons[0]).status = "planned"
    by_id(db, Course, shared.course).shuttle = False
    db.flush()
    assert propose_day(db, TUESDAY).courses == ()
