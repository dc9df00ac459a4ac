"""`kursplaner access`, `password`, `rekey`, `recover`: who opens an encrypted town."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kursplaner.basics.errors import Refused
from kursplaner.cli.keys.making import FROM, say_code
from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand, GermanGroup
from kursplaner.cli.shell.secrets import new_password, password
from kursplaner.cli.shell.values import TOWN, NumberType, descriptor

if TYPE_CHECKING:
    from kursplaner.store.keys.changing import Changed
    from kursplaner.store.keys.envelope import Access, Envelope

SLOT = click.argument("slot", metavar="NUMMER", type=NumberType("NUMMER"))


@click.group(cls=GermanGroup, short_help="Wer eine verschlüsselte Datei öffnen kann.")
def access() -> None:
    """Zugänge einer verschlüsselten Datei: jede Person hat ihr eigenes Passwort."""


@access.command("list", cls=GermanCommand, short_help="Die Zugänge zeigen.")
@TOWN
def list_(file: Path) -> None:
    """Zeigen, wer die Datei öffnen kann. Dafür ist kein Passwort nötig."""
    from kursplaner.desk.wording.keys import access as words

    rows = [
        (slot.number, words.slot_title(slot), words.slot_line(slot))
        for slot in _envelope(file).slots
    ]
    output.say(output.table(("Nr.", "Für", "Art"), rows, right={0}))


@access.command(cls=GermanCommand, short_help="Einer Person Zugang geben.")
@TOWN
@click.argument("name", metavar="NAME")
@FROM
@click.option("--head", is_flag=True, help="Es ist die Leitung.")
def add(file: Path, name: str, *, head: bool) -> None:
    """Einer Kollegin oder einem Kollegen ein eigenes Passwort geben."""
    from kursplaner.store.keys import slots
    from kursplaner.store.keys.envelope import COLLEAGUE, HEAD

    kind = HEAD if head else COLLEAGUE

    def work(opened: Access) -> Access:
        return slots.with_colleague(opened, kind, name, new_password())

    _told(_changed(file, work), f"Zugang angelegt: {name}.")


@access.command(cls=GermanCommand, short_help="Einer Person den Zugang nehmen.")
@TOWN
@SLOT
def remove(file: Path, slot: int) -> None:
    """Einen Zugang entfernen; die Datei bekommt dabei einen neuen Schlüssel."""
    from kursplaner.desk.wording.keys.access import OLD_PASSWORDS
    from kursplaner.store.keys import slots

    gone = _changed(file, lambda opened: slots.without_slot(opened, slot))
    _told(gone, "Zugang entfernt; die Datei hat einen neuen Schlüssel.")
    output.say(OLD_PASSWORDS)


@click.command("password", cls=GermanCommand, short_help="Das eigene Passwort ändern.")
@TOWN
@FROM
def password_(file: Path) -> None:
    """Das eigene Passwort ändern; die anderen behalten ihres."""
    from kursplaner.store.keys import slots

    def work(opened: Access) -> Access:
        return slots.with_password(opened, opened.slot, new_password())

    _told(_changed(file, work), "Passwort geändert.")


@click.command(cls=GermanCommand, short_help="Den Schlüssel einer Datei wechseln.")
@TOWN
@click.option("--code", "new_code", is_flag=True, help="Auch einen neuen Wiederherstellungscode.")
def rekey(file: Path, *, new_code: bool) -> None:
    """Die Datei unter einem neuen Schlüssel neu schreiben; alle Passwörter bleiben gültig."""
    from kursplaner.store.keys import slots

    code: list[str] = []

    def work(opened: Access) -> Access:
        if new_code:
            opened, drawn = slots.with_new_code(opened)
            code.extend(drawn)
        return slots.with_new_key(opened)

    _told(_changed(file, work), "Die Datei hat einen neuen Schlüssel.")
    say_code(code)


@click.command(cls=GermanCommand, short_help="Mit dem Wiederherstellungscode wieder öffnen.")
@TOWN
@descriptor("--code-fd", "Der Code steht in dieser Leitung (Deskriptor N), eine Zeile.")
@FROM
@click.option("--slot", metavar="NUMMER", type=NumberType("NUMMER"), help="Für diesen Zugang.")
@click.option("--try", "only_try", is_flag=True, help="Den Code nur erproben.")
def recover(file: Path, *, slot: int | None, only_try: bool) -> None:
    """Mit dem Wiederherstellungscode ein neues Passwort setzen, wenn das alte vergessen ist."""
    from kursplaner.store.keys import recovery_code, slots, unlocking

    envelope = _envelope(file)
    groups = recovery_code.groups_in(password("Wiederherstellungscode", "code_fd"))
    for at in range(recovery_code.GROUPS):
        if at >= len(groups) or not recovery_code.group_fits(at, groups[at]):
            raise Refused("code_mistyped", group=at + 1)
    number = slot if slot is not None else envelope.people[0].number

    def work(opened: Access) -> Access:
        if only_try:
            return slots.with_code_tried(opened)
        return slots.with_password(slots.with_code_tried(opened), number, new_password())

    done = _changed(file, work, unlocking.by_code(groups))
    _told(done, "Der Code stimmt." if only_try else "Neues Passwort gesetzt.")


def _envelope(file: Path) -> Envelope:
    from kursplaner.store.keys.standing import salt_at
    from kursplaner.store.keys.unlocking import envelope_for

    if file.exists() and not salt_at(file):
        raise Refused("not_encrypted", path=file)
    return envelope_for(file)


def _changed(
    file: Path,
    work: Callable[[Access], Access],
    opener: Callable[[Envelope], Access] | None = None,
) -> Changed:
    from kursplaner.store.keys import changing, unlocking

    _envelope(file)
    opens = opener or unlocking.by_password(password("Ihr Passwort"))
    return changing.change(file, opens, work)


def _told(done: Changed, what: str) -> None:
    from kursplaner.desk.wording.keys import access as words

    output.say(what)
    for line in words.renewed(done.renewed):
        output.say(line)
