"""Enrolling a family in course, childcare and shuttle together; leaving; being refused."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import day_of
from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.conflicts.limits import taken_on
from kursplaner.domain.courses import Course, Enrolment, EnrolmentChild, PlannedLesson
from kursplaner.domain.kinds import ConflictKind, EnrolmentStatus, LeaveReason, PlaceStatus, Way
from kursplaner.domain.kinds.counting import ENROLMENTS_OPEN
from kursplaner.domain.rides.rides import RideDemand, RideDemandException
from kursplaner.planning.conflicts.finding import accept as accept_conflicts
from kursplaner.planning.conflicts.finding import find_for, named
from kursplaner.planning.conflicts.severities import rules_of, weighed
from kursplaner.planning.enrolments.clashes import clashes
from kursplaner.planning.enrolments.judging import in_turn, plan_with
from kursplaner.planning.enrolments.places_free import FreePlaces
from kursplaner.planning.enrolments.ride_days import store_ride_days
from kursplaner.planning.enrolments.seats_taken import seat_passengers
from kursplaner.planning.enrolments.wishes import EnrolDraft, EnrolPlan, from_minute, pass_over
from kursplaner.planning.people.still_here import person_here
from kursplaner.planning.rides.pick_ups import follow
from kursplaner.store.queries.courses import enrolments as queries
from kursplaner.store.queries.rides.ride_facts import riders
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of


def propose_enrol(db: Db, draft: EnrolDraft, enrolment_id: int | None = None) -> EnrolPlan:
    """Check seat, childcare, rides and whose turn it is; with `enrolment_id` for who waits.

    Raises:
        Refused: "not_found", "already_enrolled", "course_over" (cancelled or ended),
            "own_child" (a person cannot be her own child), "child_twice", "no_ride_days",
            "person_gone" (one of them is ended).
    """
    course, known = _checked(db, draft, enrolment_id)
    first = known.from_day or clock.today()
    settings = settings_of(db)

    def places() -> FreePlaces:
        return FreePlaces(db, course, from_minute(first), settings, running=True)

    free = places()
    plan = plan_with(db, free, known, enrolment_id)
    beside = clashes(db, course.id, draft.person_id, plan.fit)
    told = [lack for lack in weighed(db, beside, rules_of(db)) if lack is not None]
    plan = replace(plan, lacks=(*plan.lacks, *taken_on(named(db, told), draft.accept)))
    return in_turn(db, free, places, plan)


def _checked(db: Db, draft: EnrolDraft, enrolment_id: int | None) -> tuple[Course, EnrolDraft]:
    course = by_id(db, Course, draft.course_id)
    if course.over(clock.today()):
        raise Refused("course_over", id=course.id)
    children = [child.person_id for child in draft.children]
    for person_id in (draft.person_id, *children):
        person_here(db, person_id)
    if draft.person_id in children:
        raise Refused("own_child", id=draft.person_id)
    if len(set(children)) != len(children):
        raise Refused("child_twice")
    if enrolment_id is None and draft.way is Way.SHUTTLE and draft.ride_days is not None:
        coming = queries.coming_lessons(db, course.id, clock.minute())
        held = {day_of(lesson.starts).weekday() for lesson in coming}
        if held and not draft.ride_days & held:
            raise Refused("no_ride_days")
    for row in find(db, Enrolment, course_id=course.id, person_id=draft.person_id):
        if row.status in ENROLMENTS_OPEN and row.id != enrolment_id:
            raise Refused("already_enrolled", course_id=course.id, person_id=row.person_id)
    return course, _filled_in(db, draft)


def _filled_in(db: Db, draft: EnrolDraft) -> EnrolDraft:
    day = draft.from_day or clock.today()
    stop = draft.stop_id
    if stop is None and draft.way is Way.SHUTTLE:
        known = riders(db, [draft.person_id], day).get(draft.person_id)
        stop = known.stop_id if known else None
    return replace(draft, from_day=day, stop_id=stop)


def apply(db: Db, plan: EnrolPlan) -> int:
    """Enrol the family, checked again; returns the enrolment's id.

    Raises:
        HardConflict: with what lacks; nothing is stored. `enlist` puts it on the waiting list.
        Refused: as `propose_enrol`.
    """
    fresh = propose_enrol(db, plan.draft, plan.enrolment_id)
    if not fresh.fits:
        raise HardConflict([lack for lack in fresh.lacks if lack.hard])
    key = store_enrolled(db, fresh)
    if fresh.taken_on:
        _keep_reason(db, key, fresh)
    return key


def _keep_reason(db: Db, enrolment_id: int, plan: EnrolPlan) -> None:
    """Keep why somebody is in although something stood against it, wherever one would ask."""
    reason = plan.draft.accept.strip()
    by_id(db, Enrolment, enrolment_id).reason_note = reason
    for passed in plan.passed_over:
        pass_over(db, passed, reason)
    squeeze_in(db, enrolment_id, squeezed(plan.draft, plan.taken_on), reason)
    accept_full(db, plan.fit.lessons, reason)


def accept_full(db: Db, lesson_ids: Collection[int], reason: str) -> None:
    """Keep why a course has more people than it may."""
    db.flush()
    full = find_for(db, lesson_ids, {ConflictKind.COURSE_CAPACITY})
    accept_conflicts(db, [found for found in full if "accepted" not in found.facts], reason)


def squeezed(draft: EnrolDraft, taken: Iterable[Conflict]) -> set[tuple[int, int]]:
    """Return the places over its limit, as (slot, child), that are taken on with a reason."""
    children = [child.person_id for child in draft.children if child.childcare]
    full = [c for c in taken if c.kind is ConflictKind.CHILDCARE_CAPACITY and "accepted" in c.facts]
    return {(conflict.subjects[0].id, child) for conflict in full for child in children}


def squeeze_in(db: Db, enrolment_id: int, places: Iterable[tuple[int, int]], reason: str) -> None:
    """Put children into childcare over its limit, as (slot, child), with the reason at each."""
    wanted = set(places)
    there = find(db, ChildcarePlace, slot_id={slot for slot, _ in wanted})
    for slot_id, child in sorted(wanted - {(place.slot_id, place.child_id) for place in there}):
        place = ChildcarePlace(slot_id=slot_id, child_id=child, enrolment_id=enrolment_id)
        place.over_limit_reason = reason
        db.add(place)


def store_enrolled(db: Db, plan: EnrolPlan) -> int:
    """Store an enrolment with the places and seats that the plan found, without looking again."""
    enrolment = _stored(db, plan, EnrolmentStatus.ENROLLED)
    enrolment.joined_on = plan.draft.from_day
    enrolment.waiting_position = None
    enrolment.reason_note = ""
    db.flush()
    for lesson in plan.fit.lessons if plan.draft.only_lessons is not None else ():
        db.add(PlannedLesson(enrolment_id=enrolment.id, lesson_id=lesson))
    store_places(db, enrolment.id, plan.fit.places)
    seat_passengers(db, enrolment.id, plan.fit.rides)
    follow(db, [enrolment.person_id], enrolment.joined_on or clock.today())
    return enrolment.id


def enlist(db: Db, plan: EnrolPlan) -> int:
    """Put the family on the waiting list, last in order; returns the enrolment's id.

    What it wants (children, stop, way) is kept for the day it moves up.
    """
    fresh = propose_enrol(db, plan.draft, plan.enrolment_id)
    enrolment = _stored(db, fresh, EnrolmentStatus.WAITING)
    enrolment.waiting_position = fresh.waiting_position
    db.flush()
    for lesson in fresh.draft.only_lessons or ():
        db.add(PlannedLesson(enrolment_id=enrolment.id, lesson_id=lesson))
    return enrolment.id


def _stored(db: Db, plan: EnrolPlan, status: EnrolmentStatus) -> Enrolment:
    """Store the enrolment with the children and the wish to ride."""
    draft = plan.draft
    enrolment = (
        by_id(db, Enrolment, plan.enrolment_id)
        if plan.enrolment_id is not None
        else Enrolment(course_id=draft.course_id, person_id=draft.person_id, asked_on=clock.today())
    )
    enrolment.status = status.value
    enrolment.way = draft.way.value
    enrolment.note = draft.note
    enrolment.childcare_wanted = any(child.childcare for child in draft.children)
    enrolment.only_planned_lessons = draft.only_lessons is not None
    db.add(enrolment)
    db.flush()
    demands = find(db, RideDemand, enrolment_id=enrolment.id)
    for dated in find(db, RideDemandException, demand_id=[row.id for row in demands]):
        db.delete(dated)
    db.flush()
    for old in (
        *find(db, EnrolmentChild, enrolment_id=enrolment.id),
        *demands,
        *find(db, PlannedLesson, enrolment_id=enrolment.id),
    ):
        db.delete(old)
    db.flush()
    _store_wishes(db, enrolment.id, draft)
    if draft.ride_days is not None:
        store_ride_days(db, enrolment, draft.ride_days)
    return enrolment


def _store_wishes(db: Db, enrolment_id: int, draft: EnrolDraft) -> None:
    for child in draft.children:
        db.add(
            EnrolmentChild(
                enrolment_id=enrolment_id,
                child_id=child.person_id,
                childcare=child.childcare,
                rides=child.rides,
            )
        )
    if draft.way is Way.SHUTTLE and draft.stop_id is not None:
        for direction in sorted(draft.directions):
            db.add(
                RideDemand(
                    enrolment_id=enrolment_id,
                    direction=direction.value,
                    stop_id=draft.stop_id,
                    wheelchair=draft.wheelchair,
                    pram=draft.pram,
                )
            )


def store_places(db: Db, enrolment_id: int, places: Iterable[tuple[int, int]]) -> None:
    """Give children their places, as (slot, child); one given up before is taken up again."""
    wanted = list(places)
    given_up = queries.places_given_up(db, {slot for slot, _ in wanted})
    for slot, child in wanted:
        before = given_up.get((slot, child))
        if before is None:
            db.add(ChildcarePlace(slot_id=slot, child_id=child, enrolment_id=enrolment_id))
        else:
            place = by_id(db, ChildcarePlace, before)
            place.status = PlaceStatus.PLANNED.value
            place.enrolment_id = enrolment_id


def refuse(db: Db, course_id: int, person_id: int, reason: LeaveReason, note: str = "") -> int:
    """Refuse somebody who asked or waits, or note that somebody was refused at once.

    Reason and day are kept: unmet demand is a figure.

    Raises:
        Refused: "already_enrolled" for somebody who is in the course; "person_gone".
    """
    by_id(db, Course, course_id)
    person_here(db, person_id)
    rows = find(db, Enrolment, course_id=course_id, person_id=person_id, status=ENROLMENTS_OPEN)
    if any(row.status == EnrolmentStatus.ENROLLED.value for row in rows):
        raise Refused("already_enrolled", course_id=course_id, person_id=person_id)
    row = rows[0] if rows else Enrolment(course_id=course_id, person_id=person_id)
    row.asked_on = row.asked_on or clock.today()
    row.status = EnrolmentStatus.REFUSED.value
    row.waiting_position = None
    row.left_on = clock.today()
    row.reason, row.reason_note = reason.value, note
    db.add(row)
    db.flush()
    return row.id
