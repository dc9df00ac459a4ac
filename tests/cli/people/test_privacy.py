"""A person's data at the shell: told to her, shown before, and erased."""

import json

from kursplaner.domain.people import Guardianship, Person
from kursplaner.store.records import by_id, find
from kursplaner.store.workspace import Workspace
from tests.cli.conftest import Town


def test_it_is_written_as_json_or_pdf_and_as_nothing_else(town: Town) -> None:
    folder, mother = town.path.parent, town.ids.mother
    run = ("person", "export", town.path, "--person", mother, "--out")
    done = town.run(*run, folder / "a.json")
    assert done.exit_code == 0, done.output
    assert "Auskunft mit" in done.output
    assert json.loads((folder / "a.json").read_text(encoding="utf-8"))["person"] == mother
    assert town.run(*run, folder / "a.pdf").exit_code == 0
    assert (folder / "a.pdf").read_bytes().startswith(b"%PDF")
    assert town.run(*run, folder / "a.txt").exit_code == 4


def test_erasing_is_shown_first_and_done_with_yes(town: Town) -> None:
    workspace = Workspace.open(town.path, who="Test")
    with workspace.fill() as db:
        for bond in find(db, Guardianship, adult_id=town.ids.mother):
            db.delete(bond)
    workspace.close()
    run = ("person", "erase", town.path, "--person", town.ids.mother)
    shown = town.run(*run)
    assert shown.exit_code == 0, shown.output
    assert "Mit --yes wird gelöscht." in shown.output
    assert "Angaben zur Person" in shown.output
    assert family_name(town) != "–"
    done = town.run(*run, "--yes")
    assert done.exit_code == 0, done.output
    assert "Personendaten gelöscht." in done.output
    assert family_name(town) == "–"
    again = town.run(*run)
    assert again.exit_code == 4
    assert "schon gelöscht" in again.output


def family_name(town: Town) -> str:
    workspace = Workspace.open(town.path, who="Test")
    with workspace.read() as db:
        found = by_id(db, Person, town.ids.mother).family_name
    workspace.close()
    return found
