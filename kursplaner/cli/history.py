"""`kursplaner history`, `undo` and `redo`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand
from kursplaner.cli.shell.town import town
from kursplaner.cli.shell.values import TOWN
from kursplaner.desk.wording import acts
from kursplaner.desk.wording.words import days

if TYPE_CHECKING:
    from kursplaner.store.journal.acts import ActSummary
    from kursplaner.store.workspace import Workspace

SHOWN = 100


@click.command(cls=GermanCommand, short_help="Zeigen, was getan wurde.")
@TOWN
def history(file: Path) -> None:
    """Die letzten Änderungen zeigen, die neueste zuerst."""
    with town(file) as workspace:
        done = workspace.history(SHOWN)
        titles = _titles(workspace, done)
    rows = [
        (days.moment(act.at), act.who, title, "rückgängig gemacht" if act.undone else "")
        for act, title in zip(done, titles, strict=True)
    ]
    output.say(output.table(("Wann", "Wer", "Was", ""), rows))


@click.command(cls=GermanCommand, short_help="Die letzte eigene Änderung zurücknehmen.")
@TOWN
def undo(file: Path) -> None:
    """Die letzte eigene Änderung zurücknehmen."""
    from kursplaner.planning.replays import playing

    with town(file) as workspace:
        act = workspace.undo_summary
        title = _titles(workspace, [act])[0] if act else ""
        taken_back = playing.undo(workspace)
    output.say(acts.undone(title) if taken_back else "Es gibt nichts rückgängig zu machen.")


@click.command(cls=GermanCommand, short_help="Das Zurückgenommene wiederholen.")
@TOWN
def redo(file: Path) -> None:
    """Die zuletzt zurückgenommene Änderung wiederholen."""
    from kursplaner.planning.replays import playing

    with town(file) as workspace:
        act = playing.redo(workspace)
        title = _titles(workspace, [act])[0] if act else ""
    output.say(acts.redone(title) if act else "Es gibt nichts zu wiederholen.")


def _titles(workspace: "Workspace", done: "list[ActSummary]") -> list[str]:
    from kursplaner.desk.history import titles

    with workspace.read() as db:
        return titles(db, done)
