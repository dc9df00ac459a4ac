"""When resources are closed, and in which weekly times they can be used."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from kursplaner.domain.people import Availability, Closure
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class ClosedTime:
    """A stretch in which a resource cannot be used."""

    resource_id: int
    starts: int
    ends: int
    reason: str


@dataclass(frozen=True, slots=True)
class WeeklyAvailability:
    """One weekly time of a resource, in minutes of the day."""

    resource_id: int
    kind: str
    weekday: int
    starts: int
    ends: int
    valid_from: date | None
    valid_until: date | None


def closed_times(
    db: Db, resource_ids: Collection[int], starts: int, ends: int
) -> tuple[ClosedTime, ...]:
    """Return the closures of some resources that touch [starts, ends)."""
    query = select(Closure.resource_id, Closure.starts, Closure.ends, Closure.reason).where(
        Closure.resource_id.in_(list(resource_ids)), Closure.starts < ends, Closure.ends > starts
    )
    return tuple(ClosedTime(*row) for row in db.execute(query.order_by(Closure.starts)))


def weekly_availabilities(db: Db, resource_ids: Collection[int]) -> tuple[WeeklyAvailability, ...]:
    """Return all weekly times of some resources."""
    query = select(
        Availability.resource_id,
        Availability.kind,
        Availability.weekday,
        Availability.starts,
        Availability.ends,
        Availability.valid_from,
        Availability.valid_until,
    ).where(Availability.resource_id.in_(list(resource_ids)))
    return tuple(WeeklyAvailability(*row) for row in db.execute(query))
