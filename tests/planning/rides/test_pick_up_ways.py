from dataclasses import replace
from datetime import date, timedelta

import pytest

from kursplaner.basics import clock
from kursplaner.basics.spans import day_of
from kursplaner.domain.kinds import ActKind, ConflictKind, SeatKind
from kursplaner.domain.people import PersonAddress
from kursplaner.domain.rides.pick_ups import Homes, PickUp
from kursplaner.domain.rides.rides import (
    RideDemand,
    RideDemandException,
    RideSeat,
    VehicleSeat,
)
from kursplaner.planning.conflicts.rechecks import Recheck
from kursplaner.planning.people import person_form
from kursplaner.planning.people.addresses import AddressLine
from kursplaner.planning.people.person_form import PersonForm
from kursplaner.planning.rides.pick_up_strays import SEAT, STOP, strays
from kursplaner.planning.rides.pick_up_ways import Way, WaySearch, anchored, seat_kinds
from kursplaner.store.queries.rides.pick_ups import wishes_of
from kursplaner.store.records import find
from tests.planning.riding_town import (
    BACK,
    OUT,
    SECOND_WEEK,
    SINCE,
    RidingTown,
    build_riding,
)
from tests.planning.small_town import SmallTown, add_person

THURSDAY = SECOND_WEEK + timedelta(days=2)


@pytest.fixture
def riding(town: SmallTown) -> RidingTown:
    return build_riding(town)


def moved(riding: RidingTown, stop: str) -> PersonForm:
    return replace(riding.form(), address=AddressLine(SECOND_WEEK, stop_id=riding.stops[stop]))


def test_another_stop_for_one_day_stays(riding: RidingTown) -> None:
    town = riding.town
    with town.workspace.fill() as db:
        (demand,) = find(db, RideDemand, enrolment_id=riding.enrolment, direction=OUT)
        day = RideDemandException(demand_id=demand.id, day=THURSDAY, kind="other_stop")
        day.stop_id = town.stop
        db.add(day)
    riding.move(riding.stops["near"])
    seats = riding.seats()
    assert seats[THURSDAY, OUT] == town.stop
    assert seats[THURSDAY, BACK] == riding.stops["near"]


def test_a_stop_chosen_with_the_enrolment_stays_and_is_told(riding: RidingTown) -> None:
    town, near = riding.town, riding.stops["near"]
    with town.workspace.fill() as db:
        for row in find(db, RideDemand, enrolment_id=riding.enrolment):
            row.stop_id = near
        for seat in find(db, RideSeat, enrolment_id=riding.enrolment):
            seat.stop_id = near
    form = moved(riding, "far")
    plan = riding.proposed(form)
    assert plan.empty
    assert plan.kept == ((town.course, near),)
    riding.stored(form)
    assert set(riding.stops_of()) == {near}


def test_a_taller_child_sits_on_another_seat(riding: RidingTown) -> None:
    before = riding.form(riding.child)
    riding.stored(replace(before, height_cm=130))
    with riding.town.workspace.read() as db:
        kinds = {row.kind for row in find(db, RideSeat, person_id=riding.child)}
    assert kinds == {"booster"}
    with riding.town.workspace.fill() as db:
        for row in find(db, VehicleSeat, kind="child_seat"):
            db.delete(row)
    again = replace(riding.form(riding.child), height_cm=100)
    plan = riding.proposed(again)
    assert {(seat.kind.value, seat.lack) for seat in plan.seats} == {("child_seat", "child_seat")}
    assert len(plan.seats) == 12
    with riding.town.workspace.change(ActKind.PERSON_CHANGED) as db:
        check = Recheck(db, [riding.child])
        person_form.store(db, again, riding.form(riding.child))
        failing = check.now_failing()
    assert {found.kind for found in failing} == {ConflictKind.CHILD_SEAT}


def test_an_adult_who_grows_older_needs_no_seat(riding: RidingTown) -> None:
    form = replace(riding.form(), birth_date=date(1990, 1, 1), height_cm=165)
    assert riding.proposed(form).empty


def test_a_seat_without_a_standing_wish_follows_too(riding: RidingTown) -> None:
    with riding.town.workspace.fill() as db:
        for row in find(db, RideDemand):
            db.delete(row)
    home, near = riding.stops["home"], riding.stops["near"]
    riding.move(near)
    riding.move(home, THURSDAY)
    assert riding.stops_of() == [home] * 4 + [near] * 2 + [home] * 6


def test_a_seat_of_nobodys_enrolment_beside_a_family_follows_its_own_address(
    riding: RidingTown,
) -> None:
    home, near = riding.stops["home"], riding.stops["near"]
    with riding.town.workspace.fill() as db:
        guest = add_person(db, "Weber")
        db.add(PersonAddress(person_id=guest, valid_from=SINCE, stop_id=home))
        for ride in riding.town.rides:
            db.add(RideSeat(ride_id=ride, person_id=guest, stop_id=home))
    riding.move(near, SECOND_WEEK, guest)
    assert riding.stops_of(guest) == [home] * 4 + [near] * 8
    assert riding.stops_of() == [home] * 12
    with riding.town.workspace.fill() as db:
        for seat in find(db, RideSeat, person_id=guest, ride_id=riding.town.rides[4]):
            seat.stop_id = home
    with riding.town.workspace.read() as db:
        found = [row for row in strays(db, riding.town.rides) if row.why == STOP]
    assert [(row.person_id, row.of_person_id) for row in found] == [(guest, guest)]


