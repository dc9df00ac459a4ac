"""Enrolling a person with her children, and taking somebody off a course."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict
from kursplaner.basics.spans import minute_at
from kursplaner.cli.conflicts.showing import show_conflicts, some_sentences
from kursplaner.cli.shell import output
from kursplaner.cli.shell.town import town
from kursplaner.desk.wording.people import families
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted, listed
from kursplaner.domain.conflicts.conflicts import hard_ones
from kursplaner.domain.families import ChildWish
from kursplaner.domain.kinds import ActKind, LeaveReason, Way
from kursplaner.domain.rides.seating import age_in_years
from kursplaner.planning.enrolments import enrolling, leaving, waiting_list
from kursplaner.planning.enrolments.judging import waiting_helps
from kursplaner.planning.enrolments.wishes import EnrolDraft, EnrolPlan
from kursplaner.planning.people.families import add_follow_up
from kursplaner.store.queries.courses.courses import CourseDetail, course_detail, course_id_of
from kursplaner.store.queries.courses.enrolments import waiting_people
from kursplaner.store.queries.names import person_names
from kursplaner.store.queries.people.people import family_of
from kursplaner.store.queries.rides.ride_facts import riders
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace

GROWN_UP = 14
"""From this age on nobody is a child any more (§ 7 SGB VIII) and needs no childcare."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options ask for; `ride_days` None: on all days, if they ride."""

    with_children: bool = False
    accept: str = ""
    ride_days: frozenset[int] | None = None


def enrol_person(file: Path, number: str, person_id: int, asked: Asked) -> None:
    """Enrol somebody, or put the family on the waiting list where the course is full."""
    with town(file) as workspace:
        with workspace.read() as db:
            course = course_detail(db, course_id_of(db, number), minute_at(clock.now()))
            plan = _plan(db, course, person_id, asked)
            name = person_names(db, {person_id})[person_id]
        if plan.fits:
            first = plan.draft.from_day
            later = first if first is not None and first > _days(course)[0] else None
            _enrol(workspace, plan, name, number, later)
            if asked.with_children and not plan.draft.children:
                output.say(f"Zu {name} ist kein Kind gespeichert; angemeldet ist eine Person.")
        elif waiting_helps(plan.lacks):
            _enlist(workspace, plan, name, number)
        else:
            raise HardConflict(hard_ones(plan.lacks))


def _plan(db: Db, course: CourseDetail, person_id: int, asked: Asked) -> EnrolPlan:
    """Return the plan of the first day from which somebody fits, else of the first possible one.

    Whoever waits already is judged as at the first try: asked twice, the answer is the same.
    """
    listed = waiting_people(db, course.row.id)
    waits = next((row.enrolment_id for row in listed if row.person_id == person_id), None)
    draft = _draft(db, course, person_id, asked)

    def on(day: date) -> EnrolPlan:
        if waits is not None:
            return waiting_list.propose_move_up(db, waits, day, asked.accept)
        return enrolling.propose_enrol(db, replace(draft, from_day=day))

    first, *later = _days(course)
    plan = on(first)
    others = (on(day) for day in later if not plan.fits)
    return next((other for other in others if other.fits), plan)


def _days(course: CourseDetail) -> list[date]:
    """Return the first possible day and those from which on somebody's place is free."""
    first = max(clock.today(), course.row.first_day)
    left = {enrolment.left_on for enrolment in course.people if enrolment.left_on is not None}
    return [first, *sorted(day + timedelta(days=1) for day in left if day >= first)]


def _draft(db: Db, course: CourseDetail, person_id: int, asked: Asked) -> EnrolDraft:
    """Return what the family needs: who has a stop rides where the course has a shuttle."""
    first = max(clock.today(), course.row.first_day)
    known = riders(db, [person_id], first).get(person_id) if course.row.shuttle else None
    stop_id = known.stop_id if known else None
    wants = course.row.childcare
    children = _children(db, person_id, first) if asked.with_children else []
    return EnrolDraft(
        course_id=course.row.id,
        person_id=person_id,
        children=tuple(ChildWish(key, childcare=wants) for key in children),
        from_day=first,
        way=Way.SHUTTLE if stop_id is not None else Way.UNKNOWN,
        stop_id=stop_id,
        accept=asked.accept,
        ride_days=asked.ride_days if stop_id is not None else None,
    )


