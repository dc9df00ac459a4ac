import io
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kursplaner.basics.errors import Refused
from kursplaner.exchange.lists.tables import Column, write_table
from kursplaner.exchange.reading import file_guards, list_limits
from kursplaner.exchange.reading.file_guards import FileKind
from kursplaner.exchange.reading.tables import read_table


def kind_of_refusal(path: Path) -> str:
    with pytest.raises(Refused) as refused:
        read_table(path)
    assert refused.value.facts["path"] == path
    return refused.value.kind


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.fixture
def excel(tmp_path: Path) -> Path:
    path = tmp_path / "liste.xlsx"
    rows = [[f"Name {n}", f"Vorname {n}"] for n in range(200)]
    write_table(path, "Personen", [Column("Name"), Column("Vorname")], rows)
    return path


def repacked(source: Path, target: Path, changes: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, old.read(name)))
    return target


SHEET = "xl/worksheets/sheet1.xml"
WORKSHEET = (
    b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/'
    b'main"><sheetData>%s</sheetData></worksheet>'
)


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods", "csv", "tsv"])
def test_an_empty_file_is_named_as_empty(tmp_path: Path, ending: str) -> None:
    assert kind_of_refusal(written(tmp_path / f"leer.{ending}", b"")) == "file_empty"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"Name;Vorname\r\nA;B\r\n", "text"),
        (b"%PDF-1.7 ...", "pdf"),
        (b"SQLite format 3\0" + b"\0" * 100, "database"),
        (b"<html><table><tr><td>Name</td></tr></table></html>", "html"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><x/>", "xml"),
        (b"\0\1\2\3" * 50, "binary"),
    ],
)
def test_what_is_no_workbook_is_foreign(tmp_path: Path, content: bytes, found: str) -> None:
    with pytest.raises(Refused) as refused:
        read_table(written(tmp_path / "liste.xlsx", content))
    assert (refused.value.kind, refused.value.facts["found"]) == ("file_foreign", found)


