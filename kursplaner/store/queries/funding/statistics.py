"""What took place in a period, as counts for a funder; everything is looked up in few questions."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.attendance.rules import once_a_lesson
from kursplaner.domain.courses import Course, Enrolment, Lesson, LessonTally, TallyAge
from kursplaner.domain.funding import Grant
from kursplaner.domain.kinds import Mark
from kursplaner.domain.kinds.counting import ENROLMENTS_WITH_STAY
from kursplaner.domain.organisations import Organisation
from kursplaner.domain.people import Person, PersonAddress
from kursplaner.store.queries.absences.answers import answers
from kursplaner.store.queries.attendance import held
from kursplaner.store.queries.funding.course_grants import GRANT_OF_LESSON
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class GrantFacts:
    """A grant as a report names it."""

    id: int
    reference: str
    title: str
    funder: str
    funding_line: str
    logo_hash: str | None


@dataclass(frozen=True, slots=True)
class Period:
    """Which lessons count: those in [starts, ends), of the grant that pays for them or of all."""

    starts: int
    ends: int
    grant_id: int | None

    def lessons(self) -> list[ColumnElement[bool]]:
        """Return the conditions for a query that holds Lesson and Course."""
        wanted = [Lesson.starts >= self.starts, Lesson.starts < self.ends]
        if self.grant_id is not None:
            wanted.append(GRANT_OF_LESSON == self.grant_id)  # noqa: SIM300 -- the column says which
        return wanted


@dataclass(frozen=True, slots=True)
class LessonFacts:
    """A lesson of the period with its walk-in tally.

    `recorded` and `held` are what `store.queries.held` says of it now.
    """

    id: int
    course_id: int
    starts: int
    ends: int
    teaching_minutes: int
    unit_minutes: int
    status: str
    cancel_reason: str | None
    guests: int
    guest_women: int
    guest_children: int
    recorded: bool
    held: bool


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """A course of the period."""

    id: int
    number: str
    title: str
    course_type: str
    level: str
    first_day: date
    language: str = ""


@dataclass(frozen=True, slots=True)
class PresenceFacts:
    """A mark of a person in a lesson of the period that was held."""

    person_id: int
    course_id: int
    lesson_id: int
    enrolment_id: int
    mark: str

    @property
    def present(self) -> bool:
        """Whether the person was there."""
        return self.mark == Mark.PRESENT


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What a report may say of a person; restricted addresses have no municipality."""

    id: int
    birth_date: date | None
    gender: str
    municipality: str


def grant_facts(db: Db, reference: str) -> GrantFacts:
    """Return a grant by its reference.

    Raises:
        Refused: kind "grant_unknown".
    """
    query = (
        select(
            Grant.id,
            Grant.reference,
            Grant.title,
            Organisation.name,
            Grant.funding_line,
            Grant.logo_hash,
        )
        .outerjoin(Organisation, Organisation.id == Grant.funder_id)
        .where(Grant.reference == reference)
    )
    row: Any = db.execute(query).first()
    if row is None:
        raise Refused("grant_unknown", reference=reference)
    return GrantFacts(row[0], row[1], row[2], row[3] or "", row[4], row[5])


def grant_references(db: Db) -> list[str]:
    """Return the references of all grants."""
    return list(db.scalars(select(Grant.reference).order_by(Grant.reference)))


def period(first: date, last: date, grant_id: int | None = None) -> Period:
    """Return the period from `first` to `last`, both included.

    Raises:
        Refused: kind "period_backwards".
    """
    if last < first:
        raise Refused("period_backwards", first=first, last=last)
    return Period(minute_of(first), minute_of(last) + 1440, grant_id)


def lesson_facts(db: Db, wanted: Period) -> list[LessonFacts]:
    """Return the lessons of a period in order of time, cancelled ones too."""
    tally, now = LessonTally, clock.minute()
    query = (
        select(
            Lesson.id,
            Lesson.course_id,
            Lesson.starts,
            Lesson.ends,
            Lesson.teaching_minutes,
            Course.unit_minutes,
            held.status(now),
            Lesson.cancel_reason,
            tally.adults,
            tally.women,
            tally.children,
            held.recorded(now),
            held.held(now),
        )
        .join(Course, Course.id == Lesson.course_id)
        .outerjoin(tally, tally.lesson_id == Lesson.id)
        .where(*wanted.lessons())
        .order_by(Lesson.starts, Lesson.id)
    )
    rows: list[Any] = list(db.execute(query))
    return answers(
        LessonFacts,
        [
            (*row[:8], *(count or 0 for count in row[8:11]), bool(row[11]), bool(row[12]))
            for row in rows
        ],
    )