def _children(db: Db, person_id: int, on: date) -> list[int]:
    return [
        family.person_id
        for family in family_of(db, person_id)
        if family.is_child
        and (family.birth_date is None or age_in_years(family.birth_date, on) < GROWN_UP)
    ]


def _enrol(
    workspace: Workspace, plan: EnrolPlan, name: str, number: str, later: date | None
) -> None:
    moved_up = plan.enrolment_id is not None
    with workspace.change(_kind(plan, moved_up=moved_up), _subjects(plan)) as db:
        enrolling.apply(db, plan)
        if plan.missing:
            add_follow_up(db, plan.draft.person_id, plan.missing, plan.draft.course_id)
    when = f" ab {days.dated(later)}" if later is not None else ""
    done = "nachgerückt" if moved_up else "angemeldet"
    output.say(f"{name} ist in Kurs {number}{when} {done}.")
    places = {child for _, child in plan.fit.places}
    if places:
        output.say(f"Kinderbetreuung: {counted(len(places), 'child')}.")
    if plan.fit.rides:
        output.say(f"Fahrdienst: {counted(len(plan.fit.rides), 'ride')}.")
    if plan.missing:
        output.say(f"{families.missing_line(plan.missing)} (als Wiedervorlage notiert)")
    show_conflicts(plan.lacks)


def _kind(plan: EnrolPlan, *, moved_up: bool) -> ActKind:
    if moved_up:
        return ActKind.MOVED_UP
    return ActKind.RETURNED if plan.returning else ActKind.ENROLLED


def _subjects(plan: EnrolPlan) -> list[tuple[str, int]]:
    return [("person", plan.draft.person_id), ("course", plan.draft.course_id)]


def _enlist(workspace: Workspace, plan: EnrolPlan, name: str, number: str) -> None:
    if plan.enrolment_id is None:
        with workspace.change(ActKind.WAITLISTED, _subjects(plan)) as db:
            enrolling.enlist(db, plan)
    place = f"steht auf Platz {plan.waiting_position} der Warteliste von Kurs {number}"
    output.say(f"Noch nicht angemeldet: {name} {place}. Es fehlt:")
    for line in some_sentences(hard_ones(plan.lacks)):
        output.say(f"  {line}")


def leave_course(file: Path, number: str, person_id: int, day: date) -> None:
    """Take somebody off a course, and tell who of the waiting list could move up."""
    with town(file) as workspace:
        with workspace.read() as db:
            course_id = course_id_of(db, number)
            plan = leaving.propose_leave(db, course_id, person_id, day, LeaveReason.OTHER)
            moving = [moved_up.draft.person_id for moved_up in plan.moving_up]
            names = person_names(db, {person_id, *moving})
        subjects = [("person", person_id), ("course", course_id)]
        with workspace.change(ActKind.LEFT_COURSE, subjects) as db:
            leaving.apply_leave(db, plan)
    output.say(
        f"{names[person_id]} ist abgemeldet. Letzter Tag in Kurs {number}: {days.dated(day)}."
    )
    _tell_freed(len(plan.place_ids), len(plan.seat_ids))
    if moving:
        who = listed(f"{names[key]} (ID {key})" for key in moving)
        output.say(f"Nachrücken können, in dieser Reihenfolge: {who}. Dazu: kursplaner enrol")


def _tell_freed(places: int, seats: int) -> None:
    parts: Sequence[str] = [
        f"{counted(places, 'place')} in der Kinderbetreuung" if places else "",
        f"{counted(seats, 'seat')} im Fahrzeug" if seats else "",
    ]
    freed = listed(parts)
    if freed:
        output.say(f"Frei geworden: {freed}.")
