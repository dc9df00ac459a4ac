from dataclasses import replace

import pytest

from kursplaner.basics import clock
from kursplaner.basics.spans import minute_of, moment_of
from kursplaner.domain.kinds import ActKind, Direction, SeatKind
from kursplaner.domain.occupations import Occupation
from kursplaner.domain.rides.rides import (
    Ride,
    RideSeat,
    RideStop,
    Stop,
    Vehicle,
)
from kursplaner.planning.people.addresses import AddressLine
from kursplaner.planning.people.person_form import PersonForm
from kursplaner.planning.rides import other_vehicle
from kursplaner.planning.rides.reseating import (
    NO_STOP,
    TOO_LONG,
    Reseating,
    RideInHand,
    SeatAhead,
    at_stop,
    fetched,
    on_seat,
)
from kursplaner.planning.rides.tours import tour_rules
from kursplaner.store.occupations import Claim, occupy, release
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of
from tests.planning.rides.test_moving_parties import bus
from tests.planning.riding_town import BACK, OUT, SECOND_WEEK, RidingTown, build_riding
from tests.planning.small_town import NINE, TUESDAY, SmallTown, add_person, add_ride


@pytest.fixture
def riding(town: SmallTown) -> RidingTown:
    return build_riding(town)


def moved(riding: RidingTown, stop: str) -> PersonForm:
    return replace(riding.form(), address=AddressLine(SECOND_WEEK, stop_id=riding.stops[stop]))


def change(riding: RidingTown, ride: int, **values: object) -> None:
    with riding.town.workspace.fill() as db:
        for name, value in values.items():
            setattr(by_id(db, Ride, ride), name, value)


def test_a_locked_ride_keeps_vehicle_passengers_and_time_at_the_site(riding: RidingTown) -> None:
    town = riding.town
    change(riding, town.rides[4], locked=True)
    plan = riding.proposed(moved(riding, "near"))
    assert [way.locked for way in plan.ways] == [True] + [False] * 7
    riding.move(riding.stops["near"])
    assert riding.halts(town.rides[4]) == [(riding.stops["near"], 516), (None, 530)]
    with town.workspace.read() as db:
        assert by_id(db, Ride, town.rides[4]).locked


def test_another_vehicle_of_the_day_stays(riding: RidingTown) -> None:
    town, other = riding.town, bus(riding.town)
    with town.workspace.change(ActKind.RIDE_CHANGED) as db:
        driver = find(db, Ride)[0].driver_id
        other_vehicle.apply(db, other_vehicle.propose(db, town.rides[4], other, driver))
    riding.move(riding.stops["near"])
    with town.workspace.read() as db:
        assert by_id(db, Ride, town.rides[4]).vehicle_id == other
        assert by_id(db, Ride, town.rides[6]).vehicle_id == town.vehicle


@pytest.mark.parametrize(("spare", "left"), [(0, 0), (-1, 1)])
def test_a_longer_way_needs_vehicle_and_driver(riding: RidingTown, spare: int, left: int) -> None:
    """The vehicle is free again, or one minute too late, when the longer way begins."""
    town = riding.town
    (way, *_) = riding.proposed(moved(riding, "beyond")).ways
    assert way.after is not None
    assert way.after < minute_of(SECOND_WEEK, 490)
    with town.workspace.fill() as db:
        until = way.after - spare
        occupy(db, [Claim(town.vehicle, until - 60, until, "booking", 1)])
    plan = riding.proposed(moved(riding, "beyond"))
    assert [out.reason for out in plan.left_out] == ["no_time"] * left
    riding.stored(moved(riding, "beyond"))
    assert riding.stops_of().count(riding.stops["beyond"]) == 8 - left


@pytest.mark.parametrize(("minutes", "left"), [(0, 1), (-1, 0)])
def test_a_longer_way_cannot_have_begun(riding: RidingTown, minutes: int, left: int) -> None:
    (way, *_) = riding.proposed(moved(riding, "beyond")).ways
    starts = moment_of((way.after or 0) + minutes)
    with clock.pinned(starts):
        plan = riding.proposed(moved(riding, "beyond"))
    assert [out.reason for out in plan.left_out] == ["no_time"] * left


@pytest.mark.parametrize(("spare", "left"), [(0, 0), (-1, 1)])
def test_an_earlier_tour_of_the_vehicle_to_the_lesson_goes_before(
    riding: RidingTown, spare: int, left: int
) -> None:
    town = riding.town
    (way, *_) = riding.proposed(moved(riding, "beyond")).ways
    until = (way.after or 0) - spare
    with town.workspace.fill() as db:
        add_ride(db, town, town.lessons[2], Direction.OUT, (until - 40, until))
    plan = riding.proposed(moved(riding, "beyond"))
    assert [out.reason for out in plan.left_out] == ["no_time"] * left


