"""Hours of a week as people type them: "Mo-Mi 8:00-14:00", "Di, Do 9-12"."""

import re

from kursplaner.basics.errors import Refused
from kursplaner.basics.settings import WEEKDAYS as SHORT
from kursplaner.basics.spans import parse_time
from kursplaner.desk.wording.words.days import WEEKDAYS
from kursplaner.domain.kinds import AvailabilityKind
from kursplaner.planning.availability.weeks import Painted

_DASH = r"\s*[-–]\s*"
_HOURS = re.compile(rf"(?P<days>\D+?)\s*(?P<starts>\d[\d:.]*){_DASH}(?P<ends>\d[\d:.]*)\s*(?:Uhr)?")
_WORDS = {
    **{name[:2].casefold(): number for number, name in enumerate(WEEKDAYS)},
    **{name.casefold(): number for number, name in enumerate(WEEKDAYS)},
    **{word: number for number, word in enumerate(SHORT)},
}


def parse_hours(text: str, kind: AvailabilityKind) -> tuple[Painted, ...]:
    """Return what is typed for some weekdays at once.

    Raises:
        Refused: "hours_unreadable" with the text, "time_unreadable".
    """
    found = _HOURS.fullmatch(text.strip())
    if found is None:
        raise Refused("hours_unreadable", text=text)
    starts, ends = (_minute(found[name]) for name in ("starts", "ends"))
    days = parse_weekdays(found["days"], text)
    return tuple(Painted(day, starts, ends, kind.value) for day in sorted(days))


def parse_weekdays(text: str, whole: str = "") -> frozenset[int]:
    """Return the weekdays of "Mo-Mi", "Di, Do" or "mon tue".

    Raises:
        Refused: "hours_unreadable" with the text.
    """
    days: set[int] = set()
    spans = re.sub(_DASH, "-", text.strip().strip(":").casefold())
    for part in re.split(r"[,;\s]+", spans.strip()):
        first, _, last = part.partition("-")
        if first not in _WORDS or (last and last not in _WORDS):
            raise Refused("hours_unreadable", text=whole or text)
        begin, end = _WORDS[first], _WORDS[last or first]
        days.update(range(begin, end + 1) if begin <= end else (*range(begin, 7), *range(end + 1)))
    return frozenset(days)


def parse_span(text: str) -> tuple[int, int]:
    """Return the minutes of the day of "9:00-13:00".

    Raises:
        Refused: "hours_unreadable" with the text, "time_unreadable".
    """
    starts, dash, ends = text.replace("–", "-").partition("-")
    if not dash:
        raise Refused("hours_unreadable", text=text)
    return _minute(starts.strip()), _minute(ends.strip())


def _minute(text: str) -> int:
    return parse_time(text if re.search(r"[:.]", text) else f"{text}:00")
