"""The waiting list in words: who can move up, and what the others wait for."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from kursplaner.desk.wording.words import days, names
from kursplaner.desk.wording.words.counts import counted, listed
from kursplaner.planning.enrolments.moving_up import Want

WORDS: Mapping[Want, str] = MappingProxyType(
    {
        Want.COURSE: "Kursplatz",
        Want.CHILDCARE: "Betreuung",
        Want.RIDE: "Sitz im Fahrzeug",
        Want.CHILD_SEAT: "Kindersitz",
        Want.OTHER: "andere Gründe",
    }
)


SHORT: Mapping[Want, str] = MappingProxyType({Want.RIDE: "Sitz"})


def waiting_for(wants: Sequence[Want]) -> str:
    """Return "wartet auf Betreuung und Sitz", "wartet"."""
    some = listed(SHORT.get(want, WORDS[want]) for want in wants if want is not Want.OTHER)
    return f"wartet auf {some}" if some else "wartet"


def short_names(people: Iterable[str], *, hidden: bool) -> list[str]:
    """Return "Nina S." for each, or initials while names are hidden."""
    return [
        names.shown(person, hidden=True) if hidden else names.short(person) for person in people
    ]


def lacking_text(lacking: Sequence[tuple[Want, int]]) -> str:
    """Return "4 warten auf Betreuung, 2 auf Sitz im Fahrzeug"; families that lack both twice."""
    parts = [(want, count) for want, count in lacking if want is not Want.OTHER]
    others = sum(count for want, count in lacking if want is Want.OTHER)
    texts = [
        f"{count} {_wait(count)} auf {WORDS[want]}" if at == 0 else f"{count} auf {WORDS[want]}"
        for at, (want, count) in enumerate(parts)
    ]
    if others:
        verb = "" if texts else f" {_wait(others)}"
        texts.append(f"{others}{verb} aus anderen Gründen")
    return ", ".join(texts)


def fitting_text(people: Sequence[str], course: str = "", day: date | None = None) -> str:
    """Return "Nachrücken können A und B in A2, ab Di 02.03."."""
    where = f" in {course}" if course else ""
    when = f", ab {days.short_day(day)}" if day is not None else ""
    return f"Nachrücken {'kann' if len(people) == 1 else 'können'} {listed(people)}{where}{when}"


def fitting_title(count: int, course: str) -> str:
    """Return "2 Wartende können nachrücken: A1.1 Frauen"."""
    return f"{counted(count, 'waiting')} {'kann' if count == 1 else 'können'} nachrücken: {course}"


def moved_text(count: int) -> str:
    """Return "2 Wartende sind nachgerückt"."""
    return f"{counted(count, 'waiting')} {'ist' if count == 1 else 'sind'} nachgerückt"


def _wait(count: int) -> str:
    return "wartet" if count == 1 else "warten"
