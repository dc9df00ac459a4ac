"""`kursplaner print`: attendance, childcare, driver, evaluation and door sheets as PDF."""

from pathlib import Path
from typing import Any

import click

from kursplaner.cli.german import GermanCommand, GermanGroup
from kursplaner.cli.values import DAY, PATH, ChoiceType
from kursplaner.domain.kinds import SheetKind

PROFILES = ("simple", "bamf")
KINDS = (
    (SheetKind.ATTENDANCE, "Anwesenheitslisten."),
    (SheetKind.CHILDCARE, "Betreuungslisten, eine je Tag."),
    (SheetKind.DRIVER, "Fahrtenblätter, eines je Fahrt."),
    (SheetKind.EVALUATION, "Evaluationsbögen."),
    (SheetKind.DOOR, "Türschilder, eines je Raum und Tag."),
)


@click.group("print", cls=GermanGroup, short_help="Listen und Blätter als PDF.")
def print_() -> None:
    """Listen und Blätter als PDF schreiben.

    Ohne Zeitraum kommt, was heute ansteht, und wenn heute nichts ist, der nächste Tag mit
    Terminen.
    """


def _command(kind: SheetKind, title: str) -> click.Command:
    """Return the command that prints one kind of sheet."""

    def run(file: Path, **options: Any) -> None:  # noqa: ANN401 (click's values)
        from kursplaner.cli.printing import print_sheets

        print_sheets(file, kind, options)

    options: list[click.Parameter] = [
        click.Argument(["file"], metavar="FILE", type=PATH),
        click.Option(["--course"], metavar="NUMBER", help="Nur dieser Kurs."),
        click.Option(["--from", "first"], metavar="TAG", type=DAY, help="Erster Tag."),
        click.Option(["--to", "last"], metavar="TAG", type=DAY, help="Letzter Tag."),
        click.Option(
            ["--profile"],
            type=ChoiceType(PROFILES),
            default="simple",
            help="simple: einfaches Blatt (Vorgabe), bamf: 16 Zeilen, Kommt/Geht.",
        ),
        click.Option(["--out"], metavar="X.PDF", type=PATH, required=True, help="Das PDF."),
    ]
    return GermanCommand(kind.value, callback=run, params=options, help=title, short_help=title)


for _kind, _title in KINDS:
    print_.add_command(_command(_kind, _title))
