"""An encrypted town is opened; and each thing that keeps it shut has its own name."""

import shutil
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.store.file.check import check_file, check_head, check_resting
from kursplaner.store.file.held_file import head_of
from kursplaner.store.keys import chain, changing, keyring_of_pc, recovery_code, slots
from kursplaner.store.keys.envelope import (
    Access,
    as_bytes,
    envelope_path,
    read_envelope,
    write_envelope,
)
from kursplaner.store.keys.standing import is_encrypted, salt_at, shut_because
from kursplaner.store.keys.unlocking import by_code, by_password, unlock, unlock_as_kept
from kursplaner.store.workspace import Workspace
from tests.store.keys.conftest import PEOPLE
from tests.store.keys.towns import FIRST, SECOND, envelope, refusal, unlocked
from tests.store.town_files import add, laid, names


def test_each_password_and_the_code_open_the_town(town: Path, code: list[str]) -> None:
    for opener in (by_password(FIRST), by_password(SECOND), by_code(code)):
        chain.forget()
        unlock(town, opener)
        workspace = Workspace.open(town)
        assert names(workspace) == list(PEOPLE)
        workspace.close()


def test_a_decomposed_password_opens_it(town: Path) -> None:
    with unlocked(town, unicodedata.normalize("NFD", FIRST)) as workspace:
        assert names(workspace) == list(PEOPLE)


def test_the_file_begins_with_a_salt_and_says_nothing(town: Path) -> None:
    made = read_envelope(town)
    assert made is not None
    assert head_of(town, 16) == made.newest.salt == salt_at(town)
    assert is_encrypted(town)
    content = town.read_bytes()
    assert not [word for word in (*PEOPLE, "SQLite", "CREATE TABLE") if word.encode() in content]


def test_a_locked_town_is_refused_as_locked_and_stays_as_it_is(town: Path) -> None:
    before = {file: file.read_bytes() for file in town.parent.iterdir() if file.is_file()}
    with pytest.raises(Refused) as refused:
        Workspace.open(town)
    assert refused.value.kind == "locked"
    assert refused.value.facts["town"] == "Adorf/Vogtl."
    assert {file: file.read_bytes() for file in town.parent.iterdir() if file.is_file()} == before


def test_a_wrong_password(town: Path) -> None:
    assert refusal(town, "falsches Wort") == "password_wrong"
    assert refusal(town, "") == "password_wrong"
    assert refusal(town) == ""


def test_a_missing_envelope(town: Path) -> None:
    envelope_path(town).unlink()
    assert shut_because(town) == "envelope_missing"
    assert refusal(town) == "envelope_missing"


