"""Lessons with room, teachers, childcare and rides, and what counts in each of them."""

from datetime import date

import pytest

from kursplaner.basics import clock
from kursplaner.basics.spans import moment_of
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot
from kursplaner.domain.courses import Course, Lesson, LessonPerson
from kursplaner.domain.rides.rides import Ride, RideLesson, RideSeat
from kursplaner.store.queries.lessons import lessons
from kursplaner.store.queries.lessons.lessons import (
    LessonChildcare,
    LessonRide,
    LessonRow,
    NamedPerson,
)
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from tests.planning.small_town import TUESDAY, SmallTown, add_course, add_person, enrol_plainly
from tests.store.queries import written
from tests.store.queries.written import DAY, MIDNIGHT, WEDNESDAY

NINE = MIDNIGHT - 1440 + 540


def test_days_have_the_lessons_that_begin_in_them(kept: SmallTown, db: Db) -> None:
    course = add_course(db, kept, "K2")
    times = [(MIDNIGHT + minute, MIDNIGHT + minute + 9) for minute in (1440, 1439, 0, -1)]
    after, last, first, before = written.lessons(db, course, times)

    def found(begin: date, end: date) -> list[int]:
        return [row.id for row in lessons.lessons_between(db, begin, end)]

    assert found(WEDNESDAY, WEDNESDAY) == [first, last]
    assert found(TUESDAY, WEDNESDAY) == [kept.lessons[0], before, first, last]
    assert found(WEDNESDAY, WEDNESDAY + DAY) == [first, last, after, kept.lessons[1]]
    in_order = [before, first, last, after]
    assert [row.id for row in lessons.lessons_of_course(db, course)] == in_order
    assert [row.id for row in lessons.lessons_by_id(db, [last, before])] == [before, last]
    assert lessons.lessons_by_id(db, []) == []


def test_a_lesson_with_all_that_moves_along(kept: SmallTown, db: Db) -> None:
    lesson, people = kept.lessons[0], kept.people
    db.add(LessonPerson(lesson_id=lesson, person_id=people["Vogel"], role="interpreter"))
    for name, status in (("A", "enrolled"), ("B", "waiting"), ("C", "left")):
        enrol_plainly(db, kept.course, add_person(db, name), status=status)
    states = ("planned", "brought", "collected", "excused", "cancelled")
    for state in states:
        child = add_person(db, state)
        db.add(ChildcarePlace(slot_id=kept.slots[0], child_id=child, status=state))
    for result in ("open", "done", "no_show"):
        db.add(RideSeat(ride_id=kept.rides[0], person_id=add_person(db, result), result=result))
    cancelled, bare = written.rides(db, [(NINE - 90, NINE - 80)] * 2)
    by_id(db, Ride, cancelled).status = "cancelled"
    db.add_all([RideLesson(ride_id=ride, lesson_id=lesson) for ride in (cancelled, bare)])
    db.flush()
    carers = (NamedPerson(people["Roth"], "Roth, Rot"),)
    bus = (kept.vehicle, "Bus 1", "Wolf, Wol")
    with clock.pinned(moment_of(NINE)):
        (found,) = lessons.lessons_by_id(db, [lesson])
    assert found == LessonRow(
        *(lesson, kept.course, "K1", "Kurs K1", "", 0, NINE, NINE + 150, 135, 45, "planned"),
        *(None, False, kept.rooms["A"], "A", 1, 1),
        teachers=(NamedPerson(people["Seidel"], "Seidel, Sei"),),
        interpreters=(NamedPerson(people["Vogel"], "Vogel, Vog"),),
        childcare=LessonChildcare(kept.slots[0], "side", NINE - 15, NINE + 165, 5, 3, carers),
        rides=(
            LessonRide(bare, "out", None, None, None, NINE - 90, NINE - 80, 0, 0),
            LessonRide(kept.rides[0], "out", *bus, NINE - 50, NINE - 10, 3, 2, people["driver"]),
            LessonRide(kept.rides[1], "back", *bus, NINE + 160, NINE + 200, 3, 0, people["driver"]),
        ),
        kind="municipal",
    )
    assert (found.units, found.day, found.starts_text, found.ends_text) == (
        *(3, TUESDAY, "09:00", "11:30"),
    )
    by_id(db, ChildcareSlot, kept.slots[0]).status = "cancelled"
    db.flush()
    assert lessons.lessons_by_id(db, [lesson])[0].childcare is None


def test_a_lesson_is_recorded_by_a_mark_and_held_when_it_is_over(kept: SmallTown, db: Db) -> None:
    marked, plain = kept.lessons[:1], kept.lessons[1:2]
    stay = enrol_plainly(db, kept.course, add_person(db, "Rima"))
    db.add(AttendanceMark(lesson_id=marked[0], enrolment_id=stay, mark="X"))
    row = by_id(db, Lesson, plain[0])
    row.attendance_done, row.status = True, "held"
    db.flush()

    def found(ids: list[int], minute: int) -> tuple[str, bool, bool, bool]:
        with clock.pinned(moment_of(minute)):
            (lesson,) = lessons.lessons_by_id(db, ids)
        return lesson.status, lesson.attendance_done, lesson.recorded, lesson.held

    assert found(marked, NINE - 1) == ("planned", False, False, False)
    assert found(marked, NINE) == ("planned", False, True, True)
    assert found(plain, row.starts - 1) == ("planned", False, False, False)
    assert found(plain, row.starts) == ("held", True, True, True)
    third, ends = kept.lessons[2:3], by_id(db, Lesson, kept.lessons[2]).ends
    assert found(third, ends - 1) == ("planned", False, False, False)
    assert found(third, ends) == ("planned", False, False, True)
    by_id(db, Lesson, third[0]).status = "cancelled"
    db.flush()
    assert found(third, ends) == ("cancelled", False, False, False)


def test_a_lesson_without_anything(kept: SmallTown, db: Db) -> None:
    course = add_course(db, kept, "K2")
    row = by_id(db, Course, course)
    row.level, row.colour, row.unit_minutes = "B1", 2, 60
    (lesson,) = written.lessons(
        db, course, [(NINE, NINE + 90)], cancel_reason="snow", status="cancelled"
    )
    assert lessons.lessons_by_id(db, [lesson]) == [
        LessonRow(
            *(lesson, course, "K2", "Kurs K2", "B1", 2, NINE, NINE + 90, 5, 60, "cancelled"),
            *("snow", False, None, None, 0, 1),
            kind="municipal",
        )
    ]


@pytest.mark.parametrize(("minutes", "units"), [(135, 3), (90, 2), (60, 60 / 45), (0, 0)])
def test_units_are_whole_where_they_can_be(minutes: int, units: float) -> None:
    found = lessons.units_of(minutes, 45)
    assert (found, type(found)) == (units, type(units))


def test_ids_come_in_lists_short_enough_for_a_statement() -> None:
    sizes = [[len(some) for some in lessons.batches(range(count))] for count in (0, 1, 900, 1801)]
    assert sizes == [[], [1], [900], [900, 900, 1]]
    assert lessons.batches(range(901))[1] == [900]
