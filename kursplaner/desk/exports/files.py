"""Files for others: the funder's workbook, and every list."""

from datetime import date
from pathlib import Path

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.whole_file import write_whole
from kursplaner.desk.exports.funder import funder_report
from kursplaner.desk.exports.listings import EVER, courses, lessons, people, rooms
from kursplaner.desk.exports.listings_of_days import (
    availability,
    conflicts,
    follow_ups,
    rides,
    waiting,
)
from kursplaner.desk.printing.listing import Listing, list_paper, write_list
from kursplaner.documents.unprintable import Unprintable
from kursplaner.exchange.funder.indicators import Indicator
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace

PAPER = ".pdf"


def export_funder(
    workspace: Workspace, first: date, last: date, reference: str | None, path: Path
) -> tuple[Indicator, ...]:
    """Write the funder's workbook of a period and return its figures.

    Raises:
        Refused: "period_backwards", "grant_unknown", "format_unknown".
        OSError: the file could not be written; nothing half written is left.
    """
    from kursplaner.exchange.funder.workbook import write_funder_workbook

    with workspace.read() as db:
        report = funder_report(db, first, last, reference)
    return write_funder_workbook(path, report)


def listing(db: Db, kind: str, first: date | None = None, last: date | None = None) -> Listing:
    """Return a list by its kind, of a period where it has one; without days from today on.

    Kinds: "people", "courses", "lessons", "rooms", "rides", "waiting", "follow_ups",
    "availability", "conflicts". All lessons come where no days are given.

    Raises:
        Refused: "period_backwards".
    """
    if first is not None and last is not None and last < first:
        raise Refused("period_backwards", first=first, last=last)
    today = clock.today()
    if kind == "lessons":
        return lessons(db, first or EVER[0], last or EVER[1])
    of_days = {"rides": rides, "conflicts": conflicts}
    if kind in of_days:
        return of_days[kind](db, first or today, last or EVER[1])
    plain = {
        "people": people,
        "courses": courses,
        "rooms": rooms,
        "waiting": waiting,
        "follow_ups": follow_ups,
        "availability": availability,
    }
    return plain[kind](db)


def export_list(
    workspace: Workspace,
    kind: str,
    path: Path,
    first: date | None = None,
    last: date | None = None,
) -> tuple[int, tuple[Unprintable, ...]]:
    """Write a list (`listing`) as a spreadsheet or, by its ending, as PDF.

    Returns:
        How many rows it has, and which signs of a PDF no font has.

    Raises:
        Refused: "period_backwards", "format_unknown".
        OSError: the file could not be written; nothing half written is left.
    """
    on_paper = path.suffix.casefold() == PAPER
    with workspace.read() as db:
        made = listing(db, kind, first, last)
        paper = list_paper(db, made, clock.now()) if on_paper else None
    if paper is None:
        write_list(made, path)
        return len(made.texts), ()
    write_whole(path, paper.pdf)
    return len(made.texts), paper.unprintable
