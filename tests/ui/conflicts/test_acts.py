from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kursplaner.basics.spans import minute_of
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.courses import Lesson, LessonPerson
from kursplaner.domain.kinds import ConflictKind, CredentialKind, Role, Severity
from kursplaner.domain.people import Closure, Credential
from kursplaner.domain.rides.rides import RideSeat, Vehicle
from kursplaner.domain.rooms import Room
from kursplaner.planning.conflicts.finding import find
from kursplaner.planning.conflicts.severities import own_rules
from kursplaner.store.queries.rides.rides import vehicle_rows
from kursplaner.store.records import by_id
from kursplaner.store.records import find as records
from kursplaner.ui.conflicts.acts import AcceptDialog
from kursplaner.ui.courses.course_page import CoursePage
from kursplaner.ui.courses.overview_tab import OverviewTab
from kursplaner.ui.courses.page import CoursesPage
from kursplaner.ui.courses.rules_dialog import RulesDialog
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.people.editor import PersonEditor
from kursplaner.ui.people.page import PeoplePage
from kursplaner.ui.rides.fleet_dialog import FleetDialog
from kursplaner.ui.rides.page import RidesPage
from kursplaner.ui.rides.vehicle_dialog import VehicleDialog
from kursplaner.ui.rooms.page import RoomsPage
from kursplaner.ui.rooms.room_dialog import RoomDialog
from kursplaner.ui.settings.land import LandSection
from kursplaner.ui.settings.page import SettingsPage
from kursplaner.ui.widgets import Dialog, IconButton, Row, Text
from tests.ui.office import TODAY, Office
from tests.ui.town_window import notice

Kind = ConflictKind
LATER = date(2030, 1, 1)
ACCEPT, BACK = "Mit Begründung annehmen", "Annahme zurücknehmen"


@pytest.fixture
def window(office_window: MainWindow, qtbot: QtBot) -> Iterator[MainWindow]:
    yield office_window
    for dialog in office_window.findChildren(Dialog):
        dialog.close()


def said(widget: QWidget) -> str:
    words = [text.plain() for text in widget.findChildren(Text)]
    return "\n".join([*words, *(row.accessibleName() for row in widget.findChildren(Row))])


def tool(widget: QWidget, name: str) -> IconButton:
    found = [
        button for button in widget.findChildren(IconButton) if name in button.accessibleName()
    ]
    return next(button for button in found if not button.isHidden())


def rooms_page(window: MainWindow, office: Office) -> RoomsPage:
    window.go("rooms", room_id=office.rooms["Schulungsraum"])
    page = window.page("rooms")
    assert isinstance(page, RoomsPage)
    return page


def closures(office: Office) -> list[Conflict]:
    with office.workspace.read() as db:
        return find(db, kinds=[Kind.CLOSURE])


def test_a_room_that_shrinks_tells_what_no_longer_fits(window: MainWindow, office: Office) -> None:
    page = rooms_page(window, office)
    room = page.current()
    assert room is not None
    page.edit(room)
    dialog = page.findChild(RoomDialog)
    assert isinstance(dialog, RoomDialog)
    dialog.capacity.setValue(2)
    dialog.store()
    assert notice(window).startswith("Schulungsraum gespeichert. Passt jetzt nicht mehr:")
    inspector = page.inspector
    assert inspector is not None
    assert "Schulungsraum fasst 2 Personen" in said(inspector)
    office.workspace.undo()
    assert "Schulungsraum fasst 2 Personen" not in said(inspector)


def test_a_conflict_is_accepted_and_taken_back_where_it_is_listed(
    window: MainWindow, office: Office
) -> None:
    room = office.rooms["Schulungsraum"]
    with office.workspace.fill() as db:
        span = (minute_of(TODAY, 1020), minute_of(TODAY, 1080))
        db.add(Closure(resource_id=room, starts=span[0], ends=span[1], reason="repair"))
    page = rooms_page(window, office)
    inspector = page.inspector
    assert inspector is not None
    page.refresh()
    tool(inspector, ACCEPT).click()
    dialog = window.findChild(AcceptDialog)
    assert isinstance(dialog, AcceptDialog)
    dialog.store_button.click()
    assert "Bitte schreiben Sie den Grund" in said(dialog)
    assert dialog.isVisible()
    dialog.reason.setText("Handwerker kommt später")
    dialog.store_button.click()
    (accepted,) = closures(office)
    assert (accepted.hard, accepted.facts["accepted"]) == (False, "Handwerker kommt später")
    assert "Angenommen, weil: Handwerker kommt später" in said(inspector)
    tool(inspector, BACK).click()
    assert [conflict.hard for conflict in closures(office)] == [True]
    assert notice(window) == "Annahme zurückgenommen"
    office.workspace.undo()
    assert [conflict.hard for conflict in closures(office)] == [False]


def test_the_overview_of_a_course_offers_the_same(window: MainWindow, office: Office) -> None:
    with office.workspace.fill() as db:
        for room in records(db, Room):
            room.capacity = 1
    window.go("courses", course_id=next(iter(office.courses.values())))
    tab = window.findChild(OverviewTab)
    assert isinstance(tab, OverviewTab)
    tool(tab, ACCEPT).click()
    dialog = window.findChild(AcceptDialog)
    assert isinstance(dialog, AcceptDialog)
    dialog.reason.setText("Stühle aus dem Nebenraum")
    dialog.store()
    assert "Stühle aus dem Nebenraum" in said(tab)


