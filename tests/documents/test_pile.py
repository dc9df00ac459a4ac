"""Sheets of all kinds in one PDF."""

import io
from datetime import date, time

from kursplaner.documents import pile
from kursplaner.documents.page.heading import Letterhead
from kursplaner.documents.sheets.childcare_sheet import ChildcareSheet, ChildRow
from kursplaner.documents.sheets.door_notice import DoorLesson, DoorNotice
from kursplaner.documents.sheets.driver_sheet import DriverSheet, Passenger, RideStop
from kursplaner.documents.sheets.evaluation_sheet import EvaluationSheet
from tests.documents.reading import pages

HEAD = Letterhead(issuer="Stadt Adorf/Vogtl.")
DAY = date(2027, 3, 2)


def door(lessons: int = 1) -> DoorNotice:
    lesson = DoorLesson(starts=time(9), ends=time(11), title="A2 Alltag")
    return DoorNotice(
        letterhead=HEAD, room="Saal", place="Markt 1", day=DAY, lessons=(lesson,) * lessons
    )


def care(children: int) -> ChildcareSheet:
    return ChildcareSheet(
        number=0,
        letterhead=HEAD,
        day=DAY,
        starts=time(9),
        ends=time(11),
        room="Saal",
        courses="A2",
        carers=(),
        children=(ChildRow(name="Danylo 周"),) * children,
    )


def ride(passengers: int) -> DriverSheet:
    stop = RideStop(at=time(8), name="Markt", passengers=(Passenger(name="Rima H."),) * passengers)
    return DriverSheet(
        number=0,
        letterhead=HEAD,
        direction="out",
        day=DAY,
        vehicle="Bus",
        driver="Peter R.",
        course="A2",
        seats=8,
        stops=(stop,),
    )


def test_pages_are_counted_as_they_are_drawn() -> None:
    sheets: list[pile.Sheet] = [
        door(),
        door(9),
        door(0),
        care(0),
        care(13),
        ride(3),
        ride(40),
        EvaluationSheet(number=1, letterhead=HEAD, subject="A2", copies=3),
    ]
    out = io.BytesIO()
    counts = pile.draw(sheets, out, title="Alles")
    assert counts == [pile.page_count(sheet) for sheet in sheets] == [1, 2, 1, 1, 2, 1, 3, 3]
    assert len(pages(out.getvalue())) == sum(counts)


def test_a_number_stands_in_the_code() -> None:
    out = io.BytesIO()
    pile.draw([pile.numbered(care(1), 42), pile.numbered(door(), 43)], out, title="Zwei")
    first, second = pages(out.getvalue())
    assert "K 42-1-1" in first
    assert "43" not in second


def test_signs_without_a_font_are_found_anywhere() -> None:
    assert pile.missing_signs(care(1)) == {"周"}
    assert pile.missing_signs(door()) == frozenset()
