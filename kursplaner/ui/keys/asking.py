"""Boxes that change who opens the town; each first asks for one's own password."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kursplaner.basics.errors import KursplanerError, Refused
from kursplaner.desk.wording.errors.sentences import sentence
from kursplaner.store.keys import recovery_code
from kursplaner.ui.keys.code_card import CodeFields
from kursplaner.ui.keys.new_password import NewPasswordFields
from kursplaner.ui.keys.password_field import PasswordField
from kursplaner.ui.widgets import Button, Dialog, Field, PrimaryButton, Text, TextField, mark_bad


class KeyDialog(Dialog):
    """Asks for one's own password; who makes one adds what else is asked.

    Attributes:
        own: one's own password, once the box is accepted.
    """

    def __init__(
        self, title: str, verb: str, parent: QWidget | None = None, *, about: str = ""
    ) -> None:
        super().__init__(title, parent, width=460)
        if about:
            self.body.addWidget(Text(about, wrap=True))
        self.own = ""
        self.field = PasswordField(name="Ihr Passwort")
        self.body.addWidget(Field("Ihr Passwort", self.field))
        self.complaint = Text("", "plain", "bad", wrap=True)
        self.complaint.hide()
        self.add_button(Button("Abbrechen"), rejects=True)
        self.go = self.add_button(PrimaryButton(verb))
        self.go.clicked.connect(self.step)
        self.go.setDefault(True)

    def step(self) -> None:
        """Take what was typed, if it can be right."""
        try:
            self.look()
        except KursplanerError as error:
            self.complaint.show_text(sentence(error))
            self.complaint.show()
            return
        self.own = self.field.take()
        self.accept()

    def look(self) -> None:
        """See that everything is there.

        Raises:
            Refused: what is wrong.
        """
        mark_bad(self.field, bad=not self.field.text())
        if not self.field.text():
            raise Refused("password_wrong")


class OwnPasswordDialog(KeyDialog):
    """Asks for one's password; nothing else."""

    def __init__(
        self, title: str, verb: str, about: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(title, verb, parent, about=about)
        self.body.addWidget(self.complaint)


class ChangePasswordDialog(KeyDialog):
    """Asks for the old and the new password.

    Attributes:
        new: the new password, once the box is accepted.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Mein Passwort ändern", "Ändern", parent)
        self.new = ""
        self.fields = NewPasswordFields()
        self.body.addWidget(self.fields)
        self.body.addWidget(self.complaint)

    def look(self) -> None:
        super().look()
        self.new = self.fields.password()


class AddPersonDialog(KeyDialog):
    """Asks who shall open the town, and for the password she types herself.

    Attributes:
        name, new: whom, and the password.
    """

    ABOUT = (
        "Geben Sie zuerst Ihr eigenes Passwort ein. Dann tippt die neue Person ihr Passwort selbst;"
        " Sie brauchen es nicht zu kennen."
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Zugang geben", "Zugang geben", parent, about=self.ABOUT)
        self.name = self.new = ""
        self.holder = TextField(name="Für wen", hint="Frau oder Herr …")
        self.body.addWidget(Field("Für wen", self.holder))
        self.fields = NewPasswordFields()
        self.body.addWidget(self.fields)
        self.body.addWidget(self.complaint)

    def look(self) -> None:
        super().look()
        self.name = " ".join(self.holder.text().split())
        mark_bad(self.holder, bad=not self.name)
        if not self.name:
            raise Refused("slot_name_missing")
        self.new = self.fields.password()


class TryCodeDialog(Dialog):
    """Asks for the recovery code, to see once a year that the sheet is there and readable.

    Attributes:
        groups: the code, once the box is accepted.
    """

    ABOUT = (
        "Nehmen Sie das Blatt aus dem Umschlag, und tippen Sie den ganzen Code ein. Danach kommt es"
        " in einen neuen Umschlag."
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Wiederherstellungscode erproben", parent, width=460)
        self.groups: list[str] = []
        self.body.addWidget(Text(self.ABOUT, wrap=True))
        self.fields = CodeFields()
        self.fields.changed.connect(self._look)
        self.body.addWidget(self.fields)
        self.add_button(Button("Abbrechen"), rejects=True)
        self.go = self.add_button(PrimaryButton("Erproben"), accepts=True)
        self._look()

    def _look(self) -> None:
        self.groups = self.fields.groups()
        self.go.setEnabled(recovery_code.is_whole(self.groups))
