"""The open proposal: what a lesson's new place, length or copy would do, and storing it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from kursplaner.basics.errors import KursplanerError
from kursplaner.desk.draft_board import step_of
from kursplaner.desk.lessons.proposals import LessonWish, Proposal, shown
from kursplaner.desk.wording.words.counts import counted
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.drafts import drafts
from kursplaner.planning.lessons import changing
from kursplaner.planning.lessons.copying import CopyWish
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.planning.lessons.weekly_series import Reach
from kursplaner.store.session import Db
from kursplaner.ui.acts import act
from kursplaner.ui.context import AppContext


class Proposing(QObject):
    """Holds the one proposal that is open.

    Attributes:
        current: what is shown, or None.

    Signals:
        proposed(object): a `Proposal` to show. ended(object): the id of a new lesson, or None.
    """

    proposed = Signal(object)
    ended = Signal(object)

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.current: Proposal | None = None

    def propose(self, wish: LessonWish, accept: str = "") -> bool:
        """Find out what a wish would do; a refusal is told and nothing is open then.

        Of the same lesson the reach chosen before is kept for another place.
        """
        try:
            with self._context.workspace.rehearse() as db:
                plan = changing.propose(db, wish, accept)
                self.current = shown(db, plan, hidden=self._context.names_hidden)
        except KursplanerError as error:
            self.discard()
            self._context.problem(error)
            return False
        self.proposed.emit(self.current)
        return True

    def again(self) -> None:
        """Judge the open proposal anew, as something changed."""
        if self.current is not None:
            self.propose(self.current.wish, self.current.plan.accept)

    def reach_for(self, lesson_id: int) -> Reach:
        """Return the reach of the open proposal if it is about this lesson."""
        open_ = self.current
        same = open_ is not None and open_.row.id == lesson_id
        return open_.reach or Reach.ONE if open_ is not None and same else Reach.ONE

    def reach_to(self, reach: str) -> None:
        """Change only this lesson, the rest of its series too, or all of it that is to come."""
        if self.current is not None and not isinstance(self.current.wish, CopyWish):
            self.propose(replace(self.current.wish, reach=Reach(reach)))

    def accept(self, reason: str) -> None:
        """Take the hard conflicts on with a reason."""
        if self.current is not None and reason.strip():
            self.propose(self.current.wish, reason.strip())

    def apply(self) -> bool:
        """Store the open proposal; a refusal is told and it stays open."""
        proposal = self.current
        if proposal is None or proposal.plan.hard:
            return False
        self.current = None  # the change notice refreshes the page; nothing is pending then
        kind, subjects = proposal.act

        def told(added: tuple[int, ...]) -> str:
            self.ended.emit(added[0] if added else None)
            return proposal.told

        def refused(error: KursplanerError) -> None:
            self.current = proposal
            self.again()
            self._context.problem(error)

        def work(db: Db) -> tuple[int, ...]:
            return changing.apply(db, proposal.plan)

        return act(self._context, kind, work, told, subjects, refused=refused) is not None

    def collect(self) -> int | None:
        """Put the open move into the newest draft, or a new one; the plan stays as it is."""
        proposal = self.current
        if proposal is None or not isinstance(proposal.wish, MoveWish):
            return None
        step = step_of(proposal.wish, proposal.plan.moved)
        self.current = None

        def told(collected: tuple[int, int]) -> str:
            self.ended.emit(None)
            return f"Im Entwurf vorgemerkt: {counted(collected[1], 'change')}"

        done = act(
            self._context,
            ActKind.DRAFT_CHANGED,
            lambda db: drafts.collect(db, "Was wäre wenn", step),
            told,
        )
        if done is None:
            self.current = proposal
            return None
        return done.value[0]

    def discard(self) -> None:
        """Forget the open proposal."""
        if self.current is not None:
            self.current = None
            self.ended.emit(None)
