"""A month is closed and opened in the window; Strg+Z asks why."""

from datetime import date

import pytest

from kursplaner.domain.attendance.marks import ClosedMonth
from kursplaner.store.queries.attendance.attendance import lessons_without_attendance
from kursplaner.store.queries.courses.courses import course_id_of
from kursplaner.store.records import find
from kursplaner.ui.attendance.closing import ALL, CloseDialog, ReopenDialog
from kursplaner.ui.attendance.tab import AttendanceTab
from kursplaner.ui.attendance.why_dialog import WhyDialog
from kursplaner.ui.courses.page import CoursesPage
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.widgets.pages.notice_bar import NoticeBar

FEBRUARY = date(2027, 2, 1)


@pytest.fixture
def window(office_window: MainWindow) -> MainWindow:
    return office_window


@pytest.fixture
def tab(window: MainWindow) -> AttendanceTab:
    with window.workspace.read() as db:
        key = course_id_of(db, "A1-07")
    window.go("courses", course_id=key, tab="attendance")
    page = window.page("courses")
    assert isinstance(page, CoursesPage)
    found = page.course.tabs["attendance"]
    assert isinstance(found, AttendanceTab)
    return found


def told(window: MainWindow) -> str:
    bar = window.findChild(NoticeBar)
    assert isinstance(bar, NoticeBar)
    return bar.accessibleName()


def enter_all(window: MainWindow, tab: AttendanceTab) -> None:
    with window.workspace.read() as db:
        rows = lessons_without_attendance(db, FEBRUARY, date(2027, 2, 28))
    assert tab.course is not None
    for row in rows:
        if row.course_id == tab.course.row.id:
            tab.show_lesson(row.id)
            tab.mark_all(next(at for at, each in enumerate(tab._shown) if each.id == row.id))


def close(tab: AttendanceTab, scope: str = "this") -> CloseDialog:
    tab.closing.close_month.click()
    dialog = tab.closing.dialog
    assert isinstance(dialog, CloseDialog)
    dialog.month.choose(FEBRUARY.isoformat())
    dialog.scope.choose(scope)
    dialog.propose()
    return dialog


def test_a_month_is_closed_shown_and_opened_again(window: MainWindow, tab: AttendanceTab) -> None:
    enter_all(window, tab)
    assert tab.closing.pill.isHidden()
    dialog = close(tab)
    assert "alles eingetragen" in dialog.told
    dialog.store()
    assert "Februar 2027 abgeschlossen" in told(window)
    assert not tab.closing.pill.isHidden()
    assert tab.closing.pill.accessibleName() == "Februar abgeschlossen"
    tab.closing.open_month.click()
    again = tab.closing.dialog
    assert isinstance(again, ReopenDialog)
    again.store()
    assert again.complaint
    again.why.setText("Liste fehlte")
    again.store()
    assert tab.closing.pill.isHidden()
    with window.workspace.read() as db:
        assert [row.reopened_because for row in find(db, ClosedMonth)] == ["Liste fehlte"]


def test_all_courses_of_a_month_say_what_is_missing(window: MainWindow, tab: AttendanceTab) -> None:
    dialog = close(tab, ALL)
    assert "A1.1 Frauen: Anwesenheit fehlt noch für Mo 22.02." in dialog.told
    assert not dialog.store_button.isEnabled()
    enter_all(window, tab)
    dialog.propose()
    dialog.store()
    with window.workspace.read() as db:
        assert find(db, ClosedMonth)


def test_strg_z_in_a_closed_month_asks_why(window: MainWindow, tab: AttendanceTab) -> None:
    tab.show_lesson(tab._shown[0].id)
    tab._marked(0, 0, "U")
    with window.workspace.fill() as db:
        assert tab.course is not None
        month = tab._shown[0].day.replace(day=1)
        db.add(ClosedMonth(course_id=tab.course.row.id, month=month, closed_at=0))
    window.undo_steps.undo()
    (dialog,) = (box for box in window.findChildren(WhyDialog) if box.isVisible())
    dialog.why.setText("aus Versehen")
    dialog.store()
    assert "Rückgängig" in told(window) or "zurückgenommen" in told(window)
