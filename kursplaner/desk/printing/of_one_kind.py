"""Sheets of one kind as a PDF, as the shell asks for them: a course, a period, or what is next."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.desk.printing.attendance import (
    BY_SECTION,
    SIMPLE,
    lists_of,
    month_of,
    profile_asked,
)
from kursplaner.desk.printing.childcare import childcare_sheets
from kursplaner.desk.printing.door import door_notices
from kursplaner.desk.printing.driver import driver_sheets
from kursplaner.desk.printing.evaluation import VERSIONS, evaluation_sheets
from kursplaner.desk.printing.jobs import jobs_of
from kursplaner.desk.printing.rendering import PrintedFile, render
from kursplaner.desk.printing.sections import attendance_lists, section_list
from kursplaner.desk.printing.sheets import PlannedSheet, SheetChoice
from kursplaner.desk.wording import print_words
from kursplaner.desk.wording.words import days
from kursplaner.domain.kinds import SheetKind
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE
from kursplaner.store.queries.courses.courses import course_id_of
from kursplaner.store.queries.lessons.lessons import lessons_between
from kursplaner.store.queries.sheets import lesson_days
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of
from kursplaner.store.workspace import Workspace

EVER: Final = (date(2000, 1, 1), date(2199, 12, 31))
FROM_LESSONS: Final = (SheetKind.ATTENDANCE, SheetKind.EVALUATION)


@dataclass(frozen=True, slots=True)
class PrintReport:
    """A printed file and what to tell about it, in German lines."""

    file: PrintedFile
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is asked for; without a day the program chooses one."""

    kind: SheetKind
    course_id: int | None
    first: date | None
    last: date | None
    choice: SheetChoice
    section: int = 0

    @property
    def courses(self) -> Collection[int] | None:
        """The course alone, None for all."""
        return None if self.course_id is None else {self.course_id}

    @property
    def ending(self) -> bool:
        """Whether evaluation sheets are for courses that end alone."""
        return self.course_id is None and not self.choice.every


def print_sheets(  # noqa: PLR0913 -- what is wanted and where to: each is one word at the call
    workspace: Workspace,
    kind: SheetKind,
    course_number: str | None,
    period: tuple[date | None, date | None],
    profile: str,
    out: Path,
    *,
    filled: bool = False,
    every: bool = False,
    on_paper: bool = False,
    section: int = 0,
) -> PrintReport:
    """Write one kind of sheet into a PDF; with `on_paper` it counts as printed.

    Attendance lists cover exactly the period; without one they cover the month of the next
    lesson; `filled` prints marks and sums in place of fields to sign in; `section` prints one
    section of the course whole. Evaluation sheets are those of courses that end soon or in the
    period, of others if one is named or with `every`. Other sheets without a period are those of
    today, or of the next day with some.

    Raises:
        Refused: "course_unknown", "section_unknown", "period_backwards", "nothing_to_print",
            "out_ending", or why the file cannot be written.
    """
    first, last = period
    if first and last and last < first:
        raise Refused("period_backwards", first=first, last=last)
    if out.suffix.casefold() != ".pdf":
        raise Refused("out_ending", path=str(out), formats=".pdf")
    version = VERSIONS.get(profile, "")
    with workspace.read() as db:
        course_id = None if course_number is None else course_id_of(db, course_number)
        choice = SheetChoice(profile, filled=filled, version=version, every=every)
        wish = _Wish(kind, course_id, first, last, choice, section)
        sheets, note = _wanted(db, wish)
        jobs = jobs_of(db, sheets)
        form = _federal(db, wish)
    printed = render(workspace, jobs, out, printed=on_paper)
    told = print_words.saved(len(printed.numbers), printed.pages, str(out))
    counts = print_words.counts_as_printed(printed=on_paper)
    lines = (print_words.without_font(printed.unprintable), told, note, counts, form)
    return PrintReport(printed, tuple(line for line in lines if line))


