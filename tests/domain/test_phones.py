import pytest
from hypothesis import given
from hypothesis import strategies as st

from kursplaner.domain.phones import (
    looks_like_number,
    number_key,
    number_restored,
    number_shown,
)


@pytest.mark.parametrize(
    "other",
    [
        "+49 171 2345678", "0049 171 2345678", "0171/234 56 78", "+49 (0)171 2345678",
        "491712345678", "'+491712345678", "0171-2345678 (privat)", "٠١٧١ ٢٣٤٥٦٧٨",
    ],
)  # fmt: skip
def test_one_number_in_many_spellings_has_one_key(other: str) -> None:
    assert number_key(other) == number_key("0171 2345678") == "+491712345678"


def test_numbers_of_two_countries_are_two_numbers() -> None:
    assert number_key("+420 602 123456") == number_key("00420602123456") == "+420602123456"
    assert number_key("0420 602123456") != number_key("+421 602123456")
    assert number_key("+1 512 3456789") != number_key("0151 23456789")


@pytest.mark.parametrize("text", ["", "112", "bei Nachbarin", "0171", "(0)", "+49"])
def test_what_is_no_number_or_too_short_has_no_key(text: str) -> None:
    assert number_key(text) == ""


def test_six_digits_behind_the_country_are_a_sign_five_are_none() -> None:
    assert number_key("0171 234") == "+49171234"
    assert number_key("0171 23") == ""
    assert (number_key("+999 999"), number_key("+999 99")) == ("999999", "")


def test_eleven_digits_may_have_lost_their_plus_ten_have_not() -> None:
    assert number_key("49171234567") == "+49171234567"
    assert number_key("4371234567") == "+494371234567"


def test_two_numbers_in_one_are_compared_by_their_digits() -> None:
    both = "0171 2345678 / 037423 12345"
    assert number_key(both) == number_key(both.replace(" ", "")) != ""
    assert number_key(both) != number_key("0171 2345678")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("+491712345678", "+49 171 2345678"),
        ("491712345678", "+49 171 2345678"),
        ("0171/2345678", "0171 2345678"),
        ("0152 28817386", "0152 28817386"),
        ("00420 602 123 456", "+420 602 123 456"),
        ("'+49 (0)37423 1234", "+49 37423 1234"),
        ("037423/1234", "037423 1234"),
        ("(03741) 123456", "03741 123456"),
        ("030 12345-67", "030 1234567"),
        ("+1 (512) 345 6789", "+1 512-345-6789"),
        ("bei Nachbarin", "bei Nachbarin"),
        ("2345678", "2345678"),  # within the town: nobody knows which
        ("23456789", "23456789"),
        ("0171 2345678 (privat)", "0171 2345678 (privat)"),
        ("0171 2345678 / 037423 12345", "0171 2345678 / 037423 12345"),
        ("+49 1", "+49 1"),
        ("21.03.1990", "21.03.1990"),
        ("", ""),
    ],
)
def test_numbers_are_shown_in_their_usual_groups(written: str, shown: str) -> None:
    assert number_shown(written) == shown


@given(st.text(alphabet="0123456789+()/ -.", max_size=18))
def test_showing_a_number_never_makes_another_of_it(written: str) -> None:
    shown = number_shown(written)
    assert number_key(shown) == number_key(written)
    assert number_shown(shown) == shown


@given(st.text(max_size=30))
def test_any_text_may_be_asked_about(text: str) -> None:
    key = number_key(text)
    assert key == "" or key.removeprefix("+").isdigit()
    assert number_key(number_shown(text)) == key
    assert not looks_like_number(text) or key


@pytest.mark.parametrize(
    ("digits", "whole"),
    [
        ("3742312345", "03742312345"),
        ("1712345678", "01712345678"),
        ("491712345678", "+491712345678"),
        ("420602123456", "+420602123456"),
        ("15123456789", "015123456789"),  # in America, too, but nobody here comes from there
        ("4012345678", "04012345678"),
        ("905321234567", "+905321234567"),  # no German number is so
        ("12345", "012345"),
    ],
)
def test_a_number_cell_gets_its_first_sign_back(digits: str, whole: str) -> None:
    assert number_restored(digits) == whole


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("0171 2345678", True), ("+420 602 123 456", True), ("'037423/1234", True),
        ("1712345678", False), ("08626", False), ("0171 2345678901234567", False),
        ("A2-03", False), ("", False), ("0171 2", False), ("0171 23", True),
    ],
)  # fmt: skip
def test_what_is_written_like_a_number(text: str, likely: bool) -> None:  # noqa: FBT001
    assert looks_like_number(text) is likely
