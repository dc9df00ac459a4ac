"""Which vehicles a party can go to, exactly at the limits, and what both tours are then."""

from datetime import datetime, timedelta

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import moment_of
from kursplaner.domain.conflicts.obstacles import Obstacle
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import ActKind, Direction
from kursplaner.domain.occupations import Occupation
from kursplaner.domain.people import Closure, Credential
from kursplaner.domain.rides.rides import (
    Ride,
    RideLesson,
    RideSeat,
    RideStop,
    Stop,
    Vehicle,
    VehicleSeat,
)
from kursplaner.planning.rides import moving_parties
from kursplaner.planning.rides.moving_parties import MoveTarget
from kursplaner.store.records import by_id, find
from tests.planning.small_town import (
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_person,
    add_ride,
    enrol_plainly,
)

CHANGE = ActKind.RIDE_CHANGED


def aboard(town: SmallTown, name: str, ride: int = 0, **values: object) -> int:
    """Put somebody with an enrolment into a ride; returns the person."""
    with town.workspace.fill() as db:
        person = add_person(db, name)
        seat = RideSeat(ride_id=ride or town.rides[0], person_id=person, **values)
        seat.enrolment_id = enrol_plainly(db, town.course, person)
        seat.stop_id = seat.stop_id or town.stop
        db.add(seat)
        return person


def bus(town: SmallTown, name: str = "Bus 2", seats: int = 9, **values: int) -> int:
    with town.workspace.fill() as db:
        usual = add_person(db, f"Fahrer {name}", "driver")
        vehicle = Vehicle(name=name, seats=seats, usual_driver_id=usual, **values)
        db.add(vehicle)
        db.flush()
        return vehicle.id


def target(town: SmallTown, person: int, vehicle: int, ride: int = 0) -> MoveTarget:
    with town.workspace.read() as db:
        found = moving_parties.moves(db, ride or town.rides[0], person).target(vehicle)
        assert found is not None
        return found


def against(town: SmallTown, person: int, vehicle: int) -> dict[Obstacle, dict[str, object]]:
    found = target(town, person, vehicle).against
    return {known.obstacle: dict(known.facts) for known in found}


def move(town: SmallTown, person: int, vehicle: int, ride: int = 0) -> None:
    with town.workspace.change(CHANGE) as db:
        moving_parties.move(db, ride or town.rides[0], person, vehicle)


def second_ride(
    town: SmallTown, vehicle: int, by: int = 0, direction: Direction = Direction.OUT
) -> int:
    """Let another vehicle ride to or from the first lesson `by` minutes later; returns the ride."""
    out = direction is Direction.OUT
    with town.workspace.fill() as db:
        first = by_id(db, Ride, town.rides[0 if out else 1])
        span = (first.starts + by, first.ends + by)
        key = add_ride(db, town, town.lessons[0], direction, span, vehicle=vehicle)
        if not out:
            home, site = sorted(find(db, RideStop, ride_id=key), key=lambda row: row.position)
            home.at, site.at = span[1], span[0]
        return key


def test_a_party_alone_leaves_and_the_other_tour_keeps_its_minute_at_the_site(
    town: SmallTown,
) -> None:
    goes, other = aboard(town, "Geht"), bus(town)
    stays = aboard(town, "Bleibt")
    with town.workspace.read() as db:
        (site_at,) = [r.at for r in find(db, RideStop, ride_id=town.rides[0]) if r.site_id]
    move(town, goes, other)
    with town.workspace.read() as db:
        (ride,) = find(db, Ride, vehicle_id=other)
        old = by_id(db, Ride, town.rides[0])
        assert (ride.locked, old.locked, ride.direction) == (True, True, "out")
        links = find(db, RideLesson, ride_id=ride.id)
        assert [link.lesson_id for link in links] == [town.lessons[0]]
        for row, person in ((ride, goes), (old, stays)):
            assert [s.person_id for s in find(db, RideSeat, ride_id=row.id)] == [person]
            halts = [(h.stop_id, h.site_id) for h in find(db, RideStop, ride_id=row.id)]
            assert halts == [(town.stop, None), (None, town.site)]
            assert [h.at for h in find(db, RideStop, ride_id=row.id) if h.site_id] == [site_at]
            held = find(db, Occupation, source="ride", source_id=row.id)
            assert {o.resource_id for o in held} == {row.vehicle_id, row.driver_id}
            assert {(o.starts, o.ends) for o in held} == {(row.starts, row.ends)}
        assert old.driver_id != ride.driver_id
        assert not by_id(db, Ride, town.rides[2]).locked


