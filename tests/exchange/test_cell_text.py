"""What a text must be before a spreadsheet can carry it, at the edges."""

import pytest

from kursplaner.exchange.cell_text import (
    LONGEST_CELL,
    cell_text,
    neutralised,
    sheet_name,
    unique_headings,
)


def test_line_ends_become_one_and_control_signs_go() -> None:
    assert cell_text("a\r\nb\rc\u2028d\x00e\x1bf\ufffeg\th") == "a\nb\nc\ndefg\th"
    assert cell_text("=1+1 'x 😀 سارة") == "=1+1 'x 😀 سارة"


@pytest.mark.parametrize(("sign", "units"), [("x", 1), ("😀", 2)])
def test_a_cell_holds_32767_units_and_is_cut_behind(sign: str, units: int) -> None:
    most = LONGEST_CELL // units
    assert cell_text(sign * most) == sign * most
    cut = cell_text(sign * (most + 1))
    assert cut == sign * ((LONGEST_CELL - 1) // units) + "…"
    assert len(cut.encode("utf-16-le")) <= 2 * LONGEST_CELL


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_what_could_run_as_a_formula_gets_a_quote(start: str) -> None:
    assert neutralised(f"{start}1") == f"'{start}1"
    assert neutralised(f"1{start}") == f"1{start}"


def test_a_sheet_is_named_with_31_signs_at_most() -> None:
    assert sheet_name("A" * 31) == "A" * 31
    assert sheet_name("A" * 32) == "A" * 31
    assert sheet_name("A" * 30 + " B") == "A" * 30
    assert sheet_name("😀" * 16) == "😀" * 15
    assert sheet_name("'A/B[C]: D'") == "A B C   D"
    assert [sheet_name(title) for title in ("", " ' ", "History", "[]")] == ["Tabelle"] * 4


def test_no_two_headings_are_alike_and_none_is_empty() -> None:
    assert unique_headings(["A", "a", "", "A", "A (2)", " B\nC ", ""]) == [
        "A", "a (2)", "Spalte 3", "A (3)", "A (2) (2)", "B C", "Spalte 7",
    ]  # fmt: skip
    assert [len(heading) for heading in unique_headings(["x" * 241, "x" * 240])] == [240, 244]
