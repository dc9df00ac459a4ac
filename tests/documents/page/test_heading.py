"""The head that all sheets with a code share, measured in the finished PDF."""

import io
from collections.abc import Callable
from functools import partial

import pytest
from PIL import Image

from kursplaner.basics.layout import PORTRAIT, Rect, SheetCode, SheetLayout
from kursplaner.documents.page import heading
from kursplaner.documents.page.document import Document
from kursplaner.documents.page.heading import Funding, Letterhead
from kursplaner.documents.page.page import Page
from kursplaner.documents.type.shaping import TextPart
from tests.documents.ink import Ink, ink, near

LONG = "i" * 180
FACTS: list[heading.Fact] = [(12.0, "Kurs", "A2")]
LAYOUT = SheetLayout(PORTRAIT, "F", 1, Rect(170, 12, 18, 18), {})


def drawn(draw: Callable[[Document, Page], object]) -> Ink:
    out = io.BytesIO()
    with Document(out, "Probe") as pdf, pdf.page(PORTRAIT, "") as page:
        draw(pdf, page)
    return ink(out.getvalue())


def image(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "black").save(out, "PNG")
    return out.getvalue()


def issuer(head: Letterhead, width: float = 140) -> Ink:
    return drawn(lambda pdf, page: heading.draw_issuer(page, head, width, pdf))


def test_the_office_follows_two_millimetres_behind_the_issuer() -> None:
    found = issuer(Letterhead(issuer="Stadt Adorf", office="Büro"))
    stadt, office = found.words
    assert stadt[:4] == ("Stadt Adorf", 20.9, 16.4, 10.5)
    assert office[:4] == ("Büro", near(stadt.right + 2, 0.2), 16.4, 10.5)
    assert (stadt.bold, office.bold) == (True, False)


def test_issuer_and_office_shrink_together_on_one_line() -> None:
    found = issuer(Letterhead(issuer=f"Stadt {LONG[:120]}", office="Büro der Stadt"))
    stadt, office = found.words
    assert stadt.y == office.y == 16.4
    assert 7 < stadt.size == office.size < 10.5
    assert office.x == near(stadt.right + 2, 0.2)
    assert office.right == near(160.9, 0.05)
    assert not found.pictures


def test_an_issuer_too_long_for_one_line_goes_on_in_smaller_ones() -> None:
    head = Letterhead(issuer=f"Stadt {'Wort ' * 20}".strip(), office=f"Amt {'Wort ' * 15}".strip())
    first, second = issuer(head).words
    assert first.size == second.size == 7
    assert (first.x, second.y - first.y) == (20.9, near(2.5, 0.02))
    assert (first.y + second.y) / 2 == near(16.4 - 0.714 * 1.75 / 72 * 25.4, 0.02)
    assert max(first.right, second.right) <= 160.9
    assert f"{first.text} {second.text}" == f"{head.issuer} {head.office}"
    assert heading.overlong(head, 140, FACTS, 198) == []


def test_an_issuer_too_long_for_three_lines_is_told_in_full_elsewhere() -> None:
    head = Letterhead(issuer=f"Stadt {'Wort ' * 90}".strip(), office="Büro")
    *_, last = found = issuer(head).words
    assert [(words.size, words.text[-1] == "…") for words in found] == [
        (6, False), (6, False), (6, True),
    ]  # fmt: skip
    assert 150 < last.right <= 160.9
    (told,) = heading.overlong(head, 140, FACTS, 198)
    assert told == (TextPart(head.issuer, bold=True), TextPart("  Büro"))


def test_a_logo_takes_room_from_a_long_issuer_which_is_then_told_elsewhere() -> None:
    for count, logo, told in ((50, None, 0), (50, image(440, 110), 0),
                              (64, None, 0), (64, image(440, 110), 1)):  # fmt: skip
        head = Letterhead(issuer=f"Stadt {'Wort ' * count}".strip(), logo=logo)
        assert len(heading.overlong(head, 140, FACTS, 198)) == told
        assert issuer(head).words[-1].text.endswith("…") is bool(told)


