"""`kursplaner import people`."""

from pathlib import Path

import click

from kursplaner.cli.shell.german import GermanCommand, GermanGroup
from kursplaner.cli.shell.values import DRY_RUN, PATH, TOWN


@click.group("import", cls=GermanGroup, short_help="Listen einlesen.")
def import_() -> None:
    """Listen aus anderen Programmen einlesen."""


@import_.command(cls=GermanCommand, short_help="Eine Personenliste einlesen.")
@TOWN
@click.argument("list_file", metavar="LIST", type=PATH)
@DRY_RUN
def people(file: Path, list_file: Path, *, dry_run: bool) -> None:
    """Personen aus einer .xlsx-, .ods- oder .csv-Datei einlesen, als ein Schritt.

    Die Spalten werden erkannt, Personen, die es schon gibt, nicht doppelt angelegt. Enthält eine
    Zeile einen Fehler, wird er mit Blatt, Zeile und Spalte genannt und nichts geändert.
    """
    from kursplaner.cli.people.importing import import_people

    import_people(file, list_file, dry_run=dry_run)
