"""What of a course that ends comes along: when, with whom, and what it occupies then."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.domain.childcare import (
    ChildcarePlace,
    ChildcareSlot,
    ChildcareSlotCarer,
    ChildcareSlotLesson,
)
from kursplaner.domain.courses import Enrolment, Lesson
from kursplaner.domain.kinds import ConflictKind
from kursplaner.domain.occupations import Occupation
from kursplaner.domain.people import Closure
from kursplaner.domain.rides.rides import Ride, RideLesson, RideSeat, RideStop, Stop, Vehicle
from kursplaner.planning.courses.merging import MergePlan
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.small_town import NINE, TUESDAY, SmallTown
from tests.planning.two_courses import Two, build_two, enrol, merge, proposed

DAYS = [TUESDAY + timedelta(days=at) for at in (7, 9, 14, 16)]
"""The days on which K1 goes on; K2 was taught on the first and third of them."""


@pytest.fixture
def two(town: SmallTown) -> Two:
    return build_two(town)


def without_childcare(two: Two) -> None:
    with two.town.workspace.fill() as db:
        for row in find(db, ChildcareSlot, id=two.town.slots[2:]):
            row.status = "cancelled"
        db.flush()
        for held in find(db, Occupation, source="childcare", source_id=two.town.slots[2:]):
            db.delete(held)


def closed(two: Two, resource: int, day: int, *, at: int = NINE, minutes: int = 1) -> None:
    with two.town.workspace.fill() as db:
        starts = minute_of(DAYS[day], at)
        span = {"starts": starts, "ends": starts + minutes}
        db.add(Closure(resource_id=resource, reason="other", **span))


def held(db: Db, source: str, key: int) -> list[tuple[int, int, int]]:
    rows = find(db, Occupation, source=source, source_id=key)
    return sorted((row.resource_id, row.starts, row.ends) for row in rows)


def brought(db: Db, two: Two) -> list[ChildcareSlot]:
    """Return the slots beside the lessons of K1 that did not lie there before."""
    lessons = two.town.lessons[2:]
    keys = {row.slot_id for row in find(db, ChildcareSlotLesson, lesson_id=lessons)}
    return find(db, ChildcareSlot, id=keys - set(two.town.slots))


def lacking(plan: MergePlan) -> list[tuple[ConflictKind, Any]]:
    return [(lack.kind, lack.day) for lack in plan.hard]


def test_childcare_comes_along_with_room_and_carer_at_the_hours_of_the_lesson(two: Two) -> None:
    without_childcare(two)
    enrol(two, two.course, "Anna", child=True)
    plan = merge(two, two.wish)
    assert (plan.carers, plan.slots, plan.rides, plan.hard) == (1, 4, 0, ())
    with two.town.workspace.read() as db:
        found = brought(db, two)
        spans = [(minute_of(day, NINE - 15), minute_of(day, NINE + 165)) for day in DAYS]
        assert [(row.starts, row.ends) for row in found] == spans
        tiny = two.town.rooms["tiny"]
        for row, span in zip(found, spans, strict=True):
            assert row.room_id == tiny
            assert held(db, "childcare", row.id) == sorted([(tiny, *span), (two.carer, *span)])
        places = find(db, ChildcarePlace, slot_id=[row.id for row in found])
        assert len(places) == len(found)


def test_a_lesson_of_another_length_has_its_childcare_as_long(two: Two) -> None:
    without_childcare(two)
    with two.town.workspace.fill() as db:
        lesson = by_id(db, Lesson, two.town.lessons[3])
        lesson.starts, lesson.ends = lesson.starts - 10, lesson.ends + 20
    enrol(two, two.course, "Anna", child=True)
    merge(two, two.wish)
    with two.town.workspace.read() as db:
        second = brought(db, two)[1]
        assert (second.starts, second.ends) == (
            minute_of(DAYS[1], NINE - 25), minute_of(DAYS[1], NINE + 185),
        )  # fmt: skip


def test_without_its_room_it_comes_all_the_same_but_not_without_a_carer(two: Two) -> None:
    without_childcare(two)
    enrol(two, two.course, "Anna", child=True)
    closed(two, two.town.rooms["tiny"], 1, at=NINE + 164)
    closed(two, two.carer, 3, at=NINE - 15)
    closed(two, two.carer, 0, at=NINE + 165)
    plan = proposed(two, two.wish)
    assert plan.slots == 4
    assert (ConflictKind.CHILDCARE_CAPACITY, DAYS[3]) in lacking(plan)
    assert {day for kind, day in lacking(plan) if kind is ConflictKind.CHILDCARE_CAPACITY} == {
        DAYS[3]
    }
    merge(two, replace(two.wish, accept="Oma hilft"))
    with two.town.workspace.read() as db:
        found = brought(db, two)
        tiny = two.town.rooms["tiny"]
        assert [row.room_id for row in found] == [tiny, None, tiny, tiny]
        keys = [row.id for row in found]
        carers = {row.slot_id for row in find(db, ChildcareSlotCarer, slot_id=keys)}
        assert carers == set(keys[:3])


def test_a_carer_joins_for_as_long_as_the_childcare_there_lasts(two: Two) -> None:
    for at in range(5):
        enrol(two, two.town.course, f"Da{at}", child=True)
    enrol(two, two.course, "Anna", child=True)
    enrol(two, two.course, "Bea", child=True)
    with two.town.workspace.fill() as db:
        slot = by_id(db, ChildcareSlot, two.town.slots[2])
        slot.starts -= 5
    plan = merge(two, two.wish)
    assert (plan.carers, plan.slots) == (1, 0)
    with two.town.workspace.read() as db:
        for key in two.town.slots[2:]:
            slot = by_id(db, ChildcareSlot, key)
            there = find(db, ChildcareSlotCarer, slot_id=key)
            assert [row.person_id for row in there] == [two.town.people["Roth"], two.carer]
            assert (two.carer, slot.starts, slot.ends) in held(db, "childcare", key)


def test_who_had_nobody_in_the_childcare_brings_no_carer(two: Two) -> None:
    for at in range(5):
        enrol(two, two.town.course, f"Da{at}", child=True)
    enrol(two, two.course, "Anna", child=True)
    with two.town.workspace.fill() as db:
        (stay,) = find(db, Enrolment, course_id=two.course)
        for row in find(db, ChildcarePlace, enrolment_id=stay.id):
            db.delete(row)
    plan = proposed(two, two.wish)
    assert plan.carers == 0
    assert {kind for kind, _ in lacking(plan)} == {ConflictKind.CHILDCARE_CAPACITY}


def riding(two: Two) -> None:
    """Fill the bus of K1 and let Anna of K2 ride."""
    for at in range(3):
        enrol(two, two.town.course, f"Da{at}", rides=True)
    enrol(two, two.course, "Anna", rides=True)


def rides_brought(db: Db, two: Two) -> list[Ride]:
    old = {link.ride_id for link in find(db, RideLesson, lesson_id=two.lessons)}
    return [row for row in find(db, Ride, vehicle_id=two.bus) if row.id not in old]


def test_a_ride_comes_along_with_its_halts_and_occupies_both(two: Two) -> None:
    riding(two)
    merge(two, two.wish)
    with two.town.workspace.read() as db:
        found = sorted(rides_brought(db, two), key=lambda row: row.starts)
        spans = [
            (minute_of(day, NINE + at), minute_of(day, NINE + at + 40), way)
            for day in DAYS
            for at, way in ((-50, "out"), (160, "back"))
        ]
        assert [(row.starts, row.ends, row.direction) for row in found] == spans
        for row in found:
            stops = find(db, RideStop, ride_id=row.id)
            halts = [(halt.position, halt.stop_id, halt.site_id, halt.at) for halt in stops]
            assert halts == [
                (1, two.town.stop, None, row.starts),
                (2, None, two.town.site, row.ends),
            ]
            span = (row.starts, row.ends)
            assert held(db, "ride", row.id) == sorted([(two.bus, *span), (two.driver, *span)])
            assert len(find(db, RideSeat, ride_id=row.id)) == 1
        links = {link.lesson_id for link in find(db, RideLesson, ride_id=[r.id for r in found])}
        assert links == set(two.town.lessons[2:])


def test_halts_nobody_needs_stay_behind(two: Two) -> None:
    riding(two)
    with two.town.workspace.fill() as db:
        stop = Stop(name="Raun", latitude=50_290_000, longitude=12_250_000)
        db.add(stop)
        db.flush()
        for link in find(db, RideLesson, lesson_id=two.lessons):
            ride = by_id(db, Ride, link.ride_id)
            halt = RideStop(ride_id=ride.id, position=3, stop_id=stop.id, at=ride.starts + 20)
            db.add(halt)
    merge(two, two.wish)
    with two.town.workspace.read() as db:
        keys = [row.id for row in rides_brought(db, two)]
        assert stop.id not in {row.stop_id for row in find(db, RideStop, ride_id=keys)}


def test_without_its_driver_a_ride_comes_and_without_its_vehicle_none(two: Two) -> None:
    riding(two)
    closed(two, two.driver, 1, at=NINE - 50)
    closed(two, two.driver, 0, at=NINE - 51)
    closed(two, two.bus, 3, at=NINE + 199)
    closed(two, two.bus, 2, at=NINE + 200)
    plan = proposed(two, two.wish)
    assert plan.rides == 7
    lacks = [(k, d) for k, d in lacking(plan) if k is ConflictKind.VEHICLE_CAPACITY]
    assert lacks == [(ConflictKind.VEHICLE_CAPACITY, DAYS[3])]
    merge(two, replace(two.wish, accept="faehrt mit"))
    with two.town.workspace.read() as db:
        found = sorted(rides_brought(db, two), key=lambda row: row.starts)
        drivers = [row.driver_id for row in found]
        assert drivers == [two.driver] * 2 + [None] + [two.driver] * 4
        assert held(db, "ride", found[2].id) == [(two.bus, found[2].starts, found[2].ends)]


def test_who_did_not_ride_brings_no_vehicle(two: Two) -> None:
    for at in range(3):
        enrol(two, two.town.course, f"Da{at}", rides=True)
    enrol(two, two.course, "Anna", rides=True)
    with two.town.workspace.fill() as db:
        (stay,) = find(db, Enrolment, course_id=two.course)
        for row in find(db, RideSeat, enrolment_id=stay.id):
            db.delete(row)
    plan = proposed(two, two.wish)
    assert plan.rides == 0
    assert {kind for kind, _ in lacking(plan)} == {ConflictKind.VEHICLE_CAPACITY}


def test_rides_into_which_nobody_fits_after_all_are_not_made(two: Two) -> None:
    riding(two)
    with two.town.workspace.fill() as db:
        by_id(db, Vehicle, two.bus).seats = 1
        before = len(find(db, Ride))
    plan = proposed(two, two.wish)
    assert plan.rides == 0
    merge(two, replace(two.wish, accept="faehrt mit"))
    with two.town.workspace.read() as db:
        assert len(find(db, Ride)) == before
        busy = [row.starts for row in find(db, Occupation, resource_id=two.bus)]
        assert max(busy) < minute_of(DAYS[0])


def test_a_second_family_uses_what_came_along_for_the_first(two: Two) -> None:
    riding(two)
    enrol(two, two.course, "Bea", rides=True)
    plan = merge(two, two.wish)
    assert (plan.rides, plan.hard) == (8, ())
    with two.town.workspace.read() as db:
        add = {len(find(db, RideSeat, ride_id=row.id)) for row in rides_brought(db, two)}
        assert add == {2}
