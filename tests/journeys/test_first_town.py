"""From a town with nothing in it to its first printed list, by keyboard alone."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from kursplaner.basics import clock
from kursplaner.store.queries.courses.courses import course_detail, course_id_of
from kursplaner.store.workspace import Workspace
from kursplaner.ui import state
from kursplaner.ui.courses.page import CoursesPage
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.people.editor import PersonEditor
from kursplaner.ui.people.family_dialog import FamilyDialog
from kursplaner.ui.places import all_places
from kursplaner.ui.printing.page import PrintingPage
from kursplaner.ui.printing.printer import PRINT_FOLDER
from kursplaner.ui.rooms.room_dialog import RoomDialog
from kursplaner.ui.start import application
from kursplaner.ui.today.page import TodayPage
from kursplaner.ui.welcome.page import Welcome
from kursplaner.ui.welcome.ways import WelcomeWays
from tests.documents.reading import pages
from tests.journeys.keyboard import CTRL, Keyboard
from tests.ui.town_window import NOW

TODAY = date(2027, 3, 2)


def new_town(qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a town on the first page; the box that asks where answers by itself."""
    path = folder / "Bad Elster.kursplan"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    page = Welcome()
    qtbot.addWidget(page)
    ways = WelcomeWays(page)
    page.show()
    keys = Keyboard(qtbot, page)
    page.password.setChecked(False)
    keys.fill("Name der Stadt oder Gemeinde", "Bad Elster")
    with qtbot.waitSignal(ways.chosen, timeout=20_000):
        keys.press(Qt.Key.Key_Return)
    page.close()
    return path


def add_room(keys: Keyboard) -> None:
    keys.push("Raum anlegen")
    box = QApplication.activeModalWidget()
    assert isinstance(box, RoomDialog)
    keys.fill(box.name, "Schulungsraum")
    keys.press(Qt.Key.Key_Return)
    assert box.isVisible(), "the site has no name yet"
    keys.fill(box.site_name, "Rathaus")
    keys.press(Qt.Key.Key_Return)
    assert not box.isVisible()


def add_teacher(keys: Keyboard) -> None:
    keys.press(Qt.Key.Key_1, CTRL)
    keys.push("Lehrkraft anlegen")
    box = QApplication.activeModalWidget()
    assert isinstance(box, PersonEditor)
    keys.write("Seidel")
    keys.fill(box.names.given, "Katrin")
    keys.press(Qt.Key.Key_Return)
    assert not box.isVisible()


def add_course(keys: Keyboard, window: MainWindow) -> str:
    keys.press(Qt.Key.Key_1, CTRL)
    keys.push("Kurs anlegen")
    page = window.page("courses")
    assert isinstance(page, CoursesPage)
    wizard = page.wizard
    keys.fill(wizard.inputs.title, "A1 am Vormittag")
    keys.fill(wizard.inputs.first, "02.03.2027")
    keys.press(Qt.Key.Key_Tab)
    keys.bot.waitUntil(
        lambda: (
            wizard.plan is not None
            and wizard.plan.draft == wizard.inputs.draft()
            and wizard.create_button.isEnabled()
        ),
        timeout=9000,
    )
    assert wizard.plan is not None
    number = wizard.plan.draft.number
    keys.push(wizard.create_button)
    return number


def enrol(keys: Keyboard) -> None:
    keys.command("Familie anmelden")
    box = QApplication.activeModalWidget()
    assert isinstance(box, FamilyDialog)
    keys.write("Haddad")
    keys.fill(box.given, "Rima")
    keys.choose(box.course, lambda text: "A1 am Vormittag" in text)
    keys.push(box.store_button)
    assert not box.isVisible()


def print_lists(keys: Keyboard, window: MainWindow, folder: Path) -> list[str]:
    keys.press(Qt.Key.Key_1, CTRL)
    keys.press(Qt.Key.Key_P, CTRL)
    page = window.page("printing")
    assert isinstance(page, PrintingPage)
    keys.bot.waitUntil(lambda: page.shown == page.asked and bool(page.ticked_jobs()), timeout=9000)
    keys.push(page.foot.print)
    keys.bot.waitUntil(lambda: bool(list(folder.glob(f"{PRINT_FOLDER}/*.pdf"))), timeout=9000)
    (pdf,) = folder.glob(f"{PRINT_FOLDER}/*.pdf")
    return pages(pdf.read_bytes())


def test_an_empty_town_to_its_first_list(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    application([])
    state.use_file(tmp_path / "window.ini")
    with clock.pinned(NOW):
        path = new_town(qtbot, tmp_path, monkeypatch)
        workspace = Workspace.open(path, who="Test")
        window = MainWindow(workspace, all_places())
        qtbot.addWidget(window)
        window.resize(1280, 800)
        window.go("today")
        window.show()
        try:
            keys = Keyboard(qtbot, window)
            add_room(keys)
            add_teacher(keys)
            number = add_course(keys, window)
            enrol(keys)
            printed = print_lists(keys, window, tmp_path)
            with workspace.read() as db:
                course = course_detail(db, course_id_of(db, number), 0)
            first = course.lessons[0]
            assert first.room is not None
            assert first.teachers
            assert any("Haddad" in text for text in printed)
            today = window.page("today")
            assert isinstance(today, TodayPage)
            window.go("today")
            assert today.first_steps.isHidden()
        finally:
            window.close()
            workspace.close()
