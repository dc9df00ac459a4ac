"""Whoever changed stops while a lesson was cancelled is fetched there when it takes place again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.domain.kinds import ActKind, CancelReason
from kursplaner.domain.occupations import Occupation
from kursplaner.domain.rides.rides import Ride, RideSeat, RideStop
from kursplaner.planning.lessons import cancelling
from kursplaner.planning.people.addresses import AddressLine
from kursplaner.planning.replays import playing
from kursplaner.planning.rides.pick_up_strays import HALT, SEAT, STOP, strays
from kursplaner.planning.rides.pick_ups import PickUpChange
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace
from tests.planning.riding_town import SECOND_WEEK, RidingTown, build_riding
from tests.planning.small_town import SmallTown

LESSON = 2
"""The first lesson of the second week, with its rides 4 and 5."""


@pytest.fixture
def riding(town: SmallTown) -> RidingTown:
    return build_riding(town)


@pytest.fixture
def cancelled(riding: RidingTown) -> RidingTown:
    """Return the town in which the lesson of that day is called off."""
    with riding.town.workspace.change(ActKind.LESSONS_CANCELLED) as db:
        cancelling.cancel(db, [riding.town.lessons[LESSON]], CancelReason.TOO_FEW)
    return riding


def restored(riding: RidingTown, workspace: Workspace | None = None) -> tuple[PickUpChange, ...]:
    with (workspace or riding.town.workspace).change(ActKind.LESSON_ADDED) as db:
        plan = cancelling.propose_restore(db, riding.town.lessons[LESSON])
        return cancelling.apply_restore(db, plan)


def own_rides(riding: RidingTown) -> list[int]:
    return riding.town.rides[2 * LESSON : 2 * LESSON + 2]


def nothing_amiss(riding: RidingTown) -> bool:
    with riding.town.workspace.read() as db:
        return strays(db, [ride.id for ride in find(db, Ride)]) == ()


@pytest.mark.parametrize("days", [-7, 0])
def test_a_lesson_restored_fetches_at_the_stop_of_its_day(cancelled: RidingTown, days: int) -> None:
    riding, near = cancelled, cancelled.stops["near"]
    riding.move(near, SECOND_WEEK + timedelta(days=days))
    (change,) = restored(riding)
    assert [way.stop_id for way in change.ways] == [near, near]
    assert change.left_out == ()
    seats = riding.seats()
    assert [seats[SECOND_WEEK, way] for way in ("out", "back")] == [near, near]
    out, back = own_rides(riding)
    assert riding.halts(out) == [(near, 516), (None, 530)]
    assert riding.halts(back) == [(None, 705), (near, 717)]
    assert nothing_amiss(riding)
    with riding.town.workspace.read() as db:
        taken = find(db, Occupation, source="ride", source_id=out)
        assert {occupation.starts for occupation in taken} == {minute_of(SECOND_WEEK, 516)}


def test_restoring_stays_one_step(cancelled: RidingTown) -> None:
    riding = cancelled
    riding.move(riding.stops["near"])
    restored(riding)
    assert playing.undo(riding.town.workspace)
    assert playing.redo(riding.town.workspace)
    assert nothing_amiss(riding)


def test_without_another_stop_it_comes_back_as_it_was(cancelled: RidingTown) -> None:
    before = [cancelled.halts(ride) for ride in own_rides(cancelled)]
    assert restored(cancelled) == ()
    assert [cancelled.halts(ride) for ride in own_rides(cancelled)] == before


def test_who_cannot_be_fetched_there_is_told_and_has_no_seat(cancelled: RidingTown) -> None:
    riding = cancelled
    riding.move(riding.stops["far"])
    (change,) = restored(riding)
    assert [way.reason for way in change.left_out] == ["too_long", "too_long"]
    with riding.town.workspace.read() as db:
        assert find(db, RideSeat, ride_id=own_rides(riding)) == []


def test_a_seat_without_a_standing_wish_follows_the_address(riding: RidingTown) -> None:
    with riding.town.workspace.fill() as db:
        for seat in find(db, RideSeat, person_id=[riding.mother, riding.child]):
            seat.enrolment_id = None
    with riding.town.workspace.change(ActKind.LESSONS_CANCELLED) as db:
        cancelling.cancel(db, [riding.town.lessons[LESSON]], CancelReason.TOO_FEW)
    riding.move(riding.stops["near"])
    restored(riding)
    assert riding.seats()[SECOND_WEEK, "out"] == riding.stops["near"]


def test_a_child_that_grew_meanwhile_gets_its_seat(cancelled: RidingTown) -> None:
    riding = cancelled
    riding.stored(replace(riding.form(riding.child), height_cm=140))
    changes = restored(riding)
    assert [seat.kind for change in changes for seat in change.seats] == ["booster", "booster"]
    assert nothing_amiss(riding)


def halt_gone(db: Db, riding: RidingTown) -> None:
    (halt,) = find(db, RideStop, ride_id=own_rides(riding)[0], stop_id=riding.stops["home"])
    db.delete(halt)


def test_what_is_amiss_is_told_apart(riding: RidingTown) -> None:
    out, back = own_rides(riding)
    with riding.town.workspace.fill() as db:
        (mother,) = find(db, RideSeat, ride_id=back, person_id=riding.mother)
        (child,) = find(db, RideSeat, ride_id=back, person_id=riding.child)
        mother.stop_id, child.kind = riding.stops["near"], "none"
        halt_gone(db, riding)
    with riding.town.workspace.read() as db:
        found = [(stray.ride_id, stray.person_id, stray.why) for stray in strays(db, [out, back])]
    assert found == [
        (out, riding.mother, HALT),
        (out, riding.child, HALT),
        (back, riding.mother, STOP),
        (back, riding.mother, HALT),
        (back, riding.child, SEAT),
    ]
    with riding.town.workspace.fill() as db:
        by_id(db, Ride, out).status = by_id(db, Ride, back).status = "cancelled"
    assert nothing_amiss(riding)


def test_an_address_without_a_stop_leaves_nobody_waiting(cancelled: RidingTown) -> None:
    riding = cancelled
    riding.stored(replace(riding.form(), address=AddressLine(SECOND_WEEK, stop_id=None)))
    (change,) = restored(riding)
    assert [way.reason for way in change.left_out] == ["no_stop", "no_stop"]
    with riding.town.workspace.read() as db:
        assert find(db, RideSeat, ride_id=own_rides(riding)) == []