def guest_ages(db: Db, wanted: Period) -> dict[int, int]:
    """Return visits without a name by the age at which their group begins, of lessons held."""
    query = (
        select(TallyAge.from_age, func.sum(TallyAge.people))
        .join(Lesson, Lesson.id == TallyAge.lesson_id)
        .join(Course, Course.id == Lesson.course_id)
        .where(*wanted.lessons(), held.held(clock.minute()))
        .group_by(TallyAge.from_age)
        .order_by(TallyAge.from_age)
    )
    return {int(age): int(people) for age, people in db.execute(query)}


def course_facts(db: Db, wanted: Period) -> list[CourseFacts]:
    """Return the courses that have lessons in a period, by number."""
    taught = select(Lesson.course_id).join(Course).where(*wanted.lessons())
    kind = (Course.course_type, Course.level, Course.first_day, Course.language)
    query = select(Course.id, Course.number, Course.title, *kind)
    rows = db.execute(query.where(Course.id.in_(taught)).order_by(Course.number))
    return answers(CourseFacts, rows)


def presence_facts(db: Db, wanted: Period) -> list[PresenceFacts]:
    """Return the marks of people in the lessons of a period that were held, one a lesson.

    What is announced for a lesson to come counts nowhere before it was held.
    """
    query = (
        select(
            Enrolment.person_id,
            Lesson.course_id,
            Lesson.id,
            Enrolment.id,
            AttendanceMark.mark,
        )
        .join(Enrolment, Enrolment.id == AttendanceMark.enrolment_id)
        .join(Lesson, Lesson.id == AttendanceMark.lesson_id)
        .join(Course, Course.id == Lesson.course_id)
        .where(*wanted.lessons(), held.held(clock.minute()))
        .order_by(Enrolment.person_id, Lesson.starts, Enrolment.id)
    )
    return list(once_a_lesson(answers(PresenceFacts, db.execute(query))).values())


def enrolled_facts(db: Db, wanted: Period) -> list[tuple[int, int]]:
    """Return (person, course) of all who took part in a course of the period."""
    taught = select(Lesson.course_id).join(Course).where(*wanted.lessons())
    query = (
        select(Enrolment.person_id, Enrolment.course_id)
        .where(Enrolment.course_id.in_(taught), Enrolment.status.in_(ENROLMENTS_WITH_STAY))
        .distinct()
        .order_by(Enrolment.course_id, Enrolment.person_id)
    )
    return [(row[0], row[1]) for row in db.execute(query)]


def person_facts(db: Db, ids: set[int], on: date) -> dict[int, PersonFacts]:
    """Return these people with where they lived on a day (the first address if later)."""
    places: dict[int, str] = {}
    for person_id, valid_from, place in _addresses(db):
        if person_id not in places or valid_from <= on:
            places[person_id] = place
    query = select(Person.id, Person.birth_date, Person.gender, Person.address_restricted)
    rows: list[Any] = list(db.execute(query))
    return {
        row[0]: PersonFacts(row[0], row[1], row[2], "" if row[3] else places.get(row[0], ""))
        for row in rows
        if row[0] in ids
    }


def _addresses(db: Db) -> list[tuple[int, date, str]]:
    query = select(PersonAddress.person_id, PersonAddress.valid_from, PersonAddress.municipality)
    rows: list[Any] = list(db.execute(query.order_by(PersonAddress.valid_from)))
    return [(row[0], row[1], row[2]) for row in rows]


def attended(facts: list[PresenceFacts]) -> dict[int, set[int]]:
    """Return the lessons each person was present in."""
    found: dict[int, set[int]] = defaultdict(set)
    for presence in facts:
        if presence.present:
            found[presence.person_id].add(presence.lesson_id)
    return found
