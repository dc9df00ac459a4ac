"""Conflicts by absence: no room, teacher, carer, driver, childcare or ride where one is wanted."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kursplaner.basics.settings import Settings
from kursplaner.domain.conflicts.conflicts import Conflict, Subject
from kursplaner.domain.conflicts.facts import ConflictFacts
from kursplaner.domain.kinds import ConflictKind, Direction, OccupationSource, ResourceKind
from kursplaner.planning.conflicts.limits import over
from kursplaner.store.queries.conflicts import gaps as queries
from kursplaner.store.queries.conflicts.gaps import Gap, SeatGap
from kursplaner.store.queries.conflicts.scopes import Scope, stretch
from kursplaner.store.session import Db


def gaps(db: Db, scope: Scope) -> Iterator[Conflict]:
    """Find lessons, childcare slots and rides that lack what they need."""
    yield from _gaps(ConflictKind.NO_ROOM, queries.lessons_without_room(db, scope))
    yield from _gaps(ConflictKind.NO_TEACHER, queries.lessons_without_teacher(db, scope))
    yield from _gaps(ConflictKind.CHILDCARE_MISSING, queries.lessons_without_childcare(db, scope))
    yield from _gaps(ConflictKind.CARER_MISSING, queries.slots_without_carer(db, scope))
    yield from _gaps(ConflictKind.DRIVER_MISSING, queries.rides_without_driver(db, scope))
    for direction in Direction:
        without = queries.lessons_without_ride(db, scope, direction)
        yield from _gaps(ConflictKind.RIDE_MISSING, without, direction.value)
    yield from _seat_gaps(queries.people_without_seat(db, scope))


def _gaps(kind: ConflictKind, found: Iterable[Gap], direction: str = "") -> Iterator[Conflict]:
    for gap in found:
        subjects = [Subject(gap.source, gap.source_id)]
        if gap.course_id:
            subjects.append(Subject("course", gap.course_id))
        key = f"{gap.source_id}:{direction}" if direction else f"{gap.source_id}"
        facts: ConflictFacts = {"direction": direction} if direction else {}
        yield over(kind, key, gap, tuple(subjects), facts)


def _seat_gaps(found: Iterable[SeatGap]) -> Iterator[Conflict]:
    """Name who has no seat although there is a ride: where there is none, the lesson tells it."""
    for gap in found:
        subjects = (
            Subject(OccupationSource.LESSON.value, gap.lesson_id),
            Subject("course", gap.course_id),
            Subject(ResourceKind.PERSON.value, gap.person_id),
        )
        key = f"{gap.lesson_id}:{gap.direction}:{gap.person_id}"
        facts: ConflictFacts = {"direction": gap.direction}
        yield over(ConflictKind.RIDE_MISSING, key, gap, subjects, facts)


def long_carer_weeks(db: Db, scope: Scope, settings: Settings) -> Iterator[Conflict]:
    """Find weeks in which somebody cares for children longer than without a permit (§ 43)."""
    limit = settings.number("childcare.permit_weekly_minutes")
    for week in queries.long_carer_weeks(db, whole_weeks(scope), limit):
        if scope.resources and week.person_id not in scope.resources:
            continue
        subjects = (Subject(ResourceKind.PERSON.value, week.person_id),)
        facts: ConflictFacts = {"minutes": week.minutes, "limit_minutes": limit}
        key = f"{week.person_id}:{week.week // queries.WEEK_MINUTES}"
        yield over(ConflictKind.CARER_HOURS, key, week, subjects, facts)


def whole_weeks(scope: Scope) -> Scope:
    """Return the scope from the Monday of its first week to the Sunday of its last."""
    if not scope.whole:
        return scope
    starts, ends = (int(scope.parameters[key]) for key in ("scope_starts", "scope_ends"))
    monday = queries.monday_of(starts)
    sunday = queries.monday_of(ends - 1) + queries.WEEK_MINUTES
    return replace(stretch(monday, sunday), resources=scope.resources)
