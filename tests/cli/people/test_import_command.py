import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from kursplaner.cli.main import BROKEN_OFF
from kursplaner.exchange.reading import list_limits
from kursplaner.store.queries.people.people import person_detail
from kursplaner.store.workspace import Workspace
from tests.cli.conftest import Town

LIST = (
    "Nachname;Vorname;Geburtsdatum;Geschlecht;Telefon;Ort;Bemerkung\n"
    "Novák;Jana;12.03.1988;w;03741 123456;Adorf;\n"
    '"=Ali";\'Omar;01.01.1990;m;;Bad Elster;"sagt ""ja"""\n'
    "محمد;🙂;;;;;\n"
)


def people(town: Town) -> dict[str, int]:
    found = json.loads(town.run("people", "list", town.path, "--json").output)
    return {person["name"]: person["id"] for person in found}


def read_in(town: Town, text: str, *more: str, name: str = "liste.csv") -> tuple[int, str]:
    result = town.run("import", "people", town.path, town.write(name, text), *more)
    return result.exit_code, result.output


def test_a_list_is_one_step_and_the_same_list_twice_is_nothing(town: Town) -> None:
    before = people(town)
    code, text = read_in(town, LIST)
    assert code == 0, text
    assert "3 Personen angelegt." in text
    names = people(town)
    assert names.keys() - before.keys() == {"Novák, Jana", "=Ali, 'Omar", "محمد, 🙂"}
    code, text = read_in(town, LIST)
    assert (code, "0 Personen angelegt." in text) == (0, True)
    assert people(town) == names
    assert "Personenliste eingelesen" in town.run("undo", town.path).output
    assert people(town) == before


def test_what_is_known_of_a_person(town: Town) -> None:
    read_in(town, LIST)
    workspace = Workspace.open(town.path)
    with workspace.read() as db:
        jana = person_detail(db, people(town)["Novák, Jana"])
        omar = person_detail(db, people(town)["=Ali, 'Omar"])
    workspace.close()
    assert (jana.row.gender, jana.municipality, jana.routes[0].kind) == ("female", "Adorf", "phone")
    assert not jana.row.birth_uncertain
    assert omar.row.birth_uncertain
    assert omar.note == 'sagt "ja"'


def test_dry_run_shows_columns_and_writes_nothing(town: Town) -> None:
    before = town.path.read_bytes()
    code, text = read_in(town, LIST, "--dry-run")
    assert code == 0
    assert "A „Nachname“: Familienname" in text
    assert "Novák, Jana" in text
    assert text.rstrip().endswith("Nur gezeigt, nichts gespeichert.")
    assert town.path.read_bytes() == before


def test_another_spelling_is_left_to_a_human(town: Town) -> None:
    code, text = read_in(town, "Familienname;Vorname\nDworak;Jan\nHaddad;Rima\nWolf;Ben\n")
    assert code == 0
    assert "schon da: Haddad, Rima" in text
    assert "1 Person angelegt." in text
    assert "Wolf, Ben" in people(town)


def test_a_person_who_stands_twice_comes_once(town: Town) -> None:
    text = read_in(town, "Familienname;Vorname\nNeu;Eva\nNeu;Eva\n")[1]
    assert "steht zweimal in der Liste" in text
    assert "1 Person angelegt." in text


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("Novák;Jana;31.02.1988", "Spalte C: Den Tag „31.02.1988“ gibt es nicht."),
        ("Novák;Jana;bald", "Spalte C: „bald“ ist kein Datum."),
        (f"{'N' * 500};Jana;", "Spalte A: Der Name ist zu lang."),
        (";;12.03.1988", "Spalte A: Hier fehlt der Name."),
    ],
)
def test_a_faulty_row_is_named_and_left_while_the_others_come(
    town: Town, row: str, says: str
) -> None:
    before = people(town)
    code, text = read_in(town, f"Familienname;Vorname;Geburtsdatum\nGut;Ada;1.2.1990\n{row}\n")
    assert code == 0
    (told,) = [line for line in text.splitlines() if "bitte prüfen" in line]
    assert (told.split()[0], says in told) == ("3", True)
    assert "1 Zeile zu entscheiden" in text
    assert "1 Person angelegt." in text
    assert sorted(people(town)) == sorted([*before, "Gut, Ada"])


@pytest.mark.parametrize("count", [20, 25])
def test_every_faulty_row_is_shown_and_counted(town: Town, count: int) -> None:
    before = people(town)
    rows = "".join(f"Neu{number};Eva;bald\n" for number in range(count))
    code, text = read_in(town, f"Familienname;Vorname;Geburtsdatum\n{rows}", "--dry-run")
    assert code == 0
    assert text.count("ist kein Datum") == count
    assert f"{count} Zeilen zu entscheiden" in text
    assert text.rstrip().endswith("Nur gezeigt, nichts gespeichert.")
    assert people(town) == before


def test_rows_are_shown_with_their_line_name_and_birthday(town: Town) -> None:
    text = read_in(town, LIST, "--dry-run")[1]
    (row,) = [line for line in text.splitlines() if "Novák, Jana" in line]
    assert row.split()[:4] == ["2", "Novák,", "Jana", "12.03.1988"]
    assert row.split()[-1] == "neu"
    (other,) = [line for line in text.splitlines() if "محمد" in line]
    assert other.split()[0] == "4"
    assert "Spalten:" in text
    assert "möglich" not in text


