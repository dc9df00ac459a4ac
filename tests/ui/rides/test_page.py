from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionComboBox, QWidget
from pytestqt.qtbot import QtBot

from kursplaner.basics.spans import minute_of
from kursplaner.domain.kinds import RideStatus, SeatResult
from kursplaner.domain.rides.rides import Vehicle
from kursplaner.store.queries.rides.rides import RideRow, stop_rows, vehicle_rows
from kursplaner.store.records import find
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.rides.call_list import CallListDialog
from kursplaner.ui.rides.change_dialog import ChangeDialog
from kursplaner.ui.rides.fleet_dialog import FleetDialog
from kursplaner.ui.rides.move_dialog import MoveDialog
from kursplaner.ui.rides.page import RidesPage
from kursplaner.ui.rides.plan_dialog import PlanDialog
from kursplaner.ui.rides.result_dialog import ResultDialog
from kursplaner.ui.rides.route_lines import RouteLines
from kursplaner.ui.rides.stop_dialog import StopDialog
from kursplaner.ui.rides.vehicle_dialog import VehicleDialog
from kursplaner.ui.widgets import ChoiceField, Dialog, Elide, Text
from tests.ui.office import TODAY, Office


@pytest.fixture
def page(office_window: MainWindow, qtbot: QtBot) -> Iterator[RidesPage]:
    office_window.go("rides")
    found = office_window.page("rides")
    assert isinstance(found, RidesPage)
    yield found
    for dialog in found.findChildren(Dialog):
        dialog.close()


def ride(page: RidesPage, at: int = 0) -> RideRow:
    return page.board.rides[at]


def words(page: RidesPage) -> str:
    assert page.inspector is not None
    found = [text.plain() for text in page.inspector.findChildren(Text)]
    found += [elide.text() for elide in page.inspector.findChildren(Elide)]
    return " | ".join(found)


def test_the_day_stands_in_groups_with_its_rules(page: RidesPage) -> None:
    titles = [group.title for group in page.board.groups]
    assert titles == ["Morgen hin", "zurück", "Abend hin", "zurück"]
    assert len(page.board.rules) >= 5
    assert "Bus 1" in page.times.accessibleDescription()


def test_the_next_group_is_shown_first(page: RidesPage) -> None:
    assert page.board.groups[1].key == page._group


def test_a_ride_shows_driver_halts_and_phones(page: RidesPage) -> None:
    page.choose(ride(page).id)
    assert "Peter R. fährt" in words(page)
    assert "Oelsnitz, Markt" in words(page)
    assert page._group == page.board.groups[0].key


def test_results_need_a_reason_and_close_the_ride(page: RidesPage) -> None:
    page.times.activated.emit(ride(page).id)
    dialog = page.findChild(ResultDialog)
    assert dialog is not None
    seat = ride(page).passengers[0].seat_id
    dialog.results[seat].choose(SeatResult.NO_SHOW.value)
    dialog.begins.setText("48200")
    dialog.ends.setText("48.231")
    dialog.store_button.click()
    assert dialog.isVisible()
    dialog.reasons[seat].setText("nicht am Halt")
    dialog.store_button.click()
    assert ride(page).status == RideStatus.DONE
    assert ride(page).odometer_end_km == 48231
    results = {passenger.seat_id: passenger.result for passenger in ride(page).passengers}
    assert results.pop(seat) == SeatResult.NO_SHOW
    assert set(results.values()) == {SeatResult.DONE}


def test_a_slip_of_the_odometer_keeps_the_dialog(page: RidesPage) -> None:
    page.acts.enter_result(ride(page))
    dialog = page.findChild(ResultDialog)
    assert dialog is not None
    for text in ("viel", "12"):
        dialog.begins.setText("100")
        dialog.ends.setText(text)
        dialog.store_button.click()
        assert dialog.isVisible()
    assert ride(page).status == RideStatus.PLANNED


def test_locking_is_undone(page: RidesPage, office: Office) -> None:
    page.acts.lock(ride(page))
    assert ride(page).locked
    office.workspace.undo()
    assert not ride(page).locked


def test_another_vehicle_by_drop(page: RidesPage, office: Office) -> None:
    page.acts.show_fleet()
    fleet = page.findChild(FleetDialog)
    assert fleet is not None
    fleet.edit(None)
    form = page.findChild(VehicleDialog)
    assert form is not None
    form.name.setText("Bus 2")
    form.owner.choose("private")
    form.store()
    with office.workspace.read() as db:
        assert [row.owner for row in find(db, Vehicle)] == ["town", "private"]
        bus = next(vehicle.id for vehicle in vehicle_rows(db) if vehicle.name == "Bus 2")
    page.times.dropped.emit(ride(page).id, bus)
    dialog = page.findChild(ChangeDialog)
    assert dialog is not None
    assert dialog.vehicle.current() == str(bus)
    dialog.store_button.click()
    assert ride(page).vehicle_id == bus


def second_bus(office: Office) -> int:
    with office.workspace.fill() as db:
        vehicle = Vehicle(name="Bus 2", seats=9)
        db.add(vehicle)
        db.flush()
        return vehicle.id


def coming(page: RidesPage) -> RideRow:
    return next(ride for ride in page.board.rides if ride.starts > minute_of(TODAY, 15 * 60))


