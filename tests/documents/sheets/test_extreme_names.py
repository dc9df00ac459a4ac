"""Each kind of sheet with names in all scripts, in one endless word, and with many funders."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest

from kursplaner.documents.page.heading import Funding
from kursplaner.documents.sheets import (
    access_report,
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
from kursplaner.documents.sheets.access_report import AccessSheet, Entry, Part
from kursplaner.documents.sheets.attendance_sheet import (
    AttendanceCell,
    AttendanceLesson,
    AttendanceRow,
)
from kursplaner.documents.sheets.door_notice import DoorLesson
from kursplaner.documents.sheets.driver_sheet import Passenger, RideStop
from kursplaner.documents.sheets.emergency_sheet import PhoneCall, PresentChild
from kursplaner.documents.sheets.evacuation_sheet import EvacuationRoom
from tests.documents import reading
from tests.documents.room import faults
from tests.documents.sheets import test_extreme_content as usual

SCRIPTS = {
    "Arabic": "ريما بنت محمد الحسين بن عبد الرحمن آل إبراهيم المصطفى",
    "Persian": "فاطمه حسین‌زاده کریمی‌پور محمدی‌نژاد",
    "Cyrillic": "Вікторія-Анастасія Олександрівна Кличко-Нечуй-Левицька",
    "Greek": "Αικατερίνη Παπαδοπούλου-Κωνσταντινίδου",
    "Vietnamese": "Nguyễn Thị Hoàng Ánh Tuyết Phượng",
    "Ethiopic": "ሰላማዊት ተስፋዬ ገብረሥላሴ ወልደማርያም",
    "mixed": "Олена حداد Łódź 周伟 (Zoë) 12/3",
    "no font": "周伟明 ธนพล საქართველო",
    "marks": "e\u0301" * 40 + " Z\u0323\u030c" * 9,
    "endless": "Donaudampfschifffahrtsgesellschaftskapitän" * 5,
}
TWO = (time(9), time(11, 30))


Draws = dict[str, Callable[[io.BytesIO], int]]


def all_kinds(name: str) -> Draws:
    """Return how to draw one sheet of each kind in which every name is this one."""
    return {**that_come_back(name), **that_stay(name)}


def that_come_back(name: str) -> Draws:
    person = AttendanceRow(family_name=name, given_name=name)
    listed = usual.attendance(0, 3, **{**usual.SHORT, "people": (person,) * 3, "teachers": name})
    child = replace(usual.childcare(2).children[1], name=name, guardian=name, may_collect=(name,))
    cared = replace(usual.childcare(0), letterhead=usual.PLAIN, carers=(name,) * 7, room=name)
    rider = Passenger(name=name, phone="0152 28817386", note=name)
    aboard = (rider, Passenger(name=name, child_of=name, seat="Kindersitz"))
    stop = RideStop(at=time(8), name=name, passengers=aboard)
    ride = replace(usual.driver(0, 0), driver=name, vehicle=name, course=name, stops=(stop,) * 2)
    asked = usual.evaluation("easy", subject=name, copies=1, letterhead=usual.PLAIN)
    return {
        "attendance": lambda out: attendance_sheet.draw([listed], out),
        "results": lambda out: attendance_sheet.draw([replace(listed, filled=True)], out),
        "childcare": lambda out: childcare_sheet.draw([replace(cared, children=(child,) * 3)], out),
        "driver": lambda out: driver_sheet.draw([ride], out),
        "evaluation": lambda out: evaluation_sheet.draw([asked], out),
    }


def that_stay(name: str) -> Draws:
    head = usual.PLAIN
    call = PhoneCall(number="0152 28817386", who=(name,), barred=(name,))
    ill = PresentChild(name=name, facts=name, health=(f"Allergie: {name}",), calls=(call,) * 3,
                       may_collect=(name,) * 2, may_not_collect=(name,))  # fmt: skip
    present = replace(usual.emergency(0), children=(ill,) * 2, letterhead=head)
    inside = EvacuationRoom(title=name, names=(name,) * 4, house=name)
    drill = replace(usual.evacuation(0), rooms=(inside, replace(inside, under_way=True)))
    called = replace(usual.calls(1).people[0], name=name, beneath=name, topic=name)
    values = tuple(Entry(name, name) for _ in range(3))
    report = AccessSheet(letterhead=head, name=name, made_on=usual.FIRST, notes=(name,),
                         parts=(Part("Anmeldungen", name, (values,) * 2),))  # fmt: skip
    taught = DoorLesson(starts=TWO[0], ends=TWO[1], title=name, note=name, childcare_room=name)
    door = replace(usual.door(0), room=name, place=name, lessons=(taught,) * 2, letterhead=head)
    failed = replace(usual.failed(1), name=name, children=(name,) * 2, letterhead=head)
    return {
        "emergency": lambda out: emergency_sheet.draw(present, out),
        "evacuation": lambda out: evacuation_sheet.draw(drill, out),
        "calls": lambda out: call_sheet.draw(replace(usual.calls(0), people=(called,) * 2), out),
        "failed": lambda out: childcare_failed.draw([failed], out),
        "door": lambda out: door_notice.draw([door], out),
        "access": lambda out: access_report.draw(report, out),
    }


@pytest.mark.parametrize("script", SCRIPTS)
def test_names_of_every_script_have_room_on_every_sheet(script: str) -> None:
    for kind, draw in all_kinds(SCRIPTS[script]).items():
        out = io.BytesIO()
        draw(out)
        assert faults(out.getvalue())[:3] == [], kind


def drawn(**changes: object) -> bytes:
    out = io.BytesIO()
    attendance_sheet.draw([usual.attendance(3, 4, **{**usual.SHORT, **changes})], out)
    return out.getvalue()


@pytest.mark.parametrize("profile", ["simple", "bamf"])
def test_many_funders_with_many_logos_have_room_and_every_line_is_read(profile: str) -> None:
    logo = usual.logo()
    payers = tuple(
        Funding(line=f"Gefördert durch Stelle {at}. Az. {at}", logo=logo, further_logos=(logo,) * 7)
        for at in range(3)
    )
    pdf = drawn(profile=profile, funding=payers[0], further_funding=payers[1:])
    assert faults(pdf) == []
    said = reading.flat(reading.pages(pdf)[0])
    assert all(each.line in said for each in payers)


def test_dates_that_nobody_signs_for_and_odd_units_have_room() -> None:
    lesson = AttendanceLesson(
        day=date(2027, 9, 29), starts=TWO[0], ends=TWO[1], units=Decimal("3.33")
    )
    dates = (replace(lesson, cancelled=True), replace(lesson, elsewhere="A 41234"), lesson)
    late = AttendanceCell(mark="U", came=time(10, 45), left=time(11, 5))
    cells = (AttendanceCell(outside=True), late, late)
    people = (AttendanceRow(family_name="Haddad", given_name="Rima", cells=cells),) * 16
    for filled in (False, True):
        for profile in ("simple", "bamf"):
            changes = {"lessons": dates, "people": people, "filled": filled, "profile": profile}
            assert faults(drawn(**changes)) == [], (filled, profile)


@pytest.mark.parametrize("language", ["de", "uk", "ru", "ar", "cs", "en", "tr", "fa"])
def test_a_confirmation_has_room_in_each_language(language: str) -> None:
    out = io.BytesIO()
    childcare_failed.draw([replace(usual.failed(3), language=language)], out)
    assert faults(out.getvalue()) == []
