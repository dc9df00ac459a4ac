"""How many there are beside how many there may be: one less, as many, one more."""

from datetime import date

import pytest

from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlotCarer, ChildcareSlotLesson
from kursplaner.domain.courses import Enrolment, PlannedLesson
from kursplaner.domain.people import Person
from kursplaner.domain.rides.loads import Lack
from kursplaner.domain.rides.rides import Ride, RideLesson, RideSeat, Vehicle, VehicleSeat
from kursplaner.domain.rooms import Room
from kursplaner.store.queries.conflicts import limits
from kursplaner.store.queries.conflicts.limits import (
    FullCourse,
    OverfullRide,
    RoomUse,
    SlotCarer,
    SlotChild,
    SlotTime,
    Stay,
)
from kursplaner.store.queries.conflicts.scopes import Scope, of_lessons, stretch
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from tests.planning.small_town import TUESDAY, SmallTown, add_course, add_person, enrol_plainly
from tests.store.queries.written import MIDNIGHT, WEDNESDAY, lessons, rides, slots, written

NINE, TEN = MIDNIGHT + 540, MIDNIGHT + 600
DAY_SCOPE = stretch(MIDNIGHT, MIDNIGHT + 1440)


def scopes(db: Db, *ids: int) -> tuple[Scope, Scope]:
    """Return the Wednesday, and the lessons alone."""
    return DAY_SCOPE, of_lessons(db, ids)


def test_a_room_holds_as_many_as_it_holds(kept: SmallTown, db: Db) -> None:
    course, other = add_course(db, kept, "K2"), add_course(db, kept, "K3")
    room = kept.rooms["side"]
    by_id(db, Room, room).capacity = 2
    times = [(MIDNIGHT + at, MIDNIGHT + at + 5) for at in (-1, 0, 1439, 1440)]
    found = lessons(db, course, times, room_id=room)
    (cancelled,) = lessons(db, course, times[1:2], room_id=room, status="cancelled")
    (bare,) = lessons(db, course, times[1:2])
    (rest,) = lessons(db, other, times[1:2], room_id=room)
    for status in ("enrolled", "left"):
        enrol_plainly(db, course, add_person(db, status), status=status)
    for status in ("waiting", "asked", "refused"):
        enrol_plainly(db, course, add_person(db, status), status=status)
    enrol_plainly(db, other, add_person(db, "andere"))
    every = scopes(db, *found[1:3], cancelled, bare, rest)
    assert [limits.crowded_lessons(db, scope) for scope in every] == [[], []]
    enrol_plainly(db, course, add_person(db, "mehr"), status="completed")
    expected = [
        RoomUse(key, course, *span, room, 2, 3)
        for key, span in zip(found[1:3], times[1:3], strict=True)
    ]
    assert [limits.crowded_lessons(db, scope) for scope in every] == [expected] * 2
    by_id(db, Room, room).capacity = 0
    db.flush()
    assert [limits.crowded_lessons(db, scope) for scope in every] == [[], []], "no size known"


def test_a_course_may_have_as_many_as_it_may(kept: SmallTown, db: Db) -> None:
    course = add_course(db, kept, "K2", capacity=2)
    far = add_course(db, kept, "K3", capacity=0)
    (lesson,) = lessons(db, course, [(NINE, TEN)])
    lessons(db, far, [(NINE + 1440, TEN + 1440)])
    enrol_plainly(db, far, add_person(db, "fern"))
    for name, values in (
        *(("a", {}), ("b", {})),
        *(("c", {"status": "left"}), ("d", {"only_planned_lessons": True})),
        ("e", {"status": "waiting"}),
    ):
        enrol_plainly(db, course, add_person(db, name), **values)
    every = scopes(db, lesson)
    assert [limits.full_courses(db, scope) for scope in every] == [[], []]
    enrol_plainly(db, course, add_person(db, "f"))
    expected = [FullCourse(course, 2, 3)]
    assert [limits.full_courses(db, scope) for scope in every] == [expected] * 2


