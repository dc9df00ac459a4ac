from datetime import date, datetime

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_of
from kursplaner.desk.day_input import parse_day
from kursplaner.desk.wording.words import days
from kursplaner.documents.page.language import day_text

TUESDAY = date(2027, 3, 2)


def test_days_as_the_office_writes_them() -> None:
    assert days.short_day(TUESDAY) == "Di 02.03."
    assert days.full_day(TUESDAY) == "Di 02.03.2027"
    assert days.long_day(TUESDAY) == "Dienstag, 2. März 2027"
    assert days.dated(date(5, 1, 2)) == "02.01.5"


def test_names_held_for_a_quick_start_are_unicodes() -> None:
    year = [date(2027, month, day) for month in range(1, 13) for day in range(1, 29)]
    for day in year:
        assert days.weekday_long(day.weekday()) == day_text("de", day, "EEEE")
        assert days.weekday(day.weekday()) == day_text("de", day, "ccc")
        assert days.month(day.month) == day_text("de", day, "MMMM")
        assert days.long_day(day) == day_text("de", day, "full")


def test_period() -> None:
    assert days.period(TUESDAY, date(2027, 6, 29)) == "02.03.–29.06.2027"
    assert days.period(date(2026, 9, 1), TUESDAY) == "01.09.2026–02.03.2027"
    assert days.period(TUESDAY, TUESDAY) == "02.03.2027"


def test_times() -> None:
    starts = minute_of(TUESDAY, 540)
    assert days.times(starts, starts + 135) == "9:00–11:15"
    assert days.when(starts, starts + 135) == "Di 02.03.2027, 9:00–11:15"
    assert days.times(minute_of(TUESDAY), minute_of(TUESDAY, 1440)) == "ganztägig"
    assert (
        days.times(minute_of(TUESDAY), minute_of(TUESDAY, 2881)) == "0:00 bis Do 04.03.2027, 0:01"
    )
    assert days.times(minute_of(TUESDAY), minute_of(TUESDAY, 2880)) == (
        "ganztägig bis Mi 03.03.2027"
    )
    over_night = days.times(minute_of(TUESDAY, 1320), minute_of(TUESDAY, 1500))
    assert over_night == "22:00 bis Mi 03.03.2027, 1:00"
    assert days.moment(datetime(2027, 3, 2, 9, 5)) == "Di 02.03.2027, 9:05"


@pytest.mark.parametrize("text", ["2027-03-02", "02.03.2027", "2.3.2027", " 2. 3.2027 "])
def test_typed_days(text: str) -> None:
    assert parse_day(text) == TUESDAY


@pytest.mark.parametrize(
    "text", ["", "2027-02-30", "morgen", "32.01.2027", "２.3.2027", "02/03/27"]
)
def test_no_day(text: str) -> None:
    with pytest.raises(Refused, match="day_unreadable"):
        parse_day(text)
