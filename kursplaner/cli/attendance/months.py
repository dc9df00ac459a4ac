"""`kursplaner month`: attendance of a month closed, opened again, and looked at."""

from datetime import date
from pathlib import Path

import click

from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand, GermanGroup
from kursplaner.cli.shell.town import town
from kursplaner.cli.shell.values import DAY, DRY_RUN, TOWN
from kursplaner.domain.kinds import ActKind

MONTH = click.argument("month", metavar="TAG", type=DAY)


@click.group(cls=GermanGroup, short_help="Die Anwesenheit eines Monats abschließen.")
def month() -> None:
    """Die Anwesenheit eines Monats abschließen und wieder öffnen; TAG ist ein Tag darin."""


@month.command(cls=GermanCommand, short_help="Einen Monat abschließen.")
@TOWN
@MONTH
@click.option("--course", metavar="NUMBER", help="Nur dieser Kurs; sonst alle des Monats.")
@DRY_RUN
def close(file: Path, month: date, *, course: str | None, dry_run: bool) -> None:
    """Einen Monat abschließen, für alle Kurse, deren Anwesenheit ganz eingetragen ist.

    Danach braucht eine Berichtigung einen Grund. Was noch fehlt, steht da.
    """
    from kursplaner.desk.wording import attendance as wording
    from kursplaner.planning.attendance import closing
    from kursplaner.store.queries.courses.courses import course_id_of

    with town(file) as workspace:
        with workspace.read() as db:
            only = None if course is None else [course_id_of(db, course)]
            plan = closing.propose_close(db, month, only)
        if not dry_run:
            subjects = [("course", each.course_id) for each in plan.ready]
            with workspace.change(ActKind.MONTH_CLOSED, subjects) as db:
                closing.close(db, plan)
    for line in wording.plan_lines(plan):
        output.say(line)
    told = f"{wording.closed_notice(plan)}." if plan.ready else ""
    output.done(told, dry_run=dry_run)


@month.command(cls=GermanCommand, short_help="Einen Monat wieder öffnen.")
@TOWN
@MONTH
@click.option("--course", metavar="NUMBER", required=True, help="Der Kurs.")
@click.option("--because", metavar="TEXT", default="", help="Warum; der Grund bleibt stehen.")
def reopen(file: Path, month: date, *, course: str, because: str) -> None:
    """Einen abgeschlossenen Monat eines Kurses wieder öffnen."""
    from kursplaner.desk.wording import attendance as wording
    from kursplaner.planning.attendance import closing
    from kursplaner.store.queries.courses.courses import course_id_of

    with town(file) as workspace:
        with workspace.read() as db:
            key = course_id_of(db, course)
        with workspace.change(ActKind.MONTH_REOPENED, [("course", key)]) as db:
            closing.reopen(db, key, month, because)
    output.done(f"{wording.month_text(month)} für Kurs {course} wieder geöffnet.")
