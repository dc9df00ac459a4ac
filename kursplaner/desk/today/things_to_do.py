"""What is to do now: each thing with its weight, one line, one reason and one way to do it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from kursplaner.basics.spans import Span, day_of, minute_at
from kursplaner.desk.absences.call_list import read_call_list
from kursplaner.desk.today import families, troubles
from kursplaner.desk.today.board import Day
from kursplaner.desk.today.values import Matter, ToDo, Weight
from kursplaner.desk.wording import to_do
from kursplaner.desk.wording.absences import missing_text
from kursplaner.desk.wording.people.people import role_word
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.counts import counted, listed
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.kinds import AbsenceKind
from kursplaner.store.queries.absences.absences import absences_between
from kursplaner.store.queries.attendance.attendance import lessons_without_attendance
from kursplaner.store.queries.funding.grants import grant_rows
from kursplaner.store.queries.lessons.lessons import LessonRow
from kursplaner.store.queries.people.follow_ups import expiring_credentials
from kursplaner.store.queries.people.people import people_by_id
from kursplaner.store.queries.printed_sheets import printed_for
from kursplaner.store.session import Db

__all__ = ["Matter", "ToDo", "Weight", "things_to_do"]
LOOK_BACK = timedelta(days=14)
CREDENTIAL_AHEAD = timedelta(days=30)
CALLS_AHEAD = 2 * 1440


def things_to_do(db: Db, day: Day, now: datetime, *, hidden: bool = False) -> list[ToDo]:
    """Return what is to do, what presses most first.

    Args:
        db: the open town.
        day: today as `read_day` gives it.
        now: the moment on the clock.
        hidden: whether names are hidden from a visitor.
    """
    today = now.date()
    standing = troubles.standing(db, today, minute_at(now))
    found = [
        *_absences(db, minute_at(now), hidden=hidden),
        *troubles.lines(db, standing, today, hidden=hidden),
        *_not_printed(db, day, minute_at(now)),
        *_attendance(db, now),
        *_credentials(db, today, standing, hidden=hidden),
        *families.not_collected(db, now),
        *families.waiting(db, minute_at(now), hidden=hidden),
        *_proofs(db, today),
    ]
    order = list(Weight)
    return sorted(found, key=lambda entry: order.index(entry.weight))


def _absences(db: Db, minute: int, *, hidden: bool) -> list[ToDo]:
    """Return the absences of the next days with people still to call."""
    made = []
    for row in absences_between(db, Span(minute, minute + CALLS_AHEAD)):
        reached, _, _ = (calls := read_call_list(db, row.id, hidden=hidden)).counts
        open_ = len(calls.lines) - reached
        if open_:
            who = names.initials(row.name) if hidden else names.short(row.name)
            name = row.name if row.kind == AbsenceKind.VEHICLE else who or listed(row.villages)
            text = missing_text(row.kind, name, row.reason, row.first, row.last)
            text = f"Aufgehoben: {text}" if row.withdrawn else text
            made.append(
                ToDo(
                    Matter.ABSENCE,
                    Weight.NOW,
                    to_do.calls_title(open_, len(calls.lines)),
                    text,
                    "Anrufen",
                    "absences",
                    {"absence_id": row.id},
                )
            )
    return made


def _not_printed(db: Db, day: Day, minute: int) -> list[ToDo]:
    done = printed_for(db, day.day)
    courses = {
        lesson.course_id for lesson in day.lessons if lesson.ends > minute and lesson.enrolled
    } - done.courses
    slots = {
        childcare.slot_id for childcare in day.slots if childcare.ends > minute and childcare.taken
    } - done.slots
    rides = {ride.id for ride in day.rides if ride.ends > minute and ride.taken} - done.rides
    count = len(courses) + len(slots) + len(rides)
    if not count:
        return []
    sentence = to_do.lists_sentence(len(courses), len(slots), len(rides))
    title = to_do.lists_title(count)
    target = {"day": day.day}
    return [ToDo(Matter.PRINT, Weight.SOON, title, sentence, "Drucken", "printing", target)]


def _attendance(db: Db, now: datetime) -> list[ToDo]:
    today, minute = now.date(), minute_at(now)
    by_course: dict[int, list[LessonRow]] = defaultdict(list)
    for lesson in lessons_without_attendance(db, today - LOOK_BACK, today):
        if lesson.ends <= minute:
            by_course[lesson.course_id].append(lesson)
    return [marks_missing(found, today) for found in by_course.values()]


def marks_missing(found: list[LessonRow], today: date) -> ToDo:
    """Return that the attendance of some lessons of one course is still to be entered."""
    days = [day_of(lesson.starts) for lesson in found]
    last = found[-1]
    if not last.enrolled:
        return _guests_missing(found, today)
    people = counted(last.enrolled, "person")
    when = "" if len(found) == 1 else f", {to_do.some_days(days, today)}"
    return ToDo(
        Matter.ATTENDANCE,
        Weight.SOON,
        to_do.attendance_title(days, today),
        f"{last.title}{when}, {people}",
        "Eintragen",
        "courses",
        {"course_id": last.course_id, "tab": "attendance", "lesson_id": found[0].id},
        about=last.title,
    )


def _guests_missing(found: list[LessonRow], today: date) -> ToDo:
    """Return that the guests of some open evenings of one course are still to be counted."""
    when = to_do.some_days([day_of(lesson.starts) for lesson in found], today)
    return ToDo(
        Matter.ATTENDANCE,
        Weight.SOON,
        f"Gäste noch nicht gezählt: {found[-1].title}",
        f"{when[0].upper()}{when[1:]}",
        "Zählen",
        "courses",
        {"course_id": found[-1].course_id, "tab": "lessons", "lesson_id": found[0].id},
        about=found[-1].title,
    )


def _credentials(db: Db, today: date, standing: Iterable[Conflict], *, hidden: bool) -> list[ToDo]:
    """Return the credentials that run out, each with the work for which it is needed then."""
    needed: dict[tuple[int, str], list[Conflict]] = defaultdict(list)
    for conflict in standing:
        if troubles.runs_out(conflict):
            needed[conflict.subjects[0].id, conflict.facts["paper"]].append(conflict)
    found = expiring_credentials(db, today + CREDENTIAL_AHEAD)
    roles = {
        person_row.id: person_row.roles
        for person_row in people_by_id(db, [credential.resource_id for credential in found])
    }
    made = []
    for credential in found:
        person = credential.resource_id in roles
        name = names.shown(credential.name, hidden=hidden) if person else credential.name
        place = "people" if person else "rides"
        target = {"person_id" if person else "vehicle_id": credential.resource_id}
        made.append(
            ToDo(
                Matter.CREDENTIAL,
                Weight.NOW if credential.valid_until < today else Weight.SOON,
                to_do.credential_title(credential.kind, credential.valid_until, today),
                _of_roles(name, roles.get(credential.resource_id, ())),
                "Öffnen",
                place,
                target,
                conflicts=tuple(needed[credential.resource_id, credential.kind]),
                about=name,
            )
        )
    return made


def _of_roles(name: str, roles: Iterable[str]) -> str:
    said = listed(role_word(role) for role in roles)
    return f"{name}, {said}" if said else name


def _proofs(db: Db, today: date) -> list[ToDo]:
    return [
        ToDo(
            Matter.PROOF,
            Weight.WHENEVER,
            to_do.proof_title(grant.proof_due_on, today),
            f"{grant.title}, {grant.reference}",
            "Öffnen",
            "funding",
            {"reference": grant.reference},
        )
        for grant in grant_rows(db)
        if grant.proof_due_on is not None and grant.proof_due_on <= today + CREDENTIAL_AHEAD
    ]
