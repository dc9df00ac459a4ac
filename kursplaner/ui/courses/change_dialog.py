"""A course is changed: its fields, places, what holds from a day on; shown before it is done."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QStackedWidget, QWidget

from kursplaner.desk.courses.corrections import of_correction, of_deletion
from kursplaner.desk.wording.changes.of_corrections import corrected_notice
from kursplaner.desk.wording.words import names
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.courses import correcting, deleting
from kursplaner.planning.courses.correcting import Correction, CourseWish
from kursplaner.planning.courses.deleting import Deletion
from kursplaner.store.queries.courses.courses import CourseDetail
from kursplaner.store.queries.names import person_names
from kursplaner.ui.context import AppContext
from kursplaner.ui.courses.change_parts import (
    ChangePart,
    FactsPart,
    FromDayPart,
    NeedsPart,
    WaitingChoices,
    possible,
)
from kursplaner.ui.form_dialog import FormDialog, Outlook
from kursplaner.ui.widgets import Choice, Segmented, Text

PARTS = (
    Choice("facts", "Angaben, Plätze"),
    Choice("needs", "Träger, Bedarf"),
    Choice("from", "Ab einem Tag"),
)
NOTHING_YET = "Was Sie ändern, und wen es betrifft, steht dann hier."


class DeleteDialog(FormDialog):
    """Says what deleting a course takes away, and does it; with a history it says why not."""

    keeps = False

    def __init__(
        self, context: AppContext, course: CourseDetail, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "Kurs löschen", parent, width=560)
        self._course = course
        self._plan: Deletion | None = None
        head = f"{course.row.number}, {course.row.title}"
        self.body.addWidget(Text(head, "plain", "second", wrap=True))
        self.begin("Löschen", "trash-2", self._delete, self._look)

    def _look(self) -> Outlook:
        self._plan = None
        with self._context.workspace.rehearse() as db:
            plan = deleting.propose_delete(db, self._course.row.id)
            seen = of_deletion(db, plan, hidden=self._context.names_hidden)
        self._plan = plan
        return self.outlook(seen.lines, ())

    def _delete(self) -> None:
        plan = self._plan
        if plan is None:
            return
        self.act(
            ActKind.COURSE_DELETED,
            lambda db: deleting.apply_delete(db, plan),
            f"Kurs {plan.number} gelöscht",
            [("course", plan.course_id)],
        )


class ChangeDialog(FormDialog):
    """Asks what shall be otherwise about a course.

    Attributes:
        facts, needs, from_day: the sections. waiting: who moves up.
    """

    def __init__(
        self, context: AppContext, course: CourseDetail, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "Kurs ändern", parent, width=760, height=96)
        self._course = course
        self._plan: Correction | None = None
        today = context.today()
        with context.workspace.read() as db:
            plain = correcting.wish_as_it_is(db, course.row.id)
            known = possible(db, course.row.course_type, today)
        self._before = replace(plain, day=max(today, course.row.first_day))
        self.facts = FactsPart(plain.values)
        self.needs = NeedsPart(plain.values, known)
        services = (course.row.childcare, course.row.shuttle)
        self.from_day = FromDayPart(self._before, known, services)
        self.waiting = WaitingChoices()
        self.facts.add_waiting(self.waiting)
        self.parts: tuple[ChangePart, ...] = (self.facts, self.needs, self.from_day)
        self.tabs = Segmented(PARTS, "facts", name="Abschnitt", stretch=True)
        self.tabs.chosen.connect(self.open_part)
        self._stack = QStackedWidget()
        for part in self.parts:
            self._stack.addWidget(part)
        for widget in (self.tabs, self._stack):
            self.body.addWidget(widget)
        self.blames = {
            **dict.fromkeys(
                ("number_missing", "number_too_long", "number_taken"), self.facts.number
            ),
            **dict.fromkeys(("title_missing", "title_too_long"), self.facts.title),
            "language_too_long": self.facts.language,
            "units_out_of_range": self.facts.units,
            "reason_missing": self.waiting.why,
            "day_past": self.from_day.day,
        }
        changed = [signal for part in self.parts for signal in part.signals()]
        changed.append(self.waiting.changed)
        self.begin("Übernehmen", "check", self._change, self._look, changed, self.facts.capacity)

    def open_part(self, key: str) -> None:
        """Show one section."""
        self.tabs.choose(key)
        self._stack.setCurrentIndex([part.key for part in PARTS].index(key))

    def store(self, _clicked: object = None) -> None:
        """Store what was shown; where more goes along than that, show it first."""
        before = self.told
        self.propose()
        if self.told == before:
            super().store()

    def _wish(self) -> CourseWish:
        wish = self._before
        for part in self.parts:
            wish = part.added_to(wish)
        return replace(
            wish,
            passed_over=self.waiting.passed_over(),
            why_passed_over=self.waiting.why.text(),
            accept=self.accept_reason,
        )

    def _look(self) -> Outlook:
        """Find out what goes along."""
        self._plan, wish = None, self._wish()
        if wish.passed_over and not wish.why_passed_over.strip():
            self._show_waiting(replace(wish, why_passed_over="?"))
            return Outlook("Bitte schreiben Sie dazu, warum jemand nicht nachrückt.", ready=False)
        plan = self._show_waiting(wish)
        if plan.empty:
            return Outlook(NOTHING_YET, ready=False, tone="second")
        with self._context.workspace.read() as db:
            seen = of_correction(db, plan, hidden=self._context.names_hidden)
        self._plan = plan
        return self.outlook(seen.lines, seen.conflicts)

    def _show_waiting(self, wish: CourseWish) -> Correction:
        """Propose, and show who could move up."""
        with self._context.workspace.rehearse() as db:
            plan = correcting.propose(db, wish)
            known = person_names(db, {entry.person_id for entry in plan.fitting})
        hidden = self._context.names_hidden
        people = [
            (entry.enrolment_id, names.shown(known[entry.person_id], hidden=hidden))
            for entry in plan.fitting
        ]
        self.waiting.show_people(people)
        return plan

    def _change(self) -> None:
        plan = self._plan
        if plan is None:
            return
        people = [("person", entry.person_id) for entry in plan.moving_up]
        self.act(
            ActKind.COURSE_CHANGED,
            lambda db: correcting.apply(db, plan),
            corrected_notice(plan, plan.wish.values.title.strip()),
            [("course", plan.wish.course_id), *people],
        )
