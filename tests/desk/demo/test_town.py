"""What the demo town holds, exactly: the pictures and the handbook speak of it."""

from contextlib import closing
from datetime import date
from pathlib import Path

from kursplaner.basics.spans import day_of, minute_of
from kursplaner.desk.demo.build import build
from kursplaner.desk.demo.papers import busiest_week
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot
from kursplaner.domain.courses import Course, Enrolment, Lesson, LessonPattern
from kursplaner.domain.funding import Grant
from kursplaner.domain.people import (
    AuthorisedCollector,
    Availability,
    Credential,
    EmergencyContact,
    Guardianship,
    HealthNote,
    Person,
    PersonAddress,
    Profile,
)
from kursplaner.domain.rides.rides import Ride, RideSeat, Vehicle, VehicleSeat
from kursplaner.domain.rooms import Room
from kursplaner.domain.town import ClosingDay, FollowUp
from kursplaner.store.workspace import Workspace
from tests.desk.demo.stored import rows

TODAY = date(2027, 3, 2)
NOW = minute_of(TODAY)


def test_six_courses_paid_by_the_grant(town: Workspace) -> None:
    found = rows(
        town,
        *(Course.number, Course.title, Course.required_units, Course.capacity, Course.first_day),
        *(Course.childcare, Course.shuttle, Course.women_only, Course.walk_in, Course.colour),
    )
    tuesday = date(2027, 2, 2)
    monday = date(2027, 2, 1)
    assert found == [
        ("A2-03", "A2 Alltag am Vormittag", 60, 14, tuesday, True, True, False, False, 0),
        ("A1-05", "A1.1 Frauen", 60, 12, monday, True, True, True, False, 1),
        ("B1-02", "B1 Abend", 60, 14, tuesday, False, True, False, False, 2),
        ("IA-01", "Impfen und Vorsorge", 2, 40, date(2027, 3, 4), False, False, False, True, 3),
        ("FS-01", "Frauensport", 12, 20, date(2027, 2, 3), False, False, True, False, 4),
        ("NH-01", "Nachhilfe", 24, 8, monday, False, False, False, False, 5),
    ]
    assert rows(town, Course.grant_id) == rows(town, Grant.id) * 6


def test_the_weekly_times(town: Workspace) -> None:
    columns = (LessonPattern.course_id, LessonPattern.weekday, LessonPattern.starts)
    assert rows(town, *columns, LessonPattern.ends, LessonPattern.pause_minutes) == [
        (1, 1, 540, 690, 15),
        (1, 3, 540, 690, 15),
        (2, 0, 540, 690, 15),
        (2, 2, 540, 690, 15),
        (3, 1, 1020, 1155, 0),
        (3, 3, 1020, 1155, 0),
        (4, 3, 1080, 1170, 0),
        (5, 2, 960, 1020, 0),
        (6, 0, 900, 990, 0),
    ]
    lessons = rows(town, Lesson.course_id, Lesson.room_id)
    rooms = dict(rows(town, Room.id, Room.name))
    taken = {
        course: {rooms[room] for key, room in lessons if key == course} for course in range(1, 7)
    }
    school, small, hall = {"Schulungsraum"}, {"Kleiner Saal"}, {"Halle"}
    assert list(taken.values()) == [school, school, school, small, hall, small]
    counts = [sum(key == course for key, _ in lessons) for course in range(1, 7)]
    assert counts == [20, 20, 20, 1, 12, 12]


def test_who_is_in_which_course(town: Workspace) -> None:
    found = rows(town, Enrolment.course_id, Enrolment.person_id, Enrolment.way)
    people = {course: [who for key, who, _ in found if key == course] for course in range(1, 7)}
    assert [len(some) for some in people.values()] == [8, 7, 5, 0, 5, 2]
    assert people[5] == people[2][:5]
    riding = [sum(way == "shuttle" for key, _, way in found if key == course) for course in people]
    assert riding == [7, 7, 4, 0, 0, 0]
    genders = dict(rows(town, Person.id, Person.gender))
    assert {genders[who] for who in people[2]} == {"female"}


