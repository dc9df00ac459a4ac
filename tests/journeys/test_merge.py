"""Two courses become one, from the menu to the attendance list, and back by one Strg+Z."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kursplaner.domain.courses import Enrolment, Lesson
from kursplaner.planning.conflicts.finding import find as conflicts
from kursplaner.store.queries.attendance.attendance import attendance_grid
from kursplaner.store.queries.courses.courses import course_id_of
from kursplaner.store.records import find
from kursplaner.ui.courses.lessons.times_dialog import TimesDialog
from kursplaner.ui.courses.merge_dialog import MergeDialog
from kursplaner.ui.courses.page import CoursesPage
from kursplaner.ui.main_window import MainWindow
from tests.ui.town_window import Hands, computed, town_window

FROM = date(2027, 3, 15)


def enrolled(window: MainWindow, course_id: int) -> set[int]:
    with window.workspace.read() as db:
        rows = find(db, Enrolment, course_id=course_id, status="enrolled")
        return {row.person_id for row in rows}


def coming(window: MainWindow, course_id: int) -> list[int]:
    with window.workspace.read() as db:
        rows = find(db, Lesson, course_id=course_id, status="planned")
        return [row.id for row in rows]


def hard(window: MainWindow) -> set[str]:
    with window.workspace.read() as db:
        return {conflict.id for conflict in conflicts(db, FROM) if conflict.hard}


def opened(window: MainWindow, number: str) -> CoursesPage:
    with window.workspace.read() as db:
        key = course_id_of(db, number)
    window.go("courses", course_id=key, tab="overview")
    page = window.page("courses")
    assert isinstance(page, CoursesPage)
    assert page.course.course is not None
    return page


def test_a_course_goes_up_in_another_and_comes_back(qtbot: QtBot, tmp_path: Path) -> None:
    with town_window(qtbot, tmp_path) as window:
        page = opened(window, "B1-02")
        hands = Hands(qtbot)
        with window.workspace.read() as db:
            goes, stays = course_id_of(db, "B1-02"), course_id_of(db, "A2-03")
        before = (enrolled(window, goes), enrolled(window, stays), coming(window, goes))
        known = hard(window)
        dialog = page.course.merge()
        assert isinstance(dialog, MergeDialog)
        hands.choose(dialog.into, str(stays))
        hands.type(dialog.day, "15.03.2027")
        hands.type(dialog.places, "40")
        computed(qtbot, dialog)
        assert "B1-02" in dialog.told
        if not dialog.store_button.isEnabled():
            hands.type(dialog.anyway, "Mit allen abgesprochen")
            computed(qtbot, dialog)
        assert dialog.store_button.isEnabled(), dialog.told
        hands.click(dialog.store_button)
        assert enrolled(window, goes) == set()
        assert enrolled(window, stays) == before[0] | before[1]
        assert set(coming(window, goes)) < set(before[2])
        assert hard(window) <= known
        with window.workspace.read() as db:
            people = {row.person_id for row in attendance_grid(db, stays).people}
        assert before[0] <= people
        hands.key(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        after = (enrolled(window, goes), enrolled(window, stays), coming(window, goes))
        assert after == before


def test_ramadan_from_the_menu_with_the_missing_units_at_the_end(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with town_window(qtbot, tmp_path) as window:
        page = opened(window, "A2-03")
        hands = Hands(qtbot)
        detail = page.course.course
        assert detail is not None
        before = coming(window, detail.row.id)
        dialog = page.course.change_times()
        assert isinstance(dialog, TimesDialog)
        hands.type(dialog.first, "08.03.2027")
        hands.type(dialog.last, "21.03.2027")
        starts, ends = dialog.weekly.times[0]
        assert starts.value() is not None
        value = ends.value()
        assert value is not None
        hands.type(ends, f"{(value - 45) // 60}:{(value - 45) % 60:02}")
        hands.click(dialog.at_end)
        computed(qtbot, dialog)
        assert "es fehlen" in dialog.told
        assert dialog.store_button.isEnabled(), dialog.told
        hands.click(dialog.store_button)
        assert len(coming(window, detail.row.id)) > len(before)
        hands.key(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert coming(window, detail.row.id) == before
