"""Drafts ("Was wäre wenn"): changes collected before they are applied or thrown away."""

from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from kursplaner.domain.base import AUTOINCREMENT, Base, Id, Line, Prose, Versioned, Word, reference


class Draft(Versioned, Base):
    """A collection of changes that nobody has applied yet; `made_at` in absolute minutes."""

    __tablename__ = "draft"

    id: Mapped[Id]
    title: Mapped[Line]
    made_at: Mapped[int]


class DraftStep(Base):
    """One change of a draft, in order; `content` as planning.drafts writes it."""

    __tablename__ = "draft_step"
    __table_args__: Any = (UniqueConstraint("draft_id", "position"), AUTOINCREMENT)

    id: Mapped[Id]
    draft_id: Mapped[int] = reference("draft.id")
    position: Mapped[int]
    kind: Mapped[Word]
    content: Mapped[Prose]
