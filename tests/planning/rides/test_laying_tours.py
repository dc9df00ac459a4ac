"""Minutes, metres and seats of one tour, reckoned by hand."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kursplaner.basics.places import Distance
from kursplaner.basics.settings import Settings
from kursplaner.domain.kinds import Direction
from kursplaner.planning.rides.tours import (
    Geography,
    Halt,
    Party,
    Seat,
    lay_tour,
    tour_rules,
    without_passengers,
)
from kursplaner.store.queries.rides.ride_facts import StopFacts

RULES = replace(
    tour_rules(Settings()),
    kmh=60,
    road_factor=100,
    stop_minutes=2,
    wheelchair_minutes=5,
    longest_minutes=60,
    reserve_minutes=33,
)
SITE = (50_000_000, 12_000_000)
DEGREE = 8_993
"""So many microdegrees of latitude are a kilometre, and so a minute."""


def north(key: int, kilometres: int | None) -> StopFacts:
    if kilometres is None:
        return StopFacts(key, f"S{key}", None, None)
    return StopFacts(key, f"S{key}", SITE[0] + kilometres * DEGREE, SITE[1])


STOPS = {1: north(1, 10), 2: north(2, 4), 3: north(3, None), 4: north(4, 12)}
BY_HAND = {(1, 2): Distance(7_000, 9), (4, 1): Distance(2_500, 3)}
GEOGRAPHY = Geography(STOPS, BY_HAND, SITE, RULES)
MINUTES = {1: GEOGRAPHY.minutes(1, None), 2: GEOGRAPHY.minutes(2, None)}


def riding(*seats: Seat) -> list[Party]:
    return [Party((seat,)) for seat in seats]


def test_the_way_out_counts_driving_waiting_and_the_depot() -> None:
    parties = riding(Seat(1, 1), Seat(2, 2, wheelchair=True), Seat(3, 2))
    tour = lay_tour(Direction.OUT, parties, GEOGRAPHY, RULES, margin=7, depot=4)
    second = -(MINUTES[2] + 2 + 5)
    first = second - (9 + 2)
    assert tour.halts == (Halt(1, first), Halt(2, second), Halt(None, 0))
    assert (tour.starts, tour.ends, tour.margin) == (first - 3, 2, 7)
    assert tour.metres == 2_500 + 7_000 + GEOGRAPHY.metres(2, None)
    assert tour.longest_ride == -first
    assert [seat.person_id for seat in tour.seats] == [1, 2, 3]
    without = lay_tour(Direction.OUT, parties, GEOGRAPHY, RULES, margin=7)
    assert (without.starts, without.metres) == (first, 7_000 + GEOGRAPHY.metres(2, None))


def test_the_way_back_waits_at_each_stop_before_it_goes_on() -> None:
    parties = riding(Seat(1, 1, wheelchair=True), Seat(2, 2))
    tour = lay_tour(Direction.BACK, parties, GEOGRAPHY, RULES, margin=7, depot=4)
    first = MINUTES[2]
    second = first + 2 + 9
    assert tour.halts == (Halt(None, 0), Halt(2, first), Halt(1, second))
    assert (tour.starts, tour.ends) == (-2, second + 7 + 3)
    assert tour.metres == GEOGRAPHY.metres(2, None) + 7_000 + 2_500
    without = lay_tour(Direction.BACK, parties, GEOGRAPHY, RULES, margin=7)
    assert (without.ends, without.metres) == (second + 7, GEOGRAPHY.metres(2, None) + 7_000)


def test_ways_are_known_by_hand_by_points_or_guessed() -> None:
    assert GEOGRAPHY.metres(1, 1) == 0
    assert GEOGRAPHY.metres(3, 3) == 0
    assert GEOGRAPHY.metres(1, 3) == GEOGRAPHY.metres(3, None) == 10_000
    assert GEOGRAPHY.metres(2, 1) == GEOGRAPHY.metres(1, 2) == 7_000
    assert GEOGRAPHY.minutes(1, 4) == 3
    assert GEOGRAPHY.metres(99, None) == 10_000
    assert 9_990 < GEOGRAPHY.metres(1, None) < 10_010


@pytest.mark.parametrize(
    ("kilometres", "longest", "minutes"),
    [(30, 60, 30), (70, 60, 60), (60, 60, 60), (2, 60, 5), (5, 60, 5), (6, 60, 6)],
)
def test_an_empty_tour_is_reserved_as_far_as_somebody_may_want_it(
    kilometres: int, longest: int, minutes: int
) -> None:
    rules = replace(RULES, longest_minutes=longest)
    stops = {1: north(1, kilometres), 2: north(2, 1), 3: north(3, None)}
    geography = Geography(stops, {}, SITE, rules)
    out = lay_tour(Direction.OUT, [], geography, rules, margin=9)
    back = lay_tour(Direction.BACK, [], geography, rules, margin=9)
    assert abs(-out.starts - minutes) <= (0 if kilometres in {2, 70} else 1)
    assert (out.ends, out.halts, out.metres, out.margin) == (2, (Halt(None, 0),), 0, 9)
    assert (back.starts, back.ends) == (-2, -out.starts)


def test_without_points_the_setting_says_how_long_to_reserve() -> None:
    nowhere = Geography({3: north(3, None)}, {}, SITE, RULES)
    siteless = Geography(STOPS, {}, None, RULES)
    assert nowhere.reserve_minutes == siteless.reserve_minutes == 33


@pytest.mark.parametrize("childcare", [True, False])
@given(
    least=st.integers(0, 30),
    more=st.integers(0, 30),
    care=st.integers(0, 60),
)
def test_a_tour_comes_and_goes_within_the_limits(
    *, childcare: bool, least: int, more: int, care: int
) -> None:
    limits = {"arrive_min": least, "arrive_max": least + more, "lead_minutes": care}
    limits |= {"leave_min": least, "leave_max": least + more, "lag_minutes": care}
    rules = replace(RULES, **limits)  # type: ignore[arg-type]
    before = rules.arrive_before(with_childcare=childcare)
    assert rules.leave_after(with_childcare=childcare) == before
    assert least <= before <= least + more
    if childcare and least <= care <= least + more:
        assert before == care
    middle = (2 * least + more) / 2
    if not childcare and before not in {least, least + more}:
        assert before % 5 == 0
        assert 0 <= middle - before < 5


def test_on_a_day_with_fewer_people_the_times_stay() -> None:
    parties = riding(Seat(1, 1), Seat(2, 2))
    tour = lay_tour(Direction.OUT, parties, GEOGRAPHY, RULES, margin=7)
    less = without_passengers(tour, [Seat(2, 2)])
    assert less.halts == tour.halts[1:]
    assert less.seats == (Seat(2, 2),)
    assert (less.starts, less.ends, less.metres, less.margin, less.direction) == (
        tour.starts, tour.ends, tour.metres, tour.margin, tour.direction,
    )  # fmt: skip


def test_a_party_counts_its_wheelchairs_and_prams() -> None:
    party = Party((Seat(1, 5, wheelchair=True, pram=True), Seat(2, 5, pram=True), Seat(3, 5)))
    assert (party.stop_id, party.people, party.wheelchairs, party.prams) == (5, (1, 2, 3), 1, 2)
