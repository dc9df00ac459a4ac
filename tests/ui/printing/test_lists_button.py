"""Every list of the office from the print centre."""

import pytest
from pytestqt.qtbot import QtBot

from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.printing.page import PrintingPage
from kursplaner.ui.printing.targets import commands
from tests.documents.reading import pages
from tests.ui.office import TODAY


@pytest.fixture
def page(office_window: MainWindow) -> PrintingPage:
    office_window.go("printing", day=TODAY)
    made = office_window.page("printing")
    assert isinstance(made, PrintingPage)
    return made


@pytest.mark.parametrize("kind", ["waiting", "rides"])
def test_every_list_is_shown_to_be_printed(page: PrintingPage, qtbot: QtBot, kind: str) -> None:
    page.lists.show_kind(kind)
    qtbot.waitUntil(lambda: page.lists.dialog is not None, timeout=10_000)
    dialog = page.lists.dialog
    assert dialog is not None
    assert "Seite 1 von 1" in pages(dialog.paper.pdf)[0]
    assert len(dialog.listing.texts) > 0


def test_no_list_is_made_while_names_are_hidden(
    page: PrintingPage, office_window: MainWindow
) -> None:
    office_window.hide_names()
    assert page.lists.show_kind("people") is None


def test_a_list_is_found_by_its_name(office_window: MainWindow, qtbot: QtBot) -> None:
    entries = {entry.title: entry for entry in commands(office_window)}
    entries["Liste drucken: Wartelisten"].run()
    page = office_window.page("printing")
    assert isinstance(page, PrintingPage)
    qtbot.waitUntil(lambda: page.lists.dialog is not None, timeout=10_000)
    assert page.lists.dialog is not None
    assert page.lists.dialog.listing.title == "Wartelisten"
