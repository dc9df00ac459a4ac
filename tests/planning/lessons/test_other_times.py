from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import DAY_MINUTES, day_of, minute_of
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcareSlot
from kursplaner.domain.courses import Course, Lesson, LessonPattern
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.rides.rides import Ride
from kursplaner.planning.conflicts.finding import find as conflicts
from kursplaner.planning.courses import continuation
from kursplaner.planning.lessons import changing
from kursplaner.planning.lessons.changing import LessonPlan
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.planning.lessons.other_times import NewTime, TimesWish
from kursplaner.planning.lessons.stretching import StretchWish
from kursplaner.planning.lessons.weekly_series import Reach, first_of_series
from kursplaner.planning.lessons.weekly_template import times_on
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.small_town import (
    NINE,
    NOW,
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    build,
    enrol_plainly,
)
from tests.towns import passing

THURSDAY = TUESDAY + timedelta(days=2)
FIRST, LAST = TUESDAY, TUESDAY + timedelta(days=9)
TEN = 600


def with_pattern(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        for weekday in (1, 3):
            row = LessonPattern(course_id=town.course, weekday=weekday, starts=NINE, ends=690)
            row.pause_minutes = 15
            db.add(row)


def with_patterns(path: Path) -> SmallTown:
    town = build(path)
    with_pattern(town)
    return town


def change(town: SmallTown, wish: TimesWish, accept: str = "") -> LessonPlan[TimesWish]:
    with town.workspace.change(ActKind.TIMES_CHANGED, [("course", wish.course_id)]) as db:
        plan = changing.propose(db, wish, accept)
        changing.apply(db, plan)
    return plan


def times(db: Db, course: int) -> list[tuple[int, int, int]]:
    rows = find(db, Lesson, course_id=course)
    return [(row.starts, row.ends, row.teaching_minutes) for row in rows]


def test_ramadan_moves_lessons_childcare_and_rides_of_these_days_only(town: SmallTown) -> None:
    wish = TimesWish(town.course, FIRST, LAST, shift_minutes=60)
    with town.workspace.read() as db:
        before = times(db, town.course)
        slot, ride = by_id(db, ChildcareSlot, town.slots[0]), by_id(db, Ride, town.rides[1])
        old = (slot.starts, slot.ends, ride.starts)
    plan = change(town, wish)
    assert len(plan.moved.lessons) == 4
    assert (plan.missing_minutes, plan.conflicts) == (0, ())
    with town.workspace.read() as db:
        after = times(db, town.course)
        slot, ride = by_id(db, ChildcareSlot, town.slots[0]), by_id(db, Ride, town.rides[1])
        assert (slot.starts, slot.ends, ride.starts) == tuple(at + 60 for at in old)
        assert conflicts(db) == []
    assert after[:4] == [(a + 60, b + 60, c) for a, b, c in before[:4]]
    assert after[4:] == before[4:]


def test_one_undo_takes_it_all_back_and_redo_does_it_again(town: SmallTown) -> None:
    with_pattern(town)
    wish = TimesWish(town.course, FIRST, LAST, (NewTime(1, TEN, 690),), at_end=True)
    with town.workspace.read() as db:
        before = times(db, town.course)
    change(town, wish)
    with town.workspace.read() as db:
        after = times(db, town.course)
    town.workspace.undo()
    with town.workspace.read() as db:
        assert times(db, town.course) == before
        assert len(find(db, LessonPattern)) == 2
    town.workspace.redo()
    with town.workspace.read() as db:
        assert times(db, town.course) == after


def test_units_are_counted_anew_and_what_is_missing_is_shown(town: SmallTown) -> None:
    wish = TimesWish(town.course, FIRST, LAST, (NewTime(1, TEN, TEN + 120),))
    with town.workspace.rehearse() as db:
        plan = changing.propose(db, wish)
    assert [lesson.target.teaching_minutes for lesson in plan.moved.lessons] == [90, 90]
    assert (plan.missing_minutes, plan.added) == (90, ())


def test_what_is_missing_is_taught_at_the_end_on_request(town: SmallTown) -> None:
    with_pattern(town)
    wish = TimesWish(town.course, FIRST, LAST, unit_minutes=30, at_end=True)
    plan = change(town, wish)
    assert plan.missing_minutes == plan.added_minutes == 180
    with town.workspace.read() as db:
        rows = find(db, Lesson, course_id=town.course)
        assert sum(row.teaching_minutes for row in rows) == 6 * 135
        assert [row.teaching_minutes for row in rows[-2:]] == [135, 45]
        assert rows[-1].makeup_for_id is None
        assert rows[-1].ends - rows[-1].starts == 60
        assert conflicts(db) == []


def test_shorter_units_of_an_hour_count_in_quarters(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).unit_minutes = 60
    wish = TimesWish(town.course, FIRST, LAST, unit_minutes=45)
    with town.workspace.rehearse() as db:
        plan = changing.propose(db, wish)
    assert {lesson.target.teaching_minutes for lesson in plan.moved.lessons} == {90}


def test_recorded_and_past_lessons_stay(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        enrolment = enrol_plainly(db, town.course, town.people["Vogel"])
        db.add(AttendanceMark(enrolment_id=enrolment, lesson_id=town.lessons[2], mark="X"))
    with clock.pinned(datetime(2027, 3, 10, 8, 0)):
        plan = change(town, TimesWish(town.course, FIRST, LAST, shift_minutes=30))
    assert [(untouched.id, untouched.why) for untouched in plan.untouched] == [
        (town.lessons[0], "past"),
        (town.lessons[1], "past"),
        (town.lessons[2], "recorded"),
    ]
    assert [lesson.id for lesson in plan.moved.lessons] == [town.lessons[3]]


def test_the_template_holds_the_times_for_these_days(town: SmallTown) -> None:
    with_pattern(town)
    change(town, TimesWish(town.course, FIRST, LAST, (NewTime(1, TEN, TEN + 150),)))
    with town.workspace.read() as db:
        within = times_on(db, town.course, TUESDAY + timedelta(days=7))
        after = times_on(db, town.course, TUESDAY + timedelta(days=14))
        draft = continuation.draft_of_next(db, town.course)
    assert [
        (lesson_time.starts, lesson_time.ends, lesson_time.pause_minutes) for lesson_time in within
    ] == [(TEN, 750, 15)]
    assert [lesson_time.starts for lesson_time in after] == [NINE]
    assert (draft.weekdays, draft.starts) == ((1, 3), (NINE, NINE))


def test_times_given_twice_replace_each_other_in_the_template(town: SmallTown) -> None:
    with_pattern(town)
    change(town, TimesWish(town.course, FIRST, LAST, shift_minutes=60))
    second = TUESDAY + timedelta(days=7)
    change(town, TimesWish(town.course, second, LAST, shift_minutes=30))
    with town.workspace.read() as db:
        assert [lesson_time.starts for lesson_time in times_on(db, town.course, TUESDAY)] == [TEN]
        assert [lesson_time.starts for lesson_time in times_on(db, town.course, second)] == [
            TEN + 30
        ]


def test_a_series_that_moves_for_good_takes_the_template_along(town: SmallTown) -> None:
    with_pattern(town)
    with town.workspace.change(ActKind.LESSONS_MOVED) as db:
        lesson = by_id(db, Lesson, town.lessons[2])
        to = lesson.starts + DAY_MINUTES + 60
        changing.apply(db, changing.propose(db, MoveWish(lesson.id, to, reach=Reach.REST)))
    with town.workspace.read() as db:
        assert [t.starts for t in times_on(db, town.course, TUESDAY)] == [NINE]
        assert times_on(db, town.course, TUESDAY + timedelta(days=7)) == []
        wednesday = TUESDAY + timedelta(days=8)
        assert [t.starts for t in times_on(db, town.course, wednesday)] == [TEN]
        draft = continuation.draft_of_next(db, town.course)
    assert (draft.weekdays, draft.starts) == ((2, 3), (TEN, NINE))
    town.workspace.undo()
    with town.workspace.read() as db:
        assert continuation.draft_of_next(db, town.course).weekdays == (1, 3)


def test_all_of_a_series_begins_at_its_first_lesson_that_may_change(town: SmallTown) -> None:
    with clock.pinned(datetime(2027, 3, 3, 8, 0)), town.workspace.read() as db:
        assert first_of_series(db, town.lessons[4]).id == town.lessons[2]
    with town.workspace.read() as db:
        assert first_of_series(db, town.lessons[4]).id == town.lessons[0]


def test_a_series_stretched_from_here_on_keeps_its_template_true(town: SmallTown) -> None:
    with_pattern(town)
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        lesson = by_id(db, Lesson, town.lessons[0])
        span = (lesson.starts, lesson.ends + 45)
        plan = changing.propose(db, StretchWish(lesson.id, *span, reach=Reach.REST))
        changing.apply(db, plan)
    assert len(plan.moved.lessons) == 3
    assert plan.first.target.teaching_minutes == 180
    with town.workspace.read() as db:
        assert [t.ends for t in times_on(db, town.course, TUESDAY)] == [735]
        assert [t.ends for t in times_on(db, town.course, THURSDAY)] == [690]


def test_a_room_that_is_taken_then_refuses_it(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        other = add_course(db, town, "K2")
        add_lesson(db, other, minute_of(THURSDAY, 690), room=town.rooms["A"])
    wish = TimesWish(town.course, FIRST, LAST, shift_minutes=60)
    with pytest.raises(HardConflict):
        change(town, wish)
    change(town, wish, "Abgesprochen")
    with town.workspace.read() as db:
        taken_on = [c.facts["accepted"] for c in conflicts(db) if "accepted" in c.facts]
    assert taken_on == ["Abgesprochen"]


@pytest.mark.parametrize(
    ("kind", "change_"),
    [
        ("period_backwards", {"last_day": TUESDAY - timedelta(days=1), "shift_minutes": 5}),
        ("no_other_times", {}),
        ("times_as_they_are", {"times": (NewTime(1, NINE, 690),)}),
        ("unit_minutes_out_of_range", {"unit_minutes": 0}),
        ("lesson_too_short", {"unit_minutes": 2}),
        ("shift_too_far", {"shift_minutes": 2000}),
        ("times_over_midnight", {"shift_minutes": 900}),
        ("into_past", {"shift_minutes": -539}),
        ("weekday_unknown", {"times": (NewTime(7, NINE, TEN),)}),
        ("end_before_start", {"times": (NewTime(1, TEN, NINE),)}),
        ("pause_negative", {"times": (NewTime(1, NINE, TEN, -1),)}),
        ("pause_too_long", {"times": (NewTime(1, NINE, TEN, 60),)}),
        ("pattern_overlaps", {"times": (NewTime(1, NINE, TEN), NewTime(1, 570, 700))}),
    ],
)
def test_wishes_that_make_no_sense(town: SmallTown, kind: str, change_: dict[str, object]) -> None:
    values: dict[str, object] = {"first_day": FIRST, "last_day": LAST, **change_}
    now = datetime(2027, 3, 2, 8, 0) if kind == "into_past" else NOW
    with (
        clock.pinned(now),
        town.workspace.rehearse() as db,
        pytest.raises(Refused, match=kind),
    ):
        changing.propose(db, TimesWish(town.course, **values))  # type: ignore[arg-type]


def test_days_without_lessons_are_refused(town: SmallTown) -> None:
    day = TUESDAY + timedelta(days=1)
    with town.workspace.rehearse() as db, pytest.raises(Refused, match="no_lesson_between"):
        changing.propose(db, TimesWish(town.course, day, day, shift_minutes=5))


def test_a_plan_that_was_overtaken_stores_nothing(town: SmallTown) -> None:
    with town.workspace.rehearse() as db:
        plan = changing.propose(db, TimesWish(town.course, FIRST, LAST, shift_minutes=60))
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        by_id(db, Lesson, town.lessons[0]).version += 1
    with (
        pytest.raises(Refused, match="overtaken"),
        town.workspace.change(ActKind.TIMES_CHANGED) as db,
    ):
        changing.apply(db, plan)


wishes = st.builds(
    lambda first, days, times, shift, unit: (first, days, times, shift, unit),
    st.integers(0, 14),
    st.integers(0, 14),
    st.dictionaries(
        st.sampled_from((1, 3)),
        st.tuples(st.integers(480, 900), st.integers(60, 240)),
        max_size=2,
    ),
    st.integers(-60, 240),
    st.none() | st.integers(25, 60),
)


@settings(max_examples=6, phases=(Phase.explicit, Phase.generate))
@given(wish=wishes, now=st.integers(0, 16))
def test_no_lesson_is_lost_units_stay_and_the_past_is_untouched(
    wish: tuple[int, int, dict[int, tuple[int, int]], int, int | None],
    now: int,
) -> None:
    first, length, given_times, shift, unit = wish
    day = TUESDAY + timedelta(days=first)
    chosen = tuple(NewTime(key, at, at + long) for key, (at, long) in given_times.items())
    until = day + timedelta(days=length)
    moment = datetime(2027, 3, 1, 12, 0) + timedelta(days=now)
    with passing(with_patterns, NOW) as town, clock.pinned(moment):
        wanted = TimesWish(town.course, day, until, chosen, shift, unit, at_end=True)
        _hold(town, wanted, moment)


def _hold(town: SmallTown, wish: TimesWish, moment: datetime) -> None:
    with town.workspace.read() as db:
        before = {row.id: (row.starts, row.ends, row.teaching_minutes) for row in _lessons(db)}
    try:
        plan = change(town, wish)
    except (Refused, HardConflict):
        with town.workspace.read() as db:
            rows = {row.id: (row.starts, row.ends, row.teaching_minutes) for row in _lessons(db)}
        assert rows == before
        return
    with town.workspace.read() as db:
        after = {row.id: (row.starts, row.ends, row.teaching_minutes) for row in _lessons(db)}
        assert [conflict for conflict in conflicts(db, date(2027, 1, 1)) if conflict.hard] == []
    assert before.keys() <= after.keys()
    begun = minute_of(moment.date(), moment.hour * 60)
    for key, (starts, ends, _) in before.items():
        inside = wish.first_day <= day_of(starts) <= wish.last_day
        if starts <= begun or not inside:
            assert after[key] == before[key]
        assert day_of(after[key][0]) == day_of(starts)
        assert after[key][0] < after[key][1]
        assert (ends - starts) > 0
    taught = [sum(row[2] for row in many.values()) for many in (before, after)]
    assert taught[1] == taught[0] - min(0, plan.missing_minutes)
    town.workspace.undo()
    with town.workspace.read() as db:
        again = {row.id: (row.starts, row.ends, row.teaching_minutes) for row in _lessons(db)}
    assert again == before


def _lessons(db: Db) -> list[Lesson]:
    return find(db, Lesson)
