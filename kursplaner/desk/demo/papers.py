"""The papers of a demo town: the sheets of its busiest week, and the funder's workbook."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from kursplaner.basics import clock
from kursplaner.desk.exports.files import export_funder
from kursplaner.desk.exports.funder import period_of_half_year
from kursplaner.desk.printing.jobs import PrintJob, jobs_due
from kursplaner.desk.printing.rendering import render
from kursplaner.desk.printing.sheets import SheetChoice
from kursplaner.domain.kinds import SheetKind
from kursplaner.store.queries.sheets import lesson_days
from kursplaner.store.workspace import Workspace

NAMES: Final = (
    (SheetKind.ATTENDANCE, SheetChoice(profile="simple"), "Anwesenheitslisten.pdf"),
    (SheetKind.ATTENDANCE, SheetChoice(profile="bamf"), "Anwesenheitslisten BAMF.pdf"),
    (SheetKind.CHILDCARE, SheetChoice(), "Kinderbetreuung.pdf"),
    (SheetKind.DRIVER, SheetChoice(), "Fahrtenblätter.pdf"),
    (SheetKind.DOOR, SheetChoice(), "Türaushänge.pdf"),
    *(
        (SheetKind.EVALUATION, SheetChoice(version=version, every=True, copies=3), name)
        for version, name in (
            ("standard", "Evaluation Standard.pdf"),
            ("easy", "Evaluation einfach.pdf"),
            ("literacy", "Evaluation mit Bildern.pdf"),
            ("children", "Evaluation für Kinder.pdf"),
        )
    ),
)
FUNDER_NAME: Final = "Statistik für die Förderung.xlsx"


def print_demo(workspace: Workspace, folder: Path) -> Iterator[Path]:
    """Write all kinds of sheets of the busiest week and the funder's workbook; give each path.

    Evaluation sheets do not count as printed: which version a course gets stays open.

    Raises:
        Refused: why a file cannot be written.
    """
    week = busiest_week(workspace)
    if week is None:
        return
    for kind, choice, name in NAMES:
        jobs = _jobs(workspace, week, kind, choice)
        if jobs:
            path = folder / name
            render(workspace, jobs, path, printed=kind != SheetKind.EVALUATION)
            yield path
    first, last = period_of_half_year(week[0])
    path = folder / FUNDER_NAME
    export_funder(workspace, first, last, None, path)
    yield path


def _jobs(
    workspace: Workspace, week: tuple[date, date], kind: SheetKind, choice: SheetChoice
) -> tuple[PrintJob, ...]:
    return jobs_due(workspace, *week, kinds={kind}, choice=choice)


def busiest_week(workspace: Workspace) -> tuple[date, date] | None:
    """Return Monday and Sunday of the week from now on with most days of lessons.

    The first of several; a town whose lessons are all past gives one of those weeks.
    """
    with workspace.read() as db:
        coming = lesson_days(db, clock.today()) or lesson_days(db, date(2000, 1, 1))
    weeks = Counter(day - timedelta(days=day.weekday()) for day, _ in coming)
    if not weeks:
        return None
    most = max(weeks.values())
    monday = min(week for week, count in weeks.items() if count == most)
    return monday, monday + timedelta(days=6)
