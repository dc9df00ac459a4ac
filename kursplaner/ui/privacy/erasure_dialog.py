"""A person asks to be forgotten: what becomes of each kind of data, then erased for good."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from kursplaner.desk.privacy import erasing
from kursplaner.desk.wording.privacy import erasing as words
from kursplaner.planning.privacy.erasing import ErasurePlan
from kursplaner.ui.context import AppContext
from kursplaner.ui.form_dialog import FormDialog, Outlook

SURE = "Ja, diese Daten für immer löschen"


class ErasureDialog(FormDialog):
    """Shows what is erased, kept without a name or restricted; a tick and a button do it.

    Signals:
        erased(int): id of the person whose data is gone.
    """

    erased = Signal(int)

    keeps = False

    def __init__(self, context: AppContext, person_id: int, parent: QWidget | None = None) -> None:
        super().__init__(context, "Personendaten löschen", parent, width=560)
        self._person_id = person_id
        self._plan: ErasurePlan | None = None
        self.sure = QCheckBox(SURE)
        self.body.addWidget(self.sure)
        self.begin("Löschen", "trash-2", self._erase, self._look, (self.sure.toggled,))

    def _look(self) -> Outlook:
        self.sure.setEnabled(False)
        self._plan = erasing.propose(self._context.workspace, self._person_id)
        self.sure.setEnabled(True)
        text = "\n".join([*words.lines(self._plan), words.ON_DISK])
        return Outlook(text, ready=self.sure.isChecked())

    def _erase(self) -> None:
        if self._plan is None:
            return
        erasing.erase(self._context.workspace, self._plan)
        self.accept()
        self._context.notice(words.done(self._plan))
        self.erased.emit(self._person_id)
