from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from kursplaner.basics.spans import minute_of
from kursplaner.domain.kinds import AbsenceKind, ActKind, SheetKind
from kursplaner.domain.people import Credential, Profile
from kursplaner.domain.rides.rides import Ride, Vehicle
from kursplaner.planning.absences import reporting
from kursplaner.planning.absences.reach import AbsenceDraft
from kursplaner.planning.rides.day import RuleKind
from kursplaner.planning.rides.swapping import Swap
from kursplaner.store.queries.rides.rides import RideRow
from kursplaner.store.records import by_id
from kursplaner.store.whereabouts import RIDE, reoccupy
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.rides.day_stop_dialog import DayStopDialog
from kursplaner.ui.rides.page import RidesPage
from kursplaner.ui.rides.swap_dialog import SwapDialog
from kursplaner.ui.rides.ways_out import CallOffDialog, TaxiDialog
from kursplaner.ui.widgets import Button, Dialog, Elide, Text
from tests.ui.office import TODAY, Office

EVENING = minute_of(TODAY, 15 * 60)


@pytest.fixture
def page(office_window: MainWindow, qtbot: QtBot) -> Iterator[RidesPage]:
    office_window.go("rides")
    found = office_window.page("rides")
    assert isinstance(found, RidesPage)
    yield found
    for dialog in found.findChildren(Dialog):
        dialog.close()


def coming(page: RidesPage) -> RideRow:
    return next(ride for ride in page.board.rides if ride.starts > EVENING)


def driver(office: Office, given: str, *, papers: bool = True) -> int:
    key = office.people[given]
    with office.workspace.fill() as db:
        db.add(Profile(person_id=key, role="driver"))
        kinds = ("licence_check", "police_certificate", "driver_briefing") if papers else ()
        db.add_all([Credential(resource_id=key, kind=kind) for kind in kinds])
    return key


def nobody(page: RidesPage, office: Office) -> RideRow:
    """Take the driver out of the first tour of the evening and choose it."""
    ride = coming(page)
    with office.workspace.fill() as db:
        by_id(db, Ride, ride.id).driver_id = None
        reoccupy(db, {RIDE: [ride.id]})
    page.refresh()
    page.choose(ride.id)
    return coming(page)


def says(page: RidesPage) -> str:
    assert page.inspector is not None
    found = [text.plain() for text in page.inspector.findChildren(Text)]
    found += [elide.text() for elide in page.inspector.findChildren(Elide)]
    return " | ".join(found)


def button(page: RidesPage, name: str) -> Button:
    assert page.inspector is not None
    return next(
        found
        for found in page.inspector.findChildren(Button)
        if name in (found.text(), found.accessibleName())
    )


def test_a_tour_nobody_drives_offers_who_is_free(page: RidesPage, office: Office) -> None:
    other = driver(office, "Jutta")
    ride = nobody(page, office)
    assert ride.driver_id is None
    assert "Noch ohne Fahrer:in" in says(page)
    assert "Wer fährt stattdessen?" in says(page)
    button(page, "Einteilen: Jutta H. fährt").click()
    assert coming(page).driver_id == other
    assert "Wer fährt stattdessen?" not in says(page)
    office.workspace.undo()
    assert coming(page).driver_id is None


def test_a_driver_who_is_ill_is_replaced_on_the_page_too(page: RidesPage, office: Office) -> None:
    other = driver(office, "Jutta")
    ride = coming(page)
    with office.workspace.change(ActKind.ABSENCE_REPORTED) as db:
        ill = AbsenceDraft(AbsenceKind.PERSON, TODAY, TODAY, resource_id=ride.driver_id)
        reporting.apply(db, reporting.propose(db, ill))
    page.refresh()
    page.choose(ride.id)
    assert "Wer fährt stattdessen?" in says(page)
    button(page, "Einteilen: Jutta H. fährt").click()
    assert coming(page).driver_id == other
    assert "Wer fährt stattdessen?" not in says(page)


def test_another_vehicle_comes_with_its_driver(page: RidesPage, office: Office) -> None:
    other = driver(office, "Jutta")
    with office.workspace.fill() as db:
        db.add(Vehicle(name="Bus 2", seats=9, usual_driver_id=other))
    ride = nobody(page, office)
    for passenger in ride.passengers:
        assert passenger.kind == "none"
    button(page, "Einteilen: Bus 2 mit Jutta H.").click()
    assert (coming(page).vehicle, coming(page).driver_id) == ("Bus 2", other)


