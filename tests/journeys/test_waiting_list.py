"""A place becomes free, and who fits wholly moves up: by keyboard, from the leaving to the undo."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kursplaner.domain.courses import Course, Enrolment
from kursplaner.domain.families import ChildWish
from kursplaner.domain.kinds import ActKind, LeaveReason
from kursplaner.planning.enrolments import enrolling
from kursplaner.planning.enrolments.wishes import EnrolDraft
from kursplaner.store.records import by_id, find
from kursplaner.ui.courses.page import CoursesPage
from kursplaner.ui.courses.people.dialogs import LeaveDialog
from kursplaner.ui.courses.people.moving_up import MoveUpDialog
from kursplaner.ui.courses.people.refuse_dialog import RefuseDialog
from kursplaner.ui.courses.people.tab import PeopleTab
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.people.family_dialog import FamilyDialog
from tests.journeys.keyboard import Keyboard
from tests.ui.conftest import office, office_window
from tests.ui.office import Office

__all__ = ["office", "office_window"]

COURSE = "A1-07"


def people(window: MainWindow, office: Office, tab: str) -> PeopleTab:
    window.go("courses", course_id=office.courses[COURSE], tab=tab)
    page = window.page("courses")
    assert isinstance(page, CoursesPage)
    found = page.course.tabs["people"]
    assert isinstance(found, PeopleTab)
    return found


def status(office: Office, name: str) -> list[str]:
    with office.workspace.read() as db:
        rows = find(db, Enrolment, person_id=office.people[name], course_id=office.courses[COURSE])
        return [row.status for row in rows]


def fill_the_course(office: Office) -> None:
    """Leave no seat, and let a family that needs childcare wait behind."""
    with office.workspace.change(ActKind.WAITLISTED) as db:
        course = by_id(db, Course, office.courses[COURSE])
        course.capacity = 3
        db.flush()
        child = ChildWish(office.people["Sami"], rides=False)
        draft = EnrolDraft(course.id, office.people["Jana"], (child,))
        enrolling.enlist(db, enrolling.propose_enrol(db, draft))


def test_leaving_offers_exactly_who_fits(
    office_window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    fill_the_course(office)
    tab = people(office_window, office, "waiting")
    assert tab.waiting_card.title.plain() == "Gerade kann niemand nachrücken"
    assert tab.waiting_card.sentence.plain() == "2 warten auf Kursplatz, 1 auf Betreuung"
    assert tab.waiting_card.button.isHidden()
    tab.filter.choose("in")
    tab._show_rows()
    with office.workspace.read() as db:
        stays = find(db, Enrolment, course_id=office.courses[COURSE], status="enrolled")
        leaver = stays[0].id
    tab.list.choose(leaver)
    tab.leave()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, LeaveDialog)
    assert "Nachrücken kann" in dialog.told
    keys = Keyboard(qtbot, dialog)
    keys.push(dialog.store_button)
    offer = office_window._notice.offer_button
    assert offer.text() == "1 nachrücken lassen"
    offer.click()
    assert status(office, "Iryna") == ["enrolled"]
    assert status(office, "Jana") == ["waiting"]
    office_window.undo()
    assert status(office, "Iryna") == ["waiting"]


def test_all_who_fit_move_up_at_one_button(
    office_window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    fill_the_course(office)
    with office.workspace.change(ActKind.COURSE_CHANGED) as db:
        by_id(db, Course, office.courses[COURSE]).capacity = 9
    tab = people(office_window, office, "waiting")
    keys = Keyboard(qtbot, office_window)
    assert "Betreuung" in tab.waiting_card.sentence.plain()
    keys.push(tab.waiting_card.button)
    assert status(office, "Iryna") == ["enrolled"]
    assert status(office, "Jana") == ["waiting"]


def test_a_refusal_keeps_its_reason(
    office_window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    fill_the_course(office)
    tab = people(office_window, office, "waiting")
    tab.list.choose(next(key for key, entry in tab._waiting.items() if entry.position == 2))
    tab.refuse()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RefuseDialog)
    assert dialog.reason.current() == LeaveReason.FULL
    keys = Keyboard(qtbot, dialog)
    keys.choose(dialog.reason, lambda text: "Niveau" in text)
    keys.push(dialog.store_button)
    with office.workspace.read() as db:
        (row,) = find(db, Enrolment, person_id=office.people["Jana"], status="refused")
        assert row.reason == LeaveReason.LEVEL
        assert row.left_on == office_window.today()


def test_somebody_goes_before_others_by_a_choice_that_stays(
    office_window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    fill_the_course(office)
    with office.workspace.change(ActKind.WAITLISTED) as db:
        draft = EnrolDraft(office.courses[COURSE], office.people["Selam"])
        enrolling.enlist(db, enrolling.propose_enrol(db, draft))
        by_id(db, Course, office.courses[COURSE]).capacity = 4
    tab = people(office_window, office, "waiting")
    tab.list.choose(next(key for key, entry in tab._waiting.items() if entry.position == 3))
    tab.move_up()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, MoveUpDialog)
    assert "wartet vor" in dialog.told
    assert not dialog.store_button.isEnabled()
    keys = Keyboard(qtbot, dialog)
    keys.fill(dialog.anyway, "zieht im April fort")
    keys.push(dialog.store_button)
    assert status(office, "Selam") == ["enrolled"]
    with office.workspace.read() as db:
        (passed,) = find(db, Enrolment, person_id=office.people["Iryna"], status="waiting")
        assert passed.reason_note == "zieht im April fort"


def test_a_newcomer_waits_behind_or_says_why_not(
    office_window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    fill_the_course(office)
    with office.workspace.change(ActKind.COURSE_CHANGED) as db:
        by_id(db, Course, office.courses[COURSE]).capacity = 4
    people(office_window, office, "waiting")._enrol_family(office.people["Selam"])
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, FamilyDialog)
    keys = Keyboard(qtbot, dialog)
    keys.push(dialog.store_button)
    assert dialog.waiting.isVisible()
    assert status(office, "Selam") == []
    assert dialog._message is not None
    assert "Iryna Kovalenko" in dialog._message.toolTip()
    keys.fill(dialog.anyway, "mit der Leitung abgesprochen")
    keys.push(dialog.store_button)
    assert status(office, "Selam") == ["enrolled"]


def test_hidden_names_stay_hidden_where_others_wait(
    office_window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    fill_the_course(office)
    with office.workspace.change(ActKind.COURSE_CHANGED) as db:
        by_id(db, Course, office.courses[COURSE]).capacity = 4
    office_window.hide_names()
    people(office_window, office, "waiting")._enrol_family(office.people["Selam"])
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, FamilyDialog)
    dialog.enrol()
    assert dialog._message is not None
    assert "wartet vor" in dialog._message.toolTip()
    assert "Kovalenko" not in dialog._message.toolTip()
