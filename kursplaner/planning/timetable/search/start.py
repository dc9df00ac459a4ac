"""A first timetable fast: the narrowest events first, and whoever is in the way must go elsewhere.

Each step lays one event at its cheapest open place. Where none is open, it takes the place whose
events were driven out least often so far, and these wait for a place again (as FET does it).
"""

import heapq
import random
import time
from collections import Counter
from collections.abc import Iterable
from itertools import islice

from kursplaner.planning.timetable.checker import resource_uses, units
from kursplaner.planning.timetable.formula.strands import meet
from kursplaner.planning.timetable.problem import (
    PARKED_COST,
    Event,
    Parked,
    Place,
    Placements,
    Problem,
    Reason,
    Wish,
)
from kursplaner.planning.timetable.search.board import Board

LOOKED_AT = 400
"""Places weighed for one event; a term of dates has thousands."""


def first(
    problem: Problem,
    seed: int = 0,
    seconds: float = 2.0,
    begun: Placements | None = None,
) -> Placements:
    """Return a timetable without any hard rule broken; what found no place is missing in it.

    Args:
        problem: what is to be laid.
        seed: draws between equals.
        seconds: after this, what is still waiting stays out.
        begun: places to begin with; they must not break a rule.
    """
    board = Board(problem, begun)
    draw = random.Random(seed)  # noqa: S311 - a seeded search is meant to repeat itself
    ends = time.monotonic() + seconds
    waiting = [
        (_room_to_move(board, each), draw.random(), each.id)
        for each in problem.events
        if each.id not in board.places
    ]
    heapq.heapify(waiting)
    driven: Counter[int] = Counter()
    best, patience = dict(board.places), 0
    while waiting and patience < _patience(problem) and time.monotonic() < ends:
        _, _, key = heapq.heappop(waiting)
        for out in _lay(board, key, driven, draw):
            heapq.heappush(waiting, (-driven[out], draw.random(), out))
        patience += 1
        if len(board.places) > len(best):
            best, patience = dict(board.places), 0
    board = Board(problem, best)
    _fill(board, [each.id for each in problem.events if each.id not in best])
    return settled(problem, board.places)


def gone_back(problem: Problem, placements: Placements) -> Placements:
    """Return the placements with all that were moved without need where they were."""
    board = Board(problem, placements)
    again = True
    while again:
        again = False
        for event in problem.events:
            there = board.places.get(event.id)
            if there is None or event.current is None or there == event.current:
                continue
            board.take(event.id)
            back = event.current in set(board.openings(event.id))
            board.put(event.id, event.current if back else there)
            again = again or back
    return board.places


def _patience(problem: Problem) -> int:
    """Return after how many steps without gain the rest is left out."""
    return 100 + 10 * len(problem.events)


def settled(problem: Problem, placements: Placements) -> Placements:
    """Return the placements without events that break hard wishes; pinned ones go last."""
    places = dict(placements)
    for wish in (each for each in problem.wishes if each.hard):
        while count := units(problem, wish, places):
            if wish.resource is not None and not wish.events:
                users = {key for *_, key in resource_uses(problem, places)[wish.resource]}
            else:
                users = {key for key in wish.events if key in places}
            if not users:
                break
            del places[_to_blame(problem, wish, places, users, count)]
    return places


def _to_blame(
    problem: Problem, wish: Wish, places: Placements, users: Iterable[int], count: int
) -> int:
    """Return whom to leave out: who breaks the wish, so that without it less of it is broken."""

    def blameless(key: int) -> tuple[bool, bool, int]:
        without = {other: place for other, place in places.items() if other != key}
        helps = units(problem, wish, without) < count
        return not helps, problem.event[key].pinned, key

    return min(users, key=blameless)


def _room_to_move(board: Board, event: Event) -> float:
    """Return how much freedom an event has, as places a tick of its length; pinned ones none."""
    if event.pinned:
        return -1.0
    places = sum(1 for _ in islice(board.conceivable(event.id), 5000))
    return places / (event.length * (1 + len(event.needs)))


