from dataclasses import dataclass
from datetime import datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.conflicts.obstacles import Obstacle
from kursplaner.domain.kinds import ActKind, Direction, RideStatus, SeatResult
from kursplaner.domain.people import Closure
from kursplaner.domain.rides.rides import Ride, RideSeat, Vehicle
from kursplaner.planning.rides import day_plan, swapping
from kursplaner.planning.rides.swapping import RideSwap, Swap, SwapWish
from kursplaner.store.records import by_id, find
from kursplaner.store.whereabouts import RIDE, reoccupy
from tests.planning.small_town import (
    NINE,
    NOW,
    TUESDAY,
    SmallTown,
    add_person,
    add_ride,
    build,
)
from tests.towns import passing

SWAPPED = ActKind.RIDES_SWAPPED


@dataclass
class Second:
    """Another vehicle with its driver, and her rides beside those of the town's."""

    vehicle: int
    driver: int
    rides: list[int]


def second(town: SmallTown, seats: int = 9) -> Second:
    with town.workspace.fill() as db:
        driver = add_person(db, "Zweite", "driver")
        bus = Vehicle(name="Bus 2", seats=seats, usual_driver_id=driver)
        db.add(bus)
        db.flush()
        starts = minute_of(TUESDAY, NINE)
        ends = starts + 150
        rides = [
            add_ride(db, town, town.lessons[0], way, span, vehicle=bus.id)
            for way, span in (
                (Direction.OUT, (starts - 45, starts - 10)),
                (Direction.BACK, (ends + 10, ends + 45)),
            )
        ]
        for key in rides:
            by_id(db, Ride, key).driver_id = driver
        reoccupy(db, {RIDE: rides})
        return Second(bus.id, driver, rides)


def of_drivers(town: SmallTown, other: int) -> SwapWish:
    return SwapWish(Swap.DRIVERS, town.people["driver"], other, TUESDAY)


def seen(town: SmallTown, wish: SwapWish) -> RideSwap:
    with town.workspace.read() as db:
        return swapping.propose(db, wish)


def done(town: SmallTown, wish: SwapWish) -> RideSwap:
    with town.workspace.change(SWAPPED) as db:
        plan = swapping.propose(db, wish)
        swapping.apply(db, plan)
    return plan


def driven(town: SmallTown) -> dict[int, tuple[int | None, int | None]]:
    with town.workspace.read() as db:
        return {ride.id: (ride.vehicle_id, ride.driver_id) for ride in find(db, Ride)}


def test_two_drivers_swap_all_their_rides_of_a_day_and_back_by_undo(town: SmallTown) -> None:
    two, first = second(town), town.people["driver"]
    before = driven(town)
    plan = done(town, of_drivers(town, two.driver))
    assert {ride.id for ride in plan.rides} == {*town.rides[:2], *two.rides}
    after = driven(town)
    assert {key: pair for key, pair in after.items() if pair != before[key]} == {
        **dict.fromkeys(town.rides[:2], (town.vehicle, two.driver)),
        **dict.fromkeys(two.rides, (two.vehicle, first)),
    }
    with town.workspace.read() as db:
        assert {ride.id for ride in find(db, Ride, locked=True)} == {r.id for r in plan.rides}
    assert town.workspace.undo() is not None
    assert driven(town) == before


def test_what_is_planned_anew_keeps_the_swap(town: SmallTown) -> None:
    two = second(town)
    done(town, of_drivers(town, two.driver))
    swapped = driven(town)
    with town.workspace.change(ActKind.RIDES_PLANNED) as db:
        day_plan.apply_day(db, day_plan.propose_day(db, TUESDAY))
    now = driven(town)
    for key in (*town.rides[:2], *two.rides):
        assert now[key] == swapped[key]


def test_vehicles_swap_with_their_seats_looked_at(town: SmallTown) -> None:
    two = second(town)
    with town.workspace.fill() as db:
        for number in range(4):
            person = add_person(db, f"Gast{number}")
            db.add(RideSeat(ride_id=two.rides[0], person_id=person, stop_id=town.stop))
    wish = SwapWish(Swap.VEHICLES, town.vehicle, two.vehicle, TUESDAY)
    plan = seen(town, wish)
    (tight,) = [ride for ride in plan.rides if ride.against]
    assert tight.id == two.rides[0]
    assert [against.obstacle for against in tight.against] == [Obstacle.TOO_FEW_SEATS]
    assert plan.blocked
    with pytest.raises(HardConflict), town.workspace.change(SWAPPED) as db:
        swapping.apply(db, plan)
    with town.workspace.fill() as db:
        seat = find(db, RideSeat, ride_id=two.rides[0])[0]
        seat.result = SeatResult.CANCELLED_IN_TIME.value
    done(town, wish)
    assert driven(town)[two.rides[0]] == (town.vehicle, two.driver)
    assert driven(town)[town.rides[0]] == (two.vehicle, town.people["driver"])


