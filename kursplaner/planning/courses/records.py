"""A course plan becomes records, checked again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import Span, overlap
from kursplaner.domain.childcare import (
    ChildcarePlace,
    ChildcareSlot,
    ChildcareSlotCarer,
    ChildcareSlotLesson,
)
from kursplaner.domain.conflicts.conflicts import Conflict, Subject, hard_ones
from kursplaner.domain.conflicts.facts import ConflictFacts
from kursplaner.domain.conflicts.limits import taken_on
from kursplaner.domain.courses import (
    Course,
    Enrolment,
    EnrolmentChild,
    Lesson,
    LessonPattern,
    LessonPerson,
    SkippedDate,
)
from kursplaner.domain.kinds import (
    ConflictKind,
    Direction,
    EnrolmentStatus,
    ResourceKind,
    Way,
)
from kursplaner.domain.rides.rides import RideDemand
from kursplaner.planning.childcare.beside_lessons import PlannedSlot
from kursplaner.planning.conflicts import double_use
from kursplaner.planning.conflicts.finding import judged, named
from kursplaner.planning.conflicts.limits import over
from kursplaner.planning.courses.draft import DraftPerson
from kursplaner.planning.courses.grant import add_named
from kursplaner.planning.courses.plan import CoursePlan
from kursplaner.planning.rides.pick_ups import follow
from kursplaner.planning.rides.plan import PlannedRide
from kursplaner.planning.rides.records import store_rides
from kursplaner.store.occupations import Claim, overlaps
from kursplaner.store.queries.conflicts.closed_times import closures_of
from kursplaner.store.queries.courses.course_facts import courses_counted, numbers_taken
from kursplaner.store.queries.rides.ride_facts import riders
from kursplaner.store.records import insert_all
from kursplaner.store.session import Db
from kursplaner.store.whereabouts import CHILDCARE, LESSON, RIDE, reoccupy
from kursplaner.store.workspace import concerning

COLOURS = 6


@dataclass
class _Made:
    """The ids of what is stored, by their position in the plan."""

    course_id: int
    lessons: list[int] = field(default_factory=list)
    slots: list[int | None] = field(default_factory=list)
    enrolments: dict[int, int] = field(default_factory=dict)


def store(db: Db, plan: CoursePlan) -> int:
    """Write the course with everything around it and return its id."""
    check(db, plan)
    course = _course(db, plan)
    made = _Made(course.id)
    concerning(db, "course", course.id)
    _add_pattern(db, plan, course.id)
    _add_lessons(db, plan, made)
    _add_slots(db, plan, made)
    _add_people(db, plan, made)
    _add_places(db, plan, made)
    slots = [key for key in made.slots if key is not None]
    records = {LESSON: made.lessons, CHILDCARE: slots}
    if plan.rides is not None:
        rides = [_with_enrolments(ride, plan, made) for ride in plan.rides.rides]
        records[RIDE] = store_rides(db, rides, dict(enumerate(made.lessons)), plan.site_id)
    reoccupy(db, records)
    follow(db, made.enrolments, plan.first_day)
    return course.id


def check(db: Db, plan: CoursePlan) -> None:
    """Refuse what is hard in the plan or has been taken or closed since it was made.

    Raises:
        HardConflict: with the conflicts.
        Refused: "number_taken".
    """
    if plan.hard:
        raise HardConflict(plan.hard)
    if plan.draft.number in numbers_taken(db):
        raise Refused("number_taken", number=plan.draft.number)
    claims = [*_claims(plan), *_ride_claims(plan)]
    kinds = _resource_kinds(plan)
    found = [*double_use.overlap_conflicts(overlaps(db, claims), kinds)]
    found += _closed(db, claims, kinds, Subject("course", 0, plan.draft.title))
    hard = hard_ones(taken_on(judged(db, found), plan.draft.accept))
    if hard:
        title = plan.draft.title
        raise HardConflict([_with_title(conflict, title) for conflict in named(db, hard)])


def _claims(plan: CoursePlan) -> list[Claim]:
    """Return what the lessons and their childcare will keep busy."""
    claims = []
    for lesson in plan.lessons:
        resources = (lesson.room_id, lesson.teacher_id)
        claims += [
            Claim(key, lesson.starts, lesson.ends, LESSON, 0)
            for key in resources
            if key is not None
        ]
    for slot in plan.childcare.slots if plan.childcare else ():
        if slot.joins is not None:
            continue
        claims += [
            Claim(key, slot.starts, slot.ends, CHILDCARE, 0)
            for key in (slot.room_id, *slot.carers)
            if key is not None
        ]
    return claims


def _ride_claims(plan: CoursePlan) -> Iterator[Claim]:
    for ride in plan.rides.rides if plan.rides else ():
        for key in (ride.vehicle_id, ride.driver_id):
            if key is not None:
                yield Claim(key, ride.starts, ride.ends, RIDE, 0)


def _resource_kinds(plan: CoursePlan) -> dict[int, str]:
    rooms = {lesson.room_id for lesson in plan.lessons}
    rooms |= {slot.room_id for slot in plan.childcare.slots} if plan.childcare else set()
    kinds = {key: ResourceKind.ROOM.value for key in rooms if key is not None}
    for ride in plan.rides.rides if plan.rides else ():
        if ride.vehicle_id is not None:
            kinds[ride.vehicle_id] = ResourceKind.VEHICLE.value
    return kinds


def _closed(
    db: Db, claims: Sequence[Claim], kinds: dict[int, str], course: Subject
) -> Iterator[Conflict]:
    if not claims:
        return
    first, last = min(c.starts for c in claims), max(c.ends for c in claims)
    closures = closures_of(db, {claim.resource_id for claim in claims}, Span(first, last))
    for claim in claims if closures else ():
        for closure in closures:
            if closure.resource_id == claim.resource_id and overlap(closure, claim):
                noun = kinds.get(claim.resource_id, ResourceKind.PERSON.value)
                subjects = (Subject(noun, claim.resource_id), course)
                facts: ConflictFacts = {"reason": closure.reason, "note": closure.note}
                key = f"{claim.resource_id}:draft{claim.starts}"
                yield over(ConflictKind.CLOSURE, key, claim, subjects, facts)


def _with_title(conflict: Conflict, title: str) -> Conflict:
    """Name the course that is not stored yet instead of a record without id."""
    subjects = [subject for subject in conflict.subjects if subject.id or subject.noun == "course"]
    if len(subjects) == len(conflict.subjects):
        return conflict
    return replace(conflict, subjects=(*subjects, Subject("course", 0, title)))


def _with_enrolments(ride: PlannedRide, plan: CoursePlan, made: _Made) -> PlannedRide:
    """Say of each seat to which enrolment it belongs; a child's is its adult's."""
    adults = {
        child.person_id: person.person_id for person in plan.enrolled for child in person.children
    }
    seats = []
    for seat in ride.seats:
        adult = seat.person_id if seat.person_id in made.enrolments else adults[seat.person_id]
        seats.append(replace(seat, enrolment_id=made.enrolments[adult]))
    return replace(ride, seats=tuple(seats))


def _course(db: Db, plan: CoursePlan) -> Course:
    draft = plan.draft
    colour = draft.colour if draft.colour is not None else courses_counted(db) % COLOURS
    course = Course(
        number=draft.number,
        title=draft.title,
        course_type=draft.kind.value,
        level=draft.level,
        required_units=draft.units,
        unit_minutes=draft.unit_minutes,
        capacity=draft.capacity,
        first_day=plan.first_day,
        pause_in_school_holidays=draft.pause_in_school_holidays,
        childcare=draft.childcare,
        shuttle=draft.shuttle,
        women_only=draft.women_only,
        walk_in=draft.walk_in,
        colour=colour,
        site_id=plan.site_id,
        grant_id=draft.grant_id,
        provider_id=draft.provider_id,
        predecessor_id=draft.predecessor_id,
        needs_accessible=draft.needs_accessible,
        needs_equipment=" ".join(draft.needs_equipment),
        note=draft.note,
        language=draft.language,
    )
    db.add(course)
    db.flush()
    add_named(db, course.id, draft.named_grants)
    return course


def _add_pattern(db: Db, plan: CoursePlan, course_id: int) -> None:
    db.add_all(
        LessonPattern(
            course_id=course_id,
            weekday=time.weekday,
            starts=time.starts,
            ends=time.ends,
            pause_minutes=time.pause_minutes,
        )
        for time in plan.draft.weekly
    )
    db.add_all(
        SkippedDate(
            course_id=course_id, day=skipped.day, reason=skipped.reason.value, name=skipped.name
        )
        for skipped in plan.skipped
    )


def _add_lessons(db: Db, plan: CoursePlan, made: _Made) -> None:
    lessons = [
        Lesson(
            course_id=made.course_id,
            starts=lesson.starts,
            ends=lesson.ends,
            teaching_minutes=lesson.teaching_minutes,
            room_id=lesson.room_id,
        )
        for lesson in plan.lessons
    ]
    db.add_all(lessons)
    db.flush()
    made.lessons = [lesson.id for lesson in lessons]
    people = [
        {"lesson_id": key, "person_id": lesson.teacher_id, "role": lesson.teacher_role}
        for key, lesson in zip(made.lessons, plan.lessons, strict=True)
        if lesson.teacher_id is not None
    ]
    insert_all(db, LessonPerson, people)


def _add_slots(db: Db, plan: CoursePlan, made: _Made) -> None:
    made.slots = store_slots(db, plan.childcare.slots if plan.childcare else (), made.lessons)


def store_slots(db: Db, planned: Sequence[PlannedSlot], lessons: Sequence[int]) -> list[int | None]:
    """Write childcare beside lessons, which slots name by position; returns the ids of the slots.

    They keep nothing busy yet.
    """
    slots = {
        slot.lesson: ChildcareSlot(room_id=slot.room_id, starts=slot.starts, ends=slot.ends)
        for slot in planned
        if slot.joins is None
    }
    db.add_all(slots.values())
    db.flush()
    keys = [slots[slot.lesson].id if slot.joins is None else slot.joins for slot in planned]
    pairs = list(zip(planned, keys, strict=True))
    links = [{"slot_id": key, "lesson_id": lessons[slot.lesson]} for slot, key in pairs]
    insert_all(db, ChildcareSlotLesson, links)
    carers = [
        {"slot_id": key, "person_id": carer}
        for slot, key in pairs
        if slot.joins is None
        for carer in slot.carers
    ]
    insert_all(db, ChildcareSlotCarer, carers)
    return list(keys)


def _add_people(db: Db, plan: CoursePlan, made: _Made) -> None:
    people = [*plan.enrolled, *plan.waiting]
    if not people:
        return
    enrolments = [_enrolment(plan, made.course_id, person, at) for at, person in enumerate(people)]
    db.add_all(enrolments)
    db.flush()
    made.enrolments = {enrolment.person_id: enrolment.id for enrolment in enrolments}
    known = riders(db, [person.person_id for person in people], plan.first_day)
    for person in people:
        key = made.enrolments[person.person_id]
        db.add_all(
            EnrolmentChild(
                enrolment_id=key,
                child_id=child.person_id,
                childcare=child.childcare,
                rides=child.rides,
            )
            for child in person.children
        )
        home = known[person.person_id].stop_id if person.person_id in known else None
        stop = person.stop_id or home
        if person.rides and stop is not None:
            db.add_all(_demands(person, key, stop))


def _enrolment(plan: CoursePlan, course_id: int, person: DraftPerson, at: int) -> Enrolment:
    seats = len(plan.enrolled)
    enrolled = at < seats
    status = EnrolmentStatus.ENROLLED if enrolled else EnrolmentStatus.WAITING
    return Enrolment(
        course_id=course_id,
        person_id=person.person_id,
        status=status.value,
        asked_on=clock.today(),
        joined_on=plan.first_day if enrolled else None,
        waiting_position=None if enrolled else at - seats + 1,
        way=(Way.SHUTTLE if person.rides else Way.UNKNOWN).value,
        childcare_wanted=any(child.childcare for child in person.children),
    )


def _demands(person: DraftPerson, enrolment_id: int, stop_id: int) -> Iterator[RideDemand]:
    for direction in Direction:
        yield RideDemand(
            enrolment_id=enrolment_id,
            direction=direction.value,
            stop_id=stop_id,
            wheelchair=person.wheelchair,
            pram=person.pram,
        )


def _add_places(db: Db, plan: CoursePlan, made: _Made) -> None:
    slots = {slot.lesson: slot for slot in plan.childcare.slots} if plan.childcare else {}
    rows = []
    for place in plan.places:
        carers = slots[place.lesson].carers
        row = {
            "slot_id": made.slots[place.lesson],
            "child_id": place.child_id,
            "enrolment_id": made.enrolments[place.person_id],
            "carer_id": carers[0] if len(carers) == 1 else None,
        }
        rows.append(row)
    insert_all(db, ChildcarePlace, rows)
