"""Courses, their lessons, and the people enrolled in them."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kursplaner.domain.base import (
    AUTOINCREMENT,
    Base,
    Id,
    Line,
    Prose,
    Versioned,
    Word,
    reference,
)
from kursplaner.domain.kinds import CourseStatus, EnrolmentStatus, LessonRole, LessonStatus, Way
from kursplaner.domain.kinds.counting import COURSES_OVER


class Course(Versioned, Base):
    """A course; its lessons are the truth, the pattern only made them."""

    __tablename__ = "course"
    __table_args__: Any = (
        UniqueConstraint("number"),
        CheckConstraint("unit_minutes BETWEEN 1 AND 240", name="unit_minutes"),
        CheckConstraint("required_units >= 0", name="required_units"),
        AUTOINCREMENT,
    )

    id: Mapped[Id]
    number: Mapped[Word]
    title: Mapped[Line]
    search_text: Mapped[Prose] = mapped_column(default="")
    course_type: Mapped[Word]
    level: Mapped[Word] = mapped_column(default="")
    status: Mapped[Word] = mapped_column(default=CourseStatus.ACTIVE.value)
    required_units: Mapped[int]
    unit_minutes: Mapped[int] = mapped_column(default=45)
    capacity: Mapped[int]
    first_day: Mapped[date]
    pause_in_school_holidays: Mapped[bool] = mapped_column(default=True)
    childcare: Mapped[bool] = mapped_column(default=False)
    shuttle: Mapped[bool] = mapped_column(default=False)
    women_only: Mapped[bool] = mapped_column(default=False)
    walk_in: Mapped[bool] = mapped_column(default=False)
    colour: Mapped[int] = mapped_column(default=0)
    site_id: Mapped[int | None] = reference("site.id")
    grant_id: Mapped[int | None] = reference("grant.id")
    provider_id: Mapped[int | None] = reference("organisation.id")
    predecessor_id: Mapped[int | None] = reference("course.id")
    needs_accessible: Mapped[bool] = mapped_column(default=False)
    needs_equipment: Mapped[Line] = mapped_column(default="")
    note: Mapped[Prose] = mapped_column(default="")
    ended_on: Mapped[date | None]
    language: Mapped[Word] = mapped_column(default="", server_default="", sort_order=1)

    def over(self, day: date) -> bool:
        """Tell whether it takes nobody in any more: ended or called off, or ended before a day."""
        return self.status in COURSES_OVER or (self.ended_on is not None and self.ended_on < day)


class CourseGrant(Base):
    """Which grant pays for a course's lessons from a minute on; before the first the course's.

    `grant_id` None: none pays any more.
    """

    __tablename__ = "course_grant"
    __table_args__: Any = (UniqueConstraint("course_id", "starts"), AUTOINCREMENT)

    id: Mapped[Id]
    course_id: Mapped[int] = reference("course.id", index=False)
    starts: Mapped[int]
    grant_id: Mapped[int | None] = reference("grant.id")


class NamedGrant(Base):
    """A grant that a course's sheets name, too, beside the one that pays; its units it never gets.

    `position` counts from 1.
    """

    __tablename__ = "named_grant"
    __table_args__: Any = (UniqueConstraint("course_id", "grant_id"), AUTOINCREMENT)

    id: Mapped[Id]
    course_id: Mapped[int] = reference("course.id", index=False)
    grant_id: Mapped[int] = reference("grant.id")
    position: Mapped[int]


class LessonPattern(Base):
    """Template of a series: weekday and times, kept to make and continue lessons."""

    __tablename__ = "lesson_pattern"
    __table_args__: Any = (
        CheckConstraint("ends > starts", name="order"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        AUTOINCREMENT,
    )

    id: Mapped[Id]
    course_id: Mapped[int] = reference("course.id")
    weekday: Mapped[int]
    starts: Mapped[int]
    ends: Mapped[int]
    pause_minutes: Mapped[int] = mapped_column(default=0)
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]


class SkippedDate(Base):
    """A date of the series without a lesson, with its reason; it can be taken in again."""

    __tablename__ = "skipped_date"
    __table_args__: Any = (UniqueConstraint("course_id", "day"), AUTOINCREMENT)

    id: Mapped[Id]
    course_id: Mapped[int] = reference("course.id")
    day: Mapped[date]
    reason: Mapped[Word]
    name: Mapped[Line] = mapped_column(default="")


class Lesson(Versioned, Base):
    """One meeting of a course. `teaching_minutes` is the time taught without the pause."""

    __tablename__ = "lesson"
    __table_args__: Any = (
        CheckConstraint("ends > starts", name="order"),
        CheckConstraint("teaching_minutes >= 0", name="teaching"),
        Index("ix_lesson_starts_status", "starts", "status"),
        AUTOINCREMENT,
    )

    id: Mapped[Id]
    course_id: Mapped[int] = reference("course.id")
    starts: Mapped[int]
    ends: Mapped[int]
    teaching_minutes: Mapped[int]
    room_id: Mapped[int | None] = reference("room.id")
    status: Mapped[Word] = mapped_column(default=LessonStatus.PLANNED.value)
    topic: Mapped[Line] = mapped_column(default="")
    pinned: Mapped[bool] = mapped_column(default=False)
    makeup_for_id: Mapped[int | None] = reference("lesson.id")
    cancel_reason: Mapped[Word | None]
    cancel_note: Mapped[Line] = mapped_column(default="")
    cancel_cost_cents: Mapped[int | None]
    cancel_cost_eligible: Mapped[bool | None]
    attendance_done: Mapped[bool] = mapped_column(default=False)


class LessonPerson(Base):
    """Somebody who works in a lesson: teacher, interpreter, speaker."""

    __tablename__ = "lesson_person"
    __table_args__: Any = (UniqueConstraint("lesson_id", "person_id"), AUTOINCREMENT)

    id: Mapped[Id]
    lesson_id: Mapped[int] = reference("lesson.id")
    person_id: Mapped[int] = reference("person.id")
    role: Mapped[Word] = mapped_column(default=LessonRole.TEACHER.value)


class LessonTally(Base):
    """Anonymous count of a walk-in event."""

    __tablename__ = "lesson_tally"
    __table_args__: Any = (
        UniqueConstraint("lesson_id"),
        CheckConstraint("adults >= 0 AND women >= 0 AND women <= adults", name="adults"),
        CheckConstraint("children >= 0", name="children"),
        AUTOINCREMENT,
    )

    id: Mapped[Id]
    lesson_id: Mapped[int] = reference("lesson.id", index=False)
    adults: Mapped[int] = mapped_column(default=0)
    women: Mapped[int] = mapped_column(default=0)
    children: Mapped[int] = mapped_column(default=0)


class TallyAge(Base):
    """Of those counted without a name: how many are at least so old, up to the next group."""

    __tablename__ = "tally_age"
    __table_args__: Any = (
        UniqueConstraint("lesson_id", "from_age"),
        CheckConstraint("people > 0", name="people"),
        CheckConstraint("from_age >= 0", name="from_age"),
        AUTOINCREMENT,
    )

    id: Mapped[Id]
    lesson_id: Mapped[int] = reference("lesson.id", index=False)
    from_age: Mapped[int]
    people: Mapped[int]


class LessonInterpreter(Versioned, Base):
    """Somebody who interprets in a lesson: a person of the town, or somebody an agency sends.

    A person of the town is a `LessonPerson` as well, which keeps her busy; money in cents.
    """

    __tablename__ = "lesson_interpreter"
    __table_args__: Any = (
        CheckConstraint("person_id IS NOT NULL OR agency <> ''", name="who"),
        CheckConstraint("minutes > 0", name="minutes"),
        CheckConstraint("cost_cents >= 0", name="cost"),
        AUTOINCREMENT,
    )

    id: Mapped[Id]
    lesson_id: Mapped[int] = reference("lesson.id")
    person_id: Mapped[int | None] = reference("person.id")
    agency: Mapped[Line] = mapped_column(default="")
    language: Mapped[Word]
    minutes: Mapped[int]
    cost_cents: Mapped[int | None]
    note: Mapped[Line] = mapped_column(default="")


class Enrolment(Versioned, Base):
    """A person's stay in a course; coming back is a new row."""

    __tablename__ = "enrolment"
    __table_args__: Any = (
        CheckConstraint(
            "left_on IS NULL OR joined_on IS NULL OR left_on >= joined_on", name="stay"
        ),
        Index("ix_enrolment_course_status", "course_id", "status"),
        AUTOINCREMENT,
    )

    id: Mapped[Id]
    course_id: Mapped[int] = reference("course.id", index=False)
    person_id: Mapped[int] = reference("person.id")
    status: Mapped[Word] = mapped_column(default=EnrolmentStatus.ENROLLED.value)
    asked_on: Mapped[date | None]
    waiting_position: Mapped[int | None]
    joined_on: Mapped[date | None]
    left_on: Mapped[date | None]
    reason: Mapped[Word | None]
    reason_note: Mapped[Line] = mapped_column(default="")
    way: Mapped[Word] = mapped_column(default=Way.UNKNOWN.value)
    childcare_wanted: Mapped[bool] = mapped_column(default=False)
    only_planned_lessons: Mapped[bool] = mapped_column(default=False)
    note: Mapped[Line] = mapped_column(default="")


