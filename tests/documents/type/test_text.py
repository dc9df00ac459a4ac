import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kursplaner.documents.type import shaping, text
from kursplaner.documents.type.shaping import Shaped, Span

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
    spans = text.marked("**Danke** {name}!", name="{x} **nicht fett** %s")
    assert spans[0] == Span("Danke", bold=True)
    assert len(spans) == 2
    assert "{x} **nicht fett** %s" in spans[1].text


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
