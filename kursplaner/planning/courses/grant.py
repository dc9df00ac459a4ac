"""Which grant pays for a course, ever since or from a day on; lessons before keep theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kursplaner.basics import clock
from kursplaner.basics.spans import day_of, minute_of
from kursplaner.domain.courses import Course, CourseGrant, NamedGrant
from kursplaner.domain.funding import Grant
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE
from kursplaner.store import records
from kursplaner.store.queries.funding.course_grants import CourseGrants, grants_of_courses
from kursplaner.store.queries.funding.grants import grant_rows
from kursplaner.store.queries.lessons.bundles import lessons_of_course
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class GrantWish:
    """Which grant pays from a day on, until a later step begins; None: none does."""

    grant_id: int | None


@dataclass(frozen=True, slots=True)
class GrantMoved:
    """What another grant from a day on comes to.

    Attributes:
        before: the grants that paid for these lessons, each once, in order of time.
        lessons: how many lessons it pays for then and did not before; begun: how many of those
            have begun already; outside: how many lie outside of its period.
        minutes: taught in them.
    """

    first: date
    before: tuple[int | None, ...]
    after: int | None
    lessons: int
    begun: int
    outside: int
    minutes: int


def grants_covering(db: Db, day: date) -> list[int]:
    """Return the ids of the grants whose period covers a day, the newest first."""
    return [grant.id for grant in grant_rows(db) if grant.covers(day)]


def grant_for(db: Db, day: date, before: int | None = None) -> int | None:
    """Return the grant of the course before if it covers the day, else the only one that does."""
    covering = grants_covering(db, day)
    if before in covering:
        return before
    return covering[0] if len(covering) == 1 else None


def grants_of(db: Db, course_id: int) -> CourseGrants:
    """Return which grants pay for a course.

    Raises:
        Refused: "not_found".
    """
    records.by_id(db, Course, course_id)
    return grants_of_courses(db, [course_id])[course_id]


def put_under_grant(db: Db, course_id: int, version: int, grant_id: int | None) -> None:
    """Correct which grant pays for a course today, since whenever it does; None: none does.

    Raises:
        Refused: "not_found", "overtaken".
    """
    if grant_id is not None:
        records.by_id(db, Grant, grant_id)
    since = grants_of(db, course_id).since(minute_of(clock.today()))
    if since is None:
        records.save(db, Course, course_id, version, grant_id=grant_id)
        return
    records.save(db, Course, course_id, version)
    _step(db, course_id, since, grant_id)


def name_grants(db: Db, course_id: int, version: int, grant_ids: Sequence[int]) -> None:
    """Let a course's sheets name these grants, in this order, beside the one that pays.

    Nothing is charged to them. Which pays stays as it is, and is not named twice.

    Raises:
        Refused: "not_found", "overtaken".
    """
    for grant_id in grant_ids:
        records.by_id(db, Grant, grant_id)
    records.save(db, Course, course_id, version)
    add_named(db, course_id, grant_ids)


def add_named(db: Db, course_id: int, grant_ids: Sequence[int]) -> None:
    """Store which grants a course's sheets name, in place of those stored."""
    for row in records.find(db, NamedGrant, course_id=course_id):
        db.delete(row)
    db.flush()
    for position, grant_id in enumerate(dict.fromkeys(grant_ids), start=1):
        db.add(NamedGrant(course_id=course_id, grant_id=grant_id, position=position))
    db.flush()


def move(db: Db, course_id: int, wish: GrantWish, first: date) -> GrantMoved:
    """Put the lessons of a course from a day on under another grant; within an act.

    Raises:
        Refused: "not_found".
    """
    if wish.grant_id is not None:
        records.by_id(db, Grant, wish.grant_id)
    before = grants_of(db, course_id)
    _step(db, course_id, minute_of(first), wish.grant_id)
    after = grants_of(db, course_id)
    rows = [
        row
        for row in lessons_of_course(db, course_id)
        if row.status in LESSONS_TAKING_PLACE and before.at(row.starts) != after.at(row.starts)
    ]
    covered = {grant.id: grant for grant in grant_rows(db)}.get(wish.grant_id or 0)
    return GrantMoved(
        first,
        tuple(dict.fromkeys(before.at(row.starts) for row in rows)),
        wish.grant_id,
        len(rows),
        sum(clock.has_come(row.starts) for row in rows),
        sum(covered is not None and not covered.covers(day_of(row.starts)) for row in rows),
        sum(row.teaching_minutes for row in rows),
    )


def _step(db: Db, course_id: int, starts: int, grant_id: int | None) -> None:
    """Store what holds from a minute on; a step that says what holds before it anyway is none."""
    known = grants_of(db, course_id)
    there = records.find(db, CourseGrant, course_id=course_id, starts=starts)
    if known.at(starts - 1) == grant_id:
        for row in there:
            db.delete(row)
    elif not there:
        db.add(CourseGrant(course_id=course_id, starts=starts, grant_id=grant_id))
    elif there[0].grant_id != grant_id:
        there[0].grant_id = grant_id
    db.flush()
