"""Encryption set up in two steps: the first password, then the recovery code and its proof."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kursplaner.basics.errors import KursplanerError, Refused
from kursplaner.desk.recovery import recovery_pdf
from kursplaner.desk.wording.errors.sentences import sentence
from kursplaner.store.keys import recovery_code, slots
from kursplaner.store.keys.envelope import HEAD, Access
from kursplaner.ui import tasks
from kursplaner.ui.keys.new_password import NewPasswordFields
from kursplaner.ui.look.theme import theme
from kursplaner.ui.printing.printer import PrintRun, printer_named, printer_names
from kursplaner.ui.widgets import (
    Button,
    Card,
    Dialog,
    Field,
    PrimaryButton,
    Text,
    TextField,
    mark_bad,
)

WHO = "Frau oder Herr …"
ABOUT = (
    "Die Datei wird verschlüsselt. Jede Person, die mit ihr arbeitet, hat ihr eigenes Passwort;"
    " weitere legen Sie später unter „Passwörter“ in den Einstellungen an."
)
CODE = (
    "Dieser Code öffnet die Datei, wenn alle Passwörter vergessen sind. Er steht nur hier und nur"
    " jetzt. Drucken oder schreiben Sie ihn ab, verschließen Sie ihn in einem Umschlag, und geben"
    " Sie diesen der Leitung oder in den Tresor."
)
NO_PRINTER = "Kein Drucker gefunden. Bitte schreiben Sie den Code von Hand ab."
PRINTED = "Das Blatt ist auf dem Weg zum Drucker {name}."


@dataclass(frozen=True, slots=True)
class NewKeys:
    """An envelope as it was just made, and its recovery code."""

    access: Access
    code: list[str]


class CodeSheet(QWidget):
    """Shows a new recovery code, prints it, and asks for one of its groups back."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path, self._town = path, ""
        self.code: list[str] = []
        self.asked = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(12))
        column.addWidget(Text(CODE, wrap=True))
        card = Card(margin=16, spacing=8, tone="shade")
        self._shown = [Text("", "big") for _ in range(recovery_code.GROUPS)]
        row = QHBoxLayout()
        for group in self._shown:
            row.addWidget(group)
        card.body.addLayout(row)
        column.addWidget(card)
        self.print_button = Button("Blatt drucken", icon="printer")
        self.print_button.clicked.connect(self.print_sheet)
        line = QHBoxLayout()
        line.addWidget(self.print_button)
        line.addStretch(1)
        column.addLayout(line)
        self.says = Text("", "note", "second", wrap=True)
        column.addWidget(self.says)
        self.back = TextField(name="Gruppe vom Blatt")
        self.back.setMaxLength(recovery_code.LENGTH + 2)
        self._field = Field("Gruppe vom Blatt", self.back)
        column.addWidget(self._field)
        column.addStretch(1)

    def show_code(self, code: list[str], town: str) -> None:
        """Show a code and choose the group that is asked for."""
        self.code, self._town = code, town
        for label, group in zip(self._shown, code, strict=True):
            label.show_text(group)
        self.asked = secrets.randbelow(recovery_code.GROUPS)
        words = f"Zur Probe: die {self.asked + 1}. Gruppe, vom Blatt abgelesen"
        self._field.show_label(words)
        self.back.setAccessibleName(words)
        self.back.setFocus()

    def check(self) -> None:
        """See that the group was read back from the sheet.

        Raises:
            Refused: "code_part_wrong".
        """
        right = recovery_code.read_group(self.back.text()) == self.code[self.asked]
        mark_bad(self.back, bad=not right)
        if not right:
            raise Refused("code_part_wrong")

    def print_sheet(self) -> None:
        """Send the sheet to the first printer; nothing of it is ever written to the disk."""
        printers = printer_names()
        if not printers:
            self.says.show_text(NO_PRINTER)
            return
        pdf, pages = recovery_pdf(self._path, self._town, self.code)
        run = PrintRun(pdf, pages, printer_named(printers[0]), "Kursplaner", self)
        run.failed.connect(lambda error: self.says.show_text(sentence(error)))
        run.finished.connect(lambda: self.says.show_text(PRINTED.format(name=printers[0])))
        run.start()


