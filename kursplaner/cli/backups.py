"""`kursplaner backups`: the verified copies of a town that there are."""

from pathlib import Path

import click

from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand
from kursplaner.cli.shell.values import AS_JSON, TOWN


@click.command(cls=GermanCommand, short_help="Alle Sicherungen einer Datei.")
@TOWN
@AS_JSON
def backups(file: Path, *, as_json: bool) -> None:
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
