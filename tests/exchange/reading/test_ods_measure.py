"""An .ods workbook measured by its contents, written by hand."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.exchange.cell_text import LONGEST_CELL
from kursplaner.exchange.reading import list_limits
from kursplaner.exchange.reading.list_limits import MOST_COLUMNS
from kursplaner.exchange.reading.ods_measure import measured_ods
from tests.exchange.reading.conftest import FEW_ROWS as MOST_ROWS

PATH = Path("liste.ods")
SPACES = "xmlns:table='t' xmlns:office='o' xmlns:text='x'"
TEXT = "office:value-type='string'><text:p>x</text:p>"
NOTE = "<office:annotation><text:p>n</text:p></office:annotation>"


def cell(content: str = TEXT, columns: int = 1) -> str:
    repeated = f"table:number-columns-repeated='{columns}' " if columns > 1 else ""
    return f"<table:table-cell {repeated}{content}</table:table-cell>"


def row(*cells: str, times: int = 1) -> str:
    repeated = f" table:number-rows-repeated='{times}'" if times > 1 else ""
    return f"<table:table-row{repeated}>{''.join(cells)}</table:table-row>"


def measure(*sheets: str) -> int:
    """Measure sheets of these rows and return how many bytes were read."""
    return measure_body(
        "".join(
            f"<table:table table:name='L{at}'>{rows}</table:table>"
            for at, rows in enumerate(sheets)
        )
    )


def measure_body(tables: str) -> int:
    made, told = BytesIO(), list[int]()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "ods")
        archive.writestr("content.xml", f"<office:body {SPACES}>{tables}</office:body>")
    with zipfile.ZipFile(made) as archive:
        measured_ods(PATH, archive, told.append)
    return sum(told)


def refusal(*sheets: str) -> tuple[str, object, object]:
    with pytest.raises(Refused) as found:
        measure(*sheets)
    facts = found.value.facts
    return found.value.kind, facts.get("sheet"), facts.get("found")


def test_every_part_is_read_to_its_end() -> None:
    assert measure() == len(f"ods<office:body {SPACES}></office:body>")


def test_rows_repeated_lie_above_the_next() -> None:
    filled, empty = row(cell()), row(cell(">"), times=MOST_ROWS - 2)
    measure(row(cell()) + empty + filled)
    assert refusal("", filled + empty + filled + filled) == (
        "list_too_many_rows", "L1", MOST_ROWS + 1,
    )  # fmt: skip


def test_columns_repeated_lie_left_of_the_next_and_each_row_begins_anew() -> None:
    wide = row(cell(">", MOST_COLUMNS - 1), cell())
    measure(wide + wide, wide)
    assert refusal(row(cell(">", MOST_COLUMNS), cell()))[::2] == (
        "list_too_many_columns",
        MOST_COLUMNS + 1,
    )


@pytest.mark.parametrize(
    "content",
    [
        "office:value-type='float' office:value='1'>",
        "office:value-type='string' office:string-value='x'>",
        TEXT,
        f"office:value-type='string'>{NOTE}<text:p>x</text:p>",
    ],
)
def test_what_holds_something_counts(content: str) -> None:
    assert refusal(row(cell(">"), times=MOST_ROWS) + row(cell(content)))[2] == MOST_ROWS + 1


@pytest.mark.parametrize(
    "content",
    [
        ">",
        "office:value-type='string'><text:p> </text:p>",
        "office:value-type='string'><text:p/>outside of a paragraph",
        f">{NOTE}",
        "><table:shapes><text:p>n</text:p></table:shapes>",
    ],
)
def test_what_shows_nothing_does_not(content: str) -> None:
    rows = row(cell(">"), times=MOST_ROWS) + row(cell(content))
    body = f"<office:body {SPACES}><table:table table:name='L0'>{rows}</table:table></office:body>"
    assert measure(rows) == len("ods") + len(body)


def test_a_merged_cell_counts_as_any_other() -> None:
    covered = f"<table:covered-table-cell {TEXT}</table:covered-table-cell>"
    assert refusal(row(cell(">", MOST_COLUMNS), covered))[2] == MOST_COLUMNS + 1


def test_the_text_told_is_not_counted_twice() -> None:
    told = f"office:string-value='{'x' * LONGEST_CELL}'"
    measure(row(cell(f"office:value-type='string' {told}><text:p>xx</text:p>")))
    longer = told.replace("='", "='x")
    assert refusal(row(cell(f"office:value-type='string' {longer}>")))[0] == "list_cell_too_long"
    half = f"<text:p>{'x' * (LONGEST_CELL // 2 + 1)}</text:p>"
    assert refusal(row(cell(f"office:value-type='string'>{half}{half}")))[0] == "list_cell_too_long"
    measure(row(*[cell(f"office:value-type='string'>{half}")] * 2))


def test_the_cells_of_all_sheets_count_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_limits, "MOST_CELLS", 12)
    six = row(cell(">", 2), cell(), times=2)
    measure(six, six)
    assert refusal(six, six, row(cell()))[0] == "file_too_many_cells"
    assert refusal(six, row(cell(), times=7))[0] == "file_too_many_cells"
    blank = "office:value-type='string'><text:p/>"
    measure(row(cell(blank), times=12))
    assert refusal(row(cell(blank), times=13))[0] == "file_too_many_cells"
    measure(row(cell(">"), times=13))
    far = row(cell(), times=12)
    assert refusal(far, row(cell()), "")[0] == "file_too_many_cells"


def test_rows_outside_of_any_sheet_count_from_the_first() -> None:
    measure_body(row(cell(">"), times=MOST_ROWS - 1) + row(cell()))
    with pytest.raises(Refused, match="list_too_many_rows"):
        measure_body(row(cell(">"), times=MOST_ROWS) + row(cell()))


def test_a_file_has_no_more_sheets_than_can_be_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_limits, "MOST_SHEETS", 2)
    measure("", row(cell()))
    assert refusal("", "", row(cell())) == ("list_too_many_sheets", None, 3)


def test_each_sheet_begins_in_its_first_row() -> None:
    low = row(cell(">"), times=MOST_ROWS - 1) + row(cell())
    measure(low, low, low)
    assert refusal(low, low, row(cell(">")) + low) == ("list_too_many_rows", "L2", MOST_ROWS + 1)
