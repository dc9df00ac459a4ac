"""The envelope beside an encrypted town: who opens it, in a file of its own kind.

It holds no key in the clear: slots with private keys wrapped by passwords or by the recovery code,
and every key that the town ever had, wrapped for each slot. So one envelope opens the town and all
of its backups, and a copy of it lies beside each.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from kursplaner.basics.errors import Refused
from kursplaner.basics.limited_file import read_limited
from kursplaner.basics.whole_file import write_beside_town
from kursplaner.store.file.unfinished import folder_to_disk
from kursplaner.store.keys import chain
from kursplaner.store.keys.chain import SALT
from kursplaner.store.keys.wrapping import Cost, sealed

FORMAT, VERSION = "kursplaner-schluessel", 1
ENDING = ".schluessel"
LIMIT = 1_000_000
HEAD, COLLEAGUE, RECOVERY = "head", "colleague", "recovery"
KINDS: Final = (HEAD, COLLEAGUE, RECOVERY)


@dataclass(frozen=True, slots=True)
class Slot:
    """One way in: a password or the recovery code.

    Attributes:
        kind: HEAD, COLLEAGUE or RECOVERY.
        name: whose it is; empty for the code.
        private: the slot's private key, wrapped by what `salt` and `cost` make of the password.
        made, tried: days as ISO text; when the code was last typed in, or "".
    """

    number: int
    kind: str
    name: str
    salt: bytes
    cost: Cost
    public: bytes
    private: bytes
    made: str
    tried: str = ""


@dataclass(frozen=True, slots=True)
class TownKey:
    """One key of the town, wrapped for each slot by its number.

    Attributes:
        number: counts up; the town has the highest.
        salt: how files under this key begin.
        seal: proves that a holder of this key wrote the envelope.
    """

    number: int
    salt: bytes
    made: str
    wraps: Mapping[int, bytes]
    seal: bytes = b""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What lies beside a town: whose it is, who opens it, and its keys by their numbers."""

    town: str
    name: str
    slots: tuple[Slot, ...]
    keys: tuple[TownKey, ...]

    @property
    def newest(self) -> TownKey:
        """The key that the town has, or gets at its next opening."""
        return max(self.keys, key=lambda key: key.number)

    @property
    def recovery(self) -> Slot | None:
        """The slot of the recovery code, if there is one."""
        return next((slot for slot in self.slots if slot.kind == RECOVERY), None)

    @property
    def people(self) -> tuple[Slot, ...]:
        """The slots with a password."""
        return tuple(slot for slot in self.slots if slot.kind != RECOVERY)

    def slot(self, number: int) -> Slot:
        """Return a slot by its number.

        Raises:
            Refused: "slot_missing".
        """
        for slot in self.slots:
            if slot.number == number:
                return slot
        raise Refused("slot_missing")

    def key_of(self, salt: bytes) -> TownKey | None:
        """Return the key of files that begin with a salt."""
        return next((key for key in self.keys if key.salt == salt), None)

    def under_seal(self, keys: Mapping[int, bytes]) -> "Envelope":
        """Return it with a seal for each of its keys, by their numbers."""
        content = _sealed_content(self)
        made = [replace(key, seal=sealed(keys[key.number], content)) for key in self.keys]
        return replace(self, keys=tuple(made))

    def is_sealed_by(self, number: int, key: bytes) -> bool:
        """Tell whether the envelope is as a holder of this key wrote it."""
        content = _sealed_content(self)
        return any(own.seal == sealed(key, content) for own in self.keys if own.number == number)


@dataclass(frozen=True, slots=True)
class Access:
    """An envelope that somebody has opened.

    Attributes:
        slot: the number of the slot that was opened.
        keys: all keys of the town, by their numbers.
    """

    envelope: Envelope
    slot: int
    keys: Mapping[int, bytes] = field(repr=False)

    @property
    def by_salt(self) -> dict[bytes, bytes]:
        """The keys as the chain holds them."""
        return {key.salt: self.keys[key.number] for key in self.envelope.keys}


def hold(access: Access) -> None:
    """Hold the keys of an opened envelope, so that its town and backups can be opened."""
    chain.hold(access.by_salt, as_bytes(access.envelope))


