"""Somebody comes to every other date, then to all again: told beforehand, and who waits for it."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from kursplaner.domain.courses import Course, Enrolment, PlannedLesson
from kursplaner.domain.kinds import ActKind
from kursplaner.store.queries.courses.courses import course_id_of
from kursplaner.store.records import by_id, find
from kursplaner.ui.courses.page import CoursesPage
from kursplaner.ui.courses.people.dates_dialog import DatesDialog
from kursplaner.ui.courses.people.tab import PeopleTab
from kursplaner.ui.main_window import MainWindow
from tests.planning.small_town import add_person
from tests.ui.town_window import Hands, notice, town_window


def opened(window: MainWindow, key: int) -> DatesDialog:
    with window.workspace.read() as db:
        course = course_id_of(db, "A2-03")
    window.go("courses", course_id=course, tab="people")
    page = window.page("courses")
    assert isinstance(page, CoursesPage)
    tab = page.course.tabs["people"]
    assert isinstance(tab, PeopleTab)
    tab.list.choose(key)
    tab.choose_dates()
    assert isinstance(tab.dialog, DatesDialog)
    return tab.dialog


def waits_for(window: MainWindow, course: int, lessons: list[int]) -> int:
    """Let somebody wait for some dates; returns the enrolment."""
    with window.workspace.fill() as db:
        late = {"person_id": add_person(db, "Spät"), "course_id": course}
        waits = Enrolment(**late, status="waiting", waiting_position=1)
        waits.only_planned_lessons = True
        db.add(waits)
        db.flush()
        db.add_all([PlannedLesson(enrolment_id=waits.id, lesson_id=row) for row in lessons])
        return waits.id


def test_dates_are_shown_before_and_never_taken_from_who_waits(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with town_window(qtbot, tmp_path) as window:
        hands = Hands(qtbot)
        with window.workspace.fill() as db:
            course = course_id_of(db, "A2-03")
            rows = find(db, Enrolment, course_id=course, status="enrolled")
            key = next(row.id for row in rows if not row.childcare_wanted and row.way != "shuttle")
            by_id(db, Course, course).capacity = len(rows)
        dialog = opened(window, key)
        assert not dialog.store_button.isEnabled()
        hands.click(dialog.every_other)
        assert "Termine: alle →" in dialog.told
        ticked = sum(box.isChecked() for box in dialog.boxes.values())
        assert 0 < ticked < len(dialog.boxes)
        hands.click(dialog.store_button)
        assert f"kommt an {ticked} Terminen" in notice(window)
        assert window.workspace.history(1)[0].kind == ActKind.DATES_PLANNED
        missing = [row for row, box in dialog.boxes.items() if not box.isChecked()]
        number = waits_for(window, course, missing)
        again = opened(window, key)
        assert again.boxes.keys() == dialog.boxes.keys()
        for box in again.boxes.values():
            box.setChecked(True)
        assert "Warteliste" in again.told or "wartet" in again.told
        assert not again.store_button.isEnabled()
        again.anyway.setText("Andere Schicht")
        again.propose()
        hands.click(again.store_button)
        assert "kommt an allen Terminen" in notice(window)
        with window.workspace.read() as db:
            assert not by_id(db, Enrolment, key).only_planned_lessons
            assert by_id(db, Enrolment, number).reason_note == "Andere Schicht"
        window.undo()
        with window.workspace.read() as db:
            assert by_id(db, Enrolment, key).only_planned_lessons
            assert by_id(db, Enrolment, number).reason_note == ""
