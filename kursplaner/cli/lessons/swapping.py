"""`kursplaner swap`: two lessons in each other's place, or only their rooms."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kursplaner.cli.conflicts.showing import show_conflicts, stop_at_hard_ones
from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand
from kursplaner.cli.shell.town import town
from kursplaner.cli.shell.values import AS_JSON, DRY_RUN, TOWN, NumberType
from kursplaner.desk.wording.conflicts import sentences
from kursplaner.domain.kinds import ActKind

if TYPE_CHECKING:
    from kursplaner.planning.drafts.rehearsals import Rehearsal

LESSON = NumberType("TERMIN")


@click.command(cls=GermanCommand, short_help="Zwei Termine oder ihre Räume tauschen.")
@TOWN
@click.argument("one_id", metavar="TERMIN", type=LESSON)
@click.argument("other_id", metavar="TERMIN", type=LESSON)
@click.option("--rooms", is_flag=True, help="Nur die Räume tauschen; die Zeiten bleiben.")
@DRY_RUN
@AS_JSON
def swap(
    file: Path, one_id: int, other_id: int, *, rooms: bool, dry_run: bool, as_json: bool
) -> None:
    """Zwei Termine mit Raum, Kinderbetreuung und Fahrten tauschen.

    Jeder behält seine Länge und seine Lehrkraft. Endet mit 3, wenn etwas dagegen steht.
    """
    from kursplaner.desk.wording.changes import lines as wording
    from kursplaner.planning.drafts import rehearsals
    from kursplaner.planning.drafts.draft_changes import Rearrange
    from kursplaner.planning.lessons import swapping

    exchange = swapping.rooms_swapped if rooms else swapping.swapped
    with town(file) as workspace:
        with workspace.rehearse() as db:
            changes = (Rearrange(exchange(db, one_id, other_id)),)
            seen = rehearsals.rehearse(db, changes)
            lines = wording.lines(db, seen)
        stop_at_hard_ones(seen.come)
        if not dry_run:
            kind = ActKind.ROOMS_SWAPPED if rooms else ActKind.LESSONS_SWAPPED
            with workspace.change(kind, [("lesson", one_id), ("lesson", other_id)]) as db:
                rehearsals.apply(db, changes, seen.state)
    if as_json:
        output.say_json(_answer(seen, lines, stored=output.kept()))
        return
    for line in (*lines, wording.summary(seen)):
        output.say(line)
    show_conflicts(seen.come)
    output.done("Getauscht.", dry_run=dry_run)


def _answer(seen: "Rehearsal", lines: list[str], *, stored: bool) -> dict[str, Any]:
    """Return the answer as docs/json-schema/swap.json describes it."""
    from kursplaner.desk.wording.changes import lines as wording

    return {
        "changes": lines,
        "summary": wording.summary(seen),
        "people": len(seen.people.everybody),
        "hints": [sentences.sentence(conflict) for conflict in seen.come],
        "solved": [sentences.sentence(conflict) for conflict in seen.gone],
        "stored": stored,
    }
