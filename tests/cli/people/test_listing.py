import json

from tests.cli.conftest import Town
from tests.cli.schema import faults


def test_people_list(town: Town) -> None:
    result = town.run("people", "list", town.path, "--json")
    found = json.loads(result.output)
    assert faults("people-list", found) == []
    assert {"id": town.ids.child, "name": "Haddad, Noor", "roles": ["child"]} in found
    assert "Dvořák, Jan" in town.run("people", "list", town.path).output


def test_the_table_names_everybody_with_roles_and_counts_them(town: Town) -> None:
    found = json.loads(town.run("people", "list", town.path, "--json").output)
    lines = town.run("people", "list", town.path).output.splitlines()
    head, *rows = [line for line in lines if line.strip()]
    assert head.split() == ["ID", "Name", "Rollen"]
    assert rows[-1] == f"{len(found)} Personen"
    ids = [int(row.split()[0]) for row in rows[:-1] if row.split()[0].isdigit()]
    assert ids == [person["id"] for person in found]
    (child,) = [row for row in rows if "Haddad, Noor" in row]
    assert child.split()[0] == f"{town.ids.child}"
    assert "Kind" in child
    width = head.index("ID") + 2
    assert all(row[:width].strip().isdigit() for row in rows[:-1] if "Haddad" in row), "right"
