"""`kursplaner print`: attendance, childcare, driver, evaluation and door sheets as PDF."""

from datetime import date
from pathlib import Path

import click

from kursplaner.cli.printing.centre import confirm, due, missing
from kursplaner.cli.printing.of_the_moment import confirmation, emergency, evacuation
from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand, GermanGroup
from kursplaner.cli.shell.town import town
from kursplaner.cli.shell.values import DAY, PATH, ChoiceType, NumberType
from kursplaner.domain.kinds import SheetKind

PROFILES = ("simple", "bamf", "bamf_sections")
VERSIONS = ("standard", "easy", "literacy", "children")
AS_SET = "Vorgabe: wie in den Einstellungen."
PROFILE_HELP = (
    "simple: einfaches Blatt; bamf: 16 Zeilen, Kommt/Geht; bamf_sections: ebenso, je Abschnitt. "
    f"{AS_SET}"
)
PRINTED_HELP = "Die Blätter gelten als gedruckt. Vorgabe: nur gespeichert."
RESULT = click.Option(
    ["--result"], is_flag=True, help="Mit Zeichen und Summen statt Feldern zum Unterschreiben."
)
EVERY = click.Option(
    ["--all", "every"], is_flag=True, help="Auch Kurse, die noch nicht bald enden."
)
SECTION = click.Option(
    ["--section"], type=NumberType(), help="Nur dieser Abschnitt (BAMF), mit --course."
)
VERSION_HELP = (
    "standard; easy: leichte Sprache; literacy: mit Bildern; children: für Kinder."
    " Vorgabe: was für den Kurs zuletzt gewählt war, sonst nach der Kursart."
)
KINDS = (
    (SheetKind.ATTENDANCE, "Anwesenheitslisten.", PROFILES, PROFILE_HELP),
    (SheetKind.CHILDCARE, "Betreuungslisten, eine je Tag.", PROFILES, "Hier ohne Wirkung."),
    (SheetKind.DRIVER, "Fahrtenblätter, eines je Fahrt.", PROFILES, "Hier ohne Wirkung."),
    (SheetKind.EVALUATION, "Evaluationsbögen.", (*PROFILES, *VERSIONS), VERSION_HELP),
    (SheetKind.DOOR, "Türaushänge, einer je Raum und Tag.", PROFILES, "Hier ohne Wirkung."),
)


@click.group("print", cls=GermanGroup, short_help="Listen und Blätter als PDF.")
def print_() -> None:
    """Listen und Blätter als PDF schreiben.

    Ohne Zeitraum kommt, was heute ansteht, und wenn heute nichts ist, der nächste Tag mit
    Terminen; Anwesenheitslisten gelten dann für den ganzen Monat.
    """


def _options(
    kind: SheetKind, profiles: tuple[str, ...], profile_help: str
) -> list[click.Parameter]:
    return [
        click.Argument(["file"], metavar="FILE", type=PATH),
        click.Option(["--course"], metavar="NUMBER", help="Nur dieser Kurs."),
        click.Option(["--from", "first"], metavar="TAG", type=DAY, help="Erster Tag."),
        click.Option(["--to", "last"], metavar="TAG", type=DAY, help="Letzter Tag."),
        click.Option(["--profile"], type=ChoiceType(profiles), help=profile_help),
        *([RESULT, SECTION] if kind is SheetKind.ATTENDANCE else []),
        *([EVERY] if kind is SheetKind.EVALUATION else []),
        click.Option(["--out"], metavar="X.PDF", type=PATH, required=True, help="Das PDF."),
        click.Option(["--printed"], is_flag=True, help=PRINTED_HELP),
    ]


def _command(
    kind: SheetKind, title: str, profiles: tuple[str, ...], profile_help: str
) -> click.Command:
    """Return the command that prints one kind of sheet."""

    def run(  # noqa: PLR0913 -- each is one option of the command
        file: Path,
        *,
        course: str | None,
        first: date | None,
        last: date | None,
        profile: str | None,
        out: Path,
        printed: bool = False,
        result: bool = False,
        every: bool = False,
        section: int | None = None,
    ) -> None:
        from kursplaner.desk.printing.of_one_kind import print_sheets

        if section is not None and course is None:
            text = "Bitte geben Sie mit --section auch --course an."
            raise click.UsageError(text, click.get_current_context())
        with town(file) as workspace:
            period = (first, last)
            choices = (course, period, profile or "", out)
            report = print_sheets(
                workspace,
                kind,
                *choices,
                filled=result,
                every=every,
                on_paper=printed,
                section=section or 0,
            )
        for line in report.lines:
            output.say(line)

    options = _options(kind, profiles, profile_help)
    return GermanCommand(kind.value, callback=run, params=options, help=title, short_help=title)


for _kind in KINDS:
    print_.add_command(_command(*_kind))
for _moment in (evacuation, emergency, confirmation):
    print_.add_command(_moment)
for _central in (due, missing, confirm):
    print_.add_command(_central)