def test_an_accepted_overlap_stays_accepted(riding: RidingTown) -> None:
    town = riding.town
    with town.workspace.fill() as db:
        ride = by_id(db, Ride, town.rides[4])
        release(db, "ride", [ride.id])
        occupy(db, [Claim(town.vehicle, ride.ends - 2, ride.ends + 60, "booking", 1)])
        occupy(db, [Claim(town.vehicle, ride.starts, ride.ends, "ride", ride.id, "kurz danach")])
    riding.move(riding.stops["near"])
    with town.workspace.read() as db:
        rows = find(db, Occupation, source="ride", source_id=town.rides[4], active=False)
        assert [row.accepted_reason for row in rows] == ["kurz danach"]
    assert riding.seats()[SECOND_WEEK, OUT] == riding.stops["near"]


def in_hand(riding: RidingTown, db: Db, at: int = 4) -> tuple[Reseating, RideInHand]:
    """Return the rides of all lessons, and one of them: the first one out of the second week."""
    rides = Reseating(db, riding.town.lessons)
    return rides, rides.rides[riding.town.rides[at]]


def everybody_at(ride: RideInHand, stop: int) -> list[SeatAhead]:
    return [at_stop(seat, stop) for seat in ride.seats]


def test_with_anything_against_it_a_ride_stays_as_it_is(riding: RidingTown) -> None:
    with riding.town.workspace.read() as db:
        rides, ride = in_hand(riding, db)
        assert rides.board(ride, everybody_at(ride, 99_999)) == NO_STOP
        assert rides.board(ride, everybody_at(ride, riding.stops["far"])) == TOO_LONG
        mother = next(seat for seat in ride.seats if seat.seat.person_id == riding.mother)
        wheelchair = replace(mother, seat=replace(mother.seat, wheelchair=True))
        assert rides.board(ride, [wheelchair]) == "wheelchair"
        assert rides.lack(ride, [wheelchair]) == "wheelchair"
        assert not ride.changed


def test_a_stop_given_up_is_none_for_who_boards_anew(riding: RidingTown) -> None:
    near = riding.stops["near"]
    with riding.town.workspace.fill() as db:
        by_id(db, Stop, near).ended_on = TUESDAY
    with riding.town.workspace.read() as db:
        rides, ride = in_hand(riding, db)
        assert rides.board(ride, everybody_at(ride, near)) == NO_STOP


def test_the_parties_of_a_ride(riding: RidingTown) -> None:
    town = riding.town
    with town.workspace.fill() as db:
        guest = add_person(db, "Gast")
        db.add(RideSeat(ride_id=town.rides[4], person_id=guest, stop_id=town.stop))
    with town.workspace.read() as db:
        _, ride = in_hand(riding, db)
        own = {seat.seat.person_id for seat in ride.party(riding.enrolment, riding.mother)}
        assert own == {riding.mother, riding.child}
        assert [seat.seat.person_id for seat in ride.party(None, guest)] == [guest]
        assert [s.seat.person_id for s in ride.party(None, riding.mother)] == [riding.mother]


@pytest.mark.parametrize(
    ("kind", "lack"),
    [(SeatKind.BOOSTER, ""), (SeatKind.INFANT_CARRIER, "infant_carrier"), (SeatKind.NONE, "")],
)
def test_a_seat_of_another_kind_must_be_there(
    riding: RidingTown, kind: SeatKind, lack: str
) -> None:
    with riding.town.workspace.read() as db:
        rides, ride = in_hand(riding, db)
        child = next(seat for seat in ride.seats if seat.seat.person_id == riding.child)
        assert rides.lack(ride, [on_seat(child, kind)]) == lack
        assert rides.lack(ride, [child]) == ""
        assert not ride.changed


def test_who_sat_there_is_not_counted_again_and_who_comes_is(riding: RidingTown) -> None:
    town = riding.town
    with town.workspace.fill() as db:
        by_id(db, Vehicle, town.vehicle).seats = 3
        guest, late = add_person(db, "Gast"), add_person(db, "Spät")
        key = {"ride_id": town.rides[4], "stop_id": town.stop}
        db.add(RideSeat(person_id=guest, **key))
        db.add(RideSeat(person_id=late, result="cancelled_in_time", **key))
    with town.workspace.read() as db:
        rides, ride = in_hand(riding, db)
        mother = [seat for seat in ride.seats if seat.seat.person_id == riding.mother]
        assert rides.lack(ride, mother) == ""
        called_off = [seat for seat in ride.seats if seat.seat.person_id == late]
        assert rides.lack(ride, called_off) == ""
        assert rides.lack(ride, [fetched(called_off[0])]) == "seats"
        rides.free(ride, {guest, riding.child})
        assert rides.lack(ride, [fetched(called_off[0])]) == ""


