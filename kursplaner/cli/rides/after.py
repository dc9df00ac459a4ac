"""One ride whole: shown, locked, and closed with its results."""

from pathlib import Path
from typing import Any

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import day_of, iso_time
from kursplaner.cli.shell import output, records
from kursplaner.cli.shell.town import town
from kursplaner.desk.wording.ride_changes import tour_name
from kursplaner.desk.wording.rides import tour_title
from kursplaner.desk.wording.words import days, names
from kursplaner.desk.wording.words.kinds import said
from kursplaner.domain.kinds import ActKind, SeatKind, SeatResult
from kursplaner.planning.rides import other_vehicle, results
from kursplaner.planning.rides.results import RideOutcome, SeatOutcome
from kursplaner.store.queries.rides.rides import Passenger, RideRow, rides_by_id
from kursplaner.store.session import Db


def ride_of(db: Db, key: int) -> RideRow:
    """Return a ride.

    Raises:
        Refused: "not_found".
    """
    ride = rides_by_id(db, [key]).get(key)
    if ride is None:
        raise Refused("not_found", noun="ride", id=key)
    return ride


def show_ride(file: Path, key: int, *, as_json: bool) -> None:
    """Print a ride with its halts and passengers."""
    with town(file) as workspace, workspace.read() as db:
        ride = ride_of(db, key)
    if as_json:
        output.say_json(_json(ride))
        return
    day = days.short_day(day_of(ride.starts))
    output.say(f"{tour_name(ride)}, {day} {days.times(ride.starts, ride.ends)}")
    who = names.spoken(ride.driver) if ride.driver else "niemand fährt"
    taxi = "ein Taxi fährt" if ride.by_taxi else ", ".join((ride.vehicle or "ohne Fahrzeug", who))
    output.say(taxi + (", gesperrt" if ride.locked else ""))
    for halt in ride.halts:
        output.say(f"  {days.clock(halt.at)}  {halt.name}")
    for passenger in ride.passengers:
        output.say(f"  {passenger.person_id}: {_line(passenger)}")
    if ride.odometer_end_km is not None:
        output.say(f"Kilometerstand {ride.odometer_start_km}–{ride.odometer_end_km}")
    if ride.remark:
        output.say(ride.remark)


def _line(passenger: Passenger) -> str:
    parts = (
        names.spoken(passenger.name),
        "" if passenger.kind == SeatKind.NONE else said(SeatKind, passenger.kind),
        said(SeatResult, passenger.result),
        passenger.result_reason,
    )
    return ", ".join(part for part in parts if part)


def _json(ride: RideRow) -> dict[str, Any]:
    """Return a ride as docs/json-schema/ride-show.json describes it."""
    return {
        "id": ride.id,
        "day": day_of(ride.starts).isoformat(),
        "direction": ride.direction,
        "courses": list(ride.courses),
        "starts": iso_time(ride.starts),
        "ends": iso_time(ride.ends),
        "status": ride.status,
        "vehicle": ride.vehicle,
        "driver": ride.driver,
        "taxi": ride.by_taxi,
        "locked": ride.locked,
        "odometer_start_km": ride.odometer_start_km,
        "odometer_end_km": ride.odometer_end_km,
        "note": ride.remark,
        "stops": [{"time": iso_time(halt.at), "name": halt.name} for halt in ride.halts],
        "people": [
            {
                "id": passenger.person_id,
                "name": passenger.name,
                "seat": passenger.kind,
                "result": passenger.result,
                "reason": passenger.result_reason,
            }
            for passenger in ride.passengers
        ],
    }


def enter_result(file: Path, key: int, given: dict[str, Any]) -> None:
    """Store what became of a ride."""
    closed = False

    def work(db: Db) -> int:
        nonlocal closed
        ride = ride_of(db, key)
        closed = results.enter(db, _outcome(db, ride, given))
        return key

    dry_run, as_json = given["dry_run"], given["as_json"]
    with town(file) as workspace:
        with workspace.read() as db:
            title = tour_title(ride_of(db, key))
        kind = ActKind.RIDE_RESULT_ENTERED
        records.store(workspace, kind, [("ride", key)], work, dry_run=dry_run)
    state = "abgeschlossen" if closed else "Ergebnis gespeichert, noch nicht vollständig"
    told = f"Fahrt {title}: {state}"
    records.say_done(key, told, (), dry_run=dry_run, as_json=as_json)


def _outcome(db: Db, ride: RideRow, given: dict[str, Any]) -> RideOutcome:
    """Return what was told of a ride; what was not told stays as it is."""
    told = dict(_told(ride, text) for text in given["people"])
    if given["every"]:
        rest = [p.seat_id for p in ride.passengers if p.result == SeatResult.OPEN]
        told = {**dict.fromkeys(rest, SeatOutcome(SeatResult.DONE)), **told}
    begins, ends = given["starts_km"], given["ends_km"]
    if begins is None:
        begins = ride.odometer_start_km
    if begins is None and ends is not None:
        begins = results.odometer_before(db, ride.id)
    return RideOutcome(
        ride.id,
        ride.version,
        told,
        begins,
        ride.odometer_end_km if ends is None else ends,
        ride.remark if given["note"] is None else given["note"],
    )


def _told(ride: RideRow, text: str) -> tuple[int, SeatOutcome]:
    """Return the seat and the result that "24=no-show: nicht am Halt" tells.

    Raises:
        Refused: "ride_result_unreadable" (text), "not_aboard".
    """
    who, _, rest = text.partition("=")
    word, _, reason = rest.partition(":")
    value = word.strip().casefold().replace("-", "_")
    if not who.strip().isdigit() or value not in {result.value for result in SeatResult}:
        raise Refused("ride_result_unreadable", text=text)
    wanted = int(who)
    seat = next((p.seat_id for p in ride.passengers if p.person_id == wanted), None)
    if seat is None:
        raise Refused("not_aboard")
    return seat, SeatOutcome(SeatResult(value), reason.strip())


def lock_ride(file: Path, key: int, *, locked: bool, dry_run: bool, as_json: bool) -> None:
    """Keep a ride as it is when the day is planned anew, or let it go."""

    def work(db: Db) -> int:
        ride = ride_of(db, key)
        if ride.locked == locked:
            raise Refused("nothing_changes")
        other_vehicle.lock(db, key, ride.version, locked=locked)
        return key

    with town(file) as workspace:
        with workspace.read() as db:
            title = tour_title(ride_of(db, key))
        subjects = [("ride", key)]
        records.store(workspace, ActKind.RIDE_CHANGED, subjects, work, dry_run=dry_run)
    what = "ist gesperrt und bleibt, wie sie ist" if locked else "ist nicht mehr gesperrt"
    told = f"Tour {title} {what}"
    records.say_done(key, told, (), dry_run=dry_run, as_json=as_json)
