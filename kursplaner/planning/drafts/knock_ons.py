"""What a move or other times bring about beyond rooms and workers: found by trying them whole.

A plan of `moves` or `other_times` knows what its new times clash with themselves. Participants in
two courses, children, families, ways between places and papers are only seen once it is done, so
it is tried within `Workspace.rehearse` and taken back.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from kursplaner.basics.errors import HardConflict
from kursplaner.domain.conflicts.conflicts import OVERLAPS, Conflict, hard_ones, in_order
from kursplaner.planning.conflicts.finding import accept as accept_conflicts
from kursplaner.planning.drafts.rehearsals import come_of
from kursplaner.planning.lessons import moving, other_times
from kursplaner.planning.lessons.moving import MovePlan
from kursplaner.planning.lessons.other_times import TimesPlan
from kursplaner.store.session import Db


def of_move(db: Db, plan: MovePlan) -> MovePlan:
    """Return a move with everything that would stand against it."""
    found = _with_come(db, plan, lambda: moving.apply(db, plan))
    return replace(plan, conflicts=found)


def of_times(db: Db, plan: TimesPlan) -> TimesPlan:
    """Return other times with everything that would stand against them."""
    found = _with_come(db, plan, lambda: other_times.apply(db, plan))
    return replace(plan, conflicts=found)


def apply_move(db: Db, plan: MovePlan) -> None:
    """Store a move, checked again with all that comes of it.

    Raises:
        HardConflict, Refused: as `moves.apply`.
    """
    found = _checked(of_move(db, plan))
    moving.apply(db, plan)
    _accept(db, found, plan.accept)


def apply_times(db: Db, plan: TimesPlan) -> tuple[int, ...]:
    """Store other times, checked again with all that comes of them.

    Raises:
        HardConflict, Refused: as `other_times.apply`.
    """
    found = _checked(of_times(db, plan))
    added = other_times.apply(db, plan)
    _accept(db, found, plan.wish.accept)
    return added


def _with_come(
    db: Db, plan: MovePlan | TimesPlan, act: Callable[[], object]
) -> tuple[Conflict, ...]:
    """Return the conflicts of a plan and those it would make; its own where it cannot be done."""
    if hard_ones(plan.conflicts):
        return plan.conflicts
    lessons = frozenset(lesson.id for lesson in plan.moved.lessons)
    reason = plan.accept if isinstance(plan, MovePlan) else plan.wish.accept
    known = {conflict.id for conflict in plan.conflicts}
    further = [conflict for conflict in come_of(db, lessons, act) if conflict.id not in known]
    taken = [
        conflict.accepted(reason) if reason and conflict.hard else conflict for conflict in further
    ]
    return tuple(in_order([*plan.conflicts, *taken]))


def _checked(full: MovePlan | TimesPlan) -> tuple[Conflict, ...]:
    """Return all that stands against a plan; refuse what is hard."""
    hard = hard_ones(full.conflicts)
    if hard:
        raise HardConflict(hard)
    return full.conflicts


def _accept(db: Db, found: Sequence[Conflict], reason: str | None) -> None:
    """Keep the reason with which conflicts were taken on."""
    if not reason:
        return
    taken = [conflict for conflict in found if conflict.facts.get("accepted") == reason]
    accept_conflicts(db, [conflict for conflict in taken if conflict.kind not in OVERLAPS], reason)
