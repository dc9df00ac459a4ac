"""`kursplaner course change`: what a course is called, holds and offers."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from kursplaner.cli.shell.german import GermanCommand
from kursplaner.cli.shell.people import PersonType
from kursplaner.cli.shell.values import AS_JSON, DAY, DRY_RUN, TOWN, ChoiceType, NumberType
from kursplaner.domain.kinds import CourseType

Option = Callable[[Callable[..., None]], Callable[..., None]]
YES_OR_NO = ChoiceType(("yes", "no"))
KIND = ChoiceType([kind.value for kind in CourseType])


def _text(name: str, metavar: str, text: str) -> Option:
    return click.option(f"--{name}", metavar=metavar, help=text)


def _number(name: str, metavar: str, text: str) -> Option:
    return click.option(f"--{name}", metavar=metavar, type=NumberType(metavar), help=text)


def _yes_or_no(name: str, text: str) -> Option:
    return click.option(f"--{name}", metavar="yes|no", type=YES_OR_NO, help=text)


@click.command(cls=GermanCommand, short_help="Einen Kurs ohne Geschichte löschen.")
@TOWN
@click.argument("number", metavar="NUMBER")
@DRY_RUN
def delete(file: Path, number: str, *, dry_run: bool) -> None:
    """Einen Kurs löschen, der noch nicht begonnen hat, mit allem, was nur zu ihm gehört.

    Was schon begonnen hat, gedruckt ist oder verlassen wurde, bleibt.
    """
    from kursplaner.cli.courses.changing import Answer
    from kursplaner.cli.courses.correcting import delete_course

    delete_course(file, number, Answer(dry_run=dry_run, as_json=False))


@click.command(cls=GermanCommand, short_help="Einen Kurs ändern.")
@TOWN
@click.argument("number", metavar="NUMBER")
@_text("new-number", "NUMBER", "Eine andere Kursnummer.")
@_text("title", "TEXT", "Ein anderer Titel.")
@click.option("--kind", metavar="ART", type=KIND, help="Eine andere Kursart, wie im Entwurf.")
@_text("level", "NIVEAU", "Ein anderes Niveau; „-“ für keines.")
@_number("colour", "N", "Eine andere Farbe, 1 bis 6.")
@_number("capacity", "N", "So viele Plätze; wer auf der Warteliste passt, rückt nach.")
@click.option(
    "--skip",
    metavar="ID",
    type=PersonType(),
    multiple=True,
    help="Diese Person der Warteliste rückt nicht nach; mehrmals möglich, mit --because.",
)
@_text("because", "TEXT", "Warum jemand nicht nachrückt.")
@_number("units", "N", "So viele Einheiten insgesamt.")
@_number("unit-minutes", "MINUTEN", "So lange dauert eine Einheit.")
@_yes_or_no("women-only", "Nur für Frauen.")
@_yes_or_no("walk-in", "Offen, ohne Anmeldung.")
@_yes_or_no("pause", "Pause in den Schulferien; Termine fallen weg oder kommen dazu.")
@_text("site", "NAME", "Der Standort; „-“ für keinen.")
@_text("provider", "NAME", "Der Träger; „-“ für keinen.")
@_text("language", "TEXT", "Die Unterrichtssprache; „-“ für Deutsch.")
@_text("grant", "AKTENZEICHEN", "Die Zuwendung zu Beginn, mit --from die ab dann; „-“ für keine.")
@_yes_or_no("accessible", "Braucht einen barrierefreien Raum.")
@_text("equipment", "WÖRTER", "Was der Raum haben muss, mit Komma; „-“ für nichts.")
@_text("note", "TEXT", "Die Bemerkung; „-“ für keine.")
@click.option(
    "--from",
    "day",
    metavar="TAG",
    type=DAY,
    help="Ab wann Raum, Lehrkraft, Zuwendung, Betreuung und Fahrten anders sind; sonst heute.",
)
@_text("room", "NAME", "Der Raum aller Termine ab dann.")
@_text("teacher", "NAME", "Die Lehrkraft aller Termine ab dann.")
@_yes_or_no("childcare", "Kinderbetreuung ab dann, oder ab dann keine mehr.")
@_yes_or_no("shuttle", "Fahrdienst ab dann, oder ab dann keiner mehr.")
@click.option("--accept", metavar="TEXT", help="Konflikte mit dieser Begründung annehmen.")
@DRY_RUN
@AS_JSON
def change(
    file: Path,
    number: str,
    *,
    dry_run: bool,
    as_json: bool,
    **asked: Any,  # noqa: ANN401 (the options above)
) -> None:
    """Einen Kurs ändern und zeigen, wen und was es betrifft: in einem Schritt.

    Mit mehr Plätzen rückt nach, wer auf der Warteliste passt, in ihrer Reihenfolge. Weniger Plätze
    als Angemeldete brauchen eine Begründung. Vergangene Termine bleiben, wie sie sind.
    """
    from kursplaner.cli.courses.changing import Answer
    from kursplaner.cli.courses.correcting import correct_course

    correct_course(file, number, asked, Answer(dry_run=dry_run, as_json=as_json))