def test_of_unknown_age_only_who_rides_along_sits_on_a_seat_for_children(
    riding: RidingTown,
) -> None:
    with riding.town.workspace.fill() as db:
        (seat,) = find(db, RideSeat, ride_id=riding.town.rides[4], person_id=riding.child)
        seat.enrolment_id = None
    form = riding.form(riding.child)
    riding.stored(replace(form, birth_date=None, height_cm=130))
    with riding.town.workspace.read() as db:
        kinds = {row.ride_id: row.kind for row in find(db, RideSeat, person_id=riding.child)}
        assert [row for row in strays(db, riding.town.rides) if row.why == SEAT] == []
    assert kinds.pop(riding.town.rides[4]) == "none"
    assert set(kinds.values()) == {"booster"}


def test_a_child_on_its_mothers_enrolment_boards_with_her_wherever_it_lives(
    riding: RidingTown,
) -> None:
    home = riding.stops["home"]
    with riding.town.workspace.fill() as db:
        db.add(PersonAddress(person_id=riding.child, valid_from=SINCE, stop_id=home))
    riding.move(riding.stops["near"], SECOND_WEEK, riding.child)
    assert riding.stops_of(riding.child) == riding.stops_of() == [home] * 12


FIRST = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("pick_up", "after", "stop"),
    [
        (PickUp(1, FIRST, Homes(((FIRST, 1),))), Homes(((FIRST, 2),)), 2),
        (PickUp(1, FIRST, Homes(((FIRST, 1),))), Homes(((FIRST, None),)), 1),
        (PickUp(1, FIRST, Homes(((FIRST, 1),))), Homes(((SINCE, 2), (SECOND_WEEK, 3))), 2),
        (PickUp(5, FIRST, Homes(((FIRST, 1),))), Homes(((FIRST, 2),)), 5),
        (PickUp(1, None, Homes(((FIRST, 1),))), Homes(((FIRST, 2),)), 1),
    ],
)
def test_who_follows_the_address_follows_its_correction(
    pick_up: PickUp, after: Homes, stop: int
) -> None:
    found = anchored(pick_up, after)
    assert (found.stop_id, found.since, found.homes) == (stop, pick_up.since, after)


def ways(riding: RidingTown, after: Homes, before: Homes | None = None) -> list[Way]:
    """Return the ways of the mother as her addresses become others."""
    known = before or Homes(((SINCE, riding.stops["home"]),))
    with riding.town.workspace.read() as db:
        wishes = wishes_of(db, riding.mother, known, clock.today())
        return WaySearch(db, riding.mother, wishes, after).ways(known)


def test_ways_lead_to_the_stop_of_their_day_in_order_of_time(riding: RidingTown) -> None:
    home, near = riding.stops["home"], riding.stops["near"]
    found = ways(riding, Homes(((SINCE, home), (SECOND_WEEK, near))))
    assert [(way.lesson.id, way.direction) for way in found] == [
        (lesson, direction) for lesson in riding.town.lessons[2:] for direction in (OUT, BACK)
    ]
    assert {(way.stop_id, way.person_id, way.newcomers) for way in found} == {
        (near, riding.mother, ())
    }
    assert [way.ride_id for way in found] == riding.town.rides[4:]
    assert ways(riding, Homes(((SINCE, home),))) == []


def test_who_has_no_seat_comes_as_a_newcomer_with_the_children_that_ride(
    riding: RidingTown,
) -> None:
    home, near = riding.stops["home"], riding.stops["near"]
    with riding.town.workspace.fill() as db:
        for seat in find(db, RideSeat, ride_id=riding.town.rides[4]):
            db.delete(seat)
    found = ways(riding, Homes(((SINCE, home), (SECOND_WEEK, near))))
    first = next(way for way in found if way.ride_id is None)
    assert (first.lesson.id, first.direction) == (riding.town.lessons[2], OUT)
    assert [(seat.person_id, seat.stop_id) for seat in first.newcomers] == [
        (riding.mother, near),
        (riding.child, near),
    ]
    assert {seat.enrolment_id for seat in first.newcomers} == {riding.enrolment}
    assert first.newcomers[0].kind is SeatKind.NONE
    assert first.newcomers[1].kind is not SeatKind.NONE


def test_an_address_without_a_stop_leads_nowhere(riding: RidingTown) -> None:
    gone = Homes(((SINCE, riding.stops["home"]), (SECOND_WEEK, None)))
    found = ways(riding, gone)
    assert {way.stop_id for way in found} == {None}
    assert len(found) == 8


def test_a_day_that_is_skipped_has_no_way(riding: RidingTown) -> None:
    with riding.town.workspace.fill() as db:
        for demand in find(db, RideDemand, enrolment_id=riding.enrolment):
            day = RideDemandException(demand_id=demand.id, day=THURSDAY, kind="skip")
            db.add(day)
        for seat in find(db, RideSeat, ride_id=riding.town.rides[6:8]):
            db.delete(seat)
    near = Homes(((SINCE, riding.stops["home"]), (SECOND_WEEK, riding.stops["near"])))
    assert {day_of(way.lesson.starts) for way in ways(riding, near)}.isdisjoint({THURSDAY})


def test_rides_somebody_sits_in_and_the_seats_they_need(riding: RidingTown) -> None:
    with riding.town.workspace.read() as db:
        wishes = wishes_of(db, riding.child, Homes(), clock.today())
        search = WaySearch(db, riding.child, wishes, Homes())
        assert {ride.ride.id for ride in search.sitting()} == set(riding.town.rides)
        born = date(2022, 5, 1)
        tall = {kind for _, kind in seat_kinds(search, db, riding.child, born, 130)}
        assert tall == {SeatKind.BOOSTER}
        assert list(seat_kinds(search, db, riding.child, born, 105)) == []
