import pytest

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import day_of
from kursplaner.domain.conflicts.obstacles import Obstacle
from kursplaner.domain.kinds import ActKind, RideStatus
from kursplaner.domain.rides.rides import Ride, RideSeat, Vehicle
from kursplaner.planning.rides import day_plan, other_vehicle
from kursplaner.store.records import by_id, find
from tests.planning.riding_town import build_riding_town
from tests.planning.small_town import NOW, SmallTown, add_person
from tests.towns import passing

CHANGE = ActKind.RIDE_CHANGED


def second_bus(town: SmallTown, seats: int = 9) -> int:
    with town.workspace.fill() as db:
        vehicle = Vehicle(name="Bus 2", seats=seats)
        db.add(vehicle)
        db.flush()
        return vehicle.id


def test_one_ride_takes_another_vehicle_and_gives_the_first_back(town: SmallTown) -> None:
    bus, driver = second_bus(town), town.people["driver"]
    with town.workspace.change(CHANGE) as db:
        other_vehicle.apply(db, other_vehicle.propose(db, town.rides[0], bus, driver))
    with town.workspace.read() as db:
        found = find(db, Ride, vehicle_id=bus)
        assert [ride.id for ride in found] == [town.rides[0]]
    assert town.workspace.undo() is not None
    with town.workspace.read() as db:
        assert by_id(db, Ride, town.rides[0]).vehicle_id == town.vehicle


@pytest.mark.parametrize("driven", [True, False])
def test_planning_the_day_keeps_what_was_changed_by_hand(*, driven: bool) -> None:
    with passing(build_riding_town, NOW) as riding:
        key, bus = riding.town.rides[4], second_bus(riding.town)
        with riding.workspace.fill() as db:
            driver = add_person(db, "Zander", "driver") if driven else None
        with riding.workspace.change(CHANGE) as db:
            change = other_vehicle.propose(db, key, bus, driver)
            other_vehicle.apply(db, change, by_hand=True)
        with riding.workspace.change(ActKind.RIDES_PLANNED) as db:
            ride = by_id(db, Ride, key)
            assert ride.locked is driven
            plan = day_plan.propose_day(db, day_of(ride.starts))
            day_plan.apply_day(db, plan)
        with riding.workspace.read() as db:
            ride = by_id(db, Ride, key)
            usual = (riding.town.vehicle, riding.town.people["driver"])
            assert (ride.vehicle_id, ride.driver_id) == ((bus, driver) if driven else usual)


def test_from_here_on_leaves_locked_and_closed_rides(town: SmallTown) -> None:
    bus, driver = second_bus(town), town.people["driver"]
    with town.workspace.change(CHANGE) as db:
        locked = by_id(db, Ride, town.rides[4])
        other_vehicle.lock(db, locked.id, locked.version, locked=True)
        by_id(db, Ride, town.rides[5]).status = RideStatus.DONE.value
    with town.workspace.change(CHANGE) as db:
        swap = other_vehicle.propose(db, town.rides[2], bus, driver, from_here_on=True)
        other_vehicle.apply(db, swap)
    with town.workspace.read() as db:
        changed = {ride.id for ride in find(db, Ride, vehicle_id=bus)}
    assert changed == set(town.rides[2:]) - {town.rides[4], town.rides[5]}


def test_what_speaks_against_a_vehicle_is_said(town: SmallTown) -> None:
    bus = second_bus(town, seats=2)
    with town.workspace.fill() as db:
        for number in range(2):
            person = add_person(db, f"Kind{number}")
            db.add(RideSeat(ride_id=town.rides[0], person_id=person, kind="child_seat"))
    with town.workspace.read() as db:
        found = other_vehicle.choices(db, town.rides[0])
    against = next(choice for choice in found.vehicles if choice.id == bus).against
    assert {obstacle.obstacle for obstacle in against} == {
        Obstacle.TOO_FEW_SEATS,
        Obstacle.CHILD_SEATS,
    }


def test_a_wheelchair_and_a_pram_ask_for_their_places(town: SmallTown) -> None:
    bus = second_bus(town)
    with town.workspace.fill() as db:
        by_id(db, Vehicle, bus).pram_places = 0
        for number, wheelchair in enumerate((True, False)):
            person = add_person(db, f"Gast{number}")
            seat = RideSeat(ride_id=town.rides[0], person_id=person)
            seat.wheelchair, seat.pram = wheelchair, not wheelchair
            db.add(seat)
    with town.workspace.read() as db:
        found = other_vehicle.choices(db, town.rides[0])
    against = next(choice for choice in found.vehicles if choice.id == bus).against
    assert {obstacle.obstacle for obstacle in against} == {Obstacle.WHEELCHAIR, Obstacle.PRAM}


def test_a_driver_who_is_taken_is_refused(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        first = by_id(db, Ride, town.rides[0])
        second = by_id(db, Ride, town.rides[1])
        second.starts, second.ends = first.starts, first.ends
        second.vehicle_id = second.driver_id = None
    with pytest.raises(HardConflict), town.workspace.change(CHANGE) as db:
        swap = other_vehicle.propose(db, town.rides[1], None, town.people["driver"])
        assert swap.blocked
        other_vehicle.apply(db, swap)


def test_a_closed_ride_keeps_its_vehicle(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Ride, town.rides[0]).status = RideStatus.DONE.value
    with pytest.raises(Refused, match="ride_closed"), town.workspace.read() as db:
        other_vehicle.choices(db, town.rides[0])


def test_planning_an_earlier_day_keeps_what_was_chosen_from_here_on() -> None:
    with passing(build_riding_town, NOW) as riding:
        bus = second_bus(riding.town)
        with riding.workspace.fill() as db:
            driver = add_person(db, "Zander", "driver")
        later = riding.town.rides[-2]
        with riding.workspace.change(CHANGE) as db:
            swap = other_vehicle.propose(db, later, bus, driver, from_here_on=True)
            other_vehicle.apply(db, swap, by_hand=True)
            first = day_of(by_id(db, Ride, riding.town.rides[0]).starts)
        with riding.workspace.read() as db:
            chosen = {ride.id for ride in find(db, Ride, vehicle_id=bus, driver_id=driver)}
        assert 0 < len(chosen) < len(riding.town.rides) / 2
        with riding.workspace.change(ActKind.RIDES_PLANNED) as db:
            day_plan.apply_day(db, day_plan.propose_day(db, first))
        with riding.workspace.read() as db:
            kept = {ride.id for ride in find(db, Ride, vehicle_id=bus, driver_id=driver)}
        assert kept == chosen
