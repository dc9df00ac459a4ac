"""The grid of the attendance before a lesson begins."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kursplaner.basics import clock
from kursplaner.basics.spans import moment_of
from kursplaner.domain.town import PrintedSheet
from kursplaner.store.queries.courses.courses import course_id_of
from kursplaner.ui.attendance.tab import AttendanceTab
from kursplaner.ui.attendance.why_dialog import WhyDialog
from kursplaner.ui.courses.page import CoursesPage
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.widgets.pages.notice_bar import NoticeBar
from tests.ui.town_window import town_window

TOO_EARLY = "hat noch nicht begonnen. Bitte tragen Sie die Anwesenheit erst dann ein"


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with town_window(qtbot, tmp_path) as made:
        yield made


@pytest.fixture
def tab(window: MainWindow) -> AttendanceTab:
    with window.workspace.read() as db:
        key = course_id_of(db, "A2-03")
    window.go("courses", course_id=key, tab="attendance")
    page = window.page("courses")
    assert isinstance(page, CoursesPage)
    found = page.course.tabs["attendance"]
    assert isinstance(found, AttendanceTab)
    return found


def coming(tab: AttendanceTab) -> int:
    """Choose the first person in the first lesson to come; returns its column."""
    column = next(at for at, row in enumerate(tab._shown) if not clock.has_come(row.starts))
    tab.grid.choose(0, column)
    return column


def told(window: MainWindow) -> str:
    bar = window.findChild(NoticeBar)
    assert isinstance(bar, NoticeBar)
    return bar.accessibleName()


def test_present_and_absent_wait_for_the_begin(window: MainWindow, tab: AttendanceTab) -> None:
    column = coming(tab)
    lesson = tab._shown[column]
    for key in (Qt.Key.Key_X, Qt.Key.Key_Space, Qt.Key.Key_U, Qt.Key.Key_A):
        window.notice("")
        QTest.keyClick(tab.grid, key)
        assert TOO_EARLY in told(window)
        assert f"{lesson.day:%d.%m.%Y}" in told(window)
        assert lesson.number in told(window)
        assert tab.grid.current_cell() == (0, column)
        assert tab.grid._grid.cell(0, column).mark == ""
    window.notice("")
    tab.grid.times_wanted.emit(0, column, lesson.starts % 1440 + 10, None)
    assert TOO_EARLY in told(window)
    window.notice("")
    tab.all_there.click()
    assert TOO_EARLY in told(window)
    assert tab._answer.marks.keys().isdisjoint(
        (person.person_id, lesson.id) for person in tab._answer.people
    )


def test_at_the_begin_the_open_page_takes_marks(tab: AttendanceTab) -> None:
    column = coming(tab)
    begin = moment_of(tab._shown[column].starts)
    with clock.pinned(begin - timedelta(minutes=1)):
        QTest.keyClick(tab.grid, Qt.Key.Key_X)
        assert tab.grid._grid.cell(0, column).mark == ""
    with clock.pinned(begin):
        QTest.keyClick(tab.grid, Qt.Key.Key_X)
        assert tab.grid._grid.cell(0, column).mark == "X"
        assert tab.grid._grid.sums[column] == "1"


def test_what_is_announced_stands_beforehand_and_counts_nowhere(tab: AttendanceTab) -> None:
    column = coming(tab)
    before = (list(tab.grid._grid.shares), tab.grid._grid.total)
    for key in (Qt.Key.Key_E, Qt.Key.Key_W, Qt.Key.Key_P):
        QTest.keyClick(tab.grid, key)
    assert [tab.grid._grid.cell(row, column).mark for row in range(3)] == ["E", "W", "P"]
    assert tab.grid.current_cell() == (3, column)
    assert tab.grid._grid.sums[column] == ""
    assert (list(tab.grid._grid.shares), tab.grid._grid.total) == before
    tab.grid.choose(0, column)
    QTest.keyClick(tab.grid, Qt.Key.Key_Delete)
    assert tab.grid._grid.cell(0, column).mark == ""


def test_an_announced_absence_keeps_all_ways_open(window: MainWindow, tab: AttendanceTab) -> None:
    column = coming(tab)
    QTest.keyClick(tab.grid, Qt.Key.Key_E)
    lesson = tab._shown[column]
    window.go("calendar", lesson_id=lesson.id)
    calendar = window.page("calendar")
    acts = {act.text: act for act in calendar._acts(calendar._card)}  # type: ignore[attr-defined]
    assert all(acts[name].enabled for name in ("Verschieben", "Absagen", "Anwesenheit", "Tauschen"))
    with clock.pinned(datetime(2027, 3, 31, 12, 0)):
        calendar.refresh()
        acts = {act.text: act for act in calendar._acts(calendar._card)}  # type: ignore[attr-defined]
        assert acts["Absagen"].enabled
        assert not acts["Verschieben"].enabled


def test_what_is_printed_is_corrected_with_a_reason(window: MainWindow, tab: AttendanceTab) -> None:
    tab.show_lesson(next(lesson for _, lesson in tab._answer.counted))
    held = 0
    lesson, first = tab._shown[held], tab._answer.people[0]
    with window.workspace.fill() as db:
        days = {"first_day": lesson.day, "last_day": lesson.day, "layout": "result"}
        kept = {"code": "A 900", "printed_at": 0, "fingerprint": ""}
        db.add(PrintedSheet(kind="attendance", course_id=lesson.course_id, **days, **kept))
    tab.grid.choose(0, held)
    before = tab.grid._grid.cell(0, held).mark
    wanted = Qt.Key.Key_U if before != "U" else Qt.Key.Key_X
    QTest.keyClick(tab.grid, wanted)
    dialog = tab.dialog
    assert isinstance(dialog, WhyDialog)
    assert tab.grid._grid.cell(0, held).mark == before
    dialog.store()
    assert "Grund" in dialog.complaint
    dialog.why.setText("Zeile verrutscht")
    dialog.store()
    assert not dialog.isVisible()
    assert tab.grid._grid.cell(0, held).mark != before
    assert "Bitte neu drucken: Liste A " in told(window)
    facts = tab._facts((0, held))
    assert facts is not None
    assert (facts.corrected, facts.person) == ("Zeile verrutscht", first)
    assert tab.panel is not None
    assert tab.panel.shown == facts, "the inspector says what the grid says"
