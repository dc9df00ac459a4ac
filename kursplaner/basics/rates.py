"""A rate that changes with time, as the settings keep it: "35; ab 01.07.2027: 38"."""

import re
from datetime import date

MOST_CENTS = 1000
UNREADABLE = "rates cannot be read"
_LATER = re.compile(r"ab ([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4}): ?([0-9]{1,4})")
_FIRST = re.compile(r"[0-9]{1,4}")


def rates(text: str) -> tuple[tuple[date, int], ...]:
    """Return the days from which on rates hold, with their whole cents, in order.

    Raises:
        ValueError: it is no such text, the days do not rise, or a rate is above 10 €.
    """
    first, *later = (part.strip() for part in text.split(";"))
    if not _FIRST.fullmatch(first):
        raise ValueError(UNREADABLE)
    found = [(date.min, int(first))]
    for part in later:
        match = _LATER.fullmatch(part)
        if match is None:
            raise ValueError(UNREADABLE)
        day, month, year, cents = map(int, match.groups())
        found.append((date(year, month, day), int(cents)))
    days = [day for day, _ in found]
    if days != sorted(set(days)) or max(cents for _, cents in found) > MOST_CENTS:
        raise ValueError(UNREADABLE)
    return tuple(found)


def rate_on(text: str, day: date) -> int:
    """Return the cents that hold on a day (ValueError as above)."""
    return [cents for first, cents in rates(text) if first <= day][-1]
