from pathlib import Path

import pytest

from kursplaner.store.file.unfinished import (
    BESIDE,
    clear_unfinished,
    put_in_place,
    take_away,
    unfinished_beside,
)

NAME = "Köln [1].kursplan"


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_two_names_are_never_the_same(tmp_path: Path) -> None:
    assert len({unfinished_beside(tmp_path / NAME) for _ in range(50)}) == 50


def test_what_a_killed_program_left_is_cleared_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / NAME
    unfinished = unfinished_beside(path)
    base_of_unfinished = unfinished_beside(unfinished.with_name(f"{unfinished.name}-base"))
    left = [unfinished, base_of_unfinished, unfinished_beside(path.with_name(f"{NAME}-base"))]
    left += [unfinished.with_name(f"{unfinished.name}{ending}") for ending in BESIDE]
    left += [path.with_name(f"{NAME}.{old}") for old in ("tmp", "migration", "migration.tmp")]
    left += [path.with_name(f"{NAME}.tmp-journal"), path.with_name(f"{NAME}.migration-wal")]
    kept = [NAME, f"{NAME}-wal", f"{NAME}-base", f"{NAME}-lock", f"{NAME}.tmp2", f"x{NAME}.tmp"]
    kept += [".Köln 1.kursplan.0123abcd.neu", f".{NAME}.0123abc.neu", f".{NAME}.0123abcd.neu2"]
    kept += [f"{NAME}.0123abcd.neu"]
    for file in (*left, *(tmp_path / name for name in kept)):
        file.write_bytes(b"x")
    clear_unfinished(path)
    assert names(tmp_path) == set(kept)


def test_a_file_comes_under_its_name_in_one_step(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(b"old")
    unfinished = unfinished_beside(path)
    unfinished.write_bytes(b"new")
    put_in_place(unfinished, path)
    assert path.read_bytes() == b"new"
    assert names(tmp_path) == {NAME}


def test_a_file_that_cannot_come_under_its_name_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.mkdir()
    unfinished = unfinished_beside(path)
    unfinished.write_bytes(b"new")
    with pytest.raises(OSError, match="kursplan"):
        put_in_place(unfinished, path)
    assert path.is_dir()
    take_away(unfinished)
    take_away(unfinished)
    assert names(tmp_path) == {NAME}
