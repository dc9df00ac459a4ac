"""Codes of countries and Länder become words; a sentence ends with one full stop."""

from hypothesis import given
from hypothesis import strategies as st

from kursplaner.desk.demo.names import groups
from kursplaner.desk.wording.words.closing import ended
from kursplaner.desk.wording.words.countries import COUNTRIES, country_text
from kursplaner.desk.wording.words.places import LANDS, land_name
from kursplaner.domain import holidays


def test_a_country_is_spelt_out_and_what_was_typed_stays() -> None:
    assert country_text(" SY ") == "Syrien"
    assert country_text("Syrien (staatenlos)") == "Syrien (staatenlos)"
    known = {code for group in groups().values() for code in group.nationalities}
    assert known <= COUNTRIES.keys()


def test_every_land_has_its_name() -> None:
    assert {code for code, _ in LANDS} == set(holidays.LANDS)
    assert (land_name("SN"), land_name("CZ"), land_name("XX")) == ("Sachsen", "Tschechien", "XX")


@given(st.text())
def test_a_sentence_ends_once(text: str) -> None:
    assert ended(text).endswith((".", "!", "?", "…"))
    assert ended(ended(text)) == ended(text)
    assert ended("Ali M.") == "Ali M."
