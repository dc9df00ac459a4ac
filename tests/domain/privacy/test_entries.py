"""The registry of personal data: every column of every table, each way to a person."""

import pytest

from kursplaner.domain.kinds.privacy import DataClass, Fate, RetentionRule
from kursplaner.domain.privacy.entries import (
    ENTRIES,
    LINKS,
    columns,
    goes_with_her,
    link,
    told,
)
from kursplaner.domain.privacy.registry import Link
from kursplaner.store.file.schema import SCHEMA
from kursplaner.store.queries.privacy.belongings import ways


def test_every_column_has_an_entry_and_every_entry_a_column() -> None:
    stored = {(table.name, column.name) for table in SCHEMA.sorted_tables for column in table.c}
    known = {(name, part.name) for name, entry in ENTRIES.items() for part in entry.columns(name)}
    assert not stored - known, "classify these in kursplaner/domain/privacy"
    assert not known - stored


@pytest.mark.parametrize("table", ENTRIES)
def test_each_column_is_classed_once_and_each_exception_is_a_column(table: str) -> None:
    entry = ENTRIES[table]
    classed = f"{entry.none} {entry.personal} {entry.special}".split()
    assert len(classed) == len(set(classed))
    said = set(f"{entry.personal} {entry.special}".split())
    for names in (entry.keep, entry.replace, entry.proof, entry.others):
        assert set(names.split()) <= said


def test_a_rule_stands_where_data_does_and_only_there() -> None:
    for column in columns().values():
        plain = column.data is DataClass.NONE
        assert plain == (column.rule is RetentionRule.NO_DATA), column


def test_what_names_a_person_is_personal() -> None:
    for way in ways():
        assert columns()[way.table, way.column].data is not DataClass.NONE, way


def test_links_are_ways_to_a_person_and_say_columns_that_are_there() -> None:
    known = {(way.table, way.column) for way in ways()}
    assert set(LINKS) <= known
    for (table, _), how in LINKS.items():
        assert set(how.says.split()) <= {name for of, name in columns() if of == table}


def test_health_is_special_and_goes() -> None:
    for name in ("allergies", "illness", "medicine", "emergency"):
        column = columns()["health_note", name]
        assert (column.data, column.fate) == (DataClass.SPECIAL, Fate.DELETE_ROW)
        assert column.rule is RetentionRule.CHILD_HEALTH
    assert columns()["person", "family_name"].fate is Fate.REPLACE
    assert columns()["person", "gender"].fate is Fate.KEEP
    assert columns()["person", "note"].fate is Fate.CLEAR
    assert columns()["resource", "version"].fate is Fate.KEEP


def test_what_others_said_is_not_told() -> None:
    assert "name" not in told("emergency_contact", Link())
    assert "relation" in told("emergency_contact", Link())
    assert "name" in told("authorised_collector", link("authorised_collector", "adult_id"))
    assert told("vehicle", link("vehicle", "usual_driver_id")) == ()
    assert not link("vehicle", "usual_driver_id").owns
    assert link("health_note", "person_id").owns
    assert goes_with_her("health_note")
    assert not goes_with_her("enrolment")