def test_a_taxi_is_ordered_from_a_text_without_names(page: RidesPage, office: Office) -> None:
    ride = nobody(page, office)
    button(page, "Taxi").click()
    dialog = page.findChild(TaxiDialog)
    assert dialog is not None
    dialog.copy()
    order = QGuiApplication.clipboard().text()
    assert order.splitlines()[0].startswith("Di 02.03.2027, ")
    assert not any(passenger.given_name in order for passenger in ride.passengers)
    dialog.store_button.click()
    assert coming(page).by_taxi
    assert "Ein Taxi fährt" in says(page)
    assert "Taxi" in page.times.accessibleDescription()
    without = next(rule for rule in page.board.rules if rule.kind is RuleKind.NO_DRIVER)
    assert without.facts["rides"] == 1  # the way back has had nobody all along


def test_a_taxi_has_its_driver_sheet(page: RidesPage, office_window: MainWindow) -> None:
    ride = coming(page)
    assert page.view is not None
    page.view.ways_out.taxi(ride)
    dialog = page.findChild(TaxiDialog)
    assert dialog is not None
    dialog.store_button.click()
    office_window.go("printing", kind=SheetKind.DRIVER.value, day=TODAY)
    printing = office_window.page("printing")
    assert printing is not None
    words = [text.plain() for text in printing.findChildren(Text)]
    assert not any("ohne Fahrzeug" in text for text in words)


def test_calling_off_says_who_has_no_ride(page: RidesPage, office: Office) -> None:
    ride = nobody(page, office)
    before = len(page.board.rides)
    button(page, "Absagen").click()
    dialog = page.findChild(CallOffDialog)
    assert dialog is not None
    assert all(passenger.given_name in dialog.told for passenger in ride.passengers)
    dialog.store_button.click()
    assert len(page.board.rides) == before - 1
    assert page.board.ride(ride.id) is None


def test_two_drivers_swap_their_day(page: RidesPage, office: Office) -> None:
    other = driver(office, "Jutta", papers=False)
    page.choose(coming(page).id)
    button(page, "Mit anderen tauschen").click()
    dialog = page.findChild(SwapDialog)
    assert dialog is not None
    assert dialog.what.current() == Swap.DRIVERS.value
    assert dialog.second.current() == str(other)
    assert "übernimmt alle" in dialog.told
    assert "Nachweis fehlt" in dialog.told
    assert "Jutta Hanke statt Peter Roth" in dialog.told
    dialog.store_button.click()
    assert coming(page).driver_id == other
    morning = {ride.driver for ride in page.board.rides if ride.starts < minute_of(TODAY, 600)}
    assert morning == {"Roth, Peter"}
    office.workspace.undo()
    assert coming(page).driver == "Roth, Peter"


def test_a_swap_that_cannot_be_is_not_offered(page: RidesPage, office: Office) -> None:
    with office.workspace.fill() as db:
        db.add(Vehicle(name="Bus 2", seats=2))
    page.refresh()
    page.choose(coming(page).id)
    page.acts.swap(coming(page))
    dialog = page.findChild(SwapDialog)
    assert dialog is not None
    dialog.what.choose(Swap.VEHICLES.value)
    dialog.what.chosen.emit(Swap.VEHICLES.value)
    assert "zu wenige Sitze" in dialog.told
    assert not dialog.store_button.isEnabled()


def test_a_passenger_boards_elsewhere_for_a_day(page: RidesPage, office: Office) -> None:
    ride = coming(page)
    who = next(p for p in ride.passengers if not p.with_person)
    stop = next(key for key in office.stops.values() if key != who.stop_id)
    page.choose(ride.id)
    page.acts.other_stop(ride, who.person_id)
    dialog = page.findChild(DayStopDialog)
    assert dialog is not None
    assert dialog.way.current() == ride.direction
    dialog.stop.choose(str(stop))
    dialog.stop.chosen.emit(str(stop))
    assert "Nur am Di 02.03.2027" in dialog.told
    dialog.store_button.click()
    now = page.board.ride(ride.id)
    assert now is not None
    assert next(p.stop_id for p in now.passengers if p.person_id == who.person_id) == stop
    office.workspace.undo()
    now = page.board.ride(ride.id)
    assert now is not None
    assert next(p.stop_id for p in now.passengers if p.person_id == who.person_id) == who.stop_id
