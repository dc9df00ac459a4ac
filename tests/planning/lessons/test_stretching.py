from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.courses import Course, Lesson, LessonPattern
from kursplaner.domain.kinds import ActKind, ConflictKind
from kursplaner.planning.lessons import changing
from kursplaner.planning.lessons.changing import LessonPlan
from kursplaner.planning.lessons.stretching import StretchWish
from kursplaner.planning.lessons.weekly_series import Reach
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from tests.planning.small_town import (
    HALF_PAST_ELEVEN,
    NINE,
    NOW,
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    build,
    enrol_plainly,
)
from tests.planning.stored_lessons import (
    all_held,
    held,
    occupied,
    template,
    times_of_ride,
    times_of_slot,
)
from tests.towns import passing

LONGER = 45


def proposed(
    db: Db, key: int, starts: int, ends: int, *, on: bool = False
) -> LessonPlan[StretchWish]:
    return changing.propose(
        db, StretchWish(key, starts, ends, reach=Reach.REST if on else Reach.ONE)
    )


def stored(db: Db, plan: LessonPlan[StretchWish]) -> None:
    changing.apply(db, plan)


def stretch(
    town: SmallTown, earlier: int, later: int, at: int = 0, *, on: bool = False
) -> LessonPlan[StretchWish]:
    """Let a lesson begin so many minutes earlier and end so many later."""
    before = held(town, town.lessons[at])
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        times = (before.starts - earlier, before.ends + later)
        plan = proposed(db, town.lessons[at], *times, on=on)
        stored(db, plan)
    return plan


def test_a_longer_lesson_takes_childcare_along_and_teaches_one_unit_more(town: SmallTown) -> None:
    before, slot = held(town, town.lessons[0]), times_of_slot(town, town.slots[0])
    out, back = (times_of_ride(town, key) for key in town.rides[:2])
    plan = stretch(town, 0, LONGER)
    after = held(town, town.lessons[0])
    assert after == before._replace(ends=before.ends + LONGER, taught=before.taught + LONGER)
    assert plan.first.target.teaching_minutes == after.taught
    assert times_of_slot(town, town.slots[0]) == (slot[0], slot[1] + LONGER)
    assert times_of_ride(town, town.rides[0]) == out
    halts = [at + LONGER for at in back[2]]
    assert times_of_ride(town, town.rides[1]) == (back[0] + LONGER, back[1] + LONGER, halts)
    busy = {(town.rooms["A"], *after[:2]), (town.people["Seidel"], *after[:2])}
    assert occupied(town, "lesson", town.lessons[0]) == busy
    town.workspace.undo()
    assert held(town, town.lessons[0]) == before


def test_an_earlier_beginning_takes_the_way_there_along_and_not_the_way_back(
    town: SmallTown,
) -> None:
    before, slot = held(town, town.lessons[0]), times_of_slot(town, town.slots[0])
    out, back = (times_of_ride(town, key) for key in town.rides[:2])
    stretch(town, 45, 0)
    assert held(town, town.lessons[0])[:3] == (before.starts - 45, before.ends, 180)
    assert times_of_slot(town, town.slots[0]) == (slot[0] - 45, slot[1])
    assert times_of_ride(town, town.rides[0])[0] == out[0] - 45
    assert times_of_ride(town, town.rides[1]) == back


@pytest.mark.parametrize(
    ("unit", "length", "taught"),
    [
        # 150 minutes with 135 taught: the pause is 15 minutes, and stays so.
        (45, 60, 45),
        (45, 104, 45),
        (45, 105, 90),
        (45, 106, 90),
        (45, 149, 90),
        (45, 150, 135),
        (60, 30, 15),
        (60, 44, 15),
        (60, 45, 30),
        (50, 65, 50),
    ],
)
def test_the_pause_stays_and_whole_units_are_taught(
    town: SmallTown, unit: int, length: int, taught: int
) -> None:
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).unit_minutes = unit
    starts = held(town, town.lessons[0]).starts
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        plan = proposed(db, town.lessons[0], starts, starts + length)
        stored(db, plan)
    after = held(town, town.lessons[0])
    assert (after.ends - after.starts, after.taught) == (length, taught)


@pytest.mark.parametrize(("unit", "least"), [(45, 60), (60, 30), (50, 65)])
def test_less_than_one_unit_beside_the_pause_is_no_lesson(
    town: SmallTown, unit: int, least: int
) -> None:
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).unit_minutes = unit
    starts = held(town, town.lessons[0]).starts
    with town.workspace.read() as db:
        assert proposed(db, town.lessons[0], starts, starts + least).minutes_after == least - 15
        with pytest.raises(Refused, match="lesson_too_short"):
            proposed(db, town.lessons[0], starts, starts + least - 1)


@settings(max_examples=10, deadline=None)
@given(st.integers(-100, 100), st.integers(-100, 200))
def test_what_is_taught_is_what_fits_beside_the_pause(earlier: int, later: int) -> None:
    with passing(build, NOW) as town:
        before = held(town, town.lessons[0])
        length = before.ends - before.starts + earlier + later
        with town.workspace.change(ActKind.LESSON_CHANGED) as db:
            times = (before.starts - earlier, before.ends + later)
            if length - 15 < 45:
                kind = "end_before_start" if length <= 0 else "lesson_too_short"
                with pytest.raises(Refused, match=kind):
                    proposed(db, town.lessons[0], *times)
                return
            stored(db, proposed(db, town.lessons[0], *times))
        after = held(town, town.lessons[0])
        assert after[:2] == times
        assert after.taught % 45 == 0
        assert 0 <= length - 15 - after.taught < 45


