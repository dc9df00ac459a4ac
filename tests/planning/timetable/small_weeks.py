"""Tiny timetables for tests: written by hand, drawn at random, and solved by trying everything."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from hypothesis import strategies as st

from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.timetable.checker import score
from kursplaner.planning.timetable.problem import (
    Busy,
    Event,
    Grid,
    Place,
    Placements,
    Problem,
    Resource,
    RoomOption,
    Wish,
    WishKind,
)

GRID = Grid(days=2, periods=3)
ROOMS = (101, 102)
TEACHERS = (201, 202)
GROUPS = (301, 302)
SITES = {101: 1, 102: 2}


_ROOMS: tuple[tuple[int, ...], ...] = (ROOMS, ROOMS[:1], ROOMS[1:], ())
_NEEDS: tuple[tuple[int, ...], ...] = ((), GROUPS[:1], GROUPS, TEACHERS[:1])


def event(key: int, course: int, **values: object) -> Event:
    """An event of one period that may be anywhere in the first room."""
    plain = Event(key, course, 1, tuple(range(GRID.ticks)), (RoomOption(101),))
    return replace(plain, **values)  # type: ignore[arg-type]


def week(
    *events: Event,
    wishes: tuple[Wish, ...] = (),
    busy: Mapping[int, tuple[Busy, ...]] | None = None,
    grid: Grid = GRID,
) -> Problem:
    """Two days of three periods, two rooms, teachers and groups."""
    kinds = [
        *((each, ConflictKind.ROOM) for each in ROOMS),
        *((each, ConflictKind.TEACHER) for each in TEACHERS),
        *((each, ConflictKind.PARTICIPANT) for each in GROUPS),
    ]
    resources = tuple(
        Resource(key, kind, (busy or {}).get(key, ()), SITES.get(key, 0)) for key, kind in kinds
    )
    return Problem(grid, resources, events, wishes)


def places(each: Event) -> Iterator[Place]:
    """Every place an event could have."""
    for start in each.starts:
        rooms = [option.room for option in each.rooms if option.barred is None]
        for room in rooms or (None,):
            for teacher in each.teachers or (None,):
                for carer in each.carers or (None,):
                    yield Place(start, room, teacher, carer)


def timetables(problem: Problem, *, park: bool = True) -> Iterator[Placements]:
    """Everything that breaks no rule but for hard wishes."""
    bare = replace(problem, wishes=())

    def further(at: int, laid: Placements) -> Iterator[Placements]:
        if at == len(problem.events):
            yield laid
            return
        if park:
            yield from further(at + 1, laid)
        each = problem.events[at]
        for place in places(each):
            more = {**laid, each.id: place}
            if not score(bare, more).breaches:
                yield from further(at + 1, more)

    yield from further(0, {})


def least_total(problem: Problem) -> int:
    """The best total there is, by trying everything."""
    counted = (score(problem, each) for each in timetables(problem))
    return min(each.total for each in counted if not each.breaches)


def possible(problem: Problem) -> bool:
    """Whether everything can be placed, by trying everything."""
    return any(not score(problem, each).breaches for each in timetables(problem, park=False))


@st.composite
def weeks(draw: st.DrawFn, *, hard: bool | None = None) -> Problem:
    """A random problem of three or four events in two or three courses."""
    count = draw(st.integers(2, 4))
    events = tuple(_event(draw, key) for key in range(1, count + 1))
    wishes = tuple(
        _wish(draw, number, count, hard=draw(st.booleans()) if hard is None else hard)
        for number in range(draw(st.integers(0, 3)))
    )
    busy = {
        key: (Busy(starts, starts + 1, ConflictKind.AVAILABILITY),)
        for key in (*ROOMS, *TEACHERS)
        for starts in [draw(st.integers(0, 2 * GRID.ticks))]
        if starts < GRID.ticks
    }
    travel = {(1, 2): draw(st.integers(0, 1))}
    return replace(week(*events, wishes=wishes, busy=busy), travel=travel)


def _event(draw: st.DrawFn, key: int) -> Event:
    length = draw(st.integers(1, 2))
    starts = draw(st.sets(st.integers(0, GRID.ticks - 1), min_size=1, max_size=3))
    rooms = draw(st.sampled_from(_ROOMS))
    needs = draw(st.sampled_from(_NEEDS))
    fits = tuple(sorted(each for each in starts if GRID.fits(each, length)))
    stands: bool = draw(st.booleans())
    current = Place(fits[0], rooms[0] if rooms else None) if fits and stands else None
    return Event(
        id=key,
        course=key // 2,
        length=length,
        starts=fits,
        rooms=tuple(RoomOption(each, draw(st.integers(0, 2))) for each in rooms),
        teachers=TEACHERS if not needs and draw(st.booleans()) else (),
        needs=needs,
        current=current,
        care_before=draw(st.integers(0, 1)),
        care_after=draw(st.integers(0, 1)),
        cared_by=draw(st.integers(0, 2)),
    )


def _wish(draw: st.DrawFn, number: int, count: int, *, hard: bool) -> Wish:
    kind = draw(st.sampled_from(tuple(WishKind)))
    of_day = kind in {WishKind.CONNECTED, WishKind.COMPACT}
    resource = draw(st.sampled_from((*GROUPS, *TEACHERS, *ROOMS)))
    of_one = of_day or kind is WishKind.HOURS
    return Wish(
        id=number,
        kind=kind,
        weight=draw(st.integers(1, 5)),
        hard=hard,
        events=() if of_day else tuple(range(1, count + 1)),
        resource=resource if of_one or (kind is WishKind.TIMES and draw(st.booleans())) else None,
        ticks=frozenset(draw(st.sets(st.integers(0, GRID.ticks - 1), max_size=2))),
        limit=draw(st.integers(0, 2)) if kind is not WishKind.WAVES else 1,
        cycle=2 if kind is WishKind.WAVES else 0,
    )
