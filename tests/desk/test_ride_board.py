"""What the board of the shuttle shows of a day: groups, figures, rules and what its rides carry."""

from collections.abc import Iterator

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.desk.ride_board import RideFigure, RideGroup, read_rides
from kursplaner.domain.courses import EnrolmentChild
from kursplaner.domain.kinds import SeatKind
from kursplaner.domain.rides.rides import (
    Ride,
    RideDemand,
    RideLesson,
    RideSeat,
    VehicleSeat,
)
from kursplaner.planning.rides.day import RuleKind
from kursplaner.store.records import find
from tests.towns import passing
from tests.ui.office import NOW, TODAY, Office, build


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """Return an office that these tests only read."""
    with passing(build, NOW) as made:
        yield made


def figures(office: Office) -> tuple[RideFigure, ...]:
    with office.workspace.read() as db:
        return read_rides(db, TODAY).figures


def test_a_day_of_the_shuttle_in_groups_and_figures(office: Office) -> None:
    with office.workspace.read() as db:
        board = read_rides(db, TODAY)
    assert board.groups == (
        RideGroup("out:540", "Morgen hin", "out", 540, frozenset({1})),
        RideGroup("back:690", "zurück", "back", 690, frozenset({2})),
        RideGroup("out:1020", "Abend hin", "out", 1020, frozenset({3})),
        RideGroup("back:1155", "zurück", "back", 1155, frozenset({4})),
    )
    assert board.figures == (RideFigure("Morgen", 4, 5), RideFigure("Abend", 4, 4))
    assert [lesson.title for lesson in board.lessons] == ["A2 Alltag", "B1 Abend"]
    assert (board.day, board.metres, board.left_heads) == (TODAY, 148_000, 1)
    assert [(person.name, person.reason) for person in board.left] == [
        ("Dvořáková, Jana", "too_late")
    ]
    assert [stop.name for stop in board.stops] != []


def test_a_ride_its_group_and_the_seats_of_a_vehicle_are_found_by_id(office: Office) -> None:
    with office.workspace.read() as db:
        board = read_rides(db, TODAY)
    assert [board.ride(key) for key in (3, 5, None)] == [board.rides[2], None, None]
    assert [board.group_of(key) for key in (4, 5)] == [board.groups[3], None]
    assert board.stock(office.vehicle) == {"child_seat": 2}
    assert board.stock(office.vehicle + 1) == board.stock(None) == {}
    (seats,) = (rule for rule in board.rules if rule.kind is RuleKind.CHILD_SEATS)
    assert (seats.state, seats.facts["missing"]) == ("good", 0)


def test_rides_at_one_time_are_one_group_and_one_without_lessons_stands_at_its_own() -> None:
    with passing(build, NOW) as office:
        with office.workspace.fill() as db:
            for direction, at, lesson in (("out", 465, 1), ("back", 420, None)):
                span = {"starts": minute_of(TODAY, at), "ends": minute_of(TODAY, at + 40)}
                ride = Ride(direction=direction, vehicle_id=None, metres=1, **span)
                db.add(ride)
                db.flush()
                if lesson is not None:
                    db.add(RideLesson(ride_id=ride.id, lesson_id=lesson))
            late = find(db, RideLesson, ride_id=3)[0]
            db.add(RideLesson(ride_id=1, lesson_id=late.lesson_id))
        with office.workspace.read() as db:
            board = read_rides(db, TODAY)
        assert [(group.title, group.at, sorted(group.ride_ids)) for group in board.groups] == [
            ("Morgen zurück", 420, [6]),
            ("Morgen hin", 540, [1, 5]),
            ("zurück", 690, [2]),
            ("Abend hin", 1020, [3]),
            ("zurück", 1155, [4]),
        ]
        assert board.metres == 148_002


def test_nobody_counts_twice_and_only_who_rides_is_taken() -> None:
    with passing(build, NOW) as office:
        olena, zahra = office.people["Olena"], office.people["Zahra"]
        with office.workspace.fill() as db:
            (seat,) = find(db, RideSeat, ride_id=1, person_id=zahra)
            seat.result = "no_show"
            span = {"starts": minute_of(TODAY, 400), "ends": minute_of(TODAY, 460)}
            ride = Ride(direction="out", vehicle_id=None, metres=1, **span)
            db.add(ride)
            db.flush()
            db.add(RideLesson(ride_id=ride.id, lesson_id=office.lessons["A2-03"][0]))
            db.add(RideSeat(ride_id=ride.id, person_id=olena))
        assert figures(office)[0].taken == 3
        with office.workspace.fill() as db:
            (demand,) = find(db, RideDemand, direction="out")
            db.delete(demand)
        assert figures(office)[0] == RideFigure("Morgen", 3, 3)


def test_who_is_left_for_want_of_a_child_seat_counts_among_the_missing_ones() -> None:
    with passing(build, NOW.replace(hour=6)) as office:
        with office.workspace.fill() as db:
            for stock in find(db, VehicleSeat, vehicle_id=office.vehicle):
                db.delete(stock)
            jana, nour = office.enrolments["A2-03", "Jana"], office.people["Nour"]
            db.add(EnrolmentChild(enrolment_id=jana, child_id=nour))
            sami = office.people["Sami"]
            db.add(RideSeat(ride_id=1, person_id=sami, kind=SeatKind.CHILD_SEAT.value))
        with office.workspace.read() as db:
            board = read_rides(db, TODAY)
        (left,) = board.left
        (rule,) = (rule for rule in board.rules if rule.kind is RuleKind.CHILD_SEATS)
        assert (left.reason, left.heads, board.left_heads) == (SeatKind.CHILD_SEAT, 2, 2)
        assert (rule.state, rule.facts["missing"]) == ("bad", 2)
        assert board.figures[0] == RideFigure("Morgen", 5, 7)
