"""Another time of the bus, as it is told to those who ride."""

from collections import defaultdict
from collections.abc import Sequence

from kursplaner.basics.spans import day_of, minute_of_day
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted
from kursplaner.domain.kinds import Direction
from kursplaner.planning.absences.other_times import OtherTime


def call_line(name: str, phone: str, sentence: str) -> str:
    """Return "Rima Haddad anrufen (0171 3920010): „Ihr Bus kommt …“"."""
    number = f" ({phone})" if phone else ""
    return f"{name} anrufen{number}: „{sentence}“"


def sentence(ways: Sequence[OtherTime]) -> str:
    """Return what to say, each other time once: "Ihr Bus kommt am Di 09.03. um 8:36 …"."""
    groups: dict[tuple[str, int, int, str], list[OtherTime]] = defaultdict(list)
    for way in ways:
        told, now = minute_of_day(way.told), minute_of_day(way.now)
        groups[way.way.direction, told, now, way.place].append(way)
    return " ".join(_one(key, found) for key, found in groups.items())


def _one(key: tuple[str, int, int, str], ways: Sequence[OtherTime]) -> str:
    direction, told, now, place = key
    first = days.short_day(day_of(ways[0].now))
    many = len({way.way.lesson_id for way in ways})
    when = f"am {first}" if many == 1 else f"ab {first} ({counted(many, 'ride')})"
    times = f"um {days.clock(now)} statt {days.clock(told)}"
    if direction == Direction.OUT.value:
        return f"Ihr Bus kommt {when} {times}{f' nach {place}' if place else ''}."
    return f"Auf der Rückfahrt sind Sie {when} {times}{f' in {place}' if place else ' da'}."
