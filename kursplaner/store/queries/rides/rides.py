"""The shuttle of a day: rides with halts and passengers; vehicles; stops; who has no seat."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from kursplaner.basics.spans import minute_of
from kursplaner.domain.courses import Course, Enrolment, Lesson
from kursplaner.domain.kinds.counting import RIDES_TAKING_PLACE
from kursplaner.domain.people import ContactRoute, Person
from kursplaner.domain.rides.rides import (
    Ride,
    RideLesson,
    RideSeat,
    RideStop,
    Stop,
    Vehicle,
    VehicleSeat,
)
from kursplaner.domain.rooms import Site
from kursplaner.store.queries.absences.answers import pairs
from kursplaner.store.queries.names import name_column, person_names, stop_name
from kursplaner.store.session import Db

Names = Mapping[Any, str]


@dataclass(frozen=True, slots=True)
class Passenger:
    """One seat in a ride."""

    seat_id: int
    person_id: int
    enrolment_id: int | None
    name: str
    given_name: str
    family_name: str
    birth_date: date | None
    phone: str
    stop_id: int | None
    kind: str
    wheelchair: bool
    pram: bool
    with_person: str
    result: str
    result_reason: str


@dataclass(frozen=True, slots=True)
class Halt:
    """A stop of a ride with its planned time (absolute minutes)."""

    stop_id: int | None
    name: str
    municipality: str
    latitude: int | None
    longitude: int | None
    at: int
    is_site: bool


@dataclass(frozen=True, slots=True)
class RideRow:
    """One ride whole."""

    id: int
    version: int
    direction: str
    vehicle_id: int | None
    vehicle: str | None
    plate: str
    driver_id: int | None
    driver: str | None
    starts: int
    ends: int
    metres: int
    status: str
    locked: bool
    odometer_start_km: int | None
    odometer_end_km: int | None
    remark: str
    seats: int
    courses: tuple[str, ...]
    lesson_starts: tuple[int, ...]
    colour: int
    halts: tuple[Halt, ...]
    passengers: tuple[Passenger, ...]
    by_taxi: bool = False

    @property
    def nobody_drives(self) -> bool:
        """Whether driver or vehicle is missing, and no taxi was ordered either."""
        return not self.by_taxi and (self.driver_id is None or self.vehicle_id is None)


@dataclass(frozen=True, slots=True)
class VehicleRow:
    """One vehicle with its seats; `seats` counts the driver's as well."""

    id: int
    version: int
    name: str
    plate: str
    seats: int
    wheelchair_places: int
    pram_places: int
    usual_driver_id: int | None
    usual_driver: str | None
    child_seats: tuple[tuple[str, int], ...]
    odometer_km: int | None


@dataclass(frozen=True, slots=True)
class StopRow:
    """One stop (microdegrees)."""

    id: int
    version: int
    name: str
    municipality: str
    latitude: int | None
    longitude: int | None


def rides_day(db: Db, day: date) -> list[RideRow]:
    """Return the rides of a day that take place, in order of time."""
    return rides_between(db, day, day)


def rides_between(db: Db, first: date, last: date) -> list[RideRow]:
    """Return the rides of some days that take place, in order of time."""
    query = select(Ride).where(
        Ride.starts >= minute_of(first),
        Ride.starts < minute_of(last) + 1440,
        Ride.status.in_(RIDES_TAKING_PLACE),
    )
    return _whole(db, list(db.scalars(query.order_by(Ride.starts, Ride.id))))


def ride(db: Db, ride_id: int) -> RideRow | None:
    """Return one ride, or None."""
    found = db.get(Ride, ride_id)
    return _whole(db, [found])[0] if found is not None else None


def rides_by_id(db: Db, ids: Collection[int]) -> dict[int, RideRow]:
    """Return some rides whole, in order of time."""
    query = select(Ride).where(Ride.id.in_(list(ids))).order_by(Ride.starts, Ride.id)
    return {found.id: found for found in _whole(db, list(db.scalars(query)))}


def _whole(db: Db, rides: list[Ride]) -> list[RideRow]:
    """Return rides with all that belongs to them, in a few questions for all of them."""
    ids = [stored.id for stored in rides]
    lessons, halts, passengers = _lessons(db, ids), _halts(db, ids), _passengers(db, ids)
    vehicles: dict[int | None, Vehicle] = {bus.id: bus for bus in db.scalars(select(Vehicle))}
    names: Names = person_names(db, {stored.driver_id for stored in rides if stored.driver_id})
    return [
        _row(
            stored,
            vehicles.get(stored.vehicle_id),
            names.get(stored.driver_id),
            lessons[stored.id],
            tuple(halts[stored.id]),
            tuple(passengers[stored.id]),
        )
        for stored in rides
    ]


def _row(
    found: Ride,
    vehicle: Vehicle | None,
    driver: str | None,
    lessons: list[Any],
    halts: tuple[Halt, ...],
    passengers: tuple[Passenger, ...],
) -> RideRow:
    return RideRow(
        found.id,
        found.version,
        found.direction,
        found.vehicle_id,
        vehicle.name if vehicle else None,
        vehicle.plate if vehicle else "",
        found.driver_id,
        driver,
        found.starts,
        found.ends,
        found.metres,
        found.status,
        found.locked,
        found.odometer_start_km,
        found.odometer_end_km,
        found.remark,
        vehicle.seats - 1 if vehicle else 0,
        tuple(dict.fromkeys(row[1] for row in lessons)),
        tuple(row[2] if found.direction == "out" else row[3] for row in lessons),
        lessons[0][4] if lessons else 0,
        halts,
        passengers,
        found.by_taxi,
    )


