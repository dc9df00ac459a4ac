from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from kursplaner.basics.errors import Refused
from kursplaner.domain.kinds import ActKind
from kursplaner.store.settings import store_settings
from kursplaner.store.workspace import Workspace
from kursplaner.ui import state
from kursplaner.ui.context import AppContext, PageSpec
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.places import all_places
from kursplaner.ui.widgets import Page, PaletteEntry
from kursplaner.ui.widgets.pages.notice_bar import NoticeBar


class Probe(Page):
    """A page that counts what it is asked."""

    def __init__(self, context: AppContext) -> None:
        super().__init__("Probe")
        self.context = context
        self.refreshed = 0
        self.targets: list[dict[str, object]] = []

    def refresh(self) -> None:
        self.refreshed += 1

    def show_target(self, **target: object) -> None:
        self.targets.append(target)


class Settings(Probe):
    """Only settings concern it."""

    kinds = frozenset({"settings"})


class People(Probe):
    """Only people concern it."""

    kinds = frozenset({"people"})


def found(context: AppContext, text: str) -> list[PaletteEntry]:
    del context
    return [PaletteEntry(f"Person {text}", lambda: None, "gefunden")]


PLACES = (
    PageSpec("today", "Heute", "sun", Settings),
    PageSpec("people", "Personen", "users", People, search=found),
    PageSpec("history", "Verlauf", "history", Probe, bottom=True),
)


@pytest.fixture
def window(qtbot: QtBot, workspace: Workspace, tmp_path: Path) -> Iterator[MainWindow]:
    state.use_file(tmp_path / "fenster.ini")
    made = MainWindow(workspace, PLACES)
    qtbot.addWidget(made)
    made.show()
    made.go("today")
    yield made
    made.close()


def rename(workspace: Workspace, name: str) -> None:
    with workspace.change(ActKind.SETTINGS_CHANGED) as db:
        store_settings(db, {"town.name": name})


def said(window: MainWindow) -> str:
    bar = window.findChild(NoticeBar)
    assert isinstance(bar, NoticeBar)
    return bar.text()


def probe(window: MainWindow, place: str) -> Probe:
    page = window.page(place)
    assert isinstance(page, Probe)
    return page


def test_pages_are_made_when_opened_and_get_their_target(window: MainWindow) -> None:
    assert len(window.findChildren(Probe)) == 1
    window.go("people", person_id=5)
    assert probe(window, "people").targets == [{"person_id": 5}]
    assert window.current_place == "people"
    assert "Personen" in window.windowTitle()


def test_a_change_refreshes_whom_it_concerns(window: MainWindow, workspace: Workspace) -> None:
    window.go("people")
    window.go("today")
    before = probe(window, "today").refreshed
    rename(workspace, "Oelsnitz")
    assert probe(window, "today").refreshed == before + 1
    assert probe(window, "people").refreshed == 0


def test_a_hidden_page_is_refreshed_when_it_is_opened(
    window: MainWindow, workspace: Workspace
) -> None:
    window.go("people")
    rename(workspace, "Oelsnitz")
    assert probe(window, "today").refreshed == 0
    window.go("today")
    assert probe(window, "today").refreshed == 1


def test_undo_takes_back_the_last_act_and_says_so(window: MainWindow, workspace: Workspace) -> None:
    rename(workspace, "Oelsnitz")
    window.undo()
    assert workspace.settings.text("town.name") == "Adorf/Vogtl."
    assert said(window).startswith("Rückgängig")
    window.redo()
    assert workspace.settings.text("town.name") == "Oelsnitz"


def test_nothing_to_undo_is_said_plainly(window: MainWindow) -> None:
    window.redo()
    assert said(window) == "Es gibt nichts zu wiederholen."


def test_undo_in_a_text_field_undoes_typing(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    rename(workspace, "Oelsnitz")
    line = QLineEdit(window)
    line.show()
    qtbot.waitActive(window)
    line.setFocus()
    QTest.keyClicks(line, "abc")
    window.undo()
    assert line.text() == ""
    assert workspace.settings.text("town.name") == "Oelsnitz"


def test_a_refusal_is_a_sentence(window: MainWindow) -> None:
    window.problem(Refused("changed_since"))
    assert len(said(window)) > 20


def test_f12_hides_names_and_asks_the_page_anew(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_F12)
    assert window.names_hidden
    assert probe(window, "today").refreshed == 1
    QTest.keyClick(window, Qt.Key.Key_F12)
    assert not window.names_hidden


def test_strg_k_finds_commands_and_people(window: MainWindow) -> None:
    titles = [each.title for each in window.commands.entries("dunkl")]
    assert "Dunkle Farben" in titles
    assert window.commands.entries("Haddad")[0].title == "Person Haddad"
    assert any(each.title == "Rückgängig" for each in window.commands.entries(""))


def test_long_work_shows_and_delivers(window: MainWindow, qtbot: QtBot) -> None:
    got: list[int] = []
    task = window.run("Rechnen", lambda _: 6 * 7, got.append)
    with qtbot.waitSignal(task.ended):
        pass
    assert got == [42]


def test_every_place_is_announced_once(qtbot: QtBot) -> None:
    keys = [spec.key for spec in all_places()]
    assert len(keys) == len(set(keys))
    assert {
        "today",
        "calendar",
        "courses",
        "people",
        "rooms",
        "childcare",
        "rides",
        "history",
        "settings",
    } <= set(keys)
