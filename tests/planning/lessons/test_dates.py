from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kursplaner.basics.errors import Refused
from kursplaner.domain.holidays import DaysOff, closing
from kursplaner.domain.kinds import SkipReason
from kursplaner.domain.weekly_times import CourseTime, step_minutes
from kursplaner.planning.lessons.dates import (
    DateRules,
    fit_dates,
    skipped_because,
)

SAXONY = DaysOff("SN")
TUE_THU = (CourseTime(1, 540, 690), CourseTime(3, 540, 690))


def rules(**changes: object) -> DateRules:
    values: dict[str, object] = {
        "first_day": date(2027, 2, 2),
        "weekly": TUE_THU,
        "units": 60,
    }
    return DateRules(**(values | changes))  # type: ignore[arg-type]


def test_the_picture_of_the_new_course() -> None:
    plan = fit_dates(rules(), SAXONY)
    assert len(plan.dates) == 20
    assert {d.teaching_minutes for d in plan.dates} == {135}
    assert plan.last_day == date(2027, 4, 29)
    assert [s.day for s in plan.skipped] == [
        date(2027, 2, 9),
        date(2027, 2, 11),
        date(2027, 2, 16),
        date(2027, 2, 18),
        date(2027, 3, 30),
        date(2027, 4, 1),
    ]
    assert {s.reason for s in plan.skipped} == {SkipReason.SCHOOL_HOLIDAY}
    assert plan.skipped[0].name == "Winterferien"
    assert plan.warnings == ()


def test_the_last_lesson_is_shortened_with_its_end() -> None:
    plan = fit_dates(rules(units=4), SAXONY)
    assert [(d.starts, d.ends, d.teaching_minutes, d.shortened) for d in plan.dates] == [
        (540, 690, 135, False),
        (540, 585, 45, True),
    ]
    two_of_three = fit_dates(rules(units=5), SAXONY).dates[-1]
    assert (two_of_three.ends, two_of_three.teaching_minutes) == (645, 90)


def test_hours_go_in_quarters() -> None:
    plan = fit_dates(rules(units=2, unit_minutes=60, weekly=(CourseTime(0, 600, 706),)), SAXONY)
    assert [d.teaching_minutes for d in plan.dates] == [105, 15]
    assert plan.dates[-1].ends == 615


def test_public_holidays_by_default_and_taken_in_by_hand() -> None:
    weekly = (CourseTime(4, 540, 675),)
    good_friday = date(2027, 3, 26)
    first = {"first_day": date(2027, 3, 19), "weekly": weekly, "units": 6, "school_off": False}
    plain = fit_dates(rules(**first), SAXONY)
    assert [d.day for d in plain.dates] == [date(2027, 3, 19), date(2027, 4, 2)]
    assert [(s.day, s.reason, s.name) for s in plain.skipped] == [
        (good_friday, SkipReason.PUBLIC_HOLIDAY, "Karfreitag")
    ]
    taken = fit_dates(rules(**first, taken_in=frozenset({good_friday})), SAXONY)
    assert [d.day for d in taken.dates] == [date(2027, 3, 19), good_friday]
    assert taken.skipped == ()


def test_closing_days_and_days_left_out_by_hand() -> None:
    off = DaysOff("SN", closings=[closing(date(2027, 3, 2), date(2027, 3, 2), "Umzug")])
    plan = fit_dates(rules(left_out=frozenset({date(2027, 2, 4)})), off)
    reasons = {s.day: (s.reason, s.name) for s in plan.skipped}
    assert reasons[date(2027, 2, 4)] == (SkipReason.BY_HAND, "")
    assert reasons[date(2027, 3, 2)] == (SkipReason.CLOSING_DAY, "Umzug")
    assert plan.teaching_minutes == 60 * 45


def test_it_warns_where_the_school_data_end() -> None:
    late = rules(first_day=date(2029, 8, 14))
    (warning,) = fit_dates(late, SAXONY).warnings
    assert (warning.kind, warning.day) == ("school_data_end", date(2029, 8, 31))
    without = rules(first_day=date(2029, 8, 14), school_off=False)
    assert fit_dates(without, SAXONY).warnings == ()


