"""The words of the call list as a ledger: what was said, what holds now, what they answered."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from types import MappingProxyType

from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted, listed
from kursplaner.desk.wording.words.kinds import word
from kursplaner.domain.kinds import CallAnswer, ContactResult
from kursplaner.planning.absences.plan import (
    CARE,
    CARE_UNIT,
    CARES,
    DETOUR,
    FREE,
    LESSON_UNIT,
    OFF,
    PLACE,
    RIDE,
    RIDE_BACK,
    RIDE_OUT,
    RIDE_UNIT,
    RIDES,
    SEAT,
    SEAT_BACK,
    SEAT_OUT,
    SEATS,
    VEHICLE,
    aspects,
)
from kursplaner.planning.absences.words import UNKNOWN, Said


class Stand(StrEnum):
    """Where a call stands: done, on the mailbox, told something old, or not told at all."""

    REACHED = "reached"
    MAILBOX = "mailbox"
    AGAIN = "again"
    OPEN = "open"


STANDS: Mapping[Stand, tuple[str, str, str, str]] = MappingProxyType(
    {
        Stand.REACHED: ("erreicht", "good", "check", "good"),
        Stand.MAILBOX: ("Mailbox", "warning", "voicemail", "warning"),
        Stand.AGAIN: ("neu anrufen", "accent", "phone", "accent"),
        Stand.OPEN: ("offen", "neutral", "circle-dashed", "line"),
    }
)
"""Word, tone and icon of the pill, and tone of the stroke in the line of progress."""

NOTHING, NO_ANSWER = "noch nichts", "noch keine"
FAILS: Mapping[str, str] = MappingProxyType(
    {
        OFF: "Kurs fällt aus",
        CARE: "keine Betreuung",
        PLACE: "kein Betreuungsplatz",
        RIDE: "Bus fällt aus",
        RIDE_OUT: "kein Bus hin",
        RIDE_BACK: "kein Bus zurück",
        SEAT: "kein Platz im Bus",
        SEAT_OUT: "kein Platz im Bus hin",
        SEAT_BACK: "kein Platz im Bus zurück",
        DETOUR: "Tour ohne einen Ort",
        VEHICLE: "anderes Fahrzeug",
        FREE: "nicht eingeteilt",
        UNKNOWN: "etwas anderes",
    }
)
WORK_FAILS: Mapping[str, str] = MappingProxyType(
    {CARE: "Betreuung fällt aus", **dict.fromkeys(RIDES, "Fahrt fällt aus")}
)
DUTY: Mapping[str, str] = MappingProxyType(
    {LESSON_UNIT: "Unterricht", CARE_UNIT: "Betreuung", RIDE_UNIT: "Fahrt"}
)
TEAM: Mapping[str, str] = MappingProxyType(
    {LESSON_UNIT: "Team, Unterricht", CARE_UNIT: "Team, Betreuung", RIDE_UNIT: "Team, Fahrdienst"}
)


def state_word(said: Said, state: str, vehicle: str = "") -> str:
    """Return "Bus fällt aus", "wie gewohnt": a state of one of hers in a few words.

    `vehicle` is the name of what she drives in place of another.
    """
    table = {**FAILS, **WORK_FAILS} if said.work else FAILS
    if state == said.now and said.without:
        table = {**table, DETOUR: f"ohne {listed(said.without)}"}
    if state == said.now and vehicle:
        table = {**table, VEHICLE: f"mit {vehicle}"}
    found = [table.get(each, "") for each in aspects(state)]
    return listed(text for text in found if text) or "wie gewohnt"


def now_word(said: Said, boards: str = "", vehicle: str = "") -> str:
    """Return what holds now, "Bus fährt 15:50", also where it is good news."""
    if said.now:
        return state_word(said, said.now, vehicle)
    told = set(aspects(said.told))
    at = days.clock(said.starts)
    if FREE in told or (said.work and not told & {DETOUR, VEHICLE}):
        return f"{DUTY[said.source]} {at}"
    if told & {DETOUR, VEHICLE}:
        return "alle Halte" if DETOUR in told else "Fahrzeug wie sonst"
    if told & {*RIDES, *SEATS}:
        return f"Bus fährt {boards}".strip()
    if told & {*CARES}:
        return "Betreuung findet statt"
    return "Kurs findet statt" if OFF in told else "wie gewohnt"


def told_at_text(at: str, result: str) -> str:
    """Return "7:03" or "7:09, aufgesprochen"."""
    return f"{at}, aufgesprochen" if at and result == ContactResult.MAILBOX else at


def answer_word(answer: CallAnswer, *, bus: bool, children: Collection[str] = ()) -> str:
    """Return "bleibt zu Hause", "kommt ohne Danylo"; empty while nothing is known."""
    if answer is CallAnswer.WITHOUT_CHILD:
        return f"kommt ohne {listed(children) or 'Kind'}"
    if answer is CallAnswer.COMES and bus:
        return "kommt ohne Bus"
    return "" if answer is CallAnswer.OPEN else word(answer)


def means_word(answer: CallAnswer, *, void: bool, excused: bool, children: bool) -> str:
    """Return what follows from an answer: "E vorgemerkt", "Betreuung frei", "E entfällt"."""
    if void and answer is not CallAnswer.OPEN:
        return "E entfällt" if answer is CallAnswer.STAYS_HOME else "gilt nicht mehr"
    if answer is CallAnswer.STAYS_HOME:
        return "E eingetragen" if excused else "E vorgemerkt"
    if answer is CallAnswer.COMES:
        return "Betreuung bleibt" if children else "ohne Vermerk"
    return {
        CallAnswer.WITHOUT_CHILD: "Betreuung frei",
        CallAnswer.UNDECIDED: "bleibt offen",
    }.get(answer, "")


def progress_texts(stands: Collection[Stand]) -> tuple[str, str]:
    """Return "3 von 7 erledigt" and "2 neu anrufen, 1 Mailbox, 1 offen"."""
    found = list(stands)
    rest = [
        f"{found.count(stand)} {STANDS[stand][0]}"
        for stand in (Stand.AGAIN, Stand.MAILBOX, Stand.OPEN)
        if stand in found
    ]
    return f"{found.count(Stand.REACHED)} von {len(found)} erledigt", ", ".join(rest)


def excuses_title(count: int, entered: int, reason: str) -> str:
    """Return "1 Zeichen E vorgemerkt, Grund „Fahrdienst ausgefallen“"."""
    if count:
        return f"{count} Zeichen E vorgemerkt, Grund „{reason}“"
    if entered:
        return f"{entered} Zeichen E eingetragen, Grund „{reason}“"
    return "Kein Zeichen E vorgemerkt"


def excuses_text(noted: Collection[str], back: Collection[str], freed: int) -> str:
    """Return whom it is about, and for whom it was taken back with what comes back."""
    parts = [listed(noted)] if noted else []
    if back:
        parts.append(f"bei {listed(back)} zurückgenommen, Platz wieder belegt")
    if freed:
        parts.append(f"gibt {counted(freed, 'place')} frei")
    return "; ".join(parts) or "für alle, die zu Hause bleiben"


def leaves_in(minutes: int) -> str:
    """Return "geht in 30 min los" for who leaves within two hours, else ""."""
    return f"geht in {minutes} min los" if 0 <= minutes <= 120 else ""
