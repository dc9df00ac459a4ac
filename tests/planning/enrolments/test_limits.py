"""Whether one more fits: course, childcare and vehicles, exactly at each limit."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict
from kursplaner.domain.childcare import (
    ChildcarePlace,
    ChildcareSlot,
    ChildcareSlotCarer,
)
from kursplaner.domain.courses import (
    Course,
)
from kursplaner.domain.families import ChildWish
from kursplaner.domain.kinds import ActKind, ConflictKind, Direction, Way
from kursplaner.domain.people import Person
from kursplaner.domain.rides.rides import (
    Ride,
    RideLesson,
    RideSeat,
    RideStop,
    Stop,
    Vehicle,
)
from kursplaner.domain.rooms import Room
from kursplaner.planning.enrolments import enrolling, waiting_list
from kursplaner.planning.enrolments.enrolling import EnrolDraft, EnrolPlan
from kursplaner.store.occupations import Claim, occupy
from kursplaner.store.records import by_id, find
from tests.planning.small_town import (
    SmallTown,
    add_person,
    add_ride,
    add_slot,
)

BIG, YOUNG = date(2022, 5, 1), date(2025, 5, 1)
Lack = tuple[ConflictKind, dict[str, Any]]


def draft(
    town: SmallTown, births: Sequence[date] = (), *, rides: bool = False, **values: Any
) -> EnrolDraft:
    """Return the wish of a new family."""
    with town.workspace.fill() as db:
        adult = add_person(db, "Neu")
        kids = [add_person(db, f"Neukind{at}", birth_date=b) for at, b in enumerate(births)]
    children = tuple(ChildWish(kid, rides=rides) for kid in kids)
    way = {"way": Way.SHUTTLE, "stop_id": town.stop} if rides else {}
    return EnrolDraft(town.course, adult, children, **{**way, **values})


def plan(town: SmallTown, wish: EnrolDraft) -> EnrolPlan:
    with town.workspace.read() as db:
        return enrolling.propose_enrol(db, wish)


def lacks(town: SmallTown, wish: EnrolDraft) -> list[Lack]:
    """Return what lacks on the first day on which something does."""
    found = plan(town, wish).lacks
    day = found[0].day if found else None
    return [(lack.kind, dict(lack.facts)) for lack in found if lack.day == day]


def enrol(town: SmallTown, wish: EnrolDraft) -> int:
    with town.workspace.change(ActKind.ENROLLED) as db:
        return enrolling.apply(db, enrolling.propose_enrol(db, wish))


def seated(town: SmallTown, people: int, ride: int = 0, **values: object) -> list[int]:
    with town.workspace.fill() as db:
        guests = [add_person(db, "Gast") for _ in range(people)]
        for guest in guests:
            row = RideSeat(ride_id=ride or town.rides[0], person_id=guest, **values)
            row.stop_id = row.stop_id or town.stop
            db.add(row)
        return guests


def looked_after(town: SmallTown, births: Sequence[date], slot: int = 0) -> list[int]:
    with town.workspace.fill() as db:
        kids = [add_person(db, "Kind", birth_date=born) for born in births]
        key = slot or town.slots[0]
        db.add_all([ChildcarePlace(slot_id=key, child_id=kid) for kid in kids])
        return kids


def test_a_course_takes_as_many_as_it_has_places(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).capacity = 2
    enrol(town, draft(town))
    last = draft(town)
    assert plan(town, last).fits
    enrol(town, last)
    more = plan(town, draft(town))
    assert [(lack.kind, dict(lack.facts)) for lack in more.lacks] == [
        (ConflictKind.COURSE_CAPACITY, {"people": 2, "capacity": 2})
    ] * len(town.lessons)
    with pytest.raises(HardConflict) as told:
        enrol(town, draft(town))
    assert len(told.value.conflicts) == len(town.lessons)


def test_a_course_without_lessons_to_come_has_places_too(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).capacity = 1
    with clock.pinned(datetime(2027, 4, 1, 8, 0)):
        assert plan(town, draft(town)).fits
        enrol(town, draft(town))
        (lack,) = plan(town, draft(town)).lacks
        assert (lack.kind, dict(lack.facts)) == (
            ConflictKind.COURSE_CAPACITY,
            {"people": 1, "capacity": 1},
        )


def test_of_those_who_wait_as_many_fit_as_there_are_places(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).capacity = 0
    wishes = [draft(town) for _ in range(3)]
    with town.workspace.change(ActKind.WAITLISTED) as db:
        keys = [enrolling.enlist(db, enrolling.propose_enrol(db, wish)) for wish in wishes]
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).capacity = 2
    for moment in (datetime(2027, 3, 1, 8, 0), datetime(2027, 4, 1, 8, 0)):
        with clock.pinned(moment), town.workspace.read() as db:
            judged = waiting_list.entries(db, town.course)
            assert [entry.enrolment_id for entry in judged if entry.plan.fits] == keys[:2]


@pytest.mark.parametrize(
    ("there", "new", "free"),
    [
        ([BIG] * 4, [BIG], None),
        ([BIG] * 4, [BIG, BIG], (20, 10, 1)),
        ([BIG] * 5, [BIG], (10, 0, 0)),
        ([BIG] * 2 + [YOUNG], [YOUNG], None),
        ([BIG] * 3 + [YOUNG], [YOUNG], (15, 5, 0)),
        ([YOUNG] * 2, [BIG, BIG], None),
    ],
)
def test_the_childcare_takes_what_its_carers_may_have(
    town: SmallTown, there: list[date], new: list[date], free: tuple[int, int, int] | None
) -> None:
    looked_after(town, there)
    found = lacks(town, draft(town, new))
    if free is None:
        assert found == []
        return
    names = ("wanted_tenths", "free_tenths", "free_places")
    facts = dict(zip(names, free, strict=True)) | {"children": len(new)}
    assert found == [(ConflictKind.CHILDCARE_CAPACITY, facts)]


@pytest.mark.parametrize(("capacity", "fits"), [(1, False), (2, True), (0, True)])
def test_the_childcare_takes_what_its_room_holds(
    town: SmallTown, capacity: int, *, fits: bool
) -> None:
    with town.workspace.fill() as db:
        by_id(db, Room, town.rooms["side"]).capacity = capacity
    looked_after(town, [BIG])
    facts = {"wanted_tenths": 10, "free_tenths": 0, "free_places": 0, "children": 1}
    found = lacks(town, draft(town, [BIG]))
    assert found == ([] if fits else [(ConflictKind.CHILDCARE_CAPACITY, facts)])


def test_a_child_that_is_there_already_needs_no_second_place(town: SmallTown) -> None:
    (kid, *_) = looked_after(town, [BIG] * 5)
    wish = replace(draft(town), children=(ChildWish(kid),))
    assert lacks(town, wish) == []
    with town.workspace.fill() as db:
        for row in find(db, ChildcareSlot)[1:]:
            row.status = "cancelled"
    found = plan(town, wish)
    assert found.fit.places == ()
    kinds = {lack.kind for lack in found.lacks}
    assert kinds == {ConflictKind.CHILDCARE_MISSING}
    assert len(found.lacks) == len(town.lessons) - 1


def test_where_the_first_group_is_full_the_second_takes_the_family(town: SmallTown) -> None:
    looked_after(town, [BIG] * 5)
    with town.workspace.fill() as db:
        carer = add_person(db, "Lang", "carer")
        slot = by_id(db, ChildcareSlot, town.slots[0])
        span = (slot.starts, slot.ends)
        second = add_slot(db, town.lessons[:1], span, town.rooms["B"], [carer])
    key = enrol(town, draft(town, [BIG, BIG]))
    with town.workspace.read() as db:
        places = {row.slot_id for row in find(db, ChildcarePlace, enrolment_id=key)}
    assert places == {second, *town.slots[1:]}
    looked_after(town, [BIG] * 2, second)
    facts = {"wanted_tenths": 20, "free_tenths": 10, "free_places": 1, "children": 2}
    assert lacks(town, draft(town, [BIG, BIG])) == [(ConflictKind.CHILDCARE_CAPACITY, facts)]


def test_a_carer_for_half_the_time_gives_no_place(town: SmallTown) -> None:
    looked_after(town, [BIG] * 5)
    with town.workspace.fill() as db:
        slot = by_id(db, ChildcareSlot, town.slots[0])
        row = ChildcareSlotCarer(slot_id=slot.id, person_id=add_person(db, "Lang", "carer"))
        row.starts, row.ends = slot.starts, slot.ends - 1
        db.add(row)
    wish = draft(town, [BIG])
    assert len(lacks(town, wish)) == 1
    with town.workspace.fill() as db:
        for row in find(db, ChildcareSlotCarer, slot_id=town.slots[0]):
            row.starts = row.ends = None
    assert lacks(town, wish) == []


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