@pytest.mark.parametrize(
    ("by", "joins"), [(-11, False), (-10, True), (0, True), (5, True), (6, False)]
)
def test_a_tour_is_joined_that_comes_in_time(town: SmallTown, by: int, *, joins: bool) -> None:
    person, other = aboard(town, "Geht"), bus(town)  # the first ride comes ten minutes before
    ride = second_ride(town, other, by)
    assert (target(town, person, other).ride_id == ride) is joins


@pytest.mark.parametrize(("by", "joins"), [(-6, False), (-5, True), (10, True), (11, False)])
def test_a_tour_home_is_joined_that_waits_long_enough(
    town: SmallTown, by: int, *, joins: bool
) -> None:
    with town.workspace.fill() as db:
        rows = sorted(find(db, RideStop, ride_id=town.rides[1]), key=lambda row: row.position)
        rows[0].at, rows[1].at = rows[1].at, rows[0].at
    person, other = aboard(town, "Geht", town.rides[1]), bus(town)
    ride = second_ride(town, other, by, Direction.BACK)
    assert (target(town, person, other, town.rides[1]).ride_id == ride) is joins


def test_a_tour_to_another_course_is_joined_and_serves_both_lessons(town: SmallTown) -> None:
    person, other = aboard(town, "Geht"), bus(town)
    with town.workspace.fill() as db:
        first = by_id(db, Ride, town.rides[0])
        lesson = by_id(db, Lesson, town.lessons[0])
        parallel = add_lesson(db, add_course(db, town, "K2"), lesson.starts)
        span = (first.starts, first.ends)
        ride = add_ride(db, town, parallel, Direction.OUT, span, vehicle=other)
    there = aboard(town, "Dort", ride)
    assert target(town, person, other).people == 2
    move(town, person, other)
    with town.workspace.read() as db:
        assert {s.person_id for s in find(db, RideSeat, ride_id=ride)} == {person, there}
        lessons = {link.lesson_id for link in find(db, RideLesson, ride_id=ride)}
        assert lessons == {parallel, town.lessons[0]}
        assert by_id(db, Ride, ride).locked
        assert by_id(db, Ride, town.rides[0]).status == "cancelled"
        assert find(db, RideSeat, ride_id=town.rides[0]) == []
        assert find(db, Occupation, source="ride", source_id=town.rides[0]) == []


@pytest.mark.parametrize(("seats", "said"), [(4, {}), (3, {"seats": 2, "wanted": 3})])
def test_everybody_needs_a_seat_beside_the_driver(
    town: SmallTown, seats: int, said: dict[str, object]
) -> None:
    person, other = aboard(town, "Geht"), bus(town, seats=seats)
    ride = second_ride(town, other)
    for name in ("Eins", "Zwei"):
        aboard(town, name, ride)
    aboard(town, "Abgesagt", ride, result="cancelled_in_time")
    found = target(town, person, other)
    assert (found.people, found.seats) == (3, seats - 1)
    lacks = {k.obstacle: dict(k.facts) for k in found.against if k.obstacle != Obstacle.NO_DRIVER}
    assert lacks == ({Obstacle.TOO_FEW_SEATS: said} if said else {})
    assert found.blocked is bool(said)


def test_prams_and_child_seats_are_hints_and_wheelchairs_a_must(town: SmallTown) -> None:
    person = aboard(town, "Geht", pram=True, kind="booster")
    plain = bus(town, pram_places=0)
    fitted = bus(town, "Bus 3", pram_places=1, wheelchair_places=1)
    with town.workspace.fill() as db:
        db.add(VehicleSeat(vehicle_id=fitted, kind="booster", count=1))
    assert against(town, person, plain) == {
        Obstacle.PRAM: {"seats": 0, "wanted": 1},
        Obstacle.CHILD_SEATS: {"kind": "booster", "seats": 0, "wanted": 1},
    }
    assert not target(town, person, plain).blocked
    assert against(town, person, fitted) == {}
    with town.workspace.read() as db:
        order = moving_parties.moves(db, town.rides[0], person).targets
        assert [known.vehicle_id for known in order] == [fitted, plain]
        only = moving_parties.moves(db, town.rides[0], person, plain).targets
        assert [known.vehicle_id for known in only] == [plain]
    chair = aboard(town, "Rollstuhl", wheelchair=True, kind="wheelchair")
    assert against(town, chair, plain) == {Obstacle.WHEELCHAIR: {"seats": 0, "wanted": 1}}
    assert target(town, chair, plain).blocked
    assert against(town, chair, fitted) == {}


