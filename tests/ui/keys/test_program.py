"""The program before an encrypted town: it asks, opens, locks, and forgets at the end."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kursplaner.app import Program
from kursplaner.basics import clock
from kursplaner.store.backups.backup import backups_of
from kursplaner.store.keys import chain
from kursplaner.ui import state
from kursplaner.ui.options import Options
from tests.store.keys.towns import FIRST, encrypted
from tests.store.town_files import add


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    state.use_file(tmp_path / "window.ini")
    path = tmp_path / "Adorf.kursplan"
    encrypted(path)
    running = QApplication.instance()
    assert isinstance(running, QApplication)
    before = clock._hand.pinned
    made = Program(running, Options(path, None, "settings", (1000, 700), dark=False, scale=0))
    yield made
    running.setQuitOnLastWindowClosed(True)
    made.deleteLater()
    clock.pin(before)
    chain.forget()


def test_from_the_password_to_the_backup_at_the_end(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    program.start()
    qtbot.waitUntil(lambda: program._gate is not None, timeout=20_000)
    gate = program._gate
    assert gate is not None
    assert program._window is None
    gate.page.password.field.setText(FIRST)
    gate.page.password.button.click()
    qtbot.waitUntil(lambda: program._window is not None, timeout=20_000)
    assert program._gate is None
    lock_and_close(program, qtbot)
    (made,) = backups_of(tmp_path / "Adorf.kursplan")
    assert made.reason == "ende"
    assert not chain.holds_any()


def lock_and_close(program: Program, qtbot: QtBot) -> None:
    window, workspace = program._window, program._workspace
    assert window is not None
    assert workspace is not None
    add(workspace, "Zwetschgenbaum")
    program._other_file("lock")
    lock = program._lock
    assert lock is not None
    assert lock.is_locked
    assert not program._poll.isActive()
    assert lock._box is not None
    lock._box.page.password.field.setText(FIRST)
    lock._box.page.password.button.click()
    qtbot.waitUntil(program._poll.isActive, timeout=20_000)
    window.close()
    qtbot.waitUntil(lambda: program._instance is None, timeout=60_000)
