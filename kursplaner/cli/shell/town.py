"""Opening the town file that a command works on, with its password where it has one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kursplaner.cli.shell import output
from kursplaner.cli.shell.secrets import given, password
from kursplaner.cli.shell.values import PASSWORD_FD

if TYPE_CHECKING:
    from kursplaner.store.workspace import Workspace


@contextmanager
def town(path: Path) -> "Iterator[Workspace]":
    """Open a town file for one command and close it whatever happens."""
    from kursplaner.desk.printing.further_fonts import use_beside
    from kursplaner.desk.wording.restoring import set_aside
    from kursplaner.store.workspace import Workspace

    unlock(path)
    workspace = Workspace.open(path)
    use_beside(workspace.path)
    if workspace.set_aside:
        output.complain(set_aside(workspace.set_aside))
    workspace.subscribe(output.keep)
    try:
        yield workspace
    finally:
        workspace.close()


def unlock(path: Path) -> None:
    """See that an encrypted town or backup can be opened: by the keyring, else by its password.

    Raises:
        Refused: "password_wrong", or what keeps it shut otherwise.
    """
    from kursplaner.store.file.location import true_path
    from kursplaner.store.keys import chain, unlocking
    from kursplaner.store.keys.standing import salt_at, shut_because

    path = true_path(path)
    if chain.key_for(salt_at(path)) is not None or shut_because(path) != "locked":
        return
    if given(PASSWORD_FD) is None and unlocking.unlock_as_kept(path):
        return
    unlocking.unlock(path, unlocking.by_password(password(f"Passwort für {path.name}")))
