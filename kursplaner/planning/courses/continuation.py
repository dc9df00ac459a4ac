"""Continuing a course (Fortschreiben): it goes on in the next half-year with its people."""

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta

from kursplaner.basics.spans import day_of, minute_of
from kursplaner.domain.courses import Course, CourseChange, LessonPattern
from kursplaner.domain.families import ChildWish
from kursplaner.domain.kinds import CourseChangeKind, CourseType, Level
from kursplaner.planning.courses import asking_again, new_course
from kursplaner.planning.courses.draft import CourseDraft, DraftPerson
from kursplaner.planning.courses.grant import grants_covering, grants_of
from kursplaner.planning.courses.plan import CoursePlan
from kursplaner.planning.lessons.weekly_template import lasting
from kursplaner.store.queries.choices import rooms_in_use
from kursplaner.store.queries.courses.course_facts import (
    StayingPerson,
    end_of_lessons,
    numbers_taken,
    staying_people,
    usual_room,
    usual_teacher,
)
from kursplaner.store.queries.sheets import named_grants
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db

COARSE = (Level.ALPHA, Level.A0, Level.A1, Level.A2, Level.B1, Level.B2, Level.C1, Level.C2)
FINE = (Level.A1_1, Level.A1_2, Level.A2_1, Level.A2_2, Level.B1_1, Level.B1_2, Level.B2)


def draft_of_next(
    db: Db, course_id: int, first_day: date | None = None, *, level_up: bool = True
) -> CourseDraft:
    """Return the draft by which a course goes on: next number, same times, room and teacher.

    Everybody still enrolled is in it, with the children and the stops; whoever does not go on is
    taken out of `people`. It begins on `first_day`, or the day after the last lesson; the grant
    stays if it covers that day, and so do those named beside it.
    """
    course = by_id(db, Course, course_id)
    begins = first_day or _day_after(db, course)
    paid, named = _grants(db, course_id, begins)
    patterns = lasting(find(db, LessonPattern, course_id=course_id))
    level = next_level(course.level) if level_up else course.level
    return CourseDraft(
        number=next_number(course.number, numbers_taken(db)),
        title=_title(course, level),
        kind=CourseType(course.course_type),
        units=course.required_units,
        first_day=begins,
        weekdays=tuple(pattern.weekday for pattern in patterns),
        starts=tuple(pattern.starts for pattern in patterns),
        ends=tuple(pattern.ends for pattern in patterns),
        capacity=course.capacity,
        level=level,
        unit_minutes=course.unit_minutes,
        pause_minutes=max((pattern.pause_minutes for pattern in patterns), default=0),
        room=_room_in_use(db, course_id, begins),
        teacher=usual_teacher(db, course_id),
        childcare=course.childcare,
        shuttle=course.shuttle,
        pause_in_school_holidays=course.pause_in_school_holidays,
        people=tuple(_person(stay) for stay in staying_people(db, course_id, begins)),
        grant_id=paid,
        named_grants=named,
        provider_id=course.provider_id,
        site_id=course.site_id,
        predecessor_id=course_id,
        women_only=course.women_only,
        walk_in=course.walk_in,
        needs_accessible=course.needs_accessible,
        needs_equipment=tuple(course.needs_equipment.split()),
        colour=course.colour,
        language=course.language,
    )


def propose(db: Db, draft: CourseDraft) -> CoursePlan:
    """Plan the next course; a room or teacher who is not free then is only preferred.

    Raises:
        Refused: as `planning.courses.propose` says.
    """
    plan = new_course.propose(db, draft)
    if not plan.hard or draft.predecessor_id is None:
        return plan
    # As the predecessor's, they stay first choice; on days they are taken others stand in.
    return new_course.propose(db, replace(draft, room=None, teacher=None))


def apply(db: Db, plan: CoursePlan) -> int:
    """Store the next course with its people, tell that it continues the old one, return its id.

    What is asked again (`plan.questions`) becomes a follow-up a person, a week before the start.

    Raises:
        HardConflict, Refused: as `planning.courses.apply` says.
    """
    course_id = new_course.apply(db, plan)
    before = plan.draft.predecessor_id
    if before is not None:
        kind = CourseChangeKind.CONTINUED.value
        db.add(
            CourseChange(
                kind=kind, from_course_id=before, to_course_id=course_id, day=plan.first_day
            )
        )
    asking_again.store(db, plan, course_id)
    return course_id


def next_number(number: str, taken: Collection[str]) -> str:
    """Return the number with its last figure raised until it is free ("A2-02" → "A2-03")."""
    found = list(re.finditer(r"\d+", number))
    if not found:
        head, tail, width, value = f"{number}-", "", 1, 1
    else:
        last = found[-1]
        head, tail = number[: last.start()], number[last.end() :]
        width, value = len(last.group()), int(last.group())
    while True:
        value += 1
        candidate = f"{head}{value:0{width}}{tail}"
        if candidate not in taken:
            return candidate


def next_level(level: str) -> str:
    """Return the level above, in the same grain; the highest and unknown ones stay."""
    for ladder in (COARSE, FINE):
        steps = [step.value for step in ladder]
        if level in steps and level != steps[-1]:
            return steps[steps.index(level) + 1]
    return level


def _grants(db: Db, course_id: int, begins: date) -> tuple[int | None, tuple[int, ...]]:
    """Return the grant that pays and those named beside it, as far as they cover a day."""
    covering = grants_covering(db, begins)
    paid = grants_of(db, course_id).at(minute_of(begins) - 1)
    named = named_grants(db, [course_id]).get(course_id, ())
    return paid if paid in covering else None, tuple(key for key in named if key in covering)


def _day_after(db: Db, course: Course) -> date:
    ends = end_of_lessons(db, course.id)
    last = day_of(ends) if ends is not None else course.first_day
    return last + timedelta(days=1)


def _room_in_use(db: Db, course_id: int, day: date) -> int | None:
    room_id = usual_room(db, course_id)
    return room_id if room_id in {room.id for room in rooms_in_use(db, day)} else None


def _title(course: Course, level: str) -> str:
    """Return the title with the level in it raised, too."""
    if not course.level or course.level == level:
        return course.title
    return re.sub(rf"(?<!\w){re.escape(course.level)}(?!\w)", level, course.title)


def _person(stay: StayingPerson) -> DraftPerson:
    return DraftPerson(
        person_id=stay.person_id,
        rides=stay.stop_id is not None,
        stop_id=stay.stop_id,
        wheelchair=stay.wheelchair,
        pram=stay.pram,
        children=tuple(
            ChildWish(child, childcare=childcare, rides=rides)
            for child, childcare, rides in stay.children
        ),
    )
