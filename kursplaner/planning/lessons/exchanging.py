"""One room or person in place of another in several lessons at once."""

from dataclasses import dataclass, replace

from kursplaner.basics.errors import Refused
from kursplaner.domain.base import Resource
from kursplaner.domain.kinds import ResourceKind
from kursplaner.planning.lessons.changing import Wanted
from kursplaner.planning.lessons.relocation import LessonChange, as_it_is
from kursplaner.planning.lessons.weekly_series import check_movable
from kursplaner.store.queries.lessons.bundles import LessonRow, bundle, lessons_by_id
from kursplaner.store.records import by_id
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class ExchangeWish:
    """Lessons in which `comes` takes the place of `goes`, a room or whoever works in them.

    `comes` None: nobody does; whoever works in them only goes.
    """

    lesson_ids: tuple[int, ...]
    goes: int
    comes: int | None

    @property
    def about(self) -> tuple[str, int]:
        """The first lesson of them."""
        return "lesson", self.lesson_ids[0]

    def wanted(self, db: Db) -> Wanted:
        """Return the lessons with the other room or person.

        Raises:
            Refused: "not_found", "not_used_there", and as `weekly_series.check_movable`.
        """
        rows = lessons_by_id(db, self.lesson_ids)
        for row in rows:
            check_movable(row)
        if by_id(db, Resource, self.comes or self.goes).kind == ResourceKind.ROOM.value:
            return Wanted([self._in_other_room(row) for row in rows])
        people = bundle(db, self.lesson_ids).people
        return Wanted([self._with_other_person(row, people.get(row.id, ())) for row in rows])

    def _in_other_room(self, row: LessonRow) -> LessonChange:
        if row.room_id != self.goes:
            raise Refused("not_used_there", id=self.goes)
        return replace(as_it_is(row), room_id=self.comes)

    def _with_other_person(self, row: LessonRow, people: tuple[int, ...]) -> LessonChange:
        if self.goes not in people:
            raise Refused("not_used_there", id=self.goes)
        come = () if self.comes is None else (self.comes,)
        return replace(as_it_is(row), people=tuple({*people, *come} - {self.goes}))
