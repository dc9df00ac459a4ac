from datetime import date, timedelta

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import DAY_MINUTES, minute_of
from kursplaner.domain.courses import Course, Lesson, LessonPerson
from kursplaner.domain.kinds import ActKind, ClosureReason, ConflictKind
from kursplaner.domain.people import Availability, Closure
from kursplaner.domain.rooms import Room
from kursplaner.planning.timetable.checker import score
from kursplaner.planning.timetable.problem import Busy, Event, Problem, Resource, WishKind
from kursplaner.planning.timetable.town.reading import (
    COURSE,
    LONGEST_DAYS,
    TOGETHER,
    TimetableWish,
    Town,
    town_of,
)
from kursplaner.planning.timetable.town.wishes import Aim
from kursplaner.store.records import by_id, find
from kursplaner.store.settings import store_settings
from tests.planning.small_town import (
    NINE,
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_person,
    enrol_plainly,
)

MONDAY, LAST = date(2027, 3, 1), date(2027, 3, 21)
PERIODS = 96
TICK = PERIODS + 36


def read(town: SmallTown, first: date = MONDAY, last: date = LAST, **values: object) -> Town:
    with town.workspace.read() as db:
        return town_of(db, TimetableWish(first, last, **values))  # type: ignore[arg-type]


def settings(town: SmallTown, **values: str) -> None:
    with town.workspace.change(ActKind.SETTINGS_CHANGED) as db:
        store_settings(db, {f"timetable.{key}": value for key, value in values.items()})


def events_of(found: Town, course: int) -> list[Event]:
    return [event for event in found.problem.events if event.course == course]


def second_course(town: SmallTown, at: int = NINE, days: int = 0, **values: object) -> int:
    with town.workspace.fill() as db:
        course = add_course(db, town, "K2")
        starts = minute_of(TUESDAY + timedelta(days=days), at)
        town.lessons.append(add_lesson(db, course, starts, **values))  # type: ignore[arg-type]
    return course


def test_each_weekly_series_is_an_event_with_its_company(town: SmallTown) -> None:
    found = read(town)
    tuesdays, thursdays = found.problem.events
    assert [tuesdays.length, thursdays.length] == [10, 10]
    assert tuesdays.current is not None
    assert tuesdays.current.start == TICK
    assert (tuesdays.current.room, tuesdays.current.teacher) == (
        town.rooms["A"],
        town.people["Seidel"],
    )
    assert tuesdays.weeks == {0, 1, 2}
    assert tuesdays.teachers == (town.people["Seidel"],)
    assert tuesdays.needs == (COURSE + town.course,)
    assert {each.resource for each in tuesdays.along} == {
        *(town.people["Roth"], town.rooms["side"], town.vehicle, town.people["driver"]),
    }
    assert not tuesdays.pinned
    assert not found.series[tuesdays.id].broken
    barred = {option.room: option.barred for option in tuesdays.rooms}
    assert barred[town.rooms["side"]] is ConflictKind.ROOM
    assert found.homeless == ()


def test_every_resource_is_there_once_with_its_kind_and_name(town: SmallTown) -> None:
    found = read(town)
    kinds = {each.id: each.kind for each in found.problem.resources}
    assert kinds[town.people["Seidel"]] is ConflictKind.TEACHER
    assert kinds[town.people["Roth"]] is ConflictKind.CARER
    assert kinds[town.people["driver"]] is ConflictKind.DRIVER
    assert kinds[town.vehicle] is ConflictKind.VEHICLE
    assert kinds[COURSE + town.course] is ConflictKind.COURSE
    assert all(kinds[room] is ConflictKind.ROOM for room in town.rooms.values())
    assert len(kinds) == len(found.problem.resources)
    assert found.names[town.rooms["A"]] == "A"
    assert not {key for key in found.names if key >= COURSE}
    assert found.problem.resource[town.rooms["A"]].site == town.site


def test_lessons_slots_and_rides_belong_to_their_lesson(town: SmallTown) -> None:
    owners = read(town).owners
    first = town.lessons[0]
    assert owners["lesson", first] == first
    assert owners["childcare", town.slots[0]] == first
    assert {owners["ride", ride] for ride in town.rides[:2]} == {first}
    assert len(owners) == 6 * 4


