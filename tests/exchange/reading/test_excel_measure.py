"""An .xlsx workbook measured by its parts, written by hand so that every sign of them counts."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.exchange.cell_text import LONGEST_CELL
from kursplaner.exchange.reading import list_limits
from kursplaner.exchange.reading.blind_cells import NOT_CALCULATED
from kursplaner.exchange.reading.excel_measure import measured_excel
from kursplaner.exchange.reading.list_limits import MOST_CELLS, MOST_COLUMNS
from tests.exchange.reading.conftest import FEW_ROWS as MOST_ROWS

PATH = Path("liste.xlsx")
BOOK = (
    "<workbook xmlns:r='x'><sheets><sheet name='Liste' r:id='rId1'/>"
    "<sheet name='Zweite' r:id='rId2'/></sheets></workbook>"
)
RELATIONS = (
    "<Relationships><Relationship Id='rId1' Target='worksheets/sheet1.xml'/>"
    "<Relationship Id='rId2' Target='/xl/worksheets/sheet2.xml'/>"
    "<Relationship Id='rId3' Target='sharedStrings.xml'/></Relationships>"
)
TEXTS = "<sst><si><t> </t></si><si><t>Wolf</t></si><si><rPh><t>ui</t></rPh></si></sst>"
BLIND = "<c r='B2' t='e'><v>#N/A</v></c>"
Found = dict[str, dict[tuple[int, int], str]]


def packed(*parts: tuple[str, str]) -> BytesIO:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return made


def measured(*parts: tuple[str, str]) -> Found:
    with zipfile.ZipFile(packed(*parts)) as archive:
        return {
            name: dict(cells)
            for name, cells in measured_excel(PATH, archive, lambda _: None).items()
        }


def sheet(cells: str, second: str = "") -> Found:
    """Measure a book whose texts, as often, come behind its sheets."""
    return measured(
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/worksheets/sheet1.xml", f"<worksheet>{cells}</worksheet>"),
        ("xl/worksheets/sheet2.xml", f"<worksheet>{second}</worksheet>"),
        ("xl/sharedStrings.xml", TEXTS),
    )


def refusal(cells: str, second: str = "") -> tuple[str, object]:
    with pytest.raises(Refused) as found:
        sheet(cells, second)
    return found.value.kind, found.value.facts.get("found")


TOO_LOW = ("list_too_many_rows", MOST_ROWS + 1)
FULL = f"<row r='{MOST_ROWS + 1}'><c r='A{MOST_ROWS + 1}' %s</c></row>"


@pytest.mark.parametrize(
    "cell", ["t='s'><v>1</v>", "><v>1</v>", "t='inlineStr'><is><t>x</t></is>", "t='e'><v>#N/A</v>"]
)
def test_what_holds_something_counts(cell: str) -> None:
    assert refusal(FULL % cell) == TOO_LOW


@pytest.mark.parametrize(
    "cell",
    [
        "t='s'><v>0</v>",
        "t='s'><v>2</v>",
        "t='inlineStr'><is><t> </t></is>",
        "t='inlineStr'><is><rPh><t>ui</t></rPh></is>",
        "t='str'><f>A1</f><v></v>",
        "t='inlineStr'><f>A1</f><is><t></t></is>",
        "s='1'>",
    ],
)
def test_what_shows_nothing_does_not(cell: str) -> None:
    assert sheet(FULL % cell) == {}


def test_text_behind_a_phonetic_help_is_heard_again() -> None:
    cell = "t='inlineStr'><is><rPh><t>ui</t></rPh><t>x</t></is>"
    assert refusal(FULL % cell) == TOO_LOW


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("t='e'><v>#REF!</v>", "#REF!"),
        ("t='e'><v></v>", "#N/A"),
        ("><f>A1</f>", NOT_CALCULATED),
        ("><f>A1</f><v></v>", NOT_CALCULATED),
        ("t='str'><f>A1</f>", NOT_CALCULATED),
    ],
)
def test_a_blind_cell_is_found_where_it_stands(cell: str, shown: str) -> None:
    cells = f"<row r='3'><c r='A3'><v>1</v></c><c r='AB3' {cell}</c></row>"
    assert sheet(cells) == {"Liste": {(2, 27): shown}}


def test_the_value_of_one_cell_says_nothing_of_the_next() -> None:
    cells = "<row><c><f>A1</f><v>1</v></c><c><v>x</v></c><c t='str'><v/></c><c><f>B1</f></c></row>"
    assert sheet(cells) == {"Liste": {(0, 3): NOT_CALCULATED}}


def test_each_sheet_begins_anew_under_its_own_name() -> None:
    assert sheet("<row r='7'><c><v>1</v></c></row>", f"<row>{BLIND}</row>") == {
        "Zweite": {(1, 1): "#N/A"}
    }
    unplaced = "<row><c t='e'><v/></c></row>"
    assert sheet("<row r='7'/>", unplaced) == {"Zweite": {(0, 0): "#N/A"}}


def test_places_left_out_follow_on_each_other() -> None:
    error = "<c t='e'><v/></c>"
    cells = f"<row>{error}{error}</row><row>{error}</row><row r='9'>{error}</row><row>{error}</row>"
    assert list(sheet(cells)["Liste"]) == [(0, 0), (0, 1), (1, 0), (8, 0), (9, 0)]
    behind = f"<row><c r='C1'><v>1</v></c>{error}</row>"
    assert list(sheet(behind)["Liste"]) == [(0, 3)]


@pytest.mark.parametrize(
    ("place", "column"), [("A1", 0), ("Z1", 25), ("AA1", 26), ("AZ1", 51), ("iv1", 255)]
)
def test_letters_are_columns(place: str, column: int) -> None:
    assert list(sheet(f"<row><c r='{place}' t='e'><v/></c></row>")["Liste"]) == [(0, column)]


def test_the_last_column_of_excel_is_one_though_too_far() -> None:
    for letters, column in (("IW", MOST_COLUMNS + 1), ("XFD", 16_384), ("ZZZ", 18_278)):
        cell = f"<row><c r='{letters}1'><v>1</v></c></row>"
        assert refusal(cell) == ("list_too_many_columns", column)


@pytest.mark.parametrize("place", ["@1", "[1", "Ä1", "A-1", "A0", "A", "AAAA1", "$A$1"])
def test_a_place_that_is_none_is_damage(place: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (whatever it says)
        sheet(f"<row><c r='{place}'><v>1</v></c></row>")


def test_a_row_of_number_0_is_damage() -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (whatever it says)
        sheet("<row r='0'><c><v>1</v></c></row>")


def test_the_cells_of_all_sheets_count_together(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_CELLS == 3_000_000
    monkeypatch.setattr(list_limits, "MOST_CELLS", 12)
    far = "<row r='2'><c r='C2'><v>1</v></c></row>"
    assert sheet(far, far) == {}
    assert refusal(far, "<row r='7'><c r='A7'><v>1</v></c></row>") == ("file_too_many_cells", None)
    assert refusal("<row r='13'><c r='A13' t='str'><v/></c></row>")[0] == "file_too_many_cells"


def test_parts_that_hold_no_cells_are_only_read_through() -> None:
    other = ("xl/styles.xml", f"<worksheet><row>{BLIND}</row></worksheet>")
    told: list[int] = []
    parts = (("xl/workbook.xml", BOOK), ("xl/_rels/workbook.xml.rels", RELATIONS), other)
    with zipfile.ZipFile(packed(*parts)) as archive:
        assert measured_excel(PATH, archive, told.append) == {}
    assert sum(told) == sum(len(content) for _, content in parts)


@pytest.mark.parametrize(
    ("target", "member"),
    [
        ("blatt.bin", "xl/blatt.bin"),
        ("/xl/blatt.bin", "xl/blatt.bin"),
        ("xl/Blatt.bin", "xl/blatt.bin"),
        ("anderswo/blatt.bin", "xl\\anderswo\\Blatt.bin"),
    ],
)
def test_a_sheet_is_known_wherever_it_lies(target: str, member: str) -> None:
    found = measured(
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", f"<r><Relationship Id='rId2' Target='{target}'/></r>"),
        (member, f"<worksheet><row>{BLIND}</row></worksheet>"),
    )
    assert found == {"Zweite": {(1, 1): "#N/A"}}


def test_a_sheet_the_book_does_not_know_is_called_as_its_part() -> None:
    found = measured(
        ("xl/workbook.xml", BOOK),
        ("xl\\worksheets\\Sheet9.xml", f"<x:worksheet xmlns:x='y'><x:row/>{BLIND}</x:worksheet>"),
    )
    assert found == {"sheet9": {(1, 1): "#N/A"}}


def test_a_text_is_as_long_as_excel_allows_wherever_it_stands() -> None:
    def texts(length: int) -> tuple[str, ...]:
        half, rest = "x" * (length // 2), "x" * (length - length // 2)
        return (
            f"<row><c t='inlineStr'><is><r><t>{half}</t></r><r><t>{rest}</t></r></is></c></row>",
            f"<row><c t='str'><v>{half}{rest}</v></c></row>",
        )

    for cells in texts(LONGEST_CELL):
        assert sheet(cells, cells) == {}
    for cells in texts(LONGEST_CELL + 1):
        assert refusal(cells)[0] == "list_cell_too_long"
    half = f"<si><t>{'x' * (LONGEST_CELL // 2 + 1)}</t></si>"
    parts = (("xl/workbook.xml", BOOK), ("xl/_rels/workbook.xml.rels", RELATIONS))
    assert measured(*parts, ("xl/sharedStrings.xml", f"<sst>{half}{half}</sst>")) == {}
    long = f"<sst>{half.replace('</t>', 'x' * LONGEST_CELL + '</t>')}</sst>"
    with pytest.raises(Refused, match="list_cell_too_long"):
        measured(*parts, ("xl/sharedStrings.xml", long))


def test_a_book_has_no_more_sheets_than_can_be_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_limits, "MOST_SHEETS", 2)
    assert sheet("") == {}
    monkeypatch.setattr(list_limits, "MOST_SHEETS", 1)
    assert refusal("") == ("list_too_many_sheets", 2)
