import os
import shutil
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.people import Person
from kursplaner.store.backups import backup
from kursplaner.store.backups.replaying import town_id
from kursplaner.store.file.connection import raw_connection
from kursplaner.store.file.locks import TownLock
from kursplaner.store.file.numbering import backup_number, is_backup
from kursplaner.store.workspace import Workspace
from tests.store.town_files import add, beside, everything_in, laid, names_in

NOON = datetime(2027, 2, 1, 12, 0)


@pytest.fixture
def town(blank_town: Path, tmp_path: Path) -> Path:
    return laid(blank_town, tmp_path / "Adorf.kursplan")


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with clock.pinned(NOON):
        yield


def made(path: Path, reason: str = "ende", kept: int = 10) -> Path:
    with backup.closed_town(path) as source:
        return backup.back_up(source, path, reason, kept)


def lying(path: Path) -> set[str]:
    return {file.name for file in (path.parent / "Sicherungen").iterdir()}


def plain(path: Path, name: str, content: Path | bytes | None = None) -> Path:
    """Lay a file among the backups as an earlier program or a person did."""
    folder = path.parent / "Sicherungen"
    folder.mkdir(exist_ok=True)
    file = folder / name
    source = path if content is None else content
    file.write_bytes(source if isinstance(source, bytes) else source.read_bytes())
    return file


def test_a_backup_is_the_town_and_says_which_it_is(town: Path) -> None:
    file = made(town)
    assert file == town.parent / "Sicherungen" / "Adorf_2027-02-01_120000_ende.kursplan"
    assert is_backup(file)
    assert not is_backup(town)
    [found] = backup.backups_of(town)
    assert (found.path, found.made, found.reason, found.number) == (file, NOON, "ende", 1)
    assert found.size == file.stat().st_size
    with backup.resting(town) as connection:
        assert found.town == town_id(connection) != ""
    assert found.last_act is not None
    assert lying(town) == {file.name}


@pytest.mark.parametrize("kept", [1, 3])
def test_of_each_kind_the_newest_stay(town: Path, kept: int) -> None:
    files = [made(town, kept=kept)]
    for minute in range(1, kept + 1):
        with clock.pinned(NOON.replace(minute=minute)):
            assert files[0].exists()
            files.append(made(town, kept=kept))
    assert lying(town) == {file.name for file in files[1:]}
    assert made(town, "hand", kept=kept).exists()
    assert len(lying(town)) == kept + 1


def test_the_one_just_made_always_stays(town: Path) -> None:
    assert made(town, kept=0).exists()


def test_a_clock_set_back_takes_the_oldest_and_not_the_newest(town: Path) -> None:
    first, second = made(town, kept=2), made(town, kept=2)
    with clock.pinned(datetime(2020, 1, 1)):
        third = made(town, kept=2)
        assert lying(town) == {second.name, third.name}
        fourth = made(town, kept=2)
    assert not first.exists()
    assert lying(town) == {third.name, fourth.name}
    assert [saved.path for saved in backup.backups_of(town)] == [fourth, third]


def test_several_in_a_second_lie_side_by_side(town: Path) -> None:
    assert [made(town).name for _ in range(3)] == [
        "Adorf_2027-02-01_120000_ende.kursplan",
        "Adorf_2027-02-01_120000-2_ende.kursplan",
        "Adorf_2027-02-01_120000-3_ende.kursplan",
    ]
    assert [saved.number for saved in backup.backups_of(town)] == [3, 2, 1]


def test_backups_of_an_earlier_program_are_older_than_any_of_this_one(town: Path) -> None:
    older = [plain(town, f"Adorf_2030-01-0{day}_120000_ende.kursplan") for day in (1, 2, 3)]
    newest = made(town, kept=3)
    assert lying(town) == {newest.name, older[1].name, older[2].name}
    assert [saved.path for saved in backup.backups_of(town)] == [newest, older[2], older[1]]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Adorf", "Adorf_Uebung"),
        ("Adorf", "Adorf_2027-02-01_120000_ende"),
        ("Adorf", "Adorf.alt"),
        ("Köln [1]", "Köln 1"),
        ("a.b", "aXb"),
    ],
)
def test_rotation_leaves_other_names_alone(
    blank_town: Path, tmp_path: Path, name: str, other: str
) -> None:
    mine = laid(blank_town, tmp_path / f"{name}.kursplan")
    theirs = laid(blank_town, tmp_path / f"{other}.kursplan")
    kept = [made(theirs), made(theirs, "hand")]
    files = [made(mine, kept=1) for _ in range(2)]
    assert lying(mine) == {*(file.name for file in kept), files[1].name}
    assert [saved.path for saved in backup.backups_of(mine)] == [files[1]]
    assert {saved.path for saved in backup.backups_of(theirs)} == set(kept)


