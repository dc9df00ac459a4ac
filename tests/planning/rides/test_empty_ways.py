"""A vehicle that stands elsewhere: its empty ways, in swaps and with another vehicle."""

from collections.abc import Iterator

import pytest

from kursplaner.basics.spans import clock_text, minute_of_day
from kursplaner.desk import ride_changes
from kursplaner.domain.conflicts.obstacles import Obstacle
from kursplaner.domain.kinds import ActKind, RideStatus
from kursplaner.domain.people import Closure
from kursplaner.domain.rides.rides import Ride, RideSeat, RideStop, Stop, Vehicle
from kursplaner.planning.rides import nobody_drives, other_vehicle, swapping
from kursplaner.planning.rides.empty_ways import EmptyWays
from kursplaner.planning.rides.swapping import RideSwap, Swap, SwapWish
from kursplaner.store.records import by_id, find
from kursplaner.store.whereabouts import RIDE, reoccupy
from tests.planning.rides.test_swapping import Second, driven, second
from tests.planning.small_town import NOW, TUESDAY, SmallTown, add_person, build
from tests.towns import passing

POINTS = {"home": (50_320_000, 12_260_000), "near": (50_320_000, 12_270_000),
          "far": (50_420_000, 12_260_000)}  # fmt: skip
Yards = dict[str, int]


@pytest.fixture
def stands() -> Iterator[tuple[SmallTown, Second, Yards]]:
    """Return a town whose first bus stands at the stop, whose second one stands far away."""
    with passing(build, NOW) as town:
        two = second(town)
        yards = {}
        with town.workspace.fill() as db:
            for name, (latitude, longitude) in POINTS.items():
                stop = Stop(name=name, latitude=latitude, longitude=longitude)
                db.add(stop)
                db.flush()
                yards[name] = stop.id
            home = by_id(db, Stop, town.stop)
            home.latitude, home.longitude = POINTS["home"]
            for ride in (town.rides[1], two.rides[1]):
                halt, site = find(db, RideStop, ride_id=ride)
                halt.at, site.at = site.at, halt.at
            by_id(db, Vehicle, town.vehicle).depot_stop_id = yards["near"]
            by_id(db, Vehicle, two.vehicle).depot_stop_id = yards["far"]
        yield town, two, yards


def of_vehicles(town: SmallTown, two: Second) -> SwapWish:
    return SwapWish(Swap.VEHICLES, town.vehicle, two.vehicle, TUESDAY)


def proposed(town: SmallTown, wish: SwapWish) -> RideSwap:
    with town.workspace.read() as db:
        return swapping.propose(db, wish)


def times(town: SmallTown) -> dict[int, tuple[int, int]]:
    with town.workspace.read() as db:
        return {ride.id: (ride.starts, ride.ends) for ride in find(db, Ride)}


def halts(town: SmallTown) -> list[tuple[int, int]]:
    with town.workspace.read() as db:
        return [(halt.id, halt.at) for halt in find(db, RideStop)]


def test_swapped_vehicles_come_from_where_they_stand(
    stands: tuple[SmallTown, Second, Yards],
) -> None:
    town, two, _ = stands
    before, stopping = times(town), halts(town)
    plan = proposed(town, of_vehicles(town, two))
    out = next(ride for ride in plan.rides if ride.id == town.rides[0])
    back = next(ride for ride in plan.rides if ride.id == town.rides[1])
    other = next(ride for ride in plan.rides if ride.id == two.rides[0])
    assert out.ends == before[out.id][1]
    assert before[out.id][0] - out.starts > 10
    assert out.empty_way == (before[out.id][0], out.starts)
    assert back.starts == before[back.id][0]
    assert back.ends - before[back.id][1] > 10
    assert back.empty_way == (before[back.id][1], back.ends)
    assert before[other.id][0] - other.starts == 2
    assert out.metres > 11_000
    with town.workspace.change(ActKind.RIDES_SWAPPED) as db:
        swapping.apply(db, plan)
    after = times(town)
    assert {ride.id: (ride.starts, ride.ends) for ride in plan.rides} == {
        key: after[key] for key in (ride.id for ride in plan.rides)
    }
    assert halts(town) == stopping
    assert town.workspace.undo() is not None
    assert times(town) == before


