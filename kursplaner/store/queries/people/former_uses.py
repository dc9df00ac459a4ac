"""What a person or room was ever busy with, read off the journal: also what is theirs no more."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from kursplaner.domain.courses import Course, Lesson
from kursplaner.domain.kinds import OccupationSource
from kursplaner.domain.occupations import Occupation
from kursplaner.store.file.schema import ACT, JOURNAL, SCHEMA
from kursplaner.store.journal.triggers import Row, row_of
from kursplaner.store.records import by_ids
from kursplaner.store.session import Db

Record = tuple[str, int]
"""An occupation's source and the id of the lesson, slot, ride or booking."""
_MOST_NAMED = 100
_TEXTS = (JOURNAL.c.old_row, JOURNAL.c.new_row)
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


@dataclass(frozen=True, slots=True)
class Said:
    """What a row said from one place in the journal to another."""

    row: Row
    since: int
    until: int | None = None

    @property
    def lasts(self) -> bool:
        """Whether it still says so."""
        return self.until is None

    def met(self, other: "Said") -> bool:
        """Tell whether both were said at some time together."""
        return (self.until is None or other.since < self.until) and (
            other.until is None or self.since < other.until
        )


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
                record = (str(row["source"]), number(row, "source_id"))
                use = FormerUse(number(row, "starts"), number(row, "ends"), place)
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
                lessons.setdefault((source, number(row, column)), number(row, "lesson_id"))
    rows = last_rows(db, "lesson", lessons.values())
    known = by_ids(db, Lesson, lessons.values())
    of_lesson = {key: lesson.course_id for key, lesson in known.items()}
    of_lesson |= {key: number(row, "course_id") for key, row in rows.items()}
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
        for key, row in last_rows(db, "course", ids).items()
    }
    live = by_ids(db, Course, ids)
    return found | {key: (course.title, course.number) for key, course in live.items()}


def said(db: Db, table: str, column: str, ids: Collection[int]) -> list[Said]:
    """Return what rows of a table that name some ids in a column say now and once said.

    The column is neither the first nor the last one of the table.
    """
    wanted, rows = sorted(ids), SCHEMA.tables[table]
    found: list[Said] = []
    for first in range(0, len(wanted), _MOST_NAMED):
        some = wanted[first : first + _MOST_NAMED]
        came: dict[int, int] = {}
        for change in _changes(db, table, some):
            if change.was is not None and change.was[column] in some:
                found.append(Said(change.was, came.get(change.row_id, 0), change.place))
            came[change.row_id] = change.since
        for row in db.execute(select(rows).where(rows.c[column].in_(some))).mappings():
            values = {name: _plain(value) for name, value in row.items()}
            found.append(Said(values, came.get(row["id"], 0)))
    return found


@dataclass(frozen=True, slots=True)
class _Change:
    """A row that says something else since a place of the journal.

    Attributes:
        was: what it said before; of an act that was taken back, what that act had written.
        since: from when on it says the other thing; not known once an act was taken back.
    """

    row_id: int
    place: int
    was: Row | None
    since: int


def _changes(db: Db, table: str, ids: Iterable[int]) -> Iterable[_Change]:
    """Yield the changes of rows that name one of the ids, in the order they were last played."""
    named = [text.contains(f",{key},") for key in ids for text in _TEXTS]
    query = (
        select(JOURNAL.c.id, JOURNAL.c.row_id, *_TEXTS, ACT.c.undone)
        .join(ACT, ACT.c.id == JOURNAL.c.act_id)
        .where(JOURNAL.c.table_name == table, or_(*named))
    )
    for place, key, old, new, undone in db.execute(query.order_by(JOURNAL.c.id)):
        was = row_of(SCHEMA.tables[table], new if undone else old)
        yield _Change(key, place, was, 0 if undone else place)


def _plain(value: object) -> int | str | None:
    """Return a value as the journal keeps it."""
    return value.isoformat() if isinstance(value, date) else value  # type: ignore[return-value]


def last_rows(db: Db, table: str, ids: Iterable[int]) -> Mapping[int, Row]:
    """Return the rows of a table as the journal last knew them."""
    wanted = set(ids)
    return {
        number(row, "id"): row for row in (_every(db, table) if wanted else ())
        if row["id"] in wanted
    }  # fmt: skip


def _every(db: Db, table: str) -> Iterable[Row]:
    query = select(JOURNAL.c.old_row, JOURNAL.c.new_row).where(JOURNAL.c.table_name == table)
    for old, new in db.execute(query.order_by(JOURNAL.c.id)):
        row = row_of(SCHEMA.tables[table], new if new is not None else old)
        if row is not None:
            yield row


def number(row: Row, name: str) -> int:
    """Return a number of a row, 0 where it says none."""
    return int(row[name] or 0)
