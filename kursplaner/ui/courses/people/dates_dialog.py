"""Which dates somebody comes to: all, or only some; places and seats follow."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QWidget

from kursplaner.basics import clock
from kursplaner.basics.spans import minute_at
from kursplaner.desk.courses.enrolment_corrections import of_enrolment
from kursplaner.desk.wording.words import days, names
from kursplaner.desk.wording.words.counts import counted
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.enrolments import correcting
from kursplaner.planning.enrolments.correcting import EnrolmentCorrection
from kursplaner.store.queries.courses.courses import EnrolmentRow
from kursplaner.store.queries.courses.enrolments import ComingLesson, coming_lessons
from kursplaner.ui.context import AppContext
from kursplaner.ui.form_dialog import FormDialog, Outlook
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import Button, Text, scrolled

HEIGHT = 240
NOTHING_YET = "Was sich dadurch ändert, steht dann hier."


class DatesDialog(FormDialog):
    """One tick a date still to come; all ticked means every date, also later ones."""

    def __init__(
        self, context: AppContext, course_id: int, row: EnrolmentRow, parent: QWidget | None
    ) -> None:
        super().__init__(context, "Termine wählen", parent, height=96)
        self._course, self._row = course_id, row
        who = names.shown(row.name, hidden=context.names_hidden)
        self.body.addWidget(Text(f"{who} kommt an diesen Terminen", "plain", "second", wrap=True))
        with context.workspace.read() as db:
            self._before = correcting.as_it_is(db, row.id)
            self._coming = coming_lessons(db, course_id, minute_at(clock.now()))
        self._plan: EnrolmentCorrection | None = None
        self.boxes: dict[int, QCheckBox] = {}
        self.body.addWidget(self._list(self._before.draft.only_lessons), 1)
        self.every_other = Button("Jeden zweiten", icon="repeat-2")
        self.every_other.clicked.connect(self.alternate)
        self.body.addWidget(self.every_other)
        changed = tuple(box.toggled for box in self.boxes.values())
        self.begin("Übernehmen", "check", self._choose, self._look, changed)

    def alternate(self) -> None:
        """Tick every other date; once more: the others."""
        boxes = list(self.boxes.values())
        odd = bool(boxes) and boxes[0].isChecked() and not all(b.isChecked() for b in boxes)
        for number, box in enumerate(boxes):
            box.blockSignals(True)
            box.setChecked(number % 2 == int(odd))
            box.blockSignals(False)
        self.propose()

    def _dates(self) -> frozenset[int] | None:
        """Return what is ticked; None: every date."""
        chosen = frozenset(key for key, box in self.boxes.items() if box.isChecked())
        return None if len(chosen) == len(self.boxes) else chosen

    def _look(self) -> Outlook:
        """Find out what goes along, who waits for it, and what lacks."""
        self._plan = None
        draft = replace(self._before.draft, only_lessons=self._dates(), accept=self.accept_reason)
        with self._context.workspace.rehearse() as db:
            plan = correcting.propose(db, replace(self._before, draft=draft))
            seen = of_enrolment(db, plan, hidden=self._context.names_hidden)
        if plan.empty:
            return Outlook(NOTHING_YET, ready=False, tone="second")
        self._plan = plan
        return self.outlook(seen.lines, seen.conflicts)

    def _choose(self) -> None:
        plan = self._plan
        if plan is None:
            return
        wanted = plan.wish.draft.only_lessons
        who = names.shown(self._row.name, hidden=self._context.names_hidden)
        some = counted(len(wanted or ()), "lesson", dative=True)
        told = "an allen Terminen" if wanted is None else f"an {some}"
        subjects = [("course", self._course), ("person", self._row.person_id)]
        self.act(
            ActKind.DATES_PLANNED,
            lambda db: correcting.apply(db, plan),
            f"{who} kommt {told}",
            subjects,
        )

    def _list(self, some: frozenset[int] | None) -> QWidget:
        lines: list[QWidget] = []
        for lesson in self._coming:
            box = QCheckBox(_when(lesson))
            box.setChecked(some is None or lesson.id in some)
            self.boxes[lesson.id] = box
            lines.append(box)
        if not self._coming:
            lines.append(Text("Kein Termin kommt mehr."))
        area = scrolled(*lines, height=HEIGHT, spacing=6)
        area.setMaximumHeight(theme().px(HEIGHT))
        return area


def _when(lesson: ComingLesson) -> str:
    return days.when(lesson.starts, lesson.ends)
