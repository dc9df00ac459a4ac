"""`kursplaner people list`."""

from pathlib import Path

import click

from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand, GermanGroup
from kursplaner.cli.shell.town import town
from kursplaner.cli.shell.values import AS_JSON, TOWN
from kursplaner.desk.wording.people.people import role_words
from kursplaner.desk.wording.words.counts import counted


@click.group(cls=GermanGroup, short_help="Personen zeigen.")
def people() -> None:
    """Personen des Ortes."""


@people.command("list", cls=GermanCommand, short_help="Alle Personen zeigen.")
@TOWN
@click.option("--ended", is_flag=True, help="Auch die, die beendet sind.")
@AS_JSON
def list_(file: Path, *, ended: bool, as_json: bool) -> None:
    """Alle Personen mit Nummer, Name und Rollen zeigen."""
    from kursplaner.store.queries.people.people import people_rows

    with town(file) as workspace, workspace.read() as db:
        rows = people_rows(db, ended=ended)
    if as_json:
        output.say_json(
            [{"id": row.id, "name": row.name, "roles": list(row.roles)} for row in rows]
        )
        return
    lines = [(row.id, row.name, role_words(row.roles)) for row in rows]
    output.say(output.table(("ID", "Name", "Rollen"), lines, right={0}))
    output.say(counted(len(rows), "person"))
