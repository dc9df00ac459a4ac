"""`kursplaner conflict`: something that stands against the plan taken on with a reason, or not."""

from pathlib import Path

import click

from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand, GermanGroup
from kursplaner.cli.shell.town import town
from kursplaner.cli.shell.values import DRY_RUN, TOWN
from kursplaner.domain.kinds import ActKind

KEY = click.argument("conflict_id", metavar="KENNUNG")


@click.group(cls=GermanGroup, short_help="Einen Konflikt annehmen.")
def conflict() -> None:
    """Einen Konflikt mit einer Begründung annehmen, oder das zurücknehmen.

    Die Kennung nennt „kursplaner check FILE --json“.
    """


@conflict.command(cls=GermanCommand, short_help="Mit Begründung annehmen.")
@TOWN
@KEY
@click.option("--because", metavar="TEXT", required=True, help="Warum das in Ordnung ist.")
@DRY_RUN
def accept(file: Path, conflict_id: str, *, because: str, dry_run: bool) -> None:
    """Einen Konflikt annehmen; ändert sich etwas daran, wird noch einmal gefragt."""
    from kursplaner.desk.wording.conflicts.sentences import marked_sentence
    from kursplaner.planning.conflicts import finding
    from kursplaner.planning.fixes.offering import conflict_of

    with town(file) as workspace:
        with workspace.rehearse() as db:
            found = conflict_of(db, conflict_id)
            finding.accept(db, [found], because)
        output.say(marked_sentence(found))
        if dry_run:
            output.say(output.NOT_STORED)
            return
        subjects = [(subject.noun, subject.id) for subject in found.subjects]
        with workspace.change(ActKind.CONFLICT_ACCEPTED, subjects) as db:
            finding.accept(db, [found], because)
    output.say("Mit Begründung angenommen.")


@conflict.command("take-back", cls=GermanCommand, short_help="Die Annahme zurücknehmen.")
@TOWN
@KEY
@DRY_RUN
def take_back(file: Path, conflict_id: str, *, dry_run: bool) -> None:
    """Einen angenommenen Konflikt wieder so wiegen lassen, wie seine Regel es sagt."""
    from kursplaner.planning.conflicts import finding

    act = ActKind.ACCEPTANCE_TAKEN_BACK
    with town(file) as workspace, workspace.rehearse() if dry_run else workspace.change(act) as db:
        finding.take_back(db, [conflict_id])
    output.say(output.NOT_STORED if dry_run else "Annahme zurückgenommen.")
