"""Name + "krank" in Strg+K: the absence of today in one line."""

from __future__ import annotations

from kursplaner.basics.folding import fold
from kursplaner.desk.wording import absences as wording
from kursplaner.desk.wording.people.people import role_word
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.kinds import word
from kursplaner.domain.kinds import AbsenceKind, ClosureReason
from kursplaner.planning.absences.reach import AbsenceDraft
from kursplaner.store.queries.absences.calls import municipalities
from kursplaner.store.queries.people.people import people_rows
from kursplaner.store.queries.rides.rides import vehicle_rows
from kursplaner.ui.absences.acts import report
from kursplaner.ui.context import AppContext
from kursplaner.ui.widgets import PaletteEntry

MOST_FOUND = 6
WORDS = {
    "krank": ClosureReason.ILL,
    "fehlt": ClosureReason.AWAY,
    "urlaub": ClosureReason.HOLIDAY,
    "defekt": ClosureReason.REPAIR,
    "kaputt": ClosureReason.REPAIR,
    "schnee": ClosureReason.WEATHER,
    "streik": ClosureReason.STRIKE,
    "gesperrt": ClosureReason.CLOSED,
}
VILLAGE_REASONS = frozenset({ClosureReason.WEATHER, ClosureReason.STRIKE, ClosureReason.CLOSED})
VEHICLE_REASONS = frozenset({ClosureReason.REPAIR, ClosureReason.AWAY})


def asked_for(text: str) -> tuple[str, ClosureReason] | None:
    """Return the name and the reason of "Lehmann krank" or "krank Lehmann", else None."""
    words = text.split()
    for at in (len(words) - 1, 0):
        reason = WORDS.get(fold(words[at])) if len(words) > 1 else None
        if reason is not None:
            return " ".join(words[:at] + words[at + 1 :]), reason
    return None


def found_absences(context: AppContext, text: str) -> list[PaletteEntry]:
    """Return an entry for everybody of that name; choosing it reports the absence of today."""
    asked = asked_for(text)
    if asked is None:
        return []
    name, reason = asked
    if reason in VILLAGE_REASONS:
        return _villages(context, name, reason)
    with context.workspace.read() as db:
        people = people_rows(db, name, limit=MOST_FOUND) if reason != ClosureReason.REPAIR else []
        vehicles = vehicle_rows(db) if reason in VEHICLE_REASONS else []
    found = []
    for person in people:
        who = names.shown(person.name, hidden=context.names_hidden)
        short = names.initials(person.name) if context.names_hidden else names.short(person.name)
        draft = _draft(context, AbsenceKind.PERSON, person.id, reason)
        title = f"{who}: heute {wording.MISSING[reason]}"
        roles = ", ".join(map(role_word, person.roles))
        found.append(PaletteEntry(title, _Report(context, draft, short), roles, "user-x"))
    for vehicle in vehicles:
        if fold(name) in fold(f"{vehicle.name} {vehicle.plate}"):
            draft = _draft(context, AbsenceKind.VEHICLE, vehicle.id, reason)
            run = _Report(context, draft, vehicle.name)
            found.append(PaletteEntry(f"{vehicle.name}: fällt heute aus", run, "Fahrzeug", "bus"))
    return found


def _villages(context: AppContext, name: str, reason: ClosureReason) -> list[PaletteEntry]:
    with context.workspace.read() as db:
        found = [village for village in municipalities(db) if fold(village).startswith(fold(name))]
    today, why = context.today(), word(reason)
    entries = []
    for village in found[:MOST_FOUND]:
        draft = AbsenceDraft(AbsenceKind.VILLAGE, today, today, reason, None, village, why)
        run = _Report(context, draft, village)
        entries.append(PaletteEntry(f"{village}: heute keine Fahrten ({why})", run, "Ort", "bus"))
    return entries


def _draft(context: AppContext, kind: AbsenceKind, key: int, reason: ClosureReason) -> AbsenceDraft:
    today = context.today()
    return AbsenceDraft(kind, today, today, reason, key, note=wording.MISSING[reason])


class _Report:
    """Reports an absence when its entry is chosen."""

    def __init__(self, context: AppContext, draft: AbsenceDraft, who: str) -> None:
        self._context, self._draft, self._who = context, draft, who

    def __call__(self) -> None:
        report(self._context, self._draft, self._who)
