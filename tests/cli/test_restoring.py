from pathlib import Path

from kursplaner.store.workspace import Workspace
from tests.cli.conftest import Town


def backed_up(town: Town) -> Path:
    workspace = Workspace.open(town.path)
    made = workspace.back_up("hand")
    workspace.close()
    return made


def test_a_backup_is_shown_then_brought_back(town: Town) -> None:
    made = backed_up(town)
    assert town.add_course().exit_code == 0
    shown = town.run("restore", town.path, made, "--dry-run")
    assert shown.exit_code == 0
    assert "1 Schritt" in shown.output
    assert "ist danach nicht mehr enthalten" in shown.output
    assert "27-A1" in town.run("course", "list", town.path).output
    done = town.run("restore", town.path, made)
    assert done.exit_code == 0
    assert "Der Stand davor liegt in Sicherungen/" in done.output
    assert "27-A1" not in town.run("course", "list", town.path).output


def test_a_town_that_is_open_elsewhere_is_left_alone(town: Town) -> None:
    made = backed_up(town)
    window = Workspace.open(town.path)
    result = town.run("restore", town.path, made)
    window.close()
    assert result.exit_code == 4
    assert "noch in einem anderen Fenster" in result.output


def test_strangers_beside_a_town_are_said(town: Town) -> None:
    town.path.with_name(f"{town.path.name}-journal").write_bytes(b"x" * 4000)
    result = town.run("course", "list", town.path)
    assert result.exit_code == 0
    assert "Sicherungen/Beiseite" in result.output


def test_only_shown_is_nothing_changed(town: Town) -> None:
    made = backed_up(town)
    assert town.add_course().exit_code == 0
    before = town.path.read_bytes()
    shown = town.run("restore", town.path, made, "--dry-run")
    assert shown.output.rstrip().endswith("Nur gezeigt, nichts gespeichert.")
    assert "liegt in Sicherungen/" not in shown.output
    assert town.path.read_bytes() == before
    done = town.run("restore", town.path, made)
    assert "Nur gezeigt" not in done.output
    assert done.output.startswith(shown.output.removesuffix("Nur gezeigt, nichts gespeichert.\n"))


def test_a_town_that_is_gone_is_made_of_its_backup(town: Town) -> None:
    made = backed_up(town)
    town.path.unlink()
    done = town.run("restore", town.path, made)
    assert done.exit_code == 0
    assert "Haddad, Noor" in town.run("people", "list", town.path).output
    assert made.exists()
