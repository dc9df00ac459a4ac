"""A course ends: its last day, whether it is completed, and what falls away, before it is done."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kursplaner.desk.courses.corrections import of_ending
from kursplaner.desk.wording.changes.of_corrections import ended_notice
from kursplaner.desk.wording.words.kinds import WORDS
from kursplaner.domain.kinds import ActKind, CancelReason
from kursplaner.planning.courses import ending
from kursplaner.planning.courses.ending import Ending, EndWish
from kursplaner.store.queries.courses.courses import CourseDetail
from kursplaner.ui.context import AppContext
from kursplaner.ui.form_dialog import FormDialog, Outlook
from kursplaner.ui.widgets import Choice, ChoiceField, DateField, Segmented, Text, TextField

COMPLETED, BROKEN_OFF = "completed", "broken_off"
HOW = (Choice(COMPLETED, "Abgeschlossen"), Choice(BROKEN_OFF, "Abgebrochen"))


class EndDialog(FormDialog):
    """Asks when a course ends and how; says whose stay ends and what falls away."""

    def __init__(
        self, context: AppContext, course: CourseDetail, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "Kurs beenden", parent, width=600, height=190)
        self._course = course
        self._plan: Ending | None = None
        row, today = course.row, context.today()
        over = row.last_day is not None and row.last_day <= today
        self.last = DateField(row.last_day if over else today, name="Letzter Tag")
        self.how = Segmented(HOW, COMPLETED if over else BROKEN_OFF, name="Wie endet er?")
        words = WORDS[CancelReason]
        reasons = [Choice(reason.value, words[reason]) for reason in CancelReason]
        self.reason = ChoiceField(reasons, CancelReason.TOO_FEW.value, name="Grund")
        self.note = TextField(name="Bemerkung", hint="bleibt bei Terminen und Anmeldungen stehen")
        self.body.addWidget(Text(f"{row.number}, {row.title}", "plain", "second", wrap=True))
        self.add_line(("Letzter Tag", self.last, 1), ("Für die Personen", self.how, 2))
        self.add_line(("Warum Termine entfallen", self.reason, 1), ("Bemerkung", self.note, 1))
        self.blames = dict.fromkeys(
            ("ends_before_it_begins", "taught_after", "left_before_attended"), self.last
        )
        said = (self.reason.chosen, self.note.editingFinished)
        changed = (self.last.changed, self.how.chosen, *said)
        self.begin("Kurs beenden", "flag", self._end, self._look, changed, self.last)

    def _look(self) -> Outlook:
        self._plan, last = None, self.last.value()
        if last is None:
            return Outlook("Bitte geben Sie den letzten Tag an.", ready=False)
        wish = EndWish(
            self._course.row.id,
            last,
            completed=self.how.current() == COMPLETED,
            reason=CancelReason(self.reason.current()),
            note=self.note.text().strip(),
        )
        with self._context.workspace.rehearse() as db:
            plan = ending.propose(db, wish)
            seen = of_ending(db, plan, hidden=self._context.names_hidden)
        self._plan = plan
        return self.outlook(seen.lines, ())

    def _end(self) -> None:
        plan = self._plan
        if plan is not None:
            self.act(
                ActKind.COURSE_ENDED,
                lambda db: ending.apply(db, plan),
                ended_notice(plan),
                [("course", plan.wish.course_id)],
            )