def test_stays_and_planned_dates_of_courses(kept: SmallTown, db: Db) -> None:
    course = add_course(db, kept, "K2")
    (lesson,) = lessons(db, course, [(NINE, TEN)])
    people = {status: add_person(db, status) for status in ("enrolled", "left", "waiting")}
    keys = {status: enrol_plainly(db, course, key, status=status) for status, key in people.items()}
    by_id(db, Enrolment, keys["left"]).left_on = WEDNESDAY
    by_id(db, Enrolment, keys["enrolled"]).only_planned_lessons = True
    db.add(PlannedLesson(enrolment_id=keys["enrolled"], lesson_id=lesson))
    db.add(PlannedLesson(enrolment_id=keys["left"], lesson_id=lesson))
    db.flush()
    first, second = people["enrolled"], people["left"]
    assert sorted(limits.stays(db, [course]), key=lambda each: each.enrolment_id) == [
        Stay(keys["enrolled"], course, first, "enrolled", TUESDAY, None, only_planned_lessons=True),
        Stay(keys["left"], course, second, "left", TUESDAY, WEDNESDAY, only_planned_lessons=False),
    ]
    many = [*range(10_000, 10_899), course]
    assert [each.course_id for each in limits.stays(db, [*many, 10_900])] == [course] * 2
    assert limits.planned_lessons(db, [keys["enrolled"]]) == {keys["enrolled"]: {lesson}}
    assert limits.planned_lessons(db, []) == {}


def ratio(db: Db, scope: Scope) -> list[SlotTime]:
    """Ask for five children a carer; up to two years each counts twice."""
    return limits.perhaps_crowded_slots(db, scope, 50, 20, 2)


def test_a_slot_is_within_the_ratio_up_to_the_last_place(kept: SmallTown, db: Db) -> None:
    (lesson,) = lessons(db, kept.course, [(NINE, TEN)])
    times = [(NINE, TEN)] * 2
    slot, empty = slots(db, times, room_id=kept.rooms["side"])
    (outside,) = slots(db, [(NINE + 1440, TEN + 1440)])
    db.add(ChildcareSlotLesson(slot_id=slot, lesson_id=lesson))
    db.add(ChildcareSlotCarer(slot_id=slot, person_id=kept.people["Roth"]))
    part = ChildcareSlotCarer(slot_id=slot, person_id=kept.people["Vogel"])
    part.starts, part.ends = NINE, TEN
    db.add(part)
    children = [add_person(db, f"Kind {number}") for number in range(6)]
    for child in children[:5]:
        db.add(ChildcarePlace(slot_id=slot, child_id=child))
    db.add(ChildcarePlace(slot_id=outside, child_id=children[0]))
    last = ChildcarePlace(slot_id=slot, child_id=children[5], status="excused")
    db.add(last)
    db.flush()
    every = scopes(db, lesson)
    expected = [SlotTime(slot, NINE, TEN, kept.rooms["side"])]
    assert [ratio(db, scope) for scope in every] == [[], []]
    last.status = "brought"
    db.flush()
    assert [ratio(db, scope) for scope in every] == [expected] * 2
    last.status = "excused"
    # Born in 2024 she may be two until the end of 2026; in 2025, until the end of 2027.
    young = by_id(db, Person, children[0])
    for born, found in ((date(2024, 12, 31), []), (date(2025, 1, 1), expected)):
        young.birth_date = born
        db.flush()
        assert [ratio(db, scope) for scope in every] == [found] * 2
    db.add(ChildcarePlace(slot_id=empty, child_id=children[0]))
    db.flush()
    assert [each.slot_id for each in ratio(db, DAY_SCOPE)] == [slot, empty]


