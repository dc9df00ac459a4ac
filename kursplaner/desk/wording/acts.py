"""Titles of acts for history, undo and notices, made when they are shown."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from kursplaner.desk.wording.words.counts import listed, number
from kursplaner.domain.kinds import ActKind

TITLES: Mapping[str, str] = MappingProxyType(
    {
        ActKind.TOWN_CREATED: "Ort angelegt",
        ActKind.DEMO_BUILT: "Spielstadt angelegt",
        ActKind.SETTINGS_CHANGED: "Einstellungen geändert",
        ActKind.PERSON_ADDED: "Person angelegt",
        ActKind.PERSON_CHANGED: "Person geändert",
        ActKind.PEOPLE_IMPORTED: "Personenliste eingelesen",
        ActKind.PEOPLE_MERGED: "Personen zusammengeführt",
        ActKind.PEOPLE_KEPT_APART: "Als zwei Personen vermerkt",
        ActKind.PERSON_DELETED: "Person gelöscht",
        ActKind.PERSON_ENDED: "Person beendet",
        ActKind.PERSON_ERASED: "Personendaten gelöscht",
        ActKind.ROOM_CHANGED: "Raum geändert",
        ActKind.ROOM_BOOKED: "Raum belegt",
        ActKind.BOOKING_LIFTED: "Belegung aufgehoben",
        ActKind.CLOSURE_ADDED: "Sperrzeit eingetragen",
        ActKind.CLOSURE_REMOVED: "Sperrzeit aufgehoben",
        ActKind.AVAILABILITY_CHANGED: "Verfügbarkeit geändert",
        ActKind.VEHICLE_CHANGED: "Fahrzeug geändert",
        ActKind.STOP_CHANGED: "Haltepunkt geändert",
        ActKind.COURSE_ADDED: "Kurs angelegt",
        ActKind.COURSE_CHANGED: "Kurs geändert",
        ActKind.COURSE_CONTINUED: "Kurs fortgeschrieben",
        ActKind.COURSE_DELETED: "Kurs gelöscht",
        ActKind.COURSE_CANCELLED: "Kurs abgesagt",
        ActKind.COURSE_ENDED: "Kurs beendet",
        ActKind.LESSON_MOVED: "Termin verschoben",
        ActKind.LESSONS_MOVED: "Termine verschoben",
        ActKind.LESSON_CANCELLED: "Termin abgesagt",
        ActKind.LESSONS_CANCELLED: "Termine abgesagt",
        ActKind.LESSON_ADDED: "Termin hinzugefügt",
        ActKind.LESSON_CHANGED: "Termin geändert",
        ActKind.ENROLLED: "Angemeldet",
        ActKind.DATES_PLANNED: "Termine einer Person geändert",
        ActKind.ENROLMENT_CHANGED: "Anmeldung geändert",
        ActKind.WAITLISTED: "Auf die Warteliste gesetzt",
        ActKind.MOVED_UP: "Nachgerückt",
        ActKind.ENROLMENT_REFUSED: "Anmeldung abgelehnt",
        ActKind.LEFT_COURSE: "Abgemeldet",
        ActKind.RETURNED: "Zurückgekommen",
        ActKind.ATTENDANCE_MARKED: "Anwesenheit eingetragen",
        ActKind.MONTH_CLOSED: "Monat abgeschlossen",
        ActKind.MONTH_REOPENED: "Monat wieder geöffnet",
        ActKind.TALLY_ENTERED: "Besuchszahlen eingetragen",
        ActKind.INTERPRETER_CHANGED: "Sprachmittlung geändert",
        ActKind.CHILD_ADMITTED: "Kind an der Tür aufgenommen",
        ActKind.CHILD_BROUGHT: "Kind gebracht",
        ActKind.CHILD_COLLECTED: "Kind abgeholt",
        ActKind.CHILDCARE_CHANGED: "Kinderbetreuung geändert",
        ActKind.RIDES_PLANNED: "Fahrten geplant",
        ActKind.RIDE_CHANGED: "Fahrt geändert",
        ActKind.RIDES_SWAPPED: "Fahrten getauscht",
        ActKind.RIDE_RESULT_ENTERED: "Ergebnis der Fahrt eingetragen",
        ActKind.FOLLOW_UP_ADDED: "Wiedervorlage angelegt",
        ActKind.FOLLOW_UP_DONE: "Wiedervorlage erledigt",
        ActKind.FOLLOW_UP_REOPENED: "Wiedervorlage wieder geöffnet",
        ActKind.FOLLOW_UP_POSTPONED: "Wiedervorlage verschoben",
        ActKind.GRANT_CHANGED: "Zuwendung geändert",
        ActKind.ORGANISATION_CHANGED: "Organisation geändert",
        ActKind.SHEETS_PRINTED: "Blätter gedruckt",
        ActKind.CONFLICT_ACCEPTED: "Konflikt mit Begründung angenommen",
        ActKind.ACCEPTANCE_TAKEN_BACK: "Annahme eines Konflikts zurückgenommen",
        ActKind.CONTACT_LOGGED: "Kontakt festgehalten",
        ActKind.FIX_APPLIED: "Konflikt gelöst",
        ActKind.LESSONS_SWAPPED: "Termine getauscht",
        ActKind.ROOMS_SWAPPED: "Räume getauscht",
        ActKind.TIMES_CHANGED: "Zeiten geändert",
        ActKind.COURSES_MERGED: "Kurse zusammengelegt",
        ActKind.COURSE_SPLIT: "Kurs geteilt",
        ActKind.ABSENCE_REPORTED: "Ausfall gemeldet",
        ActKind.ABSENCE_ENDED: "Ausfall beendet",
        ActKind.STAND_IN_ASSIGNED: "Vertretung eingeteilt",
        ActKind.DRAFT_CHANGED: "Entwurf geändert",
        ActKind.DRAFT_APPLIED: "Entwurf übernommen",
        ActKind.DRAFT_DISCARDED: "Entwurf verworfen",
    }
)
MOST_NAMED = 3


def short_title(kind: str) -> str:
    """Return the title without names: "Termin verschoben"."""
    return TITLES.get(kind, "Änderung")


def title(
    kind: str,
    subjects: Iterable[tuple[str, int]] = (),
    labels: Mapping[tuple[str, int], str] = MappingProxyType({}),
) -> str:
    """Return "Termin verschoben: Deutsch A1".

    Args:
        kind: an ActKind.
        subjects: the act's (noun, id).
        labels: their titles and names as they are now; those without one are left out.
    """
    known = dict.fromkeys(subject for subject in subjects if labels.get(subject))
    names = list(dict.fromkeys(labels[subject] for subject in known))
    alike = len({noun for noun, _ in known}) <= 1
    named = _named(names) if alike or len(names) > MOST_NAMED else ", ".join(names)
    return f"{short_title(kind)}: {named}" if named else short_title(kind)


def _named(names: Sequence[str]) -> str:
    if len(names) <= MOST_NAMED:
        return listed(names)
    rest = len(names) - MOST_NAMED + 1
    return f"{', '.join(names[: MOST_NAMED - 1])} und {number(rest)} weitere"


def undone(title_: str) -> str:
    """Return the notice after taking an act back."""
    return f"Rückgängig gemacht: {title_}"


def redone(title_: str) -> str:
    """Return the notice after doing an act again."""
    return f"Wiederholt: {title_}"
