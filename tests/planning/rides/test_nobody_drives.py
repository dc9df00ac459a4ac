from datetime import datetime, time, timedelta

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.kinds import ActKind, CancelReason, ConflictKind, RideStatus, SeatResult
from kursplaner.domain.people import Credential, Person
from kursplaner.domain.rides.rides import Ride, RideSeat, Vehicle
from kursplaner.planning.conflicts.finding import find as conflicts
from kursplaner.planning.lessons import cancelling
from kursplaner.planning.rides import day_plan, nobody_drives, results
from kursplaner.planning.rides.nobody_drives import Offers
from kursplaner.planning.rides.results import RideOutcome, SeatOutcome
from kursplaner.store.queries.rides.rides import rides_day
from kursplaner.store.queries.rides.unserved import unserved
from kursplaner.store.queries.taken_times import taken_times
from kursplaner.store.records import by_id, find
from tests.planning.rides.test_moving_parties import aboard
from tests.planning.small_town import TUESDAY, SmallTown, add_person

CHANGE = ActKind.RIDE_CHANGED
PAPERS = ("licence_check", "police_certificate", "driver_briefing")


def driver(town: SmallTown, name: str, *, papers: bool = True) -> int:
    with town.workspace.fill() as db:
        key = add_person(db, name, "driver")
        db.add_all([Credential(resource_id=key, kind=kind) for kind in PAPERS if papers])
        return key


def bus(town: SmallTown, seats: int = 9, usual: int | None = None) -> int:
    with town.workspace.fill() as db:
        vehicle = Vehicle(name=f"Bus {seats}", seats=seats, usual_driver_id=usual)
        db.add(vehicle)
        db.flush()
        return vehicle.id


def leave_alone(town: SmallTown) -> int:
    """Take the driver out of the first ride; returns the ride."""
    with town.workspace.change(CHANGE) as db:
        nobody_drives.take(db, town.rides[0], town.vehicle, None)
    return town.rides[0]


def offers(town: SmallTown) -> Offers:
    with town.workspace.read() as db:
        return nobody_drives.offers(db, town.rides[0])


def missing(town: SmallTown) -> list[Conflict]:
    with town.workspace.read() as db:
        return [found for found in conflicts(db) if found.kind == ConflictKind.DRIVER_MISSING]


def taxi(town: SmallTown) -> None:
    with town.workspace.change(CHANGE) as db:
        nobody_drives.order_taxi(db, town.rides[0])


def test_whoever_is_free_is_offered_the_best_first(town: SmallTown) -> None:
    aboard(town, "Geht")
    leave_alone(town)
    bare, good = driver(town, "Aal", papers=False), driver(town, "Zander")
    found = offers(town)
    own = town.people["driver"]
    assert [offer.driver.id for offer in found.drivers] == [own, good, bare]
    assert {offer.vehicle.id for offer in found.drivers} == {town.vehicle}
    assert found.vehicles == ()


def test_another_vehicle_comes_with_its_usual_driver_and_must_have_room(town: SmallTown) -> None:
    aboard(town, "Geht", children=1)
    usual = driver(town, "Zander")
    bus(town, 2, usual)
    roomy = bus(town, 5, usual)
    assert offers(town).vehicles == ()  # neither has a child seat
    with town.workspace.fill() as db:
        for seat in find(db, RideSeat, kind="child_seat"):
            seat.kind = "none"
    (found,) = offers(town).vehicles
    assert (found.vehicle.id, found.driver.id) == (roomy, usual)


def test_who_is_busy_or_a_full_vehicle_is_not_offered(town: SmallTown) -> None:
    with town.workspace.change(CHANGE) as db:
        nobody_drives.take(db, town.rides[0], None, None)
        busy = by_id(db, Ride, town.rides[1])
        busy.starts = by_id(db, Ride, town.rides[0]).starts
    with town.workspace.change(CHANGE) as db:
        nobody_drives.take(db, town.rides[1], town.vehicle, town.people["driver"])
    found = offers(town)
    assert found.drivers == found.vehicles == ()


def test_the_offer_taken_drives(town: SmallTown) -> None:
    leave_alone(town)
    other = driver(town, "Zander")
    with town.workspace.change(CHANGE) as db:
        nobody_drives.take(db, town.rides[0], town.vehicle, other)
    with town.workspace.read() as db:
        assert by_id(db, Ride, town.rides[0]).driver_id == other
    for vehicle, person in ((999, other), (town.vehicle, 999)):
        with pytest.raises(Refused, match="not_found"), town.workspace.change(CHANGE) as db:
            nobody_drives.take(db, town.rides[0], vehicle, person)


def test_who_does_not_drive_and_what_is_given_up_are_named(town: SmallTown) -> None:
    leave_alone(town)
    teacher, gone = town.people["Seidel"], driver(town, "Zander")
    with town.workspace.fill() as db:
        by_id(db, Person, gone).ended_on = TUESDAY
        old = Vehicle(name="Bus alt", seats=9, ended_on=TUESDAY)
        db.add(old)
        db.flush()
        vehicle = old.id
    for wanted, person, kind in (
        (town.vehicle, teacher, "drives_not"),
        (town.vehicle, gone, "person_gone"),
        (vehicle, town.people["driver"], "vehicle_gone"),
    ):
        with town.workspace.read() as db, pytest.raises(Refused, match=kind) as told:
            nobody_drives.with_pair(db, town.rides[0], wanted, person)
        assert told.value.facts["name"]


