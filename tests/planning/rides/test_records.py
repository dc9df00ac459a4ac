"""What becomes of the records when rides are laid anew: the past, what is noted, and what goes."""

from datetime import date, datetime, timedelta

import pytest

from kursplaner.basics import clock
from kursplaner.domain.courses import Enrolment
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.occupations import Occupation
from kursplaner.domain.rides.rides import Ride, RideDemand, RideLesson, RideSeat, RideStop
from kursplaner.planning.rides import course_rides
from kursplaner.planning.rides.course_rides import RideChangePlan
from kursplaner.store.records import by_id, find
from tests.planning.riding_town import RidingTown, build_riding
from tests.planning.small_town import TUESDAY, SmallTown

NIGHT = datetime(2027, 3, 4, 0, 0)
Row = tuple[object, ...]


@pytest.fixture
def riding(town: SmallTown) -> RidingTown:
    return build_riding(town)


def replan(riding: RidingTown, day: date = TUESDAY) -> RideChangePlan:
    with riding.workspace.change(ActKind.RIDES_PLANNED) as db:
        change = course_rides.replan(db, riding.town.course, day)
        course_rides.apply(db, change)
        return change


def rows(riding: RidingTown) -> dict[int, Row]:
    """Return of each ride all that is stored of it, with the numbers of its rows."""
    with riding.workspace.read() as db:
        found: dict[int, Row] = {}
        for ride in find(db, Ride):
            seats = [
                (s.id, s.person_id, s.stop_id, s.result)
                for s in find(db, RideSeat, ride_id=ride.id)
            ]
            halts = [(h.id, h.stop_id, h.at) for h in find(db, RideStop, ride_id=ride.id)]
            held = find(db, Occupation, source="ride", source_id=ride.id)
            busy = sorted((o.resource_id, o.starts, o.ends) for o in held)
            own = (ride.starts, ride.ends, ride.vehicle_id, ride.driver_id, ride.status)
            found[ride.id] = (own, seats, halts, busy)
        return found


def held(riding: RidingTown, ride: int) -> set[tuple[int, int, int]]:
    with riding.workspace.read() as db:
        found = find(db, Occupation, source="ride", source_id=ride)
        return {(row.resource_id, row.starts, row.ends) for row in found}


def seated(riding: RidingTown, ride: int) -> list[tuple[int, str]]:
    with riding.workspace.read() as db:
        return [(row.person_id, row.result) for row in find(db, RideSeat, ride_id=ride)]


def test_past_rides_stay_whatever_day_is_asked_for(riding: RidingTown) -> None:
    town, before = riding.town, rows(riding)
    with riding.workspace.fill() as db:
        for row in find(db, RideDemand):
            row.stop_id = riding.stops["near"]
    with clock.pinned(NIGHT):
        change = replan(riding)
    assert {key for key, _ in change.changed} == set(town.rides[2:])
    after = rows(riding)
    assert [after[key] for key in town.rides[:2]] == [before[key] for key in town.rides[:2]]
    assert all(after[key] != before[key] for key in town.rides[2:])


def test_what_is_laid_the_same_again_is_not_written_again(riding: RidingTown) -> None:
    replan(riding)
    before = rows(riding)
    assert replan(riding).dropped == ()
    assert rows(riding) == before


def test_locked_and_noted_rides_stay(riding: RidingTown) -> None:
    town = riding.town
    with riding.workspace.fill() as db:
        by_id(db, Ride, town.rides[2]).locked = True
        for row in find(db, RideSeat, ride_id=town.rides[5]):
            row.result = "done"
        by_id(db, Ride, town.rides[6]).status = "done"
        for demand in find(db, RideDemand):
            demand.stop_id = riding.stops["near"]
    before = rows(riding)
    replan(riding)
    after = rows(riding)
    same = [key for key in town.rides if after[key] == before[key]]
    assert same == [town.rides[2], town.rides[5], town.rides[6]]


