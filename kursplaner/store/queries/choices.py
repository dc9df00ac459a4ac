"""Rooms, people and vehicles among which a plan can choose."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from kursplaner.domain.people import Credential, OtherName, Person, Profile
from kursplaner.domain.rides.loads import Capacity
from kursplaner.domain.rides.rides import Vehicle, VehicleSeat
from kursplaner.domain.rooms import Room, RoomEquipment, Site
from kursplaner.domain.weekly_hours import NO_LIMIT, WeeklyLimits
from kursplaner.store.queries.conflicts.work_hours import limits_by_role
from kursplaner.store.queries.names import full_name
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class RoomFacts:
    """A room in use, with its site's Land and point (microdegrees, None where not known)."""

    id: int
    name: str
    site_id: int
    site: str
    land: str
    capacity: int
    purpose: str
    accessible: bool
    beside_id: int | None
    equipment: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """A site with its Land and point (microdegrees)."""

    id: int
    name: str
    land: str
    latitude: int | None
    longitude: int | None


@dataclass(frozen=True, slots=True)
class WorkerFacts:
    """A person with one profile; `credentials` has the last day of each (None: for ever).

    Attributes:
        most: the minutes a week agreed on in this role.
    """

    id: int
    name: str
    role: str
    levels: str
    course_types: str
    most: WeeklyLimits = NO_LIMIT
    credentials: Mapping[str, date | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class VehicleFacts:
    """A vehicle in use; `seats` with the driver's, `child_seats` by kind."""

    id: int
    name: str
    seats: int
    wheelchair_places: int
    pram_places: int
    usual_driver_id: int | None
    depot_stop_id: int | None
    child_seats: Mapping[str, int] = field(default_factory=dict)
    credentials: Mapping[str, date | None] = field(default_factory=dict)

    def capacity(self, most: int) -> Capacity:
        """Return what it can carry beside its driver, at most so many people."""
        places = (self.seats - 1, self.wheelchair_places, self.pram_places)
        return Capacity(*places, self.child_seats, most)


def rooms_in_use(db: Db, on: date) -> tuple[RoomFacts, ...]:
    """Return the rooms not given up before a day, by name."""
    equipment: dict[int, set[str]] = defaultdict(set)
    for room_id, kind in db.execute(select(RoomEquipment.room_id, RoomEquipment.kind)):
        equipment[room_id].add(kind)
    columns = (Room.capacity, Room.purpose, Room.accessible, Room.beside_id)
    query = (
        select(Room.id, Room.name, Site.id, Site.name, Site.land, *columns)
        .join(Site, Site.id == Room.site_id)
        .where(Room.ended_on.is_(None) | (Room.ended_on > on))
        .order_by(Room.name, Room.id)
    )
    return tuple(RoomFacts(*row, frozenset(equipment[row[0]])) for row in db.execute(query))


def sites(db: Db) -> dict[int, SiteFacts]:
    """Return all sites by id."""
    query = select(Site.id, Site.name, Site.land, Site.latitude, Site.longitude)
    return {row[0]: SiteFacts(*row) for row in db.execute(query)}


def workers(db: Db, roles: Collection[str], on: date) -> tuple[WorkerFacts, ...]:
    """Return people with one of these roles that has not ended, by name; one row a role."""
    name = (Person.given_name, Person.family_name)
    rest = (Profile.role, Profile.levels, Profile.course_types)
    query = (
        select(Person.id, *name, *rest)
        .join(Profile, Profile.person_id == Person.id)
        .where(
            Profile.role.in_(list(roles)),
            Profile.ended_on.is_(None) | (Profile.ended_on > on),
            Person.ended_on.is_(None) | (Person.ended_on > on),
        )
        .order_by(Person.family_name, Person.given_name, Person.id)
    )
    rows: Sequence[Any] = db.execute(query).all()
    credentials = credentials_of(db, {row[0] for row in rows})
    agreed = limits_by_role(db) if rows else {}
    return tuple(
        WorkerFacts(
            id=row.id,
            name=full_name(row.family_name, row.given_name),
            role=row.role,
            levels=row.levels,
            course_types=row.course_types,
            most=agreed.get((row.id, row.role), NO_LIMIT),
            credentials=credentials.get(row.id, {}),
        )
        for row in rows
    )


def people_of_name(db: Db, folded: str) -> tuple[int, ...]:
    """Return the people whose folded names hold these words, for a name typed in full."""
    other = select(OtherName.person_id).where(
        OtherName.search_text.contains(folded, autoescape=True)
    )
    own = Person.search_text.contains(folded, autoescape=True)
    query = select(Person.id).where(own | Person.id.in_(other))
    return tuple(db.scalars(query.order_by(Person.id)))


def vehicles_in_use(db: Db, on: date) -> tuple[VehicleFacts, ...]:
    """Return the vehicles not given up before a day, by name."""
    seats: dict[int, dict[str, int]] = defaultdict(dict)
    stock = select(VehicleSeat.vehicle_id, VehicleSeat.kind, VehicleSeat.count)
    for vehicle_id, kind, count in db.execute(stock):
        seats[vehicle_id][kind] = count
    places = (Vehicle.seats, Vehicle.wheelchair_places, Vehicle.pram_places)
    query = (
        select(Vehicle.id, Vehicle.name, *places, Vehicle.usual_driver_id, Vehicle.depot_stop_id)
        .where(Vehicle.ended_on.is_(None) | (Vehicle.ended_on > on))
        .order_by(Vehicle.name, Vehicle.id)
    )
    rows = db.execute(query).all()
    credentials = credentials_of(db, {row[0] for row in rows})
    return tuple(
        VehicleFacts(*row, dict(seats.get(row[0], {})), credentials.get(row[0], {})) for row in rows
    )


def credentials_of(db: Db, ids: Collection[int]) -> dict[int, dict[str, date | None]]:
    """Return the last day of each credential of some people or vehicles, by kind."""
    found: dict[int, dict[str, date | None]] = defaultdict(dict)
    query = select(Credential.resource_id, Credential.kind, Credential.valid_until)
    for key, kind, until in db.execute(query.where(Credential.resource_id.in_(list(ids)))):
        found[key][kind] = until
    return dict(found)
