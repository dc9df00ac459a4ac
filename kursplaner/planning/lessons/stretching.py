"""Making lessons longer or shorter; childcare and rides follow their beginning and their end."""

from dataclasses import dataclass

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_at
from kursplaner.domain.courses import Course
from kursplaner.domain.weekly_times import step_minutes
from kursplaner.planning.lessons.changing import Wanted
from kursplaner.planning.lessons.relocation import LessonChange, Relocation
from kursplaner.planning.lessons.weekly_series import Reach, lesson_row, reached
from kursplaner.planning.lessons.weekly_template import follow
from kursplaner.store.queries.lessons.bundles import LessonRow
from kursplaner.store.records import by_id
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class StretchWish:
    """A lesson that begins and ends at other absolute minutes; the pause stays as long.

    With a `reach` its series becomes as much longer or shorter.
    """

    lesson_id: int
    starts: int
    ends: int
    reach: Reach = Reach.ONE

    @property
    def about(self) -> tuple[str, int]:
        """The lesson that was taken hold of."""
        return "lesson", self.lesson_id

    def wanted(self, db: Db) -> Wanted:
        """Return the lessons at their new times.

        Raises:
            Refused: "not_found", "end_before_start", "lesson_too_short", "into_past", and as
                `weekly_series.check_movable`.
        """
        here, rows = lesson_row(db, self.lesson_id)
        if self.ends <= self.starts:
            raise Refused("end_before_start", starts=self.starts, ends=self.ends)
        series, stay = reached(rows, here, self.reach)
        shifts = (self.starts - here.starts, self.ends - here.ends)
        begin = series[0].starts + shifts[0]
        if shifts[0] and begin < minute_at(clock.now()):
            raise Refused("into_past", id=series[0].id, to=begin)
        step = step_minutes(by_id(db, Course, here.course_id).unit_minutes)
        changes = [_stretched(row, shifts, step) for row in series]
        return Wanted(changes, rows, tuple(stay), also=self._follow)

    def _follow(self, db: Db, moved: Relocation) -> None:
        if self.reach is not Reach.ONE:
            follow(db, moved.lessons[0])


def _stretched(row: LessonRow, shifts: tuple[int, int], step: int) -> LessonChange:
    starts, ends = row.starts + shifts[0], row.ends + shifts[1]
    pause = row.ends - row.starts - row.teaching_minutes
    taught = (ends - starts - pause) // step * step
    if taught <= 0:
        raise Refused("lesson_too_short", minutes=ends - starts, least=step)
    return LessonChange(row.id, starts, ends, row.room_id, taught)
