"""What stands against a lesson, in one word for a pill and in one line for a proposal."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from kursplaner.desk.wording.words.counts import counted, number
from kursplaner.domain.conflicts.conflicts import Conflict, Subject
from kursplaner.domain.kinds import ConflictKind

Kind = ConflictKind
STATES: Mapping[str, str] = MappingProxyType(
    {
        Kind.ROOM: "belegt",
        Kind.TEACHER: "verplant",
        Kind.CARER: "verplant",
        Kind.DRIVER: "verplant",
        Kind.VEHICLE: "unterwegs",
        Kind.COURSE: "doppelt",
        Kind.ROOM_CAPACITY: "zu klein",
        Kind.COURSE_CAPACITY: "überfüllt",
        Kind.CHILDCARE_CAPACITY: "zu viele",
        Kind.CHILDCARE_MISSING: "fehlt",
        Kind.CARER_MISSING: "unbesetzt",
        Kind.VEHICLE_CAPACITY: "überfüllt",
        Kind.CHILD_SEAT: "Sitz fehlt",
        Kind.DRIVER_MISSING: "unbesetzt",
        Kind.RIDE_MISSING: "fehlt",
        Kind.CLOSURE: "gesperrt",
        Kind.HOLIDAY: "Feiertag",
        Kind.CLOSING_DAY: "Schließtag",
        Kind.NO_ROOM: "fehlt",
        Kind.NO_TEACHER: "fehlt",
        Kind.AVAILABILITY: "nicht da",
        Kind.CREDENTIAL: "Nachweis",
        Kind.CARER_HOURS: "Stunden",
        Kind.WEEKLY_HOURS: "Stunden",
        Kind.PARTICIPANT: "doppelt",
        Kind.CHILD: "doppelt",
        Kind.GUARDIAN: "ohne Begleitung",
        Kind.FAMILY_CHAIN: "Kette reißt",
        Kind.NEVER_TOGETHER: "Begegnung",
        Kind.TRAVEL: "Weg zu kurz",
        Kind.ACCESSIBILITY: "nicht barrierefrei",
        Kind.EQUIPMENT: "Ausstattung",
        Kind.LEVEL: "Niveau",
        Kind.AGE: "Alter",
        Kind.ROLE: "ohne Rolle",
        Kind.WAITING_ORDER: "Reihenfolge",
    }
)
_BUSY: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        Kind.ROOM: ("Raum", "Räume", "belegt"),
        Kind.TEACHER: ("Lehrkraft", "Lehrkräfte", "verplant"),
        Kind.CARER: ("Betreuungsperson", "Betreuungspersonen", "verplant"),
        Kind.DRIVER: ("Fahrer:in", "Fahrer:innen", "verplant"),
        Kind.VEHICLE: ("Fahrzeug", "Fahrzeuge", "unterwegs"),
    }
)


def state_word(conflict: Conflict) -> str:
    """Return "verplant", "belegt" …: a conflict in the pill beside what it concerns."""
    if conflict.kind is Kind.CLOSURE and conflict.subjects[0].noun == "person":
        return "nicht da"
    return STATES[conflict.kind]


def standing_line(conflicts: Iterable[Conflict]) -> str:
    """Return "1 Fahrer:in ist verplant. 2 Hinweise." for what stands against a plan."""
    busy: dict[ConflictKind, set[Subject]] = {}
    others = hints = 0
    for conflict in conflicts:
        if conflict.kind in _BUSY and conflict.hard:
            busy.setdefault(conflict.kind, set()).add(conflict.subjects[0])
        elif conflict.hard:
            others += 1
        else:
            hints += 1
    lines = [_busy_line(kind, len(who)) for kind, who in busy.items()]
    if others:
        lines.append("1 weiterer Konflikt." if others == 1 else f"{number(others)} Konflikte.")
    if hints:
        lines.append(f"{counted(hints, 'hint')}.")
    return " ".join(lines)


def _busy_line(kind: ConflictKind, count: int) -> str:
    single, many, state = _BUSY[kind]
    return f"1 {single} ist {state}." if count == 1 else f"{number(count)} {many} sind {state}."
