"""Evaluation sheets: a pile for a course, as many as people are enrolled."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Literal

from kursplaner.basics.settings import Settings
from kursplaner.desk.printing.sheets import (
    Owner,
    PlannedSheet,
    SheetChoice,
    course_words,
    letterhead,
    shown_head,
)
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted
from kursplaner.documents.sheets.evaluation_sheet import EvaluationSheet
from kursplaner.domain.kinds import CourseType, Level, SheetKind
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE
from kursplaner.store.queries.lessons.lessons import LessonRow, lessons_between
from kursplaner.store.queries.sheets import SheetCourse, sheet_courses
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

EASY_LEVELS = {Level.ALPHA, Level.A0, Level.A1, Level.A1_1, Level.A1_2}
EASY_TYPES = {CourseType.LITERACY, CourseType.SECOND_SCRIPT, CourseType.HOMEWORK}


def evaluation_sheets(
    db: Db,
    first: date,
    last: date,
    courses: Collection[int] | None,
    choice: SheetChoice,
    *,
    ending: bool = True,
) -> list[PlannedSheet]:
    """Return a pile for each course that ends in a period; all with lessons unless `ending`."""
    lessons: dict[int, list[LessonRow]] = {}
    for lesson in lessons_between(db, first, last):
        if lesson.status in LESSONS_TAKING_PLACE:
            lessons.setdefault(lesson.course_id, []).append(lesson)
    known = sheet_courses(db, list(lessons))
    settings = settings_of(db)
    sheets = []
    for course_id, found in lessons.items():
        course = known[course_id]
        ends_now = course.last_day is not None and course.last_day <= last
        wanted = courses is None or course_id in courses
        copies = choice.copies or found[-1].enrolled
        if wanted and copies and (ends_now or not ending):
            sheets.append(_planned(course, found, copies, settings, choice))
    return sheets


def version_of(course: SheetCourse, choice: SheetChoice) -> Literal["easy", "standard"]:
    """Return the version asked for, else easy below A2 and for those who learn to write."""
    if choice.version in {"easy", "standard"}:
        return "easy" if choice.version == "easy" else "standard"
    easy = course.level in EASY_LEVELS or course.course_type in EASY_TYPES
    return "easy" if easy else "standard"


def _planned(
    course: SheetCourse,
    lessons: Sequence[LessonRow],
    copies: int,
    settings: Settings,
    choice: SheetChoice,
) -> PlannedSheet:
    lesson = lessons[-1]
    month = f"{days.month(lesson.day.month)} {lesson.day.year}"
    sheet = EvaluationSheet(
        number=0,
        letterhead=letterhead(settings),
        subject=f"{course_words(course)}, {month}",
        copies=copies,
        version=version_of(course, choice),
        threshold=settings.number("evaluation.threshold"),
        childcare=any(held.childcare is not None for held in lessons),
        shuttle=any(held.rides for held in lessons),
    )
    kind = "einfacher Bogen" if sheet.version == "easy" else "Standardbogen"
    return PlannedSheet(
        kind=SheetKind.EVALUATION,
        sheet=sheet,
        owner=Owner(course_id=course.id),
        first_day=lesson.day,
        last_day=lesson.day,
        layout=sheet.version,
        day=lesson.day,
        starts=lesson.starts,
        ends=lesson.ends,
        title=f"Evaluation {course_words(course)}",
        subtitle=f"{counted(copies, 'sheet')}, {kind}",
        course_ids=frozenset({course.id}),
        shows={
            "head": (shown_head(sheet.letterhead), sheet.threshold, sheet.version),
            "course": sheet.subject,
            "people": copies,
        },
    )
