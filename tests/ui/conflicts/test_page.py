from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kursplaner.basics.spans import minute_of
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.kinds import ActKind, ConflictKind
from kursplaner.domain.people import Closure
from kursplaner.planning.conflicts import finding
from kursplaner.planning.conflicts.grouping import grouped
from kursplaner.store.queries.drafts import open_drafts
from kursplaner.store.queries.lessons.lessons import LessonRow, lessons_between
from kursplaner.store.records import find
from kursplaner.ui.conflicts.inspector import ConflictView
from kursplaner.ui.conflicts.page import ConflictsPage
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.widgets import Text, TextField
from tests.ui.town_window import town_window

THURSDAY, FRIDAY = date(2027, 3, 4), date(2027, 3, 5)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with town_window(qtbot, tmp_path) as made:
        yield made


def close_a_room(window: MainWindow, days: int = 1) -> LessonRow:
    with window.workspace.read() as db:
        row = next(r for r in lessons_between(db, THURSDAY, FRIDAY) if r.room_id is not None)
    with window.workspace.change(ActKind.CLOSURE_ADDED) as db:
        ends = minute_of(THURSDAY + timedelta(days=days))
        db.add(
            Closure(resource_id=row.room_id, starts=minute_of(THURSDAY), ends=ends, reason="repair")
        )
    return row


def closures(window: MainWindow, days: int = 1) -> list[Conflict]:
    with window.workspace.read() as db:
        last = THURSDAY + timedelta(days=days)
        return finding.find(db, THURSDAY, last, {ConflictKind.CLOSURE})


def opened(window: MainWindow, qtbot: QtBot) -> tuple[ConflictsPage, ConflictView]:
    window.go("conflicts")
    page = window.page("conflicts")
    assert isinstance(page, ConflictsPage)
    view = page.view
    assert view is not None
    qtbot.waitUntil(lambda: bool(view.ways), timeout=30_000)
    return page, view


def test_a_closed_room_shows_its_conflicts_with_ways_out(window: MainWindow, qtbot: QtBot) -> None:
    row = close_a_room(window)
    page, view = opened(window, qtbot)
    found = page.conflict()
    assert found is not None
    assert found.kind is ConflictKind.CLOSURE
    assert 1 <= len(view.ways) <= 5
    said = "\n".join(text.plain() for text in page.findChildren(Text))
    assert row.room is not None
    assert row.room in said
    assert "Personen sind betroffen" in said


def test_a_way_out_is_one_act_and_one_undo(window: MainWindow, qtbot: QtBot) -> None:
    close_a_room(window)
    before = {conflict.id for conflict in closures(window)}
    page, view = opened(window, qtbot)
    found = page.conflict()
    assert found is not None
    view.ways[0].click()
    assert found.id not in {conflict.id for conflict in closures(window)}
    window.workspace.undo()
    assert {conflict.id for conflict in closures(window)} == before


def test_a_way_out_whose_facts_changed_is_refused(window: MainWindow, qtbot: QtBot) -> None:
    close_a_room(window)
    page, view = opened(window, qtbot)
    found = page.conflict()
    assert found is not None
    take = view.ways[0]
    with window.workspace.change(ActKind.CLOSURE_REMOVED) as db:
        for row in find(db, Closure):
            db.delete(row)
    take.click()
    last = window.workspace.undo_summary
    assert last is not None
    assert last.kind == ActKind.CLOSURE_REMOVED


def test_a_conflict_is_accepted_and_asked_again(window: MainWindow, qtbot: QtBot) -> None:
    close_a_room(window)
    page, view = opened(window, qtbot)
    found = page.conflict()
    assert found is not None
    box = view.ask_reason([found])
    line = box.findChild(TextField)
    assert line is not None
    line.setText("Der Raum bleibt doch auf")
    box.accept()
    accepted = next(conflict for conflict in closures(window) if conflict.id == found.id)
    assert not accepted.hard
    qtbot.waitUntil(lambda: "accepted" in page._found[found.id].facts, timeout=30_000)
    page.list.choose(found.id)
    qtbot.waitUntil(lambda: view.take_back_button is not None)
    assert view.take_back_button is not None
    view.take_back_button.click()
    assert next(conflict for conflict in closures(window) if conflict.id == found.id).hard


def test_a_way_out_can_wait_in_the_draft(window: MainWindow, qtbot: QtBot) -> None:
    close_a_room(window)
    before = {conflict.id for conflict in closures(window)}
    _, view = opened(window, qtbot)
    view.collectors[0].click()
    assert {conflict.id for conflict in closures(window)} == before
    with window.workspace.read() as db:
        assert [summary.steps for summary in open_drafts(db)] == [len(before)]


def test_the_list_shows_what_is_chosen_and_a_target(window: MainWindow, qtbot: QtBot) -> None:
    close_a_room(window)
    page, _ = opened(window, qtbot)
    hard = [conflict for conflict in page._found.values() if conflict.hard]
    page.weight.choose("hard")
    page._show_rows()
    assert len(page.list.shown_table()[1]) == len(grouped(hard))
    window.go("conflicts", conflict_id=hard[-1].id)
    assert page.conflict() == hard[-1]


def test_one_closure_is_one_line_one_act_and_one_undo(window: MainWindow, qtbot: QtBot) -> None:
    row = close_a_room(window, days=8)
    before = {conflict.id for conflict in closures(window, days=8)}
    assert len(before) > 2
    page, view = opened(window, qtbot)
    rows = page.list.shown_table()[1]
    assert rows[0][0] == f"{len(before)} Konflikte"
    assert str(row.room) in rows[0][1]
    assert view.ways[0].text() == "Alle übernehmen"
    page._unfold(page.list.current_key())
    assert len(page.list.shown_table()[1]) == len(rows) + len(before)
    view.ways[0].click()
    assert not closures(window, days=8)
    window.workspace.undo()
    assert {conflict.id for conflict in closures(window, days=8)} == before


def test_a_cause_is_taken_on_with_one_reason(window: MainWindow, qtbot: QtBot) -> None:
    close_a_room(window, days=8)
    page, view = opened(window, qtbot)
    assert page.conflict() is not None
    page.accept(closures(window, days=8), "Handwerker kommen später")
    assert not any(conflict.hard for conflict in closures(window, days=8))
    window.workspace.undo()
    assert all(conflict.hard for conflict in closures(window, days=8))
    assert view.accept_button is not None