@pytest.mark.parametrize(
    ("first", "last", "refused"),
    [
        (MONDAY, MONDAY - timedelta(days=1), "period_reversed"),
        (MONDAY, MONDAY, "no_lessons_to_place"),
        (TUESDAY, TUESDAY, None),
        (MONDAY, MONDAY + timedelta(days=LONGEST_DAYS), None),
        (MONDAY, MONDAY + timedelta(days=LONGEST_DAYS + 1), "period_too_long"),
    ],
)
def test_a_stretch_ends_after_it_begins_and_is_not_endless(
    town: SmallTown, first: date, last: date, refused: str | None
) -> None:
    if refused is None:
        assert read(town, first, last).series
    else:
        with pytest.raises(Refused, match=refused):
            read(town, first, last)


def test_hours_that_end_before_they_begin_are_refused(town: SmallTown) -> None:
    settings(town, day_starts="600", day_ends="600")
    with pytest.raises(Refused, match="hours_reversed"):
        read(town)
    settings(town, day_ends="750")
    assert read(town).series
    with pytest.raises(Refused, match="aim_unknown"):
        read(town, aims=frozenset({"sunshine"}))


def test_only_days_of_the_stretch_are_read(town: SmallTown) -> None:
    found = read(town, TUESDAY, TUESDAY + timedelta(days=1))
    assert [len(series.lessons) for series in found.series.values()] == [1]
    assert [
        len(s.lessons) for s in read(town, TUESDAY, TUESDAY + timedelta(7)).series.values()
    ] == [
        *(2, 1),
    ]


def test_who_is_in_two_courses_makes_them_one_at_a_time(town: SmallTown) -> None:
    other = second_course(town, NINE + 210)
    assert not [each for each in read(town).problem.resources if each.id >= TOGETHER]
    with town.workspace.fill() as db:
        person = add_person(db, "Haddad")
        for course in (town.course, other):
            enrol_plainly(db, course, person)
    found = read(town)
    group = Resource(TOGETHER, ConflictKind.PARTICIPANT)
    assert [each for each in found.problem.resources if each.id >= TOGETHER] == [group]
    assert all(TOGETHER in event.needs for event in found.problem.events)
    with town.workspace.change(ActKind.SETTINGS_CHANGED) as db:
        store_settings(db, {"conflicts.participant": "off"})
    assert all(TOGETHER not in event.needs for event in read(town).problem.events)


@pytest.mark.parametrize(("at", "asked"), [(NINE + 150, True), (NINE + 149, False)])
def test_mending_does_not_part_courses_that_meet_today(
    town: SmallTown,
    at: int,
    asked: bool,  # noqa: FBT001
) -> None:
    other = second_course(town, at)
    with town.workspace.fill() as db:
        person = add_person(db, "Haddad")
        for course in (town.course, other):
            enrol_plainly(db, course, person)
    found = read(town, mend=True)
    assert all((TOGETHER in event.needs) is asked for event in found.problem.events)
    assert all(TOGETHER in event.needs for event in read(town).problem.events)


def close(town: SmallTown, resource: int, first: date, last: date) -> None:
    with town.workspace.fill() as db:
        starts, ends = minute_of(first), minute_of(last + timedelta(days=1))
        reason = ClosureReason.CLOSED.value
        db.add(Closure(resource_id=resource, starts=starts, ends=ends, reason=reason))


def test_what_is_closed_is_busy_then_and_breaks_the_lessons_in_it(town: SmallTown) -> None:
    close(town, town.rooms["A"], TUESDAY, TUESDAY)
    found = read(town)
    busy = found.problem.resource[town.rooms["A"]].busy
    closed = Busy(PERIODS, 2 * PERIODS, ConflictKind.CLOSURE, frozenset({0}))
    assert busy == (closed,)
    broken = {key for s in found.series.values() if s.broken for key in (x.id for x in s.lessons)}
    assert broken == {town.lessons[0]}
    assert not any(series.teacher_wanted for series in found.series.values())


def test_mending_reads_only_the_weeks_in_which_something_is_broken(town: SmallTown) -> None:
    close(town, town.rooms["A"], TUESDAY, TUESDAY)
    found = read(town, mend=True)
    there = {lesson.id for series in found.series.values() for lesson in series.lessons}
    assert there == set(town.lessons[:2])
    assert {lesson.id for s in read(town).series.values() for lesson in s.lessons} == set(
        town.lessons
    )


def test_a_teacher_who_is_ill_is_wanted_elsewhere(town: SmallTown) -> None:
    close(town, town.people["Seidel"], TUESDAY, TUESDAY)
    wanted = [series for series in read(town).series.values() if series.teacher_wanted]
    assert [lesson.id for series in wanted for lesson in series.lessons] == [town.lessons[0]]
    with town.workspace.fill() as db:
        for row in find(db, LessonPerson, lesson_id=town.lessons[1]):
            db.delete(row)
    wanted = [series for series in read(town).series.values() if series.teacher_wanted]
    assert {x.id for series in wanted for x in series.lessons} == set(town.lessons[:2])
    event = next(e for e in read(town).problem.events if e.id == wanted[-1].id)
    assert set(event.teachers) >= {town.people["Vogel"]}


