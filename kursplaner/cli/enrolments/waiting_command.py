"""`kursplaner waiting`: who waits for a course and for what, moving up, refusing."""

from datetime import date
from pathlib import Path

import click

from kursplaner.cli.enrolments.commands import COURSE, PERSON
from kursplaner.cli.shell.german import GermanCommand, GermanGroup
from kursplaner.cli.shell.people import PersonType
from kursplaner.cli.shell.values import AS_JSON, DAY, DRY_RUN, TOWN, ChoiceType
from kursplaner.domain.kinds import LeaveReason


@click.group(cls=GermanGroup, short_help="Die Warteliste eines Kurses.")
def waiting() -> None:
    """Die Warteliste eines Kurses zeigen, nachrücken lassen, absagen."""


@waiting.command("list", cls=GermanCommand, short_help="Wer wartet, und worauf.")
@TOWN
@COURSE
@AS_JSON
def list_(file: Path, *, number: str, as_json: bool) -> None:
    """Alle Wartenden in ihrer Reihenfolge, was ihnen fehlt, und wer nachrücken kann."""
    from kursplaner.cli.enrolments.waiting import list_waiting

    list_waiting(file, number, as_json=as_json)


@waiting.command(cls=GermanCommand, short_help="Nachrücken lassen.")
@TOWN
@COURSE
@click.option("--person", metavar="ID", type=PersonType(), help="Nur diese Person.")
@click.option("--from", "day", metavar="TAG", type=DAY, help="Ab wann; sonst so bald es geht.")
@click.option("--accept", metavar="TEXT", default="", help="Warum trotzdem, oder vor anderen.")
@DRY_RUN
@AS_JSON
def up(
    file: Path,
    *,
    number: str,
    person: int | None,
    day: date | None,
    accept: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Alle nachrücken lassen, die zusammen ganz passen, in der Reihenfolge der Liste.

    Mit --person nur eine Person; passt sie nicht ganz oder warten andere vorher, braucht es
    --accept. Die Begründung bleibt bei allen stehen, die übergangen werden.
    """
    from kursplaner.cli.enrolments.waiting import move_all_up, move_person_up

    if person is None:
        move_all_up(file, number, dry_run=dry_run, as_json=as_json)
        return
    move_person_up(file, number, person, (day, accept), dry_run=dry_run, as_json=as_json)


@waiting.command(cls=GermanCommand, short_help="Jemandem absagen.")
@TOWN
@COURSE
@PERSON
@click.option(
    "--reason",
    metavar="GRUND",
    type=ChoiceType([reason.value for reason in LeaveReason]),
    help="Der Grund; sonst, was am wahrscheinlichsten fehlt.",
)
@click.option("--because", metavar="TEXT", default="", help="Eine Bemerkung dazu.")
@DRY_RUN
@AS_JSON
def refuse(
    file: Path,
    *,
    number: str,
    person: int,
    reason: str | None,
    because: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Jemanden von der Warteliste nehmen; Grund und Tag bleiben als nicht gedeckter Bedarf."""
    from kursplaner.cli.enrolments.waiting import refuse_person

    wanted = LeaveReason(reason) if reason else None
    refuse_person(file, number, person, (wanted, because), dry_run=dry_run, as_json=as_json)
