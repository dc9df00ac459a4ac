"""All lessons from a day on: another room, another teacher, around the holidays."""

from datetime import date, timedelta

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import day_of, minute_of
from kursplaner.domain.courses import Course, Lesson, LessonPerson, SkippedDate
from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.courses.held_otherwise import HeldWish, ahead, holidays_left_out
from kursplaner.store.records import by_id, find
from tests.planning.corrections import corrected, proposed, wish
from tests.planning.small_town import NINE, TUESDAY, SmallTown, add_course, add_lesson
from tests.planning.two_courses import state

WEEK = timedelta(days=7)
EASTER = date(2027, 3, 30)
"""A Tuesday in the Easter holidays of Saxony (26 March to 2 April 2027)."""


def rooms(town: SmallTown) -> list[int | None]:
    with town.workspace.read() as db:
        return [by_id(db, Lesson, key).room_id for key in town.lessons]


def teachers(town: SmallTown) -> list[int]:
    with town.workspace.read() as db:
        found = {row.lesson_id: row.person_id for row in find(db, LessonPerson)}
        return [found[key] for key in town.lessons]


def days(town: SmallTown) -> list[date]:
    with town.workspace.read() as db:
        return sorted(day_of(row.starts) for row in find(db, Lesson, course_id=town.course))


def in_the_holidays(town: SmallTown, *, pause: bool) -> None:
    """Put the last lesson into the Easter holidays, or leave that day out."""
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).pause_in_school_holidays = pause
        if pause:
            reason = "school_holiday"
            db.add(SkippedDate(course_id=town.course, day=EASTER, reason=reason, name="Ostern"))
            add_lesson(db, town.course, minute_of(EASTER + WEEK, NINE), room=town.rooms["A"])
        else:
            add_lesson(db, town.course, minute_of(EASTER, NINE), room=town.rooms["A"])


def test_room_and_teacher_change_from_the_day_on_and_come_back(town: SmallTown) -> None:
    with town.workspace.read() as db:
        before = state(db)
    day = TUESDAY + WEEK
    plan = corrected(
        town, wish(town, day=day, room_id=town.rooms["B"], teacher_id=town.people["Vogel"])
    )
    assert (plan.day, plan.conflicts) == (day, ())
    assert rooms(town) == [town.rooms["A"]] * 2 + [town.rooms["B"]] * 4
    assert teachers(town) == [town.people["Seidel"]] * 2 + [town.people["Vogel"]] * 4
    town.workspace.undo()
    with town.workspace.read() as db:
        assert state(db) == before


def test_a_room_that_is_taken_stops_it_and_nothing_else_is_stored(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        other = add_course(db, town, "K2")
        add_lesson(db, other, minute_of(TUESDAY + WEEK, NINE), room=town.rooms["B"])
    plan = proposed(town, wish(town, title="Neu", room_id=town.rooms["B"]))
    assert ConflictKind.ROOM in [conflict.kind for conflict in plan.hard]
    assert [row.table for row in plan.rows] == ["course"]


def test_without_a_lesson_from_the_day_on_it_is_refused(town: SmallTown) -> None:
    late = wish(town, day=date(2028, 1, 1), room_id=town.rooms["B"])
    with pytest.raises(Refused) as refused:
        proposed(town, late)
    assert refused.value.kind == "no_lesson_after"
    with town.workspace.read() as db:
        assert HeldWish(town.course, TUESDAY).about == ("course", town.course)
        assert [row.id for row in ahead(db, town.course, TUESDAY + WEEK)[1]] == town.lessons[2:]


def test_a_pause_moves_the_lesson_of_the_holidays_to_the_end(town: SmallTown) -> None:
    in_the_holidays(town, pause=False)
    with town.workspace.read() as db:
        before = state(db)
    before_days = days(town)
    corrected(town, wish(town, pause_in_school_holidays=True))
    assert days(town) == [*before_days[:-1], EASTER + WEEK]
    with town.workspace.read() as db:
        assert [row.day for row in find(db, SkippedDate)] == [EASTER]
        assert holidays_left_out(db, town.course, TUESDAY) == [EASTER]
        assert holidays_left_out(db, town.course, EASTER) == [EASTER]
        assert holidays_left_out(db, town.course, EASTER + timedelta(days=1)) == []
    town.workspace.undo()
    with town.workspace.read() as db:
        assert state(db) == before


def test_without_the_pause_the_last_lesson_comes_into_the_holidays(town: SmallTown) -> None:
    in_the_holidays(town, pause=True)
    before_days = days(town)
    corrected(town, wish(town, pause_in_school_holidays=False))
    assert days(town) == [*before_days[:-1], EASTER]
    with town.workspace.read() as db:
        assert find(db, SkippedDate) == []
