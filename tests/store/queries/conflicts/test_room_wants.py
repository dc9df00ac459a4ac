"""What courses and people need of their rooms."""

from datetime import date

from kursplaner.domain.courses import Course, Enrolment
from kursplaner.domain.people import Person
from kursplaner.domain.rides.rides import RideDemand
from kursplaner.domain.rooms import Room, RoomEquipment
from kursplaner.store.queries.conflicts import room_wants
from kursplaner.store.queries.conflicts.limits import Stay
from kursplaner.store.queries.conflicts.room_wants import EquippedLesson, NeedingStay, StepLesson
from kursplaner.store.queries.conflicts.scopes import of_lessons, stretch
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from tests.planning.small_town import TUESDAY, SmallTown, add_course, add_person, enrol_plainly
from tests.store.queries.written import MIDNIGHT, lessons, written

NINE, TEN = MIDNIGHT + 540, MIDNIGHT + 600
DAY_SCOPE = stretch(MIDNIGHT, MIDNIGHT + 1440)


def test_lessons_in_rooms_with_steps(kept: SmallTown, db: Db) -> None:
    course, other = add_course(db, kept, "K2"), add_course(db, kept, "K3")
    room = kept.rooms["A"]
    (first,) = lessons(db, course, [(NINE, TEN)], room_id=room)
    (second,) = lessons(db, other, [(NINE, TEN)], room_id=room)
    (bare,) = lessons(db, course, [(NINE, TEN)])
    by_id(db, Room, room).accessible = False
    every = (DAY_SCOPE, of_lessons(db, [first, second, bare]))

    def found(*courses: int) -> list[StepLesson]:
        db.flush()
        day, some = (room_wants.lessons_with_steps(db, scope, courses) for scope in every)
        assert day == some
        return day

    assert found() == []
    assert found(other) == [StepLesson(second, other, NINE, TEN, room, wanted=False)]
    by_id(db, Course, course).needs_accessible = True
    wanting = StepLesson(first, course, NINE, TEN, room, wanted=True)
    assert found() == [wanting]
    assert found(course) == [wanting]
    by_id(db, Room, room).accessible = True
    assert found(course, other) == []


def test_lessons_of_courses_that_need_equipment(kept: SmallTown, db: Db) -> None:
    course, other = add_course(db, kept, "K2"), add_course(db, kept, "K3")
    room, second = kept.rooms["A"], kept.rooms["B"]
    (lesson,) = lessons(db, course, [(NINE, TEN)], room_id=room)
    (bare,) = lessons(db, course, [(NINE, TEN)])
    (plain,) = lessons(db, other, [(NINE, TEN)], room_id=room)
    by_id(db, Course, course).needs_equipment = "beamer piano"
    db.flush()
    for scope in (DAY_SCOPE, of_lessons(db, [lesson, bare, plain])):
        assert room_wants.lessons_with_equipment(db, scope) == [
            EquippedLesson(lesson, NINE, TEN, room, "beamer piano")
        ]
    assert room_wants.equipment_of_rooms(db) == {}
    pairs = ((room, "beamer"), (room, "piano"), (second, "beamer"))
    written(db, *(RoomEquipment(room_id=key, kind=kind) for key, kind in pairs))
    equipped = {room: {"beamer", "piano"}, second: {"beamer"}}
    assert room_wants.equipment_of_rooms(db) == equipped


def test_who_needs_something_or_rides_in_a_wheelchair(kept: SmallTown, db: Db) -> None:
    course = add_course(db, kept, "K2")
    ada, bea = add_person(db, "Ada"), add_person(db, "Bea")
    first, second = enrol_plainly(db, course, ada), enrol_plainly(db, course, bea)
    (lesson,) = lessons(db, course, [(NINE, TEN)])
    every = (DAY_SCOPE, of_lessons(db, [lesson]))

    def stay(key: int, person: int) -> Stay:
        return Stay(key, course, person, "enrolled", TUESDAY, None, only_planned_lessons=False)

    def found() -> list[list[NeedingStay]]:
        db.flush()
        return [room_wants.needing_stays(db, scope) for scope in every]

    assert found() == [[], []]
    by_id(db, Person, ada).needs = "step_free"
    wish = {"direction": "out", "stop_id": kept.stop}
    demand = RideDemand(enrolment_id=second, wheelchair=True, **wish)
    written(db, demand)
    needing = NeedingStay(stay(first, ada), "step_free", wheelchair=False)
    assert found() == [[needing, NeedingStay(stay(second, bea), "", wheelchair=True)]] * 2
    demand.ended_on = date(2027, 3, 1)
    assert found()[1] == [needing]
    demand.ended_on, demand.wheelchair = None, False
    assert found() == [[needing]] * 2
    by_id(db, Enrolment, first).status = "waiting"
    assert found() == [[], []]
    by_id(db, Enrolment, first).status = "enrolled"
    (elsewhere,) = lessons(db, kept.course, [(NINE, TEN)])
    assert room_wants.needing_stays(db, of_lessons(db, [elsewhere])) == []
