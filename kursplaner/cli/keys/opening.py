"""`kursplaner open`, `check-file`, `backup`, `verify`: is a file whole, and is it kept."""

from pathlib import Path

import click

from kursplaner.cli.exports import check_out
from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand
from kursplaner.cli.shell.town import town, unlock
from kursplaner.cli.shell.values import PATH, TOWN
from kursplaner.desk.wording.words.counts import counted


@click.command("open", cls=GermanCommand, short_help="Eine Datei probeweise öffnen.")
@TOWN
def open_(file: Path) -> None:
    """Die Datei öffnen wie das Fenster, sagen, was darin ist, und sie wieder schließen.

    Eine ältere Datei kommt dabei auf den neuen Stand; vorher entsteht eine Sicherung.
    """
    from kursplaner.store.backups.backup import backups_of
    from kursplaner.store.keys.standing import salt_at

    with town(file) as workspace:
        name = workspace.settings.text("town.name")
        locked = "verschlüsselt" if salt_at(workspace.path) else "nicht verschlüsselt"
        count = len(backups_of(workspace.path))
        output.say(f"{name or 'Ohne Namen'}: geöffnet, {locked}, {counted(count, 'backup')}.")


@click.command("check-file", cls=GermanCommand, short_help="Eine Datei prüfen, ohne sie zu ändern.")
@TOWN
def check_file(file: Path) -> None:
    """Ort, Kopf, Tabellen, Regeln und jede Seite einer Datei oder Sicherung prüfen."""
    from kursplaner.store.file.check import check_resting
    from kursplaner.store.file.log_file import log_is_empty
    from kursplaner.store.keys.standing import salt_at

    unlock(file)
    check_resting(file)
    locked = "verschlüsselt" if salt_at(file) else "nicht verschlüsselt"
    output.say(f"{file.name}: in Ordnung, {locked}.")
    if not log_is_empty(file):
        output.say("Daneben liegen noch Schritte (-wal); sie wurden nicht geprüft.")


@click.command(cls=GermanCommand, short_help="Eine Sicherung anlegen.")
@TOWN
def backup(file: Path) -> None:
    """Eine geprüfte Sicherung anlegen, auch während die Datei in einem Fenster offen ist."""
    with town(file) as workspace:
        made = workspace.back_up("hand")
    output.say(f"Sicherung angelegt und geprüft: {made.parent.name}/{made.name}.")


@click.command(cls=GermanCommand, short_help="Das Zurückholen einer Sicherung üben.")
@TOWN
def verify(file: Path) -> None:
    """Eine Sicherung zur Probe zurückholen, öffnen und die Probe wieder löschen."""
    from kursplaner.store.backups.drill import drill

    unlock(file)
    found = drill(file)
    output.say(
        f"{file.name}: lässt sich zurückholen, {counted(found.acts, 'step')},"
        f" {counted(found.rows, 'entry')}."
    )


@click.command(cls=GermanCommand, short_help="Eine Datei für einen neuen Computer packen.")
@TOWN
@click.option("--out", metavar="DATEI", type=PATH, required=True, help="Das Paket (*.zip).")
def pack(file: Path, *, out: Path) -> None:
    """Eine neue Sicherung mit ihrer Schlüsseldatei in ein Paket legen."""
    from kursplaner.basics.whole_file import write_whole
    from kursplaner.store.backups.packing import packed

    check_out(out, (".zip",))
    with town(file) as workspace:
        made = workspace.back_up("hand")
    write_whole(out, packed(made, file.name))
    output.say(f"Gepackt: {out}. Auf dem neuen Computer entpacken und {file.name} öffnen.")
