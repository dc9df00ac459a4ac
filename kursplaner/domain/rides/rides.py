"""The shuttle: vehicles, stops, who wants to ride, and the rides themselves."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kursplaner.basics.errors import Refused
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
from kursplaner.domain.kinds import (
    DrivenBy,
    ResourceKind,
    RideStatus,
    SeatKind,
    SeatResult,
    VehicleOwner,
)
from kursplaner.domain.kinds.counting import RIDES_TAKING_PLACE

TOWNS = VehicleOwner.TOWN.value


class Vehicle(Resource):
    """A vehicle; `seats` are the belted seats with the driver's (so 9 carry 8 passengers)."""

    __tablename__ = "vehicle"
    __table_args__: Any = (CheckConstraint("seats BETWEEN 1 AND 80", name="seats"), {})
    __mapper_args__: Any = kind_of_resource(ResourceKind.VEHICLE)

    id: Mapped[int] = resource_key()
    name: Mapped[Line]
    plate: Mapped[Word] = mapped_column(default="")
    seats: Mapped[int]
    wheelchair_places: Mapped[int] = mapped_column(default=0)
    pram_places: Mapped[int] = mapped_column(default=1)
    usual_driver_id: Mapped[int | None] = reference("person.id")
    depot_stop_id: Mapped[int | None] = reference("stop.id")
    odometer_km: Mapped[int | None]
    note: Mapped[Prose] = mapped_column(default="")
    ended_on: Mapped[date | None]
    owner: Mapped[Word] = mapped_column(default=TOWNS, server_default=TOWNS)


class VehicleSeat(Base):
    """How many child seats of a kind a vehicle carries."""

    __tablename__ = "vehicle_seat"
    __table_args__: Any = (
        UniqueConstraint("vehicle_id", "kind"),
        CheckConstraint("count >= 0", name="count"),
        AUTOINCREMENT,
    )

    id: Mapped[Id]
    vehicle_id: Mapped[int] = reference("vehicle.id")
    kind: Mapped[Word]
    count: Mapped[int]


class Stop(Versioned, Base):
    """A place where the shuttle stops (coordinates in microdegrees)."""

    __tablename__ = "stop"

    id: Mapped[Id]
    name: Mapped[Line]
    municipality: Mapped[Line] = mapped_column(default="")
    latitude: Mapped[int | None]
    longitude: Mapped[int | None]
    note: Mapped[Line] = mapped_column(default="")
    ended_on: Mapped[date | None]


class PlaceDistance(Base):
    """A distance set by hand between two stops, in metres and minutes."""

    __tablename__ = "place_distance"
    __table_args__: Any = (UniqueConstraint("from_stop_id", "to_stop_id"), AUTOINCREMENT)

    id: Mapped[Id]
    from_stop_id: Mapped[int] = reference("stop.id")
    to_stop_id: Mapped[int] = reference("stop.id")
    metres: Mapped[int]
    minutes: Mapped[int | None]


class RideDemand(Versioned, Base):
    """Standing wish of an enrolment to ride in one direction, from or to a stop."""

    __tablename__ = "ride_demand"
    __table_args__: Any = (UniqueConstraint("enrolment_id", "direction"), AUTOINCREMENT)

    id: Mapped[Id]
    enrolment_id: Mapped[int] = reference("enrolment.id")
    direction: Mapped[Word]
    stop_id: Mapped[int] = reference("stop.id")
    wheelchair: Mapped[bool] = mapped_column(default=False)
    pram: Mapped[bool] = mapped_column(default=False)
    ended_on: Mapped[date | None]


class RideDemandException(Base):
    """One date on which a standing demand differs."""

    __tablename__ = "ride_demand_exception"
    __table_args__: Any = (UniqueConstraint("demand_id", "day"), AUTOINCREMENT)

    id: Mapped[Id]
    demand_id: Mapped[int] = reference("ride_demand.id")
    day: Mapped[date]
    kind: Mapped[Word]
    stop_id: Mapped[int | None] = reference("stop.id")


class Ride(Versioned, Base):
    """One tour of one vehicle; `metres` is planned, odometers are what was driven.

    `cancel_reason` tells why it was called off; while it takes place, who drives it (`DrivenBy`)
    without a vehicle and a driver of the town.
    """

    __tablename__ = "ride"
    __table_args__: Any = (
        CheckConstraint("ends > starts", name="order"),
        Index("ix_ride_starts_status", "starts", "status"),
        AUTOINCREMENT,
    )

    id: Mapped[Id]
    direction: Mapped[Word]
    vehicle_id: Mapped[int | None] = reference("vehicle.id")
    driver_id: Mapped[int | None] = reference("person.id")
    starts: Mapped[int]
    ends: Mapped[int]
    metres: Mapped[int] = mapped_column(default=0)
    status: Mapped[Word] = mapped_column(default=RideStatus.PLANNED.value)
    locked: Mapped[bool] = mapped_column(default=False)
    cancel_reason: Mapped[Word | None]
    odometer_start_km: Mapped[int | None]
    odometer_end_km: Mapped[int | None]
    remark: Mapped[Line] = mapped_column(default="")

    @property
    def by_taxi(self) -> bool:
        """Whether a taxi drives it, or drove it."""
        there = self.status in RIDES_TAKING_PLACE
        return there and self.cancel_reason == DrivenBy.TAXI.value


class RideLesson(Base):
    """A lesson that a ride brings people to or takes them from."""

    __tablename__ = "ride_lesson"
    __table_args__: Any = (UniqueConstraint("ride_id", "lesson_id"), AUTOINCREMENT)

    id: Mapped[Id]
    ride_id: Mapped[int] = reference("ride.id")
    lesson_id: Mapped[int] = reference("lesson.id")


class RideStop(Base):
    """A halt of a ride at a stop or at the site, with its planned time (absolute minutes)."""

    __tablename__ = "ride_stop"
    __table_args__: Any = (
        UniqueConstraint("ride_id", "position"),
        CheckConstraint("(stop_id IS NULL) <> (site_id IS NULL)", name="one_place"),
        AUTOINCREMENT,
    )

    id: Mapped[Id]
    ride_id: Mapped[int] = reference("ride.id")
    position: Mapped[int]
    stop_id: Mapped[int | None] = reference("stop.id")
    site_id: Mapped[int | None] = reference("site.id")
    at: Mapped[int]


class RideSeat(Base):
    """One passenger's seat in one ride, from one halt to another."""

    __tablename__ = "ride_seat"
    __table_args__: Any = (UniqueConstraint("ride_id", "person_id"), AUTOINCREMENT)

    id: Mapped[Id]
    ride_id: Mapped[int] = reference("ride.id")
    person_id: Mapped[int] = reference("person.id")
    enrolment_id: Mapped[int | None] = reference("enrolment.id")
    stop_id: Mapped[int | None] = reference("stop.id", index=False)
    kind: Mapped[Word] = mapped_column(default=SeatKind.NONE.value)
    wheelchair: Mapped[bool] = mapped_column(default=False)
    pram: Mapped[bool] = mapped_column(default=False)
    result: Mapped[Word] = mapped_column(default=SeatResult.OPEN.value)
    result_reason: Mapped[Line] = mapped_column(default="")


def check_planned(ride: Ride) -> None:
    """Refuse a ride of which nothing can be changed any more.

    Raises:
        Refused: "ride_called_off" for one that was called off, "ride_closed" for one that was
            driven.
    """
    if ride.status == RideStatus.CANCELLED.value:
        raise Refused("ride_called_off")
    if ride.status != RideStatus.PLANNED.value:
        raise Refused("ride_closed")
