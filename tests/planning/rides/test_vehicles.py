from datetime import date

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.domain.kinds import ActKind, SeatKind
from kursplaner.planning.rides import stops, vehicles
from kursplaner.planning.rides.stops import StopForm
from kursplaner.planning.rides.vehicles import VehicleForm
from tests.planning.small_town import SmallTown

VEHICLE, STOP = ActKind.VEHICLE_CHANGED, ActKind.STOP_CHANGED


def test_a_vehicle_comes_back_as_it_was_stored(town: SmallTown) -> None:
    until = date(2027, 9, 30)
    form = VehicleForm(
        "Bus 3", "V-KP 3", 7, child_seats={"booster": 2}, papers={"inspection": until}
    )
    with town.workspace.change(VEHICLE) as db:
        key = vehicles.store_vehicle(db, form)
    with town.workspace.read() as db:
        found = vehicles.vehicle_form(db, key)
    assert (found.name, found.plate, found.seats) == ("Bus 3", "V-KP 3", 7)
    assert found.child_seats == {"booster": 2}
    assert found.papers == {"inspection": until}


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
