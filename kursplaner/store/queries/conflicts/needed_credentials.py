"""Who looks after children or drives, and which vehicles run, beside the credentials they have."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select

from kursplaner.domain.base import Resource
from kursplaner.domain.childcare import ChildcareSlotCarer
from kursplaner.domain.kinds import OccupationSource, ResourceKind
from kursplaner.domain.people import Credential, Person
from kursplaner.domain.rides.rides import Ride
from kursplaner.store.queries.conflicts.scopes import OCCUPATION, Scope, uses_in
from kursplaner.store.session import Db

BATCH = 900

_CARER = ChildcareSlotCarer.__table__
_CREDENTIAL = Credential.__table__
_PERSON = Person.__table__
_RESOURCE = Resource.__table__


@dataclass(frozen=True, slots=True)
class KnownCredential:
    """A credential; without a last day it holds for ever."""

    id: int
    kind: str
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class WorkUse:
    """A piece of work with children or on the road."""

    starts: int
    ends: int
    source: str
    source_id: int


Worker = tuple[int, str, str]
"""Resource, its kind, and the kind of work (source of the occupation)."""

_CARERS = select(_CARER.c.person_id).distinct()
_DRIVERS = select(Ride.driver_id).where(Ride.driver_id.is_not(None)).distinct()
_VEHICLES = select(Ride.vehicle_id).where(Ride.vehicle_id.is_not(None)).distinct()
_SOURCES = (OccupationSource.CHILDCARE.value, OccupationSource.RIDE.value)
_PERSON_KIND, _VEHICLE_KIND = ResourceKind.PERSON.value, ResourceKind.VEHICLE.value


_SOME = (
    select(OCCUPATION.c.resource_id, _RESOURCE.c.kind, OCCUPATION.c.source)
    .select_from(OCCUPATION.join(_RESOURCE, _RESOURCE.c.id == OCCUPATION.c.resource_id))
    .where(
        OCCUPATION.c.resource_id.in_(bindparam("resources", expanding=True)),
        OCCUPATION.c.active.in_([True, False]),
        OCCUPATION.c.starts >= bindparam("scope_starts"),
        OCCUPATION.c.source.in_(_SOURCES),
        _RESOURCE.c.kind.in_((_PERSON_KIND, _VEHICLE_KIND)),
    )
    .distinct()
)


def workers(db: Db, scope: Scope) -> list[Worker]:
    """Return who ever cared or drove and every vehicle that ever ran, or the scope's of them."""
    if scope.resources:
        values = {**scope.parameters, "resources": list(scope.resources)}
        return [(key, kind, source) for key, kind, source in db.execute(_SOME, values)]
    childcare, ride = _SOURCES
    return [
        *((key, _PERSON_KIND, childcare) for key in db.execute(_CARERS).scalars()),
        *((key, _PERSON_KIND, ride) for key in db.execute(_DRIVERS).scalars()),
        *((key, _VEHICLE_KIND, ride) for key in db.execute(_VEHICLES).scalars()),
    ]


_USES = (
    select(
        *(OCCUPATION.c.resource_id, _RESOURCE.c.kind, OCCUPATION.c.source),
        *(OCCUPATION.c.starts, OCCUPATION.c.ends, OCCUPATION.c.source, OCCUPATION.c.source_id),
    )
    .select_from(OCCUPATION.join(_RESOURCE, _RESOURCE.c.id == OCCUPATION.c.resource_id))
    .where(
        uses_in(whole=False),
        OCCUPATION.c.source.in_(_SOURCES),
        _RESOURCE.c.kind.in_((_PERSON_KIND, _VEHICLE_KIND)),
    )
    .order_by(OCCUPATION.c.starts)
)


def uses_by_worker(db: Db, scope: Scope) -> dict[Worker, list[WorkUse]]:
    """Return the work of a scope of lessons by who does it, in order of time."""
    found: dict[Worker, list[WorkUse]] = defaultdict(list)
    for row in db.execute(_USES, dict(scope.parameters)):
        found[row[0], row[1], row[2]].append(WorkUse(*row[3:]))
    return dict(found)


_WANTED: Any = bindparam("wanted", expanding=True)
_CREDENTIALS = select(
    _CREDENTIAL.c.resource_id, _CREDENTIAL.c.id, _CREDENTIAL.c.kind, _CREDENTIAL.c.valid_until
).where(_CREDENTIAL.c.resource_id.in_(_WANTED))
_BORN = select(_PERSON.c.id, _PERSON.c.birth_date).where(
    _PERSON.c.id.in_(_WANTED), _PERSON.c.birth_date.is_not(None)
)


def credentials_held(
    db: Db, resource_ids: Collection[int]
) -> dict[int, dict[str, KnownCredential]]:
    """Return the credentials of people and vehicles by their kind."""
    found: dict[int, dict[str, KnownCredential]] = defaultdict(dict)
    wanted = sorted(resource_ids)
    for first in range(0, len(wanted), BATCH):
        for row in db.execute(_CREDENTIALS, {"wanted": wanted[first : first + BATCH]}):
            found[row[0]][row[2]] = KnownCredential(*row[1:])
    return dict(found)


def birth_years(db: Db, person_ids: Collection[int]) -> dict[int, int]:
    """Return in which year people were born, where that is known."""
    found: dict[int, int] = {}
    wanted = sorted(person_ids)
    for first in range(0, len(wanted), BATCH):
        rows = db.execute(_BORN, {"wanted": wanted[first : first + BATCH]})
        found |= {key: born.year for key, born in rows}
    return found


_FIRST = (
    select(*(OCCUPATION.c.starts, OCCUPATION.c.ends, OCCUPATION.c.source, OCCUPATION.c.source_id))
    .where(
        OCCUPATION.c.resource_id == bindparam("resource"),
        OCCUPATION.c.active.in_([True, False]),
        OCCUPATION.c.starts >= bindparam("starts"),
        OCCUPATION.c.starts < bindparam("ends"),
        OCCUPATION.c.source == bindparam("source"),
    )
    .order_by(OCCUPATION.c.starts)
    .limit(1)
)


def first_work(db: Db, worker: Worker, starts: int, ends: int) -> WorkUse | None:
    """Return the first piece of a kind of work that begins in [starts, ends)."""
    values = {"resource": worker[0], "source": worker[2], "starts": starts, "ends": ends}
    row = db.execute(_FIRST, values).first()
    return None if row is None else WorkUse(*row)
