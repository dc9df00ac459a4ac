"""`kursplaner vehicle`: the vehicles of the shuttle, put down, changed and given up."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kursplaner.basics.errors import Refused
from kursplaner.cli.shell import output, records
from kursplaner.cli.shell.german import GermanCommand, GermanGroup
from kursplaner.cli.shell.people import person_id_of
from kursplaner.cli.shell.town import town
from kursplaner.cli.shell.values import AS_JSON, DAY, DRY_RUN, TOWN, ChoiceType, NumberType
from kursplaner.cli.stops import stop_id_of
from kursplaner.domain.kinds import ActKind, CredentialKind, Role, SeatKind, VehicleOwner

if TYPE_CHECKING:
    from collections.abc import Callable

    from kursplaner.planning.rides.vehicles import VehicleForm
    from kursplaner.store.session import Db

NUMBER = NumberType("ZAHL")
KEY = click.argument("key", metavar="ID", type=NumberType())
NAME_HELP = "Die Bezeichnung, zum Beispiel Bus 1."
FACTS = {
    "plate": "plate",
    "seats": "seats",
    "wheelchairs": "wheelchair_places",
    "prams": "pram_places",
    "odometer": "odometer_km",
}
STOCK = {
    "child_seats": SeatKind.CHILD_SEAT,
    "boosters": SeatKind.BOOSTER,
    "infant_carriers": SeatKind.INFANT_CARRIER,
}
PAPERS = {"inspection": CredentialKind.INSPECTION, "insurance": CredentialKind.INSURANCE}
OPTIONS = (
    click.option("--plate", metavar="TEXT", help="Das Kennzeichen."),
    click.option("--seats", metavar="ZAHL", type=NUMBER, help="Sitze, mit dem der fahrenden."),
    click.option("--wheelchairs", metavar="ZAHL", type=NUMBER, help="Plätze für Rollstühle."),
    click.option("--prams", metavar="ZAHL", type=NUMBER, help="Plätze für Kinderwagen."),
    click.option("--child-seats", metavar="ZAHL", type=NUMBER, help="Kindersitze."),
    click.option("--boosters", metavar="ZAHL", type=NUMBER, help="Sitzerhöhungen."),
    click.option("--infant-carriers", metavar="ZAHL", type=NUMBER, help="Babyschalen."),
    click.option("--driver", metavar="ID", help='Wer gewöhnlich fährt; "-" heißt niemand fest.'),
    click.option("--depot", metavar="HALT", help='Wo es steht; "-" heißt am Kursort.'),
    click.option(
        "--owner",
        metavar="town|private|lent",
        type=ChoiceType([owner.value for owner in VehicleOwner]),
        help="Wem es gehört: der Kommune, privat oder geliehen.",
    ),
    click.option("--odometer", metavar="KM", type=NUMBER, help="Der Kilometerstand."),
    click.option("--inspection", metavar="TAG", type=DAY, help="Hauptuntersuchung gilt bis."),
    click.option("--insurance", metavar="TAG", type=DAY, help="Versicherung gilt bis."),
)


def facts(command: "Callable[..., None]") -> "Callable[..., None]":
    """Give a command an option for each fact of a vehicle."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


@click.group(cls=GermanGroup, short_help="Fahrzeuge des Fahrdienstes.")
def vehicle() -> None:
    """Fahrzeuge zeigen, anlegen, ändern und beenden."""


@vehicle.command("list", cls=GermanCommand, short_help="Alle Fahrzeuge.")
@TOWN
@AS_JSON
def list_(file: Path, *, as_json: bool) -> None:
    """Nummer, Kennzeichen, Sitze, Kindersitze, wer fährt und bis wann Nachweise gelten."""
    from kursplaner.planning.rides.vehicles import vehicle_form
    from kursplaner.store.queries.names import person_names
    from kursplaner.store.queries.rides.pick_ups import stop_names
    from kursplaner.store.queries.rides.rides import vehicle_rows

    with town(file) as workspace, workspace.read() as db:
        forms = [vehicle_form(db, row.id) for row in vehicle_rows(db)]
        people = person_names(db, {form.usual_driver_id or 0 for form in forms})
        stops = stop_names(db, {form.depot_stop_id or 0 for form in forms})
    rows = [_row(form, people, stops) for form in forms]
    if as_json:
        output.say_json(rows)
        return
    if not rows:
        output.say("Noch kein Fahrzeug.")
        return
    headings = ("ID", "Fahrzeug", "Kennzeichen", "Sitze", "fährt gewöhnlich", "steht")
    cells = [
        (
            row["id"],
            row["name"],
            row["plate"],
            row["seats"],
            row["driver"]["name"] if row["driver"] else "niemand fest",
            row["depot"]["name"] if row["depot"] else "am Kursort",
        )
        for row in rows
    ]
    output.say(output.table(headings, cells, right={0, 3}))


