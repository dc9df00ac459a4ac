"""An absence in words: who is missing, what that touches, who stands in, what the calls say."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from kursplaner.desk.wording.conflicts.obstacles import against_text
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted, listed, noun
from kursplaner.desk.wording.words.kinds import said, word
from kursplaner.domain.conflicts.obstacles import Obstacle
from kursplaner.domain.kinds import (
    AbsenceKind,
    CallAnswer,
    ClosureReason,
    ContactResult,
    CredentialKind,
    RouteKind,
)
from kursplaner.planning.absences.cancelling import CallingOff
from kursplaner.planning.absences.reach import Part, Touched
from kursplaner.planning.absences.replanning import Replanned
from kursplaner.planning.absences.reporting import AbsencePlan
from kursplaner.planning.absences.stand_ins import Candidate, Fit

FITS: Mapping[Fit, tuple[str, str]] = MappingProxyType(
    {
        Fit.FITS: ("passt", "good"),
        Fit.RESERVE: ("bedingt", "warning"),
        Fit.PARTLY: ("teilweise", "warning"),
        Fit.NO: ("geht nicht", "bad"),
    }
)
"""Word and tone of how well somebody can stand in."""

MISSING: Mapping[ClosureReason, str] = MappingProxyType(
    {
        ClosureReason.ILL: "krank",
        ClosureReason.HOLIDAY: "im Urlaub",
        ClosureReason.AWAY: "nicht da",
        ClosureReason.REPAIR: "in Reparatur",
        ClosureReason.WEATHER: "wegen des Wetters nicht da",
        ClosureReason.STRIKE: "wegen des Streiks nicht da",
        ClosureReason.CLOSED: "nicht da",
        ClosureReason.ENDED: "nicht mehr da",
        ClosureReason.OTHER: "nicht da",
    }
)
WHOLE: Mapping[ClosureReason, str] = MappingProxyType(
    {ClosureReason.WEATHER: "Wetter", ClosureReason.STRIKE: "Streik"}
)
SHORT = {"slot": "Betreuung"}
PART_TITLES: Mapping[Part, str] = MappingProxyType(
    {
        Part.TEACHER: "Unterricht",
        Part.CARER: "Betreuung",
        Part.DRIVER: "Fahrten",
        Part.VEHICLE: "Fahrten",
        Part.PARTICIPANT: "Teilnahme",
        Part.VILLAGE: "Fahrten",
        Part.DAY: "Kurse und Fahrten",
    }
)


def span_text(first: date, last: date) -> str:
    """Return "am Do 04.03." or "Di 02.03. bis Do 04.03."."""
    if first == last:
        return f"am {days.short_day(first)}"
    return f"{days.short_day(first)} bis {days.short_day(last)}"


def missing_text(kind: str, who: str, reason: str, first: date, last: date, until: int = 0) -> str:
    """Return "A. Lehmann ist am Do 04.03. krank", "Oelsnitz: am Do 04.03. keine Fahrten".

    `until` is the minute of the last day at which it ends; 0 for the whole day.
    """
    when = span_text(first, last)
    if until % 1440:
        when = f"{when} bis {days.clock(until)}"
    why = WHOLE.get(ClosureReason(reason), "")
    if kind == AbsenceKind.VILLAGE:
        return f"{who}: {when} keine Fahrten{f' ({why})' if why else ''}"
    if kind == AbsenceKind.DAY:
        return f"{when[0].upper()}{when[1:]} fällt alles aus{f' ({why})' if why else ''}"
    if kind == AbsenceKind.VEHICLE:
        return f"{who} fällt {when} aus"
    if first != last:
        return f"{who} ist bis {days.short_day(last)} {MISSING[ClosureReason(reason)]}"
    return f"{who} ist {when} {MISSING[ClosureReason(reason)]}"


def cut_off_text(reason: str, until: int) -> str:
    """Return "Keine Fahrten bis 14:00 (Wetter)": what fails of a village named above."""
    why = WHOLE.get(ClosureReason(reason), "")
    when = f" bis {days.clock(until)}" if until % 1440 else ""
    return f"Keine Fahrten{when}{f' ({why})' if why else ''}"


def page_title(parts: Collection[Part], first: date, last: date, village: str = "") -> str:
    """Return "Betreuung am Do 04.03.", "Raun am Do 04.03."."""
    titles = list(dict.fromkeys(PART_TITLES[part] for part in parts))
    return f"{village or listed(titles) or 'Ausfall'} {span_text(first, last)}"


def reported_text(at: date, clock: int, today: date, *, withdrawn: bool = False) -> str:
    """Return "gemeldet heute 8:10", "aufgehoben, gemeldet heute 8:10"."""
    day = "heute" if at == today else days.short_day(at)
    return f"{'aufgehoben, ' if withdrawn else ''}gemeldet {day} {days.clock(clock)}"


def touching_text(plan: AbsencePlan) -> str:
    """Return "2 Betreuungszeiten und 3 Fahrten betroffen, 5 Personen anzurufen"."""
    keys = (("lesson", "lesson"), ("childcare", "slot"), ("ride", "ride"))
    counts = ((len(plan.of(source)), key) for source, key in keys)
    parts = [counted(count, key) for count, key in counts if count]
    if not parts:
        return "Davon ist nichts betroffen."
    called = f", {counted(len(plan.concerned), 'person')} anzurufen" if plan.concerned else ""
    return f"{listed(parts)} betroffen{called}"


def times_text(touched: Iterable[Touched], *, several_days: bool) -> str:
    """Return "8:45–11:45 und 17:45–20:15", with days where there are several."""
    spans = sorted({(record.starts, record.ends) for record in touched})
    if several_days:
        return f"{counted(len(spans), 'time')} an {counted(_days(spans), 'day', dative=True)}"
    return listed(days.times(*span) for span in spans)


def _days(spans: Sequence[tuple[int, int]]) -> int:
    return len({start // 1440 for start, _ in spans})


def tasks_text(count: int) -> str:
    """Return "2 Aufgaben offen"; empty where nothing is."""
    return f"{count} Aufgabe{'n' * (count > 1)} offen" if count else ""


def candidate_text(candidate: Candidate, part: Part) -> str:
    """Return "ganz frei, kennt 4 der 6 Kinder", or why not."""
    barred = [_against(each) for each in candidate.choice.against]
    if candidate.fit is Fit.NO:
        return _sentence(barred) or "an keinem Termin frei"
    free = "ganz frei" if candidate.choice.free == candidate.choice.of else _some_free(candidate)
    return _sentence([free, *_knows(candidate, part), *barred])


def _sentence(parts: Iterable[str]) -> str:
    return ", ".join(part for part in parts if part)


def _some_free(candidate: Candidate) -> str:
    return f"frei für {len(candidate.records)} von {candidate.choice.of}"


def _knows(candidate: Candidate, part: Part) -> list[str]:
    if part is Part.CARER and candidate.of:
        if candidate.knows == candidate.of:
            return ["kennt das Kind" if candidate.of == 1 else f"kennt alle {candidate.of} Kinder"]
        return [f"kennt {candidate.knows} der {candidate.of} Kinder"] if candidate.knows else []
    return ["kennt den Kurs"] if part is Part.TEACHER and candidate.knows else []


def _against(each: object) -> str:
    obstacle = getattr(each, "obstacle", None)
    facts = getattr(each, "facts", {})
    if obstacle is Obstacle.CREDENTIAL_MISSING:
        credentials = [said(CredentialKind, str(kind)) for kind in facts.get("papers", ())]
        return f"{listed(credentials)} {'fehlt' if len(credentials) == 1 else 'fehlen'} noch"
    return against_text(each)  # type: ignore[arg-type]


def answer_text(answer: str, topic: str, *, children: bool, without: Collection[str] = ()) -> str:
    """Return "kommt ohne Kind", "bleibt zu Hause" …; `without` names the children left at home."""
    given = CallAnswer(answer)
    if given is CallAnswer.WITHOUT_CHILD and without:
        return f"kommt ohne {listed(without)}"
    if given is CallAnswer.COMES and topic == "childcare" and children:
        return "kommt ohne Kind"
    if given is CallAnswer.COMES and topic == "ride":
        return "kommt ohne Bus"
    return word(given)


def state_text(result: str, answer: str, at: str, note: str) -> str:
    """Return "8:24, kommt ohne Kind", "8:31, Mailbox", "" for a call not tried."""
    if not at:
        return ""
    reached = ContactResult(result)
    if reached is ContactResult.REACHED:
        told = note or answer
    elif reached is ContactResult.MAILBOX:
        told = note or "Mailbox besprochen"
    else:
        told = note
    return f"{at}, {told}" if told else ""


def otherwise_text(*, again: bool) -> str:
    """Return what stands beside somebody who was told what is not planned any more."""
    return "gute Nachricht: bitte anrufen" if again else "anders gesagt: bitte neu anrufen"


def replanned_text(begins: str, done: Replanned, to_call: int) -> str:
    """Return what a change of the plan did: what takes place again, who is to be called."""
    full = len({stay.gone.person_id for stay in done.away})
    parts = [begins]
    if done.again:
        parts.append(f"{records_text(done.again)} wieder wie geplant")
    if done.stays_off:
        parts.append(f"{records_text(done.stays_off)} bleibt abgesagt, weil etwas davon belegt ist")
    if full:
        parts.append(f"für {counted(full, 'family')} ist kein Platz mehr")
    if to_call:
        parts.append(f"noch {counted(to_call, 'person')} anzurufen")
    return "; ".join(parts)


def records_text(touched: Collection[Touched]) -> str:
    """Return "1 Termin, 1 Betreuungszeit und 2 Fahrten"."""
    keys = (("lesson", "lesson"), ("childcare", "slot"), ("ride", "ride"))
    counts = [(sum(each.source == source for each in touched), key) for source, key in keys]
    return listed(counted(count, key) for count, key in counts if count)


def message_word(*, again: bool, count: int) -> str:
    """Return "gute Nachricht (3 Personen)": which of several messages it is."""
    return f"{'gute Nachricht' if again else 'Ausfall'} ({counted(count, 'person')})"


NOT_ANSWERED = "nicht abgenommen"


def route_text(kind: str, note: str) -> str:
    """Return "Telefon", "Nachbarin, kein Telefon" …: what a way is."""
    way = said(RouteKind, kind)
    return (
        note
        if kind in (RouteKind.NEIGHBOUR, RouteKind.EMPLOYER) and note
        else (f"{way}, {note}" if note else way)
    )


def progress_text(reached: int, total: int, mailbox: int, open_: int) -> tuple[str, str]:
    """Return "3 von 5 erreicht" and "1 Mailbox, 1 offen"."""
    rest = [f"{mailbox} Mailbox" if mailbox else "", f"{open_} offen" if open_ else ""]
    return f"{reached} von {total} erreicht", ", ".join(part for part in rest if part)


def records_figure(touched: Collection[Touched]) -> tuple[int, str, str]:
    """Return number, noun and note of what is touched: (2, "Termine", "1 Betreuungszeit")."""
    keys = (("lesson", "lesson"), ("childcare", "slot"), ("ride", "ride"))
    counts = [(sum(record.source == source for record in touched), key) for source, key in keys]
    found = [(count, key) for count, key in counts if count] or [(0, "lesson")]
    count, key = found[0]
    rest = listed(counted(*pair) for pair in found[1:])
    return count, SHORT.get(key, noun(key, count)), rest


def settled_text(touched: Collection[Touched]) -> tuple[str, str]:
    """Return what to say where nothing is left to stand in for or to call off."""
    if any(record.part is Part.PARTICIPANT for record in touched):
        return "Nichts zu vertreten", "Platz, Betreuung und Fahrt sind frei"
    if not touched:
        return "Alles geregelt", "Es ist nichts mehr offen"
    return "Alles geregelt", "Vertreten, abgesagt oder schon vorbei"


def calling_off_text(plan: CallingOff) -> str:
    """Return "2 Termine, 1 Betreuungszeit und 4 Fahrten absagen"."""
    counts = (
        (plan.lesson_ids, "lesson"),
        (plan.slot_ids, "slot"),
        (plan.ride_ids, "ride"),
        (plan.seat_ids, "seat"),
    )
    return f"{listed(counted(len(ids), key) for ids, key in counts if ids)} absagen"


def freed_text(lessons: int, places: int, rides: int) -> str:
    """Return "1 Termin, 2 Plätze und 2 Fahrten frei"."""
    counts = ((lessons, "lesson"), (places, "place"), (rides, "ride"))
    return listed(counted(count, key) for count, key in counts if count)


def families_word(count: int, *, families: bool) -> str:
    """Return "Familien" or "Personen" in the right form."""
    return noun("family" if families else "person", count)
