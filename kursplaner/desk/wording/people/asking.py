"""What is asked again of people, and what is known of it today, in words."""

from collections.abc import Iterable
from datetime import date

from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted
from kursplaner.desk.wording.words.kinds import said
from kursplaner.domain.kinds import CredentialKind

UNKNOWN = "nicht bekannt"
PROVED = "reichen bis zum Kursende"


def stops_text(stops: Iterable[str]) -> str:
    """Return where somebody boards: "Oelsnitz, Markt"; two stops where the way back differs."""
    return " / ".join(stops) or UNKNOWN


def height_text(height_cm: int | None, measured_on: date | None) -> str:
    """Return "98 cm (01.02.2026)", with the day it was measured."""
    if height_cm is None:
        return UNKNOWN
    return f"{height_cm} cm" + (f" ({days.dated(measured_on)})" if measured_on else "")


def credentials_text(ending: Iterable[tuple[str, date]]) -> str:
    """Return "Masernschutz bis 01.03.2027" of proofs that end before the course does."""
    found = [f"{said(CredentialKind, kind)} bis {days.dated(until)}" for kind, until in ending]
    return ", ".join(found) or PROVED


def course_line(number: str, people: int) -> str:
    """Return "A2-04: 12 Personen erneut fragen"."""
    return f"{number}: {counted(people, 'person')} erneut fragen"


def vehicle_line(vehicle: str, number: str) -> str:
    """Return "Bus 1: Nachweise enden vor dem letzten Termin von A2-04"."""
    return f"{vehicle}: Nachweise enden vor dem letzten Termin von {number}"


def planned_line(people: int, due: date, kinds: Iterable[tuple[str, int]]) -> str:
    """Return "Ab Di 27.04. erneut zu fragen: 12 Personen (Haltepunkt 5, Größe 4)"."""
    what = ", ".join(f"{kind} {count}" for kind, count in kinds)
    return f"Ab {days.short_day(due)} erneut zu fragen: {counted(people, 'person')} ({what})"


def ticked_notice(people: int, *, asked: bool) -> str:
    """Return "12 Personen gefragt"."""
    return f"{counted(people, 'person')} {'gefragt' if asked else 'wieder offen'}"
