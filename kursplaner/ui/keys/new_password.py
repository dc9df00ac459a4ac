"""Fields and a box for a new password."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kursplaner.basics.errors import Refused
from kursplaner.desk.wording.errors.sentences import sentence
from kursplaner.desk.wording.keys.access import slot_title
from kursplaner.store.keys.envelope import Slot
from kursplaner.store.keys.wrapping import check_password
from kursplaner.ui.keys.password_field import PasswordField
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import (
    Button,
    Choice,
    ChoiceField,
    Dialog,
    Field,
    PrimaryButton,
    Text,
    mark_bad,
)

ADVICE = (
    "Mindestens acht Zeichen; gut sind vier Wörter hintereinander. Umlaute und Leerzeichen gehen."
    " Nehmen Sie keines, das Sie anderswo benutzen."
)


class NewPasswordFields(QWidget):
    """A new password, typed twice."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(10))
        self.first = PasswordField(name="Neues Passwort")
        self.again = PasswordField(name="Neues Passwort noch einmal")
        column.addWidget(Field("Neues Passwort", self.first))
        column.addWidget(Field("Noch einmal", self.again))
        column.addWidget(Text(ADVICE, "note", "second", wrap=True))

    def password(self) -> str:
        """Return the password.

        Raises:
            Refused: "password_short" (limit), "passwords_differ".
        """
        for field in (self.first, self.again):
            mark_bad(field, bad=False)
        text = self.first.text()
        try:
            check_password(text)
        except Refused:
            mark_bad(self.first, bad=True)
            raise
        if self.again.text() != text:
            mark_bad(self.again, bad=True)
            raise Refused("passwords_differ")
        return text

    def empty(self) -> None:
        """Forget what was typed."""
        self.first.take()
        self.again.take()


class NewPasswordDialog(Dialog):
    """Asks for a new password, and whose it is where several have one.

    Attributes:
        password: what was typed, once the box is accepted.
        slot: the number of the slot.
    """

    def __init__(self, title: str, people: Sequence[Slot], parent: QWidget | None = None) -> None:
        super().__init__(title, parent, width=440)
        self.password = ""
        choices = [Choice(str(slot.number), slot_title(slot)) for slot in people]
        self.whose = ChoiceField(choices, name="Wessen Passwort")
        if len(choices) > 1:
            self.body.addWidget(Field("Wessen Passwort", self.whose))
        self.fields = NewPasswordFields()
        self.body.addWidget(self.fields)
        self._complaint = Text("", "plain", "bad", wrap=True)
        self._complaint.hide()
        self.body.addWidget(self._complaint)
        self.add_button(Button("Abbrechen"), rejects=True)
        keep = self.add_button(PrimaryButton("Passwort setzen"))
        keep.clicked.connect(self._keep)
        keep.setDefault(True)

    @property
    def slot(self) -> int:
        """The number of the slot whose password it is."""
        return int(self.whose.current() or 0)

    def _keep(self) -> None:
        try:
            self.password = self.fields.password()
        except Refused as error:
            self._complaint.show_text(sentence(error))
            self._complaint.show()
            return
        self.fields.empty()
        self.accept()
