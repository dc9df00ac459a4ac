"""Occupations are told from the stored rows by one writer, whatever happened to them before."""

from collections.abc import Collection, Iterator

import pytest

from kursplaner.basics.errors import HardConflict
from kursplaner.basics.spans import minute_of
from kursplaner.domain.childcare import ChildcareSlotCarer
from kursplaner.domain.courses import Lesson, LessonPerson
from kursplaner.domain.kinds import ActKind, LessonStatus
from kursplaner.domain.occupations import Occupation
from kursplaner.domain.rides.rides import Ride
from kursplaner.domain.rooms import RoomBooking
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from kursplaner.store.whereabouts import BOOKING, CHILDCARE, LESSON, RIDE, reoccupy
from tests.planning.small_town import (
    NINE,
    NOW,
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_slot,
    build,
)
from tests.towns import passing

AT_NINE = minute_of(TUESDAY, NINE)


@pytest.fixture
def town() -> Iterator[SmallTown]:
    with passing(build, NOW) as made:
        yield made


def held(db: Db, source: str, key: int) -> set[tuple[int, int, int, bool, str]]:
    rows = find(db, Occupation, source=source, source_id=key)
    return {
        (row.resource_id, row.starts - AT_NINE, row.ends - AT_NINE, row.active, row.accepted_reason)
        for row in rows
    }


def act(town: SmallTown, records: dict[str, Collection[int]], accept: str = "") -> None:
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        reoccupy(db, records, accept)


def put(town: SmallTown, lesson: int, starts: int, ends: int, room: int | None) -> None:
    """Store another place of a lesson without its occupations."""
    with town.workspace.fill() as db:
        row = by_id(db, Lesson, lesson)
        row.starts, row.ends, row.room_id = AT_NINE + starts, AT_NINE + ends, room


def second_lesson(town: SmallTown, starts: int, ends: int) -> int:
    """Add a lesson of another course in room A, at minutes counted from nine."""
    with town.workspace.fill() as db:
        course = add_course(db, town, "K2")
        room = town.rooms["A"]
        return add_lesson(db, course, AT_NINE + starts, room=room, minutes=ends - starts)


def test_a_lesson_keeps_its_room_and_everybody_who_works_in_it_busy(town: SmallTown) -> None:
    lesson, room = town.lessons[0], town.rooms["B"]
    put(town, lesson, 10, 70, room)
    with town.workspace.fill() as db:
        helper = town.people["driver"]
        db.add(LessonPerson(lesson_id=lesson, person_id=helper, role="assistant"))
        teachers = {row.person_id for row in find(db, LessonPerson, lesson_id=lesson)} - {helper}
    act(town, {LESSON: [lesson]})
    with town.workspace.read() as db:
        wanted = {(key, 10, 70, True, "") for key in {room, helper, *teachers}}
        assert held(db, LESSON, lesson) == wanted


@pytest.mark.parametrize("status", [LessonStatus.CANCELLED, LessonStatus.HELD])
def test_a_cancelled_lesson_keeps_nothing_busy_a_held_one_does(
    town: SmallTown, status: LessonStatus
) -> None:
    lesson = town.lessons[0]
    with town.workspace.fill() as db:
        by_id(db, Lesson, lesson).status = status.value
    act(town, {LESSON: [lesson]})
    with town.workspace.read() as db:
        assert bool(held(db, LESSON, lesson)) == (status is LessonStatus.HELD)


def test_carers_are_busy_for_their_own_hours_and_the_room_for_all(town: SmallTown) -> None:
    slot = town.slots[0]
    with town.workspace.fill() as db:
        carer = find(db, ChildcareSlotCarer, slot_id=slot)[0]
        carer.starts, carer.ends = AT_NINE + 30, AT_NINE + 60
        person = carer.person_id
    act(town, {CHILDCARE: [slot]})
    with town.workspace.read() as db:
        stretches = held(db, CHILDCARE, slot)
        assert (person, 30, 60, True, "") in stretches
        assert len(stretches) == 2


def test_a_ride_that_was_driven_stays_busy_and_a_cancelled_one_is_free(town: SmallTown) -> None:
    driven, off = town.rides[:2]
    with town.workspace.fill() as db:
        by_id(db, Ride, driven).status = "done"
        by_id(db, Ride, off).status = "cancelled"
        by_id(db, Ride, driven).driver_id = None
    act(town, {RIDE: [driven, off]})
    with town.workspace.read() as db:
        assert {row[0] for row in held(db, RIDE, driven)} == {town.vehicle}
        assert held(db, RIDE, off) == set()


