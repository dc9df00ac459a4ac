import os
from pathlib import Path

from kursplaner.store.file.held_file import head_of


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
