"""Two records made one at the shell; one deleted, one ended."""

import json
from datetime import date
from pathlib import Path

import pytest

from kursplaner.domain.kinds import ActKind
from kursplaner.domain.people import ContactRoute, Person
from kursplaner.store.records import by_id, find
from kursplaner.store.workspace import Workspace
from tests.cli.conftest import Town
from tests.cli.schema import faults

NOTHING_STORED = "Nur gezeigt, nichts gespeichert."


@pytest.fixture
def again(town: Town) -> int:
    """The mother once more, in another spelling and with the day and month of birth swapped."""
    workspace = Workspace.open(town.path, who="Test")
    with workspace.change(ActKind.PERSON_ADDED) as db:
        mother = by_id(db, Person, town.ids.mother)
        mother.family_name, mother.given_name = "Shevchuk", "Nina"
        mother.birth_date, mother.registered_on = date(1990, 3, 1), date(2027, 1, 4)
        second = Person(family_name="Schewtschuk", given_name="Nina")
        second.birth_date, second.registered_on = date(1990, 1, 3), date(2027, 1, 8)
        second.level = "A2"
        db.add(second)
        db.flush()
        for key in (mother.id, second.id):
            db.add(ContactRoute(person_id=key, kind="phone", value="0176 04069059"))
        key = second.id
    workspace.close()
    return key


def person(path: Path, key: int) -> tuple[str, str, date | None] | None:
    """Return family name, level and end of a person, or None."""
    workspace = Workspace.open(path, who="Test")
    with workspace.read() as db:
        found = db.get(Person, key)
        told = (found.family_name, found.level, found.ended_on) if found is not None else None
    workspace.close()
    return told


def test_two_records_are_shown_made_one_and_given_back(town: Town, again: int) -> None:
    doubles = json.loads(town.run("person", "doubles", town.path, "--json").output)
    assert not faults("person-doubles", doubles)
    assert [(pair["first"], pair["second"]) for pair in doubles] == [(town.ids.mother, again)]
    assert "sehr wahrscheinlich" in town.run("person", "doubles", town.path).output
    shown = town.run("person", "merge", town.path, again, town.ids.mother, "--dry-run")
    assert shown.exit_code == 0, shown.output
    for text in ("Shevchuk, Nina (bleibt)", "Tag und Monat vertauscht", NOTHING_STORED):
        assert text in shown.output
    assert person(town.path, again) is not None
    take = ("--take", "name=right", "--json")
    told = json.loads(town.run("person", "merge", town.path, town.ids.mother, again, *take).output)
    assert not faults("person-merge", told)
    assert (told["kept"], told["gone"], told["stored"]) == (town.ids.mother, again, True)
    assert person(town.path, town.ids.mother) == ("Schewtschuk", "A2", None)
    assert "Personen zusammengeführt" in town.run("undo", town.path).output
    assert person(town.path, again) is not None


def test_what_cannot_be_is_refused_with_a_sentence(town: Town, again: int) -> None:
    for other, text in ((town.ids.child, "als Kind und Sorgende"), (town.ids.mother, "zweimal")):
        result = town.run("person", "merge", town.path, town.ids.mother, other)
        assert (result.exit_code, text in result.output) == (4, True), result.output
    wrong = town.run("person", "merge", town.path, town.ids.mother, again, "--take", "haar=left")
    assert (wrong.exit_code, "nicht verständlich" in wrong.output) == (2, True)
    assert town.run("person", "doubles", town.path, "--apart", again, again).exit_code == 4
    assert (
        town.run("person", "doubles", town.path, "--apart", again, town.ids.mother).exit_code == 0
    )
    assert "Niemand" in town.run("person", "doubles", town.path).output


def test_who_is_nowhere_is_deleted_and_others_end(town: Town, again: int) -> None:
    shown = town.run("person", "delete", town.path, again, "--dry-run")
    assert (shown.exit_code, "Mit gelöscht: Kontakt." in shown.output) == (0, True), shown.output
    assert person(town.path, again) is not None
    assert town.run("person", "delete", town.path, again).exit_code == 0
    assert person(town.path, again) is None
    town.run("undo", town.path)
    workspace = Workspace.open(town.path, who="Test")
    with workspace.read() as db:
        assert find(db, ContactRoute, person_id=again)
    workspace.close()
    ended = town.run("person", "end", town.path, again)
    assert (ended.exit_code, "Sie ist in keinem laufenden Kurs." in ended.output) == (0, True)
    assert town.run("person", "end", town.path, again).exit_code == 4
    assert town.run("person", "end", town.path, again, "--take-back").exit_code == 0
    assert person(town.path, again) == ("Schewtschuk", "A2", None)