class EnrolmentChild(Base):
    """A child that comes along with an enrolled guardian: childcare place and seat."""

    __tablename__ = "enrolment_child"
    __table_args__: Any = (UniqueConstraint("enrolment_id", "child_id"), AUTOINCREMENT)

    id: Mapped[Id]
    enrolment_id: Mapped[int] = reference("enrolment.id")
    child_id: Mapped[int] = reference("person.id")
    childcare: Mapped[bool] = mapped_column(default=True)
    rides: Mapped[bool] = mapped_column(default=True)


class PlannedLesson(Base):
    """A date planned for a person who does not come to all of them (shift workers)."""

    __tablename__ = "planned_lesson"
    __table_args__: Any = (UniqueConstraint("enrolment_id", "lesson_id"), AUTOINCREMENT)

    id: Mapped[Id]
    enrolment_id: Mapped[int] = reference("enrolment.id")
    lesson_id: Mapped[int] = reference("lesson.id")


class CourseChange(Base):
    """A course merged, split or continued from a day on."""

    __tablename__ = "course_change"

    id: Mapped[Id]
    kind: Mapped[Word]
    from_course_id: Mapped[int] = reference("course.id")
    to_course_id: Mapped[int] = reference("course.id")
    day: Mapped[date]
    note: Mapped[Line] = mapped_column(default="")
