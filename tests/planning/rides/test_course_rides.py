from datetime import date

import pytest

from kursplaner.domain.courses import Enrolment, EnrolmentChild
from kursplaner.domain.kinds import ActKind, Direction
from kursplaner.domain.occupations import Occupation
from kursplaner.domain.rides.rides import (
    Ride,
    RideDemand,
    RideDemandException,
    RideSeat,
    RideStop,
)
from kursplaner.planning.conflicts.finding import FIRST_DAY, find
from kursplaner.planning.rides import course_rides
from kursplaner.planning.rides.course_rides import RideChangePlan
from kursplaner.store.records import find as records
from kursplaner.store.workspace import Workspace
from tests.planning.wizard_town import WizardTown, add_course, build, draft, family

FEBRUARY = date(2027, 2, 1)
FROM = date(2027, 3, 1)


@pytest.fixture
def town(workspace: Workspace) -> WizardTown:
    return build(workspace)


def enrol(town: WizardTown, course: int, person: str, stop: str, *children: str) -> int:
    with town.workspace.change(ActKind.ENROLLED) as db:
        enrolment = Enrolment(course_id=course, person_id=town[person], joined_on=FEBRUARY)
        db.add(enrolment)
        db.flush()
        for child in children:
            db.add(EnrolmentChild(enrolment_id=enrolment.id, child_id=town[child]))
        for direction in Direction:
            demand = RideDemand(
                enrolment_id=enrolment.id, direction=direction.value, stop_id=town[stop]
            )
            db.add(demand)
        return enrolment.id


def replan(town: WizardTown, course: int, day: date = FEBRUARY) -> RideChangePlan:
    with town.workspace.change(ActKind.RIDES_PLANNED) as db:
        change = course_rides.replan(db, course, day)
        course_rides.apply(db, change)
        return change


def test_reserved_rides_take_the_first_passengers(town: WizardTown) -> None:
    course = add_course(town, draft(shuttle=True))
    enrol(town, course, "Mother", "Oelsnitz", "Toddler", "Schoolboy")
    change = replan(town, course)
    assert (len(change.changed), change.added, change.dropped) == (40, (), ())
    with town.workspace.read() as db:
        assert len(records(db, RideSeat)) == 120
        assert len(records(db, RideStop)) == 80
        assert len(records(db, Ride, status="planned")) == 40
        assert [conflict for conflict in find(db, FIRST_DAY) if conflict.hard] == []


def test_replanning_twice_changes_nothing(town: WizardTown) -> None:
    course = add_course(town, draft(shuttle=True, people=family(town)))
    before = town.workspace.undo_summary
    with town.workspace.read() as db:
        seats = [(seat.id, seat.ride_id, seat.person_id) for seat in records(db, RideSeat)]
    replan(town, course)
    with town.workspace.read() as db:
        assert [(seat.id, seat.ride_id, seat.person_id) for seat in records(db, RideSeat)] == seats
        assert len(records(db, Ride)) == 40
    assert before is not None


def test_past_locked_and_done_rides_stay(town: WizardTown) -> None:
    course = add_course(town, draft(shuttle=True))
    with town.workspace.change(ActKind.RIDE_CHANGED) as db:
        all_rides = sorted(records(db, Ride), key=lambda ride: ride.starts)
        all_rides[-1].locked = True
        all_rides[-2].status = "done"
        kept = {all_rides[-1].id, all_rides[-2].id}
    enrol(town, course, "Man", "Bad Elster")
    change = replan(town, course, FROM)
    touched = {key for key, _ in change.changed}
    assert not touched & kept
    with town.workspace.read() as db:
        early = {ride.id for ride in records(db, Ride) if ride.starts < 1440 * 9921}
        assert not touched & early
        assert {seat.ride_id for seat in records(db, RideSeat)}.isdisjoint(kept | early)


def test_who_left_frees_the_seat(town: WizardTown) -> None:
    course = add_course(town, draft(shuttle=True, people=family(town)))
    with town.workspace.change(ActKind.LEFT_COURSE) as db:
        (stay,) = records(db, Enrolment, person_id=town["Mother"])
        stay.status, stay.left_on = "left", date(2027, 3, 4)
    replan(town, course, FROM)
    with town.workspace.read() as db:
        starts = {ride.id: ride.starts for ride in records(db, Ride)}
        seats = records(db, RideSeat, person_id=town["Toddler"])
        last = max(starts[seat.ride_id] for seat in seats) // 1440
    assert last == (date(2027, 3, 4) - date(2000, 1, 1)).days


def test_exceptions_skip_a_day_or_board_elsewhere(town: WizardTown) -> None:
    course = add_course(town, draft(shuttle=True, people=family(town)))
    skip, other = date(2027, 3, 2), date(2027, 3, 4)
    with town.workspace.change(ActKind.RIDE_CHANGED) as db:
        (stay,) = records(db, Enrolment, person_id=town["Man"])
        for demand in records(db, RideDemand, enrolment_id=stay.id):
            db.add(RideDemandException(demand_id=demand.id, day=skip, kind="skip"))
            db.add(
                RideDemandException(
                    demand_id=demand.id, day=other, kind="other_stop", stop_id=town["Eichigt"]
                )
            )
    change = replan(town, course, FROM)
    by_day = {ride.day: ride for _, ride in change.changed if ride.direction is Direction.OUT}
    assert town["Man"] not in {seat.person_id for seat in by_day[skip].seats}
    assert town["Eichigt"] in {halt.stop_id for halt in by_day[other].halts}
    usual = by_day[date(2027, 3, 9)].halts
    assert [halt.stop_id for halt in usual] == [town["Oelsnitz"], town["Bad Elster"], None]


def test_the_last_one_gone_keeps_the_vehicle_reserved(town: WizardTown) -> None:
    course = add_course(town, draft(shuttle=True))
    stay = enrol(town, course, "Man", "Bad Elster")
    replan(town, course)
    with town.workspace.change(ActKind.LEFT_COURSE) as db:
        (record,) = records(db, Enrolment, id=stay)
        record.status, record.left_on = "left", date(2027, 3, 9)
    change = replan(town, course, date(2027, 3, 10))
    assert change.dropped == ()
    with town.workspace.read() as db:
        assert len(records(db, Ride, status="planned")) == 40
        assert len(records(db, Occupation, source="ride")) == 80


def test_left_out_says_why(town: WizardTown) -> None:
    course = add_course(town, draft(shuttle=True))
    enrol(town, course, "Mother", "Oelsnitz", "Toddler", "Schoolboy")
    enrol(town, course, "Man", "Oelsnitz", "Toddler")
    with town.workspace.read() as db:
        change = course_rides.replan(db, course, FEBRUARY)
    assert change.left_out(town["Mother"]) is None
    assert change.left_out(town["Man"]) is None
    seats = [seat.person_id for ride in change.plan.rides for seat in ride.seats]
    assert seats.count(town["Toddler"]) == 40