def test_the_families(town: Workspace) -> None:
    bonds = rows(town, Guardianship.child_id, Guardianship.adult_id, Guardianship.has_custody)
    adults = [adult for _, adult, _ in bonds]
    assert sorted(adults.count(adult) for adult in set(adults)) == [1, 1, 2, 2, 2, 3]
    assert [custody for *_, custody in bonds].count(False) == 1
    children = sorted({child for child, *_ in bonds})
    known = dict.fromkeys(children)
    facts = rows(town, Person.id, Person.birth_date, Person.height_cm, Person.height_measured_on)
    assert [fact[1:] for fact in facts if fact[0] in known] == [
        (date(*day), height, date(2026, 8, 1))
        for day, height in (
            ((2021, 4, 3), 112),
            ((2023, 6, 19), 98),
            ((2025, 10, 2), 74),
            ((2022, 2, 27), 104),
            ((2018, 5, 21), 131),
            ((2022, 11, 8), 101),
            ((2023, 1, 14), 97),
            ((2020, 9, 30), 118),
            ((2017, 12, 4), 138),
        )
    ]
    assert len(rows(town, EmergencyContact.id)) == 9
    assert rows(town, HealthNote.person_id, HealthNote.allergies) == [(children[1], "Nüsse")]
    collector = (AuthorisedCollector.child_id, AuthorisedCollector.name)
    assert rows(town, *collector, AuthorisedCollector.forbidden) == [(children[1], "Omar F.", True)]
    pupils = [
        who for (course, who) in rows(town, Enrolment.course_id, Enrolment.person_id) if course == 6
    ]
    assert pupils == [children[4], children[8]]
    small = {child for child in children if child not in pupils}
    assert {child for (child,) in rows(town, ChildcarePlace.child_id)} == small
    homes = dict(rows(town, PersonAddress.person_id, PersonAddress.stop_id))
    first = {child: adult for child, adult, _ in reversed(bonds)}
    assert all(homes[child] == homes[adult] for child, adult in first.items())


def test_what_is_special(town: Workspace) -> None:
    columns = (Person.id, Person.given_name, Person.birth_date, Person.birth_uncertain)
    found = rows(town, *columns, Person.address_restricted)
    assert [row[2] for row in found if row[3]] == [date(1988, 1, 1)]
    assert sum(row[1] == "" for row in found) == 1
    assert sum(row[4] for row in found) == 1
    closing = rows(town, ClosingDay.first_day, ClosingDay.last_day, ClosingDay.name)
    assert closing == [(date(2027, 5, 7), date(2027, 5, 7), "Brückentag")]
    days = [day for (day,) in rows(town, FollowUp.day)]
    assert {TODAY, date(2027, 3, 4), date(2027, 3, 5)} <= set(days)


def test_who_works_there_with_which_papers(town: Workspace) -> None:
    found = rows(town, Profile.role, Profile.weekly_minutes, Profile.fee_cents)
    assert sorted(found, key=str) == [
        *[("carer", 900, None)] * 2,
        *[("driver", None, None)] * 2,
        *[("teacher", None, 2500)] * 4,
    ]
    papers = rows(town, Credential.kind, Credential.valid_until)
    far = date(2029, 6, 30)
    assert sorted(papers) == [
        *[("driver_briefing", far)] * 2,
        *[("first_aid", date(2028, 9, 30))] * 2,
        *[("hygiene", date(2028, 1, 31))] * 2,
        *[("inspection", date(2027, 11, 30))] * 2,
        *[("insurance", date(2027, 12, 31))] * 2,
        *[("licence_check", date(2027, 3, 9)), ("licence_check", date(2027, 7, 31))],
        *[("measles", date(2040, 1, 1))] * 2,
        *[("police_certificate", far)] * 4,
    ]
    hours = rows(town, Availability.weekday, Availability.starts, Availability.ends)
    for weekday in range(5):
        assert hours.count((weekday, 390, 1320)) == 2
        assert hours.count((weekday, 480, 1260)) == 6
    assert len(hours) == 40


def test_the_vehicles_and_the_grant(town: Workspace) -> None:
    assert rows(town, Vehicle.name, Vehicle.seats, Vehicle.wheelchair_places) == [
        ("Bus 1", 9, 1),
        ("Bus 2", 9, 0),
    ]
    seats = rows(town, VehicleSeat.kind, VehicleSeat.count)
    assert sorted(seats) == [
        *[("booster", 2)] * 2,
        *[("child_seat", 2)] * 2,
        *[("infant_carrier", 1)] * 2,
    ]
    assert rows(
        town,
        Grant.first_day,
        Grant.last_day,
        Grant.amount_cents,
        Grant.overrun_percent,
        Grant.proof_due_on,
    ) == [(date(2027, 1, 1), date(2027, 12, 31), 2_480_000, 20, date(2028, 6, 30))]


