"""What workbooks say of their rows: hidden, struck out, merged, commented, counted from 1904."""

import zipfile
from io import BytesIO
from pathlib import Path

import xlsxwriter

from kursplaner.exchange.reading.book_marks import Area, BookMarks, SheetMarks
from kursplaner.exchange.reading.excel_styles import StyleWatch, strikes
from kursplaner.exchange.reading.ods_measure import measured_ods
from kursplaner.exchange.reading.tables import read_table


def test_rows_of_an_excel_workbook(tmp_path: Path) -> None:
    path = tmp_path / "liste.xlsx"
    book = xlsxwriter.Workbook(str(path), {"date_1904": True})
    sheet, struck = book.add_worksheet("Liste"), book.add_format({"font_strikeout": True})
    bold = book.add_format({"bold": True})
    sheet.write_row(0, 0, ("Name", "Vorname", "Ort"), bold)
    sheet.write_row(1, 0, ("Ahorn", "Rima", "Adorf"), struck)
    sheet.write_row(2, 0, ("Cedar",), struck)
    sheet.write_row(2, 1, ("Sami", "Adorf"))
    sheet.write_row(3, 0, ("Dorn", "Ina", "Adorf"))
    sheet.write_rich_string(4, 0, struck, "Ei", struck, "be", bold)
    sheet.write_rich_string(5, 0, struck, "Fi", bold, "chte", bold)
    sheet.set_row(3, None, None, {"hidden": True})
    sheet.merge_range(6, 0, 8, 0, "Ginkgo")
    sheet.autofilter(0, 0, 5, 2)
    book.add_worksheet("Andere").write(0, 0, "x")
    book.close()
    table = read_table(path)
    marks = table.sheet("Liste").marks
    assert marks.hidden == {4}
    assert marks.struck == {2, 5}
    assert marks.merged == [Area(6, 0, 8, 0)]
    assert marks.filtered
    assert table.since_1904
    other = table.sheet("Andere").marks
    assert (other.hidden, other.struck, other.merged, other.filtered) == (set(), set(), [], False)


ODS = """<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s">
<office:automatic-styles><style:style style:name="weg" style:family="table-cell">
<style:text-properties style:text-line-through-style="solid"/></style:style>
<style:style style:name="da"><style:text-properties style:text-line-through-style="none"/>
</style:style></office:automatic-styles>
<table:table table:name="L">
<table:table-row><table:table-cell office:value-type="string" table:style-name="da">
<text:p>Name</text:p></table:table-cell></table:table-row>
<table:table-row table:visibility="filter"><table:table-cell office:value-type="string">
<text:p>Ahorn</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="string" table:style-name="weg"
 table:number-rows-spanned="2" table:number-columns-spanned="1"><text:p>Cedar</text:p>
</table:table-cell></table:table-row>
<table:table-row table:visibility="collapse" table:number-rows-repeated="1048570"/>
</table:table>
<table:database-range table:target-range-address="L.A1:L.B9" table:display-filter-buttons="true"/>
</office:document-content>"""


def test_rows_of_an_open_document() -> None:
    made, marks = BytesIO(), BookMarks()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("content.xml", ODS)
    with zipfile.ZipFile(made) as archive:
        measured_ods(Path("liste.ods"), archive, lambda _: None, marks)
    sheet = marks.sheet("L")
    assert sheet.hidden == {2}, "a million hidden rows behind the list say nothing"
    assert sheet.struck == {3}
    assert sheet.merged == [Area(2, 0, 3, 0)]
    assert sheet.filtered


def test_a_row_is_struck_out_where_at_least_half_of_its_cells_are() -> None:
    marks = SheetMarks()
    marks.cell(1, struck=True)
    marks.cell(1, struck=False)
    assert marks.struck == {1}
    marks.cell(1, struck=False)
    assert marks.struck == set()
    marks.cell(2, struck=False)
    assert marks.struck == set()


def test_styles_that_strike() -> None:
    watch = StyleWatch()
    parts: tuple[tuple[str, dict[str, str]], ...] = (
        ("styleSheet", {}), ("fonts", {}), ("font", {}), ("/", {}), ("font", {}), ("strike", {}),
        ("/", {}), ("/", {}), ("font", {}), ("strike", {"val": "0"}), ("/", {}), ("/", {}),
        ("/", {}), ("cellStyleXfs", {}), ("xf", {"fontId": "1"}), ("/", {}), ("/", {}),
        ("cellXfs", {}), ("xf", {"fontId": "0"}), ("/", {}), ("xf", {"fontId": "1"}), ("/", {}),
        ("xf", {"fontId": "2"}), ("/", {}), ("xf", {"fontId": "9"}), ("/", {}),
        ("xf", {"fontId": "x"}), ("/", {}),
    )  # fmt: skip
    for name, attributes in parts:
        if name == "/":
            watch.end(name)
        else:
            watch.start(name, attributes)
    assert watch.struck == {"1"}
    assert strikes({})
    assert not strikes({"val": "false"})


def test_comments_and_coloured_rows_of_an_excel_workbook(tmp_path: Path) -> None:
    path = tmp_path / "liste.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet, red = book.add_worksheet("Liste"), book.add_format({"bg_color": "#FF0000"})
    white = book.add_format({"bg_color": "#FFFFFF"})
    sheet.write_row(0, 0, ("Name", "Vorname"))
    sheet.write_row(1, 0, ("Ahorn", "Rima"), red)
    sheet.write_row(2, 0, ("Cedar", "Sami"), white)
    sheet.write_comment("B3", "kommt  erst\nab März", {"author": "Frau Holm"})
    book.add_worksheet("Andere").write_comment("A1", "nebenan")
    book.close()
    table = read_table(path)
    marks = table.sheet("Liste").marks
    assert marks.coloured == {2}
    assert marks.comments == {(3, 1): "kommt erst ab März"}
    assert table.sheet("Andere").marks.comments == {(1, 0): "nebenan"}


def test_only_so_many_comments_are_kept() -> None:
    marks = SheetMarks()
    for row in range(6_000):
        marks.comment(row, 0, "x" * 2_000)
    assert len(marks.comments) == 5_000
    assert max(map(len, marks.comments.values())) == SheetMarks.LONGEST_COMMENT
