"""Who works where: in lessons, with children and at the wheel, to the minute."""

from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlotCarer
from kursplaner.domain.courses import Enrolment, LessonPerson
from kursplaner.domain.rides.rides import Ride
from kursplaner.planning.attendance.presence import AFTER, BEFORE, Ground, Spot
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


def test_a_driver_is_under_way_and_comes_first(workspace: Workspace) -> None:
    with passing(workspace) as db:
        course, lesson = a_lesson(db, (700, 760))
        ride = a_ride(db, (660, 690), "out", lesson)
        empty = a_ride(db, (660, 690), "out", lesson)
        driver, guest = a_person(db, "Wolf"), a_person(db, "A")
        by_id(db, Ride, ride).driver_id = driver
        seated(db, ride, add(db, Enrolment(course_id=course, person_id=guest)), guest)
        found = moment(db, 660)
        assert spots(found) == {driver: (RIDE, ride), guest: (RIDE, ride)}
        assert [(p.person_id, p.works) for p in found.at(Spot(RIDE, ride))] == [
            (driver, True),
            (guest, False),
        ]
        assert found.at(Spot(RIDE, empty)) == ()
        assert {row.id for row in found.rides} == {ride, empty}
        assert spots(moment(db, 659)) == {}
        assert driver not in spots(moment(db, 690))


def test_who_teaches_and_who_looks_after_children(workspace: Workspace) -> None:
    with passing(workspace) as db:
        _, lesson = a_lesson(db, (700, 760))
        slot = a_slot(db, (690, 770), lesson)
        teacher, whole, late = (a_person(db, name) for name in ("T", "W", "L"))
        db.add(LessonPerson(lesson_id=lesson, person_id=teacher))
        db.add(ChildcareSlotCarer(slot_id=slot, person_id=whole))
        row = ChildcareSlotCarer(slot_id=slot, person_id=late, starts=at(720), ends=at(750))
        db.add(row)
        there = {
            minute: spots(moment(db, minute)) for minute in (699, 700, 719, 720, 749, 750, 759)
        }
        care = (CHILDCARE, slot)
        assert there[699] == {whole: care}
        assert there[700] == there[719] == {teacher: (LESSON, lesson), whole: care}
        assert there[720] == there[749] == {teacher: (LESSON, lesson), whole: care, late: care}
        assert there[750] == there[759] == there[700]
        assert spots(moment(db, 760)) == {whole: care}
        assert spots(moment(db, 770)) == {}


def test_a_carer_stays_as_long_as_a_child_does(workspace: Workspace) -> None:
    with passing(workspace) as db:
        _, lesson = a_lesson(db, (700, 760))
        slot = a_slot(db, (690, 770), lesson)
        carer, child = a_person(db, "C"), a_person(db, "Kind")
        db.add(ChildcareSlotCarer(slot_id=slot, person_id=carer))
        place = ChildcarePlace(slot_id=slot, child_id=child, status="brought")
        place.brought_at = at(680)
        db.add(place)
        for minute, ground in (
            (685, Ground.STAYED_ON),
            (690, Ground.WORKS),
            (800, Ground.STAYED_ON),
        ):
            found = {p.person_id: p.ground for p in moment(db, minute).people}
            assert found == {carer: ground, child: Ground.BROUGHT}
        place.status, place.collected_at = "collected", at(800)
        assert spots(moment(db, 801)) == {}


def test_only_lessons_with_somebody_waiting_are_named(workspace: Workspace) -> None:
    with passing(workspace) as db:
        course, lesson = a_lesson(db, (700, 760))
        a_lesson(db, (700, 760), "2")
        stay = add(db, Enrolment(course_id=course, person_id=a_person(db, "A")))
        person = by_id(db, Enrolment, stay).person_id
        seated(db, a_ride(db, (660, 690), "out", lesson), stay, person)
        for leaves in (785, 775):
            seated(db, a_ride(db, (leaves, 800), "back", lesson), stay, person)
        waits = {minute: moment(db, minute).waits for minute in (689, 690, 699, 700, 760, 774)}
        told = {minute: [(w.spot, w.until) for w in found] for minute, found in waits.items()}
        before, after = [((BEFORE, lesson), at(700))], [((AFTER, lesson), at(775))]
        assert told == {689: [], 690: before, 699: before, 700: [], 760: after, 774: after}
