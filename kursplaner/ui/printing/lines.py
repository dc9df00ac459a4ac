"""Jobs as lines of the list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kursplaner.desk.printing.jobs import PrintJob, SheetState
from kursplaner.desk.printing.standing import state_words, subtitle
from kursplaner.desk.wording import print_words
from kursplaner.desk.wording.words.counts import counted
from kursplaner.domain.kinds import SheetKind
from kursplaner.ui.printing.job_list import Heading, JobLine, Line

ICONS = {
    SheetKind.ATTENDANCE: "clipboard-list",
    SheetKind.CHILDCARE: "baby",
    SheetKind.DRIVER: "bus",
    SheetKind.DOOR: "door-open",
    SheetKind.EVALUATION: "notebook-pen",
}
LOOKS = {
    SheetState.NEW: ("neutral", "circle-dashed"),
    SheetState.PRINTED: ("good", "check"),
    SheetState.CHANGED: ("warning", "triangle-alert"),
}


def lines_of(jobs: Sequence[PrintJob], today: date, *, hidden: bool) -> list[Line]:
    """Return the jobs under a heading for each day."""
    lines: list[Line] = []
    day: date | None = None
    for job in jobs:
        if job.day != day:
            day = job.day
            of_day = [job for job in jobs if job.day == day]
            lines.append(Heading(print_words.day_heading(day, today), _note(of_day)))
        lines.append(_line(job, today, hidden=hidden))
    return lines


def _note(jobs: Sequence[PrintJob]) -> str:
    missing = sum(job.state == SheetState.NEW for job in jobs)
    changed = sum(job.state == SheetState.CHANGED for job in jobs)
    if not missing and not changed:
        return "alles gedruckt"
    verb = "fehlt" if missing == 1 else "fehlen"
    parts = [f"{missing} {verb}"] if missing else []
    return ", ".join([*parts, *([f"{changed} geändert"] if changed else [])])


def _line(job: PrintJob, today: date, *, hidden: bool) -> JobLine:
    tone, icon = LOOKS[job.state]
    return JobLine(
        job.key,
        ICONS[job.kind],
        job.title,
        subtitle(job, hidden=hidden),
        state_words(job, today),
        tone,
        icon,
        counted(job.pages, "page"),
    )
