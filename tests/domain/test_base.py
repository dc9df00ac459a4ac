from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, Table, create_engine, event
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.pool import StaticPool

from kursplaner.domain.base import Base, Resource, reference, resource_key
from kursplaner.domain.every import METADATA
from kursplaner.domain.kinds import ResourceKind
from kursplaner.domain.people import Person
from kursplaner.domain.rides.rides import Vehicle
from kursplaner.domain.rooms import Room, Site


@pytest.fixture
def engine() -> Iterator[Engine]:
    made = create_engine("sqlite://", poolclass=StaticPool)
    event.listen(made, "connect", lambda raw, _: raw.execute("PRAGMA foreign_keys = ON"))
    METADATA.create_all(made)
    yield made
    made.dispose()


def site_with_room(db: Session) -> tuple[int, int]:
    site = Site(name="Rathaus")
    db.add(site)
    db.flush()
    room = Room(name="A", site_id=site.id)
    db.add(room)
    db.flush()
    return site.id, room.id


def mapped_tables() -> list[Table]:
    """Return the tables of the domain; the store keeps some of its own beside them."""
    tables = {mapper.local_table for mapper in Base.registry.mappers}
    return [table for table in tables if isinstance(table, Table)]


def test_people_rooms_and_vehicles_share_one_id_space_and_know_their_kind(engine: Engine) -> None:
    with Session(engine) as db:
        _, room = site_with_room(db)
        person, vehicle = Person(family_name="Seidel"), Vehicle(name="Bus", seats=4)
        db.add_all([person, vehicle])
        db.flush()
        assert len({room, person.id, vehicle.id}) == 3
        expected = {
            room: (Room, ResourceKind.ROOM.value),
            person.id: (Person, ResourceKind.PERSON.value),
            vehicle.id: (Vehicle, ResourceKind.VEHICLE.value),
        }
        db.commit()
        db.expunge_all()
        found = {row.id: (type(row), row.kind) for row in db.query(Resource)}
    assert found == expected


def test_an_id_is_never_used_again(engine: Engine) -> None:
    with Session(engine) as db:
        first = Site(name="Rathaus")
        db.add(first)
        db.flush()
        gone = first.id
        db.delete(first)
        db.flush()
        second = Site(name="Bauhof")
        db.add(second)
        db.flush()
        assert second.id > gone


def test_every_table_with_an_id_of_its_own_never_uses_one_again() -> None:
    lacking = [
        table.name
        for table in mapped_tables()
        if table.primary_key.columns.keys() == ["id"]
        and not table.c.id.foreign_keys
        and table.c.id.type.python_type is int
        and not table.dialect_options["sqlite"]["autoincrement"]
    ]
    assert lacking == []


@pytest.mark.parametrize("versioned", [Site, Room])
def test_a_version_begins_at_one_and_rises_with_each_change(
    engine: Engine, versioned: type[Site | Room]
) -> None:
    with Session(engine) as db:
        key = dict(zip((Site, Room), site_with_room(db), strict=True))[versioned]
        row: Any = db.get_one(versioned, key)
        assert row.version == 1
        for expected, name in ((2, "B"), (3, "C")):
            row.name = name
            db.flush()
            assert row.version == expected
        row.name = "C"
        db.flush()
        assert row.version == 3


@pytest.mark.parametrize("versioned", [Site, Room])
def test_who_changes_what_somebody_else_changed_since_is_stopped(
    engine: Engine, versioned: type[Site | Room]
) -> None:
    with Session(engine) as db:
        key = dict(zip((Site, Room), site_with_room(db), strict=True))[versioned]
        db.commit()
    with Session(engine) as mine, Session(engine) as theirs:
        stale: Any = mine.get_one(versioned, key)
        other: Any = theirs.get_one(versioned, key)
        other.name = "D"
        theirs.commit()
        mine.expire_on_commit = False
        stale.name = "E"
        with pytest.raises(StaleDataError):
            mine.flush()


def test_what_others_refer_to_is_never_deleted(engine: Engine) -> None:
    with Session(engine) as db:
        site, _ = site_with_room(db)
        db.commit()
        db.delete(db.get_one(Site, site))
        with pytest.raises(IntegrityError):
            db.flush()


def test_every_reference_of_the_house_restricts() -> None:
    rules = {
        (table.name, column.name): key.ondelete
        for table in mapped_tables()
        for column in table.columns
        for key in column.foreign_keys
    }
    assert len(rules) > 50
    assert set(rules.values()) == {"RESTRICT"}


def test_a_reference_has_an_index_unless_another_one_serves_it() -> None:
    alone: Any = reference("course.id")
    served: Any = reference("course.id", index=False)
    key: Any = resource_key()
    assert (alone.column.index, served.column.index) == (True, False)
    assert key.column.primary_key is True


def test_names_of_indexes_and_keys_tell_table_and_column() -> None:
    table = METADATA.tables["room"]
    assert {str(index.name) for index in table.indexes} >= {"ix_room_site_id"}
    keys = {str(constraint.name) for constraint in table.foreign_key_constraints}
    assert {"fk_room_id", "fk_room_site_id"} <= keys
    assert table.primary_key.name == "pk_room"
