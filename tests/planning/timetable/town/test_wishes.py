from collections.abc import Collection
from dataclasses import replace

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.basics.settings import Settings
from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.timetable.problem import Busy, Wish, WishKind
from kursplaner.planning.timetable.town.series import Series
from kursplaner.planning.timetable.town.wishes import (
    ALWAYS,
    WISHED,
    Aim,
    Known,
    Meaning,
    used_now,
    weights,
    wishes_of,
)
from tests.planning.timetable.small_series import COURSE, PERIODS, WEEKS, along, lesson, series

PLAIN = {aim: 10 + at for at, aim in enumerate(Aim)}
SHUTTLE = replace(COURSE, shuttle=True)


def known(many: Collection[Series], **values: object) -> Known:
    usual: dict[str, object] = {
        "courses": {7: COURSE, 8: replace(COURSE, id=8)},
        "weeks": WEEKS,
        "lost": {},
        "unavailable": {},
        "wished": {},
        "vehicles": 0,
        "ride_ticks": 4,
    }
    return Known(series=tuple(many), **{**usual, **values})  # type: ignore[arg-type]


def made(
    aim: Aim, many: Collection[Series], weight: dict[Aim, int] = PLAIN, **values: object
) -> list[tuple[Wish, Meaning]]:
    wishes, meanings = wishes_of(known(many, **values), weight)
    assert [wish.id for wish in wishes] == list(range(1, len(wishes) + 1))
    return [(wish, meanings[wish.id]) for wish in wishes if meanings[wish.id].aim is aim]


def two(**second: object) -> list[Series]:
    return [series(1, [lesson(1)]), series(2, [lesson(2, weekday=3)], **second)]  # type: ignore[arg-type]


def test_weights_are_those_of_the_town_for_what_is_aimed_for() -> None:
    settings = Settings({})
    everything = weights(settings, list(Aim))
    assert Aim.ROOMS not in everything
    assert all(weight > 0 for weight in everything.values())
    few = weights(settings, [Aim.KEEP])
    assert {aim for aim, weight in few.items() if weight} == {
        *(Aim.KEEP, Aim.LOST, Aim.HOURS, Aim.AVAILABLE, Aim.CARERS)
    }
    assert few[Aim.KEEP] == settings.number("timetable.weight.keep")
    with pytest.raises(Refused, match="aim_unknown"):
        weights(settings, ["sunshine"])  # type: ignore[list-item]
    assert set(WISHED) == set(Aim) - ALWAYS


def test_what_weighs_nothing_is_no_wish() -> None:
    nothing = dict.fromkeys(Aim, 0)
    assert wishes_of(known(two()), nothing) == ((), {})
    wishes, meanings = wishes_of(known(two()), {**nothing, Aim.SPREAD: 4})
    assert [(wish.id, wish.kind, wish.weight) for wish in wishes] == [(1, WishKind.SPREAD, 4)]
    assert meanings == {1: Meaning(Aim.SPREAD, 7)}


def test_everything_stays_but_what_is_broken() -> None:
    found = made(Aim.KEEP, two(broken=True))
    assert [(wish.kind, wish.events, meaning.course_id) for wish, meaning in found] == [
        (WishKind.STAY, (1,), 7)
    ]


def test_a_course_with_two_series_wants_few_rooms_and_one_time() -> None:
    assert made(Aim.FEW_ROOMS, two()[:1]) == []
    assert made(Aim.SAME_TIME, two()[:1]) == []
    ((rooms, meaning),) = made(Aim.FEW_ROOMS, two())
    assert (rooms.kind, rooms.events, meaning.course_id) == (WishKind.FEW_ROOMS, (1, 2), 7)
    ((times, _),) = made(Aim.SAME_TIME, two())
    assert (times.kind, times.events, times.cycle) == (WishKind.SAME_TIME, (1, 2), 0)
    strangers = [two()[0], series(2, [lesson(2, weekday=3, course_id=8)])]
    assert made(Aim.FEW_ROOMS, strangers) == []


def test_parts_of_one_weekly_series_stay_together() -> None:
    parts = [
        series(1, [lesson(1)]),
        series(2, [lesson(2, week=1)]),
        series(3, [lesson(3, weekday=3)]),
    ]
    found = made(Aim.SAME_TIME, parts)
    assert [(wish.events, wish.cycle) for wish, _ in found] == [
        ((1, 2, 3), 0),
        ((1, 2), 7 * PERIODS),
    ]


def spread_limits(weekly: list[list[int]]) -> list[int]:
    """Return the limit of the wish for days, from the weeks in which each series is held."""
    many = [
        series(key, [lesson(10 * key + week, week=week, weekday=key % 7) for week in weeks])
        for key, weeks in enumerate(weekly, 1)
    ]
    return [wish.limit for wish, _ in made(Aim.SPREAD, many)]


def test_as_many_days_are_wanted_as_there_are_lessons_in_the_fullest_week_five_at_most() -> None:
    assert spread_limits([[0], [1]]) == []
    assert spread_limits([[0, 1], [1]]) == [2]
    assert spread_limits([[0, 1], [1, 2], [1], [3]]) == [3]
    assert spread_limits([[0]] * 5) == [5]
    assert spread_limits([[0]] * 6) == [5]


