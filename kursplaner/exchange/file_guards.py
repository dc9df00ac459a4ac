"""What a file must pass before an Excel library may open it: none of them guards itself."""

import re
import zipfile
import zlib
from enum import StrEnum
from io import BytesIO
from pathlib import Path

from kursplaner.basics.errors import Refused
from kursplaner.exchange.old_excel_guard import DamagedError, cells_of_old_workbook

LARGEST_FILE = 30_000_000
LARGEST_UNPACKED = 250_000_000
UNSUSPICIOUS_UNPACKED = 20_000_000
LARGEST_RATIO = 150
MOST_MEMBERS = 5_000
MOST_ROWS = 200_000
MOST_CELLS = 3_000_000
_COLUMNS_OF_EXCEL = 16_384

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_OTHER_OFFICE_97 = tuple(
    name.encode("utf-16-le") for name in ("WordDocument", "PowerPoint Document", "__nameid_version")
)
_ODS_MIME = b"application/vnd.oasis.opendocument.spreadsheet"
_TEXT_ENDINGS = {".csv", ".tsv", ".txt", ".tab"}
_FOREIGN_STARTS = {
    b"%PDF": "pdf",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF8": "picture",
    b"SQLite format 3\0": "database",
    b"{\\rtf": "rtf",
    b"\x1f\x8b": "archive",
    b"7z\xbc\xaf": "archive",
    b"Rar!": "archive",
    b"MZ": "program",
    b"\x7fELF": "program",
}


_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    RuntimeError,
    NotImplementedError,
    EOFError,
    OSError,
    ValueError,
)


class FileKind(StrEnum):
    """What a file is by its contents."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    TEXT = "text"


def examined(path: Path) -> tuple[bytes, FileKind]:
    """Return the file's bytes and what they are, once they are safe to open.

    Raises:
        Refused: see table_file.read_table.
        OSError: untouched.
    """
    content = _limited(path)
    kind = _kind_of(path, content)
    if kind in {FileKind.XLSX, FileKind.ODS}:
        _check_archive(path, content, kind)
    if kind is FileKind.XLS:
        _check_old_workbook(path, content)
    return content, kind


def _limited(path: Path) -> bytes:
    with path.open("rb") as file:
        content = file.read(LARGEST_FILE + 1)
    if not content:
        raise Refused("file_empty", path=path)
    if len(content) > LARGEST_FILE:
        raise Refused("file_too_big", path=path, limit=LARGEST_FILE)
    return content


def _kind_of(path: Path, content: bytes) -> FileKind:
    if content.startswith(b"PK"):
        return _archive_kind(path, content)
    if content.startswith(_OLE):
        if _ENCRYPTED_PACKAGE in content:
            raise Refused("file_encrypted", path=path)
        if any(name in content for name in _OTHER_OFFICE_97):
            raise Refused("file_foreign", path=path, found="document")
        return FileKind.XLS
    found = _foreign(content)
    if found is None and path.suffix.lower() in _TEXT_ENDINGS:
        return FileKind.TEXT
    raise Refused("file_foreign", path=path, found=found or "text")


def _foreign(content: bytes) -> str | None:
    """Return what a file is that is certainly no list, None if it may be text."""
    for start, name in _FOREIGN_STARTS.items():
        if content.startswith(start):
            return name
    opening = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if opening.startswith((b"<!doctype html", b"<html", b"<table")):
        return "html"
    if opening.startswith(b"<?xml"):
        return "xml"
    is_utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    return "binary" if b"\0" in content and not is_utf16 else None


def _archive_kind(path: Path, content: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "xl/workbook.xml" in {name.replace("\\", "/") for name in names}:
                return FileKind.XLSX
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                mime = archive.read("mimetype")
                if mime.startswith(_ODS_MIME) and "content.xml" in names:
                    return FileKind.ODS
    except zipfile.BadZipFile as fault:
        # The directory stands at the end of a zip: a missing one is a cut-off download.
        raise Refused("file_truncated", path=path) from fault
    except _BROKEN as fault:
        raise Refused("file_damaged", path=path) from fault
    raise Refused("file_foreign", path=path, found="archive")


def _check_old_workbook(path: Path, content: bytes) -> None:
    try:
        cells = cells_of_old_workbook(content)
    except DamagedError as fault:
        raise Refused("file_damaged", path=path) from fault
    if cells > MOST_CELLS:
        raise Refused("file_too_many_cells", path=path, limit=MOST_CELLS)


def _check_archive(path: Path, content: bytes, kind: FileKind) -> None:
    """Refuse zip bombs, damage, encryption, and sheets that would not fit into memory."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            _check_sizes(path, members)
            _check_not_encrypted(path, archive, members)
            cells = 0
            for member in members:
                # Reading to the end checks length and CRC: a member that lies is caught here.
                unpacked = archive.read(member)
                cells += _cells_in(path, member.filename, unpacked, kind)
    except _BROKEN as fault:
        raise Refused("file_damaged", path=path) from fault
    if cells > MOST_CELLS:
        raise Refused("file_too_many_cells", path=path, limit=MOST_CELLS)