@pytest.mark.parametrize(("days", "late"), [(-1, True), (0, False)])
def test_a_credential_holds_on_its_last_day(town: SmallTown, days: int, *, late: bool) -> None:
    person, other = aboard(town, "Geht"), bus(town)
    with town.workspace.fill() as db:
        until = TUESDAY + timedelta(days=days)
        db.add(Credential(resource_id=other, kind="inspection", valid_until=until))
    found = [known.days for known in target(town, person, other).against]
    assert found == ([(TUESDAY,)] if late else [])


def test_who_rides_along_goes_along_and_a_guest_goes_alone(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        guests = [add_person(db, "Gast"), add_person(db, "Gast")]
        db.add_all([RideSeat(ride_id=town.rides[0], person_id=key) for key in guests])
    other = bus(town)
    move(town, guests[0], other)
    with town.workspace.read() as db:
        (ride,) = find(db, Ride, vehicle_id=other)
        (seat,) = find(db, RideSeat, ride_id=ride.id)
        assert (seat.person_id, seat.stop_id) == (guests[0], town.stop)


def test_who_called_off_keeps_seat_and_halt_on_the_way_that_stays(town: SmallTown) -> None:
    goes, other = aboard(town, "Geht"), bus(town)
    with town.workspace.fill() as db:
        stop = Stop(name="Raun", latitude=50_290_000, longitude=12_250_000)
        db.add(stop)
        db.flush()
        raun = stop.id
    off = aboard(town, "Abgesagt", stop_id=raun, result="cancelled_in_time")
    move(town, goes, other)
    with town.workspace.read() as db:
        (seat,) = find(db, RideSeat, ride_id=town.rides[0])
        assert (seat.person_id, seat.result) == (off, "cancelled_in_time")
        assert by_id(db, Ride, town.rides[0]).status == "planned"
        halts = [row.stop_id for row in find(db, RideStop, ride_id=town.rides[0])]
        assert halts == [raun, None]


def test_a_closed_vehicle_is_blocked(town: SmallTown) -> None:
    person, other = aboard(town, "Geht"), bus(town)
    with town.workspace.fill() as db:
        ride = by_id(db, Ride, town.rides[0])
        db.add(Closure(resource_id=other, starts=ride.ends - 1, ends=ride.ends, reason="repair"))
    assert set(against(town, person, other)) == {Obstacle.CLOSED}
    with pytest.raises(HardConflict):
        move(town, person, other)


def moment(town: SmallTown, minutes: int) -> datetime:
    with town.workspace.read() as db:
        return moment_of(by_id(db, Ride, town.rides[0]).starts + minutes)


def test_until_the_minute_it_sets_off(town: SmallTown) -> None:
    person, other = aboard(town, "Geht"), bus(town)
    with clock.pinned(moment(town, 0)), pytest.raises(Refused, match="ride_begun"):
        move(town, person, other)
    with clock.pinned(moment(town, -1)):
        move(town, person, other)


def test_nobody_joins_a_tour_that_has_set_off(town: SmallTown) -> None:
    person, other = aboard(town, "Geht"), bus(town)
    second_ride(town, other, -5)
    for minutes, begun in ((-5, True), (-6, False)):
        with clock.pinned(moment(town, minutes)):
            assert (Obstacle.BEGUN in against(town, person, other)) is begun


def test_what_cannot_be_moved_at_all(town: SmallTown) -> None:
    person, other = aboard(town, "Geht"), bus(town)
    gone = aboard(town, "Abgesagt", result="cancelled_in_time")
    with pytest.raises(Refused, match="not_found") as told:
        move(town, person, 9999)
    assert told.value.facts == {"noun": "vehicle", "id": 9999}
    with pytest.raises(Refused, match="not_aboard"):
        move(town, gone, other)
    with town.workspace.fill() as db:
        by_id(db, Lesson, town.lessons[0]).status = "cancelled"
    with pytest.raises(Refused, match="ride_called_off"):
        move(town, person, other)
    with town.workspace.fill() as db:
        by_id(db, Lesson, town.lessons[0]).status = "planned"
        for row in find(db, RideStop, ride_id=town.rides[0]):
            if row.site_id:
                db.delete(row)
    with pytest.raises(Refused, match="site_unknown"):
        move(town, person, other)
    aboard(town, "Gefahren", result="no_show")
    with pytest.raises(Refused, match="ride_begun"):
        move(town, person, other)
    with town.workspace.fill() as db:
        by_id(db, Ride, town.rides[0]).status = "done"
    with pytest.raises(Refused, match="ride_closed"):
        move(town, person, other)
