"""Where things stand on an emergency sheet, and what goes on to the next page, measured."""

import io
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from kursplaner.basics.layout import FINE
from kursplaner.documents.page.heading import Letterhead
from kursplaner.documents.sheets import emergency_sheet
from kursplaner.documents.sheets.emergency_sheet import EmergencySheet, PresentChild
from tests.documents.ink import Ink, about, ink
from tests.documents.sheets.test_emergency_sheet import call

NOUR = PresentChild(name="Nour Haddad", facts="3 Jahre", calls=(call("0171 1", "Rima"),))


def pages(*children: PresentChild) -> list[Ink]:
    sheet = EmergencySheet(
        letterhead=Letterhead(issuer="Stadt Adorf/Vogtl."),
        day=date(2027, 3, 2),
        at=time(10, 20),
        count=f"{len(children)} Kinder",
        children=children,
    )
    out = io.BytesIO()
    count = emergency_sheet.draw(sheet, out)
    return [ink(out.getvalue(), page) for page in range(count)]


def with_calls(count: int, name: str = "Nour Haddad") -> PresentChild:
    """Return a child whose numbers take as many lines."""
    return replace(NOUR, name=name, calls=tuple(call(f"0171 {n:03}", "A") for n in range(count)))


def numbers(page: Ink) -> int:
    return len([words for words in page.words if words.x == 122 and words.y > 41])


def near(value: float) -> Any:
    return about(value, within=0.02)


def test_that_nobody_is_there_stands_below_the_head() -> None:
    (page,) = pages()
    assert page.at("Gerade ist kein Kind da.")[1:4] == (15, 50, 14)
    assert page.at("0 Kinder anwesend, Stand 10:20 Uhr").y == 38


def test_children_stand_below_each_other_with_box_and_line() -> None:
    first = replace(NOUR, health=("Allergie: Nuss", "Notfallset im Rucksack"))
    (page,) = pages(first, NOUR)
    lines = [
        ("Nour Haddad", 12.5, True, 0), ("3 Jahre", 9.5, False, 0.28),
        ("Allergie: Nuss", 10, True, 0), ("Notfallset im Rucksack", 10, True, 0),
    ]  # fmt: skip
    shown = [words for words in page.words if words.x == 25 and words.y < 68]
    assert [(w.text, w.size, w.bold, w.grey) for w in shown] == lines
    assert [w.y for w in shown] == [near(48.4 + 4.8 * row) for row in range(4)]
    assert [w[1:4] for w in page.words if w.text == "0171 1 Rima"] == [
        (122, near(48.4), 10), (122, near(72.6), 10),
    ]  # fmt: skip
    boxes = [box for box in page.boxes if box.width == 6]
    assert [box[:5] for box in boxes] == [(15, 44, 6, 6, FINE), (15, near(68.2), 6, 6, FINE)]
    assert page.across(FINE) == [(near(66.2), 15, 195), (near(80.8), 15, 195)]


def test_the_taller_side_of_a_child_gives_its_height() -> None:
    def bottom(child: PresentChild) -> float:
        return pages(child)[0].across(FINE)[0][0]

    assert bottom(NOUR) == near(44 + 2 * 4.8 + 3)
    assert bottom(replace(NOUR, facts="")) == near(44 + 2 * 4.8 + 3)
    assert bottom(with_calls(3)) == near(44 + 3 * 4.8 + 3)
    assert bottom(replace(NOUR, health=("A", "B"))) == near(44 + 4 * 4.8 + 3)


def test_a_page_holds_as_many_children_as_have_room_above_the_foot() -> None:
    # 16 children of two lines take 233.6 of the 236 mm.
    assert len(pages(*[NOUR] * 16)) == 1
    two = pages(*[NOUR] * 17)
    assert [len([b for b in page.boxes if b.width == 6]) for page in two] == [16, 1]
    assert two[1].at("Nour Haddad").y == near(48.4)


