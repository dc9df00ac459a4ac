"""Rooms, people, their roles and vehicles that ended, by what is still planned with them."""

from collections.abc import Collection, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import bindparam, exists, select, union_all

from kursplaner.basics.spans import DAY_MINUTES, minute_of
from kursplaner.domain.kinds import OccupationSource, Role
from kursplaner.domain.people import Person, Profile
from kursplaner.domain.rides.rides import Vehicle
from kursplaner.domain.rooms import Room
from kursplaner.store.queries.conflicts.scopes import OCCUPATION
from kursplaner.store.session import Db

_TABLES = (Room.__table__, Person.__table__, Vehicle.__table__)
_PROFILE = Profile.__table__
_WORK_OF: Mapping[str, str] = MappingProxyType(
    {
        Role.TEACHER.value: OccupationSource.LESSON.value,
        Role.SPEAKER.value: OccupationSource.LESSON.value,
        Role.INTERPRETER.value: OccupationSource.LESSON.value,
        Role.VOLUNTEER.value: OccupationSource.LESSON.value,
        Role.CARER.value: OccupationSource.CHILDCARE.value,
        Role.DRIVER.value: OccupationSource.RIDE.value,
    }
)
"""In what kind of record somebody with a role works."""


@cache
def _ended(*, some: bool) -> Any:  # noqa: ANN401 (union of selects)
    parts = []
    for table in _TABLES:
        later = exists().where(
            OCCUPATION.c.resource_id == table.c.id,
            OCCUPATION.c.active.in_([True, False]),
            OCCUPATION.c.starts >= bindparam("from_minute"),
        )
        wanted = table.c.id.in_(bindparam("resources", expanding=True)) if some else later
        ended = table.c.ended_on.is_not(None)
        parts.append(select(table.c.id, table.c.ended_on).where(ended, wanted))
    return union_all(*parts)


def ended_of(db: Db, resource_ids: Collection[int]) -> dict[int, int]:
    """Return the minute from which some resources are no longer there, where they ended.

    On the day itself they are still there.
    """
    rows = db.execute(_ended(some=True), {"resources": list(resource_ids)})
    return {key: minute_of(day) + DAY_MINUTES for key, day in rows}


def ended_and_used(db: Db, from_minute: int) -> dict[int, int]:
    """Return the same for all that is still used from a minute on."""
    rows = db.execute(_ended(some=False), {"from_minute": from_minute})
    return {key: minute_of(day) + DAY_MINUTES for key, day in rows}


_LEFT = select(_PROFILE.c.person_id).where(_PROFILE.c.ended_on.is_not(None))
_ROLES = select(_PROFILE.c.person_id, _PROFILE.c.role, _PROFILE.c.ended_on).where(
    _PROFILE.c.person_id.in_(_LEFT), _PROFILE.c.role.in_(list(_WORK_OF))
)


def retired(db: Db) -> dict[tuple[int, str], int]:
    """Return the minute from which people no longer do a kind of work.

    That is so when every role in which they did it has ended; by person and source of the work.
    """
    ends: dict[tuple[int, str], list[date | None]] = {}
    for person_id, role, ended_on in db.execute(_ROLES):
        ends.setdefault((person_id, _WORK_OF[role]), []).append(ended_on)
    last = {key: [day for day in days if day] for key, days in ends.items() if None not in days}
    return {key: minute_of(max(days)) + DAY_MINUTES for key, days in last.items()}
