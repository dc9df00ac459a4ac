"""References are found from the schema, so that a table added later cannot be forgotten."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Column, ForeignKey, Integer, Table, UniqueConstraint

from kursplaner.planning.people.merge_folds import FOLDS
from kursplaner.store import joining
from kursplaner.store.file.schema import SCHEMA
from kursplaner.store.joining import Reference, folded_tables, references_to, unique_with

TARGETS = ("person", "resource", "enrolment")


@pytest.fixture
def later_table() -> Iterator[None]:
    """A table that somebody adds next year: one locker for each person and room."""
    table = Table(
        "locker",
        SCHEMA,
        Column("id", Integer, primary_key=True),
        Column("person_id", Integer, ForeignKey("person.id")),
        Column("room_id", Integer, ForeignKey("room.id")),
        UniqueConstraint("person_id", "room_id"),
    )
    _forget()
    yield
    SCHEMA.remove(table)
    _forget()


def _forget() -> None:
    joining.references_to.cache_clear()
    joining.unique_with.cache_clear()


def test_every_key_that_leads_to_a_person_is_a_reference() -> None:
    found = references_to("person", "resource")
    assert Reference("lesson_person", "person_id") in found
    assert Reference("paper", "resource_id") in found
    assert Reference("person", "signer_id") in found
    assert Reference("vehicle", "usual_driver_id") in found
    assert Reference("person", "id") not in found
    assert Reference("vehicle", "id") not in found
    assert not [reference for reference in found if reference.table == "occupation"]
    keys = {
        (table.name, column.name)
        for table in SCHEMA.sorted_tables
        for column in table.columns
        if any(key.column.table.name in {"person", "resource"} for key in column.foreign_keys)
    }
    own = {("person", "id"), ("room", "id"), ("vehicle", "id"), ("occupation", "resource_id")}
    assert {(reference.table, reference.column) for reference in found} == keys - own


def test_for_every_table_whose_rows_can_meet_it_is_said_what_becomes_of_them() -> None:
    assert folded_tables(*TARGETS) | {"enrolment"} == FOLDS.keys()
    assert unique_with("attendance_mark", "enrolment_id") == (("lesson_id",),)
    assert unique_with("contact_log", "person_id") == ()


@pytest.mark.usefixtures("later_table")
def test_a_table_added_later_is_found_and_its_meeting_rows_are_missed() -> None:
    assert Reference("locker", "person_id") in references_to("person", "resource")
    assert folded_tables(*TARGETS) - FOLDS.keys() == {"locker"}
