"""What speaks against a vehicle for those who are to ride in it."""

from collections.abc import Collection
from types import MappingProxyType

from kursplaner.domain.conflicts.obstacles import Against, Obstacle
from kursplaner.domain.kinds import Severity
from kursplaner.domain.rides.loads import PRAM, SEATS, WHEELCHAIR, Capacity, Load

_OBSTACLES = {
    SEATS: Obstacle.TOO_FEW_SEATS,
    WHEELCHAIR: Obstacle.WHEELCHAIR,
    PRAM: Obstacle.PRAM,
}


def against_load(capacity: Capacity, load: Load, hard: Collection[Obstacle] = ()) -> list[Against]:
    """Return what a vehicle lacks for its passengers, with what there is and what is wanted."""
    found = []
    for lack in capacity.lacking(load):
        obstacle = _OBSTACLES.get(lack.what, Obstacle.CHILD_SEATS)
        kind = {"kind": lack.what} if obstacle is Obstacle.CHILD_SEATS else {}
        there = capacity.seats if obstacle is Obstacle.TOO_FEW_SEATS else lack.there
        facts = MappingProxyType({**kind, "seats": there, "wanted": lack.wanted})
        severity = Severity.HARD if obstacle in hard else Severity.SOFT
        found.append(Against(obstacle, severity, (), facts))
    return found
