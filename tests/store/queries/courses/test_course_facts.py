"""What a new course asks about those that are there: who stays, the usual room and teacher."""

from datetime import timedelta

from kursplaner.basics.spans import minute_of
from kursplaner.domain.courses import Enrolment, EnrolmentChild
from kursplaner.domain.rides.rides import RideDemand
from kursplaner.store.queries.courses.course_facts import (
    StayingPerson,
    end_of_lessons,
    staying_people,
    usual_room,
    usual_teacher,
)
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from tests.planning.small_town import (
    NINE,
    SmallTown,
    add_course,
    add_lesson,
    add_person,
    enrol_plainly,
)
from tests.store.queries.written import WEDNESDAY, written

DAY = timedelta(days=1)


def test_who_stays_with_wishes_and_children(kept: SmallTown, db: Db) -> None:
    course = add_course(db, kept, "W1")
    people = {name: add_person(db, name) for name in ("Alma", "Bela", "Cem", "Dora", "Emil")}
    stays = {name: enrol_plainly(db, course, people[name], way="walk") for name in people}
    kids = [add_person(db, name) for name in ("Kind", "Kleines", "Anderes")]
    written(
        db,
        EnrolmentChild(enrolment_id=stays["Alma"], child_id=kids[1], childcare=True, rides=False),
        EnrolmentChild(enrolment_id=stays["Alma"], child_id=kids[0], childcare=False, rides=True),
        EnrolmentChild(enrolment_id=stays["Bela"], child_id=kids[2], childcare=True, rides=True),
    )
    for name, ended in (("Bela", None), ("Cem", WEDNESDAY)):
        wish = RideDemand(enrolment_id=stays[name], direction="out", stop_id=kept.stop)
        wish.pram, wish.wheelchair, wish.ended_on = True, False, ended
        written(db, wish)
    by_id(db, Enrolment, stays["Dora"]).left_on = WEDNESDAY - DAY
    by_id(db, Enrolment, stays["Emil"]).left_on = WEDNESDAY
    db.flush()
    none = (None, False, False)
    assert staying_people(db, course, WEDNESDAY) == (
        StayingPerson(
            *(stays["Alma"], people["Alma"], *none),
            ((kids[1], True, False), (kids[0], False, True)),
        ),
        StayingPerson(
            *(stays["Bela"], people["Bela"], kept.stop, False, True), ((kids[2], True, True),)
        ),
        StayingPerson(stays["Cem"], people["Cem"], *none, ()),
        StayingPerson(stays["Emil"], people["Emil"], *none, ()),
    )


def test_the_usual_room_and_teacher_are_those_of_most_lessons(kept: SmallTown, db: Db) -> None:
    course = add_course(db, kept, "W2")
    assert usual_room(db, course) is None
    assert usual_teacher(db, course) is None
    assert end_of_lessons(db, course) is None
    rooms, people = kept.rooms, kept.people
    for day, (room, teacher, status) in enumerate(
        (
            ("A", "Seidel", "planned"),
            ("B", "Vogel", "planned"),
            ("B", "Vogel", "planned"),
            ("A", "Seidel", "cancelled"),
            ("A", "Seidel", "cancelled"),
        )
    ):
        starts = minute_of(WEDNESDAY + timedelta(days=7 * day), NINE + 400)
        teachers = (people[teacher],)
        add_lesson(db, course, starts, room=rooms[room], teachers=teachers, status=status)
    assert usual_room(db, course) == rooms["B"]
    assert usual_teacher(db, course) == people["Vogel"]
    assert end_of_lessons(db, course) == minute_of(WEDNESDAY + timedelta(days=14), NINE + 550)
