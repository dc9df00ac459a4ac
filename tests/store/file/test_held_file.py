import os
from pathlib import Path

from kursplaner.store.file import held_file
from kursplaner.store.file.held_file import HeldFile, head_of


def _next_number(path: Path) -> int:
    number = os.open(path, os.O_RDONLY)
    os.close(number)
    return number


def test_the_head_is_read_and_nothing_stays_open(tmp_path: Path) -> None:
    path = tmp_path / "Adorf.kursplan"
    path.write_bytes(b"0123456789")
    free = _next_number(path)
    assert head_of(path, 4) == b"0123"
    assert head_of(path, 20) == b"0123456789"
    assert _next_number(path) == free


def test_the_last_of_a_process_closes_it(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"abcdef")
    first, second = HeldFile(path), HeldFile(path)
    first.close()
    first.close()
    assert first.read(0, 3) == b""
    assert second.read(2, 3) == b"cde"
    assert second.read(4, 9) == b"ef"
    second.close()
    assert second.identity not in held_file._open
