"""Rooms, people and vehicles that ended, and what is still planned with them."""

from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import bindparam, exists, select, union_all

from kursplaner.basics.spans import DAY_MINUTES, minute_of
from kursplaner.domain.people import Person
from kursplaner.domain.rides import Vehicle
from kursplaner.domain.rooms import Room
from kursplaner.store.queries.scopes import OCCUPATION
from kursplaner.store.session import Db

_TABLES = (Room.__table__, Person.__table__, Vehicle.__table__)


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
