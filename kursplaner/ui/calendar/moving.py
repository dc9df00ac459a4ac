"""A lesson on its way: where it was dropped, what that would do, and storing it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QObject, Signal

from kursplaner.basics.errors import KursplanerError
from kursplaner.basics.spans import day_of, minute_of, minute_of_day
from kursplaner.desk.draft_board import step_of
from kursplaner.desk.lessons.card import ChainLink, move_links
from kursplaner.desk.lessons.move_fixes import Fix, fixes
from kursplaner.desk.wording.conflicts.sentences import sentence
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.drafts import drafts, knock_ons
from kursplaner.planning.lessons import moving
from kursplaner.planning.lessons.moving import MovePlan
from kursplaner.planning.lessons.other_teacher import StandIn
from kursplaner.planning.lessons.places_in_a_week import Verdict as Judgement
from kursplaner.planning.lessons.places_in_a_week import VerdictState, verdicts
from kursplaner.planning.lessons.weekly_series import first_of_series
from kursplaner.store.queries.lessons.lessons import lessons_by_id
from kursplaner.ui.calendar.reach import ALL, ONE, REST
from kursplaner.ui.context import AppContext
from kursplaner.ui.widgets import CalendarBlock, Verdict

FREE = Verdict("free")
JUDGED_LANES = frozenset({"rooms", "teachers"})
PAST = Verdict("taken", "vorbei")
Judge = Callable[[date, int, str], Verdict]
Places = Mapping[tuple[date, int], Judgement]


@dataclass(frozen=True, slots=True)
class Wish:
    """Where a lesson shall go: absolute minute, room (None: keep, 0: none), who, how far.

    With `all_of_them` the series goes along from its first lesson to come, not from this one.
    """

    lesson_id: int
    to: int
    room_id: int | None = None
    from_here_on: bool = False
    accept: str | None = None
    stand_in: StandIn | None = None
    all_of_them: bool = False

    @property
    def reach(self) -> str:
        """The key of how far it goes."""
        return ALL if self.all_of_them else REST if self.from_here_on else ONE


@dataclass(frozen=True, slots=True)
class Proposal:
    """A wish with what it would do, ready to be shown."""

    wish: Wish
    title: str
    over: str
    plan: MovePlan
    links: tuple[ChainLink, ...]
    ways_out: tuple[Fix, ...]

    @property
    def head(self) -> str:
        """Return "Verschieben auf Do 04.03. 17:00"."""
        still = not self.plan.shift_minutes
        day, at = day_of(self.wish.to), days.clock(minute_of_day(self.wish.to))
        where = f"{days.short_day(day)} {at}"
        if still and self.wish.stand_in is not None:
            return f"Andere Lehrkraft am {where}"
        other = still and self.wish.room_id is not None
        return f"Anderer Raum am {where}" if other else f"Verschieben auf {where}"

    @property
    def hard(self) -> bool:
        """Whether something stops it."""
        return any(conflict.hard for conflict in self.plan.conflicts)


class Moving(QObject):
    """Holds the one proposal that is open; judges places while a lesson is dragged.

    Signals:
        proposed(object): a `Proposal` to show. ended: applied or discarded.
    """

    proposed = Signal(object)
    ended = Signal()

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.current: Proposal | None = None

    def propose(self, wish: Wish) -> bool:
        """Find out what a wish would do; a refusal is told and nothing is open then."""
        hidden = self._context.names_hidden
        try:
            with self._context.workspace.rehearse() as db:
                row = lessons_by_id(db, [wish.lesson_id])[0]
                key, to = wish.lesson_id, wish.to
                if wish.all_of_them:
                    first = first_of_series(db, key)
                    key, to = first.id, first.starts + wish.to - row.starts
                plan = moving.propose_move(
                    db,
                    key,
                    to,
                    wish.room_id,
                    from_here_on=wish.from_here_on,
                    accept=wish.accept,
                    stand_in=wish.stand_in,
                )
                plan = knock_ons.of_move(db, plan)
                links = move_links(db, plan, hidden=hidden)
                ways_out = fixes(db, plan, row.enrolled)
        except KursplanerError as error:
            self.discard()
            self._context.problem(error)
            return False
        before = f"{days.short_day(row.day)} {days.times(row.starts, row.ends)}"
        self.current = Proposal(wish, row.title, before, plan, links, ways_out)
        self.proposed.emit(self.current)
        return True

    def reach(self, *, from_here_on: bool, all_of_them: bool = False) -> None:
        """Move only this lesson, the rest of the series too, or all of it that is to come."""
        if self.current is not None:
            series = from_here_on or all_of_them
            wish = replace(self.current.wish, from_here_on=series, all_of_them=all_of_them)
            self.propose(wish)

    def take(self, fix: Fix) -> None:
        """Try one of the ways out."""
        if self.current is not None:
            wish = self.current.wish
            self.propose(replace(wish, to=fix.to, room_id=fix.room_id, accept=None))

    def accept(self, reason: str) -> None:
        """Take the hard conflicts on with a reason."""
        if self.current is not None and reason.strip():
            self.propose(replace(self.current.wish, accept=reason.strip()))

    def apply(self) -> bool:
        """Store the open proposal; a refusal is told and it stays open."""
        proposal = self.current
        if proposal is None:
            return False
        plan = proposal.plan
        many = len(plan.moved.lessons) > 1
        kind = ActKind.LESSONS_MOVED if many else ActKind.LESSON_MOVED
        self.current = None  # the change notice refreshes the page; nothing is pending then
        try:
            with self._context.workspace.change(kind, [("lesson", plan.lesson_id)]) as db:
                knock_ons.apply_move(db, plan)
        except KursplanerError as error:
            self.current = proposal
            self.proposed.emit(proposal)
            self._context.problem(error)
            return False
        self.ended.emit()
        self._context.notice(_told(proposal), undo=True)
        return True

    def collect(self) -> int | None:
        """Put the open proposal into the newest draft, or a new one; the plan stays as it is."""
        proposal = self.current
        if proposal is None:
            return None
        self.current = None
        try:
            with self._context.workspace.change(ActKind.DRAFT_CHANGED) as db:
                draft_id, count = drafts.collect(db, "Was wäre wenn", step_of(proposal.plan))
        except KursplanerError as error:
            self.current = proposal
            self._context.problem(error)
            return None
        self.ended.emit()
        self._context.notice(f"Im Entwurf vorgemerkt: {counted(count, 'change')}", undo=True)
        return draft_id

    def discard(self) -> None:
        """Forget the open proposal."""
        if self.current is not None:
            self.current = None
            self.ended.emit()

    def judge(self, block: CalendarBlock, shown: tuple[date, date], lanes: str) -> Judge:
        """Return what says of every place whether it takes the lesson; room lanes count."""
        lesson_id = block.key
        if not isinstance(lesson_id, int):
            return lambda _day, _minute, _lane: FREE
        known: dict[int | None, Places] = {}

        def say(day: date, minute: int, lane: str) -> Verdict:
            key = int(lane) if lanes in JUDGED_LANES and lane.isdigit() else None
            key = None if lane == block.lane else key
            if key not in known:
                room = key if lanes == "rooms" else None
                goes = int(block.lane) if block.lane.isdigit() else None
                stand_in = StandIn(key, goes) if key and lanes == "teachers" else None
                known[key] = self._places(lesson_id, shown, room, stand_in)
            return _verdict(known[key].get((day, minute)))

        say(block.day, block.starts, block.lane)
        return say

    def _places(
        self,
        lesson_id: int,
        shown: tuple[date, date],
        room: int | None,
        stand_in: StandIn | None,
    ) -> Places:
        try:
            with self._context.workspace.read() as db:
                return verdicts(db, lesson_id, *shown, room_id=room, stand_in=stand_in)
        except KursplanerError:
            return {}

    def wish_for(
        self,
        key: int,
        day: date,
        minute: int,
        room: int | None,
        stand_in: StandIn | None = None,
    ) -> Wish:
        """Return the wish of a drop; a proposal already open keeps its reach."""
        before = self.current.wish if self.current is not None else None
        same = before is not None and before.lesson_id == key
        wish = Wish(key, minute_of(day, minute), room, stand_in=stand_in)
        if before is None or not same:
            return wish
        every = before.all_of_them
        return replace(wish, from_here_on=before.from_here_on, all_of_them=every)


def _verdict(found: Judgement | None) -> Verdict:
    if found is None or found.state is VerdictState.FREE:
        return FREE
    if found.state is VerdictState.PAST:
        return PAST
    reason = sentence(found.why[0]) if found.why else ""
    return Verdict("soft" if found.state is VerdictState.SOFT else "taken", reason)


def _told(proposal: Proposal) -> str:
    plan, wish = proposal.plan, proposal.wish
    day, at = day_of(wish.to), days.clock(minute_of_day(wish.to))
    count = len(plan.moved.lessons)
    if not plan.shift_minutes:
        what = "Raum" if wish.stand_in is None else "Lehrkraft"
        return f"{proposal.title}: {what} gewechselt"
    if count > 1:
        return f"{proposal.title}: {count} Termine verschoben, ab {days.short_day(day)} {at}"
    return f"{proposal.title} auf {days.short_day(day)} {at} verschoben"
