"""Einstellungen → Passwörter: a plain town is encrypted, and its slots are changed."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kursplaner.store.keys import chain, slots
from kursplaner.store.keys.envelope import read_envelope
from kursplaner.store.keys.standing import salt_at
from kursplaner.store.workspace import Workspace
from kursplaner.ui import state, tasks
from kursplaner.ui.keys.asking import AddPersonDialog, OwnPasswordDialog, TryCodeDialog
from kursplaner.ui.keys.plain_copies import PlainCopiesDialog
from kursplaner.ui.keys.section import KeySection
from kursplaner.ui.keys.set_up_dialog import SetUpDialog
from kursplaner.ui.main_window import UNENCRYPTED, MainWindow
from kursplaner.ui.places import all_places
from kursplaner.ui.settings.page import SettingsPage
from kursplaner.ui.widgets.pages.rail import Rail
from tests.store.keys.towns import QUICK, refusal

OWN, NEW = "mein langes Wort", "ihr langes Wort"


@pytest.fixture
def window(
    blank_town: Path, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    monkeypatch.setattr(slots, "PRODUCTION", QUICK)
    state.use_file(tmp_path / "window.ini")
    path = tmp_path / "Adorf.kursplan"
    shutil.copy(blank_town, path)
    shutil.copy(blank_town, tmp_path / "Kopie.kursplan")
    workspace = Workspace.open(path, who="Test")
    made = MainWindow(workspace, [spec for spec in all_places() if spec.key == "settings"])
    qtbot.addWidget(made)
    made.go("settings", section="keys")
    made.show()
    yield made
    made.close()
    workspace.close()
    chain.forget()


def section(window: MainWindow) -> KeySection:
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    found = page.section()
    assert isinstance(found, KeySection)
    return found


def answering(kind: type[QWidget], answer: Callable[[QWidget], None]) -> None:
    """Answer the next box of a kind as soon as it is there."""

    def look() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, kind):
            answer(box)
        else:
            QTimer.singleShot(10, look)

    QTimer.singleShot(10, look)


def done(bot: QtBot) -> None:
    bot.waitUntil(tasks.nothing_runs, timeout=20_000)


def set_up(box: QWidget) -> None:
    assert isinstance(box, SetUpDialog)
    box.step()
    assert not box.complaint.isHidden()
    box.holder.setText("Frau Beispiel")
    box.fields.first.setText(OWN)
    box.fields.again.setText(OWN)
    box.step()
    prove(box)


def prove(box: SetUpDialog) -> None:
    if not box.sheet.code:
        QTimer.singleShot(10, lambda: prove(box))
        return
    box.sheet.back.setText("0000")
    box.step()
    assert box.made is None
    box.sheet.back.setText(box.sheet.code[box.sheet.asked].lower())
    box.step()


def encrypted(window: MainWindow, bot: QtBot) -> PlainCopiesDialog:
    answering(SetUpDialog, set_up)
    section(window).encrypt()
    done(bot)
    box = window.findChild(PlainCopiesDialog)
    assert isinstance(box, PlainCopiesDialog)
    return box


def add(box: QWidget) -> None:
    assert isinstance(box, AddPersonDialog)
    box.field.setText(OWN)
    box.holder.setText("Herr Neu")
    box.fields.first.setText(NEW)
    box.fields.again.setText(NEW)
    box.step()


def agree(box: QWidget) -> None:
    assert isinstance(box, OwnPasswordDialog)
    box.field.setText(OWN)
    box.step()


def try_code(box: QWidget, code: list[str]) -> None:
    assert isinstance(box, TryCodeDialog)
    box.fields.fill("".join(code))
    box.go.click()


def test_a_plain_town_is_encrypted_while_it_is_open(window: MainWindow, qtbot: QtBot) -> None:
    path = window.workspace.path
    rail = window.findChild(Rail)
    assert isinstance(rail, Rail)
    assert rail._warning.plain() == UNENCRYPTED
    box = encrypted(window, qtbot)
    assert salt_at(path)
    assert rail._warning.plain() == ""
    assert path.with_name("Kopie.kursplan").exists()
    box.remove()
    assert not path.with_name("Kopie.kursplan").exists()
    assert window.workspace.settings.text("town.name") == "Adorf/Vogtl."


def test_a_colleague_comes_and_goes_and_the_code_is_tried(window: MainWindow, qtbot: QtBot) -> None:
    kept: list[list[str]] = []

    def noting(box: QWidget) -> None:
        assert isinstance(box, SetUpDialog)
        box.accepted.connect(lambda: kept.append(box.sheet.code))
        set_up(box)

    answering(SetUpDialog, noting)
    here = section(window)
    here.encrypt()
    done(qtbot)
    found = window.findChild(PlainCopiesDialog)
    assert isinstance(found, PlainCopiesDialog)
    found.reject()

    answering(AddPersonDialog, add)
    here.add_person()
    done(qtbot)
    path = window.workspace.path
    made = read_envelope(path)
    assert made is not None
    slot = made.people[-1]
    assert slot.name == "Herr Neu"

    answering(TryCodeDialog, lambda box: try_code(box, kept[0]))
    here.try_code()
    done(qtbot)
    made = read_envelope(path)
    assert made is not None
    assert made.recovery is not None
    assert made.recovery.tried

    before = salt_at(path)
    answering(OwnPasswordDialog, agree)
    here.remove(slot)
    done(qtbot)
    assert salt_at(path) != before
    window.workspace.rest()
    assert refusal(path, NEW) == "password_wrong"
    assert refusal(path, OWN) == ""
    window.workspace.wake()
