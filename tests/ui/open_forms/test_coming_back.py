"""What is begun in a window stands in the next one, and is gone once stored or thrown away."""

import subprocess
import sys
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from kursplaner.basics import clock
from kursplaner.store.open_forms import kept_forms
from kursplaner.store.workspace import Workspace
from kursplaner.ui.availability.page import AvailabilityPage
from kursplaner.ui.courses.page import CoursesPage
from kursplaner.ui.form_dialog import FormDialog
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.people.editor import PersonEditor
from kursplaner.ui.people.family_dialog import FamilyDialog
from kursplaner.ui.places import all_places
from kursplaner.ui.privacy.erasure_dialog import ErasureDialog
from kursplaner.ui.rooms.room_dialog import RoomDialog
from kursplaner.ui.today.page import TodayPage
from kursplaner.ui.widgets import NoticeBar, TextField
from kursplaner.ui.widgets.times.week_hours_values import HoursBar
from tests.towns import copied
from tests.ui.office import NOW, Office, build


def kept(town: Workspace) -> list[str]:
    with town.read() as db:
        return [form.form.split()[0] for form in kept_forms(db, town.who)]


def type_in(field: TextField, text: str) -> None:
    field.setText(text)
    field.setModified(True)
    field.textEdited.emit(text)
    field.editingFinished.emit()


class Second:
    """A second window on the same town, as after a crash of the first."""

    def __init__(self, office: Office, bot: QtBot) -> None:
        self.window = MainWindow(office.workspace, all_places())
        bot.addWidget(self.window)
        self.window.show()
        QApplication.processEvents()

    def box(self) -> FormDialog:
        (found,) = self.window.findChildren(FormDialog)
        return found


def test_a_person_half_written_comes_back_and_goes_once_thrown_away(
    office: Office, office_window: MainWindow, qtbot: QtBot
) -> None:
    office_window.go("people")
    editor = PersonEditor(office_window, None, office_window)
    editor.open()
    type_in(editor.names.family, "Zwetkowa")
    editor.contact.routes.add()
    type_in(editor.contact.routes.rows[1].value, "0152 28817386")
    editor.family.add_collector()
    type_in(editor.family.collectors[0].name, "Oma Vera")
    editor.open_part("family")
    office_window.keep_forms()
    assert kept(office.workspace) == ["people.editor:PersonEditor"]
    again = Second(office, qtbot)
    box = again.box()
    assert isinstance(box, PersonEditor)
    assert again.window.current_place == "people"
    assert box.names.family.text() == "Zwetkowa"
    assert box.contact.routes.rows[1].value.text() == "0152 28817386"
    assert box.family.collectors[0].name.text() == "Oma Vera"
    assert box.tabs.current() == "family"
    box.discard()
    assert kept(office.workspace) == []
    editor.discard()


def test_what_is_stored_is_kept_no_longer(
    office: Office, office_window: MainWindow, qtbot: QtBot
) -> None:
    del qtbot
    box = RoomDialog(office_window, None, office_window)
    box.open()
    type_in(box.findChildren(TextField)[0], "Werkraum")
    office_window.keep_forms()
    assert kept(office.workspace) == ["rooms.room_dialog:RoomDialog"]
    box.accept()
    assert kept(office.workspace) == []


def test_the_children_of_a_family_come_back(
    office: Office, office_window: MainWindow, qtbot: QtBot
) -> None:
    box = FamilyDialog(office_window, None, office_window)
    box.open()
    type_in(box.family, "Bondar")
    type_in(box.children_.lines[0].given, "Ada")
    type_in(box.children_.lines[1].given, "Lew")
    box.relation.choose("father")
    office_window.keep_forms()
    again = Second(office, qtbot).box()
    assert isinstance(again, FamilyDialog)
    assert [line.given.text() for line in again.children_.lines] == ["Ada", "Lew", ""]
    assert again.relation.current() == "father"
    for each in (again, box):
        each.discard()


