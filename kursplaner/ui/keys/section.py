"""Einstellungen → Passwörter: encrypt the town, who opens it, the recovery code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QDialog, QWidget

from kursplaner.desk.wording.keys import access as words
from kursplaner.store.keys import changing, recovery_code, slots, unlocking
from kursplaner.store.keys.changing import Changed, Converted
from kursplaner.store.keys.envelope import COLLEAGUE, RECOVERY, Access, Envelope, Slot
from kursplaner.store.keys.standing import salt_at
from kursplaner.ui import tasks
from kursplaner.ui.context import AppContext
from kursplaner.ui.keys.asking import (
    AddPersonDialog,
    ChangePasswordDialog,
    OwnPasswordDialog,
    TryCodeDialog,
)
from kursplaner.ui.keys.plain_copies import PlainCopiesDialog
from kursplaner.ui.keys.set_up_dialog import NewCodeDialog, SetUpDialog
from kursplaner.ui.look.theme import theme
from kursplaner.ui.settings.section import Section
from kursplaner.ui.widgets import (
    Button,
    Card,
    MessageCard,
    PrimaryButton,
    Row,
    RowList,
)
from kursplaner.ui.widgets.wrap_layout import WrapLayout

T = TypeVar("T")
SENTENCE = "Wer die Datei öffnen kann. Jede Person hat ihr eigenes Passwort."
OPEN_FILE = "Die Datei ist nicht verschlüsselt."
OPEN_TOWN = "Wer an die Datei oder eine Sicherung kommt, kann alles lesen."
OPEN_DEMO = "Das ist die Spielstadt: Alle Namen sind erfunden, ein Passwort ist nicht nötig."
REMOVE = (
    "{name} kann die Datei danach nicht mehr öffnen. Sie bekommt einen neuen Schlüssel, und die"
    " Schlüsseldateien neben den Sicherungen werden ersetzt. Alle anderen Passwörter bleiben."
)
NEW_CODE = "Der alte Code öffnet danach nichts mehr. Bitte vernichten Sie das alte Blatt."


class KeySection(Section):
    """The slots of the town, each with what can be done."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, "Passwörter", SENTENCE)
        self._card: Card | None = None
        self._warning: MessageCard | None = None
        self.column.addStretch(1)

    @property
    def path(self) -> Path:
        """The town."""
        return self.context.workspace.path

    def refresh(self) -> None:
        for old in (self._card, self._warning):
            if old is not None:
                old.hide()
                old.deleteLater()
        self._card = self._warning = None
        if salt_at(self.path):
            self._show_slots(unlocking.envelope_for(self.path))
        else:
            self._show_plain()

    def _show_plain(self) -> None:
        demo = bool(self.context.workspace.settings.text("town.demo_day"))
        line = OPEN_DEMO if demo else OPEN_TOWN
        self._warning = MessageCard(OPEN_FILE, line, tone="warning")
        self.column.insertWidget(2, self._warning)
        self._card = Card(margin=20, spacing=12)
        button = PrimaryButton("Datei verschlüsseln", "lock")
        button.clicked.connect(self.encrypt)
        self._card.body.addWidget(button)
        self.column.insertWidget(3, self._card)

    def _show_slots(self, envelope: Envelope) -> None:
        card = self._card = Card("Zugänge", margin=0, spacing=0)
        rows = RowList()
        for slot in envelope.slots:
            rows.add(self._row(slot))
        card.body.addWidget(rows)
        foot = WrapLayout()
        for text, icon, act in (
            ("Zugang geben", "user-plus", self.add_person),
            ("Mein Passwort ändern", "key", self.change_own),
            ("Neuer Wiederherstellungscode", "file-text", self.new_code),
            ("Sperren", "lock", lambda: self.context.want_file("lock")),
        ):
            button = Button(text, icon=icon)
            button.clicked.connect(act)
            foot.addWidget(button)
        inside = QWidget()
        inside.setLayout(foot)
        inside.setContentsMargins(*[theme().px(16), theme().px(12)] * 2)
        card.body.addWidget(inside)
        self.column.insertWidget(2, card)

    def _row(self, slot: Slot) -> Row:
        recovery = slot.kind == RECOVERY
        tool = Button("Erproben" if recovery else "Entfernen", icon="" if recovery else "user-x")
        title = words.slot_title(slot)
        tool.setAccessibleName(f"{title}: {tool.text()}")
        tool.clicked.connect(self.try_code if recovery else lambda: self.remove(slot))
        return Row(title, words.slot_line(slot), icon="key" if recovery else "user", tool=tool)

    # --- what the buttons do ------------------------------------------------------------------

    def encrypt(self) -> None:
        """Set up the first password and the code; then the file is encrypted and swapped."""
        town = self.context.workspace
        settings = town.settings
        named = (settings.text("town.uuid"), settings.text("town.name"))
        box = SetUpDialog(self.path, named, self)
        if box.exec() != QDialog.DialogCode.Accepted or box.made is None:
            return
        access = box.made.access

        def work(_: tasks.Progress) -> Converted:
            return self._rested(lambda: changing.convert(self.path, access))

        self.context.run("Datei verschlüsseln", work, self._encrypted)

    def _encrypted(self, done: Converted) -> None:
        self.context.notice("Die Datei ist verschlüsselt.")
        self._tell()
        if done.plain:
            PlainCopiesDialog(done.plain, self.path, self).open()

    def add_person(self) -> None:
        """Give somebody a password of her own."""
        box = AddPersonDialog(self)
        if box.exec() != QDialog.DialogCode.Accepted:
            return
        name, new = box.name, box.new

        def work(access: Access) -> Access:
            return slots.with_colleague(access, COLLEAGUE, name, new)

        self._change(box.own, work, f"{name} kann die Datei jetzt öffnen.")

    def change_own(self) -> None:
        """Change one's own password."""
        box = ChangePasswordDialog(self)
        if box.exec() != QDialog.DialogCode.Accepted:
            return
        new = box.new

        def work(access: Access) -> Access:
            return slots.with_password(access, access.slot, new)

        self._change(box.own, work, "Ihr Passwort ist geändert.")

    def remove(self, slot: Slot) -> None:
        """Take somebody's password away; the file gets a new key."""
        about = REMOVE.format(name=words.slot_title(slot))
        box = OwnPasswordDialog("Zugang entfernen?", "Entfernen", about, self)
        if box.exec() != QDialog.DialogCode.Accepted:
            return
        number = slot.number
        told = f"{words.slot_title(slot)} kann die Datei nicht mehr öffnen."
        self._change(
            box.own, lambda access: slots.without_slot(access, number), told, rewrites=True
        )

    def try_code(self) -> None:
        """Try the recovery code, as once a year."""
        box = TryCodeDialog(self)
        if box.exec() != QDialog.DialogCode.Accepted:
            return
        opener = unlocking.by_code(box.groups)

        def work(_: tasks.Progress) -> Changed:
            return changing.change(self.path, opener, slots.with_code_tried)

        self.context.run("Code erproben", work, lambda _: self._told("Der Code stimmt."))

    def new_code(self) -> None:
        """Draw a new recovery code; it counts as soon as a group was read back from the sheet."""
        box = OwnPasswordDialog("Neuer Wiederherstellungscode", "Weiter", NEW_CODE, self)
        if box.exec() != QDialog.DialogCode.Accepted:
            return
        own = box.own

        def work(_: tasks.Progress) -> Access:
            return slots.open_with_password(unlocking.envelope_for(self.path), own)

        self.context.run("Passwort prüfen", work, lambda made: self._show_code(own, made))

    def _show_code(self, own: str, made: Access) -> None:
        code = recovery_code.new_code()

        def kept() -> None:
            self._change(own, lambda access: slots.with_code(access, code), "Der Code gilt jetzt.")

        NewCodeDialog(self.path, made.envelope.name, code, kept, self).open()

    # --- how it is done -----------------------------------------------------------------------

    def _change(
        self, own: str, work: Callable[[Access], Access], told: str, *, rewrites: bool = False
    ) -> None:
        opener = unlocking.by_password(own)

        def change() -> Changed:
            return changing.change(self.path, opener, work)

        def run(_: tasks.Progress) -> Changed:
            return self._rested(change) if rewrites else change()

        def done(changed: Changed) -> None:
            left = words.renewed(changed.renewed) if changed.renewed.left else []
            self._told(" ".join([told, *left]))

        self.context.run("Zugänge ändern", run, done)

    def _rested(self, work: Callable[[], T]) -> T:
        """Do something while the town is closed, and open it again whatever happens."""
        self.context.workspace.rest()
        try:
            return work()
        finally:
            self.context.workspace.wake()

    def _told(self, sentence: str) -> None:
        self.context.notice(sentence)
        self._tell()

    def _tell(self) -> None:
        self.context.show_town()
        self.refresh()
