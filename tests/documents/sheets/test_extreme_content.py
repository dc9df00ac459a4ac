"""Each kind of sheet with far more than usual, and with nothing: no text is cut or without room."""

import io
from collections.abc import Callable
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from PIL import Image

from kursplaner.documents.page.heading import Funding, Letterhead
from kursplaner.documents.sheets import (
    attendance_sheet,
    call_sheet,
    childcare_failed,
    childcare_sheet,
    door_notice,
    driver_sheet,
    emergency_sheet,
    evacuation_sheet,
    evaluation_sheet,
)
from kursplaner.documents.sheets.attendance_sheet import (
    AttendanceCell,
    AttendanceLesson,
    AttendanceRow,
    AttendanceSheet,
)
from kursplaner.documents.sheets.call_sheet import CalledPerson, CallSheet
from kursplaner.documents.sheets.childcare_failed import ChildcareFailed, FailedDay
from kursplaner.documents.sheets.childcare_sheet import ChildcareSheet, ChildRow
from kursplaner.documents.sheets.door_notice import DoorLesson, DoorNotice
from kursplaner.documents.sheets.driver_sheet import DriverSheet, Passenger, RideStop
from kursplaner.documents.sheets.emergency_sheet import EmergencySheet, PhoneCall, PresentChild
from kursplaner.documents.sheets.evacuation_sheet import EvacuationRoom, EvacuationSheet
from kursplaner.documents.sheets.evaluation_sheet import EvaluationSheet
from tests.documents import reading
from tests.documents.room import faults

FIRST = date(2027, 2, 2)
LONG_NAME = (
    "Maximiliane-Theodora Freifrau von und zu Hohenstein-Wallenrode-Abdulrahman"
    " al-Hussein bint Mohammad Nguyễn Thị Hoa Вікторія"
)
PHONES = tuple(f"0152 2881{number:04}" for number in range(6))


def words(count: int, word: str = "Weiterbildung") -> str:
    return " ".join(f"{word}{number}" for number in range(count))


def logo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 100), "navy").save(out, "PNG")
    return out.getvalue()


HEAD = Letterhead(
    issuer=words(12, "Stadt"), office=words(12, "Amt"), phone=words(20, "0172-"), town="KQ3X"
)
PLAIN = Letterhead(issuer="Stadt Adorf/Vogtl.", office="Integrationsbüro", town="KQ3X")


def lessons(count: int) -> tuple[AttendanceLesson, ...]:
    return tuple(
        AttendanceLesson(
            day=FIRST + timedelta(days=place), starts=time(9), ends=time(11, 30), units=Decimal(3)
        )
        for place in range(count)
    )


def people(count: int, *, filled: bool = False) -> tuple[AttendanceRow, ...]:
    cells = tuple(AttendanceCell(mark="X") for _ in range(20)) if filled else ()
    return tuple(
        AttendanceRow(
            family_name=LONG_NAME if place % 9 == 0 else f"Familie{place:03}",
            given_name=LONG_NAME if place % 7 == 0 else f"Vorname{place:03}",
            cells=cells,
            whole_course=(112, 10, 3) if filled else None,
        )
        for place in range(count)
    )


def attendance(count: int, days: int, **changes: object) -> AttendanceSheet:
    three = tuple(
        Funding(line=words(40, "Förderhinweis"), logo=logo(), further_logos=(logo(),))
        for _ in range(3)
    )
    values: dict[str, object] = {
        "number": 41_234,
        "letterhead": HEAD,
        "course_number": "A2-03",
        "course_title": words(120),
        "level": "B1.1 bis B2.2",
        "place": words(40, "Haus"),
        "teachers": ", ".join(f"Dr. Kathrin {LONG_NAME[:40]}" for _ in range(7)),
        "unit_minutes": 45,
        "lessons": lessons(days),
        "people": people(count, filled=bool(changes.get("filled"))),
        "funding": three[0],
        "further_funding": three[1:],
    }
    return AttendanceSheet(**{**values, **changes})  # type: ignore[arg-type]