@pytest.mark.parametrize("name", ["Köln [alt]", "100% #1?.x", "ä" * 93])
def test_every_name_is_backed_up_and_rotated(blank_town: Path, tmp_path: Path, name: str) -> None:
    if os.name == "nt" and set(name) & set('<>:"|?*\\'):
        pytest.skip("no such name there")
    town = laid(blank_town, tmp_path / f"{name}.kursplan")
    files = [made(town, kept=2) for _ in range(3)]
    assert lying(town) == {file.name for file in files[1:]}
    assert names_in(files[2]) == []


def test_rotation_leaves_other_endings_alone(town: Path) -> None:
    other = plain(town, "Adorf_2020-02-01_120000_ende-kursplan")
    files = [made(town, kept=1) for _ in range(2)]
    assert lying(town) == {other.name, files[1].name}


def test_a_town_of_another_identity_keeps_its_backups_under_the_same_name(town: Path) -> None:
    own = [made(town, kept=1)]
    town.unlink()
    Workspace.create(town, town="Anders").close()
    new = [made(town, kept=1) for _ in range(2)]
    assert lying(town) == {own[0].name, new[1].name}
    assert backup_number(new[1]) == 3


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0", b"x" * 5000, "cut", "flipped"])
def test_a_backup_that_cannot_be_read_counts_for_nothing_and_stays(
    town: Path, content: bytes | str
) -> None:
    first = made(town, kept=2)
    whole = first.read_bytes()
    wrong = {
        "cut": whole[: len(whole) // 2],
        "flipped": whole[:100] + b"\xff" * 3996 + whole[4096:],
    }
    name = "Adorf_2027-02-01_110000_ende.kursplan"
    unreadable = plain(town, name, wrong[content] if isinstance(content, str) else content)
    second = made(town, kept=2)
    assert lying(town) == {first.name, second.name, unreadable.name}
    third = made(town, kept=2)
    assert lying(town) == {second.name, third.name, unreadable.name}
    assert backup.backups_of(town)[-1].town in {"", backup.backups_of(town)[0].town}


def test_a_number_that_was_damaged_stops_no_counting(town: Path) -> None:
    first = made(town)
    content = bytearray(first.read_bytes())
    content[60] |= 0x80
    first.write_bytes(bytes(content))
    assert backup_number(made(town)) == 1
    assert backup_number(made(town)) == 2


def test_a_backup_that_is_being_worked_in_stays(town: Path) -> None:
    worked_in, looked_at, left = (made(town, kept=3) for _ in range(3))
    workspace, looking = Workspace.open(worked_in), Workspace.open(looked_at)
    add(workspace, "Drin")
    beside(left, "-wal").write_bytes(b"something was done in it")
    with clock.pinned(NOON.replace(minute=1)):
        last = made(town, kept=1)
    assert {worked_in.name, looked_at.name, left.name, last.name} <= lying(town)
    workspace.close()
    looking.close()
    beside(left, "-wal").unlink()
    last = made(town, kept=1)
    assert lying(town) == {last.name}


def test_what_is_unfinished_is_cleared(town: Path) -> None:
    other = "Bdorf_2027-02-01_110000_ende.kursplan.tmp"
    for name in (
        "Adorf_2027-02-01_110000_ende.kursplan.tmp",
        "Adorf_2027-02-01_110000_vor-update.kursplan.tmp-journal",
        "Adorf_2027-02-01_110000_ende.tmp",
        ".Adorf.kursplan.0123abcd.neu",
        ".Adorf.kursplan.0123abcd.neu-wal",
        other,
        ".Bdorf.kursplan.0123abcd.neu",
        "Adorf_Uebung_2027-02-01_110000_ende.kursplan.tmp",
    ):
        plain(town, name, b"half")
    file = made(town)
    assert lying(town) == {
        file.name,
        other,
        ".Bdorf.kursplan.0123abcd.neu",
        "Adorf_Uebung_2027-02-01_110000_ende.kursplan.tmp",
    }


def test_a_lock_left_by_somebody_killed_is_cleared_a_held_one_stays(town: Path) -> None:
    held = made(town)
    lock = TownLock(held)
    assert lock.take(alone=False)
    killed = plain(town, "Adorf_2026-02-01_110000_ende.kursplan-lock", b"")
    other = plain(town, "Adorf_Uebung_2026-02-01_110000_ende.kursplan-lock", b"")
    made(town)
    assert not killed.exists()
    assert other.exists()
    assert held.with_name(f"{held.name}-lock").exists()
    lock.clear()


def test_a_town_that_is_not_there_has_no_backup(tmp_path: Path) -> None:
    path = tmp_path / "weg.kursplan"
    with pytest.raises(Exception, match="unable to open"):
        made(path)
    assert not path.exists()
    assert backup.backups_of(path) == []


@pytest.mark.parametrize("fault", ["empty", "no uuid", "orphan", "nowhere"])
def test_what_cannot_be_verified_is_refused_and_takes_no_other_away(
    town: Path, tmp_path: Path, fault: str
) -> None:
    kept = made(town, kept=1)
    source = raw_connection(town if fault != "empty" else tmp_path / "leer.db")
    if fault == "no uuid":
        source.execute("DELETE FROM setting WHERE key='town.uuid'")
    if fault == "orphan":
        source.execute("PRAGMA foreign_keys=OFF")
        source.execute(
            "INSERT INTO journal(act_id, table_name, row_id, operation) VALUES (9,'',1,'')"
        )
    if fault == "nowhere":
        shutil.move(town.parent / "Sicherungen", town.parent / "s")
        (town.parent / "Sicherungen").write_bytes(b"a file")
        kept = town.parent / "s" / kept.name
    with pytest.raises(Refused, match="backup_failed"):
        backup.back_up(source, town, "ende", 1)
    source.close()
    assert kept.exists()
    assert {file.name for file in kept.parent.iterdir()} == {kept.name}


def test_a_backup_is_one_state_while_somebody_writes(town: Path) -> None:
    writer, reader = Workspace.open(town, who="A"), Workspace.open(town, who="B")
    done, stop = [0], threading.Event()

    def write() -> None:
        while not stop.is_set():
            with writer.change(ActKind.PERSON_ADDED) as db:
                db.add_all(Person(family_name=f"{number}") for number in range(3))
            done[0] += 1

    thread = threading.Thread(target=write)
    thread.start()
    try:
        files = [reader.back_up("hand") for _ in range(3)]
    finally:
        stop.set()
        thread.join()
    writer.close()
    reader.close()
    found = [len(names_in(file)) for file in files]
    assert found == sorted(found)
    assert all(count % 3 == 0 for count in found)
    assert found[-1] <= 3 * done[0]


def test_two_who_back_up_together_do_not_touch_each_other(town: Path) -> None:
    lock = TownLock(town.parent / "Sicherungen" / town.name)
    (town.parent / "Sicherungen").mkdir()
    assert lock.take(alone=True)
    files: list[Path] = []
    threads = [threading.Thread(target=lambda: files.append(made(town))) for _ in range(2)]
    for thread in threads:
        thread.start()
    threads[0].join(0.1)
    assert files == []
    lock.clear()
    for thread in threads:
        thread.join()
    assert {file.name for file in files} == lying(town)
    assert sorted(map(backup_number, files)) == [1, 2]


def test_a_backup_changes_nothing_in_the_town(town: Path) -> None:
    before = town.read_bytes()
    made(town)
    made(town)
    assert town.read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights by folder")
def test_backups_are_for_their_owner_only(town: Path) -> None:
    mask = os.umask(0)
    try:
        file = made(town)
    finally:
        os.umask(mask)
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert len(everything_in(file.parent)) == 1


def test_moments_that_cannot_be_read_are_none() -> None:
    assert backup.moment("2027-02-01T12:00:00.5") is not None
    assert [backup.moment(wrong) for wrong in ("2027-02-3!", 7, None, b"x")] == [None] * 4
