from datetime import date

import pytest

from kursplaner.documents.page.heading import Letterhead
from kursplaner.documents.sheets import access_report
from kursplaner.documents.sheets.access_report import AccessSheet, Entry, Part
from tests.documents import reading


def drawn(rows: int, name: str = "Rima Haddad") -> list[str]:
    part = Part(
        "Stammdaten",
        "Für die Planung.",
        tuple((Entry("Ort", f"Adorf {at}"),) for at in range(rows)),
    )
    sheet = AccessSheet(
        letterhead=Letterhead(issuer="Stadt Adorf/Vogtl."),
        name=name,
        made_on=date(2027, 3, 2),
        parts=(part,) if rows else (),
        notes=("Quelle: eigene Angaben.",),
    )
    return reading.drawn(lambda out: access_report.draw(sheet, out))[1]


def test_the_first_page_says_of_whom_and_of_which_day_it_tells() -> None:
    (text,) = drawn(2)
    for wanted in ("Dienstag, 2. März 2027", "Stadt Adorf/Vogtl.", "Stammdaten", "Adorf 1"):
        assert wanted in text, wanted
    assert text.count("Rima Haddad") == 2
    assert "Quelle: eigene Angaben." in text


@pytest.mark.parametrize(("rows", "pages"), [(0, 1), (26, 1), (80, 3)])
def test_every_row_is_on_one_of_the_pages_and_the_day_on_the_first(rows: int, pages: int) -> None:
    texts = drawn(rows)
    assert len(texts) == pages
    assert sum(text.count("Adorf ") for text in texts) == rows
    assert [text.count("2. März 2027") for text in texts] == [1] + [0] * (pages - 1)
    assert [text.count("Rima Haddad") for text in texts] == [2] + [1] * (pages - 1)
