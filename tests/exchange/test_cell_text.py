"""What a text must be before a spreadsheet can carry it, at the edges."""

import pytest

from kursplaner.exchange.cell_text import (
    LONGEST_CELL,
    cell_text,
    csv_text,
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
def test_what_could_run_as_a_formula_gets_a_tab(start: str) -> None:
    assert csv_text(f"{start}A1") == f"\t{start}A1"
    assert csv_text(f"A{start}1") == f"A{start}1"


@pytest.mark.parametrize(
    "text",
    [
        *("08626", "12345", "1.234,5", "5 €", "12 %", "1E5", "0 1/2", "1711234567890"),
        *("037423 1234", "+420 602 123 456", "2027-03", "1.2.", "3/4", "3-4", "12:30"),
        *("1:30 pm", "2 a", "märz 2027"),
        *("3. Mai", "Mrz 27", " Mai 2", "1 OKT", "WAHR", "falsch", " True ", "#REF!", "#NV"),
    ],
)
def test_what_a_spreadsheet_would_take_for_a_number_or_day_gets_a_tab(text: str) -> None:
    assert csv_text(text) == f"\t{text}"


@pytest.mark.parametrize(
    "text",
    [
        *("", "Anna", "O'Brien", "'quoted", "A1.1", "E5", "P 7", " A1"),
        *("Mai", "Wahrheit", "Marktstr. 3", "D-08626"),
        *("Kurs 2027-03", "سارة", "A-", "3 Maie", "B2#", "Tel. 037423 1234"),
    ],
)
def test_words_and_names_stay_as_they_are(text: str) -> None:
    assert csv_text(text) == text


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
