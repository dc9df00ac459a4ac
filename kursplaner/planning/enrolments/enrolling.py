"""Enrolling a family in course, childcare and shuttle together; leaving; being refused."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import minute_at, minute_of
from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.courses import Course, Enrolment, EnrolmentChild, PlannedLesson
from kursplaner.domain.families import ChildWish
from kursplaner.domain.kinds import (
    ConflictKind,
    Direction,
    EnrolmentStatus,
    LeaveReason,
    PlaceStatus,
    Way,
)
from kursplaner.domain.kinds.counting import ENROLMENTS_OPEN
from kursplaner.domain.people import Person
from kursplaner.domain.rides.rides import RideDemand, RideDemandException
from kursplaner.planning.conflicts.finding import named
from kursplaner.planning.conflicts.severities import Rules, rules_of, weighed
from kursplaner.planning.enrolments.clashes import clashes
from kursplaner.planning.enrolments.family_fit import FamilyWish, Fit
from kursplaner.planning.enrolments.level_fit import level_conflict
from kursplaner.planning.enrolments.places_free import FreePlaces
from kursplaner.planning.enrolments.ride_days import store_ride_days
from kursplaner.planning.enrolments.seats_taken import seat_passengers
from kursplaner.planning.rides.pick_ups import follow
from kursplaner.store.queries.courses import enrolments as queries
from kursplaner.store.queries.rides.ride_facts import riders
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

NOT_OFFERED = frozenset(
    (
        ConflictKind.CHILDCARE_MISSING,
        ConflictKind.RIDE_MISSING,
        ConflictKind.LEVEL,
        ConflictKind.PARTICIPANT,
        ConflictKind.CHILD,
    )
)
"""What may be taken on with a reason, and what no waiting mends: a date without childcare or ride,
a level that does not suit, another course at the same hour; never one that is full."""


@dataclass(frozen=True, slots=True)
class EnrolDraft:
    """Who shall come to a course, and how.

    Attributes:
        children: children of the person who come along.
        from_day: the first day (None: today).
        stop_id: where they board (None with way shuttle: the stop of the address, if known).
        directions: the ways on which they ride with the shuttle.
        only_lessons: the dates planned for somebody who does not come to all (None: all).
        ride_days: the weekdays on which they ride (Monday is 0; None: all).
        accept: a reason to enrol although some dates have no childcare or ride at all.
    """

    course_id: int
    person_id: int
    children: tuple[ChildWish, ...] = ()
    from_day: date | None = None
    way: Way = Way.UNKNOWN
    stop_id: int | None = None
    wheelchair: bool = False
    pram: bool = False
    directions: frozenset[Direction] = frozenset(Direction)
    only_lessons: frozenset[int] | None = None
    accept: str = ""
    ride_days: frozenset[int] | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class EnrolPlan:
    """Whether a family fits wholly, and what it would get.

    Attributes:
        draft: what was asked, with the first day and the stop filled in.
        enrolment_id: the row of the waiting list that moves up, or None.
        lacks: what lacks, day by day; hard ones stop it, the others are hints.
        fit: lessons, places in childcare and seats in vehicles it would get.
        waiting_position: its place if it goes on the waiting list instead.
        returning: whether the person was in this course before.
        missing: what should be asked later: "stop", "heights", "birth_dates".
    """

    draft: EnrolDraft
    enrolment_id: int | None
    lacks: tuple[Conflict, ...]
    fit: Fit
    waiting_position: int
    returning: bool
    missing: tuple[str, ...]

    @property
    def fits(self) -> bool:
        """Tell whether course seat, childcare places and ride seats are there together."""
        return not any(lack.hard for lack in self.lacks)


def propose_enrol(db: Db, draft: EnrolDraft, enrolment_id: int | None = None) -> EnrolPlan:
    """Check seat, childcare and rides together; with `enrolment_id` for somebody waiting.

    Raises:
        Refused: "not_found", "already_enrolled", "course_over" (cancelled or ended),
            "own_child" (a person cannot be her own child), "child_twice".
    """
    course, known = _checked(db, draft, enrolment_id)
    first = known.from_day or clock.today()
    free = FreePlaces(db, course, from_minute(first), settings_of(db), running=True)
    plan = plan_with(db, free, known, enrolment_id)
    beside = clashes(db, course.id, draft.person_id, plan.fit)
    told = [lack for lack in weighed(db, beside, rules_of(db)) if lack is not None]
    return replace(plan, lacks=(*plan.lacks, *_taken_on(named(db, told), draft.accept)))


def plan_with(
    db: Db, free: FreePlaces, draft: EnrolDraft, enrolment_id: int | None = None
) -> EnrolPlan:
    """Return the plan against places already loaded (a waiting list, one after another)."""
    fit = free.fit(wish_of(draft))
    rules = rules_of(db)
    lacks = named(db, [*_asked_for(db, fit.lacks, rules), *_level(db, free, draft, rules)])
    listed = queries.waiting_people(db, draft.course_id)
    mine = next((w.position for w in listed if w.enrolment_id == enrolment_id), None)
    position = mine or max((w.position for w in listed), default=0) + 1
    before = find(db, Enrolment, course_id=draft.course_id, person_id=draft.person_id)
    left = any(row.status == EnrolmentStatus.LEFT.value for row in before)
    told = _taken_on(lacks, draft.accept)
    return EnrolPlan(draft, enrolment_id, told, fit, position, left, _missing(db, draft))


def _taken_on(lacks: Sequence[Conflict], reason: str) -> tuple[Conflict, ...]:
    """Return what lacks with a reason taken on, where one may be: for what no waiting mends."""
    return tuple(
        lack.accepted(reason) if reason and lack.kind in NOT_OFFERED else lack for lack in lacks
    )


def _level(db: Db, free: FreePlaces, draft: EnrolDraft, rules: Rules) -> list[Conflict]:
    """Return that the level does not suit, as serious as town or course set it."""
    person = by_id(db, Person, draft.person_id)
    found = level_conflict(person, free.course, minute_of(free.first_day))
    severe = weighed(db, [found], rules) if found is not None else []
    return [conflict for conflict in severe if conflict is not None]


def _asked_for(db: Db, lacks: Sequence[Conflict], rules: Rules) -> list[Conflict]:
    """Leave out what is switched off and can be done without: the course's limit, an offer.

    A place in the childcare or a seat cannot be given where there is none, whatever the rule.
    """
    as_set = weighed(db, lacks, rules)
    off = {id(conflict) for conflict, rule in zip(lacks, as_set, strict=True) if rule is None}
    spared = {*NOT_OFFERED, ConflictKind.COURSE_CAPACITY, ConflictKind.NEVER_TOGETHER}
    return [
        conflict for conflict in lacks if id(conflict) not in off or conflict.kind not in spared
    ]


def from_minute(day: date) -> int:
    """Return from when on places are given: that day, but never what has begun."""
    return max(minute_of(day), minute_at(clock.now()))


def wish_of(draft: EnrolDraft) -> FamilyWish:
    """Return what a family needs of the course."""
    return FamilyWish(
        person_id=draft.person_id,
        children=draft.children,
        stop_id=draft.stop_id if draft.way is Way.SHUTTLE else None,
        wheelchair=draft.wheelchair,
        pram=draft.pram,
        directions=draft.directions,
        only_lessons=draft.only_lessons,
        ride_days=draft.ride_days,
        first_day=draft.from_day,
    )


def _checked(db: Db, draft: EnrolDraft, enrolment_id: int | None) -> tuple[Course, EnrolDraft]:
    course = by_id(db, Course, draft.course_id)
    if course.over(clock.today()):
        raise Refused("course_over", id=course.id)
    by_id(db, Person, draft.person_id)
    children = [child.person_id for child in draft.children]
    for child in children:
        by_id(db, Person, child)
    if draft.person_id in children:
        raise Refused("own_child", id=draft.person_id)
    if len(set(children)) != len(children):
        raise Refused("child_twice")
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


def _missing(db: Db, draft: EnrolDraft) -> tuple[str, ...]:
    found = []
    if draft.way is Way.SHUTTLE and draft.stop_id is None:
        found.append("stop")
    known = riders(db, [c.person_id for c in draft.children], draft.from_day or clock.today())
    if any(rider.born is None for rider in known.values()):
        found.append("birth_dates")
    riding = [known[c.person_id] for c in draft.children if c.rides and c.person_id in known]
    if draft.way is Way.SHUTTLE and any(rider.height_cm is None for rider in riding):
        found.append("heights")
    return tuple(found)


def apply(db: Db, plan: EnrolPlan) -> int:
    """Enrol the family, checked again; returns the enrolment's id.

    Raises:
        HardConflict: with what lacks; nothing is stored. `enlist` puts it on the waiting list.
        Refused: as `propose_enrol`.
    """
    fresh = propose_enrol(db, plan.draft, plan.enrolment_id)
    if not fresh.fits:
        raise HardConflict([lack for lack in fresh.lacks if lack.hard])
    return store_enrolled(db, fresh)


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
        Refused: "already_enrolled" for somebody who is in the course.
    """
    by_id(db, Course, course_id)
    by_id(db, Person, person_id)
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
