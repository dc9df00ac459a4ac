"""Evaluation: a run in a course, its sheets without names, and the answers."""

from datetime import date
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kursplaner.domain.base import AUTOINCREMENT, Base, Id, Prose, Word, reference


class EvaluationRun(Base):
    """One asking of a course (end of course, or months later)."""

    __tablename__ = "evaluation_run"

    id: Mapped[Id]
    course_id: Mapped[int] = reference("course.id")
    day: Mapped[date]
    occasion: Mapped[Word] = mapped_column(default="end")


class EvaluationSheet(Base):
    """One sheet of a run, anonymous; the number only keeps sheets apart."""

    __tablename__ = "evaluation_sheet"
    __table_args__: Any = (UniqueConstraint("run_id", "number"), AUTOINCREMENT)

    id: Mapped[Id]
    run_id: Mapped[int] = reference("evaluation_run.id")
    number: Mapped[int]
    language: Mapped[Word] = mapped_column(default="de")
    version: Mapped[Word] = mapped_column(default="standard")


class EvaluationAnswer(Base):
    """One ticked answer (value) or free text of a sheet."""

    __tablename__ = "evaluation_answer"
    __table_args__: Any = (UniqueConstraint("sheet_id", "item"), AUTOINCREMENT)

    id: Mapped[Id]
    sheet_id: Mapped[int] = reference("evaluation_sheet.id")
    item: Mapped[Word]
    value: Mapped[int | None]
    text: Mapped[Prose] = mapped_column(default="")
