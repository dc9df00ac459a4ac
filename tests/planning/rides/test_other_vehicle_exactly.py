"""What other vehicles and drivers a ride could have, in order, and for which rides it holds."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.domain.conflicts.obstacles import Obstacle
from kursplaner.domain.occupations import Occupation
from kursplaner.domain.people import Credential
from kursplaner.domain.rides.rides import Ride, RideSeat, Vehicle
from kursplaner.planning.rides import other_vehicle
from kursplaner.planning.rides.other_vehicle import RideSwap
from kursplaner.store.occupations import Claim, occupy
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.small_town import NOW, TUESDAY, SmallTown, add_person, build
from tests.towns import passing


@pytest.fixture(scope="module")
def shared() -> Iterator[SmallTown]:
    with passing(build, NOW) as made:
        yield made


@pytest.fixture
def db(shared: SmallTown) -> Iterator[Db]:
    """Return a town to write to of which nothing stays."""
    with clock.pinned(NOW), shared.workspace.rehearse() as db:
        yield db


def a_bus(db: Db, name: str, seats: int = 9) -> int:
    vehicle = Vehicle(name=name, seats=seats)
    db.add(vehicle)
    db.flush()
    return vehicle.id


def test_vehicles_come_in_order_of_what_is_against_them_then_by_name(
    shared: SmallTown, db: Db
) -> None:
    small, late, early = a_bus(db, "Aa", 2), a_bus(db, "Zz"), a_bus(db, "Bb")
    for at in range(2):
        db.add(RideSeat(ride_id=shared.rides[0], person_id=add_person(db, f"P{at}")))
    db.flush()
    found = other_vehicle.choices(db, shared.rides[0])
    assert found.ride_ids == (shared.rides[0],)
    assert [choice.id for choice in found.vehicles] == [early, shared.vehicle, late, small]
    assert [len(choice.against) for choice in found.vehicles] == [0, 0, 0, 1]
    assert found.drivers[0].id == shared.people["driver"]
    own = found.vehicles[1]
    assert (own.facts["seats"], own.facts["usual_driver"]) == (3, shared.people["driver"])


def test_a_paper_holds_through_its_last_day(shared: SmallTown, db: Db) -> None:
    thursday = TUESDAY + timedelta(days=2)
    for valid, days in (
        (TUESDAY, [(thursday,)]),
        (TUESDAY - timedelta(days=1), [(TUESDAY, TUESDAY, thursday)]),
        (thursday, []),
    ):
        for row in find(db, Credential, resource_id=shared.vehicle, kind="inspection"):
            row.valid_until = valid
        for ride in shared.rides[3:]:
            by_id(db, Ride, ride).locked = True
        db.flush()
        found = other_vehicle.choices(db, shared.rides[0], from_here_on=True)
        assert found.ride_ids == tuple(shared.rides[:3])
        (own,) = found.vehicles
        against = [each for each in own.against if each.obstacle is Obstacle.CREDENTIAL_EXPIRES]
        assert [each.days for each in against] == days
        assert [dict(each.facts) for each in against] == [
            {"paper": "inspection", "valid_until": valid} for _ in days
        ]


@pytest.mark.parametrize("spare", [0, 1])
def test_a_driver_taken_for_a_minute_blocks(shared: SmallTown, db: Db, spare: int) -> None:
    driver = add_person(db, "Zweite", "driver")
    ride = by_id(db, Ride, shared.rides[0])
    bus = a_bus(db, "Bus 2")
    for key in (driver, bus):
        occupy(db, [Claim(key, ride.starts - 30, ride.starts + spare, "booking", key)])
    db.flush()
    usual = shared.people["driver"]
    for vehicle, who in ((bus, usual), (shared.vehicle, driver), (bus, driver)):
        swap = other_vehicle.propose(db, ride.id, vehicle, who)
        assert (swap.ride_ids, swap.vehicle_id, swap.driver_id) == ((ride.id,), vehicle, who)
        assert (swap.vehicle is not None and swap.vehicle.id, swap.driver is not None) == (
            vehicle,
            True,
        )
        assert swap.blocked is bool(spare)
        if spare:
            with pytest.raises(HardConflict):
                other_vehicle.apply(db, swap)
    assert not other_vehicle.propose(db, ride.id, None, None).blocked


def test_a_change_is_checked_again_as_it_is_stored(shared: SmallTown, db: Db) -> None:
    bus, (key, other) = a_bus(db, "Bus 2"), shared.rides[:2]
    ride = by_id(db, Ride, key)
    other_vehicle.apply(db, RideSwap((key,), bus, None))
    db.flush()
    assert (ride.vehicle_id, ride.driver_id) == (bus, None)
    assert by_id(db, Ride, other).vehicle_id == shared.vehicle
    taken = find(db, Occupation, source="ride", source_id=key)
    assert [(row.resource_id, row.starts, row.ends) for row in taken] == [
        (bus, ride.starts, ride.ends)
    ]
    occupy(db, [Claim(shared.vehicle, ride.starts, ride.ends, "booking", 1)])
    with pytest.raises(HardConflict):
        other_vehicle.apply(db, RideSwap((key,), shared.vehicle, None))
    assert ride.vehicle_id == bus


def test_from_here_on_means_planned_rides_of_the_same_vehicle(shared: SmallTown, db: Db) -> None:
    locked, recorded, elsewhere, done = (by_id(db, Ride, key) for key in shared.rides[4:8])
    locked.locked, done.status, elsewhere.vehicle_id = True, "done", a_bus(db, "Bus 2")
    guest = add_person(db, "Gast")
    db.add(RideSeat(ride_id=recorded.id, person_id=guest, result="no_show"))
    db.flush()
    for first in (0, 1, 2):
        found = other_vehicle.choices(db, shared.rides[first], from_here_on=True)
        assert found.ride_ids == tuple(shared.rides[first:4] + shared.rides[8:])
    assert other_vehicle.choices(db, locked.id, from_here_on=True).ride_ids == (
        locked.id,
        *shared.rides[8:],
    )
    with pytest.raises(Refused, match="ride_closed"):
        other_vehicle.choices(db, done.id)
    with pytest.raises(Refused, match="not_found"):
        other_vehicle.choices(db, 99_999)
