"""What stands in a demo town before its first course: houses, stops, vehicles, grant."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from kursplaner.desk.demo.organisations import employers, funders, providers
from kursplaner.desk.demo.places import Place, SiteSource
from kursplaner.domain.funding import Grant
from kursplaner.domain.kinds import CredentialKind, OrganisationKind, SeatKind
from kursplaner.domain.organisations import Organisation
from kursplaner.domain.people import Credential
from kursplaner.domain.rides.rides import Stop, Vehicle, VehicleSeat
from kursplaner.domain.rooms import Room, RoomEquipment, Site
from kursplaner.store.session import Db


@dataclass
class Ground:
    """Ids of what was laid, by name."""

    sites: dict[str, int] = field(default_factory=dict)
    rooms: dict[str, int] = field(default_factory=dict)
    stops: dict[str, list[int]] = field(default_factory=dict)
    vehicles: list[int] = field(default_factory=list)
    grant: int = 0
    employers: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class VehicleSource:
    """A vehicle of a demo town; `seats` counts the driver's."""

    name: str
    plate: str
    seats: int
    boosters: int
    child_seats: int
    infant_carriers: int
    wheelchairs: int = 0


def lay_sites(db: Db, ground: Ground, sources: Iterable[SiteSource]) -> None:
    """Add houses and rooms, each room with the one beside it."""
    for source in sources:
        site = Site(
            name=source.name,
            street=source.street,
            postcode=source.place.postcode,
            municipality=source.place.municipality,
            land="SN",
            latitude=source.place.point[0],
            longitude=source.place.point[1],
        )
        db.add(site)
        db.flush()
        ground.sites[source.name] = site.id
        _lay_rooms(db, ground, site.id, source)


def _lay_rooms(db: Db, ground: Ground, site_id: int, source: SiteSource) -> None:
    made: dict[str, Room] = {}
    for room_source in source.rooms:
        room = Room(
            site_id=site_id,
            name=room_source.name,
            capacity=room_source.capacity,
            purpose=room_source.purpose.value,
            accessible=room_source.accessible,
        )
        db.add(room)
        db.flush()
        made[room_source.name] = room
        ground.rooms[room_source.name] = room.id
        db.add_all(
            [RoomEquipment(room_id=room.id, kind=kind.value) for kind in room_source.equipment]
        )
    for room_source in source.rooms:
        if room_source.beside in made:
            made[room_source.name].beside_id = made[room_source.beside].id
    db.flush()


def lay_stops(db: Db, ground: Ground, places: Iterable[Place]) -> None:
    """Add the stops of these places."""
    for place in places:
        stops = [
            Stop(
                name=source.name,
                municipality=place.name,
                latitude=source.point[0],
                longitude=source.point[1],
            )
            for source in place.stops
        ]
        db.add_all(stops)
        db.flush()
        ground.stops[place.name] = [stop.id for stop in stops]


def lay_vehicles(
    db: Db,
    ground: Ground,
    sources: Iterable[VehicleSource],
    credentials: Mapping[CredentialKind, date],
) -> None:
    """Add vehicles with their child seats, inspection and insurance."""
    for source in sources:
        vehicle = Vehicle(
            name=source.name,
            plate=source.plate,
            seats=source.seats,
            wheelchair_places=source.wheelchairs,
        )
        db.add(vehicle)
        db.flush()
        ground.vehicles.append(vehicle.id)
        stock = (
            (SeatKind.BOOSTER, source.boosters),
            (SeatKind.CHILD_SEAT, source.child_seats),
            (SeatKind.INFANT_CARRIER, source.infant_carriers),
        )
        db.add_all(
            [VehicleSeat(vehicle_id=vehicle.id, kind=kind.value, count=n) for kind, n in stock]
        )
        db.add_all(
            [
                Credential(resource_id=vehicle.id, kind=kind.value, valid_until=day)
                for kind, day in credentials.items()
            ]
        )


def lay_organisations(db: Db, ground: Ground) -> None:
    """Add invented firms and associations."""
    for firm in employers():
        record = Organisation(
            name=firm.name,
            kind=OrganisationKind.EMPLOYER.value,
            trade=firm.trade,
            municipality=firm.place.municipality,
        )
        db.add(record)
        db.flush()
        ground.employers.append(record.id)
    for source in providers():
        db.add(
            Organisation(
                name=source.name,
                kind=OrganisationKind.PROVIDER.value,
                municipality=source.place.municipality,
            )
        )


def lay_grant(db: Db, ground: Ground, first: date, last: date) -> None:
    """Add the grant that pays, with its funder."""
    source = funders()[0]
    funder = Organisation(name=source.name, kind=OrganisationKind.FUNDER.value)
    db.add(funder)
    db.flush()
    grant = Grant(
        reference=source.reference,
        title="Sprache und Ankommen",
        funder_id=funder.id,
        funding_line=source.funding_line,
        first_day=first,
        last_day=last,
        amount_cents=2_480_000,
        overrun_percent=20,
        proof_due_on=date(last.year + 1, 6, 30),
    )
    db.add(grant)
    db.flush()
    ground.grant = grant.id
