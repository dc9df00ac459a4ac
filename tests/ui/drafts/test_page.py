from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kursplaner.basics.spans import minute_of
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.people import Closure
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.planning.lessons.places_in_a_week import VerdictState, verdicts
from kursplaner.store.queries.drafts import open_drafts
from kursplaner.store.queries.lessons.lessons import LessonRow, lessons_between
from kursplaner.store.records import by_id
from kursplaner.ui.calendar.page import CalendarPage
from kursplaner.ui.courses.lessons.exchange_dialog import ExchangeDialog
from kursplaner.ui.drafts.page import DraftsPage
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.widgets import Row, Text
from tests.ui.town_window import town_window

TUESDAY, THURSDAY = date(2027, 3, 2), date(2027, 3, 4)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with town_window(qtbot, tmp_path) as made:
        yield made


def later(window: MainWindow) -> list[LessonRow]:
    with window.workspace.read() as db:
        rows = lessons_between(db, THURSDAY, date(2027, 3, 12))
    return [row for row in rows if row.room_id is not None]


def place(window: MainWindow, lesson_id: int) -> tuple[int, int | None]:
    with window.workspace.read() as db:
        lesson = by_id(db, Lesson, lesson_id)
        return lesson.starts, lesson.room_id


def calendar(window: MainWindow) -> CalendarPage:
    window.go("calendar")
    page = window.page("calendar")
    assert isinstance(page, CalendarPage)
    return page


def drafts(window: MainWindow) -> DraftsPage:
    window.go("drafts")
    page = window.page("drafts")
    assert isinstance(page, DraftsPage)
    return page


def free_minute(window: MainWindow, row: LessonRow) -> int:
    with window.workspace.read() as db:
        found = verdicts(db, row.id, row.day, row.day)
    free = (at for (_, at), verdict in found.items() if verdict.state is VerdictState.FREE)
    return next(at for at in free if at != row.starts % 1440)


def collected(window: MainWindow, row: LessonRow) -> None:
    page = calendar(window)
    page.show_target(lesson_id=row.id)
    minute = free_minute(window, row)
    page.proposing.propose(MoveWish(row.id, minute_of(row.day, minute)))
    assert page.panel is not None
    page.panel.collect.click()


def texts(page: DraftsPage) -> str:
    rows = [row.accessibleName() for row in page.findChildren(Row)]
    return "\n".join([*rows, *(text.plain() for text in page.findChildren(Text))])


def test_a_move_is_collected_shown_and_applied(window: MainWindow) -> None:
    row = later(window)[0]
    before, wanted = place(window, row.id), minute_of(row.day, free_minute(window, row))
    collected(window, row)
    assert place(window, row.id) == before
    page = drafts(window)
    assert len(page.removers) == 1
    assert row.title in texts(page)
    assert page.take_over.isEnabled()
    page.take_over.click()
    assert place(window, row.id)[0] == wanted
    assert page.removers == {}
    window.workspace.undo()
    assert place(window, row.id) == before
    assert len(page.removers) == 1


def test_several_changes_share_one_draft_and_can_be_taken_out(window: MainWindow) -> None:
    first, second = later(window)[:2]
    collected(window, first)
    collected(window, second)
    page = drafts(window)
    assert len(page.removers) == 2
    next(iter(page.removers.values())).click()
    assert len(page.removers) == 1
    page.discard_button.click()
    with window.workspace.read() as db:
        assert open_drafts(db) == []
    assert not page.take_over.isEnabled()


def test_a_draft_that_no_longer_works_says_why(window: MainWindow) -> None:
    row = later(window)[0]
    at = free_minute(window, row)
    collected(window, row)
    page = drafts(window)
    with window.workspace.change(ActKind.LESSON_CANCELLED) as db:
        by_id(db, Lesson, row.id).status = "cancelled"
    page.refresh()
    assert not page.take_over.isEnabled()
    assert f"{row.title}: Do 04.03. {at // 60}:{at % 60:02d} geht so nicht" in texts(page)


def exchange(window: MainWindow, row: LessonRow) -> ExchangeDialog:
    page = calendar(window)
    page.show_target(lesson_id=row.id)
    dialog = page.exchange()
    assert isinstance(dialog, ExchangeDialog)
    dialog.way.choose("rooms")
    return dialog


def possible(dialog: ExchangeDialog, row: LessonRow, others: list[LessonRow]) -> LessonRow:
    for other in others:
        if other.room_id != row.room_id:
            dialog.other.choose(str(other.id))
            dialog.propose()
            if dialog.store_button.isEnabled():
                return other
    raise AssertionError(row)


def test_two_lessons_swap_their_rooms(window: MainWindow) -> None:
    rows = later(window)
    dialog = exchange(window, rows[0])
    other = possible(dialog, rows[0], rows)
    dialog.store_button.click()
    assert place(window, rows[0].id) == (rows[0].starts, other.room_id)
    assert place(window, other.id) == (other.starts, rows[0].room_id)
    window.workspace.undo()
    assert place(window, rows[0].id) == (rows[0].starts, rows[0].room_id)


def test_a_swap_that_clashes_is_told_and_cannot_be_taken(window: MainWindow) -> None:
    rows = later(window)
    dialog = exchange(window, rows[0])
    other = possible(dialog, rows[0], rows)
    with window.workspace.change(ActKind.CLOSURE_ADDED) as db:
        span = (rows[0].starts, rows[0].ends)
        db.add(Closure(resource_id=other.room_id, starts=span[0], ends=span[1], reason="repair"))
    dialog.store_button.click()
    assert place(window, rows[0].id) == (rows[0].starts, rows[0].room_id)
    assert not dialog.store_button.isEnabled()
    assert other.room is not None
    assert other.room in "\n".join(text.plain() for text in dialog.findChildren(Text))
