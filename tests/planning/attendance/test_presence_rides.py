"""Who is in the house between a ride and a lesson."""

import pytest

from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.courses import Enrolment, Lesson
from kursplaner.domain.rides.rides import Ride
from kursplaner.planning.attendance.presence import AFTER, BEFORE
from kursplaner.store.records import by_id
from kursplaner.store.whereabouts import CHILDCARE, LESSON, RIDE
from kursplaner.store.workspace import Workspace
from tests.planning.present_day import (
    a_lesson,
    a_person,
    a_ride,
    a_slot,
    add,
    at,
    moment,
    passing,
    seated,
    spots,
)


def test_between_ride_and_lesson_people_are_in_the_house(workspace: Workspace) -> None:
    with passing(workspace) as db:
        course, lesson = a_lesson(db, (700, 760))
        _, other = a_lesson(db, (705, 760), "2")
        out = a_ride(db, (660, 690), "out", lesson, other)
        back = a_ride(db, (775, 800), "back", lesson, other)
        person, child = a_person(db, "A"), a_person(db, "Kind")
        stay = add(db, Enrolment(course_id=course, person_id=person))
        for ride in (out, back):
            seated(db, ride, stay, person, child)
        slot = a_slot(db, (695, 770), lesson)
        place = ChildcarePlace(slot_id=slot, child_id=child, enrolment_id=stay)
        db.add(place)
        where = [spots(moment(db, minute)) for minute in (689, 690, 695, 700, 770, 774, 775, 800)]
        both, care = {person, child}, (CHILDCARE, slot)
        assert where[0] == dict.fromkeys(both, (RIDE, out))
        assert where[1] == dict.fromkeys(both, (BEFORE, lesson))
        assert where[2] == {person: (BEFORE, lesson), child: care}
        assert where[3] == {person: (LESSON, lesson), child: care}
        assert where[4] == where[5] == dict.fromkeys(both, (AFTER, lesson))
        assert where[6] == dict.fromkeys(both, (RIDE, back))
        assert where[7] == {}
        found = moment(db, 690)
        assert [(wait.spot, wait.until) for wait in found.waits] == [((BEFORE, lesson), at(700))]
        assert {presence.person_id: presence.child for presence in found.people} == {
            person: False,
            child: True,
        }
        assert [wait.until for wait in moment(db, 770).waits] == [at(775)]
        place.status, place.collected_by = "collected", "A"
        assert set(spots(moment(db, 770))) == both
        place.collected_by = "Oma"
        assert set(spots(moment(db, 770))) == set(spots(moment(db, 780))) == {person}


@pytest.mark.parametrize(
    ("values", "waits", "rides"),
    [
        ({}, True, True),
        ({"mark": "X"}, True, True),
        ({"mark": "X", "left_at": 730}, False, False),
        ({"mark": "U"}, False, False),
        ({"mark": "E"}, False, False),
        ({"mark": "U", "result": "done"}, False, True),
        ({"result": "no_show"}, False, False),
        ({"result": "cancelled_in_time"}, False, False),
    ],
)
def test_who_is_known_to_be_away_waits_for_no_ride(
    workspace: Workspace, values: dict[str, object], *, waits: bool, rides: bool
) -> None:
    with passing(workspace) as db:
        course, lesson = a_lesson(db, (700, 760))
        back = a_ride(db, (775, 800), "back", lesson)
        person = a_person(db, "A")
        stay = add(db, Enrolment(course_id=course, person_id=person))
        seated(db, back, stay, person, result=str(values.pop("result", "open")))
        if values:
            db.add(AttendanceMark(enrolment_id=stay, lesson_id=lesson, **values))
        assert spots(moment(db, 770)) == ({person: (AFTER, lesson)} if waits else {})
        assert spots(moment(db, 780)) == ({person: (RIDE, back)} if rides else {})


def test_of_two_lessons_a_day_the_first_tells_who_comes_the_last_who_goes(
    workspace: Workspace,
) -> None:
    with passing(workspace) as db:
        course, first = a_lesson(db, (700, 730))
        times = {"starts": at(740), "ends": at(760), "teaching_minutes": 20}
        second = add(db, Lesson(course_id=course, **times))
        out = a_ride(db, (660, 690), "out", first, second)
        back = a_ride(db, (775, 800), "back", first, second)
        ids = {}
        for name, marks in (("both", {}), ("late", {first: "E"}), ("early", {second: "E"})):
            person = ids[name] = a_person(db, name)
            stay = add(db, Enrolment(course_id=course, person_id=person))
            for ride in (out, back):
                seated(db, ride, stay, person)
            for lesson, mark in marks.items():
                db.add(AttendanceMark(enrolment_id=stay, lesson_id=lesson, mark=mark))
        both, late, early = ids["both"], ids["late"], ids["early"]
        assert spots(moment(db, 680)) == dict.fromkeys((both, early), (RIDE, out))
        assert spots(moment(db, 695)) == dict.fromkeys((both, early), (BEFORE, first))
        assert spots(moment(db, 735)) == {both: (BEFORE, second)}
        assert spots(moment(db, 765)) == dict.fromkeys((both, late), (AFTER, second))
        assert spots(moment(db, 780)) == dict.fromkeys((both, late), (RIDE, back))


def test_a_cancelled_lesson_or_ride_keeps_nobody_waiting(workspace: Workspace) -> None:
    with passing(workspace) as db:
        course, lesson = a_lesson(db, (700, 760))
        ride = a_ride(db, (660, 690), "out", lesson)
        stay = add(db, Enrolment(course_id=course, person_id=a_person(db, "A")))
        seated(db, ride, stay, by_id(db, Enrolment, stay).person_id)
        assert len(spots(moment(db, 695))) == 1
        by_id(db, Ride, ride).status = "cancelled"
        assert spots(moment(db, 695)) == {}
        by_id(db, Ride, ride).status = "planned"
        by_id(db, Lesson, lesson).status = "cancelled"
        assert spots(moment(db, 695)) == {}
