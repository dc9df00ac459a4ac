"""Days as people type them."""

import re
from datetime import date

from kursplaner.basics.errors import Refused

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_GERMAN = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", re.ASCII)


def parse_day(text: str) -> date:
    """Return the day of "2027-03-02" or "2.3.2027".

    Raises:
        Refused: kind "day_unreadable" for anything else, and for days no calendar has.
    """
    bare = text.strip()
    if found := _ISO.fullmatch(bare):
        year, month, day = found.groups()
    elif found := _GERMAN.fullmatch(bare):
        day, month, year = found.groups()
    else:
        raise Refused("day_unreadable", text=text)
    try:
        return date(int(year), int(month), int(day))
    except ValueError as error:
        raise Refused("day_unreadable", text=text) from error
