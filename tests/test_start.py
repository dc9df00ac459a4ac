"""The set-up of a fresh machine, as far as it costs nothing to try."""

import shutil
import sys
from pathlib import Path

import pytest

import start
from kursplaner.store.workspace import Workspace


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder without environment, in which start.py works instead of its own."""
    for name in ("pyproject.toml", "setup.py", "constraints.txt"):
        shutil.copy(start.ROOT / name, tmp_path)
    environment = tmp_path / ".venv"
    monkeypatch.setattr(start, "ROOT", tmp_path)
    monkeypatch.setattr(start, "ENVIRONMENT", environment)
    monkeypatch.setattr(start, "STAMP", environment / "stand.txt")
    monkeypatch.setattr(start, "LOG", environment / "einrichten.log")
    monkeypatch.setattr(start, "DEMO", tmp_path / "demo")
    monkeypatch.setattr(start, "DEMO_UNFINISHED", environment / "unfertig")
    return tmp_path


def stamp(purpose: str) -> None:
    start.venv_python().parent.mkdir(parents=True)
    start.venv_python().touch()
    start.STAMP.write_text(f"{start.fingerprint()} {purpose}\n", encoding="utf-8")


def test_nothing_is_set_up_without_a_stamp(fresh: Path) -> None:
    assert not start.is_set_up("run")


def test_what_can_be_tested_can_be_run(fresh: Path) -> None:
    stamp("test")
    assert start.is_set_up("run")
    assert start.is_set_up("test")


def test_what_can_be_run_cannot_yet_be_tested(fresh: Path) -> None:
    stamp("run")
    assert start.is_set_up("run")
    assert not start.is_set_up("test")


@pytest.mark.parametrize("name", ["pyproject.toml", "setup.py", "constraints.txt"])
def test_a_changed_pin_asks_for_a_new_set_up(fresh: Path, name: str) -> None:
    stamp("test")
    with (fresh / name).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert not start.is_set_up("run")


@pytest.mark.parametrize("text", ["", "abc", "a b c"])
def test_a_broken_stamp_counts_as_none(fresh: Path, text: str) -> None:
    stamp("run")
    start.STAMP.write_text(text, encoding="utf-8")
    assert not start.is_set_up("run")


def test_an_environment_without_pip_is_made_and_filled_from_outside(fresh: Path) -> None:
    start.install([sys.executable, "-m", "venv", "--without-pip", str(start.ENVIRONMENT)])
    pip = start.pip_of_environment()
    assert pip[:3] == [sys.executable, "-m", "pip"]
    assert pip[3:] == ["--python", str(start.venv_python())]


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ("OSError: [Errno 28] No space left on device", "voll"),
        ("NewConnectionError: Failed to establish a new connection", "Internet"),
        ("ERROR: No matching distribution found for setuptools", "Internet"),
        ("[Errno 13] Permission denied: '.venv'", "nicht geschrieben"),
        ("something else", "fehlgeschlagen"),
    ],
)
def test_expected_failures_become_german_sentences(told: str, says: str) -> None:
    assert says in start.reason_of(told)


def test_a_failed_step_keeps_its_output_in_a_log(fresh: Path) -> None:
    start.ENVIRONMENT.mkdir()
    with pytest.raises(start.Stop, match="fehlgeschlagen"):
        start.install([sys.executable, "-c", "import sys; sys.exit('a strange thing')"])
    assert "a strange thing" in start.LOG.read_text(encoding="utf-8")


def test_a_full_disk_is_told_before_anything_is_made(
    fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "NEEDED_BYTES", {"run": 2**63})
    monkeypatch.setattr(start, "check_libraries", lambda: None)
    with pytest.raises(start.Stop, match="voll"):
        start.set_up("run")
    assert not start.ENVIRONMENT.exists()


def test_a_command_that_is_not_there_ends_quietly() -> None:
    assert not start.runs(["no-such-command-here"])


def test_missing_packages_are_told_where_nothing_can_be_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(start.Stop, match="libegl1"):
        start.add_debian_packages(["libegl1"], "Systembibliotheken")


def test_without_the_right_to_install_the_line_to_run_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "apt-get").write_text("#!/bin/sh\n")
    (tmp_path / "apt-get").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(start, "is_root", lambda: False)
    with pytest.raises(start.Stop, match=r"sudo apt-get install -y .*libegl1"):
        start.add_debian_packages(["libegl1"], "Systembibliotheken")


def test_an_offscreen_platform_is_no_display() -> None:
    assert not start.has_display()


def test_a_finished_demo_is_kept(fresh: Path) -> None:
    town = fresh / "demo" / "adorf.kursplan"
    town.parent.mkdir()
    town.write_text("mine")
    assert start.built_town() == town
    assert town.read_text() == "mine"


def test_a_demo_that_was_broken_off_is_cleared_away(fresh: Path) -> None:
    (fresh / "demo").mkdir()
    (fresh / "demo" / "adorf.kursplan").touch()
    start.ENVIRONMENT.mkdir()
    start.DEMO_UNFINISHED.touch()
    assert start.built_town() is None
    assert not (fresh / "demo").exists()


def test_papers_follow_what_the_user_made_of_the_town(
    fresh: Path,
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(start, "venv_python", lambda: Path(sys.executable))
    (fresh / "demo").mkdir()
    start.print_anew(workspace.path)
    assert "neu gedruckt" in capsys.readouterr().out
    (fresh / "demo" / "kein.kursplan").touch()
    start.print_anew(fresh / "demo" / "kein.kursplan")
    assert "nicht erneuern" in capsys.readouterr().out


def test_a_folder_of_somebody_else_is_left_alone(fresh: Path) -> None:
    (fresh / "demo").mkdir()
    (fresh / "demo" / "brief.txt").write_text("mine")
    with pytest.raises(start.Stop, match="etwas anderes"):
        start.build_demo()


@pytest.mark.parametrize(("arguments", "code"), [(["--help"], 0), (["nonsense"], 2)])
def test_help_and_wrong_use_show_the_commands(
    arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start.main(arguments) == code
    assert "python3 start.py demo" in capsys.readouterr().out
