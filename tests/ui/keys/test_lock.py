"""A town is locked and unlocked in its window; nothing shows meanwhile, and nothing is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kursplaner.domain.kinds import ActKind
from kursplaner.store.keys import chain
from kursplaner.store.keys.unlocking import by_password, unlock
from kursplaner.store.open_forms import kept_forms
from kursplaner.store.settings import store_settings
from kursplaner.store.workspace import Workspace
from kursplaner.ui import state, tasks
from kursplaner.ui.keys import lock as lock_room
from kursplaner.ui.keys.asking import AddPersonDialog
from kursplaner.ui.keys.lock import PLAIN, Lock, LockBox
from kursplaner.ui.keys.password_card import CAPITALS
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.people.editor import PersonEditor
from kursplaner.ui.places import all_places
from kursplaner.ui.widgets import ConfirmDialog
from tests.store.keys.towns import FIRST, encrypted
from tests.store.town_files import names


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("zu") / "Adorf.kursplan"
    encrypted(path, "Zwetschgenbaum")
    yield path
    chain.forget()


@pytest.fixture
def window(laid: Path, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    state.use_file(tmp_path / "window.ini")
    unlock(laid, by_password(FIRST))
    workspace = Workspace.open(laid, who="Test")
    made = MainWindow(workspace, [spec for spec in all_places() if spec.key == "settings"])
    qtbot.addWidget(made)
    made.go("settings", section="keys")
    made.show()
    yield made
    made.close()
    workspace.close()


def shown(widget: QWidget | None) -> list[QWidget]:
    assert widget is not None
    return [child for child in widget.findChildren(QWidget) if child.isVisible()]


def is_locked(lock: Lock) -> bool:
    return lock.is_locked


def box_of(lock: Lock) -> LockBox:
    assert lock._box is not None
    return lock._box


def typed(bot: QtBot, box: LockBox, password: str) -> None:
    field = box.page.password.field
    field.setText(password)  # the test library cannot type an umlaut
    QTest.keyClick(field, Qt.Key.Key_Return)
    bot.waitUntil(tasks.nothing_runs, timeout=20_000)


def test_locked_it_shows_nothing_and_goes_on_where_it_was(window: MainWindow, qtbot: QtBot) -> None:
    lock = Lock(window, window.workspace)
    box = AddPersonDialog(window)
    box.open()
    QTest.keyClicks(box.holder, "Frau Neu")
    lock.now()
    page = box_of(lock)
    assert is_locked(lock)
    assert shown(window.centralWidget()) == []
    assert not box.holder.isVisible()
    assert {window.windowTitle(), box.windowTitle()} == {"Kursplaner – gesperrt"}
    assert not chain.holds_any()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert page.isVisible()
    typed(qtbot, page, "falsches Wort")
    assert "stimmt nicht" in page.page.password.says.plain()
    assert page.page.password.field.text() == ""
    typed(qtbot, page, FIRST)
    assert not is_locked(lock)
    assert box.isVisible()
    assert box.holder.text() == "Frau Neu"
    assert box.windowTitle() == "Zugang geben"
    assert window.windowTitle().endswith("Adorf.kursplan")
    assert names(window.workspace) == ["Zwetschgenbaum"]
    box.reject()


def test_it_locks_after_the_minutes_of_the_settings_without_input(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr(lock_room, "monotonic", lambda: now[0])
    lock = Lock(window, window.workspace)
    window.workspace.subscribe(lock.settings_changed)
    now[0] += 15 * 60 - 1
    lock.look()
    assert not is_locked(lock)
    QTest.mouseMove(window)
    handle = window.windowHandle()
    assert handle is not None
    lock._watch(handle)
    QTest.keyClick(handle, Qt.Key.Key_Shift)
    now[0] += 60
    lock.look()
    assert not is_locked(lock)
    with window.workspace.change(ActKind.SETTINGS_CHANGED) as db:
        store_settings(db, {"keys.lock_minutes": "2"})
    now[0] += 60
    lock.look()
    assert is_locked(lock)
    assert "nach 2 Minuten ohne Eingabe" in box_of(lock).page.password.why.plain()
    typed(qtbot, box_of(lock), FIRST)
    with window.workspace.change(ActKind.SETTINGS_CHANGED) as db:
        store_settings(db, {"keys.lock_minutes": "0"})
    now[0] += 10**6
    lock.look()
    assert not is_locked(lock)


def test_closed_from_behind_the_lock_nothing_is_shown_again(window: MainWindow) -> None:
    lock = Lock(window, window.workspace)
    lock.close_wanted.connect(window.open_forms.close_anyway)
    lock.now()
    box_of(lock).close()
    assert not window.isVisible()
    assert shown(window.centralWidget()) == []


def test_closed_from_behind_the_lock_a_form_half_filled_in_stays_kept(window: MainWindow) -> None:
    lock = Lock(window, window.workspace)
    lock.locking.connect(window.keep_forms)
    lock.close_wanted.connect(window.open_forms.close_anyway)
    form = PersonEditor(window, None, window)
    form.open()
    QTest.keyClicks(form.names.family, "Sommer")
    lock.now()
    box_of(lock).close()
    assert not window.isVisible()
    assert not form.isVisible()
    assert not window.findChildren(ConfirmDialog)
    unlock(window.workspace.path, by_password(FIRST))
    window.workspace.wake()
    with window.workspace.read() as db:
        assert ["Sommer" in each.content for each in kept_forms(db, "Test")] == [True]
    form.discard()


def test_work_that_runs_is_waited_for(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    lock = Lock(window, window.workspace)
    lock.refused.connect(said.append)
    with monkeypatch.context() as busy:
        busy.setattr(tasks, "nothing_runs", lambda: False)
        lock.now()
    assert not is_locked(lock)
    assert said == [lock_room.BUSY]
    lock.look()
    assert is_locked(lock)
    lock._end_box()


def test_capitals_are_told(window: MainWindow) -> None:
    lock = Lock(window, window.workspace)
    lock.now()
    card = box_of(lock).page.password
    QTest.keyClicks(card.field, "A")
    assert card.says.isVisibleTo(card)
    assert card.says.plain() == CAPITALS
    QTest.keyClicks(card.field, "a")
    assert not card.says.isVisibleTo(card)
    lock._end_box()


def test_a_plain_town_is_not_locked(qtbot: QtBot, workspace: Workspace) -> None:
    said: list[str] = []
    top = QWidget()
    qtbot.addWidget(top)
    lock = Lock(top, workspace)
    lock.refused.connect(said.append)
    lock.now()
    assert not is_locked(lock)
    assert said == [PLAIN]
    lock._last -= 10**6
    lock.look()
    assert said == [PLAIN]


def test_strg_l_locks_from_within_a_box_too(window: MainWindow, qtbot: QtBot) -> None:
    lock = Lock(window, window.workspace)
    box = AddPersonDialog(window)
    box.open()
    handle = box.windowHandle()
    assert handle is not None
    lock._watch(handle)
    QTest.keyClick(handle, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: is_locked(lock))
    assert not box.holder.isVisible()
    lock._end_box()
    box.reject()
