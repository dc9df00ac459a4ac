"""`kursplaner create`: the empty file of a new town."""

from pathlib import Path

import click

from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand
from kursplaner.cli.shell.values import PATH, ChoiceType
from kursplaner.desk.wording.words.places import LANDS

CODES = ChoiceType([code.casefold() for code, _ in LANDS])
SUFFIX = ".kursplan"


@click.command(cls=GermanCommand, short_help="Eine neue Datei anlegen.")
@click.argument("file", metavar="FILE", type=PATH)
@click.option("--town", "name", metavar="NAME", required=True, help="Stadt oder Gemeinde.")
@click.option("--land", metavar="LAND", type=CODES, default="sn", help="Für Ferien; sonst SN.")
@click.option("--second-land", metavar="LAND", type=CODES, help="Ein zweites, für Nachbarn.")
def create(file: Path, *, name: str, land: str, second_land: str | None) -> None:
    """Eine leere Datei für eine Stelle anlegen; eine vorhandene wird nie überschrieben.

    LAND ist das Kürzel des Bundeslands, zum Beispiel SN, TH oder BY. Alles Weitere steht in
    den Einstellungen: kursplaner settings list.
    """
    from kursplaner.store.workspace import Workspace

    if not name.strip():
        text = "--town: Der Name der Stadt oder Gemeinde fehlt."
        raise click.UsageError(text, click.get_current_context())
    path = file if file.suffix.casefold() == SUFFIX else file.with_name(f"{file.name}{SUFFIX}")
    more = {"calendar.second_land": second_land.upper()} if second_land else {}
    Workspace.create(path, town=name.strip(), land=land.upper(), more=more).close()
    output.say(f"Angelegt: {path}")
