"""What stands in an Excel workbook: cell by cell, and how it is printed."""

import io
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from kursplaner.basics import clock
from kursplaner.exchange.lists.content import Column, Kind, List, Value
from kursplaner.exchange.lists.excel import excel_bytes
from kursplaner.exchange.lists.excel_look import pages_wide


def book(content: List) -> Any:
    return openpyxl.load_workbook(io.BytesIO(excel_bytes(content)))


@pytest.mark.parametrize(
    ("kind", "values", "shown", "form"),
    [
        (Kind.TEXT, ["a", "=1", None], [("s", "a"), ("s", "=1"), ("n", None)], "General"),
        (Kind.INT, [7, "viele"], [("n", 7), ("s", "viele")], "#,##0"),
        (Kind.DECIMAL, [Decimal("1.5"), Decimal("NaN"), Decimal("Infinity")],
         [("n", 1.5), ("s", "NaN"), ("s", "Infinity")], "#,##0.00"),
        (Kind.EURO, [Decimal("2.5")], [("n", 2.5)], "#,##0.00 €"),
    ],
)  # fmt: skip
def test_texts_and_numbers_stay_what_they_are(
    kind: Kind, values: list[Value], shown: list[tuple[str, object]], form: str
) -> None:
    sheet = book(List("L", (Column("N", kind),), tuple((value,) for value in values))).active
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [(cell.data_type, cell.value) for cell in cells] == shown
    assert {cell.number_format for cell in cells} == {form}
    assert {(cell.font.name, cell.font.sz) for cell in cells} == {("Calibri", 11)}
    assert {bool(cell.alignment.wrap_text) for cell in cells} == {kind is Kind.TEXT}


def test_days_and_times_are_numbers_of_excel() -> None:
    rows: tuple[tuple[Value, ...], ...] = (
        (date(1900, 2, 28), 0, datetime(1900, 2, 28, 9), 0),
        (date(1900, 3, 1), 1439, datetime(1900, 3, 1, 12), 90),
        (date(2027, 3, 2), 1440, datetime(2027, 3, 2, 18), 2880),
    )
    kinds = (Kind.DAY, Kind.TIME, Kind.MOMENT, Kind.MINUTES)
    content = List("L", tuple(Column(str(kind), kind) for kind in kinds), rows)
    with zipfile.ZipFile(io.BytesIO(excel_bytes(content))) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    found = re.findall(r'<c r="([A-D][2-4])" s="\d+"( t="s")?><v>(.*?)</v>', xml)
    numbers = {place: float(value) for place, text, value in found if not text}
    day = (date(2027, 3, 2) - date(1899, 12, 30)).days
    assert {place for place, text, _ in found if text} == {"A2", "C2"}
    assert numbers == pytest.approx(
        {
            "B2": 0, "D2": 0, "A3": 61, "B3": 1439 / 1440, "C3": 61.5, "D3": 90 / 1440,
            "A4": day, "B4": 1, "C4": day + 0.75, "D4": 2,
        }
    )  # fmt: skip
    sheet = book(content).active
    assert (sheet["A2"].value, sheet["C2"].value) == ("28.02.1900", "28.02.1900")
    forms = [cell.number_format for cell in sheet[4]]
    assert forms == ["dd.mm.yyyy", "hh:mm", "dd.mm.yyyy hh:mm", "[h]:mm"]


def test_a_workbook_is_titled_and_its_table_has_at_least_one_row() -> None:
    made = book(List("T" * 260, (Column("A", width=9), Column("B", Kind.DAY)), ()))
    sheet = made.active
    assert made.properties.title == "T" * 250
    assert sheet.tables["Liste"].ref == "A1:B2"
    assert sheet.tables["Liste"].tableStyleInfo.name.replace(" ", "") == "TableStyleLight1"
    assert sheet.freeze_panes == "A2"
    assert sheet.row_dimensions[1].height == 21.75
    assert sheet["A1"].font.b
    assert sheet["A1"].fill.fgColor.rgb == "FF1A6B86"
    three = book(List("L", (Column("A"),), (("x",),) * 3)).active
    assert three.tables["Liste"].ref == "A1:A4"
    assert not book(List("L", (), ())).active.tables


def test_a_list_is_printed_across_with_its_name_and_heading_on_every_page() -> None:
    title = "A &  B\n" + "x" * 130
    sheet = book(List(title, (Column("A"),), (("x",),))).active
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    margins = sheet.page_margins
    assert (margins.left, margins.right, margins.top, margins.bottom) == (0.4, 0.4, 0.75, 0.7)
    assert sheet.oddHeader.left.text == "A && B " + "x" * 114
    assert sheet.oddHeader.left.size == 9
    assert sheet.oddFooter.left.text == f"Stand {clock.today():%d.%m.%Y}"
    assert sheet.oddFooter.right.text == "Seite &P von &N"
    assert sheet.print_title_rows == "$1:$1"


@pytest.mark.parametrize(
    ("widths", "repeated", "pages"),
    [
        ([10.0], 0, 1),
        ([60.0, 60.0, 60.0, 36.2], 0, 1),
        ([60.0, 60.0, 60.0, 36.3], 0, 2),
        ([60.0] * 6, 0, 2),
        ([60.0] * 7, 0, 2),
        ([60.0] * 7, 1, 3),
        ([60.0] * 40, 40, 1),
        ([], 0, 1),
    ],
)
def test_a_wide_list_goes_on_beside_rather_than_shrink(
    widths: list[float], repeated: int, pages: int
) -> None:
    assert pages_wide(widths, repeated) == pages


def test_a_wide_list_begins_each_page_with_number_and_name() -> None:
    columns = (Column("Nr.", Kind.INT, 6), Column("Name"), *(Column(f"S{n}") for n in range(9)))
    row: tuple[Value, ...] = (1, *("x" * 58,) * 10)
    wide = book(List("L", columns, (row,))).active
    assert (wide.page_setup.fitToWidth, wide.page_setup.fitToHeight) == (4, 0)
    assert (wide.print_title_cols, wide.print_title_rows) == ("$A:$B", "$1:$1")
    narrow = book(List("L", columns[:2], (row[:2],))).active
    assert narrow.print_title_cols is None
    numbers = book(List("L", (Column("A", Kind.INT, 300),), ((1,),))).active
    assert (numbers.page_setup.fitToWidth, numbers.print_title_cols) == (2, None)


def test_headings_stand_as_their_cells_do() -> None:
    columns = (Column("Nr.", Kind.INT), Column("Name"), Column("Tag", Kind.DAY))
    sheet = book(List("L", columns, ((1, "x", date(2027, 3, 2)),))).active
    heads = [(cell.alignment.horizontal, cell.alignment.indent) for cell in sheet[1]]
    assert heads == [("right", 0), ("left", 1), ("right", 0)]
    assert [cell.alignment.indent for cell in sheet[2]] == [0, 1, 0]
