"""Who is where, to the minute: children brought twice, carers who stay on, seats on the way."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlotCarer
from kursplaner.domain.courses import Enrolment, EnrolmentChild, LessonPerson
from kursplaner.domain.rides.rides import Ride
from kursplaner.planning.attendance.presence import (
    AFTER,
    BEFORE,
    Ground,
    Moment,
    Presence,
    Spot,
    children_here,
    runs,
)
from kursplaner.store.queries.childcare import SlotChild, SlotRow
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
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


@pytest.fixture
def db(workspace: Workspace) -> Iterator[Db]:
    with passing(workspace) as db:
        yield db


def a_child(key: int, status: str, brought_at: int | None = None) -> SlotChild:
    blank = SlotChild(1, 1, key, "", "", "", None, "", "", None, None, "", *_NOTHING)
    return replace(blank, status=status, brought_at=brought_at)


_NOTHING = (None, "", None, "", "", "", False)


def slot(key: int, *children: SlotChild) -> SlotRow:
    return SlotRow(key, 1, None, None, 700, 760, (), 0, (), (), children)


def test_a_child_is_where_it_was_brought_last_of_equals_in_the_later_slot() -> None:
    first = slot(1, a_child(7, "brought", 710), a_child(8, "brought", 710), a_child(9, "brought"))
    second = slot(2, a_child(7, "brought", 709), a_child(8, "brought", 710), a_child(9, "brought"))
    third = slot(3, a_child(7, "collected", 730), a_child(8, "planned"), a_child(9, "excused"))
    found = [(each.id, child.child_id) for each, child in children_here([first, second, third])]
    assert found == [(1, 7), (2, 8), (2, 9)]
    found = [(each.id, child.child_id) for each, child in children_here([third, second, first])]
    assert found == [(1, 7), (1, 8), (1, 9)]
    assert children_here([third]) == []
    assert [runs(first, minute) for minute in (699, 700, 759, 760)] == [False, True, True, False]


def test_those_who_work_stand_first_and_the_order_stays_else() -> None:
    here, there = Spot(LESSON, 1), Spot(LESSON, 2)
    people = tuple(
        Presence(key, str(key), spot, Ground.EXPECTED, works=works)
        for key, spot, works in (
            *((1, here, False), (2, there, True), (3, here, True)),
            *((4, here, False), (5, here, True)),
        )
    )
    found = Moment(people, 0, (), (), ())
    assert [person.person_id for person in found.at(here)] == [3, 5, 1, 4]
    assert [person.person_id for person in found.at(there)] == [2]
    assert found.at(Spot(RIDE, 1)) == ()
    unclear = {ground for ground in Ground if Presence(1, "", here, ground).unclear}
    assert unclear == {Ground.NOT_BROUGHT, Ground.WITHOUT_PLACE}


def test_with_a_child_still_there_the_last_carer_stays_on(db: Db) -> None:
    care = a_slot(db, (700, 760))
    early, whole, child = (a_person(db, name) for name in ("Früh", "Ganz", "Kind"))
    db.add(ChildcareSlotCarer(slot_id=care, person_id=early, ends=at(759)))
    db.add(ChildcareSlotCarer(slot_id=care, person_id=whole, starts=at(701)))
    place = ChildcarePlace(slot_id=care, child_id=child, status="brought", brought_at=at(699))
    db.add(place)
    for minute, there, ground in (
        (690, {early, child}, Ground.STAYED_ON),
        (700, {early, child}, Ground.WORKS),
        (701, {early, whole, child}, Ground.WORKS),
        (758, {early, whole, child}, Ground.WORKS),
        (759, {whole, child}, Ground.WORKS),
        (760, {whole, child}, Ground.STAYED_ON),
        (900, {whole, child}, Ground.STAYED_ON),
    ):
        found = moment(db, minute)
        assert spots(found) == dict.fromkeys(there, Spot(CHILDCARE, care))
        assert [row.id for row in found.slots] == [care]
        assert {person.ground for person in found.people if person.works} == {ground}
        assert [(p.person_id, p.ground) for p in found.people if not p.works] == [
            (child, Ground.BROUGHT)
        ]
    place.status = "collected"
    assert (spots(moment(db, 760)), moment(db, 760).slots) == ({}, ())


def test_everybody_of_a_lesson_with_ground_and_since_when(db: Db) -> None:
    course, lesson = a_lesson(db, (700, 760))
    care = a_slot(db, (690, 770), lesson)
    teacher = a_person(db, "Lehrkraft")
    db.add(LessonPerson(lesson_id=lesson, person_id=teacher))
    marked, expected, absent, child = (a_person(db, name) for name in ("A", "B", "C", "Kind"))
    for person, mark in ((marked, "X"), (expected, None), (absent, "E")):
        stay = add(db, Enrolment(course_id=course, person_id=person))
        if mark:
            db.add(AttendanceMark(enrolment_id=stay, lesson_id=lesson, mark=mark))
        if person == expected:
            db.add(EnrolmentChild(enrolment_id=stay, child_id=child))
    found = moment(db, 700)
    here, since = Spot(LESSON, lesson), at(700)
    assert found.people == (
        Presence(teacher, "Lehrkraft", here, Ground.WORKS, works=True, since=since),
        Presence(marked, "A", here, Ground.MARKED, since=since),
        Presence(expected, "B", here, Ground.EXPECTED, since=since),
        Presence(child, "Kind", Spot(CHILDCARE, care), Ground.WITHOUT_PLACE),
    )
    assert found.absent == 1
    assert ([row.id for row in found.lessons], found.rides, found.waits) == ([lesson], (), ())
    assert [len(moment(db, minute).lessons) for minute in (699, 759, 760)] == [0, 1, 0]


def test_driver_and_passengers_are_under_way_from_the_first_to_the_last_minute(db: Db) -> None:
    course, lesson = a_lesson(db, (700, 760))
    ride = a_ride(db, (660, 690), "out", lesson)
    driver, person, off = (a_person(db, name) for name in ("Fahrt", "A", "B"))
    by_id(db, Ride, ride).driver_id = driver
    for who, mark in ((person, None), (off, "E")):
        stay = add(db, Enrolment(course_id=course, person_id=who))
        seated(db, ride, stay, who)
        if mark:
            db.add(AttendanceMark(enrolment_id=stay, lesson_id=lesson, mark=mark))
    spot = Spot(RIDE, ride)
    for minute in (660, 689):
        found = moment(db, minute)
        assert found.people == (
            Presence(driver, "Fahrt", spot, Ground.RIDES, works=True, since=at(660)),
            Presence(person, "A", spot, Ground.RIDES, since=at(660)),
        )
        assert [row.id for row in found.rides] == [ride]
    assert (spots(moment(db, 659)), moment(db, 690).rides) == ({}, ())
    (waits,) = moment(db, 690).people
    before = Spot(BEFORE, lesson)
    assert waits == Presence(person, "A", before, Ground.ARRIVED, since=-at(700))


def test_after_a_lesson_people_wait_until_the_first_ride_leaves(db: Db) -> None:
    course, lesson = a_lesson(db, (700, 760))
    late = a_ride(db, (790, 800), "back", lesson)
    soon = a_ride(db, (775, 800), "back", lesson)
    ids = []
    for name, ride in (("A", late), ("B", soon), ("C", late)):
        person = a_person(db, name)
        seated(db, ride, add(db, Enrolment(course_id=course, person_id=person)), person)
        ids.append(person)
    after = Spot(AFTER, lesson)
    for minute in (760, 774):
        found = moment(db, minute)
        assert found.people == tuple(
            Presence(person, name, after, Ground.WAITS, since=at(760))
            for person, name in zip(ids, "ABC", strict=True)
        )
        assert [(wait.spot, wait.lesson.id, wait.until) for wait in found.waits] == [
            (after, lesson, at(775))
        ]
    there = dict.fromkeys((ids[0], ids[2]), after)
    assert spots(moment(db, 775)) == {**there, ids[1]: Spot(RIDE, soon)}


def test_an_excused_child_does_not_ride_unless_it_was_noted(db: Db) -> None:
    course, lesson = a_lesson(db, (700, 760))
    out = a_ride(db, (660, 690), "out", lesson)
    care = a_slot(db, (695, 770), lesson)
    person = a_person(db, "A")
    stay = add(db, Enrolment(course_id=course, person_id=person))
    seated(db, out, stay, person)
    riding = {person}
    for name, status, result in (
        ("home", "excused", "open"),
        ("noted", "excused", "done"),
        ("planned", "planned", "open"),
    ):
        child = a_person(db, name)
        place = ChildcarePlace(slot_id=care, child_id=child, enrolment_id=stay, status=status)
        db.add(place)
        seated(db, out, stay, child, result=result)
        if name != "home":
            riding.add(child)
    assert spots(moment(db, 680)) == dict.fromkeys(riding, Spot(RIDE, out))
