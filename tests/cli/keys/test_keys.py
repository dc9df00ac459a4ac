"""Encrypted towns at the shell: every command works on them, and no secret is an argument."""

import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kursplaner.cli.main import shell
from kursplaner.store.keys import chain, slots
from kursplaner.store.keys.envelope import read_envelope
from kursplaner.store.keys.standing import salt_at
from kursplaner.store.workspace import Workspace
from tests.store.keys.towns import FIRST, QUICK, SECOND, encrypted, showing

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(slots, "PRODUCTION", QUICK)
    yield
    chain.forget()


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    path = tmp_path_factory.mktemp("zu") / "Adorf.kursplan"
    return path, encrypted(path, "Zwetschgenbaum")


@pytest.fixture
def town(laid: tuple[Path, list[str]], tmp_path: Path) -> Path:
    shutil.copytree(laid[0].parent, tmp_path / "Ort")
    return tmp_path / "Ort" / laid[0].name


def run(*args: object, typed: str = "") -> Result:
    """Run a command in a shell of its own: nothing is unlocked before."""
    chain.forget()
    return CliRunner().invoke(shell, [str(arg) for arg in args], input=typed)


def piped(*secrets: str) -> int:
    """A descriptor from which these secrets come, a line each."""
    reading, writing = os.pipe()
    os.write(writing, "".join(f"{secret}\n" for secret in secrets).encode())
    os.close(writing)
    return reading


def test_a_new_town_has_a_password(tmp_path: Path) -> None:
    path = tmp_path / "Neu.kursplan"
    made = run("create", path, "--name", "Bad Elster", "--new-password-fd", piped(FIRST))
    assert made.exit_code == 0, made.output
    code = made.output.split("Wiederherstellungscode: ")[1].split()[0]
    assert salt_at(path)
    assert "verschlüsselt, 0 Sicherungen" in run("open", path, "--password-fd", piped(FIRST)).output
    tried = run("recover", path, "--try", "--code-fd", piped(code))
    assert tried.exit_code == 0, tried.output
    made_envelope = read_envelope(path)
    assert made_envelope is not None
    assert made_envelope.recovery is not None
    assert made_envelope.recovery.tried


def test_a_plain_town_only_when_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "Neu.kursplan"
    made = run("create", path, "--name", "Bad Elster", "--plain")
    assert "nicht verschlüsselt" in made.output
    assert not salt_at(path)
    assert run("create", tmp_path / "X.kursplan", "--name", "X").exit_code == 130
    assert not (tmp_path / "X.kursplan").exists()


def test_a_password_is_asked_for_where_none_is_given(town: Path) -> None:
    assert run("people", "list", town, typed=f"{FIRST}\n").exit_code == 0
    wrong = run("people", "list", town, typed="falsches Wort\n")
    assert wrong.exit_code == 4
    assert "stimmt nicht" in wrong.output
    assert FIRST not in run("open", town, typed=f"{FIRST}\n").output


@pytest.mark.parametrize(
    "words",
    [("people", "list"), ("course", "list"), ("history",), ("check-file",), ("room", "list")],
)
def test_every_command_reads_the_password_from_a_descriptor(
    town: Path, words: tuple[str, ...]
) -> None:
    done = run(*words, town, "--password-fd", piped(SECOND))
    assert done.exit_code == 0, done.output


def test_an_empty_descriptor_and_none(town: Path) -> None:
    for number in (piped(), piped(""), 987):
        refused = run("open", town, "--password-fd", number)
        assert refused.exit_code == 4
        assert f"({number})" in refused.output


def test_a_backup_is_made_drilled_and_brought_back(town: Path, tmp_path: Path) -> None:
    assert run("backup", town, "--password-fd", piped(FIRST)).exit_code == 0
    (made,) = (town.parent / "Sicherungen").glob("*_hand.kursplan")
    drilled = run("verify", made, "--password-fd", piped(FIRST))
    assert "lässt sich zurückholen, 2 Schritte" in drilled.output
    back = run("restore", town, made, "--password-fd", piped(FIRST))
    assert back.exit_code == 0, back.output
    assert showing(tmp_path, "Zwetschgenbaum") == []


