"""Keys changed and plain towns encrypted: whatever stops in between, the pair opens."""

import shutil
from pathlib import Path

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.store.backups import backup, restoring
from kursplaner.store.backups.drill import drill
from kursplaner.store.file import database
from kursplaner.store.file.check import HEAD, check_resting, revision_of
from kursplaner.store.keys import chain, changing, copies, slots
from kursplaner.store.keys.envelope import COLLEAGUE, Access, envelope_path, read_envelope
from kursplaner.store.keys.standing import salt_at
from kursplaner.store.keys.unlocking import by_password, unlock
from kursplaner.store.workspace import Workspace
from tests.store.keys.conftest import PEOPLE
from tests.store.keys.towns import FIRST, SECOND, envelope, refusal, showing, unlocked
from tests.store.town_files import add, killed, laid, names


class Stopped(Exception):  # noqa: N818 (the machine stops, nothing is wrong)
    """The machine stops here."""


def stopping(*_args: object, **_more: object) -> None:
    raise Stopped


def leave(access: Access) -> Access:
    return slots.without_slot(access, 2)


def backed_up(town: Path) -> Path:
    with unlocked(town) as workspace:
        return workspace.back_up("hand")


def test_a_colleague_leaves_and_opens_nothing_within_reach(town: Path) -> None:
    kept = backed_up(town)
    before = salt_at(town)
    done = changing.change(town, by_password(FIRST), leave)
    assert done.renewed == copies.Renewed((kept,), ())
    assert salt_at(town) not in {before, salt_at(kept)}
    for path in (town, kept):
        assert refusal(path, SECOND) == "password_wrong"
        assert refusal(path, FIRST) == ""
    with unlocked(town) as workspace:
        assert names(workspace) == list(PEOPLE)


def test_a_backup_from_before_comes_back_under_the_new_key(town: Path) -> None:
    kept = backed_up(town)
    with unlocked(town) as workspace:
        add(workspace, "Birnbaum")
    changing.change(town, by_password(FIRST), leave)
    new = salt_at(town)
    assert restoring.propose(town, kept).lost == 1
    restoring.restore(town, kept)
    assert salt_at(town) == new
    assert refusal(town, SECOND) == "password_wrong"
    with unlocked(town) as workspace:
        assert names(workspace) == list(PEOPLE)


