"""A ride in hand to the minute: who shares vehicle or driver, what was longest, where it begins."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kursplaner.basics import clock
from kursplaner.basics.spans import Span, minute_of
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import Direction, SeatKind
from kursplaner.domain.rides.rides import (
    PlaceDistance,
    Ride,
    RideLesson,
    RideStop,
    Vehicle,
)
from kursplaner.planning.rides.reseating import (
    NO_TIME,
    TOO_LONG,
    Reseating,
    RideInHand,
    SeatAhead,
    at_stop,
    fetched,
    on_seat,
)
from kursplaner.planning.rides.tours import Halt, Seat, Tour, tour_rules
from kursplaner.store.queries.rides.pick_ups import RideAhead
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of
from tests.planning.riding_town import BACK, SECOND_WEEK, RidingTown, build_riding_town
from tests.planning.small_town import NINE, NOW, add_person, add_ride
from tests.towns import passing


@pytest.fixture(scope="module")
def shared() -> Iterator[RidingTown]:
    with passing(build_riding_town, NOW) as made:
        yield made


@pytest.fixture
def db(shared: RidingTown) -> Iterator[Db]:
    """Return a town to write to of which nothing stays."""
    with clock.pinned(NOW), shared.workspace.rehearse() as db:
        yield db


def in_hand(db: Db, shared: RidingTown, at: int = 4) -> tuple[Reseating, RideInHand]:
    db.flush()
    rides = Reseating(db, shared.town.lessons)
    return rides, rides.rides[shared.town.rides[at]]


def boarded(db: Db, shared: RidingTown, stop: int, at: int = 4) -> str:
    rides, ride = in_hand(db, shared, at)
    return rides.board(ride, [at_stop(seat, stop) for seat in ride.seats])


def plain_ride(*seats: SeatAhead) -> RideInHand:
    ride = RideAhead(1, BACK, 5, 6, 700, 740, 0, locked=False, lessons=(9,))
    return RideInHand(ride, 3, 700, {11: 715, 12: 730}, seats, seats)


def test_a_ride_stands_as_stored_until_it_is_laid_anew() -> None:
    seat = SeatAhead(1, Seat(7, 11, SeatKind.NONE, 4))
    ride = plain_ride(seat)
    assert (ride.direction, ride.span, ride.changed) == (Direction.BACK, Span(700, 740), False)
    assert [ride.minute_at_stop(stop) for stop in (11, 12, 13, None)] == [715, 730, None, None]
    halts = (Halt(None, 0), Halt(11, 25), Halt(13, 40))
    ride.tour = Tour(Direction.BACK, halts, (seat.seat,), -5, 50, 9000, 0)
    assert (ride.span, ride.changed) == (Span(695, 750), True)
    assert [ride.minute_at_stop(stop) for stop in (11, 12, 13, None)] == [725, None, 740, None]
    ride = plain_ride(seat)
    ride.seats = ()
    assert ride.changed


def test_a_seat_changes_in_what_is_asked_alone() -> None:
    seat = SeatAhead(1, Seat(7, 11, SeatKind.NONE, 4, pram=True), "cancelled_in_time", "krank")
    assert fetched(seat) == SeatAhead(1, seat.seat)
    assert (seat.rides, fetched(seat).rides) == (False, True)
    assert at_stop(seat, 12) == replace(seat, seat=Seat(7, 12, SeatKind.NONE, 4, pram=True))
    boosted = Seat(7, 11, SeatKind.BOOSTER, 4, pram=True)
    assert on_seat(seat, SeatKind.BOOSTER) == replace(seat, seat=boosted)


def test_who_sits_elsewhere_keeps_her_order_and_nobody_is_added(shared: RidingTown, db: Db) -> None:
    rides, ride = in_hand(db, shared)
    mother, child = ride.seats
    other = at_stop(child, shared.stops["near"])
    stranger = replace(child, seat=replace(child.seat, person_id=99_999))
    rides.sit(ride, [stranger, other])
    assert (ride.seats, ride.tour, ride.before) == ((mother, other), None, (mother, child))
    rides.free(ride, [mother.seat.person_id])
    assert ride.seats == (other,)


@pytest.mark.parametrize(
    ("shares", "minutes", "against"),
    [
        ("both", 0, ""),
        ("both", 1, NO_TIME),
        ("vehicle", 1, NO_TIME),
        ("driver", 1, NO_TIME),
        ("nothing", 1, ""),
    ],
)
def test_another_ride_that_shares_vehicle_or_driver_goes_before(
    shared: RidingTown, db: Db, shares: str, minutes: int, against: str
) -> None:
    rides, ride = in_hand(db, shared)
    beyond = shared.stops["beyond"]
    assert rides.board(ride, [at_stop(seat, beyond) for seat in ride.seats]) == ""
    until = ride.span.starts + minutes
    assert until < ride.ride.starts
    further = add_ride(db, shared.town, shared.town.lessons[2], Direction.OUT, (until - 9, until))
    if shares in {"driver", "nothing"}:
        bus = Vehicle(name="Bus 2", seats=9)
        db.add(bus)
        db.flush()
        by_id(db, Ride, further).vehicle_id = bus.id
    if shares in {"vehicle", "nothing"}:
        by_id(db, Ride, further).driver_id = add_person(db, "Zweite", "driver")
    assert boarded(db, shared, beyond) == against


@pytest.mark.parametrize(("spare", "against"), [(0, ""), (-1, TOO_LONG)])
def test_nobody_rides_longer_than_allowed_or_than_somebody_did(
    shared: RidingTown, db: Db, spare: int, against: str
) -> None:
    way = {"from_stop_id": shared.stops["far"], "to_stop_id": shared.stops["near"]}
    db.add(PlaceDistance(metres=90_000, minutes=90, **way))
    assert boarded(db, shared, shared.stops["far"]) == TOO_LONG
    (halt,) = find(db, RideStop, ride_id=shared.town.rides[4], stop_id=shared.town.stop)
    rides, ride = in_hand(db, shared)
    mother, child = ride.seats
    party = [at_stop(mother, shared.stops["far"]), at_stop(child, shared.stops["near"])]
    lengths = tour_of(db, shared, party)
    halt.at = ride.zero - lengths - spare
    rides, ride = in_hand(db, shared)
    assert rides.board(ride, party) == against


def tour_of(db: Db, shared: RidingTown, party: list[SeatAhead]) -> int:
    """Return how long the longest way of a party is, if any length were allowed."""
    (halt,) = find(db, RideStop, ride_id=shared.town.rides[4], stop_id=shared.town.stop)
    before, halt.at = halt.at, halt.at - 400
    rides, ride = in_hand(db, shared)
    assert rides.board(ride, party) == ""
    assert ride.tour is not None
    halt.at = before
    return ride.tour.longest_ride


@pytest.mark.parametrize(("at", "minute"), [(4, NINE - 10), (5, NINE + 180 + 10)])
def test_of_two_lessons_the_first_begin_and_the_last_end_count(
    shared: RidingTown, db: Db, at: int, minute: int
) -> None:
    """The ride serves a lesson half an hour shorter at each end beside one that is longer."""
    first, second = shared.town.lessons[2:4]
    for number, (starts, ends) in ((first, (NINE, NINE + 150)), (second, (NINE + 30, NINE + 180))):
        row = by_id(db, Lesson, number)
        row.starts, row.ends = minute_of(SECOND_WEEK, starts), minute_of(SECOND_WEEK, ends)
    key = shared.town.rides[at]
    db.add(RideLesson(ride_id=key, lesson_id=second))
    (site,) = find(db, RideStop, ride_id=key, stop_id=None)
    site.at = minute_of(SECOND_WEEK, minute)
    rides, ride = in_hand(db, shared, at)
    assert ride.zero == minute_of(SECOND_WEEK, minute)
    assert ride in rides.rides_of(second, ride.ride.direction)
    assert ride in rides.rides_of(first, ride.ride.direction)


@pytest.mark.parametrize("at", [4, 5])
def test_without_a_halt_at_the_site_the_rules_tell_the_minute(
    shared: RidingTown, db: Db, at: int
) -> None:
    key = shared.town.rides[at]
    (site,) = find(db, RideStop, ride_id=key, stop_id=None)
    lesson = by_id(db, Lesson, shared.town.lessons[2])
    rules = tour_rules(settings_of(db))
    db.delete(site)
    _, ride = in_hand(db, shared, at)
    early = rules.arrive_before(with_childcare=True)
    late = rules.leave_after(with_childcare=True)
    assert ride.zero == (lesson.starts - early if at == 4 else lesson.ends + late)
    assert ride.site_id is None
