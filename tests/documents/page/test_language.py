"""What stands on paper in each language, and that it is Unicode's word and Latin digits."""

import unicodedata
from datetime import date, timedelta
from decimal import Decimal

import pytest
from babel.core import UnknownLocaleError
from hypothesis import given
from hypothesis import strategies as st

from kursplaner.basics import resources
from kursplaner.documents.page.language import (
    REGIONS,
    day_parts,
    day_text,
    locale_of,
    number_text,
    plural_category,
)

WRITTEN = sorted(folder.name for folder in resources.path("texts").iterdir())
TUESDAY = date(2027, 3, 2)
FORMS = ("full", "EEEE", "MMMM", "LLLL", "ccc")


def test_eleven_languages_are_written() -> None:
    assert WRITTEN == ["ar", "cs", "de", "en", "fa", "pl", "ro", "ru", "tr", "uk", "vi"]
    assert set(REGIONS) <= set(WRITTEN)


@pytest.mark.parametrize("language", WRITTEN)
def test_digits_are_latin_in_every_language(language: str) -> None:
    days = [TUESDAY + timedelta(days=31 * step) for step in range(12)]
    texts = [day_text(language, day, form) for day in days for form in FORMS]
    texts += [day_parts(language, day, parts) for day in days for parts in ("MMMd", "yMMMd")]
    texts += [number_text(Decimal("1234.5"), language)]
    digits = {char for text in texts for char in text if unicodedata.category(char) == "Nd"}
    assert digits <= set("0123456789")
    assert len({day_text(language, day, "MMMM") for day in days}) == 12
    assert number_text(Decimal(12), language) == "12"


@pytest.mark.parametrize(
    ("language", "weekday", "month"),
    [
        ("de", "Dienstag", "März"), ("en", "Tuesday", "March"), ("cs", "úterý", "března"),
        ("pl", "wtorek", "marca"), ("ro", "marți", "martie"), ("ru", "вторник", "марта"),
        ("uk", "вівторок", "березня"), ("tr", "Salı", "Mart"), ("vi", "Thứ Ba", "tháng 3"),
        ("ar", "الثلاثاء", "آذار"), ("fa", "سه‌شنبه", "مارس"),
    ],
)  # fmt: skip
def test_names_are_in_the_form_a_date_asks_for(language: str, weekday: str, month: str) -> None:
    assert day_text(language, TUESDAY, "EEEE") == weekday
    assert day_text(language, TUESDAY, "MMMM") == month


@given(st.decimals(min_value=0, max_value=99999, places=2))
def test_units_are_written_whole_with_a_comma(value: Decimal) -> None:
    text = number_text(value)
    assert Decimal(text.replace(",", ".")) == value
    assert not text.endswith((",", ",0"))


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("de", {0: "other", 1: "one", 2: "other"}),
        ("cs", {1: "one", 2: "few", 4: "few", 5: "other"}),
        ("pl", {1: "one", 3: "few", 5: "many", 22: "few"}),
        ("ru", {1: "one", 21: "one", 2: "few", 11: "many"}),
        ("uk", {1: "one", 24: "few", 12: "many"}),
        ("ar", {0: "zero", 1: "one", 2: "two", 5: "few", 12: "many", 100: "other"}),
        ("vi", {2: "other", 5: "other"}),
    ],
)
def test_each_language_has_its_own_plurals(language: str, forms: dict[int, str]) -> None:
    assert {count: plural_category(language, count) for count in forms} == forms


def test_a_language_unicode_does_not_know_is_an_error() -> None:
    with pytest.raises(UnknownLocaleError, match="xx"):
        locale_of("xx")
