"""What is known of a course itself: read, compared, checked and written, field by field."""

from dataclasses import dataclass, fields, replace

from kursplaner.basics.errors import Refused
from kursplaner.domain.courses import Course
from kursplaner.domain.funding import Grant
from kursplaner.domain.kinds import Level
from kursplaner.domain.organisations import Organisation
from kursplaner.domain.rooms import Site
from kursplaner.planning.courses.draft import (
    LONGEST_NUMBER,
    LONGEST_TITLE,
    LONGEST_UNIT,
    MOST_PEOPLE,
    MOST_UNITS,
    check_range,
    check_words,
    checked_language,
    one_line,
)
from kursplaner.store.queries.courses.course_facts import numbers_taken
from kursplaner.store.records import by_id
from kursplaner.store.session import Db

Value = str | int | bool | None


@dataclass(frozen=True, slots=True)
class CourseValues:
    """The fields of a course that a form corrects; named as its columns.

    `needs_equipment` holds words with blanks between them.
    """

    number: str
    title: str
    course_type: str
    level: str
    language: str
    colour: int
    women_only: bool
    walk_in: bool
    capacity: int
    required_units: int
    unit_minutes: int
    pause_in_school_holidays: bool
    site_id: int | None
    provider_id: int | None
    grant_id: int | None
    needs_accessible: bool
    needs_equipment: str
    note: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """A field before and after."""

    name: str
    before: Value
    after: Value


NAMES = tuple(field.name for field in fields(CourseValues))


def values_of(course: Course) -> CourseValues:
    """Return the fields of a course as they are."""
    return CourseValues(**{name: getattr(course, name) for name in NAMES})


def corrections(before: CourseValues, after: CourseValues) -> tuple[Corrected, ...]:
    """Return the fields that differ, in the order of the form."""
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in NAMES)
    return tuple(Corrected(name, old, new) for name, old, new in pairs if old != new)


def checked(db: Db, before: CourseValues, wanted: CourseValues) -> CourseValues:
    """Return the fields with their texts trimmed.

    Raises:
        Refused: "number_missing", "number_too_long", "number_taken", "title_missing",
            "title_too_long", "language_too_long", "units_out_of_range",
            "unit_minutes_out_of_range", "capacity_out_of_range", "level_unknown",
            "not_found".
    """
    number, title = one_line(wanted.number), one_line(wanted.title)
    check_words(number, "number", LONGEST_NUMBER)
    check_words(title, "title", LONGEST_TITLE)
    language = checked_language(wanted.language)
    if number != before.number and number in numbers_taken(db):
        raise Refused("number_taken", number=number)
    check_range("units", wanted.required_units, 0 if wanted.walk_in else 1, MOST_UNITS)
    check_range("unit_minutes", wanted.unit_minutes, 1, LONGEST_UNIT)
    check_range("capacity", wanted.capacity, 1, MOST_PEOPLE)
    for model, key in (
        (Site, wanted.site_id),
        (Organisation, wanted.provider_id),
        (Grant, wanted.grant_id),
    ):
        if key is not None:
            by_id(db, model, key)
    return replace(
        wanted,
        number=number,
        title=title,
        level=_level(wanted.level, before.level),
        language=language,
        needs_equipment=" ".join(wanted.needs_equipment.split()),
        note=wanted.note.strip(),
    )


def _level(text: str, before: str) -> str:
    """Return a level as it is written; what stood there before is let be."""
    bare = text.strip()
    known = {level.value.casefold(): level.value for level in Level}
    if bare and bare != before and bare.casefold() not in known:
        raise Refused("level_unknown", level=bare, known=tuple(known.values()))
    return known.get(bare.casefold(), bare)


def write(course: Course, found: tuple[Corrected, ...]) -> None:
    """Write the fields that differ."""
    for corrected in found:
        setattr(course, corrected.name, corrected.after)
