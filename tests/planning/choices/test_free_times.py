from datetime import date, timedelta

import pytest

from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import Span, minute_of
from kursplaner.domain.conflicts.obstacles import Obstacle
from kursplaner.domain.kinds import Severity
from kursplaner.domain.people import Availability, Closure
from kursplaner.planning.choices.free_times import FreeTimes, load_free_times, monday_of
from kursplaner.planning.conflicts.travel import Reach, Ways
from kursplaner.store.queries.conflicts.closed_times import ClosedTime, ResourceTime
from kursplaner.store.queries.conflicts.travel import Ends
from kursplaner.store.queries.taken_times import Taken
from tests.planning.small_town import NINE, TUESDAY, SmallTown

ROOM = 7
NIGHT = timedelta(days=1)


def at(starts: int, ends: int, day: date = TUESDAY) -> Span:
    return Span.on(day, starts, ends)


def taken(*spans: tuple[int, int], source: str = "lesson", day: date = TUESDAY) -> list[Taken]:
    rows = enumerate(spans, start=1)
    return [Taken(minute_of(day, a), minute_of(day, b), source, key) for key, (a, b) in rows]


def weekly(kind: str, starts: int, ends: int, **values: object) -> ResourceTime:
    usual: dict[str, object] = {"weekday": 1, "valid_from": None, "valid_until": None}
    usual |= {"starts": starts, "ends": ends, "resource_id": ROOM, "kind": kind}
    return ResourceTime(**{**usual, **values})  # type: ignore[arg-type]


def shut(starts: int, ends: int, reason: str = "repair") -> ClosedTime:
    return ClosedTime(1, ROOM, minute_of(TUESDAY, starts), minute_of(TUESDAY, ends), reason, "")


@pytest.mark.parametrize(
    ("starts", "ends", "meets"),
    [
        (500, 540, None),
        (500, 541, 1),
        (600, 601, 1),
        (689, 720, 1),
        (690, 700, None),
        (600, 730, 2),
        (740, 760, 2),
        (760, 800, None),
    ],
)
def test_a_stretch_is_taken_from_its_first_minute_up_to_its_last(
    starts: int, ends: int, meets: int | None
) -> None:
    times = FreeTimes({ROOM: taken((540, 690), (720, 760))})
    span = at(starts, ends)
    found = times.taken(ROOM, span.starts, span.ends)
    assert (found and found.source_id) == meets
    assert times.usable(ROOM, span) is (meets is None)
    assert times.free(ROOM, span) is (meets is None)
    assert times.taken(8, span.starts, span.ends) is None


def test_rows_in_any_order_are_put_in_order() -> None:
    times = FreeTimes({ROOM: taken((720, 760), (540, 690))})
    first, last = minute_of(TUESDAY, 500), minute_of(TUESDAY, 800)
    later, earlier = times.taken(ROOM, first, last), times.first_taken(ROOM, first, last)
    assert later is not None
    assert earlier is not None
    assert (later.source_id, earlier.source_id) == (1, 2)


@pytest.mark.parametrize(
    ("starts", "ends", "first"),
    [
        (500, 540, None),
        (500, 541, 1),
        (690, 720, None),
        (690, 721, 2),
        (689, 900, 1),
        (760, 900, 3),
        (900, 950, None),
    ],
)
def test_the_first_that_takes_a_stretch(starts: int, ends: int, first: int | None) -> None:
    times = FreeTimes({ROOM: taken((540, 690), (720, 760), (800, 900))})
    span = at(starts, ends)
    found = times.first_taken(ROOM, span.starts, span.ends)
    assert (found and found.source_id) == first


def test_a_plan_never_collides_with_itself_but_is_no_other() -> None:
    times = FreeTimes({ROOM: taken((540, 690))})
    assert times.week_minutes(ROOM, "lesson") == {date(2027, 3, 1): 150}
    span = at(700, 760)
    assert times.usable(ROOM, span)
    times.take(ROOM, span.starts, span.ends, "lesson")
    assert not times.usable(ROOM, span)
    assert times.taken_by_others(ROOM, span) is None
    assert times.week_minutes(ROOM, "lesson") == {date(2027, 3, 1): 210}
    everything = Span(minute_of(TUESDAY), minute_of(TUESDAY + NIGHT))
    other = times.taken_by_others(ROOM, everything)
    assert other is not None
    assert other.source_id == 1
    for edge in (at(500, 540), at(690, 700)):
        assert times.taken_by_others(ROOM, edge) is None
    for edge in (at(500, 541), at(689, 700)):
        assert times.taken_by_others(ROOM, edge) == other


