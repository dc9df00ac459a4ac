"""Who works in lessons, childcare and rides without ever having had the role for it.

Work behind the end of a role is found in `ended`.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, or_, select

from kursplaner.domain.childcare import ChildcareSlotCarer
from kursplaner.domain.courses import Course, LessonPerson
from kursplaner.domain.kinds import LessonRole, Role
from kursplaner.domain.people import Profile
from kursplaner.store.queries.conflicts.scopes import (
    LESSON,
    RIDE,
    SLOT,
    Scope,
    lessons_in,
    rides_in,
    slots_in,
)
from kursplaner.store.session import Db

_PROFILE, _COURSE = Profile.__table__, Course.__table__
_WORKS, _CARES = LessonPerson.__table__, ChildcareSlotCarer.__table__


@dataclass(frozen=True, slots=True)
class RolelessWork:
    """One lesson, slot or ride, and who works in it."""

    person_id: int
    source: str
    record_id: int
    starts: int
    ends: int


def _has(person: Any, wanted: Any) -> Any:  # noqa: ANN401 (columns)
    """Return the condition that somebody has, or had, one of some roles."""
    return exists().where(_PROFILE.c.person_id == person, wanted)


def _alone(person: Any, *, some: bool) -> tuple[Any, ...]:  # noqa: ANN401 (columns)
    """Return the condition that it is one of those looked at, where not everybody is."""
    return (person.in_(bindparam("resources", expanding=True)),) if some else ()


@cache
def _taught(*, whole: bool, some: bool) -> Select[Any]:
    leads = or_(
        _PROFILE.c.role == Role.TEACHER.value,
        and_(
            _PROFILE.c.role == Role.SPEAKER.value,
            _COURSE.c.course_type.in_(bindparam("of_speakers", expanding=True)),
        ),
        and_(
            _PROFILE.c.role == Role.VOLUNTEER.value,
            _COURSE.c.course_type.in_(bindparam("of_volunteers", expanding=True)),
        ),
    )
    return (
        select(_WORKS.c.person_id, LESSON.c.id, LESSON.c.starts, LESSON.c.ends)
        .select_from(
            LESSON.join(_WORKS, _WORKS.c.lesson_id == LESSON.c.id).join(
                _COURSE, _COURSE.c.id == LESSON.c.course_id
            )
        )
        .where(
            lessons_in(whole=whole),
            _WORKS.c.role == LessonRole.TEACHER.value,
            ~_has(_WORKS.c.person_id, leads),
            *_alone(_WORKS.c.person_id, some=some),
        )
    )


@cache
def _cared(*, whole: bool, some: bool) -> Select[Any]:
    return (
        select(_CARES.c.person_id, SLOT.c.id, SLOT.c.starts, SLOT.c.ends)
        .select_from(SLOT.join(_CARES, _CARES.c.slot_id == SLOT.c.id))
        .where(
            slots_in(whole=whole),
            ~_has(_CARES.c.person_id, _PROFILE.c.role == Role.CARER.value),
            *_alone(_CARES.c.person_id, some=some),
        )
    )


@cache
def _driven(*, whole: bool, some: bool) -> Select[Any]:
    return select(RIDE.c.driver_id, RIDE.c.id, RIDE.c.starts, RIDE.c.ends).where(
        rides_in(whole=whole),
        RIDE.c.driver_id.is_not(None),
        ~_has(RIDE.c.driver_id, _PROFILE.c.role == Role.DRIVER.value),
        *_alone(RIDE.c.driver_id, some=some),
    )


_QUERIES = {"lesson": _taught, "childcare": _cared, "ride": _driven}


def roleless_work(
    db: Db, scope: Scope, speakers: Collection[str], volunteers: Collection[str]
) -> Iterator[RolelessWork]:
    """Yield all work of a scope that is done without a role for it, in order of time.

    Speakers and volunteers lead courses of the kinds given.
    """
    values: Mapping[str, Any] = {
        **scope.parameters,
        "of_speakers": sorted(speakers),
        "of_volunteers": sorted(volunteers),
        **({"resources": scope.resources} if scope.resources else {}),
    }
    some = bool(scope.resources)
    found = [
        RolelessWork(person, source, key, starts, ends)
        for source, query in _QUERIES.items()
        for person, key, starts, ends in db.execute(query(whole=scope.whole, some=some), values)
    ]
    yield from sorted(found, key=lambda work: (work.starts, work.source, work.record_id))
