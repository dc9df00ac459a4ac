"""What every test stands on: no display, no clock of the machine, no files of the user."""

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import settings

from kursplaner.basics import clock
from kursplaner.store.workspace import Workspace

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["LC_ALL"] = "C.UTF-8"
os.environ.pop("KURSPLANER_NOW", None)
clock.pin(None)

# Compiled once, not by each worker, run and started program: that was half a minute a core.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Towns are written and read all the time: in memory, where the system keeps files there too.
_MEMORY = Path("/dev/shm")
if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > 2**31:
    tempfile.tempdir = os.environ["TMPDIR"] = str(_MEMORY)

# Settings, caches and logs of the person who runs the tests stay as they are.
_ELSEWHERE = tempfile.TemporaryDirectory(prefix="kursplaner-tests-")
for _name in ("CACHE_HOME", "CONFIG_HOME", "DATA_HOME", "STATE_HOME"):
    os.environ[f"XDG_{_name}"] = str(Path(_ELSEWHERE.name) / _name.lower())
for _name in ("LOCALAPPDATA", "APPDATA"):
    os.environ[_name] = _ELSEWHERE.name

# A shared machine may be slow for a moment; a test fails for what is wrong, not for that.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(scope="session")
def blank_town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a new, empty town file; tests copy it instead of running the migrations again."""
    path = tmp_path_factory.mktemp("blank") / "leer.kursplan"
    Workspace.create(path, town="Adorf/Vogtl.", land="SN", who="Test").close()
    return path


@pytest.fixture
def workspace(blank_town: Path, tmp_path: Path) -> Iterator[Workspace]:
    """Return an open, empty town in a folder of its own, on Monday 1 February 2027, 8:00."""
    path = tmp_path / "Stadt Köthen.kursplan"
    shutil.copy(blank_town, path)
    with clock.pinned(datetime(2027, 2, 1, 8, 0)):
        opened = Workspace.open(path, who="Test")
        yield opened
        opened.close()


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name a case by its text without bars: those part the contexts in coverage's files."""
    return val.replace("|", "¦") if isinstance(val, str) and "|" in val else None


def pytest_collection_finish() -> None:
    """Look for waste seldom, and never among the tests themselves: it took a sixth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


def pytest_unconfigure() -> None:
    """Close the towns that were kept open from test to test."""
    if "tests.towns" in sys.modules:
        from tests.towns import put_away

        put_away()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Take away the windows of the test before: else each new look repaints all of them."""
    if "PySide6.QtWidgets" in sys.modules:
        from PySide6.QtCore import QCoreApplication, QEvent

        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
