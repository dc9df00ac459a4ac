"""Lists at their limits: exact boundaries, blank tails, and files made to be too much."""

import os
import random
import socket
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import xlsxwriter

from kursplaner.basics.errors import Refused
from kursplaner.desk.wording.errors.sentences import sentence
from kursplaner.exchange.lists.tables import Column, write_table
from kursplaner.exchange.reading.list_limits import MOST_COLUMNS, MOST_SHEETS
from kursplaner.exchange.reading.tables import Sheet, read_table
from tests.exchange.reading.conftest import FEW_ROWS as MOST_ROWS

ENDINGS = ("xlsx", "ods", "csv")


def refused(path: Path) -> Refused:
    with pytest.raises(Refused) as found:
        read_table(path)
    assert str(path) in sentence(found.value)
    return found.value


def listed(folder: Path, ending: str, rows: int, columns: int = 1) -> Path:
    """Write a list that reaches so far, its heading included."""
    path = folder / f"liste.{ending}"
    line = ["x"] * columns
    write_table(path, "Liste", [Column(f"S{at}") for at in range(columns)], [line] * (rows - 1))
    return path


def with_content(source: Path, change: Callable[[str], str], member: str) -> Path:
    target = source.with_name(f"anders{source.suffix}")
    quick = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
    with zipfile.ZipFile(source) as old, quick as new:
        for name in old.namelist():
            content = old.read(name)
            made = change(content.decode()).encode() if name == member else content
            new.writestr(name, made)
    return target


def with_rows(source: Path, row: str, end: str) -> Path:
    """Put 190 000 different rows before the end of the sheet."""
    member = "content.xml" if source.suffix == ".ods" else "xl/worksheets/sheet1.xml"
    rows = "".join(row.format(number * 7_919 % 1_000_003) for number in range(190_000))
    return with_content(source, lambda xml: xml.replace(end, rows + end), member)


def excel(path: Path, *sheets: Sequence[tuple[int, int, str]]) -> Path:
    """Write a workbook with these cells, rows and columns counted from 0; "" is only coloured."""
    book = xlsxwriter.Workbook(str(path))
    coloured = book.add_format({"bg_color": "#FFEE00"})
    for cells in sheets:
        sheet = book.add_worksheet()
        for row, column, text in cells:
            sheet.write(row, column, text or None, coloured)
    book.close()
    return path


def only(path: Path) -> Sheet:
    (sheet,) = read_table(path).sheets
    return sheet


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_last_row_allowed_passes_and_the_next_is_refused(tmp_path: Path, ending: str) -> None:
    assert len(only(listed(tmp_path, ending, MOST_ROWS)).rows) == MOST_ROWS
    error = refused(listed(tmp_path, ending, MOST_ROWS + 1))
    assert (error.kind, error.facts["found"]) == ("list_too_many_rows", MOST_ROWS + 1)
    assert "in Zeile 10.001 etwas; eingelesen werden höchstens 10.000 Zeilen" in sentence(error)


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_last_column_allowed_passes_and_the_next_is_refused(
    tmp_path: Path, ending: str
) -> None:
    rows = only(listed(tmp_path, ending, 2, MOST_COLUMNS)).rows
    assert [len(row.cells) for row in rows] == [MOST_COLUMNS] * 2
    error = refused(listed(tmp_path, ending, 2, MOST_COLUMNS + 1))
    assert (error.kind, error.facts["found"]) == ("list_too_many_columns", MOST_COLUMNS + 1)
    assert "in der 257. Spalte etwas; eingelesen werden höchstens 256 Spalten" in sentence(error)


def test_the_last_sheet_allowed_passes_and_the_next_is_refused(tmp_path: Path) -> None:
    cell = [(0, 0, "Name")]
    assert len(read_table(excel(tmp_path / "a.xlsx", *[cell] * MOST_SHEETS)).sheets) == MOST_SHEETS
    error = refused(excel(tmp_path / "b.xlsx", *[cell] * (MOST_SHEETS + 1)))
    assert error.kind == "list_too_many_sheets"
    assert "mehr als 100 Blätter" in sentence(error)


