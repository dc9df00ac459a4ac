"""Which vehicle and driver a standing tour gets, who stays out and why, and what a day changes."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from kursplaner.basics.settings import Settings
from kursplaner.domain.conflicts.obstacles import Against, Obstacle
from kursplaner.domain.kinds import Direction, SeatKind
from kursplaner.planning.choices.free_times import FreeTimes
from kursplaner.planning.rides.plan import (
    KeptRide,
    LeftOut,
    PlannedHalt,
    PlannedRide,
    RideFacts,
    RideLesson,
    RidePlan,
    Rider,
    RideWish,
)
from kursplaner.planning.rides.standing_tours import propose_tours
from kursplaner.planning.rides.tours import Party, Seat, TourRules, tour_rules
from kursplaner.store.queries.choices import VehicleFacts, WorkerFacts
from kursplaner.store.queries.rides.ride_facts import StopFacts
from kursplaner.store.queries.taken_times import Taken

RULES = replace(
    tour_rules(Settings()),
    kmh=60,
    road_factor=100,
    turnaround_minutes=10,
    driver_credentials=frozenset(),
    vehicle_credentials=("inspection",),
)
SITE = (50_000_000, 12_000_000)
STOPS = {key: StopFacts(key, f"S{key}", SITE[0] + key * 8_993, SITE[1]) for key in (4, 10, 20)}
"""So many kilometres, and so minutes, from the site (a minute more where rounded up)."""
OUT, BACK = Direction.OUT, Direction.BACK
DAY = 1440
LESSONS = tuple(RideLesson(at, at * DAY + 540, at * DAY + 690) for at in (1, 2))
FIRST, SECOND = (lesson.day for lesson in LESSONS)
SECOND_NINE = LESSONS[1].starts
PEOPLE = tuple(WorkerFacts(900 + at, f"D{at}", "driver", "", "") for at in range(3))
FREE: Mapping[int, list[Taken]] = {}


def adult(key: int, stop: int = 4, *along: SeatKind, **values: bool) -> Party:
    children = (Seat(key * 10 + at, stop, kind) for at, kind in enumerate(along))
    return Party((Seat(key, stop, **values), *children))  # type: ignore[arg-type]


def bus(key: int, seats: int = 9, **values: object) -> VehicleFacts:
    usual: dict[str, object] = {
        "wheelchair_places": 0,
        "pram_places": 1,
        "usual_driver_id": None,
        "depot_stop_id": None,
    }
    return VehicleFacts(key, f"Bus {key}", seats, **{**usual, **values})  # type: ignore[arg-type]


def laid(
    parties: tuple[Party, ...],
    vehicles: tuple[VehicleFacts, ...],
    taken: Mapping[int, list[Taken]] = FREE,
    *,
    riders: tuple[Rider, ...] = (),
    people: tuple[WorkerFacts, ...] = PEOPLE,
    rules: TourRules = RULES,
    **wished: object,
) -> RidePlan:
    wanted = riders or tuple(Rider(party, way) for way in Direction for party in parties)
    wish = RideWish(LESSONS, wanted, SITE, **wished)  # type: ignore[arg-type]
    return propose_tours(wish, RideFacts(STOPS, {}, vehicles, people, rules), FreeTimes(taken))


def resources(plan: RidePlan) -> dict[tuple[int, str], tuple[int | None, int | None, bool]]:
    return {
        (ride.lesson, ride.direction.value): (ride.vehicle_id, ride.driver_id, ride.substitute)
        for ride in plan.rides
    }


def test_each_ride_has_the_minutes_of_its_lesson() -> None:
    plan = laid((adult(1),), (bus(1, depot_stop_id=10),), with_childcare=True)
    out, back = (ride for ride in plan.rides if ride.lesson == 1)
    assert [tour.vehicle_id for tour in plan.tours] == [1, 1]
    assert [ride.tour for ride in plan.rides] == [0, 1, 0, 1]
    seats = (Seat(1, 4),)
    site, drive, depot = DAY + 525, 4, 6
    starts = site - drive - 2 - depot
    halts = (PlannedHalt(4, site - drive - 2), PlannedHalt(None, site))
    whole = (starts, site + 2, out.metres, 1, 900, halts, seats)
    assert out == PlannedRide(OUT, 1, 0, *whole)
    left = DAY + 705
    halts = (PlannedHalt(None, left), PlannedHalt(4, left + drive))
    whole = (left - 2, left + drive + 2 + depot, out.metres, 1, 900, halts, seats)
    assert back == PlannedRide(BACK, 1, 1, *whole)
    unknown = laid((adult(1),), (bus(1, depot_stop_id=99),), with_childcare=True)
    assert unknown.rides[0].starts == starts + depot
    later = laid((adult(1),), (bus(1),))
    assert [later.rides[at].halts[1 - at].at for at in (0, 1)] == [DAY + 530, DAY + 700]


def test_the_way_out_arrives_and_the_way_back_leaves_by_limits_of_their_own() -> None:
    rules = replace(RULES, arrive_min=6, arrive_max=6, leave_min=8, leave_max=8)
    out, back = laid((adult(1),), (bus(1),), rules=rules).rides[:2]
    assert (out.halts[1].at, back.halts[0].at) == (DAY + 534, DAY + 698)


def test_rides_are_told_in_order_of_time_and_tour() -> None:
    crowd = tuple(adult(key, 4 if key < 5 else 20) for key in range(1, 10))
    plan = laid(crowd, (bus(1, 6), bus(2, 6)))
    order = [(ride.starts, ride.tour) for ride in plan.rides]
    assert order == sorted(order)
    assert len(order) == 8
    assert not plan.reserved
    assert plan.left_out == ()


def penalties(plan: RidePlan) -> list[tuple[int, int]]:
    return [(choice.id, choice.penalty) for choice in plan.vehicles]


def test_a_vehicle_as_large_as_needed_comes_first() -> None:
    fleet = (bus(1, 9), bus(2, 4), bus(3, 3), bus(4, 2), bus(5, 20))
    plan = laid((adult(1), adult(2, 10)), fleet)
    assert penalties(plan) == [(3, 0), (2, 1), (1, 6), (5, 6), (4, 50 + 1)]
    small = plan.vehicles[-1]
    told = Against(Obstacle.TOO_FEW_SEATS, facts={"seats": 1, "wanted": 2})
    assert [(a.obstacle, dict(a.facts)) for a in small.against] == [
        (told.obstacle, dict(told.facts))
    ]
    assert dict(plan.vehicles[2].facts) == {"seats": 8, "usual_driver": None}
    nobody = laid((), fleet)
    assert penalties(nobody) == [(1, -8), (5, -8), (2, -3), (3, -2), (4, -1)]
    assert nobody.reserved


def test_the_usual_vehicle_and_driver_are_taken_where_nothing_speaks_against_them() -> None:
    fleet = (bus(1, 2), bus(2, 9))
    plan = laid((adult(1),), fleet, vehicle_id=2, driver_id=902)
    assert penalties(plan) == [(2, 7 - 80), (1, 0)]
    assert set(resources(plan).values()) == {(2, 902, False)}
    assert set(resources(laid((adult(1),), fleet)).values()) == {(1, 900, False)}
    own = (bus(1, 2, usual_driver_id=901),)
    assert set(resources(laid((adult(1),), own)).values()) == {(1, 901, False)}
    wished = laid((adult(1),), own, driver_id=902)
    assert set(resources(wished).values()) == {(1, 902, False)}


def test_vehicles_and_drivers_are_judged_on_the_way_out() -> None:
    taken = {key: [Taken(DAY + 530, DAY + 540, "ride", 7)] for key in (1, 900)}
    plan = laid((adult(1),), (bus(1),), taken)
    assert [(choice.id, choice.free) for choice in plan.vehicles] == [(1, 1)]
    assert [(choice.id, choice.free) for choice in plan.drivers] == [(901, 2), (902, 2), (900, 1)]
    later = {key: [Taken(DAY + 700, DAY + 710, "ride", 7)] for key in (1, 900)}
    plan = laid((adult(1),), (bus(1),), later)
    assert [(choice.id, choice.free) for choice in plan.vehicles] == [(1, 2)]
    assert [(choice.id, choice.free) for choice in plan.drivers] == [(900, 2), (901, 2), (902, 2)]


def test_who_drives_there_in_which_vehicle_drives_back_as_well() -> None:
    mornings = [Taken(day * DAY, day * DAY + 600, "ride", 7) for day in (1, 2)]
    plan = laid((adult(1),), (bus(1, 2), bus(2, 9)), {1: mornings, 900: mornings})
    assert set(resources(plan).values()) == {(2, 901, False)}
    wished = laid((adult(1),), (bus(1, 2),), driver_id=902)
    assert [(choice.id, choice.penalty) for choice in wished.drivers] == [
        *((902, -60), (900, 0), (901, 0)),
    ]


def test_papers_that_run_out_are_told_with_their_days() -> None:
    plan = laid((adult(1),), (bus(1, credentials={"inspection": FIRST}),))
    (told,) = plan.vehicles[0].against
    assert (told.obstacle, told.days) == (Obstacle.CREDENTIAL_EXPIRES, (SECOND,))
    assert dict(told.facts) == {"paper": "inspection", "valid_until": FIRST}
    for until in (SECOND, None):
        fine = laid((adult(1),), (bus(1, credentials={"inspection": until}),))
        assert fine.vehicles[0].against == ()
    assert laid((adult(1),), (bus(1),)).vehicles[0].against == ()


@pytest.mark.parametrize(("ends", "usable"), [(514, True), (515, False)])
def test_a_vehicle_turns_round_before_it_sets_off_again(ends: int, *, usable: bool) -> None:
    """The tour sets off at 8:44, so the vehicle must be back ten minutes before."""
    taken = {1: [Taken(DAY + 400, DAY + ends, "ride", 7)]}
    plan = laid((adult(1),), (bus(1),), taken)
    assert plan.rides[0].starts == DAY + 524
    assert plan.rides[0].vehicle_id == (1 if usable else None)
    assert (plan.vehicles[0].free, plan.vehicles[0].of) == (2 if usable else 1, 2)
    after = {1: [Taken(DAY + 532 + 10 + (0 if usable else -1), DAY + 600, "ride", 7)]}
    later = laid((adult(1),), (bus(1),), after)
    assert later.rides[0].ends == DAY + 532
    assert later.rides[0].vehicle_id == (1 if usable else None)


def test_on_a_busy_day_another_vehicle_that_carries_them_rides() -> None:
    family = adult(1, 4, SeatKind.BOOSTER)
    taken = {at: [Taken(day * DAY, (day + 1) * DAY, "ride", 7)] for at, day in ((1, 1), (4, 2))}
    small, plain = bus(2, 2, child_seats={"booster": 1}), bus(3, 9)
    fits = bus(4, 9, child_seats={"booster": 1})
    own = bus(1, 3, child_seats={"booster": 1})
    plan = laid((family,), (own, small, plain, fits), taken, vehicle_id=1)
    found = resources(plan)
    assert found[2, "out"] == found[2, "back"] == (1, 900, False)
    assert found[1, "out"] == found[1, "back"] == (4, 900, True)
    none = laid((family,), (own, small, plain), taken, vehicle_id=1)
    assert [ride.lesson for ride in none.without_vehicle] == [1, 1]
    assert none.without_driver == ()


def test_another_vehicle_must_carry_all_of_them_together() -> None:
    taken = {key: [Taken(day * DAY, (day + 1) * DAY, "ride", 7)] for key, day in ((1, 1), (3, 2))}
    plan = laid((adult(1), adult(2)), (bus(1, 3), bus(2, 2), bus(3, 9)), taken, vehicle_id=1)
    assert {key: found[0] for key, found in resources(plan).items()} == {
        (1, "out"): 3,
        (1, "back"): 3,
        (2, "out"): 1,
        (2, "back"): 1,
    }


def test_a_driver_who_is_away_one_day_is_stood_in_for() -> None:
    taken = {900: [Taken(2 * DAY, 3 * DAY, "lesson", 7)]}
    plan = laid((adult(1),), (bus(1, usual_driver_id=900),), taken)
    assert {key: found[1:] for key, found in resources(plan).items()} == {
        (1, "out"): (901, False),
        (1, "back"): (901, False),
        (2, "out"): (901, False),
        (2, "back"): (901, False),
    }
    alone = laid((adult(1),), (bus(1),), taken, people=PEOPLE[:1])
    assert [(ride.lesson, ride.driver_id) for ride in alone.rides] == [
        *((1, 900), (1, 900), (2, None), (2, None)),
    ]
    assert [ride.substitute for ride in alone.rides] == [False, False, True, True]
    assert [ride.lesson for ride in alone.without_driver] == [2, 2]
    nobody = laid((adult(1),), (bus(1),), people=())
    assert {ride.driver_id for ride in nobody.rides} == {None}


def test_two_vehicles_at_once_have_two_drivers() -> None:
    crowd = tuple(adult(key) for key in range(1, 5))
    plan = laid(crowd, (bus(1, 3), bus(2, 3)), people=PEOPLE[:2])
    out = [ride for ride in plan.rides if (ride.lesson, ride.direction) == (1, OUT)]
    assert [(ride.vehicle_id, ride.driver_id) for ride in out] == [(1, 900), (2, 901)]
    times = FreeTimes({})
    wish = RideWish(LESSONS, (Rider(adult(1), OUT),), SITE)
    propose_tours(wish, RideFacts(STOPS, {}, (bus(1),), PEOPLE, RULES), times)
    for key in (1, 900):
        assert times.taken(key, DAY, 2 * DAY) == (DAY + 524, DAY + 532, "ride", 0)


def test_the_vehicle_that_takes_most_goes_first_and_the_nearest_stay_out() -> None:
    crowd = (adult(1, 4), adult(2, 10), adult(3, 20), adult(4, 4))
    plan = laid(crowd, (bus(1, 3),))
    assert {seat.person_id for ride in plan.rides for seat in ride.seats} == {2, 3}
    assert plan.left_out == tuple(
        LeftOut((key,), way, "seats") for way in Direction for key in (1, 4)
    )
    both = laid(crowd, (bus(1, 3), bus(2, 4)))
    sizes = [len(tour.tour.seats) for tour in both.tours]
    assert [(tour.vehicle_id, size) for tour, size in zip(both.tours, sizes, strict=True)] == [
        *((2, 3), (1, 1), (2, 3), (1, 1)),
    ]
    whole = laid(crowd, (bus(1, 5), bus(2, 5)))
    assert [tour.vehicle_id for tour in whole.tours] == [1, 1]


@pytest.mark.parametrize(
    ("party", "vehicles", "reason"),
    [
        (adult(1, wheelchair=True), (bus(1), bus(2)), "wheelchair"),
        (adult(1, pram=True), (bus(1, pram_places=0),), "pram"),
        (adult(1, 4, SeatKind.BOOSTER), (bus(1),), "booster"),
        (adult(1, 4, SeatKind.NONE), (bus(1, 2),), "seats"),
        (adult(1, 99), (bus(1),), "no_stop"),
        (adult(1), (), "no_vehicle"),
    ],
)
def test_why_a_party_stays_out(
    party: Party, vehicles: tuple[VehicleFacts, ...], reason: str
) -> None:
    plan = laid((party,), vehicles)
    assert plan.left_out == tuple(LeftOut(party.people, way, reason) for way in Direction)
    assert (plan.rides, plan.tours) == ((), ())


def test_who_would_fit_into_a_vehicle_that_is_full_lacks_a_seat_only() -> None:
    family = adult(1, 4, SeatKind.BOOSTER)
    crowd = (adult(2, 20), adult(3, 20))
    fleet = (bus(1, 3, child_seats={"booster": 1}), bus(2, 2))
    plan = laid((*crowd, family), fleet)
    assert {left.reason for left in plan.left_out} == {"seats"}
    gone = {2: [Taken(0, 9 * DAY, "ride", 7)]}
    lacking = laid((family,), (bus(1), bus(2, 9, child_seats={"booster": 1})), gone)
    assert {left.reason for left in lacking.left_out} == {"booster"}
    away = {1: [Taken(0, 9 * DAY, "ride", 7)]}
    none = laid((family,), (bus(1),), away)
    assert {left.reason for left in none.left_out} == {"no_vehicle"}


def test_who_rides_one_way_only_needs_no_ride_the_other() -> None:
    plan = laid((), (bus(1),), riders=(Rider(adult(1), BACK),))
    assert [ride.direction for ride in plan.rides] == [BACK, BACK]
    assert [choice.id for choice in plan.vehicles] == [1]
    lost = laid((), (bus(1),), riders=(Rider(adult(1, 99), OUT), Rider(adult(2), BACK)))
    assert lost.left_out == (LeftOut((1,), OUT, "no_stop"),)
    assert [ride.direction for ride in lost.rides] == [BACK, BACK]


def test_on_a_day_nobody_comes_nobody_drives() -> None:
    riders = (Rider(adult(1), OUT, frozenset({2})),)
    plan = laid((), (bus(1),), riders=riders)
    assert [(ride.lesson, ride.direction) for ride in plan.rides] == [(2, OUT)]


def test_a_day_with_fewer_people_keeps_the_times_and_another_stop_lays_it_anew() -> None:
    riders = (
        Rider(adult(1, 20), OUT),
        Rider(adult(2, 10), OUT, frozenset({1})),
    )
    first, second = laid((), (bus(1, depot_stop_id=10),), riders=riders).rides
    assert [halt.stop_id for halt in first.halts] == [20, 10, None]
    assert [halt.stop_id for halt in second.halts] == [20, None]
    assert [halt.at % DAY for halt in second.halts] == [first.halts[at].at % DAY for at in (0, 2)]
    assert (second.starts - DAY, second.metres) == (first.starts, first.metres)
    elsewhere = {SECOND: 4}
    moved = (Rider(adult(1, 20), OUT, None, elsewhere),)
    _, other = laid((), (bus(1, depot_stop_id=10),), riders=moved).rides
    assert [halt.stop_id for halt in other.halts] == [4, None]
    assert other.starts == other.halts[0].at - 6  # laid for that day, from the depot
    same = {SECOND: 20}
    _, alike = laid((), (bus(1),), riders=(Rider(adult(1, 20), OUT, None, same),)).rides
    assert alike.seats == (Seat(1, 20),)


KEPT = {(2, way): (KeptRide(2, 902),) for way in (OUT, BACK)}
"""The second lesson has another vehicle and driver, as somebody chose "from here on"."""


def test_a_ride_keeps_the_vehicle_and_driver_it_has() -> None:
    two = (bus(1, usual_driver_id=900), bus(2, usual_driver_id=901))
    wished: dict[str, Any] = {"vehicle_id": 1, "driver_id": 900, "kept": KEPT}
    kept = resources(laid((adult(1),), two, **wished))
    assert kept[1, "out"] == kept[1, "back"] == (1, 900, False)
    assert kept[2, "out"] == kept[2, "back"] == (2, 902, True)


def test_a_ride_does_not_keep_what_is_taken_or_too_small() -> None:
    at = SECOND_NINE
    taken = {2: [Taken(at - 200, at + 400, "lesson", 77)]}
    two = (bus(1, usual_driver_id=900), bus(2))
    wished: dict[str, Any] = {"vehicle_id": 1, "driver_id": 900, "kept": KEPT}
    assert resources(laid((adult(1),), two, taken, **wished))[2, "out"] == (1, 900, False)
    small = (bus(1, usual_driver_id=900), bus(2, seats=2))
    riders = (adult(1), adult(2))
    assert resources(laid(riders, small, **wished))[2, "out"] == (1, 900, False)
    known = {(2, OUT): (KeptRide(2, 902, frozenset({1, 2})),)}
    chosen = laid(riders, small, vehicle_id=1, driver_id=900, kept=known)
    assert resources(chosen)[2, "out"] == (2, 902, True)


def test_what_nobody_drives_is_not_kept_unless_nobody_drives_at_all() -> None:
    two, kept = (bus(1), bus(2)), {(2, OUT): (KeptRide(2),)}
    driven = resources(laid((adult(1),), two, vehicle_id=1, kept=kept))
    assert driven[2, "out"][0] == 1
    alone = resources(laid((adult(1),), two, people=(), vehicle_id=1, kept=kept))
    assert alone[2, "out"][:2] == (2, None)


def test_two_tours_do_not_keep_the_same_vehicle() -> None:
    three = (bus(1, seats=2), bus(2, seats=2), bus(3, seats=2))
    kept = {(2, OUT): (KeptRide(3, 902), KeptRide(2, 901)), (1, OUT): (KeptRide(1, 900),)}
    riders = (Rider(adult(1), OUT), Rider(adult(2, 10), OUT))
    plan = laid((), three, riders=riders, vehicle_id=1, driver_id=900, kept=kept)
    used = sorted((ride.lesson, ride.vehicle_id) for ride in plan.rides)
    assert used == [(1, 1), (1, 2), (2, 2), (2, 3)]


@pytest.mark.parametrize("way", [OUT, BACK])
def test_another_vehicle_comes_from_where_it_stands(way: Direction) -> None:
    two = (bus(1, depot_stop_id=10), bus(2, depot_stop_id=20))
    kept = {(2, way): (KeptRide(2, 900),)}
    riders = (Rider(adult(1), way),)
    first, second = laid((), two, riders=riders, vehicle_id=1, kept=kept).rides
    assert (first.vehicle_id, second.vehicle_id) == (1, 2)
    assert [halt.at + DAY for halt in first.halts] == [halt.at for halt in second.halts]
    longer = ((second.starts - DAY) - first.starts, (second.ends - DAY) - first.ends)
    assert longer == ((-10, 0) if way is OUT else (0, 10))
    assert second.metres - first.metres == 10_000
