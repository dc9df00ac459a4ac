"""The one way to change lessons: a wish becomes a plan, which is shown, and then stored whole.

Moving, stretching, another teacher or room, other times, swapping, taking a date in and one lesson
more are wishes: each says which lessons shall be how. What goes along, what stands against it and
how it is stored is the same for all of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import day_of
from kursplaner.domain.conflicts.conflicts import OVERLAPS, Conflict, hard_ones, in_order
from kursplaner.domain.conflicts.limits import taken_on
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.absences.other_dates import note_new, soon
from kursplaner.planning.conflicts.finding import accept as accept_conflicts
from kursplaner.planning.conflicts.finding import find_for, judged, named
from kursplaner.planning.conflicts.knock_ons import come
from kursplaner.planning.lessons.making_up import MadeUp, store_made_up
from kursplaner.planning.lessons.relocation import (
    LessonChange,
    MovedLesson,
    Relocation,
    Untouched,
    relocation,
    store,
)
from kursplaner.planning.lessons.relocation_conflicts import conflicts_of
from kursplaner.store.journal.rehearsal import tried
from kursplaner.store.queries.lessons.bundles import LessonRow
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

LACKING = frozenset(
    (
        *(ConflictKind.NO_ROOM, ConflictKind.NO_TEACHER),
        *(ConflictKind.CARER_MISSING, ConflictKind.DRIVER_MISSING),
    )
)
"""What a lesson more may lack: its plan says so itself (`MadeUp.lacking`)."""


def _nothing_more(_db: Db, _moved: Relocation) -> None:
    """Store nothing besides the lessons."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a wish comes to as things stand.

    Attributes:
        changes: how lessons shall be, the first one first.
        course_rows: all lessons of their course, where the wish has them already.
        stay: lessons of the series that stay, with the reason.
        added: new lessons.
        state: what else must still hold when it is stored.
        also: stores what belongs to it besides lessons (the weekly template).
    """

    changes: Sequence[LessonChange] = ()
    course_rows: Sequence[LessonRow] | None = None
    stay: tuple[Untouched, ...] = ()
    added: tuple[MadeUp, ...] = ()
    state: tuple[object, ...] = ()
    also: Callable[[Db, Relocation], None] = _nothing_more


class Wish(Protocol):
    """How lessons shall be other than they are; says it anew as often as it is asked."""

    @property
    def about(self) -> tuple[str, int]:
        """The record it is about: "lesson" or "course" and its id."""
        ...

    def wanted(self, db: Db) -> Wanted:
        """Return what it comes to as things stand.

        Raises:
            Refused: it cannot be had, whatever else stands against it.
        """
        ...


AnyWish = TypeVar("AnyWish", bound=Wish)
Wish_co = TypeVar("Wish_co", bound=Wish, covariant=True)


@dataclass(frozen=True, slots=True)
class LessonPlan(Generic[Wish_co]):
    """What a wish would do; nothing is written yet.

    Attributes:
        accept: the reason with which hard conflicts are taken on; empty without one.
        moved: lessons, childcare slots and rides before and after.
        conflicts: what stands against it, hard ones first.
    """

    wish: Wish_co
    accept: str
    wanted: Wanted
    moved: Relocation
    conflicts: tuple[Conflict, ...]

    @property
    def untouched(self) -> tuple[Untouched, ...]:
        """What stays: lessons of the series, childcare and rides that serve other lessons."""
        return (*self.wanted.stay, *self.moved.untouched)

    @property
    def added(self) -> tuple[MadeUp, ...]:
        """The new lessons."""
        return self.wanted.added

    @property
    def hard(self) -> tuple[Conflict, ...]:
        """What stops it."""
        return hard_ones(self.conflicts)

    @property
    def first(self) -> MovedLesson:
        """The lesson at which the change begins."""
        return self.moved.lessons[0]

    @property
    def shift_minutes(self) -> int:
        """By how much the beginning of the first lesson moves."""
        return self.first.target.starts - self.first.starts

    @property
    def minutes_before(self) -> int:
        """What the changed lessons teach as they are."""
        return sum(lesson.teaching_minutes for lesson in self.moved.lessons)

    @property
    def minutes_after(self) -> int:
        """What they teach afterwards."""
        return sum(lesson.target.teaching_minutes for lesson in self.moved.lessons)

    @property
    def missing_minutes(self) -> int:
        """How much less is taught, without what is added (below zero: more)."""
        return self.minutes_before - self.minutes_after

    @property
    def added_minutes(self) -> int:
        """How much the new lessons teach."""
        return sum(made_up.teaching_minutes for made_up in self.added)

    def finish(self, db: Db) -> tuple[int, ...]:
        """Store what comes with the changed lessons; returns the ids of the new ones."""
        self.wanted.also(db, self.moved)
        return tuple(store_made_up(db, made_up, extra=True) for made_up in self.added)

    def state(self) -> tuple[object, ...]:
        """Return what must still hold when it is stored."""
        return (self.moved.state(), self.added, self.wanted.state)


def propose(db: Db, wish: AnyWish, accept: str = "") -> LessonPlan[AnyWish]:
    """Return what a wish would do, with everything that would stand against it.

    It is tried and taken back, so it needs `Workspace.rehearse` or an act. What comes of it beyond
    rooms and workers (participants, children, families, ways, credentials) is looked for only if
    nothing hard stands against its places.

    Raises:
        Refused: as the wish.
    """
    plan = glance(db, wish, accept)
    if plan.hard:
        return plan
    lessons = {lesson.id for lesson in plan.moved.lessons}
    before = find_for(db, lessons)
    with tried(db):
        store(db, plan.moved, accept)
        found = find_for(db, lessons.union(plan.finish(db)))
    named_already = {conflict.id for conflict in plan.conflicts}
    further = [c for c in come(db, before, found) if c.id not in named_already]
    if plan.added:
        further = [conflict for conflict in further if conflict.kind not in LACKING]
    return replace(plan, conflicts=_taken_on([*plan.conflicts, *further], accept))


def glance(db: Db, wish: AnyWish, accept: str = "") -> LessonPlan[AnyWish]:
    """Return a wish with what stands against its places alone; quick, writes nothing.

    What was there before and stays as it is does not count against it.

    Raises:
        Refused: as the wish.
    """
    wanted = wish.wanted(db)
    moved = relocation(db, wanted.changes, wanted.course_rows)
    found = conflicts_of(db, moved, settings_of(db), wanted.course_rows)
    conflicts = judged(db, in_order(found))
    same_day = [m.id for m in moved.lessons if day_of(m.starts) == day_of(m.target.starts)]
    if conflicts and same_day:
        there = find_for(db, same_day, {conflict.kind for conflict in conflicts})
        known = {(conflict.id, conflict.fingerprint()) for conflict in there}
        conflicts = [c for c in conflicts if (c.id, c.fingerprint()) not in known]
    return LessonPlan(wish, accept, wanted, moved, _taken_on(named(db, conflicts), accept))


def _taken_on(conflicts: Sequence[Conflict], accept: str) -> tuple[Conflict, ...]:
    return tuple(in_order(taken_on(conflicts, accept, shared=True)))


def apply(db: Db, plan: LessonPlan[AnyWish]) -> tuple[int, ...]:
    """Store a plan, checked again, with room, childcare and rides; returns the new lessons' ids.

    Raises:
        HardConflict: something hard stands against it that is not accepted; nothing is stored.
        Refused: "overtaken" when the lessons changed since the plan was made, or as the wish.
    """
    fresh = propose(db, plan.wish, plan.accept)
    if fresh.state() != plan.state():
        noun, key = plan.wish.about
        raise Refused("overtaken", noun=noun, id=key)
    added = _store_checked(db, fresh)
    if plan.accept:
        taken = [c for c in fresh.conflicts if c.facts.get("accepted") == plan.accept]
        accept_conflicts(db, [c for c in taken if c.kind not in OVERLAPS], plan.accept)
    return added


def store_at_once(db: Db, wish: Wish) -> tuple[int, ...]:
    """Store a wish that was not shown before, checked for its places alone; returns new ids.

    For trials: whoever tries several things together judges what comes of all of them.

    Raises:
        Refused, HardConflict: as `apply`.
    """
    return _store_checked(db, glance(db, wish))


def _store_checked(db: Db, plan: LessonPlan[AnyWish]) -> tuple[int, ...]:
    if plan.hard:
        raise HardConflict(plan.hard)
    store(db, plan.moved, plan.accept)
    added = plan.finish(db)
    note_new(db, [key for key in added if soon(db, (by_id(db, Lesson, key).starts,))])
    return added
