"""Lines to come back to on a day, about a person, a course or neither."""

from datetime import date

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.domain.town import FollowUp
from kursplaner.store import records
from kursplaner.store.session import Db
from kursplaner.store.workspace import concerning


def add_follow_up(
    db: Db, day: date, line: str, person_id: int | None = None, course_id: int | None = None
) -> int:
    """Store a line to come back to and return its id.

    Raises:
        Refused: kind "line_missing".
    """
    if not line.strip():
        raise Refused("line_missing")
    row = FollowUp(day=day, line=line.strip(), person_id=person_id, course_id=course_id)
    db.add(row)
    db.flush()
    _concerning(db, row)
    return row.id


def finish_follow_up(db: Db, follow_up_id: int, version: int) -> None:
    """Tick a follow-up off today.

    Raises:
        Refused: "not_found", "overtaken".
    """
    row = records.save(db, FollowUp, follow_up_id, version, done_on=clock.today())
    _concerning(db, row)


def postpone_follow_up(db: Db, follow_up_id: int, version: int, day: date) -> None:
    """Come back to a follow-up on another day.

    Raises:
        Refused: "not_found", "overtaken", "nothing_changes".
    """
    if records.by_id(db, FollowUp, follow_up_id).day == day:
        raise Refused("nothing_changes")
    row = records.save(db, FollowUp, follow_up_id, version, day=day)
    _concerning(db, row)


def _concerning(db: Db, row: FollowUp) -> None:
    for noun, key in (("person", row.person_id), ("course", row.course_id)):
        if key is not None:
            concerning(db, noun, key)
