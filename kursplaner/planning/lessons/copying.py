"""One lesson more for a course: like another one, at a time of its own, with what is free then."""

from dataclasses import dataclass

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_at
from kursplaner.basics.summer_time import exists
from kursplaner.domain.kinds import LessonStatus
from kursplaner.domain.rooms import Room
from kursplaner.planning.lessons.changing import Wanted
from kursplaner.planning.lessons.making_up import copied
from kursplaner.planning.lessons.weekly_series import lesson_row
from kursplaner.store.queries.lessons.bundles import bundle
from kursplaner.store.records import by_id
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class CopyWish:
    """A lesson like another one at an absolute minute.

    Room (None: the same, 0: none), teachers, carers, vehicles and drivers come along where they
    are free; the others are listed in `MadeUp.lacking`.
    """

    lesson_id: int
    to: int
    room_id: int | None = None

    @property
    def about(self) -> tuple[str, int]:
        """The lesson it is like."""
        return "lesson", self.lesson_id

    def wanted(self, db: Db) -> Wanted:
        """Return the new lesson.

        Raises:
            Refused: "not_found", "lesson_cancelled", "into_past", "hour_missing".
        """
        row, _ = lesson_row(db, self.lesson_id)
        if self.room_id:
            by_id(db, Room, self.room_id)
        if row.status == LessonStatus.CANCELLED.value:
            raise Refused("lesson_cancelled", id=self.lesson_id)
        if self.to < minute_at(clock.now()):
            raise Refused("into_past", id=self.lesson_id, to=self.to)
        if not exists(self.to):
            raise Refused("hour_missing", at=self.to)
        copy = copied(db, row, self.to, bundle(db, [self.lesson_id]), self.room_id)
        return Wanted(added=(copy,), state=(row.version,))
