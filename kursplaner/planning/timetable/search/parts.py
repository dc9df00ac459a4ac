"""Which part of a timetable to solve anew: events that have to do with each other."""

import random
from collections.abc import Callable, Iterable

from kursplaner.planning.timetable.problem import Event, Placements, Problem, WishKind

FIRST_SIZE = 8
"""Events in a part at first: CP-SAT proves such a part in some hundredths of a second."""
IDLE_ROUNDS = 12
"""Rounds without gain after which the parts grow."""


class PartPicker:
    """Draws parts, and lets them grow while they are proven without gain.

    Attributes:
        size: events in a part.
    """

    def __init__(self, problem: Problem, seed: int) -> None:
        """Begin with small parts."""
        self._problem = problem
        self._events = [each for each in problem.events if not each.pinned]
        self._draw = random.Random(seed)  # noqa: S311 - a seeded search is meant to repeat itself
        self._staying = {
            key for wish in problem.wishes if wish.kind is WishKind.STAY for key in wish.events
        }
        self._idle = 0
        self.size = min(FIRST_SIZE, len(self._events))

    @property
    def whole(self) -> bool:
        """Whether a part is everything."""
        return self.size >= len(self._events)

    def part(self, placements: Placements) -> frozenset[int]:
        """Return the ids of one part."""
        if self.whole:
            return frozenset(each.id for each in self._events)
        restless = [each for each in self._events if self._restless(each, placements)]
        seed = self._draw.choice(restless or self._events)
        near = self._draw.choice(_WAYS)(self._problem, placements, seed)
        found = [seed.id, *self._shuffled(near)[: self.size * 3 // 4]]
        found += self._shuffled(each.id for each in self._events)
        return frozenset(list(dict.fromkeys(found))[: self.size])

    def _restless(self, event: Event, placements: Placements) -> bool:
        """Return whether an event is parked, or is not where a wish would have it stay."""
        if event.id not in placements:
            return True
        stays = event.id in self._staying and self._draw.random() < 0.8
        return stays and placements[event.id] != event.current

    def heard(self, *, better: bool, proven: bool) -> None:
        """Grow after rounds without gain, shrink where parts cannot be solved in their time."""
        self._idle = 0 if better else self._idle + 1
        if not proven and not better:
            self.size = max(4, self.size * 4 // 5)
        elif self._idle > IDLE_ROUNDS:
            self.size = min(len(self._events), self.size + 1 + self.size // 5)
            self._idle = 0

    def _shuffled(self, keys: Iterable[int]) -> list[int]:
        found = list(keys)
        self._draw.shuffle(found)
        return found


def akin(problem: Problem, _placements: Placements, seed: Event) -> list[int]:
    """Return the events that share a course, a need or a person with one."""
    mine = {*seed.needs, *seed.teachers, *seed.carers}
    return [
        each.id
        for each in problem.events
        if not each.pinned
        and (each.course == seed.course or mine & {*each.needs, *each.teachers, *each.carers})
    ]


def same_day(problem: Problem, placements: Placements, seed: Event) -> list[int]:
    """Return the events on the day of one."""
    if seed.id not in placements:
        return []
    day = problem.grid.day(placements[seed.id].start)
    return _placed(problem, placements, lambda key: problem.grid.day(placements[key].start) == day)


def same_room(problem: Problem, placements: Placements, seed: Event) -> list[int]:
    """Return the events in the rooms one may take."""
    rooms = {each.room for each in seed.rooms}
    return _placed(problem, placements, lambda key: placements[key].room in rooms)


def anybody(problem: Problem, _placements: Placements, _seed: Event) -> list[int]:
    """Return all events."""
    return [each.id for each in problem.events if not each.pinned]


def _placed(problem: Problem, placements: Placements, wanted: Callable[[int], bool]) -> list[int]:
    return [
        each.id
        for each in problem.events
        if not each.pinned and each.id in placements and wanted(each.id)
    ]


_WAYS = (akin, akin, same_day, same_room, anybody)
