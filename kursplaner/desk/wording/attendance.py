"""Attendance that is closed, in words: by what, and which list to print again."""

from collections.abc import Sequence
from datetime import date

from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted, listed
from kursplaner.planning.attendance.closed_months import Closed, PrintedList
from kursplaner.planning.attendance.closing import CourseMonth, MonthPlan

MOST_DAYS = 4
WHAT_CLOSING_MEANS = (
    "Danach braucht jede Berichtigung einen Grund, auch Rückgängig. Der Grund bleibt stehen, und"
    " die Liste, die neu zu drucken ist, wird genannt."
)


def closed_text(closed: object) -> str:
    """Return "der März 2027 ist abgeschlossen", the lists that are printed, the proof due."""
    if not isinstance(closed, Closed):
        return ""
    parts = []
    if closed.month is not None:
        parts.append(f"der {month_text(closed.month)} ist abgeschlossen")
    if closed.sheets:
        noun, verb = ("Liste", "ist") if len(closed.sheets) == 1 else ("Listen", "sind")
        parts.append(f"die {noun} {sheets_text(closed)} {verb} gedruckt")
    if closed.proof is not None:
        reference, due = closed.proof
        parts.append(f"der Nachweis zu „{reference}“ war am {days.dated(due)} fällig")
    return listed(parts)


def closed_line(closed: Closed) -> str:
    """Return what closed it as a sentence: "Der März 2027 ist abgeschlossen."."""
    text = closed_text(closed)
    return f"{text[0].upper()}{text[1:]}."


def month_text(month: date) -> str:
    """Return "März 2027"."""
    return f"{days.month(month.month)} {month.year}"


def closed_months(months: Sequence[date]) -> str:
    """Return "Februar und März abgeschlossen"."""
    return f"{listed([days.month(month.month) for month in months])} abgeschlossen"


def plan_text(plan: object) -> str:
    """Return what stands against closing a month, course by course, as one text."""
    return "; ".join(plan_lines(plan)) + "." if isinstance(plan, MonthPlan) else ""


def plan_lines(plan: MonthPlan) -> list[str]:
    """Return for each course of a month what is closed, and what stands against it."""
    return [f"{course.title}: {_state(course)}" for course in plan.courses]


def _state(course: CourseMonth) -> str:
    if course.closed_on is not None:
        return f"seit {days.dated(course.closed_on)} abgeschlossen"
    if course.missing:
        return f"Anwesenheit fehlt noch für {_some(course.missing)}"
    if course.coming:
        verb = "kommt" if len(course.coming) == 1 else "kommen"
        return f"es {verb} noch {_some(course.coming)}"
    return f"{counted(course.lessons, 'lesson')}, alles eingetragen"


def _some(found: Sequence[date]) -> str:
    rest = len(found) - MOST_DAYS
    named = [days.short_day(day) for day in found[:MOST_DAYS]]
    return listed([*named, f"{rest} weitere"] if rest > 0 else named)


def closed_notice(plan: MonthPlan) -> str:
    """Return "März 2027 abgeschlossen: A1 Vormittag", or for how many courses."""
    ready = plan.ready
    what = ready[0].title if len(ready) == 1 else counted(len(ready), "course")
    return f"{month_text(plan.month)} abgeschlossen: {what}"


def sheets_text(closed: Closed) -> str:
    """Return "A 12 (01.02.–28.02.2027)" of all lists to print again."""
    return listed(_sheet(sheet) for sheet in closed.sheets)


def again_text(closed: Closed | None) -> str:
    """Return what to do after a correction: "Bitte neu drucken: Liste A 12 (…)."; "" if nothing."""
    if closed is None or not closed.sheets:
        return ""
    noun = "Liste" if len(closed.sheets) == 1 else "Listen"
    return f"Bitte neu drucken: {noun} {sheets_text(closed)}"


def _sheet(sheet: PrintedList) -> str:
    return f"A {sheet.number} ({days.period(sheet.first_day, sheet.last_day)})"
