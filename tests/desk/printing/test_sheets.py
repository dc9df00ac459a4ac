"""What stands on each sheet made from a town's records."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from typing import TypeVar

import pytest
from sqlalchemy import select

from kursplaner.basics import clock
from kursplaner.basics.spans import minute_of
from kursplaner.desk.printing.attendance import list_of, lists_of, monthly_lists
from kursplaner.desk.printing.childcare import childcare_sheets
from kursplaner.desk.printing.door import door_notices
from kursplaner.desk.printing.driver import driver_sheets
from kursplaner.desk.printing.evaluation import evaluation_sheets
from kursplaner.desk.printing.sheets import (
    AS_USUAL,
    PlannedSheet,
    SheetChoice,
    aspects_changed,
    first_and_initial,
    shown_head,
)
from kursplaner.documents.page.heading import Funding, Letterhead
from kursplaner.documents.sheets.attendance_sheet import AttendanceSheet
from kursplaner.documents.sheets.childcare_sheet import ChildcareSheet
from kursplaner.documents.sheets.door_notice import DoorNotice
from kursplaner.documents.sheets.driver_sheet import DriverSheet
from kursplaner.documents.sheets.evaluation_sheet import EvaluationSheet
from kursplaner.domain.attendance.marks import AttendanceMark, ClosedMonth
from kursplaner.domain.courses import CourseGrant, Enrolment, Lesson, PlannedLesson
from kursplaner.domain.funding import Grant
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.people import Person
from kursplaner.domain.rides.rides import RideSeat
from kursplaner.planning.courses.grant import add_named
from kursplaner.planning.funding.grants import GrantForm, store_grant
from kursplaner.store.records import by_id, find
from tests.desk.paper_town import NOW, OFFICE_PHONE, TODAY, PaperTown, build
from tests.towns import passing

S = TypeVar("S")


@pytest.fixture
def town() -> Iterator[PaperTown]:
    with passing(build, NOW) as made:
        yield made


def sheet(sheets: list[PlannedSheet], kind: type[S], place: int = 0) -> S:
    found = sheets[place].sheet
    assert isinstance(found, kind)
    return found


def march(town: PaperTown, choice: SheetChoice = AS_USUAL) -> AttendanceSheet:
    with town.workspace.read() as db:
        return sheet(monthly_lists(db, TODAY, TODAY, None, choice), AttendanceSheet)


def test_an_attendance_list_holds_the_month(town: PaperTown) -> None:
    made = march(town)
    assert [lesson.day for lesson in made.lessons] == [
        date(2027, 3, 2), date(2027, 3, 4), date(2027, 3, 9),
    ]  # fmt: skip
    assert (made.course_number, made.level, made.teachers) == ("A2-03", "A2", "Katrin Seidel")
    assert made.place == "Markt 1, Schulungsraum"
    assert made.letterhead.issuer == "Stadt Adorf/Vogtl."
    assert made.funding is not None
    assert made.funding.line == "Mitfinanziert durch Steuermittel. Az. IM-2027-0184"
    assert made.funding.logo
    assert [(person.family_name, person.given_name) for person in made.people][:2] == [
        ("=SUM(A1)", "'Quote"),
        ("Alekseeva", "Olena"),
    ]


def test_who_is_not_expected_is_hatched_or_left_out(town: PaperTown) -> None:
    with town.workspace.change(ActKind.LEFT_COURSE) as db:
        by_id(db, Enrolment, town.enrolments["Rima"]).left_on = date(2027, 2, 26)
        by_id(db, Enrolment, town.enrolments["Olena"]).joined_on = date(2027, 3, 4)
        by_id(db, Enrolment, town.enrolments["Farhad"]).only_planned_lessons = True
        db.add(PlannedLesson(enrolment_id=town.enrolments["Farhad"], lesson_id=town.lessons[3]))
    people = {person.given_name or person.family_name: person for person in march(town).people}
    assert "Rima" not in people
    assert [cell.outside for cell in people["Olena"].cells] == [True, False, False]
    assert [cell.outside for cell in people["Farhad"].cells] == [True, True, False]


def test_a_result_list_carries_the_marks(town: PaperTown) -> None:
    with town.workspace.change(ActKind.ATTENDANCE_MARKED) as db:
        db.add(
            AttendanceMark(
                enrolment_id=town.enrolments["Olena"],
                lesson_id=town.lessons[1],
                mark="X",
                came_at=570,
            )
        )
    before = march(town, SheetChoice(filled=True, profile="bamf"))
    assert all(cell.mark == "" for person in before.people for cell in person.cells)
    with clock.pinned(datetime.combine(TODAY, time(9, 30))):
        made = march(town, SheetChoice(filled=True, profile="bamf"))
    assert made.filled
    assert made.profile == "bamf"
    olena = next(person for person in made.people if person.given_name == "Olena")
    assert (olena.cells[0].mark, olena.cells[0].came) == ("X", time(9, 30))
    assert made.units_before == 3


def test_a_cancelled_lesson_is_not_on_the_list(town: PaperTown) -> None:
    with town.workspace.change(ActKind.LESSON_CANCELLED) as db:
        by_id(db, Lesson, town.lessons[2]).status = "cancelled"
    assert len(march(town).lessons) == 2


def test_a_list_of_any_period(town: PaperTown) -> None:
    with town.workspace.read() as db:
        planned = list_of(db, town.course, date(2027, 2, 1), date(2027, 12, 31), AS_USUAL)
        none = list_of(db, town.course, date(2028, 2, 1), date(2028, 12, 31), AS_USUAL)
    assert planned is not None
    assert (planned.first_day, planned.last_day) == (date(2027, 2, 25), date(2027, 4, 6))
    assert none is None


def test_a_childcare_sheet_tells_who_may_collect(town: PaperTown) -> None:
    with town.workspace.read() as db:
        made = sheet(childcare_sheets(db, TODAY, TODAY, None), ChildcareSheet)
    baby, danylo = made.children
    assert (baby.name, baby.age_months, baby.attention) == ("Baby Alekseeva", 5, False)
    assert (danylo.name, danylo.attention) == ("Danylo Alekseeva", True)
    assert danylo.guardian == "Olena Alekseeva"
    assert danylo.may_collect == ("Olena Alekseeva",)
    assert danylo.may_not_collect == ("Omar F.",)
    assert (made.carers, made.limit) == (("Anke Lehmann",), 5)


def test_a_driver_sheet_goes_out_with_families_together(town: PaperTown) -> None:
    with town.workspace.read() as db:
        made = sheet(driver_sheets(db, TODAY, TODAY, None), DriverSheet)
    assert [stop.name for stop in made.stops] == [
        "Oelsnitz, Bahnhof",
        "Bad Elster, Kurhaus",
        "Ankunft Adorf/Vogtl., Rathaus",
    ]
    assert [stop.arrival for stop in made.stops] == [False, False, True]
    assert [who.name for who in made.stops[0].passengers] == ["Rima H."]
    olena, *children = made.stops[1].passengers
    assert (olena.name, olena.note) == ("Olena A.", "Kinderwagen")
    assert {(who.name, who.child_of, who.seat) for who in children} == {
        ("Danylo, 4 J.", "Olena", "Kindersitz"),
        ("Baby, 5 Mon.", "Olena", "Babyschale"),
    }
    assert made.fit_in == ("1 Babyschale", "1 Kindersitz", "Platz für Kinderwagen")
    assert (made.driver, made.vehicle) == ("Peter R.", "Bus 1, V-AD 12")
    assert made.course == "A2 Alltag, Beginn 9:00"


def test_on_the_way_back_every_stop_but_the_first_is_an_arrival(town: PaperTown) -> None:
    with town.workspace.read() as db:
        back = driver_sheets(db, TODAY, TODAY, None)[1].sheet
    assert isinstance(back, DriverSheet)
    assert [stop.arrival for stop in back.stops] == [False] + [True] * (len(back.stops) - 1)
    assert len(back.stops) > 1
    assert [stop.name.split()[0] for stop in back.stops[:1]] == ["Abfahrt"]
    assert not any(stop.name.startswith(("Ankunft", "Abfahrt")) for stop in back.stops[1:])


def test_a_stop_where_nobody_rides_is_left_out(town: PaperTown) -> None:
    with town.workspace.change(ActKind.RIDE_CHANGED) as db:
        for seat in find(db, RideSeat):
            person = by_id(db, Person, seat.person_id)
            if person.given_name == "Rima":
                seat.result = "cancelled_in_time"
    with town.workspace.read() as db:
        made = sheet(driver_sheets(db, TODAY, TODAY, None), DriverSheet)
    assert [stop.name for stop in made.stops] == [
        "Bad Elster, Kurhaus",
        "Ankunft Adorf/Vogtl., Rathaus",
    ]


def test_a_protected_address_gives_the_offices_phone(town: PaperTown) -> None:
    with town.workspace.read() as db:
        made = sheet(driver_sheets(db, TODAY, TODAY, None), DriverSheet)
    phones = {who.name: who.phone for stop in made.stops for who in stop.passengers}
    assert phones["Rima H."] == OFFICE_PHONE
    assert phones["Olena A."].startswith("0171")


def test_the_way_back_begins_at_the_site(town: PaperTown) -> None:
    with town.workspace.read() as db:
        made = sheet(driver_sheets(db, TODAY, TODAY, None), DriverSheet, 1)
    assert made.direction == "back"
    assert made.stops[0].name == "Abfahrt Adorf/Vogtl., Rathaus"
    assert not made.stops[0].passengers
    assert made.course == "A2 Alltag, Ende 11:30"


def test_a_moved_lesson_stands_on_both_doors(town: PaperTown) -> None:
    with town.workspace.change(ActKind.LESSON_MOVED) as db:
        by_id(db, Lesson, town.lessons[1]).room_id = town.rooms["Ratssaal"]
    with town.workspace.read() as db:
        sheets = door_notices(db, TODAY, TODAY, None)
    doors = {made.room: made for made in (planned.sheet for planned in sheets)
             if isinstance(made, DoorNotice)}  # fmt: skip
    assert doors["Schulungsraum"].lessons[0].note == "heute in: Ratssaal"
    assert doors["Ratssaal"].lessons[0].note == "nur heute hier"
    assert doors["Ratssaal"].lessons[0].childcare_room == "Nebenraum"
    assert doors["Nebenraum"].lessons[0].title == "Kinderbetreuung"


def test_a_cancelled_lesson_is_told_at_its_door(town: PaperTown) -> None:
    with town.workspace.change(ActKind.LESSON_CANCELLED) as db:
        by_id(db, Lesson, town.lessons[1]).status = "cancelled"
    with town.workspace.read() as db:
        sheets = door_notices(db, TODAY, TODAY, {town.course})
    notes = [lesson.note for lesson in sheet(sheets, DoorNotice).lessons]
    assert "fällt heute aus" in notes


def test_evaluation_sheets_are_due_where_a_course_ends(town: PaperTown) -> None:
    april = date(2027, 4, 6)
    with town.workspace.read() as db:
        assert not evaluation_sheets(db, TODAY, TODAY, None, AS_USUAL)
        made = sheet(evaluation_sheets(db, TODAY, april, None, AS_USUAL), EvaluationSheet)
        easy = SheetChoice(version="easy", copies=3)
        asked = sheet(
            evaluation_sheets(db, TODAY, TODAY, None, easy, ending=False), EvaluationSheet
        )
    assert (made.copies, made.version) == (6, "standard")
    assert (made.subject, asked.copies, asked.version) == ("A2 Alltag, April 2027", 3, "easy")


def test_other_courses_are_left_out(town: PaperTown) -> None:
    nobody = {town.course + 1}
    with town.workspace.read() as db:
        assert not monthly_lists(db, TODAY, TODAY, nobody, AS_USUAL)
        assert not childcare_sheets(db, TODAY, TODAY, nobody)
        assert not driver_sheets(db, TODAY, TODAY, nobody)
        assert not door_notices(db, TODAY, TODAY, nobody)


def test_short_names() -> None:
    assert first_and_initial("Rima", "Haddad") == "Rima H."
    assert first_and_initial("", "Farhad") == "Farhad"
    assert first_and_initial("Zoë", "e\u0301toile") == "Zoë e\u0301."


def test_a_fingerprint_names_what_differs(town: PaperTown) -> None:
    with town.workspace.read() as db:
        before = monthly_lists(db, TODAY, TODAY, None, AS_USUAL)[0].fingerprint
    with town.workspace.change(ActKind.LESSON_MOVED) as db:
        lesson = by_id(db, Lesson, town.lessons[2])
        lesson.starts, lesson.ends = lesson.starts + 15, lesson.ends + 15
    with town.workspace.read() as db:
        after = monthly_lists(db, TODAY, TODAY, None, AS_USUAL)[0].fingerprint
    assert len(before) == len(after) == 64
    assert aspects_changed(before, after) == ("times",)


def test_where_another_grant_pays_from_a_day_on_the_month_has_a_list_for_each(
    town: PaperTown,
) -> None:
    day = date(2027, 3, 5)
    with town.workspace.fill() as db:
        db.add(CourseGrant(course_id=town.course, starts=minute_of(day), grant_id=None))
    with town.workspace.read() as db:
        lists = monthly_lists(db, date(2027, 3, 1), date(2027, 3, 31), {town.course}, AS_USUAL)
        first, second = (sheet(lists, AttendanceSheet, place) for place in (0, 1))
    assert len(lists) == 2
    assert [(each.first_day, each.last_day) for each in lists] == [
        (date(2027, 3, 1), date(2027, 3, 4)),
        (day, date(2027, 3, 31)),
    ]
    assert [lesson.day.day for lesson in first.lessons] == [2, 4]
    assert (first.funding is None, second.funding is None) == (False, True)


def test_a_closed_month_stands_on_the_list_with_its_results(town: PaperTown) -> None:
    month, asked = date(2027, 3, 1), SheetChoice(filled=True)
    assert march(town, asked).closed is None
    with town.workspace.fill() as db:
        usual = {"course_id": town.course, "month": month}
        db.add(ClosedMonth(**usual, closed_at=minute_of(date(2027, 4, 1)), reopened_at=1))
        db.add(ClosedMonth(**usual, closed_at=minute_of(date(2027, 4, 2), 600)))
    assert march(town, asked).closed == date(2027, 4, 2)


def test_a_list_of_a_period_has_one_for_each_grant_that_pays(town: PaperTown) -> None:
    first, last, day = date(2027, 3, 2), date(2027, 3, 20), date(2027, 3, 5)
    with town.workspace.fill() as db:
        db.add(CourseGrant(course_id=town.course, starts=minute_of(day), grant_id=None))
    with town.workspace.read() as db:
        lists = lists_of(db, town.course, first, last, AS_USUAL)
        whole = lists_of(db, town.course, date(2027, 3, 1), date(2027, 3, 31), AS_USUAL)
        after = lists_of(db, town.course, day, last, AS_USUAL)
        monthly = monthly_lists(db, first, last, {town.course}, AS_USUAL)
    before, later = (sheet(lists, AttendanceSheet, place) for place in (0, 1))
    assert (before.funding is None, later.funding is None) == (False, True)
    assert [lesson.day.day for lesson in before.lessons] == [2, 4]
    assert lists[0].last_day < day <= lists[1].first_day
    assert [(each.first_day, each.last_day) for each in whole] == [
        (each.first_day, each.last_day) for each in monthly
    ]
    assert len(after) == 1
    assert len(lists) == len(whole) == 2


def test_a_list_names_every_grant_of_its_days_with_all_logos(town: PaperTown) -> None:
    with town.workspace.fill() as db:
        (first,) = db.scalars(select(Grant))
        form = GrantForm("AZ-2", "", "Kofinanziert.", date(2027, 3, 9), date(2027, 3, 9))
        second = store_grant(db, replace(form, logos=(b"\x89PNG2", b"\x89PNG3")))
        past = store_grant(db, replace(form, reference="AZ-3", last_day=date(2027, 3, 8),
                                       first_day=date(2027, 3, 5)))  # fmt: skip
        add_named(db, town.course, (past, second, first.id))
    made = march(town, AS_USUAL)
    assert [each.line for each in made.paid_by] == [
        "Mitfinanziert durch Steuermittel. Az. IM-2027-0184", "Kofinanziert. Az. AZ-2",
    ]  # fmt: skip
    assert made.paid_by[1].logos == (b"\x89PNG2", b"\x89PNG3")


def test_another_logo_or_grant_changes_the_head_and_the_usual_one_does_not() -> None:
    head = Letterhead(issuer="Stadt")
    paid = Funding(line="Gefördert", logo=b"1")
    usual = shown_head(head, paid)
    assert shown_head(head, paid, ()) == usual
    assert len(usual) == 5
    others = {
        shown_head(head, replace(paid, further_logos=(b"2",))),
        shown_head(head, paid, (Funding(line="", logo=b"2"),)),
        shown_head(head, paid, (Funding(line="Auch"),)),
        shown_head(head, replace(paid, logo=b"2")),
    }
    assert len({usual, *others}) == 5
