"""Where two people meet who must not: who is in which lesson, childcare slot and ride."""

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select, true

from kursplaner.domain.childcare import ChildcareSlotCarer
from kursplaner.domain.courses import LessonPerson
from kursplaner.domain.kinds.counting import ENROLMENTS_WITH_STAY, PLACES_TAKEN, SEATS_RIDING
from kursplaner.domain.people import NeverTogether
from kursplaner.store.queries.conflicts.child_clashes import ENROLMENT, PLACE, SEAT
from kursplaner.store.queries.conflicts.limits import Stay
from kursplaner.store.queries.conflicts.participants import LessonTime, stay_columns
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

_NEVER = NeverTogether.__table__
_STAFF = LessonPerson.__table__
_CARER = ChildcareSlotCarer.__table__
_WANTED: Any = bindparam("people", expanding=True)


@dataclass(frozen=True, slots=True)
class Presences:
    """Where some people are in a scope.

    Attributes:
        stays: by person; staff: the lessons each works in, by person.
        lessons: the lessons of the scope, of their courses or with them at work.
        of_course: the ids of those of their courses, by course.
        there: (noun, id, starts, ends) of childcare slots and rides, by person.
    """

    stays: dict[int, list[Stay]] = field(default_factory=dict)
    staff: dict[int, set[int]] = field(default_factory=dict)
    lessons: dict[int, LessonTime] = field(default_factory=dict)
    of_course: dict[int, list[int]] = field(default_factory=dict)
    there: dict[int, set[tuple[str, int, int, int]]] = field(default_factory=dict)


def never_together(db: Db) -> list[tuple[int, int]]:
    """Return the pairs of people who must not meet, the smaller id first."""
    rows = db.execute(select(_NEVER.c.first_id, _NEVER.c.second_id).order_by(_NEVER.c.id))
    return [(row[0], row[1]) for row in rows]


_STAYS = select(*stay_columns(ENROLMENT)).where(
    ENROLMENT.c.person_id.in_(_WANTED), ENROLMENT.c.status.in_(ENROLMENTS_WITH_STAY)
)


@cache
def _lessons(*, whole: bool, taught: bool) -> Select[Any]:
    times = (LESSON.c.id, LESSON.c.course_id, LESSON.c.starts, LESSON.c.ends)
    if taught:
        joined = LESSON.join(_STAFF, _STAFF.c.lesson_id == LESSON.c.id)
        query = select(*times, _STAFF.c.person_id).select_from(joined)
        return query.where(_STAFF.c.person_id.in_(_WANTED), lessons_in(whole=whole))
    courses: Any = bindparam("courses", expanding=True)
    return select(*times).where(LESSON.c.course_id.in_(courses), lessons_in(whole=whole))


@cache
def _things(noun: str, *, whole: bool) -> Select[Any]:
    """Slots and rides with somebody of those in them, as guest or at work."""
    table: Any = SLOT if noun in ("place", "carer") else RIDE
    key, person, present = {
        "place": (PLACE.c.slot_id, PLACE.c.child_id, PLACE.c.status.in_(PLACES_TAKEN)),
        "carer": (_CARER.c.slot_id, _CARER.c.person_id, true()),
        "seat": (SEAT.c.ride_id, SEAT.c.person_id, SEAT.c.result.in_(SEATS_RIDING)),
        "driver": (None, RIDE.c.driver_id, true()),
    }[noun]
    source = table if key is None else table.join(key.table, key == table.c.id)
    inside = slots_in(whole=whole) if table is SLOT else rides_in(whole=whole)
    return (
        select(person, table.c.id, table.c.starts, table.c.ends)
        .select_from(source)
        .where(person.in_(_WANTED), present, inside)
    )


_NOUNS = {"place": "childcare", "carer": "childcare", "seat": "ride", "driver": "ride"}


def presences(
    db: Db, scope: Scope, people: Collection[int], without: Collection[int] = ()
) -> Presences:
    """Return where some people are; the enrolments in `without` count as gone."""
    found = Presences()
    values: dict[str, Any] = {**scope.parameters, "people": sorted(people)}
    for row in db.execute(_STAYS, values):
        if row[0] not in without:
            found.stays.setdefault(row[2], []).append(Stay(*row))
    courses = sorted({stay.course_id for stays in found.stays.values() for stay in stays})
    with_courses = {**values, "courses": courses}
    for row in db.execute(_lessons(whole=scope.whole, taught=False), with_courses):
        found.lessons[row[0]] = LessonTime(*row)
        found.of_course.setdefault(row[1], []).append(row[0])
    for *times, person in db.execute(_lessons(whole=scope.whole, taught=True), values):
        found.lessons[times[0]] = LessonTime(*times)
        found.staff.setdefault(person, set()).add(times[0])
    for part, noun in _NOUNS.items():
        for person, *thing in db.execute(_things(part, whole=scope.whole), values):
            found.there.setdefault(person, set()).add((noun, *thing))
    return found
