from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from kursplaner.exchange.reading.blind_cells import NOT_CALCULATED
from kursplaner.exchange.reading.tables import read_table


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "liste.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("Leer")
    sheet = book.add_worksheet("Kurs & Co")
    sheet.write_row(0, 0, ["Name", "Vorname"])
    sheet.write_formula(1, 0, "=1/0", None, "#DIV/0!")
    sheet.write_formula(2, 1, '="An"&"na"', None, "Anna")
    book.close()
    return path


def test_an_error_is_read_as_excel_shows_it(broken: Path) -> None:
    sheet = read_table(broken).sheet("Kurs & Co")
    assert [row.cells for row in sheet.rows] == [
        ("Name", "Vorname"),
        ("#DIV/0!", None),
        (None, "Anna"),
    ]


def test_a_formula_that_was_never_calculated_is_not_empty(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Name", "Vorname"])
    sheet.append(['=CONCATENATE("Mei","er")', "Anna"])
    book.save(tmp_path / "liste.xlsx")
    rows = read_table(tmp_path / "liste.xlsx").sheets[0].rows
    assert rows[1].cells == (NOT_CALCULATED, "Anna")


def test_an_error_below_and_beside_everything_else_is_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "liste.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Liste")
    sheet.write_row(0, 0, ["Name", "Vorname"])
    sheet.write_formula(3, 2, "=1/0", None, "#DIV/0!")
    book.close()
    rows = read_table(path).sheets[0].rows
    assert rows[3].cells == (None, None, "#DIV/0!")
    assert len(rows) == 4
