import errno
import json
import os
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kursplaner.cli.main import shell
from tests.cli.schema import faults


def run(*args: object) -> Result:
    return CliRunner().invoke(shell, [str(arg) for arg in args])


def test_demo_town_is_free_of_hard_conflicts(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "demo"
    built = run("demo", folder, "--seed", 7)
    assert built.exit_code == 0, built.output
    (town,) = folder.glob("*.kursplan")
    checked = run("check", town, "--json")
    assert checked.exit_code == 0
    assert faults("check", json.loads(checked.output)) == []
    listed = json.loads(run("course", "list", town, "--json").output)
    assert faults("course-list", listed) == []
    for course in listed:
        shown = json.loads(run("course", "show", town, course["number"], "--json").output)
        assert faults("course-show", shown) == []
        assert sum(lesson["units"] for lesson in shown["lessons"]) == shown["units"]
    assert faults("people-list", json.loads(run("people", "list", town, "--json").output)) == []


def test_papers_lie_beside_it(tmp_path: Path) -> None:
    assert run("demo", tmp_path, "--papers").exit_code == 0
    endings = {path.suffix for path in (tmp_path / "papers").iterdir()}
    assert endings == {".pdf", ".xlsx"}


def test_an_existing_town_is_kept(tmp_path: Path) -> None:
    run("demo", tmp_path)
    (town,) = tmp_path.glob("*.kursplan")
    before = town.read_bytes()
    again = run("demo", tmp_path)
    assert again.exit_code == 4
    assert "wird nicht überschrieben" in again.output
    assert town.read_bytes() == before


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("x", encoding="utf-8")
    refused = run("demo", tmp_path / "demo")
    assert refused.exit_code == 4
    assert "ist eine Datei" in refused.output


def test_a_demo_that_fails_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("kursplaner.cli.demo.building.build_at", full)
    refused = run("demo", tmp_path / "new" / "demo")
    assert refused.exit_code == 4
    assert "Datenträger ist voll" in refused.output
    assert list(tmp_path.iterdir()) == []


def test_a_town_that_came_meanwhile_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two starts build at once: who is second finds the place taken."""

    def slow(path: Path, *_args: object) -> None:
        path.write_bytes(b"mine")
        (tmp_path / "Adorf.kursplan").write_bytes(b"theirs")

    monkeypatch.setattr("kursplaner.desk.demo.build.build", slow)
    refused = run("demo", tmp_path)
    assert refused.exit_code == 4
    assert "wird nicht überschrieben" in refused.output
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {
        "Adorf.kursplan": b"theirs"
    }


def test_what_is_left_of_a_lost_town_is_not_mixed_with_the_new_one(tmp_path: Path) -> None:
    left = tmp_path / "Adorf.kursplan-wal"
    left.write_bytes(b"pages of the town that is gone")
    refused = run("demo", tmp_path)
    assert refused.exit_code == 4
    assert "Adorf.kursplan-wal" in refused.output
    assert list(tmp_path.iterdir()) == [left]


@pytest.mark.skipif(os.name != "posix", reason="rights go by folder there")
def test_folders_and_papers_are_their_owners(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        assert run("demo", tmp_path / "neu" / "demo", "--papers").exit_code == 0
    finally:
        os.umask(before)
    papers = tmp_path / "neu" / "demo" / "papers"
    assert [mode(path) for path in (papers, *papers.parents[:2])] == [0o700] * 3
    assert {mode(path) for path in papers.iterdir()} == {0o600}


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)
