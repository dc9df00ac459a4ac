"""`kursplaner enrol` and `kursplaner leave`."""

from datetime import date
from pathlib import Path

import click

from kursplaner.basics.settings import WEEKDAYS
from kursplaner.cli.shell.german import GermanCommand
from kursplaner.cli.shell.people import PersonType
from kursplaner.cli.shell.values import DAY, TOWN, ChoiceType

COURSE = click.option("--course", "number", metavar="NUMBER", required=True, help="Die Kursnummer.")
PERSON = click.option(
    "--person", metavar="ID", type=PersonType(), required=True, help="Die Nummer der Person."
)


@click.command(cls=GermanCommand, short_help="Eine Person anmelden.")
@TOWN
@COURSE
@PERSON
@click.option("--with-children", is_flag=True, help="Auch ihre Kinder für die Betreuung.")
@click.option(
    "--ride-day",
    "ride_days",
    metavar="TAG",
    type=ChoiceType(WEEKDAYS),
    multiple=True,
    help="Fährt nur an diesem Wochentag mit (tue); mehrmals möglich.",
)
@click.option(
    "--accept",
    metavar="TEXT",
    default="",
    help="Mit dieser Begründung anmelden, obwohl der Kurs voll ist oder andere vorher warten.",
)
def enrol(
    file: Path,
    *,
    number: str,
    person: int,
    with_children: bool,
    ride_days: tuple[str, ...],
    accept: str,
) -> None:
    """Eine Person in einem Kurs anmelden, auf Wunsch mit ihren Kindern.

    Kursplatz, Betreuungsplatz und Platz im Fahrzeug werden zusammen geprüft. Fehlt einer davon,
    oder warten andere vorher darauf, kommt die Person auf die Warteliste.
    """
    from kursplaner.cli.enrolments.enrolling import Asked, enrol_person

    chosen = frozenset(WEEKDAYS.index(day) for day in ride_days) or None
    asked = Asked(with_children, accept, chosen)
    enrol_person(file, number, person, asked)


@click.command(cls=GermanCommand, short_help="Eine Person abmelden.")
@TOWN
@COURSE
@PERSON
@click.option("--day", metavar="TAG", type=DAY, required=True, help="Der letzte Tag im Kurs.")
def leave(file: Path, *, number: str, person: int, day: date) -> None:
    """Eine Person aus einem Kurs abmelden; Betreuung und Fahrten werden frei."""
    from kursplaner.cli.enrolments.enrolling import leave_course

    leave_course(file, number, person, day)
