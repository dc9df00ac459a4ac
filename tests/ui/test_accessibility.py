"""Every page and box told to a screen reader and walked by the keyboard alone, in one window."""

from collections import defaultdict

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from benchmarks.screens.crawl import settle
from benchmarks.screens.spoken import unreachable, unspoken
from kursplaner.store.queries.courses.courses import enrolment_rows
from kursplaner.store.queries.lessons.lessons import lessons_between
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.open_forms.naming import form_name, opened_again
from kursplaner.ui.places import PLACES
from kursplaner.ui.widgets import Button, Choice, Segmented, TextField
from kursplaner.ui.widgets.pages.rail import RailButton
from tests.ui.office import NOW, Office

TODAY = NOW.date()


def test_every_control_of_every_page_is_named_and_reached(office_window: MainWindow) -> None:
    found = defaultdict(list)
    for spec in PLACES:
        office_window.go(spec.key)
        settle()
        for fault in (*unspoken(office_window), *unreachable(office_window)):
            found[str(fault)].append(spec.key)
    assert dict(found) == {}


def test_arrows_lead_along_the_rail(office_window: MainWindow) -> None:
    office_window.go("today")
    office_window.activateWindow()
    rail = [each for each in office_window.findChildren(RailButton) if each.isVisible()]
    rail[0].setFocus()
    for button in rail[1:4]:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Down)
        assert QApplication.focusWidget() is button
    ringed = rail[3].grab().toImage()
    rail[3].clearFocus()
    assert rail[3].grab().toImage() == ringed  # the ring lies over it, nothing is drawn inside


def made(bot: QtBot, *parts: QWidget) -> QWidget:
    whole = QWidget()
    bot.addWidget(whole)
    column = QVBoxLayout(whole)
    for part in parts:
        column.addWidget(part)
    whole.show()
    bot.waitExposed(whole)
    return whole


def test_what_has_no_name_is_found(qtbot: QtBot) -> None:
    bare = TextField(name="")
    whole = made(qtbot, bare, Button("Speichern"))
    assert [fault.kind for fault in unspoken(whole)] == ["nameless"]
    bare.setAccessibleName("Ort")
    assert list(unspoken(whole)) == []


def test_what_tab_never_comes_to_is_found(qtbot: QtBot) -> None:
    first, second = Button("Eins"), Button("Zwei")
    choice = Segmented([Choice("a", "A"), Choice("b", "B")], "a", name="Art")
    whole = made(qtbot, first, second, choice)
    assert unreachable(whole) == []
    second.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    assert [fault.what for fault in unreachable(whole)] == ["Zwei"]


FORMS = (
    'attendance.marks_dialog:MarksDialog {"row":LESSON}',
    'attendance.closing:CloseDialog {"course":COURSE,"months":[{"day":"2027-02-01"}]}',
    'exports.calendar_dialog:CalendarDialog {"whose":null}',
    (
        "exports.lesson_list_dialog:LessonListDialog"
        ' {"first":{"day":"2027-03-01"},"last":{"day":"2027-03-07"}}'
    ),
    'rooms.room_dialog:RoomDialog {"room":ROOM}',
    'rooms.booking_dialog:BookingDialog {"rooms":{"rooms":0},"room_id":ROOMID}',
    'rooms.booking_dialog:ClosureDialog {"rooms":{"rooms":0},"room_id":ROOMID}',
    'settings.grants:GrantDialog {"grant":null}',
    'courses.lessons.place_dialogs:MoveDialog {"row":LESSON}',
    'courses.lessons.place_dialogs:ExtraLessonDialog {"row":LESSON}',
    'courses.lessons.exchange_dialog:ExchangeDialog {"row":LESSON}',
    'courses.lessons.interpreter_dialog:InterpreterDialog {"row":LESSON}',
    'courses.lessons.guests_dialog:GuestsDialog {"row":LESSON}',
    'courses.lessons.cancel_dialog:CancelDialog {"row":LESSON}',
    'courses.lessons.times_dialog:TimesDialog {"course":COURSE}',
    'courses.change_dialog:ChangeDialog {"course":COURSE}',
    'courses.change_dialog:DeleteDialog {"course":COURSE}',
    'courses.split_dialog:SplitDialog {"course":COURSE}',
    'courses.end_dialog:EndDialog {"course":COURSE}',
    'courses.merge_dialog:MergeDialog {"course":COURSE}',
    'courses.people.change_dialog:EnrolmentDialog {"course_id":COURSEID,"row":ENROLMENT}',
    'courses.people.dates_dialog:DatesDialog {"course_id":COURSEID,"row":ENROLMENT}',
    'courses.people.dialogs:LeaveDialog {"course_id":COURSEID,"row":ENROLMENT}',
    'rides.change_dialog:ChangeDialog {"ride":RIDE}',
    'rides.ways_out:TaxiDialog {"ride":RIDE}',
    'rides.ways_out:CallOffDialog {"ride":RIDE}',
    'rides.result_dialog:ResultDialog {"ride":RIDE}',
    'rides.vehicle_dialog:VehicleDialog {"vehicle_id":null}',
    'rides.stop_dialog:StopDialog {"stop_id":null}',
    "today.absence:AbsenceDialog {}",
    'people.family_dialog:FamilyDialog {"person_id":null,"course_id":COURSEID}',
    'people.editor:PersonEditor {"person_id":PERSON}',
    'people.ending_dialog:EndingDialog {"person_id":PERSON}',
    'privacy.erasure_dialog:ErasureDialog {"person_id":PERSON}',
)
"""Every form by its name in the town file, as it comes back after a crash."""


def records(office: Office) -> dict[str, str]:
    with office.workspace.read() as db:
        row = next(row for row in lessons_between(db, TODAY, TODAY) if row.rides)
        people = enrolment_rows(db, row.course_id)
    return {
        "LESSON": f'{{"LessonRow":{row.id}}}',
        "COURSEID": str(row.course_id),
        "COURSE": f'{{"course":{row.course_id}}}',
        "ROOMID": str(office.rooms["Schulungsraum"]),
        "ROOM": f'{{"RoomRow":{office.rooms["Schulungsraum"]}}}',
        "RIDE": f'{{"RideRow":{row.rides[0].id}}}',
        "ENROLMENT": f'{{"EnrolmentRow":{people[0].id}}}',
        "PERSON": str(people[0].person_id),
    }


def test_every_form_opens_by_its_name_and_is_named_and_reached(
    office: Office, office_window: MainWindow
) -> None:
    known, found = records(office), {}
    for form in FORMS:
        name = form
        for word, record in known.items():
            name = name.replace(word, record)
        box = opened_again(office_window, name, office_window)
        box.open()
        settle()
        made_of = form_name(box, vars(box)["_made_of"])
        faults = [str(fault) for fault in (*unspoken(box), *unreachable(box))]
        faults += [] if made_of.split()[0] == name.split()[0] else [made_of]
        box.done(0)
        if faults:
            found[form.split()[0]] = faults
    assert found == {}
