"""What a person or room was ever busy with, read off the journal: also what is theirs no more."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import or_, select

from kursplaner.domain.courses import Course, Lesson
from kursplaner.domain.kinds import OccupationSource
from kursplaner.domain.occupations import Occupation
from kursplaner.store.file.schema import JOURNAL, SCHEMA
from kursplaner.store.journal.triggers import Row, row_of
from kursplaner.store.records import by_ids
from kursplaner.store.session import Db

Record = tuple[str, int]
"""An occupation's source and the id of the lesson, slot, ride or booking."""
_LINKS = {
    OccupationSource.CHILDCARE.value: ("childcare_slot_lesson", "slot_id"),
    OccupationSource.RIDE.value: ("ride_lesson", "ride_id"),
}


@dataclass(frozen=True, slots=True)
class FormerUse:
    """When something was last theirs (absolute minutes).

    Attributes:
        place: of the journal's last word about it; rises whenever it comes or goes.
    """

    starts: int
    ends: int
    place: int


def uses(db: Db, resource_id: int | None = None) -> dict[Record, FormerUse]:
    """Return all that the journal knows a resource (or any) to have been busy with."""
    columns = (JOURNAL.c.id, JOURNAL.c.old_row, JOURNAL.c.new_row)
    query = select(*columns).where(JOURNAL.c.table_name == Occupation.__tablename__)
    if resource_id is not None:
        named = f",{resource_id},"
        query = query.where(
            or_(JOURNAL.c.old_row.contains(named), JOURNAL.c.new_row.contains(named))
        )
    found: dict[Record, FormerUse] = {}
    for place, old, new in db.execute(query.order_by(JOURNAL.c.id)):
        for text in (old, new):
            row = row_of(SCHEMA.tables[Occupation.__tablename__], text)
            if row is not None and resource_id in (None, row["resource_id"]):
                record = (str(row["source"]), _number(row, "source_id"))
                use = FormerUse(_number(row, "starts"), _number(row, "ends"), place)
                found[record] = use
    return found


def titles(db: Db, records: Collection[Record]) -> dict[Record, tuple[str, str, int]]:
    """Return title and number of the course that records served which are gone, and their version.

    What the journal does not know is left out.
    """
    lessons = {record: record[1] for record in records if record[0] == OccupationSource.LESSON}
    for source, (table, column) in _LINKS.items():
        gone = {record[1] for record in records if record[0] == source}
        for row in _every(db, table) if gone else ():
            if row[column] in gone:
                lessons.setdefault((source, _number(row, column)), _number(row, "lesson_id"))
    rows = _last(db, "lesson", lessons.values())
    known = by_ids(db, Lesson, lessons.values())
    of_lesson = {key: lesson.course_id for key, lesson in known.items()}
    of_lesson |= {key: _number(row, "course_id") for key, row in rows.items()}
    courses = _courses(db, set(of_lesson.values()))
    found = {}
    for record, lesson_id in lessons.items():
        course = courses.get(of_lesson.get(lesson_id, 0))
        if course is not None:
            row = rows.get(lesson_id, {}) if record[0] == OccupationSource.LESSON else {}
            found[record] = (*course, int(row.get("version") or 1))
    return found


def _courses(db: Db, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    found = {
        key: (str(row["title"]), str(row["number"]))
        for key, row in _last(db, "course", ids).items()
    }
    live = by_ids(db, Course, ids)
    return found | {key: (course.title, course.number) for key, course in live.items()}


def _last(db: Db, table: str, ids: Iterable[int]) -> Mapping[int, Row]:
    """Return the rows of a table as the journal last knew them."""
    wanted = set(ids)
    return {
        _number(row, "id"): row for row in (_every(db, table) if wanted else ())
        if row["id"] in wanted
    }  # fmt: skip


def _every(db: Db, table: str) -> Iterable[Row]:
    query = select(JOURNAL.c.old_row, JOURNAL.c.new_row).where(JOURNAL.c.table_name == table)
    for old, new in db.execute(query.order_by(JOURNAL.c.id)):
        row = row_of(SCHEMA.tables[table], new if new is not None else old)
        if row is not None:
            yield row


def _number(row: Row, name: str) -> int:
    return int(row[name] or 0)
