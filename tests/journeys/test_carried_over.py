"""A course goes on in the next half-year; a week before, its people are asked again by a list."""

from datetime import datetime, time, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kursplaner.basics import clock
from kursplaner.domain.courses import Course
from kursplaner.domain.town import FollowUp
from kursplaner.store.queries.courses.courses import course_id_of
from kursplaner.store.records import find
from kursplaner.ui.courses.ask_dialog import AskDialog
from kursplaner.ui.courses.new_course.wizard import NewCoursePage
from kursplaner.ui.courses.page import CoursesPage
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.today.page import TodayPage
from kursplaner.ui.widgets import IconButton
from tests.ui.town_window import Hands, notice, town_window


def begun(window: MainWindow, bot: QtBot, number: str) -> NewCoursePage:
    """Open the wizard by which a course goes on, and wait for its plan."""
    with window.workspace.read() as db:
        course_id = course_id_of(db, number)
    window.go("courses", course_id=course_id)
    page = window.page("courses")
    assert isinstance(page, CoursesPage)
    page.course.continued.emit(course_id)
    bot.waitUntil(page.wizard.create_button.isEnabled, timeout=8000)
    return page.wizard


def opened_from_today(window: MainWindow, hands: Hands, line: str) -> AskDialog:
    """Open the list of a course by its line among what to come back to."""
    window.go("today")
    today, courses = window.page("today"), window.page("courses")
    assert isinstance(today, TodayPage)
    assert isinstance(courses, CoursesPage)
    today.refresh()
    buttons = today.follow_ups.findChildren(IconButton)
    hands.click(next(b for b in buttons if b.accessibleName() == f"Liste öffnen: {line}"))
    dialog = courses.course.findChild(AskDialog)
    assert isinstance(dialog, AskDialog)
    return dialog


def ticked(window: MainWindow, hands: Hands, dialog: AskDialog) -> None:
    """Tick the first by a key, take that back, tick all, and open somebody."""
    titles, rows = dialog.list.shown_table()
    count = len(rows)
    assert titles == ["Person", "Haltepunkt", "Größe", "Einwilligung", "Nachweise", "Gefragt"]
    dialog.list.view.selectRow(0)
    hands.key(dialog.list.view, Qt.Key.Key_Space)
    assert (len(dialog.open_people()), notice(window)) == (count - 1, "1 Person gefragt")
    hands.key(dialog.list.view, Qt.Key.Key_Space)
    assert len(dialog.open_people()) == count
    box = dialog.list.model.index(0, dialog.list.model.columnCount() - 1)
    for left in (count - 1, count):
        dialog.list.view.clicked.emit(box)
        assert len(dialog.open_people()) == left
    hands.click(dialog.tick_all)
    assert dialog.open_people() == []
    assert dialog.count.text().endswith("alle gefragt")
    dialog.list.activated.emit(dialog.list.current_key())
    assert window.current_place == "people"


def test_a_course_goes_on_and_its_list_is_ticked(qtbot: QtBot, tmp_path: Path) -> None:
    with town_window(qtbot, tmp_path) as window:
        hands = Hands(qtbot)
        with window.workspace.read() as db:
            known = len(find(db, FollowUp))
        wizard = begun(window, qtbot, "A2-03")
        plan = wizard.plan
        assert plan is not None
        number, count = plan.draft.number, len(plan.questions)
        assert f"erneut zu fragen: {count} Personen (" in wizard.inputs.told_questions
        hands.click(wizard.create_button)
        with window.workspace.read() as db:
            rows = find(db, FollowUp, course_id=course_id_of(db, number))
            assert len(rows) == len({row.person_id for row in rows}) == count > 0
        with clock.pinned(datetime.combine(plan.first_day - timedelta(days=7), time(9))):
            line = f"{number}: {count} Personen erneut fragen"
            dialog = opened_from_today(window, hands, line)
            ticked(window, hands, dialog)
        for _ in range(6):
            window.undo_steps.undo()
        with window.workspace.read() as db:
            assert len(find(db, FollowUp)) == known
            assert find(db, Course, number=number) == []
