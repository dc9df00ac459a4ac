from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kursplaner.basics.errors import Refused
from kursplaner.basics.settings import Settings
from kursplaner.domain import holidays
from kursplaner.domain.holidays import DaysOff, Holiday, closing, merged
from kursplaner.domain.kinds import SkipReason


def test_saxony_2027_has_its_public_holidays() -> None:
    names = {h.first_day: h.name for h in holidays.public_holidays("SN", 2027)}
    assert list(names) == [
        date(2027, 1, 1),
        date(2027, 3, 26),
        date(2027, 3, 29),
        date(2027, 5, 1),
        date(2027, 5, 6),
        date(2027, 5, 17),
        date(2027, 10, 3),
        date(2027, 10, 31),
        date(2027, 11, 17),
        date(2027, 12, 25),
        date(2027, 12, 26),
    ]
    assert names[date(2027, 11, 17)] == "Buß- und Bettag"


def test_saxony_2027_has_its_school_holidays_as_ranges() -> None:
    in_2027 = [h for h in holidays.school_holidays("SN") if h.last_day.year == 2027]
    assert [(h.first_day, h.last_day, h.name) for h in in_2027] == [
        (date(2026, 12, 23), date(2027, 1, 2), "Weihnachtsferien"),
        (date(2027, 2, 8), date(2027, 2, 19), "Winterferien"),
        (date(2027, 3, 26), date(2027, 4, 2), "Oster-/Frühjahrsferien"),
        (date(2027, 5, 7), date(2027, 5, 7), "Himmelfahrts-/Pfingstferien"),
        (date(2027, 5, 15), date(2027, 5, 18), "Himmelfahrts-/Pfingstferien"),
        (date(2027, 7, 10), date(2027, 8, 20), "Sommerferien"),
        (date(2027, 10, 11), date(2027, 10, 23), "Herbstferien"),
    ]


@pytest.mark.parametrize("land", holidays.LANDS)
def test_data_of_every_land_end_with_the_summer_of_2029(land: str) -> None:
    assert holidays.data_end(land).year == 2029
    assert holidays.data_end(land).month in {7, 8, 9}


def test_unknown_land_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        DaysOff("XX")
    assert refused.value.kind == "land_unknown"


def test_second_land_adds_its_public_holidays_only() -> None:
    both = DaysOff("SN", "BY")
    corpus_christi, epiphany = date(2027, 5, 27), date(2027, 1, 6)
    assert both.public(corpus_christi) is not None
    assert both.public(epiphany) is not None
    assert DaysOff("SN").public(corpus_christi) is None
    assert both.school(date(2027, 8, 30)) is None


def test_days_between_name_all_three_kinds() -> None:
    off = DaysOff("SN", closings=[closing(date(2027, 4, 30), date(2027, 4, 30), "Brückentag")])
    found = off.between(date(2027, 4, 1), date(2027, 5, 6))
    assert [h.reason for h in found] == [
        SkipReason.SCHOOL_HOLIDAY,
        SkipReason.CLOSING_DAY,
        SkipReason.PUBLIC_HOLIDAY,
        SkipReason.PUBLIC_HOLIDAY,
    ]


def test_a_day_is_off_from_the_first_to_the_last_day_of_what_covers_it() -> None:
    bridge = closing(date(2027, 4, 29), date(2027, 4, 30), "Brückentage")
    off = DaysOff("SN", " by ", [bridge])
    assert (off.land, off.second_land) == ("SN", "BY")
    easter = Holiday(
        *(date(2027, 3, 26), date(2027, 4, 2), "Oster-/Frühjahrsferien"),
        *(SkipReason.SCHOOL_HOLIDAY, "SN"),
    )
    days = [date(2027, 4, number) for number in (2, 3, 28, 29, 30)]
    assert [off.school(day) for day in days] == [easter, None, None, None, None]
    assert [off.closed(day) for day in days] == [None, None, None, bridge, bridge]
    assert off.public(date(2027, 5, 1)) == Holiday(
        *(date(2027, 5, 1), date(2027, 5, 1), "Erster Mai", SkipReason.PUBLIC_HOLIDAY, "SN")
    )
    alone = DaysOff("SN", closings=[bridge])
    assert [alone.between(day, day) for day in days] == [(easter,), (), (), (bridge,), (bridge,)]
    assert alone.between(date(2027, 4, 28), date(2027, 4, 29)) == (bridge,)
    assert alone.between(date(2026, 12, 31), date(2027, 1, 1))[-1].name == "Neujahr"


