"""What is to do, in one line and a second one beneath."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType

from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted, listed, noun, number
from kursplaner.desk.wording.words.kinds import said
from kursplaner.domain.kinds import ConflictKind, CredentialKind, Direction

MOST_DAYS = 3
MISSING: Mapping[ConflictKind, str] = MappingProxyType(
    {
        ConflictKind.NO_ROOM: "Raum",
        ConflictKind.NO_TEACHER: "Lehrkraft",
        ConflictKind.CARER_MISSING: "Betreuungsperson",
        ConflictKind.DRIVER_MISSING: "Fahrer:in",
        ConflictKind.CHILDCARE_MISSING: "Kinderbetreuung",
        ConflictKind.RIDE_MISSING: "Fahrt",
    }
)
SOLVE: Mapping[ConflictKind, str] = MappingProxyType(
    {
        ConflictKind.NO_ROOM: "Raum wählen",
        ConflictKind.NO_TEACHER: "Einteilen",
        ConflictKind.CARER_MISSING: "Einteilen",
        ConflictKind.DRIVER_MISSING: "Einteilen",
        ConflictKind.CHILDCARE_MISSING: "Anlegen",
        ConflictKind.RIDE_MISSING: "Planen",
    }
)


def near(day: date, today: date) -> str:
    """Return "heute", "gestern", "morgen" or "Di 02.03."."""
    steps = {0: "heute", -1: "gestern", 1: "morgen"}
    return steps.get((day - today).days) or days.short_day(day)


def some_days(found: Sequence[date], today: date) -> str:
    """Return "heute und morgen", or "an 12 Tagen ab Di 02.03."."""
    once = sorted(set(found))
    if len(once) > MOST_DAYS:
        return f"an {counted(len(once), 'day', dative=True)} ab {near(once[0], today)}"
    return listed(near(day, today) for day in once)


def calls_title(open_: int, total: int) -> str:
    """Return "3 von 5 Anrufen sind offen"."""
    if total == 1:
        return "1 Anruf ist offen"
    return f"{number(open_)} von {number(total)} Anrufen {'ist' if open_ == 1 else 'sind'} offen"


def lists_title(count: int) -> str:
    """Return "3 Listen für heute sind nicht gedruckt"."""
    if count == 1:
        return "1 Liste für heute ist nicht gedruckt"
    return f"{number(count)} Listen für heute sind nicht gedruckt"


def lists_sentence(courses: int, slots: int, rides: int) -> str:
    """Return "2 Anwesenheitslisten, 1 Betreuungsliste, 2 Fahrtenblätter"."""
    found = ((courses, "attendance_list"), (slots, "childcare_list"), (rides, "driver_sheet"))
    return ", ".join(counted(count, key) for count, key in found if count)


def attendance_title(found: Sequence[date], today: date) -> str:
    """Return "Anwesenheit von gestern fehlt" or "Anwesenheit an 3 Terminen fehlt"."""
    if len(found) > 1:
        return f"Anwesenheit an {counted(len(found), 'lesson', dative=True)} fehlt"
    if found[0] in (today, today - timedelta(days=1)):
        return f"Anwesenheit von {near(found[0], today)} fehlt"
    return f"Anwesenheit vom {days.short_day(found[0])} fehlt"


def credential_title(kind: str, until: date, today: date) -> str:
    """Return "Führungszeugnis läuft am Mo 15.03. ab" or that it has run out."""
    credential = said(CredentialKind, kind)
    if until < today:
        return f"{credential} ist seit {days.short_day(until)} abgelaufen"
    if until == today:
        return f"{credential} läuft heute ab"
    return f"{credential} läuft am {days.short_day(until)} ab"


def missing_title(kind: ConflictKind, course: str, directions: Sequence[str] = ()) -> str:
    """Return "Lehrkraft für Nachhilfe fehlt", "Fahrer:in für die Rückfahrt fehlt"."""
    what = MISSING[kind]
    if kind is ConflictKind.RIDE_MISSING and len(directions) > 1:
        return f"Hin- und Rückfahrt zu {course} fehlen"
    if kind is ConflictKind.RIDE_MISSING and directions:
        return f"{said(Direction, directions[0])} zu {course} fehlt"
    if kind in (ConflictKind.CARER_MISSING, ConflictKind.DRIVER_MISSING):
        serving = "Kinderbetreuung" if kind is ConflictKind.CARER_MISSING else "Fahrt"
        return f"{what} für {serving} zu {course} fehlt" if course else f"{what} fehlt"
    return f"{what} für {course} fehlt" if course else f"{what} fehlt"


def waiting_title(course: str, free: int) -> str:
    """Return "1 Platz frei in A1.1 Frauen"."""
    return f"{counted(free, 'place')} frei in {course}"


def unserved_title(people: Sequence[str]) -> str:
    """Return "Kein Platz im Fahrzeug für Jana D." or for how many people."""
    if len(people) == 1:
        return f"Kein Platz im Fahrzeug für {people[0]}"
    return f"{number(len(people))} {noun('person', len(people))} ohne Platz im Fahrzeug"


def proof_title(until: date, today: date) -> str:
    """Return "Verwendungsnachweis fällig am Mi 31.03."."""
    if until < today:
        return f"Verwendungsnachweis war am {days.short_day(until)} fällig"
    return f"Verwendungsnachweis fällig am {days.short_day(until)}"
