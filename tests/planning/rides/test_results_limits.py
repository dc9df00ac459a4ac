"""What a driver's sheet may say, to the kilometre, and what is kept of it."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.domain.kinds import SeatResult
from kursplaner.domain.kinds.counting import SEATS_RIDING
from kursplaner.domain.rides.rides import Ride, RideSeat, Vehicle
from kursplaner.planning.rides import results
from kursplaner.planning.rides.results import LONGEST_KM, RideOutcome, SeatOutcome
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from tests.planning.small_town import NOW, SmallTown, add_person, build
from tests.towns import passing

DONE = SeatOutcome(SeatResult.DONE)


@pytest.fixture(scope="module")
def shared() -> Iterator[SmallTown]:
    """Return the small town, which nobody changes: what a test writes is taken back."""
    with passing(build, NOW) as made:
        yield made


@pytest.fixture
def db(shared: SmallTown) -> Iterator[Db]:
    with clock.pinned(datetime(2027, 3, 2, 20, 0)), shared.workspace.read() as session:
        yield session


def seats(db: Db, town: SmallTown, count: int = 2) -> list[int]:
    made = [
        RideSeat(ride_id=town.rides[0], person_id=add_person(db, f"P{n}"), stop_id=town.stop)
        for n in range(count)
    ]
    db.add_all(made)
    db.flush()
    return [row.id for row in made]


def enter(
    db: Db,
    ride: int,
    starts: int | None = None,
    ends: int | None = None,
    told: dict[int, SeatOutcome] | None = None,
) -> bool:
    version = by_id(db, Ride, ride).version
    closed = results.enter(db, RideOutcome(ride, version, told or {}, starts, ends))
    db.flush()
    return closed


def refused(
    db: Db, ride: int, starts: int | None = None, ends: int | None = None
) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refused) as told:
        enter(db, ride, starts, ends)
    return told.value.kind, dict(told.value.facts)


def test_the_odometer_stands_still_or_runs_as_far_as_a_day_goes(db: Db, shared: SmallTown) -> None:
    ride = shared.rides[0]
    backwards = ("odometer_backwards", {"starts": 100, "ends": 99})
    assert refused(db, ride, 100, 99) == backwards
    far = 100 + LONGEST_KM + 1
    assert LONGEST_KM == 1500
    assert refused(db, ride, 100, far) == ("odometer_too_far", {"value": 1501})
    for ends in (100, 1600):
        assert enter(db, ride, 100, ends)
        row = by_id(db, Ride, ride)
        assert (row.odometer_start_km, row.odometer_end_km, row.status) == (100, ends, "done")


def test_a_ride_begins_where_the_one_before_ended_or_later(db: Db, shared: SmallTown) -> None:
    first, second = shared.rides[:2]
    enter(db, first, 100, 130)
    assert refused(db, second, 129, 140) == ("odometer_behind", {"starts": 129, "before": 130})
    assert enter(db, second, 130, 140)
    assert not enter(db, second, None, 140)
    by_id(db, Ride, second).vehicle_id = None
    db.flush()
    assert enter(db, second, 5, 6)
    assert results.odometer_before(db, second) is None


def test_a_ride_is_closed_only_with_both_odometers_and_every_seat(
    db: Db, shared: SmallTown
) -> None:
    ride, (first, second) = shared.rides[0], seats(db, shared)
    for km, told, closed in (
        ((None, None), {first: DONE, second: DONE}, False),
        ((100, None), {}, False),
        ((None, 110), {}, False),
        ((100, 110), {}, True),
        ((100, 110), {second: SeatOutcome(SeatResult.OPEN)}, False),
    ):
        assert enter(db, ride, km[0], km[1], told) is closed
        assert by_id(db, Ride, ride).status == ("done" if closed else "planned")
    rows = [by_id(db, RideSeat, key) for key in (first, second)]
    assert [row.result for row in rows] == ["done", "open"]


def test_the_vehicle_keeps_the_highest_odometer(db: Db, shared: SmallTown) -> None:
    def stands() -> int | None:
        return by_id(db, Vehicle, shared.vehicle).odometer_km

    assert stands() is None
    assert results.odometer_before(db, shared.rides[0]) is None
    enter(db, shared.rides[1], 100, 130)
    assert stands() == 130
    assert results.odometer_before(db, shared.rides[0]) == 130
    enter(db, shared.rides[0], 80, 90)
    assert stands() == 130
    assert results.odometer_before(db, shared.rides[1]) == 90
    enter(db, shared.rides[1], 100, None)
    assert stands() == 130
    by_id(db, Ride, shared.rides[1]).vehicle_id = None
    db.flush()
    enter(db, shared.rides[1], 500, 600)
    assert stands() == 130


@pytest.mark.parametrize("result", sorted(SeatResult))
def test_a_reason_stands_beside_all_but_those_who_ride(
    db: Db, shared: SmallTown, result: SeatResult
) -> None:
    (key,) = seats(db, shared, 1)
    rides = result in SEATS_RIDING
    assert results.needs_reason(result.value) is not rides
    enter(db, shared.rides[0], told={key: SeatOutcome(result, " krank ")})
    row = by_id(db, RideSeat, key)
    assert (row.result, row.result_reason) == (result.value, "" if rides else "krank")
    blank = {key: SeatOutcome(result, "  ")}
    if rides:
        assert not enter(db, shared.rides[0], told=blank)
        return
    with pytest.raises(Refused, match="result_reason_missing"):
        enter(db, shared.rides[0], told=blank)


def test_a_remark_is_kept_and_a_cancelled_ride_has_no_result(db: Db, shared: SmallTown) -> None:
    ride = by_id(db, Ride, shared.rides[0])
    results.enter(db, RideOutcome(ride.id, ride.version, remark=" Stau \n"))
    assert (ride.remark, ride.odometer_start_km, ride.status) == ("Stau", None, "planned")
    ride.status = "cancelled"
    db.flush()
    assert refused(db, ride.id) == ("ride_cancelled", {})


@pytest.mark.parametrize(("minute", "left"), [(9, False), (10, True)])
def test_a_ride_has_left_from_its_first_minute_on(
    db: Db, shared: SmallTown, minute: int, *, left: bool
) -> None:
    ride = by_id(db, Ride, shared.rides[0])
    with clock.pinned(datetime(2027, 3, 2, 8, minute)):
        assert results.has_left(ride.starts) is left
        assert not enter(db, ride.id, 100, None)
        if left:
            assert enter(db, ride.id, 100, 110)
            return
        assert refused(db, ride.id, 100, 110) == ("ride_not_left", {"begins": ride.starts})
