"""`kursplaner guests`: how many came to an open evening, counted without names."""

from pathlib import Path

import click

from kursplaner.basics.errors import Refused
from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand
from kursplaner.cli.shell.town import town
from kursplaner.cli.shell.values import TOWN, NumberType
from kursplaner.domain.kinds import ActKind

COUNT = NumberType("ANZAHL")


@click.command(cls=GermanCommand, short_help="Gäste eines offenen Termins zählen.")
@TOWN
@click.argument("lesson_id", metavar="TERMIN", type=NumberType("TERMIN"))
@click.option("--adults", metavar="ANZAHL", type=COUNT, help="Erwachsene.")
@click.option("--women", metavar="ANZAHL", type=COUNT, help="Davon Frauen.")
@click.option("--children", metavar="ANZAHL", type=COUNT, help="Kinder.")
@click.option("--age", "ages", metavar="AB=ANZAHL", multiple=True, help='Ab welchem Alter: "27=3".')
@click.option("--clear", is_flag=True, help="Die Zahlen wieder löschen.")
def guests(
    file: Path,
    lesson_id: int,
    *,
    adults: int | None,
    women: int | None,
    children: int | None,
    ages: tuple[str, ...],
    clear: bool,
) -> None:
    """Gäste ohne Namen eintragen: Erwachsene, Frauen, Kinder, auf Wunsch nach Alter.

    Ohne Zahlen wird gezeigt, was eingetragen ist. Altersgruppen beginnen, wo die Einstellungen es
    sagen: von Haus aus bei 0, 3, 6, 10, 18, 27, 40 und 60.
    """
    from kursplaner.desk.lessons.extras import NOT_COUNTED, guests_text
    from kursplaner.desk.wording.words.ages import age_words
    from kursplaner.domain.attendance.rules import guest_groups
    from kursplaner.planning.attendance import guests as counting
    from kursplaner.planning.attendance.guests import GuestCount
    from kursplaner.store.settings import settings_of

    given = [adults, women, children]
    with town(file) as workspace:
        if clear:
            with workspace.change(ActKind.TALLY_ENTERED, [("lesson", lesson_id)]) as db:
                counting.clear(db, lesson_id)
        elif ages or any(number is not None for number in given):
            count = GuestCount(adults or 0, women or 0, children or 0, _ages(ages))
            with workspace.change(ActKind.TALLY_ENTERED, [("lesson", lesson_id)]) as db:
                counting.enter(db, lesson_id, count)
        with workspace.read() as db:
            found = counting.counted(db, lesson_id)
            groups = guest_groups(settings_of(db))
    if (clear or ages or any(number is not None for number in given)) and not output.kept():
        output.done("")
    output.say(NOT_COUNTED.capitalize() if found is None else guests_text(found))
    for age, people in sorted(found.ages.items() if found is not None else ()):
        output.say(f"  {age_words(age, groups)}: {people}")


def _ages(texts: tuple[str, ...]) -> dict[int, int]:
    """Return how many are in each group, from texts like "27=3".

    Raises:
        Refused: "age_group_unreadable", "age_group_twice".
    """
    found: dict[int, int] = {}
    for text in texts:
        age, _, people = text.partition("=")
        if not (age.strip().isdecimal() and people.strip().isdecimal()):
            raise Refused("age_group_unreadable", text=text)
        if int(age) in found:
            raise Refused("age_group_twice", age=int(age))
        found[int(age)] = int(people)
    return found
