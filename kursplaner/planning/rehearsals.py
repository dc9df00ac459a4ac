"""Steps tried together before they are done: what changes, what clashes, whom it touches."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.domain.conflicts import Conflict, hard_ones
from kursplaner.planning.conflicts import find_for
from kursplaner.planning.steps import Step, run
from kursplaner.store.queries.touched import TouchedPeople, lessons_served, people_of_lessons
from kursplaner.store.rehearsal import RowChange, changed_rows, state_of, tried
from kursplaner.store.session import Db

NO_PEOPLE = TouchedPeople(*(frozenset[int]() for _ in range(6)))


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What some steps would do; nothing is kept of it.

    Attributes:
        state: how the touched rows are now; `apply` refuses when it is another.
        changes: every row before and after.
        lesson_ids: the lessons touched, directly or by their childcare and rides.
        conflicts: what stands against these lessons afterwards.
        come, gone: the conflicts that the steps make and solve.
        people: everybody who belongs to these lessons.
    """

    steps: tuple[Step, ...]
    state: str
    changes: tuple[RowChange, ...]
    lesson_ids: frozenset[int]
    conflicts: tuple[Conflict, ...]
    come: tuple[Conflict, ...]
    gone: tuple[Conflict, ...]
    people: TouchedPeople

    @property
    def hard(self) -> tuple[Conflict, ...]:
        """The hard conflicts that the steps would make."""
        return hard_ones(self.come)


def rehearse(
    db: Db, steps: Sequence[Step], beside: Collection[int] = (), *, with_people: bool = True
) -> Rehearsal:
    """Try steps one after the other and take them back; within `Workspace.rehearse`.

    `beside` are further lessons whose conflicts are watched.

    Raises:
        Refused, HardConflict: a step cannot be done as things stand.
    """
    people = NO_PEOPLE
    with tried(db):
        for step in steps:
            run(db, step)
        changes = changed_rows(db)
        lessons = touched_lessons(db, changes) | frozenset(beside)
        after = find_for(db, lessons) if lessons else []
        if with_people:
            people = people_of_lessons(db, lessons)
    before = find_for(db, lessons) if lessons else []
    known, left = {_key(one): one for one in before}, {_key(one) for one in after}
    return Rehearsal(
        steps=tuple(steps),
        state=state_of(changes),
        changes=tuple(changes),
        lesson_ids=lessons,
        conflicts=tuple(after),
        come=tuple(one for one in after if _key(one) not in known),
        gone=tuple(one for key, one in known.items() if key not in left),
        people=people,
    )


def _key(conflict: Conflict) -> tuple[str, str]:
    """Tell conflicts apart; one that becomes hard is a new one."""
    return conflict.id, conflict.severity.value


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


def apply(db: Db, steps: Sequence[Step], state: str | None = None) -> tuple[RowChange, ...]:
    """Do the steps within `Workspace.change`, as one act; returns what changed.

    Raises:
        Refused: "overtaken_plan" when a touched row is no longer as it was at the rehearsal.
        HardConflict: they would make a hard conflict; nothing is stored.
    """
    if state is not None:
        again = rehearse(db, steps, with_people=False)
        if again.state != state:
            raise Refused("overtaken_plan")
        if again.hard:
            raise HardConflict(again.hard)
    for step in steps:
        run(db, step)
    return tuple(changed_rows(db))
