"""Finds, drags and proposes lessons in the calendar."""

from datetime import date

from PySide6.QtCore import QPoint

from kursplaner.desk.lessons.proposals import Proposal
from kursplaner.domain.courses import Lesson
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.store.queries.lessons.lessons import LessonRow, lessons_between
from kursplaner.store.records import by_id
from kursplaner.ui.calendar.page import CalendarPage
from kursplaner.ui.calendar.proposing import Proposing
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.widgets import Dialog, TextField, WeekCalendar
from tests.ui.town_window import drag

TUESDAY, THURSDAY = date(2027, 3, 2), date(2027, 3, 4)


def lesson(window: MainWindow, day: date, number: str) -> LessonRow:
    with window.workspace.read() as db:
        return next(row for row in lessons_between(db, day, day) if row.number == number)


def starts(window: MainWindow, lesson_id: int) -> int:
    with window.workspace.read() as db:
        return by_id(db, Lesson, lesson_id).starts


def moved(page: CalendarPage) -> MoveWish:
    assert page.proposing.current is not None
    wish = page.proposing.current.wish
    assert isinstance(wish, MoveWish)
    return wish


def open_proposal(moving: Proposing) -> Proposal | None:
    return moving.current


def centre(calendar: WeekCalendar, key: int) -> QPoint:
    row = calendar._blocks.row_of(key)
    return calendar.visualRect(calendar._blocks.index(row)).center()


def drag_to(calendar: WeekCalendar, key: int, day: date, minute: int) -> None:
    geometry = calendar.geometry_now()
    row = calendar._blocks.row_of(key)
    block = calendar._blocks.blocks[row]
    begin = centre(calendar, key)
    target = geometry.lane_rect(day, "", minute, minute + 60)
    rise = geometry.y(minute) - geometry.y(block.starts)
    drag(calendar.viewport(), begin, QPoint(round(target.center().x()), round(begin.y() + rise)))


def anyway(page: CalendarPage, reason: str) -> None:
    assert page.panel is not None
    page.panel.anyway.click()
    box = next(found for found in page.findChildren(Dialog) if found.isVisible())
    line = box.findChild(TextField)
    assert isinstance(line, TextField)
    line.setText(reason)
    box.accept()
