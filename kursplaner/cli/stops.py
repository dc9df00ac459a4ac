"""`kursplaner stop`: the stops of the shuttle, found by the name of their place."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kursplaner.basics.errors import Refused
from kursplaner.basics.folding import fold
from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand, GermanGroup
from kursplaner.cli.shell.town import town
from kursplaner.cli.shell.values import AS_JSON, DRY_RUN, TOWN, NumberType
from kursplaner.domain.kinds import ActKind

if TYPE_CHECKING:
    from kursplaner.basics.place_names import NamedPlace
    from kursplaner.desk.locating import Meant
    from kursplaner.store.session import Db
    from kursplaner.store.workspace import Workspace

KEY = click.argument("key", metavar="ID", type=NumberType())
AT = click.option(
    "--at",
    "point",
    metavar="LAGE",
    help='"50,3201 12,2599", die Adresse aus einer Karte oder "4 km südlich von Adorf".',
)
NOTE = click.option("--note", metavar="TEXT", help="Bemerkung.")


@click.group(cls=GermanGroup, short_help="Haltepunkte des Fahrdienstes.")
def stop() -> None:
    """Haltepunkte des Fahrdienstes zeigen, anlegen, ändern und beenden."""


@stop.command("list", cls=GermanCommand, short_help="Alle Haltepunkte.")
@TOWN
@AS_JSON
def list_(file: Path, *, as_json: bool) -> None:
    """Nummer, Ort und Lage jedes Haltepunkts."""
    from kursplaner.planning.rides.stops import point_text
    from kursplaner.store.queries.names import stop_name
    from kursplaner.store.queries.rides.rides import stop_rows

    with town(file) as workspace, workspace.read() as db:
        rows = stop_rows(db)
    if as_json:
        columns = ("id", "name", "municipality", "latitude", "longitude")
        output.say_json([{name: getattr(row, name) for name in columns} for row in rows])
        return
    if not rows:
        output.say("Noch kein Haltepunkt.")
    for row in rows:
        where = point_text(row.latitude, row.longitude) or "ohne Lage"
        output.say(f"{row.id}: {stop_name(row.name, row.municipality)} ({where})")


@stop.command(cls=GermanCommand, short_help="Einen Haltepunkt anlegen.")
@TOWN
@click.option("--place", metavar="ORT", required=True, help="Der Ort; er bringt die Lage mit.")
@click.option("--name", metavar="NAME", required=True, help="Der Haltepunkt, zum Beispiel Markt.")
@AT
@NOTE
@DRY_RUN
def add(
    file: Path, *, place: str, name: str, point: str | None, note: str | None, dry_run: bool
) -> None:
    """Einen Haltepunkt anlegen; ohne --at liegt er in der Mitte des Ortes."""
    from kursplaner.desk.locating import point_meant
    from kursplaner.planning.rides.stops import StopForm, place_called, store_stop

    with town(file) as workspace:
        with workspace.read() as db:
            at = point_meant(db, point or "")
            found = None if at else place_called(db, place)
        latitude, longitude = found.point if found else at.point if at else (None, None)
        form = StopForm(name, found.name if found else place, latitude, longitude, note or "")
        if found is not None:
            _say_place(workspace, found)
        _say_way(at)
        with workspace.rehearse() if dry_run else workspace.change(ActKind.STOP_CHANGED) as db:
            key = store_stop(db, form)
        if not dry_run:
            output.say(f"Angelegt: Haltepunkt {key}")
    if dry_run:
        output.say(output.NOT_STORED)


@stop.command(cls=GermanCommand, short_help="Einen Haltepunkt ändern.")
@TOWN
@KEY
@click.option("--place", metavar="ORT", help="Ein anderer Ort; er bringt seine Lage mit.")
@click.option("--name", metavar="NAME", help="Ein anderer Name.")
@AT
@NOTE
def change(
    file: Path,
    key: int,
    *,
    place: str | None,
    name: str | None,
    point: str | None,
    note: str | None,
) -> None:
    """Ort, Namen, Lage oder Bemerkung eines Haltepunkts ändern."""
    from kursplaner.desk.locating import point_meant
    from kursplaner.planning.rides.stops import place_called, stop_form, store_stop

    with town(file) as workspace:
        with workspace.read() as db:
            form = stop_form(db, key)
            found = place_called(db, place) if place and point is None else None
            at = point_meant(db, point or "")
        if found is not None:
            _say_place(workspace, found)
            form = replace(form, municipality=found.name)
            form = replace(form, latitude=found.point[0], longitude=found.point[1])
        elif place:
            form = replace(form, municipality=place)
        if point is not None:
            _say_way(at)
            latitude, longitude = at.point if at else (None, None)
            form = replace(form, latitude=latitude, longitude=longitude)
        form = replace(form, name=form.name if name is None else name)
        form = replace(form, note=form.note if note is None else note)
        with workspace.change(ActKind.STOP_CHANGED, [("stop", key)]) as db:
            store_stop(db, form)
    output.done("Gespeichert.")


@stop.command(cls=GermanCommand, short_help="Einen Haltepunkt beenden.")
@TOWN
@KEY
def end(file: Path, key: int) -> None:
    """Einen Haltepunkt beenden, den niemand mehr braucht; vergangene Fahrten behalten ihn."""
    from kursplaner.planning.rides.stops import end_stop, stop_form

    with town(file) as workspace:
        with workspace.read() as db:
            form = stop_form(db, key)
        with workspace.change(ActKind.STOP_CHANGED, [("stop", key)]) as db:
            end_stop(db, key, form.version)
    output.done("Beendet.")


def _say_place(workspace: "Workspace", place: "NamedPlace") -> None:
    from kursplaner.desk.wording.words.places import place_words
    from kursplaner.planning.rides.stops import middle_of_town

    with workspace.read() as db:
        near = middle_of_town(db)
    output.say(f"Ortsmitte: {place_words(place, near)}")


def stop_id_of(db: "Db", name: str) -> int:
    """Return the stop of that name, with or without its place.

    Raises:
        Refused: "stop_name_unknown", "name_ambiguous".
    """
    from kursplaner.store.queries.rides.rides import stop_rows

    found = [row.id for row in stop_rows(db) if _is(row.municipality, row.name, name)]
    if len(found) != 1:
        kind = "name_ambiguous" if found else "stop_name_unknown"
        raise Refused(kind, name=name, count=len(found))
    return found[0]


def _is(place: str, name: str, wanted: str) -> bool:
    return fold(wanted) in {fold(name), fold(f"{place}, {name}"), fold(f"{place} {name}")}


def _say_way(meant: "Meant | None") -> None:
    from kursplaner.desk.wording.words.places import way_words

    if meant is not None and meant.place is not None:
        output.say(f"Geschätzt: {way_words(meant.metres, meant.side, meant.place)}")
