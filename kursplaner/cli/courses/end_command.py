"""`kursplaner course end`: a course ends, with all that was still to come."""

from datetime import date
from pathlib import Path

import click

from kursplaner.cli.shell.german import GermanCommand
from kursplaner.cli.shell.values import DAY, DRY_RUN, TOWN, ChoiceType
from kursplaner.domain.kinds import ActKind, CancelReason


@click.command(cls=GermanCommand, short_help="Einen Kurs beenden.")
@TOWN
@click.argument("number", metavar="NUMBER")
@click.option("--last", metavar="TAG", type=DAY, help="Der letzte Tag; sonst heute.")
@click.option("--completed", is_flag=True, help="Wer darin ist, hat ihn abgeschlossen.")
@click.option(
    "--reason",
    metavar="GRUND",
    type=ChoiceType([reason.value for reason in CancelReason]),
    default=CancelReason.TOO_FEW.value,
    help="Warum Termine danach entfallen; sonst too_few.",
)
@click.option("--because", metavar="TEXT", default="", help="Mehr zu diesem Grund.")
@DRY_RUN
def end(
    file: Path,
    number: str,
    *,
    last: date | None,
    completed: bool,
    reason: str,
    because: str,
    dry_run: bool,
) -> None:
    """Einen Kurs beenden: Termine, Betreuung und Fahrten danach entfallen, alle Anmeldungen enden.

    Ohne --completed gilt er als abgebrochen. Was war, bleibt. Ein Schritt, den undo zurücknimmt.
    """
    from kursplaner.basics import clock
    from kursplaner.cli.courses.changing import Answer
    from kursplaner.cli.shell.town import town
    from kursplaner.desk.courses.corrections import of_ending
    from kursplaner.desk.wording.changes.of_corrections import ended_notice
    from kursplaner.planning.courses import ending
    from kursplaner.planning.courses.ending import EndWish
    from kursplaner.store.queries.courses.courses import course_id_of

    answer = Answer(dry_run=dry_run, as_json=False)
    with town(file) as workspace:
        with workspace.rehearse() as db:
            wish = EndWish(
                course_id_of(db, number),
                last or clock.today(),
                completed=completed,
                reason=CancelReason(reason),
                note=because.strip(),
            )
            plan = ending.propose(db, wish)
            preview = of_ending(db, plan)
        answer.show(preview)
        if not dry_run:
            with workspace.change(ActKind.COURSE_ENDED, [("course", wish.course_id)]) as db:
                ending.apply(db, plan)
    answer.end(f"{ended_notice(plan)}.", {})
