from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import func, select, text

from kursplaner.basics.errors import Refused
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.people import Person
from kursplaner.domain.rooms import Room, RoomEquipment, Site
from kursplaner.store.file.schema import JOURNAL
from kursplaner.store.journal.since import last_played
from kursplaner.store.journal.standing_in_way import Replay
from kursplaner.store.journal.undo import BATCH
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace
from tests.store.journal.two_logins import act, add_room, refused, remove


def test_the_judge_sees_the_town_before_and_after(workspace: Workspace) -> None:
    key = add_room(workspace)
    with workspace.change(ActKind.ROOM_CHANGED) as db:
        by_id(db, Room, key).name = "Aula"
    seen: list[object] = []

    @contextmanager
    def judge(db: Db, replay: Replay) -> Iterator[None]:
        room = by_id(db, Room, key)
        seen.extend([replay.backwards, room.name])
        yield
        seen.append(room.name)

    workspace.undo(judge)
    assert seen == [True, "Aula", "Saal"]
    workspace.redo(judge)
    assert seen[3:] == [False, "Saal", "Aula"]


def test_what_the_judge_refuses_changes_nothing(workspace: Workspace) -> None:
    (key,) = act(workspace, Person(family_name="Wolf"))

    @contextmanager
    def judge(_db: Db, _replay: Replay) -> Iterator[None]:
        yield
        raise Refused("busy")

    with pytest.raises(Refused):
        workspace.undo(judge)
    with workspace.read() as db:
        assert by_id(db, Person, key).family_name == "Wolf"
    assert workspace.undo_summary is not None


def test_many_rows_are_compared_in_several_goes(workspace: Workspace, other: Workspace) -> None:
    """Each of them counts, also the first and the last of a go."""
    people = [Person(family_name=f"P{number}") for number in range(BATCH + 2)]
    with workspace.change(ActKind.PERSON_ADDED) as db:
        db.add_all(people)
        db.flush()
        keys = sorted(person.id for person in people)
    changed = [keys[0], keys[BATCH - 1], keys[BATCH], keys[-1]]
    with other.change(ActKind.PERSON_CHANGED) as db:
        for key in changed:
            by_id(db, Person, key).note = "neu"
    facts = refused(workspace, workspace.undo)
    ids = facts["ids"]
    assert isinstance(ids, tuple)
    assert sorted(ids) == changed
    other.undo()
    assert workspace.undo() is not None
    with workspace.read() as db:
        assert find(db, Person) == []


def test_the_last_played_act_stands_last_and_once(workspace: Workspace, other: Workspace) -> None:
    room = add_room(workspace)
    act(workspace, RoomEquipment(room_id=room, kind="beamer"), Site(name="Schule"))
    first = workspace.history()[0].id
    act(other, Person(family_name="Wolf"))
    second = other.history()[0].id
    for play in (workspace.undo, workspace.redo):
        with workspace.read() as db:
            rows = db.scalar(select(func.count()).select_from(JOURNAL))
        other.undo()
        other.redo()
        play()
        with workspace.read() as db:
            assert last_played(db, first) > last_played(db, second)
            assert db.scalar(select(func.count()).select_from(JOURNAL)) == rows


def test_versions_given_out_never_come_again(workspace: Workspace) -> None:
    key = add_room(workspace)
    given: list[int] = []

    def version() -> None:
        with workspace.read() as db:
            given.append(by_id(db, Room, key).version)

    version()
    for name in ("Aula", "Keller"):
        with workspace.change(ActKind.ROOM_CHANGED) as db:
            by_id(db, Room, key).name = name
        version()
    for play in (workspace.undo, workspace.undo, workspace.redo, workspace.redo):
        play()
        version()
    assert given == sorted(set(given))


def test_a_version_alone_is_no_change(workspace: Workspace) -> None:
    (site,) = act(workspace, Site(name="Schule"))
    with workspace.fill() as db:
        db.execute(text("UPDATE site SET version = version + 7"))
    assert workspace.undo() is not None
    with workspace.read() as db:
        assert db.get(Site, site) is None


def test_a_row_made_again_since_is_in_the_way(workspace: Workspace) -> None:
    (site,) = act(workspace, Site(name="Schule"))
    remove(workspace, Site, site)
    with workspace.fill() as db:
        db.add(Site(id=site, name="Schule"))
    assert refused(workspace, workspace.undo)["ids"] == (site,)


def test_what_was_moved_and_removed_in_one_act_comes_back(workspace: Workspace) -> None:
    (site,) = act(workspace, Site(name="Schule"))
    with workspace.change(ActKind.ROOM_CHANGED) as db:
        by_id(db, Site, site).name = "Aula"
        db.flush()
        db.delete(by_id(db, Site, site))
        db.add(Site(name="Neu"))
    workspace.undo()
    with workspace.read() as db:
        assert [found.name for found in find(db, Site)] == ["Schule"]
    workspace.redo()
    with workspace.read() as db:
        assert [found.name for found in find(db, Site)] == ["Neu"]
