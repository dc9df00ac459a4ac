"""Taking somebody off the waiting list: why is kept, because unmet demand is a figure."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.kinds import choices
from kursplaner.domain.kinds import ActKind, LeaveReason
from kursplaner.planning.enrolments import enrolling
from kursplaner.planning.enrolments.moving_up import LIKELY_REASON, Want
from kursplaner.store.queries.courses.courses import EnrolmentRow
from kursplaner.ui.context import AppContext
from kursplaner.ui.courses.people import moving_up
from kursplaner.ui.form_dialog import FormDialog
from kursplaner.ui.widgets import Choice, ChoiceField, Field, Text, TextField


class RefuseDialog(FormDialog):
    """Asks for the reason; what the person waits for stands there already."""

    def __init__(
        self,
        context: AppContext,
        course_id: int,
        row: EnrolmentRow,
        wants: tuple[Want, ...],
        parent: QWidget | None,
    ) -> None:
        super().__init__(context, "Absagen", parent)
        self._course, self._row = course_id, row
        who = names.shown(row.name, hidden=context.names_hidden)
        self.body.addWidget(Text(who, "plain", "second"))
        reasons = [Choice(key.value, text) for key, text in choices(LeaveReason)]
        likely = next(
            (LIKELY_REASON[want] for want in wants if want in LIKELY_REASON), LeaveReason.OTHER
        )
        self.reason = ChoiceField(reasons, likely.value, name="Grund")
        self.note = TextField(name="Bemerkung")
        self.body.addWidget(Field("Grund", self.reason))
        self.body.addWidget(Field("Bemerkung", self.note))
        kept = "Grund und Tag bleiben in der Statistik als nicht gedeckter Bedarf."
        self.body.addWidget(Text(kept, "note", "second", wrap=True))
        self.begin("Absagen", "user-x", self._refuse)

    def _refuse(self) -> None:
        """Store the refusal; whoever fits now is offered to move up."""
        person, subjects = self._row.person_id, [("course", self._course)]
        reason, note = LeaveReason(self.reason.current()), self.note.text().strip()
        if self.act(
            ActKind.ENROLMENT_REFUSED,
            lambda db: enrolling.refuse(db, self._course, person, reason, note),
            subjects=[*subjects, ("person", person)],
        ):
            who = names.shown(self._row.name, hidden=self._context.names_hidden)
            moving_up.tell(self._context, f"{who} abgesagt", self._course)
