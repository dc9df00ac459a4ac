"""Sites, rooms, what they offer, and other bookings of them."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kursplaner.domain.base import (
    AUTOINCREMENT,
    Base,
    Id,
    Line,
    Prose,
    Resource,
    Versioned,
    Word,
    kind_of_resource,
    reference,
    resource_key,
)
from kursplaner.domain.kinds import ResourceKind, RoomPurpose


class Site(Versioned, Base):
    """A building with an address; the Land hangs here (coordinates in microdegrees)."""

    __tablename__ = "site"

    id: Mapped[Id]
    name: Mapped[Line]
    street: Mapped[Line] = mapped_column(default="")
    postcode: Mapped[Word] = mapped_column(default="")
    municipality: Mapped[Line] = mapped_column(default="")
    land: Mapped[Word] = mapped_column(default="SN")
    latitude: Mapped[int | None]
    longitude: Mapped[int | None]
    note: Mapped[Prose] = mapped_column(default="")
    ended_on: Mapped[date | None]


class Room(Resource):
    """A room that can be booked. `beside_id` names the room next door (childcare)."""

    __tablename__ = "room"
    __table_args__: Any = (CheckConstraint("capacity >= 0", name="capacity"), {})
    __mapper_args__: Any = kind_of_resource(ResourceKind.ROOM)

    id: Mapped[int] = resource_key()
    site_id: Mapped[int] = reference("site.id")
    name: Mapped[Line]
    capacity: Mapped[int] = mapped_column(default=0)
    purpose: Mapped[Word] = mapped_column(default=RoomPurpose.TEACHING.value)
    accessible: Mapped[bool] = mapped_column(default=False)
    beside_id: Mapped[int | None] = reference("room.id")
    cost_cents: Mapped[int | None]
    note: Mapped[Prose] = mapped_column(default="")
    ended_on: Mapped[date | None]


class RoomEquipment(Base):
    """One thing a room offers."""

    __tablename__ = "room_equipment"
    __table_args__: Any = (UniqueConstraint("room_id", "kind"), AUTOINCREMENT)

    id: Mapped[Id]
    room_id: Mapped[int] = reference("room.id")
    kind: Mapped[Word]
    count: Mapped[int] = mapped_column(default=1)


class RoomBooking(Versioned, Base):
    """Use of a room by somebody else (council, club); it occupies the room."""

    __tablename__ = "room_booking"
    __table_args__: Any = (CheckConstraint("ends > starts", name="order"), AUTOINCREMENT)

    id: Mapped[Id]
    room_id: Mapped[int] = reference("room.id")
    starts: Mapped[int]
    ends: Mapped[int]
    title: Mapped[Line]
    organisation_id: Mapped[int | None] = reference("organisation.id")
    cancelled: Mapped[bool] = mapped_column(default=False)
    note: Mapped[Line] = mapped_column(default="")
