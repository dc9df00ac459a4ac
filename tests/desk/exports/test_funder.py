"""What a funder is told of a town's records."""

from collections.abc import Iterator
from dataclasses import astuple
from datetime import date, datetime, time, timedelta

import pytest

from kursplaner.basics import clock
from kursplaner.basics.spans import minute_of, moment_of
from kursplaner.desk.exports.funder import funder_report
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlotLesson
from kursplaner.domain.courses import Course, Enrolment, Lesson, LessonTally, TallyAge
from kursplaner.domain.funding import Grant
from kursplaner.domain.kinds import CancelReason, LeaveReason
from kursplaner.domain.people import Person
from kursplaner.domain.rides.rides import Ride, RideLesson, Vehicle
from kursplaner.domain.town import Setting
from kursplaner.exchange.funder.report import age_group
from kursplaner.planning.enrolments import enrolling
from kursplaner.planning.enrolments.wishes import EnrolDraft
from kursplaner.store.records import by_id
from tests.desk.paper_town import DAYS, NOW, TODAY, PaperTown, build
from tests.towns import passing

FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)


@pytest.fixture
def town() -> Iterator[PaperTown]:
    with passing(build, NOW) as made:
        yield made


def test_a_lesson_counts_once_it_is_over_or_recorded(town: PaperTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Lesson, town.lessons[2]).status = "held"
        dropped = by_id(db, Lesson, town.lessons[4])
        dropped.status, dropped.cancel_reason = "cancelled", next(iter(CancelReason)).value
        enrolment = town.enrolments["Rima"]
        db.add(AttendanceMark(enrolment_id=enrolment, lesson_id=town.lessons[1], mark="X"))
    begun = moment_of(minute_of(DAYS[2], 540))
    with clock.pinned(begun), town.workspace.read() as db:
        lessons = funder_report(db, FIRST, LAST).lessons
    assert [lesson.day for lesson in lessons] == list(DAYS)
    assert [lesson.held for lesson in lessons] == [True, True, True, False, False]
    assert [lesson.planned for lesson in lessons] == [False, False, False, True, False]
    assert [lesson.reason != "" for lesson in lessons] == [False, False, False, False, True]


def share(town: PaperTown) -> None:
    """Let a course of another grant use the same childcare and the same ride out."""
    with town.workspace.fill() as db:
        grant = Grant(reference="ZWEI", title="Zwei", first_day=FIRST, last_day=LAST)
        db.add(grant)
        db.flush()
        course = Course(
            number="B1-01",
            title="B1",
            course_type="municipal",
            required_units=3,
            capacity=9,
            first_day=TODAY,
            grant_id=grant.id,
        )
        child = Person(family_name="Zweites", given_name="Kind")
        parent = Person(family_name="Zweite", given_name="Mutter")
        db.add_all([course, child, parent])
        db.flush()
        lesson = Lesson(
            course_id=course.id,
            starts=minute_of(TODAY, 545),
            ends=minute_of(TODAY, 690),
            teaching_minutes=135,
        )
        enrolment = Enrolment(course_id=course.id, person_id=parent.id, joined_on=TODAY)
        db.add_all([lesson, enrolment])
        db.flush()
        db.add(ChildcareSlotLesson(slot_id=town.slot, lesson_id=lesson.id))
        db.add(RideLesson(ride_id=town.rides[0], lesson_id=lesson.id))
        by_id(db, Ride, town.rides[0]).status = "done"
        db.add(
            ChildcarePlace(
                slot_id=town.slot,
                child_id=child.id,
                enrolment_id=enrolment.id,
                status="collected",
                brought_at=minute_of(TODAY, 525),
                collected_at=minute_of(TODAY, 705),
            )
        )
        for key in (town.enrolments["Olena"], enrolment.id):
            lesson_id = town.lessons[1] if key != enrolment.id else lesson.id
            db.add(AttendanceMark(enrolment_id=key, lesson_id=lesson_id, mark="X"))


def test_no_ride_and_no_child_is_charged_to_two_grants(town: PaperTown) -> None:
    share(town)
    with clock.pinned(datetime.combine(TODAY, time(20))), town.workspace.read() as db:
        everything = funder_report(db, FIRST, LAST)
        parts = [funder_report(db, FIRST, LAST, grant) for grant in ("IM-2027-0184", "ZWEI")]
    assert [len(report.children) for report in parts] == [2, 1]
    assert len(everything.children) == 3
    assert sum(childcare.minutes for part in parts for childcare in part.childcare) == sum(
        childcare.minutes for childcare in everything.childcare
    )
    assert [len(report.rides) for report in parts] == [2, 0]
    assert len(everything.rides) == 2
    assert {ride.course for ride in everything.rides} == {town.course}


def test_who_waits_and_who_was_refused_is_unmet_demand(town: PaperTown) -> None:
    with town.workspace.fill() as db:
        made = [Person(family_name=name) for name in ("Eins", "Zwei", "Wartet")]
        db.add_all(made)
        db.flush()
        *refused, waiting = (person.id for person in made)
        for key in refused:
            enrolling.refuse(db, town.course, key, LeaveReason.FULL)
        plan = enrolling.propose_enrol(db, EnrolDraft(town.course, waiting))
        enrolling.enlist(db, plan)
    with town.workspace.read() as db:
        unmet = funder_report(db, FIRST, LAST).unmet
        earlier = funder_report(db, FIRST, TODAY - timedelta(days=1)).unmet
    found = {(row.waits, row.reason): row.people for row in unmet}
    assert found == {(True, ""): 1, (False, "Kurs voll"): 2}
    assert earlier == ()


