"""What fails on a morning: who or what is missing, and whom somebody calls about it."""

from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kursplaner.domain.base import AUTOINCREMENT, Base, Id, Line, Versioned, Word, reference
from kursplaner.domain.kinds import CallAnswer, ContactResult


class Absence(Versioned, Base):
    """A person, a vehicle, a village's rides or a whole day fails in [starts, ends).

    `kind` is an AbsenceKind. Persons and vehicles carry the closure that bars them; a village
    its municipality. `reason` is a ClosureReason.
    """

    __tablename__ = "absence"
    __table_args__: Any = (CheckConstraint("ends > starts", name="order"), AUTOINCREMENT)

    id: Mapped[Id]
    kind: Mapped[Word]
    resource_id: Mapped[int | None] = reference("resource.id")
    closure_id: Mapped[int | None] = reference("closure.id")
    municipality: Mapped[Line] = mapped_column(default="")
    starts: Mapped[int] = mapped_column(index=True)
    ends: Mapped[int]
    reason: Mapped[Word]
    note: Mapped[Line] = mapped_column(default="")
    reported_at: Mapped[int]


class AbsenceCall(Base):
    """Where the call of one person about an absence stands; no row means "open"."""

    __tablename__ = "absence_call"
    __table_args__: Any = (UniqueConstraint("absence_id", "person_id"), AUTOINCREMENT)

    id: Mapped[Id]
    absence_id: Mapped[int] = reference("absence.id")
    person_id: Mapped[int] = reference("person.id")
    result: Mapped[Word] = mapped_column(default=ContactResult.OPEN.value)
    answer: Mapped[Word] = mapped_column(default=CallAnswer.OPEN.value)
    at: Mapped[int | None]
    note: Mapped[Line] = mapped_column(default="")
