"""The conflicts that an act brings about: it is tried, looked at whole, and taken back."""

from collections.abc import Callable, Collection, Sequence
from datetime import timedelta

from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.conflicts.finding import find_for, find_touching
from kursplaner.store.journal.rehearsal import tried
from kursplaner.store.session import Db

WEEK = timedelta(days=7)
OF_WORKERS = frozenset((ConflictKind.PAPER, ConflictKind.CARER_HOURS, ConflictKind.WEEKLY_HOURS))
"""Kinds about all that somebody does, so that other lessons show them as well."""


def come_of(db: Db, lessons: frozenset[int], act: Callable[[], Collection[int]]) -> list[Conflict]:
    """Return the conflicts that an act would make of lessons and of those it returns.

    Raises:
        Refused, HardConflict: the act cannot be done as things stand.
    """
    known = {key_of(conflict) for conflict in find_for(db, lessons)}
    with tried(db):
        touched = lessons | frozenset(act())
        found = [c for c in find_for(db, touched) if key_of(c) not in known]
    there = there_before(db, found)
    return [conflict for conflict in found if key_of(conflict) not in there]


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
