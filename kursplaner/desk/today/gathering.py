"""Many things to do of one sort in one line, so that a county's morning stays readable."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from kursplaner.desk.today.values import Matter, ToDo, Weight
from kursplaner.desk.wording import to_do
from kursplaner.desk.wording.words.counts import counted, listed, number
from kursplaner.desk.wording.words.kinds import word
from kursplaner.domain.kinds import ConflictKind

FEW = 8
"""So many lines stand each by itself."""
FEW_CAUSES = 4
"""So many hard conflicts of one kind stand each by itself: each has its own way out."""
MOST_NAMED = 3


def gathered(things: Sequence[ToDo]) -> list[ToDo]:
    """Return things in their order, those of one sort and weight as one line with its parts.

    Nothing is gathered while there are few; an absence always stands by itself.
    """
    if len(things) <= FEW:
        return list(things)
    groups: dict[tuple[object, ...], list[ToDo]] = {}
    for at, thing in enumerate(things):
        alone = (at,) if thing.matter in _ALONE else ()
        groups.setdefault((thing.weight, thing.matter, thing.kind, *alone), []).append(thing)
    lines = []
    for some in groups.values():
        lines += some if _stands_alone(some) else [_line(some)]
    return lines


def _stands_alone(some: Sequence[ToDo]) -> bool:
    causes = some[0].matter is Matter.CONFLICT and some[0].weight is Weight.NOW
    return len(some) <= (FEW_CAUSES if causes else 1)


def _line(some: Sequence[ToDo]) -> ToDo:
    """Return one line for all, which leads where the first of them does."""
    first = some[0]
    make = _TITLES.get(first.matter, _of_kind)
    return replace(
        first,
        title=make(some),
        sentence=_told(some),
        conflicts=tuple(conflict for thing in some for conflict in thing.conflicts),
        parts=tuple(some),
    )


def _told(some: Sequence[ToDo]) -> str:
    """Return what the parts are about, the first few by name."""
    names = list(dict.fromkeys(thing.about or thing.sentence for thing in some))
    rest = len(names) - MOST_NAMED
    return listed([*names[:MOST_NAMED], f"{rest} weitere"]) if rest > 0 else listed(names)


def _of_kind(some: Sequence[ToDo]) -> str:
    kind = word(ConflictKind(some[0].kind)) if some[0].kind else some[0].title
    return f"{kind[0].upper()}{kind[1:]}: {number(len(some))}-mal"


def _missing(some: Sequence[ToDo]) -> str:
    what = to_do.MISSING[ConflictKind(some[0].kind)]
    return f"{what} fehlt in {counted(len(some), 'course', dative=True)}"


def _attendance(some: Sequence[ToDo]) -> str:
    return f"Anwesenheit fehlt in {counted(len(some), 'course', dative=True)}"


def _waiting(some: Sequence[ToDo]) -> str:
    return f"Platz frei und Warteliste in {counted(len(some), 'course', dative=True)}"


def _unserved(some: Sequence[ToDo]) -> str:
    people = {s.id for t in some for c in t.conflicts for s in c.subjects if s.noun == "person"}
    return f"{counted(len(people), 'person')} ohne Platz im Fahrzeug"


def _credentials(some: Sequence[ToDo]) -> str:
    return f"{counted(len(some), 'paper')} laufen ab oder sind abgelaufen"


def _childcare(some: Sequence[ToDo]) -> str:
    return f"Kinder nicht abgeholt eingetragen: {number(len(some))}-mal"


def _proofs(some: Sequence[ToDo]) -> str:
    return f"{number(len(some))} Verwendungsnachweise fällig"


_ALONE = frozenset((Matter.ABSENCE, Matter.PRINT))
_TITLES: Mapping[Matter, Callable[[Sequence[ToDo]], str]] = MappingProxyType(
    {
        Matter.MISSING: _missing,
        Matter.ATTENDANCE: _attendance,
        Matter.WAITING: _waiting,
        Matter.UNSERVED: _unserved,
        Matter.CREDENTIAL: _credentials,
        Matter.CHILDCARE: _childcare,
        Matter.PROOF: _proofs,
    }
)
