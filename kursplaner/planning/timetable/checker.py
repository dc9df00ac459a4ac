"""Counting a timetable: every hard rule broken and every wish's cost.

Independent of the search: it looks at places one by one and shares no code with what made them.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from itertools import combinations, pairwise

from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.timetable.formula.strands import meet
from kursplaner.planning.timetable.problem import (
    Breach,
    Event,
    Part,
    Place,
    Placements,
    Problem,
    Score,
    Wish,
    WishKind,
    cared_at,
    occupations,
)

PERSONS = frozenset(
    {
        ConflictKind.TEACHER,
        ConflictKind.CARER,
        ConflictKind.DRIVER,
        ConflictKind.PARTICIPANT,
        ConflictKind.CHILD,
        ConflictKind.GUARDIAN,
    }
)
"""Who needs time to travel between two sites."""

Use = tuple[int, int, int]
"""(starts, ends, event) at one resource."""


def score(problem: Problem, placements: Placements) -> Score:
    """Return what the placements are worth; unknown events raise KeyError."""
    parts, broken = _wishes(problem, placements)
    rooms = sum(_room_penalty(problem.event[key], place) for key, place in placements.items())
    return Score(
        cost=rooms + sum(part.cost for part in parts),
        rooms=rooms,
        parts=tuple(parts),
        parked=tuple(each.id for each in problem.events if each.id not in placements),
        moved=tuple(_moved(problem.events, placements)),
        breaches=(*breaches(problem, placements), *broken),
    )


def units(problem: Problem, wish: Wish, placements: Placements) -> int:
    """Return the penalty of one wish in its own units."""
    return _COUNTS[wish.kind](problem, wish, placements)


def breaches(problem: Problem, placements: Placements) -> list[Breach]:
    """Return every hard rule broken but for hard wishes."""
    found: list[Breach] = []
    uses = resource_uses(problem, placements)
    for key, place in placements.items():
        found += _own_breaches(problem, problem.event[key], place)
    for key, taken in uses.items():
        found += _shared_breaches(problem, key, sorted(taken), placements)
    return found


def resource_uses(problem: Problem, placements: Placements) -> dict[int, list[Use]]:
    """Return who uses each resource when."""
    uses: defaultdict[int, list[Use]] = defaultdict(list)
    for key, place in placements.items():
        for used, starts, ends in occupations(problem.event[key], place):
            uses[used].append((starts, ends, key))
    return uses


# --- Rules --------------------------------------------------------------------------------------


def _own_breaches(problem: Problem, event: Event, place: Place) -> Iterable[Breach]:
    """Yield what is wrong with a place, whoever else is there."""
    if event.pinned and place != event.current:
        yield Breach(ConflictKind.COURSE, (event.id,))
    if not problem.grid.fits(place.start, event.length) or place.start not in event.starts:
        yield Breach(ConflictKind.CLOSURE, (event.id,))
    yield from _option_breaches(event, place)
    ends = place.start + event.length
    for busy in event.closed:
        if place.start < busy.ends and busy.starts < ends and meet(event.weeks, busy.weeks):
            yield Breach(busy.reason, (event.id,))
    for used, starts, until in occupations(event, place):
        for busy in problem.resource[used].busy:
            if starts < busy.ends and busy.starts < until and meet(event.weeks, busy.weeks):
                yield Breach(busy.reason, (event.id,), used)


def _option_breaches(event: Event, place: Place) -> Iterable[Breach]:
    """Yield what was chosen but may not be."""
    room = next((each for each in event.rooms if each.room == place.room), None)
    if (room is None) != (not event.rooms and place.room is None):
        yield Breach(ConflictKind.NO_ROOM, (event.id,), place.room)
    if room is not None and room.barred is not None:
        yield Breach(room.barred, (event.id,), place.room)
    if place.teacher not in (event.teachers or (None,)):
        yield Breach(ConflictKind.NO_TEACHER, (event.id,), place.teacher)
    if place.carer not in (event.carers or (None,)):
        yield Breach(ConflictKind.CARER_MISSING, (event.id,), place.carer)


def _shared_breaches(
    problem: Problem, key: int, uses: list[Use], placements: Placements
) -> Iterable[Breach]:
    """Yield overlaps at one resource and, for persons, ways too short between sites."""
    kind = problem.resource[key].kind
    person = kind in PERSONS and bool(problem.travel)
    for (_, ends, event), (starts, _, other) in combinations(uses, 2):
        if not meet(problem.event[event].weeks, problem.event[other].weeks):
            continue
        if starts < ends:
            yield Breach(kind, (event, other), key)
        elif person:
            sites = (_site(problem, placements[event]), _site(problem, placements[other]))
            same_day = problem.grid.day(ends - 1) == problem.grid.day(starts)
            if same_day and starts - ends < _way(problem, sites):
                yield Breach(ConflictKind.TRAVEL, (event, other), key)


def _site(problem: Problem, place: Place) -> int | None:
    return None if place.room is None else problem.resource[place.room].site


def _way(problem: Problem, sites: tuple[int | None, int | None]) -> int:
    before, after = sites
    return (
        0
        if before is None or after is None or before == after
        else problem.travel_between(before, after)
    )


# --- Wishes -------------------------------------------------------------------------------------


def _wishes(problem: Problem, placements: Placements) -> tuple[list[Part], list[Breach]]:
    """Return the cost of the soft wishes and the hard ones that are broken."""
    parts: list[Part] = []
    broken: list[Breach] = []
    for wish in problem.wishes:
        count = units(problem, wish, placements)
        if count and wish.hard:
            broken.append(Breach(None, wish.events, wish.resource, wish.id))
        elif count:
            parts.append(Part(wish.id, count, count * wish.weight))
    return parts, broken


def _room_penalty(event: Event, place: Place) -> int:
    return sum(each.penalty for each in event.rooms if each.room == place.room)


def _moved(events: Iterable[Event], placements: Placements) -> Iterable[int]:
    for event in events:
        if event.current is not None and placements.get(event.id) != event.current:
            yield event.id


def _places(wish: Wish, placements: Placements) -> list[Place]:
    return [placements[key] for key in wish.events if key in placements]


def _few_rooms(_problem: Problem, wish: Wish, placements: Placements) -> int:
    rooms = {each.room for each in _places(wish, placements)} - {None}
    return max(0, len(rooms) - 1)


def _uses_by_day(problem: Problem, wish: Wish, placements: Placements) -> Iterable[list[Use]]:
    """Yield the sorted uses of the wish's resource on each day."""
    days: defaultdict[int, list[Use]] = defaultdict(list)
    for key, place in placements.items():
        for used, starts, ends in occupations(problem.event[key], place):
            if used == wish.resource:
                days[problem.grid.day(place.start)].append((starts, ends, key))
    yield from (sorted(uses) for uses in days.values())


