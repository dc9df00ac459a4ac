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
@click.option("--encoding", metavar="NAME", help="Zeichensatz einer Textdatei, etwa cp1250.")
@click.option(
    "--sheet", "sheets", metavar="BLATT", multiple=True, help="Nur dieses Blatt. Mehrfach."
)
@click.option(
    "--column",
    "columns",
    metavar="SPALTE=FELD",
    multiple=True,
    help="Was eine Spalte bedeutet, etwa Gruppe=Bemerkung, D=Telefon; Gruppe= übergeht sie.",
)
@click.option("--take", metavar="ZEILE", multiple=True, help="Eine eigene Person. Mehrfach.")
@click.option(
    "--same",
    metavar="ZEILE[=FELDER]",
    multiple=True,
    help="Dieselbe Person; was fehlt, wird ergänzt. 5=Geboren,Anschrift nimmt auch diese Angaben"
    " aus der Liste, 5= keine. Mehrfach.",
)
@click.option("--later", metavar="ZEILE", multiple=True, help="Anlegen, später ansehen. Mehrfach.")
@click.option("--leave", metavar="ZEILE", multiple=True, help="Auslassen. Mehrfach.")
@click.option("--take-doubtful", is_flag=True, help="Auch Zeilen anlegen, die zu prüfen sind.")
@click.option(
    "--enrol", is_flag=True, help="Familien zuordnen und in die Kurse der Liste anmelden."
)
@click.option("--course", metavar="KURS", default="", help="Kurs, wo die Liste keinen nennt.")
@DRY_RUN
def people(file: Path, list_file: Path, *, dry_run: bool, **asked: object) -> None:
    """Personen aus einer .xlsx-, .xls-, .ods- oder .csv-Datei einlesen, als ein Schritt.

    Blätter, Spalten und Zeichensatz werden erkannt und genannt. Wer schon da ist, wird nicht
    doppelt angelegt, aber um das ergänzt, was fehlte. Was zweifelhaft ist, wird mit Zeile und
    Spalte genannt und ohne Ihre Entscheidung nicht angelegt.
    """
    from kursplaner.cli.people.importing import Asked, import_people

    import_people(file, list_file, Asked.of(asked), dry_run=dry_run)