def test_who_called_off_keeps_her_seat_and_who_left_has_none(riding: RidingTown) -> None:
    town = riding.town
    with riding.workspace.fill() as db:
        for row in find(db, RideSeat, ride_id=town.rides[2], person_id=riding.mother):
            row.result = "cancelled_in_time"
    replan(riding)
    found = dict(seated(riding, town.rides[2]))
    assert found == {riding.mother: "cancelled_in_time", riding.child: "open"}
    with riding.workspace.fill() as db:
        for demand in find(db, RideDemand, direction="back"):
            db.delete(demand)
    replan(riding)
    assert [seated(riding, key) for key in town.rides[1::2]] == [[]] * 6
    assert all(len(seated(riding, key)) == 2 for key in town.rides[::2])


def test_a_ride_on_which_nobody_rides_keeps_its_vehicle(riding: RidingTown) -> None:
    town = riding.town
    with riding.workspace.fill() as db:
        row = by_id(db, Enrolment, riding.enrolment)
        row.status, row.left_on = "left", TUESDAY + timedelta(days=2)
        for demand in find(db, RideDemand):
            demand.ended_on = TUESDAY + timedelta(days=2)
    change = replan(riding)
    assert change.kept == tuple(town.rides[4:])
    assert change.dropped == ()
    for key in town.rides[4:]:
        assert seated(riding, key) == []
        with riding.workspace.read() as db:
            ride = by_id(db, Ride, key)
            assert ride.status == "planned"
            span = (ride.starts, ride.ends)
        assert held(riding, key) == {(town.vehicle, *span), (town.people["driver"], *span)}


def test_a_second_ride_that_nobody_needs_is_given_up(riding: RidingTown) -> None:
    town = riding.town
    with riding.workspace.fill() as db:
        first = by_id(db, Ride, town.rides[0])
        second = Ride(direction="out", starts=first.starts, ends=first.ends)
        db.add(second)
        db.flush()
        db.add(RideLesson(ride_id=second.id, lesson_id=town.lessons[0]))
        db.add(RideSeat(ride_id=second.id, person_id=town.people["Vogel"]))
        key = second.id
    change = replan(riding)
    assert change.dropped == (key,)
    with riding.workspace.read() as db:
        row = by_id(db, Ride, key)
        assert (row.status, row.cancel_reason) == ("cancelled", "too_few")
        assert find(db, RideSeat, ride_id=key) == []
        assert by_id(db, Ride, town.rides[0]).vehicle_id == town.vehicle
    assert held(riding, key) == set()


def test_rides_that_lack_are_made_and_occupied(riding: RidingTown) -> None:
    town = riding.town
    with riding.workspace.fill() as db:
        for link in find(db, RideLesson, ride_id=town.rides[4:6]):
            db.delete(link)
        for key in town.rides[4:6]:
            by_id(db, Ride, key).status = "cancelled"
        for row in find(db, Occupation, source="ride", source_id=town.rides[4:6]):
            db.delete(row)
    change = replan(riding)
    assert len(change.added) == 2
    with riding.workspace.read() as db:
        links = find(db, RideLesson, lesson_id=town.lessons[2])
        rides = [by_id(db, Ride, link.ride_id) for link in links]
        assert sorted(ride.direction for ride in rides) == ["back", "out"]
        for ride in rides:
            people = {row.person_id for row in find(db, RideSeat, ride_id=ride.id)}
            assert people == {riding.mother, riding.child}
            sites = [row.site_id for row in find(db, RideStop, ride_id=ride.id)]
            assert [site for site in sites if site] == [town.site]
            positions = [row.position for row in find(db, RideStop, ride_id=ride.id)]
            assert positions == [1, 2]
        spans = {ride.id: (ride.starts, ride.ends) for ride in rides}
    for key, span in spans.items():
        assert held(riding, key) == {(town.vehicle, *span), (town.people["driver"], *span)}