def test_a_passenger_is_dragged_to_another_vehicle(page: RidesPage, office: Office) -> None:
    bus, tour = second_bus(office), coming(page)
    page.choose(tour.id)
    who = tour.passengers[0].person_id
    page.times.passenger_dropped.emit(who, bus)
    dialog = page.findChild(MoveDialog)
    assert dialog is not None
    assert "mit" in dialog.windowTitle() or "in anderes Fahrzeug" in dialog.windowTitle()
    dialog.buttons[bus].click()
    moved = next(ride for ride in page.board.rides if ride.vehicle_id == bus)
    assert who in {passenger.person_id for passenger in moved.passengers}
    assert moved.locked
    office.workspace.undo()
    assert all(ride.vehicle_id != bus for ride in page.board.rides)


def test_a_passenger_is_moved_by_keyboard(page: RidesPage, office: Office) -> None:
    second_bus(office)
    page.choose(coming(page).id)
    assert page.inspector is not None
    route = page.inspector.findChild(RouteLines)
    assert route is not None
    rider = next(
        widget
        for widget in route.findChildren(QWidget)
        if widget.focusPolicy() == Qt.FocusPolicy.TabFocus
    )
    QTest.keyClick(rider, Qt.Key.Key_Return)
    assert page.findChild(MoveDialog) is not None


def test_a_tour_that_set_off_keeps_its_passengers(page: RidesPage, office: Office) -> None:
    bus = second_bus(office)
    page.choose(ride(page).id)
    page.times.passenger_dropped.emit(ride(page).passengers[0].person_id, bus)
    assert page.findChild(MoveDialog) is None


def test_planning_the_day_shows_what_changes(page: RidesPage, qtbot: QtBot) -> None:
    assert [person.name for person in page.board.left] == ["Dvořáková, Jana"]
    page.acts.plan_day()
    qtbot.waitUntil(lambda: page.findChild(PlanDialog) is not None)
    dialog = page.findChild(PlanDialog)
    assert dialog is not None
    assert [day.title for day in dialog.plan.courses] == ["A2 Alltag", "B1 Abend"]


def test_the_call_list_is_in_order_of_halts(page: RidesPage) -> None:
    page.acts.call_list(ride(page))
    dialog = page.findChild(CallListDialog)
    assert dialog is not None
    dialog.copy()
    assert dialog.text.startswith("Oelsnitz, 7:50")
    assert len(dialog.text.splitlines()) == 1 + len(ride(page).passengers)


def test_a_stop_takes_the_point_of_its_place(page: RidesPage, office: Office) -> None:
    page.acts.show_fleet("stops")
    fleet = page.findChild(FleetDialog)
    assert fleet is not None
    assert len(fleet.rows) == 4
    fleet.edit(None)
    form = page.findChild(StopDialog)
    assert form is not None
    form.place.setText("Oelsnitz")
    form.place.editingFinished.emit()
    form.name.setText("Schule")
    assert form.point.text() == "50.41000, 12.17000"
    form.point.setText("da drüben")
    form.store()
    assert form.isVisible()
    form.point.setText("50,4125 12,1722")
    form.store()
    with office.workspace.read() as db:
        found = next(stop for stop in stop_rows(db) if stop.name == "Schule")
    assert (found.latitude, found.longitude) == (50_412_500, 12_172_200)


def test_hidden_names_stay_hidden(page: RidesPage, office_window: MainWindow) -> None:
    page.choose(ride(page).id)
    office_window.hide_names()
    assert "Peter" not in words(page)
    assert "0171" not in words(page)


def test_a_day_without_rides_says_so(page: RidesPage) -> None:
    page.stepper.stepped.emit(1)
    assert page.empty.isVisible()
    page.stepper.today_wanted.emit()
    assert not page.empty.isVisible()


def test_a_town_without_vehicles_is_led_to_the_first(page: RidesPage, office: Office) -> None:
    with office.workspace.fill() as db:
        for vehicle in find(db, Vehicle):
            vehicle.ended_on = TODAY
    page.stepper.stepped.emit(1)
    assert page.first.isVisible()
    assert not page.empty.isVisible()
    page.first.button.click()
    assert page.findChild(VehicleDialog) is not None


def test_the_board_is_walked_by_keys(page: RidesPage) -> None:
    page.times.setFocus()
    QTest.keyClick(page.times, Qt.Key.Key_Right)
    assert page._ride == ride(page).id


def test_every_button_has_a_name(page: RidesPage) -> None:
    page.choose(ride(page).id)
    buttons = [button for button in page.findChildren(QPushButton) if button.isVisible()]
    assert all(button.accessibleName() or button.text() for button in buttons)


def test_the_choice_of_tours_is_read_whole_in_a_narrow_window(page: RidesPage) -> None:
    page._wide = False
    page._show_head()
    found = page.findChildren(ChoiceField)
    (field,) = [each for each in found if each.accessibleName() == "Touren"]
    field.resize(field.sizeHint())
    inside = field.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox,
        _option(field),
        QStyle.SubControl.SC_ComboBoxEditField,
        field,
    )
    assert inside.width() >= field.fontMetrics().horizontalAdvance("12:45 zurück")


def _option(field: ChoiceField) -> QStyleOptionComboBox:
    option = QStyleOptionComboBox()
    field.initStyleOption(option)
    return option
