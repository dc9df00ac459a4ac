"""A course gets more places, and the waiting list fills them: counted, and back by one undo."""

from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from kursplaner.domain.courses import Course, Enrolment
from kursplaner.domain.families import ChildWish
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.enrolments import enrolling
from kursplaner.planning.enrolments.wishes import EnrolDraft
from kursplaner.store.records import by_id, find
from kursplaner.ui.courses.change_dialog import ChangeDialog
from kursplaner.ui.courses.page import CoursesPage
from kursplaner.ui.main_window import MainWindow
from tests.planning.two_courses import state
from tests.ui.conftest import office, office_window
from tests.ui.office import Office
from tests.ui.town_window import Hands, notice

__all__ = ["office", "office_window"]

COURSE = "A1-07"


def fill_the_course(office: Office) -> int:
    """Leave no place, and let a family that needs childcare wait behind the others."""
    key = office.courses[COURSE]
    with office.workspace.change(ActKind.WAITLISTED) as db:
        stays = find(db, Enrolment, course_id=key, status="enrolled")
        by_id(db, Course, key).capacity = len(stays)
        db.flush()
        draft = EnrolDraft(key, office.people["Jana"], (ChildWish(office.people["Sami"]),))
        enrolling.enlist(db, enrolling.propose_enrol(db, draft))
        return len(stays)


def status(office: Office, name: str) -> str:
    with office.workspace.read() as db:
        rows = find(db, Enrolment, person_id=office.people[name], course_id=office.courses[COURSE])
        return rows[-1].status


def opened(window: MainWindow, office: Office, hands: Hands) -> ChangeDialog:
    """Open the form from the menu of the course."""
    window.go("courses", course_id=office.courses[COURSE], tab="overview")
    page = window.page("courses")
    assert isinstance(page, CoursesPage)
    hands.click(page.course.changes)
    (menu,) = page.course.changes.findChildren(QMenu)
    hands.count += 1
    menu.actions()[0].trigger()
    menu.close()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ChangeDialog)
    return dialog


def test_more_places_are_filled_from_the_waiting_list_in_four_steps(
    office_window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    places = fill_the_course(office)
    with office.workspace.read() as db:
        before = state(db)
    hands = Hands(qtbot)
    dialog = opened(office_window, office, hands)
    assert not dialog.store_button.isEnabled()
    hands.type(dialog.facts.capacity, str(places + 1))
    assert "rückt nach" in dialog.told
    assert len(dialog.waiting.switches) == 1
    hands.click(dialog.store_button)
    assert hands.count <= 5
    assert status(office, "Iryna") == "enrolled"
    assert "1 Person nachgerückt" in notice(office_window)
    assert office.workspace.history(1)[0].kind == ActKind.COURSE_CHANGED
    office_window.undo()
    with office.workspace.read() as db:
        assert state(db) == before


def test_who_is_left_out_needs_a_reason_and_stays_in_line(
    office_window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    places = fill_the_course(office)
    hands = Hands(qtbot)
    dialog = opened(office_window, office, hands)
    hands.type(dialog.facts.capacity, str(places + 1))
    (switch,) = dialog.waiting.switches.values()
    hands.click(switch)
    assert not dialog.store_button.isEnabled()
    hands.type(dialog.waiting.why, "kommt erst im Mai")
    assert "Übergangen" in dialog.told
    hands.click(dialog.store_button)
    assert status(office, "Iryna") == "waiting"
    with office.workspace.read() as db:
        rows = find(db, Enrolment, person_id=office.people["Iryna"], status="waiting")
        assert [row.reason_note for row in rows] == ["kommt erst im Mai"]


def test_fewer_places_than_people_are_taken_on_with_a_reason_only(
    office_window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    places = fill_the_course(office)
    hands = Hands(qtbot)
    dialog = opened(office_window, office, hands)
    hands.type(dialog.facts.capacity, str(places - 1))
    assert "zu viel" in dialog.told
    assert not dialog.store_button.isEnabled()
    hands.type(dialog.anyway, "Der Raum wird kleiner")
    hands.click(dialog.store_button)
    with office.workspace.read() as db:
        assert by_id(db, Course, office.courses[COURSE]).capacity == places - 1


def test_what_another_window_changed_is_told_and_nothing_is_stored(
    office_window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    hands = Hands(qtbot)
    dialog = opened(office_window, office, hands)
    key = office.courses[COURSE]
    with office.workspace.change(ActKind.COURSE_CHANGED) as db:
        by_id(db, Course, key).title = "Von nebenan"
    hands.type(dialog.facts.title, "Von hier")
    assert "Inzwischen" in dialog.told
    assert not dialog.store_button.isEnabled()
    dialog.reject()
    with office.workspace.read() as db:
        assert by_id(db, Course, key).title == "Von nebenan"


def test_the_sections_change_what_they_say(
    office_window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    hands = Hands(qtbot)
    dialog = opened(office_window, office, hands)
    hands.choose(dialog.facts.colour, "4")
    dialog.open_part("needs")
    hands.click(dialog.needs.women_only)
    hands.click(next(iter(dialog.needs.boxes.values())))
    dialog.open_part("from")
    hands.click(dialog.from_day.pause)
    for said in ("Farbe: ", "Nur für Frauen: ja → nein", "Ausstattung: keine → Beamer", "Pause"):
        assert said in dialog.told, dialog.told
    hands.click(dialog.store_button)
    with office.workspace.read() as db:
        course = by_id(db, Course, office.courses[COURSE])
        assert (course.colour, course.women_only, course.needs_equipment) == (4, False, "beamer")
        assert not course.pause_in_school_holidays
