"""Backups in words, from facts made by hand."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from kursplaner.desk.wording import restoring
from kursplaner.store.backups.backup import Backup
from kursplaner.store.backups.restoring import Restored, Restoring, State

AT = datetime(2027, 3, 2, 9, 5)
BACKUP = Backup(Path("a"), AT, "hand", 1, 1_500_000, "uuid", AT)
KNOWN = State("uuid", "Adorf", (), AT)
NEW = State("uuid", "Adorf", (), None)


def plan(path: Path, **more: object) -> str:
    made = Restoring(path, Path("b"), KNOWN, KNOWN, 0)
    return restoring.consequences(replace(made, **more))  # type: ignore[arg-type]


def test_a_backup_says_why_how_far_and_how_large() -> None:
    assert restoring.title(BACKUP) == "Di 02.03.2027, 9:05"
    assert restoring.line(BACKUP) == "von Hand · letzter Schritt Di 02.03.2027, 9:05 · 1,5 MB"
    assert restoring.line(replace(BACKUP, last_act=None, reason="?")) == "1,5 MB"
    assert restoring.line(replace(BACKUP, town="")) == "von Hand · lässt sich nicht lesen · 1,5 MB"


@pytest.mark.parametrize(
    ("lost", "says"),
    [
        (0, "Es geht kein Schritt verloren."),
        (1, "1 Schritt (der letzte Di 02.03.2027, 9:05) ist danach nicht mehr enthalten."),
        (2, "2 Schritte (der letzte Di 02.03.2027, 9:05) sind danach nicht mehr enthalten."),
    ],
)
def test_what_is_lost_is_counted(tmp_path: Path, lost: int, says: str) -> None:
    assert plan(tmp_path / "x", lost=lost) == (
        "x kommt auf den Stand der Sicherung: letzter Schritt Di 02.03.2027, 9:05."
        f" {says} Der jetzige Stand wird vorher gesichert."
        " Die Sicherung selbst bleibt, wie sie ist."
    )


def test_what_lies_there_is_kept_or_nothing_is(tmp_path: Path) -> None:
    path = tmp_path / "x"
    begin = "x kommt auf den Stand der Sicherung: noch ohne Schritte."
    end = "Die Sicherung selbst bleibt, wie sie ist."
    assert plan(path, restored=NEW, present=None) == f"{begin} {end}"
    path.write_bytes(b"?")
    assert plan(path, restored=NEW, present=None) == (
        f"{begin} Die Datei, die dort liegt, lässt sich nicht lesen; sie bleibt aufgehoben. {end}"
    )
    assert restoring.LOG_LEFT_OUT in plan(path, log_left_out=True)
    assert "2 Schritte sind danach" in plan(path, present=NEW, lost=2)


def test_what_was_done_and_where_things_lie() -> None:
    town = Path("Amt/x.kursplan")
    assert restoring.done(Restored(town, None)) == "Sicherung zurückgeholt: x.kursplan."
    kept = restoring.done(Restored(town, Path("Amt/Sicherungen/alt.kursplan")))
    assert kept.endswith(" Der Stand davor liegt in Sicherungen/alt.kursplan.")
    assert restoring.set_aside(()) == ""
    aside = restoring.set_aside([Path("Amt/Sicherungen/Beiseite/a"), Path("anderswo/b/c")])
    assert aside.endswith("liegen jetzt im Ordner Sicherungen/Beiseite.")