def test_leap_day_and_week_53_are_ordinary_days() -> None:
    leap = rules(first_day=date(2028, 2, 29), units=3, weekly=TUE_THU)
    assert fit_dates(leap, SAXONY).dates[0].day == date(2028, 2, 29)
    week_53 = rules(
        first_day=date(2026, 12, 28), units=6, weekly=(CourseTime(0, 540, 675),), school_off=False
    )
    assert [d.day for d in fit_dates(week_53, SAXONY).dates] == [
        date(2026, 12, 28),
        date(2027, 1, 4),
    ]


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"weekly": ()}, "no_weekday"),
        ({"weekly": (CourseTime(7, 540, 600),)}, "weekday_unknown"),
        ({"weekly": (CourseTime(1, 600, 540),)}, "end_before_start"),
        ({"weekly": (CourseTime(1, 540, 540),)}, "end_before_start"),
        ({"weekly": (CourseTime(1, 540, 600, 60),)}, "pause_too_long"),
        ({"weekly": (CourseTime(1, 540, 580),)}, "lesson_too_short"),
        ({"weekly": (CourseTime(1, 540, 600), CourseTime(1, 590, 650))}, "pattern_overlaps"),
        ({"units": 0}, "units_missing"),
        ({"first_day": date(1999, 1, 1)}, "day_out_of_range"),
        ({"first_day": date(9999, 12, 31)}, "day_out_of_range"),
        ({"units": 5000, "most_days": 400}, "course_too_long"),
    ],
)
def test_what_cannot_be_is_refused(changes: dict[str, object], kind: str) -> None:
    with pytest.raises(Refused) as refused:
        fit_dates(rules(**changes), SAXONY)
    assert refused.value.kind == kind


def test_a_course_without_a_free_day_is_refused() -> None:
    shut = DaysOff("SN", closings=[closing(date(2027, 1, 1), date(2040, 1, 1), "zu")])
    with pytest.raises(Refused) as refused:
        fit_dates(rules(), shut)
    assert refused.value.kind == "no_free_day"


@st.composite
def patterns(draw: st.DrawFn) -> DateRules:
    unit = draw(st.sampled_from([45, 60, 50]))
    days = draw(st.sets(st.integers(0, 6), min_size=1, max_size=4))
    weekly = []
    for weekday in sorted(days):
        starts = draw(st.integers(420, 1000))
        pause = draw(st.integers(0, 30))
        length = draw(st.integers(unit + pause, 300))
        weekly.append(CourseTime(weekday, starts, starts + length, pause))
    first = date(2024, 1, 1) + timedelta(days=draw(st.integers(0, 1800)))
    around = st.builds(lambda at: first + timedelta(days=at), st.integers(0, 200))
    return DateRules(
        first_day=first,
        weekly=tuple(weekly),
        units=draw(st.integers(1, 120)),
        unit_minutes=unit,
        public_off=True,
        school_off=draw(st.booleans()),
        taken_in=draw(st.frozensets(around, max_size=5)),
        left_out=draw(st.frozensets(around, max_size=5)),
    )


@settings(max_examples=60, deadline=None)
@given(patterns())
def test_every_plan_keeps_the_rules(wanted: DateRules) -> None:
    plan = fit_dates(wanted, SAXONY)
    assert plan.teaching_minutes == wanted.units * wanted.unit_minutes
    step = step_minutes(wanted.unit_minutes)
    for planned in plan.dates:
        assert skipped_because(planned.day, wanted, SAXONY) is None
        assert planned.teaching_minutes % step == 0
        assert 0 < planned.teaching_minutes <= planned.ends - planned.starts
    spans = [(d.day, d.starts) for d in plan.dates]
    assert spans == sorted(set(spans))
    assert all(not d.shortened for d in plan.dates[:-1])
    held, skipped = {d.day for d in plan.dates}, {s.day for s in plan.skipped}
    assert not held & skipped
    weekdays = {time.weekday for time in wanted.weekly}
    days = (plan.last_day - wanted.first_day).days + 1
    on_pattern = {wanted.first_day + timedelta(days=at) for at in range(days)}
    assert {day for day in on_pattern if day.weekday() in weekdays} == held | skipped


@settings(max_examples=20, deadline=None)
@given(patterns())
def test_the_order_of_weekdays_does_not_matter(wanted: DateRules) -> None:
    from dataclasses import replace

    backwards = replace(wanted, weekly=wanted.weekly[::-1])
    assert fit_dates(backwards, SAXONY) == fit_dates(wanted, SAXONY)


def test_a_pause_below_nothing_is_named() -> None:
    weekly = (CourseTime(1, 540, 675, -5),)
    with pytest.raises(Refused, match="pause_negative"):
        fit_dates(rules(weekly=weekly), SAXONY)


def ends_of(weekly: CourseTime, units: int, unit: int = 45) -> tuple[int, int]:
    """Return the length and the minutes taught of the last lesson."""
    last = fit_dates(rules(units=units, unit_minutes=unit, weekly=(weekly,)), SAXONY).dates[-1]
    return last.ends - last.starts, last.teaching_minutes


