"""Dates of shift workers: all, one weekday, every second week, none, or some others."""

from dataclasses import dataclass
from datetime import date, timedelta

from kursplaner.basics.spans import minute_of
from kursplaner.planning.enrolments.date_patterns import pattern_of, patterns

TUESDAY = date(2027, 3, 2)


@dataclass(frozen=True)
class Held:
    """A lesson."""

    id: int
    starts: int


def lessons(*days: int) -> list[Held]:
    return [Held(at, minute_of(TUESDAY + timedelta(days=day), 540)) for at, day in enumerate(days)]


def test_each_pattern_has_its_dates() -> None:
    some = lessons(0, 2, 7, 9, 14)
    assert patterns(some) == {
        "all": None,
        "weekday:1": {0, 2, 4},
        "weekday:3": {1, 3},
        "odd": {0, 1, 4},
        "even": {2, 3},
        "none": frozenset(),
    }
    for key, ids in patterns(some).items():
        assert pattern_of(some, ids) == key
    assert pattern_of(some, {0, 3}) == "some"
    assert pattern_of(some, {0, 2, 4, 99}) == "weekday:1"


def test_one_weekday_or_one_week_is_no_pattern_of_its_own() -> None:
    assert list(patterns(lessons(0, 7))) == ["all", "odd", "even", "none"]
    assert list(patterns(lessons(0, 2))) == ["all", "weekday:1", "weekday:3", "none"]
    assert list(patterns([])) == ["all", "none"]
