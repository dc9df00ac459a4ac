"""Which conflicts an act brought about: those that were not there before it."""

from collections.abc import Sequence
from datetime import timedelta

from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.conflicts.finding import find_touching
from kursplaner.store.session import Db

WEEK = timedelta(days=7)
OF_WORKERS = frozenset(
    (
        *(ConflictKind.CREDENTIAL, ConflictKind.CARER_HOURS, ConflictKind.WEEKLY_HOURS),
        ConflictKind.ROLE,
    )
)
"""Kinds about all that somebody does, so that other lessons show them as well."""


def come(db: Db, known: Sequence[Conflict], found: Sequence[Conflict]) -> list[Conflict]:
    """Return what was found after an act and not before; the act is taken back by now."""
    before = {key_of(conflict) for conflict in known}
    new = [conflict for conflict in found if key_of(conflict) not in before]
    there = there_before(db, new)
    return [conflict for conflict in new if key_of(conflict) not in there]


def there_before(db: Db, new: Sequence[Conflict]) -> set[tuple[str, str]]:
    """Return which of the new conflicts were there, seen from other lessons of a worker's."""
    far = [conflict for conflict in new if conflict.kind in OF_WORKERS]
    if not far:
        return set()
    first = min(conflict.day for conflict in far) - WEEK
    kinds = {conflict.kind for conflict in far}
    workers = {conflict.subjects[0].id for conflict in far}
    return {key_of(conflict) for conflict in find_touching(db, workers, kinds, first=first)}


def key_of(conflict: Conflict) -> tuple[str, str]:
    """Tell conflicts apart; one that becomes hard is a new one."""
    return conflict.id, conflict.severity.value
