"""Moving one lesson or its series, with its room, childcare and rides."""

from dataclasses import dataclass

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_at
from kursplaner.domain.people import Person
from kursplaner.domain.rooms import Room
from kursplaner.planning.lessons.changing import Wanted
from kursplaner.planning.lessons.relocation import LessonChange, Relocation
from kursplaner.planning.lessons.staffing import StandIn, people_with
from kursplaner.planning.lessons.weekly_series import Reach, lesson_row, reached
from kursplaner.planning.lessons.weekly_template import follow
from kursplaner.store.records import by_id
from kursplaner.store.session import Db

WITHOUT_ROOM = 0


@dataclass(frozen=True, slots=True)
class MoveWish:
    """A lesson at another minute, in another room, with another teacher.

    Attributes:
        to: the absolute minute at which it shall begin (None: as it is).
        room_id: the room wanted (None: keep, 0: without a place).
        reach: whether the series moves by as much.
        stand_in: who shall teach in place of whom, or None.
    """

    lesson_id: int
    to: int | None = None
    room_id: int | None = None
    reach: Reach = Reach.ONE
    stand_in: StandIn | None = None

    @property
    def about(self) -> tuple[str, int]:
        """The lesson that was taken hold of."""
        return "lesson", self.lesson_id

    def wanted(self, db: Db) -> Wanted:
        """Return the lessons at their new places.

        Raises:
            Refused: "not_found", "lesson_past", "lesson_cancelled", "lesson_recorded",
                "into_past".
        """
        here, rows = lesson_row(db, self.lesson_id)
        if self.room_id:
            by_id(db, Room, self.room_id)
        if self.stand_in is not None and self.stand_in.comes is not None:
            by_id(db, Person, self.stand_in.comes)
        series, stay = reached(rows, here, self.reach)
        by = 0 if self.to is None else self.to - here.starts
        to = series[0].starts + by
        if by and to < minute_at(clock.now()):
            raise Refused("into_past", id=series[0].id, to=to)
        people = people_with(db, [row.id for row in series], self.stand_in)
        changes = [
            LessonChange(
                row.id,
                row.starts + by,
                row.ends + by,
                row.room_id if self.room_id is None else (self.room_id or None),
                row.teaching_minutes,
                people[row.id],
            )
            for row in series
        ]
        return Wanted(changes, rows, tuple(stay), also=self._follow)

    def _follow(self, db: Db, moved: Relocation) -> None:
        if self.reach is not Reach.ONE:
            follow(db, moved.lessons[0])
