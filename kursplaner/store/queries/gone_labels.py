"""Titles and names of records that are no more, as the journal last knew them."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from sqlalchemy import select

from kursplaner.store.file.schema import JOURNAL, SCHEMA
from kursplaner.store.journal.triggers import Row, row_of
from kursplaner.store.queries.labels import labels
from kursplaner.store.session import Db

Subject = tuple[str, int]
_BATCH = 500
_NAMED: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "course": ("course", ("title",)),
        "person": ("person", ("given_name", "family_name")),
        "room": ("room", ("name",)),
        "vehicle": ("vehicle", ("name",)),
        "stop": ("stop", ("name",)),
        "grant": ("grant", ("reference",)),
        "organisation": ("organisation", ("name",)),
    }
)
"""The table of each noun, and the columns that make its name."""


def gone_labels(db: Db, wanted: Collection[Subject]) -> dict[Subject, str]:
    """Return what each (noun, id) was called; lessons take their course's title.

    What the journal does not know, or has had to forget, is left out.
    """
    found: dict[Subject, str] = {}
    for noun, (table, columns) in _NAMED.items():
        for key, row in _last_rows(db, table, _ids(wanted, noun)).items():
            found[noun, key] = " ".join(str(row[name]) for name in columns if row[name])
    courses = {
        key: ("course", int(row["course_id"] or 0))
        for key, row in _last_rows(db, "lesson", _ids(wanted, "lesson")).items()
    }
    if courses:
        named = labels(db, courses.values())
        named |= gone_labels(db, set(courses.values()) - named.keys())
        found |= {("lesson", key): named.get(course, "") for key, course in courses.items()}
    return {subject: label for subject, label in found.items() if label}


def _ids(wanted: Collection[Subject], noun: str) -> list[int]:
    return sorted({key for of, key in wanted if of == noun})


def _last_rows(db: Db, table: str, ids: list[int]) -> dict[int, Row]:
    found: dict[int, Row] = {}
    for first in range(0, len(ids), _BATCH):
        query = select(JOURNAL.c.row_id, JOURNAL.c.old_row, JOURNAL.c.new_row).where(
            JOURNAL.c.table_name == table, JOURNAL.c.row_id.in_(ids[first : first + _BATCH])
        )
        for key, old, new in db.execute(query.order_by(JOURNAL.c.id)):
            row = row_of(SCHEMA.tables[table], old if new is None else new)
            if row is not None:
                found[key] = row
    return found