def test_who_called_off_is_fetched_again_where_it_still_halts(riding: RidingTown) -> None:
    town = riding.town
    with town.workspace.fill() as db:
        for seat in find(db, RideSeat, ride_id=town.rides[4]):
            seat.result, seat.result_reason = "cancelled_in_time", "krank"
    with town.workspace.read() as db:
        rides, ride = in_hand(riding, db)
        assert not any(seat.rides for seat in ride.seats)
        assert rides.fetch(ride, [fetched(seat) for seat in ride.seats]) == ""
        assert ride.tour is None
        assert [(seat.rides, seat.reason) for seat in ride.seats] == [(True, "")] * 2
        near = riding.stops["near"]
        there = [at_stop(fetched(seat), near) for seat in ride.seats]
        assert rides.fetch(ride, there) == ""
        assert ride.minute_at_stop(near) == ride.zero - 14


def test_free_seats_leave_the_way_as_it_is(riding: RidingTown) -> None:
    with riding.town.workspace.read() as db:
        rides, ride = in_hand(riding, db)
        rides.free(ride, {riding.child})
        assert [seat.seat.person_id for seat in ride.seats] == [riding.mother]
        assert (ride.tour, ride.changed) == (None, True)


@pytest.mark.parametrize(
    ("table", "values", "there"),
    [
        (RideSeat, {"result": "cancelled_in_time"}, True),
        (RideSeat, {"result": "done"}, False),
        (RideSeat, {"result": "no_show"}, False),
        (Ride, {"status": "done"}, False),
        (Ride, {"status": "cancelled"}, False),
        (Ride, {"locked": True}, True),
    ],
)
def test_only_rides_to_come_of_which_nothing_is_noted_are_changed(
    riding: RidingTown,
    table: type[RideSeat | Ride],
    values: dict[str, object],
    there: bool,  # noqa: FBT001
) -> None:
    key = riding.town.rides[4]
    with riding.town.workspace.fill() as db:
        rows = find(db, RideSeat, ride_id=key) if table is RideSeat else [by_id(db, Ride, key)]
        for name, value in values.items():
            setattr(rows[0], name, value)
    with riding.town.workspace.read() as db:
        assert (key in Reseating(db, riding.town.lessons).rides) is there


@pytest.mark.parametrize(("minutes", "there"), [(-1, True), (0, False)])
def test_a_ride_is_changed_until_it_begins(
    riding: RidingTown,
    minutes: int,
    there: bool,  # noqa: FBT001
) -> None:
    key = riding.town.rides[4]
    moment = moment_of(minute_of(SECOND_WEEK, 490) + minutes)
    with clock.pinned(moment), riding.town.workspace.read() as db:
        assert (key in Reseating(db, riding.town.lessons).rides) is there


def test_rides_of_a_lesson_in_a_direction(riding: RidingTown) -> None:
    town = riding.town
    with town.workspace.read() as db:
        rides = Reseating(db, town.lessons[2:3])
        assert set(rides.rides) == set(town.rides[4:6])
        assert [ride.ride.id for ride in rides.rides_of(town.lessons[2], BACK)] == town.rides[5:6]
        assert rides.rides_of(town.lessons[0], BACK) == []
        vehicle = rides.vehicle(rides.rides[town.rides[4]])
        assert vehicle is not None
        assert vehicle.id == town.vehicle


@pytest.mark.parametrize("locked", [False, True])
@pytest.mark.parametrize("early", [20, 21, 5, 4])
def test_the_minute_at_the_site_is_kept_where_the_rules_allow_it_or_the_ride_is_locked(
    riding: RidingTown,
    early: int,
    locked: bool,  # noqa: FBT001
) -> None:
    key, begins = riding.town.rides[4], minute_of(SECOND_WEEK, NINE)
    with riding.town.workspace.fill() as db:
        (site,) = find(db, RideStop, ride_id=key, stop_id=None)
        site.at = begins - early
        by_id(db, Ride, key).locked = locked
        rules = tour_rules(settings_of(db))
        assert (rules.arrive_min, rules.arrive_max) == (5, 20)
        usual = begins - rules.arrive_before(with_childcare=True)
    with riding.town.workspace.read() as db:
        _, ride = in_hand(riding, db)
        kept = locked or early in {5, 20}
        assert ride.zero == (begins - early if kept else usual)


@pytest.mark.parametrize("late", [5, 4, 20, 21])
def test_the_minute_of_leaving_is_kept_where_the_rules_allow_it(
    riding: RidingTown, late: int
) -> None:
    key, ended = riding.town.rides[5], minute_of(SECOND_WEEK, NINE + 150)
    with riding.town.workspace.fill() as db:
        (site,) = find(db, RideStop, ride_id=key, stop_id=None)
        site.at = ended + late
        rules = tour_rules(settings_of(db))
        assert (rules.leave_min, rules.leave_max) == (5, 20)
        usual = ended + rules.leave_after(with_childcare=True)
    with riding.town.workspace.read() as db:
        _, ride = in_hand(riding, db, 5)
        assert ride.zero == (ended + late if late in {5, 20} else usual)
