"""All lessons from a day on: another room, another teacher, around the holidays."""

from datetime import date, datetime, timedelta

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import day_of, minute_of
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.courses import Course, Lesson, LessonPerson, SkippedDate
from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.courses.held_otherwise import HeldWish, PauseWish, ahead, holidays_left_out
from kursplaner.planning.lessons import changing
from kursplaner.planning.lessons.relocation import LessonChange, Untouched
from kursplaner.store.records import by_id, find
from kursplaner.store.whereabouts import LESSON
from tests.planning.corrections import corrected, proposed, wish
from tests.planning.small_town import (
    NINE,
    NOW,
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_person,
    enrol_plainly,
)
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


@pytest.mark.parametrize(
    ("wishes", "room", "people"),
    [
        ({}, "A", None),
        ({"room_id": "B"}, "B", None),
        ({"teacher_id": "Vogel"}, "A", "Vogel"),
        ({"room_id": "B", "teacher_id": "Vogel"}, "B", "Vogel"),
    ],
)
def test_what_may_change_is_wished_otherwise_and_the_rest_stays(
    town: SmallTown, wishes: dict[str, str], room: str, people: str | None
) -> None:
    known = {**town.rooms, **town.people}
    with town.workspace.rehearse() as db:
        by_id(db, Lesson, town.lessons[4]).status = "cancelled"
        db.flush()
        rows = {key: by_id(db, Lesson, key) for key in town.lessons}
        for now, day, changed, stay in (
            ((2, 8, 59), 2, (0, 1, 2, 3, 5), {}),
            ((2, 9, 0), 2, (1, 2, 3, 5), {0: "past"}),
            ((2, 9, 0), 3, (1, 2, 3, 5), {}),
            ((2, 9, 0), 4, (1, 2, 3, 5), {}),
            ((2, 9, 0), 5, (2, 3, 5), {}),
            ((2, 9, 0), 12, (5,), {}),
            ((4, 9, 0), 2, (2, 3, 5), {0: "recorded", 1: "past"}),
        ):
            if now[0] == 4:
                enrolment = enrol_plainly(db, town.course, add_person(db, "Anna"))
                db.add(AttendanceMark(lesson_id=town.lessons[0], enrolment_id=enrolment, mark="X"))
                db.flush()
            with clock.pinned(datetime(2027, 3, *now)):
                keys = {name: known[value] for name, value in wishes.items()}
                wanted = HeldWish(town.course, date(2027, 3, day), **keys).wanted(db)
            assert wanted.changes == [
                LessonChange(
                    town.lessons[at],
                    rows[town.lessons[at]].starts,
                    rows[town.lessons[at]].ends,
                    known[room],
                    135,
                    (known[people],) if people else None,
                )
                for at in changed
            ]
            assert wanted.stay == tuple(
                Untouched(LESSON, town.lessons[at], why) for at, why in stay.items()
            )
        for wrong in ({"room_id": 9999}, {"teacher_id": 9999}):
            with pytest.raises(Refused, match="not_found"):
                HeldWish(town.course, TUESDAY, **wrong).wanted(db)


def test_each_lesson_of_the_holidays_goes_to_the_next_date_of_its_own_time(
    town: SmallTown,
) -> None:
    summer = date(2027, 7, 13)  # Saxony: 10 July to 20 August 2027
    day = timedelta(days=1)
    with town.workspace.rehearse() as db:
        course = by_id(db, Course, town.course)
        course.pause_in_school_holidays = True
        moving = [
            add_lesson(db, town.course, minute_of(*at), minutes=length)
            for at, length in (
                ((summer, NINE), 60),
                ((summer + 2 * day, NINE), 90),
                ((summer + WEEK, NINE), 120),
            )
        ]
        wanted = PauseWish(town.course, TUESDAY).wanted(db)
        after = [
            minute_of(date(2027, 8, 24), NINE),
            minute_of(date(2027, 8, 26), NINE),
            minute_of(date(2027, 8, 31), NINE),
        ]
        assert wanted.changes == [
            LessonChange(key, starts, starts + length, None, 135)
            for key, starts, length in zip(moving, after, (60, 90, 120), strict=True)
        ]
        late = PauseWish(town.course, summer + day).wanted(db)
        assert [change.lesson_id for change in late.changes] == moving[1:]
        assert PauseWish(town.course, date(2027, 8, 1)).wanted(db).changes == []
        course.site_id = None
        db.flush()
        assert PauseWish(town.course, TUESDAY).wanted(db).changes == wanted.changes
        assert PauseWish(town.course, TUESDAY).about == ("course", town.course)


def test_only_days_left_out_for_school_holidays_and_to_come_are_taken_back(
    town: SmallTown,
) -> None:
    days = [NOW.date() + timedelta(days=at) for at in (0, 1, 2)]
    with town.workspace.rehearse() as db:
        other = add_course(db, town, "K2")
        for day in reversed(days):
            db.add(SkippedDate(course_id=town.course, day=day, reason="school_holiday"))
        db.add(SkippedDate(course_id=town.course, day=TUESDAY + WEEK, reason="public_holiday"))
        db.add(SkippedDate(course_id=other, day=TUESDAY, reason="school_holiday"))
        db.flush()
        assert holidays_left_out(db, town.course, days[0]) == days[1:]
        assert holidays_left_out(db, town.course, days[2]) == days[2:]


def test_a_day_of_two_lessons_is_left_out_once(town: SmallTown) -> None:
    with town.workspace.rehearse() as db:
        for minute in (NINE, NINE + 300):
            add_lesson(db, town.course, minute_of(EASTER, minute))
        changing.apply(db, changing.propose(db, PauseWish(town.course, TUESDAY)))
        left = [(row.day, row.reason) for row in find(db, SkippedDate)]
        assert left == [(EASTER, "school_holiday")]
        moved = find(db, Lesson, course_id=town.course)[-2:]
        assert [day_of(row.starts) for row in moved] == [EASTER + WEEK] * 2
