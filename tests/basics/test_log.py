import os
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kursplaner.basics import log
from kursplaner.basics.errors import Refused


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    before = sys.excepthook, threading.excepthook
    started = log.start(tmp_path / "logs")
    assert started is not None
    yield started
    log.stop()
    sys.excepthook, threading.excepthook = before


def test_notes_hold_kinds_and_ids(log_file: Path) -> None:
    log.note("course_added", course=7)
    assert "INFO course_added course=7" in log_file.read_text(encoding="utf-8")


def test_no_message_of_an_exception_is_written(log_file: Path) -> None:
    try:
        try:
            raise ValueError("Ludmila Invented")
        except ValueError as cause:
            raise Refused("name_too_long", name="Ludmila Invented") from cause
    except Refused as error:
        log.trouble("import_failed", error, row=3)
    text = log_file.read_text(encoding="utf-8")
    assert "import_failed row=3" in text
    assert "Refused (name_too_long)" in text
    assert "ValueError" in text
    assert "test_log.py" in text
    assert "Ludmila" not in text


def test_what_nobody_caught_is_logged_and_told(log_file: Path) -> None:
    told: list[str] = []
    log.install_hooks(told.append)
    sys.excepthook(ValueError, ValueError("Ludmila"), None)
    thread = threading.Thread(target={}.popitem)
    thread.start()
    thread.join()
    sys.excepthook(Refused, Refused("file_newer"), None)
    text = log_file.read_text(encoding="utf-8")
    assert told == ["unexpected", "unexpected", "file_newer"]
    assert "KeyError" in text
    assert "Ludmila" not in text


def test_stopping_by_keyboard_is_no_trouble(
    log_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log.install_hooks()
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert log_file.read_text(encoding="utf-8") == ""
    assert "KeyboardInterrupt" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_no_obstacle(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    assert log.start(in_the_way / "logs") is None
    assert log.install_crash_file(in_the_way / "logs") is None
    log.note("still_works")
    log.stop()


def test_a_hard_crash_leaves_its_stack(tmp_path: Path) -> None:
    crash = (
        "import faulthandler, pathlib, sys\n"
        "from kursplaner.basics import log\n"
        "log.install_crash_file(pathlib.Path(sys.argv[1]))\n"
        "log.install_crash_file(pathlib.Path(sys.argv[1]))\n"
        "faulthandler._sigabrt()\n"
    )
    done = subprocess.run([sys.executable, "-c", crash, tmp_path], check=False)
    assert done.returncode != 0
    assert "most recent call first" in (tmp_path / log.CRASH_NAME).read_text(encoding="utf-8")


def test_the_folder_belongs_to_the_user() -> None:
    assert "kursplaner" in str(log.folder()).lower()


@pytest.mark.skipif(os.name != "posix", reason="rights go by folder there")
def test_log_and_crash_file_are_their_owners_also_the_ones_from_before(tmp_path: Path) -> None:
    folder, new = tmp_path / "log", tmp_path / "neu" / "log"
    folder.mkdir()
    for name in (log.FILE_NAME, f"{log.FILE_NAME}.2", log.CRASH_NAME):
        (folder / name).write_text("früher\n" * 50, encoding="utf-8")
        (folder / name).chmod(0o644)
    writing = (
        "import os, pathlib, sys\n"
        "from kursplaner.basics import log\n"
        "os.umask(0)\n"
        "log.MAX_BYTES = 200\n"
        "for folder in map(pathlib.Path, sys.argv[1:]):\n"
        "    log.start(folder)\n"
        "    log.note('course_added', course=7)\n"
        "    log.install_crash_file(folder)\n"
    )
    subprocess.run([sys.executable, "-c", writing, folder, new], check=True)
    found = {path.name: mode(path) for path in folder.iterdir()}
    assert found == dict.fromkeys(
        [log.CRASH_NAME, log.FILE_NAME, *(f"{log.FILE_NAME}.{n}" for n in (1, 3))], 0o600
    )
    assert [mode(new.parent), mode(new), mode(new / log.FILE_NAME)] == [0o700, 0o700, 0o600]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)
