"""Dates and times as people write them in German offices."""

from __future__ import annotations

import calendar
import re
from datetime import date

from kursplaner.desk.wording.words.days import MONTHS, full_day, short_day, weekday

__all__ = ["MONTHS", "WEEKDAYS", "parsed_date", "parsed_time", "short_date"]

WEEKDAYS = tuple(map(weekday, range(7)))
_DATE = re.compile(r"^(?:\D{2}\.?\s+)?(\d{1,2})\.\s*(\d{1,2})\.?\s*(\d{2}|\d{4})?$")
_TIME = re.compile(r"^(\d{1,2})(?:[:.,h ]?\s*(\d{2}))?(?:\s*Uhr)?$")


def short_date(day: date, *, year: bool = False) -> str:
    """The date as "Di 02.03." or "Di 02.03.2027"."""
    return full_day(day) if year else short_day(day)


def parsed_date(text: str, near: date) -> date | None:
    """The day meant by "2.3.", "02.03.27" or "Di 02.03.2027"; without a year the next to `near`."""
    found = _DATE.match(text.strip())
    if not found:
        return None
    day, month = int(found[1]), int(found[2])
    try:
        if found[3]:
            year = int(found[3])
            return date(year if year > 99 else 2000 + year, month, day)
        candidates = [
            date(near.year + step, month, day)
            for step in (-1, 0, 1)
            if day <= calendar.monthrange(near.year + step, month)[1]
        ]
    except (ValueError, calendar.IllegalMonthError):
        return None
    return min(candidates, key=lambda each: abs(each - near), default=None)


def parsed_time(text: str) -> int | None:
    """Minutes of the day meant by "9", "9:00", "0930" or "9.30"; None if nonsense."""
    squeezed = text.strip()
    if squeezed.isdigit() and len(squeezed) in {3, 4}:
        squeezed = f"{squeezed[:-2]}:{squeezed[-2:]}"
    found = _TIME.match(squeezed)
    if not found:
        return None
    hours, minutes = int(found[1]), int(found[2] or 0)
    if minutes > 59 or hours > 24 or (hours == 24 and minutes):
        return None
    return hours * 60 + minutes
