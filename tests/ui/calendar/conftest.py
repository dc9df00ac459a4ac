from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kursplaner.ui.calendar.page import CalendarPage
from kursplaner.ui.main_window import MainWindow
from tests.ui.town_window import town_window

TUESDAY, THURSDAY = date(2027, 3, 2), date(2027, 3, 4)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with town_window(qtbot, tmp_path) as made:
        yield made


@pytest.fixture
def page(window: MainWindow) -> CalendarPage:
    window.go("calendar")
    found = window.page("calendar")
    assert isinstance(found, CalendarPage)
    return found
