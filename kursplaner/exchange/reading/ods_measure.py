"""An .ods workbook measured while it is unpacked; what is repeated counts as if written out."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

from kursplaner.exchange.reading.list_limits import Reach, check_cells, check_sheets, check_text
from kursplaner.exchange.reading.xml_stream import LocalNames, Step, drained, watched

_CELLS = {"table-cell", "covered-table-cell"}
_BESIDE = {"annotation", "shapes"}
"""Holds text that belongs to no cell: comments and pictures."""


def measured_ods(path: Path, archive: zipfile.ZipFile, step: Step) -> None:
    """Read every member once.

    Raises:
        Refused: what `list_limits` says, at the first excess.
        ValueError, zipfile.BadZipFile, OSError …: the archive or a part is damaged.
    """
    for member in archive.infolist():
        with archive.open(member) as file:
            if member.filename == "content.xml":
                watch = _ContentWatch(path)
                watched(file, watch, step)
                watch.finish()
            else:
                drained(file, step)


class _ContentWatch:
    """Hears the cells of all sheets in turn."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = LocalNames()
        self._reach = Reach(path, "")
        self._sheets = self._cells = 0
        self._row = self._rows_repeated = self._column = 0
        self._paragraphs = self._beside = 0
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
        elif local == "table":
            self._begin_sheet(attributes.get("table:name", ""))
        elif local in _BESIDE:
            self._beside += 1

    def end(self, name: str) -> None:
        local = self._local[name]
        if local in _CELLS:
            self._end_cell()
        elif local == "p":
            self._paragraphs -= 1
        elif local in _BESIDE:
            self._beside -= 1

    def text(self, piece: str) -> None:
        if self._paragraphs and not self._beside and not self._told:
            self._text += piece
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
        self._row = self._rows_repeated = self._column = 0

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        self._column += _repeated(attributes, "table:number-columns-repeated")
        self._kind = attributes.get("office:value-type", "")
        self._told = attributes.get("office:string-value", "")
        self._text = self._told
        check_text(self._path, self._text)

    def _end_cell(self) -> None:
        row = self._row + self._rows_repeated
        blank = self._kind in {"", "string"} and not self._text.strip()
        if not blank:
            self._reach.fill(row, self._column)
        elif self._kind:
            self._reach.span(row, self._column)


def _repeated(attributes: Mapping[str, str], name: str) -> int:
    told = attributes.get(name, "")
    return int(told[:9]) if told else 1
