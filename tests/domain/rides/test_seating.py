from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kursplaner.basics.settings import Settings
from kursplaner.domain.kinds import SeatKind
from kursplaner.domain.rides.seating import (
    age_in_months,
    age_in_years,
    needs_company,
    seat_fits,
    seat_kind,
    seat_rules,
)

RULES = seat_rules(Settings())
ON = date(2027, 3, 2)


@pytest.mark.parametrize(
    ("born", "height", "kind"),
    [
        (date(2026, 6, 1), None, SeatKind.INFANT_CARRIER),
        (date(2026, 6, 1), 90, SeatKind.INFANT_CARRIER),
        (date(2025, 10, 1), 82, SeatKind.INFANT_CARRIER),
        (date(2025, 10, 1), 83, SeatKind.INFANT_CARRIER),
        (date(2025, 10, 1), 84, SeatKind.CHILD_SEAT),
        (date(2025, 12, 3), 100, SeatKind.INFANT_CARRIER),
        (date(2025, 12, 2), 100, SeatKind.CHILD_SEAT),
        (date(2023, 3, 3), None, SeatKind.CHILD_SEAT),
        (date(2021, 3, 2), None, SeatKind.BOOSTER),
        (date(2021, 3, 3), None, SeatKind.CHILD_SEAT),
        (date(2019, 1, 1), 124, SeatKind.CHILD_SEAT),
        (date(2019, 1, 1), 125, SeatKind.BOOSTER),
        (date(2019, 1, 1), 150, SeatKind.NONE),
        (date(2015, 3, 3), 149, SeatKind.BOOSTER),
        (date(2015, 3, 2), 140, SeatKind.NONE),
        (date(1990, 1, 1), None, SeatKind.NONE),
        (None, None, SeatKind.NONE),
    ],
)
def test_what_one_sits_on(born: date | None, height: int | None, kind: SeatKind) -> None:
    assert seat_kind(born, height, ON, RULES) is kind


def test_a_child_of_unknown_age_gets_a_seat() -> None:
    assert seat_kind(None, None, ON, RULES, child=True) is SeatKind.CHILD_SEAT
    assert seat_kind(None, 155, ON, RULES, child=True) is SeatKind.NONE
    assert seat_kind(None, 125, ON, RULES, child=True) is SeatKind.BOOSTER
    assert seat_kind(None, 125, ON, RULES) is SeatKind.NONE


def test_a_seat_fits_where_it_is_the_right_one_or_holds_more() -> None:
    fits = {(has, wanted) for has in SeatKind for wanted in SeatKind if seat_fits(has, wanted)}
    same = {(kind, kind) for kind in SeatKind} | {(kind, SeatKind.NONE) for kind in SeatKind}
    assert fits == same | {(SeatKind.CHILD_SEAT, SeatKind.BOOSTER)}


def test_young_children_need_company() -> None:
    assert needs_company(date(2021, 3, 3), ON, RULES)
    assert not needs_company(date(2021, 3, 2), ON, RULES)
    assert needs_company(None, ON, RULES)


def test_a_leap_days_birthday_is_the_first_of_march() -> None:
    born = date(2024, 2, 29)
    assert age_in_years(born, date(2025, 2, 28)) == 0
    assert age_in_years(born, date(2025, 3, 1)) == 1
    assert age_in_months(date(2026, 1, 31), date(2026, 2, 28)) == 0
    assert age_in_months(date(2023, 11, 2), date(2027, 3, 2)) == 40
    assert age_in_months(date(2023, 11, 3), date(2027, 3, 2)) == 39
    assert (age_in_years(date(2024, 3, 2), ON), age_in_years(date(2024, 3, 3), ON)) == (3, 2)


@given(
    st.dates(date(2005, 1, 1), date(2027, 1, 1)),
    st.integers(40, 200),
    st.integers(0, 100),
)
def test_nobody_needs_more_support_when_growing(born: date, height: int, more: int) -> None:
    order = [SeatKind.INFANT_CARRIER, SeatKind.CHILD_SEAT, SeatKind.BOOSTER, SeatKind.NONE]
    now = order.index(seat_kind(born, height, ON, RULES))
    assert order.index(seat_kind(born, height + more, ON, RULES)) >= now
