from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.courses import Enrolment
from kursplaner.domain.kinds import ActKind, ConflictKind, Direction
from kursplaner.domain.rides.rides import (
    Ride,
    RideSeat,
    RideStop,
    VehicleSeat,
)
from kursplaner.planning.conflicts import finding
from kursplaner.planning.conflicts.rechecks import Recheck
from kursplaner.planning.people import person_form
from kursplaner.planning.people.addresses import AddressLine
from kursplaner.planning.people.person_form import PersonForm
from kursplaner.planning.rides import day_plan
from kursplaner.store.occupations import Claim, occupy
from kursplaner.store.queries.rides.unserved import unserved
from kursplaner.store.records import by_id, find
from tests.planning.rides.test_moving_parties import bus
from tests.planning.riding_town import BACK, OUT, SECOND_WEEK, RidingTown, build_riding, demands
from tests.planning.small_town import TUESDAY, SmallTown, add_person, add_ride, enrol_plainly

THURSDAY = SECOND_WEEK + timedelta(days=2)


@pytest.fixture
def riding(town: SmallTown) -> RidingTown:
    return build_riding(town)


def moved(riding: RidingTown, stop: str) -> PersonForm:
    return replace(riding.form(), address=AddressLine(SECOND_WEEK, stop_id=riding.stops[stop]))


def change(riding: RidingTown, ride: int, **values: object) -> None:
    with riding.town.workspace.fill() as db:
        for name, value in values.items():
            setattr(by_id(db, Ride, ride), name, value)


def test_from_the_day_on_both_ways_lead_to_the_new_stop(riding: RidingTown) -> None:
    home, near = riding.stops["home"], riding.stops["near"]
    riding.move(near)
    for person in (riding.mother, riding.child):
        assert riding.stops_of(person) == [home] * 4 + [near] * 8
    out, back = riding.town.rides[4], riding.town.rides[5]
    assert riding.halts(out) == [(near, 516), (None, 530)]
    assert riding.halts(back) == [(None, 705), (near, 717)]
    assert riding.halts(riding.town.rides[2]) == [(home, 490), (None, 530)]
    with riding.town.workspace.read() as db:
        assert by_id(db, Ride, out).starts == minute_of(SECOND_WEEK) + 516


@pytest.mark.parametrize(("days", "old"), [(-1, 4), (0, 4), (1, 6), (3, 8)])
def test_the_day_itself_counts(riding: RidingTown, days: int, old: int) -> None:
    riding.move(riding.stops["near"], SECOND_WEEK + timedelta(days=days))
    stops = riding.stops_of()
    assert stops == [riding.stops["home"]] * old + [riding.stops["near"]] * (12 - old)


def test_who_rides_from_the_old_stop_goes_on_and_is_named(riding: RidingTown) -> None:
    town = riding.town
    with town.workspace.fill() as db:
        other = add_person(db, "Weber")
        enrolment = enrol_plainly(db, town.course, other)
        demands(db, enrolment, town.stop)
        seat = RideSeat(ride_id=town.rides[4], person_id=other, enrolment_id=enrolment)
        seat.stop_id = town.stop
        db.add(seat)
    form = moved(riding, "near")
    plan = riding.proposed(form)
    riding.stored(form)
    assert riding.halts(town.rides[4])[0] == (town.stop, 503)
    way = [stop for stop, _ in riding.halts(town.rides[4])]
    assert way == [town.stop, riding.stops["near"], None]
    zero = minute_of(SECOND_WEEK)
    told = [(late.person_id, late.before - zero, late.after - zero) for late in plan.others]
    assert told == [(other, 490, 503)]
    assert plan.names["person", other] == "Weber, Web"


