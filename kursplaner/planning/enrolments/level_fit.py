"""Whether somebody's language level suits a course: a hint by default, a wall where set so."""

from collections.abc import Mapping
from types import MappingProxyType

from kursplaner.basics.spans import Span
from kursplaner.domain.conflicts.conflicts import Conflict, Subject
from kursplaner.domain.conflicts.facts import ConflictFacts
from kursplaner.domain.courses import Course
from kursplaner.domain.kinds import ConflictKind, Level, ResourceKind
from kursplaner.domain.people import Person
from kursplaner.planning.conflicts.limits import over

STEPS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        Level.ALPHA.value: (-1, -1),
        Level.A0.value: (0, 0),
        Level.A1.value: (1, 2),
        Level.A1_1.value: (1, 1),
        Level.A1_2.value: (2, 2),
        Level.A2.value: (3, 4),
        Level.A2_1.value: (3, 3),
        Level.A2_2.value: (4, 4),
        Level.B1.value: (5, 6),
        Level.B1_1.value: (5, 5),
        Level.B1_2.value: (6, 6),
        Level.B2.value: (7, 8),
        Level.C1.value: (9, 10),
        Level.C2.value: (11, 12),
    }
)
"""Half levels from and to; a whole level stands for both of its halves."""


def misfit(person: str, course: str) -> str:
    """Return "below" or "above" when a level does not suit a course, "" where it does.

    A course wants the half level before its own, and takes whoever is within its own. Of an
    unknown level nothing is said.
    """
    if person not in STEPS or course not in STEPS:
        return ""
    mine, wanted = STEPS[person], STEPS[course]
    if mine[1] < wanted[0] - 1:
        return "below"
    return "above" if mine[0] > max(wanted[1], 0) else ""


def level_conflict(person: Person, course: Course, from_minute: int) -> Conflict | None:
    """Return that a level does not suit a course, as serious as the kind is by itself."""
    found = misfit(person.level, course.level)
    if not found:
        return None
    subjects = (
        Subject(ResourceKind.PERSON.value, person.id),
        Subject("course", course.id, course.title),
    )
    facts: ConflictFacts = {"misfit": found, "level": person.level, "wanted": course.level}
    key, span = f"{course.id}:{person.id}", Span(from_minute, from_minute + 1)
    return over(ConflictKind.LEVEL, key, span, subjects, facts)
