"""`kursplaner backup`: a verified copy of a town now, and those there are."""

from pathlib import Path

import click

from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand, GermanGroup
from kursplaner.cli.shell.town import town
from kursplaner.cli.shell.values import AS_JSON, TOWN


@click.group(cls=GermanGroup, short_help="Sicherungen anlegen und zeigen.")
def backup() -> None:
    """Geprüfte Kopien der Datei; zurück geht es mit `restore`."""


@backup.command(cls=GermanCommand, short_help="Jetzt sichern.")
@TOWN
def make(file: Path) -> None:
    """Eine geprüfte Kopie in den Ordner „Sicherungen“ neben der Datei legen.

    Von jeder Art bleiben die letzten zehn.
    """
    from kursplaner.store.backups.backup import BY_HAND

    with town(file) as workspace:
        made = workspace.back_up(BY_HAND)
    output.say(f"Sicherung angelegt und geprüft: {made}")


@backup.command("list", cls=GermanCommand, short_help="Alle Sicherungen einer Datei.")
@TOWN
@AS_JSON
def list_(file: Path, *, as_json: bool) -> None:
    """Die Sicherungen einer Datei, die neueste zuerst, auch wenn die Datei selbst fehlt."""
    from kursplaner.desk.wording import restoring as words
    from kursplaner.store.backups.backup import backups_of

    found = backups_of(file)
    if as_json:
        output.say_json(
            [
                {
                    "file": str(row.path),
                    "made": row.made.isoformat(timespec="seconds"),
                    "size": row.size,
                    "readable": bool(row.town),
                }
                for row in found
            ]
        )
        return
    for row in found:
        output.say(f"{words.title(row)}: {words.line(row)}")
        output.say(f"  {row.path}")
    if not found:
        output.say("Noch keine Sicherung.")
