"""What is not known yet of a family, in words."""

from collections.abc import Iterable

from kursplaner.desk.wording.words.counts import listed

PREFIX = "missing:"
"""Begins a stored line that lists kinds (planning.families)."""
MISSING = {
    "stop": "Haltepunkt",
    "heights": "Größe der Kinder (Kindersitz)",
    "birth_dates": "Geburtsdatum der Kinder",
    "allergies": "Allergien",
    "collectors": "Abholberechtigte",
    "consents": "Einwilligungen",
    "phone": "Telefon",
    "contact": "Kontakt",
    "birth_date": "Geburtsdatum",
    "height": "Größe",
    "health": "Gesundheitsangaben",
    "consent": "Einwilligung",
    "paper": "Nachweise",
    "address": "Anschrift",
}


def missing_line(kinds: Iterable[str]) -> str:
    """Return "Angaben fehlen: Haltepunkt und Geburtsdatum der Kinder"."""
    return f"Angaben fehlen: {listed(MISSING.get(kind, kind) for kind in kinds)}"


def follow_up_line(line: str) -> str:
    """Return a follow-up's line as it is shown: kinds of what is missing become words."""
    kinds = line.removeprefix(PREFIX)
    return line if kinds == line else missing_line(kinds.split(","))