def _wanted(db: Db, wish: _Wish) -> tuple[list[PlannedSheet], str]:
    """Return the sheets and, where the program chose the day, a line that says so."""
    if wish.section and wish.course_id is not None:
        return [section_list(db, wish.course_id, wish.section, wish.choice)], ""
    if wish.first or wish.last:
        first, last = wish.first or clock.today(), wish.last or EVER[1]
        return _in_period(db, wish, first, max(first, last)), ""
    if wish.kind == SheetKind.EVALUATION and wish.ending:
        return _of_next_ends(db, wish)
    for day in _days_in_question(db, wish.course_id):
        sheets = _on_day(db, wish, day)
        if sheets:
            return sheets, _day_note(day)
    return [], ""


def _of_next_ends(db: Db, wish: _Wish) -> tuple[list[PlannedSheet], str]:
    """Return the piles of the courses that end soon, else of those that end next, or ended last."""
    today, soon = clock.today(), settings_of(db).number("evaluation.print_days")
    due = evaluation_sheets(db, today, today, None, wish.choice, soon=soon)
    if due:
        return due, ""
    coming = evaluation_sheets(db, today, EVER[1], None, wish.choice)
    found = coming or evaluation_sheets(db, EVER[0], today, None, wish.choice)
    if not found:
        return [], ""
    order = min if coming else max
    day = order(planned.day for planned in found)
    return [planned for planned in found if planned.day == day], print_words.no_end_soon(soon, day)


def _federal(db: Db, wish: _Wish) -> str:
    """Return what is said of lists in the strict form, "" for all others."""
    strict = profile_asked(settings_of(db), wish.choice) != SIMPLE or wish.section
    return print_words.FEDERAL_FORM if strict and wish.kind == SheetKind.ATTENDANCE else ""


def _days_in_question(db: Db, course_id: int | None) -> list[date]:
    """Return today and the days with lessons after it; without any, the last day there was."""
    today = clock.today()
    coming = [day for day, _ in lesson_days(db, today, course_id)]
    if coming:
        return list(dict.fromkeys([today, *coming]))[:60]
    return [day for day, _ in lesson_days(db, EVER[0], course_id)][-1:]


def _day_note(day: date) -> str:
    if day == clock.today():
        return ""
    return f"Für heute gibt es keine; es sind die Blätter für {days.full_day(day)}."


def _on_day(db: Db, wish: _Wish, day: date) -> list[PlannedSheet]:
    if wish.kind == SheetKind.ATTENDANCE:
        return attendance_lists(db, day, day, wish.courses, wish.choice)
    if wish.kind == SheetKind.EVALUATION:
        first, last = month_of(day)
        return evaluation_sheets(db, first, last, wish.courses, wish.choice, ending=wish.ending)
    return _in_period(db, wish, day, day)


def _in_period(db: Db, wish: _Wish, first: date, last: date) -> list[PlannedSheet]:
    last = min(last, _last_lesson_day(db, first, wish.course_id))
    if wish.kind == SheetKind.ATTENDANCE:
        return _lists(db, wish, first, last)
    if wish.kind == SheetKind.EVALUATION:
        return evaluation_sheets(db, first, last, wish.courses, wish.choice, ending=wish.ending)
    if wish.kind == SheetKind.CHILDCARE:
        return childcare_sheets(db, first, last, wish.courses)
    if wish.kind == SheetKind.DRIVER:
        return driver_sheets(db, first, last, wish.courses)
    return door_notices(db, first, last, wish.courses)


def _last_lesson_day(db: Db, first: date, course_id: int | None) -> date:
    coming = lesson_days(db, first, course_id)
    return coming[-1][0] if coming else first


def _lists(db: Db, wish: _Wish, first: date, last: date) -> list[PlannedSheet]:
    if profile_asked(settings_of(db), wish.choice) == BY_SECTION:
        return attendance_lists(db, first, last, wish.courses, wish.choice)
    found = dict.fromkeys(
        lesson.course_id
        for lesson in lessons_between(db, first, last)
        if lesson.status in LESSONS_TAKING_PLACE
    )
    ids = [key for key in found if wish.course_id in {None, key}]
    return [made for key in ids for made in lists_of(db, key, first, last, wish.choice)]