def test_records_that_do_not_move_are_in_the_way(town: SmallTown) -> None:
    other = second_course(town, NINE + 210, room=town.rooms["B"], status="held")
    with town.workspace.fill() as db:
        by_id(db, Lesson, town.lessons[-1]).status = "planned"
        by_id(db, Lesson, town.lessons[-1]).pinned = True
    found = read(town)
    (pinned,) = events_of(found, other)
    assert pinned.pinned
    assert [(option.room, option.barred) for option in pinned.rooms] == [(town.rooms["B"], None)]
    assert pinned.current is not None
    assert pinned.current.start in pinned.starts


def test_a_pinned_course_stays_with_its_room_and_teacher(town: SmallTown) -> None:
    found = read(town, pinned_courses=frozenset({town.course}))
    for event in found.problem.events:
        assert event.pinned
        assert [(each.room, each.penalty) for each in event.rooms] == [(town.rooms["A"], 0)]
        assert event.teachers == (town.people["Seidel"],)


def test_who_is_away_now_and_then_used_would_rather_not_and_else_cannot(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        for weekday in (1, 3):
            times = {"starts": NINE + 60, "ends": NINE + 600}
            db.add(
                Availability(
                    resource_id=town.people["Seidel"], kind="available", weekday=weekday, **times
                )
            )
    found = read(town)
    busy = found.problem.resource[town.people["Seidel"]].busy
    assert Busy(0, PERIODS, ConflictKind.AVAILABILITY) in busy
    assert not [each for each in busy if each.starts == PERIODS]
    soft = [w for w in found.problem.wishes if found.meanings[w.id].aim is Aim.AVAILABLE]
    assert {min(wish.ticks) for wish in soft} == {PERIODS, 3 * PERIODS}
    assert all(wish.kind is WishKind.TIMES for wish in soft)
    now = {event.id: event.current for event in found.problem.events if event.current}
    assert score(found.problem, now).breaches == ()


def test_where_nobody_asks_for_availability_nobody_is_away(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        times = {"weekday": 0, "starts": 0, "ends": 60}
        db.add(Availability(resource_id=town.people["Seidel"], kind="available", **times))
    with town.workspace.change(ActKind.SETTINGS_CHANGED) as db:
        store_settings(db, {"conflicts.availability": "off"})
    assert read(town).problem.resource[town.people["Seidel"]].busy == ()


def test_two_teachers_of_a_lesson_are_needed_together(town: SmallTown) -> None:
    vogel = town.people["Vogel"]
    with town.workspace.fill() as db:
        db.add_all([LessonPerson(lesson_id=key, person_id=vogel) for key in town.lessons])
    found = read(town)
    for event in found.problem.events:
        assert event.teachers == ()
        assert {vogel, town.people["Seidel"]} <= set(event.needs)
    assert found.problem.resource[vogel].kind is ConflictKind.TEACHER


def test_a_town_without_rooms_has_homeless_lessons(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        for row in find(db, Room):
            row.ended_on = MONDAY
    found = read(town)
    assert found.problem.events == ()
    assert {series.id for series in found.homeless} == set(found.series)


def test_weekdays_that_lose_lessons_are_told_by_series(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        course = add_course(db, town, "K3")
        for week in (2, 3, 4):
            starts = minute_of(MONDAY + timedelta(days=7 * week + 2), NINE + 405)
            teachers = [town.people["Vogel"]]
            add_lesson(db, course, starts, room=town.rooms["B"], teachers=teachers)
        by_id(db, Course, course).pause_in_school_holidays = False
    settings(town, weekdays="mon fri", lost_percent="50")
    found = read(town, last=date(2027, 4, 4))
    (event,) = events_of(found, course)
    _, before_easter, after_easter = found.series[event.id].lessons
    assert found.lost[event.id] == {4: (before_easter.id,), 0: (after_easter.id,)}
    assert {start // PERIODS for start in event.starts} == {0, 2, 4}
    costs = [w for w in found.problem.wishes if found.meanings[w.id].aim is Aim.LOST]
    assert [wish.events for wish in costs] == [(event.id,)] * 2


def test_the_problem_is_of_seven_days(town: SmallTown) -> None:
    problem: Problem = read(town).problem
    assert (problem.grid.days, problem.grid.periods) == (7, DAY_MINUTES // 15)
