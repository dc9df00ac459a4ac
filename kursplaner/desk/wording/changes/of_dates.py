"""What is said to somebody whose lesson, childcare or ride is at another time, or off."""

from collections.abc import Mapping, Sequence

from kursplaner.basics.spans import day_of
from kursplaner.desk.wording.words import days
from kursplaner.planning.absences.other_dates import (
    CARES,
    DRIVES,
    OFF,
    TAKES_PART,
    OtherDate,
    Times,
)

TITLES = {CARES: "Ihre Kinderbetreuung", DRIVES: "Ihre Fahrt"}


def date_sentence(others: Sequence[OtherDate], titles: Mapping[int, str]) -> str:
    """Return what to say of all of them, like "A2 Alltag am Di 02.03. ist 10:00–11:30 statt …".

    `titles` are what the courses are called, by lesson.
    """
    said = (_sentence(other, titles.get(other.part.record_id, "")) for other in others)
    return " ".join(dict.fromkeys(said))


def _sentence(other: OtherDate, title: str) -> str:
    what = TITLES.get(other.part.role, title)
    told, now = other.told, other.now
    if not other.hers:
        return f"{what} am {_when(told)} übernimmt jemand anderes."
    if now == OFF:
        return f"{what} am {_when(told)} fällt aus."
    if told == OFF:
        again = "findet statt" if other.part.role == TAKES_PART else "braucht Sie"
        return f"{what} am {_when(now)} {again}."
    day = days.short_day(day_of(now[0]))
    if day_of(told[0]) == day_of(now[0]):
        return f"{what} am {day} ist {days.times(*now)} statt {days.times(*told)}."
    return f"{what} am {_when(told)} ist verlegt auf {_when(now).removesuffix(',')}."


def _when(times: Times) -> str:
    """Return "Di 02.03., 9:00–10:30," within a sentence."""
    return f"{days.short_day(day_of(times[0]))}, {days.times(*times)},"