def test_fewer_seats_show_above_the_fleet(window: MainWindow, office: Office) -> None:
    with office.workspace.fill() as db:
        vehicle = records(db, Vehicle)[0]
        seats = len(records(db, RideSeat))
        key = vehicle.id
    assert seats
    window.go("rides")
    page = window.page("rides")
    assert isinstance(page, RidesPage)
    page.acts.show_fleet()
    fleet = page.findChild(FleetDialog)
    assert isinstance(fleet, FleetDialog)
    fleet.edit(key)
    form = page.findChild(VehicleDialog)
    assert isinstance(form, VehicleDialog)
    form.seats.setValue(2)
    form.store()
    assert any(conflict.kind is Kind.VEHICLE_CAPACITY for conflict in form.failing)
    assert fleet.failing is not None
    assert "an Bord, Platz ist für 1" in said(fleet.failing)
    with office.workspace.read() as db:
        assert vehicle_rows(db)[0].seats == 2


def test_a_credential_that_runs_out_is_told_when_the_person_is_stored(
    window: MainWindow, office: Office
) -> None:
    driver = office.people["Peter"]
    with office.workspace.fill() as db:
        before = {
            credential.kind: credential
            for credential in records(db, Credential, resource_id=driver)
        }
        for kind in ("licence_check", "police_certificate", "driver_briefing"):
            if kind not in before:
                db.add(Credential(resource_id=driver, kind=kind, valid_until=LATER))
            else:
                before[kind].valid_until = LATER
    window.go("people", person_id=driver)
    page = window.page("people")
    assert isinstance(page, PeoplePage)
    page.edit(driver)
    editor = page.findChild(PersonEditor)
    assert isinstance(editor, PersonEditor)
    editor.roles.credentials.until[CredentialKind.LICENCE_CHECK].set_value(TODAY.replace(day=1))
    editor.store()
    assert "Passt jetzt nicht mehr: 1 Hinweis." in notice(window)
    assert page.inspector is not None
    assert "ist abgelaufen (gültig bis 01.03.2027)" in said(page.inspector)


def test_who_no_longer_teaches_is_missed_in_the_lessons(window: MainWindow, office: Office) -> None:
    with office.workspace.read() as db:
        after = minute_of(TODAY + timedelta(days=1))
        later = {lesson.id for lesson in records(db, Lesson) if lesson.starts >= after}
        taught = [row for row in records(db, LessonPerson) if row.lesson_id in later]
        teacher = taught[0].person_id
        lessons = {row.lesson_id for row in taught if row.person_id == teacher}
    window.go("people", person_id=teacher)
    page = window.page("people")
    assert isinstance(page, PeoplePage)
    page.edit(teacher)
    editor = page.findChild(PersonEditor)
    assert isinstance(editor, PersonEditor)
    editor.roles.boxes[Role.TEACHER].setChecked(False)
    editor.store()
    assert "Passt jetzt nicht mehr:" in notice(window)
    gone = [conflict for conflict in closures(office) if conflict.subjects[0].id == teacher]
    assert {conflict.subjects[1].id for conflict in gone} == lessons
    assert page.inspector is not None
    assert "nicht mehr zur Verfügung" in said(page.inspector)


def test_a_closing_day_tells_the_lessons_on_it(window: MainWindow, office: Office) -> None:
    window.go("settings")
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    page.open_section("land")
    section = page.section()
    assert isinstance(section, LandSection)
    section.name.setText("Stadtfest")
    section.first.set_value(TODAY + timedelta(days=7))
    section.add()
    assert notice(window).startswith("Schließtag eingetragen. Passt jetzt nicht mehr:")


def test_the_rules_of_a_course(window: MainWindow, office: Office) -> None:
    course = next(iter(office.courses.values()))
    window.go("courses", course_id=course)
    page = window.page("courses")
    assert isinstance(page, CoursesPage)
    shown = page.findChild(CoursePage)
    assert isinstance(shown, CoursePage)
    shown.show_rules()
    dialog = shown.findChild(RulesDialog)
    assert isinstance(dialog, RulesDialog)
    assert Kind.ROOM not in dialog.choices
    dialog.choices[Kind.HOLIDAY].button("hard").click()
    with office.workspace.read() as db:
        assert own_rules(db, course) == {Kind.HOLIDAY: Severity.HARD}
    dialog.choices[Kind.HOLIDAY].button("town").click()
    with office.workspace.read() as db:
        assert own_rules(db, course) == {}
    office.workspace.undo()
    with office.workspace.read() as db:
        assert own_rules(db, course) == {Kind.HOLIDAY: Severity.HARD}


def test_hidden_names_are_initials_in_what_fails(window: MainWindow, office: Office) -> None:
    teacher = office.people["Katrin"]
    with office.workspace.fill() as db:
        by_id(db, Room, office.rooms["Schulungsraum"]).capacity = 1
        span = (minute_of(TODAY, 0), minute_of(TODAY, 1440))
        db.add(Closure(resource_id=teacher, starts=span[0], ends=span[1], reason="ill"))
    window.hide_names()
    window.go("people", person_id=teacher)
    page = window.page("people")
    assert isinstance(page, PeoplePage)
    assert page.inspector is not None
    page.refresh()
    assert "krank" in said(page.inspector)
    assert "Seidel" not in said(page.inspector)
