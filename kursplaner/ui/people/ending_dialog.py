"""A person put down by mistake is deleted; one with a history ends: what goes along, first."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kursplaner.desk.wording.people import ending as words
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.people import ending
from kursplaner.planning.people.ending import DeletePlan, EndPlan
from kursplaner.store.session import Db
from kursplaner.ui.context import AppContext
from kursplaner.ui.form_dialog import FormDialog, Outlook

HISTORY = (
    "Diese Person kommt schon vor und wird nicht gelöscht; beendet steht sie nur noch in"
    " Nachweisen."
)


class EndingDialog(FormDialog):
    """Deletes a person, or ends her where she has a history.

    Signals:
        ended(int): id of the person who is on no list any more.
    """

    ended = Signal(int)

    keeps = False

    def __init__(self, context: AppContext, person_id: int, parent: QWidget | None = None) -> None:
        with context.workspace.read() as db:
            self.deletes = not ending.has_history(db, person_id)
        title = "Person löschen" if self.deletes else "Person beenden"
        super().__init__(context, title, parent, width=480)
        self._person_id = person_id
        self._plan: DeletePlan | EndPlan | None = None
        verb, icon = ("Löschen", "trash-2") if self.deletes else ("Beenden", "user-minus")
        self.begin(verb, icon, self._store, self._look)

    def _look(self) -> Outlook:
        with self._context.workspace.rehearse() as db:
            if self.deletes:
                plan = ending.propose_delete(db, self._person_id)
                lines = words.delete_lines(plan)
                self._plan = plan
            else:
                end = ending.propose_end(db, self._person_id)
                lines = [HISTORY, *words.end_lines(db, end)]
                self._plan = end
        return Outlook("\n".join(lines))

    def _store(self) -> None:
        plan, hidden = self._plan, self._context.names_hidden
        if plan is None:
            return
        subjects = [("person", plan.person_id)]
        if isinstance(plan, DeletePlan):
            kind, told = ActKind.PERSON_DELETED, words.deleted(plan.name, hidden=hidden)
        else:
            kind, told = ActKind.PERSON_ENDED, words.ended(plan.name, hidden=hidden)

        def work(db: Db) -> None:
            if isinstance(plan, DeletePlan):
                ending.apply_delete(db, plan)
            else:
                ending.apply_end(db, plan)

        if self.act(kind, work, told, subjects) is not None:
            self.ended.emit(plan.person_id)
