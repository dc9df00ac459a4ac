"""A town unlocked: by somebody's password, by the recovery code, or by what this PC keeps."""

from collections.abc import Callable
from pathlib import Path

from kursplaner.basics.errors import Refused
from kursplaner.store.file.connection import opens_with
from kursplaner.store.file.location import true_path
from kursplaner.store.file.neighbours import set_aside
from kursplaner.store.keys import keyring_of_pc, slots
from kursplaner.store.keys.envelope import (
    Access,
    Envelope,
    envelope_path,
    hold,
    read_envelope,
    write_envelope,
)
from kursplaner.store.keys.standing import fitting, read_envelope_or_none, salt_at

Opener = Callable[[Envelope], Access]


def by_password(password: str) -> Opener:
    """Return what opens an envelope with a password."""
    return lambda envelope: slots.open_with_password(envelope, password)


def by_code(groups: list[str]) -> Opener:
    """Return what opens an envelope with its recovery code."""
    return lambda envelope: slots.open_with_code(envelope, groups)


def envelope_for(path: Path) -> Envelope:
    """Return the envelope that opens a town, else the one beside it.

    Raises:
        Refused: "envelope_missing", "envelope_damaged", "envelope_newer".
    """
    path = true_path(path)
    envelope = fitting(path) or read_envelope(path)
    if envelope is None:
        raise Refused("envelope_missing", path=path)
    return envelope


def unlock(path: Path, opener: Opener) -> Access:
    """Open the envelope of a town and hold its keys, so that the town can be opened.

    An envelope that was lost or damaged is replaced by one found beside a backup.

    Raises:
        Refused: "password_wrong", "code_wrong", what `envelope_for` says; "file_damaged" where the
            file's beginning is damaged, "envelope_unmatched" (town) where it belongs elsewhere.
    """
    path = true_path(path)
    envelope = envelope_for(path)
    access = opener(envelope)
    hold(access)
    salt = salt_at(path)
    if salt and envelope.key_of(salt) is None:
        damaged = any(opens_with(path, key.salt) for key in envelope.keys)
        kind = "file_damaged" if damaged else "envelope_unmatched"
        raise Refused(kind, path=path, town=envelope.name)
    if salt and read_envelope_or_none(path) is None:
        if envelope_path(path).exists():
            set_aside(envelope_path(path))
        write_envelope(path, envelope)
    return access


def unlock_as_kept(path: Path) -> bool:
    """Unlock a town with the password that this PC keeps for it; False where it keeps none.

    One that opens no more is forgotten.
    """
    envelope = envelope_for(path)
    password = keyring_of_pc.kept(envelope.town)
    if not password:
        return False
    try:
        unlock(path, by_password(password))
    except Refused as wrong:
        if wrong.kind != "password_wrong":
            raise
        keyring_of_pc.forget(envelope.town)
        return False
    return True
