"""A person who is deleted or ends, in words: what goes along."""

from collections.abc import Iterable
from types import MappingProxyType

from kursplaner.desk.wording.words.counts import counted
from kursplaner.desk.wording.words.names import shown
from kursplaner.planning.people.ending import DeletePlan, EndPlan
from kursplaner.store.queries.labels import labels
from kursplaner.store.session import Db

LINES = MappingProxyType(
    {
        "other_name": "weitere Namen",
        "person_address": "Anschrift",
        "contact_route": "Kontakt",
        "emergency_contact": "Notfallkontakte",
        "health_note": "Gesundheitsangaben",
        "consent": "Einwilligungen",
        "level_result": "Niveaus",
        "profile": "Rollen",
        "paper": "Nachweise",
        "weekly_limit": "Stunden je Woche",
        "week_note": "Bemerkungen zur Woche",
        "availability": "Verfügbarkeit",
        "follow_up": "Wiedervorlagen",
        "guardianship": "Verbindung zur Familie",
        "never_together": "Hinweise, wem sie nicht begegnen soll",
        "authorised_collector": "Abholberechtigte",
    }
)


def delete_lines(plan: DeletePlan) -> list[str]:
    """Return what goes with a person who is deleted."""
    if not plan.lines:
        return ["Sonst ist nichts eingetragen."]
    words = sorted(LINES[table] for table in plan.lines)
    return [f"Mit gelöscht: {', '.join(words)}."]


def deleted(name: str, *, hidden: bool = False) -> str:
    """Return the notice after somebody was deleted."""
    return f"Gelöscht: {shown(name, hidden=hidden)}"


def end_lines(db: Db, plan: EndPlan) -> list[str]:
    """Return what ends with a person: courses, places, rides, and who could move up."""
    titles = labels(db, {("course", key) for key in (*plan.leaves, *plan.waiting)})
    return list(_ends(plan, {key: title for (_, key), title in titles.items()}))


def _ends(plan: EndPlan, titles: dict[int, str]) -> Iterable[str]:
    for course, leave in plan.leaves.items():
        freed = [
            counted(len(rows), noun)
            for rows, noun in ((leave.place_ids, "place"), (leave.seat_ids, "seat"))
            if rows
        ]
        more = f", frei werden {' und '.join(freed)}" if freed else ""
        yield f"Verlässt heute {titles.get(course, '')}{more}."
        if leave.moving_up:
            count = len(leave.moving_up)
            verb = "kann" if count == 1 else "können"
            yield f"Nachrücken {verb} dort {counted(count, 'person')}."
    for course in plan.waiting:
        yield f"Verlässt die Warteliste von {titles.get(course, '')}."
    if not plan.leaves and not plan.waiting:
        yield "Sie ist in keinem laufenden Kurs."


def ended(name: str, *, hidden: bool = False) -> str:
    """Return the notice after somebody ended."""
    return f"Beendet: {shown(name, hidden=hidden)} steht nur noch in Nachweisen"
