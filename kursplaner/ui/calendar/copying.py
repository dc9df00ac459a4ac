"""A lesson dropped with Strg held: one lesson more, shown whole before it is stored."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout

from kursplaner.basics.errors import KursplanerError
from kursplaner.basics.spans import day_of, minute_of_day
from kursplaner.desk.wording.changes.consequences import extra_lines
from kursplaner.desk.wording.words import days
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.lessons import copying
from kursplaner.planning.lessons.copying import ExtraLessonPlan
from kursplaner.store.queries.lessons.lessons import LessonRow, lessons_by_id
from kursplaner.ui.context import AppContext
from kursplaner.ui.courses.lessons.panel import add_conflicts
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import Button, Card, Inspector, PrimaryButton, Text


@dataclass(frozen=True, slots=True)
class CopyProposal:
    """A lesson more, ready to be shown; `row` is the one it is like."""

    row: LessonRow
    plan: ExtraLessonPlan

    @property
    def when(self) -> str:
        """Return "Do 04.03. 17:00"."""
        at = self.plan.to
        return f"{days.short_day(day_of(at))} {days.clock(minute_of_day(at))}"


class Copying(QObject):
    """Holds the one copy that is open.

    Attributes:
        take_over: the button that stores it, while it is shown.

    Signals:
        proposed(object): a `CopyProposal` to show. ended(object): the id of the new lesson, or
            None when it was discarded.
    """

    proposed = Signal(object)
    ended = Signal(object)

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.current: CopyProposal | None = None
        self.take_over: Button | None = None

    def propose(self, lesson_id: int, to: int, room_id: int | None = None) -> bool:
        """Find out what a copy would be; a refusal is told and nothing is open then."""
        try:
            with self._context.workspace.read() as db:
                plan = copying.propose_extra(db, lesson_id, to, room_id)
                row = lessons_by_id(db, [lesson_id])[0]
        except KursplanerError as error:
            self.discard()
            self._context.problem(error)
            return False
        self.current = CopyProposal(row, plan)
        self.proposed.emit(self.current)
        return True

    def again(self) -> None:
        """Judge the open copy anew, as something changed."""
        if self.current is not None:
            plan = self.current.plan
            self.propose(plan.lesson_id, plan.to, plan.room_id)

    def apply(self) -> bool:
        """Store the copy; a refusal is told and it stays open."""
        proposal = self.current
        if proposal is None or proposal.plan.hard:
            return False
        self.current = None  # the change notice refreshes the page; nothing is pending then
        subjects = [("course", proposal.row.course_id)]
        try:
            with self._context.workspace.change(ActKind.LESSON_ADDED, subjects) as db:
                key = copying.apply_extra(db, proposal.plan)
        except KursplanerError as error:
            self.current = proposal
            self.again()
            self._context.problem(error)
            return False
        self.ended.emit(key)
        self._context.notice(f"{proposal.row.title}: Termin am {proposal.when} dazu", undo=True)
        return True

    def discard(self) -> None:
        """Forget the copy."""
        if self.current is not None:
            self.current = None
            self.ended.emit(None)

    def show_in(self, inspector: Inspector, proposal: CopyProposal) -> None:
        """Fill the inspector with what the copy takes and lacks."""
        row, plan = proposal.row, proposal.plan
        like = f"wie {days.short_day(row.day)} {days.times(row.starts, row.ends)}"
        inspector.begin("Termin kopieren", row.title, like)
        card = Card(spacing=8, tone="accent")
        card.body.addWidget(Text(f"Neuer Termin am {proposal.when}", "head"))
        card.body.addWidget(Text("\n".join(extra_lines(plan)), wrap=True))
        line = QHBoxLayout()
        line.setSpacing(theme().px(8))
        self.take_over = PrimaryButton("Übernehmen")
        self.take_over.setEnabled(not plan.hard)
        self.take_over.clicked.connect(self.apply)
        discard = Button("Verwerfen", "quiet")
        discard.clicked.connect(self.discard)
        line.addWidget(self.take_over)
        line.addWidget(discard)
        line.addStretch(1)
        card.body.addLayout(line)
        inspector.add(card)
        if plan.conflicts:
            inspector.space(8)
            add_conflicts(inspector, plan.conflicts)
        inspector.finish()
