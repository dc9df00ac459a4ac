"""The right card: the recovery code, group by group, and what to do without it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from kursplaner.store.keys import recovery_code
from kursplaner.ui.keys.parts import IconLine, fact_row, key_card
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import Button, Dialog, Text, TextField, mark_bad

ASKED = "Sechs Gruppen zu vier Zeichen, groß oder klein."
AFTERWARDS = "Danach gilt das alte Passwort nicht mehr."
WITHOUT = "Weder Passwort noch Zettel"
WITHOUT_WORDS = (
    "Ohne Passwort und ohne Zettel kann niemand die Datei lesen, auch nicht die Menschen, die das"
    " Programm machen. Fragen Sie zuerst: Wer arbeitet noch mit der Datei? Jede Person hat ihr"
    " eigenes Passwort. Liegt der Zettel bei der Leitung, im Tresor oder bei der Nachfolge? Gibt es"
    " eine ältere Sicherung, deren Passwort Sie noch wissen? Bitte löschen Sie nichts; mit einem"
    " Passwort, das jemandem wieder einfällt, öffnet sich alles."
)


class CodeCard(QWidget):
    """Takes the recovery code.

    Signals:
        given(object): the list of its groups, each proved in itself.
        backup_wanted: another state shall be brought back.
    """

    given = Signal(object)
    backup_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        look = ("key", "shade", "text2")
        card, _ = key_card(look, "Passwort vergessen?", "Der Zettel vom Einrichten hilft.")
        column.addWidget(card)
        card.body.addWidget(IconLine("file-text", ASKED))
        card.body.addWidget(Text("Wiederherstellungscode", "note", "second"))
        self.fields = CodeFields()
        self.fields.changed.connect(self._show)
        card.body.addWidget(self.fields)
        self.says = IconLine("check", "", "good")
        card.body.addWidget(self.says)
        self.button = Button("Neues Passwort wählen")
        self.button.clicked.connect(lambda: self.given.emit(self.fields.groups()))
        card.body.addWidget(self.button)
        card.body.addWidget(IconLine("info", AFTERWARDS))
        card.body.addStretch(1)
        card.body.addLayout(self._facts())
        self._show()

    def complain(self, sentence: str) -> None:
        """Say why the code opens nothing."""
        self.says.show_line("circle-alert", sentence, "bad")

    def _facts(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(
            fact_row("users", "Wo liegt der Zettel?", "bei der Leitung oder im Tresor")
        )
        backup = Button("Sicherung zurückholen", "link")
        backup.clicked.connect(self.backup_wanted)
        self._backup = fact_row("history", "Anderer Stand nötig?", backup)
        column.addWidget(self._backup)
        what = Button("Was dann?", "link")
        what.clicked.connect(self.explain)
        column.addWidget(fact_row("circle-x", WITHOUT, what))
        return column

    def allow_backups(self, *, allowed: bool) -> None:
        """Offer another state of the town, or not: while it is open behind the lock."""
        self._backup.setVisible(allowed)

    def explain(self) -> None:
        """Say what is left to do without password and code."""
        box = Dialog(WITHOUT, self.window())
        box.body.addWidget(Text(WITHOUT_WORDS, wrap=True))
        box.add_button(Button("Verstanden", "primary"), accepts=True)
        box.open()

    def _show(self) -> None:
        fits = self.fields.fitting()
        whole = fits == recovery_code.GROUPS
        wrong = self.fields.wrong()
        self.button.setEnabled(whole)
        self.button.set_kind("large" if whole else "plain")
        if wrong:
            self.says.show_line("circle-alert", f"Die {wrong}. Gruppe stimmt so nicht.", "warning")
        else:
            words = f"{fits} von {recovery_code.GROUPS} Gruppen stimmen in sich."
            self.says.show_line("check", words, "good" if fits else "second")


class CodeFields(QWidget):
    """Six little fields, one a group; the next one follows, and a pasted code fills them all.

    Signals:
        changed: something was typed.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(6))
        self._fields: list[_Group] = []
        for at in range(recovery_code.GROUPS):
            field = _Group(f"{at + 1}. Gruppe", self)
            field.textEdited.connect(lambda _, here=at: self._typed(here))
            row.addWidget(field, 1)
            self._fields.append(field)

    def groups(self) -> list[str]:
        """Return what was typed, group by group."""
        return [field.text() for field in self._fields]

    def fitting(self) -> int:
        """Return how many groups are right in themselves."""
        return sum(recovery_code.group_fits(at, text) for at, text in enumerate(self.groups()))

    def wrong(self) -> int:
        """Return the first group, counted from 1, that is whole and not right; 0 for none."""
        for at, text in enumerate(self.groups()):
            if len(text) == recovery_code.LENGTH and not recovery_code.group_fits(at, text):
                return at + 1
        return 0

    def fill(self, text: str) -> None:
        """Take a code in one piece."""
        found = [*recovery_code.groups_in(text), *[""] * recovery_code.GROUPS]
        for field, group in zip(self._fields, found, strict=False):
            field.setText(group)
        self._tell()

    def empty(self) -> None:
        """Forget what was typed."""
        self.fill("")

    def _typed(self, at: int) -> None:
        field = self._fields[at]
        place = field.cursorPosition()
        field.setText(recovery_code.read_group(field.text()))
        field.setCursorPosition(place)
        full = len(field.text()) == recovery_code.LENGTH
        if full and at + 1 < len(self._fields) and recovery_code.group_fits(at, field.text()):
            self._fields[at + 1].setFocus()
        self._tell()

    def _tell(self) -> None:
        for at, field in enumerate(self._fields):
            text = field.text()
            whole = len(text) == recovery_code.LENGTH
            mark_bad(field, bad=whole and not recovery_code.group_fits(at, text))
        self.changed.emit()


class _Group(TextField):
    """One group of the code."""

    def __init__(self, name: str, fields: CodeFields) -> None:
        super().__init__(name=name)
        self._fields = fields
        self.setMaxLength(recovery_code.LENGTH)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setMinimumHeight(theme().px(38))
        self.setMinimumWidth(theme().px(54))
        self.setTextMargins(0, 0, 0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pasted = (
            QApplication.clipboard().text() if event.matches(QKeySequence.StandardKey.Paste) else ""
        )
        if len(pasted.strip()) > recovery_code.LENGTH:
            self._fields.fill(pasted)
            return
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.focusPreviousChild()
            return
        super().keyPressEvent(event)
