import gc
import os
import signal
import sys
import threading
from pathlib import Path

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.store.file import locks
from kursplaner.store.file.connection import DRIVER_ERROR, raw_connection
from kursplaner.store.file.locks import TownLock
from tests.store.town_files import run, told

HOLDER = """
import sys, time
from pathlib import Path
from kursplaner.store.file.locks import TownLock
lock = TownLock(Path(sys.argv[1]))
print(lock.take(alone=sys.argv[2] == "alone"), flush=True)
if sys.argv[2] == "alone":
    lock.mark(7)
sys.stdin.readline()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Köthen & Süd [1] 100%.kursplan"


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [(True, True, False), (True, False, False), (False, True, False), (False, False, True)],
)
def test_alone_or_together(path: Path, first: bool, second: bool, wanted: bool) -> None:  # noqa: FBT001
    lock, other = TownLock(path), TownLock(path)
    assert lock.take(alone=first)
    assert other.take(alone=second) is wanted
    lock.release()
    if not wanted:
        assert other.take(alone=second)
    other.release()


def test_a_mark_is_left_for_those_who_come_later(path: Path) -> None:
    lock, later = TownLock(path), TownLock(path)
    assert lock.take(alone=True)
    assert lock.marked == 0
    lock.mark(4711)
    lock.release()
    assert later.take(alone=False)
    assert later.marked == 4711
    later.release()


def test_who_is_alone_next_takes_the_mark_away_for_good(path: Path) -> None:
    lock = TownLock(path)
    assert lock.take(alone=True)
    lock.mark(4711)
    lock.release()
    assert lock.take(alone=True)
    lock._connection.close()  # ends without letting go properly, as a kill does
    assert lock.take(alone=False)
    assert lock.marked == 0
    lock.release()


def test_a_cleared_lock_leaves_no_file_and_no_mark(path: Path) -> None:
    lock = TownLock(path)
    assert lock.take(alone=True)
    lock.mark(3)
    lock.clear()
    assert list(path.parent.iterdir()) == []
    assert lock.take(alone=False)
    assert lock.marked == 0
    lock.clear()


def test_a_lock_on_a_file_that_was_cleared_away_meanwhile_is_taken_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever opened the lock before its holder cleared it must not be alone on the old file."""
    holder, late, third = TownLock(path), TownLock(path), TownLock(path)
    assert holder.take(alone=True)
    begin = locks._begin

    def cleared_before(connection: object, *, alone: bool) -> None:
        monkeypatch.undo()
        holder.clear()
        begin(connection, alone=alone)

    monkeypatch.setattr(locks, "_begin", cleared_before)
    assert late.take(alone=True)
    assert not third.take(alone=True)
    late.clear()
    assert third.take(alone=True)
    third.clear()


def test_waiting_ends_with_a_refusal(path: Path) -> None:
    lock = TownLock(path)
    assert lock.take(alone=False)
    with pytest.raises(Refused) as refused:
        TownLock(path).wait(alone=True, patience=0.05)
    assert refused.value.kind == "town_in_use"
    assert refused.value.facts["path"] == path
    lock.release()
    TownLock(path).wait(alone=True, patience=0.0)


@pytest.mark.parametrize("how", ["alone", "together"])
def test_another_program_holds_it_until_it_dies(path: Path, how: str) -> None:
    holder = run(HOLDER, path, how)
    assert told(holder) == "True"
    lock = TownLock(path)
    assert not lock.take(alone=True)
    assert lock.take(alone=False) is (how == "together")
    lock.release()
    holder.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    holder.communicate()
    assert lock.take(alone=True)
    assert lock.marked == 0
    lock.clear()


def test_a_lock_that_is_forgotten_is_let_go(path: Path) -> None:
    lock = TownLock(path)
    assert lock.take(alone=True)
    del lock
    gc.collect()
    assert TownLock(path).take(alone=True)


def test_one_thread_may_take_it_and_another_let_it_go(path: Path) -> None:
    lock = TownLock(path)
    taker = threading.Thread(target=lock.take, kwargs={"alone": True})
    taker.start()
    taker.join()
    assert not TownLock(path).take(alone=False)
    lock.release()
    assert TownLock(path).take(alone=True)


@pytest.mark.parametrize("torn", [bytes(4096), b"x" * 4096, b"SQLite format 3\0" + bytes(4080)])
@pytest.mark.parametrize("alone", [True, False])
def test_a_lock_file_torn_by_a_failing_machine_bars_nobody(
    path: Path,
    torn: bytes,
    alone: bool,  # noqa: FBT001
) -> None:
    path.with_name(f"{path.name}-lock").write_bytes(torn)
    lock = TownLock(path)
    assert lock.take(alone=alone)
    assert not TownLock(path).take(alone=True)
    lock.release()


def test_what_is_no_lock_is_no_holder(path: Path) -> None:
    path.with_name(f"{path.name}-lock").mkdir()
    with pytest.raises(DRIVER_ERROR):
        TownLock(path).take(alone=True)
    with pytest.raises(OSError, match="weg"):
        TownLock(path.parent / "weg" / path.name).take(alone=True)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights by folder")
def test_its_file_is_for_its_owner_only(path: Path) -> None:
    lock = TownLock(path)
    assert lock.take(alone=False)
    assert path.with_name(f"{path.name}-lock").stat().st_mode & 0o077 == 0
    lock.clear()


def test_a_lock_file_of_an_unknown_kind_is_left_alone(path: Path) -> None:
    """It is whole, so somebody else may hold it: nothing is taken away."""
    file = path.with_name(f"{path.name}-lock")
    connection = raw_connection(file)
    connection.execute("CREATE TABLE a(b)")
    connection.close()
    content = bytearray(file.read_bytes())
    content[47] = 9  # a format of tables that is still to come
    file.write_bytes(bytes(content))
    with pytest.raises(DRIVER_ERROR, match="unsupported"):
        TownLock(path).take(alone=False)
    assert file.read_bytes() == bytes(content)


def test_it_waits_for_nobody_and_lays_nothing_but_its_file(path: Path) -> None:
    lock = TownLock(path)
    assert lock.take(alone=True)
    lock.mark(3)
    asked = [
        lock._connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("busy_timeout", "synchronous")
    ]
    assert asked == [0, 0]
    assert [file.name for file in path.parent.iterdir()] == [f"{path.name}-lock"]
    lock.clear()