class SetUpDialog(Dialog):
    """Makes the envelope of a town that is to be encrypted.

    Attributes:
        made: the envelope, once the box is accepted.
    """

    def __init__(self, path: Path, town: tuple[str, str], parent: QWidget | None = None) -> None:
        """Build it for a file and the UUID and name of its town."""
        super().__init__("Passwort für die Datei", parent, width=520)
        self._town = town
        self.made: NewKeys | None = None
        self._drawn: NewKeys | None = None
        self._steps = QStackedWidget()
        self.holder = TextField(name="Für wen", hint=WHO)
        self.fields = NewPasswordFields()
        self.sheet = CodeSheet(path)
        self._steps.addWidget(self._first_step())
        self._steps.addWidget(self.sheet)
        self.body.addWidget(self._steps)
        self.complaint = Text("", "plain", "bad", wrap=True)
        self.complaint.hide()
        self.body.addWidget(self.complaint)
        self.add_button(Button("Abbrechen"), rejects=True)
        self.go = self.add_button(PrimaryButton("Weiter"))
        self.go.clicked.connect(self.step)
        self.go.setDefault(True)

    def step(self) -> None:
        """Go on from the step that is shown."""
        self.complaint.hide()
        try:
            if self._drawn is None:
                self._draw()
            else:
                self.sheet.check()
                self.made = self._drawn
                self.accept()
        except KursplanerError as error:
            self._complain(error)

    def _first_step(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(12))
        column.addWidget(Text(ABOUT, wrap=True))
        column.addWidget(Field("Für wen ist das erste Passwort?", self.holder))
        column.addWidget(self.fields)
        column.addStretch(1)
        return box

    def _draw(self) -> None:
        name = " ".join(self.holder.text().split())
        mark_bad(self.holder, bad=not name)
        if not name:
            raise Refused("slot_name_missing")
        holder = slots.Holder(HEAD, name, self.fields.password())
        self.go.setEnabled(False)

        def work(_: tasks.Progress) -> NewKeys:
            return NewKeys(*slots.new_envelope(*self._town, [holder]))

        tasks.start("Schlüssel anlegen", work, self._show_code, self._complain, ahead=True)

    def _show_code(self, drawn: NewKeys) -> None:
        self._drawn = drawn
        self.fields.empty()
        self.go.setEnabled(True)
        self.go.show_text("Verschlüsseln")
        self.sheet.show_code(drawn.code, self._town[1])
        self._steps.setCurrentWidget(self.sheet)
        self.fit_screen()

    def _complain(self, error: BaseException) -> None:
        self.go.setEnabled(True)
        self.complaint.show_text(sentence(error))
        self.complaint.show()


class NewCodeDialog(Dialog):
    """Shows a new recovery code of a town that is encrypted already, until it is proved."""

    def __init__(
        self,
        path: Path,
        town: str,
        code: list[str],
        kept: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Neuer Wiederherstellungscode", parent, width=520)
        self._kept = kept
        self.sheet = CodeSheet(path)
        self.sheet.show_code(code, town)
        self.body.addWidget(self.sheet)
        self.complaint = Text("", "plain", "bad", wrap=True)
        self.complaint.hide()
        self.body.addWidget(self.complaint)
        self.add_button(Button("Abbrechen"), rejects=True)
        done = self.add_button(PrimaryButton("Dieser Code gilt jetzt"))
        done.clicked.connect(self._check)

    def _check(self) -> None:
        try:
            self.sheet.check()
        except KursplanerError as error:
            self.complaint.show_text(sentence(error))
            self.complaint.show()
            return
        self._kept()
        self.accept()
