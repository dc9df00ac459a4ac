"""An .ods workbook measured while it is unpacked; what is repeated counts as if written out."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

from kursplaner.exchange.reading.book_marks import Area, BookMarks, SheetMarks
from kursplaner.exchange.reading.list_limits import Reach, check_cells, check_sheets, check_text
from kursplaner.exchange.reading.xml_stream import LocalNames, Step, drained, watched

_CELLS = {"table-cell", "covered-table-cell"}
_BESIDE = {"annotation", "shapes"}
"""Holds text that belongs to no cell: comments and pictures."""
_MOST_HIDDEN_AT_ONCE = 1_000


def measured_ods(
    path: Path, archive: zipfile.ZipFile, step: Step, marks: BookMarks | None = None
) -> None:
    """Read every member once; `marks` takes in what is said of rows beside their cells.

    Raises:
        Refused: what `list_limits` says, at the first excess.
        ValueError, zipfile.BadZipFile, OSError …: the archive or a part is damaged.
    """
    for member in archive.infolist():
        with archive.open(member) as file:
            if member.filename == "content.xml":
                watch = _ContentWatch(path, marks if marks is not None else BookMarks())
                watched(file, watch, step)
                watch.finish()
            else:
                drained(file, step)


class _ContentWatch:
    """Hears the cells of all sheets in turn."""

    def __init__(self, path: Path, marks: BookMarks) -> None:
        self._path = path
        self._book, self._marks = marks, marks.sheet("")
        self._struck_styles: set[str] = set()
        self._style = self._cell_style = ""
        self._local = LocalNames()
        self._reach = Reach(path, "")
        self._sheets = self._cells = 0
        self._row = self._rows_repeated = self._column = 0
        self._paragraphs = self._beside = self._comment = 0
        self._comment_text = ""
        self._kind = self._told = self._text = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        local = self._local[name]
        if local in _CELLS:
            self._begin_cell(attributes)
        elif local == "p":
            self._paragraphs += 1
        elif local == "table-row":
            self._row += self._rows_repeated
            self._rows_repeated = _repeated(attributes, "table:number-rows-repeated")
            self._column = 0
            if attributes.get("table:visibility", "visible") in {"collapse", "filter"}:
                self._hide()
        elif local == "style":
            self._style = attributes.get("style:name", "")
        elif local == "text-properties":
            if attributes.get("style:text-line-through-style", "none") != "none":
                self._struck_styles.add(self._style)
        elif local == "database-range":
            self._filter(attributes)
        elif local == "table":
            self._begin_sheet(attributes.get("table:name", ""))
        elif local in _BESIDE:
            self._beside += 1
            self._comment += local == "annotation"

    def end(self, name: str) -> None:
        local = self._local[name]
        if local in _CELLS:
            self._end_cell()
        elif local == "p":
            self._paragraphs -= 1
        elif local in _BESIDE:
            self._beside -= 1
            if local == "annotation":
                self._comment -= 1
                row = self._row + self._rows_repeated
                self._marks.comment(row, self._column - 1, self._comment_text)
                self._comment_text = ""
        elif local in {"creator", "date"}:
            self._comment_text = ""  # who wrote a comment, and when

    def text(self, piece: str) -> None:
        if self._paragraphs and not self._beside and not self._told:
            self._text += piece
        elif self._comment and len(self._comment_text) < SheetMarks.LONGEST_COMMENT:
            self._comment_text += f"{piece} "
        if self._text:
            check_text(self._path, self._text)

    def finish(self) -> None:
        """Count the last sheet in."""
        self._cells += self._reach.cells
        check_cells(self._path, self._cells)

    def _begin_sheet(self, name: str) -> None:
        self.finish()
        self._sheets += 1
        check_sheets(self._path, self._sheets)
        self._reach = Reach(self._path, name)
        self._marks = self._book.sheet(name)
        self._row = self._rows_repeated = self._column = 0

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        self._column += _repeated(attributes, "table:number-columns-repeated")
        self._kind = attributes.get("office:value-type", "")
        self._told = attributes.get("office:string-value", "")
        self._text = self._told
        self._cell_style = attributes.get("table:style-name", "")
        self._merge(attributes)
        check_text(self._path, self._text)

    def _end_cell(self) -> None:
        row = self._row + self._rows_repeated
        blank = self._kind in {"", "string"} and not self._text.strip()
        if not blank:
            self._reach.fill(row, self._column)
            if self._struck_styles:
                self._marks.cell(row, struck=self._cell_style in self._struck_styles)
        elif self._kind:
            self._reach.span(row, self._column)

    def _hide(self) -> None:
        """Note hidden rows; those behind the list, hidden a million at once, say nothing."""
        if self._rows_repeated <= _MOST_HIDDEN_AT_ONCE:
            first = self._row + 1
            self._marks.hidden.update(range(first, first + self._rows_repeated))

    def _filter(self, attributes: Mapping[str, str]) -> None:
        if attributes.get("table:display-filter-buttons") == "true":
            target = attributes.get("table:target-range-address", "").rpartition(".")[0]
            self._book.sheet(target.partition(".")[0].strip("$'")).filtered = True

    def _merge(self, attributes: Mapping[str, str]) -> None:
        down = _repeated(attributes, "table:number-rows-spanned")
        across = _repeated(attributes, "table:number-columns-spanned")
        if down > 1 or across > 1:
            top, left = self._row + self._rows_repeated - 1, self._column - 1
            self._marks.merged.append(Area(top, left, top + down - 1, left + across - 1))


def _repeated(attributes: Mapping[str, str], name: str) -> int:
    told = attributes.get(name, "")
    return int(told[:9]) if told else 1
