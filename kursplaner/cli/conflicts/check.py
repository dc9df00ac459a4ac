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

HARD_FOUND = 3
MOST_SHOWN = 200


@click.command(cls=GermanCommand, short_help="Konflikte suchen.")
@TOWN
@AS_JSON
def check(file: Path, *, as_json: bool) -> int:
    """Die ganze Datei auf Konflikte prüfen.

    Endet mit 3, wenn es Konflikte gibt, die gelöst werden müssen; Hinweise zählen nicht.
    """
    from kursplaner.planning.conflicts import finding as planning

    with town(file) as workspace, workspace.read() as db:
        found = [_dated(conflict) for conflict in planning.find(db, first=EPOCH)]
    if as_json:
        output.say_json([as_row(conflict) for conflict in found])
    else:
        _show(found)
    return HARD_FOUND if any(conflict.hard for conflict in found) else 0


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


def _show(found: "Sequence[Conflict]") -> None:
    for conflict in found[:MOST_SHOWN]:
        output.say(wording.marked_sentence(conflict))
    if len(found) > MOST_SHOWN:
        output.say(f"… und {len(found) - MOST_SHOWN} weitere; --json zeigt alle.")
    hard = sum(conflict.hard for conflict in found)
    output.say(wording.headline(hard, len(found) - hard))
