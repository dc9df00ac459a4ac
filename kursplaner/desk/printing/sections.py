"""Sections of a course: which lessons each has, and a list for each in place of one a month.

The number of units is a setting (`attendance.section_units`, § 10 IntV: 100).
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from kursplaner.basics.errors import Refused
from kursplaner.desk.printing.attendance import (
    BY_SECTION,
    MadeList,
    list_sheet,
    made_list,
    monthly_lists,
    planned_list,
    profile_asked,
    standing_lessons,
)
from kursplaner.desk.printing.sheets import AS_USUAL, PlannedSheet, SheetChoice
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted, decimal
from kursplaner.documents.sheets.attendance_parts import PartDate, sections
from kursplaner.store.queries.sheets import sheet_courses, sheet_rooms
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

EVER: Final = (date(2000, 1, 1), date(2199, 12, 31))


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a course; a lesson across its border counts with its share.

    Attributes:
        number: from 1.
        units: how many its lessons have within it; fewer than `size` in a last one.
        size: how many a whole one has.
    """

    number: int
    units: Decimal
    size: Decimal
    lessons: int
    first: date
    last: date

    @property
    def title(self) -> str:
        """Such as "Abschnitt 2"."""
        return f"Abschnitt {self.number}"

    @property
    def extent(self) -> str:
        """Such as "100 UE", or "40 von 100 UE" where its lessons do not fill it."""
        units, size = decimal(float(self.units), 2), decimal(float(self.size), 2)
        return f"{units} UE" if self.units >= self.size else f"{units} von {size} UE"

    @property
    def facts(self) -> str:
        """Such as "100 UE, 34 Termine, 02.03.–15.06.2027"."""
        period = days.period(self.first, self.last)
        return f"{self.extent}, {counted(self.lessons, 'lesson')}, {period}"


def sections_of(db: Db, course_id: int) -> tuple[Section, ...]:
    """Return the sections of a course as its lessons stand now; () without lessons."""
    whole = _whole(db, course_id, AS_USUAL)
    if whole is None:
        return ()
    size = Decimal(whole.settings.number("attendance.section_units"))
    return tuple(
        Section(
            number=number,
            units=sum((part.units for part in parts), Decimal(0)),
            size=size,
            lessons=len(parts),
            first=whole.lessons[parts[0].lesson].day,
            last=whole.lessons[parts[-1].lesson].day,
        )
        for number, parts in _parted(whole)
    )


def attendance_lists(
    db: Db, first: date, last: date, courses: Collection[int] | None, choice: SheetChoice
) -> list[PlannedSheet]:
    """Return the lists whose dates touch a period: one a month or, where wished, one a section."""
    if profile_asked(settings_of(db), choice) != BY_SECTION:
        return monthly_lists(db, first, last, courses, choice)
    touched = standing_lessons(db, first, last, courses)
    return [
        planned
        for course_id in dict.fromkeys(lesson.course_id for lesson in touched)
        for planned in _lists(db, course_id, (first, last), choice)
    ]


def section_list(db: Db, course_id: int, number: int, choice: SheetChoice) -> PlannedSheet:
    """Return the list of one section, signed or with results.

    Raises:
        Refused: "section_unknown", with how many there are.
    """
    whole = _whole(db, course_id, choice)
    parted = dict(_parted(whole)) if whole is not None else {}
    if whole is None or number not in parted:
        raise Refused("section_unknown", number=number, count=len(parted))
    return _planned(whole, number, parted[number], EVER)


def _whole(db: Db, course_id: int, choice: SheetChoice) -> MadeList | None:
    """Return the list of all lessons of a course, which is parted into sections."""
    lessons = standing_lessons(db, *EVER, {course_id})
    if not lessons:
        return None
    wished = replace(choice, profile=BY_SECTION)
    course = sheet_courses(db, {course_id})[course_id]
    return made_list(db, course, lessons, sheet_rooms(db), wished)


def _parted(whole: MadeList) -> list[tuple[int, tuple[PartDate, ...]]]:
    return sections(list_sheet(whole))


def _lists(
    db: Db, course_id: int, period: tuple[date, date], choice: SheetChoice
) -> list[PlannedSheet]:
    whole = _whole(db, course_id, choice)
    if whole is None:
        return []
    return [
        _planned(whole, number, parts, period)
        for number, parts in _parted(whole)
        if any(period[0] <= whole.lessons[part.lesson].day <= period[1] for part in parts)
    ]


def _planned(
    whole: MadeList, number: int, parts: tuple[PartDate, ...], period: tuple[date, date]
) -> PlannedSheet:
    first, end = parts[0].lesson, parts[-1].lesson + 1
    lessons = whole.lessons[first:end]
    before = sum((lesson.units for lesson in list_sheet(whole).lessons[:first]), Decimal(0))
    people = tuple(
        person for person in whole.people if any(person.expected(lesson) for lesson in lessons)
    )
    made = replace(whole, lessons=lessons, people=people, units_before=before, section=number)
    listed = next((row for row in lessons if period[0] <= row.day <= period[1]), lessons[0])
    return planned_list(made, listed, (lessons[0].day, lessons[-1].day))