def test_every_figure_of_a_report(town: PaperTown) -> None:
    share(town)
    with town.workspace.fill() as db:
        olena = by_id(db, Person, town.people["Olena"])
        olena.gender, olena.birth_date = "female", date(1990, 5, 1)
        for lesson_id in town.lessons[1:3]:
            db.add(LessonTally(lesson_id=lesson_id, adults=3, women=2, children=1))
        rima = town.enrolments["Rima"]
        db.add(AttendanceMark(enrolment_id=rima, lesson_id=town.lessons[1], mark="E"))
    with clock.pinned(datetime.combine(TODAY, time(20))), town.workspace.read() as db:
        report = funder_report(db, FIRST, LAST, "IM-2027-0184")
        everything = funder_report(db, FIRST, LAST)
    assert [astuple(course)[1:] for course in report.courses] == [
        ("A2-03", "A2 Alltag", "Kommunaler Deutschkurs", "A2", DAYS[0], DAYS[-1])
    ]
    assert [astuple(lesson)[1:] for lesson in report.lessons[1:3]] == [
        (DAYS[1], 540, 690, 135, 3, True, False, "", 1, 135, 3, 2, 1),
        (DAYS[2], 540, 690, 135, 3, False, True, "", 0, 0, 0, 0, 0),
    ]
    group = age_group(date(1990, 5, 1), FIRST)
    assert [astuple(person)[1:] for person in report.people] == [
        (group, "female", ""),
        *[("unbekannt", "", "")] * 5,
    ]
    assert [astuple(row)[2:] for row in report.attendance] == [
        (1, 1, 135),
        (1, 0, 0),
        *[(0, 0, 0)] * 4,
    ]
    assert [astuple(care) for care in everything.childcare] == [(TODAY, town.course, 3, 1, 540)]
    assert [astuple(child)[1:] for child in everything.children] == [
        ("3–5", "", 1, 180),
        ("unter 3", "", 1, 180),
        ("unbekannt", "", 1, 180),
    ]
    assert [astuple(ride) for ride in everything.rides] == [
        (TODAY, town.course, direction, "Bus 1", "Kommune", 2, 2, 0, 0)
        for direction in ("out", "back")
    ]
    texts = (report.grant_reference, report.grant_title, report.funding_line)
    assert texts == ("IM-2027-0184", "Integration", "Mitfinanziert durch Steuermittel.")
    assert (everything.grant_reference, everything.grant_title) == (None, "")
    assert (report.town, report.period_from, report.period_to) == ("Adorf/Vogtl.", FIRST, LAST)


def test_the_groups_and_the_language_are_those_of_the_town(town: PaperTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Person, town.people["Olena"]).birth_date = date(1990, 5, 1)
        by_id(db, Course, town.course).language = "ar"
        db.add(Setting(key="statistics.age_limits", value="18 36 37"))
        db.add(Setting(key="statistics.child_age_limits", value="4"))
        by_id(db, Course, town.course).walk_in = True
        db.add(LessonTally(lesson_id=town.lessons[0], adults=2, women=0, children=0))
        db.add(TallyAge(lesson_id=town.lessons[0], from_age=36, people=2))
    with clock.pinned(datetime.combine(TODAY, time(20))), town.workspace.read() as db:
        report = funder_report(db, FIRST, LAST)
    assert report.age_groups == ("unter 18", "18–35", "36", "37 und älter", "unbekannt")
    assert report.child_age_groups == ("unter 4", "4 und älter", "unbekannt")
    assert "36" in {person.age_group for person in report.people}
    assert {child.age_group for child in report.children} <= set(report.child_age_groups)
    assert report.guest_ages == (("36", 2),)
    assert {course.kind for course in report.courses} == {"Kommunaler Deutschkurs, auf Arabisch"}


def test_a_kilometre_costs_what_holds_on_the_day_for_the_vehicles_owner(town: PaperTown) -> None:
    share(town)

    def cents() -> list[tuple[str, int]]:
        with clock.pinned(datetime.combine(TODAY, time(20))), town.workspace.read() as db:
            return [(r.owner, r.cents_per_kilometre) for r in funder_report(db, FIRST, LAST).rides]

    def stored(key: str, text: str) -> None:
        with town.workspace.fill() as db:
            db.add(Setting(key=key, value=text))

    assert cents() == [("Kommune", 0)] * 2
    morrow = TODAY + timedelta(days=1)
    stored("mileage.town", f"20; ab {TODAY:%d.%m.%Y}: 25; ab {morrow:%d.%m.%Y}: 30")
    assert cents() == [("Kommune", 25)] * 2
    with town.workspace.fill() as db:
        by_id(db, Vehicle, by_id(db, Ride, town.rides[0]).vehicle_id or 0).owner = "private"
    assert cents() == [("privat", 35)] * 2
    with town.workspace.fill() as db:
        for key in town.rides:
            by_id(db, Ride, key).vehicle_id = None
    assert cents() == [("", 0)] * 2
