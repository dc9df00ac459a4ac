"""`kursplaner course continue` and `course ask`: the next half-year, and whom to ask again."""

from pathlib import Path
from typing import Any

import click

from kursplaner.cli.shell.german import GermanCommand
from kursplaner.cli.shell.people import PersonType
from kursplaner.cli.shell.values import AS_JSON, DAY, DRY_RUN, TOWN, NumberType

NUMBER = click.argument("number", metavar="NUMBER")


@click.command("continue", cls=GermanCommand, short_help="Einen Kurs fortschreiben.")
@TOWN
@NUMBER
@click.option(
    "--from", "first", metavar="TAG", type=DAY, help="Ab wann; sonst nach dem letzten Termin."
)
@click.option(
    "--new-number", metavar="NUMBER", default="", help="Nummer des neuen Kurses; sonst die nächste."
)
@click.option("--title", metavar="TEXT", default="", help="Titel des neuen Kurses.")
@click.option("--same-level", is_flag=True, help="Das Niveau bleibt, statt eine Stufe zu steigen.")
@click.option(
    "--without",
    metavar="ID",
    type=PersonType(),
    multiple=True,
    help="Diese Person geht nicht weiter; mehrmals möglich.",
)
@DRY_RUN
def continue_(
    file: Path,
    number: str,
    *,
    dry_run: bool,
    **asked: Any,  # noqa: ANN401 (the options above)
) -> None:
    """Einen Kurs mit seinen Personen ins nächste Halbjahr fortschreiben.

    Zeiten, Raum, Lehrkraft, Betreuung und Fahrten wie bisher, neu geplant. Eine Woche vor Beginn
    kommt zur Wiedervorlage, wer erneut zu fragen ist: Haltepunkt, Größe, Einwilligungen, Nachweise.
    """
    from kursplaner.cli.courses.continuing import continue_course

    continue_course(file, number, asked, dry_run=dry_run)


@click.command(cls=GermanCommand, short_help="Wen ein Kurs erneut fragt.")
@TOWN
@NUMBER
@click.option(
    "--done",
    metavar="PERSON",
    type=NumberType("PERSON"),
    multiple=True,
    help="Diese Person ist gefragt; mehrmals möglich.",
)
@click.option("--all", "everybody", is_flag=True, help="Alle sind gefragt.")
@click.option(
    "--open",
    "again",
    metavar="PERSON",
    type=NumberType("PERSON"),
    multiple=True,
    help="Diese Person ist doch noch zu fragen; mehrmals möglich.",
)
@AS_JSON
def ask(
    file: Path,
    number: str,
    *,
    done: tuple[int, ...],
    everybody: bool,
    again: tuple[int, ...],
    as_json: bool,
) -> None:
    """Zeigen und abhaken, wen ein fortgeschriebener Kurs erneut fragt, mit dem heutigen Stand."""
    from kursplaner.cli.courses.continuing import ask_again

    ask_again(file, number, done, again, everybody=everybody, as_json=as_json)
