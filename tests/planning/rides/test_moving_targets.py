"""Each vehicle a party could go to, whole: its tour as it would be, who drives, the order."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from kursplaner.domain.conflicts.obstacles import Obstacle
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import Direction, SeatKind, Severity
from kursplaner.domain.people import Closure, Credential
from kursplaner.domain.rides.rides import Ride, RideLesson, RideSeat, RideStop, Stop, Vehicle
from kursplaner.domain.rooms import Site
from kursplaner.planning.rides import moving_parties
from kursplaner.planning.rides.moving_parties import MoveTarget, PartyMove
from kursplaner.planning.rides.plan import PlannedHalt, PlannedRide
from kursplaner.planning.rides.tours import Geography, Seat, tour_rules
from kursplaner.store.queries.rides.ride_facts import stops_in_use
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of
from tests.planning.small_town import (
    NOW,
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_person,
    add_ride,
    build,
    enrol_plainly,
)
from tests.towns import passing


@pytest.fixture(scope="module")
def shared() -> Iterator[SmallTown]:
    """Return the small town, which nobody changes: what a test writes is taken back."""
    with passing(build, NOW) as made:
        yield made


@pytest.fixture
def db(shared: SmallTown) -> Iterator[Db]:
    with shared.workspace.read() as session:
        yield session


def aboard(db: Db, town: SmallTown, ride: int = 0, course: int = 0, **values: object) -> int:
    person = add_person(db, "Gast")
    seat = RideSeat(ride_id=ride or town.rides[0], person_id=person, **values)
    seat.enrolment_id = enrol_plainly(db, course or town.course, person)
    seat.stop_id = seat.stop_id or town.stop
    db.add(seat)
    db.flush()
    return person


def bus(db: Db, name: str = "Bus 2", seats: int = 9, **values: int | None) -> int:
    made = Vehicle(name=name, seats=seats, **values)
    db.add(made)
    db.flush()
    return made.id


def second_ride(db: Db, town: SmallTown, vehicle: int, lesson: int = 0) -> int:
    first = by_id(db, Ride, town.rides[0])
    span = (first.starts, first.ends)
    key = add_ride(db, town, lesson or town.lessons[0], Direction.OUT, span, vehicle=vehicle)
    db.flush()
    return key


def moves(db: Db, town: SmallTown, person: int) -> PartyMove:
    return moving_parties.moves(db, town.rides[0], person)


def target(db: Db, town: SmallTown, person: int, vehicle: int) -> MoveTarget:
    found = moves(db, town, person).target(vehicle)
    assert found is not None
    return found


def way(db: Db, town: SmallTown, *places: int | None) -> tuple[int, int]:
    """Return metres and minutes of a way through some stops; None is the site."""
    site = by_id(db, Site, town.site)
    point = (site.latitude or 0, site.longitude or 0)
    ground = Geography(stops_in_use(db), {}, point, tour_rules(settings_of(db)))
    pairs = list(pairwise(places))
    return sum(ground.metres(*p) for p in pairs), sum(ground.minutes(*p) for p in pairs)


def test_a_tour_of_its_own_is_told_whole(db: Db, shared: SmallTown) -> None:
    stays, goes = aboard(db, shared), aboard(db, shared)
    other = bus(db, depot_stop_id=shared.stop, wheelchair_places=1)
    driver = add_person(db, "Zweite", "driver")
    db.flush()
    ride = by_id(db, Ride, shared.rides[0])
    site_at = ride.ends
    metres, minutes = way(db, shared, shared.stop, None)
    (seat, rest) = (
        Seat(key, shared.stop, SeatKind.NONE, row.enrolment_id)
        for key in (goes, stays)
        for row in find(db, RideSeat, person_id=key)
    )
    starts = site_at - minutes - 2
    halts = (PlannedHalt(shared.stop, starts), PlannedHalt(None, site_at))
    planned = PlannedRide(
        direction=Direction.OUT,
        lesson=shared.lessons[0],
        tour=0,
        starts=starts,
        ends=site_at + 2,
        metres=metres,
        vehicle_id=other,
        driver_id=driver,
        halts=halts,
        seats=(seat,),
    )
    left = replace(planned, vehicle_id=shared.vehicle, driver_id=ride.driver_id, seats=(rest,))
    found = moves(db, shared, goes)
    own = MoveTarget(other, "Bus 2", None, planned, 1, 8)
    assert found == PartyMove(ride.id, (goes,), shared.site, shared.lessons[0], left, (own,))
    assert moves(db, shared, stays).rest == replace(left, seats=(seat,))


def test_who_is_alone_leaves_no_tour_behind(db: Db, shared: SmallTown) -> None:
    found = moves(db, shared, aboard(db, shared))
    assert (found.rest, found.targets) == (None, ())


def test_a_joined_tour_keeps_those_in_it_and_who_gave_a_seat_up(db: Db, shared: SmallTown) -> None:
    raun = Stop(name="Raun", latitude=50_290_000, longitude=12_250_000)
    db.add(raun)
    db.flush()
    goes, other = aboard(db, shared), bus(db)
    ride = second_ride(db, shared, other)
    there = aboard(db, shared, ride)
    off = aboard(db, shared, ride, result="cancelled_in_time", stop_id=raun.id)
    found = target(db, shared, goes, other)
    assert found.planned is not None
    assert (found.ride_id, found.people, found.seats) == (ride, 2, 8)
    assert [seat.person_id for seat in found.planned.seats] == [there, goes, off]
    assert {halt.stop_id for halt in found.planned.halts} == {shared.stop, raun.id, None}
    assert (found.planned.vehicle_id, found.planned.driver_id) == (other, None)
    assert [a.obstacle for a in found.against] == [Obstacle.NO_DRIVER]
    own = RideSeat(ride_id=ride, person_id=goes, stop_id=raun.id, result="cancelled_in_time")
    db.add(own)
    db.flush()
    again = target(db, shared, goes, other).planned
    assert again is not None
    assert [seat.person_id for seat in again.seats] == [there, goes, off]


def test_a_tour_to_another_site_is_not_joined(db: Db, shared: SmallTown) -> None:
    goes, other = aboard(db, shared), bus(db)
    ride = second_ride(db, shared, other)
    assert target(db, shared, goes, other).ride_id == ride
    site = Site(name="Schule", land="SN")
    db.add(site)
    db.flush()
    for row in find(db, RideStop, ride_id=ride):
        if row.site_id is not None:
            row.site_id = site.id
    db.flush()
    assert target(db, shared, goes, other).ride_id is None


def test_the_lesson_is_that_of_the_partys_course(db: Db, shared: SmallTown) -> None:
    course = add_course(db, shared, "K2")
    starts = by_id(db, Lesson, shared.lessons[0]).starts
    parallel = add_lesson(db, course, starts)
    db.add(RideLesson(ride_id=shared.rides[0], lesson_id=parallel))
    db.flush()
    own, other = aboard(db, shared), aboard(db, shared, course=course)
    guest = add_person(db, "Gast")
    db.add(RideSeat(ride_id=shared.rides[0], person_id=guest, stop_id=shared.stop))
    db.flush()
    lessons = [moves(db, shared, key).lesson_id for key in (own, other, guest)]
    assert lessons == [shared.lessons[0], parallel, shared.lessons[0]]
    by_id(db, Lesson, shared.lessons[0]).status = "cancelled"
    db.flush()
    assert moves(db, shared, own).lesson_id == parallel


def test_who_drives_a_further_tour(db: Db, shared: SmallTown) -> None:
    aboard(db, shared)
    goes, other = aboard(db, shared), bus(db)
    first, second = (add_person(db, name, "driver") for name in ("Anton", "Berta"))
    db.flush()

    def driver() -> int | None:
        planned = target(db, shared, goes, other).planned
        assert planned is not None
        return planned.driver_id

    assert driver() == first
    by_id(db, Vehicle, other).usual_driver_id = second
    db.flush()
    assert driver() == second
    ride = by_id(db, Ride, shared.rides[0])
    away = Closure(resource_id=second, starts=ride.starts, ends=ride.ends, reason="ill")
    db.add(away)
    db.flush()
    assert driver() == first
    by_id(db, Vehicle, other).usual_driver_id = ride.driver_id
    db.flush()
    assert driver() == first


def test_the_best_vehicle_comes_first(db: Db, shared: SmallTown) -> None:
    aboard(db, shared, kind="booster")
    goes = aboard(db, shared, pram=True)
    anton, _ = (add_person(db, name, "driver") for name in ("Anton", "Berta"))
    joined, plain = bus(db, "Z"), bus(db, "B")
    bare, small = bus(db, "A", pram_places=0), bus(db, "0", 1)
    twin = bus(db, "C")
    by_id(db, Ride, second_ride(db, shared, joined)).driver_id = anton
    db.flush()
    found = moves(db, shared, goes).targets
    assert [known.vehicle_id for known in found] == [joined, plain, twin, bare, small]
    assert [known.blocked for known in found] == [False] * 4 + [True]


def test_what_stands_against_the_tour_that_stays_is_told_if_it_is_hard(
    db: Db, shared: SmallTown
) -> None:
    far = Stop(name="Far", latitude=50_480_000, longitude=12_170_000)
    db.add(far)
    db.flush()
    aboard(db, shared, stop_id=far.id)
    goes, other = aboard(db, shared), bus(db)
    add_person(db, "Anton", "driver")
    db.flush()
    rest = moves(db, shared, goes).rest
    assert rest is not None
    assert target(db, shared, goes, other).against == ()
    closure = Closure(resource_id=shared.vehicle, reason="repair")
    closure.starts, closure.ends = rest.starts - 60, rest.starts + 1
    db.add(closure)
    db.flush()
    found = target(db, shared, goes, other)
    assert [(a.obstacle, a.severity) for a in found.against] == [(Obstacle.CLOSED, Severity.HARD)]
    assert found.blocked
    closure.ends = rest.starts
    db.flush()
    assert target(db, shared, goes, other).against == ()


def test_papers_that_run_out_before_the_day_are_told(db: Db, shared: SmallTown) -> None:
    aboard(db, shared)
    goes, other = aboard(db, shared), bus(db)
    add_person(db, "Anton", "driver")
    until = TUESDAY - timedelta(days=1)
    for kind in ("insurance", "inspection"):
        db.add(Credential(resource_id=other, kind=kind, valid_until=until))
    db.flush()
    found = target(db, shared, goes, other).against
    assert [(a.obstacle, a.days, dict(a.facts)) for a in found] == [
        (Obstacle.CREDENTIAL_EXPIRES, (TUESDAY,), {"paper": kind, "valid_until": until})
        for kind in ("inspection", "insurance")
    ]