def test_half_years_end_with_the_summer_holidays_and_the_year() -> None:
    assert holidays.term_end(date(2027, 4, 29), "SN") == date(2027, 7, 9)
    assert holidays.term_end(date(2027, 7, 9), "SN") == date(2027, 7, 9)
    assert holidays.term_end(date(2027, 7, 10), "SN") == date(2027, 12, 31)
    assert holidays.term_end(date(2035, 2, 1), "SN") == date(2035, 7, 31)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9)), max_size=12))
def test_merging_keeps_exactly_the_same_days(pairs: list[tuple[int, int]]) -> None:
    start = date(2028, 2, 20)
    spans = [
        closing(start + timedelta(days=at), start + timedelta(days=at + length), "zu")
        for at, length in pairs
    ]
    joined = merged(spans)
    days = [start + timedelta(days=at) for at in range(80)]
    assert [any(h.covers(d) for h in spans) for d in days] == [
        any(h.covers(d) for h in joined) for d in days
    ]
    gaps = pairwise(joined)
    assert all((b.first_day - a.last_day).days > 1 for a, b in gaps)
    assert sum(h.days for h in joined) == len({d for d in days if any(h.covers(d) for h in spans)})


def test_different_names_stay_apart() -> None:
    day = date(2027, 1, 4)
    assert len(merged([closing(day, day, "a"), closing(day, day, "b")])) == 2
    assert isinstance(merged([closing(day, day, "a")])[0], Holiday)


@pytest.mark.parametrize("year", range(2020, 2029))
def test_bavarias_schools_are_free_on_the_prayer_day_and_offices_work(year: int) -> None:
    saxon = next(h for h in holidays.public_holidays("SN", year) if h.name == holidays.PRAYER_DAY)
    off = DaysOff("BY")
    found = off.school(saxon.first_day)
    assert found is not None
    assert (found.name, found.days) == (holidays.PRAYER_DAY, 1)
    assert off.public(saxon.first_day) is None
    assert DaysOff("SN").school(saxon.first_day) is None


@pytest.mark.parametrize(
    ("key", "land", "day"),
    [
        ("corpus_christi", "SN", date(2027, 5, 27)),
        ("corpus_christi", "TH", date(2027, 5, 27)),
        ("assumption", "BY", date(2027, 8, 15)),
        ("peace_festival", "BY", date(2027, 8, 8)),
    ],
)
def test_a_holiday_of_some_places_holds_where_it_is_switched_on(
    key: str, land: str, day: date
) -> None:
    here = DaysOff(land, local=frozenset({key}))
    found = here.public(day)
    assert found is not None
    assert found.name == holidays.LOCAL[key][2]
    assert found in here.between(day, day)
    assert DaysOff(land).public(day) is None
    assert DaysOff("BE", land, local=frozenset({key})).public(day) == found
    for other in set(holidays.LANDS) - {*holidays.LOCAL[key][0]}:
        alone, switched = DaysOff(other), DaysOff(other, local=frozenset({key}))
        assert alone.public(day) == switched.public(day)


def test_the_towns_settings_say_which_hold() -> None:
    assert holidays.local_keys(Settings()) == frozenset()
    for key in holidays.LOCAL:
        stored = Settings({holidays.local_setting(key): "true"})
        assert holidays.local_keys(stored) == {key}


@pytest.mark.parametrize(
    ("day", "land", "key", "name"),
    [
        (date(2026, 6, 4), "SN", "corpus_christi", "Fronleichnam"),
        (date(2028, 6, 15), "TH", "corpus_christi", "Fronleichnam"),
        (date(2026, 8, 15), "BY", "assumption", "Mariä Himmelfahrt"),
        (date(2031, 8, 15), "BY", "assumption", "Mariä Himmelfahrt"),
        (date(2029, 8, 8), "BY", "peace_festival", "Augsburger Hohes Friedensfest"),
    ],
)
def test_local_holidays_of_real_years(day: date, land: str, key: str, name: str) -> None:
    found = DaysOff(land, local=frozenset({key})).public(day)
    assert found is not None
    assert (found.name, found.days) == (name, 1)
    assert DaysOff(land).public(day) is None


def test_bavarias_prayer_day_of_real_years() -> None:
    days = [date(2023, 11, 22), date(2026, 11, 18), date(2027, 11, 17), date(2028, 11, 22)]
    school = [DaysOff("BY").school(day) for day in days]
    assert [found and found.name for found in school] == [holidays.PRAYER_DAY] * 4
    beside = [day + timedelta(days=shift) for day in days for shift in (-7, -1, 1, 7)]
    assert not any(DaysOff("BY").school(day) for day in beside)