def childcare(count: int) -> ChildcareSheet:
    return ChildcareSheet(
        number=41_234,
        letterhead=HEAD if count else PLAIN,
        day=FIRST,
        starts=time(9),
        ends=time(11, 30),
        room=words(120) if count else "noch offen",
        courses=words(60),
        carers=tuple(f"{LONG_NAME[:50]} {place}" for place in range(7)),
        children=tuple(
            ChildRow(
                name=LONG_NAME if place % 4 == 0 else f"Kind {place}",
                age_months=40,
                guardian=f"Mutter {LONG_NAME}",
                attention=True,
                may_collect=tuple(f"{LONG_NAME} {who}" for who in range(place % 7)),
                may_not_collect=(LONG_NAME,) if place % 3 else (),
            )
            for place in range(count)
        ),
        limit=5,
    )


def driver(stops: int, passengers: int) -> DriverSheet:
    def aboard(stop: int) -> tuple[Passenger, ...]:
        adult = Passenger(
            name=LONG_NAME if stop % 3 == 0 else "Olena A.",
            phone=" / ".join(PHONES) if stop % 2 else PHONES[0],
            note=words(20, "Hinweis") if stop % 4 == 0 else "Kinderwagen",
        )
        child = Passenger(name=f"{LONG_NAME}, 4 J.", child_of=LONG_NAME, seat="Kindersitz")
        return (adult, child, Passenger(name="Petr N.", seat="Sitzerhöhung"))[:passengers]

    return DriverSheet(
        number=41_234,
        letterhead=HEAD if stops else PLAIN,
        direction="out",
        day=FIRST,
        vehicle=words(40, "Bus"),
        driver=LONG_NAME,
        course=words(60),
        seats=8,
        stops=tuple(
            RideStop(
                at=time(8, stop),
                name=words(60, "Platz") if stop == 1 else f"Bad Elster, Halt {stop}",
                passengers=aboard(stop),
            )
            for stop in range(stops)
        ),
        fit_in=tuple(words(6, "Sitz") for _ in range(5)) if stops else (),
    )


def evaluation(version: evaluation_sheet.Version, **changes: object) -> EvaluationSheet:
    values: dict[str, object] = {
        "number": 41_234,
        "letterhead": HEAD,
        "subject": words(120),
        "copies": 2,
        "version": version,
    }
    return EvaluationSheet(**{**values, **changes})  # type: ignore[arg-type]


def emergency(count: int) -> EmergencySheet:
    return EmergencySheet(
        letterhead=HEAD,
        day=FIRST,
        at=time(10, 20),
        count=f"{count} Kinder",
        children=tuple(
            PresentChild(
                name=LONG_NAME,
                facts=words(30, "Sprache"),
                health=tuple(f"Allergie: {words(12, 'Stoff')}" for _ in range(11)),
                calls=tuple(
                    PhoneCall(number=phone, who=(LONG_NAME, "Olena"), barred=(LONG_NAME,))
                    for phone in PHONES
                ),
                may_collect=(LONG_NAME,) * 5,
                may_not_collect=(LONG_NAME,) * 2,
            )
            for _ in range(count)
        ),
    )


def evacuation(count: int) -> EvacuationSheet:
    rooms = tuple(
        EvacuationRoom(
            title=words(30, "Raum") if place % 2 else f"Saal {place}",
            names=tuple(LONG_NAME if who % 11 == 0 else f"Person {who}" for who in range(count)),
            house=words(20, "Haus"),
            under_way=place == 3,
        )
        for place in range(4 if count else 0)
    )
    return EvacuationSheet(
        letterhead=HEAD, day=FIRST, at=time(10, 20), count=words(12, "Personen"), rooms=rooms
    )


def calls(count: int) -> CallSheet:
    person = CalledPerson(
        leaves="07:30",
        name=LONG_NAME,
        beneath=words(20, "Kind"),
        topic=words(20, "Kurs"),
        way=words(12, "Bescheid"),
        number=" / ".join(PHONES[:3]),
        route=words(12, "Weg"),
        says="A",
        told=words(30, "erreicht"),
        answer=words(30, "antwort"),
        mailbox=True,
    )
    return CallSheet(
        letterhead=HEAD,
        day=FIRST,
        at=time(7),
        what=words(40),
        done=words(12, "fertig"),
        sentences=tuple((letter, words(60)) for letter in "ABCDEFG" if count),
        people=(person,) * count,
    )