def test_minutes_of_a_week_are_those_of_its_kind_of_record() -> None:
    sunday, monday = date(2027, 1, 3), date(2027, 1, 4)
    lines = [
        *taken((540, 600), day=sunday),
        *taken((540, 570), (600, 640), day=monday),
        *taken((700, 900), source="ride", day=monday),
    ]
    times = FreeTimes({ROOM: lines})
    assert times.week_minutes(ROOM, "lesson") == {date(2026, 12, 28): 60, monday: 70}
    assert times.week_minutes(ROOM, "ride") == {monday: 200}
    assert times.week_minutes(8, "ride") == {}
    assert [monday_of(day) for day in (sunday, monday)] == [date(2026, 12, 28), monday]


def test_works_of_some_people_that_begin_on_some_days() -> None:
    late = Taken(minute_of(TUESDAY, 1430), minute_of(TUESDAY + NIGHT, 20), "lesson", 9)
    times = FreeTimes({ROOM: [*taken((540, 600)), late], 8: taken((700, 720))})
    assert [row.source_id for row in times.works_of([ROOM], [TUESDAY])] == [1, 9]
    assert times.works_of([ROOM, 8, 9], [TUESDAY + NIGHT]) == []
    assert len(times.works_of([ROOM, 8], [TUESDAY])) == 3


@pytest.mark.parametrize(
    ("starts", "ends", "closed"),
    [(500, 540, False), (500, 541, True), (599, 700, True), (600, 700, False)],
)
def test_a_closure_touches(starts: int, ends: int, closed: bool) -> None:  # noqa: FBT001
    times = FreeTimes({}, [shut(540, 600)])
    span = at(starts, ends)
    assert bool(times.closed(ROOM, span)) is closed
    assert times.usable(ROOM, span) is not closed
    assert times.free(ROOM, span) is not closed


@pytest.mark.parametrize(
    ("lines", "starts", "ends", "there"),
    [
        ([], 0, 1440, True),
        ([("available", 540, 690)], 540, 690, True),
        ([("available", 540, 690)], 539, 690, False),
        ([("available", 540, 690)], 540, 691, False),
        ([("available", 600, 690), ("available", 540, 600)], 540, 690, True),
        ([("available", 601, 690), ("available", 540, 600)], 540, 690, False),
        ([("available", 540, 640), ("available", 600, 690)], 540, 690, True),
        ([("available", 540, 690), ("available", 550, 600)], 540, 690, True),
        ([("unavailable", 540, 600)], 600, 700, True),
        ([("unavailable", 540, 600)], 599, 700, False),
        ([("unavailable", 540, 600)], 500, 540, True),
        ([("unavailable", 540, 600)], 500, 541, False),
        ([("available", 500, 700), ("unavailable", 540, 600)], 600, 690, True),
        ([("available", 500, 700), ("unavailable", 540, 600)], 590, 690, False),
        ([("wish", 540, 600)], 800, 900, True),
    ],
)
def test_weekly_times_open_and_bar(
    lines: list[tuple[str, int, int]],
    starts: int,
    ends: int,
    there: bool,  # noqa: FBT001
) -> None:
    times = FreeTimes({}, (), [weekly(*line) for line in lines])
    assert times.available(ROOM, at(starts, ends)) is there
    assert times.free(ROOM, at(starts, ends)) is there
    assert times.usable(ROOM, at(starts, ends))


def test_who_is_there_on_some_days_is_away_on_the_others_of_that_time() -> None:
    line = weekly("available", 540, 690, valid_from=TUESDAY, valid_until=TUESDAY + 7 * NIGHT)
    times = FreeTimes({}, (), [line])
    days = {
        TUESDAY - 7 * NIGHT: True,  # nothing is said of that time
        TUESDAY - NIGHT: True,
        TUESDAY: True,
        TUESDAY + NIGHT: False,
        TUESDAY + 7 * NIGHT: True,
        TUESDAY + 8 * NIGHT: True,
    }
    assert {day: times.available(ROOM, at(540, 600, day)) for day in days} == days
    hours = [times.hours(ROOM, day) for day in (TUESDAY, TUESDAY + NIGHT, TUESDAY + 14 * NIGHT)]
    assert hours == [(540, 690), None, None]


def test_hours_reach_from_the_first_to_the_last_available_minute() -> None:
    lines = [weekly("available", 700, 800), weekly("available", 540, 600), weekly("wish", 0, 1440)]
    assert FreeTimes({}, (), lines).hours(ROOM, TUESDAY) == (540, 800)


@pytest.mark.parametrize(
    ("starts", "ends", "wished"),
    [(540, 600, True), (539, 600, False), (540, 601, False), (550, 590, True)],
)
def test_a_wish_covers_the_whole_span(starts: int, ends: int, wished: bool) -> None:  # noqa: FBT001
    lines = [weekly("wish", 540, 600), weekly("available", 500, 700)]
    times = FreeTimes({}, (), lines)
    assert times.wished(ROOM, at(starts, ends)) is wished
    assert not times.wished(ROOM, at(starts, ends, TUESDAY + NIGHT))


