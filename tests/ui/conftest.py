"""A realistic office in a window, on Tuesday 2 March 2027 at 10:20."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kursplaner.basics import clock
from kursplaner.store.workspace import Workspace
from kursplaner.ui import state
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.places import all_places
from tests.ui.office import NOW, Office, build


@pytest.fixture(scope="session")
def built_office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return the office in a closed file; tests copy it instead of building it again."""
    path = tmp_path_factory.mktemp("office") / "buero.kursplan"
    with clock.pinned(NOW):
        office = build(path)
        office.workspace.close()
    return office


@pytest.fixture
def office(built_office: Office, tmp_path: Path) -> Iterator[Office]:
    """Return an open copy of the office; the clock stands at its moment."""
    path = tmp_path / "Büro.kursplan"
    shutil.copy(built_office.workspace.path, path)
    with clock.pinned(NOW):
        workspace = Workspace.open(path, who="Test")
        yield replace(built_office, workspace=workspace)
        workspace.close()


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
