from dataclasses import replace
from datetime import date, time

import pytest

from kursplaner.documents.page.heading import Letterhead
from kursplaner.documents.page.moment import BOTTOM
from kursplaner.documents.page.texts import texts
from kursplaner.documents.sheets import call_sheet
from kursplaner.documents.sheets.call_sheet import CalledPerson, CallSheet
from tests.documents import reading

RIMA = CalledPerson(
    leaves="7:50",
    name="Haddad, Rima",
    beneath="Tarek, 4 J. · Arabisch",
    topic="9:00 A2 Alltag",
    way="Bus 1, Raun",
    number="0171 39200 14",
    route="Telefon",
    says="A",
    told="Bus fällt aus (7:09)",
    answer="bleibt zu Hause",
    reached=True,
)


def drawn(*people: CalledPerson, sentences: int = 1) -> tuple[bytes, list[str]]:
    sheet = CallSheet(
        letterhead=Letterhead(issuer="Stadt Adorf/Vogtl."),
        day=date(2027, 3, 4),
        at=time(7, 31),
        what="Bad Brambach und Raun: am Do 04.03. keine Fahrten (Wetter)",
        done="1 von 2 erledigt",
        sentences=tuple((chr(65 + at), "Der Bus fährt nicht. " * 6) for at in range(sentences)),
        people=people,
    )
    return reading.drawn(lambda out: call_sheet.draw(sheet, out))


def test_it_names_whom_to_call_with_what_and_where_it_stands() -> None:
    _, (text,) = drawn(RIMA)
    for wanted in (
        *("Anrufliste", "Donnerstag, 4. März 2027", "Bad Brambach und Raun", "Stand 7:31 Uhr"),
        *("7:50", "Haddad, Rima", "Tarek, 4 J. · Arabisch", "9:00 A2 Alltag", "Bus 1, Raun"),
        *("0171 39200 14", "Zuletzt gesagt: Bus fällt aus (7:09)", "Antwort: bleibt zu Hause"),
    ):
        assert wanted in text, wanted
    assert text.index("Der Bus fährt nicht.") < text.index("Haddad")
    assert text.count("X") == 1


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (11, 1), (12, 2), (40, 4)])
def test_everybody_has_a_line_below_headings(count: int, pages: int) -> None:
    _, texts = drawn(*[replace(RIMA, reached=False)] * count)
    assert len(texts) == pages
    assert sum(text.count("Haddad, Rima") for text in texts) == count
    assert all("erreicht" in text for text in texts) or not count


def test_many_sentences_and_long_names_stay_on_the_paper() -> None:
    long = replace(RIMA, name="N" * 200, topic="T" * 200, number="0" * 90, beneath="B" * 300)
    data, texts = drawn(long, sentences=30)
    assert len(texts) == 2
    for page in range(len(texts)):
        assert not reading.ink_near_edge(data, page, 5)


@pytest.mark.parametrize(("lower", "parted"), [(0.0, [2, 1]), (0.5, [1, 1, 1])])
def test_a_page_is_filled_to_its_very_bottom(lower: float, parted: list[int]) -> None:
    said = next(
        text
        for times in range(1, 60)
        if call_sheet._said("A", text := "Der Bus fährt nicht. " * times).height == 25.0
    )
    sheet = CallSheet(
        letterhead=Letterhead(issuer="Stadt Adorf/Vogtl."),
        day=date(2027, 3, 4),
        at=time(7, 31),
        what="Schnee",
        done="0 von 0 erledigt",
        sentences=(("A", said),) * 3,
        people=(),
    )
    pages = call_sheet._pages(sheet, texts("de", "call_sheet"), BOTTOM - 50 + lower)
    assert [len(rows) for rows in pages] == parted