def test_children_and_carers_of_slots(kept: SmallTown, db: Db) -> None:
    slot, other = slots(db, [(NINE, TEN)] * 2)
    children = {
        state: add_person(db, state, birth_date=TUESDAY) for state in ("planned", "excused")
    }
    places = written(
        db,
        *(
            ChildcarePlace(slot_id=slot, child_id=key, status=state, over_limit_reason="Gast")
            for state, key in children.items()
        ),
        ChildcarePlace(slot_id=other, child_id=children["planned"], status="cancelled"),
    )
    whole = ChildcareSlotCarer(slot_id=slot, person_id=kept.people["Roth"])
    part = ChildcareSlotCarer(slot_id=slot, person_id=kept.people["Vogel"])
    part.starts, part.ends = NINE + 1, TEN - 1
    written(db, whole, part)
    planned, excused = (SlotChild(slot, key, TUESDAY, "Gast") for key in children.values())
    many = [*range(10_000, 10_899), slot, other]
    assert limits.slot_children(db, [slot, other]) == {slot: [planned]}
    assert limits.slot_children(db, many) == {slot: [planned]}
    assert limits.slot_children(db, [slot], places[1:2]) == {slot: [planned, excused]}
    assert limits.slot_children(db, [slot], counted=("excused",)) == {slot: [excused]}
    carers = {
        slot: [
            SlotCarer(slot, kept.people["Roth"], NINE, TEN),
            SlotCarer(slot, kept.people["Vogel"], NINE + 1, TEN - 1),
        ]
    }
    assert limits.slot_carers(db, [slot, other]) == carers
    assert limits.slot_carers(db, many) == carers


SEATS = ("booster", "child_seat", "infant_carrier")
LOADS = [
    ("seats", {}, 2),
    ("wheelchair", {"wheelchair": True}, 0),
    ("wheelchair", {"kind": "wheelchair"}, 0),
    *((kind, {"kind": kind}, 1) for kind in SEATS),
]


@pytest.mark.parametrize(("kind", "values", "present"), LOADS)
def test_a_vehicle_takes_as_many_of_each_kind_as_it_holds(
    kept: SmallTown, db: Db, kind: str, values: dict[str, object], present: int
) -> None:
    bus = Vehicle(name="Auto", seats=3)
    written(db, bus)
    for seat in SEATS:
        db.add(VehicleSeat(vehicle_id=bus.id, kind=seat, count=1))
    (lesson,) = lessons(db, kept.course, [(NINE, TEN)])
    ride, cancelled = rides(db, [(NINE - 60, NINE)] * 2, vehicle_id=bus.id)
    (bare,) = rides(db, [(NINE - 60, NINE)])
    for key in (ride, cancelled, bare):
        db.add(RideLesson(ride_id=key, lesson_id=lesson))
        people = [add_person(db, f"P{number}") for number in range(present + 1)]
        db.add_all([RideSeat(ride_id=key, person_id=person, **values) for person in people[1:]])
        db.add(RideSeat(ride_id=key, person_id=people[0], result="refused", **values))
    by_id(db, Ride, cancelled).status = "cancelled"
    db.flush()
    every = scopes(db, lesson)
    assert [limits.overfull_rides(db, scope, 8) for scope in every] == [[], []]
    for key in (ride, cancelled, bare):
        db.add(RideSeat(ride_id=key, person_id=kept.people["Vogel"], **values))
    db.flush()
    expected = [OverfullRide(ride, bus.id, NINE - 60, NINE, Lack(kind, present + 1, present))]
    assert [limits.overfull_rides(db, scope, 8) for scope in every] == [expected] * 2


def test_more_passengers_than_anybody_may_drive(kept: SmallTown, db: Db) -> None:
    bus = Vehicle(name="Auto", seats=9, wheelchair_places=3)
    written(db, bus)
    (ride,) = rides(db, [(NINE, TEN)], vehicle_id=bus.id)
    for number in range(3):
        person = add_person(db, f"P{number}")
        db.add(RideSeat(ride_id=ride, person_id=person, wheelchair=True))
    db.flush()
    assert limits.overfull_rides(db, DAY_SCOPE, 3) == []
    assert limits.overfull_rides(db, DAY_SCOPE, 2) == [
        OverfullRide(ride, bus.id, NINE, TEN, Lack("seats", 3, 2))
    ]
    # Who sits in a wheelchair needs no belted seat.
    bus.seats = 1
    db.flush()
    assert limits.overfull_rides(db, DAY_SCOPE, 3) == []
