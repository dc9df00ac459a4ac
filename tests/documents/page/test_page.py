"""What a page draws, measured in the finished PDF."""

import io
import re
from collections.abc import Callable

import pytest
import segno

from kursplaner.basics.layout import FINE, GRID, PORTRAIT, RULE, Rect
from kursplaner.documents.page.document import Document
from kursplaner.documents.page.page import DIM, POINTS, Page
from kursplaner.documents.type import text
from tests.documents.ink import Box, Ink, Stroke, Words, ink, near


def drawn(draw: Callable[[Page], object]) -> Ink:
    out = io.BytesIO()
    with Document(out, "Probe") as pdf, pdf.page(PORTRAIT, "") as page:
        draw(page)
    return ink(out.getvalue())


def instructions(draw: Callable[[Page], object]) -> list[str]:
    with Document(io.BytesIO(), "Probe") as pdf, pdf.page(PORTRAIT, "") as page:
        draw(page)
        return list(page.instructions)


def width_of(content: text.Text, size: float, *, bold: bool = False) -> float:
    return text.shape(content, bold=bold).width * size / POINTS


def test_lines_and_frames_of_the_grid_are_grey_and_others_black() -> None:
    def draw(page: Page) -> None:
        page.across(50, 20, 60)
        page.down(30, 70, 90, GRID)
        page.line((10, 20), (15, 28), RULE)
        page.frame(Rect(20, 30, 40, 50), GRID)
        page.frame(Rect(25, 35, 10, 5))
        page.box(Rect(5, 6, 7, 8))
        page.rule(100)
        page.rule(110, weight=GRID, inset=30)

    found = drawn(draw)
    assert found.strokes == (
        Stroke(20, 50, 60, 50, FINE, 0),
        Stroke(30, 70, 30, 90, GRID, 0.55),
        Stroke(10, 20, 15, 28, RULE, 0),
        Stroke(12, 100, 198, 100, RULE, 0),
        Stroke(30, 110, 180, 110, GRID, 0.55),
    )
    assert found.boxes == (
        Box(20, 30, 40, 50, GRID, 0.55),
        Box(25, 35, 10, 5, FINE, 0),
        Box(5, 6, 7, 8, FINE, 0),
    )


def test_pen_and_ink_are_named_when_they_change() -> None:
    def draw(page: Page) -> None:
        for y in (10, 20):
            page.across(y, 20, 60)
        page.across(30, 20, 60, RULE)
        for y in (40, 50):
            page.write(20, y, "Anna", 10)
        page.write(20, 60, "Anna", 10, shade=DIM)
        page.repeat(["q Q"])
        page.across(70, 20, 60, RULE)
        page.write(20, 80, "Anna", 10, shade=DIM)

    said = [part for part in instructions(draw) if re.fullmatch(r".* [wgG]|q Q", part)]
    assert said == ["0.992 w 0 G", "1.417 w 0 G", "0 g", "0.282 g", "q Q", "1.417 w 0 G", "0.282 g"]


def test_what_is_repeated_is_drawn_again() -> None:
    again = instructions(lambda page: page.across(50, 20, 60))
    assert drawn(lambda page: page.repeat(again)).across() == [(50, 20, 60)]


def test_slanted_lines_cover_a_cell_from_corner_to_corner() -> None:
    def ends(width: float, height: float, gap: float = 2.0) -> list[tuple[float, ...]]:
        found = drawn(lambda page: page.hatch(Rect(10, 20, width, height), gap))
        assert {(line.weight, line.grey) for line in found.strokes} == {(GRID, 0.55)}
        return [line[:4] for line in found.strokes]

    assert ends(5, 3) == [(11, 20, 10, 21), (13, 20, 10, 23), (15, 20, 12, 23), (15, 22, 14, 23)]
    assert ends(3, 5) == [(11, 20, 10, 21), (13, 20, 10, 23), (13, 22, 10, 25), (13, 24, 12, 25)]
    assert ends(5, 4) == [(11, 20, 10, 21), (13, 20, 10, 23), (15, 20, 11, 24), (15, 22, 13, 24)]
    assert ends(4, 2, 4) == [(12, 20, 10, 22)]


def test_corner_marks_are_black_on_every_page() -> None:
    def draw(page: Page) -> None:
        page.write(20, 50, "grau", 10, shade=DIM)
        page.marks()

    assert drawn(draw).boxes == (
        Box(12, 12, 6, 6, 0, 0),
        Box(192, 12, 6, 6, 0, 0),
        Box(12, 279, 6, 6, 0, 0),
        Box(192, 279, 6, 6, 0, 0),
    )


