"""`kursplaner closing-day`: days on which the town itself holds no lessons."""

from datetime import date
from pathlib import Path

import click

from kursplaner.basics import clock
from kursplaner.cli.shell import output, records
from kursplaner.cli.shell.german import GermanCommand, GermanGroup
from kursplaner.cli.shell.town import town
from kursplaner.cli.shell.values import AS_JSON, DAY, DRY_RUN, TOWN, NumberType
from kursplaner.desk.wording.words.days import gone_by, period
from kursplaner.domain.kinds import ActKind, ConflictKind

FAR = date(2200, 1, 1)
LAST = click.option("--to", "last", metavar="TAG", type=DAY, help="Letzter Tag; sonst der erste.")


@click.group("closing-day", cls=GermanGroup, short_help="Schließtage des Ortes.")
def closing_day() -> None:
    """Schließtage zeigen, eintragen und entfernen: Brückentage, Betriebsausflug."""


@closing_day.command("list", cls=GermanCommand, short_help="Alle Schließtage ab heute.")
@TOWN
@click.option("--from", "first", metavar="TAG", type=DAY, help="Erster Tag; sonst heute.")
@AS_JSON
def list_(file: Path, *, first: date | None, as_json: bool) -> None:
    """Nummer, Tage und Anlass jedes Schließtags."""
    from kursplaner.store.queries.conflicts.closed_times import closing_days

    with town(file) as workspace, workspace.read() as db:
        rows = closing_days(db, first or clock.today(), FAR)
    if as_json:
        days = [(row.first_day.isoformat(), row.last_day.isoformat()) for row in rows]
        output.say_json(
            [
                {"id": row.id, "first": begins, "last": ends, "name": row.name}
                for row, (begins, ends) in zip(rows, days, strict=True)
            ]
        )
        return
    for row in rows:
        output.say(f"{row.id}: {period(row.first_day, row.last_day)}, {row.name}")
    if not rows:
        output.say("Keine Schließtage.")


@closing_day.command(cls=GermanCommand, short_help="Schließtage eintragen.")
@TOWN
@click.option("--from", "first", metavar="TAG", type=DAY, required=True, help="Erster Tag.")
@LAST
@click.option("--name", metavar="TEXT", required=True, help="Anlass, zum Beispiel Brückentag.")
@DRY_RUN
@AS_JSON
def add(
    file: Path, *, first: date, last: date | None, name: str, dry_run: bool, as_json: bool
) -> None:
    """Tage ohne Unterricht eintragen; Termine, die schon auf ihnen liegen, werden genannt."""
    from kursplaner.planning.conflicts.finding import find
    from kursplaner.planning.holidays.closing_days import add_closing_days

    until, today = last or first, clock.today()
    with town(file) as workspace:
        act = workspace.rehearse() if dry_run else workspace.change(ActKind.SETTINGS_CHANGED)
        with act as db:
            key = add_closing_days(db, first, until, name)
            on_days = find(db, max(first, today), until, (ConflictKind.CLOSING_DAY,))
    asked = gone_by(until, today)
    if asked and not as_json:
        output.say(asked)
    done = f"Eingetragen: Schließtag {key}"
    records.say_stored(key, done, records.told(on_days), dry_run=dry_run, as_json=as_json)


@closing_day.command(cls=GermanCommand, short_help="Schließtage wieder entfernen.")
@TOWN
@click.argument("key", metavar="ID", type=NumberType())
@DRY_RUN
@AS_JSON
def remove(file: Path, key: int, *, dry_run: bool, as_json: bool) -> None:
    """Schließtage entfernen; die Nummer nennt closing-day list."""
    from kursplaner.planning.holidays.closing_days import remove_closing_days

    with town(file) as workspace:
        act = workspace.rehearse() if dry_run else workspace.change(ActKind.SETTINGS_CHANGED)
        with act as db:
            remove_closing_days(db, key)
    records.say_stored(key, "Entfernt.", (), dry_run=dry_run, as_json=as_json)
