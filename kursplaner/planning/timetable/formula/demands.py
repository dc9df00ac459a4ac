"""What may be given up when a timetable cannot hold everything, and what that would bring."""

from dataclasses import dataclass
from enum import StrEnum


class DemandKind(StrEnum):
    """What may be given up when nothing fits: a hard wish, a pin, a course's being placed."""

    WISH = "wish"
    PIN = "pin"
    COURSE = "course"


@dataclass(frozen=True, slots=True)
class Demand:
    """One member of a clash: the wish's, the pinned event's or the course's id."""

    kind: DemandKind
    id: int


@dataclass(frozen=True, slots=True)
class Price:
    """What giving up one demand of a clash brings.

    Attributes:
        demand: what is given up.
        affected: events that it concerns.
        parked: events still without place afterwards (elsewhere there may be another clash).
        cost: score of the timetable without it; None if none was found in time.
    """

    demand: Demand
    affected: tuple[int, ...]
    parked: int
    cost: int | None


@dataclass(frozen=True, slots=True)
class Clash:
    """The smallest set found that excludes itself: dropping any one makes the others possible.

    Attributes:
        demands: its members.
        prices: what giving up each would cost, cheapest first.
        minimal: False when time ran out before the last could be tried.
    """

    demands: tuple[Demand, ...]
    prices: tuple[Price, ...]
    minimal: bool
