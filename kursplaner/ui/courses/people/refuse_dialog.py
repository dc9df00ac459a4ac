"""Taking somebody off the waiting list: why is kept, because unmet demand is a figure."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kursplaner.basics.errors import KursplanerError
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.kinds import choices
from kursplaner.domain.kinds import ActKind, LeaveReason
from kursplaner.planning.enrolments import enrolling
from kursplaner.planning.enrolments.moving_up import Want
from kursplaner.store.queries.courses.courses import EnrolmentRow
from kursplaner.ui.context import AppContext
from kursplaner.ui.courses.people import moving_up
from kursplaner.ui.widgets import Button, Choice, ChoiceField, Dialog, Field, Text, TextField

LIKELY = {
    Want.COURSE: LeaveReason.FULL,
    Want.CHILDCARE: LeaveReason.CHILDCARE,
    Want.RIDE: LeaveReason.RIDE,
    Want.CHILD_SEAT: LeaveReason.RIDE,
}


class RefuseDialog(Dialog):
    """Asks for the reason; what the person waits for stands there already."""

    def __init__(
        self,
        context: AppContext,
        course_id: int,
        row: EnrolmentRow,
        wants: tuple[Want, ...],
        parent: QWidget | None,
    ) -> None:
        super().__init__("Absagen", parent, width=480)
        self._context, self._course, self._row = context, course_id, row
        who = names.shown(row.name, hidden=context.names_hidden)
        self.body.addWidget(Text(who, "plain", "second"))
        reasons = [Choice(key.value, text) for key, text in choices(LeaveReason)]
        likely = next((LIKELY[want] for want in wants if want in LIKELY), LeaveReason.OTHER)
        self.reason = ChoiceField(reasons, likely.value, name="Grund")
        self.note = TextField(name="Bemerkung")
        self.body.addWidget(Field("Grund", self.reason))
        self.body.addWidget(Field("Bemerkung", self.note))
        kept = "Grund und Tag bleiben in der Statistik als nicht gedeckter Bedarf."
        self.body.addWidget(Text(kept, "note", "second", wrap=True))
        self.add_button(Button("Abbrechen"), rejects=True)
        self.store_button = self.add_button(Button("Absagen", "primary", "user-x"))
        self.store_button.setDefault(True)
        self.store_button.clicked.connect(self.store)

    def store(self) -> None:
        """Store the refusal; whoever fits now is offered to move up."""
        subjects = [("course", self._course), ("person", self._row.person_id)]
        reason, note = LeaveReason(self.reason.current()), self.note.text().strip()
        try:
            with self._context.workspace.change(ActKind.ENROLMENT_REFUSED, subjects) as db:
                enrolling.refuse(db, self._course, self._row.person_id, reason, note)
        except KursplanerError as error:
            self._context.problem(error)
            return
        self.accept()
        who = names.shown(self._row.name, hidden=self._context.names_hidden)
        offer = moving_up.offer(self._context, self._course)
        self._context.notice(f"{who} abgesagt", undo=True, offer=offer)
