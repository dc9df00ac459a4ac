"""A lesson's new place, or one lesson more, by day and time typed in, with what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from kursplaner.basics.spans import minute_of, minute_of_day
from kursplaner.desk.lessons.proposals import LessonWish, Proposal
from kursplaner.desk.wording.words import days
from kursplaner.planning.lessons import changing
from kursplaner.planning.lessons.copying import CopyWish
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.planning.lessons.weekly_series import Reach
from kursplaner.store.queries.lessons.lessons import LessonRow
from kursplaner.ui.context import AppContext
from kursplaner.ui.courses.lessons.reach import reach_field
from kursplaner.ui.form_dialog import FormDialog, Outlook
from kursplaner.ui.widgets import DateField, Text, TimeField


class PlaceDialog(FormDialog):
    """Day and beginning of a wish for a lesson, which `wish` makes of the minute typed in."""

    def __init__(
        self,
        context: AppContext,
        row: LessonRow,
        title: str,
        day: date | None,
        wish: Callable[[int], LessonWish],
        parent: QWidget | None,
    ) -> None:
        super().__init__(context, title, parent)
        self._lesson, self._wish = row, wish
        self._proposal: Proposal | None = None
        new = "" if day is None else "Neuer "
        self.day = DateField(day, name=f"{new}Tag")
        self.time = TimeField(minute_of_day(row.starts), name=f"{new}Beginn")
        like = "wie " if day is None else ""
        when = f"{like}{days.short_day(row.day)} {days.times(row.starts, row.ends)}"
        self.body.addWidget(Text(f"{row.title}, {when}", "plain", "second", wrap=True))
        self.add_line((f"{new}Tag", self.day, 1), (f"{new}Beginn", self.time, 1))

    def look(self) -> Outlook:
        """Find out what it would do."""
        day, at = self.day.value(), self.time.value()
        self._proposal = None
        if day is None or at is None:
            return Outlook("Bitte geben Sie Tag und Beginn an.", ready=False)
        with self._context.workspace.rehearse() as db:
            plan = changing.propose(db, self._wish(minute_of(day, at)), self.accept_reason)
        if isinstance(plan.wish, MoveWish) and not plan.shift_minutes:
            return Outlook("Der Termin liegt schon dort.", ready=False)
        self._proposal = Proposal(self._lesson, plan)
        return self.outlook(self._proposal.lines, plan.conflicts)

    def apply(self) -> None:
        """Store it."""
        proposal = self._proposal
        if proposal is not None:
            kind, subjects = proposal.act
            self.act(kind, lambda db: changing.apply(db, proposal.plan), proposal.told, subjects)


class MoveDialog(PlaceDialog):
    """Moves a lesson."""

    def __init__(self, context: AppContext, row: LessonRow, parent: QWidget | None = None) -> None:
        self.reach = reach_field()
        super().__init__(context, row, "Termin verschieben", row.day, self._moved, parent)
        self.body.addWidget(self.reach)
        changed = (self.day.changed, self.time.changed, self.reach.chosen)
        self.begin("Verschieben", "", self.apply, self.look, changed)

    def _moved(self, to: int) -> MoveWish:
        return MoveWish(self._lesson.id, to, reach=Reach(self.reach.current()))


class ExtraLessonDialog(PlaceDialog):
    """Adds a lesson that is like another; asks only when, and says what comes with it."""

    def __init__(self, context: AppContext, row: LessonRow, parent: QWidget | None = None) -> None:
        super().__init__(
            context, row, "Termin hinzufügen", None, lambda to: CopyWish(row.id, to), parent
        )
        changed = (self.day.changed, self.time.changed)
        self.begin("Termin hinzufügen", "plus", self.apply, self.look, changed, self.day)
