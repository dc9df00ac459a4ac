"""Conflicts of capacity: rooms, courses, childcare with its ratio, vehicles with their seats."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import Span, Timed, day_of
from kursplaner.domain.conflicts.conflicts import Conflict, Subject, severity_of
from kursplaner.domain.conflicts.facts import ConflictFacts
from kursplaner.domain.kinds import ConflictKind, Severity
from kursplaner.domain.kinds.counting import stays_on
from kursplaner.domain.rides.loads import SEATS
from kursplaner.domain.rides.seating import age_in_years
from kursplaner.store.queries.conflicts import limits as queries
from kursplaner.store.queries.conflicts.limits import SlotCarer, SlotChild, SlotTime, Stay
from kursplaner.store.queries.conflicts.scopes import Scope
from kursplaner.store.session import Db

TENTHS = 10


def child_tenths(birth_date: date | None, day: date, settings: Settings) -> int:
    """Return the weight of a child in tenths of a place; an unknown age counts as one place."""
    young = birth_date is not None and age_in_years(birth_date, day) < settings.number(
        "childcare.under_three_years"
    )
    return settings.number("childcare.under_three_weight_tenths") if young else TENTHS


def carers_at_least(slot: SlotTime, carers: Collection[SlotCarer]) -> int:
    """Return the smallest number of carers present at any minute of the slot."""
    edges = {slot.starts, *(carer.starts for carer in carers), *(carer.ends for carer in carers)}
    inside = [edge for edge in edges if slot.starts <= edge < slot.ends]
    return min(sum(c.starts <= edge < c.ends for c in carers) for edge in inside)


def head_counts(
    lessons: Iterable[tuple[int, int, date]], stays: Iterable[Stay], planned: Mapping[int, set[int]]
) -> dict[int, int]:
    """Return how many people belong to each of (lesson, course, day), each once.

    Only planned dates count for those who do not come to all of them.
    """
    by_course: dict[int, list[Stay]] = {}
    for stay in stays:
        by_course.setdefault(stay.course_id, []).append(stay)
    return {
        lesson: len(
            {
                stay.person_id
                for stay in by_course.get(course, ())
                if belongs(stay, lesson, day, planned)
            }
        )
        for lesson, course, day in lessons
    }


def belongs(stay: Stay, lesson: int, day: date, planned: Mapping[int, set[int]]) -> bool:
    """Tell whether somebody is expected in a lesson of her course on a day."""
    if not stays_on(stay.status, stay.joined_on, stay.left_on, day):
        return False
    return not stay.only_planned_lessons or lesson in planned.get(stay.enrolment_id, set())


def heads(
    db: Db, lessons: Collection[tuple[int, int, date]], without: Collection[int] = ()
) -> dict[int, int]:
    """Return how many people belong to each of (lesson, course, day), from the file.

    The enrolments in `without` count as gone.
    """
    found = queries.stays(db, {course for _, course, _ in lessons})
    stays = [stay for stay in found if stay.enrolment_id not in without]
    some = [stay.enrolment_id for stay in stays if stay.only_planned_lessons]
    return head_counts(lessons, stays, queries.planned_lessons(db, some))


def crowded_rooms(db: Db, scope: Scope) -> Iterator[Conflict]:
    """Find lessons with more people than their room holds."""
    uses = queries.crowded_lessons(db, scope)
    if not uses:
        return
    counts = heads(db, [(use.lesson_id, use.course_id, day_of(use.starts)) for use in uses])
    for use in uses:
        people = counts[use.lesson_id]
        if people > use.capacity:
            subjects = (Subject("room", use.room_id), Subject("lesson", use.lesson_id))
            facts: ConflictFacts = {"people": people, "capacity": use.capacity}
            yield over(ConflictKind.ROOM_CAPACITY, f"{use.lesson_id}", use, subjects, facts)


def crowded_courses(db: Db, scope: Scope) -> Iterator[Conflict]:
    """Find courses with more people enrolled than they may have; the day is the scope's first."""
    starts = int(scope.parameters.get("scope_starts", 0)) if scope.whole else 0
    for course in queries.full_courses(db, scope):
        facts: ConflictFacts = {"people": course.enrolled, "capacity": course.capacity}
        span = Span(starts, starts + 1)
        subjects = (Subject("course", course.course_id),)
        yield over(ConflictKind.COURSE_CAPACITY, f"{course.course_id}", span, subjects, facts)


def crowded_childcare(db: Db, scope: Scope, settings: Settings) -> Iterator[Conflict]:
    """Find childcare slots over the ratio; over with a reason for each child is accepted."""
    per_carer = settings.number("childcare.children_per_carer")
    young = settings.number("childcare.under_three_weight_tenths")
    years = settings.number("childcare.under_three_years")
    slots = queries.perhaps_crowded_slots(db, scope, per_carer * TENTHS, young, years)
    if not slots:
        return
    children = queries.slot_children(db, [slot.slot_id for slot in slots])
    carers = queries.slot_carers(db, [slot.slot_id for slot in slots])
    for slot in slots:
        there = children.get(slot.slot_id, [])
        conflict = childcare_conflict(slot, there, carers.get(slot.slot_id, []), settings)
        if conflict is not None:
            yield conflict


def childcare_conflict(
    slot: SlotTime,
    children: Collection[SlotChild],
    carers: Collection[SlotCarer],
    settings: Settings,
) -> Conflict | None:
    """Tell whether a slot is over the ratio at any minute."""
    day = day_of(slot.starts)
    weight = sum(child_tenths(child.birth_date, day, settings) for child in children)
    present = carers_at_least(slot, carers)
    limit = present * settings.number("childcare.children_per_carer") * TENTHS
    if weight <= limit or not children or not carers:
        return None
    facts: ConflictFacts = {
        "children": len(children),
        "weight_tenths": weight,
        "limit_tenths": limit,
        "carers": present,
    }
    subjects = (Subject("childcare", slot.slot_id),)
    found = over(ConflictKind.CHILDCARE_CAPACITY, f"{slot.slot_id}", slot, subjects, facts)
    without = sum(
        child_tenths(child.birth_date, day, settings)
        for child in children
        if not child.over_limit_reason
    )
    reasons = [child.over_limit_reason for child in children if child.over_limit_reason]
    return found.accepted(reasons[0]) if reasons and without <= limit else found


def overfull_rides(db: Db, scope: Scope, settings: Settings) -> Iterator[Conflict]:
    """Find rides with more passengers, wheelchairs or child seats than the vehicle takes."""
    for ride in queries.overfull_rides(db, scope, settings.number("rides.most_passengers")):
        what, wanted, there = ride.lack
        whole = what == SEATS
        kind = ConflictKind.VEHICLE_CAPACITY if whole else ConflictKind.CHILD_SEAT
        facts: ConflictFacts = {
            "seat": "passenger" if whole else what,
            "people": wanted,
            "capacity": there,
        }
        subjects = (Subject("vehicle", ride.vehicle_id), Subject("ride", ride.ride_id))
        key = f"{ride.ride_id}" if whole else f"{ride.ride_id}:{what}"
        yield over(kind, key, ride, subjects, facts)


def over(
    kind: ConflictKind,
    key: str,
    time: Timed,
    subjects: tuple[Subject, ...],
    facts: ConflictFacts,
    severity: Severity | None = None,
) -> Conflict:
    """Return a conflict about one record, at a time in absolute minutes."""
    return Conflict(
        f"{kind}:{key}",
        kind,
        severity or severity_of(kind),
        day_of(time.starts),
        time.starts,
        time.ends,
        subjects,
        facts,
    )
