"""Rooms themselves at the shell: listed, put down, changed, and given up."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kursplaner.basics.errors import Refused
from kursplaner.basics.folding import fold
from kursplaner.cli.rooms import room_id_of
from kursplaner.cli.shell import output, records
from kursplaner.cli.shell.german import GermanCommand
from kursplaner.cli.shell.town import town
from kursplaner.cli.shell.values import AS_JSON, DRY_RUN, TOWN, ChoiceType, NumberType
from kursplaner.domain.kinds import ActKind, Equipment, RoomPurpose

if TYPE_CHECKING:
    from collections.abc import Callable

    from kursplaner.planning.rooms.room_form import RoomForm, SiteForm
    from kursplaner.store.queries.rooms import RoomRow
    from kursplaner.store.session import Db

ROOM = click.option("--room", metavar="NAME", required=True, help="Der Raum.")
NOTHING = "-"
YES_OR_NO = ChoiceType(("yes", "no"))
PURPOSES = ChoiceType([purpose.value for purpose in RoomPurpose])
OPTIONS = (
    click.option("--site", metavar="NAME", help="Der Standort; einen neuen legt --street an."),
    click.option("--street", metavar="TEXT", help="Neuer Standort: Straße und Hausnummer."),
    click.option("--postcode", metavar="PLZ", help="Neuer Standort: Postleitzahl."),
    click.option("--place", metavar="ORT", help="Neuer Standort: der Ort."),
    click.option("--capacity", metavar="ZAHL", type=NumberType("ZAHL"), help="Plätze."),
    click.option(
        "--purpose", metavar="WORT", type=PURPOSES,
        help="Wofür: teaching, childcare, sport, hall, other.",
    ),
    click.option("--accessible", metavar="yes|no", type=YES_OR_NO, help="Barrierefrei."),
    click.option("--beside", metavar="NAME", help='Der Raum nebenan; "-" heißt keiner.'),
    click.option(
        "--equipment", metavar="WÖRTER", help="Ausstattung, mit Komma: beamer, toys; „-“: keine."
    ),
    click.option("--note", metavar="TEXT", help="Bemerkung."),
)  # fmt: skip


def facts(command: "Callable[..., None]") -> "Callable[..., None]":
    """Give a command an option for each fact of a room."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def list_rooms(file: Path, *, as_json: bool) -> None:
    """Print all rooms; as docs/json-schema/rooms.json describes them with `as_json`."""
    from kursplaner.desk.wording.words.kinds import said
    from kursplaner.store.queries.rooms import room_rows

    with town(file) as workspace, workspace.read() as db:
        rows = room_rows(db)
    if as_json:
        output.say_json([_json(row) for row in rows])
        return
    if not rows:
        output.say("Noch kein Raum.")
        return
    cells = [
        (row.id, row.name, row.site, row.capacity, said(RoomPurpose, row.purpose)) for row in rows
    ]
    headings = ("ID", "Raum", "Standort", "Plätze", "Genutzt für")
    output.say(output.table(headings, cells, right={0, 3}))


def _json(row: "RoomRow") -> dict[str, Any]:
    names = ("id", "name", "site", "capacity", "purpose", "accessible", "beside_id", "note")
    return {**{name: getattr(row, name) for name in names}, "equipment": sorted(row.equipment)}


@click.command(cls=GermanCommand, short_help="Einen Raum anlegen.")
@TOWN
@click.option("--name", metavar="NAME", required=True, help="Wie der Raum heißt.")
@facts
@DRY_RUN
@AS_JSON
def add(file: Path, *, name: str, dry_run: bool, as_json: bool, **given: Any) -> None:  # noqa: ANN401 (the options)
    """Einen Raum an einem Standort anlegen; ohne --site am einzigen, den es gibt."""
    from kursplaner.planning.rooms.room_form import RoomForm, store_room
    from kursplaner.store.workspace import concerning

    def work(db: "Db") -> int:
        form = RoomForm(name, _site_id(db, given))
        key = store_room(db, _filled(db, form, given))
        concerning(db, "room", key)
        return key

    with town(file) as workspace:
        key, hints = records.store(workspace, ActKind.ROOM_CHANGED, (), work, dry_run=dry_run)
    done = f"Angelegt: {name.strip()}, Raum {key}"
    records.say_stored(key, done, hints, dry_run=dry_run, as_json=as_json)