def test_the_sheets_of_an_ods_are_counted(tmp_path: Path) -> None:
    def copied(times: int) -> Path:
        def change(xml: str) -> str:
            begin, end = xml.index("<table:table "), xml.index("</table:table>") + 14
            copies = (xml[begin:end].replace('"Liste"', f'"L{at}"') for at in range(times))
            return xml[:begin] + "".join(copies) + xml[end:]

        return with_content(listed(tmp_path, "ods", 2), change, "content.xml")

    assert len(read_table(copied(MOST_SHEETS)).sheets) == MOST_SHEETS
    assert refused(copied(MOST_SHEETS + 1)).kind == "list_too_many_sheets"


def test_the_sheet_is_named_that_reaches_too_far(tmp_path: Path) -> None:
    path = excel(tmp_path / "a.xlsx", [(0, 0, "Name")], [(20_000, 0, "unten")])
    assert "Auf dem Blatt „Sheet2“ der Datei" in sentence(refused(path))
    assert refused(path).facts["found"] == 20_001


def test_what_is_only_coloured_to_the_end_of_the_sheet_does_not_count(tmp_path: Path) -> None:
    cells = [(0, 0, "Name"), (1, 0, "Wolf"), (1_048_575, 300, ""), (1, 16_383, "")]
    sheet = only(excel(tmp_path / "a.xlsx", cells))
    assert [row.cells for row in sheet.rows] == [("Name",), ("Wolf",)]


