"""Undo and redo of marks in what is closed by now say why, as every correction does.

That is where, since they were given, a month was closed, a list printed, or a proof due.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from kursplaner.basics.errors import Refused
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.attendance.closed_months import (
    PLAYED_AGAIN,
    closed_by,
    closed_together,
    keep_reason,
)
from kursplaner.planning.attendance.entering import WRITTEN
from kursplaner.store.journal.standing_in_way import Replay, Step, step_of
from kursplaner.store.journal.triggers import Row
from kursplaner.store.journal.undo import steps_of
from kursplaner.store.session import Db


@contextmanager
def keeping_closed(db: Db, replay: Replay, because: str) -> Iterator[None]:
    """Look at the marks an act is about before and after it is played inside, and judge.

    Raises:
        Refused: "attendance_closed" with `Closed` where no reason is given.
    """
    lessons = _marked(replay.steps)
    closed = closed_together(db, lessons)
    merged = step_of(db, replay) if closed is not None else None
    if closed is None or merged is None or merged.kind == ActKind.PEOPLE_MERGED.value:
        yield
        return
    if not because.strip():
        raise Refused("attendance_closed", closed=closed, day=closed.day)
    yield
    for lesson_id in lessons:
        if closed_by(db, lesson_id) is not None:
            keep_reason(db, lesson_id, because, PLAYED_AGAIN)


def lessons_marked_by(db: Db, act_id: int) -> list[int]:
    """Return the lessons in which an act lets a mark come, go, or say something else."""
    return _marked(steps_of(db, act_id, backwards=False))


def _marked(steps: Iterable[Step]) -> list[int]:
    found: dict[int, None] = {}
    for step in steps:
        if step.table == "attendance_mark" and _said(step.before) != _said(step.after):
            row = step.after or step.before or {}
            found[int(row["lesson_id"] or 0)] = None
    return list(found)


def _said(row: Row | None) -> tuple[object, ...] | None:
    return None if row is None else tuple(row[name] for name in WRITTEN)
