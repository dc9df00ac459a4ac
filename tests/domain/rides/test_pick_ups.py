from datetime import date

import pytest

from kursplaner.domain.rides.pick_ups import Homes, PickUp, homes_from

JANUARY, JOINED, APRIL = date(2027, 1, 1), date(2027, 3, 2), date(2027, 4, 1)
EVE = date(2027, 3, 31)
MARKET, SCHOOL, STATION = 1, 2, 3


def test_addresses_before_the_first_stop_say_nothing() -> None:
    homes = homes_from([(APRIL, MARKET), (JANUARY, None)])
    assert homes.rows == ((APRIL, MARKET),)
    assert not homes.stated_on(EVE)
    assert homes.on(EVE) is None
    assert homes.stated_on(APRIL)


@pytest.mark.parametrize(
    ("rows", "on_the_eve", "on_the_day"),
    [
        ([], MARKET, MARKET),
        ([(JANUARY, MARKET), (APRIL, SCHOOL)], MARKET, SCHOOL),
        ([(JANUARY, MARKET), (APRIL, None)], MARKET, None),
        ([(APRIL, SCHOOL)], MARKET, SCHOOL),
        ([(JANUARY, None), (APRIL, SCHOOL)], MARKET, SCHOOL),
        ([(JANUARY, STATION), (APRIL, SCHOOL)], MARKET, MARKET),
        ([(JANUARY, STATION), (JOINED, MARKET), (APRIL, SCHOOL)], MARKET, SCHOOL),
        ([(JANUARY, MARKET), (JOINED, None)], None, None),
        ([(JANUARY, STATION), (JOINED, None)], MARKET, MARKET),
    ],
    ids=[
        "none",
        "another",
        "taken away",
        "first",
        "first with a stop",
        "chosen",
        "moved before",
        "taken away on the first day",
        "chosen after it was taken away",
    ],
)
def test_a_wish_follows_the_address_unless_another_stop_was_chosen(
    rows: list[tuple[date, int | None]], on_the_eve: int | None, on_the_day: int | None
) -> None:
    wish = PickUp(MARKET, JOINED, homes_from(rows))
    assert (wish.on(EVE), wish.on(APRIL)) == (on_the_eve, on_the_day)


def test_without_a_first_day_it_follows() -> None:
    assert PickUp(MARKET, None, Homes(((JANUARY, STATION),))).on(APRIL) == STATION
