"""People put down and changed at the shell."""

import json
from typing import Any

from tests.cli.conftest import Town
from tests.cli.schema import faults


def person(town: Town, key: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(town.run("person", "show", town.path, key, "--json").output)
    assert faults("person-show", found) == []
    return found


def test_a_child_takes_over_what_stands_with_her_mother(town: Town) -> None:
    town.run("stop", "add", town.path, "--place", "Oelsnitz", "--name", "Markt")
    home = ("--place", "Oelsnitz", "--stop", "Oelsnitz, Markt", "--languages", "Arabisch")
    assert town.run("person", "change", town.path, "Haddad, Rima", *home).exit_code == 0
    add = ("person", "add", town.path, "--given", "Adam", "--born", "01.05.2022", "--height", 98)
    answer = town.run(*add, "--child-of", "Rima Haddad", "--relation", "mother", "--json")
    child = person(town, json.loads(answer.output)["id"])
    assert (child["name"], child["languages"], child["place"]) == (
        "Haddad, Adam",
        "Arabisch",
        "Oelsnitz",
    )
    assert (child["stop"], child["born"], child["height_cm"]) == (
        "Oelsnitz, Markt",
        "2022-05-01",
        98,
    )
    (mother,) = child["family"]
    assert (mother["name"], mother["relation"], mother["collects"]) == (
        "Haddad, Rima",
        "mother",
        "may",
    )


def test_staff_has_roles_and_papers_that_are_given_and_taken(town: Town) -> None:
    papers = ("--paper", "first-aid=2026-01-31..2028-01-31", "--paper", "measles=2030-01-01")
    add = ("person", "add", town.path, "--family", "Kern", "--given", "Ute", *papers)
    answer = town.run(*add, "--role", "carer", "--role", "driver", "--consent", "photo", "--json")
    key = json.loads(answer.output)["id"]
    made = person(town, key)
    assert set(made["roles"]) == {"carer", "driver"}
    assert {paper["kind"]: paper["until"] for paper in made["papers"]} == {
        "first_aid": "2028-01-31",
        "measles": "2030-01-01",
    }
    change = ("person", "change", town.path, key, "--no-role", "driver", "--no-consent", "photo")
    assert town.run(*change, "--paper", "measles=-", "--phone", "0171 1").exit_code == 0
    after = person(town, key)
    assert (after["roles"], after["consents"]) == (["carer"], [])
    assert [paper["kind"] for paper in after["papers"]] == ["first_aid"]
    assert after["contact"] == [{"kind": "phone", "value": "0171 1"}]
    town.run("undo", town.path)
    assert person(town, key) == made


def test_who_is_likely_known_is_put_down_only_anyway(town: Town) -> None:
    add = ("person", "add", town.path, "--family", "Haddad", "--given", "Rima")
    refused = town.run(*add)
    assert (refused.exit_code, f"({town.ids.mother}" in refused.output) == (4, False)
    assert "Vielleicht gibt es sie schon" in refused.output
    assert town.run(*add, "--anyway", "--dry-run").exit_code == 0
    assert town.run(*add, "--anyway").exit_code == 0
    twice = town.run("person", "show", town.path, "Rima Haddad")
    assert (twice.exit_code, "nicht eindeutig" in twice.output) == (4, True)


def test_health_is_shown_only_when_asked_for(town: Town) -> None:
    change = ("person", "change", town.path, town.ids.child, "--allergies", "Erdnuss")
    assert town.run(*change).output == "Noor Haddad gespeichert.\n"
    assert "Erdnuss" not in town.run("person", "show", town.path, town.ids.child).output
    assert "Erdnuss" not in json.dumps(person(town, town.ids.child))
    shown = town.run("person", "show", town.path, town.ids.child, "--health").output
    assert "Allergie: Erdnuss" in shown


def test_custody_and_collectors_are_entered_and_taken_back(town: Town) -> None:
    family = ("person", "family", town.path, town.ids.child, "Jan Dvořák")
    words = ("--relation", "grandparent", "--custody", "no", "--collects", "no")
    told = town.run(*family, *words, "--by-court", "yes").output
    assert told == (
        "Jan Dvořák bei Noor Haddad: Großeltern, kein Sorgerecht, holt nicht ab, vom Gericht"
        " bestellt\n"
    )
    assert town.run(*family, "--collects", "may", "--dry-run").exit_code == 0
    bonds = {bond["id"]: bond["collects"] for bond in person(town, town.ids.child)["family"]}
    assert bonds == {town.ids.mother: "may", town.ids.father: "no"}
    assert town.run(*family, "--remove").exit_code == 0
    assert town.run(*family, "--remove").exit_code == 4
    collector = ("person", "collector", town.path, town.ids.child, "Erna Kern")
    assert town.run(*collector, "--phone", "1", "--forbidden", "yes").exit_code == 0
    assert person(town, town.ids.child)["collectors"] == [
        {"name": "Erna Kern", "phone": "1", "forbidden": True}
    ]
    assert town.run(*collector, "--remove").exit_code == 0
    assert town.run(*collector, "--remove").exit_code == 4


def test_what_cannot_be_is_refused_and_nothing_is_stored(town: Town) -> None:
    change = ("person", "change", town.path, town.ids.mother)
    before = person(town, town.ids.mother)
    for words in (
        (),
        ("--level", "Z9"),
        ("--born", "gestern"),
        ("--born", "2031-01-01"),
        ("--height", 400),
        ("--stop", "Nirgends"),
        ("--paper", "unsinn=2028-01-01"),
        ("--paper", "measles"),
        ("--family", " ", "--given", " "),
    ):
        refused = town.run(*change, *words)
        assert (refused.exit_code, refused.output.strip()[-1]) == (4, "."), words
    assert town.run(*change, "--role", "chef").exit_code == 2
    assert town.run("person", "add", town.path).exit_code == 4
    assert town.run("person", "family", town.path, town.ids.child, town.ids.child).exit_code == 4
    assert town.run("person", "change", town.path, 999, "--note", "x").exit_code == 4
    assert person(town, town.ids.mother) == before
