import json

from tests.cli.conftest import Town
from tests.cli.schema import faults


def test_people_list(town: Town) -> None:
    result = town.run("people", "list", town.path, "--json")
    found = json.loads(result.output)
    assert faults("people-list", found) == []
    assert {"id": town.ids.child, "name": "Haddad, Noor", "roles": ["child"]} in found
    assert "Dvořák, Jan" in town.run("people", "list", town.path).output