def test_colleagues_come_change_their_password_and_go(town: Path) -> None:
    added = run(
        *("access", "add", town, "Frau Neu", "--password-fd", piped(FIRST)),
        *("--new-password-fd", piped("drittes Wort")),
    )
    assert added.exit_code == 0, added.output
    both = piped("drittes Wort", "viertes Wort")
    changed = run("password", town, "--password-fd", both, "--new-password-fd", both)
    assert changed.exit_code == 0, changed.output
    listed = run("access", "list", town).output
    assert "Frau Neu" in listed
    assert "noch nie erprobt" in listed
    assert "gedruckt" not in listed
    before = salt_at(town)
    gone = run("access", "remove", town, 4, "--password-fd", piped(FIRST))
    assert gone.exit_code == 0, gone.output
    assert salt_at(town) != before
    assert run("open", town, "--password-fd", piped("viertes Wort")).exit_code == 4
    assert run("open", town, "--password-fd", piped(SECOND)).exit_code == 0


def test_a_new_key_and_a_new_code(town: Path, laid: tuple[Path, list[str]]) -> None:
    done = run("rekey", town, "--code", "--password-fd", piped(FIRST))
    assert done.exit_code == 0, done.output
    old = run("recover", town, "--try", "--code-fd", piped("-".join(laid[1])))
    assert old.exit_code == 4
    assert "gehört nicht zu dieser Datei" in old.output


def test_a_forgotten_password_is_replaced(town: Path, laid: tuple[Path, list[str]]) -> None:
    code = "".join(laid[1])
    wrong = run("recover", town, "--code-fd", piped(code[:-1]))
    assert wrong.exit_code == 4
    assert "6. Gruppe" in wrong.output
    done = run(
        *("recover", town, "--slot", 3, "--code-fd", piped(code)),
        *("--new-password-fd", piped("ganz neues Wort")),
    )
    assert done.exit_code == 4  # the third slot is that of the code
    done = run(
        *("recover", town, "--code-fd", piped(code)),
        *("--new-password-fd", piped("ganz neues Wort")),
    )
    assert done.exit_code == 0, done.output
    assert run("open", town, "--password-fd", piped("ganz neues Wort")).exit_code == 0


def test_a_plain_town_is_encrypted_and_its_copies_go(blank_town: Path, tmp_path: Path) -> None:
    path = tmp_path / "Adorf.kursplan"
    shutil.copy(blank_town, path)
    workspace = Workspace.open(path)
    kept = workspace.back_up("hand")
    workspace.close()
    shown = run("encrypt", path, "--dry-run")
    assert f"Sicherungen/{kept.name}" in shown.output
    assert not salt_at(path)
    done = run("encrypt", path, "--remove-copies", "--new-password-fd", piped(FIRST))
    assert done.exit_code == 0, done.output
    assert "Gelöscht: 1." in done.output
    assert not kept.exists()
    again = run("encrypt", path, "--new-password-fd", piped(FIRST))
    assert "schon verschlüsselt" in again.output
    assert run("access", "list", blank_town).exit_code == 4


def test_a_package_opens_on_another_computer(town: Path, tmp_path: Path) -> None:
    out = tmp_path / "Umzug.zip"
    done = run("pack", town, "--out", out, "--password-fd", piped(FIRST))
    assert done.exit_code == 0, done.output
    there = tmp_path / "Neuer PC"
    with zipfile.ZipFile(out) as archive:
        assert sorted(archive.namelist()) == ["Adorf.kursplan", "Adorf.kursplan.schluessel"]
        archive.extractall(there)
    assert run("open", there / town.name, "--password-fd", piped(SECOND)).exit_code == 0
    assert showing(tmp_path, "Zwetschgenbaum") == []
    assert run("pack", town, "--out", tmp_path / "x.kursplan").exit_code == 4
