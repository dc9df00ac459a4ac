from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.domain.kinds import ActKind, SeatKind, VehicleOwner
from kursplaner.domain.people import Credential, PersonAddress
from kursplaner.domain.rides.rides import RideDemand, Stop, Vehicle, VehicleSeat
from kursplaner.planning.rides import stops, vehicles
from kursplaner.planning.rides.stops import StopForm
from kursplaner.planning.rides.vehicles import VehicleForm
from kursplaner.store.records import by_id, find
from tests.planning.small_town import TUESDAY, SmallTown, add_person, enrol_plainly

VEHICLE, STOP = ActKind.VEHICLE_CHANGED, ActKind.STOP_CHANGED


def test_a_vehicle_comes_back_as_it_was_stored(town: SmallTown) -> None:
    until = date(2027, 9, 30)
    form = VehicleForm(
        *("Bus 3", "V-KP 3", 7),
        owner=VehicleOwner.LENT,
        child_seats={"booster": 2},
        credentials={"inspection": until},
    )
    with town.workspace.change(VEHICLE) as db:
        key = vehicles.store_vehicle(db, form)
    with town.workspace.read() as db:
        found = vehicles.vehicle_form(db, key)
    assert (found.name, found.plate, found.seats) == ("Bus 3", "V-KP 3", 7)
    assert (found.owner, VehicleForm("Bus").owner) == (VehicleOwner.LENT, VehicleOwner.TOWN)
    assert found.child_seats == {"booster": 2}
    assert found.credentials == {"inspection": until}


def test_a_form_that_was_overtaken_changes_nothing(town: SmallTown) -> None:
    with town.workspace.read() as db:
        form = vehicles.vehicle_form(db, town.vehicle)
    newer = VehicleForm("Bus 1 neu", seats=8, id=form.id, version=form.version)
    with town.workspace.change(VEHICLE) as db:
        vehicles.store_vehicle(db, newer)
    with pytest.raises(Refused, match="overtaken"), town.workspace.change(VEHICLE) as db:
        vehicles.store_vehicle(db, form)


@pytest.mark.parametrize(
    ("form", "kind"),
    [(VehicleForm(" "), "name_missing"), (VehicleForm("Bus", seats=1), "seats_out_of_range")],
)
def test_a_wrong_vehicle_is_refused(town: SmallTown, form: VehicleForm, kind: str) -> None:
    with pytest.raises(Refused, match=kind), town.workspace.change(VEHICLE) as db:
        vehicles.store_vehicle(db, form)


def test_a_vehicle_that_still_rides_is_kept(town: SmallTown) -> None:
    with town.workspace.read() as db:
        version = vehicles.vehicle_form(db, town.vehicle).version
    with (
        pytest.raises(Refused, match="vehicle_still_planned"),
        town.workspace.change(VEHICLE) as db,
    ):
        vehicles.end_vehicle(db, town.vehicle, version)


def test_a_child_seat_is_lent(town: SmallTown) -> None:
    with town.workspace.change(VEHICLE) as db:
        other = vehicles.store_vehicle(db, VehicleForm("Bus 2"))
        vehicles.lend_seat(db, town.vehicle, other, SeatKind.CHILD_SEAT)
    with town.workspace.read() as db:
        assert vehicles.vehicle_form(db, other).child_seats == {"child_seat": 1}
        assert vehicles.vehicle_form(db, town.vehicle).child_seats["child_seat"] == 0
    with pytest.raises(Refused, match="seat_not_there"), town.workspace.change(VEHICLE) as db:
        vehicles.lend_seat(db, town.vehicle, other, SeatKind.CHILD_SEAT)


@pytest.mark.parametrize(
    "text", ["50,3201 12,2599", "50.3201, 12.2599", "50.3201 / 12.2599", " 50,3201;12,2599 "]
)
def test_a_point_is_read_as_people_type_it(text: str) -> None:
    assert stops.parse_point(text) == (50_320_100, 12_259_900)


@pytest.mark.parametrize("text", ["Markt", "50,3201", "95 12", "1 2 3"])
def test_what_is_no_point_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="point_unreadable"):
        stops.parse_point(text)


def test_an_empty_point_is_none_and_written_ones_come_back() -> None:
    assert stops.parse_point("  ") is None
    assert stops.point_text(None, 3) == ""
    assert stops.parse_point(stops.point_text(50_320_110, 12_259_860)) == (50_320_110, 12_259_860)


def test_a_stop_is_stored_changed_and_ended(town: SmallTown) -> None:
    with town.workspace.change(STOP) as db:
        key = stops.store_stop(db, StopForm("Markt", "Eichigt", 50_350_000, 12_166_670))
    with town.workspace.read() as db:
        form = stops.stop_form(db, key)
    assert (form.name, form.municipality, form.latitude) == ("Markt", "Eichigt", 50_350_000)
    with town.workspace.change(STOP) as db:
        stops.end_stop(db, key, form.version)
    with pytest.raises(Refused, match="name_missing"), town.workspace.change(STOP) as db:
        stops.store_stop(db, StopForm(""))


