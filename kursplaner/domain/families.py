"""An adult with the children who come along, as they wish to come to a course."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChildWish:
    """A child that comes along: to the childcare, in the vehicle."""

    person_id: int
    childcare: bool = True
    rides: bool = True


@dataclass(frozen=True, slots=True)
class ComingFamily:
    """An adult with the children who come along, and how they ride.

    Attributes:
        stop_id: where they board; None: not known, or they do not ride.
        wheelchair, pram: what the adult brings into the vehicle.
    """

    person_id: int
    children: tuple[ChildWish, ...] = ()
    stop_id: int | None = None
    wheelchair: bool = False
    pram: bool = False
