"""Single changes of lessons: another teacher, and taking in a skipped date again."""

from dataclasses import dataclass, replace
from datetime import date

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import DAY_MINUTES, day_of, minute_of
from kursplaner.domain.conflicts.conflicts import Conflict, hard_ones, in_order
from kursplaner.domain.courses import Lesson, SkippedDate
from kursplaner.domain.kinds import ConflictKind
from kursplaner.domain.people import Person
from kursplaner.planning.absences.effects import settle
from kursplaner.planning.conflicts.finding import find_for, judged, named
from kursplaner.planning.lessons.moving import store_checked
from kursplaner.planning.lessons.other_teacher import StandIn, store_people, with_stand_in
from kursplaner.planning.lessons.relocation import (
    Relocation,
    Target,
    Untouched,
    relocation,
    store,
)
from kursplaner.planning.lessons.relocation_conflicts import conflicts_of
from kursplaner.planning.lessons.weekly_series import (
    changeable_series,
    check_movable,
    why_untouched,
)
from kursplaner.planning.lessons.weekly_template import times_on
from kursplaner.store.queries.lessons.bundles import LessonRow, lessons_of_course
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of


@dataclass(frozen=True, slots=True)
class TeacherPlan:
    """What another teacher would do.

    Attributes:
        person_id: who comes (None: nobody), replaces: who goes (None: all teachers).
        moved: the lessons with the people who work in them afterwards.
    """

    lesson_id: int
    person_id: int | None
    replaces: int | None
    from_here_on: bool
    accept: str | None
    moved: Relocation
    untouched: tuple[Untouched, ...]
    conflicts: tuple[Conflict, ...]


def propose_teacher(
    db: Db,
    lesson_id: int,
    person_id: int | None,
    replaces: int | None = None,
    *,
    from_here_on: bool = False,
    accept: str | None = None,
) -> TeacherPlan:
    """Return what giving a lesson (or the rest of its series) to somebody else would do.

    Raises:
        Refused: "not_found", "lesson_past", "lesson_cancelled", "lesson_recorded".
    """
    lesson = by_id(db, Lesson, lesson_id)
    if person_id is not None:
        by_id(db, Person, person_id)
    rows = lessons_of_course(db, lesson.course_id)
    here = next(row for row in rows if row.id == lesson_id)
    check_movable(here)
    series, stay = changeable_series(rows, here) if from_here_on else ([here], [])
    still = relocation(db, series, {row.id: _where_it_is(row) for row in series})
    moved = with_stand_in(db, still, StandIn(person_id, replaces))
    found = conflicts_of(db, moved, settings_of(db))
    about = [
        found_ for found_ in found if any(subject.id == person_id for subject in found_.subjects)
    ]
    conflicts = named(db, judged(db, in_order(about)))
    if accept:
        conflicts = [
            conflict.accepted(accept) if conflict.hard else conflict for conflict in conflicts
        ]
    return TeacherPlan(
        lesson_id, person_id, replaces, from_here_on, accept, moved, tuple(stay), tuple(conflicts)
    )


def _where_it_is(row: LessonRow) -> Target:
    return Target(row.starts, row.ends, row.room_id, row.teaching_minutes)


def apply_teacher(db: Db, plan: TeacherPlan) -> None:
    """Store it.

    Raises:
        HardConflict: the person is taken or away and that is not accepted; nothing is stored.
        Refused: "overtaken" when the lessons changed since.
    """
    fresh = propose_teacher(
        db,
        plan.lesson_id,
        plan.person_id,
        plan.replaces,
        from_here_on=plan.from_here_on,
        accept=plan.accept,
    )
    if fresh.moved.state() != plan.moved.state():
        raise Refused("overtaken", noun="lesson", id=plan.lesson_id)
    hard = hard_ones(fresh.conflicts)
    if hard:
        raise HardConflict(hard)
    earlier = _accepted_before(db, fresh.moved)
    for lesson in fresh.moved.lessons:
        store_people(db, lesson.id, set(lesson.people))
        by_id(db, Lesson, lesson.id).version += 1
    store(db, fresh.moved, fresh.accept or earlier)
    settle(db)


def _accepted_before(db: Db, moved: Relocation) -> str:
    """Return the reason with which an overlap of these lessons was taken on before, or empty."""
    kinds = (ConflictKind.ROOM, ConflictKind.TEACHER)
    found = find_for(db, [lesson.id for lesson in moved.lessons], kinds)
    return next((str(c.facts["accepted"]) for c in found if "accepted" in c.facts), "")


@dataclass(frozen=True, slots=True)
class TakeInPlan:
    """What taking in a skipped date would do.

    The last lesson comes to that day with its childcare and rides; where it was a short one, the
    lesson before it is shortened instead, so that the units stay exact.
    """

    course_id: int
    day: date
    moved: Relocation
    conflicts: tuple[Conflict, ...]


def propose_take_in(db: Db, course_id: int, day: date) -> TakeInPlan:
    """Return what holding a lesson on a skipped date would do.

    Raises:
        Refused: "not_skipped", "into_past", or "nothing_to_bring_forward" when no later lesson
            may be touched.
    """
    if not find(db, SkippedDate, course_id=course_id, day=day):
        raise Refused("not_skipped", course_id=course_id, day=day)
    rows = lessons_of_course(db, course_id)
    later = [row for row in rows if day_of(row.starts) > day and why_untouched(row) is None]
    if not later:
        raise Refused("nothing_to_bring_forward", course_id=course_id, day=day)
    starts, ends, minutes = _times(db, course_id, day, later[-1])
    if why_untouched(replace(later[-1], starts=starts)):
        raise Refused("into_past", to=starts)
    targets = _targets(later, starts, ends, minutes)
    moved = relocation(db, later, targets)
    found = conflicts_of(db, moved, settings_of(db))
    conflicts = named(db, judged(db, in_order(found)))
    return TakeInPlan(course_id, day, moved, tuple(conflicts))


def _times(db: Db, course_id: int, day: date, last: LessonRow) -> tuple[int, int, int]:
    """Return start, end and minutes taught of a full lesson on that day."""
    for time in times_on(db, course_id, day):
        taught = time.ends - time.starts - time.pause_minutes
        return minute_of(day, time.starts), minute_of(day, time.ends), taught
    starts = minute_of(day, last.starts % DAY_MINUTES)
    return starts, starts + last.ends - last.starts, last.teaching_minutes


def _targets(later: list[LessonRow], starts: int, ends: int, minutes: int) -> dict[int, Target]:
    last = later[-1]
    short = minutes - last.teaching_minutes
    before = later[-2] if len(later) > 1 else None
    if short <= 0 or before is None or before.teaching_minutes <= short:
        end = starts + last.ends - last.starts
        return {last.id: Target(starts, end, last.room_id, last.teaching_minutes)}
    left = before.teaching_minutes - short
    return {
        last.id: Target(starts, ends, last.room_id, minutes),
        before.id: Target(before.starts, before.ends - short, before.room_id, left),
    }


def apply_take_in(db: Db, plan: TakeInPlan) -> None:
    """Store it; the date is skipped no longer.

    Raises:
        HardConflict: something hard stands against that day; nothing is stored.
        Refused: "overtaken" when the lessons changed since.
    """
    fresh = propose_take_in(db, plan.course_id, plan.day)
    if fresh.moved.state() != plan.moved.state():
        raise Refused("overtaken", noun="course", id=plan.course_id)
    store_checked(db, fresh.moved, fresh.conflicts, None)
    for skipped in find(db, SkippedDate, course_id=plan.course_id, day=plan.day):
        db.delete(skipped)
