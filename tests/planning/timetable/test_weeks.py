"""Weekly series that are held in some weeks only, and what goes along at a distance."""

from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.timetable.checker import breaches
from kursplaner.planning.timetable.formula.clash import smallest_clash
from kursplaner.planning.timetable.formula.engine import Limits
from kursplaner.planning.timetable.problem import (
    Along,
    Busy,
    Event,
    Grid,
    Placements,
    Problem,
    Resource,
    RoomOption,
)
from kursplaner.planning.timetable.search import solver
from kursplaner.planning.timetable.search.start import first

ROOM, CARER = 1, 2
SPRING, SUMMER = frozenset({0, 1}), frozenset({2, 3})


def series(key: int, weeks: frozenset[int], **values: object) -> Event:
    plain = {"starts": (0, 1, 2, 3), "rooms": (RoomOption(ROOM),)} | values
    return Event(id=key, course=key, length=4, weeks=weeks, **plain)  # type: ignore[arg-type]


def problem(*events: Event, busy: tuple[Busy, ...] = ()) -> Problem:
    """One room, one day of seven periods: two events of four never fit beside each other."""
    rooms = (Resource(ROOM, ConflictKind.ROOM, busy), Resource(CARER, ConflictKind.CARER))
    return Problem(Grid(1, 7), rooms, events)


def laid(town: Problem) -> list[Placements]:
    limits = Limits(seconds=3)
    found = [first(town), solver.solve(town, limits).placements]
    assert [breaches(town, placements) for placements in found] == [[], []]
    return found


def test_courses_of_different_weeks_share_room_and_time() -> None:
    town = problem(series(1, SPRING), series(2, SUMMER))
    assert [len(places) for places in laid(town)] == [2, 2]
    assert smallest_clash(town, 5) is None


def test_courses_with_a_common_week_do_not() -> None:
    town = problem(series(1, SPRING), series(2, SPRING | SUMMER))
    assert [len(places) for places in laid(town)] == [1, 1]
    clash = smallest_clash(town, 5)
    assert clash is not None
    assert {each.id for each in clash.demands} == {1, 2}


def test_a_closure_bars_only_those_held_in_its_weeks() -> None:
    shut = Busy(0, 7, ConflictKind.CLOSURE, SUMMER)
    town = problem(series(1, SPRING), series(2, SUMMER), busy=(shut,))
    assert [set(places) for places in laid(town)] == [{1}, {1}]


def test_what_goes_along_is_used_at_its_distance() -> None:
    cared = {"rooms": (), "along": (Along(CARER, -1, 5),), "starts": (1, 2)}
    town = problem(series(1, SPRING, **cared), series(2, SPRING, **cared))
    assert [len(places) for places in laid(town)] == [1, 1]
    apart = problem(series(1, SPRING, **cared), series(2, SUMMER, **cared))
    assert [len(places) for places in laid(apart)] == [2, 2]


def test_who_goes_along_in_the_weeks_of_a_closure_bars_the_place() -> None:
    away = Resource(CARER, ConflictKind.CARER, (Busy(0, 2, ConflictKind.CLOSURE, SPRING),))
    event = series(1, SPRING, rooms=(), along=(Along(CARER, -1, 5),), starts=(1, 2, 3))
    town = Problem(Grid(1, 8), (away,), (event,))
    assert {places[1].start for places in laid(town)} == {3}
