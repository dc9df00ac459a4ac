"""Closing a room, a vehicle or a person for a time, with all that this touches."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import Span, day_of
from kursplaner.domain.kinds import ClosureReason
from kursplaner.domain.people import Closure
from kursplaner.store import records
from kursplaner.store.occupations import Busy, busy
from kursplaner.store.queries.labels import labels
from kursplaner.store.session import Db

LONGEST_DAYS = 3660


@dataclass(frozen=True, slots=True)
class Touched:
    """Something planned in the time of a closure (absolute minutes)."""

    source: str
    id: int
    starts: int
    ends: int
    title: str


@dataclass(frozen=True, slots=True)
class ClosurePlan:
    """A closure as it would be stored, with what it touches."""

    resource_id: int
    starts: int
    ends: int
    reason: ClosureReason
    note: str
    touched: tuple[Touched, ...] = ()


def propose(
    db: Db,
    resource_id: int,
    starts: int,
    ends: int,
    reason: ClosureReason,
    note: str = "",
) -> ClosurePlan:
    """Return what a closure in [starts, ends) would touch; nothing is stored.

    Raises:
        Refused: "end_before_start", "day_out_of_range".
    """
    if ends <= starts:
        raise Refused("end_before_start")
    if (day_of(ends) - day_of(starts)).days > LONGEST_DAYS:
        raise Refused("day_out_of_range", day=day_of(ends))
    plan = ClosurePlan(resource_id, starts, ends, reason, note.strip())
    return replace(plan, touched=_touched(db, busy(db, [resource_id], Span(starts, ends))))


def _touched(db: Db, uses: Iterable[Busy]) -> tuple[Touched, ...]:
    found = list(uses)
    titles = labels(db, [(use.source, use.source_id) for use in found])
    return tuple(
        Touched(
            use.source,
            use.source_id,
            use.starts,
            use.ends,
            titles.get((use.source, use.source_id), ""),
        )
        for use in found
    )


def apply(db: Db, plan: ClosurePlan) -> int:
    """Store the closure and return its id; what it touches stays and shows as a conflict."""
    closure = Closure(
        resource_id=plan.resource_id,
        starts=plan.starts,
        ends=plan.ends,
        reason=plan.reason.value,
        note=plan.note,
    )
    db.add(closure)
    db.flush()
    return closure.id


def remove(db: Db, closure_id: int) -> None:
    """Take a closure away again.

    Raises:
        Refused: kind "not_found".
    """
    db.delete(records.by_id(db, Closure, closure_id))