def test_what_lies_before_today_has_happened(town: Workspace) -> None:
    lessons = rows(town, Lesson.id, Lesson.course_id, Lesson.starts, Lesson.status)
    for _, course, starts, status in lessons:
        left_open = course == 2 and day_of(starts) == date(2027, 3, 1)
        assert status == ("held" if starts < NOW and not left_open else "planned")
    done = dict(rows(town, Lesson.id, Lesson.attendance_done))
    assert all(done[key] is (status == "held") for key, *_, status in lessons)
    enrolled = rows(town, Enrolment.id, Enrolment.course_id)
    marks = rows(
        town,
        AttendanceMark.enrolment_id,
        AttendanceMark.lesson_id,
        AttendanceMark.mark,
        AttendanceMark.reason,
        AttendanceMark.came_at,
    )
    wanted = {
        (who, key)
        for key, course, _, status in lessons
        if status == "held"
        for who, there in enrolled
        if there == course
    }
    assert {mark[:2] for mark in marks} == wanted
    begins = {key: starts % 1440 for key, _, starts, _ in lessons}
    for _, lesson, mark, reason, came in marks:
        assert reason == ("ill" if mark == "E" else None)
        assert came in {None, begins[lesson] + 20}
        assert mark == "X" or came is None


def test_children_were_brought_and_collected_or_excused(town: Workspace) -> None:
    slots = {
        key: (starts, ends)
        for key, starts, ends in rows(
            town, ChildcareSlot.id, ChildcareSlot.starts, ChildcareSlot.ends
        )
    }
    places = rows(
        town,
        ChildcarePlace.slot_id,
        ChildcarePlace.status,
        ChildcarePlace.brought_at,
        ChildcarePlace.collected_at,
        ChildcarePlace.collected_by,
    )
    for slot, status, brought, collected, by in places:
        starts, ends = slots[slot]
        if status == "collected":
            assert starts < NOW
            assert 0 <= brought - starts <= 12
            assert 0 <= ends - collected <= 8
            assert by == "Mutter"
        else:
            assert (brought, collected, by) == (None, None, "")
            assert status == ("planned" if starts >= NOW else "excused")


def test_rides_of_the_past_are_driven_and_count_on(town: Workspace) -> None:
    rides = rows(
        town,
        Ride.id,
        Ride.starts,
        Ride.status,
        Ride.vehicle_id,
        Ride.odometer_start_km,
        Ride.odometer_end_km,
        Ride.metres,
    )
    stands: dict[int, int] = {}
    for _, starts, status, vehicle, begin, end, metres in sorted(rides, key=lambda ride: ride[1]):
        if starts >= NOW:
            assert (status, begin, end) == ("planned", None, None)
            continue
        assert (status, begin) == ("done", stands.get(vehicle, 48_210))
        assert end - begin == max(1, round(metres / 1000))
        stands[vehicle] = end + 1
    past = {key for key, starts, *_ in rides if starts < NOW}
    results = rows(town, RideSeat.ride_id, RideSeat.result)
    assert {result for key, result in results if key in past} == {"done", "cancelled_in_time"}
    assert {result for key, result in results if key not in past} == {"open"}


def test_the_papers_are_of_the_busiest_week(town: Workspace) -> None:
    week = busiest_week(town)
    assert week is not None
    assert (week[0].weekday(), (week[1] - week[0]).days) == (0, 6)


def test_the_same_seed_gives_the_same_town(tmp_path: Path) -> None:
    path = tmp_path / "noch einmal.kursplan"
    build(path)
    with closing(Workspace.open(path)) as again:
        for told in (
            test_six_courses_paid_by_the_grant,
            test_the_weekly_times,
            test_who_is_in_which_course,
            test_the_families,
            test_what_is_special,
            test_who_works_there_with_which_papers,
            test_the_vehicles_and_the_grant,
            test_what_lies_before_today_has_happened,
            test_children_were_brought_and_collected_or_excused,
            test_rides_of_the_past_are_driven_and_count_on,
            test_the_papers_are_of_the_busiest_week,
        ):
            told(again)
