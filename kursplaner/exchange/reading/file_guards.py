"""What a file must pass before an Excel library may open it: none of them guards itself."""

import zipfile
import zlib
from dataclasses import dataclass, field
from enum import StrEnum
from io import BytesIO
from pathlib import Path

from kursplaner.basics.errors import Refused
from kursplaner.basics.limited_file import read_limited
from kursplaner.basics.progress import Tell, part, untold
from kursplaner.exchange.reading.blind_cells import BlindCells
from kursplaner.exchange.reading.book_marks import BookMarks
from kursplaner.exchange.reading.encodings import looks_like_utf16
from kursplaner.exchange.reading.excel_measure import measured_excel
from kursplaner.exchange.reading.ods_measure import measured_ods
from kursplaner.exchange.reading.old_excel_guard import DamagedError, measure_old_workbook

LARGEST_FILE = 30_000_000
LARGEST_UNPACKED = 250_000_000
UNSUSPICIOUS_UNPACKED = 20_000_000
LARGEST_RATIO = 150
MOST_MEMBERS = 5_000

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


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that is safe to open.

    Attributes:
        blind: of an .xlsx file: what stands in cells that a library shows as empty.
        marks: what a workbook says of its rows beside their cells.
    """

    content: bytes
    kind: FileKind
    blind: BlindCells = field(default_factory=dict)
    marks: BookMarks = field(default_factory=BookMarks)


def examined(path: Path, tell: Tell = untold) -> Examined:
    """Return the file's bytes and what they are, once they are safe to open.

    Raises:
        Refused: see table_file.read_table.
        OSError: untouched.
    """
    content = read_limited(path, LARGEST_FILE, part(tell, 0, 0.2))
    if not content:
        raise Refused("file_empty", path=path)
    kind = _kind_of(path, content)
    blind: BlindCells = {}
    marks = BookMarks()
    if kind in {FileKind.XLSX, FileKind.ODS}:
        blind = _measured(path, content, kind, marks, part(tell, 0.2, 1))
    if kind is FileKind.XLS:
        _check_old_workbook(path, content, marks)
    return Examined(content, kind, blind, marks)


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
    ending = path.suffix.lower()
    if found is None and (ending in _TEXT_ENDINGS or (ending == ".xls" and _is_table(content))):
        return FileKind.TEXT
    raise Refused("file_foreign", path=path, found=found or "text")


def _is_table(content: bytes) -> bool:
    """Whether text is cut by tabs or semicolons, as programs write it that call it a workbook."""
    first = content[:4_000].splitlines()[:2]
    return len(first) > 1 and all(b"\t" in line or b";" in line for line in first)


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
    is_utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff")) or looks_like_utf16(content)
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


def _check_old_workbook(path: Path, content: bytes, marks: BookMarks) -> None:
    try:
        measure_old_workbook(path, content, marks)
    except DamagedError as fault:
        raise Refused("file_damaged", path=path) from fault


def _measured(
    path: Path, content: bytes, kind: FileKind, marks: BookMarks, tell: Tell
) -> BlindCells:
    """Refuse zip bombs, damage, encryption, and lists beyond the limits; return blind cells."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            _check_sizes(path, members)
            _check_not_encrypted(path, archive, members)
            unpacked = _Unpacked(sum(member.file_size for member in members), tell)
            if kind is FileKind.XLSX:
                return measured_excel(path, archive, unpacked.step, marks)
            measured_ods(path, archive, unpacked.step, marks)
    except _BROKEN as fault:
        raise Refused("file_damaged", path=path) from fault
    return {}


class _Unpacked:
    """Counts what has been unpacked."""

    def __init__(self, total: int, tell: Tell) -> None:
        self._done, self._total, self._tell = 0, total, tell

    def step(self, length: int) -> None:
        self._done += length
        self._tell(self._done, self._total)


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
