from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.domain.kinds import ActKind, RideStatus, SeatResult
from kursplaner.domain.kinds.counting import SEATS_KNOWN_BEFOREHAND
from kursplaner.domain.rides.rides import Ride, RideSeat, Vehicle
from kursplaner.planning.rides import results
from kursplaner.planning.rides.results import RideOutcome, SeatOutcome
from kursplaner.store.records import by_id
from tests.planning.small_town import SmallTown, add_person

ENTER = ActKind.RIDE_RESULT_ENTERED
DONE = SeatOutcome(SeatResult.DONE)


@pytest.fixture(autouse=True)
def evening(town: SmallTown) -> Iterator[SmallTown]:
    """Tuesday evening, when the rides of that day have been driven."""
    with clock.pinned(datetime(2027, 3, 2, 20, 0)):
        yield town


def seat(town: SmallTown, name: str = "Nina") -> int:
    with town.workspace.fill() as db:
        found = RideSeat(ride_id=town.rides[0], person_id=add_person(db, name), stop_id=town.stop)
        db.add(found)
        db.flush()
        return found.id


def ride(town: SmallTown) -> Ride:
    with town.workspace.read() as db:
        found = by_id(db, Ride, town.rides[0])
        db.expunge(found)
        return found


def test_a_ride_is_closed_when_everything_is_known(town: SmallTown) -> None:
    key = seat(town)
    seats = {key: SeatOutcome(SeatResult.DONE)}
    with town.workspace.change(ENTER) as db:
        assert not results.enter(db, RideOutcome(town.rides[0], ride(town).version, seats))
    outcome = RideOutcome(town.rides[0], ride(town).version, seats, 48_200, 48_231)
    with town.workspace.change(ENTER) as db:
        assert results.enter(db, outcome)
    assert ride(town).status == RideStatus.DONE.value
    with town.workspace.read() as db:
        assert by_id(db, Vehicle, town.vehicle).odometer_km == 48_231
        assert results.odometer_before(db, town.rides[1]) == 48_231


@pytest.mark.parametrize("result", [r for r in SeatResult if results.needs_reason(r.value)])
def test_every_other_result_needs_a_reason(town: SmallTown, result: SeatResult) -> None:
    key, version = seat(town), ride(town).version
    silent = RideOutcome(town.rides[0], version, {key: SeatOutcome(result)})
    with pytest.raises(Refused, match="result_reason_missing"), town.workspace.change(ENTER) as db:
        results.enter(db, silent)
    told = RideOutcome(town.rides[0], version, {key: SeatOutcome(result, "verschlafen")})
    with town.workspace.change(ENTER) as db:
        results.enter(db, told)
    with town.workspace.read() as db:
        assert by_id(db, RideSeat, key).result_reason == "verschlafen"


def test_the_odometer_runs_forwards(town: SmallTown) -> None:
    version = ride(town).version
    for starts, ends, kind in ((20, 10, "odometer_backwards"), (0, 9000, "odometer_too_far")):
        with pytest.raises(Refused, match=kind), town.workspace.change(ENTER) as db:
            outcome = RideOutcome(town.rides[0], version, {}, starts, ends)
            results.enter(db, outcome)


def test_between_rides_it_does_not_run_backwards_either(town: SmallTown) -> None:
    for ride, span in ((town.rides[0], (100, 130)), (town.rides[1], (120, 150))):
        with town.workspace.read() as db:
            version = by_id(db, Ride, ride).version
        outcome = RideOutcome(ride, version, {}, *span)
        if ride == town.rides[0]:
            with town.workspace.change(ActKind.RIDE_RESULT_ENTERED) as db:
                results.enter(db, outcome)
            continue
        with (
            pytest.raises(Refused, match="odometer_behind"),
            town.workspace.change(ActKind.RIDE_RESULT_ENTERED) as db,
        ):
            results.enter(db, outcome)


def test_a_later_change_stays_in_the_history(town: SmallTown) -> None:
    with town.workspace.change(ENTER) as db:
        results.enter(db, RideOutcome(town.rides[0], ride(town).version, {}, 10, 40))
    with town.workspace.change(ENTER) as db:
        results.enter(db, RideOutcome(town.rides[0], ride(town).version, {}, 10, 44))
    kinds = [act.kind for act in town.workspace.history(5)]
    assert kinds.count(ENTER.value) == 2


def test_an_overtaken_form_is_refused(town: SmallTown) -> None:
    version = ride(town).version
    with town.workspace.change(ENTER) as db:
        results.enter(db, RideOutcome(town.rides[0], version, {}, 10, 40))
    with pytest.raises(Refused, match="overtaken"), town.workspace.change(ENTER) as db:
        results.enter(db, RideOutcome(town.rides[0], version, {}, 10, 41))


def test_before_a_ride_leaves_only_cancellations_are_entered(town: SmallTown) -> None:
    key, left = seat(town), datetime(2027, 3, 2, 8, 10)
    version = ride(town).version
    told = {"reason": "gesagt"}
    with clock.pinned(left - timedelta(minutes=1)):
        for result in SeatResult:
            outcome = RideOutcome(town.rides[0], version, {key: SeatOutcome(result, **told)}, 10)
            if result in SEATS_KNOWN_BEFOREHAND:
                with town.workspace.change(ENTER) as db:
                    results.enter(db, outcome)
                version = ride(town).version
                continue
            with pytest.raises(Refused, match="ride_not_left"), town.workspace.change(ENTER) as db:
                results.enter(db, outcome)
        driven = RideOutcome(town.rides[0], version, {}, 10, 40)
        with pytest.raises(Refused, match="ride_not_left"), town.workspace.change(ENTER) as db:
            results.enter(db, driven)
    with clock.pinned(left), town.workspace.change(ENTER) as db:
        results.enter(db, RideOutcome(town.rides[0], version, {key: DONE}, 10, 40))
    assert ride(town).status == RideStatus.DONE.value