def test_a_teacher_of_two_series_wants_them_close_together() -> None:
    assert made(Aim.CONNECTED, two(teachers=(202,))) == []
    ((wish, meaning),) = made(Aim.CONNECTED, two())
    assert (wish.kind, wish.resource, wish.weight) == (
        WishKind.CONNECTED,
        201,
        PLAIN[Aim.CONNECTED],
    )
    assert meaning == Meaning(Aim.CONNECTED, resource_id=201)


@pytest.mark.parametrize(("step", "times"), [(5, 1), (15, 1), (30, 2)])
def test_idle_hours_weigh_by_the_quarter_of_an_hour(step: int, times: int) -> None:
    ((wish, _),) = made(Aim.CONNECTED, two(), weeks=replace(WEEKS, step=step))
    assert wish.weight == times * PLAIN[Aim.CONNECTED]


def test_hours_a_teacher_would_rather_not_work() -> None:
    ticks = frozenset({3, 4})
    assert made(Aim.TEACHER_WISHES, two(), wished={202: ticks, 201: frozenset()}) == []
    ((wish, meaning),) = made(Aim.TEACHER_WISHES, two(teachers=(201, 202)), wished={201: ticks})
    assert (wish.events, wish.resource, wish.ticks) == ((1, 2), 201, ticks)
    assert meaning.resource_id == 201
    ((of_second, _),) = made(Aim.TEACHER_WISHES, two(teachers=(201, 202)), wished={202: ticks})
    assert of_second.events == (2,)


@pytest.mark.parametrize(
    ("resource", "events"),
    [(101, (1, 2)), (201, (1,)), (202, (2,)), (301, (2,)), (999, None)],
)
def test_who_is_used_while_away_would_rather_not(
    resource: int, events: tuple[int, ...] | None
) -> None:
    many = two(teachers=(202,), along=along(301, 0, 2))
    away = Busy(8, 10, ConflictKind.AVAILABILITY)
    found = made(Aim.AVAILABLE, many, unavailable={resource: (away, away)})
    if events is None:
        assert found == []
    else:
        assert len(found) == 2
        wish, meaning = found[0]
        assert (wish.events, wish.resource, wish.ticks) == (events, resource, frozenset({8, 9}))
        assert meaning == Meaning(Aim.AVAILABLE, resource_id=resource)


def test_a_weekday_costs_the_lessons_it_loses() -> None:
    ((wish, meaning),) = made(Aim.LOST, two(), lost={2: {3: (11, 12)}})
    assert wish.events == (2,)
    assert wish.ticks == frozenset(range(3 * PERIODS, 4 * PERIODS))
    assert wish.weight == 2 * PLAIN[Aim.LOST]
    assert meaning == Meaning(Aim.LOST, 7)


@pytest.mark.parametrize(("vehicles", "wished"), [(0, False), (1, True), (2, False)])
def test_waves_are_limited_where_more_ride_than_there_are_vehicles(
    vehicles: int,
    wished: bool,  # noqa: FBT001
) -> None:
    found = made(Aim.WAVES, two(), courses={7: SHUTTLE}, vehicles=vehicles, ride_ticks=6)
    assert bool(found) is wished
    if found:
        ((wish, _),) = found
        assert (wish.events, wish.limit, wish.cycle) == ((1, 2), vehicles, 6)
    assert made(Aim.WAVES, two(), vehicles=vehicles) == []


def test_what_is_used_today_by_whoever_may_stay() -> None:
    first = series(1, [lesson(1), lesson(2, week=2)], along=along(301, -2, 8))
    team = series(2, [lesson(3, weekday=3, room_id=None)], teachers=(201, 202))
    broken = series(3, [lesson(4, weekday=4)], broken=True)
    found = used_now([first, team, broken], WEEKS)
    tick, weeks = PERIODS + 36, frozenset({0, 2})
    assert found == {
        101: [(tick, tick + 6, weeks)],
        201: [(tick, tick + 6, weeks), (3 * PERIODS + 36, 3 * PERIODS + 42, frozenset({0}))],
        202: [(3 * PERIODS + 36, 3 * PERIODS + 42, frozenset({0}))],
        301: [(tick - 2, tick + 8, weeks)],
    }


def test_times_of_those_who_could_be_chosen_weigh_where_they_are() -> None:
    ticks = frozenset({1, 2})
    choices = {1: (201, 202), 2: (203,)}
    wishes = {202: ticks, 203: ticks, 204: ticks}
    found = made(Aim.TEACHER_WISHES, two(teachers=()), wished=wishes, choices=choices)
    assert [(w.events, w.resource, w.ticks) for w, _ in found] == [((1,), 202, ticks)]
    both = {1: (201, 202), 2: (201, 202)}
    found = made(Aim.TEACHER_WISHES, two(teachers=(202,)), wished={202: ticks}, choices=both)
    assert [sorted(wish.events) for wish, _ in found] == [[1, 2]]


@pytest.mark.parametrize(("there", "wished"), [(2, 1), (3, 0)])
def test_childcare_at_once_is_weighed_where_there_may_be_too_few_carers(
    there: int, wished: int
) -> None:
    ticks = frozenset({4, 5})
    needed = {1: 2, 2: 1, 3: 0}
    found = made(Aim.CARERS, two(), cared_by=needed, carers_at={there: ticks})
    assert [(w.events, w.ticks, w.limit) for w, _ in found] == [((1, 2), ticks, there)] * wished
    assert made(Aim.CARERS, two(), cared_by={}, carers_at={0: ticks}) == []
