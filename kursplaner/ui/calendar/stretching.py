"""A lesson whose foot or head was dragged: how far the new length reaches, before it is stored."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout

from kursplaner.basics.errors import KursplanerError
from kursplaner.desk.wording.changes.consequences import stay_lines, stretch_line
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import units
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.lessons import stretching
from kursplaner.planning.lessons.stretching import StretchPlan
from kursplaner.planning.lessons.weekly_series import first_of_series
from kursplaner.store.queries.lessons.lessons import LessonRow, lessons_by_id
from kursplaner.ui.calendar.reach import ALL, ONE, REACH
from kursplaner.ui.context import AppContext
from kursplaner.ui.courses.lessons.panel import add_conflicts
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import Button, Card, Inspector, PrimaryButton, Segmented, Text


@dataclass(frozen=True, slots=True)
class StretchWish:
    """From when to when a lesson shall last (absolute minutes), and how far that reaches."""

    lesson_id: int
    starts: int
    ends: int
    reach: str = ONE


@dataclass(frozen=True, slots=True)
class StretchProposal:
    """A wish with what it would do; `row` is the lesson in hand."""

    wish: StretchWish
    row: LessonRow
    plan: StretchPlan

    @property
    def hard(self) -> bool:
        """Whether something stops it."""
        return any(conflict.hard for conflict in self.plan.conflicts)


class Stretching(QObject):
    """Holds the one proposal of another length that is open.

    Attributes:
        take_over: the button that stores it; reach: how far it goes; both while it is shown.

    Signals:
        proposed(object): a `StretchProposal` to show. ended: stored or discarded.
    """

    proposed = Signal(object)
    ended = Signal()

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.current: StretchProposal | None = None
        self.take_over: Button | None = None
        self.reach: Segmented | None = None

    def propose(self, wish: StretchWish) -> bool:
        """Find out what another length would do; a refusal is told and nothing is open then."""
        try:
            with self._context.workspace.read() as db:
                row = lessons_by_id(db, [wish.lesson_id])[0]
                key, first, last = wish.lesson_id, wish.starts, wish.ends
                if wish.reach == ALL:
                    begin = first_of_series(db, key)
                    key = begin.id
                    first = begin.starts + wish.starts - row.starts
                    last = begin.ends + wish.ends - row.ends
                series = wish.reach != ONE
                plan = stretching.propose_stretch(db, key, first, last, from_here_on=series)
        except KursplanerError as error:
            self.discard()
            self._context.problem(error)
            return False
        self.current = StretchProposal(wish, row, plan)
        self.proposed.emit(self.current)
        return True

    def again(self) -> None:
        """Judge the open proposal anew, as something changed."""
        if self.current is not None:
            self.propose(self.current.wish)

    def reach_to(self, reach: str) -> None:
        """Let only this lesson, or the series, be as much longer or shorter."""
        if self.current is not None:
            wish = self.current.wish
            self.propose(StretchWish(wish.lesson_id, wish.starts, wish.ends, reach))

    def apply(self) -> bool:
        """Store it; a refusal is told and it stays open."""
        proposal = self.current
        if proposal is None or proposal.hard:
            return False
        self.current = None  # the change notice refreshes the page; nothing is pending then
        plan, row = proposal.plan, proposal.row
        try:
            subjects = [("lesson", row.id)]
            with self._context.workspace.change(ActKind.TIMES_CHANGED, subjects) as db:
                stretching.apply_stretch(db, plan)
        except KursplanerError as error:
            self.current = proposal
            self.again()
            self._context.problem(error)
            return False
        self.ended.emit()
        self._context.notice(f"{row.title}: {self._when(proposal)}", undo=True)
        return True

    def discard(self) -> None:
        """Forget it."""
        if self.current is not None:
            self.current = None
            self.ended.emit()

    def _when(self, proposal: StretchProposal) -> str:
        taught = units(proposal.plan.teaching_minutes, proposal.row.unit_minutes)
        return f"{days.times(proposal.wish.starts, proposal.wish.ends)}, {taught}"

    def show_in(self, inspector: Inspector, proposal: StretchProposal) -> None:
        """Fill the inspector with what the new length takes along."""
        row, plan = proposal.row, proposal.plan
        before = f"bisher {days.short_day(row.day)} {days.times(row.starts, row.ends)}"
        inspector.begin("Andere Länge", row.title, before)
        card = Card(spacing=8, tone="accent")
        card.body.addWidget(Text(f"Neu {self._when(proposal)}", "head"))
        lines = [stretch_line(plan), *stay_lines(plan.untouched)]
        card.body.addWidget(Text("\n".join(lines), wrap=True))
        self.reach = Segmented(REACH, proposal.wish.reach, name="Wie weit", stretch=True)
        self.reach.chosen.connect(self.reach_to)
        card.body.addWidget(self.reach)
        card.body.addLayout(self._buttons(proposal))
        inspector.add(card)
        if plan.conflicts:
            inspector.space(8)
            add_conflicts(inspector, plan.conflicts)
        inspector.finish()

    def _buttons(self, proposal: StretchProposal) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme().px(8))
        self.take_over = PrimaryButton("Übernehmen")
        self.take_over.setEnabled(not proposal.hard)
        self.take_over.clicked.connect(self.apply)
        discard = Button("Verwerfen", "quiet")
        discard.clicked.connect(self.discard)
        line.addWidget(self.take_over)
        line.addWidget(discard)
        line.addStretch(1)
        return line
