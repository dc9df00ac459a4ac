"""`kursplaner fixes`: ways out of one conflict, shown or applied."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kursplaner.basics.errors import Refused
from kursplaner.cli.conflicts.check import as_row
from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand
from kursplaner.cli.shell.town import town
from kursplaner.cli.shell.values import AS_JSON, TOWN, NumberType
from kursplaner.desk.wording.conflicts import sentences
from kursplaner.domain.kinds import ActKind

if TYPE_CHECKING:
    from kursplaner.planning.conflicts.grouping import ConflictGroup
    from kursplaner.planning.fixes.offering import Fix
    from kursplaner.store.workspace import Workspace


@click.command(cls=GermanCommand, name="fixes", short_help="Einen Konflikt lösen.")
@TOWN
@click.argument("conflict_id", metavar="KENNUNG")
@click.option("--apply", "number", metavar="N", type=NumberType("N"), help="Vorschlag N anwenden.")
@click.option("--reason", metavar="TEXT", default="", help="Der Grund, wenn etwas so bleiben soll.")
@click.option("--draft", is_flag=True, help="Nur im neuesten Entwurf vormerken.")
@AS_JSON
def fixes(
    file: Path,
    conflict_id: str,
    *,
    number: int | None,
    reason: str,
    draft: bool,
    as_json: bool,
) -> None:
    """Bis zu fünf Auswege aus einem Konflikt zeigen, den günstigsten zuerst.

    Die Kennung nennt „kursplaner check FILE --json“; „group“ löst alle einer Ursache in einem
    Schritt. Jeder Vorschlag ist durchgerechnet: er geht auf und schafft keinen neuen Konflikt.
    """
    from kursplaner.desk.wording.conflicts import fixes as wording
    from kursplaner.planning.fixes import for_all

    if draft and number is None:
        text = "--draft braucht --apply mit der Nummer des Vorschlags."
        raise click.UsageError(text, click.get_current_context())
    with town(file) as workspace:
        with workspace.rehearse() as db:
            group = for_all.known(db, conflict_id)
            found = for_all.ways_out(db, group)
        if number is not None and draft:
            _collect(workspace, found, number)
        elif number is not None:
            _apply(workspace, found, number, reason)
    if as_json:
        output.say_json(_answer(group, found, number))
    elif draft and number is not None:
        output.say(f"Im Entwurf vorgemerkt: {wording.sentence(found[number - 1])}.")
    else:
        _show(group, found, number)


def _chosen(found: "Sequence[Fix]", number: int) -> "Fix":
    if not 1 <= number <= len(found):
        raise Refused("no_such_fix", number=number)
    return found[number - 1]


def _collect(workspace: "Workspace", found: "Sequence[Fix]", number: int) -> None:
    """Put a way out into the newest draft, or a new one; the plan stays as it is."""
    from kursplaner.planning.drafts import drafts

    with workspace.change(ActKind.DRAFT_CHANGED) as db:
        for change in _chosen(found, number).changes:
            drafts.collect(db, "Was wäre wenn", change)


def _apply(workspace: "Workspace", found: "Sequence[Fix]", number: int, reason: str) -> None:
    from kursplaner.planning.fixes import for_all

    fix = _chosen(found, number)
    subjects = [(subject.noun, subject.id) for subject in fix.conflict.subjects]
    kind = ActKind.CONFLICT_ACCEPTED if fix.needs_reason else ActKind.FIX_APPLIED
    with workspace.change(kind, subjects) as db:
        for_all.apply(db, fix, reason)


def _answer(group: "ConflictGroup", found: "Sequence[Fix]", number: int | None) -> dict[str, Any]:
    """Return the answer as docs/json-schema/fixes.json describes it."""
    from kursplaner.desk.wording.conflicts import fixes as wording
    from kursplaner.desk.wording.conflicts import groups

    rows = [
        {
            "number": at,
            "kind": fix.kind.value,
            "text": groups.fix_text(fix),
            "costs": wording.cost_line(fix),
            "points": fix.cost,
            "lessons": fix.touched.lessons,
            "rooms": fix.touched.rooms,
            "children": fix.touched.children,
            "rides": fix.touched.rides,
            "people": fix.touched.people,
            "needs_reason": fix.needs_reason,
            "hints": [sentences.sentence(new) for new in fix.come],
        }
        for at, fix in enumerate(found, 1)
    ]
    return {
        "conflict": as_row(group.first),
        "conflicts": len(group.conflicts),
        "fixes": rows,
        "applied": number,
    }


def _show(group: "ConflictGroup", found: "Sequence[Fix]", number: int | None) -> None:
    from kursplaner.desk.wording.conflicts import fixes as wording
    from kursplaner.desk.wording.conflicts import groups

    if number is not None:
        fix = found[number - 1]
        output.say(f"Angewendet: {groups.fix_text(fix)}. {wording.cost_line(fix)}")
        return
    output.say(groups.marked_line(group))
    for at, fix in enumerate(found, 1):
        output.say(f"{at}. {groups.fix_text(fix)}. {wording.cost_line(fix)}")
        for line in wording.new_hints(fix):
            output.say(f"   Hinweis: {line}")
    if not found and not group.single:
        output.say("Kein einzelner Schritt löst alle; jeder für sich hat eigene Auswege.")
    elif not found:
        output.say("Dafür gibt es keinen Vorschlag.")
    elif found[0].needs_reason:
        output.say('Anwenden mit --apply 1 --reason "…".')
    else:
        output.say("Anwenden mit --apply und der Nummer; „kursplaner undo“ nimmt es zurück.")
