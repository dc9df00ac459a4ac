"""Attendance: one tick of one enrolled person in one lesson."""

from datetime import date
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from kursplaner.domain.base import AUTOINCREMENT, Base, Id, Line, Word, reference


class ClosedMonth(Base):
    """A month of a course whose attendance is complete; `month` is its first day.

    Times are absolute minutes. One that was opened again stays, with its reason.
    """

    __tablename__ = "closed_month"
    __table_args__: Any = (
        Index("ix_closed_month_course_month", "course_id", "month"),
        AUTOINCREMENT,
    )

    id: Mapped[Id]
    course_id: Mapped[int] = reference("course.id", index=False)
    month: Mapped[date]
    closed_at: Mapped[int]
    reopened_at: Mapped[int | None]
    reopened_because: Mapped[Line] = mapped_column(default="")


class AttendanceMark(Base):
    """One tick. `came_at` and `left_at` are minutes of the day, only when late or early."""

    __tablename__ = "attendance_mark"
    __table_args__: Any = (
        Index("uq_attendance_mark_lesson_enrolment", "lesson_id", "enrolment_id", unique=True),
        AUTOINCREMENT,
    )

    id: Mapped[Id]
    enrolment_id: Mapped[int] = reference("enrolment.id")
    lesson_id: Mapped[int] = reference("lesson.id", index=False)
    mark: Mapped[Word]
    reason: Mapped[Word | None]
    evidence_on: Mapped[date | None]
    came_at: Mapped[int | None]
    left_at: Mapped[int | None]
    note: Mapped[Line] = mapped_column(default="")