@pytest.mark.parametrize(
    ("units", "length", "taught"),
    [
        # Four units and a pause of 20 minutes: it is kept beyond half of what is taught.
        (5, 45, 45),
        (6, 90, 90),
        (7, 155, 135),
        (8, 200, 180),
    ],
)
def test_a_shortened_lesson_keeps_its_pause_beyond_half(
    units: int, length: int, taught: int
) -> None:
    assert ends_of(CourseTime(1, 540, 740, 20), units) == (length, taught)


@pytest.mark.parametrize(
    ("length", "pause", "unit", "taught"),
    [
        (134, 0, 45, 90),
        (135, 0, 45, 135),
        (149, 15, 45, 90),
        (150, 15, 45, 135),
        (74, 0, 60, 60),
        (75, 0, 60, 75),
        (59, 0, 60, 45),
        (15, 0, 60, 15),
        (14, 0, 60, 0),
        (44, 0, 45, 0),
        (10, 20, 45, 0),
    ],
)
def test_whole_steps_of_the_unit_are_taught(
    length: int, pause: int, unit: int, taught: int
) -> None:
    assert CourseTime(1, 540, 540 + length, pause).teaching_minutes(unit) == taught


def test_the_units_are_reached_on_the_day_that_brings_the_last_one() -> None:
    weekly = (CourseTime(1, 540, 675), CourseTime(1, 720, 855), CourseTime(2, 540, 675))
    first = date(2027, 3, 2)
    days = [
        [one.day for one in fit_dates(rules(first_day=first, weekly=weekly, units=n), SAXONY).dates]
        for n in (3, 6, 7, 9)
    ]
    second = first + timedelta(days=1)
    assert days == [[first], [first] * 2, [*[first] * 2, second], [*[first] * 2, second]]


@pytest.mark.parametrize(("most", "works"), [(13, False), (14, True), (15, True)])
def test_the_last_day_may_come_so_many_days_after_the_first(most: int, *, works: bool) -> None:
    wish = rules(
        first_day=date(2027, 3, 2), weekly=(CourseTime(1, 540, 675),), units=9, most_days=most
    )
    if works:
        assert fit_dates(wish, SAXONY).last_day == date(2027, 3, 16)
        return
    with pytest.raises(Refused) as refused:
        fit_dates(wish, SAXONY)
    assert refused.value.kind == "course_too_long"
    assert refused.value.facts == {"days": 13, "dates": 2}


@pytest.mark.parametrize(
    ("weekly", "kind"),
    [
        ((CourseTime(-1, 540, 675),), "weekday_unknown"),
        ((CourseTime(6, 540, 675),), None),
        ((CourseTime(0, -1, 675),), "end_before_start"),
        ((CourseTime(0, 0, 45),), None),
        ((CourseTime(0, 1395, 1440),), None),
        ((CourseTime(0, 1395, 1441),), "end_before_start"),
        ((CourseTime(1, 540, 675), CourseTime(1, 675, 720)), None),
        ((CourseTime(1, 540, 675), CourseTime(1, 674, 720)), "pattern_overlaps"),
        ((CourseTime(1, 540, 675), CourseTime(2, 600, 675)), None),
        ((CourseTime(1, 540, 630, 45),), None),
        ((CourseTime(1, 540, 630, 46),), "lesson_too_short"),
        ((CourseTime(1, 540, 630, 90),), "pause_too_long"),
        ((CourseTime(1, 540, 630, 89),), "lesson_too_short"),
    ],
)
def test_the_limits_of_a_pattern(weekly: tuple[CourseTime, ...], kind: str | None) -> None:
    wish = rules(weekly=weekly, units=1)
    if kind is None:
        assert fit_dates(wish, SAXONY).teaching_minutes == 45
        return
    with pytest.raises(Refused) as refused:
        fit_dates(wish, SAXONY)
    assert refused.value.kind == kind


def test_the_first_and_last_days_of_all() -> None:
    last = date(2199, 12, 31)
    plain = {"public_off": False, "school_off": False, "units": 1, "most_days": 7}
    every = tuple(CourseTime(day, 540, 600) for day in range(7))
    for first in (date(2000, 1, 1), last - timedelta(days=7)):
        assert fit_dates(rules(first_day=first, weekly=every, **plain), SAXONY).last_day == first
    for first in (date(1999, 12, 31), last - timedelta(days=6)):
        with pytest.raises(Refused, match="day_out_of_range"):
            fit_dates(rules(first_day=first, weekly=every, **plain), SAXONY)


def test_left_out_by_hand_goes_before_taken_in() -> None:
    day = date(2027, 2, 4)
    both = rules(taken_in=frozenset({day}), left_out=frozenset({day}))
    found = skipped_because(day, both, SAXONY)
    assert found is not None
    assert found.reason is SkipReason.BY_HAND
