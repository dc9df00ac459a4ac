"""How many a ride carries and on what, and what a vehicle lacks for them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from kursplaner.domain.kinds import SeatKind

SEATS, WHEELCHAIR, PRAM = "seats", "wheelchair", "pram"
CHILD_SEATS = (SeatKind.BOOSTER, SeatKind.CHILD_SEAT, SeatKind.INFANT_CARRIER)
"""What stands loose in a vehicle, and is counted by kind."""


class Seated(Protocol):
    """A passenger, planned or stored: on what, with a wheelchair, with a pram."""

    @property
    def kind(self) -> str:
        """One of `SeatKind`."""

    @property
    def wheelchair(self) -> bool:
        """Whether the passenger sits in a wheelchair."""

    @property
    def pram(self) -> bool:
        """Whether a pram comes along."""


class Lack(NamedTuple):
    """What is not enough: `what` is "seats", "wheelchair", "pram" or a kind of child seat."""

    what: str
    wanted: int
    there: int


def child_seats(seats: Iterable[Seated]) -> Counter[str]:
    """Return how many child seats of each kind passengers need."""
    return Counter(str(seat.kind) for seat in seats if seat.kind in CHILD_SEATS)


@dataclass(frozen=True, slots=True)
class Load:
    """What passengers need; `belted` are those who do not sit in a wheelchair."""

    people: int
    belted: int
    wheelchairs: int
    prams: int
    child_seats: Mapping[str, int]

    @classmethod
    def of(cls, seats: Iterable[Seated]) -> "Load":
        """Count what passengers of one ride need."""
        found = tuple(seats)
        chairs = sum(seat.wheelchair or seat.kind == SeatKind.WHEELCHAIR for seat in found)
        prams = sum(seat.pram for seat in found)
        return cls(len(found), len(found) - chairs, chairs, prams, child_seats(found))

    def beside(self, other: "Load") -> "Load":
        """Return the most of each that either of two rides needs, one after the other."""
        return Load(
            max(self.people, other.people),
            max(self.belted, other.belted),
            max(self.wheelchairs, other.wheelchairs),
            max(self.prams, other.prams),
            Counter(self.child_seats) | Counter(other.child_seats),
        )


@dataclass(frozen=True, slots=True)
class Capacity:
    """What a vehicle can carry beside its driver, and `most` people whatever it has."""

    belted: int
    wheelchairs: int
    prams: int
    child_seats: Mapping[str, int]
    most: int

    @property
    def seats(self) -> int:
        """How many can ride as long as nobody sits in a wheelchair."""
        return min(self.belted, self.most)

    def lacking(self, load: Load) -> list[Lack]:
        """Return all that is not enough: seats first, then places, then child seats."""
        found = [
            Lack(WHEELCHAIR, load.wheelchairs, self.wheelchairs),
            Lack(PRAM, load.prams, self.prams),
            *(Lack(k, n, self.child_seats.get(k, 0)) for k, n in load.child_seats.items()),
        ]
        full = load.people > self.most or load.belted > self.belted
        seats = Lack(SEATS, load.people, min(self.most, self.belted + load.wheelchairs))
        return [*([seats] if full else []), *(lack for lack in found if lack.wanted > lack.there)]

    def lack(self, seats: Iterable[Seated]) -> str | None:
        """Return the first that is not enough for passengers of one ride, or None."""
        return next((lack.what for lack in self.lacking(Load.of(seats))), None)
