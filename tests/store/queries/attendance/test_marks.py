"""Which marks and stays count, at the minute and on the day where they begin to."""

from datetime import datetime, timedelta

import pytest

from kursplaner.basics import clock
from kursplaner.basics.spans import minute_of, moment_of
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.courses import Lesson
from kursplaner.store.queries.attendance import attendance, marks, served
from kursplaner.store.records import by_id
from tests.planning.small_town import TUESDAY, SmallTown, add_course, add_person, enrol_plainly

STARTS, ENDS = minute_of(TUESDAY, 540), minute_of(TUESDAY, 690)
LATER = datetime(2027, 4, 1)


@pytest.fixture
def marked(town: SmallTown) -> int:
    """Return an enrolment with a mark in the first two lessons."""
    with town.workspace.fill() as db:
        key = enrol_plainly(db, town.course, add_person(db, "Weber"))
        for lesson in town.lessons[:2]:
            db.add(AttendanceMark(enrolment_id=key, lesson_id=lesson, mark="E", reason="ill"))
    return key


def lessons_marked(town: SmallTown, starts: int, ends: int) -> list[int]:
    with town.workspace.read() as db:
        return [row.lesson_id for row in marks.marks_of(db, [town.course], starts, ends)]


def test_marks_of_a_span_without_its_end(town: SmallTown, marked: int) -> None:
    first, second = town.lessons[:2]
    two_days = STARTS + 2880
    with clock.pinned(LATER):
        assert lessons_marked(town, STARTS, two_days + 1) == [first, second]
        assert lessons_marked(town, STARTS, two_days) == [first]
        assert lessons_marked(town, STARTS + 1, two_days + 1) == [second]
        with town.workspace.read() as db:
            (row, _) = marks.marks_of(db, [town.course], STARTS, two_days + 1)
            assert marks.marks_of(db, [], STARTS, two_days + 1) == []
    assert (row.enrolment_id, row.starts, row.ends, row.mark) == (marked, STARTS, ENDS, "E")


@pytest.mark.parametrize(("after", "counts"), [(-1, False), (0, True), (1, True)])
def test_a_lesson_counts_when_it_is_over(
    town: SmallTown, marked: int, after: int, *, counts: bool
) -> None:
    with clock.pinned(moment_of(ENDS + after)):
        assert bool(lessons_marked(town, STARTS, ENDS)) is counts
        with town.workspace.read() as db:
            waiting = attendance.lessons_without_attendance(db, TUESDAY, TUESDAY)
            counted = attendance.attendance_grid(db, town.course).counted
    assert [row.id for row in waiting] == town.lessons[:1] * counts
    assert [row.enrolment_id for row in counted.values()] == [marked] * counts
    assert [lesson for _, lesson in counted] == town.lessons[:1] * counts


@pytest.mark.parametrize(("after", "counts"), [(-1, False), (0, True), (1, True)])
def test_a_complete_list_counts_from_the_minute_it_begins(
    town: SmallTown, marked: int, after: int, *, counts: bool
) -> None:
    with town.workspace.fill() as db:
        by_id(db, Lesson, town.lessons[0]).attendance_done = True
    with clock.pinned(moment_of(STARTS + after)):
        assert lessons_marked(town, STARTS, ENDS) == town.lessons[:1] * counts
    assert marked


def test_a_cancelled_lesson_is_neither_shown_nor_held(town: SmallTown, marked: int) -> None:
    with town.workspace.fill() as db:
        by_id(db, Lesson, town.lessons[0]).status = "cancelled"
    with clock.pinned(LATER):
        assert lessons_marked(town, STARTS, ENDS) == []
        with town.workspace.read() as db:
            grid = attendance.attendance_grid(db, town.course)
    assert [row.id for row in grid.lessons] == town.lessons[1:]
    (row,) = grid.counted.values()
    assert (row.enrolment_id, row.lesson_id) == (marked, town.lessons[1])


def test_who_left_and_came_back_that_day_is_one_row_with_one_mark(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        who = add_person(db, "Weber")
        left = enrol_plainly(db, town.course, who, status="left", left_on=TUESDAY)
        back = enrol_plainly(db, town.course, who)
        for key, sign in ((left, "X"), (back, "U")):
            db.add(AttendanceMark(enrolment_id=key, lesson_id=town.lessons[0], mark=sign))
        db.add(AttendanceMark(enrolment_id=back, lesson_id=town.lessons[1], mark="E"))
    with clock.pinned(LATER), town.workspace.read() as db:
        grid = attendance.attendance_grid(db, town.course)
        counted = marks.marks_of(db, [town.course], STARTS, STARTS + 10_000)
    (person,) = grid.people
    assert (person.person_id, person.enrolment_id) == (who, back)
    assert [person.enrolment_in(lesson) for lesson in grid.lessons[:2]] == [back, back]
    assert {key: row.mark for key, row in grid.counted.items()} == {
        (who, town.lessons[0]): "X",
        (who, town.lessons[1]): "E",
    }
    assert [row.mark for row in counted] == ["X", "E"]


def test_who_is_expected_from_the_first_to_the_last_day(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        last = TUESDAY + timedelta(days=2)
        left = enrol_plainly(db, town.course, add_person(db, "Amini"), status="left", left_on=last)
        stays = enrol_plainly(db, town.course, add_person(db, "Bakr"))
        enrol_plainly(db, town.course, add_person(db, "Cerny"), status="waiting")
        enrol_plainly(db, add_course(db, town, "K2"), add_person(db, "Dorn"))
    with town.workspace.read() as db:
        grid = attendance.attendance_grid(db, town.course)
        rows = marks.stays_of_course(db, town.course)
    assert [row.enrolment_id for row in grid.people] == [left, stays]
    assert [row.enrolment_id for row in rows] == [left, stays]
    expected = [
        [lesson.day for lesson in grid.lessons if person.expected(lesson)] for person in grid.people
    ]
    assert expected[0] == [day for day in expected[1] if day <= last]
    assert {TUESDAY, last} <= set(expected[0])
    assert len(expected[1]) == len(town.lessons)


def test_who_serves_which_lesson(town: SmallTown) -> None:
    first, second = town.lessons[:2]
    with town.workspace.read() as db:
        assert served.lessons_of_slots(db, town.slots[:1]) == {town.slots[0]: {first}}
        assert served.rides_of_lessons(db, [first]) == {first: set(town.rides[:2])}
        assert served.lessons_of_rides(db, town.rides[1:3]) == {
            town.rides[1]: {first},
            town.rides[2]: {second},
        }
        assert served.halts_at(db, town.rides[:1]) == {town.rides[0]: {town.stop}}
