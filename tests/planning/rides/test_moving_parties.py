from datetime import datetime, time

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.domain.conflicts.obstacles import Obstacle
from kursplaner.domain.kinds import ActKind, RideStatus
from kursplaner.domain.rides.rides import Ride, RideDemand, RideSeat, Vehicle
from kursplaner.planning.rides import day_plan, moving_parties
from kursplaner.store.records import by_id, find
from tests.planning.small_town import TUESDAY, SmallTown, add_person, enrol_plainly

CHANGE = ActKind.RIDE_CHANGED


def aboard(town: SmallTown, name: str, *, children: int = 0, wheelchair: bool = False) -> int:
    """Put somebody, with children, into the first ride; returns the person."""
    with town.workspace.fill() as db:
        person = add_person(db, name)
        enrolment = enrol_plainly(db, town.course, person)
        db.add(RideDemand(enrolment_id=enrolment, direction="out", stop_id=town.stop))
        kids = [add_person(db, f"{name}kind{number}") for number in range(children)]
        for key, kind in [(person, "none"), *((kid, "child_seat") for kid in kids)]:
            seat = RideSeat(ride_id=town.rides[0], person_id=key, enrolment_id=enrolment, kind=kind)
            seat.stop_id, seat.wheelchair = town.stop, wheelchair
            db.add(seat)
    return person


def bus(town: SmallTown, seats: int = 9, *, driver: bool = True) -> int:
    with town.workspace.fill() as db:
        usual = add_person(db, "Zweite", "driver") if driver else None
        vehicle = Vehicle(name="Bus 2", seats=seats, usual_driver_id=usual)
        db.add(vehicle)
        db.flush()
        return vehicle.id


def move(town: SmallTown, person: int, vehicle: int) -> None:
    with town.workspace.change(CHANGE) as db:
        moving_parties.move(db, town.rides[0], person, vehicle)


def people_in(town: SmallTown, vehicle: int) -> set[int]:
    with town.workspace.read() as db:
        rides = [r.id for r in find(db, Ride, vehicle_id=vehicle, status=RideStatus.PLANNED.value)]
        return {seat.person_id for seat in find(db, RideSeat, ride_id=rides)}


def test_a_party_goes_together_and_comes_back_by_undo(town: SmallTown) -> None:
    stays, goes, other = aboard(town, "Bleibt"), aboard(town, "Geht", children=1), bus(town)
    move(town, goes, other)
    assert people_in(town, town.vehicle) == {stays}
    assert len(people_in(town, other)) == 2
    assert town.workspace.undo() is not None
    assert goes in people_in(town, town.vehicle)
    assert people_in(town, other) == set()


def test_the_last_one_gives_the_vehicle_back(town: SmallTown) -> None:
    goes, other = aboard(town, "Geht"), bus(town)
    move(town, goes, other)
    with town.workspace.read() as db:
        assert by_id(db, Ride, town.rides[0]).status == RideStatus.CANCELLED.value
        ride = find(db, Ride, vehicle_id=other)[0].id
    with town.workspace.change(CHANGE) as db:
        moving_parties.move(db, ride, goes, town.vehicle)
    assert people_in(town, town.vehicle) == {goes}


def test_planning_anew_keeps_what_was_moved(town: SmallTown) -> None:
    stays, goes, other = aboard(town, "Bleibt"), aboard(town, "Geht"), bus(town)
    move(town, goes, other)
    with town.workspace.change(ActKind.RIDES_PLANNED) as db:
        day_plan.apply_day(db, day_plan.propose_day(db, TUESDAY))
    assert goes in people_in(town, other)
    assert stays in people_in(town, town.vehicle)
    with town.workspace.read() as db:
        again = day_plan.propose_day(db, TUESDAY)
    assert again.empty


@pytest.mark.parametrize(
    ("seats", "wheelchair", "children", "wanted"),
    [
        (2, 0, 1, {Obstacle.TOO_FEW_SEATS, Obstacle.CHILD_SEATS}),
        (9, 1, 0, {Obstacle.WHEELCHAIR}),
    ],
)
def test_what_speaks_against_a_vehicle(
    town: SmallTown, seats: int, wheelchair: int, children: int, wanted: set[Obstacle]
) -> None:
    person = aboard(town, "Geht", children=children, wheelchair=bool(wheelchair))
    other = bus(town, seats)
    with town.workspace.read() as db:
        target = moving_parties.moves(db, town.rides[0], person).target(other)
    assert target is not None
    assert {obstacle.obstacle for obstacle in target.against} == wanted
    assert target.blocked
    with pytest.raises(HardConflict):
        move(town, person, other)


def test_without_anybody_free_to_drive_it_says_so(town: SmallTown) -> None:
    aboard(town, "Bleibt")
    person, other = aboard(town, "Geht"), bus(town, driver=False)
    with town.workspace.read() as db:
        target = moving_parties.moves(db, town.rides[0], person).target(other)
    assert target is not None
    assert [obstacle.obstacle for obstacle in target.against] == [Obstacle.NO_DRIVER]
    move(town, person, other)
    assert people_in(town, other) == {person}


def test_a_tour_under_way_keeps_its_passengers(town: SmallTown) -> None:
    person, other = aboard(town, "Geht"), bus(town)
    with (
        clock.pinned(datetime.combine(TUESDAY, time(8, 40))),
        pytest.raises(Refused, match="ride_begun"),
    ):
        move(town, person, other)
    with pytest.raises(Refused, match="not_aboard"), town.workspace.read() as db:
        moving_parties.moves(db, town.rides[0], town.people["Roth"])