@given(latitude=st.integers(-9_000_000, 9_000_000), longitude=st.integers(-18_000_000, 18_000_000))
def test_every_point_on_earth_is_written_and_read(latitude: int, longitude: int) -> None:
    point = (latitude * 10, longitude * 10)  # five decimals are written
    assert stops.parse_point(stops.point_text(*point)) == point


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("90 180", True),
        ("-90 -180", True),
        ("90,00001 12", False),
        ("-90,00001 12", False),
        ("50 180,00001", False),
        ("50 -180,00001", False),
    ],
)
def test_beyond_the_poles_and_the_date_line_is_nothing(text: str, *, fits: bool) -> None:
    if fits:
        assert stops.parse_point(text) is not None
        return
    with pytest.raises(Refused, match="point_unreadable"):
        stops.parse_point(text)


def test_a_stop_is_given_up_once_nobody_wants_it(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        person = add_person(db, "Anna")
        stay = enrol_plainly(db, town.course, person)
        db.add(RideDemand(enrolment_id=stay, direction="out", stop_id=town.stop))
        db.add(PersonAddress(person_id=person, valid_from=TUESDAY, stop_id=town.stop))
        version = by_id(db, Stop, town.stop).version
    for count in (2, 1):
        with (
            pytest.raises(Refused, match="stop_still_wanted") as told,
            town.workspace.change(STOP) as db,
        ):
            stops.end_stop(db, town.stop, version)
        assert told.value.facts == {"count": count}
        with town.workspace.fill() as db:
            if count == 2:
                find(db, RideDemand)[0].ended_on = TUESDAY
            else:
                find(db, PersonAddress)[0].stop_id = None
    with town.workspace.change(STOP) as db:
        stops.end_stop(db, town.stop, version)
    with town.workspace.read() as db:
        assert by_id(db, Stop, town.stop).ended_on == clock.today()


@pytest.mark.parametrize(("seats", "fits"), [(1, False), (2, True), (80, True), (81, False)])
def test_a_vehicle_has_between_two_and_eighty_seats(
    town: SmallTown, seats: int, *, fits: bool
) -> None:
    form = VehicleForm("Bus", seats=seats)
    if not fits:
        with (
            pytest.raises(Refused, match="seats_out_of_range"),
            town.workspace.change(VEHICLE) as db,
        ):
            vehicles.store_vehicle(db, form)
        return
    with town.workspace.change(VEHICLE) as db:
        assert vehicles.store_vehicle(db, form)


def test_stock_and_credentials_are_changed_where_they_are_and_added_where_not(
    town: SmallTown,
) -> None:
    known, issued = date(2027, 9, 30), date(2026, 9, 30)
    with town.workspace.read() as db:
        before = vehicles.vehicle_form(db, town.vehicle)
        credentials = {row.kind: row.id for row in find(db, Credential, resource_id=town.vehicle)}
    form = VehicleForm(
        " Bus 1 ",
        seats=before.seats,
        child_seats={"child_seat": -1, "booster": 3, "infant_carrier": 0},
        credentials={"inspection": known, "insurance": None},
        issued={"inspection": issued},
        id=town.vehicle,
        version=before.version,
    )
    with town.workspace.change(VEHICLE) as db:
        vehicles.store_vehicle(db, form)
    with town.workspace.read() as db:
        stock = {row.kind: row.count for row in find(db, VehicleSeat, vehicle_id=town.vehicle)}
        assert stock == {"child_seat": 0, "booster": 3}
        rows = find(db, Credential, resource_id=town.vehicle)
        assert {row.kind: row.id for row in rows} == credentials
        assert {row.kind: (row.valid_until, row.issued_on) for row in rows} == {
            "inspection": (known, issued),
            "insurance": (None, None),
        }
        assert by_id(db, Vehicle, town.vehicle).name == "Bus 1"


def test_a_vehicle_is_given_up_after_its_last_ride(town: SmallTown) -> None:
    with town.workspace.read() as db:
        version = by_id(db, Vehicle, town.vehicle).version
    evening = datetime(2027, 3, 18, 23, 0)
    with (
        clock.pinned(evening),
        pytest.raises(Refused, match="vehicle_still_planned") as told,
        town.workspace.change(VEHICLE) as db,
    ):
        vehicles.end_vehicle(db, town.vehicle, version)
    assert told.value.facts == {"count": 2}
    after = evening + timedelta(hours=1)
    with clock.pinned(after), town.workspace.change(VEHICLE) as db:
        vehicles.end_vehicle(db, town.vehicle, version)
    with town.workspace.read() as db:
        assert by_id(db, Vehicle, town.vehicle).ended_on == after.date()
