import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kursplaner.documents.type import shaping, text
from kursplaner.documents.type.shaping import Shaped, TextPart

NAMES = st.text(alphabet=st.characters(), max_size=80)
MIXED = "Müller محمد الحسيني 0152 28817386 Łódź, (Ali) 😀 שלום "


def says(line: Shaped) -> str:
    return "".join(run.face.meaning(code)[1] for run in line.runs for code in sorted(run.codes))


@given(NAMES)
def test_any_text_can_be_shaped_fitted_and_wrapped(name: str) -> None:
    line, size = text.fitted(name, 11, 100, 6.5)
    assert line.width * size <= 100.001
    assert all(shaped.width * 9 <= 60.001 or len(name) < 3 for shaped in text.wrapped(name, 9, 60))


@pytest.mark.parametrize("name", ["X" * 500, "محمد " * 100, "😀" * 500, "e\u0301" * 250])
def test_a_name_of_five_hundred_signs_ends_in_an_ellipsis(name: str) -> None:
    line, size = text.fitted(name, 11, 100, 6.5)
    assert size == 6.5
    assert line.width * size <= 100
    assert "…" in says(line)


def test_a_text_shrinks_before_it_is_cut() -> None:
    line, size = text.fitted("Anna Magdaléna Wielkopolska", 11, 130, 6.5)
    assert 6.5 < size < 11
    assert "…" not in says(line)


def test_lines_are_broken_before_they_are_reordered() -> None:
    words = ["الأول", "الثاني", "الثالث", "الرابع"]
    first, *_ = text.wrapped(" ".join(words), 10, 60)
    assert set(words[0]) <= set(says(first))
    assert not set("بع") & set(says(first))
    assert first.rtl


def test_values_of_a_template_stay_what_they_are() -> None:
    parts = text.marked("**Danke** {name}!", name="{x} **nicht fett** %s")
    assert parts[0] == TextPart("Danke", bold=True)
    assert len(parts) == 2
    assert "{x} **nicht fett** %s" in parts[1].text


def test_a_joined_letter_differs_from_the_single_one() -> None:
    single = {code for run in text.shape("م").runs for code in run.codes}
    joined = {code for run in text.shape("مم").runs for code in run.codes}
    assert single.isdisjoint(joined)


def test_digits_and_brackets_take_the_font_of_their_neighbours() -> None:
    assert [run.face.family for run in text.shape("Ali (2)").runs] == ["NotoSans"]
    assert {run.face.family for run in text.shape("سلام (!)").runs} == {"NotoNaskhArabic"}


def test_invisible_signs_take_no_room() -> None:
    width = text.shape("AB").width
    assert text.shape("A\u2067B\u2069\u200e").width == pytest.approx(width)


def test_control_signs_become_blanks() -> None:
    assert text.shape("a\tb\x00c\nd").width == text.shape("a b c d").width


def test_lone_surrogates_do_no_harm() -> None:
    assert text.shape("\ud800").runs


def test_decomposed_names_look_like_composed_ones() -> None:
    assert (
        text.shape(unicodedata.normalize("NFD", "Dvořáková")).width == text.shape("Dvořáková").width
    )


def test_a_paragraph_that_is_too_long_keeps_its_rows() -> None:
    lines = text.shortened_lines(MIXED * 20, 9, 120, 3)
    assert len(lines) == 3
    assert "…" in says(lines[-1])


def test_instructions_name_one_font_a_run() -> None:
    line = text.shape(MIXED)
    keys = [f"K{place}" for place in range(len(line.runs))]
    drawn = " ".join(shaping.instructions(line, 10, keys))
    assert drawn.count(" Tf") == len(keys)


WORDS = st.lists(st.sampled_from(["Anna", "für", "Łódź", "A2-03", "9:00", "Haus"]), min_size=1)


def test_a_text_that_just_fits_keeps_its_size() -> None:
    whole = text.shape("Anna Wielkopolska").width
    assert text.fitted("Anna Wielkopolska", 10, whole * 10, 6)[1] == 10
    shrunk, size = text.fitted("Anna Wielkopolska", 10, whole * 10 - 0.01, 6)
    assert size == pytest.approx(10 - 0.01 / whole)
    assert shrunk.width == whole
    least, size = text.fitted("Anna Wielkopolska", 10, 40, 40 / whole)
    assert (size, least.width) == (40 / whole, whole)
    cut, size = text.fitted("Anna Wielkopolska", 10, whole * 6 - 0.01, 6)
    assert size == 6
    assert "…" in says(cut)


@given(WORDS, st.floats(1.5, 12))
def test_what_is_cut_is_the_longest_beginning_that_fits(words: list[str], width: float) -> None:
    whole = " ".join(words)
    line, size = text.fitted(whole, 10, width * 10, 10)
    fits = text.shape(whole).width <= width
    assert size == 10
    assert ("…" in says(line)) is not fits
    if not fits:
        fitting = [
            text.shape(whole[:end].rstrip() + "…").width
            for end in range(len(whole))
            if text.shape(whole[:end].rstrip() + "…").width <= width
        ]
        assert line.width == pytest.approx(max(fitting))


def drawings(line: Shaped) -> list[str]:
    return [mark.drawing for run in line.runs for mark in run.marks]


@pytest.mark.parametrize("sign", ["x\u0301", "👩\u200d🔧", "ب\u064e"])
def test_a_cut_leaves_a_sign_and_its_marks_together(sign: str) -> None:
    whole = [text.shape(sign * count + "…") for count in range(20)]
    for tenth in range(10, 60):
        line, _ = text.fitted(sign * 20, 10, tenth, 10)
        *_, longest = (each for each in whole if each.width <= tenth / 10)
        assert drawings(line) == drawings(longest)


