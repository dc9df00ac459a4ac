"""How a line falls into runs, and where the pen stands after each."""

import re
from string import ascii_letters

import pytest

from kursplaner.documents.type import bidi, fonts, shaping
from kursplaner.documents.type.shaping import Mark, Run, Shaped, TextPart

LATIN, ARABIC, EMOJI = "NotoSans-Regular", "NotoNaskhArabic-Regular", "NotoEmoji-Regular"


def line(text: str, direction: bidi.Direction = "auto") -> Shaped:
    return shaping.shape_line((TextPart(text),), direction)


def test_control_signs_become_blanks_and_empty_parts_go() -> None:
    parts = [TextPart(""), TextPart("a\tb"), TextPart("x\u2028y\u2029z\x07", bold=True)]
    assert shaping.clean(parts) == (TextPart("a b"), TextPart("x y z ", bold=True))
    assert shaping.clean([TextPart("e\u0301\ud800ü")]) == (TextPart("é\ufffdü"),)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        ("ab", [LATIN]),
        ("aͰ", [LATIN] * 2), ("ͰϿ", [LATIN]), ("ϿЀ", [LATIN] * 2), ("Ѐԯ", [LATIN]),
        ("ԯԱ", [LATIN, "NotoSansArmenian-Regular"]),
        ("\u0904\u097f", [LATIN]), ("\u097f\u0980", [LATIN, "NotoSansBengali-Regular"]),
        ("م1", [ARABIC] * 2), ("1م", [ARABIC] * 2), ("a م 1", [LATIN, ARABIC, ARABIC]),
        ("(م)", [ARABIC]),
        ("☺\ufe0f!", [EMOJI, LATIN]),
        ("12 ü", [LATIN]),
    ],
)  # fmt: skip
def test_a_run_has_one_font_and_script(text: str, names: list[str]) -> None:
    made = line(text)
    assert [run.face.name for run in made.runs] == names
    assert made.width == pytest.approx(sum(run.width for run in made.runs))


def test_each_weight_is_a_run_and_the_first_strong_sign_turns_the_line() -> None:
    made = shaping.shape_line((TextPart("ab"), TextPart("cd", bold=True), TextPart("e")), "auto")
    names = [run.face.name for run in made.runs]
    assert names == [LATIN, "NotoSans-Bold", LATIN]
    assert (line("م").rtl, line("a").rtl, line("a", "rtl").rtl) == (True, False, True)


def test_invisible_signs_leave_no_trace() -> None:
    assert line("a\u200bb") == line("ab")
    assert line("a\u200b") == line("a")


def ends(run: Run) -> list[float]:
    """Return where the pen stands after each of the run's heights, in thousandths of an em."""
    found, place = [], 0.0
    for mark in run.marks:
        shown = re.fullmatch(r"\[(.*)\] TJ", mark.drawing)
        assert shown is not None
        for codes, shift in re.findall(r"<([0-9A-F]+)>|(-?[\d.]+(?:e[+-]?\d+)?)", shown[1]):
            for at in range(0, len(codes), 4):
                place += run.face.advance(run.face.meaning(int(codes[at : at + 4], 16))[0])
            place -= float(shift or 0)
        found.append(place)
    return found


@pytest.mark.parametrize(
    "text",
    [ascii_letters, "Voß, Tàm", "e\u0323\u0301x", "مُحَمَّدٌ", "سارة الأحمد", "بِسْمِ", "क्षि", "☺\ufe0f"],
)  # fmt: skip
def test_the_pen_ends_at_the_width_of_the_run_after_every_height(text: str) -> None:
    for run in line(text).runs:
        assert ends(run) == [pytest.approx(run.width * 1000, abs=0.3)] * len(run.marks)
        codes = {
            int(group[at : at + 4], 16)
            for mark in run.marks
            for group in re.findall("<([0-9A-F]+)>", mark.drawing)
            for at in range(0, len(group), 4)
        }
        assert codes == run.codes


def test_signs_on_the_line_come_before_raised_ones() -> None:
    heights = [mark.rise for run in line("مُحَمَّدٌ").runs for mark in run.marks]
    assert len(heights) > 1
    assert heights[0] == 0
    assert heights[1:] == sorted(set(heights[1:]) - {0})


def test_a_searcher_finds_each_text_once() -> None:
    for text, said in (("ab", ["a", "b"]), ("(م)", ["(", ")", "م"])):
        (run,) = line(text).runs
        assert sorted(run.face.meaning(code)[1] for code in run.codes) == said


def test_the_height_is_named_when_it_changes_and_taken_back_at_the_end() -> None:
    def told(*rises: float) -> list[str]:
        marks = tuple(Mark(rise, f"d{at}") for at, rise in enumerate(rises))
        made = Shaped((Run(fonts.sans(), marks, frozenset(), 1.0),), 1.0)
        return list(shaping.instructions(made, 10.5, ["F1"]))

    assert told(0) == ["/F1 10.5 Tf d0"]
    assert told(0.2) == ["/F1 10.5 Tf", "2.100 Ts", "d0", "0 Ts"]
    assert told(0, 0.2) == ["/F1 10.5 Tf", "d0", "2.100 Ts", "d1", "0 Ts"]
    assert told(0.2, 0, 0) == ["/F1 10.5 Tf", "2.100 Ts", "d0", "0.000 Ts", "d1", "d2"]
    with pytest.raises(ValueError, match="zip"):
        list(shaping.instructions(line("a"), 10, []))


def test_a_line_longer_than_a_hundred_ems_has_no_number_with_an_exponent() -> None:
    made = line("بنت محمد الحسين " * 40)
    assert made.width > 100
    drawings = [mark.drawing for run in made.runs for mark in run.marks]
    assert any(abs(float(number)) > 99_999 for drawing in drawings
               for number in re.findall(r"[>\[](-?[\d.]+)<", drawing))  # fmt: skip
    assert not any("e" in drawing for drawing in drawings)
