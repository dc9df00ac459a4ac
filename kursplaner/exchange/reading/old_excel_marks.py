"""What an old workbook (.xls) says of its rows beside their cells: hidden, struck out, merged.

The records are those of [MS-XLS] 2.4: BoundSheet8, Font, XF, Row, MergeCells, Note, AutoFilterInfo,
FilterMode and Date1904.
"""

import struct

from kursplaner.exchange.reading.book_marks import Area, BookMarks, SheetMarks

_BOUND_SHEET, _FONT, _XF, _DATE_1904 = 0x0085, 0x0031, 0x00E0, 0x0022
_ROW, _MERGED, _NOTE, _FILTER, _FILTERED = 0x0208, 0x00E5, 0x001C, 0x009D, 0x009B
_BEGIN = {0x0009, 0x0209, 0x0409, 0x0809}
_TEXTS_AND_NUMBERS = {0x0203, 0x0204, 0x0205, 0x0006, 0x00FD, 0x00D6, 0x027E}
_SEVERAL_NUMBERS = 0x00BD
_STRUCK_FONT, _HIDDEN_ROW = 0x0008, 0x0020
_NO_FONT = 4
"""No font has this number: those behind it are counted one higher."""
_MOST_MERGED = 20_000


class OldMarks:
    """Hears the records of a workbook in their order."""

    def __init__(self, marks: BookMarks) -> None:
        self._marks = marks
        self._names: dict[int, str] = {}
        self._fonts: list[bool] = []
        self._struck: list[bool] = []
        self._sheet: SheetMarks | None = None

    def hear(self, begin: int, kind: int, data: bytes) -> None:
        """Take in a record; what is too short for its kind says nothing."""
        try:
            if kind in _BEGIN:
                name = self._names.get(begin)
                self._sheet = self._marks.sheet(name) if name is not None else None
            elif self._sheet is None:
                self._of_book(kind, data)
            else:
                self._of_sheet(self._sheet, kind, data)
        except (struct.error, IndexError, UnicodeDecodeError):
            return

    def _of_book(self, kind: int, data: bytes) -> None:
        if kind == _BOUND_SHEET:
            (place,) = struct.unpack_from("<I", data)
            letters, wide = data[6], data[7] & 1
            raw = data[8 : 8 + letters * (1 + wide)]
            self._names[place] = raw.decode("utf-16-le" if wide else "latin-1")
        elif kind == _DATE_1904:
            self._marks.since_1904 = struct.unpack_from("<H", data)[0] == 1
        elif kind == _FONT:
            self._fonts.append(bool(struct.unpack_from("<H", data, 2)[0] & _STRUCK_FONT))
        elif kind == _XF:
            (font,) = struct.unpack_from("<H", data)
            at = font - 1 if font > _NO_FONT else font
            self._struck.append(at < len(self._fonts) and self._fonts[at])

    def _of_sheet(self, sheet: SheetMarks, kind: int, data: bytes) -> None:
        if kind == _ROW:
            (row,) = struct.unpack_from("<H", data)
            if struct.unpack_from("<I", data, 12)[0] & _HIDDEN_ROW:
                sheet.hidden.add(row + 1)
        elif kind in _TEXTS_AND_NUMBERS or kind == _SEVERAL_NUMBERS:
            row, _, style = struct.unpack_from("<HHH", data)
            sheet.cell(row + 1, struck=style < len(self._struck) and self._struck[style])
        elif kind == _MERGED:
            self._merge(sheet, data)
        elif kind == _NOTE:
            row, column = struct.unpack_from("<HH", data)
            sheet.comment(row + 1, column, "")
        elif kind in (_FILTER, _FILTERED):
            sheet.filtered = True

    def _merge(self, sheet: SheetMarks, data: bytes) -> None:
        (count,) = struct.unpack_from("<H", data)
        for at in range(min(count, _MOST_MERGED)):
            top, bottom, left, right = struct.unpack_from("<4H", data, 2 + 8 * at)
            sheet.merged.append(Area(top, left, bottom, right))
