"""Calling a lesson off, with a reason; what goes with it stands there before it is done."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kursplaner.desk.wording.changes.consequences import cancel_lines
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted
from kursplaner.desk.wording.words.kinds import choices
from kursplaner.domain.kinds import ActKind, CancelReason
from kursplaner.planning.lessons import cancelling
from kursplaner.planning.lessons.cancelling import CancelPlan
from kursplaner.planning.lessons.weekly_series import Reach, first_of_series
from kursplaner.store.queries.lessons.lessons import LessonRow
from kursplaner.store.session import Db
from kursplaner.ui.context import AppContext
from kursplaner.ui.courses.lessons.reach import reach_field
from kursplaner.ui.form_dialog import FormDialog, Outlook
from kursplaner.ui.widgets import Choice, ChoiceField, Field, Row, Switch, Text, TextField


class CancelDialog(FormDialog):
    """Calls a lesson off with a reason; what goes with it stands beneath before it is done."""

    def __init__(self, context: AppContext, row: LessonRow, parent: QWidget | None = None) -> None:
        super().__init__(context, "Termin absagen", parent)
        self._lesson = row
        self._plan: CancelPlan | None = None
        when = f"{row.title}, {days.short_day(row.day)} {days.times(row.starts, row.ends)}"
        self.body.addWidget(Text(when, "plain", "second"))
        reasons = [Choice(key.value, text) for key, text in choices(CancelReason)]
        self.reason = ChoiceField(reasons, CancelReason.TEACHER_ILL.value, name="Grund")
        self.note = TextField(name="Bemerkung", hint="nur für das Büro")
        self.reach = reach_field()
        make_up = context.workspace.settings.flag("course.make_up_cancelled")
        self.make_up = Switch("Am Ende nachholen", on=make_up)
        self.body.addWidget(Field("Grund", self.reason))
        self.body.addWidget(Field("Bemerkung", self.note))
        self.body.addWidget(self.reach)
        self.body.addWidget(Row("Am Ende nachholen", tool=self.make_up, margin=0))
        changed = (self.reason.chosen, self.reach.chosen, self.make_up.toggled)
        self.begin("Termin absagen", "calendar-x", self._call_off, self._goes, changed)

    def _goes(self) -> Outlook:
        """Find out what would go with it."""
        self._plan = None
        with self._context.workspace.read() as db:
            self._plan = cancelling.propose_cancel(
                db,
                [self._first(db)],
                CancelReason(self.reason.current()),
                self.note.text().strip(),
                from_here_on=self.reach.current() != Reach.ONE,
                make_up=self.make_up.isChecked(),
            )
        return Outlook("\n".join(cancel_lines(self._plan)))

    def _first(self, db: Db) -> int:
        """Return from which lesson on it is called off."""
        every = self.reach.current() == Reach.ALL
        return first_of_series(db, self._lesson.id).id if every else self._lesson.id

    def _call_off(self) -> None:
        plan = self._plan
        if plan is None:
            return
        many = len(plan.lesson_ids) > 1
        count = counted(len(plan.lesson_ids), "lesson")
        extra = ", am Ende nachgeholt" if plan.made_up else ""
        self.act(
            ActKind.LESSONS_CANCELLED if many else ActKind.LESSON_CANCELLED,
            lambda db: cancelling.apply(db, plan),
            f"{self._lesson.title}: {count} abgesagt{extra}",
            [("lesson", self._lesson.id)],
        )
