"""Letting a waiting list move up: in order as one act, offered, or somebody out of turn."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from kursplaner.desk.wording.waiting import moved_text
from kursplaner.desk.wording.words import names
from kursplaner.domain.conflicts.conflicts import hard_ones
from kursplaner.domain.conflicts.limits import takes_on
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.enrolments import enrolling, moving_up, waiting_list
from kursplaner.planning.enrolments.moving_up import Chance
from kursplaner.planning.enrolments.wishes import EnrolPlan
from kursplaner.store.queries.courses.courses import EnrolmentRow
from kursplaner.store.session import Db
from kursplaner.ui.acts import act
from kursplaner.ui.context import AppContext
from kursplaner.ui.form_dialog import FormDialog, Outlook
from kursplaner.ui.widgets import Text
from kursplaner.ui.widgets.pages.notice_bar import Offer


def move_up_all(context: AppContext, chance: Chance) -> None:
    """Enrol all who fit together, in the order of the list; one act."""
    subjects = [("course", chance.course_id)]
    subjects += [("person", waiting.person_id) for waiting in chance.fitting]
    keys = [waiting.enrolment_id for waiting in chance.fitting]
    act(
        context,
        ActKind.MOVED_UP,
        lambda db: moving_up.move_up_together(db, keys, chance.day),
        moved_text(len(keys)),
        subjects,
    )


def tell(context: AppContext, text: str, course_id: int) -> None:
    """Tell what was done, with a button where somebody of the waiting list fits now."""
    with context.workspace.read() as db:
        chance = moving_up.chance(db, course_id, context.today())
    offer: Offer | None = None
    if chance.fitting:
        offer = f"{len(chance.fitting)} nachrücken lassen", lambda: move_up_all(context, chance)
    context.notice(text, undo=True, offer=offer)


class MoveUpDialog(FormDialog):
    """Somebody of the waiting list moves up out of turn, or where it is full, with a reason."""

    def __init__(
        self,
        context: AppContext,
        course_id: int,
        row: EnrolmentRow,
        day: date | None,
        parent: QWidget | None,
    ) -> None:
        """Ask about somebody from a day on (None: today)."""
        super().__init__(context, "Aufrücken", parent)
        self._course, self._row, self._day = course_id, row, day
        self._who = names.shown(row.name, hidden=context.names_hidden)
        self.body.addWidget(Text(self._who, "plain", "second"))
        self.ask_reason("Trotzdem aufrücken, weil", "zum Beispiel: mit allen abgesprochen")
        self.begin("Aufrücken", "user-check", self._move_up, self._look)

    def _look(self) -> Outlook:
        with self._context.workspace.read() as db:
            plan = self._plan(db)
        lacks, reason = plan.lacks, self.accept_reason
        could = all(takes_on(lack) for lack in hard_ones(lacks))
        lines = ["Die Begründung bleibt bei allen stehen, die übergangen werden."]
        return self.outlook(lines if plan.passed_over and reason else [], lacks, accepts=could)

    def _plan(self, db: Db) -> EnrolPlan:
        return waiting_list.propose_move_up(db, self._row.id, self._day, self.accept_reason)

    def _move_up(self) -> None:
        subjects = [("course", self._course), ("person", self._row.person_id)]
        self.act(
            ActKind.MOVED_UP,
            lambda db: enrolling.apply(db, self._plan(db)),
            f"{self._who} ist nachgerückt",
            subjects,
        )