def test_another_zip_is_foreign(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert kind_of_refusal(tmp_path / "a.xlsx") == "file_foreign"


def test_an_encrypted_workbook_is_named_as_such(tmp_path: Path) -> None:
    content = file_guards._OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    assert kind_of_refusal(written(tmp_path / "a.xlsx", content)) == "file_encrypted"


def test_an_encrypted_ods_is_named_as_such(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    write_table(path, "L", [Column("Name")], [["A"]])
    manifest = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    locked = repacked(path, tmp_path / "b.ods", {"META-INF/manifest.xml": manifest})
    assert kind_of_refusal(locked) == "file_encrypted"


def test_an_old_word_document_is_foreign(tmp_path: Path) -> None:
    content = file_guards._OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le")
    assert kind_of_refusal(written(tmp_path / "a.xls", content)) == "file_foreign"


def test_a_truncated_workbook_is_named_at_every_length(excel: Path, tmp_path: Path) -> None:
    content = excel.read_bytes()
    for length in (3, 100, len(content) // 2, len(content) - 30, len(content) - 1):
        kind = kind_of_refusal(written(tmp_path / "kurz.xlsx", content[:length]))
        assert kind in {"file_truncated", "file_damaged"}


def test_a_damaged_old_workbook_is_refused(tmp_path: Path) -> None:
    content = file_guards._OLE + b"\xff" * 600 + "Workbook".encode("utf-16-le") + b"\0" * 2000
    assert kind_of_refusal(written(tmp_path / "a.xls", content)) == "file_damaged"


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(place=st.floats(0, 0.999), byte=st.integers(0, 255))
def test_a_changed_byte_is_read_or_refused_but_nothing_else(
    excel: Path, tmp_path: Path, place: float, byte: int
) -> None:
    content = bytearray(excel.read_bytes())
    content[int(place * len(content))] = byte
    path = written(tmp_path / "kaputt.xlsx", bytes(content))
    with suppress(Refused):
        assert read_table(path).sheets


def test_a_zip_bomb_is_refused_before_it_is_unpacked(excel: Path, tmp_path: Path) -> None:
    bomb = repacked(excel, tmp_path / "bombe.xlsx", {SHEET: b"\0" * 60_000_000})
    assert bomb.stat().st_size < 1_000_000
    assert kind_of_refusal(bomb) == "file_bomb"


def test_a_member_that_lies_about_its_size_is_refused(excel: Path, tmp_path: Path) -> None:
    bomb = repacked(excel, tmp_path / "luege.xlsx", {SHEET: b" " * 5_000_000})
    lied = bomb.read_bytes().replace(
        (5_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    )
    assert kind_of_refusal(written(bomb, lied)) == "file_damaged"


@pytest.mark.parametrize(
    "cells",
    [
        b'<row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        b'<row><c><v>1</v></c></row><row r="190000"><c r="ZZ190000" s="1"><v>1</v></c></row>',
        b"<row r='1' spans='1:2'><c s='0' r='A1'/><c t='n' r='XFD150000'><v>1</v></c></row>",
    ],
)
def test_a_far_cell_does_not_eat_the_memory(excel: Path, tmp_path: Path, cells: bytes) -> None:
    far = repacked(excel, tmp_path / "weit.xlsx", {SHEET: WORKSHEET % cells})
    assert kind_of_refusal(far) == "list_too_many_rows"


def test_a_far_empty_text_does_not_eat_the_memory(excel: Path, tmp_path: Path) -> None:
    cells = b'<row><c><v>1</v></c></row><row r="190000"><c r="ZZ190000" t="str"><v></v></c></row>'
    far = repacked(excel, tmp_path / "weit.xlsx", {SHEET: WORKSHEET % cells})
    assert kind_of_refusal(far) == "file_too_many_cells"


def test_repeated_ods_cells_do_not_eat_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    write_table(path, "L", [Column("Name")], [["A"]])
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("content.xml")
    many = xml.replace(
        b'<table:table-row><table:table-cell table:style-name="c-text"',
        b'<table:table-row table:number-rows-repeated="1000000"><table:table-cell'
        b' table:number-columns-repeated="16000"',
    )
    assert many != xml
    bomb = repacked(path, tmp_path / "b.ods", {"content.xml": many})
    assert kind_of_refusal(bomb) == "list_too_many_rows"


def test_empty_rows_to_the_end_of_the_sheet_are_no_bomb(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    write_table(path, "L", [Column("Name")], [["A"]])
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("content.xml")
    end = (
        b'<table:table-row table:number-rows-repeated="1048574"><table:table-cell'
        b' table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    usual = repacked(path, tmp_path / "b.ods", {"content.xml": xml.replace(b"</table:table>", end)})
    assert [row.cells for row in read_table(usual).sheets[0].rows if not row.empty] == [
        ("Name",),
        ("A",),
    ]


def test_entities_are_not_expanded(excel: Path, tmp_path: Path) -> None:
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    xml = b'<!DOCTYPE x [<!ENTITY l0 "ha">%s]>' % laughs
    cells = b'<row r="1"><c r="A1" t="inlineStr"><is><t>&l9;</t></is></c></row>'
    path = repacked(
        excel, tmp_path / "lol.xlsx", {SHEET: WORKSHEET.replace(b"?>", b"?>" + xml) % cells}
    )
    with suppress(Refused):
        cell = read_table(path).sheets[0].rows[0].cells[0]
        assert len(str(cell)) < 100


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gross.csv"
    with path.open("wb") as file:
        file.truncate(file_guards.LARGEST_FILE + 1)
    assert kind_of_refusal(path) == "file_too_big"


def test_the_contents_decide_not_the_ending(excel: Path, tmp_path: Path) -> None:
    table = read_table(written(tmp_path / "liste.csv", excel.read_bytes()))
    assert table.kind is FileKind.XLSX


def test_a_missing_file_is_the_systems_own_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_table(tmp_path / "nicht da.xlsx")


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16"), ("cp1252", "cp1252")],
)
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_letters_and_delimiter_are_found_and_told(
    tmp_path: Path, codec: str, encoding: str, delimiter: str
) -> None:
    lines = ["Name,Vorname,Ort", "Müller,Jörg,Plauen", '"Groß, Dr.",Zoë,Adorf']
    text = "\n".join(line.replace(",", delimiter) for line in lines)
    table = read_table(written(tmp_path / "l.csv", text.encode(codec)))
    assert (table.encoding, table.delimiter) == (encoding, delimiter)
    assert table.sheets[0].rows[1].cells == ("Müller", "Jörg", "Plauen")
    assert [row.number for row in table.sheets[0].rows] == [1, 2, 3]


def test_a_wrong_guess_can_be_corrected(tmp_path: Path) -> None:
    path = written(tmp_path / "l.csv", "Příjmení;Jméno\nNovák;Jiří".encode("cp1250"))
    assert read_table(path).encoding == "cp1250"
    assert read_table(path, encoding="cp1252").sheets[0].rows[1].cells == ("Novák", "Jiøí")
    with pytest.raises(Refused) as refused:
        read_table(path, encoding="utf-8")
    assert refused.value.kind == "file_encoding"


def test_excels_own_separator_line_is_obeyed(tmp_path: Path) -> None:
    table = read_table(written(tmp_path / "l.csv", b"sep=|\r\na;b|c\r\n"))
    assert table.sheets[0].rows[0].cells == ("a;b", "c")


def test_a_quote_that_never_closes_means_truncated(tmp_path: Path) -> None:
    assert kind_of_refusal(written(tmp_path / "l.csv", b'a;b\n"x;y\nz')) == "file_truncated"


def test_quotes_written_by_hand_are_forgiven(tmp_path: Path) -> None:
    table = read_table(written(tmp_path / "l.csv", b'a;b\n"Anna" Maria;c\n'))
    assert table.sheets[0].rows[1].cells == ("Anna Maria", "c")


def test_an_endless_field_is_refused_with_its_row(tmp_path: Path) -> None:
    path = written(tmp_path / "l.csv", b"a;b\nc;" + b"x" * 200_000)
    with pytest.raises(Refused) as refused:
        read_table(path)
    assert (refused.value.kind, refused.value.facts["row"]) == ("csv_field_too_long", 2)


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=st.binary(min_size=1, max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    for ending in ("csv", "xlsx"):
        path = written(tmp_path / f"x.{ending}", content)
        with suppress(Refused):
            for sheet in read_table(path).sheets:
                assert [row.number for row in sheet.rows] == list(range(1, len(sheet.rows) + 1))
        assert path.read_bytes() == content


def test_hidden_sheets_are_marked(tmp_path: Path) -> None:
    import xlsxwriter

    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file)
    for name in ("Alt", "Neu"):
        workbook.add_worksheet(name).write_string(2, 1, name)
    workbook.get_worksheet_by_name("Neu").activate()
    workbook.get_worksheet_by_name("Neu").set_first_sheet()
    workbook.get_worksheet_by_name("Alt").hide()
    workbook.close()
    table = read_table(written(tmp_path / "a.xlsx", file.getvalue()))
    assert [(sheet.name, sheet.hidden) for sheet in table.sheets] == [("Alt", True), ("Neu", False)]
    assert table.sheets[1].rows[2].cells == (None, "Neu")
    assert table.sheets[1].rows[2].number == 3


def test_a_folder_is_named_as_one(tmp_path: Path) -> None:
    assert kind_of_refusal(tmp_path) == "file_is_folder"


def test_the_cells_of_an_old_workbook_count_to_the_last_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = Path(__file__).parents[1] / "data" / "personen_alt.xls"
    path = tmp_path / old.name
    path.write_bytes(old.read_bytes())
    cells = sum(len(sheet.rows) * len(sheet.rows[0].cells) for sheet in read_table(path).sheets)
    monkeypatch.setattr(list_limits, "MOST_CELLS", cells)
    assert read_table(path).sheets
    monkeypatch.setattr(list_limits, "MOST_CELLS", cells - 1)
    with pytest.raises(Refused, match="file_too_many_cells"):
        read_table(path)
