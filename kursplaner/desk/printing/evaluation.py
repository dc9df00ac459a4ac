"""Evaluation sheets: a pile for a course, as many as people are enrolled."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

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
from kursplaner.documents.sheets.evaluation_sheet import EvaluationSheet, Version
from kursplaner.domain.kinds import CourseType, Level, SheetKind
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE
from kursplaner.store.queries.courses.services_used import ServicesUsed, services_used
from kursplaner.store.queries.lessons.lessons import LessonRow, lessons_between
from kursplaner.store.queries.printed_sheets import layouts_chosen
from kursplaner.store.queries.sheets import SheetCourse, sheet_courses
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

VERSIONS: Final[Mapping[str, Version]] = MappingProxyType(
    {"standard": "standard", "easy": "easy", "literacy": "literacy", "children": "children"}
)
SHORT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "standard": "Standardbogen",
        "easy": "einfacher Bogen",
        "literacy": "Bogen mit Bildern",
        "children": "Kinderbogen",
    }
)
EASY_LEVELS: Final = {Level.A0, Level.A1, Level.A1_1, Level.A1_2}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is known of all courses that get a pile."""

    settings: Settings
    choice: SheetChoice
    used: ServicesUsed
    chosen: Mapping[int, tuple[str, ...]]


def evaluation_sheets(
    db: Db,
    first: date,
    last: date,
    courses: Collection[int] | None,
    choice: SheetChoice,
    *,
    ending: bool = True,
    soon: int = 0,
) -> list[PlannedSheet]:
    """Return a pile for each course that ends in a period or up to `soon` days after it.

    Those stand under the day of their last lesson. Without `ending` the other courses with lessons
    in the period get one, too, under their last lesson in it.
    """
    horizon = min(last, date.max - timedelta(days=soon)) + timedelta(days=soon)
    lessons: dict[int, list[LessonRow]] = {}
    for lesson in lessons_between(db, first, horizon):
        if lesson.status in LESSONS_TAKING_PLACE and (
            courses is None or lesson.course_id in courses
        ):
            lessons.setdefault(lesson.course_id, []).append(lesson)
    asked = _Asked(
        settings_of(db),
        choice,
        services_used(db, lessons),
        layouts_chosen(db, SheetKind.EVALUATION, lessons),
    )
    sheets = []
    for key, course in sheet_courses(db, lessons).items():
        found = lessons[key]
        if course.last_day is None or course.last_day > horizon:
            found = [] if ending else [lesson for lesson in found if lesson.day <= last]
        copies = _copies(course, found[-1], asked) if found else 0
        if copies:
            sheets.append(_planned(course, found[-1], copies, asked))
    return sheets


def version_of(course: SheetCourse, choice: SheetChoice, chosen: Collection[str] = ()) -> Version:
    """Return the version asked for, else the one chosen for the course last, else by its kind.

    Whoever learns to write gets three faces, beginners plain words with smileys, school children
    their own. A children's sheet that was printed beside that of the adults is not taken again.
    """
    if choice.version in VERSIONS:
        return VERSIONS[choice.version]
    usual = _usual(course)
    beside = {"children"} - {usual}
    for version in chosen:
        if version in VERSIONS and version not in beside:
            return VERSIONS[version]
    return usual


def _usual(course: SheetCourse) -> Version:
    if course.course_type == CourseType.HOMEWORK:
        return "children"
    if course.course_type == CourseType.LITERACY or course.level == Level.ALPHA:
        return "literacy"
    easy = course.level in EASY_LEVELS or course.course_type == CourseType.SECOND_SCRIPT
    return "easy" if easy else "standard"


def _version(course: SheetCourse, asked: _Asked) -> Version:
    return version_of(course, asked.choice, asked.chosen.get(course.id, ()))


def _copies(course: SheetCourse, lesson: LessonRow, asked: _Asked) -> int:
    """Return as many as wish, else one for each who answers: with children's sheets, each child."""
    if asked.choice.copies:
        return asked.choice.copies
    beside = _version(course, asked) == "children" and _usual(course) != "children"
    return lesson.childcare.taken if beside and lesson.childcare else lesson.enrolled


def _planned(course: SheetCourse, lesson: LessonRow, copies: int, asked: _Asked) -> PlannedSheet:
    month = f"{days.month(lesson.day.month)} {lesson.day.year}"
    sheet = EvaluationSheet(
        number=0,
        letterhead=letterhead(asked.settings),
        subject=f"{course_words(course)}, {month}",
        copies=copies,
        version=_version(course, asked),
        threshold=asked.settings.number("evaluation.threshold"),
        childcare=course.id in asked.used.childcare,
        shuttle=course.id in asked.used.shuttle,
    )
    form = sheet.form
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
        subtitle=_subtitle(course, lesson, sheet),
        course_ids=frozenset({course.id}),
        shows={
            "head": (shown_head(sheet.letterhead), sheet.threshold, sheet.version),
            "course": sheet.subject,
            "people": copies,
            "details": form.layout_version,
        },
    )


def _subtitle(course: SheetCourse, lesson: LessonRow, sheet: EvaluationSheet) -> str:
    parts = [counted(sheet.copies, "sheet"), SHORT[sheet.version]]
    if course.last_day == lesson.day:
        parts.append(f"Kurs endet am {days.short_day(lesson.day)}")
    return ", ".join(parts)
