"""Somebody comes on one weekday only from now on: from the list to the places, and back by undo."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.courses import Enrolment
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.rides.rides import RideSeat
from kursplaner.store.queries.courses.courses import course_id_of
from kursplaner.store.records import by_id, find
from kursplaner.ui.courses.page import CoursesPage
from kursplaner.ui.courses.people.change_dialog import EnrolmentDialog
from kursplaner.ui.courses.people.tab import PeopleTab
from kursplaner.ui.main_window import MainWindow
from tests.ui.town_window import Hands, notice, town_window


def held(window: MainWindow, key: int) -> tuple[int, int]:
    with window.workspace.read() as db:
        places = find(db, ChildcarePlace, enrolment_id=key)
        return len(places), len(find(db, RideSeat, enrolment_id=key))


def opened(window: MainWindow, person: int) -> tuple[PeopleTab, EnrolmentDialog, int]:
    with window.workspace.read() as db:
        course = course_id_of(db, "A2-03")
        key = find(db, Enrolment, course_id=course, person_id=person)[-1].id
    window.go("courses", course_id=course, tab="people")
    page = window.page("courses")
    assert isinstance(page, CoursesPage)
    tab = page.course.tabs["people"]
    assert isinstance(tab, PeopleTab)
    tab.list.choose(key)
    tab.change()
    assert isinstance(tab.dialog, EnrolmentDialog)
    return tab, tab.dialog, key


def test_dates_way_and_children_in_one_act(qtbot: QtBot, tmp_path: Path) -> None:
    with town_window(qtbot, tmp_path) as window:
        hands = Hands(qtbot)
        with window.workspace.read() as db:
            mother = next(
                row.person_id
                for row in find(db, Enrolment, course_id=course_id_of(db, "A2-03"))
                if row.childcare_wanted and row.way == "shuttle"
            )
        _, dialog, key = opened(window, mother)
        before = held(window, key)
        assert not dialog.store_button.isEnabled()
        hands.choose(dialog.dates, "weekday:1")
        hands.choose(dialog.direction, "out")
        hands.click(next(box for box in dialog.boxes.values() if box.isChecked()))
        hands.type(dialog.note, "arbeitet donnerstags")
        assert "Termine: alle → nur Di" in dialog.told
        assert "werden frei" in dialog.told
        assert dialog.store_button.isEnabled(), dialog.told
        hands.click(dialog.store_button)
        assert "Anmeldung geändert" in notice(window)
        assert window.workspace.history(1)[0].kind == ActKind.ENROLMENT_CHANGED
        after = held(window, key)
        assert (after[0] < before[0], after[1] < before[1]) == (True, True)
        page = window.page("courses")
        assert isinstance(page, CoursesPage)
        tab = page.course.tabs["people"]
        assert isinstance(tab, PeopleTab)
        with window.workspace.read() as db:
            assert by_id(db, Enrolment, key).note == "arbeitet donnerstags"
        row = next(row for row in (tab.course.people if tab.course else ()) if row.id == key)
        assert tab._dates(row) == "nur Di"
        window.undo()
        assert held(window, key) == before


def test_riding_on_one_weekday_only_frees_the_seats_of_the_other(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with town_window(qtbot, tmp_path) as window:
        hands = Hands(qtbot)
        with window.workspace.read() as db:
            person = next(
                row.person_id
                for row in find(db, Enrolment, course_id=course_id_of(db, "A2-03"))
                if row.way == "shuttle" and row.status == "enrolled"
            )
        _, dialog, key = opened(window, person)
        before = held(window, key)
        assert dialog.ride_days.chips.chosen_keys() == {"1", "3"}
        dialog.ride_days.chips.choose("1")
        dialog.ride_days.chips.changed.emit(frozenset("1"))
        assert ", nur Di" in dialog.told
        assert "Sitzplätze in Fahrten werden frei." in dialog.told
        hands.click(dialog.store_button)
        places, seats = held(window, key)
        assert places == before[0]
        assert 0 < seats < before[1]
        _, again, _ = opened(window, person)
        assert again.ride_days.chips.chosen_keys() == {"1"}
        again.ride_days.chips.choose()
        again.propose()
        assert "mindestens einen Tag" in again.told
        assert not again.store_button.isEnabled()
        again.close()
        window.undo_steps.undo()
        assert held(window, key) == before