def test_two_tours_swap_vehicle_and_driver(town: SmallTown) -> None:
    two = second(town)
    done(town, SwapWish(Swap.TOURS, town.rides[0], two.rides[0]))
    after = driven(town)
    assert after[town.rides[0]] == (two.vehicle, two.driver)
    assert after[two.rides[0]] == (town.vehicle, town.people["driver"])
    assert after[town.rides[1]] == (town.vehicle, town.people["driver"])


def test_who_has_no_ride_takes_all_of_them(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        free = add_person(db, "Frei", "driver")
    plan = done(town, of_drivers(town, free))
    assert {ride.id for ride in plan.rides} == set(town.rides[:2])
    assert {driven(town)[key][1] for key in town.rides[:2]} == {free}


def test_papers_are_looked_at_and_do_not_stop_it(town: SmallTown) -> None:
    two = second(town)
    plan = seen(town, of_drivers(town, two.driver))
    against = {ride.id: [a.obstacle for a in ride.against] for ride in plan.rides}
    for key in town.rides[:2]:
        assert against[key] == [Obstacle.CREDENTIAL_MISSING]
    for key in two.rides:
        assert against[key] == []
    assert not plan.blocked


def test_somebody_who_is_away_stops_it(town: SmallTown) -> None:
    two = second(town)
    first, last = minute_of(TUESDAY, 600), minute_of(TUESDAY, 1000)
    with town.workspace.fill() as db:
        db.add(Closure(resource_id=two.driver, starts=first, ends=last, reason="ill"))
    plan = seen(town, of_drivers(town, two.driver))
    assert [ride.id for ride in plan.rides if ride.blocked] == [town.rides[1]]
    before = driven(town)
    with pytest.raises(HardConflict), town.workspace.change(SWAPPED) as db:
        swapping.apply(db, plan)
    assert driven(town) == before


@pytest.mark.parametrize(("minutes", "staying"), [(-1, 0), (0, 1)])
def test_what_has_begun_stays(town: SmallTown, minutes: int, staying: int) -> None:
    two = second(town)
    begins = datetime.combine(TUESDAY, time(8, 10))
    with clock.pinned(begins + timedelta(minutes=minutes)):
        plan = seen(town, of_drivers(town, two.driver))
        assert plan.staying == staying
        assert (town.rides[0] in {ride.id for ride in plan.rides}) is (staying == 0)


def test_there_must_be_something_to_swap(town: SmallTown) -> None:
    two, first = second(town), town.people["driver"]
    with pytest.raises(Refused, match="nothing_to_swap"):
        seen(town, of_drivers(town, first))
    sunday = SwapWish(Swap.DRIVERS, first, two.driver, TUESDAY + timedelta(days=5))
    with pytest.raises(Refused, match="nothing_to_swap"):
        seen(town, sunday)
    with pytest.raises(Refused, match="nothing_to_swap"):
        seen(town, SwapWish(Swap.TOURS, town.rides[0], town.rides[1]))
    with pytest.raises(Refused, match="not_found"):
        seen(town, SwapWish(Swap.TOURS, town.rides[0], 999))
    with town.workspace.fill() as db:
        by_id(db, Ride, two.rides[0]).status = RideStatus.DONE.value
    with pytest.raises(Refused, match="ride_closed"):
        seen(town, SwapWish(Swap.TOURS, town.rides[0], two.rides[0]))
    with town.workspace.fill() as db:
        person = add_person(db, "Gast")
        seat = RideSeat(ride_id=two.rides[1], person_id=person)
        seat.result = SeatResult.NO_SHOW.value
        db.add(seat)
    with pytest.raises(Refused, match="ride_begun"):
        seen(town, SwapWish(Swap.TOURS, town.rides[0], two.rides[1]))


def test_what_changed_since_is_shown_again(town: SmallTown) -> None:
    two = second(town)
    plan = seen(town, of_drivers(town, two.driver))
    with town.workspace.fill() as db:
        by_id(db, Ride, town.rides[0]).driver_id = None
    with pytest.raises(Refused, match="overtaken"), town.workspace.change(SWAPPED) as db:
        swapping.apply(db, plan)


@settings(max_examples=8)
@given(swaps=st.lists(st.sampled_from(Swap), min_size=1, max_size=3))
def test_swapping_twice_leads_back_and_changes_what_was_shown(swaps: list[Swap]) -> None:
    with passing(build, NOW) as town:
        two = second(town)
        wishes = {
            Swap.DRIVERS: of_drivers(town, two.driver),
            Swap.VEHICLES: SwapWish(Swap.VEHICLES, town.vehicle, two.vehicle, TUESDAY),
            Swap.TOURS: SwapWish(Swap.TOURS, town.rides[0], two.rides[0]),
        }
        before = driven(town)
        for what in (*swaps, *reversed(swaps)):
            then = driven(town)
            plan = done(town, wishes[what])
            now = driven(town)
            assert {ride.id: ride.after for ride in plan.rides} == {
                key: pair for key, pair in now.items() if pair != then[key]
            }
        assert driven(town) == before
