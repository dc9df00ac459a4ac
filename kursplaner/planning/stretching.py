"""Making one lesson longer or shorter; childcare and rides follow its beginning and its end."""

from dataclasses import dataclass

from kursplaner.basics.errors import Refused
from kursplaner.domain.conflicts import Conflict, in_order
from kursplaner.domain.courses import Course, Lesson
from kursplaner.planning.conflicts import judged, named
from kursplaner.planning.dates import step_minutes
from kursplaner.planning.moves import store_checked
from kursplaner.planning.relocation import Relocation, Target, relocation
from kursplaner.planning.series import check_movable
from kursplaner.planning.standing_against import standing_against
from kursplaner.store.queries.bundles import lessons_of_course
from kursplaner.store.records import one
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of


@dataclass(frozen=True, slots=True)
class StretchPlan:
    """What other times of the same day would do; absolute minutes."""

    lesson_id: int
    starts: int
    ends: int
    moved: Relocation
    conflicts: tuple[Conflict, ...]

    @property
    def teaching_minutes(self) -> int:
        """What is taught afterwards."""
        return self.moved.lessons[0].target.teaching_minutes


def propose_stretch(db: Db, lesson_id: int, starts: int, ends: int) -> StretchPlan:
    """Return what beginning and ending at other minutes would do; the pause stays as long.

    Raises:
        Refused: "not_found", "end_before_start", "lesson_too_short", and as
            `series.check_movable`.
    """
    lesson = one(db, Lesson, lesson_id)
    if ends <= starts:
        raise Refused("end_before_start", starts=starts, ends=ends)
    rows = lessons_of_course(db, lesson.course_id)
    here = next(row for row in rows if row.id == lesson_id)
    check_movable(here)
    step = step_minutes(one(db, Course, lesson.course_id).unit_minutes)
    pause = here.ends - here.starts - here.teaching_minutes
    taught = (ends - starts - pause) // step * step
    if taught <= 0:
        raise Refused("lesson_too_short", minutes=ends - starts, least=step)
    moved = relocation(db, [here], {here.id: Target(starts, ends, here.room_id, taught)})
    found = standing_against(db, moved, settings_of(db))
    conflicts = named(db, judged(db, in_order(found)))
    return StretchPlan(lesson_id, starts, ends, moved, tuple(conflicts))


def apply_stretch(db: Db, plan: StretchPlan) -> None:
    """Store it, checked again.

    Raises:
        HardConflict: something stands against it; nothing is stored.
        Refused: "overtaken" when the lesson changed since.
    """
    fresh = propose_stretch(db, plan.lesson_id, plan.starts, plan.ends)
    if fresh.moved.state() != plan.moved.state():
        raise Refused("overtaken", noun="lesson", id=plan.lesson_id)
    store_checked(db, fresh.moved, fresh.conflicts, None)
