"""A conflict as everybody shows it: what clashes, with whom, when; and how serious that is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from types import MappingProxyType
from typing import NamedTuple

from kursplaner.domain.conflicts.facts import ConflictFacts
from kursplaner.domain.kinds import ConflictKind, Severity

SEVERITIES: Mapping[ConflictKind, Severity] = MappingProxyType(
    {
        ConflictKind.ROOM: Severity.HARD,
        ConflictKind.TEACHER: Severity.HARD,
        ConflictKind.CARER: Severity.HARD,
        ConflictKind.DRIVER: Severity.HARD,
        ConflictKind.VEHICLE: Severity.HARD,
        ConflictKind.COURSE: Severity.HARD,
        ConflictKind.CLOSURE: Severity.HARD,
        ConflictKind.CHILDCARE_CAPACITY: Severity.HARD,
        ConflictKind.VEHICLE_CAPACITY: Severity.HARD,
        ConflictKind.CHILD_SEAT: Severity.HARD,
        ConflictKind.NEVER_TOGETHER: Severity.HARD,
        ConflictKind.WAITING_ORDER: Severity.HARD,
    }
)
"""What stops an act unless the town or a course set it otherwise; every other kind is soft."""

OVERLAPS = frozenset(
    (
        *(ConflictKind.ROOM, ConflictKind.TEACHER, ConflictKind.CARER),
        *(ConflictKind.DRIVER, ConflictKind.VEHICLE),
    )
)
"""Double use of a resource: always hard, the database itself refuses it (model.md 3)."""

ALWAYS_HARD = OVERLAPS | {ConflictKind.WAITING_ORDER}
"""What no town and no course sets otherwise: double use, and the turn of those who wait."""

WITHOUT_TIME = frozenset(
    (
        *(ConflictKind.CREDENTIAL, ConflictKind.COURSE_CAPACITY, ConflictKind.LEVEL),
        *(ConflictKind.WAITING_ORDER, ConflictKind.AGE, ConflictKind.ROLE),
    )
)
"""They last; their times only say when it is felt next, so an acceptance does not hang on them."""


class Subject(NamedTuple):
    """A record that takes part in a conflict; `label` is its title or name."""

    noun: str
    id: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that stands against the plan.

    Attributes:
        id: the same for the same clash on every run, whichever side it is seen from.
        kind: what clashes.
        severity: hard stops an act; soft is shown.
        day: the local day of the first minute of the clash.
        starts: its first absolute minute.
        ends: the absolute minute after its last.
        subjects: the records that take part; the resource first where there is one.
        facts: the numbers and kinds its sentence needs; "accepted" holds the reason if taken on.
    """

    id: str
    kind: ConflictKind
    severity: Severity
    day: date
    starts: int
    ends: int
    subjects: tuple[Subject, ...]
    facts: ConflictFacts

    @property
    def hard(self) -> bool:
        """Tell whether it stops an act."""
        return self.severity is Severity.HARD

    def accepted(self, reason: str) -> "Conflict":
        """Return it as taken on: soft, with the reason among its facts."""
        return replace(self, severity=Severity.SOFT, facts={**self.facts, "accepted": reason})

    def fingerprint(self) -> str:
        """Return a hash of what it says: an acceptance lapses when the facts change."""
        facts = sorted((k, str(v)) for k, v in self.facts.items() if k != "accepted")
        when = "" if self.kind in WITHOUT_TIME else f"{self.starts} {self.ends}"
        return sha256(f"{when} {facts}".encode()).hexdigest()


def severity_of(kind: ConflictKind) -> Severity:
    """Return how serious a kind of conflict is before the rules of town and course are asked."""
    return SEVERITIES.get(kind, Severity.SOFT)


def pair_id(kind: ConflictKind, resource: int, record: str, other: str) -> str:
    """Return the id of a clash of two records over a resource, the same from both sides."""
    first, second = sorted((record, other))
    return f"{kind}:{resource}:{first}-{second}"


_OF_A_PERSON = frozenset(
    (
        *(ConflictKind.TEACHER, ConflictKind.CARER, ConflictKind.DRIVER, ConflictKind.TRAVEL),
        *(ConflictKind.CLOSURE, ConflictKind.AVAILABILITY, ConflictKind.WEEKLY_HOURS),
        *(ConflictKind.CREDENTIAL, ConflictKind.PARTICIPANT, ConflictKind.CHILD),
        *(ConflictKind.GUARDIAN, ConflictKind.FAMILY_CHAIN),
    )
)
"""Conflicts whose id names a person by a bare number between colons."""


DOUBLE = "double"
"""What an acceptance begins with that says: these two records are two people."""


def double_id(first: int, second: int) -> str:
    """Return the id under which is noted that two records are two people."""
    return f"{DOUBLE}:{min(first, second)}-{max(first, second)}"


def renamed(conflict_id: str, gone: int, kept: int) -> str:
    """Return the id of a conflict of a person who is known by another number from now on."""
    kind, *parts = conflict_id.split(":")
    if kind in {ConflictKind.NEVER_TOGETHER, DOUBLE} and parts:
        pair = sorted(kept if key == str(gone) else int(key) for key in parts[0].split("-"))
        return ":".join((kind, f"{pair[0]}-{pair[1]}", *parts[1:]))
    if kind not in _OF_A_PERSON:
        return conflict_id
    return ":".join((kind, *(str(kept) if part == str(gone) else part for part in parts)))


def hard_ones(conflicts: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """Return those that stop an act."""
    return tuple(conflict for conflict in conflicts if conflict.hard)


def in_order(conflicts: Iterable[Conflict]) -> list[Conflict]:
    """Return them hard ones first, then by time; each id once."""
    once = {conflict.id: conflict for conflict in conflicts}
    return sorted(once.values(), key=lambda c: (not c.hard, c.starts, c.kind, c.id))
