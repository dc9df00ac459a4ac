"""Conflicts of roles: who teaches, cares or drives without the role for it."""

from collections.abc import Iterator

from kursplaner.domain.conflicts.conflicts import Conflict, Subject
from kursplaner.domain.conflicts.facts import ConflictFacts
from kursplaner.domain.kinds import ConflictKind, ResourceKind
from kursplaner.planning.choices.workers import SPEAKER_KINDS, VOLUNTEER_KINDS
from kursplaner.planning.conflicts.limits import over
from kursplaner.store.queries.conflicts.roles import roleless_work
from kursplaner.store.queries.conflicts.scopes import Scope
from kursplaner.store.session import Db


def without_role(db: Db, scope: Scope) -> Iterator[Conflict]:
    """Find people at work without the role for it, each once for each kind of work.

    The time is that of the first such work in the scope. Behind the end of a role `closed_times`
    finds it.
    """
    told = set()
    for work in roleless_work(db, scope, SPEAKER_KINDS, VOLUNTEER_KINDS):
        if (work.person_id, work.source) in told:
            continue
        told.add((work.person_id, work.source))
        subjects = (
            Subject(ResourceKind.PERSON.value, work.person_id),
            Subject(work.source, work.record_id),
        )
        facts: ConflictFacts = {"work": work.source}
        yield over(ConflictKind.ROLE, f"{work.person_id}:{work.source}", work, subjects, facts)
