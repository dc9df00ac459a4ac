"""The attendance of a course as the grid shows it: months, cells, sums."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kursplaner.basics import clock
from kursplaner.desk.wording.conflicts import sentences
from kursplaner.desk.wording.people.families import still_missing
from kursplaner.desk.wording.words import days, names
from kursplaner.domain.attendance.rules import count_as
from kursplaner.domain.kinds import Mark
from kursplaner.planning.people.families import FamilyDraft, PersonDraft, StoredFamily
from kursplaner.store.queries.attendance.attendance import (
    AttendanceGridAnswer,
    GridPerson,
    MarkRow,
)
from kursplaner.store.queries.lessons.lessons import LessonRow
from kursplaner.ui.widgets import GridCell, GridContent, GridDate
from kursplaner.ui.widgets import GridPerson as GridRow

MOST_DATES = 11
Marks = Mapping[tuple[int, int], MarkRow]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some months of a course that fit beside each other: "Feb–März"."""

    key: str
    title: str
    lessons: tuple[LessonRow, ...]


def stretches(lessons: Sequence[LessonRow]) -> tuple[Stretch, ...]:
    """Part the lessons by whole months into pieces of about ten."""
    months: dict[tuple[int, int], list[LessonRow]] = {}
    for lesson in lessons:
        months.setdefault((lesson.day.year, lesson.day.month), []).append(lesson)
    found: list[tuple[list[tuple[int, int]], list[LessonRow]]] = []
    for month, some in months.items():
        if found and len(found[-1][1]) + len(some) <= MOST_DATES:
            found[-1][0].append(month)
            found[-1][1].extend(some)
        else:
            found.append(([month], list(some)))
    return tuple(
        Stretch(f"{held[0][0]}-{held[0][1]:02}", _months_text(held), tuple(some))
        for held, some in found
    )


def _months_text(months: Sequence[tuple[int, int]]) -> str:
    first, last = _short(months[0][1]), _short(months[-1][1])
    return first if len(months) == 1 else f"{first}–{last}"


def _short(month: int) -> str:
    name = days.month(month)
    return name if len(name) <= 4 else name[:3]


def grid_content(
    answer: AttendanceGridAnswer, shown: Sequence[LessonRow], today: date, *, hidden: bool
) -> GridContent:
    """Return what the grid shows of some lessons; shares are of the whole course.

    Cells show every mark; sums and shares count those of lessons that were held.
    """
    counted = answer.counted
    cells: dict[tuple[int, int], GridCell] = {}
    for row, person in enumerate(answer.people):
        for column, lesson in enumerate(shown):
            cells[row, column] = cell_of(person, lesson, answer.marks)
    return GridContent(
        people=[
            GridRow(person.person_id, names.shown(person.name, hidden=hidden), person.children)
            for person in answer.people
        ],
        dates=[
            GridDate(lesson.id, lesson.day, lesson.day == today, clock.has_come(lesson.starts))
            for lesson in shown
        ],
        cells=cells,
        shares=shares(answer.people, counted),
        sums=sums(shown, counted),
        total=total(counted.values()),
    )


def cell_of(person: GridPerson, lesson: LessonRow, marks: Marks) -> GridCell:
    """Return one cell; days outside the stay are shaded."""
    mark = marks.get((person.person_id, lesson.id))
    if mark is None:
        return GridCell(shaded=not person.expected(lesson))
    return GridCell(mark.mark, mark.came_at, mark.left_at)


def shares(people: Iterable[GridPerson], marks: Marks) -> list[str]:
    """Return each person's share of lessons attended, empty without marks."""
    by_person: dict[int, list[MarkRow]] = {}
    for (person_id, _), mark in marks.items():
        by_person.setdefault(person_id, []).append(mark)
    return [total(by_person.get(person.person_id, ())) for person in people]


def sums(shown: Iterable[LessonRow], marks: Marks) -> list[str]:
    """Return how many were present in each lesson, empty where nothing is entered."""
    present: dict[int, int] = {}
    for (_, lesson), mark in marks.items():
        there = count_as(mark.mark) is Mark.PRESENT
        present[lesson] = present.get(lesson, 0) + there
    return [str(present[lesson.id]) if lesson.id in present else "" for lesson in shown]


def total(marks: Iterable[MarkRow]) -> str:
    """Return "89 %": those present of all marks."""
    counted = [count_as(mark.mark) is Mark.PRESENT for mark in marks]
    return f"{round(100 * sum(counted) / len(counted))} %" if counted else ""


def newcomer(name: str, course_id: int, day: date) -> FamilyDraft:
    """Return somebody who simply came, by "Haddad, Rima" or "Rima Haddad", from a day on."""
    family, _, given = name.partition(",")
    if not given:
        given, _, family = name.strip().rpartition(" ")
    adult = PersonDraft(family_name=family.strip(), given_name=given.strip())
    return FamilyDraft(adult=adult, course_id=course_id, from_day=day)


def enrolled_text(who: str, done: StoredFamily, *, hidden: bool) -> str:
    """Return what became of somebody who simply came, and why she waits."""
    if not done.waiting:
        asked = f". {still_missing(done.missing)}" if done.missing else ""
        return f"{who} angemeldet{asked}"
    why = "".join(f" {sentences.shown(conflict, hidden=hidden)}" for conflict in done.hints[:1])
    asked = f" {still_missing(done.missing)}." if done.missing else ""
    return f"{who} auf die Warteliste gesetzt.{asked}{why}"
