"""What a changed fact breaks: conflicts of the plan that were not there before the change.

A room closes, a licence expires, a vehicle loses seats, somebody is there less: nothing planned is
changed by that, but what now fails is told at once.
"""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.kinds import ConflictKind, ResourceKind
from kursplaner.planning.conflicts.finding import named, touching
from kursplaner.store.queries.conflicts.scopes import kinds_of
from kursplaner.store.session import Db

Kind = ConflictKind
_ALWAYS = frozenset((Kind.CLOSURE, Kind.AVAILABILITY))
TOLD_BY: Mapping[str, frozenset[ConflictKind]] = MappingProxyType(
    {
        ResourceKind.ROOM.value: _ALWAYS | {Kind.ROOM_CAPACITY, Kind.ACCESSIBILITY, Kind.EQUIPMENT},
        ResourceKind.VEHICLE.value: _ALWAYS
        | {Kind.VEHICLE_CAPACITY, Kind.CHILD_SEAT, Kind.CREDENTIAL},
        ResourceKind.PERSON.value: _ALWAYS
        | {Kind.CREDENTIAL, Kind.WEEKLY_HOURS, Kind.ACCESSIBILITY}
        | {Kind.CHILDCARE_CAPACITY, Kind.FAMILY_CHAIN, Kind.GUARDIAN, Kind.NEVER_TOGETHER}
        | {Kind.RIDE_MISSING, Kind.CHILD_SEAT, Kind.AGE, Kind.ROLE},
    }
)
"""Which kinds of conflict facts of a room, a vehicle or a person can make."""


class Recheck:
    """Looks at some resources before and after a change of their facts, within one act."""

    def __init__(self, db: Db, resource_ids: Collection[int]) -> None:
        """Note what stands against their use now, before the change."""
        self._db = db
        self._ids = list(resource_ids)
        self._before = {_state(conflict) for conflict in _standing(db, self._ids)}

    def now_failing(self, *more: int) -> tuple[Conflict, ...]:
        """Return what stands against it since the change and did not before.

        `more` are resources that came with the change. A conflict somebody accepted counts again
        where its facts have changed.
        """
        self._db.flush()
        found = _standing(self._db, [*self._ids, *more])
        return tuple(
            named(
                self._db, [conflict for conflict in found if _state(conflict) not in self._before]
            )
        )


def standing(db: Db, resource_ids: Collection[int]) -> list[Conflict]:
    """Return what stands against the use of some rooms, people or vehicles from today on.

    Only kinds that their own facts can make: a lesson without a teacher is no fault of its room.
    """
    return named(db, _standing(db, resource_ids))


def _standing(db: Db, resource_ids: Collection[int]) -> list[Conflict]:
    if not resource_ids:
        return []
    told = frozenset(kind for noun in kinds_of(db, resource_ids) for kind in TOLD_BY[noun])
    return touching(db, resource_ids, told)


def _state(conflict: Conflict) -> tuple[str, bool, bool]:
    return (conflict.id, conflict.hard, "accepted" in conflict.facts)
