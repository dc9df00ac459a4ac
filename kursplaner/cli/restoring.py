"""`kursplaner restore`: a backup back under the name of its town."""

from pathlib import Path

import click

from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand
from kursplaner.cli.shell.town import unlock
from kursplaner.cli.shell.values import DRY_RUN, PATH, TOWN


@click.command(cls=GermanCommand, short_help="Eine Sicherung zurückholen.")
@TOWN
@click.argument("backup", metavar="BACKUP", type=PATH)
@DRY_RUN
def restore(file: Path, backup: Path, *, dry_run: bool) -> None:
    """Eine Sicherung an die Stelle der Datei setzen.

    Der Stand davor wird zuerst gesichert, die Sicherung selbst bleibt. Gibt es die Datei noch
    nicht, entsteht sie.
    """
    from kursplaner.desk.wording import restoring as words
    from kursplaner.store.backups import restoring

    for place in (backup, file):
        unlock(place)
    output.say(words.consequences(restoring.propose(file, backup)))
    if dry_run:
        output.say(output.NOT_STORED)
        return
    output.say(words.done(restoring.restore(file, backup)))
