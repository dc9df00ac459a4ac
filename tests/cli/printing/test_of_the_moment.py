"""Sheets of which no record is kept say what has no font, too."""

from datetime import datetime
from pathlib import Path

from click.testing import CliRunner

from kursplaner.cli.main import shell
from kursplaner.domain.people import Person
from kursplaner.store.records import by_id
from tests.documents.reading import pages
from tests.towns import passing
from tests.ui.office import Office, build


def test_the_evacuation_list_says_what_no_font_has(tmp_path: Path) -> None:
    out = tmp_path / "raeumung.pdf"
    with passing(build, datetime(2027, 3, 2, 10, 20)) as office:
        renamed(office, passport="")
        said = run(office, out)
        assert "fehlt die Schrift" in said
        assert "auf Räumungsliste" in said
        renamed(office, passport="Bakr Layla")
        said = run(office, out)
    assert "steht der Name laut Pass: Bakr, Layla statt 周, 伟" in said
    assert "Kästchen" not in said
    assert "Layla" in "".join(pages(out.read_bytes()))


def renamed(office: Office, *, passport: str) -> None:
    with office.workspace.fill() as db:
        person = by_id(db, Person, office.people["Layla"])
        person.family_name, person.given_name, person.passport_name = "周", "伟", passport


def run(office: Office, out: Path) -> str:
    path = office.workspace.path
    result = CliRunner().invoke(shell, ["print", "evacuation", str(path), "--out", str(out)])
    assert result.exit_code == 0, result.output
    return result.output
