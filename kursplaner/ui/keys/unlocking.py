"""What follows from the page for unlocking: the keys are held, or it is said why not."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog

from kursplaner.basics import clock
from kursplaner.desk.key_ring import Shut, shut
from kursplaner.desk.wording.errors.sentences import sentence
from kursplaner.desk.wording.words.days import half_year
from kursplaner.store.keys import changing, keyring_of_pc, slots, unlocking
from kursplaner.store.keys.envelope import Access, Envelope
from kursplaner.ui import tasks
from kursplaner.ui.keys.new_password import NewPasswordDialog
from kursplaner.ui.keys.password_card import Standing
from kursplaner.ui.keys.unlock_page import UnlockPage

LOCKED = "Die Datei ist gesperrt; mit Ihrem Passwort geht sie auf."


class Unlocking(QObject):
    """Unlocks one town from its page.

    Signals:
        opened: its keys are held.
        backup_chosen(object): the Path of a backup to bring back, once its keys are held.
    """

    opened = Signal()
    backup_chosen = Signal(object)

    def __init__(self, path: Path, page: UnlockPage) -> None:
        super().__init__(page)
        self._path, self._page = path, page
        page.password.given.connect(self._by_password)
        page.code.given.connect(self._by_code)
        page.code.backup_wanted.connect(self._choose_backup)

    def _by_password(self, password: str, keep: bool) -> None:
        self._page.password.wait()

        def work(_: tasks.Progress) -> bool:
            access = unlocking.unlock(self._path, unlocking.by_password(password))
            return not keep or keyring_of_pc.keep(access.envelope.town, password)

        tasks.start("Entsperren", work, self._done, self._page.password.complain_of, ahead=True)

    def _done(self, _kept: object) -> None:
        self._page.password.setEnabled(True)
        self.opened.emit()

    def _by_code(self, groups: list[str]) -> None:
        def opened(access: Access) -> None:
            self._ask_password(groups, access.envelope)

        def refused(error: BaseException) -> None:
            self._page.code.complain(sentence(error))

        def work(_: tasks.Progress) -> Access:
            return unlocking.by_code(groups)(unlocking.envelope_for(self._path))

        tasks.start("Code prüfen", work, opened, refused, ahead=True)

    def _ask_password(self, groups: list[str], envelope: Envelope) -> None:
        box = NewPasswordDialog("Neues Passwort wählen", envelope.people, self._page.window())
        if box.exec() != QDialog.DialogCode.Accepted:
            return
        slot, password = box.slot, box.password

        def renew(access: Access) -> Access:
            return slots.with_password(slots.with_code_tried(access), slot, password)

        def work(_: tasks.Progress) -> Access:
            changing.change(self._path, unlocking.by_code(groups), renew)
            return unlocking.unlock(self._path, unlocking.by_password(password))

        def refused(error: BaseException) -> None:
            self._page.code.complain(sentence(error))

        tasks.start("Neues Passwort", work, self._done, refused, ahead=True)

    def _choose_backup(self) -> None:
        from kursplaner.ui.settings.backup_list import RestoreDialog

        box = RestoreDialog(self._path, self._page.window())
        if box.exec() and box.source is not None:
            self.backup_chosen.emit(box.source)


def standing(path: Path, why: str = LOCKED, waits: str = "", known: Shut | None = None) -> Standing:
    """Return what the page says of a locked town."""
    found = known or shut(path)
    line = f"Integrationsbüro, {half_year(clock.today())}"
    return Standing(found.town, line, found.file, why, found.backup, waits, found.keeps)
