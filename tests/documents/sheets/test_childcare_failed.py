from dataclasses import replace
from datetime import date, time

import pytest

from kursplaner.documents.page.heading import Letterhead
from kursplaner.documents.sheets import childcare_failed
from kursplaner.documents.sheets.childcare_failed import ChildcareFailed, FailedDay
from tests.documents import reading

SHEET = ChildcareFailed(
    letterhead=Letterhead(issuer="Stadt Adorf/Vogtl.", office="Integrationsbüro"),
    name="Rima Haddad",
    children=("Sami Haddad", "Nour Haddad"),
    days=(
        FailedDay(day=date(2027, 3, 4), starts=time(8, 45), ends=time(11, 45), course="A2 Alltag"),
    ),
    place="Adorf/Vogtl.",
)


def drawn(*sheets: ChildcareFailed) -> list[str]:
    _, texts = reading.drawn(lambda out: childcare_failed.draw(sheets, out))
    return texts


def test_it_confirms_day_time_and_children() -> None:
    (text,) = drawn(SHEET)
    for wanted in (
        "Ausgefallene Kinderbetreuung",
        "Rima Haddad",
        "Sami Haddad, Nour Haddad",
        "Donnerstag, 4. März 2027",
        "8:45–11:45",
        "A2 Alltag",
        "Unterschrift der Kinderbetreuung",
    ):
        assert wanted in text, wanted


@pytest.mark.parametrize("language", ["en", "uk", "ru", "ar", "tr", "cs"])
def test_a_line_in_the_familys_language(language: str) -> None:
    assert childcare_failed.explained(language)
    assert len(drawn(replace(SHEET, language=language))) == 1


def test_a_language_without_text_stays_german() -> None:
    assert childcare_failed.explained("ti") == ""
    assert drawn(replace(SHEET, language="ti")) == drawn(SHEET)


def test_each_family_has_a_page_of_its_own() -> None:
    texts = drawn(SHEET, replace(SHEET, name="Olena Alekseeva", children=("Maksym",)))
    assert len(texts) == 2
    assert "Rima" not in texts[1]
