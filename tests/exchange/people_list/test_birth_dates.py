"""Birth dates at the edges: years, numbers of a day, orders and doubts."""

from datetime import date, datetime

import pytest

from kursplaner.exchange.people_list.birth_dates import (
    BirthDate,
    birth_date,
    looks_like_birth_date,
    months_first,
)
from kursplaner.exchange.people_list.values import UnreadableError
from kursplaner.exchange.reading.tables import Cell

TODAY = date(2027, 3, 15)


def read(cell: Cell, today: date = TODAY) -> str:
    """Return the day with "?" where it is uncertain, or the kind of the fault."""
    try:
        found = birth_date(cell, today)
    except UnreadableError as fault:
        return str(fault)
    return "" if found is None else f"{found.day}{'?' if found.uncertain else ''}"


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (date(2027, 3, 15), "2027-03-15"),
        (date(2027, 3, 16), "date_future"),
        (date(1900, 1, 2), "1900-01-02"),
        (date(1899, 12, 31), ""),
        (date(1990, 1, 1), "1990-01-01?"),
        (date(1990, 1, 2), "1990-01-02"),
        (date(1990, 2, 1), "1990-02-01"),
        (datetime(1990, 5, 4, 23, 59), "1990-05-04"),
        (None, ""),
    ],
)
def test_days_lie_between_1900_and_today(cell: Cell, said: str) -> None:
    assert read(cell) == said


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (1900, ""),
        (1899, "1905-03-13"),
        (2027, "2027-01-01?"),
        (2028, "date_future"),
        (2100, "date_future"),
        (2101, "1905-10-01"),
        (3, "1900-01-02"),
        (1, ""),
        (0, ""),
        (-1, "date_unreadable"),
        (46461, "2027-03-15"),
        (46462, "date_future"),
        (100_000, "date_future"),
        (100_001, "date_unreadable"),
        (32997.75, "1990-05-04"),
        (1e9, "date_unreadable"),
        (-1e9, "date_unreadable"),
        (1e300, "date_unreadable"),
        (True, "date_unreadable"),
        ("32997,0", "1990-05-04"),
        ("32997.00", "1990-05-04"),
        ("32997,5", "date_unreadable"),
    ],
)
def test_a_number_is_a_year_or_the_day_excel_counts_by_it(cell: Cell, said: str) -> None:
    assert read(cell) == said


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("15.03.27", "2027-03-15"),
        ("16.03.27", "1927-03-16"),
        ("14.04.27", "1927-04-14"),
        ("14.02.28", "1928-02-14"),
        ("1.2.00", "2000-02-01"),
        ("31.12.99", "1999-12-31"),
    ],
)
def test_two_digits_mean_the_latest_year_that_is_not_to_come(cell: str, said: str) -> None:
    assert read(cell) == said


def test_two_digits_in_another_century() -> None:
    assert read("4.5.95", date(2101, 5, 4)) == "2095-05-04"
    assert read("4.5.01", date(2101, 5, 4)) == "2101-05-04"
    assert read("5.5.01", date(2101, 5, 4)) == "2001-05-05"


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("13/12/1990", "1990-12-13"),
        ("12/13/1990", "1990-12-13"),
        ("12/12/1990", "1990-12-12"),
        ("12/11/1990", "1990-11-12?"),
        ("11/12/1990", "1990-12-11?"),
        ("13/13/1990", "date_impossible"),
        ("12.13.1990", "date_impossible"),
        ("12-11-1990", "1990-11-12"),
        ("5/24/90", "1990-05-24"),
        ("00/00/1990", "1990-01-01?"),
    ],
)
def test_between_slashes_the_order_may_be_american(cell: str, said: str) -> None:
    assert read(cell) == said


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("00.05.1990", "1990-05-01?"),
        ("00.00.1990", "1990-01-01?"),
        ("04.00.1990", "date_impossible"),
        ("1990-00-00", "1990-01-01?"),
        ("1990-05-00", "1990-05-01?"),
        ("05/1990", "1990-05-01?"),
        ("13.1990", "date_impossible"),
        ("ca. 04.05.1990", "1990-05-04?"),
        ("etwa Mai 1990", "date_unreadable"),
        ("04.05.1990 (unsicher)", "1990-05-04?"),
        ("04.05.1990?", "1990-05-04?"),
        ("4. Mai 1990 ?", "1990-05-04?"),
        ("29.02.2024", "2024-02-29"),
        ("29.02.2023", "date_impossible"),
        ("4 Dez. 1990", "1990-12-04"),
        ("4. Januar 1990", "1990-01-04"),
        ("4. Brumaire 1990", "date_unreadable"),
        ("1990/05/04", "1990-05-04"),
        ("04.05.1990 13:45:10", "1990-05-04"),
        ("  04.05.1990.  ", "1990-05-04"),
    ],
)
def test_parts_that_are_missing_or_doubted_make_a_date_uncertain(cell: str, said: str) -> None:
    assert read(cell) == said


def test_a_date_is_what_it_holds() -> None:
    assert birth_date("04.05.1990", TODAY) == BirthDate(date(1990, 5, 4), uncertain=False)


@pytest.mark.parametrize(
    ("cell", "looks"),
    [
        (date(1990, 5, 4), True), (datetime(1990, 5, 4), True), (" 04.05.1990 ", True),
        ("1990-05-04", True), ("04.05.", False), ("Mai 1990", False), (32997, False), (None, False),
    ],
)  # fmt: skip
def test_what_looks_like_a_birth_date(cell: Cell, *, looks: bool) -> None:
    assert looks_like_birth_date(cell) is looks


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("12.III.1990", "1990-03-12"),
        ("12 03 1990", "1990-03-12"),
        ("120390", "1990-03-12"),
        ("März 90", "1990-03-01?"),
        ("12.03.1990 (34)", "1990-03-12"),
        ("12.03.1990, Damaskus", "1990-03-12"),
        ("12.03.1990 in Aleppo", "1990-03-12"),
        ("Mo, 12.03.1990", "1990-03-12"),
        ("Dienstag, 12.03.1990", "1990-03-12"),
        ("12.O3.199O", "1990-03-12"),
        ("12´03.1990", "1990-03-12"),
        ("12..03.1990", "1990-03-12"),
        ("12 marca 1990", "1990-03-12"),
        ("12 березня 1990", "1990-03-12"),
        ("12 mars 1990", "1990-03-12"),
        ("12 Mart 1990", "1990-03-12"),
        ("12 listopada 1990", "1990-11-12"),
        ("1990-03-12T00:00:00", "1990-03-12"),
        ("33 J.", "date_unreadable"),
        ("33", "date_unreadable"),
        ("12.03.", "date_unreadable"),
        ("vielleicht 12.03.1990 oder später", "date_unreadable"),
    ],
)
def test_days_as_people_write_them_in_lists(cell: str, said: str) -> None:
    assert read(cell) == said


def test_other_days_of_a_column_tell_whether_the_month_stands_first() -> None:
    assert months_first(["2/1/1990", "4/25/1991"]) is True
    assert months_first(["2/1/1990", "25/4/1991"]) is False
    assert months_first(["2/1/1990", "3/4/1991", "13.04.1991", None, date(1990, 1, 31)]) is None
    assert months_first(["4/25/1991", "25/4/1991"]) is False
    told = BirthDate(date(1990, 2, 1), uncertain=False)
    assert birth_date("2/1/1990", TODAY, month_first=True) == told
    assert birth_date("1/2/1990", TODAY, month_first=False) == told
    assert birth_date("1/2/1990", TODAY) == BirthDate(date(1990, 2, 1), uncertain=True)
