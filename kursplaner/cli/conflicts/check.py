"""`kursplaner check`: everything that stands against what is planned."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kursplaner.basics import clock
from kursplaner.basics.spans import EPOCH, iso_time
from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand
from kursplaner.cli.shell.town import town
from kursplaner.cli.shell.values import AS_JSON, TOWN
from kursplaner.desk.wording.conflicts import sentences as wording
from kursplaner.domain.kinds import ConflictKind

if TYPE_CHECKING:
    from kursplaner.domain.conflicts.conflicts import Conflict
    from kursplaner.planning.conflicts.grouping import ConflictGroup

HARD_FOUND = 3
MOST_SHOWN = 200


@click.command(cls=GermanCommand, short_help="Konflikte suchen.")
@TOWN
@click.option("--single", is_flag=True, help="Jeden einzeln, nicht nach Ursachen.")
@AS_JSON
def check(file: Path, *, single: bool, as_json: bool) -> int:
    """Die ganze Datei auf Konflikte prüfen.

    Was dieselbe Ursache hat (eine Sperrzeit, die Stunden einer Person), steht in einer Zeile.
    Endet mit 3, wenn es Konflikte gibt, die gelöst werden müssen; Hinweise zählen nicht.
    """
    from kursplaner.planning.conflicts import finding as planning

    with town(file) as workspace, workspace.read() as db:
        found = [_dated(conflict) for conflict in planning.find(db, first=EPOCH)]
    if as_json:
        output.say_json(_rows(found))
    else:
        _show(found, single=single)
    return HARD_FOUND if any(conflict.hard for conflict in found) else 0


def _rows(found: "Sequence[Conflict]") -> list[dict[str, Any]]:
    """Return all conflicts as docs/json-schema/check.json describes them, with their groups."""
    from kursplaner.planning.conflicts.grouping import grouped

    group_of = {
        conflict.id: group
        for group in grouped(found)
        for conflict in group.conflicts
        if not group.single
    }
    return [
        {
            **as_row(conflict),
            "group": group_of[conflict.id].id if conflict.id in group_of else None,
            "cause": _cause(group_of[conflict.id]) if conflict.id in group_of else None,
        }
        for conflict in found
    ]


def _cause(group: "ConflictGroup") -> str:
    from kursplaner.desk.wording.conflicts import groups

    return groups.line(group)


def as_row(conflict: "Conflict") -> dict[str, Any]:
    """Return a conflict as docs/json-schema/check.json describes it."""
    return {
        "id": conflict.id,
        "kind": conflict.kind.value,
        "severity": conflict.severity.value,
        "day": conflict.day.isoformat(),
        "starts": iso_time(conflict.starts),
        "ends": iso_time(conflict.ends),
        "subjects": [subject._asdict() for subject in conflict.subjects],
        "sentence": wording.sentence(conflict),
    }


def _dated(conflict: "Conflict") -> "Conflict":
    """Give a conflict that has no time of its own today's date."""
    if conflict.kind is ConflictKind.COURSE_CAPACITY:
        return replace(conflict, day=clock.today(), starts=0, ends=0)
    return conflict


def _show(found: "Sequence[Conflict]", *, single: bool) -> None:
    from kursplaner.desk.wording.conflicts import groups
    from kursplaner.planning.conflicts.grouping import grouped

    if single:
        lines = [wording.marked_sentence(conflict) for conflict in found]
    else:
        lines = [groups.marked_line(group) for group in grouped(found)]
    for line in lines[:MOST_SHOWN]:
        output.say(line)
    if len(lines) > MOST_SHOWN:
        output.say(f"… und {len(lines) - MOST_SHOWN} weitere; --json zeigt alle.")
    hard = sum(conflict.hard for conflict in found)
    output.say(wording.headline(hard, len(found) - hard))
