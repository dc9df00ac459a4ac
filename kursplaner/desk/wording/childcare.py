"""The childcare's board in words: ages, places, states of a child, what is missing."""

from collections.abc import Mapping, Sequence
from datetime import date

from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import at_most, counted, decimal, listed
from kursplaner.domain.kinds import PlaceStatus
from kursplaner.domain.rides.seating import age_in_months
from kursplaner.store.queries.childcare import SlotChild

TENTHS = 10


def short_age(born: date | None, on: date) -> str:
    """Return "4 J.", "11 Mon." or nothing where the birth date is not known."""
    if born is None or born > on:
        return ""
    months = age_in_months(born, on)
    return f"{months // 12} J." if months >= 24 else f"{months} Mon."


def places(tenths: int) -> str:
    """Return "4,5" for 45 tenths of a place."""
    return decimal(tenths / TENTHS)


def of_places(taken: int, allowed: int) -> str:
    """Return "4,5 von 5"."""
    return f"{places(taken)} von {places(allowed)}"


def free_text(free: int) -> str:
    """Return "1,5 frei", "voll" or "3 zu viel" for tenths of places left."""
    if free < 0:
        return f"{places(-free)} zu viel"
    return "voll" if free < TENTHS else f"{places(free)} frei"


def child_state(child: SlotChild, starts: int, now: int | None) -> tuple[str, str, str, str]:
    """Return icon, tone, state and what follows it for a child's card.

    Args:
        child: its place.
        starts: when it is expected (absolute minute).
        now: the minute of now; None: another day.
    """
    if child.status == PlaceStatus.COLLECTED:
        return "log-out", "second", "abgeholt", _at(child.collected_at, child.collected_by)
    if child.status == PlaceStatus.EXCUSED:
        return "thermometer", "second", "entschuldigt", child.remark
    if child.status == PlaceStatus.BROUGHT:
        if child.enrolment_id is None:
            return "user-plus", "accent", "ohne Anmeldung", f"seit {_clock(child.brought_at)}"
        return "circle-check", "good", "gebracht", _at(child.brought_at, child.brought_by)
    expected = f"erwartet {days.clock(starts)}"
    if now is not None and now > starts:
        return "circle-dashed", "warning", "noch nicht da", expected
    return "circle-dashed", "second", "angemeldet", expected


def gap_text(
    starts: int, worst: int, weight: int, allowed: int, there: Sequence[str]
) -> tuple[str, str]:
    """Return "Ab 11:00 fehlen 3 Plätze:" and "8 belegt, 5 erlaubt. Nur A. Lehmann ist da."."""
    missing = -(-worst // TENTHS)
    verb = "fehlt" if missing == 1 else "fehlen"
    strong = f"Ab {days.clock(starts)} {verb} {counted(missing, 'place')}:"
    sentence = f"{places(weight)} belegt, {places(allowed)} erlaubt. {_there(there)}"
    return strong, sentence


def over_text(facts: Mapping[str, object]) -> str:
    """Return "Mit diesem Kind sind 6,5 von höchstens 5 Plätzen belegt."."""
    weight, limit = facts.get("weight_tenths", 0), facts.get("limit_tenths", 0)
    taken = places(weight if isinstance(weight, int) else 0)
    most = at_most(limit if isinstance(limit, int) else 0)
    return f"Mit diesem Kind sind {taken} von höchstens {most} belegt."


def _there(names: Sequence[str]) -> str:
    if not names:
        return "Niemand ist eingeteilt."
    if len(names) == 1:
        return f"Nur {names[0]} ist da."
    return f"{listed(names)} sind da."


def _clock(minute: int | None) -> str:
    return days.clock(minute) if minute is not None else ""


def _at(minute: int | None, by: str) -> str:
    return ", ".join(part for part in (_clock(minute), by) if part)


def shared_text(given: int, left: int) -> str:
    """Return "3 Kinder zugeteilt, für 1 Kind ist im Schlüssel kein Platz"."""
    told = f"{counted(given, 'child')} zugeteilt"
    return f"{told}, für {counted(left, 'child')} ist im Schlüssel kein Platz" if left else told
