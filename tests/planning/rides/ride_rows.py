"""Rides, passengers, halts and vehicles of a board, as plain data; what matters is given."""

from datetime import date
from typing import Any

from kursplaner.basics.spans import minute_of
from kursplaner.store.queries.rides.rides import Halt, Passenger, RideRow, VehicleRow
from tests.planning.small_town import NINE, TUESDAY

AT_NINE = minute_of(TUESDAY, NINE)
"""When the lesson begins that the rides lead to."""


def passenger(key: int, kind: str = "none", **given: Any) -> Passenger:
    """Return somebody aboard."""
    usual: dict[str, Any] = {
        "seat_id": 100 + key,
        "person_id": key,
        "enrolment_id": 7,
        "name": f"P{key}",
        "given_name": "",
        "family_name": f"P{key}",
        "birth_date": None,
        "phone": "",
        "stop_id": 1,
        "kind": kind,
        "wheelchair": False,
        "pram": False,
        "with_person": "",
        "result": "open",
        "result_reason": "",
    }
    return Passenger(**usual | given)


def child(key: int, born: date, kind: str = "none", **given: Any) -> Passenger:
    """Return a child that comes along with somebody."""
    return passenger(key, kind, birth_date=born, **{"with_person": "Anna"} | given)


def stop_at(stop: int | None, at: int) -> Halt:
    """Return a halt; None is the site."""
    return Halt(stop, f"S{stop}", "Ort", None, None, at, stop is None)


def ride_row(key: int = 1, *passengers: Passenger, **given: Any) -> RideRow:
    """Return a ride of bus 1 that is at the site ten minutes before nine."""
    usual: dict[str, Any] = {
        "id": key,
        "version": 1,
        "direction": "out",
        "vehicle_id": 1,
        "vehicle": "Bus 1",
        "plate": "",
        "driver_id": 50,
        "driver": "Wolf",
        "starts": AT_NINE - 50,
        "ends": AT_NINE - 10,
        "metres": 10_000,
        "status": "planned",
        "locked": False,
        "odometer_start_km": None,
        "odometer_end_km": None,
        "remark": "",
        "seats": 8,
        "courses": ("Kurs K1",),
        "lesson_starts": (AT_NINE,),
        "colour": 1,
        "halts": (stop_at(1, AT_NINE - 50), stop_at(None, AT_NINE - 10)),
        "passengers": passengers,
    }
    return RideRow(**usual | given)


def vehicle_row(key: int = 1, **stock: int) -> VehicleRow:
    """Return a bus with its child seats."""
    seats = tuple(stock.items())
    return VehicleRow(key, 1, f"Bus {key}", "", 9, 0, 1, None, None, seats, None)
