"""Passengers of a day: into another vehicle, or taken along where they had no seat."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.cli.rides.after import ride_of
from kursplaner.cli.shell import output, records
from kursplaner.cli.shell.town import town
from kursplaner.desk.ride_board import read_rides
from kursplaner.desk.wording.conflicts.obstacles import against_text
from kursplaner.desk.wording.rides import left_fix, left_reason, left_who
from kursplaner.desk.wording.words import days, names
from kursplaner.desk.wording.words.counts import counted
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.rides import day_plan, moving_parties
from kursplaner.planning.rides.day_plan import LeftBehind
from kursplaner.planning.rides.moving_parties import MoveTarget
from kursplaner.store.session import Db


def move_passenger(
    file: Path, asked: tuple[int, int], vehicle: int | None, *, dry_run: bool, as_json: bool
) -> None:
    """Show where a party (ride and person) could go, or put it there."""
    ride_id, person = asked
    with town(file) as workspace:
        with workspace.read() as db:
            ride_of(db, ride_id)
            plan = moving_parties.moves(db, ride_id, person, vehicle)
        if vehicle is None:
            lines = [_target(target) for target in plan.targets]
            _show(ride_id, lines or ["Es gibt kein weiteres Fahrzeug."], as_json=as_json)
            return
        target = plan.target(vehicle)
        if target is not None and target.blocked:
            if not as_json:
                output.say(_target(target))
            raise HardConflict(["occupied"])

        def work(db: Db) -> int:
            moving_parties.move(db, ride_id, person, vehicle)
            return ride_id

        subjects = [("ride", ride_id), ("person", person)]
        records.store(workspace, ActKind.RIDE_CHANGED, subjects, work, dry_run=dry_run)
    people = counted(len(plan.people), "person")
    told = f"{people}: jetzt {_target(target)}" if target is not None else "Umgesetzt."
    records.say_done(ride_id, told, (), dry_run=dry_run, as_json=as_json)


def _target(target: MoveTarget) -> str:
    """Return "Bus 2 (6): 8:10–8:45, dann 5 von 8 Plätzen" or what stands against it."""
    planned = target.planned
    against = [against_text(replace(obstacle, days=())) for obstacle in target.against]
    facts = [] if planned is None else [days.times(planned.starts, planned.ends)]
    if planned is not None:
        facts.append(f"dann {target.people} von {counted(target.seats, 'place', dative=True)}")
    state = "geht nicht" if target.blocked else ""
    parts = [part for part in (state, *(() if target.blocked else facts), *against) if part]
    return f"{target.vehicle} ({target.vehicle_id}): {', '.join(dict.fromkeys(parts))}"


def take_along(
    file: Path, person: int | None, day: date | None, *, dry_run: bool, as_json: bool
) -> None:
    """Show who has no seat on a day and what helps, or take somebody along."""
    on = day or clock.today()
    with town(file) as workspace:
        with workspace.read() as db:
            left = read_rides(db, on).left
        if person is None:
            lines = [_left(party, on) for party in left]
            none = [f"Am {days.short_day(on)} haben alle einen Platz."]
            _show(0, lines or none, as_json=as_json)
            return
        found = next((party for party in left if party.person_id == person), None)
        if found is None:
            raise Refused("has_a_seat", id=person, day=on)

        def work(db: Db) -> int:
            day_plan.take_along(db, on, found)
            return person

        subjects = [("course", found.course_id)]
        records.store(workspace, ActKind.RIDES_PLANNED, subjects, work, dry_run=dry_run)
    told = f"{names.spoken(found.name)} fährt jetzt mit"
    records.say_done(person, told, (), dry_run=dry_run, as_json=as_json)


def _left(party: LeftBehind, on: date) -> str:
    who, where = left_who(party, names.spoken(party.name), on)
    helps = left_fix(party)[1]
    parts = (f"{party.person_id}: {who}", where, left_reason(party))
    return ", ".join(part for part in parts if part) + (f" Das hilft: {helps}." if helps else "")


def _show(key: int, lines: list[str], *, as_json: bool) -> None:
    if as_json:
        output.say_json({"id": key or None, "hints": lines, "stored": False})
        return
    for line in lines:
        output.say(line)