def test_a_booking_gives_its_room_back_when_it_is_cancelled(town: SmallTown) -> None:
    room = town.rooms["B"]
    with town.workspace.fill() as db:
        booking = RoomBooking(room_id=room, starts=AT_NINE, ends=AT_NINE + 60, title="Rat")
        db.add(booking)
        db.flush()
        key = booking.id
    act(town, {BOOKING: [key]})
    with town.workspace.read() as db:
        assert held(db, BOOKING, key) == {(room, 0, 60, True, "")}
    with town.workspace.fill() as db:
        by_id(db, RoomBooking, key).cancelled = True
    act(town, {BOOKING: [key]})
    with town.workspace.read() as db:
        assert held(db, BOOKING, key) == set()


def test_lessons_can_take_each_others_place(town: SmallTown) -> None:
    first, second = town.lessons[0], second_lesson(town, 150, 300)
    put(town, first, 150, 300, town.rooms["A"])
    put(town, second, 0, 150, town.rooms["A"])
    act(town, {LESSON: [first, second]})
    with town.workspace.read() as db:
        assert (town.rooms["A"], 0, 150, True, "") in held(db, LESSON, second)


def test_what_touches_is_let_in_and_one_minute_more_is_refused(town: SmallTown) -> None:
    other = second_lesson(town, 400, 500)
    put(town, other, 150, 250, town.rooms["A"])
    act(town, {LESSON: [other]})
    put(town, other, 149, 250, town.rooms["A"])
    with pytest.raises(HardConflict):
        act(town, {LESSON: [other]})


def let_in(town: SmallTown, starts: int = 100, ends: int = 200) -> int:
    """Add a lesson in room A that overlaps the first one, let in with a reason."""
    other = second_lesson(town, 400, 500)
    put(town, other, starts, ends, town.rooms["A"])
    act(town, {LESSON: [other]}, "gemeinsam")
    return other


def test_a_reason_lets_only_the_overlap_in(town: SmallTown) -> None:
    other, room = let_in(town), town.rooms["A"]
    with town.workspace.read() as db:
        wanted = {(room, 100, 150, False, "gemeinsam"), (room, 150, 200, True, "")}
        assert held(db, LESSON, other) == wanted


def test_an_overlap_that_was_let_in_keeps_its_reason(town: SmallTown) -> None:
    other, room = let_in(town), town.rooms["A"]
    put(town, other, 90, 210, room)
    act(town, {LESSON: [other]})
    with town.workspace.read() as db:
        wanted = {(room, 90, 150, False, "gemeinsam"), (room, 150, 210, True, "")}
        assert held(db, LESSON, other) == wanted


def test_the_reason_holds_from_both_sides(town: SmallTown) -> None:
    other, room, first = let_in(town), town.rooms["A"], town.lessons[0]
    put(town, first, 0, 140, room)
    act(town, {LESSON: [first]})
    with town.workspace.read() as db:
        together = [row for key in (first, other) for row in held(db, LESSON, key)]
        overlap = [row for row in together if row[0] == room and not row[3]]
        assert overlap == [(room, 100, 140, False, "gemeinsam")]


def test_the_reason_for_one_neighbour_lets_no_other_in(town: SmallTown) -> None:
    other, room = let_in(town), town.rooms["A"]
    with town.workspace.fill() as db:
        add_lesson(db, add_course(db, town, "K3"), AT_NINE + 250, room=room, minutes=60)
    put(town, other, 100, 251, room)
    with pytest.raises(HardConflict):
        act(town, {LESSON: [other]})


def test_who_was_let_in_takes_what_the_other_leaves(town: SmallTown) -> None:
    other, room = let_in(town), town.rooms["A"]
    put(town, town.lessons[0], 0, 150, town.rooms["B"])
    act(town, {LESSON: [town.lessons[0]]})
    with town.workspace.read() as db:
        assert {row[1:] for row in held(db, LESSON, other)} == {(100, 200, True, "")}
    with pytest.raises(HardConflict), town.workspace.fill() as db:
        add_lesson(db, add_course(db, town, "K3"), AT_NINE + 120, room=room, minutes=20)


def test_a_reason_of_one_source_counts_for_another(town: SmallTown) -> None:
    """Somebody who teaches and cares at once, let in with a reason, keeps it when care moves."""
    teacher = town.people["Seidel"]
    with town.workspace.fill() as db:
        lesson = find(db, LessonPerson, lesson_id=town.lessons[0], person_id=teacher)[0].lesson_id
        span = (AT_NINE + 300, AT_NINE + 400)
        slot = add_slot(db, [lesson], span, town.rooms["B"], [teacher])
        carer = find(db, ChildcareSlotCarer, slot_id=slot)[0]
        carer.starts, carer.ends = AT_NINE + 140, AT_NINE + 200
    act(town, {CHILDCARE: [slot]}, "nebenan")
    with town.workspace.fill() as db:
        carer = find(db, ChildcareSlotCarer, slot_id=slot)[0]
        carer.starts, carer.ends = AT_NINE + 130, AT_NINE + 200
    act(town, {CHILDCARE: [slot]})
    with town.workspace.read() as db:
        assert (teacher, 130, 150, False, "nebenan") in held(db, CHILDCARE, slot)
