"""The keyring of the system, an extra: it keeps a password for whoever is logged in on this PC.

Where there is none (a server, a bare Linux, a package that was not installed) nothing is kept, and
the password is asked for as always.
"""

from contextlib import suppress
from typing import Any

SERVICE = "Kursplaner"


def is_there() -> bool:
    """Tell whether this PC has a keyring that keeps secrets safe."""
    keyring = _keyring()
    if keyring is None:
        return False
    with suppress(Exception):  # backends of others raise what they like
        return float(keyring.get_keyring().priority) >= 1
    return False


def kept(town: str) -> str:
    """Return the password kept for a town by its UUID; empty where there is none."""
    keyring = _keyring()
    with suppress(Exception):
        if keyring is not None:
            return str(keyring.get_password(SERVICE, town) or "")
    return ""


def keep(town: str, password: str) -> bool:
    """Keep the password of a town; False where that is not possible."""
    keyring = _keyring()
    with suppress(Exception):
        if keyring is not None and is_there():
            keyring.set_password(SERVICE, town, password)
            return kept(town) == password
    return False


def forget(town: str) -> None:
    """Keep a town's password no longer."""
    keyring = _keyring()
    with suppress(Exception):
        if keyring is not None:
            keyring.delete_password(SERVICE, town)


def _keyring() -> Any:  # noqa: ANN401 (the package need not be installed)
    try:
        import keyring
    except ImportError:
        return None
    return keyring