@pytest.mark.parametrize("content", ["A 412-1-1", "K 1-1-1", "E 99999-123-1"])
def test_a_qr_code_fills_its_square_with_its_own_modules(content: str) -> None:
    def draw(page: Page) -> None:
        page.write(20, 50, "grau", 10, shade=DIM)
        page.qr(Rect(100, 40, 18, 18), content)

    (path,) = drawn(draw).paths
    assert path[:5] == (100, 40, 118, 58, 0)
    *_, ink_before, drawing = instructions(draw)
    assert ink_before == "0 g"
    dark = {
        (int(x) + step, int(y))
        for x, y, width in re.findall(r"(\d+) (\d+) (\d+) 1 re", drawing)
        for step in range(int(width))
    }
    matrix = segno.make(content, error="q", micro=False, boost_error=False, mask=2).matrix
    assert dark == {(x, y) for y, row in enumerate(matrix) for x, on in enumerate(row) if on}


def test_pictograms_and_smileys_keep_to_their_square() -> None:
    def draw(page: Page) -> None:
        page.pictogram(Rect(20, 30, 12, 12), "ban")
        page.pictogram(Rect(50, 30, 12, 12), "ban", stroke=2.0)
        page.smiley(Rect(80, 30, 12, 12), "not_concerned")

    first, second, *_, circle, mouth = drawn(draw).paths[:2] + drawn(draw).paths[-1:] * 2
    assert first.weight == near(1.75 / 24 * 12, 0.006)
    assert second.weight == near(2 / 24 * 12, 0.006)
    assert (first.x, first.y, first.right, first.bottom) == (21, 31, 31, 41)
    assert (second.x, second.y, second.right, second.bottom) == (51, 31, 61, 41)
    assert circle == mouth
    assert (circle.x, circle.y, circle.right, circle.bottom) == pytest.approx(
        (86 - 5.3, 36 - 5.3, 86 + 5.3, 36 + 5.3), abs=0.01
    )
    assert circle.weight == near(0.75, 0.006)


@pytest.mark.parametrize(("align", "share"), [("left", 0), ("centre", 0.5), ("right", 1)])
def test_a_text_stands_at_the_left_in_the_middle_or_at_the_right(align: str, share: float) -> None:
    widths: list[float] = []

    def draw(page: Page) -> None:
        widths.append(page.write(100, 50, "Anna Müller", 11, bold=True, align=align, shade=DIM))  # type: ignore[arg-type]

    (found,) = drawn(draw).words
    width = width_of("Anna Müller", 11, bold=True)
    assert widths == [near(width)]
    assert found[:5] == ("Anna Müller", *(near(n, 0.02) for n in (
        100 - share * width, 50, 11, 100 + (1 - share) * width)))  # fmt: skip
    assert (found.bold, found.grey) == (True, 0.28)


def test_a_text_without_signs_draws_nothing() -> None:
    assert instructions(lambda page: page.write(20, 50, "", 10)) == []


def test_a_text_shrinks_to_its_width_and_is_cut_at_its_smallest_size() -> None:
    long = "i" * 200

    def draw(page: Page) -> None:
        whole = width_of("Anna Wielkopolska", 10)
        page.write(20, 10, "Anna Wielkopolska", 10, width=whole + 0.01)
        page.write(20, 20, "Anna Wielkopolska", 10, width=whole * 0.8)
        page.write(20, 30, long, 10, width=30)
        page.write(20, 40, long, 10, width=30, minimum=8)
        page.write(20, 50, long, 5, width=30)

    whole, shrunk, cut, cut_larger, small = drawn(draw).words
    assert (whole.size, shrunk.size) == (10, 8)
    assert [cut.size, cut_larger.size, small.size] == [6, 8, 5]
    for words in (cut, cut_larger, small):
        assert words.text.endswith("i…")
        assert 50 - width_of("i", words.size) < words.right <= 50


def paragraph(content: text.Text, *, height: float, minimum: float = 5.5) -> tuple[float, Ink]:
    ends: list[float] = []

    def draw(page: Page) -> None:
        rect = Rect(20, 30, 40, height)
        ends.append(page.paragraph(rect, content, 10, leading=5, shade=DIM, minimum=minimum))

    found = drawn(draw)
    return ends[0], found


def test_lines_of_a_paragraph_begin_below_its_upper_edge() -> None:
    end, found = paragraph("Anna\u2028Wielkopolska und Bertram Mustermann", height=15)
    first = 30 + 10 * 0.9 / POINTS
    assert [(words.x, words.y, words.size, words.grey) for words in found.words] == [
        (20, near(first, 0.01), 10, 0.28),
        (20, near(first + 5, 0.01), 10, 0.28),
    ]
    assert end == near(first + 10)
    assert " ".join(words.text for words in found.words) == (
        "Anna Wielkopolska und Bertram Mustermann"
    )


@pytest.mark.parametrize(
    ("height", "rows"), [(4, 1), (5, 1), (9.9, 1), (9.96, 2), (10, 2), (14.9, 2), (15, 3)]
)
def test_a_paragraph_has_as_many_lines_as_fit_its_height(height: float, rows: int) -> None:
    _, found = paragraph("Wort " * 40, height=height)
    assert len(found.words) == rows
    assert {words.size for words in found.words} == {5.5}
    assert [words.text.endswith("…") for words in found.words] == [False] * (rows - 1) + [True]
    assert found.words[0].y == near(30 + 5.5 * 0.9 / POINTS, 0.01)


