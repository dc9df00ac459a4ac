"""Files for others: the funder's workbook, lists of people and lessons, a person's calendar."""

from datetime import date
from pathlib import Path

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_at, minute_of_day
from kursplaner.desk.exports.funder import funder_report
from kursplaner.desk.wording.people.people import role_words
from kursplaner.desk.wording.words.kinds import said
from kursplaner.desk.wording.words.languages import languages_text
from kursplaner.domain.kinds import CourseType, Gender, LessonStatus
from kursplaner.exchange.funder.indicators import Indicator
from kursplaner.exchange.lists.tables import Column, Kind, Value, write_table
from kursplaner.store.queries.courses.courses import course_rows
from kursplaner.store.queries.lessons.lessons import lessons_between
from kursplaner.store.queries.people.people import people_rows
from kursplaner.store.queries.sheets import sheet_courses
from kursplaner.store.workspace import Workspace

PEOPLE = (
    Column("Nr.", Kind.INT),
    Column("Name"),
    Column("Name in eigener Schrift"),
    Column("Rollen"),
    Column("Geschlecht"),
    Column("Geburtsdatum", Kind.DAY),
    Column("Datum unsicher"),
    Column("Niveau"),
    Column("Sprachen"),
    Column("Wohnort"),
    Column("Telefon"),
)
LESSONS = (
    Column("Nr.", Kind.INT),
    Column("Kurs"),
    Column("Titel"),
    Column("Datum", Kind.DAY),
    Column("Von", Kind.TIME),
    Column("Bis", Kind.TIME),
    Column("Einheiten", Kind.DECIMAL),
    Column("Stand"),
    Column("Raum"),
    Column("Lehrkraft"),
    Column("Personen", Kind.INT),
    Column("Kinder", Kind.INT),
    Column("Fahrten", Kind.INT),
    Column("Förderung"),
)
COURSES = (
    Column("Kurs"),
    Column("Titel"),
    Column("Kursart"),
    Column("Niveau"),
    Column("Beginn", Kind.DAY),
    Column("Ende", Kind.DAY),
    Column("Einheiten", Kind.DECIMAL),
    Column("Termine", Kind.INT),
    Column("Plätze", Kind.INT),
    Column("Angemeldet", Kind.INT),
    Column("Warteliste", Kind.INT),
)
EVER = (date(1990, 1, 1), date(2199, 12, 31))


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


def export_people(workspace: Workspace, path: Path) -> int:
    """Write all people as a list and return how many they are."""
    with workspace.read() as db:
        people = people_rows(db)
    rows: list[tuple[Value, ...]] = [
        (
            person.id,
            person.name,
            person.own_script_name,
            role_words(person.roles),
            said(Gender, person.gender),
            person.birth_date,
            "ja" if person.birth_uncertain else "",
            person.level,
            languages_text(person.languages),
            person.municipality,
            person.phone,
        )
        for person in people
    ]
    write_table(path, "Personen", PEOPLE, rows)
    return len(rows)


def export_lessons(
    workspace: Workspace, path: Path, first: date | None = None, last: date | None = None
) -> int:
    """Write the lessons of a period (or all) as a list and return how many they are."""
    with workspace.read() as db:
        lessons = lessons_between(db, first or EVER[0], last or EVER[1])
        courses = sheet_courses(db, {lesson.course_id for lesson in lessons})
    rows: list[tuple[Value, ...]] = [
        (
            lesson.id,
            lesson.number,
            lesson.title,
            lesson.day,
            minute_of_day(lesson.starts),
            minute_of_day(lesson.starts) + lesson.ends - lesson.starts,
            lesson.units,
            said(LessonStatus, lesson.status),
            lesson.room or "",
            "; ".join(teacher.name for teacher in lesson.teachers),
            lesson.enrolled,
            lesson.childcare.taken if lesson.childcare else 0,
            len(lesson.rides),
            paid.reference if (paid := courses[lesson.course_id].paid_at(lesson.starts)) else "",
        )
        for lesson in lessons
    ]
    write_table(path, "Termine", LESSONS, rows)
    return len(rows)


def export_courses(workspace: Workspace, path: Path) -> int:
    """Write all courses as a list and return how many they are."""
    with workspace.read() as db:
        courses = course_rows(db, minute_at(clock.now()))
    rows: list[tuple[Value, ...]] = [
        (
            course.number,
            course.title,
            said(CourseType, course.course_type),
            course.level,
            course.first_day,
            course.last_day,
            course.units,
            course.lessons,
            course.capacity,
            course.enrolled,
            course.waiting,
        )
        for course in courses
    ]
    write_table(path, "Kurse", COURSES, rows)
    return len(rows)


def export_list(
    workspace: Workspace,
    kind: str,
    path: Path,
    first: date | None = None,
    last: date | None = None,
) -> int:
    """Write the list of "people", "courses" or "lessons" and return how many rows it has.

    Raises:
        Refused: "period_backwards".
    """
    if first is not None and last is not None and last < first:
        raise Refused("period_backwards", first=first, last=last)
    if kind == "lessons":
        return export_lessons(workspace, path, first, last)
    return {"people": export_people, "courses": export_courses}[kind](workspace, path)
