"""What lies wholly in the past is asked about: mostly it is the wrong year."""

from datetime import date

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused


def is_gone_by(last: date) -> bool:
    """Tell whether something whose last day this is lies wholly in the past."""
    return last < clock.today()


def ask_past(last: date, *, meant: bool) -> None:
    """Ask whether the year is right, unless somebody said that it is meant so.

    Raises:
        Refused: "wholly_past" with the last day.
    """
    if is_gone_by(last) and not meant:
        raise Refused("wholly_past", last=last)
