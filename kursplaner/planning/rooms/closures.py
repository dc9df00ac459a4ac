"""Closing a room, a vehicle or a person for a time, with all that this touches."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import Span, day_of, minute_of, overlap
from kursplaner.domain.gone_by import ask_past
from kursplaner.domain.kinds import ClosureReason
from kursplaner.domain.people import Closure
from kursplaner.planning.availability import exceptions
from kursplaner.planning.availability.exceptions import SpecialHours
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
    """A closure as it would be stored, with what it touches; `past`: gone by, and meant so."""

    resource_id: int
    starts: int
    ends: int
    reason: ClosureReason
    note: str
    touched: tuple[Touched, ...] = ()
    past: bool = False


@dataclass(frozen=True, slots=True)
class ClosureDays:
    """Closures at the same hours of some days, as they would be stored: each can be lifted."""

    resource_id: int
    special: SpecialHours
    touched: tuple[Touched, ...] = ()


def propose_days(db: Db, resource_id: int, special: SpecialHours) -> ClosureDays:
    """Return what closures on some days would touch; nothing is stored.

    Raises:
        Refused: as `SpecialHours.days`, "wholly_past", "closed_already".
    """
    days = special.days()
    ask_past(special.last, meant=special.past)
    exceptions.ask_closed(db, resource_id, special.spans())
    span = Span(minute_of(days[0], special.starts), minute_of(days[-1], special.ends))
    each = [Span(minute_of(d, special.starts), minute_of(d, special.ends)) for d in days]
    met = [use for use in busy(db, [resource_id], span) if any(overlap(use, shut) for shut in each)]
    return ClosureDays(resource_id, special, _touched(db, met))


def apply_days(db: Db, plan: ClosureDays) -> None:
    """Store a closure for each day; what they touch stays and shows as a conflict."""
    exceptions.add(db, plan.resource_id, plan.special)


def propose(
    db: Db,
    resource_id: int,
    starts: int,
    ends: int,
    reason: ClosureReason,
    note: str = "",
    *,
    past: bool = False,
) -> ClosurePlan:
    """Return what a closure in [starts, ends) would touch; nothing is stored.

    Raises:
        Refused: "end_before_start", "day_out_of_range", "wholly_past" unless `past` is meant,
            "closed_already" where it lies wholly within another closure.
    """
    if ends <= starts:
        raise Refused("end_before_start")
    if (day_of(ends) - day_of(starts)).days > LONGEST_DAYS:
        raise Refused("day_out_of_range", day=day_of(ends))
    ask_past(day_of(ends - 1), meant=past)
    exceptions.ask_closed(db, resource_id, [Span(starts, ends)])
    plan = ClosurePlan(resource_id, starts, ends, reason, note.strip(), past=past)
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
