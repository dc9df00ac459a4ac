"""How long a credential is valid, from the day it was issued."""

from calendar import monthrange
from datetime import date

from kursplaner.basics.settings import DEFAULTS, Settings


def usual_expiry(kind: str, issued_on: date, settings: Settings) -> date | None:
    """Return until when a credential of this kind is usually valid; None where nothing is usual."""
    key = f"papers.{kind}_months"
    if key not in DEFAULTS:
        return None
    year, month = divmod(issued_on.year * 12 + issued_on.month - 1 + settings.number(key), 12)
    if year > date.max.year:
        return None
    return date(year, month + 1, min(issued_on.day, monthrange(year, month + 1)[1]))
