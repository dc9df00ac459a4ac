import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from kursplaner.cli import main as entry
from kursplaner.cli.main import main, shell
from tests.cli.conftest import DRAFT, Town

ENGLISH = ("Usage", "Options", "Commands", "Error", "Missing", "Try", "required", "Show this")


def run(*args: object) -> tuple[int, str]:
    result = CliRunner().invoke(shell, [str(arg) for arg in args])
    return result.exit_code, result.output


def commands(group: object = shell, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = [path]
    for name, command in getattr(group, "commands", {}).items():
        found += commands(command, (*path, name))
    return found


@pytest.mark.parametrize("path", commands(), ids=" ".join)
def test_every_help_is_german(path: tuple[str, ...]) -> None:
    code, text = run(*path, "--help")
    assert code == 0
    assert "Aufruf: " in text
    assert not [word for word in ENGLISH if word in text]


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["mov"], "Den Befehl „mov“ gibt es nicht. Meinten Sie „move“?"),
        (["course"], "Befehle:"),
        (["course", "ad"], "„ad“"),
        (["move", "x"], "Es fehlt die Angabe TERMIN."),
        (["move", "x", "1"], "Es fehlt die Option --to."),
        (["move", "x", "1", "--to"], "Die Option „--to“ braucht einen Wert."),
        (["move", "x", "eins", "--to", "2027-03-04 09:00"], "„eins“ ist keine Nummer"),
        (["move", "x", "1", "--to", "morgen"], "„morgen“ ist kein Datum"),
        (["move", "x", "1", "--to", "2027-03-04"], "ist keine Uhrzeit"),
        (["move", "x", "1", "2", "--to", "2027-03-04 09:00"], "„2“ ist zu viel."),
        (["check", "x", "--jason"], "Die Option „--jason“ gibt es nicht. Meinten Sie „--json“?"),
        (["check", "--json=1", "x"], "Die Option „--json“ nimmt keinen Wert an."),
        (["demo", "x", "--size", "city"], "möglich sind: town, county, decade"),
        (["print", "attendance", "x", "--profile", "a", "--out", "x.pdf"], "simple, bamf"),
        (["leave", "x", "--course", "1", "--person", "1", "--day", "32.1.2027"], "kein Datum"),
    ],
)
def test_wrong_use_is_told_in_german(args: list[str], says: str) -> None:
    code, text = run(*args)
    assert code == 2
    assert says in text
    assert not [word for word in ENGLISH if word in text]


def test_version() -> None:
    assert run("--version") == (0, "Kursplaner 0.1.0\n")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "gibt es nicht"),
        (b"", "ist leer"),
        (b"PK\x03\x04" + b"x" * 200, "von einem anderen Programm"),
        (b"SQLite format 3\0" + b"\0" * 20, "unvollständig"),
    ],
)
def test_a_file_that_is_no_town(tmp_path: Path, content: bytes | None, says: str) -> None:
    path = tmp_path / "x.kursplan"
    if content is not None:
        path.write_bytes(content)
    code, text = run("check", path)
    assert code == 4
    assert says in text
    assert (path.read_bytes() if path.exists() else None) == content


def test_an_error_of_the_program_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_args: object) -> None:
        raise ValueError("Rima Haddad")

    monkeypatch.setattr("kursplaner.cli.shell.town.town", broken)
    monkeypatch.setattr("kursplaner.cli.conflicts.check.town", broken)
    monkeypatch.setattr("kursplaner.basics.log.folder", lambda: tmp_path)
    code, text = run("check", "x")
    assert code == entry.FAILED
    assert "unerwarteter Fehler" in text
    written = "".join(path.read_text(encoding="utf-8") for path in tmp_path.iterdir())
    assert "ValueError" in written
    assert "Rima" not in text + written


def test_main_returns_the_code() -> None:
    assert main(["--version"]) == 0
    assert main(["nothing"]) == 2


def process(town: Town, *args: object) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "KURSPLANER_NOW": "2027-01-11T08:00", "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "kursplaner", *(str(arg) for arg in args)]
    folder = Path(__file__).parents[2]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)


