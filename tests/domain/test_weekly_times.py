from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.domain.weekly_times import CourseTime, WeeklyTime, step_minutes, valid_on

TUESDAY = date(2027, 3, 2)


@dataclass(frozen=True)
class Record:
    """Something that holds for a while."""

    valid_from: date | None
    valid_until: date | None


def test_a_record_holds_from_its_first_to_its_last_day() -> None:
    days = [TUESDAY + timedelta(days=step) for step in (-1, 0, 1)]
    for record, expected in (
        (Record(TUESDAY, TUESDAY), [False, True, False]),
        (Record(TUESDAY, None), [False, True, True]),
        (Record(None, TUESDAY), [True, True, False]),
        (Record(None, None), [True, True, True]),
    ):
        assert [valid_on(record, day) for day in days] == expected


def test_weekly_times_meet_on_one_weekday_in_a_minute() -> None:
    time = WeeklyTime(1, 540, 690)
    for other, meets in (
        (WeeklyTime(1, 690, 700), False),
        (WeeklyTime(1, 689, 700), True),
        (WeeklyTime(1, 500, 540), False),
        (WeeklyTime(1, 500, 541), True),
        (WeeklyTime(2, 540, 690), False),
        (CourseTime(1, 600, 610, 5), True),
    ):
        assert (time.meets(other), other.meets(time)) == (meets, meets)
    assert time.minutes == 150


@pytest.mark.parametrize(
    ("time", "pause", "kind"),
    [
        (WeeklyTime(-1, 540, 690), 0, "weekday_unknown"),
        (WeeklyTime(0, 0, 1), 0, ""),
        (WeeklyTime(6, 1439, 1440), 0, ""),
        (WeeklyTime(7, 540, 690), 0, "weekday_unknown"),
        (WeeklyTime(0, -1, 690), 0, "end_before_start"),
        (WeeklyTime(0, 540, 540), 0, "end_before_start"),
        (WeeklyTime(0, 540, 1441), 0, "end_before_start"),
        (WeeklyTime(0, 540, 690), -1, "pause_negative"),
        (WeeklyTime(0, 540, 690), 149, ""),
        (WeeklyTime(0, 540, 690), 150, "pause_too_long"),
        (WeeklyTime(7, 690, 540), -1, "weekday_unknown"),
        (WeeklyTime(6, 690, 540), -1, "end_before_start"),
    ],
)
def test_a_lesson_can_have_a_time_within_one_day(time: WeeklyTime, pause: int, kind: str) -> None:
    if not kind:
        time.check(pause)
        return
    with pytest.raises(Refused) as refused:
        time.check(pause)
    assert refused.value.kind == kind


def test_a_course_teaches_whole_units_or_quarters_of_an_hour() -> None:
    assert [step_minutes(unit) for unit in (45, 59, 60, 61)] == [45, 59, 15, 61]
    for ends, pause, unit, taught in (
        (675, 0, 45, 135), (674, 0, 45, 90), (675, 1, 45, 90), (600, 0, 60, 60),
        (600, 1, 60, 45), (584, 0, 45, 0), (600, 90, 45, 0),
    ):  # fmt: skip
        assert CourseTime(1, 540, ends, pause).teaching_minutes(unit) == taught


def test_times_come_in_the_order_of_the_week() -> None:
    times = [WeeklyTime(0, 600, 700), WeeklyTime(1, 500, 600), WeeklyTime(1, 500, 601)]
    assert sorted([times[2], times[0], times[1]]) == times
    assert CourseTime(1, 500, 600) < CourseTime(1, 500, 600, 15)
