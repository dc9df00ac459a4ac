"""What is to do now: each thing with its weight, one line, one reason and one way to do it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType

from kursplaner.basics.spans import Span, day_of, minute_at
from kursplaner.desk.absences.call_list import read_call_list
from kursplaner.desk.today import families
from kursplaner.desk.today.board import Day
from kursplaner.desk.today.values import Matter, ToDo, Weight
from kursplaner.desk.wording import to_do
from kursplaner.desk.wording.absences import missing_text
from kursplaner.desk.wording.conflicts.sentences import sentence as conflict_sentence
from kursplaner.desk.wording.conflicts.sentences import shown as shown_conflict
from kursplaner.desk.wording.people.people import role_word
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.counts import counted, listed
from kursplaner.desk.wording.words.days import times
from kursplaner.desk.wording.words.kinds import word
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.kinds import AbsenceKind, ConflictKind
from kursplaner.planning.conflicts import finding
from kursplaner.store.queries.absences.absences import absences_between
from kursplaner.store.queries.attendance.attendance import lessons_without_attendance
from kursplaner.store.queries.funding.grants import grant_rows
from kursplaner.store.queries.lessons.lessons import LessonRow, lessons_between
from kursplaner.store.queries.people.follow_ups import expiring_credentials
from kursplaner.store.queries.people.people import people_by_id
from kursplaner.store.queries.printed_sheets import printed_for
from kursplaner.store.queries.rides.unserved import Unserved, unserved
from kursplaner.store.session import Db

__all__ = ["Matter", "ToDo", "Weight", "things_to_do"]
LOOK_BACK = timedelta(days=14)
LOOK_AHEAD = timedelta(days=13)
SEATS_AHEAD = timedelta(days=6)
CREDENTIAL_AHEAD = timedelta(days=30)
CALLS_AHEAD = 2 * 1440
GAPS = frozenset(to_do.MISSING)
OF_FACTS = frozenset(
    (
        *(ConflictKind.ROOM_CAPACITY, ConflictKind.AVAILABILITY),
        *(ConflictKind.ACCESSIBILITY, ConflictKind.EQUIPMENT, ConflictKind.CLOSURE),
        *(ConflictKind.VEHICLE_CAPACITY, ConflictKind.CHILD_SEAT),
    )
)
"""Kinds that a changed fact of a room, person or vehicle makes; hard ones are told one by one."""


def things_to_do(db: Db, day: Day, now: datetime, *, hidden: bool = False) -> list[ToDo]:
    """Return what is to do, what presses most first.

    Args:
        db: the open town.
        day: today as `read_day` gives it.
        now: the moment on the clock.
        hidden: whether names are hidden from a visitor.
    """
    today = now.date()
    found = [
        *_absences(db, minute_at(now), hidden=hidden),
        *_conflicts(db, today, minute_at(now), hidden=hidden),
        *_without_seat(db, today, hidden=hidden),
        *_not_printed(db, day, minute_at(now)),
        *_attendance(db, now),
        *_credentials(db, today, hidden=hidden),
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


def _conflicts(db: Db, today: date, minute: int, *, hidden: bool) -> list[ToDo]:
    found = [
        conflict
        for conflict in finding.find(db, today, today + LOOK_AHEAD)
        if conflict.ends > minute
    ]
    groups: dict[tuple[str, str], list[Conflict]] = defaultdict(list)
    facts: dict[tuple[str, str, int], list[Conflict]] = defaultdict(list)
    for conflict in found:
        if "accepted" in conflict.facts or _lacks_seat(conflict):
            continue
        if conflict.kind in GAPS:
            groups[conflict.kind, _course(conflict)].append(conflict)
        elif not conflict.hard and _of_facts(conflict):
            facts[conflict.kind, conflict.subjects[0].noun, conflict.subjects[0].id].append(
                conflict
            )
    hard = [
        _conflict(conflict) for conflict in found if conflict.hard and conflict.kind not in GAPS
    ]
    return [
        *hard,
        *(_missing(group, today) for group in groups.values()),
        *(_unfit(group, today, hidden=hidden) for group in facts.values()),
    ]


def _lacks_seat(conflict: Conflict) -> bool:
    """Tell whether it names somebody without a seat: all of a course stand together elsewhere."""
    lacks = conflict.kind is ConflictKind.RIDE_MISSING
    return lacks and _subject(conflict, ("person",)) is not None


def _of_facts(conflict: Conflict) -> bool:
    """Tell whether facts of a room, person or vehicle make it; expiring credentials stand apart."""
    if conflict.kind is ConflictKind.CREDENTIAL:
        return conflict.facts.get("lacking", False)
    return conflict.kind in OF_FACTS


def _unfit(group: list[Conflict], today: date, *, hidden: bool) -> ToDo:
    """Return what does not fit with one room, person or vehicle, all dates in one line."""
    first = min(group, key=lambda conflict: conflict.starts)
    when = to_do.some_days([conflict.day for conflict in group], today)
    who = first.subjects[0]
    name = names.shown(who.label, hidden=hidden and who.noun == "person")
    kind = word(first.kind)
    single = len(group) == 1
    sentence = shown_conflict(first, hidden=hidden) if single else f"{when[0].upper()}{when[1:]}"
    return ToDo(
        Matter.CONFLICT,
        Weight.NOW if (first.day - today).days <= 1 else Weight.SOON,
        f"{name}: {kind}",
        sentence,
        "Prüfen",
        "conflicts",
        {"conflict_id": first.id},
        first.kind,
    )


def _course(conflict: Conflict) -> str:
    return next((subject.label for subject in reversed(conflict.subjects) if subject.label), "")


def _conflict(conflict: Conflict) -> ToDo:
    lesson = _subject(conflict, ("lesson",))
    return ToDo(
        Matter.CONFLICT,
        Weight.NOW,
        word(conflict.kind),
        conflict_sentence(conflict),
        "Lösen",
        "calendar",
        {"day": conflict.day, **({"lesson_id": lesson} if lesson else {})},
        conflict.kind,
    )


def _missing(group: list[Conflict], today: date) -> ToDo:
    first = min(group, key=lambda conflict: conflict.starts)
    directions = sorted(
        {conflict.facts["direction"] for conflict in group if "direction" in conflict.facts}
    )
    title = to_do.missing_title(first.kind, _course(first), directions)
    when = to_do.some_days([conflict.day for conflict in group], today)
    once = len({(conflict.starts, conflict.ends) for conflict in group}) == 1
    reason = f"{when}, {times(first.starts, first.ends)}" if once else when
    near = (first.day - today).days <= 1
    place, target = _place_of(first)
    return ToDo(
        Matter.MISSING,
        Weight.NOW if near else Weight.SOON,
        title,
        reason[0].upper() + reason[1:],
        to_do.SOLVE[first.kind],
        place,
        target,
        first.kind,
    )


def _place_of(conflict: Conflict) -> tuple[str, Mapping[str, object]]:
    places = {
        ConflictKind.CARER_MISSING: "childcare",
        ConflictKind.CHILDCARE_MISSING: "childcare",
        ConflictKind.DRIVER_MISSING: "rides",
        ConflictKind.RIDE_MISSING: "rides",
    }
    place = places.get(conflict.kind, "calendar")
    key = {"childcare": "slot_id", "rides": "ride_id", "calendar": "lesson_id"}[place]
    noun = {"childcare": "childcare", "rides": "ride", "calendar": "lesson"}[place]
    found = _subject(conflict, (noun,))
    return place, {"day": conflict.day, **({key: found} if found else {})}


def _subject(conflict: Conflict, nouns: Collection[str]) -> int | None:
    return next((subject.id for subject in conflict.subjects if subject.noun in nouns), None)


def _without_seat(db: Db, today: date, *, hidden: bool) -> list[ToDo]:
    days = sorted({lesson.day for lesson in lessons_between(db, today, today + SEATS_AHEAD)})
    by_course: dict[str, list[tuple[date, Unserved]]] = defaultdict(list)
    for day in days:
        for person in unserved(db, day):
            by_course[person.course].append((day, person))
    made = []
    for course, found in by_course.items():
        people = sorted({names.shown(person.name, hidden=hidden) for _, person in found})
        short = people if hidden else [names.short(person) for person in people]
        when = to_do.some_days([day for day, _ in found], today)
        weight = Weight.NOW if (found[0][0] - today).days <= 1 else Weight.SOON
        made.append(
            ToDo(
                Matter.UNSERVED,
                weight,
                to_do.unserved_title(short),
                f"{course}, {when}",
                "Planen",
                "rides",
                MappingProxyType({"day": found[0][0]}),
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
    )


def _credentials(db: Db, today: date, *, hidden: bool) -> list[ToDo]:
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
