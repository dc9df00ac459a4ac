"""One lesson more for a course: like another one, at a time of its own, with what is free then."""

from dataclasses import dataclass, replace

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import DAY_MINUTES, minute_at
from kursplaner.basics.summer_time import exists
from kursplaner.domain.conflicts.conflicts import Conflict, hard_ones, in_order
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import LessonStatus
from kursplaner.domain.rooms import Room
from kursplaner.planning.conflicts.finding import judged, named
from kursplaner.planning.lessons.making_up import MadeUp, copied, store_made_up
from kursplaner.planning.lessons.relocation import MovedLesson, Relocation, Target
from kursplaner.planning.lessons.relocation_conflicts import conflicts_of
from kursplaner.store.queries.lessons.bundles import LessonRow, bundle, lessons_of_course
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

NEW = 0
"""The id under which a lesson that is not stored yet is judged."""


@dataclass(frozen=True, slots=True)
class ExtraLessonPlan:
    """What one lesson more would be; nothing is written yet.

    Attributes:
        lesson_id: the lesson it is like; version: its version.
        room_id: the room asked for (None: the same, 0: none).
        lesson: the new lesson with its childcare and rides, and what is lacking then.
        children: how many children come into its childcare.
    """

    lesson_id: int
    version: int
    to: int
    room_id: int | None
    lesson: MadeUp
    children: int
    conflicts: tuple[Conflict, ...]

    @property
    def hard(self) -> bool:
        """Whether something forbids it."""
        return any(conflict.hard for conflict in self.conflicts)


def propose_extra(db: Db, lesson_id: int, to: int, room_id: int | None = None) -> ExtraLessonPlan:
    """Return what a copy of a lesson at another minute would be.

    Room, teachers, carers, vehicles and drivers come along where they are free; the others are
    listed in `lesson.lacking`.

    Raises:
        Refused: "not_found", "lesson_cancelled", "into_past", "hour_missing".
    """
    lesson = by_id(db, Lesson, lesson_id)
    if room_id:
        by_id(db, Room, room_id)
    rows = lessons_of_course(db, lesson.course_id)
    row = next(row for row in rows if row.id == lesson_id)
    if row.status == LessonStatus.CANCELLED.value:
        raise Refused("lesson_cancelled", id=lesson_id)
    if to < minute_at(clock.now()):
        raise Refused("into_past", id=lesson_id, to=to)
    if not exists(to):
        raise Refused("hour_missing", at=to)
    hangs = bundle(db, [lesson_id])
    copy = copied(db, row, to, hangs, room_id)
    like = {slot.like for slot in copy.slots}
    children = sum(slot.children for slot in hangs.slots if slot.id in like)
    found = _against(db, row, copy, rows)
    return ExtraLessonPlan(lesson_id, row.version, to, room_id, copy, children, found)


def _against(db: Db, row: LessonRow, copy: MadeUp, rows: list[LessonRow]) -> tuple[Conflict, ...]:
    target = Target(copy.starts, copy.ends, copy.room_id, copy.teaching_minutes)
    # A day before every other, so that its own day off is looked at wherever it comes to lie.
    before = copy.starts - DAY_MINUTES
    lesson = MovedLesson(NEW, row.course_id, 0, before, before, row.room_id, target, copy.people)
    beside = [*rows, replace(row, id=NEW, starts=copy.starts, ends=copy.ends)]
    moved = Relocation((lesson,), (), ())
    found = conflicts_of(db, moved, settings_of(db), beside)
    return tuple(in_order(named(db, judged(db, in_order(found)))))


def apply_extra(db: Db, plan: ExtraLessonPlan) -> int:
    """Store it, checked again; returns the id of the new lesson.

    Raises:
        HardConflict: something hard stands against it; nothing is stored.
        Refused: "overtaken" when the copied lesson or what is free changed since.
    """
    fresh = propose_extra(db, plan.lesson_id, plan.to, plan.room_id)
    if (fresh.version, fresh.lesson) != (plan.version, plan.lesson):
        raise Refused("overtaken", noun="lesson", id=plan.lesson_id)
    hard = hard_ones(fresh.conflicts)
    if hard:
        raise HardConflict(hard)
    return store_made_up(db, fresh.lesson, extra=True)
