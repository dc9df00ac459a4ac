"""Rows put straight into a town, without any rule: what a query answers depends on them alone."""

from collections.abc import Sequence
from datetime import timedelta

from kursplaner.basics.spans import minute_of
from kursplaner.domain.base import Base
from kursplaner.domain.childcare import ChildcareSlot
from kursplaner.domain.courses import Lesson
from kursplaner.domain.rides.rides import Ride
from kursplaner.store.session import Db
from tests.planning.small_town import TUESDAY

DAY = timedelta(days=1)
WEDNESDAY = TUESDAY + DAY
"""A day on which the small town has nothing."""
MIDNIGHT = minute_of(WEDNESDAY)

Times = tuple[int, int]


def written(db: Db, *rows: Base) -> list[int]:
    """Store rows and return their ids."""
    db.add_all(rows)
    db.flush()
    return [row.id for row in rows]  # type: ignore[attr-defined]


def touching(span: Times) -> list[Times]:
    """Return four times: the second and third touch the span, the others just do not."""
    first, last = span
    return [(first - 9, first), (first - 9, first + 1), (last - 1, last + 9), (last, last + 9)]


def lessons(db: Db, course: int, times: Sequence[Times], **values: object) -> list[int]:
    """Store lessons without anybody in them."""
    usual: dict[str, object] = {"course_id": course, "teaching_minutes": 5, **values}
    return written(db, *(Lesson(starts=a, ends=b, **usual) for a, b in times))


def slots(db: Db, times: Sequence[Times], **values: object) -> list[int]:
    """Store childcare slots without anybody in them."""
    return written(db, *(ChildcareSlot(starts=a, ends=b, **values) for a, b in times))


def rides(db: Db, times: Sequence[Times], **values: object) -> list[int]:
    """Store rides without anybody in them."""
    usual: dict[str, object] = {"direction": "out", **values}
    return written(db, *(Ride(starts=a, ends=b, **usual) for a, b in times))
