"""A credential that runs out: overview, calendar, card and conflicts say the same of a course."""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from kursplaner.domain.people import Credential
from kursplaner.store.queries.courses.courses import course_id_of
from kursplaner.store.queries.lessons.lessons import LessonRow, lessons_of_course
from kursplaner.store.records import find
from kursplaner.ui.calendar.page import CalendarPage
from kursplaner.ui.courses.overview_tab import OverviewTab
from kursplaner.ui.courses.page import CoursesPage
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.widgets import Row
from tests.ui.town_window import town_window

TODAY = date(2027, 3, 2)
SETTLED = "Alles geklärt"


def coming(window: MainWindow, number: str) -> list[LessonRow]:
    with window.workspace.read() as db:
        rows = lessons_of_course(db, course_id_of(db, number))
    return [row for row in rows if row.day > TODAY and row.childcare is not None]


def overview(window: MainWindow, number: str) -> str:
    with window.workspace.read() as db:
        key = course_id_of(db, number)
    window.go("courses", course_id=key, tab="overview")
    page = window.page("courses")
    assert isinstance(page, CoursesPage)
    (tab,) = page.findChildren(OverviewTab)
    said = [row.accessibleName() for row in tab.findChildren(Row)]
    return "\n".join([*said, *(label.text() for label in tab.findChildren(QLabel))])


def in_calendar(window: MainWindow, row: LessonRow) -> tuple[str, set[str]]:
    """Return the mark of a lesson in its week, and the tones of its card."""
    window.go("calendar", lesson_id=row.id)
    page = window.page("calendar")
    assert isinstance(page, CalendarPage)
    block = next(block for block in page._content.blocks if block.key == row.id)
    assert page._card is not None
    return block.conflict, {link.tone for link in page._card.links}


def test_what_the_calendar_complains_about_is_not_settled(qtbot: QtBot, tmp_path: Path) -> None:
    with town_window(qtbot, tmp_path) as window:
        before, after = coming(window, "A2-03")[1:3]
        carers = {person.id for row in (before, after) for person in row.childcare.carers}  # type: ignore[union-attr]
        with window.workspace.fill() as db:
            for paper in find(db, Credential):
                paper.valid_until = None
            for paper in find(db, Credential, kind="police_certificate"):
                if paper.resource_id in carers:
                    paper.valid_until = after.day - timedelta(days=1)
        told = overview(window, "A2-03")
        assert SETTLED not in told
        assert f"gilt nur bis {after.day - timedelta(days=1):%d.%m.%Y}" in told
        assert "abgelaufen" not in told
        mark, tones = in_calendar(window, before)
        assert "Führungszeugnis" not in mark
        mark, tones = in_calendar(window, after)
        assert "Führungszeugnis" in mark
        assert "warning" in tones or "bad" in tones
