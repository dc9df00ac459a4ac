"""What a search for conflicts looks at: a stretch of time, or the records of some lessons."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, select

from kursplaner.domain.childcare import ChildcareSlot, ChildcareSlotLesson
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import LessonStatus, OccupationSource, RideStatus, SlotStatus
from kursplaner.domain.occupations import LONGEST_MINUTES, Occupation
from kursplaner.domain.rides import Ride, RideLesson
from kursplaner.store.session import Db

LESSON = Lesson.__table__
SLOT = ChildcareSlot.__table__
RIDE = Ride.__table__
OCCUPATION = Occupation.__table__
TAKING_PLACE = (LessonStatus.PLANNED.value, LessonStatus.HELD.value)


@dataclass(frozen=True, slots=True)
class Scope:
    """Either the stretch [starts, ends), or lessons with their childcare slots and rides.

    Attributes:
        whole: whether it is a stretch of time.
        parameters: what the statements bind.
    """

    whole: bool
    parameters: Mapping[str, Any] = field(default_factory=dict)


def stretch(starts: int, ends: int) -> Scope:
    """Return the scope of everything that begins in [starts, ends)."""
    return Scope(whole=True, parameters={"scope_starts": starts, "scope_ends": ends})


def of_lessons(db: Db, lesson_ids: Collection[int]) -> Scope:
    """Return the scope of some lessons with the childcare slots and rides that serve them."""
    lessons = list(lesson_ids)
    slots = db.execute(_SLOTS_OF, {"lessons": lessons}).scalars().all()
    rides = db.execute(_RIDES_OF, {"lessons": lessons}).scalars().all()
    return Scope(False, {"lessons": lessons, "slots": list(slots), "rides": list(rides)})


def _any_of(name: str) -> Any:  # noqa: ANN401 (bound list)
    return bindparam(name, expanding=True)


_SLOT_LESSON = ChildcareSlotLesson.__table__
_RIDE_LESSON = RideLesson.__table__
_SLOTS_OF = (
    select(_SLOT_LESSON.c.slot_id)
    .where(_SLOT_LESSON.c.lesson_id.in_(_any_of("lessons")))
    .distinct()
)
_RIDES_OF = (
    select(_RIDE_LESSON.c.ride_id)
    .where(_RIDE_LESSON.c.lesson_id.in_(_any_of("lessons")))
    .distinct()
)


def began(table: FromClause) -> ColumnElement[bool]:
    """Return the condition that a record begins within the stretch."""
    return and_(
        table.c.starts >= bindparam("scope_starts"), table.c.starts < bindparam("scope_ends")
    )


def lessons_in(*, whole: bool, table: FromClause = LESSON) -> ColumnElement[bool]:
    """Return the condition for lessons of the scope that take place."""
    place = began(table) if whole else table.c.id.in_(_any_of("lessons"))
    return and_(place, table.c.status.in_(TAKING_PLACE))


def slots_in(*, whole: bool) -> ColumnElement[bool]:
    """Return the condition for childcare slots of the scope that take place."""
    place = began(SLOT) if whole else SLOT.c.id.in_(_any_of("slots"))
    return and_(place, SLOT.c.status == SlotStatus.PLANNED.value)


def rides_in(*, whole: bool) -> ColumnElement[bool]:
    """Return the condition for rides of the scope that are not cancelled."""
    place = began(RIDE) if whole else RIDE.c.id.in_(_any_of("rides"))
    return and_(place, RIDE.c.status != RideStatus.CANCELLED.value)


def uses_in(*, whole: bool, table: FromClause = OCCUPATION) -> ColumnElement[bool]:
    """Return the condition for occupations of the scope."""
    if whole:
        return began(table)
    source = table.c.source
    return (
        and_(source == OccupationSource.LESSON.value, table.c.source_id.in_(_any_of("lessons")))
        | and_(source == OccupationSource.CHILDCARE.value, table.c.source_id.in_(_any_of("slots")))
        | and_(source == OccupationSource.RIDE.value, table.c.source_id.in_(_any_of("rides")))
    )


def touching(table: FromClause, other: FromClause) -> ColumnElement[bool]:
    """Return the condition that two records overlap, with the lower bound an index needs."""
    return and_(
        table.c.starts < other.c.ends,
        table.c.starts > other.c.starts - LONGEST_MINUTES,
        table.c.ends > other.c.starts,
    )