def _connected(problem: Problem, wish: Wish, placements: Placements) -> int:
    return sum(
        max(0, after[0] - before[1])
        for uses in _uses_by_day(problem, wish, placements)
        for before, after in pairwise(uses)
    )


def _compact(problem: Problem, wish: Wish, placements: Placements) -> int:
    alone = 0
    for uses in _uses_by_day(problem, wish, placements):
        ticks = {tick for starts, ends, _ in uses for tick in range(starts, ends)}
        alone += sum(tick - 1 not in ticks and tick + 1 not in ticks for tick in ticks)
    return alone


def _spread(problem: Problem, wish: Wish, placements: Placements) -> int:
    places = _places(wish, placements)
    days = {problem.grid.day(each.start) for each in places}
    return max(0, min(wish.limit or len(wish.events), len(places)) - len(days))


def _times(problem: Problem, wish: Wish, placements: Placements) -> int:
    touched = 0
    for key in wish.events:
        if key not in placements:
            continue
        event, place = problem.event[key], placements[key]
        spans = [(place.start, place.start + event.length)]
        if wish.resource is not None:
            spans = [
                (starts, ends)
                for used, starts, ends in occupations(event, place)
                if used == wish.resource
            ]
        touched += any(not wish.ticks.isdisjoint(range(*span)) for span in spans)
    return touched


def _same_time(problem: Problem, wish: Wish, placements: Placements) -> int:
    cycle = wish.cycle or problem.grid.periods
    return max(0, len({each.start % cycle for each in _places(wish, placements)}) - 1)


def _waves(problem: Problem, wish: Wish, placements: Placements) -> int:
    under_way: Counter[int] = Counter()
    for _, start in {(_site(problem, each), each.start) for each in _places(wish, placements)}:
        first = start - start % problem.grid.periods
        under_way.update(range(max(first, start - (wish.cycle or 1) + 1), start + 1))
    return sum(max(0, count - wish.limit) for count in under_way.values())


def _carers(problem: Problem, wish: Wish, placements: Placements) -> int:
    beyond = 0
    for together in problem.classes:
        needed: Counter[int] = Counter()
        for key in wish.events:
            if key in placements and key in together:
                event = problem.event[key]
                for tick in cared_at(event, placements[key].start, problem.grid):
                    needed[tick] += event.cared_by
        there = (n for tick, n in needed.items() if not wish.ticks or tick in wish.ticks)
        beyond += sum(max(0, count - wish.limit) for count in there)
    return beyond


def _stay(problem: Problem, wish: Wish, placements: Placements) -> int:
    placed = [key for key in wish.events if key in placements]
    return sum(placements[key] != problem.event[key].current for key in placed)


def _hours(problem: Problem, wish: Wish, placements: Placements) -> int:
    worked = (
        ends - starts
        for key in wish.events
        if key in placements
        for used, starts, ends in occupations(problem.event[key], placements[key])
        if used == wish.resource
    )
    return int(sum(worked) > wish.limit)


_COUNTS: dict[WishKind, Callable[[Problem, Wish, Placements], int]] = {
    WishKind.FEW_ROOMS: _few_rooms,
    WishKind.CONNECTED: _connected,
    WishKind.COMPACT: _compact,
    WishKind.SPREAD: _spread,
    WishKind.TIMES: _times,
    WishKind.SAME_TIME: _same_time,
    WishKind.WAVES: _waves,
    WishKind.CARERS: _carers,
    WishKind.STAY: _stay,
    WishKind.HOURS: _hours,
}