def test_past_rides_and_results_stay(riding: RidingTown) -> None:
    town, home, near = riding.town, riding.stops["home"], riding.stops["near"]
    with town.workspace.fill() as db:
        find(db, RideSeat, ride_id=town.rides[6], person_id=riding.mother)[0].result = "done"
        called_off = find(db, RideSeat, ride_id=town.rides[8])
        for seat in called_off:
            seat.result, seat.result_reason = "cancelled_in_time", "krank"
    with clock.pinned(datetime.combine(SECOND_WEEK, time(8, 20))):
        riding.move(near, SECOND_WEEK)
    stops = riding.seats()
    assert [stops[TUESDAY, OUT], stops[SECOND_WEEK, OUT]] == [home, home]
    assert stops[SECOND_WEEK, BACK] == near
    assert stops[THURSDAY, OUT] == home
    with town.workspace.read() as db:
        rows = find(db, RideSeat, ride_id=town.rides[8])
        found = {(row.stop_id, row.result, row.result_reason) for row in rows}
    assert found == {(near, "cancelled_in_time", "krank")}


def test_a_ride_about_to_begin_is_not_sent_off_too_late(riding: RidingTown) -> None:
    with clock.pinned(datetime.combine(SECOND_WEEK, time(8, 9))):
        form = riding.form()
        address = AddressLine(SECOND_WEEK, stop_id=riding.stops["near"])
        assert len(riding.proposed(replace(form, address=address)).ways) == 8
    with clock.pinned(datetime.combine(SECOND_WEEK, time(8, 10))):
        assert len(riding.proposed(replace(form, address=address)).ways) == 7


def test_ended_enrolments_ride_only_to_their_last_day(riding: RidingTown) -> None:
    with riding.town.workspace.fill() as db:
        row = by_id(db, Enrolment, riding.enrolment)
        row.status, row.left_on = "left", SECOND_WEEK
    riding.move(riding.stops["near"], TUESDAY + timedelta(days=2))
    home, near = riding.stops["home"], riding.stops["near"]
    assert riding.stops_of() == [home] * 2 + [near] * 4 + [home] * 6


def test_who_cannot_be_taken_is_told_and_stands_in_the_conflicts(riding: RidingTown) -> None:
    town = riding.town
    form = moved(riding, "far")
    plan = riding.proposed(form)
    assert {way.reason for way in plan.left_out} == {"too_long"}
    assert len(plan.left_out) == 8
    with town.workspace.change(ActKind.PERSON_CHANGED) as db:
        check = Recheck(db, [riding.mother])
        person_form.store(db, form, riding.form())
        failing = check.now_failing()
    missing = [found for found in failing if found.kind is ConflictKind.RIDE_MISSING]
    assert len(missing) == 8
    assert {subject.id for subject in missing[0].subjects} >= {town.course, riding.mother}
    assert riding.stops_of() == [riding.stops["home"]] * 4
    with town.workspace.read() as db:
        again = finding.find(db, SECOND_WEEK, SECOND_WEEK, {ConflictKind.RIDE_MISSING})
        assert {found.facts["direction"] for found in again} == {OUT, BACK}
        assert [row.stop for row in unserved(db, SECOND_WEEK)] == ["Ort, Far"] * 2


def test_a_nearer_stop_afterwards_gives_the_seats_back(riding: RidingTown) -> None:
    riding.move(riding.stops["far"])
    riding.move(riding.stops["near"])
    for person in (riding.mother, riding.child):
        assert riding.stops_of(person) == [riding.stops["home"]] * 4 + [riding.stops["near"]] * 8


@pytest.mark.parametrize("locked", [False, True])
def test_another_ride_of_the_lesson_takes_who_no_longer_fits(
    riding: RidingTown, *, locked: bool
) -> None:
    town, other = riding.town, bus(riding.town)
    (way, *_) = riding.proposed(moved(riding, "beyond")).ways
    with town.workspace.fill() as db:
        until = (way.after or 0) + 1
        occupy(db, [Claim(town.vehicle, until - 60, until, "booking", 1)])
        second = add_ride(
            db, town, town.lessons[2], Direction.OUT, (until + 40, until + 50), vehicle=other
        )
        for kind in ("child_seat", "booster"):
            db.add(VehicleSeat(vehicle_id=other, kind=kind, count=1))
        by_id(db, Ride, second).locked = locked
    plan = riding.proposed(moved(riding, "beyond"))
    assert [way.into_id for way in plan.ways[:1]] == [None if locked else second]
    riding.stored(moved(riding, "beyond"))
    with town.workspace.read() as db:
        here = {row.person_id: row.stop_id for row in find(db, RideSeat, ride_id=second)}
        assert find(db, RideSeat, ride_id=town.rides[4]) == []
        assert [halt.stop_id for halt in find(db, RideStop, ride_id=town.rides[4])] == [None]
    beyond = riding.stops["beyond"]
    assert here == ({} if locked else {riding.mother: beyond, riding.child: beyond})


