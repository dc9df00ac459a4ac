import errno
import os
import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kursplaner.basics.errors import Refused
from kursplaner.exchange.cell_text import LONGEST_CELL, cell_text, csv_text, sheet_name
from kursplaner.exchange.lists import tables
from kursplaner.exchange.lists.tables import Column, Kind, write_table
from kursplaner.exchange.people_list.values import plain_text
from kursplaner.exchange.reading.tables import read_table

HOSTILE = [
    "=1+1",
    '=HYPERLINK("http://x","y")',
    "+49 171 2345678",
    "-Anna",
    "@SUM(A1)",
    "\t=1",
    "'quoted",
    "https://example.org",
    'O\'Brien "Łódź" <b>&amp;</b>',
    "_x0041_",
    "سارة الأحمد",
    "👩‍👧 Ünal",
    "  zwei  Leerzeichen ",
    "erste Zeile\nzweite Zeile",
    "12345",
    "01.01.1990",
    "a;b,c\td",
    "TRUE",
    "#REF!",
]
READABLE = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\ufffe\uffff")
    | st.sampled_from("\n\t=+-@'\";,_x0041 "),
    max_size=40,
)
LISTS = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(READABLE, min_size=width, max_size=width), min_size=1, max_size=6
    )
)


def texts(path: Path, delimiter: str | None = None) -> list[list[str]]:
    return [
        ["" if cell is None else str(cell) for cell in row.cells]
        for row in read_table(path, delimiter=delimiter).sheets[0].rows
    ]


def without_blank_tails(rows: list[list[str]]) -> list[list[str]]:
    """Leave out what the reader leaves out: blank cells at the end, blank rows below."""
    kept = [row[: max((n for n, text in enumerate(row, 1) if text.strip()), default=0)]
            for row in rows]  # fmt: skip
    return kept[: max((n for n, row in enumerate(kept, 1) if row), default=0)]


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=LISTS)
def test_a_spreadsheet_keeps_every_text(tmp_path: Path, ending: str, rows: list[list[str]]) -> None:
    path = tmp_path / f"liste.{ending}"
    write_table(path, "Liste", [Column(f"S{i}") for i in range(len(rows[0]))], rows)
    expected = [[cell_text(text) for text in row] for row in rows]
    assert without_blank_tails(texts(path)[1:]) == without_blank_tails(expected)


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=LISTS)
def test_csv_keeps_every_text_but_for_the_tab_before_what_excel_changes(
    tmp_path: Path, rows: list[list[str]]
) -> None:
    path = tmp_path / "liste.csv"
    write_table(path, "Liste", [Column(f"S{i}") for i in range(len(rows[0]))], rows)
    expected = [[csv_text(cell_text(text)) for text in row] for row in rows]
    assert texts(path, ";")[1:] == without_blank_tails(expected)


def test_hostile_texts_stay_texts_in_excel(tmp_path: Path) -> None:
    path = tmp_path / "liste.xlsx"
    write_table(path, "Personen", [Column("Name")], [[text] for text in HOSTILE])
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == HOSTILE
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in xml
    assert b"hyperlink" not in xml.lower()


