import os
import stat
import threading
from pathlib import Path

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.basics.limited_file import read_limited

POSIX = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of POSIX")


def kind_of_refusal(path: Path, limit: int = 100) -> str:
    with pytest.raises(Refused) as refused:
        read_limited(path, limit)
    assert refused.value.facts["path"] == path
    return refused.value.kind


def test_a_file_up_to_the_limit_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"a" * 100)
    assert read_limited(path, 100) == b"a" * 100
    assert kind_of_refusal(path, 99) == "file_too_big"
    path.write_bytes(b"")
    assert read_limited(path, 0) == b""


def test_line_ends_stay_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"a\r\nb\x1ac")
    assert read_limited(path, 100) == b"a\r\nb\x1ac"


def test_a_missing_file_is_the_systems_own_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_limited(tmp_path / "x", 100)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert kind_of_refusal(tmp_path) == "file_is_folder"


@POSIX
def test_a_pipe_is_refused_whether_somebody_writes_or_not(tmp_path: Path) -> None:
    path = tmp_path / "x"
    os.mkfifo(path)
    assert kind_of_refusal(path) == "file_is_device"
    end = os.open(path, os.O_RDWR)
    try:
        os.write(end, b"Name;Vorname\n")
        assert kind_of_refusal(path) == "file_is_device"
    finally:
        os.close(end)


@POSIX
def test_a_pipe_behind_a_link_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x")
    (tmp_path / "liste.csv").symlink_to(tmp_path / "x")
    assert kind_of_refusal(tmp_path / "liste.csv") == "file_is_device"


@pytest.mark.parametrize("name", ["/dev/zero", "/dev/null", "/dev/tty"])
def test_a_device_is_refused(name: str) -> None:
    path = Path(name)
    if not path.exists() or not stat.S_ISCHR(path.stat().st_mode):
        pytest.skip("not here")
    assert kind_of_refusal(path) == "file_is_device"


def test_a_file_without_end_is_read_no_further_than_the_limit(tmp_path: Path) -> None:
    path, told = tmp_path / "x", list[tuple[int, int]]()
    path.write_bytes(b"a")

    def grow(done: int, total: int) -> None:
        told.append((done, total))
        with path.open("ab") as file:
            file.write(b"a" * 10)

    with pytest.raises(Refused, match="file_too_big"):
        read_limited(path, 100, grow)
    assert told[:2] == [(1, 1), (11, 11)]
    assert told[-1][0] <= 100


def test_reading_can_be_ended(tmp_path: Path) -> None:
    path, stop = tmp_path / "x", threading.Event()
    path.write_bytes(b"a" * 3_000_000)

    def tell(done: int, total: int) -> None:
        assert (done, total) == (1_000_000, 3_000_000)
        stop.set()
        raise InterruptedError

    with pytest.raises(InterruptedError):
        read_limited(path, 3_000_000, tell)
    assert stop.is_set()


def test_of_a_file_known_to_be_too_big_nothing_is_read(tmp_path: Path) -> None:
    path, told = tmp_path / "x", list[tuple[int, int]]()
    with path.open("wb") as file:
        file.truncate(3_000_000)
    with pytest.raises(Refused, match="file_too_big"):
        read_limited(path, 2_999_999, lambda *step: told.append(step))
    assert told == []