@click.command(cls=GermanCommand, short_help="Einen Raum ändern.")
@TOWN
@ROOM
@click.option("--name", metavar="NAME", help="Ein anderer Name.")
@facts
@DRY_RUN
@AS_JSON
def change(
    file: Path,
    *,
    room: str,
    name: str | None,
    dry_run: bool,
    as_json: bool,
    **given: Any,  # noqa: ANN401 (the options)
) -> None:
    """Angaben eines Raums ändern; gezeigt wird, was danach nicht mehr passt."""
    from kursplaner.planning.rooms.room_form import room_form, store_room

    with town(file) as workspace:
        with workspace.read() as db:
            key = room_id_of(db, room)

        def work(db: "Db") -> int:
            form = room_form(db, key)
            site_id = form.site_id if given["site"] is None else _site_id(db, given)
            form = replace(form, name=form.name if name is None else name, site_id=site_id)
            return store_room(db, _filled(db, form, given))

        _, hints = records.store(
            workspace, ActKind.ROOM_CHANGED, [("room", key)], work, checks=[key], dry_run=dry_run
        )
    records.say_stored(key, "Gespeichert.", hints, dry_run=dry_run, as_json=as_json)


@click.command(cls=GermanCommand, short_help="Einen Raum gibt es nicht mehr.")
@TOWN
@ROOM
@DRY_RUN
@AS_JSON
def end(file: Path, *, room: str, dry_run: bool, as_json: bool) -> None:
    """Einen Raum heute beenden, in dem nichts mehr geplant ist; was war, behält ihn."""
    from kursplaner.planning.rooms.room_form import end_room, room_form

    with town(file) as workspace:
        with workspace.read() as db:
            key = room_id_of(db, room)

        def work(db: "Db") -> int:
            end_room(db, key, room_form(db, key).version)
            return key

        subjects = [("room", key)]
        records.store(workspace, ActKind.ROOM_CHANGED, subjects, work, dry_run=dry_run)
    records.say_stored(key, "Beendet.", (), dry_run=dry_run, as_json=as_json)


def _filled(db: "Db", form: "RoomForm", given: dict[str, Any]) -> "RoomForm":
    """Return the form with what was given.

    Raises:
        Refused: "equipment_unknown"; as `room_id_of` for the room next door.
    """
    for name in ("capacity", "purpose", "note"):
        if given[name] is not None:
            form = replace(form, **{name: given[name]})
    if given["accessible"] is not None:
        form = replace(form, accessible=given["accessible"] == "yes")
    if given["beside"] is not None:
        none = given["beside"].strip() == NOTHING
        form = replace(form, beside_id=None if none else room_id_of(db, given["beside"]))
    if given["equipment"] is not None:
        words = given["equipment"].strip()
        found = frozenset() if words == NOTHING else frozenset(words.replace(",", " ").split())
        unknown = sorted(found - {kind.value for kind in Equipment})
        if unknown:
            known = [kind.value for kind in Equipment]
            raise Refused("equipment_unknown", name=unknown[0], known=known)
        form = replace(form, equipment=found)
    return form


def _site_id(db: "Db", given: dict[str, Any]) -> int:
    """Return the site that is meant; a new one where its street or place is given.

    Raises:
        Refused: "house_unknown" and "house_missing" with those there are.
    """
    from kursplaner.planning.rooms.room_form import store_site
    from kursplaner.store.queries.choices import sites

    known, name = sites(db), given["site"]
    if name is None and len(known) == 1:
        return next(iter(known))
    found = [key for key, site in known.items() if fold(site.name) == fold(name or "")]
    if found:
        return found[0]
    if name and (given["street"] or given["place"]):
        return store_site(db, _site(name, given, {site.land for site in known.values()}))
    there = [site.name for site in known.values()]
    raise Refused("house_unknown" if name else "house_missing", name=name or "", known=there)


def _site(name: str, given: dict[str, Any], lands: set[str]) -> "SiteForm":
    from kursplaner.planning.rooms.room_form import SiteForm

    land = lands.pop() if len(lands) == 1 else "SN"
    address = (given["street"] or "", given["postcode"] or "", given["place"] or "")
    return SiteForm(name, *address, land=land)
