"""The type by which floors above name an open transaction without importing SQLAlchemy."""

import getpass
from contextlib import suppress

from sqlalchemy.orm import Session

Db = Session


def logged_in() -> str:
    """Return under which name somebody is logged in on this computer; "?" where none is known."""
    with suppress(Exception):
        return getpass.getuser()
    return "?"
