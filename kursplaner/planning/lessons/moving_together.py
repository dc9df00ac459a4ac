"""Several lessons that move together, each to its place: a swap, a draft, a timetable.

All of them give up their places first, so that they can take each other's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import minute_at
from kursplaner.domain.conflicts.conflicts import Conflict, hard_ones, in_order
from kursplaner.domain.courses import Lesson
from kursplaner.domain.people import Person
from kursplaner.domain.rooms import Room
from kursplaner.planning.conflicts.finding import judged, named
from kursplaner.planning.lessons.other_teacher import StandIn, store_people, with_stand_in
from kursplaner.planning.lessons.relocation import (
    MovedLesson,
    Relocation,
    Target,
    relocation,
    store,
)
from kursplaner.planning.lessons.relocation_conflicts import conflicts_of
from kursplaner.planning.lessons.weekly_series import check_movable
from kursplaner.store.queries.lessons.bundles import LessonRow, lessons_by_id
from kursplaner.store.records import by_id, by_ids
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of


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
class RearrangePlan:
    """What moving several lessons together would do; nothing is written yet."""

    moves: tuple[LessonMove, ...]
    moved: Relocation
    conflicts: tuple[Conflict, ...]


def propose(db: Db, moves: Sequence[LessonMove]) -> RearrangePlan:
    """Return what moving the lessons would do, with childcare and rides.

    Raises:
        Refused: "not_found", "end_before_start", "lesson_too_short", "into_past",
            "hour_missing", and as `series.check_movable`.
    """
    rows = {row.id: row for row in lessons_by_id(db, [move.lesson_id for move in moves])}
    _check(db, moves, rows)
    wanted = {move.lesson_id: move for move in moves}
    targets = {key: _target(rows[key], move) for key, move in wanted.items()}
    moved = relocation(db, rows.values(), targets)
    moved = replace(
        moved, lessons=tuple(_led(db, lesson, wanted[lesson.id]) for lesson in moved.lessons)
    )
    found = conflicts_of(db, moved, settings_of(db))
    return RearrangePlan(tuple(moves), moved, tuple(named(db, judged(db, in_order(found)))))


def _check(db: Db, moves: Sequence[LessonMove], rows: dict[int, LessonRow]) -> None:
    now = minute_at(clock.now())
    rooms = by_ids(db, Room, [move.room_id for move in moves if move.room_id is not None])
    for move in moves:
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


def _target(row: LessonRow, move: LessonMove) -> Target:
    longer = (move.ends - move.starts) - (row.ends - row.starts)
    taught = row.teaching_minutes + longer
    if taught <= 0:
        raise Refused("lesson_too_short", minutes=move.ends - move.starts, least=1)
    return Target(move.starts, move.ends, move.room_id, taught)


def _led(db: Db, lesson: MovedLesson, move: LessonMove) -> MovedLesson:
    if move.comes is None:
        return lesson
    alone = Relocation((lesson,), (), ())
    return with_stand_in(db, alone, StandIn(move.comes, move.goes)).lessons[0]


def apply(db: Db, plan: RearrangePlan) -> None:
    """Store it, checked again; one act with room, childcare and rides.

    Raises:
        HardConflict: something hard stands against it; nothing is stored.
        Refused: "overtaken" when the lessons changed since.
    """
    fresh = propose(db, plan.moves)
    if fresh.moved.state() != plan.moved.state():
        raise Refused("overtaken", noun="lesson", id=plan.moves[0].lesson_id)
    _store(db, fresh)


def rearrange(db: Db, moves: Sequence[LessonMove]) -> None:
    """Store what was not shown before: as `propose` and `apply` in one.

    Raises:
        Refused, HardConflict: as both.
    """
    _store(db, propose(db, moves))


def _store(db: Db, plan: RearrangePlan) -> None:
    hard = hard_ones(plan.conflicts)
    if hard:
        raise HardConflict(hard)
    store(db, plan.moved)
    for move in plan.moves:
        lesson = next(lesson for lesson in plan.moved.lessons if lesson.id == move.lesson_id)
        if move.comes is not None and store_people(db, lesson.id, set(lesson.people)):
            by_id(db, Lesson, lesson.id).version += 1
