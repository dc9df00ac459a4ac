"""Moving one lesson or a series from here on, with its room, childcare and rides."""

from collections.abc import Sequence
from dataclasses import dataclass

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import minute_at
from kursplaner.domain.conflicts.conflicts import Conflict, hard_ones, in_order
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import ConflictKind
from kursplaner.domain.rooms import Room
from kursplaner.planning.conflicts.finding import accept as accept_conflicts
from kursplaner.planning.conflicts.finding import judged, named
from kursplaner.planning.lessons.other_teacher import StandIn, store_people, with_stand_in
from kursplaner.planning.lessons.relocation import (
    Relocation,
    Target,
    Untouched,
    relocation,
    store,
)
from kursplaner.planning.lessons.relocation_conflicts import conflicts_of
from kursplaner.planning.lessons.weekly_series import changeable_series, check_movable
from kursplaner.planning.lessons.weekly_template import follow
from kursplaner.store.queries.lessons.bundles import LessonRow, lessons_by_id, lessons_of_course
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

WITHOUT_ROOM = 0
_OVERLAPS = frozenset(
    (
        *(ConflictKind.ROOM, ConflictKind.TEACHER, ConflictKind.CARER),
        *(ConflictKind.DRIVER, ConflictKind.VEHICLE),
    )
)


@dataclass(frozen=True, slots=True)
class MovePlan:
    """What a move would do; nothing is written yet.

    Attributes:
        lesson_id: the lesson that was taken hold of.
        to: the absolute minute at which it shall begin.
        room_id: the room wanted (None: keep, 0: without a place).
        from_here_on: whether the rest of the weekly series goes along.
        accept: the reason with which hard conflicts are taken on, or None.
        stand_in: who shall teach in place of whom, or None.
        moved: lessons, childcare slots and rides before and after.
        untouched: lessons of the series that stay ("past", "recorded"), and childcare and rides
            that stay because they serve other lessons.
        conflicts: what stands against it, hard ones first.
    """

    lesson_id: int
    to: int
    room_id: int | None
    from_here_on: bool
    accept: str | None
    moved: Relocation
    untouched: tuple[Untouched, ...]
    conflicts: tuple[Conflict, ...]
    stand_in: StandIn | None = None

    @property
    def shift_minutes(self) -> int:
        """By how much everything moves."""
        first = next(lesson for lesson in self.moved.lessons if lesson.id == self.lesson_id)
        return first.target.starts - first.starts

    @property
    def rooms(self) -> int:
        """How many different rooms are touched, of lessons and childcare."""
        lessons = {lesson.target.room_id for lesson in self.moved.lessons}
        return len((lessons | {slot.room_id for slot in self.moved.slots}) - {None})

    @property
    def children(self) -> int:
        """How many children have a place in the fullest childcare that goes along."""
        return max((slot.children for slot in self.moved.slots), default=0)

    @property
    def rides(self) -> int:
        """How many rides go along."""
        return len(self.moved.rides)

    @property
    def people(self) -> int:
        """How many people work in it: teachers, carers and drivers."""
        teachers = {person for lesson in self.moved.lessons for person in lesson.people}
        carers = {carer[0] for slot in self.moved.slots for carer in slot.carers}
        drivers = {ride.driver_id for ride in self.moved.rides}
        return len((teachers | carers | drivers) - {None})

    @property
    def passengers(self) -> int:
        """How many people sit in the fullest ride that goes along."""
        return max((ride.passengers for ride in self.moved.rides), default=0)


def propose_move(
    db: Db,
    lesson_id: int,
    to: int,
    room_id: int | None = None,
    *,
    from_here_on: bool = False,
    accept: str | None = None,
    stand_in: StandIn | None = None,
) -> MovePlan:
    """Return what moving a lesson to an absolute minute (a room, a teacher) would do.

    Raises:
        Refused: "not_found", "lesson_past", "lesson_cancelled", "lesson_recorded",
            "into_past".
    """
    lesson = by_id(db, Lesson, lesson_id)
    if room_id:
        by_id(db, Room, room_id)
    rows = lessons_of_course(db, lesson.course_id)
    here = next(row for row in rows if row.id == lesson_id)
    check_movable(here)
    shift = to - here.starts
    if shift and to < minute_at(clock.now()):
        raise Refused("into_past", id=lesson_id, to=to)
    series, stay = changeable_series(rows, here) if from_here_on else ([here], [])
    targets = {row.id: _target(row, shift, room_id) for row in series}
    moved = with_stand_in(db, relocation(db, series, targets), stand_in)
    found = conflicts_of(db, moved, settings_of(db), rows)
    conflicts = named(db, judged(db, in_order(found)))
    if accept:
        conflicts = [
            conflict.accepted(accept) if conflict.hard else conflict for conflict in conflicts
        ]
    untouched = (*stay, *moved.untouched)
    ordered = tuple(in_order(conflicts))
    wish = (lesson_id, to, room_id, from_here_on, accept)
    return MovePlan(*wish, moved, untouched, ordered, stand_in)


def propose_room(
    db: Db, lesson_id: int, room_id: int, *, from_here_on: bool = False, accept: str | None = None
) -> MovePlan:
    """Return what another room (0: none) would do, at the same time; stored by `apply`."""
    lesson = by_id(db, Lesson, lesson_id)
    return propose_move(
        db, lesson_id, lesson.starts, room_id, from_here_on=from_here_on, accept=accept
    )


def _target(row: LessonRow, shift: int, room_id: int | None) -> Target:
    room = row.room_id if room_id is None else (room_id or None)
    return Target(row.starts + shift, row.ends + shift, room, row.teaching_minutes)


def apply(db: Db, plan: MovePlan) -> None:
    """Store a move, checked again; one act together with its room, childcare and rides.

    Raises:
        HardConflict: something hard stands against it that is not accepted; nothing is stored.
        Refused: "overtaken" when the lessons changed since the plan was made.
    """
    fresh = propose_move(
        db,
        plan.lesson_id,
        plan.to,
        plan.room_id,
        from_here_on=plan.from_here_on,
        accept=plan.accept,
        stand_in=plan.stand_in,
    )
    if fresh.moved.state() != plan.moved.state():
        raise Refused("overtaken", noun="lesson", id=plan.lesson_id)
    first = lessons_by_id(db, [fresh.lesson_id])[0]
    store_checked(db, fresh.moved, fresh.conflicts, fresh.accept)
    if fresh.from_here_on:
        follow(db, first, next(m.target for m in fresh.moved.lessons if m.id == first.id))
    for lesson in fresh.moved.lessons if fresh.stand_in is not None else ():
        if store_people(db, lesson.id, set(lesson.people)):
            by_id(db, Lesson, lesson.id).version += 1


def store_checked(
    db: Db, moved: Relocation, conflicts: Sequence[Conflict], accept: str | None
) -> None:
    """Store a relocation unless something hard stands against it."""
    hard = hard_ones(conflicts)
    if hard:
        raise HardConflict(hard)
    store(db, moved, accept or "")
    if accept:
        others = [
            found
            for found in conflicts
            if found.facts.get("accepted") == accept and found.kind not in _OVERLAPS
        ]
        accept_conflicts(db, others, accept)
