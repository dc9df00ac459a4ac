"""Which dates somebody comes to: all, or only some; places and seats follow."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QScrollArea, QVBoxLayout, QWidget

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, KursplanerError
from kursplaner.basics.spans import minute_at
from kursplaner.desk.wording.conflicts.sentences import shown
from kursplaner.desk.wording.errors.sentences import sentence
from kursplaner.desk.wording.words import days, names
from kursplaner.desk.wording.words.counts import counted
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.enrolments import planned_dates
from kursplaner.store.queries.conflicts.limits import planned_lessons
from kursplaner.store.queries.courses.courses import EnrolmentRow
from kursplaner.store.queries.courses.enrolments import ComingLesson, coming_lessons
from kursplaner.ui.context import AppContext
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import Button, Dialog, PrimaryButton, Text


class DatesDialog(Dialog):
    """One tick a date still to come; all ticked means every date, also later ones."""

    def __init__(
        self, context: AppContext, course_id: int, row: EnrolmentRow, parent: QWidget | None
    ) -> None:
        super().__init__("Termine wählen", parent, width=480)
        self._context, self._course, self._row = context, course_id, row
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
        self._complaint = Text("", "plain", "bad", wrap=True)
        self._complaint.hide()
        self.body.addWidget(self._complaint)
        self.add_button(Button("Abbrechen"), rejects=True)
        self.store_button = self.add_button(PrimaryButton("Übernehmen", "check"))
        self.store_button.setDefault(True)
        self.store_button.clicked.connect(self.store)

    def alternate(self) -> None:
        """Tick every other date; once more: the others."""
        boxes = list(self.boxes.values())
        odd = bool(boxes) and boxes[0].isChecked() and not all(b.isChecked() for b in boxes)
        for number, box in enumerate(boxes):
            box.setChecked(number % 2 == int(odd))

    def store(self) -> None:
        """Store the dates, or say what lacks."""
        chosen = {key for key, box in self.boxes.items() if box.isChecked()}
        wanted = None if len(chosen) == len(self.boxes) else chosen
        subjects = [("course", self._course), ("person", self._row.person_id)]
        try:
            with self._context.workspace.change(ActKind.DATES_PLANNED, subjects) as db:
                found = planned_dates.propose_dates(db, self._row.id, wanted)
                planned_dates.apply_dates(db, found)
        except HardConflict as error:
            lacks = [conflict for conflict in error.conflicts if isinstance(conflict, Conflict)]
            hidden = self._context.names_hidden
            self._complain(shown(lacks[0], hidden=hidden) if lacks else sentence(error))
            return
        except KursplanerError as error:
            self._complain(sentence(error))
            return
        self.accept()
        who = names.shown(self._row.name, hidden=self._context.names_hidden)
        told = "an allen Terminen" if wanted is None else f"an {_dates(len(chosen))}"
        self._context.notice(f"{who} kommt {told}", undo=True)

    def _list(self, some: set[int] | None) -> QWidget:
        inside = QWidget()
        inside.setProperty("ground", "background")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(6))
        for lesson in self._coming:
            box = QCheckBox(_when(lesson))
            box.setChecked(not some or lesson.id in some)
            self.boxes[lesson.id] = box
            column.addWidget(box)
        if not self._coming:
            column.addWidget(Text("Kein Termin kommt mehr."))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setMinimumHeight(theme().px(260))
        area.setWidget(inside)
        return area

    def _complain(self, text: str) -> None:
        self._complaint.show_text(text)
        self._complaint.show()


def _when(lesson: ComingLesson) -> str:
    return days.when(lesson.starts, lesson.ends)


def _dates(count: int) -> str:
    return f"{counted(count, 'lesson')}" if count == 1 else f"{count} Terminen"
