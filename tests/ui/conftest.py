"""A realistic office in a window, on Tuesday 2 March 2027 at 10:20."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kursplaner.ui import state
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.places import all_places
from kursplaner.ui.widgets import Dialog
from tests.towns import copied
from tests.ui.office import NOW, Office, build
from tests.ui.reading import inside


@pytest.fixture(autouse=True)
def _every_box_speaks_plainly(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Read every box that a test opens when it is closed, or at the end: no word of the inside."""
    found: dict[str, set[str]] = {}
    done = Dialog.done

    def read(dialog: Dialog) -> None:
        found.setdefault(type(dialog).__name__, set()).update(inside(dialog))

    def reading(dialog: Dialog, result: int) -> None:
        read(dialog)
        done(dialog, result)

    monkeypatch.setattr(Dialog, "done", reading)
    yield
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, Dialog) and widget.isVisible():
            read(widget)
    assert {name: words for name, words in found.items() if words} == {}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Return an open copy of the office; the clock stands at its moment."""
    with copied(build, tmp_path / "Büro.kursplan", NOW) as made:
        yield made


@pytest.fixture
def office_window(office: Office, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """Return a window on the office, shown at 1440 × 900."""
    state.use_file(tmp_path / "window.ini")
    window = MainWindow(office.workspace, all_places())
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    yield window
    window.close()
