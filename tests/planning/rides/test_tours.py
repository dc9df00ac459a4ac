from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from kursplaner.basics.places import Distance
from kursplaner.basics.settings import Settings
from kursplaner.domain.kinds import Direction, SeatKind
from kursplaner.planning.choices.free_times import FreeTimes
from kursplaner.planning.rides.plan import RideFacts, RideLesson, Rider, RideWish
from kursplaner.planning.rides.standing_tours import propose_tours
from kursplaner.planning.rides.tours import (
    Geography,
    Party,
    Seat,
    lay_tour,
    short_way,
    tour_rules,
)
from kursplaner.store.queries.choices import VehicleFacts, WorkerFacts
from kursplaner.store.queries.rides.ride_facts import StopFacts
from kursplaner.store.queries.taken_times import Taken

RULES = tour_rules(Settings())
SITE = (50_320_000, 12_259_000)
STOPS = {at: StopFacts(at, f"S{at}", 50_320_000 + at * 9_000, 12_259_000) for at in range(1, 9)}
LESSONS = tuple(RideLesson(at, at * 1440 + 540, at * 1440 + 690) for at in range(1, 5))


def party(person: int, stop: int, *kinds: SeatKind) -> Party:
    children = (Seat(person * 100 + at, stop, kind) for at, kind in enumerate(kinds))
    return Party((Seat(person, stop), *children))


def bus(key: int, seats: int = 9, **stock: int) -> VehicleFacts:
    return VehicleFacts(key, f"Bus {key}", seats, 0, 1, None, None, stock, {})


def facts(*vehicles: VehicleFacts, drivers: int = 2) -> RideFacts:
    people = tuple(WorkerFacts(900 + at, f"D{at}", "driver", "", "") for at in range(drivers))
    return RideFacts(STOPS, {}, vehicles, people, RULES)


def wish(*parties: Party) -> RideWish:
    riders = tuple(Rider(riding, direction) for direction in Direction for riding in parties)
    return RideWish(LESSONS, riders, SITE)


def test_out_is_farthest_first_and_back_its_mirror() -> None:
    geography = Geography(STOPS, {}, SITE, RULES)
    parties = [party(1, 2), party(2, 7), party(3, 4)]
    out = lay_tour(Direction.OUT, parties, geography, RULES, margin=10)
    back = lay_tour(Direction.BACK, parties, geography, RULES, margin=10)
    assert [halt.stop_id for halt in out.halts] == [7, 4, 2, None]
    assert [halt.stop_id for halt in back.halts] == [None, 2, 4, 7]
    assert out.metres == back.metres
    assert [halt.minute for halt in out.halts] == sorted(halt.minute for halt in out.halts)
    assert (out.halts[-1].minute, back.halts[0].minute) == (0, 0)


def test_a_way_set_by_hand_goes_first() -> None:
    geography = Geography(STOPS, {(1, 2): Distance(30_000, 55)}, SITE, RULES)
    assert (geography.metres(2, 1), geography.minutes(1, 2)) == (30_000, 55)


def test_one_vehicle_when_it_is_enough_and_several_when_not() -> None:
    few = propose_tours(wish(party(1, 3), party(2, 5)), facts(bus(1), bus(2)), FreeTimes({}))
    assert len(few.tours) == 2
    assert len(few.rides) == 8
    many = [party(at, at % 8 + 1) for at in range(1, 13)]
    plan = propose_tours(wish(*many), facts(bus(1), bus(2)), FreeTimes({}))
    assert len(plan.tours) == 4
    assert plan.left_out == ()
    assert all(len(ride.seats) <= 8 for ride in plan.rides)
    both = [ride for ride in plan.rides if ride.lesson == 1 and ride.direction is Direction.OUT]
    assert len({ride.vehicle_id for ride in both}) == len({ride.driver_id for ride in both}) == 2


def test_child_seats_choose_the_vehicle_and_families_stay_together() -> None:
    family = party(1, 3, SeatKind.CHILD_SEAT, SeatKind.BOOSTER)
    plan = propose_tours(
        wish(family), facts(bus(1), bus(2, child_seat=1, booster=1)), FreeTimes({})
    )
    assert {ride.vehicle_id for ride in plan.rides} == {2}
    none = propose_tours(wish(family, party(2, 4)), facts(bus(1)), FreeTimes({}))
    assert {(left_out.people, left_out.reason) for left_out in none.left_out} == {
        ((1, 100, 101), "child_seat")
    }
    assert all(ride.seats == (Seat(2, 4),) for ride in none.rides)


def test_without_riders_the_vehicle_is_reserved() -> None:
    plan = propose_tours(wish(), facts(bus(1)), FreeTimes({}))
    assert plan.reserved
    assert len(plan.rides) == 8
    out = plan.rides[0]
    assert out.vehicle_id == 1
    assert [halt.stop_id for halt in out.halts] == [None]
    assert out.ends - out.starts >= 5


