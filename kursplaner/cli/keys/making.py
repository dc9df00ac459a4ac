"""`kursplaner create` and `encrypt`: a new town, and a plain one encrypted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kursplaner.basics.errors import Refused
from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand
from kursplaner.cli.shell.secrets import new_password
from kursplaner.cli.shell.values import PATH, ChoiceType, descriptor
from kursplaner.desk.wording.words.places import LANDS

if TYPE_CHECKING:
    from kursplaner.store.keys.copies import PlainCopy

HOLDER = click.option(
    "--holder", metavar="NAME", default="Leitung", help="Wem das erste Passwort gehört."
)
FROM = descriptor(
    "--new-password-fd", "Das neue Passwort steht in dieser Leitung (Deskriptor N), eine Zeile."
)
CODES = ChoiceType([code.casefold() for code, _ in LANDS])
SUFFIX = ".kursplan"
FILE = click.argument("file", metavar="FILE", type=PATH)


@click.command(cls=GermanCommand, short_help="Die Datei eines neuen Ortes anlegen.")
@FILE
@click.option(
    "--town", "--name", "name", metavar="NAME", required=True, help="Stadt oder Gemeinde."
)
@click.option("--land", metavar="LAND", type=CODES, default="sn", help="Für Ferien; sonst SN.")
@click.option("--second-land", metavar="LAND", type=CODES, help="Ein zweites, für Nachbarn.")
@HOLDER
@FROM
@click.option("--plain", is_flag=True, help="Ohne Passwort, nur zum Üben.")
def create(
    file: Path, *, name: str, land: str, second_land: str | None, holder: str, plain: bool
) -> None:
    """Eine neue, leere Datei anlegen: verschlüsselt, mit Passwort und Wiederherstellungscode.

    LAND ist das Kürzel des Bundeslands, zum Beispiel SN, TH oder BY. Eine vorhandene Datei wird
    nie überschrieben. Alles Weitere steht in den Einstellungen: kursplaner settings list.
    """
    import uuid

    from kursplaner.store.keys import slots
    from kursplaner.store.keys.envelope import HEAD
    from kursplaner.store.workspace import Workspace

    if not name.strip():
        text = "--town: Der Name der Stadt oder Gemeinde fehlt."
        raise click.UsageError(text, click.get_current_context())
    path = file if file.suffix.casefold() == SUFFIX else file.with_name(f"{file.name}{SUFFIX}")
    more = {"calendar.second_land": second_land.upper()} if second_land else {}
    access, code = None, list[str]()
    if not plain:
        first = slots.Holder(HEAD, holder, new_password())
        access, code = slots.new_envelope(str(uuid.uuid4()), name.strip(), [first])
    town = name.strip()
    Workspace.create(path, town=town, land=land.upper(), more=more, access=access).close()
    output.say(f"Angelegt: {path.name}.")
    if plain:
        output.say("Die Datei ist nicht verschlüsselt.")
    say_code(code)


@click.command(cls=GermanCommand, short_help="Eine Datei verschlüsseln.")
@FILE
@HOLDER
@FROM
@click.option("--remove-copies", is_flag=True, help="Unverschlüsselte Kopien auch löschen.")
@click.option("--dry-run", is_flag=True, help="Nur zeigen, was geschähe.")
def encrypt(file: Path, *, holder: str, remove_copies: bool, dry_run: bool) -> None:
    """Eine unverschlüsselte Datei auf einer geprüften Kopie verschlüsseln und austauschen.

    Genannt werden alle unverschlüsselten Kopien daneben; erst --remove-copies löscht sie.
    """
    from kursplaner.store.keys import changing, copies, slots
    from kursplaner.store.keys.envelope import HEAD
    from kursplaner.store.keys.standing import shut_because

    if shut_because(file):
        raise Refused("already_encrypted", path=file)
    town, name = changing.town_in(file)
    if dry_run:
        _say_plain(copies.plain_copies(file, town), file)
        output.say("Nur gezeigt, nichts gespeichert.")
        return
    first = slots.Holder(HEAD, holder, new_password())
    access, code = slots.new_envelope(town, name, [first])
    done = changing.convert(file, access)
    output.say(f"Verschlüsselt: {file.name}. Erste Sicherung: {done.backup.name}.")
    say_code(code)
    _say_plain(done.plain, file)
    if remove_copies:
        left = copies.remove(done.plain)
        output.say(f"Gelöscht: {len(done.plain) - len(left)}.")
        for path in left:
            output.complain(f"Nicht gelöscht: {path}")


def say_code(code: list[str]) -> None:
    """Print a new recovery code, once."""
    from kursplaner.desk.wording.keys.access import CODE_ONCE

    if code:
        output.say(f"Wiederherstellungscode: {'-'.join(code)}")
        output.say(CODE_ONCE)


def _say_plain(copies: tuple[PlainCopy, ...], town: Path) -> None:
    from kursplaner.desk.wording.keys import access as words

    if copies:
        output.say("Unverschlüsselte Kopien:")
    for line in words.plain(copies, town):
        output.say(f"  {line}")
    output.say(words.OUT_OF_REACH)