@pytest.mark.parametrize(
    ("size", "width", "top", "height"),
    [((60, 60), 7.5, 11, 7.5), ((440, 110), 22, 12, 5.5), ((20, 60), 2.5, 11, 7.5)],
)
def test_a_logo_stands_before_the_issuer(
    size: tuple[int, int], width: float, top: float, height: float
) -> None:
    head = Letterhead(issuer=f"Stadt {LONG[:120]}", logo=image(*size))
    found = issuer(head)
    (picture,) = found.pictures
    assert picture == pytest.approx((20.9, top, 20.9 + width, top + height), abs=0.02)
    (stadt,) = found.words
    assert stadt.x == near(20.9 + width + 2.5, 0.02)
    assert 8 < stadt.size < 10
    assert stadt.right == near(160.9, 0.05)


def test_a_logo_that_cannot_be_read_leaves_no_gap() -> None:
    assert issuer(Letterhead(issuer="Stadt", logo=b"kein Bild")).words[0].x == 20.9
    head = Letterhead(issuer="Stadt", logo=image(60, 60))
    assert not drawn(lambda _, page: heading.draw_issuer(page, head, 140)).pictures


def title(subtitle: str, width: float, *, bold: bool = False, words: str = "Hinfahrt") -> Ink:
    return drawn(lambda _, page: heading.draw_title(page, words, subtitle, width, bold=bold))


def test_a_title_and_what_it_is_about_stand_on_one_line() -> None:
    for bold, grey in ((True, 0.0), (False, 0.28)):
        first, second = title("März 2027", 154, bold=bold).words
        assert tuple(first) == ("Hinfahrt", 12, 28.2, 25.5, first.right, True, 0)
        assert second[:4] == ("März 2027", near(first.right + 5, 0.2), 28.2, 14.5)
        assert (second.bold, second.grey) == (bold, grey)


def test_a_long_title_shrinks_and_leaves_out_what_has_no_room() -> None:
    first, second = title(f"März {LONG}", 154).words
    assert (second.size, second.text[-1]) == (8, "…")
    assert 166 - 0.7 < second.right <= 166
    (only,) = title("März", 154, words=f"Fahrt {LONG}").words
    assert (only.size, only.x) == (14, 12)
    assert 166 - 1.3 < only.right <= 166
    used = first.right - 12
    assert len(title("März", used + 15.1).words) == 2
    assert len(title("März", used + 14.9).words) == 1


def test_a_code_stands_below_its_square_at_the_margin() -> None:
    code = SheetCode("F", 12, 3, 1)
    found = drawn(lambda _, page: heading.draw_code(page, LAYOUT, code))
    assert len(found.boxes) == 4
    assert found.paths[0][:4] == (170, 12, 188, 30)
    assert found.words == (
        ("F 12-3-1", near(198 - (found.words[0].right - found.words[0].x)), 34, 9,
         near(198, 0.02), False, 0),
    )  # fmt: skip


BOX = Rect(100, 12, 44, 13)
FIRST = 6 * 0.9 / 72 * 25.4
"""From the top of a line of the funder's to its baseline."""


def funding(*paid_by: Funding, below: float = 32.0) -> Ink:
    return drawn(lambda pdf, page: heading.draw_funding(pdf, page, paid_by, BOX, below))


def test_without_a_funder_nothing_is_drawn() -> None:
    assert funding() == funding(Funding(line="")) == ((), (), (), (), ())


def test_without_a_logo_the_line_takes_its_place() -> None:
    for logo in (None, b"kein Bild"):
        found = funding(Funding(line="Az. 1", logo=logo))
        assert not found.boxes
        (line,) = found.words
        assert line[:4] == ("Az. 1", 100, near(12 + FIRST, 0.02), 6)


def test_a_line_stands_below_its_logo() -> None:
    found = funding(Funding(line="Az. 1", logo=image(100, 100)))
    assert not found.boxes
    assert list(found.pictures) == [(131, 12, 144, 25)]
    assert found.at("Az. 1")[1:4] == (100, near(26.2 + FIRST, 0.02), 6)


