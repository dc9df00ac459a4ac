"""`kursplaner export funder`, `people`, `lessons` and `calendar`."""

from datetime import date
from pathlib import Path

import click

from kursplaner.basics.errors import Refused
from kursplaner.basics.whole_file import check_target
from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand, GermanGroup
from kursplaner.cli.shell.town import town
from kursplaner.cli.shell.values import DAY, PATH, TOWN, NumberType
from kursplaner.desk.named_files import told
from kursplaner.desk.wording.words.counts import counted

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
@OUT
def funder(file: Path, *, first: date, last: date, grant: str | None, out: Path) -> None:
    """Kurse, Einheiten, Teilnahme, Kinder und Fahrten eines Zeitraums, ohne Namen."""
    from kursplaner.desk.exports.files import export_funder

    check_out(out, (".xlsx",))
    with town(file) as workspace, told(out):
        export_funder(workspace, first, last, grant, out)
    output.say(f"Geschrieben: {out}")


@export.command(cls=GermanCommand, short_help="Alle Personen als Liste.")
@TOWN
@OUT
def people(file: Path, *, out: Path) -> None:
    """Alle Personen als .xlsx, .ods oder .csv."""
    from kursplaner.desk.exports.files import export_people

    check_out(out, TABLES)
    with town(file) as workspace, told(out):
        count = export_people(workspace, out)
    output.say(f"Geschrieben: {out} ({counted(count, 'person')})")


@export.command(cls=GermanCommand, short_help="Alle Termine als Liste.")
@TOWN
@OUT
def lessons(file: Path, *, out: Path) -> None:
    """Alle Termine als .xlsx, .ods oder .csv."""
    from kursplaner.desk.exports.files import export_lessons

    check_out(out, TABLES)
    with town(file) as workspace, told(out):
        count = export_lessons(workspace, out)
    output.say(f"Geschrieben: {out} ({counted(count, 'lesson')})")


@export.command(cls=GermanCommand, short_help="Der Kalender einer Person.")
@TOWN
@click.option("--person", metavar="ID", type=NumberType(), required=True, help="Die Person.")
@OUT
def calendar(file: Path, *, person: int, out: Path) -> None:
    """Termine, Betreuungszeiten und Fahrten einer Person als iCalendar (.ics)."""
    from kursplaner.desk.exports.calendars import export_calendar

    check_out(out, (".ics",))
    with town(file) as workspace, told(out):
        count = export_calendar(workspace, person, out)
    output.say(f"Geschrieben: {out} ({counted(count, 'event')})")