def test_each_span_is_told_of_by_the_first_thing_against_it() -> None:
    days = [TUESDAY + number * 7 * NIGHT for number in range(4)]
    spans = [at(540, 690, day) for day in days]
    closed = ClosedTime(1, ROOM, spans[0].starts, spans[1].ends, "repair", "")
    hours = weekly("available", 600, 700)
    times = FreeTimes({ROOM: taken((540, 600))}, [closed], [hours])
    against, free = times.against(ROOM, [*spans, at(600, 690, days[3])])
    assert free == 1
    assert [(each.obstacle, each.severity, each.days) for each in against] == [
        (Obstacle.BUSY, Severity.HARD, (days[0],)),
        (Obstacle.CLOSED, Severity.HARD, (days[1],)),
        (Obstacle.NOT_AVAILABLE, Severity.SOFT, (days[2], days[3])),
    ]
    assert against[1].facts == {"reason": "repair"}
    assert against[2].facts == {"weekday": 1, "from": 600, "until": 700}
    assert times.against(8, spans) == ((), 4)


def test_a_day_without_hours_tells_its_weekday_alone() -> None:
    times = FreeTimes({}, (), [weekly("available", 600, 700, weekday=4)])
    (away,), free = times.against(ROOM, [at(600, 690)])
    assert (away.facts, free) == ({"weekday": 1}, 0)


SITES = {("site", 1): (50_000_000, 12_000_000), ("site", 2): (50_100_000, 12_000_000)}


def traveller(*works: tuple[int, int]) -> tuple[FreeTimes, int]:
    """Return somebody with works at the second site, and the minutes from one to the other."""
    ways = Ways(SITES, {}, Settings({}))
    ends = {("lesson", key): Ends(("site", 2), ("site", 2)) for key in (1, 2)}
    times = FreeTimes({ROOM: taken(*works)})
    times.knows_ways(Reach(ways, ends))
    return times, ways.minutes(("site", 1), ("site", 2))


def test_who_comes_from_far_needs_the_way_before_and_after() -> None:
    times, way = traveller((540, 600), (900, 960))
    assert way > 10
    for starts, ends, hurried in (
        (600 + way, 900 - way, False),
        (600 + way - 1, 900 - way, True),
        (600 + way, 900 - way + 1, True),
    ):
        assert times.hurried(ROOM, at(starts, ends), 1) is hurried
        assert not times.hurried(ROOM, at(starts, ends), 2)
        assert not times.hurried(ROOM, at(starts, ends), None)
        assert not times.hurried(8, at(starts, ends), 1)
    early, late = at(300, 540 - way), at(960 + way, 1300)
    assert not times.hurried(ROOM, early, 1)
    assert not times.hurried(ROOM, late, 1)
    assert times.hurried(ROOM, at(300, 540 - way + 1), 1)
    assert times.hurried(ROOM, at(960 + way - 1, 1300), 1)


def test_who_is_busy_then_anyway_is_not_told_to_hurry_from_there() -> None:
    times, _ = traveller((540, 600))
    assert not times.hurried(ROOM, at(590, 700), 1)


def test_without_ways_nobody_hurries() -> None:
    assert not FreeTimes({ROOM: taken((540, 600))}).hurried(ROOM, at(600, 700), 1)


def test_all_is_asked_of_the_file_with_a_day_on_both_sides(town: SmallTown) -> None:
    first, second = town.lessons[:2]
    teacher, room = town.people["Seidel"], town.rooms["A"]
    thursday = TUESDAY + 2 * NIGHT
    with town.workspace.fill() as db:
        starts = minute_of(TUESDAY)
        db.add(Closure(resource_id=room, starts=starts, ends=starts + 60, reason="repair"))
        times = {"starts": 480, "ends": 720}
        db.add(Availability(resource_id=teacher, kind="available", weekday=1, **times))
    wednesday = minute_of(TUESDAY + NIGHT)
    with town.workspace.read() as db:
        known = load_free_times(db, [teacher, room], wednesday + NINE, wednesday + NINE + 60)
        without = load_free_times(
            db, [teacher], wednesday + NINE, wednesday + NINE + 60, [("lesson", first)]
        )
    seen = known.works_of([teacher], [TUESDAY, thursday])
    assert [row.source_id for row in seen] == [first, second]
    assert [row.source_id for row in without.works_of([teacher], [TUESDAY, thursday])] == [second]
    assert known.works_of([town.people["Vogel"]], [TUESDAY]) == []
    assert known.hours(teacher, TUESDAY) == (480, 720)
    with town.workspace.read() as db:
        near = load_free_times(db, [room], minute_of(TUESDAY, 1499), minute_of(TUESDAY, 1500))
        far = load_free_times(db, [room], minute_of(TUESDAY, 1500), minute_of(TUESDAY, 1501))
    assert near.closed(room, Span.on(TUESDAY, 0, 60)) is not None
    assert far.closed(room, Span.on(TUESDAY, 0, 60)) is None