def envelope_path(path: Path) -> Path:
    """Return where the envelope of a town or backup lies."""
    return path.with_name(f"{path.name}{ENDING}")


def read_envelope(path: Path) -> Envelope | None:
    """Return the envelope beside a file; None where none lies.

    Raises:
        Refused: "envelope_damaged" (path), "envelope_newer" (path).
        OSError: as the system reports it.
    """
    place = envelope_path(path)
    try:
        content = read_limited(place, LIMIT)
    except FileNotFoundError:
        return None
    except Refused as error:
        raise Refused("envelope_damaged", path=place) from error
    return parsed(content, place)


def parsed(content: bytes, place: Path) -> Envelope:
    """Return what an envelope's bytes say.

    Raises:
        Refused: "envelope_damaged" (path), "envelope_newer" (path).
    """
    with suppress(ValueError, KeyError, TypeError, AttributeError, RecursionError):
        read = json.loads(content)
        if read["format"] == FORMAT and isinstance(read["version"], int):
            if read["version"] > VERSION:
                raise Refused("envelope_newer", path=place)
            if read.pop("sum") == _sum(read):
                return _envelope(read)
    raise Refused("envelope_damaged", path=place)


def write_envelope(path: Path, envelope: Envelope) -> None:
    """Put an envelope beside a file, whole or not at all, and on the disk before this returns.

    Raises:
        OSError: as the system reports it; what lay there is as it was.
    """
    write_beside_town(envelope_path(path), as_bytes(envelope))
    folder_to_disk(path.parent)


def as_bytes(envelope: Envelope) -> bytes:
    """Return an envelope as it lies on the disk."""
    body = _body(envelope)
    for key, said in zip(envelope.keys, body["keys"], strict=True):
        said["seal"] = _text(key.seal)
    body["sum"] = _sum(body)
    return f"{json.dumps(body, ensure_ascii=False, indent=1)}\n".encode()


def _sum(body: Mapping[str, Any]) -> str:
    return sha256(_canonical(body)).hexdigest()


def _canonical(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()


def _sealed_content(envelope: Envelope) -> bytes:
    return _canonical(_body(envelope))


def _body(envelope: Envelope) -> dict[str, Any]:
    """Return all that is sealed: everything but the seals themselves."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "town": envelope.town,
        "name": envelope.name,
        "slots": [_said_slot(slot) for slot in envelope.slots],
        "keys": [
            {
                "number": key.number,
                "salt": key.salt.hex(),
                "made": key.made,
                "wraps": {str(number): _text(box) for number, box in sorted(key.wraps.items())},
            }
            for key in envelope.keys
        ],
    }


def _said_slot(slot: Slot) -> dict[str, Any]:
    return {
        "number": slot.number,
        "kind": slot.kind,
        "name": slot.name,
        "salt": _text(slot.salt),
        "n": slot.cost.n,
        "r": slot.cost.r,
        "p": slot.cost.p,
        "public": _text(slot.public),
        "private": _text(slot.private),
        "made": slot.made,
        "tried": slot.tried,
    }


def _envelope(read: Mapping[str, Any]) -> Envelope:
    slots = tuple(_slot(said) for said in read["slots"])
    keys = tuple(_key(said) for said in read["keys"])
    if not slots or not keys:
        raise ValueError
    return Envelope(str(read["town"]), str(read["name"]), slots, keys)


def _slot(said: Mapping[str, Any]) -> Slot:
    cost = Cost(int(said["n"]), int(said["r"]), int(said["p"]))
    if said["kind"] not in KINDS or not cost.is_sensible:
        raise ValueError
    boxes = [_bytes(said[name]) for name in ("salt", "public", "private")]
    salt, public, private = boxes
    made, tried = str(said["made"]), str(said["tried"])
    number, name = int(said["number"]), str(said["name"])
    return Slot(number, said["kind"], name, salt, cost, public, private, made, tried)


def _key(said: Mapping[str, Any]) -> TownKey:
    salt = bytes.fromhex(said["salt"])
    if len(salt) != SALT:
        raise ValueError
    wraps = {int(number): _bytes(box) for number, box in said["wraps"].items()}
    return TownKey(int(said["number"]), salt, str(said["made"]), wraps, _bytes(said["seal"]))


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError from error
