"""Which envelope belongs to an encrypted file, and what is wrong where none does."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from kursplaner.basics.errors import Refused
from kursplaner.store.file.held_file import ENCRYPTED_PAGE, MAGIC, head_of, is_plain
from kursplaner.store.keys.chain import SALT, envelope_for, key_for
from kursplaner.store.keys.envelope import ENDING, Envelope, parsed, read_envelope

BACKUPS = "Sicherungen"
TOWN = ".kursplan"
MOST_SEARCHED = 500


def salt_at(path: Path) -> bytes:
    """Return the salt that an encrypted file begins with; empty for a plain or missing one."""
    with suppress(OSError):
        head = head_of(path, SALT)
        if len(head) == SALT and not _was_plain(head):
            return head
    return b""


def _was_plain(head: bytes) -> bool:
    """Tell whether a file begins as a plain database, or did before a few bytes were damaged."""
    same = sum(byte == meant for byte, meant in zip(head, MAGIC, strict=False))
    return is_plain(head) or same > SALT // 2


def is_encrypted(path: Path) -> bool:
    """Tell whether a file can be the encrypted file of a town, by its kind alone."""
    with suppress(OSError):
        size = path.stat().st_size
        whole = size >= ENCRYPTED_PAGE and size % ENCRYPTED_PAGE == 0
        return bool(salt_at(path)) and (whole or read_envelope_or_none(path) is not None)
    return False


def check_encrypted(path: Path, head: bytes) -> None:
    """Look at a file that does not begin as a database: may it be opened, and what is missing?

    Raises:
        Refused: "locked" (path, town) where only the password is missing; "file_truncated",
            "file_foreign", "envelope_missing", "envelope_damaged", "envelope_newer",
            "envelope_older", "envelope_of_other_town" (town, found), "envelope_unmatched" (town).
    """
    salt = head[:SALT]
    held = key_for(salt) is not None
    wrong = None if held else _wrong(path, salt)
    if wrong is not None and wrong.kind != "locked":
        raise wrong
    if path.stat().st_size % ENCRYPTED_PAGE:
        raise Refused("file_truncated", path=path)
    if wrong is not None:
        raise wrong


def _wrong(path: Path, salt: bytes) -> Refused:
    """Say what keeps a file shut whose key is not held: no more than the password, or what."""
    near = [(place, found) for place, found in _near(path) if found.key_of(salt)]
    locked = Refused("locked", path=path, town=near[0][1].name if near else "")
    try:
        own = read_envelope(path)
    except Refused as damaged:
        return locked if near else damaged
    if own is None and not near:
        return Refused("envelope_missing" if is_encrypted(path) else "file_foreign", path=path)
    if own is None:
        return locked
    if own.key_of(salt):
        return Refused("locked", path=path, town=own.name)
    return _wrong_pair(path, own, near)


def _wrong_pair(path: Path, own: Envelope, near: list[tuple[Path, Envelope]]) -> Refused:
    """Say whose the envelope is that lies beside a file and does not open it."""
    facts = {"path": path, "town": own.name}
    if near:
        place, found = near[0]
        kind = "envelope_older" if own.town == found.town else "envelope_of_other_town"
        return Refused(kind, found=place, **facts)
    known = [found for _, found in _near(path) if found.town == own.town]
    if any(found.newest.number > own.newest.number for found in known):
        return Refused("envelope_older", found="", **facts)
    return Refused("envelope_unmatched", **facts)


def shut_because(path: Path) -> str:
    """Return what keeps a file shut, as `check_encrypted` names it; empty for what opens or plain.

    Raises:
        OSError: the file cannot be read.
    """
    salt = salt_at(path)
    try:
        if salt:
            check_encrypted(path, salt)
    except Refused as shut:
        return shut.kind
    return ""


def fitting(path: Path) -> Envelope | None:
    """Return the envelope that opens a file: the one beside it, the one in use, one found near.

    Raises:
        OSError: the file cannot be read.
    """
    salt = salt_at(path)
    if not salt:
        return None
    held = envelope_for(salt)
    for envelope in (read_envelope_or_none(path), parsed(held, path) if held else None):
        if envelope is not None and envelope.key_of(salt):
            return envelope
    return next((near for _, near in _near(path) if near.key_of(salt)), None)


def newest_salt(path: Path) -> bytes:
    """Return how an encrypted file shall begin: under the newest key that is held for it.

    Empty for a plain file.
    """
    salt = salt_at(path)
    envelope = fitting(path) if salt else None
    newest = envelope.newest.salt if envelope is not None else salt
    return newest if key_for(newest) else salt


def read_envelope_or_none(path: Path) -> Envelope | None:
    """Return the envelope beside a file; None where none lies or it cannot be read."""
    with suppress(Refused, OSError):
        return read_envelope(path)
    return None


def _near(path: Path) -> Iterator[tuple[Path, Envelope]]:
    """Yield the envelopes that lie beside other files in reach, and where."""
    for place in _envelopes_near(path):
        town = place.with_name(place.name.removesuffix(ENDING))
        envelope = read_envelope_or_none(town)
        if town != path and envelope is not None:
            yield place, envelope


def _envelopes_near(path: Path) -> Iterator[Path]:
    count = 0
    for folder in (path.parent, path.parent / BACKUPS, path.parent.parent):
        with suppress(OSError):
            for place in sorted(folder.glob(f"*{TOWN}{ENDING}")):
                count += 1
                if count <= MOST_SEARCHED:
                    yield place
