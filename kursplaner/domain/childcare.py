"""Childcare beside the lessons: slots, carers in them, and the children's places."""

from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kursplaner.domain.base import AUTOINCREMENT, Base, Id, Line, Versioned, Word, reference
from kursplaner.domain.kinds import PlaceStatus, SlotStatus


class ChildcareSlot(Versioned, Base):
    """Childcare at a time in a room; it may serve several lessons."""

    __tablename__ = "childcare_slot"
    __table_args__: Any = (
        CheckConstraint("ends > starts", name="order"),
        Index("ix_childcare_slot_starts_status", "starts", "status"),
        AUTOINCREMENT,
    )

    id: Mapped[Id]
    room_id: Mapped[int | None] = reference("room.id")
    starts: Mapped[int]
    ends: Mapped[int]
    status: Mapped[Word] = mapped_column(default=SlotStatus.PLANNED.value)
    cancel_reason: Mapped[Word | None]
    note: Mapped[Line] = mapped_column(default="")


class ChildcareSlotLesson(Base):
    """A lesson that a childcare slot serves."""

    __tablename__ = "childcare_slot_lesson"
    __table_args__: Any = (UniqueConstraint("slot_id", "lesson_id"), AUTOINCREMENT)

    id: Mapped[Id]
    slot_id: Mapped[int] = reference("childcare_slot.id")
    lesson_id: Mapped[int] = reference("lesson.id")


class ChildcareSlotCarer(Base):
    """A carer at work in a slot; without own times she is there for all of it."""

    __tablename__ = "childcare_slot_carer"
    __table_args__: Any = (
        CheckConstraint("ends IS NULL OR ends > starts", name="order"),
        UniqueConstraint("slot_id", "person_id"),
        AUTOINCREMENT,
    )

    id: Mapped[Id]
    slot_id: Mapped[int] = reference("childcare_slot.id")
    person_id: Mapped[int] = reference("person.id")
    starts: Mapped[int | None]
    ends: Mapped[int | None]


class ChildcarePlace(Base):
    """A child's place in a slot, with bringing and collecting (absolute local minutes)."""

    __tablename__ = "childcare_place"
    __table_args__: Any = (UniqueConstraint("slot_id", "child_id"), AUTOINCREMENT)

    id: Mapped[Id]
    slot_id: Mapped[int] = reference("childcare_slot.id")
    child_id: Mapped[int] = reference("person.id")
    enrolment_id: Mapped[int | None] = reference("enrolment.id")
    carer_id: Mapped[int | None] = reference("person.id")
    status: Mapped[Word] = mapped_column(default=PlaceStatus.PLANNED.value)
    brought_at: Mapped[int | None]
    brought_by: Mapped[Line] = mapped_column(default="")
    collected_at: Mapped[int | None]
    collected_by: Mapped[Line] = mapped_column(default="")
    over_limit_reason: Mapped[Line] = mapped_column(default="")
    remark: Mapped[Line] = mapped_column(default="")
