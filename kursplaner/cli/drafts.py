"""`kursplaner draft`: drafts shown as they would be applied, applied whole, or thrown away."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kursplaner.basics.errors import Refused
from kursplaner.cli.conflicts.showing import show_conflicts, stop_at_hard_ones
from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand, GermanGroup
from kursplaner.cli.shell.town import town
from kursplaner.cli.shell.values import AS_JSON, DRY_RUN, TOWN, NumberType
from kursplaner.desk.wording.words.counts import counted
from kursplaner.domain.kinds import ActKind

if TYPE_CHECKING:
    from kursplaner.desk.draft_board import DraftBoard

KEY = click.argument("key", metavar="ID", type=NumberType())


@click.group(cls=GermanGroup, short_help="Entwürfe zeigen, übernehmen, verwerfen.")
def draft() -> None:
    """Entwürfe: gesammelte Änderungen, die noch nicht gelten. Auch `timetable` speichert einen."""


@draft.command("list", cls=GermanCommand, short_help="Alle Entwürfe.")
@TOWN
@AS_JSON
def list_(file: Path, *, as_json: bool) -> None:
    """Nummer, Titel und wie viele Änderungen jedes Entwurfs."""
    from kursplaner.store.queries.drafts import open_drafts

    with town(file) as workspace, workspace.read() as db:
        rows = open_drafts(db)
    if as_json:
        output.say_json([{"id": row.id, "title": row.title, "steps": row.steps} for row in rows])
        return
    for row in rows:
        output.say(f"{row.id}: {row.title}, {counted(row.steps, 'change')}")
    if not rows:
        output.say("Kein Entwurf.")


@draft.command(cls=GermanCommand, short_help="Was ein Entwurf ändern würde.")
@TOWN
@KEY
@AS_JSON
def show(file: Path, key: int, *, as_json: bool) -> None:
    """Jede Änderung in Worten, wen sie betrifft, und was danach nicht mehr passt."""
    board = _board(file, key)
    if as_json:
        output.say_json(_json(board))
        return
    _say(board)


@draft.command(cls=GermanCommand, short_help="Einen Entwurf als Ganzes übernehmen.")
@TOWN
@KEY
@DRY_RUN
@AS_JSON
def apply(file: Path, key: int, *, dry_run: bool, as_json: bool) -> None:
    """Alle Änderungen in einem Schritt; geht eine nicht mehr, wird nichts gespeichert."""
    from kursplaner.planning.drafts import drafts

    board = _board(file, key)
    if not as_json:
        _say(board)
    stop_at_hard_ones(board.come)
    if not board.ready:
        raise Refused("draft_does_not_work")
    if not dry_run:
        with town(file) as workspace, workspace.change(ActKind.DRAFT_APPLIED) as db:
            drafts.apply(db, key, board.state)
    if as_json:
        output.say_json({**_json(board), "stored": output.kept()})
        return
    output.done("Übernommen.", dry_run=dry_run)


@draft.command(cls=GermanCommand, short_help="Einen Entwurf verwerfen.")
@TOWN
@KEY
def discard(file: Path, key: int) -> None:
    """Einen Entwurf verwerfen; der Plan bleibt, wie er ist."""
    from kursplaner.planning.drafts import drafts

    with town(file) as workspace, workspace.change(ActKind.DRAFT_DISCARDED) as db:
        drafts.discard(db, key)
    output.say("Verworfen.")


@draft.command("take-out", cls=GermanCommand, short_help="Eine Änderung herausnehmen.")
@TOWN
@KEY
@click.argument("number", metavar="N", type=NumberType("N"))
@DRY_RUN
def take_out(file: Path, key: int, number: int, *, dry_run: bool) -> None:
    """Die N-te Änderung aus einem Entwurf nehmen, wie draft show sie zählt."""
    from kursplaner.planning.drafts import drafts

    board = _board(file, key)
    if not 1 <= number <= len(board.steps):
        raise Refused("no_such_step", number=number, count=len(board.steps))
    step = board.steps[number - 1]
    for line in step.lines:
        output.say(f"  {line}")
    if dry_run:
        output.say("Nur gezeigt, nichts gespeichert.")
        return
    with town(file) as workspace, workspace.change(ActKind.DRAFT_CHANGED) as db:
        drafts.take_out(db, step.id)
    output.say("Herausgenommen.")


def _board(file: Path, key: int) -> "DraftBoard":
    from kursplaner.desk.draft_board import draft_board

    with town(file) as workspace, workspace.rehearse() as db:
        return draft_board(db, key)


def _say(board: "DraftBoard") -> None:
    output.say(board.title)
    for number, step in enumerate(board.steps, 1):
        first, *rest = step.lines or ("Bleibt, wie es ist",)
        output.say(f"  {number}. {first}")
        for line in (*rest, *step.problem.splitlines()):
            output.say(f"     {line}")
    if board.summary:
        output.say(board.summary)
    for name, text in board.people:
        output.say(f"{name}: {text}" if text else name)
    show_conflicts(board.come)


def _json(board: "DraftBoard") -> dict[str, Any]:
    """Return a draft as docs/json-schema/draft-show.json describes it."""
    from kursplaner.desk.wording.conflicts import sentences

    return {
        "id": board.id,
        "title": board.title,
        "steps": [{"changes": list(step.lines), "problem": step.problem} for step in board.steps],
        "summary": board.summary,
        "hints": [sentences.marked_sentence(conflict) for conflict in board.come],
        "solved": [sentences.marked_sentence(conflict) for conflict in board.gone],
        "ready": board.ready,
        "stored": False,
    }
