"""Conflicts that somebody took on with a reason."""

from sqlalchemy import select

from kursplaner.domain.town import AcceptedConflict
from kursplaner.store.session import Db

_ACCEPTED = AcceptedConflict.__table__
_ALL = select(_ACCEPTED.c.conflict, _ACCEPTED.c.reason, _ACCEPTED.c.facts)


def accepted_conflicts(db: Db) -> dict[str, tuple[str, str]]:
    """Return (reason, fingerprint of the facts) by the id of the conflict."""
    return {conflict: (reason, facts) for conflict, reason, facts in db.execute(_ALL)}
