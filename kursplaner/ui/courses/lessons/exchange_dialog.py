"""Two lessons change places, or only their rooms: who with, and what comes of it."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from kursplaner.basics import clock
from kursplaner.basics.spans import minute_at, overlap
from kursplaner.desk.wording.changes import lines as changes
from kursplaner.desk.wording.words import days
from kursplaner.domain.kinds import ActKind, LessonStatus
from kursplaner.planning.drafts import rehearsals
from kursplaner.planning.drafts.draft_changes import Rearrange
from kursplaner.planning.drafts.rehearsals import Rehearsal
from kursplaner.planning.lessons import swapping
from kursplaner.store.queries.lessons.lessons import LessonRow, lessons_between
from kursplaner.store.session import Db
from kursplaner.ui.context import AppContext
from kursplaner.ui.form_dialog import FormDialog, Outlook
from kursplaner.ui.widgets import Choice, ChoiceField, Field, Segmented, Text

NEAR_DAYS = timedelta(days=7)
ROOMS, WHOLE = "rooms", "whole"
WAYS = (Choice(ROOMS, "Nur die Räume"), Choice(WHOLE, "Zeit und Raum"))
MOST_LINES = 6
NO_OTHER = "In den Tagen davor und danach gibt es keinen anderen Termin."


class ExchangeDialog(FormDialog):
    """Swaps a lesson with another one; the likeliest is chosen already.

    Attributes:
        other: the lesson to swap with; way: only the rooms, or time and room.
    """

    def __init__(self, context: AppContext, row: LessonRow, parent: QWidget | None = None) -> None:
        super().__init__(context, "Termine tauschen", parent, width=560)
        self._lesson = row
        self._seen: Rehearsal | None = None
        self.body.addWidget(Text(_named(row), "plain", "second"))
        found = self._candidates()
        self.other = ChoiceField(
            [Choice(str(lesson.id), _named(lesson)) for lesson in found], name="Tauschen mit"
        )
        at_once = bool(found) and overlap(found[0], row) and found[0].room_id != row.room_id
        self.way = Segmented(WAYS, ROOMS if at_once else WHOLE, name="Was", stretch=True)
        self.body.addWidget(Field("Tauschen mit", self.other))
        self.body.addWidget(self.way)
        changed = (self.other.chosen, self.way.chosen)
        self.begin("Übernehmen", "repeat-2", self._swap, self._look, changed)

    def _look(self) -> Outlook:
        """Find out what the swap would do."""
        self._seen = None
        if not self.other.current():
            return Outlook(NO_OTHER, ready=False)
        with self._context.workspace.rehearse() as db:
            self._seen = rehearsals.rehearse(db, [self._step(db)])
            lines = changes.lines(db, self._seen, hidden=self._context.names_hidden)
        return self.outlook(_first(lines), self._seen.come, accepts=False)

    def _swap(self) -> None:
        seen = self._seen
        if seen is None:
            return
        rooms = self.way.current() == ROOMS
        self.act(
            ActKind.ROOMS_SWAPPED if rooms else ActKind.LESSONS_SWAPPED,
            lambda db: rehearsals.apply(db, seen.changes, seen.state),
            f"{'Räume' if rooms else 'Termine'} getauscht: {self._lesson.title}",
            [("lesson", self._lesson.id), ("lesson", int(self.other.current()))],
        )

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
            found, key=lambda lesson: (not overlap(lesson, row), _distance(lesson, row), lesson.id)
        )


def _named(row: LessonRow) -> str:
    when = f"{days.short_day(row.day)} {days.times(row.starts, row.ends)}"
    return ", ".join(part for part in (row.title, when, row.room or "") if part)


def _distance(lesson: LessonRow, other: LessonRow) -> int:
    return abs(lesson.starts - other.starts)


def _first(lines: list[str]) -> list[str]:
    rest = len(lines) - MOST_LINES
    more = [f"und {rest} weitere Änderungen"] if rest > 0 else []
    return [*lines[:MOST_LINES], *more]
