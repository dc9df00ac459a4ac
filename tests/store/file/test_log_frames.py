from pathlib import Path

import pytest

from kursplaner.store.file.connection import raw_connection
from kursplaner.store.file.log_file import log_of
from kursplaner.store.file.log_frames import FRAME, HEADER, Log, read_log
from tests.store.town_files import flipped

STEP = FRAME + 512


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a small database whose log holds three transactions, as a kill leaves it."""
    origin = raw_connection(tmp_path / "Lebend.db")
    for text in (
        "PRAGMA page_size=512",
        "PRAGMA journal_mode=WAL",
        "PRAGMA wal_autocheckpoint=0",
        "CREATE TABLE a(b)",
    ):
        origin.execute(text)
    origin.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for number in range(3):
        origin.execute("INSERT INTO a VALUES (?)", (f"{number}" * 700,))
    copy = tmp_path / "Adorf.kursplan"
    for ending in ("", "-wal"):
        copy.with_name(copy.name + ending).write_bytes(
            (tmp_path / f"Lebend.db{ending}").read_bytes()
        )
    origin.close()
    return copy


def read(path: Path, content: bytes) -> Log | None:
    log_of(path).write_bytes(content)
    return read_log(log_of(path))


def frames_of(log: Log | None) -> int:
    assert log is not None
    return sum(len(places) for places in log.pages.values())


def seen_by_database(path: Path, content: bytes) -> int:
    """Return how many frames the database finds when it replays the log."""
    log_of(path).write_bytes(content)
    connection = raw_connection(path)
    found = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()[1]
    connection.execute("SELECT count(*) FROM a")
    connection.close()
    return int(found)


def test_it_finds_what_the_database_finds_wherever_the_log_ends(path: Path) -> None:
    content, before = log_of(path).read_bytes(), path.read_bytes()
    ends = {0, HEADER - 1, HEADER, *range(HEADER, len(content) + 1, STEP)}
    for end in sorted({*ends, *(end + 1 for end in ends if end < len(content))}):
        log = read(path, content[:end])
        assert log is not None
        assert log.whole
        assert frames_of(log) == seen_by_database(path, content[:end])
        path.write_bytes(before)


def test_it_names_each_place_of_a_page(path: Path) -> None:
    content = log_of(path).read_bytes()
    log = read_log(log_of(path))
    assert log is not None
    assert frames_of(log) == (len(content) - HEADER) // STEP
    for page, places in log.pages.items():
        for place in places:
            number = int.from_bytes(content[place - FRAME : place - FRAME + 4], "big")
            assert number == page


def test_a_bit_that_flipped_is_told_from_a_log_that_just_ends(path: Path) -> None:
    content, before = log_of(path).read_bytes(), path.read_bytes()
    for at in range(0, len(content), 61):
        log = read(path, flipped(content, at * 8 + at % 8))
        if log is None:
            assert at < 12
            continue
        assert not log.whole
        assert frames_of(log) == seen_by_database(path, flipped(content, at * 8 + at % 8))
        path.write_bytes(before)


def test_what_an_earlier_log_left_behind_does_not_count(path: Path) -> None:
    content = log_of(path).read_bytes()
    older = bytearray(content[HEADER:])
    for at in range(0, len(older), STEP):
        older[at + 8] ^= 1
    log = read(path, content + bytes(older))
    assert log is not None
    assert log.whole
    assert log == read(path, content)


def test_what_is_no_log_is_told(path: Path) -> None:
    content = log_of(path).read_bytes()
    for wrong in (b"\0" * 4096, b"x" * HEADER, b"\1" + content[1:]):
        assert read(path, wrong) is None
    for size, known in ((511, False), (512, True), (65536, True), (65537, False)):
        found = read(path, content[:8] + size.to_bytes(4, "big") + content[12:])
        assert (found is not None) is known
