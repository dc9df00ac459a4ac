"""The attendance grid of a course: people, dates, marks."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from kursplaner.basics.spans import day_of
from kursplaner.domain.attendance.marks import AttendanceMark, ClosedMonth
from kursplaner.domain.attendance.rules import may_be_marked, once_a_lesson
from kursplaner.domain.courses import Course, Enrolment, EnrolmentChild, Lesson, PlannedLesson
from kursplaner.domain.kinds.counting import ENROLMENTS_WITH_STAY, LESSONS_TAKING_PLACE
from kursplaner.domain.people import Person
from kursplaner.store.queries.lessons.lessons import LessonRow, lessons_between, lessons_of_course
from kursplaner.store.queries.names import name_column
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class GridStay:
    """One enrolment of somebody: from when to when, and the dates if it is not for all."""

    enrolment_id: int
    joined_on: date | None
    left_on: date | None
    planned_only: frozenset[int] | None

    def expected(self, lesson: LessonRow) -> bool:
        """Tell whether somebody is planned for a lesson by this enrolment."""
        within = may_be_marked(lesson.day, self.joined_on, self.left_on)
        return within and (self.planned_only is None or lesson.id in self.planned_only)


@dataclass(frozen=True, slots=True)
class GridPerson:
    """One row of the grid: a person, however often she left and came back.

    Attributes:
        stays: her enrolments in the course, the newest last.
        children: those who come along now.
    """

    person_id: int
    name: str
    family_name: str
    given_name: str
    children: int
    stays: tuple[GridStay, ...]

    @property
    def enrolment_id(self) -> int:
        """The newest enrolment."""
        return self.stays[-1].enrolment_id

    def expected(self, lesson: LessonRow) -> bool:
        """Tell whether the person is planned for a lesson, so that its cell may be marked."""
        return any(stay.expected(lesson) for stay in self.stays)

    def enrolment_in(self, lesson: LessonRow) -> int:
        """Return the newest enrolment by which she is planned for a lesson, else the newest."""
        mine = [stay.enrolment_id for stay in self.stays if stay.expected(lesson)]
        return mine[-1] if mine else self.enrolment_id


@dataclass(frozen=True, slots=True)
class MarkRow:
    """One tick; `came_at` and `left_at` are minutes of the day."""

    person_id: int
    enrolment_id: int
    lesson_id: int
    mark: str
    reason: str | None
    evidence_on: date | None
    came_at: int | None
    left_at: int | None


@dataclass(frozen=True, slots=True)
class AttendanceGridAnswer:
    """The grid of one course; marks are keyed by (person, lesson)."""

    people: tuple[GridPerson, ...]
    lessons: tuple[LessonRow, ...]
    marks: dict[tuple[int, int], MarkRow]

    @property
    def counted(self) -> dict[tuple[int, int], MarkRow]:
        """The marks of lessons that were held: what sums, shares and result lists are made of."""
        took_place = {lesson.id for lesson in self.lessons if lesson.held}
        return {key: mark for key, mark in self.marks.items() if key[1] in took_place}

    def past(self, person: GridPerson) -> tuple[MarkRow | None, ...]:
        """Return the marks of somebody in the lessons that were held, in order of time."""
        due = [lesson for lesson in self.lessons if lesson.held and person.expected(lesson)]
        return tuple(self.marks.get((person.person_id, lesson.id)) for lesson in due)


def attendance_grid(db: Db, course_id: int) -> AttendanceGridAnswer:
    """Return the grid of a course with its lessons that were not cancelled."""
    lessons = [
        lesson
        for lesson in lessons_of_course(db, course_id)
        if lesson.status in LESSONS_TAKING_PLACE
    ]
    return AttendanceGridAnswer(grid_people(db, course_id), tuple(lessons), _marks(db, course_id))


def grid_people(db: Db, course_id: int) -> tuple[GridPerson, ...]:
    """Return who is or was in a course, by name, each person once."""
    children = (
        select(func.count())
        .where(EnrolmentChild.enrolment_id == Enrolment.id)
        .correlate(Enrolment)
        .scalar_subquery()
    )
    query = (
        select(
            Enrolment.id,
            Person.id,
            name_column(),
            Person.family_name,
            Person.given_name,
            Enrolment.joined_on,
            Enrolment.left_on,
            children,
            Enrolment.only_planned_lessons,
        )
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.course_id == course_id, Enrolment.status.in_(ENROLMENTS_WITH_STAY))
        .order_by(Person.search_text, Enrolment.id)
    )
    rows: list[Any] = list(db.execute(query))
    planned = _planned(db, [row[0] for row in rows if row[8]])
    people: dict[int, GridPerson] = {}
    for key, person_id, name, family, given, joined, left, coming, some in rows:
        stay = GridStay(key, joined, left, planned.get(key, frozenset()) if some else None)
        before = people[person_id].stays if person_id in people else ()
        people[person_id] = GridPerson(person_id, name, family, given, coming, (*before, stay))
    return tuple(people.values())


def _planned(db: Db, enrolment_ids: list[int]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    query = select(PlannedLesson.enrolment_id, PlannedLesson.lesson_id).where(
        PlannedLesson.enrolment_id.in_(enrolment_ids)
    )
    for enrolment_id, lesson_id in db.execute(query):
        found.setdefault(enrolment_id, set()).add(lesson_id)
    return {key: frozenset(lessons) for key, lessons in found.items()}


def _marks(db: Db, course_id: int) -> dict[tuple[int, int], MarkRow]:
    mark = AttendanceMark
    query = (
        select(
            Enrolment.person_id,
            mark.enrolment_id,
            mark.lesson_id,
            mark.mark,
            mark.reason,
            mark.evidence_on,
            mark.came_at,
            mark.left_at,
        )
        .join(Lesson, Lesson.id == mark.lesson_id)
        .join(Enrolment, Enrolment.id == mark.enrolment_id)
        .where(Lesson.course_id == course_id)
        .order_by(mark.enrolment_id)
    )
    return once_a_lesson(MarkRow(*row) for row in db.execute(query))


def closed_months(db: Db, course_id: int) -> dict[date, date]:
    """Return the day since which a month is closed, by its first day."""
    closed = ClosedMonth
    query = select(closed.month, closed.closed_at).where(
        closed.course_id == course_id, closed.reopened_at.is_(None)
    )
    return {month: day_of(at) for month, at in db.execute(query)}


def lessons_without_attendance(db: Db, first: date, last: date) -> list[LessonRow]:
    """Return the lessons that were held and are not recorded: what is to be entered.

    Those with people, and open evenings, whose guests are counted.
    """
    walk_in = set(db.scalars(select(Course.id).where(Course.walk_in)))
    return [
        lesson
        for lesson in lessons_between(db, first, last)
        if (lesson.enrolled or lesson.course_id in walk_in) and lesson.held and not lesson.recorded
    ]
