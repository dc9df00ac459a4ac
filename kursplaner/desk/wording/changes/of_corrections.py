"""What the correction of a course does, in a few lines for window and shell."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from kursplaner.basics.spans import day_of
from kursplaner.desk.wording.changes.consequences import stay_lines
from kursplaner.desk.wording.changes.records import RideChange, SlotChange
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.closing import NOTHING
from kursplaner.desk.wording.words.counts import counted, listed, units
from kursplaner.desk.wording.words.kinds import said
from kursplaner.desk.wording.words.languages import languages_text
from kursplaner.domain.kinds import CourseType, Equipment

if TYPE_CHECKING:
    from kursplaner.planning.courses.corrected_values import Corrected
    from kursplaner.planning.courses.correcting import Correction
    from kursplaner.planning.courses.deleting import Deletion
    from kursplaner.planning.courses.ending import Ending
    from kursplaner.planning.courses.services_changed import Families
    from kursplaner.store.journal.rehearsal import RowChange

MOST_NAMED, MOST_LINES = 12, 8
NONE = "keine"

Names = Mapping[tuple[str, int], str]
"""Names of people and titles of what a field points to, by noun and id."""


def _text(value: Any) -> str:  # noqa: ANN401 (what a field holds)
    return f"„{value}“" if value else NONE


def _yes(value: Any) -> str:  # noqa: ANN401
    return "ja" if value else "nein"


def _equipment(value: Any) -> str:  # noqa: ANN401
    return ", ".join(said(Equipment, kind) or kind for kind in str(value).split()) or NONE


FIELDS: Mapping[str, tuple[str, Callable[[Any], str]]] = {
    "number": ("Nummer", _text),
    "title": ("Titel", _text),
    "course_type": ("Kursart", lambda value: said(CourseType, value)),
    "level": ("Niveau", lambda value: str(value) or "ohne"),
    "language": ("Unterrichtssprache", lambda value: languages_text(str(value)) or "Deutsch"),
    "colour": ("Farbe", lambda value: str(int(value) + 1)),
    "women_only": ("Nur für Frauen", _yes),
    "walk_in": ("Offen ohne Anmeldung", _yes),
    "capacity": ("Plätze", str),
    "required_units": ("Umfang", lambda value: f"{value} UE"),
    "unit_minutes": ("Eine Einheit", lambda value: f"{value} Min."),
    "pause_in_school_holidays": ("Pause in Schulferien", _yes),
    "needs_accessible": ("Barrierefrei nötig", _yes),
    "needs_equipment": ("Ausstattung", _equipment),
    "note": ("Bemerkung", _text),
}
POINTS_TO = {
    "site_id": ("Standort", "site"),
    "provider_id": ("Träger", "organisation"),
    "grant_id": ("Förderung", "grant"),
}


def correction_lines(plan: "Correction", names: Names, moved: Sequence[str]) -> list[str]:
    """Return what a correction does; `moved` are the lines of lessons, childcare and rides."""
    if plan.empty:
        return [NOTHING]
    return [
        *(_field_line(corrected, names) for corrected in plan.fields),
        *_grant_lines(plan, names),
        *_units_lines(plan),
        *_waiting_lines(plan, names),
        *_over_line(plan, names),
        *_service_lines("Kinderbetreuung", plan.childcare, plan.day, names),
        *_service_lines("Fahrdienst", plan.shuttle, plan.day, names),
        *shortened(moved),
        *stay_lines(plan.untouched),
    ]


def shortened(lines: Sequence[str]) -> list[str]:
    """Return the first lines, and how many more there are."""
    rest = len(lines) - MOST_LINES
    more = [f"… und {rest} weitere Änderungen an Terminen, Betreuung und Fahrten"]
    return [*lines[:MOST_LINES], *(more if rest > 0 else [])]


def service_counts(rows: Sequence["RowChange"]) -> list[str]:
    """Return "12 Betreuungszeiten fallen weg.", "48 Fahrten kommen dazu.", if any."""
    slots = [SlotChange(row) for row in rows if row.table == "childcare_slot"]
    rides = [RideChange(row) for row in rows if row.table == "ride"]
    found = []
    for noun, changes in (("slot", slots), ("ride", rides)):
        gone = sum(change.cancelled for change in changes)
        new = sum(change.new for change in changes)
        if gone:
            found.append(f"{counted(gone, noun)} {'fällt' if gone == 1 else 'fallen'} weg.")
        if new:
            found.append(f"{counted(new, noun)} {'kommt' if new == 1 else 'kommen'} dazu.")
    return found


def _field_line(corrected: "Corrected", names: Names) -> str:
    before, after = corrected.before, corrected.after
    if corrected.name in POINTS_TO:
        label, noun = POINTS_TO[corrected.name]
        old, new = (_pointed(value, noun, names) for value in (before, after))
    else:
        label, said_ = FIELDS[corrected.name]
        old, new = said_(before), said_(after)
    return f"{label}: {old} → {new}"


def _pointed(value: object, noun: str, names: Names) -> str:
    return NONE if value is None else names.get((noun, int(str(value))), NONE)


def _grant_lines(plan: "Correction", names: Names) -> Iterator[str]:
    """Tell for which lessons another grant pays, and what of them is done already."""
    moved = plan.grant
    if moved is None:
        return
    old = listed([_pointed(key, "grant", names) for key in moved.before])
    new = _pointed(moved.after, "grant", names)
    since = f"ab {days.full_day(moved.first)}"
    if not moved.lessons:
        yield f"Förderung {since}: {new}, für keinen Termin anders als bisher."
        return
    lesson = counted(moved.lessons, "lesson")
    minutes = next(
        (int(str(field.after)) for field in plan.fields if field.name == "unit_minutes"),
        plan.wish.values.unit_minutes,
    )
    yield f"Förderung {since}: {old} → {new}, {lesson} mit {units(moved.minutes, minutes)}"
    if moved.begun:
        verb = "war schon" if moved.begun == 1 else "waren schon"
        yield f"Davon {verb} {counted(moved.begun, 'lesson')}: Ihr Nachweis ändert sich."
    if moved.outside:
        verb = "liegt" if moved.outside == 1 else "liegen"
        yield f"{counted(moved.outside, 'lesson')} {verb} außerhalb des Zeitraums von {new}."


def _units_lines(plan: "Correction") -> Iterator[str]:
    """Tell how held and planned lessons count with another unit length."""
    for corrected in plan.fields:
        if corrected.name != "unit_minutes":
            continue
        before, after = int(str(corrected.before)), int(str(corrected.after))
        for words, minutes in zip(("Gehalten", "Geplant"), plan.minutes, strict=True):
            if minutes:
                yield f"{words}: {units(minutes, after)} statt {units(minutes, before)}"


def _waiting_lines(plan: "Correction", names: Names) -> Iterator[str]:
    moving = [entry.person_id for entry in plan.moving_up]
    if moving:
        verb = "Es rückt nach" if len(moving) == 1 else "Es rücken nach"
        yield f"{verb} ab {days.short_day(plan.day)}: {_people(moving, names)}"
    passed = [entry.person_id for entry in plan.passed_over]
    if passed:
        yield f"Übergangen, mit Begründung: {_people(passed, names)}"
    if plan.staying:
        count = len(plan.staying)
        yield f"{counted(count, 'person')} {'wartet' if count == 1 else 'warten'} weiter."


def _over_line(plan: "Correction", names: Names) -> Iterator[str]:
    if plan.over:
        count = counted(len(plan.over), "person")
        yield f"{count} zu viel; zuletzt gekommen: {_people(plan.over, names)}"


def _service_lines(what: str, families: "Families", day: date, names: Names) -> Iterator[str]:
    since = f"ab {days.short_day(day)}"
    if families.served:
        yield f"{what} {since} für: {_people(families.served, names)}"
    if families.without:
        yield f"{what}: nicht überall Platz für {_people(families.without, names)}"
    if families.losing:
        yield f"Ohne {what} {since}: {_people(families.losing, names)}"


def _people(ids: Iterable[int], names: Names) -> str:
    known = [names.get(("person", key), "") for key in ids]
    rest = len(known) - MOST_NAMED
    if rest > 0:
        return f"{'; '.join(known[:MOST_NAMED])} und {rest} weitere"
    return "; ".join(known)


def deletion_lines(plan: "Deletion", people: Sequence[str]) -> list[str]:
    """Return what deleting a course takes away, with the names of those in it."""
    lessons = counted(plan.lessons, "lesson", dative=True)
    gone = {"childcare_slot": "slot", "ride": "ride"}
    counts = [
        counted(count, noun, dative=True)
        for table, noun in gone.items()
        if (count := sum(row.table == table and row.after is None for row in plan.rows))
    ]
    lines = [f"Kurs {plan.number} wird gelöscht, mit {', '.join([lessons, *counts])}."]
    if people:
        lines.append(f"Nicht mehr angemeldet: {'; '.join(people[:MOST_NAMED])}")
    rest = len(people) - MOST_NAMED
    return [*lines, *([f"… und {rest} weitere"] if rest > 0 else [])]


def ending_lines(plan: "Ending", names: Names) -> list[str]:
    """Return what ending a course does: the units, whose stay ends, what falls away."""
    wish, last = plan.wish, days.full_day(plan.wish.last_day)
    taught = units(plan.minutes, plan.unit_minutes)
    lines = [f"Kurs {plan.number} endet am {last}, mit {taught} von {plan.required_units}."]
    if plan.people:
        how = "Abgeschlossen" if wish.completed else "Abgemeldet"
        lines.append(f"{how} an diesem Tag: {_people(plan.people, names)}")
    if plan.never_came:
        lines.append(f"Kommt nicht mehr dazu: {_people(plan.never_came, names)}")
    if plan.waiting:
        lines.append(f"Wartet nicht mehr: {_people(plan.waiting, names)}")
    return [*lines, *_fallen_away(plan), *stay_lines(plan.untouched)]


def _fallen_away(plan: "Ending") -> Iterator[str]:
    if not plan.lessons:
        yield "Kein Termin entfällt."
        return
    first, count = days.short_day(day_of(plan.lessons[0])), len(plan.lessons)
    also = [counted(n, noun) for n, noun in ((plan.slots, "slot"), (plan.rides, "ride")) if n]
    verb = "entfällt" if count == 1 else "entfallen"
    lesson = counted(count, "lesson")
    yield f"Ab {first} {verb} {lesson}{f', mit {listed(also)}' if also else ''}."


def ended_notice(plan: "Ending") -> str:
    """Return the notice after ending a course."""
    return f"Kurs {plan.number} beendet zum {days.dated(plan.wish.last_day)}"


def corrected_notice(plan: "Correction", title: str) -> str:
    """Return the notice after a correction: "A2 Abendkurs geändert, 2 Personen nachgerückt"."""
    count = len(plan.moving_up)
    also = f", {counted(count, 'person')} nachgerückt" if count else ""
    return f"{title} geändert{also}"
