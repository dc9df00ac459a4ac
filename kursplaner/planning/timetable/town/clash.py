"""The smallest set of a town's wishes that exclude each other, told in rooms, people and hours."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from time import monotonic

from kursplaner.domain.kinds import ConflictKind
from kursplaner.domain.weekly_times import WeeklyTime
from kursplaner.planning.timetable.formula.demands import Clash, Demand, DemandKind
from kursplaner.planning.timetable.problem import Event, Problem, Resource, Wish, WishKind
from kursplaner.planning.timetable.search.board import Board
from kursplaner.planning.timetable.town.reading import Town

"""Weekday (0 is Monday), first and last minute of the day."""


@dataclass(frozen=True, slots=True)
class ClashingWish:
    """One of the wishes that exclude each other.

    Attributes:
        kind: a course wants its place, a pinned lesson its own, somebody only certain hours.
        number, title: of the course; person: who wants the hours.
        lessons: how many lessons a week the course wants.
        rooms, teachers: among which the course can choose.
        hours: at which the course can begin and end, or at which the person is there; at most
            `MOST_HOURS` of them.
        parked: how many series would still have no place without it; cost: of the rest then.
    """

    kind: DemandKind
    number: str
    title: str
    person: str
    lessons: int
    rooms: tuple[str, ...]
    teachers: tuple[str, ...]
    hours: tuple[WeeklyTime, ...]
    parked: int | None
    cost: int | None


MOST_HOURS, MOST_CIRCLES = 12, 4


@dataclass(frozen=True, slots=True)
class ClashTold:
    """The wishes that exclude each other; `minimal` unless time ran out."""

    wishes: tuple[ClashingWish, ...]
    minimal: bool


@dataclass(frozen=True)
class Strict:
    """The problem in which the hours of teachers are wishes that could be given up.

    Attributes:
        persons: whose hours each hard wish is.
    """

    problem: Problem
    persons: Mapping[int, int]


def strict(town: Town) -> Strict:
    """Return the problem with the availability of teachers as hard wishes; no soft ones."""
    problem = town.problem
    taught: dict[int, list[int]] = {}
    for event in problem.events:
        for teacher in event.teachers:
            taught.setdefault(teacher, []).append(event.id)
    wishes: list[Wish] = []
    resources: list[Resource] = []
    persons: dict[int, int] = {}
    for each in problem.resources:
        away = [b for b in each.busy if b.reason is ConflictKind.AVAILABILITY and not b.weeks]
        if each.id in taught and away:
            ticks = frozenset(tick for busy in away for tick in range(busy.starts, busy.ends))
            number = len(wishes) + 1
            events = tuple(taught[each.id])
            wishes.append(
                Wish(
                    *(number, WishKind.TIMES, 1, True),
                    events=events,
                    resource=each.id,
                    ticks=ticks,
                )
            )
            persons[number] = each.id
            resources.append(replace(each, busy=tuple(b for b in each.busy if b not in away)))
        else:
            resources.append(each)
    return Strict(replace(problem, resources=tuple(resources), wishes=tuple(wishes)), persons)


def clash_of(
    town: Town, parked: Sequence[int], seconds: float, *, prices: bool = True
) -> ClashTold | None:
    """Return the smallest clash around events without a place, or None where none was found.

    Those who share their people are looked at first: few, and the usual reason. Without `prices`
    it is not asked what giving up each wish would cost.
    """
    from kursplaner.planning.timetable.formula.clash import smallest_clash

    wanted = strict(town)
    ends = monotonic() + seconds
    for part in _circles(wanted.problem, parked):
        left = ends - monotonic()
        found = smallest_clash(part, left, prices=prices) if left > 0 else None
        if found is not None:
            return told(town, wanted, found)
    return None


def _circles(problem: Problem, parked: Sequence[int]) -> Iterator[Problem]:
    """Yield the courses around each event without a place, then everything."""
    tried: set[frozenset[int]] = set()
    for key in parked[:MOST_CIRCLES]:
        mine = _people(problem.event[key])
        courses = frozenset(each.course for each in problem.events if mine & _people(each))
        if courses not in tried:
            tried.add(courses)
            yield _part(problem, courses)
    yield problem


def _people(event: Event) -> set[int]:
    """Return whom and what an event needs in any case."""
    sure = event.teachers if len(event.teachers) == 1 else ()
    return {*event.needs, *sure, *(each.resource for each in event.along)}


def _part(problem: Problem, courses: Collection[int]) -> Problem:
    events = tuple(each for each in problem.events if each.course in courses)
    there = {each.id for each in events}
    own = ((each, tuple(key for key in each.events if key in there)) for each in problem.wishes)
    wishes = tuple(replace(each, events=keys) for each, keys in own if keys)
    enough = _enough_rooms(problem, events)
    if enough is not None:
        events = tuple(
            each
            if each.pinned
            else replace(
                each, rooms=tuple(option for option in each.rooms if option.room in enough)
            )
            for each in events
        )
    used = {key for each in events for key in (*_people(each), *each.teachers)}
    used |= {option.room for each in events for option in each.rooms}
    resources = tuple(each for each in problem.resources if each.id in used)
    return replace(problem, resources=resources, events=events, wishes=wishes)


def told(town: Town, wanted: Strict, clash: Clash) -> ClashTold:
    """Return a clash in the town's words, the cheapest to give up first."""
    prices = {price.demand: price for price in clash.prices}
    order = [price.demand for price in clash.prices]
    rest = [demand for demand in clash.demands if demand not in prices]
    board = Board(wanted.problem)
    wishes = []
    for demand in (*order, *rest):
        price = prices.get(demand)
        plain = _wish(town, wanted, board, demand)
        if price is not None:
            plain = replace(plain, parked=price.parked, cost=price.cost)
        wishes.append(plain)
    return ClashTold(tuple(wishes), clash.minimal)


