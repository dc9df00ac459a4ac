"""What is still to be asked of somebody, and how the line of a follow-up says so."""

from collections.abc import Iterable
from enum import StrEnum


class MissingDetail(StrEnum):
    """Something to ask for; those in the plural are of the children that come along."""

    CONTACT = "contact"
    PHONE = "phone"
    FAMILY_NAME = "family_name"
    BIRTH_DATE = "birth_date"
    BIRTH_DATES = "birth_dates"
    HEIGHT = "height"
    HEIGHTS = "heights"
    STOP = "stop"
    ADDRESS = "address"
    GUARDIAN = "guardian"
    COLLECTOR = "collector"
    COLLECTORS = "collectors"
    HEALTH = "health"
    ALLERGIES = "allergies"
    CONSENT = "consent"
    CONSENTS = "consents"
    CREDENTIAL = "paper"


class Asking(StrEnum):
    """How a stored line begins that lists kinds of `MissingDetail` or ids, and no sentence.

    VEHICLE names a vehicle's id; TIMES lists ways of a passenger, DATES lessons, childcare and
    rides of somebody, each with the time she knows, to be told that it is another.
    """

    MISSING = "missing:"
    AGAIN = "again:"
    VEHICLE = "vehicle:"
    TIMES = "times:"
    DATES = "dates:"


def asking_line(asking: Asking, details: Iterable[str]) -> str:
    """Return the line of a follow-up by which these details are asked."""
    return asking + ",".join(details)


def asked_in(line: str, asking: Asking) -> tuple[str, ...]:
    """Return the kinds a line lists, none where it is a sentence or asks otherwise."""
    return tuple(line.removeprefix(asking).split(",")) if line.startswith(asking) else ()