def failed(days: int) -> ChildcareFailed:
    return ChildcareFailed(
        letterhead=HEAD,
        name=LONG_NAME,
        children=(LONG_NAME,) * 4,
        days=tuple(
            FailedDay(
                day=FIRST + timedelta(days=place),
                starts=time(9),
                ends=time(11),
                course=words(30) if place == 1 else "A2 Alltag",
            )
            for place in range(days)
        ),
        place=words(12, "Ort"),
        language="uk",
    )


def door(count: int) -> DoorNotice:
    return DoorNotice(
        letterhead=HEAD,
        room=words(20, "Raum"),
        place=words(20, "Straße"),
        day=FIRST,
        lessons=tuple(
            DoorLesson(
                starts=time(8 + place % 12),
                ends=time(9 + place % 12),
                title=words(120) if place == 2 else words(12),
                note=words(20, "Hinweis") if place % 2 else "",
                childcare_room=words(12, "Raum") if place % 3 else "",
            )
            for place in range(count)
        ),
    )


SHORT: dict[str, object] = {
    "letterhead": PLAIN,
    "course_title": "A2 Alltag",
    "place": "Markt 1, Schulungsraum",
    "teachers": "Katrin Seidel",
    "funding": Funding(line="Gefördert durch das Land. Az. 1", logo=logo()),
    "further_funding": (Funding(line="Kofinanziert von der EU. Az. 2", logo=logo()),),
}
Draw = Callable[[io.BytesIO], int]
EXTREMES: dict[str, Draw] = {
    "300 people, 20 dates": lambda out: attendance_sheet.draw([attendance(300, 20, **SHORT)], out),
    "300 people of the Federal Office": lambda out: attendance_sheet.draw(
        [attendance(300, 5, profile="bamf", **SHORT)], out
    ),
    "a long head": lambda out: attendance_sheet.draw([attendance(9, 7)], out),
    "20 dates of the Federal Office": lambda out: attendance_sheet.draw(
        [attendance(20, 20, profile="bamf")], out
    ),
    "results": lambda out: attendance_sheet.draw([attendance(30, 20, filled=True)], out),
    "signed elsewhere": lambda out: attendance_sheet.draw(
        [attendance(0, 0, letterhead=PLAIN, funding=None, further_funding=())], out
    ),
    "nobody": lambda out: attendance_sheet.draw([attendance(0, 0, letterhead=PLAIN)], out),
    "25 children": lambda out: childcare_sheet.draw([childcare(25)], out),
    "no child": lambda out: childcare_sheet.draw([childcare(0)], out),
    "a full bus": lambda out: driver_sheet.draw([driver(20, 3)], out),
    "an empty bus": lambda out: driver_sheet.draw([driver(0, 0)], out),
    **{
        f"evaluation {version}": lambda out, version=version: evaluation_sheet.draw(  # type: ignore[misc]
            [evaluation(version)], out
        )
        for version in ("standard", "easy", "literacy", "children")
    },
    "evaluation without services": lambda out: evaluation_sheet.draw(
        [evaluation("standard", childcare=False, shuttle=False)], out
    ),
    "eleven allergies": lambda out: emergency_sheet.draw(emergency(9), out),
    "nobody in need": lambda out: emergency_sheet.draw(emergency(0), out),
    "300 in each room": lambda out: evacuation_sheet.draw(evacuation(300), out),
    "nobody in the house": lambda out: evacuation_sheet.draw(evacuation(0), out),
    "40 calls": lambda out: call_sheet.draw(calls(40), out),
    "no call": lambda out: call_sheet.draw(calls(0), out),
    "20 days without childcare": lambda out: childcare_failed.draw([failed(20)], out),
    "a day without childcare": lambda out: childcare_failed.draw([failed(1)], out),
    "20 lessons at a door": lambda out: door_notice.draw([door(20)], out),
    "no lesson at a door": lambda out: door_notice.draw([door(0)], out),
}


@pytest.mark.parametrize("kind", EXTREMES)
def test_nothing_is_cut_or_without_room(kind: str) -> None:
    out = io.BytesIO()
    pages = EXTREMES[kind](out)
    assert len(reading.pages(out.getvalue())) == pages
    assert faults(out.getvalue())[:8] == []
