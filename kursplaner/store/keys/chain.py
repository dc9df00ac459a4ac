"""The keys of this process while towns are unlocked; nothing of them is ever written anywhere.

A file of an encrypted town begins with a salt in place of the database's own words, and all files
made under one key (town, backups, copies on their way) begin with the same. So a file itself tells
which key it needs.
"""

import threading
from collections.abc import Mapping

SALT = 16
"""Bytes of a salt, and of the words that a plain file begins with."""
KEY = 32
_lock = threading.Lock()
_keys: dict[bytes, bytes] = {}
_envelopes: dict[bytes, bytes] = {}


def hold(keys: Mapping[bytes, bytes], envelope: bytes = b"") -> None:
    """Hold keys from now on, each under the salt of the files that it opens.

    With them the bytes of the envelope they came from, which may be lost while a town is open.
    """
    with _lock:
        _keys.update(keys)
        _envelopes.update(dict.fromkeys(keys, envelope))


def forget(but: bytes = b"") -> None:
    """Let go of every key: nothing encrypted can be opened any more.

    Args:
        but: a salt; the keys that came from the same envelope as its key stay.
    """
    with _lock:
        envelope = _envelopes.get(but)
        for salt in list(_keys):
            if envelope is None or _envelopes[salt] != envelope:
                del _keys[salt], _envelopes[salt]


def key_for(salt: bytes) -> bytes | None:
    """Return the key of the files that begin with a salt; None while it is not held."""
    with _lock:
        return _keys.get(salt)


def envelope_for(salt: bytes) -> bytes:
    """Return the envelope that the key under a salt came from; empty while it is not held."""
    with _lock:
        return _envelopes.get(salt, b"")


def holds_any() -> bool:
    """Tell whether anything is unlocked at all."""
    return bool(_keys)
