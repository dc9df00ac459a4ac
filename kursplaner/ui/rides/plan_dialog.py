"""Planning the day: what would change, course by course, before it is stored in one act."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kursplaner.basics.errors import KursplanerError
from kursplaner.desk.wording.errors.sentences import sentence
from kursplaner.desk.wording.rides import planned_figures, planned_note
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.rides import day_plan
from kursplaner.planning.rides.day_plan import CourseDay, DayPlan
from kursplaner.ui.context import AppContext
from kursplaner.ui.tasks import Progress
from kursplaner.ui.widgets import (
    Button,
    Card,
    Dialog,
    Pill,
    PrimaryButton,
    Row,
    RowList,
    Text,
)


class PlanDialog(Dialog):
    """Shows the day laid anew; "Übernehmen" stores it."""

    def __init__(self, context: AppContext, plan: DayPlan, parent: QWidget | None = None) -> None:
        super().__init__(f"Tag planen: {days.full_day(plan.day)}", parent, width=560)
        self._context, self.plan, self._busy = context, plan, False
        card = Card(margin=0, spacing=0)
        rows = RowList(top_line=False)
        for course in plan.courses:
            rows.add(_row(course))
        card.body.addWidget(rows)
        card.setVisible(bool(plan.courses))
        self.body.addWidget(card)
        self._note = Text(planned_note(plan), "plain", "second", wrap=True)
        self.body.addWidget(self._note)
        self.add_button(Button("Abbrechen"), rejects=True)
        self.store_button = self.add_button(PrimaryButton("Übernehmen", "check"))
        self.store_button.setDefault(True)
        self.store_button.setEnabled(not plan.empty)
        self.store_button.clicked.connect(self.store)

    def store(self) -> None:
        """Store the day, off the window's thread, and close."""
        plan, workspace = self.plan, self._context.workspace
        subjects = [("course", day.course_id) for day in plan.courses]
        self._set_busy(busy=True)

        def work(progress: Progress) -> None:
            progress.step(0, 1)
            with workspace.change(ActKind.RIDES_PLANNED, subjects) as db:
                day_plan.apply_day(db, plan)

        task = self._context.run("Touren werden gespeichert", work, self._stored)
        task.failed.connect(self._complain)

    def reject(self) -> None:
        """Close, but not while the day is being stored."""
        if not self._busy:
            super().reject()

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.store_button.setEnabled(not busy)

    def _stored(self, _nothing: object) -> None:
        self._busy = False
        self.accept()
        rides = sum(day.after[0] for day in self.plan.courses)
        self._context.notice(
            f"{days.short_day(self.plan.day)}: {counted(rides, 'ride')} geplant", undo=True
        )

    def _complain(self, error: object) -> None:
        self._set_busy(busy=False)
        if isinstance(error, KursplanerError):
            self._note.set_tone("bad")
            self._note.show_text(sentence(error))


def _row(course: CourseDay) -> Row:
    before, after = course.before, course.after
    line = (
        f"{planned_figures(after)} (bisher {planned_figures(before)})"
        if before != after
        else planned_figures(after)
    )
    joining, leaving = len(course.joining), len(course.leaving)
    parts = [f"+ {joining}"] * bool(joining) + [f"− {leaving}"] * bool(leaving)
    pill = Pill(", ".join(parts), "accent") if parts else Pill("bleibt")
    if not any((*before, *after)):
        return Row(course.title, "keine Fahrten mehr zu planen", icon="route")
    if before != after and not parts:
        pill = Pill("neuer Weg", "accent")
    return Row(course.title, line, icon="route", tool=pill)
