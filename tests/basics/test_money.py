from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import settings as sample
from hypothesis import strategies as st

from kursplaner.basics import money
from kursplaner.basics.errors import Refused

amounts = st.integers(min_value=-(10**12), max_value=10**12)


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("12", 1200),
        ("12,5", 1250),
        ("1.234,50 €", 123_450),
        ("12.50", 1250),
        ("1.234", 123_400),
        ("-0,05", -5),
        ("\N{MINUS SIGN}3,00", -300),
    ],
)
def test_amounts_people_type(text: str, cents: int) -> None:
    assert money.parse_cents(text) == cents


@pytest.mark.parametrize("text", ["", "€", "1,234.50", "12,345", "1e5", "zwölf", "٣", "9" * 30])
def test_amounts_that_are_none(text: str) -> None:
    with pytest.raises(Refused, match="money_unreadable"):
        money.parse_cents(text)


@sample(max_examples=30)
@given(amounts)
def test_text_reads_back(cents: int) -> None:
    assert money.parse_cents(money.euro_text(cents)) == cents
    assert money.euros(cents) * 100 == cents


def test_euro_text_and_decimal() -> None:
    assert money.euro_text(-123_450) == "-1.234,50\N{NO-BREAK SPACE}€"
    assert money.euros(1250) == Decimal("12.50")


def test_halves_round_away_from_zero() -> None:
    assert money.part_of(25, 1, 10) == 3
    assert money.part_of(-25, 1, 10) == -3
    assert money.part_of(24, 1, 10) == 2


@sample(max_examples=30)
@given(amounts, st.lists(st.integers(min_value=0, max_value=1000), min_size=1).filter(any))
def test_shares_lose_no_cent(cents: int, weights: list[int]) -> None:
    shares = money.split(cents, weights)
    assert sum(shares) == cents
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share * sum(weights) - cents * weight) < sum(weights)


@pytest.mark.parametrize("weights", [[], [0, 0], [2, -1]])
def test_shares_need_weights(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        money.split(100, weights)


@pytest.mark.parametrize(
    ("cents", "numerator", "denominator", "part"),
    [
        (25, 1, 4, 6),
        (26, 1, 4, 7),
        (27, 1, 4, 7),
        (-26, 1, 4, -7),
        (26, -1, 4, -7),
        (26, 1, -4, -7),
        (-26, -1, 4, 7),
        (26, -1, -4, 7),
        (0, 1, 4, 0),
        (100, 19, 100, 19),
        (1, 1, 3, 0),
        (2, 1, 3, 1),
    ],
)
def test_a_part_is_rounded_to_the_cent(
    cents: int, numerator: int, denominator: int, part: int
) -> None:
    assert money.part_of(cents, numerator, denominator) == part


@pytest.mark.parametrize(
    ("cents", "weights", "shares"),
    [
        (100, [1, 1, 1], (34, 33, 33)),
        (101, [1, 1, 1], (34, 34, 33)),
        (-100, [1, 1, 1], (-34, -33, -33)),
        (5, [1, 2], (2, 3)),
        (7, [2, 1], (5, 2)),
        (8, [2, 1], (5, 3)),
        (7, [0, 1], (0, 7)),
        (0, [3, 4], (0, 0)),
        (9, [9], (9,)),
    ],
)
def test_what_is_left_over_goes_to_the_largest_remainders(
    cents: int, weights: list[int], shares: tuple[int, ...]
) -> None:
    assert money.split(cents, weights) == shares


def test_amounts_have_a_sign_and_an_end() -> None:
    assert money.parse_cents("+5") == 500
    assert money.parse_cents("-12.05") == -1205
    assert money.parse_cents("9" * 20) == int("9" * 20) * 100
    with pytest.raises(Refused, match="money_unreadable") as refused:
        money.parse_cents("9" * 21)
    assert refused.value.facts == {"text": "9" * 21}
    texts = [money.euro_text(cents) for cents in (0, 5, -5, 99, 100, 123_456_789)]
    assert [text.removesuffix("\N{NO-BREAK SPACE}€") for text in texts] == [
        *("0,00", "0,05", "-0,05", "0,99", "1,00", "1.234.567,89"),
    ]
