"""A conflict as a sentence: who, what, where, when."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from kursplaner.desk.wording.conflicts.of_people import PEOPLE_MAKERS
from kursplaner.desk.wording.conflicts.subjects import subject_text
from kursplaner.desk.wording.words import days, names
from kursplaner.desk.wording.words.closing import ended
from kursplaner.desk.wording.words.counts import at_most, counted, decimal, duration, listed
from kursplaner.desk.wording.words.credentials import how_long
from kursplaner.desk.wording.words.kinds import said, word
from kursplaner.desk.wording.words.places import land_name
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.conflicts.facts import how_many
from kursplaner.domain.kinds import (
    ClosureReason,
    ConflictKind,
    CredentialKind,
    Direction,
    Equipment,
    SeatKind,
    Severity,
)

Kind = ConflictKind
MANY = 2
OCCUPIED = (
    "Ein Raum, eine Person oder ein Fahrzeug ist zu dieser Zeit inzwischen anders verplant. Bitte"
    " wählen Sie eine andere Zeit oder laden Sie die Seite neu."
)


def sentence(conflict: Conflict) -> str:
    """Return one conflict as a sentence."""
    text = ended(_MAKERS[conflict.kind](conflict).removesuffix("."))
    reason = conflict.facts.get("accepted")
    return f"{text} Angenommen, weil: {reason}" if reason else text


def shown(conflict: Conflict, *, hidden: bool) -> str:
    """Return the sentence as the window may show it: with initials while names are hidden."""
    if not hidden:
        return sentence(conflict)
    covered = tuple(
        subject._replace(label=names.initials(subject.label))
        if subject.noun == "person"
        else subject
        for subject in conflict.subjects
    )
    return sentence(replace(conflict, subjects=covered))


def saved_sentence(saved: str, failing: Collection[Conflict]) -> str:
    """Return what was saved and, where that breaks something, how much: "A2 gespeichert. …"."""
    if not failing:
        return saved
    hard = sum(conflict.hard for conflict in failing)
    parts = [counted(hard, "conflict")] if hard else []
    soft = len(failing) - hard
    parts += [counted(soft, "hint")] if soft else []
    return f"{saved}. Passt jetzt nicht mehr: {listed(parts)}."


def marked_sentence(conflict: Conflict) -> str:
    """Return the sentence with its weight in front, for plain text."""
    return (
        f"{'Hinweis' if conflict.severity is Severity.SOFT else 'Konflikt'}: {sentence(conflict)}"
    )


def sentences(conflicts: Iterable[object]) -> list[str]:
    """Return the sentences of what a HardConflict carries."""
    return [
        marked_sentence(conflict) if isinstance(conflict, Conflict) else OCCUPIED
        for conflict in conflicts
    ]


def headline(hard: int, soft: int) -> str:
    """Return "2 Konflikte, 1 Hinweis" or that there are none."""
    if not hard and not soft:
        return "Keine Konflikte."
    parts = [counted(hard, "conflict")] if hard else ["keine Konflikte"]
    text = ", ".join([*parts, *([counted(soft, "hint")] if soft else [])])
    return f"{text[0].upper()}{text[1:]}."


def _when(conflict: Conflict) -> str:
    return days.when(conflict.starts, conflict.ends)


def _twice(verb: str) -> Callable[[Conflict], str]:
    def make(conflict: Conflict) -> str:
        who, *others = (subject_text(subject) for subject in conflict.subjects)
        same = len(others) > 1 and len(set(others)) == 1
        wanted = f": zweimal {others[0]}" if same else f": {' und '.join(others)}" if others else ""
        return f"{who} ist am {_when(conflict)} doppelt {verb}{wanted}."

    return make


def _course_twice(conflict: Conflict) -> str:
    who = subject_text(conflict.subjects[0])
    return f"{who} hat am {_when(conflict)} zwei Termine zugleich."


def _room_capacity(conflict: Conflict) -> str:
    room, lesson = _two(conflict)
    people, capacity = conflict.facts.get("people", 0), conflict.facts.get("capacity", 0)
    return (
        f"{room} fasst {counted(capacity, 'person')}; zu {lesson} am {_when(conflict)} kommen"
        f" {people}."
    )


def _course_capacity(conflict: Conflict) -> str:
    who = subject_text(conflict.subjects[0])
    people, capacity = conflict.facts.get("people", 0), conflict.facts.get("capacity", 0)
    if people <= capacity:
        return f"{who} ist voll ({counted(capacity, 'place')})."
    return f"{who} hat {counted(people, 'participant')}, vorgesehen sind höchstens {capacity}."


def _childcare_capacity(conflict: Conflict) -> str:
    who = subject_text(conflict.subjects[0])
    facts = conflict.facts
    children, carers = facts.get("children", 0), facts.get("carers", 0)
    if "wanted_tenths" in facts:
        wanted, free = facts["wanted_tenths"], facts.get("free_tenths", 0)
        return (
            f"{who} am {_when(conflict)}: zu wenig Platz für {counted(children, 'child')}"
            f" ({decimal(wanted / 10)} gebraucht, {decimal(free / 10)} frei)."
        )
    weight, limit = facts.get("weight_tenths", 0), facts.get("limit_tenths", 0)
    return (
        f"{who} am {_when(conflict)}: {counted(children, 'child')} bei"
        f" {counted(carers, 'carer')} sind zu viele ({decimal(weight / 10)} von höchstens"
        f" {at_most(limit)})."
    )


def _no_seat(conflict: Conflict) -> str:
    """Return why a family finds no seats together on a way of a course."""
    lesson, vehicle = _two(conflict)
    way = said(Direction, conflict.facts.get("direction", "")) or "Fahrt"
    ride = f"{way} am {_when(conflict)} ({lesson})"
    lacking = conflict.facts.get("lack", "")
    if lacking in NO_SEATS:
        people = counted(how_many(conflict.facts), "person")
        return NO_SEATS[lacking].format(vehicle=vehicle, ride=ride, people=people)
    seat = said(SeatKind, lacking) or "Kindersitz"
    return f"{vehicle} hat für die {ride} nicht genug freie Sitze der Art „{seat}“."


def _vehicle_capacity(conflict: Conflict) -> str:
    if "lack" in conflict.facts:
        return _no_seat(conflict)
    vehicle, ride = _two(conflict)
    people, capacity = conflict.facts.get("people", 0), conflict.facts.get("capacity", 0)
    return (
        f"{vehicle} hat auf der {ride} am {_when(conflict)} {counted(people, 'person')} an Bord,"
        f" Platz ist für {capacity}."
    )


def _child_seat(conflict: Conflict) -> str:
    if "lack" in conflict.facts:
        return _no_seat(conflict)
    vehicle, ride = _two(conflict)
    people, capacity = conflict.facts.get("people", 0), conflict.facts.get("capacity", 0)
    seat = _SEATS.get(conflict.facts.get("seat", ""), "Kindersitz")
    return (
        f"{vehicle} hat für die {ride} am {_when(conflict)} zu wenig passende Sitze"
        f" ({seat}: {people} gebraucht, {capacity} vorhanden)."
    )


def _closure(conflict: Conflict) -> str:
    who, wanted = _two(conflict)
    reason = said(ClosureReason, conflict.facts.get("reason", ""))
    note = conflict.facts.get("note", "")
    why = ", ".join(part for part in (reason, note) if part)
    why = f" ({why})" if why else ""
    if reason == said(ClosureReason, ClosureReason.ENDED):
        return f"{who} steht am {_when(conflict)} nicht mehr zur Verfügung, gebraucht für {wanted}."
    return f"{who} steht am {_when(conflict)} nicht zur Verfügung{why}, gebraucht für {wanted}."


def _day_off(conflict: Conflict) -> str:
    what = "Feiertag" if conflict.kind is Kind.HOLIDAY else "Schließtag"
    name = conflict.facts.get("name", "")
    land = land_name(conflict.facts.get("land", ""))
    called = f" ({', '.join(part for part in (name, land) if part)})" if name else ""
    return f"{_last(conflict)} hat am {_when(conflict)} einen Termin; das ist ein {what}{called}."


def _unavailable(conflict: Conflict) -> str:
    who, wanted = _two(conflict)
    return (
        f"{who} ist am {_when(conflict)} nach den eingetragenen Zeiten nicht verfügbar, gebraucht"
        f" für {wanted}."
    )


def _credential(conflict: Conflict) -> str:
    who = subject_text(conflict.subjects[0])
    credential = said(CredentialKind, conflict.facts.get("paper", ""))
    until = conflict.facts.get("valid_until")
    if conflict.facts.get("lacking"):
        return f"{who}: {credential} fehlt, eingeplant am {_when(conflict)} für {_last(conflict)}."
    valid = how_long(until) if until else "ist abgelaufen"
    return f"{who}: {credential} {valid}, eingeplant am {_when(conflict)}."


def _missing(what: str) -> Callable[[Conflict], str]:
    def make(conflict: Conflict) -> str:
        return f"{_last(conflict)} hat am {_when(conflict)} {what}."

    return make


def _no_room(conflict: Conflict) -> str:
    if conflict.facts.get("childcare"):
        return f"Die Kinderbetreuung zu {_last(conflict)} hat am {_when(conflict)} keinen Raum."
    return f"{_last(conflict)} hat am {_when(conflict)} keinen Raum."


def _ride_missing(conflict: Conflict) -> str:
    direction = said(Direction, conflict.facts.get("direction", "")) or "Fahrt"
    who = next((subject for subject in conflict.subjects if subject.noun == "person"), None)
    if who is not None:
        course = next((subject for subject in conflict.subjects if subject.noun == "course"), who)
        where = f"in der {direction} zu {subject_text(course)}"
        return f"{subject_text(who)} hat am {_when(conflict)} keinen Platz {where}."
    return f"{_last(conflict)} am {_when(conflict)}: die gewünschte {direction} fehlt."


def _of_itself(what: str) -> Callable[[Conflict], str]:
    def make(conflict: Conflict) -> str:
        return f"{subject_text(conflict.subjects[0])} am {_when(conflict)}: {what}."

    return make


def _carer_hours(conflict: Conflict) -> str:
    who = subject_text(conflict.subjects[0])
    worked = duration(conflict.facts.get("minutes", 0))
    limit = duration(conflict.facts.get("limit_minutes", 0))
    return (
        f"{who} betreut in der Woche ab {days.full_day(conflict.day)} {worked} (Hinweis ab"
        f" {limit}): Bitte prüfen Sie, ob eine Pflegeerlaubnis nach § 43 SGB VIII nötig ist."
    )


def _weekly_hours(conflict: Conflict) -> str:
    who = subject_text(conflict.subjects[0])
    worked = duration(conflict.facts.get("minutes", 0))
    limit = duration(conflict.facts.get("limit_minutes", 0))
    work = _WORK.get(conflict.facts.get("work", ""), "ist")
    return (
        f"{who} {work} in der Woche ab {days.full_day(conflict.day)} {worked} eingeplant;"
        f" höchstens {limit} sind vereinbart."
    )


def _accessibility(conflict: Conflict) -> str:
    room, lesson = _two(conflict)
    people = conflict.facts.get("people", 0)
    who = f"{counted(people, 'person')} darauf angewiesen" if people else "der Kurs darauf angelegt"
    verb = "ist" if people < MANY else "sind"
    return f"{room} ist nicht barrierefrei; zu {lesson} am {_when(conflict)} {verb} {who}."


def _equipment(conflict: Conflict) -> str:
    room, lesson = _two(conflict)
    kinds = conflict.facts.get("missing", ())
    what = listed(said(Equipment, kind) for kind in kinds) or "Ausstattung"
    return f"{room} hat nicht, was {lesson} am {_when(conflict)} braucht: {what}."


def _two(conflict: Conflict) -> tuple[str, str]:
    texts = [subject_text(subject) for subject in conflict.subjects]
    return texts[0], texts[-1] if len(texts) > 1 else "den Termin"


def _last(conflict: Conflict) -> str:
    """Return the course where it is named, else the record itself."""
    return subject_text(conflict.subjects[-1])


NO_SEATS: Mapping[str, str] = MappingProxyType(
    {
        "seats": "{vehicle} hat auf der {ride} zu wenig freie Plätze für {people}.",
        "ride_locked": "{vehicle}: Die {ride} liegt schon fest und hält nicht am Haltepunkt.",
        "no_time": "{vehicle} oder wer fährt hat keine Zeit für den Umweg auf der {ride}.",
        "no_stop": "{vehicle}: Den Haltepunkt gibt es für die {ride} nicht mehr.",
        "too_long": "{vehicle}: Mit dem Haltepunkt würde die {ride} zu lange dauern.",
        "wheelchair": "{vehicle} hat auf der {ride} keinen freien Rollstuhlplatz.",
        "pram": "{vehicle} hat auf der {ride} keinen freien Platz für einen Kinderwagen.",
    }
)
"""By what a vehicle lacks (`planning.seats_free`)."""

_SEATS: Mapping[str, str] = MappingProxyType(
    {
        **{kind.value: word(kind) for kind in SeatKind},
        "seats": "Sitzplatz",
        "pram": "Platz für einen Kinderwagen",
    }
)
"""By what is short in a vehicle (`domain.rides.loads.Lack`)."""

_WORK: Mapping[str, str] = MappingProxyType(
    {
        "lesson": "ist für Unterricht",
        "childcare": "ist für Kinderbetreuung",
        "ride": "ist für Fahrten",
    }
)
"""By what somebody works for too long."""

_MAKERS: Mapping[ConflictKind, Callable[[Conflict], str]] = MappingProxyType(
    {
        Kind.ROOM: _twice("belegt"),
        Kind.TEACHER: _twice("verplant"),
        Kind.CARER: _twice("verplant"),
        Kind.DRIVER: _twice("verplant"),
        Kind.VEHICLE: _twice("verplant"),
        Kind.COURSE: _course_twice,
        Kind.ROOM_CAPACITY: _room_capacity,
        Kind.COURSE_CAPACITY: _course_capacity,
        Kind.CHILDCARE_CAPACITY: _childcare_capacity,
        Kind.VEHICLE_CAPACITY: _vehicle_capacity,
        Kind.CHILD_SEAT: _child_seat,
        Kind.CLOSURE: _closure,
        Kind.HOLIDAY: _day_off,
        Kind.CLOSING_DAY: _day_off,
        Kind.AVAILABILITY: _unavailable,
        Kind.CREDENTIAL: _credential,
        Kind.NO_ROOM: _no_room,
        Kind.NO_TEACHER: _missing("keine Lehrkraft"),
        Kind.CHILDCARE_MISSING: _missing("keine Kinderbetreuung, obwohl sie gewünscht ist"),
        Kind.CARER_MISSING: _of_itself("es ist keine Betreuungsperson eingeteilt"),
        Kind.DRIVER_MISSING: _of_itself("es ist niemand zum Fahren eingeteilt"),
        Kind.RIDE_MISSING: _ride_missing,
        Kind.CARER_HOURS: _carer_hours,
        Kind.WEEKLY_HOURS: _weekly_hours,
        Kind.ACCESSIBILITY: _accessibility,
        Kind.EQUIPMENT: _equipment,
        **PEOPLE_MAKERS,
    }
)
