"""Which dates somebody comes to: all, or only some; places and seats follow."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from kursplaner.basics import clock
from kursplaner.basics.spans import minute_at
from kursplaner.desk.wording.words import days, names
from kursplaner.desk.wording.words.counts import counted
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.enrolments import planned_dates
from kursplaner.store.queries.conflicts.limits import planned_lessons
from kursplaner.store.queries.courses.courses import EnrolmentRow
from kursplaner.store.queries.courses.enrolments import ComingLesson, coming_lessons
from kursplaner.store.session import Db
from kursplaner.ui.context import AppContext
from kursplaner.ui.form_dialog import FormDialog
from kursplaner.ui.widgets import Button, Text, scrolled


class DatesDialog(FormDialog):
    """One tick a date still to come; all ticked means every date, also later ones."""

    def __init__(
        self, context: AppContext, course_id: int, row: EnrolmentRow, parent: QWidget | None
    ) -> None:
        super().__init__(context, "Termine wählen", parent)
        self._course, self._row = course_id, row
        who = names.shown(row.name, hidden=context.names_hidden)
        self.body.addWidget(Text(f"{who} kommt an diesen Terminen", "plain", "second", wrap=True))
        with context.workspace.read() as db:
            self._coming = coming_lessons(db, course_id, minute_at(clock.now()))
            some = planned_lessons(db, [row.id]).get(row.id)
        self.boxes: dict[int, QCheckBox] = {}
        self.body.addWidget(self._list(some), 1)
        self.every_other = Button("Jeden zweiten", icon="repeat-2")
        self.every_other.clicked.connect(self.alternate)
        self.body.addWidget(self.every_other)
        self.begin("Übernehmen", "check", self._plan)

    def alternate(self) -> None:
        """Tick every other date; once more: the others."""
        boxes = list(self.boxes.values())
        odd = bool(boxes) and boxes[0].isChecked() and not all(b.isChecked() for b in boxes)
        for number, box in enumerate(boxes):
            box.setChecked(number % 2 == int(odd))

    def _plan(self) -> None:
        """Store the dates, or say what lacks."""
        chosen = {key for key, box in self.boxes.items() if box.isChecked()}
        wanted = None if len(chosen) == len(self.boxes) else chosen

        def work(db: Db) -> None:
            found = planned_dates.propose_dates(db, self._row.id, wanted)
            planned_dates.apply_dates(db, found)

        who = names.shown(self._row.name, hidden=self._context.names_hidden)
        some = counted(len(chosen), "lesson", dative=True)
        told = "an allen Terminen" if wanted is None else f"an {some}"
        subjects = [("course", self._course), ("person", self._row.person_id)]
        self.act(ActKind.DATES_PLANNED, work, f"{who} kommt {told}", subjects)

    def _list(self, some: set[int] | None) -> QWidget:
        lines: list[QWidget] = []
        for lesson in self._coming:
            box = QCheckBox(_when(lesson))
            box.setChecked(not some or lesson.id in some)
            self.boxes[lesson.id] = box
            lines.append(box)
        if not self._coming:
            lines.append(Text("Kein Termin kommt mehr."))
        return scrolled(*lines, height=260, spacing=6)


def _when(lesson: ComingLesson) -> str:
    return days.when(lesson.starts, lesson.ends)