def _row(form: "VehicleForm", people: Any, stops: Any) -> dict[str, Any]:  # noqa: ANN401 (names by id)
    """Return a vehicle as docs/json-schema/vehicle-list.json describes it."""
    until = {key: form.credentials.get(kind.value) for key, kind in PAPERS.items()}
    driver, depot = form.usual_driver_id, form.depot_stop_id
    return {
        "id": form.id,
        "name": form.name,
        **{key: getattr(form, name) for key, name in FACTS.items()},
        **{key: form.child_seats.get(kind.value, 0) for key, kind in STOCK.items()},
        "owner": form.owner.value,
        "driver": {"id": driver, "name": people.get(driver, "")} if driver else None,
        "depot": {"id": depot, "name": stops.get(depot, "")} if depot else None,
        **{key: day.isoformat() if day else None for key, day in until.items()},
    }


@vehicle.command(cls=GermanCommand, short_help="Ein Fahrzeug anlegen.")
@TOWN
@click.option("--name", metavar="NAME", required=True, help=NAME_HELP)
@facts
@DRY_RUN
@AS_JSON
def add(file: Path, *, name: str, dry_run: bool, as_json: bool, **given: Any) -> None:  # noqa: ANN401 (the options)
    """Ein Fahrzeug anlegen; ohne Angabe hat es 9 Sitze und Platz für einen Kinderwagen."""
    from kursplaner.planning.rides.vehicles import VehicleForm, store_vehicle

    with town(file) as workspace:
        with workspace.read() as db:
            form = _filled(db, VehicleForm(name), given)
        key, hints = records.store(
            workspace, ActKind.VEHICLE_CHANGED, (), lambda db: store_vehicle(db, form),
            dry_run=dry_run,
        )  # fmt: skip
    done = f"Angelegt: Fahrzeug {key}"
    records.say_stored(key, done, hints, dry_run=dry_run, as_json=as_json)


@vehicle.command(cls=GermanCommand, short_help="Ein Fahrzeug ändern.")
@TOWN
@KEY
@click.option("--name", metavar="NAME", help=NAME_HELP)
@facts
@DRY_RUN
@AS_JSON
def change(
    file: Path,
    key: int,
    *,
    name: str | None,
    dry_run: bool,
    as_json: bool,
    **given: Any,  # noqa: ANN401 (the options)
) -> None:
    """Angaben eines Fahrzeugs ändern; gezeigt wird, was danach nicht mehr passt."""
    from kursplaner.planning.rides.vehicles import store_vehicle, vehicle_form

    with town(file) as workspace:
        with workspace.read() as db:
            before = vehicle_form(db, key)
            named = before if name is None else replace(before, name=name)
            form = _filled(db, named, given)
        _, hints = records.store(
            workspace, ActKind.VEHICLE_CHANGED, [("vehicle", key)],
            lambda db: store_vehicle(db, form), checks=[key], dry_run=dry_run,
        )  # fmt: skip
    records.say_stored(key, "Gespeichert.", hints, dry_run=dry_run, as_json=as_json)


@vehicle.command(cls=GermanCommand, short_help="Ein Fahrzeug fährt nicht mehr.")
@TOWN
@KEY
@DRY_RUN
@AS_JSON
def end(file: Path, key: int, *, dry_run: bool, as_json: bool) -> None:
    """Ein Fahrzeug heute beenden; vergangene Fahrten behalten es."""
    from kursplaner.planning.rides.vehicles import end_vehicle, vehicle_form

    def work(db: "Db") -> int:
        end_vehicle(db, key, vehicle_form(db, key).version)
        return key

    with town(file) as workspace:
        subjects = [("vehicle", key)]
        records.store(workspace, ActKind.VEHICLE_CHANGED, subjects, work, dry_run=dry_run)
    records.say_stored(key, "Beendet.", (), dry_run=dry_run, as_json=as_json)


def _filled(db: "Db", form: "VehicleForm", given: dict[str, Any]) -> "VehicleForm":
    """Return the form with what was given."""
    facts_given = {name: given[key] for key, name in FACTS.items() if given[key] is not None}
    stock = {kind.value: given[key] for key, kind in STOCK.items() if given[key] is not None}
    until: dict[str, date | None] = {
        kind.value: given[key] for key, kind in PAPERS.items() if given[key] is not None
    }
    form = replace(
        form,
        **facts_given,
        child_seats={**form.child_seats, **stock},
        credentials={**form.credentials, **until},
    )
    if given["owner"] is not None:
        form = replace(form, owner=VehicleOwner(given["owner"]))
    if given["driver"] is not None:
        form = replace(form, usual_driver_id=_driver(db, given["driver"]))
    if given["depot"] is not None:
        nowhere = given["depot"].strip() == "-"
        form = replace(form, depot_stop_id=None if nowhere else stop_id_of(db, given["depot"]))
    return form


def _driver(db: "Db", text: str) -> int | None:
    """Return the id of somebody who drives, by number or name; None for "-".

    Raises:
        Refused: "drives_not" for somebody who drives nothing, or as `person_id_of`.
    """
    from kursplaner.basics import clock
    from kursplaner.store.queries.choices import workers
    from kursplaner.store.queries.names import person_names

    if text.strip() == "-":
        return None
    key = person_id_of(db, text)
    if key not in {row.id for row in workers(db, [Role.DRIVER.value], clock.today())}:
        raise Refused("drives_not", name=person_names(db, {key})[key])
    return key
