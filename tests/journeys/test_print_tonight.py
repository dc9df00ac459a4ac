"""Tonight's lists, printed by keyboard alone."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kursplaner.ui.printing.page import PrintingPage
from kursplaner.ui.printing.printer import PRINT_FOLDER
from tests.documents.reading import pages
from tests.journeys.keyboard import CTRL, Keyboard
from tests.ui.town_window import town_window

MOST = 2


def test_tonights_lists_in_two_steps(qtbot: QtBot, tmp_path: Path) -> None:
    with town_window(qtbot, tmp_path) as window:
        window.go("today")
        keys = Keyboard(qtbot, window)
        keys.press(Qt.Key.Key_P, CTRL)
        page = window.page("printing")
        assert isinstance(page, PrintingPage)
        qtbot.waitUntil(lambda: page.shown == page.asked, timeout=20_000)
        wanted = sum(job.pages for job in page.ticked_jobs())
        assert wanted
        keys.push(page.foot.print)
        folder = tmp_path / PRINT_FOLDER
        qtbot.waitUntil(lambda: folder.is_dir() and bool(list(folder.glob("*.pdf"))), timeout=9000)
        (pdf,) = folder.glob("*.pdf")
        assert len(pages(pdf.read_bytes())) == wanted
        assert keys.count <= MOST, keys.count