@pytest.mark.parametrize(("lines", "parted"), [(33, [1 + 33]), (34, [1, 34])])
def test_a_child_goes_whole_to_the_next_page_where_its_last_line_has_no_room(
    lines: int, parted: list[int]
) -> None:
    # The four before take 58.4 mm; 33 lines more take 163.4 of the 177.6 mm that are left.
    before = (NOUR,) * 4
    room = int((280 - 44 - 4 * 14.6 - 5) / 4.8)
    found = pages(*before, with_calls(room + lines - 33))
    assert len(found) == len(parted)
    assert numbers(found[-1]) == (4 + room if len(parted) == 1 else room + 1)


def test_a_child_longer_than_a_page_begins_where_six_lines_fit() -> None:
    def begins_on(before: int) -> tuple[int, list[int]]:
        """Return the first child's page that holds the long one, and its numbers a page."""
        found = pages(*[NOUR] * before, with_calls(60, "Danylo"))
        first = next(n for n, page in enumerate(found) if page.all("Danylo"))
        return first, [numbers(page) - (before if n == 0 else 0) for n, page in enumerate(found)]

    # So many lines are left below 14, 13 and 12 children of 14.6 mm: 5, 8 and 11.
    assert begins_on(14) == (1, [0, 48, 12])
    assert begins_on(13) == (0, [8, 48, 4])
    assert begins_on(12) == (0, [11, 48, 1])


def test_what_goes_on_is_named_again_without_a_box() -> None:
    child = replace(NOUR, health=tuple(f"Zeile {n:02}" for n in range(60)))
    first, second = pages(child)
    left = [[w.text for w in page.words if w.x == 25] for page in (first, second)]
    assert left[0] == ["Nour Haddad", "3 Jahre", *(f"Zeile {n:02}" for n in range(46))]
    assert left[1] == ["Nour Haddad (Fortsetzung)", *(f"Zeile {n:02}" for n in range(46, 60))]
    assert [len([b for b in page.boxes if b.width == 6]) for page in (first, second)] == [1, 0]
    assert second.like("Nour").bold
    assert second.across(FINE)[-1][0] == near(44 + 15 * 4.8 + 3)
    assert first.across(FINE)[-1][0] == near(44 + 48 * 4.8 + 3)


def test_the_next_child_follows_what_goes_on() -> None:
    found = pages(with_calls(50), NOUR)
    assert [numbers(page) for page in found] == [48, 3]
    box = next(box for box in found[1].boxes if box.width == 6)
    assert box.y == near(44 + 2 * 4.8 + 5)


def test_a_number_goes_on_with_its_names_and_a_longer_one_is_parted() -> None:
    wide = " ".join(["Bertram"] * 8)
    child = replace(
        NOUR, calls=(*(call(f"0171 {n:03}", "A") for n in range(47)), call("0172", wide))
    )
    first, second = pages(child)
    assert numbers(first) == 47
    assert second.like("0172").y == near(48.4)
    endless = replace(NOUR, calls=(call("0172", " ".join(["Bertram"] * 520)),))
    assert [numbers(page) for page in pages(endless)][:2] == [48, 48]


def test_texts_end_at_their_column() -> None:
    child = replace(NOUR, name="i" * 300, facts="i" * 300, calls=(call("0" * 5 + "i" * 300),))
    (page,) = pages(child)
    left = [w for w in page.words if w.x == 25]
    right = [w for w in page.words if w.x == 122 and w.y > 41]
    assert 117 < max(w.right for w in left) <= 118
    assert 194 < max(w.right for w in right) <= 195


def test_of_a_name_longer_than_a_page_twenty_lines_are_said_again() -> None:
    name = " ".join(f"Name{number:03}" for number in range(500))
    found = pages(replace(NOUR, name=name))
    again = [w for w in found[1].words if w.x == 25]
    first = [w for w in found[0].words if w.x == 25]
    assert len(first) == 48
    assert again[0].text == first[0].text
    assert [w.text for w in again[:20]] == [w.text for w in first[:20]]
    assert again[20].text != first[20].text