def test_a_new_course_and_a_painted_week_wait_where_they_were_begun(
    office: Office, office_window: MainWindow, qtbot: QtBot
) -> None:
    window = office_window
    window.new_course()
    courses = window.page("courses")
    assert isinstance(courses, CoursesPage)
    type_in(courses.wizard.inputs.title, "Chor am Abend")
    window.go("availability", resource_id=office.people["Katrin"])
    hours = window.page("availability")
    assert isinstance(hours, AvailabilityPage)
    hours._painted((HoursBar(0, 600, 720),))
    window.go("availability", resource_id=office.people["Anke"])
    window.keep_forms()
    second = Second(office, qtbot).window
    bar = second.findChild(NoticeBar)
    assert isinstance(bar, NoticeBar)
    assert "Neuer Kurs" in bar.text()
    second.new_course()
    again = second.page("courses")
    assert isinstance(again, CoursesPage)
    assert again.wizard.inputs.title.text() == "Chor am Abend"
    second.go("availability", resource_id=office.people["Katrin"])
    page = second.page("availability")
    assert isinstance(page, AvailabilityPage)
    assert page.edit is not None
    assert page.edit.bars == (HoursBar(0, 600, 720),)
    page.discard()
    again.wizard.discarded.emit()
    assert kept(office.workspace) == []


def test_a_follow_up_half_written_is_there_again(
    office: Office, office_window: MainWindow, qtbot: QtBot
) -> None:
    office_window.go("today")
    page = office_window.page("today")
    assert isinstance(page, TodayPage)
    type_in(page.follow_ups.line, "Frau Nowak zurückrufen")
    page.follow_ups.day.set_value(date(2027, 3, 9))
    office_window.keep_forms()
    second = Second(office, qtbot).window
    second.go("today")
    again = second.page("today")
    assert isinstance(again, TodayPage)
    assert again.follow_ups.line.text() == "Frau Nowak zurückrufen"
    assert again.follow_ups.day.value() == date(2027, 3, 9)


def test_another_clerk_sees_nothing_of_it(office: Office, office_window: MainWindow) -> None:
    box = RoomDialog(office_window, None, office_window)
    box.open()
    type_in(box.findChildren(TextField)[0], "Werkraum")
    office_window.keep_forms()
    with office.workspace.read() as db:
        assert kept_forms(db, "jemand anderes") == []
    box.discard()


def test_a_tick_that_ends_something_for_good_is_never_brought_back(
    office: Office, office_window: MainWindow
) -> None:
    box = ErasureDialog(office_window, office.people["Amal"], office_window)
    box.open()
    for tick in box.findChildren(QCheckBox):
        tick.setChecked(True)
    office_window.keep_forms()
    assert kept(office.workspace) == []
    box.discard()


def test_a_form_of_another_version_opens_empty(office: Office, office_window: MainWindow) -> None:
    from kursplaner.store.open_forms import keep_form

    name = 'rooms.room_dialog:RoomDialog {"room":null}'
    for content in ("", "[1]", '{"fields": 3}', "kein JSON"):
        with office.workspace.aside() as db:
            keep_form(db, office.workspace.who, name, content)
        box = RoomDialog(office_window, None, office_window)
        box.open()
        assert box.findChildren(TextField)[0].text() == "", content
        box.discard()


def test_a_killed_window_leaves_what_was_typed_within_the_file_alone(
    tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "Büro.kursplan"
    with copied(build, path, NOW):
        pass
    program = [sys.executable, "-m", "tests.ui.open_forms.killed", str(path), NOW.isoformat()]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as killed:
        assert killed.stdout is not None
        assert killed.stdout.readline() == "kept\n"
        killed.kill()
    others = [each for each in tmp_path.iterdir() if not each.name.startswith(path.name)]
    assert [each.name for each in others if b"Zwetkowa" in each.read_bytes()] == []
    with clock.pinned(NOW):
        town = Workspace.open(path, who="Test")
        again = Second(Office(town), qtbot)
        box = again.box()
        assert isinstance(box, PersonEditor)
        assert box.names.family.text() == "Zwetkowa"
        box.discard()
        again.window.close()
        town.close()
