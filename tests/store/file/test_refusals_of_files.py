"""Which words a refusal to make or open a town gets, and where a file is just long enough."""

import os
import shutil
import struct
from pathlib import Path

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.store.file import database
from kursplaner.store.file.check import check_head, check_name, disk_is_full
from kursplaner.store.file.connection import DRIVER_ERROR
from kursplaner.store.file.pragmas import APPLICATION_ID
from kursplaner.store.workspace import Workspace
from tests.store.town_files import kind_of_refusal, laid


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (OSError(5, "failed"), "file_read_only"),
        (DRIVER_ERROR("attempt to write a readonly database"), "file_read_only"),
        (DRIVER_ERROR("unable to open database file"), "file_read_only"),
        (DRIVER_ERROR("database is locked"), "busy"),
        (DRIVER_ERROR("database disk image is malformed"), "file_damaged"),
    ],
)
def test_why_a_town_does_not_open(
    blank_town: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    kind: str,
) -> None:
    def fail(_path: Path) -> None:
        raise error

    path = laid(blank_town, tmp_path / "Adorf.kursplan")
    monkeypatch.setattr(database, "settle", fail)
    assert kind_of_refusal(path) == kind
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (DRIVER_ERROR("database or disk is full"), "disk_full"),
        (OSError(28, "No space left on device"), "disk_full"),
        (PermissionError(13, "no"), "folder_read_only"),
        (OSError(30, "Read-only file system"), "folder_read_only"),
        (DRIVER_ERROR("unable to open database file"), "folder_read_only"),
        (DRIVER_ERROR("attempt to write a readonly database"), "folder_read_only"),
        (DRIVER_ERROR("disk I/O error"), "create_failed"),
    ],
)
def test_why_a_town_is_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, kind: str
) -> None:
    def fail(_path: Path) -> None:
        raise error

    monkeypatch.setattr(database, "migrate", fail)
    with pytest.raises(Refused) as refused:
        Workspace.create(tmp_path / "a.kursplan")
    assert refused.value.kind == kind
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights by folder")
def test_a_town_is_for_its_owner_only_from_its_first_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    def look(path: Path) -> None:
        seen.append(path.stat().st_mode & 0o077)
        raise OSError

    monkeypatch.setattr(database, "migrate", look)
    with pytest.raises(Refused):
        Workspace.create(tmp_path / "a.kursplan")
    assert seen == [0]


def lay_head(path: Path, page: int, pages: int, length: int) -> str:
    """Lay a file with this head and length; return how it is refused, if it is."""
    head = bytearray(100)
    head[:16] = b"SQLite format 3\0"
    head[16:18] = struct.pack(">H", page)
    head[28:32] = struct.pack(">I", pages)
    head[68:72] = struct.pack(">I", APPLICATION_ID)
    path.write_bytes(bytes(head).ljust(length, b"\0")[:length])
    try:
        check_head(path)
    except Refused as refused:
        return refused.kind
    return ""


@pytest.mark.parametrize(
    ("page", "pages", "length", "kind"),
    [
        (512, 2, 1024, ""),
        (512, 2, 1023, "file_truncated"),
        (1, 1, 65536, ""),
        (1, 1, 65535, "file_truncated"),
        (512, 0, 100, ""),
        (512, 0, 99, "file_truncated"),
        (512, 0, 16, "file_truncated"),
        (512, 0, 3, "file_truncated"),
        (512, 0, 0, "file_empty"),
    ],
)
def test_a_file_is_as_long_as_its_head_says(
    tmp_path: Path, page: int, pages: int, length: int, kind: str
) -> None:
    assert lay_head(tmp_path / "a.kursplan", page, pages, length) == kind


def test_a_log_may_hold_what_a_file_lacks(tmp_path: Path) -> None:
    (tmp_path / "a.kursplan-wal").touch()
    assert lay_head(tmp_path / "a.kursplan", 512, 2, 1023) == ""


def test_a_name_may_be_just_as_long_as_the_limit(tmp_path: Path) -> None:
    check_name(tmp_path / "äb", 3)
    with pytest.raises(Refused) as refused:
        check_name(tmp_path / "äbc", 3)
    assert (refused.value.kind, refused.value.facts["limit"]) == ("file_name_too_long", 3)


@pytest.mark.parametrize(("free", "full"), [(64 * 1024, False), (64 * 1024 - 1, True)])
def test_a_disk_is_full_below_the_least(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    free: int,
    full: bool,  # noqa: FBT001
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=free)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    assert disk_is_full(tmp_path / "a.kursplan") is full
    monkeypatch.undo()
    assert not disk_is_full(tmp_path / "weg" / "a.kursplan")