def test_a_busy_day_gets_another_vehicle_and_says_so() -> None:
    taken = {1: [Taken(2 * 1440, 3 * 1440, "ride", 77)]}
    plan = propose_tours(wish(party(1, 3)), facts(bus(1), bus(2, 10)), FreeTimes(taken))
    assert {tour.vehicle_id for tour in plan.tours} == {2}
    alone = propose_tours(wish(party(1, 3)), facts(bus(1)), FreeTimes(taken))
    assert {ride.lesson for ride in alone.without_vehicle} == {2}
    assert {ride.vehicle_id for ride in alone.rides if ride.lesson != 2} == {1}


def test_who_has_no_stop_is_named() -> None:
    plan = propose_tours(wish(party(1, 0)), facts(bus(1)), FreeTimes({}))
    assert [left_out.reason for left_out in plan.left_out] == ["no_stop", "no_stop"]
    assert plan.rides == ()


def test_only_those_who_come_that_day_ride() -> None:
    whole, some = party(1, 3), party(2, 6)
    riders = [Rider(whole, direction) for direction in Direction]
    riders += [Rider(some, direction, frozenset({2})) for direction in Direction]
    plan = propose_tours(RideWish(LESSONS, tuple(riders), SITE), facts(bus(1)), FreeTimes({}))
    people = {ride.lesson: [seat.person_id for seat in ride.seats] for ride in plan.rides}
    assert people == {1: [1], 2: [2, 1], 3: [1], 4: [1]}
    stops = {ride.lesson: ride.halts[0].at % 1440 for ride in plan.rides if ride.direction == "out"}
    assert stops[1] == stops[3] > stops[2]


def test_another_stop_on_one_day() -> None:
    day = LESSONS[1].day
    riders = tuple(Rider(party(1, 3), d, None, {day: 8}) for d in Direction)
    plan = propose_tours(RideWish(LESSONS, riders, SITE), facts(bus(1)), FreeTimes({}))
    assert [r.halts[0].stop_id for r in plan.rides if r.direction == "out"] == [3, 8, 3, 3]


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(
            st.integers(1, 8),
            st.lists(st.sampled_from([SeatKind.CHILD_SEAT, SeatKind.BOOSTER]), max_size=2),
        ),
        max_size=14,
    ),
    st.lists(st.integers(2, 9), max_size=3),
)
def test_every_tour_keeps_the_rules(
    people: list[tuple[int, list[SeatKind]]], sizes: list[int]
) -> None:
    parties = [party(at, stop, *kinds) for at, (stop, kinds) in enumerate(people, start=1)]
    vehicles = [bus(at, size, child_seat=1, booster=1) for at, size in enumerate(sizes, start=1)]
    plan = propose_tours(wish(*parties), facts(*vehicles), FreeTimes({}))
    assert plan == propose_tours(wish(*parties), facts(*vehicles), FreeTimes({}))
    for ride in plan.rides:
        lesson = LESSONS[ride.lesson - 1]
        site = next(halt.at for halt in ride.halts if halt.stop_id is None)
        out = ride.direction is Direction.OUT
        gap = lesson.starts - site if out else site - lesson.ends
        assert 5 <= gap <= 20
        times = [halt.at for halt in ride.halts]
        assert times == sorted(times)
        assert ride.starts <= times[0]
        assert times[-1] <= ride.ends
        assert date(2000, 1, 1) < ride.day
        if ride.vehicle_id is not None:
            assert len(ride.seats) <= sizes[ride.vehicle_id - 1] - 1
            for kind in (SeatKind.CHILD_SEAT, SeatKind.BOOSTER):
                assert sum(seat.kind is kind for seat in ride.seats) <= 1
    for direction in Direction:
        seated = {s.person_id for r in plan.rides if r.direction is direction for s in r.seats}
        out_of_it = {
            p
            for left_out in plan.left_out
            if left_out.direction is direction
            for p in left_out.people
        }
        everybody = {seat.person_id for riding in parties for seat in riding.seats}
        assert not seated & out_of_it
        assert seated | out_of_it == everybody


@settings(max_examples=40)
@given(
    st.dictionaries(
        st.integers(1, 20),
        st.tuples(st.integers(50_100_000, 50_600_000), st.integers(12_000_000, 12_500_000)),
        min_size=1,
        max_size=8,
    )
)
def test_the_way_is_never_longer_than_farthest_first(points: dict[int, tuple[int, int]]) -> None:
    stops = {key: StopFacts(key, str(key), *point) for key, point in points.items()}
    geography = Geography(stops, {}, SITE, RULES)

    def length(way: list[int]) -> int:
        places = [*way, None]
        return sum(geography.metres(stop, other) for stop, other in pairwise(places))

    way = short_way(set(stops), geography)
    farthest_first = sorted(stops, key=lambda stop: -geography.metres(stop, None))
    assert sorted(way) == sorted(stops)
    assert length(way) <= length(farthest_first)


def test_a_zigzag_is_turned_into_a_round() -> None:
    points = {1: 50_400_000, 2: 50_250_000, 3: 50_390_000, 4: 50_260_000}
    stops = {key: StopFacts(key, str(key), point, 12_260_000) for key, point in points.items()}
    way = short_way(set(stops), Geography(stops, {}, (50_320_000, 12_260_000), RULES))
    assert way in ([1, 3, 4, 2], [1, 3, 2, 4], [2, 4, 3, 1], [2, 4, 1, 3])
