from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from kursplaner.exchange.blind_cells import NOT_CALCULATED, blind_cells
from kursplaner.exchange.table_file import read_table


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
    assert blind_cells(broken.read_bytes()) == {"Kurs & Co": {(1, 0): "#DIV/0!"}}
    sheet = read_table(broken).sheet("Kurs & Co")
    assert sheet.rows[1].cells[0] == "#DIV/0!"
    assert sheet.rows[2].cells[1] == "Anna"


def test_a_formula_that_was_never_calculated_is_not_empty(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Name", "Vorname"])
    sheet.append(['=CONCATENATE("Mei","er")', "Anna"])
    book.save(tmp_path / "liste.xlsx")
    rows = read_table(tmp_path / "liste.xlsx").sheets[0].rows
    assert rows[1].cells == (NOT_CALCULATED, "Anna")
