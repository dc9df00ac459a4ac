"""F12: a visitor at the desk reads no name, neither on a page nor in an open box."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.people.editor import PersonEditor
from kursplaner.ui.people.page import HIDDEN, PeoplePage
from kursplaner.ui.today.page import TodayPage
from kursplaner.ui.widgets.pages.inspector import Inspector
from kursplaner.ui.widgets.pages.notice_bar import NoticeBar
from kursplaner.ui.widgets.pages.veil import Veil
from tests.ui.office import Office


def people(window: MainWindow) -> PeoplePage:
    window.go("people")
    page = window.page("people")
    assert isinstance(page, PeoplePage)
    return page


def hidden(window: MainWindow) -> bool:
    return window.names_hidden


def test_f12_in_an_open_form_covers_it_and_loses_nothing(
    office_window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    page = people(office_window)
    page.edit(office.people["Rima"])
    form = page.findChild(PersonEditor)
    assert isinstance(form, PersonEditor)
    form.names.note.setText("kommt später")
    form.activateWindow()
    qtbot.waitActive(form)
    (veil,) = form.findChildren(Veil)
    qtbot.wait(50)
    QTest.keyClick(form, Qt.Key.Key_F12)
    assert hidden(office_window)
    assert veil.isVisible()
    assert veil.geometry() == form.rect()
    assert not form.names.family.isEnabled()
    QTest.keyClick(form, Qt.Key.Key_F12)
    assert not hidden(office_window)
    assert veil.isHidden()
    assert form.names.note.text() == "kommt später"
    assert form.names.family.isEnabled()


def test_no_form_opens_on_a_name_that_is_hidden(office_window: MainWindow, office: Office) -> None:
    page = people(office_window)
    office_window.hide_names()
    page.edit(office.people["Rima"])
    assert page.findChild(PersonEditor) is None
    bar = office_window.findChild(NoticeBar)
    assert isinstance(bar, NoticeBar)
    assert bar.text() == HIDDEN


def test_tips_of_the_day_name_nobody(office_window: MainWindow) -> None:
    office_window.go("today")
    page = office_window.page("today")
    assert isinstance(page, TodayPage)
    assert any("Seidel" in bar.tip for bar, _ in page.timeline.bar_rects())
    office_window.hide_names()
    tips = " ".join(bar.tip for bar, _ in page.timeline.bar_rects())
    assert not any(name in tips for name in ("Seidel", "Vogel", "Roth"))
    assert "K. S." in tips


def test_the_stop_of_a_restricted_address_is_not_shown(
    office_window: MainWindow, office: Office
) -> None:
    page = people(office_window)
    inspector = page.inspector
    assert isinstance(inspector, Inspector)
    page.choose(office.people["Amal"])
    assert "Auskunftssperre" in said(inspector)
    assert "Haltepunkt" not in said(inspector)
    page.choose(office.people["Layla"])
    assert "Haltepunkt" in said(inspector)


def said(inspector: Inspector) -> str:
    return " ".join(widget.accessibleName() for widget in inspector.findChildren(QWidget))
