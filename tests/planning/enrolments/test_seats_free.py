"""Whether one more fits into the vehicles of a course, exactly at each limit."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kursplaner.basics.spans import minute_at
from kursplaner.domain.courses import Course
from kursplaner.domain.kinds import ConflictKind, Direction, SeatKind
from kursplaner.domain.people import Person
from kursplaner.domain.rides.rides import (
    Ride,
    RideLesson,
    RideSeat,
    RideStop,
    Stop,
    Vehicle,
)
from kursplaner.planning.enrolments.family_fit import FamilyWish, Fit
from kursplaner.planning.enrolments.places_free import FreePlaces
from kursplaner.planning.enrolments.seats_free import seat_of
from kursplaner.planning.rides.tours import Seat
from kursplaner.store.occupations import Claim, occupy
from kursplaner.store.queries.courses.enrolments import SeatTaken
from kursplaner.store.records import by_id, find
from kursplaner.store.settings import settings_of
from tests.planning.new_families import BIG, draft, enrol, lacks, plan, seated
from tests.planning.small_town import (
    NOW,
    SmallTown,
    add_ride,
)


@pytest.mark.parametrize(("people", "fits"), [(2, True), (3, False)])
def test_a_vehicle_takes_a_passenger_a_seat(town: SmallTown, people: int, *, fits: bool) -> None:
    seated(town, people)
    facts = {"direction": "out", "lack": "seats", "wanted": 1}
    found = lacks(town, draft(town, rides=True))
    assert found == ([] if fits else [(ConflictKind.VEHICLE_CAPACITY, facts)])


@pytest.mark.parametrize(("height", "kind"), [(100, "child_seat"), (130, "booster")])
def test_a_family_rides_together_or_not_at_all(town: SmallTown, height: int, kind: str) -> None:
    seated(town, 1, kind=kind)
    wish = draft(town, [BIG], rides=True)
    with town.workspace.fill() as db:
        by_id(db, Person, wish.children[0].person_id).height_cm = height
    found = plan(town, wish)
    assert {(lack.kind, lack.facts["lack"], lack.facts["wanted"]) for lack in found.lacks} == {
        (ConflictKind.CHILD_SEAT, kind, 2)
    }
    assert len(found.lacks) == 1
    assert all(change.ride_id != town.rides[0] for change in found.fit.rides)
    alone = replace(wish, children=(replace(wish.children[0], rides=False),))
    assert plan(town, alone).fits


def test_the_vehicle_of_the_first_day_is_kept_where_it_can_be(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        bus = Vehicle(name="Bus 2", seats=9)
        db.add(bus)
        db.flush()
        for key in (town.rides[0], town.rides[2]):
            old = by_id(db, Ride, key)
            ride = Ride(direction="out", vehicle_id=bus.id, starts=old.starts, ends=old.ends)
            db.add(ride)
            db.flush()
            (link,) = find(db, RideLesson, ride_id=key)
            db.add(RideLesson(ride_id=ride.id, lesson_id=link.lesson_id))
            for halt in find(db, RideStop, ride_id=key):
                place = {"stop_id": halt.stop_id, "site_id": halt.site_id, "at": halt.at}
                db.add(RideStop(ride_id=ride.id, position=halt.position, **place))
        second = [row.id for row in find(db, Ride, vehicle_id=bus.id)]
    seated(town, 3)
    key = enrol(town, draft(town, rides=True))
    with town.workspace.read() as db:
        rides = {row.ride_id for row in find(db, RideSeat, enrolment_id=key)}
    assert rides == {*second, *town.rides[1:2], *town.rides[3:]}


def far_stop(town: SmallTown, latitude: int = 50_290_000) -> int:
    with town.workspace.fill() as db:
        stop = Stop(name="Raun", latitude=latitude, longitude=12_250_000)
        db.add(stop)
        db.flush()
        return stop.id


def test_a_locked_ride_and_an_unknown_stop_are_told(town: SmallTown) -> None:
    stop = far_stop(town)
    wish = draft(town, rides=True, only_lessons=frozenset(town.lessons[:1]))
    elsewhere = replace(wish, stop_id=stop)
    assert lacks(town, elsewhere) == []
    with town.workspace.fill() as db:
        by_id(db, Ride, town.rides[0]).locked = True
    facts = {"direction": "out", "lack": "ride_locked", "wanted": 1}
    assert lacks(town, elsewhere) == [(ConflictKind.VEHICLE_CAPACITY, facts)]
    assert lacks(town, wish) == []
    with town.workspace.fill() as db:
        by_id(db, Ride, town.rides[0]).locked = False
        by_id(db, Stop, stop).ended_on = date(2027, 1, 1)
    assert lacks(town, elsewhere)[0] == (
        ConflictKind.VEHICLE_CAPACITY,
        {"direction": "out", "lack": "no_stop", "wanted": 1},
    )


@pytest.mark.parametrize(("minutes", "fits"), [(0, True), (1, False)])
def test_a_longer_way_needs_vehicle_and_driver_before(
    town: SmallTown, minutes: int, *, fits: bool
) -> None:
    stop = far_stop(town, 50_550_000)
    only = frozenset(town.lessons[:1])
    elsewhere = draft(town, rides=True, stop_id=stop, only_lessons=only)
    seated(town, 1)
    (out, _) = plan(town, elsewhere).fit.rides
    assert out.span is not None
    with town.workspace.fill() as db:
        first = out.span.starts
        assert first < by_id(db, Ride, town.rides[0]).starts
        driver, span = town.people["driver"], (first - 30, first + minutes)
        occupy(db, [Claim(driver, *span, "booking", 77)])
    facts = {"direction": "out", "lack": "no_time", "wanted": 1}
    found = lacks(town, elsewhere)
    assert found == ([] if fits else [(ConflictKind.VEHICLE_CAPACITY, facts)])


@pytest.mark.parametrize(("minutes", "fits"), [(0, True), (1, False)])
def test_a_longer_way_waits_for_the_tour_before_of_the_same_vehicle(
    town: SmallTown, minutes: int, *, fits: bool
) -> None:
    stop = far_stop(town, 50_550_000)
    only = frozenset(town.lessons[:1])
    elsewhere = draft(town, rides=True, stop_id=stop, only_lessons=only)
    (out, _) = plan(town, elsewhere).fit.rides
    assert out.span is not None
    with town.workspace.fill() as db:
        until = out.span.starts + minutes
        span = (until - 30, until)
        before = add_ride(db, town, town.lessons[0], Direction.OUT, span)
    seated(town, 3, before)
    assert plan(town, elsewhere).fits is fits


def together(town: SmallTown, wishes: Sequence[FamilyWish]) -> list[tuple[list[object], Fit]]:
    """Ask for one family after another, each given what it fits into."""
    found: list[tuple[list[object], Fit]] = []
    with town.workspace.read() as db:
        course = by_id(db, Course, town.course)
        places = FreePlaces(db, course, minute_at(NOW), settings_of(db))
        for wish in wishes:
            fit = places.fit(wish)
            found.append(([lack.facts.get("lack") for lack in fit.lacks], fit))
            if not fit.lacks:
                places.take(wish, fit)
    return found


def rider(town: SmallTown, stop: int, **values: Any) -> FamilyWish:
    only = frozenset(town.lessons[:1])
    return FamilyWish(draft(town).person_id, stop_id=stop, only_lessons=only, **values)


def test_seats_given_are_taken_in_both_directions(town: SmallTown) -> None:
    found = together(town, [rider(town, town.stop) for _ in range(4)])
    assert [lacks for lacks, _ in found] == [[], [], [], ["seats", "seats"]]
    assert {change.ride_id for change in found[0][1].rides} == set(town.rides[:2])
    assert all(change.tour is None for change in found[0][1].rides)


def test_who_was_given_a_new_halt_brings_it_for_the_next(town: SmallTown) -> None:
    stop = far_stop(town)
    first, second = together(town, [rider(town, stop), rider(town, stop)])
    assert all(change.tour is not None for change in first[1].rides)
    assert [change.tour for change in second[1].rides] == [None, None]


def test_a_longer_way_that_was_given_is_in_the_way_of_the_next_tour(town: SmallTown) -> None:
    """The tour before ends where the longer one shall begin; both are the same vehicle's."""
    stop = far_stop(town, 50_550_000)
    ((_, fit),) = together(town, [rider(town, stop)])
    spans = {change.ride_id: change.span for change in fit.rides}
    out, back = (spans[ride] for ride in town.rides[:2])
    assert out is not None
    assert back is not None
    with town.workspace.read() as db:
        rides = [by_id(db, Ride, key) for key in town.rides[:2]]
        assert out.starts < rides[0].starts
        assert back.ends > rides[1].ends


def test_a_seat_of_an_unknown_kind_is_a_plain_one() -> None:
    taken = SeatTaken(1, 2, 5, None, "sofa", wheelchair=True, pram=False)
    assert seat_of(taken) == Seat(2, 0, SeatKind.NONE, 5, wheelchair=True, pram=False)
    booster = seat_of(replace(taken, kind="booster", stop_id=4))
    assert (booster.kind, booster.stop_id) == (SeatKind.BOOSTER, 4)
