"""Conflicts by their cause: one closure, one person's hours, one course without a driver.

A county has hundreds; who solves them acts on causes. Judged is elsewhere: nothing is left out
here and nothing weighs otherwise, only what belongs together stands together.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType

from kursplaner.domain.conflicts.conflicts import Conflict, Subject
from kursplaner.domain.kinds import ConflictKind, ResourceKind
from kursplaner.planning.conflicts.by_lesson import OF_HOURS

Kind = ConflictKind
RESOURCES = frozenset(kind.value for kind in ResourceKind)
GROUP = "group"
"""What the id of a group begins with."""
DIGITS = 10


@dataclass(frozen=True, slots=True)
class ConflictGroup:
    """Conflicts of one cause and one weight, in order of time; never empty.

    Attributes:
        id: the same on every run while the cause is the same; of a single conflict its own.
    """

    id: str
    conflicts: tuple[Conflict, ...]

    @property
    def first(self) -> Conflict:
        """The one that comes first."""
        return self.conflicts[0]

    @property
    def single(self) -> bool:
        """Tell whether it is a conflict by itself."""
        return len(self.conflicts) == 1


def grouped(conflicts: Iterable[Conflict]) -> list[ConflictGroup]:
    """Return named conflicts by cause, in the order in which the first of each came.

    Hard ones, hints and those taken on with a reason never share a group.
    """
    found: dict[tuple[object, ...], list[Conflict]] = {}
    for conflict in conflicts:
        weight = "accepted" if "accepted" in conflict.facts else conflict.severity.value
        found.setdefault((weight, *cause(conflict)), []).append(conflict)
    return [_group(key, some) for key, some in found.items()]


def _group(key: tuple[object, ...], some: list[Conflict]) -> ConflictGroup:
    if len(some) == 1:
        return ConflictGroup(some[0].id, tuple(some))
    digest = sha256(repr(key).encode()).hexdigest()[:DIGITS]
    ordered = sorted(some, key=lambda conflict: (conflict.starts, conflict.kind, conflict.id))
    return ConflictGroup(f"{GROUP}:{digest}", tuple(ordered))


def cause(conflict: Conflict) -> tuple[Hashable, ...]:
    """Return what a conflict comes from: those with the same answer are solved together."""
    kind, first = conflict.kind, conflict.subjects[0]
    maker = _CAUSES.get(kind)
    if maker is not None:
        return ("hours" if kind in OF_HOURS else kind.value, *maker(conflict))
    if first.noun in RESOURCES:
        others = sorted({_told(subject) for subject in conflict.subjects[1:]})
        return (kind.value, *_who(conflict), conflict.facts.get("why", ""), *others)
    return (kind.value, *sorted({_told(subject) for subject in conflict.subjects}))


def _who(conflict: Conflict) -> tuple[Hashable, ...]:
    return (conflict.subjects[0].noun, conflict.subjects[0].id)


def _closure(conflict: Conflict) -> tuple[Hashable, ...]:
    facts = conflict.facts
    return (*_who(conflict), facts.get("closure", 0), facts.get("reason", ""))


def _credential(conflict: Conflict) -> tuple[Hashable, ...]:
    return (*_who(conflict), conflict.facts.get("paper", ""))


def _slot(conflict: Conflict) -> tuple[Hashable, ...]:
    """Return the childcare in which children stay whose adults are not there."""
    slots = [subject.id for subject in conflict.subjects if subject.noun == "childcare"]
    return tuple(slots) or _who(conflict)


def _day_off(conflict: Conflict) -> tuple[Hashable, ...]:
    return (conflict.day, conflict.facts.get("name", ""))


def _course(conflict: Conflict) -> tuple[Hashable, ...]:
    """Return the course that lacks something; a slot or ride is called as its course is."""
    for subject in conflict.subjects:
        if subject.noun == "course":
            return (subject.noun, subject.id)
    named = [subject for subject in conflict.subjects if subject.noun not in RESOURCES]
    return (_told(named[-1]),) if named else (conflict.id,)


def _told(subject: Subject) -> str:
    """Return whom or what is meant whichever date it is: a lesson is told by its course."""
    number = f"{subject.id}" if subject.noun in {*RESOURCES, "course"} else ""
    return f"{subject.noun if number else ''}{number}{subject.label if not number else ''}"


_CAUSES: Mapping[ConflictKind, Callable[[Conflict], tuple[Hashable, ...]]] = MappingProxyType(
    {
        **dict.fromkeys((*OF_HOURS, Kind.AVAILABILITY), _who),
        **dict.fromkeys(
            (
                *(Kind.NO_ROOM, Kind.NO_TEACHER, Kind.CARER_MISSING, Kind.DRIVER_MISSING),
                *(Kind.CHILDCARE_MISSING, Kind.RIDE_MISSING),
            ),
            _course,
        ),
        Kind.CLOSURE: _closure,
        Kind.GUARDIAN: _slot,
        Kind.CREDENTIAL: _credential,
        Kind.HOLIDAY: _day_off,
        Kind.CLOSING_DAY: _day_off,
    }
)
"""What kinds come from that hang on one thing; others on who takes part."""
