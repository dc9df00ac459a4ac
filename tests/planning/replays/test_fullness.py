"""What is fuller than it may be: each limit to the last place, and which rows make it so."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from kursplaner.basics import clock
from kursplaner.basics.spans import minute_of
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot
from kursplaner.domain.conflicts.conflicts import Subject
from kursplaner.domain.courses import Course, Enrolment
from kursplaner.domain.kinds import ConflictKind, Severity
from kursplaner.domain.rides.rides import Ride, RideSeat
from kursplaner.domain.rooms import Room
from kursplaner.planning.replays.fullness import Back, Overfull, overfull
from kursplaner.store.queries.absences.reached import Reached
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from tests.planning.small_town import NOW, TUESDAY, SmallTown, add_person, build, enrol_plainly
from tests.towns import passing

NONE: frozenset[int] = frozenset()
BIG, SMALL = date(2022, 5, 1), date(2025, 5, 1)


@pytest.fixture(scope="module")
def shared() -> Iterator[SmallTown]:
    """Return the small town, which nobody changes: what a test writes is taken back."""
    with passing(build, NOW) as made:
        yield made


@pytest.fixture
def db(shared: SmallTown) -> Iterator[Db]:
    with shared.workspace.read() as session:
        yield session


def of_course(db: Db, town: SmallTown) -> list[Overfull]:
    db.flush()
    return list(overfull(db, Reached(frozenset({town.course}), NONE, NONE, NONE)).values())


def of_slot(db: Db, town: SmallTown, back: frozenset[int] = NONE) -> list[Overfull]:
    db.flush()
    reached = Reached(NONE, NONE, frozenset(town.slots[:1]), NONE)
    return list(overfull(db, reached, Back(places=back)).values())


def of_ride(db: Db, town: SmallTown, back: frozenset[int] = NONE) -> list[Overfull]:
    db.flush()
    reached = Reached(NONE, NONE, NONE, frozenset(town.rides[:1]))
    return list(overfull(db, reached, Back(seats=back)).values())


def numbers(found: list[Overfull]) -> list[tuple[object, object, int]]:
    return [(f.conflict.facts["wanted"], f.conflict.facts["limit"], f.excess) for f in found]


def children(db: Db, town: SmallTown, count: int, born: date = BIG, **values: object) -> list[int]:
    made = []
    for _ in range(count):
        child = add_person(db, "Kind", birth_date=born)
        place = ChildcarePlace(slot_id=town.slots[0], child_id=child, **values)
        db.add(place)
        db.flush()
        made.append(place.id)
    return made


def seats(db: Db, town: SmallTown, count: int, **values: object) -> list[int]:
    made = []
    for _ in range(count):
        seat = RideSeat(ride_id=town.rides[0], person_id=add_person(db, "Gast"), **values)
        db.add(seat)
        db.flush()
        made.append(seat.id)
    return made


def test_a_course_is_full_lesson_by_lesson(db: Db, shared: SmallTown) -> None:
    course = by_id(db, Course, shared.course)
    course.capacity = 2
    keys = [enrol_plainly(db, shared.course, add_person(db, "Anna")) for _ in range(3)]
    for key in keys[:2]:
        by_id(db, Enrolment, key).joined_on = None
    by_id(db, Enrolment, keys[2]).joined_on = TUESDAY + timedelta(days=16)
    (found,) = of_course(db, shared)
    last = shared.lessons[5]
    assert numbers([found]) == [(3, 2, 1)]
    assert found.conflict.subjects == (Subject("course", course.id), Subject("lesson", last))
    assert (found.conflict.kind, found.conflict.severity) == (
        ConflictKind.COURSE_CAPACITY,
        Severity.HARD,
    )
    assert found.conflict.facts["lasting"] is False
    assert found.held_by == {
        ("enrolment", "course_id", course.id),
        ("planned_lesson", "lesson_id", last),
        ("course", "id", course.id),
    }
    course.capacity = 3
    assert of_course(db, shared) == []


def test_a_course_without_lessons_to_come_is_judged_by_today(db: Db, shared: SmallTown) -> None:
    by_id(db, Course, shared.course).capacity = 1
    for _ in range(2):
        enrol_plainly(db, shared.course, add_person(db, "Anna"))
    with clock.pinned(datetime(2027, 4, 1, 8, 0)):
        (found,) = of_course(db, shared)
        today = minute_of(date(2027, 4, 1))
    assert numbers([found]) == [(2, 1, 1)]
    assert found.conflict.facts["lasting"] is True
    assert (found.conflict.starts, found.conflict.ends) == (today, today + 1)


def test_children_count_by_their_weight_against_the_carers(db: Db, shared: SmallTown) -> None:
    children(db, shared, 5)
    assert of_slot(db, shared) == []
    excused = children(db, shared, 1, SMALL, status="excused")
    assert of_slot(db, shared) == []
    (found,) = of_slot(db, shared, frozenset(excused))
    assert numbers([found]) == [(65, 50, 15)]
    slot = by_id(db, ChildcareSlot, shared.slots[0])
    held = {
        ("childcare_place", "slot_id", slot.id),
        ("childcare_slot", "id", slot.id),
        ("childcare_slot_carer", "slot_id", slot.id),
        ("setting", "", 0),
        ("room", "id", shared.rooms["side"]),
    }
    places = [by_id(db, ChildcarePlace, key) for key in excused]
    assert held | {("person", "id", place.child_id) for place in places} <= found.held_by
    assert len(found.held_by) == 5 + 6
    assert found.conflict.facts["children"] == 6
    assert (found.conflict.starts, found.conflict.ends) == (slot.starts, slot.ends)
    assert found.conflict.subjects == (Subject("childcare", slot.id),)


def test_a_room_is_too_small_where_that_is_worse_than_the_ratio(db: Db, shared: SmallTown) -> None:
    room = by_id(db, Room, shared.rooms["side"])
    children(db, shared, 4)
    room.capacity = 4
    assert of_slot(db, shared) == []
    room.capacity = 3
    assert numbers(of_slot(db, shared)) == [(40, 30, 10)]
    children(db, shared, 2, SMALL)
    assert numbers(of_slot(db, shared)) == [(60, 30, 30)]
    room.capacity = 5
    assert numbers(of_slot(db, shared)) == [(70, 50, 20)]
    room.capacity = 0
    assert numbers(of_slot(db, shared)) == [(70, 50, 20)]
    by_id(db, ChildcareSlot, shared.slots[0]).room_id = None
    (found,) = of_slot(db, shared)
    assert "room" not in {table for table, _, _ in found.held_by}


def test_a_ride_is_too_full_of_people_and_of_each_kind(db: Db, shared: SmallTown) -> None:
    seats(db, shared, 3)
    assert of_ride(db, shared) == []
    (off,) = seats(db, shared, 1, result="cancelled_in_time", kind="booster", pram=True)
    assert of_ride(db, shared) == []
    assert numbers(of_ride(db, shared, frozenset({off}))) == [(4, 3, 1)]
    seats(db, shared, 1, kind="booster", pram=True)
    found = of_ride(db, shared, frozenset({off}))
    by_seat = {full.conflict.facts["seat"]: full for full in found}
    assert list(by_seat) == ["booster", "pram", "seats"]
    assert numbers(found) == [(2, 1, 1), (2, 1, 1), (5, 3, 2)]
    kinds = {seat: full.conflict.kind for seat, full in by_seat.items()}
    assert kinds == {
        "booster": ConflictKind.CHILD_SEAT,
        "pram": ConflictKind.CHILD_SEAT,
        "seats": ConflictKind.VEHICLE_CAPACITY,
    }
    ride, vehicle = by_id(db, Ride, shared.rides[0]), shared.vehicle
    for full in found:
        assert full.conflict.subjects == (Subject("ride", ride.id), Subject("vehicle", vehicle))
        assert (full.conflict.starts, full.conflict.ends) == (ride.starts, ride.ends)
        assert full.held_by == {
            ("ride_seat", "ride_id", ride.id),
            ("ride", "id", ride.id),
            ("vehicle", "id", vehicle),
            ("setting", "", 0),
            ("vehicle_seat", "vehicle_id", vehicle),
        }


def test_everything_reached_is_told_in_order_of_time(db: Db, shared: SmallTown) -> None:
    by_id(db, Course, shared.course).capacity = 0
    enrol_plainly(db, shared.course, add_person(db, "Anna"))
    children(db, shared, 6)
    seats(db, shared, 4)
    db.flush()
    reached = Reached(
        frozenset({shared.course}), NONE, frozenset(shared.slots), frozenset(shared.rides)
    )
    found = overfull(db, reached)
    order = [(full.conflict.starts, full.conflict.id) for full in found.values()]
    assert order == sorted(order)
    assert list(found) == [full.conflict.id for full in found.values()]
    assert found
    assert overfull(db, Reached(NONE, NONE, NONE, NONE)) == {}
