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
BECAUSE = click.option(
    "--because", metavar="TEXT", default="", help="Warum Abgeschlossenes dabei berichtigt wird."
)


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
@BECAUSE
def undo(file: Path, *, because: str) -> None:
    """Die letzte eigene Änderung zurücknehmen."""
    from kursplaner.desk.history import again_after
    from kursplaner.planning.replays import playing

    with town(file) as workspace:
        act = workspace.undo_summary
        title = _titles(workspace, [act])[0] if act else ""
        again = again_after(workspace, act.id) if act and because.strip() else ""
        taken_back = playing.undo(workspace, because)
    output.say(acts.undone(title) if taken_back else "Es gibt nichts rückgängig zu machen.")
    if again:
        output.say(again)


@click.command(cls=GermanCommand, short_help="Das Zurückgenommene wiederholen.")
@TOWN
@BECAUSE
def redo(file: Path, *, because: str) -> None:
    """Die zuletzt zurückgenommene Änderung wiederholen."""
    from kursplaner.desk.history import again_after
    from kursplaner.planning.replays import playing

    with town(file) as workspace:
        act = playing.redo(workspace, because)
        title = _titles(workspace, [act])[0] if act else ""
        again = again_after(workspace, act.id) if act and because.strip() else ""
    output.say(acts.redone(title) if act else "Es gibt nichts zu wiederholen.")
    if again:
        output.say(again)


def _titles(workspace: "Workspace", done: "list[ActSummary]") -> list[str]:
    from kursplaner.desk.history import titles

    with workspace.read() as db:
        return titles(db, done)
