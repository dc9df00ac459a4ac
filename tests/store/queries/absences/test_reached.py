"""What some changed rows reach: what hangs on rooms, vehicles and children from a minute on."""

from collections.abc import Iterable

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot
from kursplaner.domain.rides.rides import Ride
from kursplaner.store.journal.triggers import Row
from kursplaner.store.queries.absences import reached
from kursplaner.store.queries.absences.reached import Reached, RideTime
from kursplaner.store.queries.courses.enrolments import ComingSlot
from kursplaner.store.records import by_id
from tests.planning.small_town import (
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_person,
    enrol_plainly,
)

LESSON, SLOT, RIDE = (minute_of(TUESDAY, at) for at in (540, 525, 490))


def reach(town: SmallTown, rows: Iterable[tuple[str, int, Row]], minute: int) -> Reached:
    with town.workspace.read() as db:
        return reached.reached_by(db, rows, minute)


def found(
    courses: Iterable[int] = (),
    lessons: Iterable[int] = (),
    slots: Iterable[int] = (),
    rides: Iterable[int] = (),
) -> Reached:
    return Reached(frozenset(courses), frozenset(lessons), frozenset(slots), frozenset(rides))


@pytest.mark.parametrize(("after", "first"), [(-1, 0), (0, 0), (1, 1)])
def test_from_their_very_minute_on(town: SmallTown, after: int, first: int) -> None:
    room, side, bus = town.rooms["A"], town.rooms["side"], town.vehicle
    in_room = reach(town, [("room", room, {})], LESSON + after)
    assert in_room == found(lessons=town.lessons[first:])
    assert reach(town, [("room", side, {})], SLOT + after) == found(slots=town.slots[first:])
    assert reach(town, [("vehicle", bus, {})], RIDE + after) == found(rides=town.rides[first:])
    rules: list[tuple[str, int, Row]] = [("setting", 1, {})]
    assert reach(town, rules, SLOT + after).slots == set(town.slots[first:])
    assert reach(town, rules, RIDE + after).rides == set(town.rides[first:])
    course = reach(town, [("course", town.course, {})], LESSON + after)
    assert course == found([town.course], town.lessons[first:])


@pytest.mark.parametrize(("after", "first"), [(-1, 0), (0, 0), (1, 1)])
def test_a_child_reaches_its_groups(town: SmallTown, after: int, first: int) -> None:
    with town.workspace.fill() as db:
        mother, child, other = (add_person(db, name) for name in ("Weber", "Mia", "Ben"))
        key = enrol_plainly(db, town.course, mother)
        for who, slot in ((child, 0), (child, 2), (other, 1)):
            place = ChildcarePlace(slot_id=town.slots[slot], child_id=who, enrolment_id=key)
            db.add(place)
    own = [town.slots[0], town.slots[2]][first:]
    assert reach(town, [("person", child, {})], SLOT + after) == found(slots=own)


def test_rows_name_what_they_belong_to(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        other = add_course(db, town, "K2")
        lesson = add_lesson(db, other, LESSON)
    late = LESSON + 10_000_000
    rows: list[tuple[str, int, Row]] = [
        ("planned_lesson", 1, {"lesson_id": lesson}),
        ("enrolment", 2, {"course_id": town.course, "lesson_id": None}),
        ("childcare_place", 3, {"slot_id": town.slots[1]}),
        ("ride_seat", 4, {"ride_id": town.rides[2], "vehicle_id": town.vehicle}),
        ("childcare_slot", town.slots[3], {}),
        ("ride", town.rides[5], {}),
    ]
    everything = found(
        [other, town.course],
        [lesson],
        [town.slots[1], town.slots[3]],
        [town.rides[2], town.rides[5]],
    )
    assert reach(town, rows, late) == everything
    seat: list[tuple[str, int, Row]] = [("vehicle_seat", 9, {"vehicle_id": town.vehicle})]
    assert reach(town, seat, RIDE + 1) == found(rides=town.rides[1:])


def test_what_takes_place_counts(town: SmallTown) -> None:
    first, second, third = town.slots[:3]
    out, back, later = town.rides[:3]
    with town.workspace.fill() as db:
        by_id(db, ChildcareSlot, second).status = "cancelled"
        by_id(db, ChildcareSlot, third).room_id = None
        by_id(db, Ride, back).status = "cancelled"
        by_id(db, Ride, later).vehicle_id = None
        small = add_course(db, town, "K2", capacity=3)
        add_course(db, town, "K3", capacity=5)
    with town.workspace.read() as db:
        slots = reached.planned_slots(db, [first, second, third])
        rides = reached.planned_rides(db, [out, back, later])
        assert reached.capacities(db, [town.course, small]) == {town.course: 12, small: 3}
        assert [ride.id for ride in reached.planned_rides(db, town.rides)] == [
            out,
            *town.rides[3:],
        ]
    assert rides == [RideTime(out, town.vehicle, RIDE, RIDE + 40)]
    ends, thrice = SLOT + 180, SLOT + 7 * 1440
    assert slots == [
        ComingSlot(first, 0, SLOT, ends, town.rooms["side"], 8),
        ComingSlot(third, 0, thrice, ends + 7 * 1440, None, 0),
    ]


def test_more_ids_than_one_query_may_bind(town: SmallTown) -> None:
    keys = [*range(1, 2 * reached.BATCH + 1), *town.rides, *town.slots]
    with town.workspace.read() as db:
        assert [ride.id for ride in reached.planned_rides(db, set(keys))] == sorted(town.rides)
        assert len(reached.planned_slots(db, set(keys))) == len(town.slots)