def test_csv_hides_a_tab_before_what_excel_would_change_and_quotes_it(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    write_table(path, "Personen", [Column("=Name")], [[text] for text in HOSTILE])
    content = path.read_bytes()
    assert content.startswith(b'\xef\xbb\xbf"\t=Name"\r\n"\t=1+1"\r\n')
    cells = [row.cells[0] for row in read_table(path).sheets[0].rows]
    assert [str(cell).removeprefix("\t") for cell in cells] == ["=Name", *HOSTILE]
    assert not any(str(cell).startswith(("=", "+", "-", "@")) for cell in cells)


def test_csv_has_no_apostrophe_and_gives_every_value_back(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    columns = [Column("Name"), Column("Telefon"), Column("PLZ"), Column("Kurs"), Column("Leer")]
    row = ["-Ali", "+420 602 123 456", "08626", "2027-03", None]
    write_table(path, "Personen", columns, [row, ["O'Brien", "037423 1234", "", 'a"b;c', None]])
    assert path.read_text("utf-8-sig").splitlines()[1:] == [
        '"\t-Ali";"\t+420 602 123 456";"\t08626";"\t2027-03";',
        'O\'Brien;"\t037423 1234";;"a""b;c";',
    ]
    (_, first, second) = read_table(path).sheets[0].rows
    assert [plain_text(cell) for cell in first.cells] == row[:4]
    assert [plain_text(cell) for cell in second.cells][1] == "037423 1234"


def test_a_csv_of_one_column_keeps_its_empty_rows(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    write_table(path, "L", [Column("Name")], [["Anna"], [None], ["Bo"]])
    assert path.read_bytes() == b'\xef\xbb\xbfName\r\nAnna\r\n""\r\nBo\r\n'
    write_table(path, "L", [Column("Name"), Column("Ort")], [[None, None]])
    assert path.read_bytes() == b"\xef\xbb\xbfName;Ort\r\n;\r\n"


def test_every_kind_arrives_as_what_it_is(tmp_path: Path) -> None:
    columns = [Column(kind.value, kind) for kind in Kind]
    row: list[Any] = [
        "Anna", 7, Decimal("1.5"), 123456, date(2027, 3, 2), 540, datetime(2027, 3, 2, 9, 30), 95,
    ]  # fmt: skip
    for ending in ("xlsx", "ods"):
        path = tmp_path / f"liste.{ending}"
        write_table(path, "Alles", columns, [row])
        cells = read_table(path).sheets[0].rows[1].cells
        assert cells[:7] == (
            "Anna", 7, 1.5, 1234.56, date(2027, 3, 2), time(9), datetime(2027, 3, 2, 9, 30)
        )  # fmt: skip
    write_table(tmp_path / "liste.csv", "Alles", columns, [row])
    line = (tmp_path / "liste.csv").read_text("utf-8-sig").splitlines()[1]
    assert line == "Anna;7;1,5;1234,56;02.03.2027;09:00;02.03.2027 09:30;1:35"


def test_negative_amounts_are_numbers_also_in_csv(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    write_table(path, "Geld", [Column("Betrag", Kind.EURO)], [[-5], [0], [Decimal("2.5")]])
    assert path.read_text("utf-8-sig").splitlines()[1:] == ["-0,05", "0,00", "2,50"]


def test_excel_gets_a_real_table_with_german_formats(tmp_path: Path) -> None:
    path = tmp_path / "liste.xlsx"
    columns = [Column("Kurs"), Column("Betrag", Kind.EURO), Column("Tag", Kind.DAY)]
    write_table(path, "Kosten", columns, [["A", 100, date(2027, 3, 2)]])
    sheet = openpyxl.load_workbook(path)["Kosten"]
    assert sheet.tables["Liste"].ref == "A1:C2"
    assert sheet.freeze_panes == "A2"
    assert sheet["B2"].number_format == "#,##0.00\xa0€" or "€" in sheet["B2"].number_format
    assert sheet["C2"].number_format == "dd.mm.yyyy"
    assert sheet.page_setup.orientation == "landscape"


def test_double_empty_and_endless_headings_do_not_break_the_table(tmp_path: Path) -> None:
    path = tmp_path / "liste.xlsx"
    titles = ["Name", "name", "", "x" * 400, "Zwei\nZeilen"]
    write_table(path, "T", [Column(title) for title in titles], [["a"] * 5])
    heading = texts(path)[0]
    assert heading[:3] == ["Name", "name (2)", "Spalte 3"]
    assert heading[4] == "Zwei Zeilen"


def test_an_empty_list_is_a_valid_file(tmp_path: Path) -> None:
    for ending in ("xlsx", "ods", "csv"):
        path = tmp_path / f"leer.{ending}"
        write_table(path, "Leer", [Column("Name"), Column("Tag", Kind.DAY)], [])
        assert texts(path)[0] == ["Name", "Tag"]


@pytest.mark.parametrize("title", ["", "a/b:c*?[]\\", "'x'", "History", "ä" * 60, "👩‍👧" * 20])
def test_every_title_becomes_a_sheet_name(tmp_path: Path, title: str) -> None:
    for ending in ("xlsx", "ods"):
        write_table(tmp_path / f"t.{ending}", title, [Column("Name")], [["Anna"]])
        assert read_table(tmp_path / f"t.{ending}").sheets[0].name == sheet_name(title)


def test_a_text_too_long_for_excel_is_cut_visibly() -> None:
    cut = cell_text("👩" * LONGEST_CELL)
    assert cut.endswith("…")
    assert len(cut.encode("utf-16-le")) <= 2 * LONGEST_CELL


def test_days_before_excels_calendar_stay_readable(tmp_path: Path) -> None:
    path = tmp_path / "alt.xlsx"
    write_table(path, "Alt", [Column("Tag", Kind.DAY)], [[date(1890, 1, 1)], [date(1, 1, 1)]])
    assert texts(path)[1] == ["01.01.1890"]


def test_an_unknown_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        write_table(tmp_path / "liste.docx", "L", [Column("Name")], [])
    assert refused.value.kind == "format_unknown"
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_the_old_file_and_nothing_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "liste.xlsx"
    path.write_bytes(b"old")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space") as fault:
        write_table(path, "L", [Column("Name")], [["Anna"]])
    assert fault.value.errno == errno.ENOSPC
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["liste.xlsx"]


def test_a_missing_folder_is_the_systems_own_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_table(tmp_path / "nicht da" / "liste.csv", "L", [Column("Name")], [])


def test_cells_fit_the_kind_of_their_column(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    columns = [Column("T"), Column("E", Kind.EURO), Column("Z", Kind.INT)]
    rows: list[list[Any]] = [
        [7, 100, 0], ["", "frei", None], [date(2027, 3, 2), 2.5, "\x00"], [None, 1, 5],
    ]  # fmt: skip
    write_table(path, "L", columns, rows)
    assert path.read_bytes().decode("utf-8-sig") == (
        'T;E;Z\r\n"\t7";1,00;0\r\n;frei;\r\n"\t2027-03-02";2,50;\r\n;0,01;5\r\n'
    )


def test_a_list_longer_than_a_sheet_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tables.MOST_ROWS == 1_048_000
    monkeypatch.setattr(tables, "MOST_ROWS", 2)
    path = tmp_path / "liste.CSV"
    write_table(path, "L", [Column("N")], [["a"]] * 2)
    before = path.read_bytes()
    with pytest.raises(Refused) as refused:
        write_table(path, "L", [Column("N")], [["b"]] * 3)
    assert (refused.value.kind, refused.value.facts) == (
        "list_too_long",
        {"path": path, "rows": 3, "limit": 2},
    )
    assert path.read_bytes() == before
