"""A course is split from a day on: some of its people go on in a new course of their own."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.domain.conflicts.conflicts import Conflict, hard_ones
from kursplaner.domain.courses import Course, CourseChange, Enrolment
from kursplaner.domain.kinds import CourseChangeKind, LessonStatus
from kursplaner.domain.weekly_times import CourseTime
from kursplaner.planning.courses import new_course
from kursplaner.planning.courses.changing import enrolled_in, leave, leaver
from kursplaner.planning.courses.continuation import draft_of_next, next_number
from kursplaner.planning.courses.draft import CourseDraft, Wish
from kursplaner.planning.courses.plan import CoursePlan
from kursplaner.planning.enrolments.wishes import from_minute
from kursplaner.store.journal.rehearsal import changed_rows, state_of, tried
from kursplaner.store.queries.courses.course_facts import numbers_taken
from kursplaner.store.queries.courses.enrolments import waiting_people
from kursplaner.store.queries.lessons.bundles import lessons_of_course
from kursplaner.store.records import by_id
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class SplitWish:
    """Who goes on in a new course from which day on.

    Attributes:
        person_ids: who goes; empty: the half that came last.
        number, title: of the new course; empty: made of the old ones.
        weekly: when it is held; empty: at the same times.
        room, teacher: ids or names wished for; None is proposed.
    """

    course_id: int
    day: date
    person_ids: tuple[int, ...] = ()
    number: str = ""
    title: str = ""
    weekly: tuple[CourseTime, ...] = ()
    room: Wish = None
    teacher: Wish = None


@dataclass(frozen=True, slots=True)
class SplitPlan:
    """What a split would do; nothing is written yet.

    Attributes:
        course: the new course with dates, room, teacher, childcare and rides.
        person_ids: who goes; staying: how many stay.
        marked: how many get the mark W in the list of the old course.
        waiting: how many wait for a place in the old course, which has some then.
        state: how the touched rows are now.
    """

    wish: SplitWish
    course: CoursePlan
    person_ids: tuple[int, ...]
    staying: int
    marked: int
    waiting: int
    conflicts: tuple[Conflict, ...]
    state: str

    @property
    def hard(self) -> tuple[Conflict, ...]:
        """What stops it."""
        return hard_ones(self.conflicts)


def half(db: Db, course_id: int) -> tuple[int, ...]:
    """Return who came last: half of the people of a course, the smaller one."""
    people = [row.person_id for row in enrolled_in(db, course_id)]
    return tuple(people[(len(people) + 1) // 2 :])


def propose(db: Db, wish: SplitWish) -> SplitPlan:
    """Try a split and take it back; within `Workspace.rehearse` or `change`.

    Raises:
        Refused: "not_found", "day_past", "course_over", "nobody_chosen", "nobody_stays",
            "not_enrolled", "no_lesson_after", and as `planning.courses.propose`.
    """
    with tried(db):
        plan, _ = _done(db, wish)
    return plan


def apply(db: Db, plan: SplitPlan) -> int:
    """Do it within `Workspace.change`, checked again, as one act; returns the new course's id.

    Raises:
        HardConflict: something hard stands against the new course; nothing is stored.
        Refused: "overtaken" when a touched record changed since, or as `propose`.
    """
    fresh, course_id = _done(db, plan.wish)
    if fresh.hard or course_id is None:
        raise HardConflict(fresh.hard)
    if (fresh.state, fresh.course.lessons) != (plan.state, plan.course.lessons):
        raise Refused("overtaken", noun="course", id=plan.wish.course_id)
    return course_id


def _done(db: Db, wish: SplitWish) -> tuple[SplitPlan, int | None]:
    leaving, staying = _checked(db, wish)
    draft = _draft(db, wish, {row.person_id for row in leaving})
    leavers = [leaver(db, row, wish.course_id, wish.day) for row in leaving]
    marked = sum(leave(db, person, wish.day, mark=True) for person in leavers)
    course = new_course.propose(db, draft)
    course_id = None
    if not course.hard:
        course_id = new_course.apply(db, course)
        kind = CourseChangeKind.SPLIT.value
        ids = {"from_course_id": wish.course_id, "to_course_id": course_id}
        db.add(CourseChange(kind=kind, day=wish.day, **ids))
    db.flush()
    plan = SplitPlan(
        wish=wish,
        course=course,
        person_ids=tuple(row.person_id for row in leaving),
        staying=staying,
        marked=marked,
        waiting=len(waiting_people(db, wish.course_id)),
        conflicts=course.conflicts,
        state=state_of(changed_rows(db)),
    )
    return plan, course_id


def _checked(db: Db, wish: SplitWish) -> tuple[list[Enrolment], int]:
    """Return the enrolments of those who go, and how many stay."""
    course = by_id(db, Course, wish.course_id)
    if wish.day < clock.today():
        raise Refused("day_past", day=wish.day)
    if course.over(clock.today()):
        raise Refused("course_over", id=course.id)
    people = enrolled_in(db, course.id)
    chosen = frozenset(wish.person_ids or half(db, course.id))
    if not chosen:
        raise Refused("nobody_chosen")
    for person in chosen - {row.person_id for row in people}:
        raise Refused("not_enrolled", course_id=course.id, person_id=person)
    if len(chosen) == len(people):
        raise Refused("nobody_stays")
    return [row for row in people if row.person_id in chosen], len(people) - len(chosen)


def _draft(db: Db, wish: SplitWish, chosen: Collection[int]) -> CourseDraft:
    """Return the new course: what remains of the old one, for those who go."""
    course = by_id(db, Course, wish.course_id)
    like = draft_of_next(db, course.id, wish.day, level_up=False)
    people = tuple(person for person in like.people if person.person_id in chosen)
    draft = replace(
        like,
        number=wish.number or next_number(f"{course.number}-1", numbers_taken(db)),
        title=wish.title or course.title,
        units=_units_left(db, course, wish.day),
        capacity=max(course.capacity, len(people)),
        people=people,
        room=wish.room,
        teacher=wish.teacher,
        predecessor_id=None,
        colour=None,
    )
    if not wish.weekly:
        return draft
    return replace(
        draft,
        weekdays=tuple(time.weekday for time in wish.weekly),
        starts=tuple(time.starts for time in wish.weekly),
        ends=tuple(time.ends for time in wish.weekly),
        pause_minutes=max(time.pause_minutes for time in wish.weekly),
    )


def _units_left(db: Db, course: Course, day: date) -> int:
    """Return how many units the old course still teaches, rounded up to whole ones."""
    first, planned = from_minute(day), LessonStatus.PLANNED.value
    rows = lessons_of_course(db, course.id)
    minutes = sum(r.teaching_minutes for r in rows if r.starts >= first and r.status == planned)
    if not minutes:
        raise Refused("no_lesson_after", course_id=course.id, day=day)
    return -(-minutes // course.unit_minutes)
