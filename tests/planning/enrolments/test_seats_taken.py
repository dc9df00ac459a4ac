import pytest

from kursplaner.basics.errors import HardConflict
from kursplaner.domain.kinds import ActKind, Direction, SeatKind
from kursplaner.domain.occupations import Occupation
from kursplaner.domain.rides.rides import Ride, RideSeat, RideStop
from kursplaner.planning.enrolments.family_fit import RideChange
from kursplaner.planning.enrolments.seats_taken import free_seats, lay_anew, seat_passengers
from kursplaner.planning.rides.tours import Halt, Seat, Tour
from kursplaner.store.occupations import Claim, occupy, release
from kursplaner.store.records import by_id, find
from tests.planning.riding_town import RidingTown, build_riding
from tests.planning.small_town import SmallTown, add_lesson, add_person, enrol_plainly


@pytest.fixture
def riding(town: SmallTown) -> RidingTown:
    return build_riding(town)


def tour(riding: RidingTown) -> Tour:
    """Return a way by a farther stop, an hour in all."""
    halts = (Halt(riding.stops["far"], -60), Halt(riding.stops["home"], -40), Halt(None, 0))
    return Tour(Direction.OUT, halts, (), starts=-60, ends=0, metres=12_345, margin=10)


def rows(riding: RidingTown, ride: int) -> list[tuple[int, int | None, int | None, int]]:
    with riding.workspace.read() as db:
        found = sorted(find(db, RideStop, ride_id=ride), key=lambda row: row.position)
        return [(row.position, row.stop_id, row.site_id, row.at) for row in found]


def held(riding: RidingTown, ride: int) -> dict[int, tuple[int, int, str]]:
    with riding.workspace.read() as db:
        found = find(db, Occupation, source="ride", source_id=ride)
        return {row.resource_id: (row.starts, row.ends, row.accepted_reason) for row in found}


def test_a_ride_laid_anew_has_its_halts_and_occupies_its_new_time(riding: RidingTown) -> None:
    town, ride = riding.town, riding.town.rides[0]
    zero = rows(riding, ride)[-1][3]
    with riding.workspace.change(ActKind.RIDE_CHANGED) as db:
        lay_anew(db, [RideChange(ride, (), tour(riding), zero)])
    assert rows(riding, ride) == [
        (1, riding.stops["far"], None, zero - 60),
        (2, riding.stops["home"], None, zero - 40),
        (3, None, town.site, zero),
    ]
    span = (zero - 60, zero, "")
    assert held(riding, ride) == {town.vehicle: span, town.people["driver"]: span}
    with riding.workspace.read() as db:
        row = by_id(db, Ride, ride)
        assert (row.starts, row.ends, row.metres) == (zero - 60, zero, 12_345)


def test_a_ride_without_a_site_is_not_given_one(riding: RidingTown) -> None:
    ride = riding.town.rides[0]
    zero = rows(riding, ride)[-1][3]
    with riding.workspace.fill() as db:
        db.delete(next(row for row in find(db, RideStop, ride_id=ride) if row.site_id))
        by_id(db, Ride, ride).driver_id = None
    with riding.workspace.change(ActKind.RIDE_CHANGED) as db:
        lay_anew(db, [RideChange(ride, (), tour(riding), zero)])
    assert [row[1] for row in rows(riding, ride)] == [riding.stops["far"], riding.stops["home"]]
    assert set(held(riding, ride)) == {riding.town.vehicle}


def test_an_overlap_that_was_accepted_stays_so_and_another_is_refused(riding: RidingTown) -> None:
    town, ride = riding.town, riding.town.rides[0]
    driver, zero = town.people["driver"], rows(riding, ride)[-1][3]
    with riding.workspace.fill() as db:
        row = by_id(db, Ride, ride)
        release(db, "ride", [ride])
        add_lesson(db, town.course, row.starts - 20, teachers=[driver], minutes=30)
        occupy(db, [Claim(driver, row.starts, row.ends, "ride", ride, "geht schon")])
        occupy(db, [Claim(town.vehicle, row.starts, row.ends, "ride", ride)])
    change = [RideChange(ride, (), tour(riding), zero)]
    with riding.workspace.change(ActKind.RIDE_CHANGED) as db:
        lay_anew(db, change)
    with riding.workspace.read() as db:
        mine = find(db, Occupation, source="ride", source_id=ride, resource_id=driver)
        assert {row.accepted_reason for row in mine if not row.active} == {"geht schon"}
    with riding.workspace.fill() as db:
        release(db, "ride", [ride])
        row = by_id(db, Ride, ride)
        occupy(db, [Claim(town.vehicle, row.starts, row.ends, "ride", ride)])
    with pytest.raises(HardConflict), riding.workspace.change(ActKind.RIDE_CHANGED) as db:
        lay_anew(db, change)


def test_a_ride_that_keeps_its_way_is_not_touched(riding: RidingTown) -> None:
    ride = riding.town.rides[0]
    before = (rows(riding, ride), held(riding, ride))
    with riding.workspace.fill() as db:
        guest = add_person(db, "Gast")
        stay = enrol_plainly(db, riding.town.course, guest)
    seat = Seat(guest, riding.stops["home"], SeatKind.WHEELCHAIR, wheelchair=True, pram=True)
    with riding.workspace.change(ActKind.ENROLLED) as db:
        seat_passengers(db, stay, [RideChange(ride, (seat,), None, 0)])
    assert (rows(riding, ride), held(riding, ride)) == before
    with riding.workspace.read() as db:
        (row,) = find(db, RideSeat, person_id=guest)
        assert (row.ride_id, row.enrolment_id, row.stop_id) == (ride, stay, riding.stops["home"])
        assert (row.kind, row.wheelchair, row.pram) == ("wheelchair", True, True)


def test_a_seat_given_up_before_is_taken_up_again(riding: RidingTown) -> None:
    ride, other = riding.town.rides[:2]
    with riding.workspace.fill() as db:
        for row in find(db, RideSeat, person_id=riding.mother):
            row.result, row.result_reason = "cancelled_in_time", "krank"
    seat = Seat(riding.mother, riding.stops["near"])
    with riding.workspace.change(ActKind.ENROLLED) as db:
        seat_passengers(db, riding.enrolment, [RideChange(ride, (seat,), None, 0)])
    with riding.workspace.read() as db:
        (row,) = find(db, RideSeat, ride_id=ride, person_id=riding.mother)
        assert (row.result, row.result_reason, row.stop_id) == ("open", "", riding.stops["near"])
        (untouched,) = find(db, RideSeat, ride_id=other, person_id=riding.mother)
        assert untouched.result == "cancelled_in_time"


def test_halts_fall_away_only_where_nobody_boards_any_more(riding: RidingTown) -> None:
    ride, other = riding.town.rides[:2]
    home, site = riding.stops["home"], riding.town.site
    before = rows(riding, ride)

    def freed(ride_id: int, person: int) -> None:
        with riding.workspace.change(ActKind.RIDE_CHANGED) as db:
            seats = find(db, RideSeat, ride_id=ride_id, person_id=person)
            free_seats(db, [row.id for row in seats])

    freed(ride, riding.child)
    assert rows(riding, ride) == before
    freed(ride, riding.mother)
    assert [row[1:3] for row in rows(riding, ride)] == [(None, site)]
    assert [row[1:3] for row in rows(riding, other)] == [(home, None), (None, site)]
