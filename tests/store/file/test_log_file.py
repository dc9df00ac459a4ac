import stat
import struct
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kursplaner.store.file.held_file import MAGIC, HeldFile
from kursplaner.store.file.log_file import base_of, belongs, keep_base, log_is_empty, log_of
from kursplaner.store.file.log_frames import Log

PAGE = 1024
ONE, TWO, THREE = (bytes([letter]) * PAGE for letter in b"123")
NEWER, NEWEST = b"n" * PAGE, b"N" * PAGE


def town(folder: Path, *pages: bytes, page_size: int = PAGE) -> Path:
    path = folder / "Adorf.kursplan"
    header = MAGIC + struct.pack(">H", page_size % 65535) + pages[0][18:]
    path.write_bytes(b"".join((header, *pages[1:])))
    return path


def based(folder: Path, *pages: bytes) -> Path:
    """Lay a town and write down its pieces; the log makes page 2 newer, and then newest."""
    path = town(folder, *pages)
    held = HeldFile(path)
    keep_base(held)
    held.close()
    log_of(path).write_bytes(NEWER + NEWEST)
    return path


def log(*pages: int, page_size: int = PAGE) -> Log:
    return Log(page_size, dict.fromkeys(pages, (0, PAGE)))


def test_a_log_belongs_to_the_town_it_was_begun_for(tmp_path: Path) -> None:
    path = based(tmp_path, ONE, TWO, THREE)
    assert belongs(path, log(2)) is True
    assert belongs(path, log()) is True


def test_a_page_that_the_log_leaves_alone_tells_a_stranger(tmp_path: Path) -> None:
    path = based(tmp_path, ONE, TWO, THREE)
    town(tmp_path, ONE, TWO, THREE[:-1] + b"x")
    assert belongs(path, log(2)) is False
    assert belongs(path, log(1, 2)) is False


@pytest.mark.parametrize("content", [NEWER, NEWEST])
def test_a_page_that_is_already_what_the_log_makes_of_it_is_none(
    tmp_path: Path, content: bytes
) -> None:
    path = based(tmp_path, ONE, TWO, THREE)
    town(tmp_path, ONE, content, THREE)
    assert belongs(path, log(2)) is True
    assert belongs(path, log(3)) is False


def test_a_page_of_which_the_disk_took_a_part_only_is_none(tmp_path: Path) -> None:
    path = based(tmp_path, ONE, TWO, THREE)
    town(tmp_path, ONE, NEWEST[:512] + TWO[512:], THREE)
    assert belongs(path, log(2)) is True
    town(tmp_path, ONE, NEWEST[:511] + TWO[511:], THREE)
    assert belongs(path, log(2)) is False


def test_another_state_of_a_page_that_the_log_replaces_tells_a_stranger(tmp_path: Path) -> None:
    path = based(tmp_path, ONE, TWO, THREE)
    town(tmp_path, ONE, b"o" * PAGE, THREE)
    assert belongs(path, log(2)) is False


def test_a_town_may_have_grown_by_pages_of_the_log_only(tmp_path: Path) -> None:
    path = based(tmp_path, ONE, TWO)
    town(tmp_path, ONE, TWO, THREE)
    assert belongs(path, log(3)) is True
    assert belongs(path, log(2)) is False
    assert belongs(path, log(2, 4)) is False


def test_a_town_never_shrinks(tmp_path: Path) -> None:
    path = based(tmp_path, ONE, TWO, THREE)
    town(tmp_path, ONE, TWO)
    assert belongs(path, log(1, 2, 3)) is False


def test_another_size_of_pages_tells_a_stranger(tmp_path: Path) -> None:
    path = based(tmp_path, ONE, TWO)
    assert belongs(path, log(2, page_size=512)) is False
    town(tmp_path, ONE, TWO, page_size=512)
    assert belongs(path, log(2)) is False


def test_pages_may_be_as_large_as_the_database_allows(tmp_path: Path) -> None:
    path = town(tmp_path, b"1" * 65536, page_size=65536)
    held = HeldFile(path)
    keep_base(held)
    held.close()
    log_of(path).write_bytes(b"")
    assert belongs(path, Log(65536, {})) is True


@pytest.mark.parametrize("wrong", ["missing", "short", "changed", "foreign", "empty"])
def test_without_a_sound_base_nothing_is_known(tmp_path: Path, wrong: str) -> None:
    path = based(tmp_path, ONE, TWO)
    content = base_of(path).read_bytes()
    contents = {
        "short": content[:-1],
        "changed": content[:30] + b"?" + content[31:],
        "foreign": b"X" + content[1:],
        "empty": b"",
    }
    base_of(path).unlink()
    if wrong in contents:
        base_of(path).write_bytes(contents[wrong])
    assert belongs(path, log(2)) is None


@given(at=st.integers(0, 3 * PAGE - 1), page=st.integers(1, 3))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_any_other_byte_tells_a_stranger(tmp_path: Path, at: int, page: int) -> None:
    path = based(tmp_path, ONE, TWO, THREE)
    content = bytearray(path.read_bytes())
    content[at] ^= 0x40
    path.write_bytes(bytes(content))
    assert belongs(path, log(page)) is False


def test_the_base_is_written_again_in_one_step_and_for_its_owner_only(tmp_path: Path) -> None:
    path = based(tmp_path, ONE, TWO)
    first = base_of(path).read_bytes()
    based(tmp_path, TWO, ONE)
    assert base_of(path).read_bytes() != first
    assert {file.name for file in tmp_path.iterdir()} == {
        "Adorf.kursplan",
        "Adorf.kursplan-wal",
        "Adorf.kursplan-base",
    }
    assert stat.S_IMODE(base_of(path).stat().st_mode) & 0o077 == 0


def test_a_base_that_cannot_be_put_in_place_leaves_nothing(tmp_path: Path) -> None:
    path = town(tmp_path, ONE)
    base_of(path).mkdir()
    held = HeldFile(path)
    with pytest.raises(OSError, match="base"):
        keep_base(held)
    held.close()
    assert {file.name for file in tmp_path.iterdir()} == {path.name, base_of(path).name}


def test_a_log_is_empty_when_there_is_nothing_in_it(tmp_path: Path) -> None:
    path = town(tmp_path, ONE)
    assert log_is_empty(path)
    log_of(path).write_bytes(b"")
    assert log_is_empty(path)
    log_of(path).write_bytes(b"x")
    assert not log_is_empty(path)
