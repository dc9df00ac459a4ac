"""Changes tried together before they are done: the rows, what clashes, whom it touches."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.domain.conflicts.conflicts import Conflict, hard_ones
from kursplaner.planning.conflicts.finding import find_for
from kursplaner.planning.conflicts.knock_ons import come, key_of
from kursplaner.planning.drafts.draft_changes import DraftChange, run
from kursplaner.store.journal.rehearsal import RowChange, changed_rows, state_of, tried
from kursplaner.store.queries.lessons.bundles import lessons_by_id
from kursplaner.store.queries.lessons.touched import (
    TouchedPeople,
    lessons_served,
    people_of_lessons,
)
from kursplaner.store.session import Db

Watched = Callable[[Db], Sequence[Conflict]]
NO_PEOPLE = TouchedPeople(*(frozenset[int]() for _ in range(6)))


@dataclass
class Standing:
    """What stands against lessons as things are, asked for once and kept while trials go on.

    Attributes:
        watched: finds further conflicts, that hang on no lesson.
    """

    watched: Watched | None = None
    _lessons: frozenset[int] = frozenset()
    _found: list[Conflict] | None = None

    def of(self, db: Db, lessons: frozenset[int]) -> list[Conflict]:
        """Return what stands against lessons as things are, and against those asked before."""
        others = lessons - self._lessons
        there = {row.id for row in lessons_by_id(db, others)} if others else set[int]()
        if self._found is None or there:
            self._lessons |= there
            self._found = self.look(db)
        return self._found

    def look(self, db: Db, lessons: frozenset[int] = frozenset()) -> list[Conflict]:
        """Return what stands against lessons at this moment of a trial."""
        wanted = lessons | self._lessons
        found = find_for(db, wanted) if wanted else []
        known = {conflict.id for conflict in found}
        return [
            *found,
            *(conflict for conflict in (self.watched or _none)(db) if conflict.id not in known),
        ]


def _none(_db: Db) -> Sequence[Conflict]:
    return ()


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What some changes would do; nothing is kept of it.

    Attributes:
        state: how the touched rows are now; `apply` refuses when it is another.
        rows: every row before and after.
        lesson_ids: the lessons touched, directly or by their childcare and rides.
        conflicts: what stands against these lessons afterwards.
        come, gone: the conflicts that they make and solve.
        people: everybody who belongs to these lessons.
    """

    changes: tuple[DraftChange, ...]
    state: str
    rows: tuple[RowChange, ...]
    lesson_ids: frozenset[int]
    conflicts: tuple[Conflict, ...]
    come: tuple[Conflict, ...]
    gone: tuple[Conflict, ...]
    people: TouchedPeople

    @property
    def hard(self) -> tuple[Conflict, ...]:
        """The hard conflicts that the changes would make."""
        return hard_ones(self.come)


def rehearse(
    db: Db,
    changes: Sequence[DraftChange],
    beside: Collection[int] = (),
    *,
    with_people: bool = True,
    before: "Standing | None" = None,
) -> Rehearsal:
    """Try changes one after the other and take them back; within `Workspace.rehearse`.

    `beside` are further lessons whose conflicts are watched. Several rehearsals in a row share
    `before`: what stands against the lessons of all of them as things are.

    Raises:
        Refused, HardConflict: a change cannot be made as things stand.
    """
    people = NO_PEOPLE
    known_now = before or Standing()
    with tried(db):
        for change in changes:
            run(db, change)
        rows = changed_rows(db)
        lessons = touched_lessons(db, rows) | frozenset(beside)
        after = known_now.look(db, lessons)
        if with_people:
            people = people_of_lessons(db, lessons)
    earlier = known_now.of(db, lessons)
    known, left = (
        {key_of(conflict): conflict for conflict in earlier},
        {key_of(conflict) for conflict in after},
    )
    return Rehearsal(
        changes=tuple(changes),
        state=state_of(rows),
        rows=tuple(rows),
        lesson_ids=lessons,
        conflicts=tuple(after),
        come=tuple(come(db, earlier, after)),
        gone=tuple(conflict for key, conflict in known.items() if key not in left),
        people=people,
    )


def touched_lessons(db: Db, changes: Sequence[RowChange]) -> frozenset[int]:
    """Return the lessons that changed rows belong to."""
    lessons, slots, rides = set[int](), set[int](), set[int]()
    for change in changes:
        row = change.after or change.before or {}
        if change.table == "lesson":
            lessons.add(change.id)
        elif change.table == "childcare_slot":
            slots.add(change.id)
        elif change.table == "ride":
            rides.add(change.id)
        for column, found in (("lesson_id", lessons), ("slot_id", slots), ("ride_id", rides)):
            key = row.get(column)
            if isinstance(key, int):
                found.add(key)
    return frozenset(lessons) | lessons_served(db, slots, rides)


def apply(
    db: Db, changes: Sequence[DraftChange], state: str | None = None
) -> tuple[RowChange, ...]:
    """Make the changes within `Workspace.change`, as one act; returns what changed.

    Raises:
        Refused: "overtaken_plan" when a touched row is no longer as it was at the rehearsal.
        HardConflict: they would make a hard conflict; nothing is stored.
    """
    if state is not None:
        again = rehearse(db, changes, with_people=False)
        if again.state != state:
            raise Refused("overtaken_plan")
        if again.hard:
            raise HardConflict(again.hard)
    for change in changes:
        run(db, change)
    return tuple(changed_rows(db))
