"""Grants at the shell."""

import json
from typing import Any

from tests.cli.conftest import Town
from tests.cli.schema import faults

ADD = ("grant", "add")


def listed(town: Town) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(town.run("grant", "list", town.path, "--json").output)
    assert faults("grant-list", found) == []
    return found


def test_a_grant_is_put_down_for_this_year_and_changed_in_what_is_given(town: Town) -> None:
    assert town.run("grant", "list", town.path).output == "Noch keine Förderung.\n"
    words = (*ADD, town.path, "--reference", " LZ-1 ", "--line", "Gefördert", "--due", "30.06.2028")
    assert town.run(*words, "--dry-run").exit_code == 0
    assert listed(town) == []
    assert town.run(*words).output == "Angelegt: Förderung LZ-1\n"
    (grant,) = listed(town)
    assert grant == {
        "id": grant["id"],
        "reference": "LZ-1",
        "title": "LZ-1",
        "line": "Gefördert",
        "first": "2027-01-01",
        "last": "2027-12-31",
        "due": "2028-06-30",
        "logo": False,
    }
    logo = town.path.with_name("logo.png")
    logo.write_bytes(b"\x89PNG\r\n")
    change = ("grant", "change", town.path, "LZ-1")
    assert town.run(*change, "--due", "-", "--new-reference", "LZ-2", "--logo", logo).exit_code == 0
    assert listed(town) == [{**grant, "reference": "LZ-2", "due": None, "logo": True}]
    town.run("undo", town.path)
    assert listed(town) == [grant]


def test_what_cannot_be_is_refused(town: Town) -> None:
    town.run(*ADD, town.path, "--reference", "LZ-1")
    before = listed(town)
    text = town.write("logo.png", "kein Bild")
    for words in (
        (*ADD, town.path, "--reference", "LZ-1"),
        (*ADD, town.path, "--reference", " "),
        (*ADD, town.path, "--reference", "LZ-3", "--from", "2027-05-01", "--to", "2027-04-30"),
        (*ADD, town.path, "--reference", "LZ-3", "--logo", text),
        (*ADD, town.path, "--reference", "LZ-3", "--due", "bald"),
        ("grant", "change", town.path, "LZ-9"),
    ):
        refused = town.run(*words)
        assert (refused.exit_code, refused.output.strip()[-1]) == (4, "."), words
    assert listed(town) == before
