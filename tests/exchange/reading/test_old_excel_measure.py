"""Old workbooks built byte by byte: what is measured, and what contradicts itself."""

import struct
from collections.abc import Sequence
from pathlib import Path

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.exchange.reading.old_excel_guard import DamagedError, measure_old_workbook

FREE, END = 0xFFFFFFFF, 0xFFFFFFFE
PATH = Path("alt.xls")


def record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def cell(row: int, column: int, kind: int = 0x0203, rest: bytes = b"") -> bytes:
    return record(kind, struct.pack("<HH", row, column) + rest)


def entry(name: str, kind: int, start: int, length: int, *, name_bytes: int | None = None) -> bytes:
    written = name.encode("utf-16-le")
    size = len(written) + 2 if name_bytes is None else name_bytes
    return (
        written.ljust(64, b"\0")
        + struct.pack("<HBx", size, kind).ljust(52, b"\0")
        + struct.pack("<III", start, length, 0)
    )


def workbook(
    stream: bytes,
    *,
    small: bool = False,
    shift: int = 9,
    mini_shift: int = 6,
    cutoff: int = 0,
    name: str = "Workbook",
    root: int = 5,
    entries: Sequence[bytes] = (),
    length: int | None = None,
    fat_sectors: int = 1,
    difats: int = 0,
    after: dict[int, int] | None = None,
    start: int | None = None,
) -> bytes:
    """Return a file: sector 0 says what follows, 1 is the directory, 2 the small one, then data."""
    size = 1 << shift
    length = len(stream) if length is None else length
    first = (0 if small else 3) if start is None else start
    directory = entry("Root Entry", root, 3 if small else END, len(stream) if small else 0)
    directory += b"".join(entries) + entry(name, 2, first, length)
    count = max(1, -(-len(stream) // size))
    follows = [END, END, END, *range(4, 3 + count), END] + [FREE] * size
    for place, following in (after or {}).items():
        follows[place] = following
    minis = [*range(1, -(-len(stream) // 64)), END] if small else []
    mini = struct.pack(f"<{len(minis)}I", *minis).ljust(size, b"\xff")[:size]
    header = struct.pack(
        "<24xHHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, shift, mini_shift, 0, fat_sectors, 1, 0,
        (1 << 20) if small else cutoff, 2, 0, END, difats,
    ) + struct.pack("<109I", 0, *[FREE] * 108)  # fmt: skip
    return b"".join(
        (
            header.ljust(size, b"\0"),
            struct.pack(f"<{size // 4}I", *follows[: size // 4]),
            directory.ljust(size, b"\0"),
            mini,
            stream.ljust(count * size, b"\0"),
        )
    )


def measured(content: bytes) -> str:
    """Return what is said of a file: nothing, "damaged", or the refusal with its number."""
    try:
        measure_old_workbook(PATH, content)
    except DamagedError:
        return "damaged"
    except Refused as refused:
        found = refused.facts.get("found")
        return refused.kind if found is None else f"{refused.kind} {found}"
    return ""


def said(*records: bytes) -> str:
    return measured(workbook(b"".join(records)))


def test_a_filled_cell_counts_by_its_row_and_column() -> None:
    assert said(cell(9_999, 255)) == ""
    assert said(cell(10_000, 0)) == "list_too_many_rows 10001"
    assert said(cell(0, 256)) == "list_too_many_columns 257"
    assert said(record(0x0203, b"\x10\x27\x00")) == "", "too short to hold a place"
    assert said(record(0x0203, b"\x10\x27\x00\x00")) == "list_too_many_rows 10001"
    assert said(record(0x0299, b"\x10\x27\x00\x00")) == "", "no cell"


def test_several_cells_reach_to_the_last_of_them() -> None:
    last = struct.pack("<6xH", 256)
    assert said(cell(0, 3, 0x00BD, last)) == "list_too_many_columns 257"
    assert said(cell(0, 3, 0x00BD, struct.pack("<6xH", 255))) == ""
    assert said(cell(0, 256, 0x00BD, struct.pack("<6xH", 3))) == "list_too_many_columns 257"
    assert said(cell(0, 3, 0x0203, last)) == ""


def test_empty_cells_are_no_rows_but_need_room() -> None:
    for kind in (0x0001, 0x0201):
        assert said(cell(59_999, 49, kind)) == ""
        assert said(cell(59_999, 50, kind)) == "file_too_many_cells"
        assert said(cell(60_000, 49, kind)) == "file_too_many_cells"
    assert said(cell(59_999, 0, 0x00BE, struct.pack("<2xH", 49))) == ""
    assert said(cell(59_999, 0, 0x00BE, struct.pack("<2xH", 50))) == "file_too_many_cells"


def test_a_formula_that_gave_an_empty_text_is_an_empty_cell() -> None:
    def formula(result: bytes) -> bytes:
        return cell(20_000, 0, 0x0006, b"\0\0" + result)

    assert said(formula(b"\x03\0\0\0\0\0\xff\xff")) == ""
    assert said(formula(b"\x02\0\0\0\0\0\xff\xff")) == "list_too_many_rows 20001"
    assert said(formula(b"\x03\0\0\0\0\0\xff\x00")) == "list_too_many_rows 20001"
    assert said(cell(20_000, 0, 0x0203, b"\0\0\x03\0\0\0\0\0\xff\xff")) == (
        "list_too_many_rows 20001"
    )


def test_a_sheet_takes_the_room_it_says_it_has() -> None:
    def wide(rows: int, first: int, last: int) -> bytes:
        return record(0x0200, struct.pack("<4xI2H2x", rows, first, last))

    def narrow(rows: int, first: int, last: int) -> bytes:
        return record(0x0200, struct.pack("<2xH2H2x", rows, first, last))

    for dimensions in (wide, narrow):
        assert said(dimensions(60_000, 0, 50)) == ""
        assert said(dimensions(60_000, 0, 51)) == "file_too_many_cells"
        assert said(dimensions(60_000, 51, 0)) == "file_too_many_cells"
        assert said(dimensions(60_001, 0, 50)) == "file_too_many_cells"
    assert said(wide(3_000_001, 0, 1)) == "file_too_many_cells"
    assert said(record(0x0200, struct.pack("<2xH2H1x", 60_000, 0, 51))) == "", "too short"
    assert said(record(0x0200, struct.pack("<4xI2H1x", 3_000_001, 0, 1))) == "", "read as narrow"


def test_the_room_of_all_sheets_is_added_up() -> None:
    half = cell(29_999, 49, 0x0201)
    begin = record(0x0809, b"\0\0")
    assert said(begin, half, begin, half) == ""
    assert said(begin, half, begin, half, begin, cell(0, 0)) == "file_too_many_cells"
    assert said(half, cell(59_999, 0, 0x0201)) == "", "one sheet takes its widest and its longest"
    for kind in (0x0009, 0x0209, 0x0409):
        assert said(half, record(kind, b""), cell(30_000, 49, 0x0201)) == "file_too_many_cells"


def test_a_hundred_sheets_are_enough() -> None:
    name = record(0x0085, b"\0" * 8)
    assert said(name * 100) == ""
    assert said(name * 101) == "list_too_many_sheets 101"


def test_more_shared_texts_than_bytes_are_damage() -> None:
    def texts(number: int) -> str:
        return said(record(0x00FC, struct.pack("<4xI", number)))

    assert texts(12) == ""
    assert texts(13) == "damaged"
    assert said(record(0x00FC, b"\0" * 7)) == "damaged"


def test_nothing_is_read_behind_the_end() -> None:
    far = cell(10_000, 0)
    assert said(b"\0\0\0\0", far) == ""
    assert said(record(0, b"\0"), far) == "list_too_many_rows 10001"
    assert said(record(0x0299, b""), far) == "list_too_many_rows 10001"
    assert measured(workbook(far, length=len(far) - 5)) == ""
    assert measured(workbook(cell(0, 0) + far, length=8)) == ""
    assert measured(workbook(cell(0, 0) + far + b"\1\1\1")) == "list_too_many_rows 10001"


@pytest.mark.parametrize("small", [False, True])
@pytest.mark.parametrize("sectors", [1, 2, 5])
def test_a_stream_goes_on_from_sector_to_sector(sectors: int, *, small: bool) -> None:
    filler = record(0x0299, b"\0" * 60) * (sectors * 8 - 7)
    assert measured(workbook(filler + cell(10_000, 0), small=small)) == "list_too_many_rows 10001"
    assert measured(workbook(filler + cell(9_999, 0), small=small)) == ""


def test_a_stream_is_small_below_the_cutoff() -> None:
    far = cell(10_000, 0)
    assert measured(workbook(far, cutoff=8)) == "list_too_many_rows 10001"
    assert measured(workbook(far, cutoff=9)) == "damaged", "there is no small stream"


def test_sectors_of_4096_bytes_are_read_and_others_are_damage() -> None:
    far = cell(10_000, 0)
    assert measured(workbook(far, shift=12)) == "list_too_many_rows 10001"
    assert measured(workbook(far, shift=10)) == "damaged"
    assert measured(workbook(far, mini_shift=7)) == "damaged"


def test_the_stream_is_known_by_its_name_beside_a_root() -> None:
    far = cell(10_000, 0)
    for name in ("Workbook", "WORKBOOK", "Book", "book"):
        assert measured(workbook(far, name=name)) == "list_too_many_rows 10001"
    assert measured(workbook(far, name="Workbooks")) == "damaged"
    assert measured(workbook(far, root=1)) == "damaged"
    other = entry("Anderes", 2, 3, 4)
    assert measured(workbook(far, entries=[other])) == "list_too_many_rows 10001"
    empty = entry("Book", 2, END, 0)
    assert measured(workbook(far, entries=[empty])) == "list_too_many_rows 10001"
    broken = entry("Book", 2, 4, 8)
    assert measured(workbook(far, entries=[broken])) == "damaged", "each of them is followed"


def test_a_name_longer_than_its_field_is_damage() -> None:
    far = cell(10_000, 0)
    for size, answer in ((64, "list_too_many_rows 10001"), (65, "damaged"), (66, "damaged"),
                         (0, "list_too_many_rows 10001")):  # fmt: skip
        odd = entry("A" * 31, 2, 3, 4, name_bytes=size)
        assert measured(workbook(far, entries=[odd])) == answer, size


def test_chains_that_run_in_a_circle_or_out_of_the_file_are_damage() -> None:
    long = record(0x0299, b"\0" * 60) * 16
    assert measured(workbook(long)) == ""
    assert measured(workbook(long, after={4: 3})) == "damaged"
    assert measured(workbook(long, after={4: 4})) == "damaged"
    assert measured(workbook(long, after={4: 5})) == "damaged", "behind the end of the file"
    assert measured(workbook(long, after={4: 128})) == "damaged", "behind what follows what"
    assert measured(workbook(long, after={4: 0xFFFFFFFA})) == ""
    assert measured(workbook(long, after={4: 0xFFFFFFF9})) == "damaged"
    assert measured(workbook(long, after={1: 1})) == "damaged"
    assert measured(workbook(long, after={2: 2})) == "damaged"


def test_more_sectors_than_the_file_has_are_damage() -> None:
    far = cell(10_000, 0)
    # The file has five parts of 512 bytes, of which one more may be asked for.
    assert measured(workbook(far, fat_sectors=6)) == "list_too_many_rows 10001"
    assert measured(workbook(far, fat_sectors=7)) == "damaged"
    assert measured(workbook(far, difats=6)) == "list_too_many_rows 10001"
    assert measured(workbook(far, difats=7)) == "damaged"
    assert measured(workbook(far, fat_sectors=0)) == "damaged"


def test_what_follows_what_may_be_said_further_behind() -> None:
    stream = cell(10_000, 0)
    content = bytearray(workbook(stream, difats=1))
    place = (len(content) - 512) // 512
    struct.pack_into("<I", content, 68, place)
    struct.pack_into("<I", content, 76, FREE)
    further = bytes(content) + struct.pack("<128I", 0, *[FREE] * 126, END)
    assert measured(further) == "list_too_many_rows 10001"
    again = bytes(content) + struct.pack("<128I", *[FREE] * 127, place + 1)
    struct.pack_into("<I", content, 72, 2)
    second = bytes(content) + struct.pack("<128I", *[FREE] * 127, place + 1)
    assert measured(again) == "damaged"
    assert measured(second + struct.pack("<128I", 0, *[FREE] * 126, END)) == (
        "list_too_many_rows 10001"
    )


def test_a_file_without_a_whole_header_is_damage() -> None:
    assert measured(b"") == "damaged"
    assert measured(workbook(cell(0, 0))[:75]) == "damaged"


def test_what_follows_what_may_stand_anywhere_in_the_file() -> None:
    far = cell(10_000, 0)
    content = bytearray(workbook(far))
    fat, place = bytes(content[512:1024]), (len(content) - 512) // 512
    content[512:1024] = b"\xff" * 512
    struct.pack_into("<I", content, 76, place)
    assert measured(bytes(content) + fat) == "list_too_many_rows 10001"
    # The last number of a sector is that of the next; the one before it is the last of its own.
    struct.pack_into("<I", content, 76, FREE)
    struct.pack_into("<II", content, 68, place + 1, 1)
    further = struct.pack("<128I", *[FREE] * 126, place, END)
    assert measured(bytes(content) + fat + further) == "list_too_many_rows 10001"


def test_the_first_number_that_means_no_sector_is_none() -> None:
    content = bytearray(workbook(cell(10_000, 0), fat_sectors=2, difats=1))
    struct.pack_into("<I", content, 68, 0xFFFFFFFA)
    struct.pack_into("<I", content, 80, 0xFFFFFFFA)
    assert measured(bytes(content)) == "list_too_many_rows 10001"


def test_a_sector_says_of_128_others_what_follows() -> None:
    long = record(0x0299, b"\0" * 508) * 123
    assert measured(workbook(long + cell(10_000, 0))) == "list_too_many_rows 10001"


def test_small_sectors_may_stand_in_any_order() -> None:
    first, second = record(0x0299, b"\0" * 60), cell(10_000, 0)
    content = bytearray(workbook(first + second.ljust(64, b"\0") + first, small=True, start=2))
    minis = 512 * 3
    struct.pack_into("<III", content, minis, END, END, 1)
    assert measured(bytes(content)) == "list_too_many_rows 10001"
