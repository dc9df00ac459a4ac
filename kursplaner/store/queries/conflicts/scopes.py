"""What a search for conflicts looks at: a stretch of time, some lessons, or some resources."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    and_,
    bindparam,
    literal,
    select,
    union_all,
)

from kursplaner.basics.spans import minute_of
from kursplaner.domain.base import Resource
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot, ChildcareSlotLesson
from kursplaner.domain.courses import Enrolment, Lesson
from kursplaner.domain.kinds import (
    EnrolmentStatus,
    OccupationSource,
    ResourceKind,
    SlotStatus,
)
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE, RIDES_TAKING_PLACE
from kursplaner.domain.occupations import LONGEST_MINUTES, Occupation
from kursplaner.domain.rides.rides import Ride, RideLesson, RideSeat
from kursplaner.store.session import Db

LESSON = Lesson.__table__
SLOT = ChildcareSlot.__table__
RIDE = Ride.__table__
OCCUPATION = Occupation.__table__
LAST_MINUTE = minute_of(date(2200, 1, 1))


@dataclass(frozen=True, slots=True)
class Scope:
    """Either the stretch [starts, ends), or lessons with their childcare slots and rides.

    Attributes:
        whole: whether it is a stretch of time.
        parameters: what the statements bind.
        resources: of a stretch, whose use alone is looked at (closures, weekly times, credentials,
            working hours know this); empty: everybody's.
    """

    whole: bool
    parameters: Mapping[str, Any] = field(default_factory=dict)
    resources: tuple[int, ...] = ()

    @property
    def empty(self) -> bool:
        """Tell whether nothing takes place in it: no lesson, childcare or ride."""
        return not self.whole and not any(self.parameters.values())


def stretch(starts: int, ends: int) -> Scope:
    """Return the scope of everything that begins in [starts, ends)."""
    return Scope(whole=True, parameters={"scope_starts": starts, "scope_ends": ends})


def of_lessons(db: Db, lesson_ids: Collection[int]) -> Scope:
    """Return the scope of some lessons with the childcare slots and rides that serve them."""
    lessons = list(lesson_ids)
    slots = db.execute(_SLOTS_OF, {"lessons": lessons}).scalars().all()
    rides = db.execute(_RIDES_OF, {"lessons": lessons}).scalars().all()
    return Scope(False, {"lessons": lessons, "slots": list(slots), "rides": list(rides)})


def uses_by(resource_ids: Collection[int], from_minute: int) -> Scope:
    """Return the scope of the use of some rooms, people or vehicles from a minute on."""
    values = {"scope_starts": from_minute, "scope_ends": LAST_MINUTE}
    return Scope(whole=True, parameters=values, resources=tuple(resource_ids))


def kinds_of(db: Db, resource_ids: Collection[int]) -> frozenset[str]:
    """Return what some resources are: rooms, people, vehicles."""
    return frozenset(db.execute(_KINDS, {"resources": list(resource_ids)}).scalars())


def of_resources(db: Db, resource_ids: Collection[int], from_minute: int) -> Scope:
    """Return the scope of what takes place in some rooms and vehicles from a minute on.

    Of people it is what they take part in: their courses, childcare places and seats.
    """
    values = {"resources": list(resource_ids), "from_minute": from_minute}
    found: dict[str, set[int]] = {"lesson": set(), "childcare": set(), "ride": set()}
    for source, key in db.execute(_USES_OF, values):
        if source in found:
            found[source].add(key)
    lessons, slots, rides = (sorted(keys) for keys in found.values())
    return Scope(False, {"lessons": lessons, "slots": slots, "rides": rides})


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

_ENROLMENT = Enrolment.__table__
_PLACE = ChildcarePlace.__table__
_SEAT = RideSeat.__table__
_RESOURCE = Resource.__table__


def _taking_part(
    source: OccupationSource,
    key: Any,  # noqa: ANN401 (core columns)
    joined: FromClause,
    person: Any,  # noqa: ANN401
    starts: Any,  # noqa: ANN401
) -> Select[Any]:
    return (
        select(literal(source.value), key)
        .select_from(joined)
        .where(person.in_(_any_of("resources")), starts >= bindparam("from_minute"))
    )


_KINDS = select(_RESOURCE.c.kind).where(_RESOURCE.c.id.in_(_any_of("resources"))).distinct()
_USES_OF: Any = union_all(
    select(OCCUPATION.c.source, OCCUPATION.c.source_id)
    .select_from(OCCUPATION.join(_RESOURCE, _RESOURCE.c.id == OCCUPATION.c.resource_id))
    .where(
        OCCUPATION.c.resource_id.in_(_any_of("resources")),
        _RESOURCE.c.kind != ResourceKind.PERSON.value,
        OCCUPATION.c.active.in_([True, False]),
        OCCUPATION.c.starts >= bindparam("from_minute"),
    ),
    _taking_part(
        OccupationSource.LESSON,
        LESSON.c.id,
        _ENROLMENT.join(LESSON, LESSON.c.course_id == _ENROLMENT.c.course_id),
        _ENROLMENT.c.person_id,
        LESSON.c.starts,
    ).where(_ENROLMENT.c.status == EnrolmentStatus.ENROLLED.value),
    _taking_part(
        OccupationSource.CHILDCARE,
        SLOT.c.id,
        _PLACE.join(SLOT, SLOT.c.id == _PLACE.c.slot_id),
        _PLACE.c.child_id,
        SLOT.c.starts,
    ),
    _taking_part(
        OccupationSource.RIDE,
        RIDE.c.id,
        _SEAT.join(RIDE, RIDE.c.id == _SEAT.c.ride_id),
        _SEAT.c.person_id,
        RIDE.c.starts,
    ),
)


def began(table: FromClause) -> ColumnElement[bool]:
    """Return the condition that a record begins within the stretch."""
    return and_(
        table.c.starts >= bindparam("scope_starts"), table.c.starts < bindparam("scope_ends")
    )


def running(table: FromClause) -> ColumnElement[bool]:
    """Return the condition that a record begins before the stretch ends, and ends within or later.

    What runs into the stretch from before is there; the lower bound is what an index needs.
    """
    return and_(
        table.c.starts < bindparam("scope_ends"),
        table.c.starts > bindparam("scope_starts") - LONGEST_MINUTES,
        table.c.ends > bindparam("scope_starts"),
    )


def begins_in(scope: Scope, *starts: int) -> bool:
    """Tell whether what clashes does so first within the stretch (lessons: always)."""
    if not scope.whole:
        return True
    first = max(starts)
    return bool(scope.parameters["scope_starts"] <= first < scope.parameters["scope_ends"])


def lessons_in(*, whole: bool, table: FromClause = LESSON) -> ColumnElement[bool]:
    """Return the condition for lessons of the scope that take place."""
    place = began(table) if whole else table.c.id.in_(_any_of("lessons"))
    return and_(place, table.c.status.in_(LESSONS_TAKING_PLACE))


def slots_in(*, whole: bool) -> ColumnElement[bool]:
    """Return the condition for childcare slots of the scope that take place."""
    place = began(SLOT) if whole else SLOT.c.id.in_(_any_of("slots"))
    return and_(place, SLOT.c.status == SlotStatus.PLANNED.value)


def rides_in(*, whole: bool) -> ColumnElement[bool]:
    """Return the condition for rides of the scope that are not cancelled."""
    place = began(RIDE) if whole else RIDE.c.id.in_(_any_of("rides"))
    return and_(place, RIDE.c.status.in_(RIDES_TAKING_PLACE))


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
