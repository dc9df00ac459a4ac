"""Sheets of childcare and rides: ages, what is open, and which slots and rides have one."""

from datetime import date, timedelta

import pytest

from kursplaner.desk.printing.childcare import childcare_sheets, months_old
from kursplaner.desk.printing.driver import age_words, driver_sheets
from kursplaner.documents.sheets.childcare_sheet import ChildcareSheet
from kursplaner.documents.sheets.driver_sheet import DriverSheet
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot, ChildcareSlotCarer
from kursplaner.domain.rides.rides import Ride, RideSeat
from kursplaner.store.records import by_id, find
from tests.desk.paper_town import NOW, TODAY, build
from tests.towns import passing

DAY = date(2027, 3, 2)


@pytest.mark.parametrize(
    ("born", "months", "words"),
    [
        (date(2027, 3, 3), 0, "0 Mon."),
        (date(2027, 2, 3), 0, "0 Mon."),
        (date(2027, 2, 2), 1, "1 Mon."),
        (date(2026, 3, 3), 11, "11 Mon."),
        (date(2026, 3, 2), 12, "1 J."),
        (date(2025, 3, 3), 23, "1 J."),
        (date(2024, 12, 2), 27, "2 J."),
    ],
)
def test_ages_are_whole_months_and_years(born: date, months: int, words: str) -> None:
    assert (months_old(born, DAY), age_words(born, DAY), age_words(None, DAY)) == (
        months,
        words,
        "",
    )


def test_a_slot_has_a_sheet_while_somebody_cares_or_is_cared_for() -> None:
    with passing(build, NOW) as town:

        def heads() -> list[tuple[str, str, int, int]]:
            with town.workspace.read() as db:
                found = childcare_sheets(db, TODAY - timedelta(days=1), TODAY, {town.course})
            return [
                (sheet.title, sheet.subtitle, sheet.starts % 1440, sheet.ends % 1440)
                for sheet in found
            ]

        title = "Betreuungsliste A2 Alltag"
        assert heads() == [(title, "8:45, 2 Kinder, Nebenraum", 525, 705)]
        with town.workspace.fill() as db:
            for place in find(db, ChildcarePlace):
                place.status = "excused"
            by_id(db, ChildcareSlot, town.slot).room_id = None
        assert heads() == [(title, "8:45, 0 Kinder, ohne Raum", 525, 705)]
        with town.workspace.fill() as db:
            (carer,) = find(db, ChildcareSlotCarer)
            db.delete(carer)
        assert heads() == []
        with town.workspace.fill() as db:
            find(db, ChildcarePlace)[0].status = "planned"
        with town.workspace.read() as db:
            (sheet,) = (planned.sheet for planned in childcare_sheets(db, TODAY, TODAY, None))
        assert isinstance(sheet, ChildcareSheet)
        assert (sheet.room, sheet.carers, sheet.limit) == ("noch offen", ("noch offen",), None)


def test_a_ride_has_a_sheet_while_somebody_is_aboard_and_says_what_is_open() -> None:
    with passing(build, NOW) as town:
        with town.workspace.fill() as db:
            ride = by_id(db, Ride, town.rides[0])
            ride.driver_id = ride.vehicle_id = None
            for seat in find(db, RideSeat, ride_id=town.rides[0]):
                seat.stop_id, seat.pram = None, False
                seat.wheelchair = seat.person_id == town.people["Rima"]
            for seat in find(db, RideSeat, ride_id=town.rides[1]):
                seat.result = "cancelled_in_time"
        with town.workspace.read() as db:
            (sheet,) = (planned.sheet for planned in driver_sheets(db, TODAY, TODAY, None))
        assert isinstance(sheet, DriverSheet)
        assert (sheet.driver, sheet.vehicle) == ("noch offen", "noch offen")
        assert sheet.fit_in == ("1 Babyschale", "1 Kindersitz", "Platz für Rollstuhl")
        first, site = sheet.stops
        assert (first.name, site.passengers) == ("Oelsnitz, Bahnhof", ())
        notes = {line.name: line.note for line in first.passengers}
        assert (notes["Rima H."], notes["Olena A."]) == ("Rollstuhl", "")
