"""Old workbooks say which rows are hidden, struck out and filtered, and which cells are merged.

`personen_versteckt.xls` was written by xlwt: row 3 is hidden, row 4 struck out, a cell of the
second sheet is merged over rows 2 and 3.
"""

import struct
from pathlib import Path

from kursplaner.exchange.reading.book_marks import Area, BookMarks
from kursplaner.exchange.reading.old_excel_marks import OldMarks
from kursplaner.exchange.reading.tables import read_table

FILE = Path(__file__).parents[1] / "data" / "personen_versteckt.xls"


def test_rows_of_an_old_workbook() -> None:
    table = read_table(FILE)
    marks = table.sheet("Käfer").marks
    assert (marks.hidden, marks.struck, marks.filtered) == ({3}, {4}, False)
    assert table.sheet("zwei").marks.merged == [Area(1, 0, 2, 0)]


def test_filters_comments_and_days_from_1904() -> None:
    book = BookMarks()
    heard = OldMarks(book)
    name = "Blatt"
    heard.hear(0, 0x0085, struct.pack("<IBBBB", 99, 0, 0, len(name), 0) + name.encode())
    heard.hear(1, 0x0022, struct.pack("<H", 1))
    heard.hear(99, 0x0809, b"")
    heard.hear(100, 0x009D, b"")
    heard.hear(101, 0x001C, struct.pack("<HH", 4, 2))
    marks = book.sheet(name)
    assert book.since_1904
    assert marks.filtered
    assert marks.comments == {(5, 2): ""}


def test_what_is_too_short_says_nothing() -> None:
    book = BookMarks()
    heard = OldMarks(book)
    for kind in (0x0085, 0x0022, 0x0031, 0x00E0, 0x0208, 0x00E5, 0x001C):
        heard.hear(0, kind, b"\1")
    assert book == BookMarks()
