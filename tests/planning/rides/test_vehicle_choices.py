"""What speaks against a vehicle or driver for rides, exactly at the limit, and what is stored."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from kursplaner.basics.errors import HardConflict
from kursplaner.domain.conflicts.obstacles import Choice, Obstacle
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.occupations import Occupation
from kursplaner.domain.people import Closure, Credential
from kursplaner.domain.rides.rides import Ride, RideLesson, RideSeat, Vehicle, VehicleSeat
from kursplaner.planning.rides import other_vehicle
from kursplaner.planning.rides.other_vehicle import RideChoices
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from kursplaner.store.settings import store_settings
from tests.planning.small_town import TUESDAY, SmallTown, add_course, add_person

CHANGE = ActKind.RIDE_CHANGED


def bus(town: SmallTown, seats: int = 9, **values: int) -> int:
    with town.workspace.fill() as db:
        vehicle = Vehicle(name="Bus 2", seats=seats, **values)
        db.add(vehicle)
        db.flush()
        return vehicle.id


def aboard(town: SmallTown, ride: int, count: int = 1, **values: object) -> None:
    with town.workspace.fill() as db:
        for _ in range(count):
            db.add(RideSeat(ride_id=ride, person_id=add_person(db, "Gast"), **values))


def asked(town: SmallTown, ride: int, *, from_here_on: bool = False) -> RideChoices:
    with town.workspace.read() as db:
        return other_vehicle.choices(db, ride, from_here_on=from_here_on)


def choice(found: RideChoices, key: int) -> Choice:
    return next(known for known in (*found.vehicles, *found.drivers) if known.id == key)


def against(found: RideChoices, key: int) -> dict[Obstacle, dict[str, object]]:
    return {known.obstacle: dict(known.facts) for known in choice(found, key).against}


def swap(
    town: SmallTown, ride: int, vehicle: int | None, driver: int | None, *, on: bool = False
) -> None:
    with town.workspace.change(CHANGE) as db:
        plan = other_vehicle.propose(db, ride, vehicle, driver, from_here_on=on)
        other_vehicle.apply(db, plan)


@pytest.mark.parametrize(("people", "said"), [(3, {}), (4, {"seats": 3, "wanted": 4})])
def test_the_driver_needs_a_seat_as_well(
    town: SmallTown, people: int, said: dict[str, object]
) -> None:
    small = bus(town, seats=4)
    aboard(town, town.rides[0], people)
    found = against(asked(town, town.rides[0]), small)
    assert found == ({Obstacle.TOO_FEW_SEATS: said} if said else {})


def test_a_wheelchair_takes_a_place_and_no_seat(town: SmallTown) -> None:
    small = bus(town, seats=4, wheelchair_places=1)
    aboard(town, town.rides[0], 3)
    aboard(town, town.rides[0], wheelchair=True)
    assert against(asked(town, town.rides[0]), small) == {}
    aboard(town, town.rides[0], wheelchair=True)
    assert against(asked(town, town.rides[0]), small) == {
        Obstacle.WHEELCHAIR: {"seats": 1, "wanted": 2}
    }


def test_no_vehicle_carries_more_than_the_law_lets_it(town: SmallTown) -> None:
    large = bus(town, seats=20)
    with town.workspace.fill() as db:
        store_settings(db, {"rides.most_passengers": "3"})
    aboard(town, town.rides[0], 3)
    assert against(asked(town, town.rides[0]), large) == {}
    assert choice(asked(town, town.rides[0]), large).facts["seats"] == 3
    aboard(town, town.rides[0])
    assert against(asked(town, town.rides[0]), large) == {
        Obstacle.TOO_FEW_SEATS: {"seats": 3, "wanted": 4}
    }


@pytest.mark.parametrize("stock", [1, 2])
def test_child_seats_of_each_kind_and_prams_are_counted(town: SmallTown, stock: int) -> None:
    other = bus(town, pram_places=stock)
    with town.workspace.fill() as db:
        for kind in ("booster", "child_seat"):
            db.add(VehicleSeat(vehicle_id=other, kind=kind, count=stock))
    aboard(town, town.rides[0], 2, kind="booster", pram=True)
    aboard(town, town.rides[0], 1, kind="child_seat")
    found = against(asked(town, town.rides[0]), other)
    short = {
        Obstacle.PRAM: {"seats": 1, "wanted": 2},
        Obstacle.CHILD_SEATS: {"kind": "booster", "seats": 1, "wanted": 2},
    }
    assert found == (short if stock == 1 else {})


def test_the_fullest_of_the_rides_counts_not_their_sum(town: SmallTown) -> None:
    small = bus(town, seats=4)
    aboard(town, town.rides[0], 2)
    aboard(town, town.rides[2], 3)
    assert against(asked(town, town.rides[0], from_here_on=True), small) == {}
    aboard(town, town.rides[4], 4)
    assert against(asked(town, town.rides[0], from_here_on=True), small) == {
        Obstacle.TOO_FEW_SEATS: {"seats": 3, "wanted": 4}
    }


@pytest.mark.parametrize(("days", "late"), [(-1, True), (0, False)])
def test_a_credential_holds_on_its_last_day(town: SmallTown, days: int, *, late: bool) -> None:
    other, until = bus(town), TUESDAY + timedelta(days=days)
    with town.workspace.fill() as db:
        db.add(Credential(resource_id=other, kind="inspection", valid_until=until))
        db.add(Credential(resource_id=other, kind="insurance", valid_until=None))
    found = choice(asked(town, town.rides[0]), other).against
    said = [(known.obstacle, known.days, known.facts["paper"]) for known in found]
    assert said == ([(Obstacle.CREDENTIAL_EXPIRES, (TUESDAY,), "inspection")] if late else [])


def closed(town: SmallTown, resource: int, day: date) -> None:
    with town.workspace.fill() as db:
        ride = by_id(db, Ride, town.rides[0])
        by = (day - TUESDAY).days * 1440
        span = {"starts": ride.starts + by, "ends": ride.ends + by}
        db.add(Closure(resource_id=resource, reason="repair", **span))


def test_the_best_comes_first_and_what_is_closed_is_blocked(town: SmallTown) -> None:
    other, small = bus(town), bus(town, seats=2)
    aboard(town, town.rides[0], 3)
    closed(town, town.vehicle, TUESDAY)
    found = asked(town, town.rides[0])
    assert [known.id for known in found.vehicles] == [other, small, town.vehicle]
    driver = town.people["driver"]
    with town.workspace.read() as db:
        for vehicle, blocked in ((town.vehicle, True), (other, False), (small, False)):
            plan = other_vehicle.propose(db, town.rides[0], vehicle, driver)
            assert plan.blocked is blocked
            assert (plan.vehicle or plan.driver) is not None
    with pytest.raises(HardConflict):
        swap(town, town.rides[0], town.vehicle, driver)


def test_an_overfull_vehicle_can_be_chosen_all_the_same(town: SmallTown) -> None:
    small = bus(town, seats=2)
    aboard(town, town.rides[0], 3)
    swap(town, town.rides[0], small, None)
    with town.workspace.read() as db:
        ride = by_id(db, Ride, town.rides[0])
        assert (ride.vehicle_id, ride.driver_id) == (small, None)
        held = [row.resource_id for row in find(db, Occupation, source="ride", source_id=ride.id)]
        assert held == [small]


def rides_with(town: SmallTown, vehicle: int) -> list[int]:
    with town.workspace.read() as db:
        return [row.id for row in find(db, Ride, vehicle_id=vehicle)]


def changed(town: SmallTown, act: Callable[[Db], object]) -> None:
    with town.workspace.fill() as db:
        act(db)


def test_from_here_on_past_rides_and_those_of_other_vehicles_stay(town: SmallTown) -> None:
    other, third = bus(town), bus(town)
    changed(town, lambda db: setattr(by_id(db, Ride, town.rides[6]), "vehicle_id", third))
    aboard(town, town.rides[7], result="no_show")
    driver = town.people["driver"]
    swap(town, town.rides[3], other, driver, on=True)
    assert rides_with(town, other) == [*town.rides[3:6], *town.rides[8:]]
    assert rides_with(town, town.vehicle) == [*town.rides[:3], town.rides[7]]
    with town.workspace.read() as db:
        for key in town.rides:
            ride = by_id(db, Ride, key)
            held = find(db, Occupation, source="ride", source_id=key, resource_id=other)
            spans = [(row.starts, row.ends) for row in held]
            assert spans == ([(ride.starts, ride.ends)] if ride.vehicle_id == other else [])


def test_from_here_on_means_the_rides_of_its_own_course(town: SmallTown) -> None:
    other = bus(town)
    with town.workspace.fill() as db:
        course = add_course(db, town, "K2")
        (link,) = find(db, RideLesson, ride_id=town.rides[8])
        by_id(db, Lesson, link.lesson_id).course_id = course
    swap(town, town.rides[4], other, town.people["driver"], on=True)
    assert rides_with(town, other) == [*town.rides[4:8], *town.rides[10:]]


def test_one_closed_day_from_here_on_blocks_them_all(town: SmallTown) -> None:
    other = bus(town)
    closed(town, other, TUESDAY + timedelta(days=9))
    found = choice(asked(town, town.rides[0], from_here_on=True), other)
    assert (found.free, found.of) == (len(town.rides) - 1, len(town.rides))
    with pytest.raises(HardConflict):
        swap(town, town.rides[0], other, town.people["driver"], on=True)
    swap(town, town.rides[0], other, town.people["driver"])
    assert rides_with(town, other) == town.rides[:1]


def test_a_locked_ride_is_let_go_again(town: SmallTown) -> None:
    for locked in (True, False):
        with town.workspace.change(CHANGE) as db:
            version = by_id(db, Ride, town.rides[0]).version
            other_vehicle.lock(db, town.rides[0], version, locked=locked)
        with town.workspace.read() as db:
            assert by_id(db, Ride, town.rides[0]).locked is locked
