"""Secrets wrapped in others: by a password, or for somebody whose password is not at hand.

A password opens a colleague's private key; keys of towns are wrapped for the public one beside it.
So a new key of the town reaches everybody without asking anybody for a password.
"""

import hmac
import secrets
import unicodedata
from dataclasses import dataclass
from hashlib import scrypt, sha256

from kursplaner.basics.errors import Refused

NONCE = 12
PUBLIC = 32
MEMORY_SPARE = 2**20


@dataclass(frozen=True, slots=True)
class Cost:
    """What trying one password costs, as RFC 7914 names it: 128 · n · r bytes of memory."""

    n: int = 2**16
    r: int = 8
    p: int = 1

    @property
    def is_sensible(self) -> bool:
        """Whether a machine can bear it: an envelope from elsewhere may ask for anything."""
        power = self.n > 1 and self.n & (self.n - 1) == 0
        return power and self.n <= 2**20 and 1 <= self.r <= 32 and 1 <= self.p <= 16


def derived(password: str, salt: bytes, cost: Cost) -> bytes:
    """Return the key that a password gives; composed and decomposed letters give the same."""
    written = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    memory = 128 * cost.n * cost.r + 256 * cost.r * cost.p + MEMORY_SPARE
    return scrypt(written, salt=salt, n=cost.n, r=cost.r, p=cost.p, maxmem=memory, dklen=32)


def wrapped(secret: bytes, key: bytes, context: bytes) -> bytes:
    """Return a secret that only `key` opens, and only as what `context` says it is."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, secret, context)


def unwrapped(box: bytes, key: bytes, context: bytes) -> bytes | None:
    """Return what was wrapped; None where the key is another or the box was changed."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(box[:NONCE], box[NONCE:], context)
    except (InvalidTag, ValueError):
        return None


def new_pair() -> tuple[bytes, bytes]:
    """Return a new private key and the public one beside it (X25519)."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def wrapped_for(public: bytes, secret: bytes, context: bytes) -> bytes:
    """Return a secret that only the holder of the private key beside `public` opens."""
    private, own = new_pair()
    return own + wrapped(secret, _shared(private, public, own + public), context)


def unwrapped_by(private: bytes, public: bytes, box: bytes, context: bytes) -> bytes | None:
    """Return what was wrapped for the holder of a private key; None where it was not."""
    other = box[:PUBLIC]
    if len(other) < PUBLIC:
        return None
    try:
        return unwrapped(box[PUBLIC:], _shared(private, other, other + public), context)
    except ValueError:
        return None


def _shared(private: bytes, public: bytes, both: bytes) -> bytes:
    """Return what both sides can reckon (X25519), bound to both public keys (RFC 5869)."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    common = X25519PrivateKey.from_private_bytes(private).exchange(
        X25519PublicKey.from_public_bytes(public)
    )
    taken = hmac.digest(b"kursplaner", common, sha256)
    return hmac.digest(taken, b"wrap" + both + b"\x01", sha256)


def sealed(key: bytes, content: bytes) -> bytes:
    """Return a seal under what only holders of a town's key can have written."""
    return hmac.digest(hmac.digest(key, b"kursplaner seal", sha256), content, sha256)


def check_password(password: str, least: int = 8) -> None:
    """Refuse a new password that is too short to withstand being guessed.

    Raises:
        Refused: "password_short" (limit).
    """
    if len(unicodedata.normalize("NFC", password)) < least:
        raise Refused("password_short", limit=least)
