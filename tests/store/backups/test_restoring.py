import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.desk.wording.errors.sentences import sentence
from kursplaner.desk.wording.restoring import consequences
from kursplaner.store.backups import backup, restoring
from kursplaner.store.backups.restoring import propose, restore
from kursplaner.store.file.numbering import is_backup
from kursplaner.store.workspace import Workspace
from tests.store.town_files import (
    ASIDE,
    add,
    beside,
    everything_in,
    killed,
    laid,
    names_in,
    older_town,
)

posix_only = pytest.mark.skipif(os.name == "nt", reason="links need rights there")
NOON = datetime(2027, 2, 1, 12, 0)


@pytest.fixture(scope="module")
def office(blank_town: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a town with Alt and Neu, whose backup by hand knows only Alt."""
    folder = tmp_path_factory.mktemp("Amt")
    with clock.pinned(NOON):
        workspace = Workspace.open(laid(blank_town, folder / "Adorf.kursplan", "Alt"), who="Test")
        workspace.back_up("hand")
        add(workspace, "Neu")
        workspace.close()
        Workspace.create(folder / "Bdorf.kursplan", town="Bdorf").close()
    return folder


@pytest.fixture
def town(office: Path, tmp_path: Path) -> Path:
    shutil.copytree(office, tmp_path / "Amt")
    (tmp_path / "Amt" / "Bdorf.kursplan").rename(tmp_path / "Bdorf.kursplan")
    return tmp_path / "Amt" / "Adorf.kursplan"


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with clock.pinned(NOON):
        yield


def by_hand(town: Path) -> Path:
    return town.parent / "Sicherungen" / "Adorf_2027-02-01_120000_hand.kursplan"


def kind_of(path: Path, source: Path) -> str:
    before = everything_in(path.parent)
    with pytest.raises(Refused) as refused:
        restore(path, source)
    assert everything_in(path.parent) == before
    return refused.value.kind


def test_it_shows_what_would_be_lost_and_writes_nothing(town: Path) -> None:
    before = everything_in(town.parent)
    plan = propose(town, by_hand(town))
    assert everything_in(town.parent) == before
    assert plan.lost == 1
    assert plan.present is not None
    assert plan.present.town_id == plan.restored.town_id
    assert plan.restored.name == "Adorf/Vogtl."
    assert len(plan.present.acts) == len(plan.restored.acts) + 1
    assert plan.present.last_act == datetime(2027, 2, 1, 12, 0)
    assert propose(town.with_name("neu.kursplan"), by_hand(town)).present is None


def test_the_backup_comes_back_and_the_state_before_is_kept(town: Path) -> None:
    source = by_hand(town).read_bytes()
    done = restore(town, by_hand(town))
    assert done.path == town
    assert done.kept is not None
    assert done.kept.name == "Adorf_2027-02-01_120000_vor-zurueckholen.kursplan"
    assert by_hand(town).read_bytes() == source
    assert not is_backup(town)
    assert names_in(town) == ["Alt"]
    assert names_in(done.kept) == ["Alt", "Neu"]
    restore(town, done.kept)
    assert names_in(town) == ["Alt", "Neu"]


def test_a_killed_town_is_kept_with_what_its_log_holds(town: Path, tmp_path: Path) -> None:
    workspace = Workspace.open(town)
    add(workspace, "Im Log")
    path = killed(workspace, tmp_path / "Bild")
    workspace.close()
    before = everything_in(path.parent)
    assert propose(path, by_hand(town)).lost == 2
    found = everything_in(path.parent)
    assert {name: found[name] for name in before} == before
    done = restore(path, by_hand(town))
    assert done.kept is not None
    assert names_in(path) == ["Alt"]
    assert names_in(done.kept) == ["Alt", "Neu", "Im Log"]
    assert {file.name for file in path.parent.iterdir()} == {path.name, "Sicherungen"}


def test_a_damaged_town_is_kept_whole_with_its_log(town: Path, tmp_path: Path) -> None:
    workspace = Workspace.open(town)
    add(workspace, "Im Log")
    path = killed(workspace, tmp_path / "Bild")
    workspace.close()
    content = bytearray(path.read_bytes())
    content[200_000:300_000] = bytes(100_000)
    path.write_bytes(bytes(content))
    log = beside(path, "-wal").read_bytes()
    done = restore(path, by_hand(town))
    assert done.kept is not None
    assert done.kept.parent == path.parent / ASIDE
    assert done.kept.read_bytes() == bytes(content)
    assert log in everything_in(path.parent / ASIDE).values()
    assert names_in(path) == ["Alt"]


def test_an_altered_town_is_kept_whole_with_its_log(town: Path, tmp_path: Path) -> None:
    workspace = Workspace.open(town)
    add(workspace, "Im Log")
    with backup.closed_town(town) as connection:
        connection.execute("CREATE TABLE fremd(a)")
    path = killed(workspace, tmp_path / "Bild")
    workspace.close()
    content, log = path.read_bytes(), beside(path, "-wal").read_bytes()
    done = restore(path, by_hand(town))
    assert done.kept is not None
    assert (done.kept.parent, done.kept.read_bytes()) == (path.parent / ASIDE, content)
    assert log in everything_in(path.parent / ASIDE).values()
    assert {file.name for file in path.parent.iterdir()} == {path.name, "Sicherungen"}
    assert names_in(path) == ["Alt"]


def test_a_stranger_beside_a_town_is_not_kept_as_its_state(town: Path, tmp_path: Path) -> None:
    workspace = Workspace.open(town)
    add(workspace, "Im Log")
    path = killed(workspace, tmp_path / "Bild")
    workspace.close()
    shutil.copyfile(by_hand(town), path)
    done = restore(path, by_hand(town))
    assert done.kept is not None
    assert names_in(done.kept) == ["Alt"]
    assert names_in(path) == ["Alt"]


@pytest.mark.parametrize("content", [b"", b"not a town at all", None])
def test_whatever_lies_there_is_kept(town: Path, content: bytes | None) -> None:
    town.unlink()
    if content is not None:
        town.write_bytes(content)
    done = restore(town, by_hand(town))
    assert names_in(town) == ["Alt"]
    assert (done.kept.read_bytes() if done.kept else None) == content


def test_a_new_name_gets_a_town_of_its_own(town: Path, tmp_path: Path) -> None:
    target = tmp_path / "Köln [neu].kursplan"
    assert restore(target, by_hand(town)).kept is None
    assert names_in(target) == ["Alt"]
    assert names_in(town) == ["Alt", "Neu"]


def test_a_backup_of_an_older_program_is_brought_up_to_date(tmp_path: Path) -> None:
    source = older_town(tmp_path / "Alt.kursplan", "Damals")
    before = source.read_bytes()
    restore(tmp_path / "Adorf.kursplan", source)
    assert names_in(tmp_path / "Adorf.kursplan") == ["Damals"]
    assert source.read_bytes() == before


def test_what_is_no_backup_of_this_town_is_refused(town: Path, tmp_path: Path) -> None:
    whole = by_hand(town).read_bytes()
    for name, content in (("leer", b""), ("halb", whole[:50_000]), ("fremd", b"%PDF-1.7" * 99)):
        (tmp_path / name).write_bytes(content)
    (tmp_path / "kaputt").write_bytes(whole[:8192] + os.urandom(100_000) + whole[108_192:])
    wanted = {
        tmp_path / "Bdorf.kursplan": "backup_of_other_town",
        tmp_path / "leer": "file_empty",
        tmp_path / "halb": "file_truncated",
        tmp_path / "fremd": "file_foreign",
        tmp_path / "kaputt": "file_damaged",
        tmp_path / "weg": "file_missing",
        tmp_path: "file_is_folder",
        town: "backup_is_town",
    }
    assert {source: kind_of(town, source) for source in wanted} == wanted
    with pytest.raises(Refused, match="folder_missing"):
        restore(tmp_path / "weg" / "Adorf.kursplan", by_hand(town))


def test_another_town_is_named(town: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        propose(town, tmp_path / "Bdorf.kursplan")
    assert refused.value.facts["town"] == "Bdorf"
    assert refused.value.facts["here"] == "Adorf/Vogtl."


def test_an_open_town_is_not_replaced(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restoring, "PATIENCE", 0.05)
    workspace = Workspace.open(town)
    with pytest.raises(Refused, match="town_in_use"):
        restore(town, by_hand(town))
    add(workspace, "Weiter")
    workspace.close()
    assert names_in(town) == ["Alt", "Neu", "Weiter"]


def test_a_backup_somebody_works_in_is_brought_back_with_what_was_done_in_it(town: Path) -> None:
    working = Workspace.open(by_hand(town))
    add(working, "In der Sicherung")
    restore(town, by_hand(town))
    working.close()
    assert names_in(town) == ["Alt", "In der Sicherung"]


def test_a_log_that_is_not_the_backups_own_is_not_brought_back(town: Path, tmp_path: Path) -> None:
    workspace = Workspace.open(town)
    add(workspace, "Fremd")
    for ending in ("-wal", "-base"):
        shutil.copyfile(beside(town, ending), beside(by_hand(town), ending))
    workspace.close()
    restore(town, by_hand(town))
    assert names_in(town) == ["Alt"]


@posix_only
@pytest.mark.parametrize("leads", ["file", "folder"])
def test_through_a_link_the_true_town_is_brought_back(
    town: Path, tmp_path: Path, leads: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its lock counts, what it was is kept beside it, and the link stays one."""
    monkeypatch.setattr(restoring, "PATIENCE", 0.05)
    link = tmp_path / "Verweis" / "Anders.kursplan"
    if leads == "file":
        link.parent.mkdir()
        link.symlink_to(town)
    else:
        link.parent.symlink_to(town.parent)
        link = link.with_name(town.name)
    workspace = Workspace.open(town)
    with pytest.raises(Refused, match="town_in_use"):
        restore(link, by_hand(town))
    workspace.close()
    assert propose(link, by_hand(town)).path == town
    assert [found.path for found in backup.backups_of(link)] == [by_hand(town)]
    done = restore(link, by_hand(town))
    assert (done.path, (done.kept or town).parent) == (town, by_hand(town).parent)
    assert link.resolve() == town
    assert names_in(link) == names_in(town) == ["Alt"]
    assert {file.name for file in (tmp_path / "Verweis").resolve().iterdir()} <= {
        "Anders.kursplan", "Sicherungen", town.name
    }  # fmt: skip


@posix_only
def test_a_link_to_a_backup_is_that_backup_with_its_log(town: Path, tmp_path: Path) -> None:
    working = Workspace.open(by_hand(town))
    add(working, "In der Sicherung")
    link = tmp_path / "Verweis.kursplan"
    link.symlink_to(by_hand(town))
    restore(town, link)
    working.close()
    assert names_in(town) == ["Alt", "In der Sicherung"]


def test_a_town_killed_by_an_older_version_comes_back_with_its_log(
    town: Path, tmp_path: Path
) -> None:
    """It wrote nothing down to tell the log by: the log is tried, as opening tries it."""
    workspace = Workspace.open(town)
    add(workspace, "Im Log")
    source = killed(workspace, tmp_path / "Bild", base=False)
    workspace.close()
    before = everything_in(source.parent)
    plan = propose(tmp_path / "Neu.kursplan", source)
    assert not plan.log_left_out
    found = everything_in(source.parent)
    assert {name: found[name] for name in before} == before
    restore(tmp_path / "Neu.kursplan", source)
    assert names_in(tmp_path / "Neu.kursplan") == names_in(source) == ["Alt", "Neu", "Im Log"]


def test_a_log_that_is_left_out_is_told(town: Path, tmp_path: Path) -> None:
    workspace = Workspace.open(town)
    add(workspace, "Im Log")
    stranger = killed(workspace, tmp_path / "Fremd", base=False)
    torn = killed(workspace, tmp_path / "Kaputt")
    workspace.close()
    shutil.copyfile(by_hand(town), stranger)
    content = bytearray(beside(torn, "-wal").read_bytes())
    content[5000] ^= 1
    beside(torn, "-wal").write_bytes(bytes(content))
    for source in (stranger, torn):
        plan = propose(tmp_path / "Neu.kursplan", source)
        assert plan.log_left_out
        assert "kommen nicht oder nicht alle mit" in consequences(plan)
    assert "-wal" not in consequences(propose(town, by_hand(town)))


@pytest.mark.parametrize("nearby", [True, False])
def test_a_town_with_two_names_is_neither_opened_nor_replaced(
    town: Path, tmp_path: Path, *, nearby: bool
) -> None:
    """Under each name the acts stored under the other would be missing, and lost in the end."""
    second = (town.parent if nearby else tmp_path) / "Bdorf-Kopie.kursplan"
    second.hardlink_to(town)
    before = everything_in(town.parent)
    for name in (town, second):
        with pytest.raises(Refused, match="file_two_names") as refused:
            Workspace.open(name)
        told = sentence(refused.value)
        assert ("Bdorf-Kopie" in told or name == second) == (nearby or name == second)
        assert kind_of(name, by_hand(town)) == "file_two_names"
    assert everything_in(town.parent) == before
    second.unlink()
    assert names_in(town) == ["Alt", "Neu"]


def test_a_second_name_made_while_it_is_open_opens_nothing(town: Path) -> None:
    workspace = Workspace.open(town)
    second = town.with_name("Zweiter.kursplan")
    second.hardlink_to(town)
    with pytest.raises(Refused, match="file_two_names"):
        Workspace.open(second)
    add(workspace, "Weiter")
    workspace.close(with_backup=True)
    second.unlink()
    assert names_in(town) == ["Alt", "Neu", "Weiter"]


def test_a_moment_that_can_no_longer_be_read_stops_nobody(town: Path) -> None:
    with backup.closed_town(by_hand(town)) as connection:
        connection.execute("UPDATE act SET at='2027-02-3!T'")
    plan = propose(town, by_hand(town))
    assert plan.restored.last_act is None
    restore(town, by_hand(town))
    assert names_in(town) == ["Alt"]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights by folder")
def test_what_came_back_is_for_its_owner_only(town: Path) -> None:
    by_hand(town).chmod(0o644)
    town.write_bytes(b"no town")
    town.chmod(0o644)
    done = restore(town, by_hand(town))
    assert done.kept is not None
    assert {path.stat().st_mode & 0o777 for path in (town, done.kept)} == {0o600}


def test_how_far_a_backup_and_the_town_go(town: Path) -> None:
    plan = propose(town, by_hand(town))
    assert plan.present is not None
    assert [number for number, _ in plan.restored.acts] == [1, 2]
    assert [number for number, _ in plan.present.acts] == [1, 2, 3]
    assert plan.restored.name == "Adorf/Vogtl."
    assert plan.restored.last_act == datetime.fromisoformat(plan.restored.acts[1][1])
    assert plan.lost == 1


@pytest.mark.parametrize(
    ("log", "left_out"),
    [(b"", False), (b"x" * 31, False), (b"x" * 32, True), (b"\x37\x7f\x06\x82" + bytes(60), True)],
)
def test_a_log_that_holds_nothing_is_not_told(town: Path, log: bytes, left_out: bool) -> None:  # noqa: FBT001
    beside(by_hand(town), "-wal").write_bytes(log)
    plan = propose(town, by_hand(town))
    assert plan.log_left_out is left_out
    assert [number for number, _ in plan.restored.acts] == [1, 2]
