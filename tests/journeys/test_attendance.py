"""The attendance of sixteen people with two exceptions, by keys."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kursplaner.domain.courses import Enrolment
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.people import Person
from kursplaner.store.queries.attendance.attendance import attendance_grid
from kursplaner.store.queries.courses.courses import course_id_of
from kursplaner.store.queries.lessons.lessons import lessons_between
from kursplaner.ui.attendance.tab import AttendanceTab
from kursplaner.ui.calendar.page import CalendarPage
from kursplaner.ui.courses.page import CoursesPage
from kursplaner.ui.main_window import MainWindow
from tests.ui.town_window import Hands, town_window

PEOPLE, MOST = 16, 6
DAY = date(2027, 3, 2)


def fill_up(window: MainWindow, course_id: int) -> None:
    """Bring the course to sixteen people."""
    with window.workspace.change(ActKind.ENROLLED) as db:
        missing = PEOPLE - len(attendance_grid(db, course_id).people)
        for at in range(missing):
            person = Person(family_name=f"Neu {at}", given_name="Anna")
            db.add(person)
            db.flush()
            db.add(Enrolment(course_id=course_id, person_id=person.id, joined_on=date(2027, 2, 2)))


def test_sixteen_people_with_two_exceptions_in_six_steps(qtbot: QtBot, tmp_path: Path) -> None:
    with town_window(qtbot, tmp_path) as window:
        with window.workspace.read() as db:
            course = course_id_of(db, "A2-03")
            lesson = next(
                lesson for lesson in lessons_between(db, DAY, DAY) if lesson.course_id == course
            )
        fill_up(window, course)
        window.go("calendar", lesson_id=lesson.id)
        calendar = window.page("calendar")
        assert isinstance(calendar, CalendarPage)
        assert calendar._card is not None
        hands = Hands(qtbot)
        act = next(act for act in calendar._acts(calendar._card) if act.text == "Anwesenheit")
        hands.count += 1
        act.run()
        page = window.page("courses")
        assert isinstance(page, CoursesPage)
        tab = page.course.tabs["attendance"]
        assert isinstance(tab, AttendanceTab)
        grid = tab.grid
        assert len(tab._answer.people) == PEOPLE
        hands.key(grid, Qt.Key.Key_A)
        for _ in range(4):
            hands.key(grid, Qt.Key.Key_Down)
        hands.key(grid, Qt.Key.Key_E)
        for _ in range(3):
            hands.key(grid, Qt.Key.Key_Down)
        hands.key(grid, Qt.Key.Key_U)
        with window.workspace.read() as db:
            marks = attendance_grid(db, course).marks
        given = [mark.mark for (_, key), mark in marks.items() if key == lesson.id]
        assert sorted(given) == ["E", "U", *["X"] * (PEOPLE - 2)]
        assert hands.count <= MOST, hands.count
