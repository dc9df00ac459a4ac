"""`kursplaner times`, `merge` and `split`: a course changes from a day on."""

from pathlib import Path
from typing import Any

import click

from kursplaner.cli.courses.weekly import WEEKLY
from kursplaner.cli.shell.german import GermanCommand
from kursplaner.cli.shell.people import PersonType
from kursplaner.cli.shell.values import AS_JSON, DAY, DRY_RUN, TOWN, MinutesType, NumberType

FROM = click.option(
    "--from", "first", metavar="TAG", type=DAY, required=True, help="Der erste Tag, der gilt."
)
NUMBER = click.argument("number", metavar="NUMBER")


@click.command(cls=GermanCommand, short_help="Andere Zeiten für einige Wochen.")
@TOWN
@NUMBER
@FROM
@click.option("--to", "last", metavar="TAG", type=DAY, required=True, help="Der letzte Tag.")
@click.option(
    "--time",
    "weekly",
    metavar='"WOCHENTAG VON-BIS"',
    type=WEEKLY,
    multiple=True,
    help="Neue Zeit eines Wochentags, zum Beispiel „Di 10:00-12:00“; mehrmals möglich.",
)
@click.option(
    "--shift", metavar="MINUTEN", type=MinutesType(), default=0, help="Um so viel später."
)
@click.option(
    "--unit", metavar="MINUTEN", type=MinutesType(), help="So lange dauert eine Einheit dann."
)
@click.option("--make-up", is_flag=True, help="Was fehlt, am Ende des Kurses unterrichten.")
@DRY_RUN
@AS_JSON
def times(
    file: Path,
    number: str,
    *,
    dry_run: bool,
    as_json: bool,
    **asked: Any,  # noqa: ANN401 (the options above)
) -> None:
    """Einen Kurs für einige Wochen zu anderen Zeiten halten, zum Beispiel im Ramadan.

    Kinderbetreuung und Fahrten ziehen mit, die Einheiten werden neu gezählt. Vergangene Termine
    und solche mit eingetragener Anwesenheit bleiben, wie sie sind.
    """
    from kursplaner.cli.courses.changing import Answer, change_times

    wish = {
        "shift_minutes": asked["shift"],
        "unit_minutes": asked["unit"],
        "at_end": asked["make_up"],
    }
    answer = Answer(dry_run=dry_run, as_json=as_json)
    change_times(file, number, (asked["first"], asked["last"]), asked["weekly"], wish, answer)


@click.command(cls=GermanCommand, short_help="Zwei Kurse zusammenlegen.")
@TOWN
@click.argument("goes", metavar="FROM_NUMBER")
@click.argument("stays", metavar="INTO_NUMBER")
@FROM
@click.option("--capacity", metavar="N", type=NumberType("N"), help="So viele Plätze dann.")
@click.option("--accept", metavar="TEXT", help="Konflikte mit dieser Begründung annehmen.")
@DRY_RUN
@AS_JSON
def merge(
    file: Path,
    goes: str,
    stays: str,
    *,
    dry_run: bool,
    as_json: bool,
    **asked: Any,  # noqa: ANN401 (the options above)
) -> None:
    """Einen Kurs ab einem Tag in einem anderen aufgehen lassen.

    Personen, Warteliste, Kinderbetreuung und Fahrten kommen mit; die übrigen Termine des einen
    Kurses entfallen. Was bis dahin war, bleibt mit seiner Zuwendung, wo es ist.
    """
    from kursplaner.cli.courses.changing import Answer, merge_courses

    answer = Answer(dry_run=dry_run, as_json=as_json)
    numbers, capacity, accept = (goes, stays), asked["capacity"], asked["accept"]
    merge_courses(file, numbers, asked["first"], capacity, accept, answer)


@click.command(cls=GermanCommand, short_help="Einen Kurs teilen.")
@TOWN
@NUMBER
@FROM
@click.option(
    "--person",
    "people",
    metavar="ID",
    type=PersonType(),
    multiple=True,
    help="Wer geht; mehrmals möglich. Sonst die Hälfte, die zuletzt kam.",
)
@click.option("--number", "new", metavar="NUMBER", default="", help="Nummer des neuen Kurses.")
@click.option("--title", metavar="TEXT", default="", help="Titel des neuen Kurses.")
@click.option(
    "--time",
    "weekly",
    metavar='"WOCHENTAG VON-BIS"',
    type=WEEKLY,
    multiple=True,
    help="Wann der neue Kurs ist, zum Beispiel „Di 14:00-16:15“; sonst wie der alte.",
)
@click.option("--room", metavar="NAME", help="Ein bestimmter Raum; sonst wird einer vorgeschlagen.")
@click.option("--teacher", metavar="NAME", help="Eine bestimmte Lehrkraft; sonst ein Vorschlag.")
@DRY_RUN
@AS_JSON
def split(
    file: Path,
    number: str,
    *,
    dry_run: bool,
    as_json: bool,
    **asked: Any,  # noqa: ANN401 (the options above)
) -> None:
    """Einige Personen eines Kurses ab einem Tag in einem neuen weiterführen.

    Der neue Kurs bekommt die Einheiten, die noch fehlen; Raum, Lehrkraft, Kinderbetreuung und
    Fahrten werden vorgeschlagen.
    """
    from kursplaner.cli.courses.changing import Answer, split_course

    wish = {
        "person_ids": asked["people"],
        "number": asked["new"],
        **{key: asked[key] for key in ("title", "weekly", "room", "teacher")},
    }
    answer = Answer(dry_run=dry_run, as_json=as_json)
    split_course(file, number, asked["first"], wish, answer)
