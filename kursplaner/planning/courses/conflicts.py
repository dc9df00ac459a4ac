"""What stands against a planned course, as conflicts that everybody shows alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Unpack, cast

from kursplaner.basics.spans import Span
from kursplaner.domain.conflicts.conflicts import Conflict, Subject
from kursplaner.domain.conflicts.facts import ConflictFacts, how_many
from kursplaner.domain.conflicts.obstacles import Against, Choice, Obstacle
from kursplaner.domain.holidays import DaysOff
from kursplaner.domain.kinds import ConflictKind, ResourceKind
from kursplaner.planning.choices.free_times import FreeTimes
from kursplaner.planning.conflicts.limits import over
from kursplaner.planning.courses.plan import CoursePlan, LessonPlan
from kursplaner.planning.rides.plan import PlannedRide

ROOM, PERSON = ResourceKind.ROOM.value, ResourceKind.PERSON.value


@dataclass(frozen=True, slots=True)
class _Use:
    """A resource that a lesson wants."""

    kind: ConflictKind
    noun: str
    id: int
    name: str
    span: Span


def plan_conflicts(
    plan: CoursePlan,
    wished: tuple[int | None, int | None],
    off: DaysOff,
    times: FreeTimes,
) -> Iterator[Conflict]:
    """Yield what is hard (a wished room or teacher is taken) and what is worth knowing."""
    course = Subject("course", 0, plan.draft.title)
    for at, lesson in enumerate(plan.lessons):
        yield from _lesson_conflicts(lesson, at, plan, course, times)
    yield from _holidays(plan, course, off)
    yield from _limits(plan, course)
    yield from _availability(plan, wished, course)
    yield from _childcare(plan, course)
    yield from _rides(plan, course)


def _lesson_conflicts(
    lesson: LessonPlan, at: int, plan: CoursePlan, course: Subject, times: FreeTimes
) -> Iterator[Conflict]:
    span = lesson.span
    if lesson.room_id is None:
        yield _missing(ConflictKind.NO_ROOM, at, span, course)
    else:
        use = _Use(ConflictKind.ROOM, ROOM, lesson.room_id, lesson.room, span)
        yield from _clashes(use, at, course, times)
    if lesson.teacher_id is None:
        if not plan.draft.walk_in:
            yield _missing(ConflictKind.NO_TEACHER, at, span, course)
        return
    use = _Use(ConflictKind.TEACHER, PERSON, lesson.teacher_id, lesson.teacher, span)
    yield from _clashes(use, at, course, times)


def _clashes(use: _Use, at: int, course: Subject, times: FreeTimes) -> Iterator[Conflict]:
    """Yield what takes the resource, unless it is this lesson itself."""
    resource = Subject(use.noun, use.id, use.name)
    taken = times.taken_by_others(use.id, use.span)
    if taken is not None:
        shared = Span.shared(use.span, taken)
        subjects = (resource, Subject(taken.source, taken.source_id), course)
        yield over(use.kind, f"{use.id}:draft{at}", shared, subjects, {})
    closure = times.closed(use.id, use.span)
    if closure is not None:
        facts: ConflictFacts = {"reason": closure.reason, "note": closure.note}
        key = f"{use.id}:draft{at}"
        yield over(ConflictKind.CLOSURE, key, use.span, (resource, course), facts)


def _missing(
    kind: ConflictKind, at: int, span: Span, course: Subject, /, **facts: Unpack[ConflictFacts]
) -> Conflict:
    return over(kind, f"draft{at}", span, (course,), facts)


def _holidays(plan: CoursePlan, course: Subject, off: DaysOff) -> Iterator[Conflict]:
    """Yield lessons taken in although the day is a holiday or closing day."""
    for at, lesson in enumerate(plan.lessons):
        if lesson.day not in plan.draft.taken_in:
            continue
        public, closed = off.public(lesson.day), off.closed(lesson.day)
        if public:
            facts: ConflictFacts = {"name": public.name, "land": public.land}
            yield over(ConflictKind.HOLIDAY, f"draft{at}", lesson, (course,), facts)
        elif closed:
            facts = {"name": closed.name}
            yield over(ConflictKind.CLOSING_DAY, f"draft{at}", lesson, (course,), facts)


def _limits(plan: CoursePlan, course: Subject) -> Iterator[Conflict]:
    first = plan.lessons[0]
    if plan.waiting:
        people = len(plan.enrolled) + len(plan.waiting)
        facts: ConflictFacts = {"people": people, "capacity": plan.draft.capacity}
        yield over(ConflictKind.COURSE_CAPACITY, "draft", first, (course,), facts)
    small = next(
        (obstacle for obstacle in _against(plan.room) if obstacle.obstacle is Obstacle.TOO_SMALL),
        None,
    )
    if plan.room is not None and small is not None:
        known = _as_of_conflict(small)
        facts = {"people": how_many(known), "capacity": known["capacity"]}
        subjects = (Subject(ROOM, plan.room.id, plan.room.name), course)
        yield over(ConflictKind.ROOM_CAPACITY, "draft", first, subjects, facts)


def _availability(
    plan: CoursePlan, wished: tuple[int | None, int | None], course: Subject
) -> Iterator[Conflict]:
    """Yield the dates on which a standing room or teacher is not available by the week."""
    for noun, choice in ((ROOM, plan.room), (PERSON, plan.teacher)):
        for obstacle in _against(choice):
            if choice is None or obstacle.obstacle is not Obstacle.NOT_AVAILABLE:
                continue
            for lesson in plan.lessons:
                if lesson.day in obstacle.days and choice.id in {lesson.room_id, lesson.teacher_id}:
                    subjects = (Subject(noun, choice.id, choice.name), course)
                    key = f"{choice.id}:draft{lesson.starts}"
                    facts: ConflictFacts = {"wished": choice.id in wished}
                    yield over(ConflictKind.AVAILABILITY, key, lesson, subjects, facts)


def _childcare(plan: CoursePlan, course: Subject) -> Iterator[Conflict]:
    childcare = plan.childcare
    if childcare is None:
        return
    spans = {slot.lesson: Span.of(slot) for slot in childcare.slots}
    for at in childcare.without_room:
        yield _missing(ConflictKind.NO_ROOM, -1 - at, spans[at], course, childcare=True)
    for at in childcare.short_of_carers:
        there = len(childcare.slots[at].carers)
        facts: ConflictFacts = {"carers": there, "needed": childcare.needed}
        yield _missing(ConflictKind.CARER_MISSING, at, spans[at], course, **facts)
    for choice in childcare.carers:
        for obstacle in choice.against:
            yield from _carer(choice, obstacle, plan, course)
    for child in plan.without_place:
        subjects = (Subject(PERSON, child), course)
        first = plan.lessons[0]
        yield over(ConflictKind.CHILDCARE_MISSING, f"draft:{child}", first, subjects, {})


def _carer(
    choice: Choice, obstacle: Against, plan: CoursePlan, course: Subject
) -> Iterator[Conflict]:
    subjects = (Subject(PERSON, choice.id, choice.name), course)
    day = obstacle.days[0] if obstacle.days else plan.lessons[0].day
    span = Span.on(day, 0, 1440)
    if obstacle.obstacle is Obstacle.CREDENTIAL_EXPIRES:
        yield over(
            ConflictKind.CREDENTIAL, f"{choice.id}:draft", span, subjects, _as_of_conflict(obstacle)
        )
    if obstacle.obstacle is Obstacle.PERMIT_LIMIT:
        known = _as_of_conflict(obstacle)
        facts: ConflictFacts = {"minutes": known["minutes"], "limit_minutes": known["limit"]}
        yield over(ConflictKind.CARER_HOURS, f"{choice.id}:draft", span, subjects[:1], facts)


def _rides(plan: CoursePlan, course: Subject) -> Iterator[Conflict]:
    rides = plan.rides
    if rides is None:
        return
    for ride in rides.without_vehicle:
        yield _ride(ConflictKind.RIDE_MISSING, ride, course)
    for ride in rides.without_driver:
        yield _ride(ConflictKind.DRIVER_MISSING, ride, course)
    first = plan.lessons[0].span
    for left in rides.left_out:
        subjects = (course, Subject(PERSON, left.people[0]))
        key = f"draft:{left.direction}:{left.people[0]}"
        facts: ConflictFacts = {
            "direction": left.direction.value,
            "reason": left.reason,
            "people": len(left.people),
        }
        yield over(ConflictKind.RIDE_MISSING, key, first, subjects, facts)
    if not rides.rides and not rides.left_out:
        yield _missing(ConflictKind.RIDE_MISSING, 0, first, course, reason="no_vehicle")


def _ride(kind: ConflictKind, ride: PlannedRide, course: Subject) -> Conflict:
    facts: ConflictFacts = {"direction": ride.direction.value}
    key = f"draft{ride.lesson}:{ride.direction}:{ride.tour}"
    return over(kind, key, ride, (course,), facts)


def _against(choice: Choice | None) -> tuple[Against, ...]:
    return choice.against if choice else ()


def _as_of_conflict(obstacle: Against) -> ConflictFacts:
    """Return the facts of an obstacle, which stand under the same names in a conflict."""
    return cast("ConflictFacts", obstacle.facts)