def test_a_taxi_keeps_the_passengers_and_frees_vehicle_and_driver(town: SmallTown) -> None:
    person = aboard(town, "Geht")
    leave_alone(town)
    assert [c.kind for c in missing(town)] == [ConflictKind.DRIVER_MISSING]
    taxi(town)
    with pytest.raises(Refused, match="nothing_changes"):
        taxi(town)
    assert missing(town) == []
    with town.workspace.read() as db:
        (row,) = [row for row in rides_day(db, TUESDAY) if row.id == town.rides[0]]
        busy = taken_times(db, [town.vehicle], row.starts, row.ends)
    assert row.by_taxi
    assert not row.nobody_drives
    assert row.locked
    assert [seat.person_id for seat in row.passengers] == [person]
    assert not busy.get(town.vehicle)
    with town.workspace.change(ActKind.RIDES_PLANNED) as db:
        day_plan.apply_day(db, day_plan.propose_day(db, TUESDAY))
    with town.workspace.read() as db:
        assert by_id(db, Ride, town.rides[0]).by_taxi
        assert unserved(db, TUESDAY) == []


def test_the_town_drives_again_after_all(town: SmallTown) -> None:
    aboard(town, "Geht")
    taxi(town)
    with town.workspace.change(CHANGE) as db:
        nobody_drives.take(db, town.rides[0], town.vehicle, town.people["driver"])
    with town.workspace.read() as db:
        ride = by_id(db, Ride, town.rides[0])
        assert (ride.by_taxi, ride.locked, ride.cancel_reason) == (False, True, None)
    assert town.workspace.undo() is not None
    with town.workspace.read() as db:
        assert by_id(db, Ride, town.rides[0]).by_taxi


def test_a_taxi_has_no_odometer_to_close_with(town: SmallTown) -> None:
    aboard(town, "Geht")
    taxi(town)
    with clock.pinned(datetime.combine(TUESDAY, time(10))):
        with town.workspace.change(ActKind.RIDE_RESULT_ENTERED) as db:
            ride = by_id(db, Ride, town.rides[0])
            (seat,) = find(db, RideSeat, ride_id=ride.id)
            told = {seat.id: SeatOutcome(SeatResult.DONE)}
            assert results.enter(db, RideOutcome(ride.id, ride.version, told))
        with town.workspace.read() as db:
            assert by_id(db, Ride, town.rides[0]).by_taxi


def test_the_taxi_goes_with_the_lesson(town: SmallTown) -> None:
    aboard(town, "Geht")
    taxi(town)
    with town.workspace.change(ActKind.LESSON_CANCELLED) as db:
        plan = cancelling.propose_cancel(db, [town.lessons[0]], CancelReason.SNOW)
        cancelling.apply(db, plan)
    with town.workspace.read() as db:
        ride = by_id(db, Ride, town.rides[0])
        assert (ride.status, ride.by_taxi) == (RideStatus.CANCELLED.value, False)


def test_calling_off_names_who_has_no_ride(town: SmallTown) -> None:
    person = aboard(town, "Geht", children=1)
    with town.workspace.change(CHANGE) as db:
        without = nobody_drives.call_off(db, town.rides[0], CancelReason.DRIVER_ILL)
    assert without[0] == person
    assert len(without) == 2
    with town.workspace.read() as db:
        assert by_id(db, Ride, town.rides[0]).cancel_reason == CancelReason.DRIVER_ILL.value
        assert [row.person_id for row in unserved(db, TUESDAY)] == [person]
    assert town.workspace.undo() is not None
    with town.workspace.read() as db:
        assert unserved(db, TUESDAY) == []


@pytest.mark.parametrize("do", [nobody_drives.offers, nobody_drives.order_taxi])
def test_a_ride_that_has_begun_or_is_closed_stays(town: SmallTown, do: object) -> None:
    work = do
    begins = datetime.combine(TUESDAY, time(8, 10))
    for minutes, refused in ((0, "ride_begun"), (-1, "")):
        with (
            clock.pinned(begins + timedelta(minutes=minutes)),
            town.workspace.rehearse() as db,
        ):
            if not refused:
                work(db, town.rides[0])  # type: ignore[operator]
                continue
            with pytest.raises(Refused, match=refused):
                work(db, town.rides[0])  # type: ignore[operator]
    with town.workspace.fill() as db:
        by_id(db, Ride, town.rides[0]).status = RideStatus.DONE.value
    with pytest.raises(Refused, match="ride_closed"), town.workspace.rehearse() as db:
        work(db, town.rides[0])  # type: ignore[operator]


def test_who_is_taken_is_refused(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        first, other = by_id(db, Ride, town.rides[0]), by_id(db, Ride, town.rides[1])
        other.starts, other.ends, other.vehicle_id, other.driver_id = (
            first.starts,
            first.ends,
            None,
            None,
        )
    with pytest.raises(HardConflict), town.workspace.change(CHANGE) as db:
        nobody_drives.take(db, town.rides[1], town.vehicle, town.people["driver"])