def _enough_rooms(problem: Problem, events: Sequence[Event]) -> frozenset[int] | None:
    """Return rooms that are never the bottleneck: one an event, as open as any other; or None."""
    open_to_all = frozenset.intersection(
        *(
            frozenset(option.room for option in each.rooms if option.barred is None)
            for each in events
        )
    )
    busy = {room: frozenset(problem.resource[room].busy) for room in open_to_all}
    least = min(busy.values(), key=len, default=frozenset())
    freest = sorted(room for room, closed in busy.items() if closed == least)
    others = {option.room for each in events for option in each.rooms if option.barred is None}
    along = {each.resource for event in events for each in event.along}
    as_open = all(least <= frozenset(problem.resource[room].busy) for room in others)
    if len(freest) < len(events) or not as_open or others & along:
        return None
    return frozenset(freest[: len(events)])


def _wish(town: Town, wanted: Strict, board: Board, demand: Demand) -> ClashingWish:
    if demand.kind is DemandKind.WISH:
        person = wanted.persons[demand.id]
        ticks = wanted.problem.wish[demand.id].ticks
        there = tuple(_open_hours(town, ticks))[:MOST_HOURS]
        name = town.names.get(person, "")
        return ClashingWish(demand.kind, "", "", name, 0, (), (), there, None, None)
    pin = demand.kind is DemandKind.PIN
    events = [
        each
        for each in town.problem.events
        if (each.id == demand.id if pin else each.course == demand.id)
    ]
    course = town.courses[events[0].course]
    rooms, hours = _places(town, board, events)
    teachers = {each for event in events for each in event.teachers}
    return ClashingWish(
        kind=demand.kind,
        number=course.number,
        title=course.title,
        person="",
        lessons=len(events),
        rooms=tuple(sorted(town.names.get(each, "") for each in rooms)),
        teachers=tuple(sorted(town.names.get(each, "") for each in teachers)),
        hours=tuple(sorted(hours))[:MOST_HOURS],
        parked=None,
        cost=None,
    )


def _places(town: Town, board: Board, events: Iterable[Event]) -> tuple[set[int], set[WeeklyTime]]:
    """Return the rooms and hours that are open to some events whoever else is there."""
    rooms: set[int] = set()
    hours: set[WeeklyTime] = set()
    step, periods = town.weeks.step, town.weeks.periods
    for event in events:
        for place in board.conceivable(event.id):
            if place.room is not None:
                rooms.add(place.room)
            weekday, period = divmod(place.start, periods)
            begins = period * step
            hours.add(WeeklyTime(weekday, begins, begins + town.series[event.id].minutes))
    return rooms, hours


def _open_hours(town: Town, closed: frozenset[int]) -> Iterable[WeeklyTime]:
    """Yield the stretches of the week outside the closed ticks."""
    step, periods = town.weeks.step, town.weeks.periods
    for weekday in range(7):
        begun: int | None = None
        for period in range(periods + 1):
            free = period < periods and weekday * periods + period not in closed
            if free and begun is None:
                begun = period
            elif not free and begun is not None:
                yield WeeklyTime(weekday, begun * step, period * step)
                begun = None
