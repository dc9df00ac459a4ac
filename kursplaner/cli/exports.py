"""`kursplaner export`: the funder's workbook, every list, and calendars."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kursplaner.basics.errors import Refused
from kursplaner.basics.whole_file import check_target
from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand, GermanGroup
from kursplaner.cli.shell.people import PersonType
from kursplaner.cli.shell.town import town
from kursplaner.cli.shell.values import DAY, PATH, TOWN
from kursplaner.desk.named_files import told
from kursplaner.desk.wording.words.counts import counted

if TYPE_CHECKING:
    from kursplaner.store.workspace import Workspace

TABLES = (".xlsx", ".ods", ".csv")
OUT = click.option(
    "--out", metavar="DATEI", type=PATH, required=True, help="Die Datei, die entstehen soll."
)


def check_out(path: Path, formats: tuple[str, ...]) -> None:
    """Refuse an output file of a wrong kind or place, or in a folder that does not exist."""
    if path.suffix.casefold() not in formats:
        raise Refused("out_ending", path=str(path), formats=formats)
    with told(path):
        check_target(path)
    if not path.parent.is_dir():
        raise Refused("folder_missing", path=path.parent)


@click.group(cls=GermanGroup, short_help="Dateien für andere schreiben.")
def export() -> None:
    """Listen, Zahlen für den Zuwendungsgeber und Kalender als Datei."""


@export.command(cls=GermanCommand, short_help="Die Excel-Datei für den Zuwendungsgeber.")
@TOWN
@click.option("--from", "first", metavar="TAG", type=DAY, required=True, help="Erster Tag.")
@click.option("--to", "last", metavar="TAG", type=DAY, required=True, help="Letzter Tag.")
@click.option("--grant", metavar="AKTENZEICHEN", help="Nur Kurse dieser Zuwendung.")
@click.option("--out", metavar="DATEI", type=PATH, help="Die Datei, die entstehen soll.")
@click.option("--dry-run", is_flag=True, help="Nur die Zahlen zeigen, und was dafür fehlt.")
def funder(
    file: Path, *, first: date, last: date, grant: str | None, out: Path | None, dry_run: bool
) -> None:
    """Kurse, Einheiten, Teilnahme, Kinder und Fahrten eines Zeitraums, ohne Namen."""
    from kursplaner.desk.exports.files import export_funder

    if dry_run:
        with town(file) as workspace:
            _show_proof(workspace, first, last, grant)
        return
    if out is None:
        text = "Bitte geben Sie mit --out die Datei an, oder --dry-run."
        raise click.UsageError(text, click.get_current_context())
    check_out(out, (".xlsx",))
    with town(file) as workspace, told(out):
        export_funder(workspace, first, last, grant, out)
    output.say(f"Geschrieben: {out}")


def _show_proof(workspace: "Workspace", first: date, last: date, grant: str | None) -> None:
    from kursplaner.desk.exports.proof import figure_text, read_proof

    with workspace.read() as db:
        proof = read_proof(db, first, last, grant)
    for figure in proof.figures:
        output.say(f"{figure.title}: {figure_text(figure)}")
    output.say("\nVorher zu klären:" if proof.gaps else "\nEs fehlt nichts.")
    for gap in proof.gaps:
        output.say(f"  {gap.title}: {gap.reason}")


def _list_command(name: str, what: str, noun: str, *, period: bool = False) -> click.Command:
    """Return the command that writes all records of a kind as a list."""

    def run(file: Path, *, out: Path, first: date | None = None, last: date | None = None) -> None:
        from kursplaner.desk.exports.files import export_list
        from kursplaner.desk.wording import print_words

        check_out(out, (*TABLES, ".pdf"))
        with town(file) as workspace, told(out):
            count, unprintable = export_list(workspace, name, out, first, last)
        if unprintable:
            output.say(print_words.without_font(unprintable))
        output.say(f"Geschrieben: {out} ({counted(count, noun)})")

    days = (
        click.Option(["--from", "first"], metavar="TAG", type=DAY, help="Ab diesem Tag."),
        click.Option(["--to", "last"], metavar="TAG", type=DAY, help="Bis zu diesem Tag."),
    )
    params: list[click.Parameter] = [
        click.Argument(["file"], metavar="FILE", type=PATH),
        *(days if period else ()),
        click.Option(["--out"], metavar="DATEI", type=PATH, required=True, help="Die Datei."),
    ]
    title = f"{what} als .xlsx, .ods, .csv oder .pdf."
    return GermanCommand(
        name.replace("_", "-"), callback=run, params=params, help=title, short_help=title
    )


export.add_command(_list_command("people", "Alle Personen", "person"))
export.add_command(_list_command("courses", "Alle Kurse", "course"))
export.add_command(_list_command("lessons", "Termine", "lesson", period=True))
export.add_command(_list_command("rooms", "Alle Räume", "room"))
export.add_command(_list_command("rides", "Fahrten ab heute", "ride", period=True))
export.add_command(_list_command("waiting", "Alle Wartelisten", "waiting"))
export.add_command(_list_command("follow_ups", "Offene Wiedervorlagen", "follow_up"))
export.add_command(_list_command("availability", "Wer wann verfügbar ist", "row"))
export.add_command(_list_command("conflicts", "Konflikte ab heute", "conflict", period=True))


@export.command(cls=GermanCommand, short_help="Der Kalender einer Person, eines Raums, aller.")
@TOWN
@click.option("--person", metavar="ID", type=PersonType(), help="Die Person.")
@click.option("--room", metavar="NAME", help="Der Raum.")
@click.option("--all", "everything", is_flag=True, help="Alle Termine, Fahrten und Belegungen.")
@OUT
def calendar(
    file: Path, *, person: int | None, room: str | None, everything: bool, out: Path
) -> None:
    """Termine, Betreuungszeiten, Fahrten und Belegungen als iCalendar (.ics).

    Mit der Endung .eml entsteht ein E-Mail-Entwurf, an dem die Kalenderdatei hängt.
    """
    from kursplaner.cli.rooms import room_id_of
    from kursplaner.desk.exports.calendars import Whose, export_calendar

    if (person is not None) + (room is not None) + everything != 1:
        text = "Bitte genau eines von --person, --room und --all."
        raise click.UsageError(text, click.get_current_context())
    check_out(out, (".ics", ".eml"))
    with town(file) as workspace, told(out):
        with workspace.read() as db:
            room_id = None if room is None else room_id_of(db, room)
        count = export_calendar(workspace, Whose(person, room_id), out)
    output.say(f"Geschrieben: {out} ({counted(count, 'event')})")
