"""The head that all sheets with a code share, measured in the finished PDF."""

import io
from collections.abc import Callable

import pytest
from PIL import Image

from kursplaner.documents.page import heading
from kursplaner.documents.page.document import Document
from kursplaner.documents.page.heading import Funding, Letterhead
from kursplaner.documents.page.layout import FINE, PORTRAIT, Rect, SheetCode, SheetLayout
from kursplaner.documents.page.page import Page
from tests.documents.ink import Box, Ink, about, ink

LONG = "i" * 180
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
    assert office[:4] == ("Büro", about(stadt.right + 2, within=0.2), 16.4, 10.5)
    assert (stadt.bold, office.bold) == (True, False)


def test_issuer_and_office_shrink_within_their_width() -> None:
    found = issuer(Letterhead(issuer=f"Stadt {LONG}", office=f"Amt {LONG}"))
    stadt, office = found.words
    assert (stadt.size, office.size) == (7, 7)
    assert 20.9 + 98 - 0.7 < stadt.right <= 20.9 + 98
    assert 160.9 - 0.7 < office.right <= 160.9
    assert not found.pictures


@pytest.mark.parametrize(
    ("size", "width", "top", "height"),
    [((60, 60), 7.5, 11, 7.5), ((440, 110), 22, 12, 5.5), ((20, 60), 2.5, 11, 7.5)],
)
def test_a_logo_stands_before_the_issuer(
    size: tuple[int, int], width: float, top: float, height: float
) -> None:
    head = Letterhead(issuer=f"Stadt {LONG}", logo=image(*size))
    found = issuer(head)
    (picture,) = found.pictures
    assert picture == pytest.approx((20.9, top, 20.9 + width, top + height), abs=0.02)
    stadt = found.words[0]
    assert stadt.x == about(20.9 + width + 2.5, within=0.02)
    room = 140 - width - 2.5
    assert stadt.x + room * 0.7 - 0.7 < stadt.right <= stadt.x + room * 0.7 + 0.01


def test_a_logo_that_cannot_be_read_leaves_no_gap() -> None:
    assert issuer(Letterhead(issuer="Stadt", logo=b"kein Bild")).words[0].x == 20.9
    head = Letterhead(issuer="Stadt", logo=image(60, 60))
    assert not drawn(lambda _, page: heading.draw_issuer(page, head, 140)).pictures


def title(subtitle: str, width: float, *, bold: bool = False, words: str = "Hinfahrt") -> Ink:
    return drawn(lambda _, page: heading.draw_title(page, words, subtitle, width, bold=bold))


def test_a_title_and_what_it_is_about_stand_on_one_line() -> None:
    for bold, grey in ((True, 0.0), (False, 0.28)):
        first, second = title("März 2027", 154, bold=bold).words
        assert first[:] == ("Hinfahrt", 12, 28.2, 25.5, first.right, True, 0)
        assert second[:4] == ("März 2027", about(first.right + 5, within=0.2), 28.2, 14.5)
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
        ("F 12-3-1", about(198 - (found.words[0].right - found.words[0].x)), 34, 9,
         about(198, within=0.02), False, 0),
    )  # fmt: skip


def funding(of: Funding | None) -> Ink:
    box = Rect(100, 12, 44, 13)
    return drawn(lambda pdf, page: heading.draw_funding(pdf, page, of, box, f"Logo {LONG}"))


def test_without_a_funder_nothing_is_drawn() -> None:
    assert funding(None) == ((), (), (), (), ())


def test_a_frame_keeps_the_place_of_a_logo() -> None:
    for logo in (None, b"kein Bild"):
        found = funding(Funding(line="Az. 1", logo=logo))
        assert found.boxes == (Box(100, 12, 44, 13, FINE, 0),)
        frame, line = found.words
        assert (frame.y, frame.size, frame.grey) == (19.5, 6, 0.28)
        assert (frame.x + frame.right) / 2 == about(122, within=0.02)
        assert 40 - 0.7 < frame.right - frame.x <= 40
        assert (line.text, line.x, line.size) == ("Az. 1", 100, 6)
        assert line.y == about(26.2 + 6 * 0.9 / 72 * 25.4, within=0.02)


def test_a_logo_takes_the_place_of_the_frame() -> None:
    found = funding(Funding(line="Az. 1", logo=image(100, 100)))
    assert not found.boxes
    assert list(found.pictures) == [(131, 12, 144, 25)]
    assert [words.text for words in found.words] == ["Az. 1"]


def test_the_line_of_the_funder_takes_three_rows_at_most() -> None:
    found = funding(Funding(line="Wort " * 70, logo=image(100, 100)))
    assert [words.size for words in found.words] == [4.5] * 3
    assert found.words[1].y - found.words[0].y == about(2.4, within=0.02)
    assert all(words.right <= 168 for words in found.words)
    assert found.words[2].right > 165


def test_facts_stand_side_by_side_with_three_millimetres_between() -> None:
    facts = [(12.0, f"Kurs {LONG}", f"A2 {LONG}"), (60.0, "Ort", "Markt")]
    found = drawn(lambda _, page: heading.draw_facts(page, facts, 40, 100))
    label, *value = found.words[:3]
    assert (label.y, label.size, label.grey, label.bold) == (40, 6, 0.28, False)
    assert 57 - 0.7 < label.right <= 57
    assert {(words.size, words.bold) for words in value} == {(6, True)}
    assert value[1].y - value[0].y == about(2.6, within=0.02)
    assert max(words.right for words in value) <= 57
    assert found.words[3:] == (
        ("Ort", 60, 40, 7.5, found.at("Ort").right, False, 0.28),
        ("Markt", 60, 44.4, 10, found.at("Markt").right, True, 0),
    )
    last = drawn(
        lambda _, page: heading.draw_facts(page, [(60.0, f"Ort {LONG}", f"Saal {LONG}")], 40, 100)
    )
    assert 100 - 0.7 < last.words[0].right <= 100
    assert 100 - 0.7 < max(words.right for words in last.words[1:]) <= 100