def _lessons(db: Db, ride_ids: list[int]) -> dict[int, list[Any]]:
    query = (
        select(RideLesson.ride_id, Course.title, Lesson.starts, Lesson.ends, Course.colour)
        .join(Lesson, Lesson.id == RideLesson.lesson_id)
        .join(Course, Course.id == Lesson.course_id)
        .where(RideLesson.ride_id.in_(ride_ids))
        .order_by(RideLesson.id)
    )
    found: dict[int, list[Any]] = defaultdict(list)
    for row in db.execute(query):
        found[row[0]].append(row)
    return found


def _halts(db: Db, ride_ids: list[int]) -> dict[int, list[Halt]]:
    query: Any = (
        select(RideStop, Stop, Site)
        .outerjoin(Stop, Stop.id == RideStop.stop_id)
        .outerjoin(Site, Site.id == RideStop.site_id)
        .where(RideStop.ride_id.in_(ride_ids))
        .order_by(RideStop.ride_id, RideStop.position)
    )
    found: dict[int, list[Halt]] = defaultdict(list)
    for halt, stop, site in db.execute(query):
        place = site if stop is None else stop
        found[halt.ride_id].append(
            Halt(
                halt.stop_id,
                place.name if stop is None else stop_name(stop.name, stop.municipality),
                place.municipality,
                place.latitude,
                place.longitude,
                halt.at,
                stop is None,
            )
        )
    return found


def _passengers(db: Db, ride_ids: list[int]) -> dict[int, list[Passenger]]:
    rows = db.execute(
        select(RideSeat, Person, name_column())
        .join(Person, Person.id == RideSeat.person_id)
        .where(RideSeat.ride_id.in_(ride_ids))
        .order_by(RideSeat.enrolment_id, Person.birth_date, Person.id)
    ).all()
    phones = _phones(db, list({person.id for _, person, _ in rows}))
    holders = _holders(db, {seat.enrolment_id for seat, _, _ in rows if seat.enrolment_id})
    found: dict[int, list[Passenger]] = defaultdict(list)
    for seat, person, name in rows:
        companion = _companion(holders, seat, person.id)
        phone = "" if person.address_restricted else phones.get(person.id, "")
        found[seat.ride_id].append(_passenger(seat, person, name, phone, companion))
    return found


def _passenger(seat: RideSeat, person: Person, name: str, phone: str, companion: str) -> Passenger:
    return Passenger(
        seat.id,
        person.id,
        seat.enrolment_id,
        name,
        person.given_name,
        person.family_name,
        person.birth_date,
        phone,
        seat.stop_id,
        seat.kind,
        seat.wheelchair,
        seat.pram,
        companion,
        seat.result,
        seat.result_reason,
    )


def _companion(holders: Mapping[Any, tuple[int, str]], seat: RideSeat, person_id: int) -> str:
    holder = holders.get(seat.enrolment_id)
    return holder[1] if holder and holder[0] != person_id else ""


def _holders(db: Db, enrolment_ids: set[int]) -> Mapping[Any, tuple[int, str]]:
    query = (
        select(Enrolment.id, Person.id, Person.given_name, Person.family_name)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.id.in_(enrolment_ids))
    )
    return {row[0]: (row[1], row[2] or row[3]) for row in db.execute(query)}


def _phones(db: Db, ids: list[int]) -> dict[int, str]:
    query = select(ContactRoute.person_id, ContactRoute.value).where(
        ContactRoute.person_id.in_(ids), ContactRoute.kind.in_(("phone", "messenger"))
    )
    return pairs(db.execute(query.order_by(ContactRoute.position.desc())))


def vehicle_rows(db: Db) -> list[VehicleRow]:
    """Return the vehicles in use, by name."""
    stock: dict[int, list[tuple[str, int]]] = {}
    seats = select(VehicleSeat.vehicle_id, VehicleSeat.kind, VehicleSeat.count)
    for vehicle_id, kind, count in db.execute(seats):
        stock.setdefault(vehicle_id, []).append((kind, count))
    query = select(Vehicle).where(Vehicle.ended_on.is_(None))
    vehicles = list(db.scalars(query.order_by(Vehicle.name)))
    usual = {vehicle.usual_driver_id for vehicle in vehicles if vehicle.usual_driver_id}
    names: Names = person_names(db, usual)
    return [
        VehicleRow(
            vehicle.id,
            vehicle.version,
            vehicle.name,
            vehicle.plate,
            vehicle.seats,
            vehicle.wheelchair_places,
            vehicle.pram_places,
            vehicle.usual_driver_id,
            names.get(vehicle.usual_driver_id),
            tuple(sorted(stock.get(vehicle.id, ()))),
            vehicle.odometer_km,
        )
        for vehicle in vehicles
    ]


def stop_rows(db: Db) -> list[StopRow]:
    """Return the stops in use, by municipality and name."""
    query = select(Stop).where(Stop.ended_on.is_(None)).order_by(Stop.municipality, Stop.name)
    return [
        StopRow(stop.id, stop.version, stop.name, stop.municipality, stop.latitude, stop.longitude)
        for stop in db.scalars(query)
    ]
