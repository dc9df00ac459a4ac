"""`kursplaner course add`, `list` and `show`."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kursplaner.basics import clock
from kursplaner.basics.spans import minute_at
from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand, GermanGroup
from kursplaner.cli.shell.town import town
from kursplaner.cli.shell.values import AS_JSON, DRY_RUN, PAST, PATH, TOWN
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted, free_of, listed
from kursplaner.desk.wording.words.kinds import said
from kursplaner.desk.wording.words.languages import languages_text
from kursplaner.domain.kinds import CourseType, EnrolmentStatus, LessonStatus, SkipReason

if TYPE_CHECKING:
    from kursplaner.store.queries.courses.courses import CourseDetail, CourseRow
    from kursplaner.store.queries.lessons.lessons import LessonRow


@click.group(cls=GermanGroup, short_help="Kurse anlegen und zeigen.")
def course() -> None:
    """Kurse des Ortes."""


@course.command(cls=GermanCommand, short_help="Einen Kurs planen und anlegen.")
@TOWN
@click.option(
    "--spec",
    metavar="DRAFT.TOML",
    type=PATH,
    required=True,
    help="Der Entwurf: Nummer, Titel, Art, Umfang, Wochentage, Zeiten.",
)
@click.option(
    "--accept", metavar="TEXT", default="", help="Konflikte mit dieser Begründung annehmen."
)
@PAST
@DRY_RUN
def add(file: Path, spec: Path, accept: str, *, dry_run: bool, past: bool) -> None:
    """Einen Kurs aus einem Entwurf planen und in einem Schritt anlegen.

    Termine, Raum, Lehrkraft, Kinderbetreuung und Fahrten werden zusammen vorgeschlagen.
    """
    from kursplaner.cli.courses.adding import add_course

    add_course(file, spec, accept, dry_run=dry_run, past=past)


@course.command("list", cls=GermanCommand, short_help="Alle Kurse zeigen.")
@TOWN
@AS_JSON
def list_(file: Path, *, as_json: bool) -> None:
    """Alle Kurse mit Zeitraum, Umfang und Belegung zeigen."""
    from kursplaner.store.queries.courses.courses import course_rows

    with town(file) as workspace, workspace.read() as db:
        rows = course_rows(db, minute_at(clock.now()))
    if as_json:
        output.say_json([course_json(row) for row in rows])
        return
    headings = ("ID", "Nummer", "Titel", "Art", "Niveau", "Zeitraum", "UE", "Plätze", "Warteliste")
    output.say(output.table(headings, [_line(row) for row in rows], right={0, 6, 7, 8}))
    output.say(counted(len(rows), "course"))


@course.command(cls=GermanCommand, short_help="Einen Kurs mit Terminen und Personen zeigen.")
@TOWN
@click.argument("number", metavar="NUMBER")
@AS_JSON
def show(file: Path, number: str, *, as_json: bool) -> None:
    """Einen Kurs mit allen Terminen, Personen und ausgelassenen Tagen zeigen."""
    from kursplaner.store.queries.courses.courses import course_detail, course_id_of

    with town(file) as workspace, workspace.read() as db:
        detail = course_detail(db, course_id_of(db, number), minute_at(clock.now()))
    if as_json:
        output.say_json(detail_json(detail))
    else:
        _show(detail)


@course.command(cls=GermanCommand, short_help="Die Abschnitte eines Kurses (BAMF) zeigen.")
@TOWN
@click.argument("number", metavar="NUMBER")
def sections(file: Path, number: str) -> None:
    """Die Abschnitte zu 100 UE zeigen; ein Termin über die Grenze zählt in beiden mit.

    Gedruckt wird ein Abschnitt mit: print attendance --course NUMBER --section 2
    """
    from kursplaner.desk.printing.sections import sections_of
    from kursplaner.store.queries.courses.courses import course_id_of

    with town(file) as workspace, workspace.read() as db:
        found = sections_of(db, course_id_of(db, number))
    rows = [
        (
            section.number,
            section.extent,
            section.lessons,
            days.period(section.first, section.last),
        )
        for section in found
    ]
    output.say(output.table(("Abschnitt", "Umfang", "Termine", "Zeitraum"), rows, right={0, 2}))
    output.say(counted(len(rows), "section"))


def course_json(row: "CourseRow") -> dict[str, Any]:
    """Return a course as docs/json-schema/course-list.json describes it."""
    return {
        "id": row.id,
        "number": row.number,
        "title": row.title,
        "kind": row.course_type,
        "level": row.level,
        "first_day": row.first_day.isoformat(),
        "last_day": row.last_day.isoformat() if row.last_day else None,
        "units": row.units,
        "enrolled": row.enrolled,
        "waiting": row.waiting,
    }


def detail_json(detail: "CourseDetail") -> dict[str, Any]:
    """Return a course as docs/json-schema/course-show.json describes it."""
    return {
        **course_json(detail.row),
        "language": detail.language,
        "lessons": [_lesson_json(lesson) for lesson in detail.lessons],
        "people": [
            {"id": enrolment.person_id, "name": enrolment.name, "status": enrolment.status}
            for enrolment in detail.people
        ],
        "skipped": [
            {"day": skipped.day.isoformat(), "reason": skipped.reason} for skipped in detail.skipped
        ],
    }


def _lesson_json(lesson: "LessonRow") -> dict[str, Any]:
    care = lesson.childcare
    carers = [{"id": person.id, "name": person.name} for person in care.carers] if care else []
    return {
        "id": lesson.id,
        "day": lesson.day.isoformat(),
        "starts": lesson.starts_text,
        "ends": lesson.ends_text,
        "units": lesson.units,
        "status": lesson.status,
        "room": lesson.room,
        "teachers": [{"id": person.id, "name": person.name} for person in lesson.teachers],
        "childcare": (
            {"places": care.places, "taken": care.taken, "carers": carers} if care else None
        ),
        "rides": [{"id": ride.id, "direction": ride.direction} for ride in lesson.rides],
    }


def _line(row: "CourseRow") -> tuple[object, ...]:
    last = row.last_day or row.first_day
    return (
        row.id,
        row.number,
        row.title,
        said(CourseType, row.course_type),
        row.level,
        days.period(row.first_day, last),
        str(row.units).replace(".", ","),
        free_of(row.enrolled, row.capacity),
        row.waiting or "",
    )


def _show(detail: "CourseDetail") -> None:
    row = detail.row
    output.say(f"{row.number}  {row.title}")
    kind = f"{said(CourseType, row.course_type)} {row.level}".strip()
    if detail.language:
        kind += f", auf {languages_text(detail.language)}"
    period = days.period(row.first_day, row.last_day or row.first_day)
    people = f"{free_of(row.enrolled, row.capacity)} angemeldet, {row.waiting} auf der Warteliste"
    output.say(f"{kind} · {period} · {str(row.units).replace('.', ',')} UE · {people}")
    output.say()
    headings = ("ID", "Tag", "Zeit", "UE", "Raum", "Lehrkraft", "Betreuung", "Fahrten", "Stand")
    output.say(
        output.table(headings, [lesson_line(lesson) for lesson in detail.lessons], right={0, 3})
    )
    if detail.people:
        output.say()
        output.say(output.table(("ID", "Name", "Stand", "seit", "bis"), _people(detail), right={0}))
    if detail.skipped:
        output.say()
        rows = [
            (days.full_day(skipped.day), skipped.name or said(SkipReason, skipped.reason))
            for skipped in detail.skipped
        ]
        output.say(output.table(("Ausgelassen", "Grund"), rows))


def lesson_line(lesson: "LessonRow") -> tuple[object, ...]:
    """Return the cells of a lesson's row in a table for people."""
    care = lesson.childcare
    status = said(LessonStatus, lesson.status) if lesson.status != LessonStatus.PLANNED else ""
    return (
        lesson.id,
        days.full_day(lesson.day),
        days.times(lesson.starts, lesson.ends),
        str(lesson.units).replace(".", ","),
        lesson.room or "—",
        listed(person.name for person in lesson.teachers) or "—",
        free_of(care.taken, care.places) if care else "",
        len(lesson.rides) or "",
        status,
    )


def _people(detail: "CourseDetail") -> list[tuple[object, ...]]:
    from kursplaner.planning.enrolments.stays import whole_stays

    return [
        (
            enrolment.person_id,
            enrolment.name,
            said(EnrolmentStatus, enrolment.status),
            days.dated(enrolment.joined_on) if enrolment.joined_on else "",
            days.dated(enrolment.left_on) if enrolment.left_on else "",
        )
        for enrolment in whole_stays(detail.people)
    ]
