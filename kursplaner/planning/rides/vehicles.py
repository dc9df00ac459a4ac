"""Vehicles with their seats and credentials, as forms store them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.domain.kinds import CredentialKind, SeatKind, VehicleOwner
from kursplaner.domain.people import Credential
from kursplaner.domain.rides.rides import Vehicle, VehicleSeat
from kursplaner.store.queries.rides.vehicles import vehicle_rides_after
from kursplaner.store.records import by_id, find, save
from kursplaner.store.session import Db

STOCKED = (SeatKind.CHILD_SEAT, SeatKind.BOOSTER, SeatKind.INFANT_CARRIER)
VEHICLE_CREDENTIALS = (CredentialKind.INSPECTION, CredentialKind.INSURANCE)
MOST_SEATS = 80


@dataclass(frozen=True, slots=True)
class VehicleForm:
    """A vehicle; `id` is None for a new one.

    Attributes:
        seats: belted seats with the driver's.
        child_seats: how many of each kind it carries.
        credentials: last valid day of each credential; None: not known.
        issued: the day each credential was issued.
    """

    name: str
    plate: str = ""
    seats: int = 9
    wheelchair_places: int = 0
    pram_places: int = 1
    usual_driver_id: int | None = None
    depot_stop_id: int | None = None
    odometer_km: int | None = None
    owner: VehicleOwner = VehicleOwner.TOWN
    child_seats: Mapping[str, int] = field(default_factory=dict)
    credentials: Mapping[str, date | None] = field(default_factory=dict)
    issued: Mapping[str, date | None] = field(default_factory=dict)
    id: int | None = None
    version: int = 0


def vehicle_form(db: Db, vehicle_id: int) -> VehicleForm:
    """Return a vehicle as its form shows it.

    Raises:
        Refused: "not_found".
    """
    vehicle = by_id(db, Vehicle, vehicle_id)
    credentials = find(db, Credential, resource_id=vehicle_id)
    return VehicleForm(
        name=vehicle.name,
        plate=vehicle.plate,
        seats=vehicle.seats,
        wheelchair_places=vehicle.wheelchair_places,
        pram_places=vehicle.pram_places,
        usual_driver_id=vehicle.usual_driver_id,
        depot_stop_id=vehicle.depot_stop_id,
        odometer_km=vehicle.odometer_km,
        owner=VehicleOwner(vehicle.owner),
        child_seats={s.kind: s.count for s in find(db, VehicleSeat, vehicle_id=vehicle_id)},
        credentials={row.kind: row.valid_until for row in credentials},
        issued={row.kind: row.issued_on for row in credentials},
        id=vehicle.id,
        version=vehicle.version,
    )


def store_vehicle(db: Db, form: VehicleForm) -> int:
    """Store a vehicle with seats and credentials and return its id.

    Raises:
        Refused: "name_missing", "seats_out_of_range", "overtaken".
    """
    if not form.name.strip():
        raise Refused("name_missing")
    if not 2 <= form.seats <= MOST_SEATS:
        raise Refused("seats_out_of_range", value=form.seats, least=2, most=MOST_SEATS)
    values = {
        "name": form.name.strip(),
        "plate": form.plate.strip(),
        "seats": form.seats,
        "wheelchair_places": form.wheelchair_places,
        "pram_places": form.pram_places,
        "usual_driver_id": form.usual_driver_id,
        "depot_stop_id": form.depot_stop_id,
        "odometer_km": form.odometer_km,
        "owner": form.owner.value,
    }
    if form.id is not None:
        vehicle = save(db, Vehicle, form.id, form.version, **values)
    else:
        vehicle = Vehicle(**values)
        db.add(vehicle)
        db.flush()
    _store_seats(db, vehicle.id, form.child_seats)
    _store_credentials(db, vehicle.id, form)
    return vehicle.id


def end_vehicle(db: Db, vehicle_id: int, version: int) -> None:
    """Give a vehicle up from today on; past rides keep it.

    Raises:
        Refused: "not_found", "overtaken", "vehicle_still_planned".
    """
    today = clock.today()
    rides = vehicle_rides_after(db, vehicle_id, today)
    if rides:
        raise Refused("vehicle_still_planned", count=rides)
    save(db, Vehicle, vehicle_id, version, ended_on=today)


def lend_seat(db: Db, from_id: int, to_id: int, kind: SeatKind) -> None:
    """Move one child seat from a vehicle to another.

    Raises:
        Refused: "seat_not_there".
    """
    there = find(db, VehicleSeat, vehicle_id=from_id, kind=kind.value)
    if not there or there[0].count < 1:
        raise Refused("seat_not_there")
    there[0].count -= 1
    here = find(db, VehicleSeat, vehicle_id=to_id, kind=kind.value)
    if here:
        here[0].count += 1
    else:
        db.add(VehicleSeat(vehicle_id=to_id, kind=kind.value, count=1))
    db.flush()


def _store_seats(db: Db, vehicle_id: int, wanted: Mapping[str, int]) -> None:
    present = {seat.kind: seat for seat in find(db, VehicleSeat, vehicle_id=vehicle_id)}
    for kind, count in wanted.items():
        if kind in present:
            present[kind].count = max(0, count)
        elif count > 0:
            db.add(VehicleSeat(vehicle_id=vehicle_id, kind=kind, count=count))


def _store_credentials(db: Db, vehicle_id: int, form: VehicleForm) -> None:
    present = {row.kind: row for row in find(db, Credential, resource_id=vehicle_id)}
    for kind in {**form.credentials, **form.issued}:
        row = present.get(kind)
        until = form.credentials.get(kind)
        issued = form.issued.get(kind, row.issued_on if row is not None else None)
        if row is not None:
            row.valid_until, row.issued_on = until, issued
        elif until is not None or issued is not None:
            db.add(
                Credential(resource_id=vehicle_id, kind=kind, valid_until=until, issued_on=issued)
            )
