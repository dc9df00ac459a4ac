from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from kursplaner.desk.lessons.candidates import What
from kursplaner.domain.kinds import CancelReason
from kursplaner.domain.people import NeverTogether
from kursplaner.planning.lessons import cancelling
from kursplaner.store.queries.courses.courses import course_detail
from kursplaner.store.queries.lessons.lessons import LessonRow, lessons_between
from kursplaner.ui import tasks
from kursplaner.ui.courses.lessons.swap_dialog import SwapDialog
from kursplaner.ui.main_window import MainWindow
from tests.ui.town_window import notice, town_window

THURSDAY = date(2027, 3, 4)
PATIENCE = 60_000


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with town_window(qtbot, tmp_path) as made:
        yield made


@pytest.fixture
def lesson(window: MainWindow) -> LessonRow:
    with window.workspace.read() as db:
        return next(row for row in lessons_between(db, THURSDAY, THURSDAY) if row.number == "A2-03")


def cancelled(window: MainWindow, row: LessonRow) -> None:
    with window.workspace.fill() as db:
        cancelling.apply(db, cancelling.propose_cancel(db, [row.id], CancelReason.SNOW))


def opened(window: MainWindow, row: LessonRow, qtbot: QtBot) -> SwapDialog:
    dialog = SwapDialog(window, row, What.TEACHER, window)
    dialog.open()
    qtbot.waitUntil(tasks.nothing_runs, timeout=PATIENCE)
    return dialog


def test_who_is_free_but_must_not_meet_a_participant_is_said_before_it_is_taken(
    window: MainWindow, lesson: LessonRow, qtbot: QtBot
) -> None:
    dialog = opened(window, lesson, qtbot)
    free = next(key for key, button in dialog.take_buttons.items() if button.isEnabled())
    dialog.reject()
    with window.workspace.read() as db:
        (participant, *_) = course_detail(db, lesson.course_id, lesson.starts).people
    with window.workspace.fill() as db:
        first, second = sorted((free, participant.person_id))
        db.add(NeverTogether(first_id=first, second_id=second))
    dialog = opened(window, lesson, qtbot)
    line = dialog.lines[free]
    assert not line.take.isEnabled()
    assert line.state.text() == "geht nicht"
    assert participant.name.split(",")[0] in line.subtitle.text()
    assert list(dialog.lines).index(free) == 0
    dialog.reject()


def test_a_closed_box_is_told_nothing_more(
    window: MainWindow, lesson: LessonRow, qtbot: QtBot
) -> None:
    dialog = SwapDialog(window, lesson, What.ROOM, window)
    dialog.open()
    qtbot.waitUntil(lambda: bool(dialog.lines), timeout=PATIENCE)
    dialog.take_buttons[next(iter(dialog.lines))].click()
    assert not dialog.isVisible()
    qtbot.waitUntil(tasks.nothing_runs, timeout=PATIENCE)
    with window.workspace.read() as db:
        after = next(row for row in lessons_between(db, THURSDAY, THURSDAY) if row.id == lesson.id)
    assert after.room_id != lesson.room_id


def test_what_cannot_be_looked_for_is_said_and_ends_the_box(
    window: MainWindow, lesson: LessonRow, qtbot: QtBot
) -> None:
    cancelled(window, lesson)
    dialog = SwapDialog(window, lesson, What.ROOM, window)
    ended: list[int] = []
    dialog.finished.connect(ended.append)  # the box is gone with its end, so it is not asked
    dialog.open()
    qtbot.waitUntil(lambda: bool(ended), timeout=PATIENCE)
    assert ended == [QDialog.DialogCode.Rejected.value]
    assert notice(window) != ""


def test_a_closed_box_says_no_more_of_what_cannot_be_looked_for(
    window: MainWindow, lesson: LessonRow, qtbot: QtBot
) -> None:
    cancelled(window, lesson)
    dialog = SwapDialog(window, lesson, What.ROOM, window)
    dialog.open()
    dialog.reject()
    qtbot.waitUntil(tasks.nothing_runs, timeout=PATIENCE)
    assert notice(window) == ""
