"""Fonts an office lays down itself, as the settings name them."""

import shutil
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from kursplaner.basics import resources
from kursplaner.desk.printing.further_fonts import use_beside
from kursplaner.documents.type import families
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.settings.further_fonts import FurtherFontsCard
from tests.ui.office import Office


@pytest.fixture(autouse=True)
def _no_fonts_left() -> Iterator[None]:
    yield
    families.look_in([])


def test_fonts_that_were_laid_down_are_named(
    office: Office, office_window: MainWindow, qtbot: QtBot
) -> None:
    card = FurtherFontsCard(office_window)
    qtbot.addWidget(card)
    families.look_in([])
    card.refresh()
    assert "Gefunden: keine." in card.found.text()
    card.open_button.click()
    folder = office.workspace.path.parent / "Schriften"
    shutil.copy(resources.path("fonts/NotoSansLao-Regular.ttf"), folder / "Tai-Regular.ttf")
    use_beside(office.workspace.path)
    card.refresh()
    assert "Gefunden: Tai." in card.found.text()
