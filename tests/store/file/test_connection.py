"""What all open towns of one program have in common, and what each has alone."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event, text
from sqlalchemy.engine.interfaces import CacheStats
from sqlalchemy.orm import Session

from kursplaner.domain.rooms import Site
from kursplaner.store.file.connection import open_engine
from kursplaner.store.records import find


@contextmanager
def engine_of(path: Path) -> Iterator[Engine]:
    engine = open_engine(path, lambda: None, lambda: None)
    try:
        yield engine
    finally:
        engine.dispose()


def test_two_towns_speak_one_dialect_and_keep_their_own_rows(
    blank_town: Path, tmp_path: Path
) -> None:
    paths = [tmp_path / name for name in ("a.kursplan", "ä b.kursplan")]
    for path in paths:
        shutil.copy(blank_town, path)
    with engine_of(paths[0]) as first, engine_of(paths[1]) as second:
        assert first.dialect is second.dialect
        with first.execution_options(kursplaner_writes=True).begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = 'x'"))
        with second.connect() as connection:
            (number,) = connection.execute(text("SELECT version_num FROM alembic_version")).one()
        assert number != "x"


def test_what_was_compiled_for_a_town_serves_the_next(blank_town: Path, tmp_path: Path) -> None:
    known: list[bool] = []
    for name in ("a.kursplan", "b.kursplan"):
        shutil.copy(blank_town, tmp_path / name)
        with engine_of(tmp_path / name) as engine, Session(engine) as db:

            @event.listens_for(engine, "before_cursor_execute")
            def look(*told: Any) -> None:
                known.append(told[4].cache_hit is CacheStats.CACHE_HIT)

            assert not find(db, Site, street="Markt 1", name="Rathaus")
    assert known[-1]
