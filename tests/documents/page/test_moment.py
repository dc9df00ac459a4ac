"""Head and foot of the sheets that show one moment."""

import io
from datetime import date

from kursplaner.basics.layout import PORTRAIT, RULE
from kursplaner.documents.page.calendar import Calendar
from kursplaner.documents.page.document import Document
from kursplaner.documents.page.heading import Letterhead
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


def test_a_long_day_shrinks_within_the_margins() -> None:
    wide = drawn(title="Räumungsliste der Schulen")
    day = wide.like("Dienstag")
    assert 8 < day.size < 14.5
    assert day.right == about(195, within=0.05)
    wider = drawn(title="Räumungsliste des ganzen Hauses").like("Dienstag")
    assert (wider.size, wider.text[-1]) == (8, "…")


def test_a_long_issuer_stands_beside_the_number_of_the_page() -> None:
    issuer = f"Stadt {'Wort ' * 28}".strip()
    lines = [words for words in drawn(issuer=issuer).words if words.y < 20 and words.bold]
    assert " ".join(words.text for words in lines) == issuer
    assert [(words.x, words.size) for words in lines] == [(15, 7)] * 2
    assert lines[1].y - lines[0].y == about(2.5, within=0.02)
    assert 140 < max(words.right for words in lines) <= 155


def test_what_is_told_takes_as_many_lines_as_it_needs_and_moves_the_rule_down() -> None:
    shrunk = drawn(told=f"Personen {'i' * 190}")
    assert 9 < shrunk.like("Personen").size < 11
    assert shrunk.like("Personen").right == about(195, within=0.05)
    assert shrunk.strokes[0].y == 41
    told = f"Personen {'Wort ' * 60}".strip()
    found = drawn(told=told)
    lines = [words for words in found.words if words.size == 9]
    assert len(lines) == 3
    assert [words.y for words in lines] == [about(38 + 4.6 * at, within=0.02) for at in range(3)]
    assert " ".join(words.text for words in lines) == told
    assert max(words.right for words in lines) <= 195
    assert found.strokes[0].y == about(41 + 2 * 4.6, within=0.02)
