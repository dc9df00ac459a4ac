"""The page before a locked town: the password, the code, another state."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kursplaner.store.keys import chain
from kursplaner.store.keys.recovery_code import new_code
from kursplaner.ui import state, tasks
from kursplaner.ui.keys.code_card import WITHOUT, CodeFields
from kursplaner.ui.keys.gate import Gate
from kursplaner.ui.keys.new_password import NewPasswordDialog
from kursplaner.ui.widgets import Dialog
from tests.store.keys.towns import FIRST, SECOND, encrypted, refusal

NEW = "ganz neues Wort"


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    path = tmp_path_factory.mktemp("zu") / "Adorf.kursplan"
    return path, encrypted(path)


@pytest.fixture
def town(laid: tuple[Path, list[str]], tmp_path: Path) -> Iterator[tuple[Path, list[str]]]:
    state.use_file(tmp_path / "window.ini")
    source, code = laid
    shutil.copytree(source.parent, tmp_path / "Ort")
    yield tmp_path / "Ort" / source.name, code
    chain.forget()


def gate_for(bot: QtBot, path: Path) -> Gate:
    gate = Gate(path)
    bot.addWidget(gate)
    gate.show()
    return gate


def done(bot: QtBot) -> None:
    bot.waitUntil(tasks.nothing_runs, timeout=20_000)


def test_a_password_opens_and_the_town_is_named(town: tuple[Path, list[str]], qtbot: QtBot) -> None:
    gate = gate_for(qtbot, town[0])
    opened: list[Path] = []
    gate.opened.connect(opened.append)
    card = gate.page.password
    assert not card.keep.isVisibleTo(card)
    card.field.setText("falsches Wort")
    card.button.click()
    done(qtbot)
    assert opened == []
    card.field.setText(SECOND)
    card.button.click()
    done(qtbot)
    assert opened == [town[0]]
    assert chain.holds_any()


def test_the_code_sets_a_new_password(town: tuple[Path, list[str]], qtbot: QtBot) -> None:
    path, code = town
    gate = gate_for(qtbot, path)
    opened: list[Path] = []
    gate.opened.connect(opened.append)
    card = gate.page.code
    assert not card.button.isEnabled()
    card.fields.fill("-".join(code).lower())
    assert card.says.plain() == "6 von 6 Gruppen stimmen in sich."

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, NewPasswordDialog)
        box.fields.first.setText(NEW)
        box.fields.again.setText(NEW + "!")
        box._keep()
        assert box.isVisible()
        box.fields.again.setText(NEW)
        box._keep()

    def wait() -> None:
        if isinstance(QApplication.activeModalWidget(), NewPasswordDialog):
            answer()
        else:
            QTimer.singleShot(20, wait)

    QTimer.singleShot(20, wait)
    card.button.click()
    qtbot.waitUntil(lambda: opened == [path], timeout=20_000)
    done(qtbot)
    assert refusal(path, FIRST) == "password_wrong"
    assert refusal(path, NEW) == ""
    assert refusal(path, SECOND) == ""


def test_a_code_of_another_town_says_so(town: tuple[Path, list[str]], qtbot: QtBot) -> None:
    other = new_code()
    gate = gate_for(qtbot, town[0])
    gate.page.code.fields.fill("".join(other))
    gate.page.code.button.click()
    done(qtbot)
    assert "gehört nicht zu dieser Datei" in gate.page.code.says.plain()


def test_a_slip_in_the_code_is_shown_as_it_is_typed(qtbot: QtBot) -> None:
    fields = CodeFields()
    qtbot.addWidget(fields)
    fields.show()
    first = fields._fields[0]
    QTest.keyClicks(first, "0000")
    wrong = fields.wrong()
    assert (wrong == 1) is (fields.fitting() == 0)
    fields.empty()
    assert fields.groups() == [""] * 6
    QTest.keyClicks(first, "o1iL")
    assert first.text() == "0111"


def test_what_is_left_without_password_and_code(town: tuple[Path, list[str]], qtbot: QtBot) -> None:
    gate = gate_for(qtbot, town[0])
    gate.page.code.explain()
    box = gate.findChild(Dialog)
    assert isinstance(box, Dialog)
    assert box.windowTitle() == WITHOUT
    box.accept()


def test_closing_the_page_leaves(town: tuple[Path, list[str]], qtbot: QtBot) -> None:
    left: list[bool] = []
    gate = gate_for(qtbot, town[0])
    gate.left.connect(lambda: left.append(True))
    gate.close()
    assert left == [True]
    again = gate_for(qtbot, town[0])
    again.left.connect(lambda: left.append(False))
    again.end()
    assert left == [True]


def test_a_narrow_page_lays_its_cards_beneath_each_other(
    town: tuple[Path, list[str]], qtbot: QtBot
) -> None:
    gate = gate_for(qtbot, town[0])
    gate.resize(640, 440)
    assert gate.page._cards.direction() is gate.page._cards.Direction.TopToBottom
    gate.resize(1440, 900)
    assert gate.page._cards.direction() is gate.page._cards.Direction.LeftToRight
