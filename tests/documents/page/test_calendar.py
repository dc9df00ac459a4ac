from datetime import date, time

import pytest

from kursplaner.documents.page.calendar import Calendar


@pytest.mark.parametrize(
    ("days", "written"),
    [
        ([], ""),
        ([date(2027, 2, 2)], "Februar 2027"),
        ([date(2027, 3, 1), date(2027, 2, 2)], "Februar und März 2027"),
        ([date(2027, 2, 2), date(2027, 6, 1)], "Februar bis Juni 2027"),
        ([date(2026, 12, 1), date(2027, 1, 5)], "Dezember 2026 und Januar 2027"),
    ],
)
def test_months(days: list[date], written: str) -> None:
    assert Calendar("de").months(days) == written


def test_periods() -> None:
    calendar = Calendar("de")
    assert calendar.period(date(2027, 2, 2), date(2027, 2, 2)) == "2. Feb. 2027"
    assert calendar.period(date(2026, 12, 1), date(2027, 1, 5)) == "1. Dez. 2026 – 5. Jan. 2027"
    assert calendar.long_day(date(2027, 3, 2)) == "Dienstag, 2. März 2027"


def test_short_days() -> None:
    calendar = Calendar("de")
    assert [calendar.weekday(date(2027, 3, day)) for day in range(1, 8)] == [
        *("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
    ]
    months = [calendar.day(date(2027, month, 2)).removeprefix("2. ") for month in range(1, 13)]
    assert months == [
        *("Jan.", "Feb.", "März", "Apr.", "Mai", "Juni"),
        *("Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."),
    ]
    assert calendar.period(date(2027, 2, 2), date(2027, 2, 25)) == "2. Feb. – 25. Feb. 2027"
    assert calendar.clocks(time(9), time(11, 5)) == "9:00–11:05"