@pytest.mark.parametrize("step", ["write_envelope", "lay_anew"])
def test_stopped_before_the_new_file_the_old_pair_opens(
    town: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    with monkeypatch.context() as stopped:
        stopped.setattr(changing, step, stopping)
        with pytest.raises(Stopped):
            changing.change(town, by_password(FIRST), leave)
    assert refusal(town, SECOND) == ("" if step == "write_envelope" else "password_wrong")
    with unlocked(town) as workspace:
        assert names(workspace) == list(PEOPLE)


def test_a_change_that_was_stopped_is_finished_at_the_next_opening(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = salt_at(town)
    with monkeypatch.context() as stopped:
        stopped.setattr(changing, "lay_anew", stopping)
        with pytest.raises(Stopped):
            changing.change(town, by_password(FIRST), leave)
    assert salt_at(town) == before
    chain.forget()
    with unlocked(town):
        made = read_envelope(town)
        assert made is not None
        assert salt_at(town) == made.newest.salt != before


def test_stopped_while_the_copy_was_made_nothing_is_left(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as stopped:
        stopped.setattr(database, "check_content", stopping)
        with pytest.raises(Stopped):
            changing.change(town, by_password(FIRST), slots.with_new_key)
    with unlocked(town) as workspace:
        assert names(workspace) == list(PEOPLE)
    assert not [file for file in town.parent.iterdir() if file.name.startswith(".")]


def test_a_town_that_is_open_keeps_its_key_and_everybody(town: Path) -> None:
    before = envelope_path(town).read_bytes()
    with (
        unlocked(town),
        pytest.MonkeyPatch.context() as hurried,
        pytest.raises(Refused, match="town_in_use"),
    ):
        hurried.setattr(changing, "PATIENCE", 0.0)
        changing.change(town, by_password(FIRST), leave)
    assert envelope_path(town).read_bytes() == before
    assert refusal(town, SECOND) == ""


def test_a_password_is_changed_while_the_town_is_open(town: Path) -> None:
    kept = backed_up(town)

    def renew(access: Access) -> Access:
        return slots.with_password(access, access.slot, "ganz neues Wort")

    with unlocked(town) as workspace:
        changing.change(town, by_password(SECOND), renew)
        add(workspace, "Birnbaum")
    for path in (town, kept):
        assert refusal(path, SECOND) == "password_wrong"
        assert refusal(path, "ganz neues Wort") == ""


def test_a_new_colleague_opens_old_backups_too(town: Path) -> None:
    kept = backed_up(town)
    changing.change(town, by_password(FIRST), slots.with_new_key)

    def welcome(access: Access) -> Access:
        return slots.with_colleague(access, COLLEAGUE, "Frau Neu", "drittes Wort")

    changing.change(town, by_password(FIRST), welcome)
    assert refusal(kept, "drittes Wort") == ""


def test_an_envelope_that_cannot_be_replaced_is_named(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = backed_up(town)

    def refuse(*_args: object) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(copies, "write_envelope", refuse)
    done = changing.change(town, by_password(FIRST), leave)
    assert done.renewed == copies.Renewed((), (kept,))


# --- a plain town ------------------------------------------------------------------------------


@pytest.fixture
def plain(blank_town: Path, tmp_path: Path) -> Path:
    return laid(blank_town, tmp_path / "Klar" / "Adorf.kursplan", *PEOPLE)


def converted(plain: Path) -> changing.Converted:
    uuid, name = changing.town_in(plain)
    return changing.convert(plain, envelope(uuid, name)[0])


def test_a_plain_town_is_encrypted_and_its_copies_are_listed_and_removed(
    plain: Path, tmp_path: Path
) -> None:
    workspace = Workspace.open(plain)
    kept = workspace.back_up("hand")
    workspace.close()
    twin = shutil.copy(plain, plain.with_name("Kopie.kursplan"))
    aside = plain.parent / "Sicherungen" / "Beiseite" / "2027-01-01_120000_Adorf.kursplan-wal"
    aside.parent.mkdir()
    aside.write_bytes(PEOPLE[0].encode())
    done = converted(plain)
    assert {copy.path for copy in done.plain} == {kept, twin, aside}
    assert copies.remove(done.plain) == ()
    assert showing(tmp_path, *PEOPLE) == []
    assert check_resting(done.backup) == HEAD
    assert refusal(plain, SECOND) == ""
    with unlocked(plain) as again:
        assert names(again) == list(PEOPLE)
        assert again.settings.text("town.uuid") == changing.town_in(plain)[0]


def test_plain_copies_of_other_towns_are_left_alone(plain: Path) -> None:
    Workspace.create(plain.with_name("Bad Elster.kursplan"), town="Bad Elster").close()
    assert converted(plain).plain == ()


def test_a_copy_in_use_stays_and_is_named(plain: Path) -> None:
    twin = plain.with_name("Kopie.kursplan")
    shutil.copy(plain, twin)
    done = converted(plain)
    workspace = Workspace.open(twin)
    assert copies.remove(done.plain) == (twin,)
    workspace.close()
    assert twin.exists()


@pytest.mark.parametrize("step", ["lay_envelope", "lay_anew"])
def test_stopped_while_encrypting_the_plain_town_opens(
    plain: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    with monkeypatch.context() as stopped:
        stopped.setattr(changing, step, stopping)
        with pytest.raises(Stopped):
            converted(plain)
    chain.forget()
    workspace = Workspace.open(plain)
    assert names(workspace) == list(PEOPLE)
    workspace.close()
    converted(plain)
    assert refusal(plain) == ""


def test_encrypted_once_is_enough(town: Path) -> None:
    unlock(town, by_password(FIRST))
    with pytest.raises(Refused, match="already_encrypted"):
        changing.convert(town, envelope()[0])


def test_a_plain_backup_comes_back_encrypted(plain: Path, tmp_path: Path) -> None:
    workspace = Workspace.open(plain)
    kept = workspace.back_up("hand")
    workspace.close()
    converted(plain)
    restoring.restore(plain, kept)
    kept.unlink()
    assert salt_at(plain)
    assert showing(tmp_path, *PEOPLE) == []
    assert refusal(plain) == ""


def test_a_locked_town_is_not_replaced_by_a_plain_backup(plain: Path) -> None:
    workspace = Workspace.open(plain)
    kept = workspace.back_up("hand")
    workspace.close()
    converted(plain)
    chain.forget()
    with pytest.raises(Refused, match="locked"):
        restoring.restore(plain, kept)


# --- backups, and what lies on the disk --------------------------------------------------------


def test_a_backup_is_restored_where_nothing_lies(town: Path, tmp_path: Path) -> None:
    kept = backed_up(town)
    there = tmp_path / "Neuer PC" / "Adorf.kursplan"
    there.parent.mkdir()
    restoring.restore(there, kept)
    assert refusal(there) == ""
    assert refusal(there, SECOND) == ""


def test_backups_carry_their_envelope_and_go_with_it(town: Path) -> None:
    with unlocked(town) as workspace:
        source = workspace._watcher.connection.driver_connection
        for _ in range(3):
            backup.back_up(source, town, "hand", kept=2)
    folder = town.parent / backup.FOLDER
    files = sorted(file.name for file in folder.iterdir())
    assert len(files) == 4
    assert sum(name.endswith(".schluessel") for name in files) == 2
    found = backup.backups_of(town)
    assert [each.number for each in found] == [3, 2]
    assert all(each.last_act for each in found)
    chain.forget()
    assert {each.town for each in backup.backups_of(town)} == {found[0].town}


def test_the_envelope_of_a_backup_that_was_never_finished_goes(town: Path) -> None:
    kept = backed_up(town)
    orphan = kept.with_name("Adorf_2027-01-01_120000_hand.kursplan.schluessel")
    shutil.copy(envelope_path(town), orphan)
    backed_up(town)
    assert not orphan.exists()


def test_a_drill_leaves_nothing_behind(town: Path) -> None:
    kept = backed_up(town)
    before = sorted(file.name for file in kept.parent.iterdir())
    assert drill(kept).acts == 3
    assert sorted(file.name for file in kept.parent.iterdir()) == before


def test_no_name_is_ever_on_the_disk(town: Path, tmp_path: Path) -> None:
    seen: list[str] = []

    def look() -> None:
        seen.extend(showing(tmp_path, *PEOPLE, "Birnbaum"))

    with unlocked(town) as workspace:
        add(workspace, "Birnbaum")
        look()
        dead = killed(workspace, tmp_path / "Tot")
        workspace.back_up("hand")
        look()
        workspace.rewrite()
        look()
    unlock(dead, by_password(FIRST))
    with unlocked(dead) as again:
        assert names(again)[-1] == "Birnbaum"
        look()
    changing.change(dead, by_password(FIRST), slots.with_new_key)
    look()
    assert seen == []


def test_what_an_upgrade_lays_down_is_encrypted(
    town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A town is brought up to date as from an older program; each file meanwhile is looked at."""
    seen: list[str] = []
    migrate = database.migrate

    def looked_at(path: Path, connection: object) -> str:
        seen.extend(showing(tmp_path, *PEOPLE))
        return "0001" if path == town else revision_of(path, connection)

    def watched(path: Path) -> None:
        migrate(path)
        seen.extend(showing(tmp_path, *PEOPLE))

    monkeypatch.setattr(database, "revision_of", looked_at)
    monkeypatch.setattr(database, "migrate", watched)
    unlock(town, by_password(FIRST))
    database._bring_up_to_date(town, older=True)
    assert seen == []
    kept = next((town.parent / backup.FOLDER).glob("*_vor-update.kursplan"))
    assert salt_at(kept)
    assert refusal(kept) == ""


def test_a_town_cannot_be_made_over_an_envelope_of_another(tmp_path: Path) -> None:
    path = tmp_path / "Adorf.kursplan"
    envelope_path(path).write_bytes(b"von anderen")
    access, _ = envelope()
    Workspace.create(path, town="Adorf", access=access).close()
    aside = list((tmp_path / "Sicherungen" / "Beiseite").iterdir())
    assert [file.read_bytes() for file in aside] == [b"von anderen"]
    assert refusal(path) == ""