def test_blanks_between_two_words_stay_at_the_end_of_a_line() -> None:
    width = text.shape("Haus").width * 10 + 0.01
    first, second = text.wrapped("Haus  Haus", 10, width)
    assert first.width == second.width == text.shape("Haus").width


@given(WORDS, st.floats(3, 15))
def test_lines_hold_as_many_words_as_fit(words: list[str], width: float) -> None:
    whole = " ".join(words)
    lines = text.wrapped(whole, 10, width * 10)
    assert all(line.width <= width + 0.001 for line in lines)
    if text.shape(whole).width <= width:
        assert len(lines) == 1
    total = sum(line.width for line in lines)
    assert total <= text.shape(whole).width + 0.001


def test_a_line_breaks_where_one_word_more_would_not_fit() -> None:
    both = text.shape("Anna Haus").width * 10
    assert len(text.wrapped("Anna Haus", 10, both + 0.01)) == 1
    assert len(text.wrapped("Anna Haus", 10, both - 0.01)) == 2
    first, second = text.wrapped("Anna Haus", 10, both - 0.01)
    assert first.width == pytest.approx(text.shape("Anna").width)
    assert second.width == pytest.approx(text.shape("Haus").width)


def test_a_word_wider_than_the_line_is_cut_where_it_is_full() -> None:
    lines = text.wrapped("W" * 10, 10, text.shape("WWW").width * 10 + 0.01)
    widths = [round(line.width / text.shape("W").width) for line in lines]
    assert widths == [3, 3, 3, 1]
    joined = text.wrapped("ab " + "W" * 4, 10, text.shape("WWW").width * 10 + 0.01)
    assert [line.width for line in joined] == pytest.approx(
        [text.shape(part).width for part in ("ab", "WWW", "W")]
    )


@pytest.mark.parametrize("narrow", [0.01, 1.0])
def test_even_too_narrow_a_line_holds_one_sign(narrow: float) -> None:
    assert len(text.wrapped("WWW", 10, narrow)) == 3


@pytest.mark.parametrize(
    ("whole", "words"),
    [
        ("Anna Haus", ("Anna", "Haus")),
        ("A2-03", ("A2-03",)),
        ("9:00–11:30", ("9:00–11:30",)),
        ("9:00 – 11:30", ("9:00 – 11:30",)),
        ("0152 28817386", ("0152 28817386",)),
        ("(03741) 200", ("(03741) 200",)),
        ("Kurs-03", ("Kurs-03",)),
        ("Etage-03", ("Etage-", "03")),
        ("Saal 12", ("Saal", "12")),
        ("12 Personen", ("12", "Personen")),
        ("12, 13", ("12,", "13")),
        ("12  13", ("12", "13")),
        ("und/oder", ("und/", "oder")),
        ("a  b", ("a", "b")),
        ("Ende ", ("Ende",)),
    ],
)
def test_the_widest_word_is_what_no_break_divides(whole: str, words: tuple[str, ...]) -> None:
    widest = max(text.shape(word).width for word in words)
    assert text.widest_word(whole) == pytest.approx(widest)
    assert text.widest_word(whole, bold=True) == pytest.approx(
        max(text.shape(word, bold=True).width for word in words)
    )


def test_a_text_without_words_has_no_widest() -> None:
    assert text.widest_word("") == 0


@pytest.mark.parametrize("rows", [1, 2, 3, 4])
def test_lines_are_shortened_only_where_there_are_more(rows: int) -> None:
    width = text.shape("Hausordnung").width * 10 + 1
    lines = text.shortened_lines("Hausordnung Hausordnung Hausordnung", 10, width, rows)
    assert len(lines) == min(rows, 3)
    assert ("…" in says(lines[-1])) is (rows < 3)
    assert not any("…" in says(line) for line in lines[:-1])
    assert all(line.width * 10 <= width for line in lines)


def test_bold_parts_of_a_template_alternate() -> None:
    assert text.marked("a **b** c") == (
        TextPart("a ", bold=False),
        TextPart("b", bold=True),
        TextPart(" c", bold=False),
    )
    assert text.marked("a **b**", bold=True) == (
        TextPart("a ", bold=True),
        TextPart("b", bold=False),
    )


def test_names_of_a_list_are_kept_apart() -> None:
    assert text.listed(["Anna", "محمد"]) == "\u2068Anna\u2069, \u2068محمد\u2069"


def test_a_line_from_the_right_keeps_its_direction_when_it_is_cut() -> None:
    line, _ = text.fitted("محمد الحسيني " * 9, 10, 60, 10)
    assert line.rtl
    line, _ = text.fitted("Anna محمد الحسيني " * 9, 10, 60, 10)
    assert not line.rtl


@pytest.mark.parametrize("word", ["ភាសាខ្មែរព្រះ", "श्रीकृष्णक्षत्रिय", "เชียงใหม่ไปเที่ยว", "မြန်မာဘာသာ"])
def test_a_long_word_is_cut_between_letters_only(word: str) -> None:
    parts = (TextPart(word),)
    for width in (2.0, 2.5, 3.0, 3.5):
        ends = [end for _, end in text._breaks(parts, word, width)]
        assert len(ends) > 1
        assert ends[-1] == len(word)
        for end in ends[:-1]:
            assert unicodedata.category(word[end])[0] != "M"
            assert unicodedata.combining(word[end - 1]) != 9
            assert word[end - 1] not in "เแโใไ"
