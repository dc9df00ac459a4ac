"""Taking a skipped date in again: the last lesson comes to that day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import DAY_MINUTES, day_of, minute_of
from kursplaner.domain.courses import SkippedDate
from kursplaner.planning.lessons.changing import Wanted
from kursplaner.planning.lessons.relocation import LessonChange, Relocation
from kursplaner.planning.lessons.weekly_series import why_untouched
from kursplaner.planning.lessons.weekly_template import times_on
from kursplaner.store.queries.lessons.bundles import LessonRow, lessons_of_course
from kursplaner.store.records import find
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class TakeInWish:
    """A lesson on a date that was left out.

    The last lesson comes to that day with its childcare and rides; where it was a short one, the
    lesson before it is shortened instead, so that the units stay exact.
    """

    course_id: int
    day: date

    @property
    def about(self) -> tuple[str, int]:
        """The course."""
        return "course", self.course_id

    def wanted(self, db: Db) -> Wanted:
        """Return the last lesson on that day, and the one before it where that is shortened.

        Raises:
            Refused: "not_skipped", "into_past", or "nothing_to_bring_forward" when no later lesson
                may be touched.
        """
        if not find(db, SkippedDate, course_id=self.course_id, day=self.day):
            raise Refused("not_skipped", course_id=self.course_id, day=self.day)
        rows = lessons_of_course(db, self.course_id)
        later = [row for row in rows if day_of(row.starts) > self.day and not why_untouched(row)]
        if not later:
            raise Refused("nothing_to_bring_forward", course_id=self.course_id, day=self.day)
        starts, ends, minutes = self._times(db, later[-1])
        if why_untouched(replace(later[-1], starts=starts)):
            raise Refused("into_past", to=starts)
        return Wanted(_changes(later, starts, ends, minutes), rows, also=self._skip_no_more)

    def _times(self, db: Db, last: LessonRow) -> tuple[int, int, int]:
        """Return start, end and minutes taught of a full lesson on that day."""
        for time in times_on(db, self.course_id, self.day):
            taught = time.ends - time.starts - time.pause_minutes
            return minute_of(self.day, time.starts), minute_of(self.day, time.ends), taught
        starts = minute_of(self.day, last.starts % DAY_MINUTES)
        return starts, starts + last.ends - last.starts, last.teaching_minutes

    def _skip_no_more(self, db: Db, _moved: Relocation) -> None:
        for skipped in find(db, SkippedDate, course_id=self.course_id, day=self.day):
            db.delete(skipped)


def _changes(
    later: Sequence[LessonRow], starts: int, ends: int, minutes: int
) -> tuple[LessonChange, ...]:
    last = later[-1]
    short = minutes - last.teaching_minutes
    before = later[-2] if len(later) > 1 else None
    if short <= 0 or before is None or before.teaching_minutes <= short:
        end = starts + last.ends - last.starts
        return (LessonChange(last.id, starts, end, last.room_id, last.teaching_minutes),)
    left = before.teaching_minutes - short
    return (
        LessonChange(last.id, starts, ends, last.room_id, minutes),
        LessonChange(before.id, before.starts, before.ends - short, before.room_id, left),
    )