def test_what_is_no_lesson_any_more_is_refused(town: SmallTown) -> None:
    starts = held(town, town.lessons[0]).starts
    with town.workspace.read() as db:
        for ends in (starts, starts - 1):
            with pytest.raises(Refused, match="end_before_start"):
                proposed(db, town.lessons[0], starts, ends)
        for ends in (starts + 1, starts + 10):
            with pytest.raises(Refused, match="lesson_too_short"):
                proposed(db, town.lessons[0], starts, ends)


def test_a_lesson_that_has_begun_keeps_its_length(town: SmallTown) -> None:
    before = held(town, town.lessons[0])
    times = (before.starts, before.ends + LONGER)
    with (
        clock.pinned(datetime(2027, 3, 2, 9, 0)),
        town.workspace.read() as db,
        pytest.raises(Refused, match="lesson_past"),
    ):
        proposed(db, town.lessons[0], *times)
    with clock.pinned(datetime(2027, 3, 2, 8, 59)), town.workspace.read() as db:
        assert proposed(db, town.lessons[0], *times).minutes_after == 180


def test_it_begins_no_earlier_than_now(town: SmallTown) -> None:
    before = held(town, town.lessons[0])
    with clock.pinned(datetime(2027, 3, 2, 8, 30)), town.workspace.read() as db:
        for earlier, refused in ((30, False), (31, True)):
            times = (before.starts - earlier, before.ends)
            if not refused:
                plan = proposed(db, town.lessons[0], *times)
                assert plan.moved.lessons[0].target.starts == times[0]
                continue
            with pytest.raises(Refused, match="into_past") as told:
                proposed(db, town.lessons[0], *times)
            facts = told.value.facts
            assert (facts["id"], facts["to"]) == (town.lessons[0], times[0])


def test_the_lesson_after_it_in_the_same_room_refuses_and_names_it(town: SmallTown) -> None:
    before = held(town, town.lessons[0])
    with town.workspace.fill() as db:
        add_lesson(db, add_course(db, town, "K2"), before.ends + LONGER, room=town.rooms["A"])
    stretch(town, 0, LONGER)
    with pytest.raises(HardConflict) as refused:
        stretch(town, 0, 1)
    assert [c.kind for c in refused.value.conflicts] == [ConflictKind.ROOM]  # type: ignore[attr-defined]
    assert held(town, town.lessons[0]).ends == before.ends + LONGER


def test_from_here_on_each_becomes_as_much_longer_and_earlier_ones_stay(town: SmallTown) -> None:
    before = all_held(town)
    plan = stretch(town, 15, 30, 2, on=True)
    after = all_held(town)
    changed = (2, 4)
    for number, (old, new) in enumerate(zip(before, after, strict=True)):
        if number in changed:
            assert new[:3] == (old.starts - 15, old.ends + 30, 180)
        else:
            assert new == old
    assert plan.untouched == ()


def test_alone_it_leaves_series_and_template_as_they_are(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        times = {"weekday": 1, "starts": NINE, "ends": HALF_PAST_ELEVEN, "pause_minutes": 15}
        db.add(LessonPattern(course_id=town.course, **times))
    before, rows = all_held(town), template(town)
    stretch(town, 0, LONGER)
    assert all_held(town)[1:] == before[1:]
    assert template(town) == rows
    stretch(town, 0, LONGER, 2, on=True)
    assert template(town) == [
        (1, NINE, HALF_PAST_ELEVEN, 15, None, TUESDAY + timedelta(days=6)),
        (1, NINE, HALF_PAST_ELEVEN + LONGER, 15, TUESDAY + timedelta(days=7), None),
    ]


def test_cancelled_lessons_of_the_series_keep_their_times(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Lesson, town.lessons[2]).status = "cancelled"
        # Entered before it was held: that does not bind it yet.
        enrolment = enrol_plainly(db, town.course, town.people["Vogel"])
        db.add(AttendanceMark(enrolment_id=enrolment, lesson_id=town.lessons[4], mark="X"))
    before = all_held(town)
    stretch(town, 0, LONGER, on=True)
    longer = [new.ends - old.ends for old, new in zip(before, all_held(town), strict=True)]
    assert longer == [LONGER, 0, 0, 0, LONGER, 0]
    with town.workspace.read() as db, pytest.raises(Refused, match="lesson_cancelled"):
        proposed(db, town.lessons[2], before[2].starts, before[2].ends + LONGER)


def test_a_course_does_not_meet_itself_on_one_day(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        add_lesson(db, town.course, minute_of(TUESDAY, HALF_PAST_ELEVEN + LONGER))
    stretch(town, 0, LONGER)
    with pytest.raises(HardConflict) as refused:
        stretch(town, 0, 1)
    assert [c.kind for c in refused.value.conflicts] == [ConflictKind.COURSE]  # type: ignore[attr-defined]


def test_a_plan_that_was_overtaken_stores_nothing(town: SmallTown) -> None:
    before = held(town, town.lessons[0])
    with town.workspace.read() as db:
        plan = proposed(db, town.lessons[0], before.starts, before.ends + LONGER)
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        by_id(db, Lesson, town.lessons[0]).topic = "Wetter"
    with (
        pytest.raises(Refused, match="overtaken"),
        town.workspace.change(ActKind.LESSON_CHANGED) as db,
    ):
        stored(db, plan)
    assert held(town, town.lessons[0]) == before


def test_nobody_is_found_under_an_unknown_number(town: SmallTown) -> None:
    start = minute_of(date(2027, 3, 2), NINE)
    with town.workspace.read() as db, pytest.raises(Refused, match="not_found"):
        proposed(db, 99_999, start, start + 90)
