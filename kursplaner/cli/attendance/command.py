"""`kursplaner attendance`: the marks of one lesson from a file."""

from pathlib import Path

import click

from kursplaner.cli.shell.german import GermanCommand
from kursplaner.cli.shell.values import PATH, TOWN, NumberType


@click.command(cls=GermanCommand, short_help="Anwesenheit eines Termins eintragen.")
@TOWN
@click.argument("lesson_id", metavar="TERMIN", type=NumberType("TERMIN"))
@click.option(
    "--marks",
    metavar="MARKS.CSV",
    type=PATH,
    required=True,
    help="Spalten person (ID oder Name), mark (X E U W P), auf Wunsch reason, came, left.",
)
@click.option(
    "--because", metavar="TEXT", default="", help="Warum Abgeschlossenes berichtigt wird."
)
def attendance(file: Path, lesson_id: int, *, marks: Path, because: str) -> None:
    """Die Anwesenheit eines Termins aus einer CSV-Datei eintragen, als ein Schritt.

    Die erste Zeile nennt die Spalten: person (ID oder Name) und mark (X anwesend, E entschuldigt,
    U unentschuldigt, W Wechsel, P Praktikum); dazu auf Wunsch reason, came und left (Uhrzeiten).

    Ist eine Liste mit den Ergebnissen gedruckt oder war der Nachweis fällig, braucht eine
    Berichtigung --because; danach steht da, welche Liste neu zu drucken ist.
    """
    from kursplaner.cli.attendance.marking import mark_attendance

    mark_attendance(file, lesson_id, marks, because)
