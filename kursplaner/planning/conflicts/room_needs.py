"""Conflicts of rooms that lack what is needed in them: a way without steps, a projector."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kursplaner.basics.folding import fold
from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import day_of
from kursplaner.domain.conflicts.conflicts import Conflict, Subject
from kursplaner.domain.conflicts.facts import ConflictFacts
from kursplaner.domain.courses import Course
from kursplaner.domain.kinds import ConflictKind
from kursplaner.domain.rooms import Room
from kursplaner.planning.conflicts.limits import belongs, over
from kursplaner.store.queries.conflicts import limits as stays
from kursplaner.store.queries.conflicts import room_wants as queries
from kursplaner.store.queries.conflicts.limits import Stay
from kursplaner.store.queries.conflicts.room_wants import EquippedLesson, StepLesson
from kursplaner.store.queries.conflicts.scopes import Scope
from kursplaner.store.records import by_ids
from kursplaner.store.session import Db


def rooms_with_steps(db: Db, scope: Scope, settings: Settings) -> Iterator[Conflict]:
    """Find lessons in a room with steps that the course or somebody in it cannot use."""
    needing = _needing(db, scope, settings)
    yield from _with_steps(db, queries.lessons_with_steps(db, scope, needing), needing)


def _with_steps(
    db: Db, lessons: Sequence[StepLesson], needing: Mapping[int, Sequence[Stay]]
) -> Iterator[Conflict]:
    some = [s.enrolment_id for many in needing.values() for s in many if s.only_planned_lessons]
    planned = stays.planned_lessons(db, some) if lessons else {}
    for lesson in lessons:
        day = day_of(lesson.starts)
        people = [
            stay.person_id
            for stay in needing.get(lesson.course_id, ())
            if belongs(stay, lesson.lesson_id, day, planned)
        ]
        if not people and not lesson.wanted:
            continue
        subjects = (
            Subject("room", lesson.room_id),
            *(Subject("person", person) for person in sorted(set(people))),
            Subject("lesson", lesson.lesson_id),
        )
        facts: ConflictFacts = {"people": len(set(people)), "course": lesson.wanted}
        yield over(ConflictKind.ACCESSIBILITY, f"{lesson.lesson_id}", lesson, subjects, facts)


def _needing(db: Db, scope: Scope, settings: Settings) -> dict[int, list[Stay]]:
    """Return who cannot use steps, by course: by the wish to ride or the needs written down."""
    words = fold(settings.text("rooms.accessible_words")).split()
    found: dict[int, list[Stay]] = defaultdict(list)
    for stay in queries.needing_stays(db, scope):
        needs = fold(stay.needs)
        if stay.wheelchair or any(word in needs for word in words):
            found[stay.stay.course_id].append(stay.stay)
    return dict(found)


def rooms_without_equipment(db: Db, scope: Scope) -> Iterator[Conflict]:
    """Find lessons in a room that lacks what their course needs."""
    yield from _without_equipment(db, queries.lessons_with_equipment(db, scope))


def _without_equipment(db: Db, lessons: Sequence[EquippedLesson]) -> Iterator[Conflict]:
    there = queries.equipment_of_rooms(db) if lessons else {}
    for lesson in lessons:
        missing = tuple(sorted(set(lesson.wanted.split()) - there.get(lesson.room_id, set())))
        if missing:
            subjects = (Subject("room", lesson.room_id), Subject("lesson", lesson.lesson_id))
            facts: ConflictFacts = {"missing": missing}
            yield over(ConflictKind.EQUIPMENT, f"{lesson.lesson_id}", lesson, subjects, facts)


@dataclass(frozen=True, slots=True)
class Placed:
    """A lesson in a room in which it does not take place yet; `lesson_id` 0: a new one."""

    lesson_id: int
    course_id: int
    starts: int
    ends: int
    room_id: int


def lacking(db: Db, places: Sequence[Placed], settings: Settings) -> Iterator[Conflict]:
    """Tell which lessons would not find in another room what they need."""
    rooms = by_ids(db, Room, {placed.room_id for placed in places})
    courses = by_ids(db, Course, {placed.course_id for placed in places})
    steps, equipped = [], []
    for placed in places:
        course, room = courses[placed.course_id], rooms[placed.room_id]
        if not room.accessible:
            when = (placed.starts, placed.ends)
            wanted = course.needs_accessible
            steps.append(StepLesson(placed.lesson_id, course.id, *when, room.id, wanted))
        if course.needs_equipment:
            when = (placed.starts, placed.ends)
            equipped.append(
                EquippedLesson(placed.lesson_id, *when, room.id, course.needs_equipment)
            )
    if steps:
        scope = Scope(whole=False, parameters={"lessons": [lesson.lesson_id for lesson in steps]})
        yield from _with_steps(db, steps, _needing(db, scope, settings))
    yield from _without_equipment(db, equipped)