def test_how_a_list_was_read_is_said_where_it_was_guessed(town: Town) -> None:
    path = town.path.parent / "alt.csv"
    path.write_bytes("Familienname;Vorname\nMüller;Eva\n".encode("cp1252"))
    text = town.run("import", "people", town.path, path, "--dry-run").output
    assert text.startswith("Zeichensatz der Datei: ")
    assert "Müller, Eva" in text


def test_possible_duplicates_are_counted_and_left_alone(town: Town) -> None:
    code, text = read_in(town, "Familienname;Vorname\nDworak;Jan\n")
    assert (code, "0 Personen angelegt." in text) == (0, True)
    assert "1 Zeile zu entscheiden: ohne Ihre Wahl nicht angelegt." in text


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "ist leer"),
        (b"Nummer;Betrag\n1;2\n", "keine Spalte mit Namen"),
        (b"Familienname;Vorname\n", "steht keine Person"),
        (b"PK\x03\x04 kaputt", "unvollständig"),
    ],
)
def test_files_that_are_no_list(town: Town, content: bytes, says: str) -> None:
    path = town.path.parent / "liste.csv"
    path.write_bytes(content)
    result = town.run("import", "people", town.path, path)
    assert result.exit_code == 4
    assert says in result.output


def test_missing_file(town: Town, tmp_path: Path) -> None:
    result = town.run("import", "people", town.path, tmp_path / "no.xlsx")
    assert result.exit_code == 4
    assert "gibt es nicht" in result.output


def test_a_list_beyond_the_limit_is_refused_with_what_was_found(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_limits, "MOST_ROWS", 10)
    before = people(town)
    rows = "".join(f"Neu{at};Eva\n" for at in range(12))
    code, text = read_in(town, f"Familienname;Vorname\n{rows}")
    assert code == 4
    assert "in Zeile 11 etwas; eingelesen werden höchstens 10 Zeilen" in text
    assert people(town) == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of POSIX")
def test_a_pipe_and_a_device_are_refused_at_once(town: Town, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "liste.csv")
    for path in (tmp_path / "liste.csv", Path("/dev/zero")):
        result = town.run("import", "people", town.path, path)
        assert result.exit_code == 4
        assert "ist keine gewöhnliche Datei" in result.output


def test_nothing_of_the_progress_is_said_where_nobody_watches(town: Town) -> None:
    assert "%" not in read_in(town, LIST)[1]


def shell(town: Town, path: Path, terminal: int) -> "subprocess.Popen[bytes]":
    program = "import signal, sys, kursplaner.cli.main as m\n"
    # whoever runs the tests in the background may have switched the key off
    program += "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    program += "sys.exit(m.main(sys.argv[1:]))"
    words = ("import", "people", str(town.path), str(path))
    folder = Path(__file__).parents[2]
    return subprocess.Popen(
        [sys.executable, "-c", program, *words],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=terminal,
    )


def heard(end: int, is_there: Callable[[str], bool]) -> str:
    """Return what a terminal was told, once it says what is waited for or nothing more comes."""
    said = ""
    while not is_there(said):
        if not select.select([end], [], [], 60)[0]:
            break
        try:
            piece = os.read(end, 1000)
        except OSError:  # the other side has closed the terminal
            break
        if not piece:
            break
        said += piece.decode("utf-8", "replace")
    return said


@pytest.mark.skipif(os.name == "nt", reason="terminals and signals of POSIX")
@pytest.mark.parametrize("work", ["Liste lesen", "Liste einlesen"])
def test_ctrl_c_in_the_middle_stores_nothing(town: Town, work: str) -> None:
    before = people(town)
    syllables = [
        "ba",
        "de",
        "fi",
        "go",
        "ku",
        "la",
        "me",
        "ni",
        "po",
        "ru",
        "sa",
        "te",
        "vi",
        "zo",
        "ha",
        "je",
    ]
    names = (f"{a}{b}{c}".title() for a, b, c in product(syllables, repeat=3))
    rows = "".join(f"{name};{name[::-1].title()};{at % 28 + 1}.3.1990\n" for at, name in
                   enumerate(names))  # fmt: skip
    path = town.write("lang.csv", f"Familienname;Vorname;Geburtsdatum\n{rows}")
    ours, theirs = os.openpty()
    with shell(town, path, theirs) as running:
        os.close(theirs)
        said = heard(ours, lambda text: f"{work}: 2" in text)
        assert work in said
        running.send_signal(signal.SIGINT)
        rest = heard(ours, lambda _text: False)
        assert running.wait(60) == BROKEN_OFF
    os.close(ours)
    assert rest.rstrip().endswith("Abgebrochen.")
    assert people(town) == before


@pytest.mark.skipif(os.name == "nt", reason="terminals of POSIX")
def test_a_terminal_is_told_how_far_it_is_and_the_line_goes_again(town: Town) -> None:
    ours, theirs = os.openpty()
    path = town.write("liste.csv", LIST)
    with shell(town, path, theirs) as running:
        os.close(theirs)
        said = heard(ours, lambda _text: False)
        assert running.wait(60) == 0
    os.close(ours)
    lines = said.split("\r")
    shares = [
        int(line.split(": ")[1].split()[0]) for line in lines if line.startswith("Liste lesen")
    ]
    assert shares == sorted(shares)
    assert shares[-1] == 100
    assert any(line.startswith("Liste einlesen: 100 %") for line in lines)
    assert lines[-1] == ""
    assert not lines[-2].strip()
