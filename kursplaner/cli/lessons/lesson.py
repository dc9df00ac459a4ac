"""`kursplaner lesson`: one lesson more, another room or teacher, other times, held after all."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from kursplaner.cli.lessons.moving import ACCEPT, LESSON
from kursplaner.cli.shell.german import GermanCommand, GermanGroup
from kursplaner.cli.shell.values import AS_JSON, CLOCK, DAY, DRY_RUN, MOMENT, TOWN, ChoiceType

REACH = click.option(
    "--reach",
    metavar="one|rest|all",
    type=ChoiceType(("one", "rest", "all")),
    default="one",
    help="Nur dieser Termin, ab hier die Reihe, oder die ganze Reihe, die noch kommt.",
)


@click.group(cls=GermanGroup, short_help="Einen Termin hinzufügen oder ändern.")
def lesson() -> None:
    """Einen Termin hinzufügen, ändern, wieder stattfinden lassen.

    Verschieben und Absagen haben eigene Befehle: `move` und `cancel`.
    """


@lesson.command(cls=GermanCommand, short_help="Einen Termin mehr.")
@TOWN
@LESSON
@click.option("--to", metavar='"TAG UHRZEIT"', type=MOMENT, required=True, help="Der Beginn.")
@click.option("--room", metavar="NAME", help="Ein anderer Raum; sonst derselbe.")
@ACCEPT
@DRY_RUN
@AS_JSON
def add(file: Path, lesson_id: int, **given: Any) -> None:  # noqa: ANN401 (the options)
    """Einen Termin mehr, der wie ein anderer ist; TERMIN nennt course show.

    Lehrkraft, Kinderbetreuung und Fahrten kommen mit, soweit sie dann frei sind.
    """
    from kursplaner.cli.lessons.placing import add_lesson

    add_lesson(file, lesson_id, given)


@lesson.command(cls=GermanCommand, short_help="Raum, Lehrkraft oder Länge eines Termins.")
@TOWN
@LESSON
@click.option("--room", metavar="NAME", help='Ein anderer Raum; "-" heißt ohne Raum.')
@click.option("--teacher", metavar="NAME", help='Eine andere Lehrkraft; "-" heißt niemand.')
@click.option("--starts", metavar="UHRZEIT", type=CLOCK, help="Neuer Beginn am selben Tag.")
@click.option("--ends", metavar="UHRZEIT", type=CLOCK, help="Neues Ende.")
@REACH
@ACCEPT
@DRY_RUN
@AS_JSON
def change(file: Path, lesson_id: int, **given: Any) -> None:  # noqa: ANN401 (the options)
    """Einem Termin einen anderen Raum, eine Vertretung oder eine andere Länge geben."""
    from kursplaner.cli.lessons.placing import change_lesson

    change_lesson(file, lesson_id, given)


@lesson.command(cls=GermanCommand, short_help="Welcher Raum, welche Lehrkraft ginge.")
@TOWN
@LESSON
@click.option("--teachers", is_flag=True, help="Lehrkräfte statt Räume.")
@REACH
@AS_JSON
def choices(file: Path, lesson_id: int, *, teachers: bool, reach: str, as_json: bool) -> None:
    """Alle anderen Räume oder Lehrkräfte, die freien zuerst, und was gegen jede Wahl spricht."""
    from kursplaner.cli.lessons.placing import list_choices

    list_choices(file, lesson_id, reach, teachers=teachers, as_json=as_json)


@lesson.command(cls=GermanCommand, short_help="Einen abgesagten Termin doch halten.")
@TOWN
@LESSON
@DRY_RUN
@AS_JSON
def restore(file: Path, lesson_id: int, *, dry_run: bool, as_json: bool) -> None:
    """Eine Absage zurücknehmen; was inzwischen an seinem Platz ist, wird genannt."""
    from kursplaner.cli.lessons.placing import restore_lesson

    restore_lesson(file, lesson_id, dry_run=dry_run, as_json=as_json)


@lesson.command("take-in", cls=GermanCommand, short_help="An einem ausgelassenen Tag doch halten.")
@TOWN
@click.argument("number", metavar="NUMBER")
@click.option("--day", metavar="TAG", type=DAY, required=True, help="Der ausgelassene Tag.")
@DRY_RUN
@AS_JSON
def take_in(file: Path, number: str, *, day: date, dry_run: bool, as_json: bool) -> None:
    """Einen Tag aufnehmen, der ausgelassen war; der letzte Termin des Kurses kommt dorthin."""
    from kursplaner.cli.lessons.placing import take_in_day

    take_in_day(file, number, day, dry_run=dry_run, as_json=as_json)
