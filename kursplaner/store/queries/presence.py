"""Who belongs to running lessons, and who of them is known not to be there."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, exists, or_, select

from kursplaner.domain.attendance import AttendanceMark
from kursplaner.domain.courses import Enrolment, Lesson, PlannedLesson
from kursplaner.domain.kinds import EnrolmentStatus
from kursplaner.domain.people import Person
from kursplaner.store.queries.answers import answers
from kursplaner.store.queries.names import name_column
from kursplaner.store.session import Db

IN_COURSE = (EnrolmentStatus.ENROLLED, EnrolmentStatus.LEFT, EnrolmentStatus.COMPLETED)


@dataclass(frozen=True, slots=True)
class Expected:
    """One person expected in a lesson; `mark` is None where nothing was entered yet."""

    lesson_id: int
    person_id: int
    name: str
    mark: str | None


def expected_people(db: Db, lesson_ids: Collection[int], day: date) -> list[Expected]:
    """Return who is expected in lessons of one day, by name."""
    ticked = and_(
        AttendanceMark.lesson_id == Lesson.id, AttendanceMark.enrolment_id == Enrolment.id
    )
    planned = exists().where(
        PlannedLesson.enrolment_id == Enrolment.id, PlannedLesson.lesson_id == Lesson.id
    )
    query = (
        select(Lesson.id, Person.id, name_column(), AttendanceMark.mark)
        .join(Enrolment, Enrolment.course_id == Lesson.course_id)
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(AttendanceMark, ticked)
        .where(
            Lesson.id.in_(list(lesson_ids)),
            Enrolment.status.in_(IN_COURSE),
            or_(Enrolment.joined_on.is_(None), Enrolment.joined_on <= day),
            or_(Enrolment.left_on.is_(None), Enrolment.left_on >= day),
            or_(Enrolment.only_planned_lessons.is_(False), planned),
        )
        .order_by(Person.search_text, Person.id)
    )
    return answers(Expected, db.execute(query))
