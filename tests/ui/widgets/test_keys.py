"""Keys that every box and button understands."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from kursplaner.ui.form_dialog import LOSE, FormDialog
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.widgets import Button, Dialog, TextField


def a_form(window: MainWindow) -> tuple[FormDialog, TextField]:
    form = FormDialog(window, "Probe", window)
    field = TextField(name="Name")
    form.body.addWidget(field)
    form.begin("Speichern", "check", form.accept, focus=field)
    form.open()
    return form, field


def question(form: FormDialog) -> Dialog | None:
    return next((box for box in form.findChildren(Dialog) if box.windowTitle() == LOSE), None)


def test_enter_presses_the_button_with_the_focus_and_not_the_first(qtbot: QtBot) -> None:
    box = Dialog("Probe")
    pressed: list[str] = []
    qtbot.addWidget(box)
    other, first = Button("Anders"), Button("Weiter", "primary")
    for button in (other, first):
        box.add_button(button)
    other.clicked.connect(lambda: pressed.append("Anders"))
    first.clicked.connect(lambda: pressed.append("Weiter"))
    first.setDefault(True)
    box.open()
    other.setFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        QTest.keyClick(other, key)
    assert pressed == ["Anders", "Anders"]


def test_a_shortcut_outlives_the_word_of_its_button(qtbot: QtBot) -> None:
    button = Button("Kurs anlegen")
    qtbot.addWidget(button)
    button.setShortcut("Ctrl+Return")
    button.show_text("Kurs anlegen, 30 Termine")
    assert button.shortcut().toString() == "Ctrl+Return"
    assert Button("A && B").shortcut().isEmpty()


def test_escape_closes_a_form_in_which_nothing_was_typed(office_window: MainWindow) -> None:
    form, field = a_form(office_window)
    field.setText("vorbelegt")
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert not form.isVisible()


def test_escape_asks_before_something_typed_is_lost(office_window: MainWindow) -> None:
    form, field = a_form(office_window)
    QTest.keyClicks(field, "Novak")
    QTest.keyClick(form, Qt.Key.Key_Escape)
    box = question(form)
    assert box is not None
    assert form.isVisible()
    box.reject()
    assert form.isVisible()
    assert field.text() == "Novak"
    form.reject()
    again = question(form)
    assert again is not None
    again.accept()
    assert not form.isVisible()
    assert form.result() == QDialog.DialogCode.Rejected


def test_cancel_closes_without_asking(office_window: MainWindow) -> None:
    form, field = a_form(office_window)
    QTest.keyClicks(field, "Novak")
    form.discard()
    assert not form.isVisible()
