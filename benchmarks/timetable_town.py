"""A week of an invented town to be laid out: 60 courses, 137 lessons, 8 rooms, the same each time.

Half-hours of Monday to Friday from 8 to 20. It can be laid out by construction: every hard rule is
written around a hidden timetable.
"""

import random
from dataclasses import dataclass, field

from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.timetable.problem import (
    Busy,
    Event,
    Grid,
    Place,
    Problem,
    Resource,
    RoomOption,
    Wish,
    WishKind,
)

GRID = Grid(days=5, periods=24)
COURSES = 60
THREE_A_WEEK = 17
TEACHERS = 22
CARERS = 5
SEATS = (8, 10, 12, 14, 16, 18, 20, 25)
WINDOWS = ((0, 11), (8, 19), (14, 24), (0, 24))
"""Ticks of a day a course may use: mornings, afternoons, evenings, any."""

ROOMS_WEIGHT, IDLE_WEIGHT, SPREAD_WEIGHT, TIME_WEIGHT, UNDESIRED_WEIGHT, WAVES_WEIGHT = (
    *(4, 1, 10, 3, 4),
    5,
)


@dataclass
class _Week:
    """What is laid so far in the hidden timetable."""

    draw: random.Random
    taken: set[tuple[int, int]] = field(default_factory=set)
    events: list[Event] = field(default_factory=list)
    wishes: list[Wish] = field(default_factory=list)

    def free(self, resources: tuple[int, ...], start: int, length: int) -> bool:
        """Return whether nobody uses these then."""
        ticks = range(start, start + length)
        return all((each, tick) not in self.taken for each in resources for tick in ticks)

    def take(self, resources: tuple[int, ...], start: int, length: int) -> None:
        """Use them."""
        self.taken |= {(each, tick) for each in resources for tick in range(start, start + length)}

    def wish(self, kind: WishKind, weight: int, **about: object) -> None:
        """Add a wish."""
        self.wishes.append(Wish(len(self.wishes), kind, weight, **about))  # type: ignore[arg-type]


ROOM, TEACHER, CARER, GROUP = 100, 200, 300, 400


def town_week(seed: int = 3) -> Problem:
    """Return the problem."""
    week = _Week(random.Random(seed))
    for course in range(COURSES):
        _course(week, course)
    draw = week.draw
    for teacher in range(TEACHERS):
        week.wish(WishKind.CONNECTED, IDLE_WEIGHT, resource=TEACHER + teacher)
        day = draw.randrange(GRID.days) * GRID.periods
        undesired = frozenset(range(day + draw.choice((0, 12)), day + GRID.periods))
        own = tuple(each.id for each in week.events if TEACHER + teacher in each.needs)
        week.wish(WishKind.TIMES, UNDESIRED_WEIGHT, events=own, ticks=undesired)
    for carer in range(CARERS):
        week.wish(WishKind.CONNECTED, IDLE_WEIGHT, resource=CARER + carer)
    riding = tuple(each.id for each in week.events if each.course % 3 == 0)
    week.wish(WishKind.WAVES, WAVES_WEIGHT, events=riding, limit=2, cycle=2)
    return Problem(GRID, tuple(_resources(week)), tuple(week.events), tuple(week.wishes))


def _course(week: _Week, course: int) -> None:
    draw = week.draw
    lessons = 3 if course < THREE_A_WEEK else 2
    length = draw.choice((3, 3, 4, 4, 4, 6))
    people = draw.randint(6, 18)
    rooms = [ROOM + each for each, seats in enumerate(SEATS) if seats >= people]
    teacher = TEACHER + draw.randrange(TEACHERS)
    needs = [teacher, GROUP + course]
    if course % 2:
        needs.append(CARER + draw.randrange(CARERS))
    if course % 5 == 4:  # somebody takes part in the course before, too
        needs.append(GROUP + course - 1)
    window = draw.choice(WINDOWS)
    first = len(week.events)
    kind = (length, tuple(rooms), tuple(needs))
    if not all(_lesson(week, course, kind, window) for _ in range(lessons)):
        del week.events[first:]  # no hidden place: another teacher, another carer
        _course(week, course)
        return
    keys = tuple(range(first, len(week.events)))
    week.wish(WishKind.FEW_ROOMS, ROOMS_WEIGHT, events=keys)
    week.wish(WishKind.SPREAD, SPREAD_WEIGHT, events=keys)
    week.wish(WishKind.SAME_TIME, TIME_WEIGHT, events=keys)


def _lesson(
    week: _Week,
    course: int,
    kind: tuple[int, tuple[int, ...], tuple[int, ...]],
    window: tuple[int, int],
) -> bool:
    """Find a hidden place, widening the course's window where it is full."""
    length, rooms, needs = kind
    for low, high in (window, (0, GRID.periods)):
        places = [
            (day * GRID.periods + each, room)
            for day in range(GRID.days)
            for each in range(low, high - length + 1)
            for room in rooms
        ]
        week.draw.shuffle(places)
        for start, room in places:
            if week.free((room, *needs), start, length):
                week.take((room, *needs), start, length)
                week.events.append(
                    Event(
                        id=len(week.events),
                        course=course,
                        length=length,
                        starts=_starts(low, high, length),
                        rooms=tuple(RoomOption(each) for each in rooms),
                        needs=needs,
                    )
                )
                return True
    return False


def _starts(low: int, high: int, length: int) -> tuple[int, ...]:
    return tuple(
        day * GRID.periods + each
        for day in range(GRID.days)
        for each in range(low, high - length + 1)
    )


def _resources(week: _Week) -> list[Resource]:
    """Return everything used, closed where the hidden timetable does not need it, in part."""
    kinds = [(ROOM, len(SEATS), ConflictKind.ROOM), (TEACHER, TEACHERS, ConflictKind.TEACHER)]
    kinds += [(CARER, CARERS, ConflictKind.CARER), (GROUP, COURSES, ConflictKind.PARTICIPANT)]
    found: list[Resource] = []
    for base, count, kind in kinds:
        for each in range(base, base + count):
            away = 0.05 if kind is ConflictKind.ROOM else 0.25
            if kind is ConflictKind.PARTICIPANT:
                away = 0.0
            found.append(Resource(each, kind, tuple(_closed(week, each, away))))
    return found


def _closed(week: _Week, resource: int, share: float) -> list[Busy]:
    """Close half days on which the hidden timetable does not use it."""
    found: list[Busy] = []
    for start in range(0, GRID.ticks, GRID.periods // 2):
        wanted = week.draw.random() < share
        if wanted and week.free((resource,), start, GRID.periods // 2):
            found.append(Busy(start, start + GRID.periods // 2, ConflictKind.AVAILABILITY))
    return found


def without_room(problem: Problem, places: dict[int, Place], room: int, days: range) -> Problem:
    """Return the problem with everything where it is and a room closed on some days."""
    from dataclasses import replace

    shut = tuple(
        Busy(day * GRID.periods, (day + 1) * GRID.periods, ConflictKind.CLOSURE) for day in days
    )
    resources = tuple(
        replace(each, busy=each.busy + shut) if each.id == room else each
        for each in problem.resources
    )
    events = tuple(replace(each, current=places[each.id]) for each in problem.events)
    return replace(problem, resources=resources, events=events)
