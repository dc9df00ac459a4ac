"""`kursplaner print due|missing|confirm`: what is due, all of it at once, and what is on paper."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand
from kursplaner.cli.shell.town import town
from kursplaner.cli.shell.values import AS_JSON, DAY, DRY_RUN, PATH, TOWN, NumberType

if TYPE_CHECKING:
    from kursplaner.desk.printing.jobs import PrintJob
    from kursplaner.store.workspace import Workspace

FIRST = click.option("--from", "first", metavar="TAG", type=DAY, help="Erster Tag; sonst heute.")
LAST = click.option("--to", "last", metavar="TAG", type=DAY, help="Letzter Tag; sonst der erste.")


@click.command(cls=GermanCommand, short_help="Welche Blätter anstehen.")
@TOWN
@FIRST
@LAST
@AS_JSON
def due(file: Path, *, first: date | None, last: date | None, as_json: bool) -> None:
    """Alle Blätter eines Zeitraums und wie sie stehen: noch nicht, gedruckt, geändert."""
    from kursplaner.desk.printing.standing import state_words, subtitle

    with town(file) as workspace:
        jobs = _due(workspace, first, last)
    if as_json:
        output.say_json([_json(job) for job in jobs])
        return
    today = clock.today()
    for job in jobs:
        saved = f" gespeichert: {' '.join(map(str, job.saved))}" if job.saved else ""
        output.say(f"{job.title}: {state_words(job, today)}{saved}")
        output.say(f"  {subtitle(job)}")
    if not jobs:
        output.say("Es steht kein Blatt an.")


@click.command(cls=GermanCommand, short_help="Alles, was fehlt oder sich geändert hat.")
@TOWN
@FIRST
@LAST
@click.option("--out", metavar="X.PDF", type=PATH, required=True, help="Das PDF.")
@click.option("--printed", is_flag=True, help="Die Blätter gelten als gedruckt.")
@DRY_RUN
def missing(
    file: Path,
    *,
    first: date | None,
    last: date | None,
    out: Path,
    printed: bool,
    dry_run: bool,
) -> None:
    """Alle Blätter eines Zeitraums, die noch nicht oder nicht so gedruckt sind, in ein PDF."""
    from kursplaner.basics.spans import minute_at
    from kursplaner.desk.printing.rendering import render
    from kursplaner.desk.wording import print_words

    if out.suffix.casefold() != ".pdf":
        raise Refused("out_ending", path=str(out), formats=".pdf")
    now = minute_at(clock.now())
    with town(file) as workspace:
        jobs = [job for job in _due(workspace, first, last) if job.is_missing(now)]
        if dry_run:
            for job in jobs:
                output.say(f"{job.title}, {job.subtitle}")
            output.say("Nur gezeigt, nichts gespeichert.")
            return
        done = render(workspace, jobs, out, printed=printed)
    told = print_words.saved(len(done.numbers), done.pages, str(out))
    counts = print_words.counts_as_printed(printed=printed)
    for line in (print_words.without_font(done.unprintable), told, counts):
        if line:
            output.say(line)


@click.command(cls=GermanCommand, short_help="Gespeicherte Blätter gelten als gedruckt.")
@TOWN
@click.argument("numbers", metavar="NUMMER …", nargs=-1, required=True, type=NumberType("NUMMER"))
def confirm(file: Path, numbers: tuple[int, ...]) -> None:
    """Sagen, dass gespeicherte Blätter auf Papier sind; die Nummern nennt print due."""
    from kursplaner.desk.printing import rendering
    from kursplaner.desk.wording import print_words

    with town(file) as workspace:
        done = rendering.confirm(workspace, numbers)
    output.say(print_words.confirmed(len(done)))


def _due(workspace: "Workspace", first: date | None, last: date | None) -> "tuple[PrintJob, ...]":
    """Return the sheets of a period.

    Raises:
        Refused: "period_backwards".
    """
    from kursplaner.desk.printing.jobs import jobs_due

    begins = first or clock.today()
    ends = last or begins
    if ends < begins:
        raise Refused("period_backwards", first=begins, last=ends)
    return jobs_due(workspace, begins, ends)


def _json(job: "PrintJob") -> dict[str, Any]:
    """Return a sheet as docs/json-schema/print-due.json describes it."""
    return {
        "kind": job.kind.value,
        "title": job.title,
        "subtitle": job.subtitle,
        "day": job.day.isoformat(),
        "pages": job.pages,
        "state": job.state.value,
        "number": job.number or None,
        "saved": list(job.saved),
    }
