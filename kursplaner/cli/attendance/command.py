"""`kursplaner attendance`: the marks of one lesson, shown and entered."""

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
    help="Spalten person (ID oder Name), mark (X E U W P), auf Wunsch reason, came, left.",
)
@click.option(
    "--mark",
    "people",
    metavar="PERSON=ZEICHEN",
    multiple=True,
    help='Zum Beispiel "24=X" oder "Rima Haddad=E:krank"; mehrmals möglich.',
)
@click.option("--others", metavar="ZEICHEN", default="", help="Alle, die noch keines haben.")
@click.option(
    "--because", metavar="TEXT", default="", help="Warum Abgeschlossenes berichtigt wird."
)
def attendance(
    file: Path,
    lesson_id: int,
    *,
    marks: Path | None,
    people: tuple[str, ...],
    others: str,
    because: str,
) -> None:
    """Die Anwesenheit eines Termins eintragen, als ein Schritt; ohne Angabe zeigen.

    Mit --mark für einzelne und --others für alle übrigen, oder mit --marks aus einer CSV-Datei.
    Deren erste Zeile nennt die Spalten: person (ID oder Name) und mark (X anwesend, E entschuldigt,
    U unentschuldigt, W Wechsel, P Praktikum); dazu auf Wunsch reason, came und left (Uhrzeiten).

    Ist eine Liste mit den Ergebnissen gedruckt oder war der Nachweis fällig, braucht eine
    Berichtigung --because; danach steht da, welche Liste neu zu drucken ist.
    """
    from kursplaner.cli.attendance.marking import Told, mark_attendance

    if marks is not None and (people or others):
        text = "Bitte nur eines: --marks, oder --mark und --others."
        raise click.UsageError(text, click.get_current_context())
    mark_attendance(file, lesson_id, Told(marks, people, others, because))
