"""How a sheet stands against what was printed, in words."""

from datetime import date

from kursplaner.desk.printing.jobs import PrintJob, SheetState
from kursplaner.desk.wording import print_words
from kursplaner.desk.wording.words import names


def state_words(job: PrintJob, today: date) -> str:
    """Return "noch nicht", "als PDF", "gedruckt Mo 8:05" or "geändert seit Mo 8:05"."""
    if job.saved:
        return "als PDF"
    if job.printed_at is None:
        return "noch nicht"
    when = print_words.when_printed(job.printed_at, today)
    return f"gedruckt {when}" if job.state == SheetState.PRINTED else f"geändert seit {when}"


def subtitle(job: PrintJob, *, hidden: bool = False) -> str:
    """Return what is on a sheet, or what came about since it was printed."""
    if job.state != SheetState.CHANGED:
        return job.subtitle
    people = job.change.names
    shown = tuple(names.initials(name) for name in people) if hidden else people
    return print_words.changes(shown, job.change.aspects) or job.subtitle
