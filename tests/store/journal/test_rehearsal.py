import pytest
from sqlalchemy import text

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.domain.kinds import ActKind, OccupationSource
from kursplaner.domain.rooms import Room, RoomEquipment
from kursplaner.store.journal.rehearsal import RowChange, changed_rows, state_of, tried
from kursplaner.store.occupations import Claim, occupy
from kursplaner.store.records import by_id
from kursplaner.store.workspace import Workspace
from tests.store.journal.two_logins import add_room


def test_which_columns_differ() -> None:
    old: dict[str, int | str | None] = {"id": 1, "name": "Saal", "capacity": 4, "version": 1}
    new = old | {"name": "Aula", "version": 2}
    assert RowChange("room", 1, old, new).columns == {"name"}
    assert RowChange("room", 1, None, new).columns == {"id", "name", "capacity"}
    assert RowChange("room", 1, old, None).columns == {"id", "name", "capacity"}


def test_each_row_is_told_once_and_what_is_as_before_not(workspace: Workspace) -> None:
    key, same = add_room(workspace), add_room(workspace, "Aula")
    with workspace.rehearse() as db:
        by_id(db, Room, key).capacity = 5
        db.flush()
        db.add(RoomEquipment(room_id=key, kind="beamer"))
        db.execute(text("UPDATE room SET capacity = 9 WHERE id = :id"), {"id": same})
        db.execute(text("UPDATE room SET capacity = 0 WHERE id = :id"), {"id": same})
        by_id(db, Room, key).capacity = 7
        told = {row.table: row for row in changed_rows(db)}
        thing, room = told["room_equipment"], told["room"]
        assert {row.id for row in changed_rows(db) if row.table == "room"} == {key}
    assert thing.before is None
    assert room.columns == {"capacity"}
    assert room.before is not None
    assert room.after is not None
    assert (room.before["capacity"], room.after["capacity"]) == (0, 7)


def test_without_an_act_nothing_can_be_told(workspace: Workspace) -> None:
    with workspace.read() as db, pytest.raises(Refused) as refused:
        changed_rows(db)
    assert refused.value.kind == "no_act"


def test_what_was_tried_is_taken_back_also_from_memory(workspace: Workspace) -> None:
    key = add_room(workspace)
    with workspace.change(ActKind.ROOM_CHANGED) as db:
        room = by_id(db, Room, key)
        room.note = "bleibt"
        with tried(db):
            db.execute(text("UPDATE room SET name = 'Aula' WHERE id = :id"), {"id": key})
            db.refresh(room)
            assert room.name == "Aula"
        assert (room.name, room.note) == ("Saal", "bleibt")
        assert {row.table for row in changed_rows(db)} == {"room", "resource"}
    with workspace.read() as db:
        assert (by_id(db, Room, key).name, by_id(db, Room, key).note) == ("Saal", "bleibt")


def test_a_double_use_is_named_at_once_and_the_act_goes_on(workspace: Workspace) -> None:
    key = add_room(workspace)
    with workspace.change(ActKind.ROOM_BOOKED) as db:
        occupy(db, [Claim(key, 0, 60, OccupationSource.BOOKING, 1)])
        with pytest.raises(HardConflict), tried(db):
            occupy(db, [Claim(key, 30, 90, OccupationSource.BOOKING, 2)])
        occupy(db, [Claim(key, 60, 90, OccupationSource.BOOKING, 3)])
    assert workspace.history()[0].kind == ActKind.ROOM_BOOKED


def test_the_state_is_that_before_in_any_order_and_version() -> None:
    old: dict[str, int | str | None] = {"id": 1, "name": "Saal", "version": 1}
    room, other = RowChange("room", 1, old, None), RowChange("site", 1, old | {"name": "A"}, None)
    new = RowChange("room", 2, None, old)
    wanted = state_of([room, other])
    assert state_of([other, new, room]) == wanted
    assert state_of([RowChange("room", 1, old | {"version": 2}, old), other]) == wanted
    assert state_of([RowChange("room", 1, old | {"name": "B"}, None), other]) != wanted
    assert state_of([room]) != wanted
