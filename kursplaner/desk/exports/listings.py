"""Lists of what the office knows: people, courses, lessons, rooms; for files and paper."""

from collections.abc import Sequence
from datetime import date

from kursplaner.basics import clock
from kursplaner.basics.spans import minute_at, minute_of_day
from kursplaner.desk.printing.listing import Listing, listing_of
from kursplaner.desk.wording.people.people import role_words
from kursplaner.desk.wording.words.kinds import said
from kursplaner.desk.wording.words.languages import languages_text
from kursplaner.domain.kinds import CourseType, Equipment, Gender, LessonStatus, RoomPurpose
from kursplaner.exchange.lists.content import Column, Kind, Value
from kursplaner.store.queries.courses.courses import course_rows
from kursplaner.store.queries.lessons.lessons import lessons_between
from kursplaner.store.queries.people.people import people_rows
from kursplaner.store.queries.rooms import room_rows
from kursplaner.store.queries.sheets import sheet_courses
from kursplaner.store.session import Db

EVER = (date(1990, 1, 1), date(2199, 12, 31))
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
ROOMS = (
    Column("Raum"),
    Column("Standort"),
    Column("Genutzt für"),
    Column("Plätze", Kind.INT),
    Column("Barrierefrei"),
    Column("Ausstattung"),
    Column("Adresse"),
    Column("Bemerkung"),
)


def people(db: Db) -> Listing:
    """Return all people who are not ended."""
    rows: Sequence[tuple[Value, ...]] = [
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
        for person in people_rows(db)
    ]
    return listing_of("Personen", PEOPLE, rows)


def courses(db: Db) -> Listing:
    """Return all courses."""
    rows: Sequence[tuple[Value, ...]] = [
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
        for course in course_rows(db, minute_at(clock.now()))
    ]
    return listing_of("Kurse", COURSES, rows)


def lessons(db: Db, first: date, last: date) -> Listing:
    """Return the lessons of a period."""
    found = lessons_between(db, first, last)
    courses = sheet_courses(db, {lesson.course_id for lesson in found})
    rows: Sequence[tuple[Value, ...]] = [
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
        for lesson in found
    ]
    return listing_of("Termine", LESSONS, rows)


def rooms(db: Db) -> Listing:
    """Return all rooms, by site and name."""
    rows: Sequence[tuple[Value, ...]] = [
        (
            room.name,
            room.site,
            said(RoomPurpose, room.purpose),
            room.capacity,
            "ja" if room.accessible else "nein",
            ", ".join(said(Equipment, kind) for kind in room.equipment),
            ", ".join(part for part in (room.street, room.municipality) if part),
            room.note,
        )
        for room in room_rows(db)
    ]
    return listing_of("Räume", ROOMS, rows)