def test_another_ride_takes_the_very_first_seats_as_seats_of_its_own(riding: RidingTown) -> None:
    town, other, beyond = riding.town, bus(riding.town), riding.stops["beyond"]
    form = replace(riding.form(), address=AddressLine(TUESDAY, stop_id=beyond))
    (way, *_) = riding.proposed(form).ways
    until = (way.after or 0) + 1
    with town.workspace.fill() as db:
        occupy(db, [Claim(town.vehicle, until - 60, until, "booking", 1)])
        span = (until + 40, until + 50)
        second = add_ride(db, town, town.lessons[0], Direction.OUT, span, vehicle=other)
        for kind in ("child_seat", "booster"):
            db.add(VehicleSeat(vehicle_id=other, kind=kind, count=1))
    riding.stored(form)
    with town.workspace.read() as db:
        assert find(db, RideSeat, ride_id=town.rides[0]) == []
        here = {row.person_id: row.stop_id for row in find(db, RideSeat, ride_id=second)}
    assert here == {riding.mother: beyond, riding.child: beyond}


def test_taking_a_stop_back_moved_and_corrected(riding: RidingTown) -> None:
    home, near = riding.stops["home"], riding.stops["near"]
    riding.move(near)
    form = riding.form()
    assert form.address is not None
    riding.stored(replace(form, address=replace(form.address, valid_from=THURSDAY)))
    assert riding.stops_of() == [home] * 6 + [near] * 6
    form = riding.form()
    assert form.address is not None
    assert form.address.valid_from == THURSDAY
    riding.stored(replace(form, address_taken_back=True))
    assert riding.stops_of() == [home] * 12
    assert riding.form().address == AddressLine(date(2026, 8, 1), stop_id=home)
    riding.stored(replace(riding.form(), address=AddressLine(date(2026, 8, 1), stop_id=near)))
    assert riding.stops_of() == [near] * 12
    riding.move(home, THURSDAY)
    assert riding.stops_of() == [near] * 6 + [home] * 6


def test_a_stop_taken_away_frees_the_seats_from_today(riding: RidingTown) -> None:
    form = riding.form()
    assert form.address is not None
    with clock.pinned(datetime.combine(SECOND_WEEK, time(7))):
        riding.stored(replace(form, address=replace(form.address, stop_id=None)))
        assert riding.form().address == AddressLine(SECOND_WEEK)
    assert riding.stops_of() == [riding.stops["home"]] * 4
    with riding.town.workspace.read() as db:
        assert len(unserved(db, SECOND_WEEK)) == 2


def test_planning_the_day_anew_keeps_to_the_stops_of_each_day(riding: RidingTown) -> None:
    home, near = riding.stops["home"], riding.stops["near"]
    riding.move(near)
    with riding.town.workspace.change(ActKind.RIDES_PLANNED) as db:
        day_plan.apply_day(db, day_plan.propose_day(db, TUESDAY))
    assert riding.stops_of() == [home] * 4 + [near] * 8
    with riding.town.workspace.change(ActKind.RIDES_PLANNED) as db:
        day_plan.apply_day(db, day_plan.propose_day(db, SECOND_WEEK))
    assert riding.stops_of() == [home] * 4 + [near] * 8


def test_what_was_shown_is_what_is_stored(riding: RidingTown) -> None:
    form = moved(riding, "near")
    shown, before = riding.proposed(form), riding.form()
    change(riding, riding.town.rides[4], locked=True)
    with (
        pytest.raises(Refused, match="rides_changed"),
        riding.town.workspace.change(ActKind.PERSON_CHANGED) as db,
    ):
        person_form.store(db, form, before, shown)
    assert set(riding.stops_of()) == {riding.stops["home"]}