def test_the_preview_says_when_it_sets_off(stands: tuple[SmallTown, Second, Yards]) -> None:
    town, two, _ = stands
    plan = proposed(town, of_vehicles(town, two))
    with town.workspace.read() as db:
        lines = ride_changes.of_swap(db, plan)
    out = next(ride for ride in plan.rides if ride.id == town.rides[0])
    back = next(ride for ride in plan.rides if ride.id == town.rides[1])
    for ride, word, at in ((out, "los", 0), (back, "zurück", 1)):
        now = clock_text(minute_of_day((ride.starts, ride.ends)[at]))
        was = clock_text(minute_of_day(ride.was[at]))
        assert f"    Leerfahrt: {word} um {now} statt {was}." in lines


def test_drivers_who_swap_change_no_way(stands: tuple[SmallTown, Second, Yards]) -> None:
    town, two, _ = stands
    wish = SwapWish(Swap.DRIVERS, town.people["driver"], two.driver, TUESDAY)
    before = times(town)
    plan = proposed(town, wish)
    assert [ride.empty_way for ride in plan.rides] == [None] * 4
    assert {ride.id: (ride.starts, ride.ends) for ride in plan.rides}.items() <= before.items()


def test_who_is_needed_on_the_empty_way_cannot_be_taken(
    stands: tuple[SmallTown, Second, Yards],
) -> None:
    town, two, _ = stands
    ride = town.rides[0]
    starts = times(town)[ride][0]
    with town.workspace.fill() as db:
        db.add(Closure(resource_id=two.vehicle, starts=starts - 9, ends=starts, reason="repair"))
        for key in two.rides:
            by_id(db, Ride, key).status = RideStatus.CANCELLED.value
        reoccupy(db, {RIDE: two.rides})
    plan = proposed(town, SwapWish(Swap.VEHICLES, town.vehicle, two.vehicle, TUESDAY))
    found = next(swapped for swapped in plan.rides if swapped.id == ride)
    assert Obstacle.CLOSED in {against.obstacle for against in found.against}


def test_another_vehicle_is_judged_and_stored_with_its_way(
    stands: tuple[SmallTown, Second, Yards],
) -> None:
    town, two, _ = stands
    ride = town.rides[2]
    before = times(town)[ride]
    with town.workspace.fill() as db:
        busy = Closure(resource_id=two.driver, starts=before[0] - 9, ends=before[0])
        busy.reason = "away"
        db.add(busy)
    with town.workspace.read() as db:
        stays = nobody_drives.with_pair(db, ride, town.vehicle, two.driver)
        goes = nobody_drives.with_pair(db, ride, two.vehicle, two.driver)
    assert (stays.blocked, goes.blocked) == (False, True)
    with town.workspace.change(ActKind.RIDE_CHANGED) as db:
        plan = other_vehicle.propose(db, ride, two.vehicle, town.people["driver"])
        other_vehicle.apply(db, plan)
    starts, ends = times(town)[ride]
    assert before[0] - starts > 10
    assert ends == before[1]
    assert driven(town)[ride] == (two.vehicle, town.people["driver"])


def test_where_nobody_stands_elsewhere_all_stays(stands: tuple[SmallTown, Second, Yards]) -> None:
    town, two, yards = stands
    with town.workspace.fill() as db:
        by_id(db, Vehicle, two.vehicle).depot_stop_id = yards["near"]
        ride = by_id(db, Ride, town.rides[0])
        stored = (ride.starts, ride.ends, ride.metres)
        ways = EmptyWays(db, [ride])
        for vehicle in (two.vehicle, None):
            found = ways.of(ride, vehicle)
            assert (found.starts, found.ends, found.metres) == stored


def test_a_wheelchair_takes_its_time_before_the_way_home(
    stands: tuple[SmallTown, Second, Yards],
) -> None:
    town, two, _ = stands

    def home() -> int:
        with town.workspace.read() as db:
            ride = by_id(db, Ride, town.rides[1])
            return EmptyWays(db, [ride]).of(ride, two.vehicle).ends

    before = home()
    with town.workspace.fill() as db:
        seat = RideSeat(ride_id=town.rides[1], person_id=add_person(db, "Gast"), stop_id=town.stop)
        seat.wheelchair = True
        db.add(seat)
    assert home() > before
