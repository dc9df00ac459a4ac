from kursplaner.store.dialect.known import dialect_of
from kursplaner.store.dialect.sqlite import Sqlite
from kursplaner.store.workspace import Workspace


def test_a_town_that_is_a_file_speaks_sqlite(workspace: Workspace) -> None:
    with workspace.read() as db:
        bind = db.get_bind()
        asked = [dialect_of(db), dialect_of(db.connection()), dialect_of(bind)]
    assert [type(dialect) for dialect in asked] == [Sqlite] * 3
    assert len(set(map(id, asked))) == 1
