"""`kursplaner course rules`: how serious each kind of conflict is for one course."""

from pathlib import Path
from typing import Any

import click

from kursplaner.basics.errors import Refused
from kursplaner.basics.settings import DEFAULTS
from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand
from kursplaner.cli.shell.town import town
from kursplaner.cli.shell.values import AS_JSON, DRY_RUN, TOWN, ChoiceType
from kursplaner.desk.wording.words.counts import counted
from kursplaner.desk.wording.words.kinds import word
from kursplaner.domain.kinds import ActKind, ConflictKind, Severity

AS_TOWN = "town"
KINDS = ChoiceType([kind.value for kind in ConflictKind])
LEVELS = ChoiceType([*(severity.value for severity in Severity), AS_TOWN])


@click.command(cls=GermanCommand, short_help="Was bei einem Kurs hart, Hinweis oder aus ist.")
@TOWN
@click.argument("number", metavar="NUMBER")
@click.option(
    "--set",
    "wanted",
    metavar="REGEL hard|soft|off|town",
    type=(KINDS, LEVELS),
    multiple=True,
    help="Eine Regel setzen: hart, Hinweis, aus, oder wie der Ort; mehrmals möglich.",
)
@DRY_RUN
@AS_JSON
def rules(
    file: Path,
    number: str,
    *,
    wanted: tuple[tuple[str, str], ...],
    dry_run: bool,
    as_json: bool,
) -> None:
    """Die Regeln eines Kurses zeigen und ändern.

    Was Sie hier nicht setzen, gilt wie in den Einstellungen. Doppelt belegt werden kann nie ein
    Raum, eine Person oder ein Fahrzeug.
    """
    from kursplaner.planning.conflicts.severities import own_rules, rules_of, set_rule
    from kursplaner.store.queries.courses.courses import course_id_of

    asked = {
        ConflictKind(kind): None if level == AS_TOWN else Severity(level) for kind, level in wanted
    }
    if len(asked) < len(wanted):
        raise Refused("rule_twice")
    with town(file) as workspace:
        with workspace.read() as db:
            course_id = course_id_of(db, number)
            before = own_rules(db, course_id)
        changed = {kind: to for kind, to in asked.items() if before.get(kind) != to}
        act = workspace.rehearse() if dry_run else _change(workspace, course_id)
        with act as db:
            for kind, severity in asked.items():
                set_rule(db, course_id, kind, severity)
            own, of_town = own_rules(db, course_id), rules_of(db).town
    rows = [_row(kind, own.get(kind), of_town[kind]) for kind in of_town]
    if as_json:
        output.say_json(rows)
        return
    headings = ("Regel", "Worum es geht", "gilt", "im Ort")
    output.say(output.table(headings, [_cells(row) for row in rows]))
    if wanted:
        output.done(f"{counted(len(changed), 'rule')} geändert.", dry_run=dry_run)


def _change(workspace: Any, course_id: int) -> Any:  # noqa: ANN401 (a workspace, slow to import)
    return workspace.change(ActKind.COURSE_CHANGED, [("course", course_id)])


def _row(kind: ConflictKind, own: Severity | None, of_town: Severity) -> dict[str, Any]:
    """Return a rule as docs/json-schema/course-rules.json describes it."""
    return {
        "rule": kind.value,
        "label": DEFAULTS[f"conflicts.{kind}"].label,
        "severity": (own or of_town).value,
        "town": of_town.value,
        "own": own is not None,
    }


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    mark = " (nur hier)" if row["own"] else ""
    severity, of_town = word(Severity(row["severity"])), word(Severity(row["town"]))
    return (row["rule"], row["label"], f"{severity}{mark}", of_town)
