"""Slots of an envelope: made, opened, added, changed, taken away. Nothing is written here."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.store.keys import recovery_code
from kursplaner.store.keys.chain import KEY, SALT
from kursplaner.store.keys.envelope import (
    RECOVERY,
    Access,
    Envelope,
    Slot,
    TownKey,
)
from kursplaner.store.keys.wrapping import (
    Cost,
    check_password,
    derived,
    new_pair,
    unwrapped,
    unwrapped_by,
    wrapped,
    wrapped_for,
)

MOST_SLOTS = 40
PRODUCTION = Cost()


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who shall open a town with a password."""

    kind: str
    name: str
    password: str


def new_envelope(
    town: str, name: str, holders: Iterable[Holder], cost: Cost | None = None
) -> tuple[Access, list[str]]:
    """Return a new envelope with a slot for each holder, opened, and its recovery code.

    Args:
        town: the town's UUID.
        name: what the page for unlocking calls it.
        holders: at least somebody.
        cost: what trying a password costs, else PRODUCTION; slots added later take it over.

    Raises:
        Refused: "password_short" (limit).
    """
    salt, cost = secrets.token_bytes(SALT), cost or PRODUCTION
    code = recovery_code.new_code()
    key = TownKey(1, secrets.token_bytes(SALT), _today(), {})
    access = Access(Envelope(town, name, (), (key,)), 0, {1: secrets.token_bytes(KEY)})
    for holder in holders:
        access = _with_slot(access, holder, salt, cost)
    access = _with_slot(access, Holder(RECOVERY, "", recovery_code.secret_of(code)), salt, cost)
    return replace(access, slot=1), code


def open_with_password(envelope: Envelope, password: str) -> Access:
    """Return an envelope opened by somebody's password.

    Raises:
        Refused: "password_wrong"; "envelope_altered" where somebody without a key changed it.
    """
    return _opened(envelope, envelope.people, password, "password_wrong")


def open_with_code(envelope: Envelope, groups: list[str]) -> Access:
    """Return an envelope opened by its recovery code.

    Raises:
        Refused: "code_wrong", "envelope_altered".
    """
    known = [slot for slot in envelope.slots if slot.kind == RECOVERY]
    return _opened(envelope, known, recovery_code.secret_of(groups), "code_wrong")


def _opened(envelope: Envelope, slots: Iterable[Slot], password: str, wrong: str) -> Access:
    tried: dict[tuple[bytes, Cost], bytes] = {}
    for slot in slots:
        way = (slot.salt, slot.cost)
        if way not in tried:
            tried[way] = derived(password, *way)
        private = unwrapped(slot.private, tried[way], _context(slot.number, slot.public))
        if private is not None:
            return _access(envelope, slot, private)
    raise Refused(wrong)


def _access(envelope: Envelope, slot: Slot, private: bytes) -> Access:
    keys: dict[int, bytes] = {}
    for key in envelope.keys:
        box = key.wraps.get(slot.number, b"")
        found = unwrapped_by(private, slot.public, box, _context(key.number, key.salt))
        if found is None or not envelope.is_sealed_by(key.number, found):
            raise Refused("envelope_altered")
        keys[key.number] = found
    return Access(envelope, slot.number, keys)


def with_colleague(access: Access, kind: str, name: str, password: str) -> Access:
    """Return an envelope with a slot more.

    Raises:
        Refused: "slot_name_missing", "slot_name_taken" (name), "slots_full" (limit),
            "password_short" (limit).
    """
    wanted = " ".join(name.split())
    if not wanted:
        raise Refused("slot_name_missing")
    if any(slot.name.casefold() == wanted.casefold() for slot in access.envelope.people):
        raise Refused("slot_name_taken", name=wanted)
    if len(access.envelope.slots) >= MOST_SLOTS:
        raise Refused("slots_full", limit=MOST_SLOTS)
    salt, cost = _way(access.envelope)
    return _with_slot(access, Holder(kind, wanted, password), salt, cost)


def with_password(access: Access, number: int, password: str) -> Access:
    """Return an envelope in which a slot is opened by another password.

    Raises:
        Refused: "slot_missing", "password_short" (limit).
    """
    old = _of_somebody(access.envelope, number)
    check_password(password)
    return _replaced(access, old, password, made=old.made)


def with_code(access: Access, code: list[str]) -> Access:
    """Return an envelope that a recovery code opens; an older code opens it no more."""
    secret = recovery_code.secret_of(code)
    old = access.envelope.recovery
    if old is not None:
        return _replaced(access, old, secret, made=_today())
    return _with_slot(access, Holder(RECOVERY, "", secret), *_way(access.envelope))


