"""Hours as people type them."""

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.desk.week_input import parse_hours, parse_span, parse_weekdays
from kursplaner.domain.kinds import AvailabilityKind


@pytest.mark.parametrize(
    ("text", "days", "starts", "ends"),
    [
        ("Mo-Mi 8:00-14:00", {0, 1, 2}, 480, 840),
        ("Di, Do 9–12", {1, 3}, 540, 720),
        ("montag 8.30 - 24:00 Uhr", {0}, 510, 1440),
        ("mon tue 0-1", {0, 1}, 0, 60),
        ("Sa-Mo 9-10", {5, 6, 0}, 540, 600),
        ("Fr: 16-14", {4}, 960, 840),
    ],
)
def test_hours_of_some_weekdays(text: str, days: set[int], starts: int, ends: int) -> None:
    found = parse_hours(text, AvailabilityKind.IF_NEEDED)
    assert {time.weekday for time in found} == days
    assert {(time.starts, time.ends, time.kind) for time in found} == {(starts, ends, "if_needed")}


@pytest.mark.parametrize("text", ["", "8-14", "Mo", "Xy 8-9", "Mo 8", "Mo-Xy 8-9"])
def test_what_is_no_time_of_a_week(text: str) -> None:
    with pytest.raises(Refused, match="hours_unreadable"):
        parse_hours(text, AvailabilityKind.AVAILABLE)


def test_times_beyond_a_day_and_spans() -> None:
    with pytest.raises(Refused, match="time_unreadable"):
        parse_hours("Mo 8-25", AvailabilityKind.AVAILABLE)
    assert parse_span("9:00 – 13:00") == (540, 780)
    with pytest.raises(Refused, match="hours_unreadable"):
        parse_span("9")
    assert parse_weekdays("Mi, Fr") == {2, 4}