def _check_sizes(path: Path, members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    if len(members) > MOST_MEMBERS or unpacked > LARGEST_UNPACKED:
        raise Refused("file_bomb", path=path, unpacked=unpacked)
    if unpacked > UNSUSPICIOUS_UNPACKED and unpacked / packed > LARGEST_RATIO:
        raise Refused("file_bomb", path=path, unpacked=unpacked)


def _check_not_encrypted(
    path: Path, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]
) -> None:
    locked = any(member.flag_bits & 0x1 for member in members)
    manifest = "META-INF/manifest.xml"
    if not locked and manifest in archive.namelist():
        locked = b"encryption-data" in archive.read(manifest)
    if locked:
        raise Refused("file_encrypted", path=path)


# The reader makes a rectangle up to the last cell used, so one far cell costs as much memory as
# a full sheet, and a repeated one as much as its copies. Both are measured before.
_ATTRIBUTES = rb"""(?:[^>"']|"[^"]*"|'[^']*')*"""
_EXCEL_PART = re.compile(
    rb"""<(?:\w+:)?(c|row)\b(?:\s+(?!r\s*=)[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*"""
    rb"""(?:\s+r\s*=\s*["']([A-Za-z]{0,3})(\d*)["'])?"""
)
_ODS_PART = re.compile(
    rb"<table:(table-row|table-cell|covered-table-cell)\b(" + _ATTRIBUTES + rb")>"
)
_ROWS_REPEATED = re.compile(rb"""number-rows-repeated\s*=\s*["'](\d+)""")
_COLUMNS_REPEATED = re.compile(rb"""number-columns-repeated\s*=\s*["'](\d+)""")


def _cells_in(path: Path, name: str, unpacked: bytes, kind: FileKind) -> int:
    if kind is FileKind.ODS:
        return _ods_cells(path, unpacked) if name == "content.xml" else 0
    if "worksheets/" in name and name.endswith(".xml"):
        return _excel_cells(path, unpacked)
    return 0


def _excel_cells(path: Path, xml: bytes) -> int:
    """Return the area of the rectangle that the cells of a worksheet span."""
    row = column = last_row = last_column = 0
    columns: dict[bytes, int] = {}
    for found in _EXCEL_PART.finditer(xml):
        part, letters, digits = found.groups()
        row_told = int(digits[:9]) if digits else 0
        if part == b"row":
            row, column = row_told or row + 1, 0
            continue
        if letters and letters not in columns:
            columns[letters] = _column_number(letters.upper())
        column = columns[letters] if letters else column + 1
        last_row = max(last_row, row_told if letters else row)
        last_column = max(last_column, column)
    if last_row > MOST_ROWS or last_column > _COLUMNS_OF_EXCEL:
        raise Refused("file_too_many_cells", path=path, limit=MOST_CELLS)
    return last_row * last_column


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _ods_cells(path: Path, xml: bytes) -> int:
    """Return the cells that a content.xml makes once its repetitions are written out."""
    row = last_row = column = widest = repeats = 0
    for part, attributes in _ODS_PART.findall(xml):
        if part == b"table-row":
            row += repeats
            repeats, column = _repeated(_ROWS_REPEATED, attributes), 0
            continue
        column += _repeated(_COLUMNS_REPEATED, attributes)
        if b"value-type" in attributes:
            last_row, widest = row + repeats, max(widest, column)
    if last_row > MOST_ROWS or last_row * widest > MOST_CELLS:
        raise Refused("file_too_many_cells", path=path, limit=MOST_CELLS)
    return last_row * widest


def _repeated(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found.group(1)[:9]) if found else 1
