"""`kursplaner enrolment`: an enrolment is changed."""

from pathlib import Path
from typing import Any

import click

from kursplaner.basics.settings import WEEKDAYS
from kursplaner.cli.enrolments.commands import COURSE, PERSON
from kursplaner.cli.shell.german import GermanCommand
from kursplaner.cli.shell.people import PersonType
from kursplaner.cli.shell.values import DAY, DRY_RUN, TOWN, ChoiceType
from kursplaner.domain.kinds import LeaveReason, Way

DATES = ("all", "none", "odd", "even", *WEEKDAYS)
YES_OR_NO = ChoiceType(("yes", "no"))


@click.command(cls=GermanCommand, short_help="Eine Anmeldung ändern.")
@TOWN
@COURSE
@PERSON
@click.option("--from", "first", metavar="TAG", type=DAY, help="Der erste Tag im Kurs.")
@click.option(
    "--dates",
    metavar="WELCHE",
    type=ChoiceType(DATES),
    help="all, none, ein Wochentag (tue) oder jede zweite Woche (odd, even).",
)
@click.option(
    "--way",
    metavar="WEG",
    type=ChoiceType([way.value for way in Way]),
    help="Wie die Person kommt: shuttle, walk, bus, car, lift, unknown.",
)
@click.option("--stop", metavar="NAME", help="Fahrdienst ab diesem Haltepunkt.")
@click.option(
    "--direction",
    metavar="both|out|back",
    type=ChoiceType(("both", "out", "back")),
    help="Hin und zurück, nur hin oder nur zurück.",
)
@click.option(
    "--ride-day",
    "ride_days",
    metavar="TAG",
    type=ChoiceType(("all", *WEEKDAYS)),
    multiple=True,
    help="Fährt nur an diesem Wochentag mit (tue); mehrmals möglich; all heißt an allen.",
)
@click.option("--pram", metavar="yes|no", type=YES_OR_NO, help="Mit Kinderwagen.")
@click.option("--wheelchair", metavar="yes|no", type=YES_OR_NO, help="Mit Rollstuhl.")
@click.option(
    "--childcare",
    metavar="ID",
    type=PersonType(),
    multiple=True,
    help="Dieses Kind kommt in die Betreuung; mehrmals möglich.",
)
@click.option(
    "--no-childcare",
    metavar="ID",
    type=PersonType(),
    multiple=True,
    help="Dieses Kind kommt nicht mehr in die Betreuung; mehrmals möglich.",
)
@click.option(
    "--reason",
    metavar="GRUND",
    type=ChoiceType([reason.value for reason in LeaveReason]),
    help="Warum die Anmeldung endete oder abgesagt wurde.",
)
@click.option("--because", metavar="TEXT", help="Mehr zu diesem Grund.")
@click.option("--note", metavar="TEXT", help="Die Bemerkung.")
@click.option("--accept", metavar="TEXT", help="Fehlende Fahrt oder Betreuung so annehmen.")
@DRY_RUN
def enrolment(
    file: Path,
    *,
    number: str,
    person: int,
    dry_run: bool,
    **asked: Any,  # noqa: ANN401 (the options above)
) -> None:
    """Eine Anmeldung ändern: Beginn, Termine, Weg, Kinder in der Betreuung, Grund.

    Was nicht mehr gebraucht wird, wird frei; was dazukommt, wird geprüft wie bei der Anmeldung.
    Vergangenes bleibt, wie es ist.
    """
    from kursplaner.cli.courses.changing import Answer
    from kursplaner.cli.enrolments.correcting import correct_enrolment

    correct_enrolment(file, number, person, asked, Answer(dry_run=dry_run, as_json=False))
