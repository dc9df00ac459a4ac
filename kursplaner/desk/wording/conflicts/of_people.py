"""Conflicts of people and families as sentences: twice at once, the family's chain, the way."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from kursplaner.desk.wording.conflicts.subjects import subject_texts
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted, listed
from kursplaner.desk.wording.words.kinds import said
from kursplaner.domain.attendance.rules import ADULT_FROM
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.kinds import ConflictKind, Direction, OccupationSource, SeatKind

MOST_WAITING = 4
_WORK = {
    OccupationSource.LESSON.value: ("unterrichtet", "Lehrkraft"),
    OccupationSource.CHILDCARE.value: ("betreut Kinder", "Betreuungsperson"),
    OccupationSource.RIDE.value: ("fährt", "Fahrer:in"),
}
"""What somebody does, and the role for it."""


def _when(conflict: Conflict) -> str:
    return days.when(conflict.starts, conflict.ends)


def _named(conflict: Conflict, count: int) -> list[str]:
    """Return what so many records are called; what is not named is "ein Termin"."""
    return [*subject_texts(conflict), *["ein Termin"] * count][:count]


def _both(place: str, other: str) -> str:
    return f"zweimal {place}" if place == other else f"{place} und {other}"


def _participant(conflict: Conflict) -> str:
    who, lesson, other = _named(conflict, 3)
    if "work" in conflict.facts:
        return f"{who} nimmt am {_when(conflict)} an {lesson} teil und arbeitet zugleich: {other}."
    return (
        f"{who} wird am {_when(conflict)} in zwei Kursen zugleich erwartet: {_both(lesson, other)}."
    )


def _level(conflict: Conflict) -> str:
    who, course = _named(conflict, 2)
    level, wanted = conflict.facts.get("level"), conflict.facts.get("wanted")
    if conflict.facts.get("misfit") == "below":
        return f"{who} hat das Niveau {level}, {course} setzt mehr voraus ({wanted})."
    return f"{who} hat schon das Niveau {level}, {course} führt nur bis {wanted}."


def _too_young(conflict: Conflict) -> str:
    who, course = _named(conflict, 2)
    years, needed = conflict.facts.get("years", 0), conflict.facts.get("needed", 0)
    old = "1 Jahr" if years == 1 else f"{years} Jahre" if years else "noch kein Jahr"
    audience = "für Erwachsene" if needed >= ADULT_FROM else f"für Jugendliche ab {needed}"
    return f"{who} ist {old} alt; {course} ist {audience}."


def _roleless(conflict: Conflict) -> str:
    who, record = _named(conflict, 2)
    work = conflict.facts.get("work", "")
    verb, role = _WORK.get(work, ("arbeitet", "die nötige Rolle"))
    return f"{who} {verb} am {_when(conflict)} ({record}), hat aber nicht die Rolle „{role}“."


def _out_of_turn(conflict: Conflict) -> str:
    course, *people = subject_texts(conflict)
    others = people[-conflict.facts.get("people", 1) :]
    shown, rest = others[:MOST_WAITING], len(others) - MOST_WAITING
    waiting = listed([*shown, f"{rest} weitere"] if rest > 0 else shown)
    before = f"vor {people[0]} " if len(people) > len(others) else ""
    verb = "wartet" if len(others) == 1 else "warten"
    return f"Auf {course} {verb} {before}schon: {waiting}."


def _child(conflict: Conflict) -> str:
    who, place, other = _named(conflict, 3)
    return (
        f"{who} ist am {_when(conflict)} an zwei Orten zugleich eingeplant: {_both(place, other)}."
    )


def _guardian(conflict: Conflict) -> str:
    child, adult, _, course = _named(conflict, 4)
    place = f"{child} hat am {_when(conflict)} einen Platz in der Kinderbetreuung"
    if conflict.facts.get("why") == "no_lesson":
        return f"{place}, {course} von {adult} hat dann aber keinen Termin."
    return f"{place}, {adult} wird dann aber nicht in {course} erwartet."


def _chain(conflict: Conflict) -> str:
    make = LINKS.get(conflict.facts.get("why", ""))
    if make is None:
        return f"{_named(conflict, 1)[0]} am {_when(conflict)}: Die Kette der Familie reißt."
    return make(conflict)


def _day(conflict: Conflict) -> str:
    return days.full_day(conflict.day)


def _opens_late(conflict: Conflict) -> str:
    care, lesson = _named(conflict, 2)
    opens, begins = _clocks(conflict)
    return (
        f"{care} öffnet am {_day(conflict)} um {opens}, {lesson} beginnt um {begins}: Es bleibt"
        " keine Zeit, die Kinder vorher zu bringen."
    )


def _closes_early(conflict: Conflict) -> str:
    care, lesson = _named(conflict, 2)
    closes, ends = _clocks(conflict)
    return (
        f"{care} schließt am {_day(conflict)} um {closes}, {lesson} endet um {ends}: Es bleibt"
        " keine Zeit, die Kinder danach abzuholen."
    )


def _arrives_late(conflict: Conflict) -> str:
    ride, lesson = _named(conflict, 2)
    arrives, begins = _clocks(conflict)
    return (
        f"{ride} kommt am {_day(conflict)} um {arrives} an, {lesson} beginnt um {begins}: Es bleibt"
        " keine Zeit, die Kinder vorher zur Betreuung zu bringen."
    )


def _leaves_early(conflict: Conflict) -> str:
    ride, lesson = _named(conflict, 2)
    leaves, ends = _clocks(conflict)
    return (
        f"{ride} fährt am {_day(conflict)} um {leaves} ab, {lesson} endet um {ends}: Es bleibt"
        " keine Zeit, die Kinder vorher abzuholen."
    )


def _clocks(conflict: Conflict) -> tuple[str, str]:
    """Return when the childcare or the ride is there, and when the lesson begins or ends."""
    facts = conflict.facts
    there = facts.get("ride_at", facts.get("childcare_at", 0))
    return days.clock(there), days.clock(facts.get("lesson_at", 0))


def _no_seat(conflict: Conflict) -> str:
    child, adult, ride = _named(conflict, 3)
    way = said(Direction, conflict.facts.get("direction", "")) or "Fahrt"
    return (
        f"{child} hat am {_when(conflict)} auf der {way} keinen Platz, obwohl {adult} mitfährt:"
        f" {ride}."
    )


def _alone(conflict: Conflict) -> str:
    child, ride = _named(conflict, 2)
    return (
        f"{child} fährt am {_when(conflict)} ohne Sorgeberechtigte und ohne Betreuungsperson:"
        f" {ride}."
    )


def _seat(conflict: Conflict) -> str:
    child, ride = _named(conflict, 2)
    has = said(SeatKind, conflict.facts.get("has", ""))
    wanted = said(SeatKind, str(conflict.facts.get("wanted", "")))
    if conflict.facts.get("has") == SeatKind.NONE.value:
        return f"{child} braucht am {_when(conflict)} einen Sitz der Art „{wanted}“: {ride}."
    return (
        f"{child} braucht am {_when(conflict)} einen Sitz der Art „{wanted}“, eingeplant ist"
        f" „{has}“: {ride}."
    )


def _meeting(conflict: Conflict) -> str:
    person, other, record = _named(conflict, 3)
    return (
        f"{person} und {other} dürfen sich nicht begegnen, sind am {_when(conflict)} aber zusammen"
        f" eingeplant: {record}."
    )


def _hurry(conflict: Conflict) -> str:
    who, before, after = _named(conflict, 3)
    there = counted(conflict.facts.get("minutes", 0), "minute")
    needed = counted(conflict.facts.get("needed", 0), "minute")
    leaves, begins = (
        days.clock(conflict.starts),
        days.clock(conflict.starts + conflict.facts.get("minutes", 0)),
    )
    return (
        f"{who} hat am {_day(conflict)} {there} von {before} (bis {leaves}) zu {after} (ab"
        f" {begins}); mit Weg und Pause sind {needed} nötig."
    )


LINKS: Mapping[str, Callable[[Conflict], str]] = MappingProxyType(
    {
        "opens_late": _opens_late,
        "closes_early": _closes_early,
        "arrives_late": _arrives_late,
        "leaves_early": _leaves_early,
        "no_seat": _no_seat,
        "alone": _alone,
        "seat": _seat,
    }
)
"""By what breaks in the chain of a family (`planning.family_chain`)."""

PEOPLE_MAKERS: Mapping[ConflictKind, Callable[[Conflict], str]] = MappingProxyType(
    {
        ConflictKind.PARTICIPANT: _participant,
        ConflictKind.CHILD: _child,
        ConflictKind.GUARDIAN: _guardian,
        ConflictKind.FAMILY_CHAIN: _chain,
        ConflictKind.NEVER_TOGETHER: _meeting,
        ConflictKind.TRAVEL: _hurry,
        ConflictKind.LEVEL: _level,
        ConflictKind.AGE: _too_young,
        ConflictKind.ROLE: _roleless,
        ConflictKind.WAITING_ORDER: _out_of_turn,
    }
)
