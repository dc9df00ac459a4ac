"""Which grant pays for a course."""

from datetime import date

from kursplaner.domain.courses import Course
from kursplaner.domain.funding import Grant
from kursplaner.store import records
from kursplaner.store.queries.funding.grants import grant_rows
from kursplaner.store.session import Db


def grants_covering(db: Db, day: date) -> list[int]:
    """Return the ids of the grants whose period covers a day, the newest first."""
    return [grant.id for grant in grant_rows(db) if grant.covers(day)]


def grant_for(db: Db, day: date, before: int | None = None) -> int | None:
    """Return the grant of the course before if it covers the day, else the only one that does."""
    covering = grants_covering(db, day)
    if before in covering:
        return before
    return covering[0] if len(covering) == 1 else None


def put_under_grant(db: Db, course_id: int, version: int, grant_id: int | None) -> None:
    """Store which grant pays for a course; None: none does.

    Raises:
        Refused: "not_found", "overtaken".
    """
    if grant_id is not None:
        records.by_id(db, Grant, grant_id)
    records.save(db, Course, course_id, version, grant_id=grant_id)