def test_a_paragraph_shrinks_by_quarters_of_a_point_until_it_fits() -> None:
    content = "Anna Wielkopolska und Bertram"
    exact = 40 * POINTS / text.shape(content).width
    _, found = paragraph(content, height=5)
    (words,) = found.words
    assert words.text == content
    assert words.size in {5.5 + 0.25 * step for step in range(19)}
    assert exact - 0.25 < words.size <= exact
    _, least = paragraph(content, height=5, minimum=words.size)
    assert least.words[0].text == content
    _, cut = paragraph(content, height=5, minimum=words.size + 0.1)
    assert cut.words[0].size == words.size, "the last step may go below the least"
    _, cut = paragraph(content, height=5, minimum=words.size + 0.25)
    assert (cut.words[0].size, cut.words[0].text[-1]) == (words.size + 0.25, "…")


def test_exactly_as_many_lines_as_fit_are_not_shortened() -> None:
    for rows in (1, 2, 3):
        end, found = paragraph(" ".join(["Wielkopolska,"] * rows), height=5.0 * rows)
        shown = [(words.text.strip(), words.size) for words in found.words]
        assert shown == [("Wielkopolska,", 10)] * rows
        assert end == near(30 + 10 * 0.9 / POINTS + 5 * rows)


def test_bold_paragraphs_are_bold_also_where_they_are_cut() -> None:
    def draw(page: Page) -> None:
        page.paragraph(Rect(20, 30, 40, 10), "Wort " * 20, 10, leading=5, bold=True)

    assert [words.bold for words in drawn(draw).words] == [True, True]


def test_lines_stand_below_each_other_and_the_next_follows() -> None:
    ends: list[float] = []

    def draw(page: Page) -> None:
        lines = [text.shape(part) for part in ("eins", "zwei", "drei")]
        ends.append(page.lines(190, 30, lines, 9, leading=4, align="right", shade=DIM))

    found = drawn(draw).words
    assert [(words.text, words.y, words.grey) for words in found] == [
        ("eins", 30, 0.28),
        ("zwei", 34, 0.28),
        ("drei", 38, 0.28),
    ]
    assert all(words.right == near(190, 0.02) for words in found)
    assert ends == [42]


def fit(content: str, width: float, *, size: float = 10.0) -> list[Words]:
    def draw(page: Page) -> None:
        page.fit(20, 50, content, size, width=width, leading=4, bold=True, shade=DIM)

    return list(drawn(draw).words)


def test_a_fitted_text_stays_on_one_line_down_to_eight_points() -> None:
    whole = "Anna Wielkopolska"
    em = width_of(whole, 1, bold=True)
    assert [(w.size, w.y) for w in fit(whole, em * 10)] == [(10, 50)]
    assert [(w.size, w.y) for w in fit(whole, em * 20)] == [(10, 50)]
    assert [(w.size, w.y) for w in fit(whole, em * 8 + 0.01)] == [
        (near(8, 0.02), 50),
    ]
    first, second = fit(whole, em * 8 - 0.2)
    assert (first.text, second.text) == ("Anna", "Wielkopolska")
    assert first.size == second.size == 8
    assert all(w.bold and w.grey == 0.28 and w.x == 20 for w in (first, second))
    assert second.y - first.y == 4
    # The capitals of both lines together stand around the middle of those of one line.
    middle = 50 - 0.714 / 2 * 10 / POINTS
    assert (first.y + second.y) / 2 - 0.714 / 2 * 8 / POINTS == near(middle, 0.02)


def test_two_lines_shrink_to_their_longest_word_and_end_at_six_points() -> None:
    em = width_of("Wielkopolska", 1, bold=True)
    first, second = fit("Anna Wielkopolska", em * 7)
    assert first.size == second.size == near(7, 0.02)
    assert second.right == near(20 + em * 7, 0.05)
    first, second = fit("Anna Wielkopolska " * 9, em * 5)
    assert first.size == second.size == 6
    assert second.text.endswith("…")


def test_a_single_word_stays_on_one_line_down_to_six_points() -> None:
    em = width_of("Wielkopolska", 1, bold=True)
    (found,) = fit("Wielkopolska", em * 7)
    assert (found.size, found.y) == (near(7, 0.02), 50)
    (found,) = fit("Wielkopolska", em * 6 + 0.01)
    assert found.size == near(6, 0.02)
    cut = fit("Wielkopolska", em * 6 - 0.1)
    assert {w.size for w in cut} == {6}
    assert "".join(w.text for w in cut) == "Wielkopolska"
    assert len(cut) == 2
    (small,) = fit("Wielkopolska", em * 7, size=7)
    assert (small.size, small.y) == (7, 50)


def test_a_text_without_width_is_fitted_to_nothing() -> None:
    assert fit("", 10) == []