def test_logos_of_all_funders_fill_rows_and_their_lines_stand_one_below_the_other() -> None:
    square = image(100, 100)
    found = funding(
        Funding(line="Az. 1", logo=square, further_logos=(square, square)),
        Funding(line="Az. 2", logo=image(100, 50), further_logos=(square,)),
    )
    assert list(found.pictures) == [
        (near(109.17), 12, near(114.67), 17.5), (near(123.83), 12, near(129.33), 17.5),
        (138.5, 12, 144, 17.5),
        (near(118.33), 18.5, near(129.33), 24), (138.5, 18.5, 144, 24),
    ]  # fmt: skip
    two = funding(Funding(line="", logo=square), Funding(line="", logo=square)).pictures
    assert list(two) == [(110, 12, 122, 24), (132, 12, 144, 24)]
    for count, rows in ((4, 1), (8, 2), (9, 3), (24, 4)):
        many = funding(Funding(line="", logo=square, further_logos=(square,) * (count - 1)))
        assert len({picture[1] for picture in many.pictures}) == rows
    first, second = found.words
    assert (first.text, second.text) == ("Az. 1", "Az. 2")
    assert second.y - first.y == near(2.4, 0.02)


def test_lines_of_funders_that_have_no_room_are_told_in_full_elsewhere() -> None:
    said = f"Az. 1 {'Wort ' * 18}".strip()
    paid_by = [Funding(line=said, logo=image(100, 100))]
    lines = funding(*paid_by).words
    assert [words.size for words in lines] == [6, 6]
    assert " ".join(words.text for words in lines) == said
    assert max(words.right for words in lines) <= 168
    nobody = Letterhead(issuer="")
    for below, shown, told in ((30.71, 2, []), (30.69, 0, [said])):
        for payers in (paid_by, [*paid_by, Funding(line="")]):
            assert len(funding(*payers, below=below).words) == shown
            assert heading.overlong(nobody, 140, FACTS, 198, (payers, BOX, below)) == told


def facts(*told: heading.Fact) -> Ink:
    return drawn(lambda _, page: heading.draw_facts(page, told, 40, 100, "siehe unten"))


def test_facts_stand_side_by_side_with_three_millimetres_between() -> None:
    value = f"A2 {'Wort ' * 10}".strip()
    found = facts((12.0, f"Kurs {LONG}", value), (60.0, "Ort", "Markt"))
    label, first, second, *other = found.words
    assert (label.y, label.size, label.grey, label.bold) == (40, 6, 0.28, False)
    assert 57 - 0.7 < label.right <= 57
    assert {(words.x, words.size, words.bold) for words in (first, second)} == {(12, 6.6, True)}
    assert second.y - first.y == near(2.6, 0.02)
    assert f"{first.text} {second.text}" == value
    assert 50 < max(first.right, second.right) <= 57
    assert other == [
        ("Ort", 60, 40, 7.5, found.at("Ort").right, False, 0.28),
        ("Markt", 60, 44.4, 10, found.at("Markt").right, True, 0),
    ]
    last = facts((60.0, "Ort", f"Saal {LONG[:45]}")).words[1]
    assert 6.6 < last.size < 10
    assert last.right == near(100, 0.05)


def test_a_fact_of_more_than_two_lines_is_told_in_full_elsewhere() -> None:
    nobody = Letterhead(issuer="")
    for count, below in ((16, False), (26, True)):
        fact = (12.0, "Ort", f"Saal {'Wort ' * count}".strip())
        told = heading.overlong(nobody, 140, [fact, (70.0, "Kurs", "A2")], 198)
        found = facts(fact, (70.0, "Kurs", "A2"))
        assert [words.text for words in found.words].count("siehe unten") == below
        full = [(TextPart("Ort: ", bold=True), TextPart(str(fact[2])))]
        assert told == (full if below else [])


def _strip(strip: heading.Strip, below: float, _: Document, page: Page) -> None:
    strip.draw(page, 12, 50, below)


def test_a_strip_is_as_high_as_its_lines() -> None:
    assert heading.strip([], 100).height == 0
    assert heading.strip(["Ort: Saal"], 100).height == near(3.0 + 1.6)
    two = heading.strip(["Ort: Saal", "Kurs: A2"], 100)
    assert two.height == near(2 * 3.0 + 1.6)
    for below, moved in ((50.0, 0.0), (57.6, 0.0), (60.0, 1.2)):
        first, second = drawn(partial(_strip, two, below)).words
        assert first[:4] == ("Ort: Saal", 12, near(50 + moved + 7 * 0.9 / 72 * 25.4, 0.02), 7)
        assert second.y - first.y == near(3.0, 0.02)
