"""The left card: whose town it is, the password, and how it stands with the file."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from kursplaner.desk.wording.errors.sentences import sentence
from kursplaner.ui.keys.parts import IconLine, fact_row, key_card
from kursplaner.ui.keys.password_field import PasswordField
from kursplaner.ui.widgets import Button, Field, mark_bad

CAPITALS = "Die Feststelltaste ist an."
CHECKING = "Das Passwort wird geprüft …"
KEYRINGS = {"win32": "im Schlüsselbund von Windows", "darwin": "im Schlüsselbund von macOS"}


@dataclass(frozen=True, slots=True)
class Standing:
    """What the page says of a town before anybody can read it.

    Attributes:
        why: why it is shut, a sentence.
        waits: what was left open, in words without names; empty where nothing was.
        backup: when the last backup was made, in words.
        keeps: whether this PC can keep the password.
    """

    town: str
    line: str
    file: str
    why: str
    backup: str
    waits: str = ""
    keeps: bool = False


class PasswordCard(QWidget):
    """Asks for the password.

    Signals:
        given(str, bool): the password, and whether this PC shall keep it.
    """

    given = Signal(str, bool)

    def __init__(self, standing: Standing) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        look = ("lock", "accent_weak", "accent")
        card, _ = key_card(look, standing.town or standing.file, standing.line)
        column.addWidget(card)
        self.why = IconLine("clock", standing.why)
        card.body.addWidget(self.why)
        self.field = PasswordField(name="Passwort")
        self.field.returnPressed.connect(self._give)
        self.field.capitals.connect(self._capitals)
        self.field.textEdited.connect(self._typed)
        card.body.addWidget(Field("Passwort", self.field))
        self.says = IconLine("circle-alert", "", "warning")
        self.says.hide()
        card.body.addWidget(self.says)
        self.button = Button("Öffnen", "large", "lock-open", tip="Eingabe")
        self.button.clicked.connect(self._give)
        card.body.addWidget(self.button)
        self.keep = QCheckBox(f"Auf diesem PC merken, {_keyring()}")
        self.keep.setVisible(standing.keeps)
        card.body.addWidget(self.keep)
        card.body.addStretch(1)
        card.body.addLayout(_facts(standing))

    def complain(self, words: str) -> None:
        """Say why it stays shut; what was typed is gone, the next try goes at once."""
        self.setEnabled(True)
        mark_bad(self.field, bad=True)
        self.says.show_line("circle-alert", words, "bad")
        self.says.show()
        self.field.setFocus()

    def complain_of(self, error: BaseException) -> None:
        """Say in words why it stays shut."""
        self.complain(sentence(error))

    def wait(self) -> None:
        """Say that the password is being checked."""
        self.setEnabled(False)
        self.says.show_line("clock", CHECKING, "second")
        self.says.show()

    def _give(self) -> None:
        if self.field.text():
            self.given.emit(self.field.take(), self.keep.isChecked())

    def _typed(self) -> None:
        mark_bad(self.field, bad=False)
        if self.says.plain() != CAPITALS:
            self.says.hide()

    def _capitals(self, on: bool) -> None:
        self.says.show_line("circle-alert", CAPITALS, "warning")
        self.says.setVisible(on)


def _facts(standing: Standing) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    if standing.waits:
        column.addWidget(fact_row("undo-2", f"Offen geblieben: {standing.waits}", "wartet"))
    good = bool(standing.backup)
    backup = standing.backup or "noch keine"
    column.addWidget(
        fact_row("shield-check", "Letzte Sicherung", backup, "good" if good else "warning")
    )
    column.addWidget(fact_row("save", "Datei auf diesem PC", standing.file))
    return column


def _keyring() -> str:
    return KEYRINGS.get(sys.platform, "im Schlüsselbund")