def test_formulas_drawn_down_that_show_nothing_do_not_count(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_column(0, 0, ["Name", "Wolf"])
    for row in range(1, MOST_ROWS + 50):
        sheet.write_formula(row, 1, f'=IF(A{row + 1}="","","da")', None, "da" if row == 1 else "")
        sheet.write_string(row, 2, " ")
    book.close()

    def as_excel(xml: str) -> str:
        """Say of each value that it is a text, here an empty one."""
        return xml.replace("><f>", ' t="str"><f>').replace('t="str" t="str"', 't="str"')

    path = with_content(path, as_excel, "xl/worksheets/sheet1.xml")
    assert [row.cells for row in only(path).rows] == [("Name", None), ("Wolf", "da")]


def test_blank_rows_and_columns_behind_a_text_file_do_not_count(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Name;Ort" + ";" * 500 + "\nWolf;Adorf\n" + ";; ;\n" * 40_000)
    assert [row.cells for row in only(path).rows] == [("Name", "Ort"), ("Wolf", "Adorf")]


def test_blank_rows_between_filled_ones_keep_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Name;Ort\n;;\n\nWolf;Adorf\n")
    rows = only(path).rows
    assert [row.number for row in rows if not row.empty] == [1, 4]


@pytest.mark.parametrize("filled", [MOST_ROWS, MOST_ROWS + 1])
def test_repeated_rows_of_an_ods_count_as_if_written_out(tmp_path: Path, filled: int) -> None:
    repeat = f'<table:table-row table:number-rows-repeated="{filled - 1}">'

    def change(xml: str) -> str:
        head, _, tail = xml.rpartition("<table:table-row>")
        return head + repeat + tail

    path = with_content(listed(tmp_path, "ods", 2), change, "content.xml")
    if filled > MOST_ROWS:
        assert refused(path).facts["found"] == filled
    else:
        assert len(only(path).rows) == filled


def test_repeated_columns_of_an_ods_count_as_if_written_out(tmp_path: Path) -> None:
    path = listed(tmp_path, "ods", 2)
    cell = '<table:table-cell table:number-columns-repeated="100000"'
    change = lambda xml: xml.replace("<table:table-cell", cell)  # noqa: E731
    error = refused(with_content(path, change, "content.xml"))
    assert (error.kind, error.facts["found"]) == ("list_too_many_columns", 100_000)


def test_a_comment_of_an_ods_cell_is_none_of_its_text(tmp_path: Path) -> None:
    note = f"<office:annotation><text:p>{'x' * 40_000}</text:p></office:annotation><text:p>x"
    path = listed(tmp_path, "ods", 2)
    change = lambda xml: xml.replace("<text:p>x", note)  # noqa: E731
    assert only(with_content(path, change, "content.xml")).rows[1].cells == ("x",)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_list_of_190_000_rows_is_refused(tmp_path: Path, ending: str) -> None:
    path = listed(tmp_path, ending, 2)
    if ending == "csv":
        path.write_text("".join(f"Wolf {row};Adorf\n" for row in range(190_000)))
    elif ending == "ods":
        cell = (
            'table:table-cell office:value-type="string"><text:p>Wolf {}</text:p></table:table-cell'
        )
        path = with_rows(path, f"<table:table-row><{cell}></table:table-row>", "</table:table>")
    else:
        path = with_rows(
            path, "<row><c t='inlineStr'><is><t>Wolf {}</t></is></c></row>", "</sheetData>"
        )
    error = refused(path)
    assert (error.kind, error.facts["found"]) == ("list_too_many_rows", MOST_ROWS + 1)


def test_100_000_columns_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Name;" * 100_000 + "Ort\nWolf\n")
    error = refused(path)
    assert (error.kind, error.facts["found"]) == ("list_too_many_columns", 100_001)


@pytest.mark.parametrize("length", [32_767, 32_768])
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_cell_may_be_as_long_as_excel_allows(tmp_path: Path, ending: str, length: int) -> None:
    path = listed(tmp_path, ending, 2)
    long = "Wolf " + "w" * (length - 5)
    if ending == "csv":
        path.write_text(f"Name;Ort\n{long};Adorf\n")
    else:
        member = "content.xml" if ending == "ods" else "xl/sharedStrings.xml"
        path = with_content(path, lambda xml: xml.replace(">x<", f">{long}<"), member)
    if length == 32_767:
        assert only(path).rows[1].cells[0] == long
        return
    error = refused(path)
    kind = "csv_field_too_long" if ending == "csv" else "list_cell_too_long"
    assert (error.kind, error.facts["limit"]) == (kind, 32_767)
    assert "32.767 Zeichen" in sentence(error)


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_cell_of_fifty_megabytes_is_refused_where_it_begins(tmp_path: Path, ending: str) -> None:
    text = "".join(random.Random(1).choices("abc ", k=100_000)) * 500
    member = "content.xml" if ending == "ods" else "xl/sharedStrings.xml"
    change = lambda xml: xml.replace(">x<", f">Wolf {text}<")  # noqa: E731
    error = refused(with_content(listed(tmp_path, ending, 2), change, member))
    assert error.kind == "list_cell_too_long"
    assert "sie beginnt mit „Wolf " in sentence(error)


def test_a_sheet_that_lies_elsewhere_is_measured_too(tmp_path: Path) -> None:
    source = excel(tmp_path / "a.xlsx", [(0, 0, "Name"), (20_000, 0, "unten")])
    target = tmp_path / "b.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(b"worksheets/sheet1.xml", b"anderswo/Blatt.bin")
            new.writestr(name.replace("worksheets/sheet1.xml", "anderswo/Blatt.bin"), content)
    assert refused(target).kind == "list_too_many_rows"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of POSIX")
def test_a_pipe_nobody_writes_to_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    os.mkfifo(path)
    assert refused(path).kind == "file_is_device"


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="sockets of POSIX")
def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("liste.csv")
        assert refused(Path("liste.csv")).kind == "file_is_device"


@pytest.mark.parametrize("ending", ENDINGS)
def test_how_far_the_reading_is_never_goes_back(tmp_path: Path, ending: str) -> None:
    told: list[tuple[int, int]] = []
    read_table(listed(tmp_path, ending, 3_000, 5), tell=lambda *step: told.append(step))
    shares = [done / total for done, total in told]
    assert shares == sorted(shares)
    assert len(set(shares)) > 5
    assert shares[-1] > 0.9


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_reading_ends_when_its_listener_raises(tmp_path: Path, ending: str) -> None:
    path = listed(tmp_path, ending, 3_000, 5)

    def stop(done: int, total: int) -> None:
        if done > total * 0.6:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        read_table(path, tell=stop)
