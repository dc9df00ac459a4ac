"""How long a credential is valid, said as it is today: what still holds has not run out."""

from datetime import date

from kursplaner.basics import clock
from kursplaner.desk.wording.words import days


def has_run_out(until: date) -> bool:
    """Tell whether a credential that was valid until a day is no longer."""
    return until < clock.today()


def how_long(until: date) -> str:
    """Return "gilt nur bis 20.03.2027", or "ist abgelaufen (gültig bis 20.03.2027)"."""
    if has_run_out(until):
        return f"ist abgelaufen (gültig bis {days.dated(until)})"
    return f"gilt nur bis {days.dated(until)}"
