"""Enumerations of what can be busy: rooms, vehicles, closures."""

from enum import StrEnum


class ResourceKind(StrEnum):
    """What can be busy."""

    PERSON = "person"
    ROOM = "room"
    VEHICLE = "vehicle"


class ClosureReason(StrEnum):
    """Why a resource cannot be used for a time."""

    CLOSED = "closed"
    REPAIR = "repair"
    ILL = "ill"
    HOLIDAY = "holiday"
    AWAY = "away"
    WEATHER = "weather"
    STRIKE = "strike"
    OTHER = "other"
    ENDED = "ended"


class RoomPurpose(StrEnum):
    """What a room is proposed for."""

    TEACHING = "teaching"
    CHILDCARE = "childcare"
    SPORT = "sport"
    HALL = "hall"
    OTHER = "other"


class Equipment(StrEnum):
    """What a room offers."""

    BEAMER = "beamer"
    WHITEBOARD = "whiteboard"
    COMPUTERS = "computers"
    KITCHEN = "kitchen"
    CHANGING_TABLE = "changing_table"
    TOYS = "toys"
    SPORTS = "sports"
    INDUCTION_LOOP = "induction_loop"


class OccupationSource(StrEnum):
    """Which record makes a resource busy."""

    LESSON = "lesson"
    CHILDCARE = "childcare"
    RIDE = "ride"
    BOOKING = "booking"


class SeatKind(StrEnum):
    """What a passenger sits on."""

    NONE = "none"
    BOOSTER = "booster"
    CHILD_SEAT = "child_seat"
    INFANT_CARRIER = "infant_carrier"
    WHEELCHAIR = "wheelchair"


class Direction(StrEnum):
    """To the course or back from it."""

    OUT = "out"
    BACK = "back"


class RideStatus(StrEnum):
    """Where a ride stands."""

    PLANNED = "planned"
    DONE = "done"
    CANCELLED = "cancelled"


class VehicleOwner(StrEnum):
    """Whose a vehicle is; what a kilometre is paid with depends on it."""

    TOWN = "town"
    PRIVATE = "private"
    LENT = "lent"


class DrivenBy(StrEnum):
    """Who drives a planned ride in place of the town's own vehicle and driver."""

    TAXI = "taxi"


class SeatResult(StrEnum):
    """What became of one passenger's seat in one ride."""

    OPEN = "open"
    DONE = "done"
    CANCELLED_IN_TIME = "cancelled_in_time"
    CANCELLED_LATE = "cancelled_late"
    NO_SHOW = "no_show"
    REFUSED = "refused"
    NOT_SERVED = "not_served"


class DemandException(StrEnum):
    """How one date differs from the standing ride demand."""

    SKIP = "skip"
    OTHER_STOP = "other_stop"
    OTHER_WAY = "other_way"


class Way(StrEnum):
    """How a participant comes to the course."""

    SHUTTLE = "shuttle"
    BUS = "bus"
    WALK = "walk"
    CAR = "car"
    LIFT = "lift"
    UNKNOWN = "unknown"
