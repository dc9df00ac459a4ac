"""What is busy when: one table and one rule for rooms, people and vehicles."""

from typing import Any

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from kursplaner.domain.base import AUTOINCREMENT, Base, Id, Line, Word, reference

LONGEST_MINUTES = 14 * 1440


class Occupation(Base):
    """A resource busy in [starts, ends) absolute local minutes.

    The database refuses two active occupations of one resource that overlap. An overlap enters
    only as accepted with a reason: just its stretch is a row that is not active.
    """

    __tablename__ = "occupation"
    __table_args__: Any = (
        CheckConstraint("ends > starts", name="order"),
        CheckConstraint(f"ends - starts <= {LONGEST_MINUTES}", name="longest"),
        CheckConstraint("active OR accepted_reason <> ''", name="reason"),
        Index("ix_occupation_resource_active_starts", "resource_id", "active", "starts", "ends"),
        Index("ix_occupation_source_source_id", "source", "source_id"),
        AUTOINCREMENT,
    )

    id: Mapped[Id]
    resource_id: Mapped[int] = reference("resource.id", index=False)
    starts: Mapped[int]
    ends: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)
    source: Mapped[Word]
    source_id: Mapped[int]
    accepted_reason: Mapped[Line] = mapped_column(default="")
