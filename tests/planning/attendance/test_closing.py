"""A month is closed when all of it is entered; then corrections, undo and redo say why."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_of
from kursplaner.desk.wording import attendance as wording
from kursplaner.desk.wording.errors.sentences import sentence
from kursplaner.domain.attendance.marks import ClosedMonth
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.attendance import closing, entering
from kursplaner.planning.attendance.closed_months import Closed, kept_reason
from kursplaner.planning.attendance.closing import MonthPlan
from kursplaner.planning.attendance.entering import MarkEntry
from kursplaner.store.records import by_id, find
from tests.planning.small_town import (
    NINE,
    SmallTown,
    add_course,
    add_lesson,
    add_person,
    enrol_plainly,
)

MARCH = date(2027, 3, 1)
AFTER = datetime(2027, 4, 1, 9, 0)


@pytest.fixture
def stay(town: SmallTown) -> Iterator[int]:
    with town.workspace.fill() as db:
        key = enrol_plainly(db, town.course, add_person(db, "Anna"))
    with clock.pinned(AFTER):
        yield key


def mark(town: SmallTown, stay: int, sign: str | None, lesson: int = 0, because: str = "") -> None:
    with town.workspace.change(ActKind.ATTENDANCE_MARKED) as db:
        key = town.lessons[lesson]
        entering.mark(db, key, [MarkEntry(sign, stay)], because=because)


def plan_of(town: SmallTown, day: date = date(2027, 3, 17), *only: int) -> MonthPlan:
    with town.workspace.read() as db:
        return closing.propose_close(db, day, only or None)


def close(town: SmallTown, stay: int) -> None:
    for lesson in range(len(town.lessons)):
        mark(town, stay, "X", lesson)
    plan = plan_of(town)
    with town.workspace.change(ActKind.MONTH_CLOSED) as db:
        assert closing.close(db, plan) == 1


def test_what_is_missing_and_to_come_is_named(town: SmallTown, stay: int) -> None:
    mark(town, stay, "X")
    (course,) = plan_of(town).courses
    assert (course.lessons, course.ready) == (6, False)
    assert [day.day for day in course.missing] == [4, 9, 11, 16, 18]
    missing = "Do 04.03., Di 09.03., Do 11.03., Di 16.03. und 1 weitere"
    told = wording.plan_lines(plan_of(town))
    assert told == [f"Kurs K1: Anwesenheit fehlt noch für {missing}"]
    for lesson in range(1, 6):
        mark(town, stay, "X", lesson)
    with clock.pinned(datetime(2027, 3, 18, 9, 0)):
        (course,) = plan_of(town).courses
        assert (course.coming, course.missing) == ((date(2027, 3, 18),), ())
        assert not course.ready
        plan = plan_of(town)
        with (
            pytest.raises(Refused, match="nothing_to_close") as refused,
            town.workspace.change(ActKind.MONTH_CLOSED) as db,
        ):
            closing.close(db, plan)
    assert "März 2027 lässt sich noch nicht abschließen. Kurs K1: es kommt noch" in sentence(
        refused.value
    )
    with pytest.raises(Refused, match="month_without_lessons"):
        plan_of(town, date(2027, 5, 2))


def test_all_ready_courses_are_closed_in_one_act_and_opened_with_a_reason(
    town: SmallTown, stay: int
) -> None:
    with town.workspace.fill() as db:
        other = add_course(db, town, "K2")
        add_lesson(db, other, minute_of(MARCH, NINE))
        enrol_plainly(db, other, add_person(db, "Bela"))
    assert {course.course_id for course in plan_of(town).courses} == {town.course, other}
    close(town, stay)
    (first, second) = sorted(plan_of(town).courses, key=lambda course: course.course_id)
    assert (first.closed_on, second.closed_on) == (AFTER.date(), None)
    assert second.missing == (MARCH,)
    with town.workspace.change(ActKind.MONTH_REOPENED) as db:
        for why, kind in (("  ", "reason_missing"), ("x", "month_not_closed")):
            with pytest.raises(Refused, match=kind):
                closing.reopen(db, town.course if kind == "reason_missing" else other, MARCH, why)
        closing.reopen(db, town.course, date(2027, 3, 31), " Liste fehlte ")
    mark(town, stay, "U")
    with town.workspace.read() as db:
        (row,) = find(db, ClosedMonth)
        assert (row.month, row.reopened_because) == (MARCH, "Liste fehlte")
    town.workspace.undo()
    town.workspace.undo()
    assert [course.closed_on for course in plan_of(town, MARCH, town.course).courses] == [
        AFTER.date()
    ]


def test_a_closed_month_asks_why_also_of_a_lesson_without_marks(town: SmallTown, stay: int) -> None:
    close(town, stay)
    with town.workspace.fill() as db:
        late = enrol_plainly(db, town.course, add_person(db, "Carla"))
        by_id(db, Lesson, town.lessons[1]).attendance_done = False
    with pytest.raises(Refused, match="attendance_closed") as refused:
        mark(town, late, "X", 1)
    closed = refused.value.facts["closed"]
    assert isinstance(closed, Closed)
    assert (closed.month, closed.sheets) == (MARCH, ())
    assert "der März 2027 ist abgeschlossen" in sentence(refused.value)
    mark(town, stay, "X", 1)
    mark(town, late, "X", 1, "kam doch")
    with town.workspace.read() as db:
        assert kept_reason(db, town.lessons[1]) == "kam doch"
