"""A lesson is dragged with the mouse, with all that hangs on it, and taken back."""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from kursplaner.store.queries.lessons.lessons import LessonRow, lessons_between, lessons_by_id
from kursplaner.ui.calendar.page import CalendarPage
from kursplaner.ui.courses.lessons.place_dialogs import ExtraLessonDialog
from kursplaner.ui.main_window import MainWindow
from tests.ui.town_window import Hands, drag, town_window

THURSDAY, FRIDAY = date(2027, 3, 4), date(2027, 3, 5)
DAY = 1440


def row_of(window: MainWindow, lesson_id: int) -> LessonRow:
    with window.workspace.read() as db:
        return lessons_by_id(db, [lesson_id])[0]


def test_a_lesson_moves_by_mouse_with_childcare_and_rides(qtbot: QtBot, tmp_path: Path) -> None:
    with town_window(qtbot, tmp_path) as window:
        window.go("calendar")
        page = window.page("calendar")
        assert isinstance(page, CalendarPage)
        with window.workspace.read() as db:
            found = lessons_between(db, THURSDAY, THURSDAY)
        before = next(row for row in found if row.childcare is not None and row.rides)
        calendar = page.week
        at = calendar._blocks.row_of(before.id)
        start = calendar.visualRect(calendar._blocks.index(at)).center()
        width = round(calendar.geometry_now().day_width)
        hands = Hands(qtbot)
        hands.count += 1
        drag(calendar.viewport(), start, start + QPoint(width, 0))
        proposal = page.proposing.current
        assert proposal is not None
        assert proposal.head == "Verschieben auf Fr 05.03. 9:00"
        assert page.panel is not None
        hands.click(page.panel.take_over)
        after = row_of(window, before.id)
        assert after.day == FRIDAY
        assert before.childcare is not None
        assert after.childcare is not None
        assert after.childcare.starts == before.childcare.starts + DAY
        assert [ride.starts for ride in after.rides] == [ride.starts + DAY for ride in before.rides]
        assert hands.count == 2
        hands.key(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert row_of(window, before.id).starts == before.starts


def test_a_lesson_moves_by_keys_alone(qtbot: QtBot, tmp_path: Path) -> None:
    with town_window(qtbot, tmp_path) as window:
        window.go("calendar")
        page = window.page("calendar")
        assert isinstance(page, CalendarPage)
        with window.workspace.read() as db:
            before = next(
                row for row in lessons_between(db, THURSDAY, THURSDAY) if row.number == "B1-02"
            )
        page.week.setFocus()
        hands = Hands(qtbot)
        for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right):
            hands.key(page.week, key)
            if page.week.current_key() == before.id:
                break
        page.week.choose(before.id)
        hands.key(page.week, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
        hands.key(page.week, Qt.Key.Key_Return)
        assert row_of(window, before.id).day == THURSDAY + timedelta(days=1)


def test_a_lesson_is_added_by_keys_alone_and_taken_back(qtbot: QtBot, tmp_path: Path) -> None:
    with town_window(qtbot, tmp_path) as window:
        window.go("calendar")
        page = window.page("calendar")
        assert isinstance(page, CalendarPage)
        with window.workspace.read() as db:
            found = lessons_between(db, THURSDAY, THURSDAY)
        before = next(row for row in found if row.childcare is not None and row.rides)
        page.week.setFocus()
        page.week.choose(before.id)
        hands = Hands(qtbot)
        hands.key(page.week, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
        box = page._dialog
        assert isinstance(box, ExtraLessonDialog)
        hands.type(box.day, "05.03.2027")
        hands.key(box.time, Qt.Key.Key_Return)
        with window.workspace.read() as db:
            added = next(row for row in lessons_between(db, FRIDAY, FRIDAY))
        assert (added.number, added.room_id) == (before.number, before.room_id)
        assert added.childcare is not None
        assert len(added.rides) == len(before.rides)
        assert hands.count == 3
        hands.key(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        with window.workspace.read() as db:
            assert lessons_between(db, FRIDAY, FRIDAY) == []
