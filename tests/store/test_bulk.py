from kursplaner.domain.base import Resource
from kursplaner.store.bulk import insert_rows, next_id
from kursplaner.store.workspace import Workspace


def test_the_next_id_is_above_every_one_in_use(workspace: Workspace) -> None:
    with workspace.fill() as db:
        assert next_id(db, Resource) == 1
        rows = [{"id": key, "kind": "person", "version": 1} for key in (7, 3)]
        assert insert_rows(db, Resource, rows) == 2
        assert next_id(db, Resource) == 8
