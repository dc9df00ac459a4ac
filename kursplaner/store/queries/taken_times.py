"""When resources are taken, as plain rows: thousands of them for one course plan."""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import select

from kursplaner.domain.occupations import LONGEST_MINUTES, Occupation
from kursplaner.store.session import Db


class Taken(NamedTuple):
    """A stretch in which a resource is taken by a record (id 0: by the plan in the making)."""

    starts: int
    ends: int
    source: str
    source_id: int


def taken_times(
    db: Db, resource_ids: Collection[int], starts: int, ends: int
) -> dict[int, list[Taken]]:
    """Return what takes some resources within [starts, ends), in order of time."""
    columns = (Occupation.starts, Occupation.ends, Occupation.source, Occupation.source_id)
    query = (
        select(Occupation.resource_id, *columns)
        .where(
            Occupation.resource_id.in_(list(resource_ids)),
            Occupation.active,
            Occupation.starts < ends,
            Occupation.starts > starts - LONGEST_MINUTES,
            Occupation.ends > starts,
        )
        .order_by(Occupation.resource_id, Occupation.starts)
    )
    found: dict[int, list[Taken]] = defaultdict(list)
    for row in db.execute(query):
        found[row[0]].append(Taken._make(row[1:]))
    return found
