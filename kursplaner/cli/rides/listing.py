"""The rides of a day in the shell, as a table or as JSON."""

from datetime import date
from pathlib import Path
from typing import Any

from kursplaner.basics import clock
from kursplaner.basics.spans import clock_text, minute_of_day, time_of
from kursplaner.cli.shell import output
from kursplaner.cli.shell.town import town
from kursplaner.desk.wording.rides import tour_title
from kursplaner.desk.wording.words.kinds import said
from kursplaner.domain.kinds import Direction, DrivenBy
from kursplaner.planning.rides.day import boarding, riding, without_those_away
from kursplaner.store.queries.rides.rides import Halt, RideRow, rides_day

AWAY = ", nicht da"
HEADINGS = ("ID", "Zeit", "Tour", "Fahrzeug", "Fahrer:in", "Plätze")


def list_rides(file: Path, day: date | None, *, as_json: bool) -> None:
    """Print the rides of a day."""
    with town(file) as workspace, workspace.read() as db:
        rides = rides_day(db, day or clock.today())
        there = without_those_away(db, rides)
    if as_json:
        output.say_json([_json(ride, can_be) for ride, can_be in zip(rides, there, strict=True)])
        return
    if not rides:
        output.say("An diesem Tag fährt niemand.")
        return
    rows = [_row(ride, can_be) for ride, can_be in zip(rides, there, strict=True)]
    output.say(output.table(HEADINGS, rows, right={0}))


def _row(ride: RideRow, there: RideRow) -> tuple[object, ...]:
    """Return one ride; `there` is it without a driver or vehicle that is away."""
    times = "–".join(clock_text(minute_of_day(at)) for at in (ride.starts, ride.ends))
    tour = f"{tour_title(ride)}, {said(Direction, ride.direction)}"
    taken = len(riding(ride))
    vehicle = f"{ride.vehicle} ({ride.vehicle_id})" if ride.vehicle else "ohne"
    driver = f"{ride.driver} ({ride.driver_id})" if ride.driver else "niemand"
    vehicle += AWAY * (there.vehicle_id != ride.vehicle_id)
    driver += AWAY * (there.driver_id != ride.driver_id)
    if ride.by_taxi:
        vehicle, driver = said(DrivenBy, DrivenBy.TAXI), ""
    return ride.id, times, tour, vehicle, driver, f"{taken}/{ride.seats}" if ride.seats else taken


def _json(ride: RideRow, there: RideRow) -> dict[str, Any]:
    """Return one ride as docs/json-schema/ride-list.json describes it."""
    return {
        "id": ride.id,
        "direction": ride.direction,
        "courses": list(ride.courses),
        "starts": f"{time_of(ride.starts):%H:%M}",
        "ends": f"{time_of(ride.ends):%H:%M}",
        "status": ride.status,
        "vehicle": _used(ride.vehicle_id, ride.vehicle, there.vehicle_id),
        "driver": _used(ride.driver_id, ride.driver, there.driver_id),
        "taxi": ride.by_taxi,
        "driven": not there.nobody_drives,
        "locked": ride.locked,
        "seats": ride.seats,
        "people": len(riding(ride)),
        "stops": [_halt(ride, halt) for halt in ride.halts],
    }


def _used(key: int | None, name: str | None, there: int | None) -> dict[str, Any] | None:
    if key is None:
        return None
    return {"id": key, "name": name, "away": there != key}


def _halt(ride: RideRow, halt: Halt) -> dict[str, Any]:
    on = [passenger for passenger in boarding(ride, halt) if passenger in riding(ride)]
    return {
        "time": f"{time_of(halt.at):%H:%M}",
        "name": halt.name,
        "municipality": halt.municipality,
        "site": halt.is_site,
        "people": [{"id": passenger.person_id, "name": passenger.name} for passenger in on],
    }
