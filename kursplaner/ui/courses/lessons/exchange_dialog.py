"""Two lessons change places, or only their rooms: who with, and what comes of it."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from kursplaner.basics import clock
from kursplaner.basics.errors import KursplanerError
from kursplaner.basics.spans import minute_at
from kursplaner.desk.wording.changes import lines as changes
from kursplaner.desk.wording.conflicts.sentences import sentence
from kursplaner.desk.wording.errors.sentences import sentence as refusal
from kursplaner.desk.wording.words import days
from kursplaner.domain.kinds import ActKind, LessonStatus
from kursplaner.planning.drafts import rehearsals
from kursplaner.planning.drafts.draft_changes import Rearrange
from kursplaner.planning.drafts.rehearsals import Rehearsal
from kursplaner.planning.lessons import swapping
from kursplaner.store.queries.lessons.lessons import LessonRow, lessons_between
from kursplaner.store.session import Db
from kursplaner.ui.context import AppContext
from kursplaner.ui.widgets import (
    Button,
    Choice,
    ChoiceField,
    Dialog,
    Field,
    Segmented,
    Text,
)

NEAR_DAYS = timedelta(days=7)
ROOMS, WHOLE = "rooms", "whole"
WAYS = (Choice(ROOMS, "Nur die Räume"), Choice(WHOLE, "Zeit und Raum"))
MOST_LINES = 6


class ExchangeDialog(Dialog):
    """Swaps a lesson with another one; the likeliest is chosen already.

    Attributes:
        other: the lesson to swap with; way: only the rooms, or time and room.
        store_button: takes it over.
    """

    def __init__(self, context: AppContext, row: LessonRow, parent: QWidget | None = None) -> None:
        super().__init__("Termine tauschen", parent, width=560)
        self._context, self._lesson = context, row
        self._seen: Rehearsal | None = None
        self.body.addWidget(Text(_named(row), "plain", "second"))
        found = self._candidates()
        self.other = ChoiceField(
            [Choice(str(lesson.id), _named(lesson)) for lesson in found], name="Tauschen mit"
        )
        at_once = bool(found) and _meets(found[0], row) and found[0].room_id != row.room_id
        self.way = Segmented(WAYS, ROOMS if at_once else WHOLE, name="Was", stretch=True)
        self.body.addWidget(Field("Tauschen mit", self.other))
        self.body.addWidget(self.way)
        self._says = Text("", wrap=True)
        self.body.addWidget(self._says)
        self.add_button(Button("Abbrechen"), rejects=True)
        self.store_button = self.add_button(Button("Übernehmen", "primary", "repeat-2"))
        self.store_button.setDefault(True)
        self.store_button.clicked.connect(self.store)
        self.other.chosen.connect(self.propose)
        self.way.chosen.connect(self.propose)
        self.propose()

    def propose(self, _changed: object = None) -> None:
        """Show what the swap would do."""
        self._seen, says = None, "In den Tagen davor und danach gibt es keinen anderen Termin."
        if self.other.current():
            try:
                with self._context.workspace.rehearse() as db:
                    self._seen = rehearsals.rehearse(db, [self._step(db)])
                    says = _text(
                        changes.lines(db, self._seen, hidden=self._context.names_hidden), self._seen
                    )
            except KursplanerError as error:
                says = refusal(error)
        self._says.show_text(says)
        self.store_button.setEnabled(self._seen is not None and not self._seen.hard)
        self.adjustSize()

    def store(self) -> None:
        """Swap them, as one act."""
        seen = self._seen
        if seen is None:
            return
        kind = ActKind.ROOMS_SWAPPED if self.way.current() == ROOMS else ActKind.LESSONS_SWAPPED
        subjects = [("lesson", self._lesson.id), ("lesson", int(self.other.current()))]
        try:
            with self._context.workspace.change(kind, subjects) as db:
                rehearsals.apply(db, seen.changes, seen.state)
        except KursplanerError as error:
            self._context.problem(error)
            self.propose()
            return
        self.accept()
        what = "Räume" if kind is ActKind.ROOMS_SWAPPED else "Termine"
        self._context.notice(f"{what} getauscht: {self._lesson.title}", undo=True)

    def _step(self, db: Db) -> Rearrange:
        swap = swapping.rooms_swapped if self.way.current() == ROOMS else swapping.swapped
        return Rearrange(swap(db, self._lesson.id, int(self.other.current())))

    def _candidates(self) -> list[LessonRow]:
        """Return the lessons of the week around that may still be moved, the likeliest first."""
        row, now = self._lesson, minute_at(clock.now())
        with self._context.workspace.read() as db:
            around = lessons_between(db, row.day - NEAR_DAYS, row.day + NEAR_DAYS)
        planned = LessonStatus.PLANNED.value
        found = [
            lesson
            for lesson in around
            if lesson.id != row.id and lesson.status == planned and lesson.starts >= now
        ]
        return sorted(
            found, key=lambda lesson: (not _meets(lesson, row), _distance(lesson, row), lesson.id)
        )


def _named(row: LessonRow) -> str:
    when = f"{days.short_day(row.day)} {days.times(row.starts, row.ends)}"
    return ", ".join(part for part in (row.title, when, row.room or "") if part)


def _meets(lesson: LessonRow, other: LessonRow) -> bool:
    return lesson.starts < other.ends and other.starts < lesson.ends


def _distance(lesson: LessonRow, other: LessonRow) -> int:
    return abs(lesson.starts - other.starts)


def _text(lines: list[str], seen: Rehearsal) -> str:
    shown = lines[:MOST_LINES]
    if len(lines) > MOST_LINES:
        shown.append(f"und {len(lines) - MOST_LINES} weitere Änderungen")
    return "\n".join([*shown, *(sentence(conflict) for conflict in seen.come[:3])])
