"""How far each limit may be passed, whoever writes: never, with a recorded reason, or told.

Whether somebody leaves, is cancelled or checked out is no limit's business: that frees places.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from kursplaner.domain.conflicts.conflicts import OVERLAPS, Conflict
from kursplaner.domain.kinds import ConflictKind


class Passing(StrEnum):
    """How far a limit may be passed."""

    NEVER = "never"
    WITH_REASON = "with_reason"
    TOLD = "told"


NEVER = frozenset((*OVERLAPS, ConflictKind.VEHICLE_CAPACITY, ConflictKind.CHILD_SEAT))
WITH_REASON = frozenset(
    (
        *(ConflictKind.CHILDCARE_CAPACITY, ConflictKind.COURSE_CAPACITY),
        *(ConflictKind.WAITING_ORDER, ConflictKind.NEVER_TOGETHER),
        *(ConflictKind.COURSE, ConflictKind.CLOSURE),
    )
)
LIMITS: Mapping[ConflictKind, Passing] = MappingProxyType(
    {
        kind: Passing.NEVER
        if kind in NEVER
        else Passing.WITH_REASON
        if kind in WITH_REASON
        else Passing.TOLD
        for kind in ConflictKind
    }
)
"""Nobody sits twice, or where no seat is. Ratio, group, course and the turn of those who wait are
passed by who says why. Hours, the size of a room, papers and ways are told; what a town or course
made hard of these is taken on with a reason, too.

A shared stretch of a room or a person is no double use (model.md 3): who changes lessons may
accept it, then it stays with whoever had it (`planning.lessons.changing`)."""


def takes_on(conflict: Conflict) -> bool:
    """Tell whether what stops an act may be taken on with a reason."""
    return LIMITS[conflict.kind] is not Passing.NEVER


def taken_on(conflicts: Iterable[Conflict], reason: str, *, shared: bool = False) -> list[Conflict]:
    """Return conflicts with the hard ones taken on, where that may be; without a reason: as is.

    With `shared` also overlaps of lessons, of which the shared stretch stays inactive.
    """
    why = reason.strip()
    return [
        conflict.accepted(why)
        if why and conflict.hard and (takes_on(conflict) or (shared and conflict.kind in OVERLAPS))
        else conflict
        for conflict in conflicts
    ]