def test_a_damaged_envelope(town: Path) -> None:
    place = envelope_path(town)
    content = bytearray(place.read_bytes())
    content[len(content) // 2] ^= 4
    place.write_bytes(content)
    assert shut_because(town) == "envelope_damaged"
    assert refusal(town) == "envelope_damaged"


def test_an_envelope_that_somebody_else_changed(town: Path) -> None:
    made = read_envelope(town)
    assert made is not None
    write_envelope(town, replace(made, name="Anderswo"))
    assert refusal(town) == "envelope_altered"


def test_the_envelope_of_another_town(town: Path) -> None:
    access, _ = envelope(name="Bad Elster")
    write_envelope(town, access.envelope)
    assert shut_because(town) == "envelope_unmatched"
    assert refusal(town) == "envelope_unmatched"
    assert refusal(town, "falsches Wort") == "password_wrong"


def test_two_towns_whose_envelopes_were_changed_about(town: Path, blank_town: Path) -> None:
    other = laid(blank_town, town.with_name("Bad Elster.kursplan"))
    changing.convert(other, envelope(*changing.town_in(other))[0])
    chain.forget()
    mine, its = envelope_path(town).read_bytes(), envelope_path(other).read_bytes()
    envelope_path(town).write_bytes(its)
    envelope_path(other).write_bytes(mine)
    for path in (town, other):
        assert shut_because(path) == "envelope_of_other_town"


def test_an_envelope_from_before_the_key_was_changed(town: Path) -> None:
    old = envelope_path(town).read_bytes()
    with unlocked(town) as workspace:
        kept = workspace.back_up("hand")
    changing.change(town, by_password(FIRST), slots.with_new_key)
    chain.forget()
    envelope_path(town).write_bytes(old)
    assert shut_because(town) == "envelope_older"
    shutil.copy(envelope_path(kept), envelope_path(town))
    assert refusal(town) == ""


def test_a_damaged_beginning_is_told_from_a_wrong_envelope(town: Path) -> None:
    content = bytearray(town.read_bytes())
    content[3] ^= 1
    town.write_bytes(content)
    assert refusal(town) == "file_damaged"


def test_every_flipped_bit_of_the_file_is_found(town: Path) -> None:
    unlock(town, by_password(FIRST))
    content = town.read_bytes()
    found = 0
    tried = [(16 + at * 104_729) % len(content) for at in range(12)]
    for at in tried:
        wrong = bytearray(content)
        wrong[at] ^= 1 << at % 8
        town.write_bytes(wrong)
        try:
            check_resting(town)
        except Refused as refused:
            found += refused.kind in {"file_damaged", "file_altered"}
    assert found == len(tried)


def test_a_file_whose_end_is_missing(town: Path) -> None:
    content = town.read_bytes()
    town.write_bytes(content[:-100])
    assert shut_because(town) == "file_truncated"
    unlock(town, by_password(FIRST))
    town.write_bytes(content[:-4096])
    with pytest.raises(Refused, match="file_damaged"):
        check_file(town)


@pytest.mark.parametrize("content", [b"Kein Ort", b"x" * 5000, b"PK\x03\x04" + b"z" * 4000])
def test_what_is_no_town_stays_foreign(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "Liste.kursplan"
    path.write_bytes(content)
    with pytest.raises(Refused, match="file_foreign"):
        check_head(path)


def test_a_lost_envelope_comes_back_from_a_backup(town: Path) -> None:
    with unlocked(town) as workspace:
        workspace.back_up("hand")
    chain.forget()
    content = envelope_path(town).read_bytes()
    for loss in (envelope_path(town).unlink, lambda: envelope_path(town).write_bytes(b"{}")):
        loss()
        chain.forget()
        assert shut_because(town) == "locked"
        assert refusal(town) == ""
        assert envelope_path(town).read_bytes() == content


def test_an_envelope_lost_while_the_town_is_open_is_written_again(town: Path) -> None:
    content = envelope_path(town).read_bytes()
    with unlocked(town) as workspace:
        envelope_path(town).unlink()
        made = workspace.back_up("hand")
    assert envelope_path(town).read_bytes() == envelope_path(made).read_bytes() == content


def test_forgotten_passwords_are_replaced_with_the_code(town: Path, code: list[str]) -> None:
    typed = recovery_code.groups_in("-".join(code).lower())

    def renew(access: Access) -> Access:
        return slots.with_password(access, 1, "ganz neues Wort")

    changing.change(town, by_code(typed), renew)
    assert refusal(town, FIRST) == "password_wrong"
    assert refusal(town, "ganz neues Wort") == ""
    assert refusal(town, SECOND) == ""


class Ring:
    """A keyring that keeps in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.priority = 5.0

    def get_keyring(self) -> "Ring":
        return self

    def get_password(self, _service: str, town: str) -> str | None:
        return self.kept.get(town)

    def set_password(self, _service: str, town: str, password: str) -> None:
        self.kept[town] = password

    def delete_password(self, _service: str, town: str) -> None:
        del self.kept[town]


def test_this_computer_may_keep_the_password(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ring = Ring()
    monkeypatch.setattr(keyring_of_pc, "_keyring", lambda: ring)
    made = read_envelope(town)
    assert made is not None
    assert not unlock_as_kept(town)
    assert keyring_of_pc.keep(made.town, FIRST)
    assert unlock_as_kept(town)
    ring.kept[made.town] = "veraltet"
    chain.forget()
    assert not unlock_as_kept(town)
    assert ring.kept == {}


def test_without_a_keyring_nothing_is_kept(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring_of_pc, "_keyring", lambda: None)
    assert not keyring_of_pc.is_there()
    assert not keyring_of_pc.keep("u", FIRST)
    assert not unlock_as_kept(town)
    keyring_of_pc.forget("u")


class Broken(Ring):
    """A keyring whose service is not running."""

    def get_keyring(self) -> Ring:
        raise OSError

    def get_password(self, _service: str, town: str) -> str | None:
        raise OSError(town)


def test_a_broken_keyring_is_none(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring_of_pc, "_keyring", Broken)
    assert not keyring_of_pc.is_there()
    assert not unlock_as_kept(town)


def test_the_town_rests_while_it_is_locked_and_goes_on(town: Path) -> None:
    heard: list[frozenset[str]] = []
    with unlocked(town) as workspace:
        workspace.subscribe(heard.append)
        workspace.rest()
        chain.forget()
        workspace.rest()
        assert not list(town.parent.glob("*-wal"))
        version = workspace.data_version()
        for use in (lambda: names(workspace), lambda: add(workspace, "X"), workspace.undo):
            with pytest.raises(Refused, match="locked"):
                use()
        with pytest.raises(Refused, match="locked"):
            workspace.wake()
        unlock(town, by_password(SECOND))
        workspace.wake()
        workspace.wake()
        assert workspace.data_version() >= version
        add(workspace, "Birnbaum")
        assert names(workspace) == [*PEOPLE, "Birnbaum"]
    assert heard


def test_a_town_closed_from_behind_the_lock_stays_whole(town: Path) -> None:
    unlock(town, by_password(FIRST))
    workspace = Workspace.open(town)
    add(workspace, "Birnbaum")
    workspace.rest()
    chain.forget()
    workspace.close(with_backup=True)
    with unlocked(town) as again:
        assert names(again)[-1] == "Birnbaum"


def test_an_envelope_says_its_bytes_alike(town: Path) -> None:
    made = read_envelope(town)
    assert made is not None
    assert as_bytes(made) == envelope_path(town).read_bytes()
