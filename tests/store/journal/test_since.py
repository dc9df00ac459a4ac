import pytest

from kursplaner.domain.kinds import ActKind
from kursplaner.domain.rooms import Room, RoomEquipment
from kursplaner.store.journal.since import RowSince, last_played, made_by, rows_since
from kursplaner.store.records import by_id
from kursplaner.store.workspace import Workspace
from tests.store.journal.two_logins import act, add_room, remove


def set_count(workspace: Workspace, key: int, *counts: int) -> int:
    """Set how many of a thing there are, in one act; return its id."""
    with workspace.change(ActKind.ROOM_CHANGED) as db:
        for count in counts:
            by_id(db, RoomEquipment, key).count = count
            db.flush()
    return workspace.history()[0].id


def since(workspace: Workspace, act_id: int, *tables: str) -> list[RowSince]:
    with workspace.read() as db:
        return rows_since(db, act_id, last_played(db, act_id), tables)


@pytest.fixture
def thing(workspace: Workspace) -> int:
    (key,) = act(workspace, RoomEquipment(room_id=add_room(workspace), kind="beamer"))
    return key


def test_a_row_is_told_once_from_first_to_last(workspace: Workspace, thing: int) -> None:
    made = workspace.history()[0].id
    set_count(workspace, thing, 2, 3)
    last = set_count(workspace, thing, 4, 5)
    (found,) = since(workspace, made)
    assert (found.table, found.id, found.act.id) == ("room_equipment", thing, last)
    assert found.then is not None
    assert found.now is not None
    assert (found.then["count"], found.now["count"]) == (1, 5)
    assert "version" not in found.now
    with workspace.read() as db:
        assert found.order == last_played(db, last)
        assert last_played(db, 99) == 0


def test_an_undone_act_counts_the_other_way_round(workspace: Workspace, thing: int) -> None:
    made = workspace.history()[0].id
    changed = set_count(workspace, thing, 2, 3)
    workspace.undo()
    (found,) = since(workspace, made)
    assert found.then is not None
    assert found.now is not None
    assert (found.then["count"], found.now["count"]) == (3, 1)
    assert since(workspace, changed) == []


def test_what_is_again_as_it_was_is_left_out(workspace: Workspace) -> None:
    """Its version rose, which does not count."""
    key = add_room(workspace)
    made = workspace.history()[0].id
    for name in ("Aula", "Saal"):
        with workspace.change(ActKind.ROOM_CHANGED) as db:
            by_id(db, Room, key).name = name
            by_id(db, Room, key).note = "neu" if name == "Aula" else ""
    assert [row.table for row in since(workspace, made)] == []


def test_rows_come_in_the_order_of_their_last_change(workspace: Workspace, thing: int) -> None:
    room = add_room(workspace)
    other = RoomEquipment(room_id=room, kind="tafel")
    (second,) = act(workspace, other)
    after = workspace.history()[0].id
    set_count(workspace, thing, 2)
    set_count(workspace, second, 2)
    set_count(workspace, thing, 3)
    assert [row.id for row in since(workspace, after)] == [second, thing]
    assert since(workspace, after, "room") == []
    remove(workspace, RoomEquipment, thing)
    gone = since(workspace, after, "room_equipment")[-1]
    assert (gone.id, gone.now) == (thing, None)


def test_who_made_a_row(workspace: Workspace, thing: int) -> None:
    made = workspace.history()[0].id
    changed = set_count(workspace, thing, 2)
    with workspace.read() as db:
        assert made_by(db, "room_equipment", thing) == (made, last_played(db, made))
        assert last_played(db, made) < last_played(db, changed)
        assert made_by(db, "room_equipment", thing + 1) is None
        assert made_by(db, "room", 1) is None
