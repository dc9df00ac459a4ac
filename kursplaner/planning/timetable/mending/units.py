"""What mending chooses for, as plain data: troubled lessons, childcare slots and rides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kursplaner.domain.conflicts.conflicts import Conflict


class Part(StrEnum):
    """What a room, person or vehicle does in a record."""

    ROOM = "room"
    TEACHER = "teacher"
    CHILDCARE_ROOM = "childcare_room"
    CARER = "carer"
    VEHICLE = "vehicle"
    DRIVER = "driver"


@dataclass(frozen=True, slots=True)
class Role:
    """One room, person or vehicle of a record.

    Attributes:
        source, record_id: the lesson, childcare slot or ride; for whom `people` are there.
        current: who or what has it; None where it is missing.
        begins, ends: minutes from the start of the unit, negative before it.
        troubled: it cannot stay as it is at the time it has now.
        barred: the one who has it now does not do at that time, whoever else is there.
    """

    part: Part
    source: str
    record_id: int
    current: int | None
    begins: int
    ends: int
    people: int
    troubled: bool = False
    barred: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """A lesson with the childcare and rides that it has alone, or one of those by itself.

    Attributes:
        lesson_id: None for childcare or a ride of several lessons, which keeps its time.
        starts, ends: absolute minutes.
        people: who must be called when its time changes.
        families: it has childcare or a shuttle.
        movable: it may get another time and room; a pinned lesson only gets others to work there.
        time_barred: the time itself is what does not do (a holiday, people who must not meet).
        day_barred: not at any time of that day.
        optional: only somebody to care or drive is missing, which is a hint: it is filled where
            somebody is free, and nothing moves for it.
        troubles: the conflicts that made it one.
    """

    id: int
    course_id: int
    lesson_id: int | None
    starts: int
    ends: int
    roles: tuple[Role, ...]
    people: int
    families: bool
    movable: bool
    time_barred: bool
    day_barred: bool
    optional: bool = False
    troubles: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class Pick:
    """Who or what could take a role.

    Attributes:
        points: of disturbance; hints: how many hints among them; taste: decides between equals.
    """

    resource: int | None
    points: int = 0
    taste: int = 0
    hints: int = 0


@dataclass(frozen=True, slots=True)
class Way:
    """A start for a unit (absolute minute), what it costs, and who could have each role then."""

    start: int
    points: int
    picks: tuple[tuple[Pick, ...], ...]
    hints: int = 0

    def cost(self, resources: Sequence[int | None]) -> int:
        """Return the points with some people in the roles."""
        return self.points + sum(pick.points for pick in self._taken(resources))

    def hints_with(self, resources: Sequence[int | None]) -> int:
        """Return how many hints are counted in these points."""
        return self.hints + sum(pick.hints for pick in self._taken(resources))

    def _taken(self, resources: Sequence[int | None]) -> Iterator[Pick]:
        for picks, who in zip(self.picks, resources, strict=True):
            yield next(pick for pick in picks if pick.resource == who)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a unit does: when, and who or what has each of its roles."""

    unit: int
    start: int
    resources: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Hours:
    """How long somebody works for one kind of record in one week beside the units.

    Attributes:
        limits: minutes beyond which there would be a hint that is not there yet.
    """

    worked: int
    limits: tuple[int, ...]


WorkWeek = tuple[int, str, int]
"""Person, source and number of the week whose hours are counted together."""