def test_a_real_process_on_a_real_file(town: Town) -> None:
    added = town.add_course(DRAFT.replace("Deutsch A1", "Größe = „ß“ 🙂"))
    assert added.exit_code == 0, added.output
    listed = process(town, "course", "list", town.path, "--json")
    assert "Größe = „ß“ 🙂" in listed.stdout.decode("utf-8")
    spec = town.write("draft.toml", DRAFT)
    again = process(town, "course", "add", town.path, "--spec", spec)
    assert again.returncode == 4
    assert "schon vergeben" in again.stderr.decode("utf-8")
    assert again.stdout == b""


@pytest.mark.skipif(os.name == "nt", reason="pipes and signals of POSIX")
def test_a_reader_that_goes_away_is_no_error(town: Town) -> None:
    command = f'"{sys.executable}" -m kursplaner course list "{town.path}" --json | true'
    folder = Path(__file__).parents[2]
    ended = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], cwd=folder, capture_output=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, b"")


@pytest.mark.skipif(os.name == "nt", reason="pipes and signals of POSIX")
@pytest.mark.parametrize("streams", ["|", "2>&1 |"])
def test_a_course_is_stored_also_where_its_reader_goes_away(town: Town, streams: str) -> None:
    spec = town.write("draft.toml", DRAFT)
    add = f'"{sys.executable}" -m kursplaner course add "{town.path}" --spec "{spec}"'
    ended = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {add} {streams} true"],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "KURSPLANER_NOW": "2027-01-11T08:00"},
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert "27-A1" in town.run("course", "list", town.path).output


@pytest.mark.skipif(os.name == "nt", reason="pipes and signals of POSIX")
def test_a_refusal_keeps_its_code_where_nobody_reads_it(town: Town) -> None:
    command = f'"{sys.executable}" -m kursplaner course show "{town.path}" Z9'
    ended = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command} 2>&1 | true"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (entry.REFUSED, b"")


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_ctrl_c_is_calm() -> None:
    program = "import signal, time, kursplaner.cli.conflicts.check as c, kursplaner.cli.main as m\n"
    # whoever runs the tests in the background may have switched the key off
    program += "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    program += "c.town = lambda path: (print('ready', flush=True), time.sleep(20))\n"
    program += "raise SystemExit(m.main(['check', 'x']))"
    with subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        time.sleep(0.1)
        running.send_signal(signal.SIGINT)
        assert running.wait(10) == entry.BROKEN_OFF
        assert running.stderr.read().decode().split() == ["Abgebrochen."]


@pytest.mark.parametrize(
    "args",
    [
        ("move", 1, "--to", "9999-12-31 23:30"),
        ("leave", "--course", "27-A1", "--person", 5, "--day", "9999-12-31"),
        ("export", "funder", "--from", "0001-01-01", "--to", "9999-12-31", "--out", "x.xlsx"),
        ("print", "door", "--from", "9999-12-31", "--out", "x.pdf"),
    ],
)
def test_days_nobody_plans_on_are_refused(town: Town, args: tuple[object, ...]) -> None:
    town.add_course()
    words = 2 if args[0] in {"export", "print"} else 1
    result = town.run(*args[:words], town.path, *args[words:])
    assert result.exit_code == 4
    assert "Bitte prüfen Sie das Jahr." in result.output


def test_a_course_that_begins_in_a_far_year_is_refused(town: Town) -> None:
    result = town.add_course(DRAFT.replace("2027-02-02", "9999-12-31"))
    assert result.exit_code == 4
    assert "Bitte prüfen Sie das Jahr." in result.output


def test_a_town_without_one_of_its_tables_is_named_as_damaged(town: Town) -> None:
    connection = sqlite3.connect(town.path)
    connection.execute("DROP TABLE lesson")
    connection.close()
    result = town.run("course", "list", town.path)
    assert result.exit_code == 4
    assert f"Die Datei „{town.path}“ ist beschädigt oder verändert" in result.output


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_ctrl_c_while_the_program_is_loading_is_calm() -> None:
    program = "import sys, runpy\n"
    program += "class Stop:\n"
    program += "    def find_spec(self, name, *rest):\n"
    program += "        if name == 'kursplaner.cli.main': raise KeyboardInterrupt\n"
    program += "sys.meta_path.insert(0, Stop())\nsys.argv = ['kursplaner', 'check', 'x']\n"
    program += "runpy.run_module('kursplaner', run_name='__main__')"
    folder = Path(__file__).parents[2]
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, capture_output=True, check=False
    )
    assert (ended.returncode, ended.stderr.decode()) == (entry.BROKEN_OFF, "Abgebrochen.\n")
