"""Making lessons longer or shorter; childcare and rides follow their beginning and their end."""

from dataclasses import dataclass

from kursplaner.basics.errors import Refused
from kursplaner.domain.conflicts.conflicts import Conflict, in_order
from kursplaner.domain.courses import Course, Lesson
from kursplaner.planning.conflicts.finding import judged, named
from kursplaner.planning.lessons.dates import step_minutes
from kursplaner.planning.lessons.moving import store_checked
from kursplaner.planning.lessons.relocation import (
    MovedLesson,
    Relocation,
    Target,
    Untouched,
    relocation,
)
from kursplaner.planning.lessons.relocation_conflicts import conflicts_of
from kursplaner.planning.lessons.weekly_series import changeable_series, check_movable
from kursplaner.planning.lessons.weekly_template import follow
from kursplaner.store.queries.lessons.bundles import LessonRow, lessons_by_id, lessons_of_course
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of


@dataclass(frozen=True, slots=True)
class StretchPlan:
    """What other times of the same day would do; absolute minutes of the lesson in hand.

    Attributes:
        from_here_on: whether the rest of the weekly series becomes as much longer or shorter.
        untouched: lessons of the series that stay, and what serves other lessons.
    """

    lesson_id: int
    starts: int
    ends: int
    moved: Relocation
    conflicts: tuple[Conflict, ...]
    from_here_on: bool = False
    untouched: tuple[Untouched, ...] = ()

    @property
    def teaching_minutes(self) -> int:
        """What is taught in the lesson in hand afterwards."""
        return self._here.target.teaching_minutes

    @property
    def _here(self) -> MovedLesson:
        return next(lesson for lesson in self.moved.lessons if lesson.id == self.lesson_id)


def propose_stretch(
    db: Db, lesson_id: int, starts: int, ends: int, *, from_here_on: bool = False
) -> StretchPlan:
    """Return what beginning and ending at other minutes would do; the pause stays as long.

    Raises:
        Refused: "not_found", "end_before_start", "lesson_too_short", and as
            `series.check_movable`.
    """
    lesson = by_id(db, Lesson, lesson_id)
    if ends <= starts:
        raise Refused("end_before_start", starts=starts, ends=ends)
    rows = lessons_of_course(db, lesson.course_id)
    here = next(row for row in rows if row.id == lesson_id)
    check_movable(here)
    series, stay = changeable_series(rows, here) if from_here_on else ([here], [])
    step = step_minutes(by_id(db, Course, lesson.course_id).unit_minutes)
    shifts = (starts - here.starts, ends - here.ends)
    moved = relocation(db, series, {row.id: _target(row, shifts, step) for row in series})
    found = conflicts_of(db, moved, settings_of(db), rows)
    conflicts = named(db, judged(db, in_order(found)))
    untouched = (*stay, *moved.untouched)
    return StretchPlan(lesson_id, starts, ends, moved, tuple(conflicts), from_here_on, untouched)


def _target(row: LessonRow, shifts: tuple[int, int], step: int) -> Target:
    starts, ends = row.starts + shifts[0], row.ends + shifts[1]
    pause = row.ends - row.starts - row.teaching_minutes
    taught = (ends - starts - pause) // step * step
    if taught <= 0:
        raise Refused("lesson_too_short", minutes=ends - starts, least=step)
    return Target(starts, ends, row.room_id, taught)


def apply_stretch(db: Db, plan: StretchPlan) -> None:
    """Store it, checked again.

    Raises:
        HardConflict: something stands against it; nothing is stored.
        Refused: "overtaken" when the lessons changed since.
    """
    fresh = propose_stretch(
        db, plan.lesson_id, plan.starts, plan.ends, from_here_on=plan.from_here_on
    )
    if fresh.moved.state() != plan.moved.state():
        raise Refused("overtaken", noun="lesson", id=plan.lesson_id)
    here = lessons_by_id(db, [plan.lesson_id])[0]
    store_checked(db, fresh.moved, fresh.conflicts, None)
    if fresh.from_here_on:
        follow(db, here, next(m.target for m in fresh.moved.lessons if m.id == here.id))