def _lay(board: Board, key: int, driven: Counter[int], draw: random.Random) -> set[int]:
    """Lay one event; returns those that had to go for it."""
    place = _cheapest(board, key, _some(board.openings(key), draw), draw)
    if place is not None:
        board.put(key, place)
        return set()
    return _push(board, key, driven, draw)


def _some(places: Iterable[Place], draw: random.Random) -> list[Place]:
    found = list(places)
    return draw.sample(found, LOOKED_AT) if len(found) > LOOKED_AT else found


def _cheapest(board: Board, key: int, places: list[Place], draw: random.Random) -> Place | None:
    draw.shuffle(places)
    best, least = None, PARKED_COST
    for place in places:
        cost = board.cost_of(key, place)
        if cost < least:
            best, least = place, cost
    return best


def _push(board: Board, key: int, driven: Counter[int], draw: random.Random) -> set[int]:
    """Lay an event where those in the way were driven out least often; none if all are pinned."""
    best: tuple[tuple[float, int], Place, set[int]] | None = None
    for place in _some(board.conceivable(key), draw):
        out = board.blockers(key, place)
        if any(board.problem.event[each].pinned for each in out):
            continue
        burden = sum(1 + driven[each] for each in out) + draw.random()
        if best is not None and burden >= best[0][0]:
            continue
        cost = board.cost_of(key, place)
        if cost < PARKED_COST:
            best = ((burden, cost), place, out)
    if best is None:
        return set()
    _, place, out = best
    for each in out:
        board.take(each)
        driven[each] += 1
    driven[key] += 1
    board.put(key, place)
    return out


def _fill(board: Board, keys: Iterable[int]) -> None:
    """Give those left over an open place, if there is one now."""
    for key in keys:
        place = min(
            board.openings(key),
            key=lambda place: board.cost_of(key, place),
            default=None,
        )
        if place is not None and board.cost_of(key, place) < PARKED_COST:
            board.put(key, place)


def reasons(problem: Problem, placements: Placements) -> tuple[Parked, ...]:
    """Return the events that have no place, and what bars the places they could take."""
    board = Board(problem, placements)
    left = [each for each in problem.events if each.id not in placements]
    return tuple(_parked(problem, board, each) for each in left)


def _parked(problem: Problem, board: Board, event: Event) -> Parked:
    """Return why an event has no place: each start with each room counts once for each reason."""
    counts: Counter[Reason] = Counter()
    places = 0
    for start in event.starts:
        for room in event.rooms or (None,):
            places += 1
            if room is not None and room.barred is not None:
                counts[Reason(room.barred, 0, room.room)] += 1
                continue
            place = Place(start, None if room is None else room.room)
            counts.update(tuple(dict.fromkeys(_bars(problem, board, event, place))))
    found = (Reason(each.kind, count, each.resource, each.by) for each, count in counts.items())
    return Parked(event.id, places, tuple(sorted(found, key=lambda each: -each.count)))


def _bars(problem: Problem, board: Board, event: Event, place: Place) -> Iterable[Reason]:
    """Yield what stands against one start in one room, whoever teaches and cares."""
    ends = place.start + event.length
    for busy in event.closed:
        if place.start < busy.ends and busy.starts < ends and meet(event.weeks, busy.weeks):
            yield Reason(busy.reason, 0)
    always = [place.room, *event.needs]
    for options in (event.teachers, event.carers):
        always += options if len(options) == 1 else ()
    for used in always:
        if used is None:
            continue
        resource = problem.resource[used]
        for busy in resource.busy:
            if place.start < busy.ends and busy.starts < ends and meet(event.weeks, busy.weeks):
                yield Reason(busy.reason, 0, used)
        for other in board.users(used):
            there = board.places[other].start
            length = problem.event[other].length
            if not meet(event.weeks, problem.event[other].weeks):
                continue
            if place.start < there + length and there < ends:
                yield Reason(resource.kind, 0, used, other)
