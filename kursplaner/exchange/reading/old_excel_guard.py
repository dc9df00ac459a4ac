"""Old workbooks (.xls): measured before they are opened.

The reader follows the file's own chain of sectors and its own counts; in a damaged file a chain
can run in a circle and a count can ask for more memory than there is.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

from kursplaner.exchange.reading.book_marks import BookMarks
from kursplaner.exchange.reading.list_limits import Reach, check_cells, check_sheets
from kursplaner.exchange.reading.old_excel_marks import OldMarks

_HEADER = struct.Struct("<24xHHHHH6xIIIIIIIII")
_FREE = 0xFFFFFFFA
"""From here on a number marks the end of a chain or an unused sector."""

_ENTRY = 128
_STREAM_NAMES = {"workbook", "book"}
_SHARED_TEXTS, _DIMENSIONS = 0x00FC, 0x0200
_SEVERAL_CELLS = {0x00BD, 0x00BE}
_CELLS = _SEVERAL_CELLS | {
    0x0001, 0x0002, 0x0003, 0x0004, 0x0005, 0x0006, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204,
    0x0205, 0x0206, 0x027E, 0x0406,
}  # fmt: skip
_BLANKS, _FORMULA, _EMPTY_TEXT = {0x0001, 0x0201, 0x00BE}, 0x0006, b"\x03\xff\xff"
_NAME_OF_SHEET = 0x0085
_BEGIN_OF_SHEET = {0x0009, 0x0209, 0x0409, 0x0809}


class DamagedError(ValueError):
    """The file contradicts itself."""


def measure_old_workbook(path: Path, content: bytes, marks: BookMarks | None = None) -> None:
    """Look at the reach of all sheets; `marks` takes in what is said of rows beside their cells.

    Raises:
        Refused: what `list_limits` says, at the first excess.
        DamagedError: if it contradicts itself.
    """
    try:
        cells = 0
        heard = OldMarks(marks if marks is not None else BookMarks())
        for reach in _reaches(path, _workbook_stream(content), heard):
            cells += reach.cells
            check_cells(path, cells)
    except (struct.error, IndexError, UnicodeDecodeError) as fault:
        raise DamagedError from fault


def _workbook_stream(content: bytes) -> bytes:
    (
        _minor, _major, _order, shift, mini_shift, _directories, fat_sectors, directory, _stamp,
        cutoff, mini_fat, _minis, difat, difats,
    ) = _HEADER.unpack_from(content)  # fmt: skip
    if shift not in {9, 12} or mini_shift != 6:
        raise DamagedError
    size = 1 << shift
    fat = _fat(content, size, fat_sectors, difat, difats)
    entries = _entries(b"".join(_chain(content, size, fat, directory, offset=size)))
    streams = [entry for entry in entries if entry[0].casefold() in _STREAM_NAMES]
    root = next((entry for entry in entries if entry[1] == 5), None)
    if not streams or root is None:
        raise DamagedError
    # The reader checks no chain it does not follow, but it follows these whatever the stream.
    minis = b"".join(_chain(content, size, fat, mini_fat, offset=size))
    mini_stream = b"".join(_chain(content, size, fat, root[2], offset=size))
    mini = [number for (number,) in struct.iter_unpack("<I", minis)]
    found = b""
    for _name, _kind, start, length in streams:
        small = length < cutoff
        chain = (
            _chain(mini_stream, 64, mini, start, offset=0)
            if small
            else _chain(content, size, fat, start, offset=size)
        )
        found = found or b"".join(chain)[:length]
    return found


def _fat(content: bytes, size: int, sectors: int, difat: int, difats: int) -> list[int]:
    """Return which sector follows which."""
    if sectors > len(content) // size + 1 or difats > len(content) // size + 1:
        raise DamagedError
    places = list(struct.unpack_from("<109I", content, 76))
    for _ in range(difats):
        if difat >= _FREE:
            break
        numbers = struct.unpack_from(f"<{size // 4}I", content, size + difat * size)
        places.extend(numbers[:-1])
        difat = numbers[-1]
    fat: list[int] = []
    for place in [place for place in places if place < _FREE][:sectors]:
        fat.extend(struct.unpack_from(f"<{size // 4}I", content, size + place * size))
    return fat


def _chain(
    content: bytes, size: int, fat: list[int], start: int, *, offset: int
) -> Iterator[bytes]:
    """Yield the sectors of a chain; one that meets itself again is damage."""
    seen: set[int] = set()
    while start < _FREE:
        begin = offset + start * size
        if start in seen or start >= len(fat) or begin >= len(content):
            raise DamagedError
        seen.add(start)
        yield content[begin : begin + size]
        start = fat[start]


def _entries(directory: bytes) -> list[tuple[str, int, int, int]]:
    """Return name, kind, first sector and length of what is in the file."""
    found: list[tuple[str, int, int, int]] = []
    for begin in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        entry = directory[begin : begin + _ENTRY]
        (name_bytes,) = struct.unpack_from("<H", entry, 64)
        if name_bytes > 64:
            raise DamagedError
        name = entry[: max(0, name_bytes - 2)].decode("utf-16-le")
        start, length = struct.unpack_from("<II", entry, 116)
        found.append((name, entry[66], start, length))
    return found


def _reaches(path: Path, stream: bytes, marks: OldMarks) -> Iterator[Reach]:
    """Yield how far every sheet reaches, by its cells and as it says itself."""
    reach, sheets = Reach(path, ""), 0
    for begin, kind, data in _records(stream):
        marks.hear(begin, kind, data)
        if kind in _BEGIN_OF_SHEET:
            yield reach
            reach = Reach(path, "")
        elif kind == _NAME_OF_SHEET:
            sheets += 1
            check_sheets(path, sheets)
        elif kind == _SHARED_TEXTS:
            (texts,) = struct.unpack_from("<I", data, 4)
            if texts > len(stream):
                raise DamagedError
        else:
            _take_in(reach, kind, data)
    yield reach


def _take_in(reach: Reach, kind: int, data: bytes) -> None:
    if kind == _DIMENSIONS and len(data) >= 10:
        wide = len(data) >= 14
        last_row, first, last = struct.unpack_from("<4xI2H" if wide else "<2xH2H", data)
        reach.span(last_row, max(last, first))
    elif kind in _CELLS and len(data) >= 4:
        row, column = struct.unpack_from("<HH", data)
        if kind in _SEVERAL_CELLS:
            column = max(column, struct.unpack_from("<H", data, len(data) - 2)[0])
        if kind in _BLANKS or (kind == _FORMULA and data[6:7] + data[12:14] == _EMPTY_TEXT):
            reach.span(row + 1, column + 1)
        else:
            reach.fill(row + 1, column + 1)


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    begin = 0
    while begin + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, begin)
        if kind == 0 and length == 0:
            return
        yield begin, kind, stream[begin + 4 : begin + 4 + length]
        begin += 4 + length