def with_new_code(access: Access) -> tuple[Access, list[str]]:
    """Return an envelope with a new recovery code, and the code."""
    code = recovery_code.new_code()
    return with_code(access, code), code


def with_code_tried(access: Access) -> Access:
    """Return an envelope that says the recovery code was typed in today."""
    slots = tuple(
        replace(slot, tried=_today()) if slot.kind == RECOVERY else slot
        for slot in access.envelope.slots
    )
    return _resealed(access, replace(access.envelope, slots=slots), access.keys)


def without_slot(access: Access, number: int) -> Access:
    """Return an envelope without a slot and with a new key that the slot never knew.

    Raises:
        Refused: "slot_missing"; "slot_last" where nobody with a password would be left.
    """
    gone = _of_somebody(access.envelope, number)
    if not [slot for slot in access.envelope.people if slot.number != number]:
        raise Refused("slot_last", name=gone.name)
    slots = tuple(slot for slot in access.envelope.slots if slot.number != number)
    keys = tuple(
        replace(key, wraps={to: box for to, box in key.wraps.items() if to != number})
        for key in access.envelope.keys
    )
    rest = replace(access, envelope=replace(access.envelope, slots=slots, keys=keys))
    return with_new_key(rest)


def with_new_key(access: Access) -> Access:
    """Return an envelope with a new key for everybody who has a slot."""
    number = access.envelope.newest.number + 1
    salt, secret = secrets.token_bytes(SALT), secrets.token_bytes(KEY)
    wraps = {
        slot.number: wrapped_for(slot.public, secret, _context(number, salt))
        for slot in access.envelope.slots
    }
    key = TownKey(number, salt, _today(), wraps)
    envelope = replace(access.envelope, keys=(*access.envelope.keys, key))
    return _resealed(access, envelope, {**access.keys, number: secret})


def _of_somebody(envelope: Envelope, number: int) -> Slot:
    """Return a slot with a password; that of the code is none of them."""
    slot = envelope.slot(number)
    if slot.kind == RECOVERY:
        raise Refused("slot_missing")
    return slot


def _with_slot(access: Access, holder: Holder, salt: bytes, cost: Cost) -> Access:
    check_password(holder.password)
    number = 1 + max((slot.number for slot in access.envelope.slots), default=0)
    slot, wraps = _made(access, number, holder, (salt, cost))
    envelope = replace(access.envelope, slots=(*access.envelope.slots, slot))
    return _resealed(access, _wrapped(envelope, number, wraps), access.keys)


def _replaced(access: Access, old: Slot, password: str, made: str) -> Access:
    """Return an envelope whose slot has a new pair of keys, so that no old copy of it counts."""
    holder = Holder(old.kind, old.name, password)
    slot, wraps = _made(access, old.number, holder, _way(access.envelope))
    slots = tuple(
        replace(slot, made=made) if other is old else other for other in access.envelope.slots
    )
    envelope = _wrapped(replace(access.envelope, slots=slots), old.number, wraps)
    return _resealed(access, envelope, access.keys)


def _made(
    access: Access, number: int, holder: Holder, way: tuple[bytes, Cost]
) -> tuple[Slot, dict[int, bytes]]:
    private, public = new_pair()
    box = wrapped(private, derived(holder.password, *way), _context(number, public))
    slot = Slot(number, holder.kind, holder.name, *way, public, box, _today())
    wraps = {
        key.number: wrapped_for(public, access.keys[key.number], _context(key.number, key.salt))
        for key in access.envelope.keys
    }
    return slot, wraps


def _wrapped(envelope: Envelope, number: int, wraps: Mapping[int, bytes]) -> Envelope:
    keys = tuple(
        replace(key, wraps={**key.wraps, number: wraps[key.number]}) for key in envelope.keys
    )
    return replace(envelope, keys=keys)


def _resealed(access: Access, envelope: Envelope, keys: Mapping[int, bytes]) -> Access:
    return replace(access, envelope=envelope.under_seal(keys), keys=dict(keys))


def _way(envelope: Envelope) -> tuple[bytes, Cost]:
    """Return salt and cost that all slots share, so that one trial reaches them all."""
    first = envelope.slots[0]
    return first.salt, first.cost


def _context(number: int, what: bytes) -> bytes:
    return b"kursplaner:%d:" % number + what


def _today() -> str:
    return clock.today().isoformat()
