"""Several lessons that move together, each to its place: a swap, a draft, a timetable.

All of them give up their places first, so that they can take each other's.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_at
from kursplaner.domain.people import Person
from kursplaner.domain.rooms import Room
from kursplaner.planning.lessons.changing import Wanted
from kursplaner.planning.lessons.relocation import LessonChange
from kursplaner.planning.lessons.staffing import StandIn, people_with
from kursplaner.planning.lessons.weekly_series import check_movable
from kursplaner.store.queries.lessons.bundles import LessonRow, lessons_by_id
from kursplaner.store.records import by_id, by_ids
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class LessonMove:
    """Where one lesson shall be.

    Attributes:
        starts, ends: absolute minutes; what is taught grows or shrinks with the length.
        room_id: the room (None: without a place).
        comes, goes: who teaches in place of whom (`goes` None: of all; `comes` None: no change).
    """

    lesson_id: int
    starts: int
    ends: int
    room_id: int | None
    comes: int | None = None
    goes: int | None = None


@dataclass(frozen=True, slots=True)
class RearrangeWish:
    """Lessons each at its own new place."""

    moves: tuple[LessonMove, ...]

    @property
    def about(self) -> tuple[str, int]:
        """The first lesson of them."""
        return "lesson", self.moves[0].lesson_id

    def wanted(self, db: Db) -> Wanted:
        """Return the lessons at their new places.

        Raises:
            Refused: "not_found", "end_before_start", "lesson_too_short", "into_past",
                "hour_missing", and as `weekly_series.check_movable`.
        """
        rows = {row.id: row for row in lessons_by_id(db, [move.lesson_id for move in self.moves])}
        self._check(db, rows)
        changes = [_changed(db, rows[move.lesson_id], move) for move in self.moves]
        return Wanted(sorted(changes, key=lambda change: rows[change.lesson_id].starts))

    def _check(self, db: Db, rows: Mapping[int, LessonRow]) -> None:
        now = minute_at(clock.now())
        wanted = [move.room_id for move in self.moves if move.room_id is not None]
        rooms = by_ids(db, Room, wanted)
        for move in self.moves:
            row = rows.get(move.lesson_id)
            if row is None:
                raise Refused("not_found", noun="lesson", id=move.lesson_id)
            check_movable(row)
            if move.ends <= move.starts:
                raise Refused("end_before_start", starts=move.starts, ends=move.ends)
            if move.starts != row.starts and move.starts < now:
                raise Refused("into_past", id=row.id, to=move.starts)
            if move.room_id is not None and move.room_id not in rooms:
                raise Refused("not_found", noun="room", id=move.room_id)
            if move.comes is not None:
                by_id(db, Person, move.comes)


def _changed(db: Db, row: LessonRow, move: LessonMove) -> LessonChange:
    longer = (move.ends - move.starts) - (row.ends - row.starts)
    taught = row.teaching_minutes + longer
    if taught <= 0:
        raise Refused("lesson_too_short", minutes=move.ends - move.starts, least=1)
    stand_in = None if move.comes is None else StandIn(move.comes, move.goes)
    people = people_with(db, [row.id], stand_in)[row.id]
    return LessonChange(row.id, move.starts, move.ends, move.room_id, taught, people)
