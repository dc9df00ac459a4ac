"""Head and foot of the sheets that show one moment."""

import io
from datetime import date

from kursplaner.documents.page.calendar import Calendar
from kursplaner.documents.page.document import Document
from kursplaner.documents.page.heading import Letterhead
from kursplaner.documents.page.layout import PORTRAIT, RULE
from kursplaner.documents.page.moment import MomentHead
from kursplaner.documents.page.texts import Texts
from tests.documents.ink import Ink, about, ink


def drawn(
    issuer: str = "Stadt Adorf", title: str = "Liste", told: str = "14 Personen", pages: int = 12
) -> Ink:
    words = Texts({"page": "Seite {page} von {pages}", "title": title, "foot": "Vernichten."}, "de")
    head = MomentHead(
        letterhead=Letterhead(issuer=issuer),
        day=date(2027, 3, 2),
        told=told,
        words=words,
        calendar=Calendar("de"),
    )
    out = io.BytesIO()
    with Document(out, "Probe") as pdf, pdf.page(PORTRAIT, "") as page:
        head.draw(page, 3, pages)
    return ink(out.getvalue())


def test_the_head_says_who_issues_what_and_of_which_day() -> None:
    found = drawn()
    placed = [(w.text, w.y, w.size, w.bold, w.grey) for w in found.words]
    assert placed == [
        ("Stadt Adorf", 18, 10.5, True, 0),
        ("Seite 3 von 12", 18, 10.5, False, 0),
        ("Liste", 30, 25.5, True, 0),
        ("Dienstag, 2. März 2027", 30, 14.5, True, 0),
        ("14 Personen", 38, 11, False, 0),
        ("Vernichten.", 289, 8, False, 0.28),
    ]
    assert found.at("Dienstag, 2. März 2027").x == about(found.at("Liste").right + 5, within=0.2)
    assert found.at("Seite 3 von 12").right == about(195, within=0.02)
    assert {
        found.at(text).x for text in ("Stadt Adorf", "Liste", "14 Personen", "Vernichten.")
    } == {15}
    assert [(line[:4], line.weight) for line in found.strokes] == [((15, 41, 195, 41), RULE)]


def test_what_is_too_long_shrinks_within_the_margins() -> None:
    long = "i" * 340
    found = drawn(issuer=f"Stadt {long}", told=f"Personen {long}")
    issuer, told = found.like("Stadt"), found.like("Personen")
    assert (issuer.size, told.size) == (7, 6)
    assert 154 < issuer.right <= 155
    assert 194 < told.right <= 195
    wide = drawn(title="Räumungsliste der Schulen")
    day = wide.like("Dienstag")
    assert 8 < day.size < 14.5
    assert day.right == about(195, within=0.05)
    wider = drawn(title="Räumungsliste des ganzen Hauses").like("Dienstag")
    assert (wider.size, wider.text[-1]) == (8, "…")
