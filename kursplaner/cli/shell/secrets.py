"""Secrets for the shell: typed unseen, or read from a descriptor; never an argument."""

import os

import click

from kursplaner.basics.errors import Refused
from kursplaner.cli.shell.values import PASSWORD_FD

LONGEST = 8192
"""Bytes of a line with a secret."""


def given(key: str) -> int | None:
    """Return which descriptor an option named; None where it was not used."""
    context = click.get_current_context(silent=True)
    return None if context is None else context.meta.get(key)


def password(asked: str, key: str = PASSWORD_FD) -> str:
    """Return a password, from the descriptor of that option or typed unseen.

    Raises:
        Refused: "descriptor_empty" (number).
    """
    number = given(key)
    if number is not None:
        return _line_of(number)
    return str(click.prompt(asked, hide_input=True, err=True))


def new_password(key: str = "new_password_fd") -> str:
    """Return a new password: from its descriptor, or typed twice.

    Raises:
        Refused: "descriptor_empty" (number), "passwords_differ".
    """
    first = password("Neues Passwort (mindestens 8 Zeichen)", key)
    if given(key) is None and password("Noch einmal", key) != first:
        raise Refused("passwords_differ")
    return first


def _line_of(number: int) -> str:
    """Return the next line of a descriptor; several secrets may stand in it, a line each."""
    read = b""
    try:
        while len(read) < LONGEST and (sign := os.read(number, 1)) not in (b"", b"\n"):
            read += sign
    except OSError as error:
        raise Refused("descriptor_empty", number=number) from error
    line = read.removesuffix(b"\r").decode("utf-8", "replace")
    if not line:
        raise Refused("descriptor_empty", number=number)
    return line
