"""Two rooms change places for an evening; and a week is thought through before it is changed."""

from contextlib import suppress
from datetime import date
from itertools import combinations
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from kursplaner.basics.errors import HardConflict
from kursplaner.planning.drafts.draft_changes import Rearrange
from kursplaner.planning.drafts.rehearsals import rehearse
from kursplaner.planning.lessons.places_in_a_week import VerdictState, verdicts
from kursplaner.planning.lessons.swapping import rooms_swapped
from kursplaner.store.queries.lessons.lessons import LessonRow, lessons_between, lessons_by_id
from kursplaner.ui.calendar.page import CalendarPage
from kursplaner.ui.courses.lessons.exchange_dialog import ExchangeDialog
from kursplaner.ui.drafts.page import DraftsPage
from kursplaner.ui.main_window import MainWindow
from tests.ui.town_window import Hands, drag, town_window

WEDNESDAY, THURSDAY, SUNDAY = date(2027, 3, 3), date(2027, 3, 4), date(2027, 3, 7)


def rows_between(window: MainWindow, first: date, last: date) -> list[LessonRow]:
    with window.workspace.read() as db:
        return [row for row in lessons_between(db, first, last) if row.room_id is not None]


def row_of(window: MainWindow, lesson_id: int) -> LessonRow:
    with window.workspace.read() as db:
        return lessons_by_id(db, [lesson_id])[0]


def pair(window: MainWindow, rows: list[LessonRow]) -> tuple[LessonRow, LessonRow]:
    """Return two lessons that can have each other's room."""
    for row, other in combinations(rows, 2):
        if other.room_id != row.room_id:
            with window.workspace.rehearse() as db, suppress(HardConflict):
                change = Rearrange(rooms_swapped(db, row.id, other.id))
                if not rehearse(db, [change]).hard:
                    return row, other
    raise AssertionError(rows)


def the_calendar(window: MainWindow) -> CalendarPage:
    window.go("calendar")
    page = window.page("calendar")
    assert isinstance(page, CalendarPage)
    return page


def block_centre(page: CalendarPage, lesson_id: int) -> QPoint:
    week = page.week
    return week.visualRect(week._blocks.index(week._blocks.row_of(lesson_id))).center()


def test_the_council_needs_the_room_on_one_evening(qtbot: QtBot, tmp_path: Path) -> None:
    with town_window(qtbot, tmp_path) as window:
        page = the_calendar(window)
        row, other = pair(window, rows_between(window, WEDNESDAY, SUNDAY))
        hands = Hands(qtbot)
        hands.count += 1
        QTest.mouseClick(
            page.week.viewport(),
            Qt.MouseButton.LeftButton,
            pos=block_centre(page, row.id),
        )
        assert page.inspector is not None
        swap = next(
            button
            for button in page.inspector.findChildren(QPushButton)
            if button.text().strip() == "Tauschen"
        )
        hands.click(swap)
        dialog = page._dialog
        assert isinstance(dialog, ExchangeDialog)
        if dialog.other.current() != str(other.id):
            hands.choose(dialog.other, str(other.id))
        dialog.way.choose("rooms")
        dialog.propose()
        hands.click(dialog.store_button)
        assert row_of(window, row.id).room_id == other.room_id
        assert row_of(window, other.id).room_id == row.room_id
        assert hands.count <= 4
        hands.key(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert row_of(window, row.id).room_id == row.room_id


def test_a_week_is_thought_through_in_a_draft(qtbot: QtBot, tmp_path: Path) -> None:
    with town_window(qtbot, tmp_path) as window:
        page = the_calendar(window)
        row = rows_between(window, THURSDAY, SUNDAY)[0]
        with window.workspace.read() as db:
            found = verdicts(db, row.id, row.day, row.day)
        free = next(
            at
            for (_, at), verdict in found.items()
            if verdict.state is VerdictState.FREE and at > row.starts % 1440
        )
        geometry = page.week.geometry_now()
        start = block_centre(page, row.id)
        way = round(geometry.y(free) - geometry.y(row.starts % 1440))
        drag(page.week.viewport(), start, start + QPoint(0, way))
        assert page.panel is not None
        hands = Hands(qtbot)
        hands.click(page.panel.collect)
        assert row_of(window, row.id).starts == row.starts
        window.go("drafts")
        draft = window.page("drafts")
        assert isinstance(draft, DraftsPage)
        hands.click(draft.take_over)
        assert row_of(window, row.id).starts % 1440 == free
        assert hands.count == 2
        hands.key(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert row_of(window, row.id).starts == row.starts
