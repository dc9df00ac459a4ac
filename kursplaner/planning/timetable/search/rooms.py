"""Rooms for given times of one-period events: the cheapest of each tick, again and again.

Each pass gives every tick its cheapest assignment while the other ticks stand, so no pass makes
anything worse; the wish for few rooms pulls a course to the rooms it uses at other ticks.
"""

import random
from collections.abc import Sequence
from dataclasses import replace

from kursplaner.planning.timetable.problem import Event, Placements, Problem, Wish, WishKind
from kursplaner.planning.timetable.search.ground import ground_of

PASSES = 12
SCALE = 60
"""Costs are multiplied by it, so that shares of a wish stay whole numbers."""
BARRED = 10**9


def rooms_given(problem: Problem, times: Placements, seed: int = 0) -> Placements:
    """Return the placements with rooms; what finds none at its tick is missing.

    Args:
        problem: all events take one period, each in any one of its rooms.
        times: places whose rooms do not matter.
        seed: draws the order of the ticks.
    """
    return _Rooms(problem, times, seed).laid()


class _Rooms:
    """The rooms chosen so far, tick by tick."""

    def __init__(self, problem: Problem, times: Placements, seed: int) -> None:
        self._problem = problem
        self._times = times
        self._draw = random.Random(seed)  # noqa: S311 - a seeded search is meant to repeat itself
        self._rooms: dict[int, int] = {}
        self._ticks: dict[int, list[Event]] = {}
        for event in problem.events:
            if event.id in times and event.rooms:
                self._ticks.setdefault(times[event.id].start, []).append(event)
        wishes = [each for each in problem.wishes if each.kind is WishKind.FEW_ROOMS]
        self._few: dict[int, list[Wish]] = {}
        for wish in wishes:
            for key in wish.events:
                self._few.setdefault(key, []).append(wish)

    def laid(self) -> Placements:
        """Go over all ticks in changing order; at first by shares, in the end by what it costs."""
        ticks = sorted(self._ticks)
        for number in range(PASSES):
            self._draw.shuffle(ticks)
            for tick in ticks:
                self._assign(tick, by_share=number < PASSES // 2)
        found: Placements = {}
        for key, place in self._times.items():
            if not self._problem.event[key].rooms:
                found[key] = replace(place, room=None)
            elif key in self._rooms:
                found[key] = replace(place, room=self._rooms[key])
        return found

    def _assign(self, tick: int, *, by_share: bool) -> None:
        events = self._ticks[tick]
        for event in events:
            self._rooms.pop(event.id, None)
        rooms = sorted({each.room for event in events for each in event.rooms})
        while len(rooms) < len(events):
            rooms.append(-len(rooms) - 1)  # no room: somebody is left out
        costs = [self._costs(event, tick, rooms, by_share=by_share) for event in events]
        for event, column in zip(events, cheapest(costs), strict=True):
            if costs[events.index(event)][column] < BARRED:
                self._rooms[event.id] = rooms[column]

    def _costs(self, event: Event, tick: int, rooms: Sequence[int], *, by_share: bool) -> list[int]:
        """Return what each room would cost an event."""
        costs = dict.fromkeys(rooms, BARRED)
        day, bit = divmod(tick, self._problem.grid.periods)
        busy = ground_of(self._problem).busy
        for each in event.rooms:
            if each.barred is None and not busy[each.room][day] >> bit & 1:
                costs[each.room] = each.penalty * SCALE
        if event.pinned and event.current is not None:
            costs = {
                key: cost if key == event.current.room else BARRED for key, cost in costs.items()
            }
        for wish in self._few.get(event.id, ()):
            used = [self._rooms[key] for key in wish.events if key in self._rooms]
            for room in rooms:
                if used and by_share:
                    away = len(used) - used.count(room)
                    costs[room] += wish.weight * SCALE * away // len(used)
                elif used and room not in used:
                    costs[room] += wish.weight * SCALE
        return [costs[room] for room in rooms]


def cheapest(costs: Sequence[Sequence[int]]) -> list[int]:
    """Return the column of each row, so that the sum is least (Hungarian method, by potentials).

    Args:
        costs: at least as many columns as rows.
    """
    rows, columns = len(costs), len(costs[0]) if costs else 0
    by_row, by_column = [0] * (rows + 1), [0] * (columns + 1)
    taken = [0] * (columns + 1)  # row of each column, from 1; column 0 is the start of a path
    for row in range(1, rows + 1):
        taken[0] = row
        least = [BARRED * 10] * (columns + 1)
        before = [0] * (columns + 1)
        seen = [False] * (columns + 1)
        at = 0
        while taken[at]:
            seen[at] = True
            line, here = costs[taken[at] - 1], taken[at]
            step, following = BARRED * 10, 0
            for column in range(1, columns + 1):
                if seen[column]:
                    continue
                cost = line[column - 1] - by_row[here] - by_column[column]
                if cost < least[column]:
                    least[column], before[column] = cost, at
                if least[column] < step:
                    step, following = least[column], column
            for column in range(columns + 1):
                if seen[column]:
                    by_row[taken[column]] += step
                    by_column[column] -= step
                else:
                    least[column] -= step
            at = following
        while at:
            taken[at], at = taken[before[at]], before[at]
    found = [0] * rows
    for column in range(1, columns + 1):
        if taken[column]:
            found[taken[column] - 1] = column - 1
    return found
