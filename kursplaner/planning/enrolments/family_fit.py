"""What a family needs of a course, and whether and where it fits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kursplaner.basics.spans import Span, Timed
from kursplaner.domain.conflicts.conflicts import Conflict, Subject
from kursplaner.domain.conflicts.facts import ConflictFacts
from kursplaner.domain.families import ComingFamily
from kursplaner.domain.kinds import ConflictKind, Direction, Severity
from kursplaner.planning.conflicts.limits import over
from kursplaner.planning.rides.tours import Seat, Tour

EVERY_DAY = frozenset(range(7))
"""All weekdays, Monday first."""


@dataclass(frozen=True, slots=True)
class FamilyWish(ComingFamily):
    """What a family needs of a course; `stop_id` None: they do not ride.

    `ride_days` are the weekdays on which they do (Monday is 0; None: all).
    """

    directions: frozenset[Direction] = frozenset(Direction)
    only_lessons: frozenset[int] | None = None
    ride_days: frozenset[int] | None = None
    first_day: date | None = None


@dataclass(frozen=True, slots=True)
class RideChange:
    """New passengers of a ride; `tour` None: its halts stay, else they are laid anew."""

    ride_id: int
    seats: tuple[Seat, ...]
    tour: Tour | None
    zero: int

    @property
    def span(self) -> Span | None:
        """When vehicle and driver are under way afterwards, if that changes."""
        if self.tour is None:
            return None
        return Span.of(self.tour).moved(self.zero)


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether a family fits: what lacks, and the places and seats it would get."""

    lacks: tuple[Conflict, ...]
    lessons: tuple[int, ...]
    places: tuple[tuple[int, int], ...]
    rides: tuple[RideChange, ...]


def lack(
    kind: ConflictKind,
    key: str,
    time: Timed,
    subjects: Iterable[Subject],
    facts: ConflictFacts,
) -> Conflict:
    """Return what lacks; to an enrolment every lack is hard."""
    return over(kind, key, time, tuple(subjects), facts, Severity.HARD)
