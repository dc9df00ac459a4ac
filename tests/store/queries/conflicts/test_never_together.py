"""Where people who must not meet are: in lessons, in childcare and in rides."""

from kursplaner.basics.spans import minute_of
from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.people import NeverTogether
from kursplaner.domain.rides.rides import RideSeat
from kursplaner.store.queries.conflicts.limits import Stay
from kursplaner.store.queries.conflicts.never_together import (
    Presences,
    never_together,
    presences,
)
from kursplaner.store.queries.conflicts.participants import LessonTime
from kursplaner.store.queries.conflicts.scopes import of_lessons, stretch
from kursplaner.store.session import Db
from tests.planning.small_town import TUESDAY, SmallTown, add_person, enrol_plainly
from tests.store.queries.written import written

STARTS = minute_of(TUESDAY) + 540
ENDS = STARTS + 150


def test_the_pairs_stand_as_they_were_said(kept: SmallTown, db: Db) -> None:
    first, second, third = (add_person(db, name) for name in ("Ada", "Bea", "Cleo"))
    written(db, NeverTogether(first_id=second, second_id=third))
    written(db, NeverTogether(first_id=first, second_id=third))
    assert never_together(db) == [(second, third), (first, third)]


def test_where_people_are_on_the_day_of_a_lesson(kept: SmallTown, db: Db) -> None:
    ada, kind, guest = (add_person(db, name) for name in ("Ada", "Kind", "Gast"))
    key = enrol_plainly(db, kept.course, ada)
    enrol_plainly(db, kept.course, guest, status="waiting")
    lesson, slot, (out, back) = kept.lessons[0], kept.slots[0], kept.rides[:2]
    written(db, ChildcarePlace(slot_id=slot, child_id=kind))
    written(db, ChildcarePlace(slot_id=slot, child_id=guest, status="excused"))
    written(db, RideSeat(ride_id=out, person_id=ada))
    written(db, RideSeat(ride_id=back, person_id=ada, result="no_show"))
    teacher, carer, driver = (kept.people[name] for name in ("Seidel", "Roth", "driver"))
    people = [ada, kind, guest, teacher, carer, driver]
    care = ("childcare", slot, STARTS - 15, ENDS + 15)
    bring = ("ride", out, STARTS - 50, STARTS - 10)
    fetch = ("ride", back, ENDS + 10, ENDS + 50)
    stay = Stay(key, kept.course, ada, "enrolled", TUESDAY, None, only_planned_lessons=False)
    time = LessonTime(lesson, kept.course, STARTS, ENDS)
    there = {ada: {bring}, kind: {care}, carer: {care}, driver: {bring, fetch}}
    staff = {teacher: {lesson}}
    for scope in (stretch(STARTS - 50, STARTS + 1440), of_lessons(db, [lesson])):
        assert presences(db, scope, people) == Presences(
            {ada: [stay]}, staff, {lesson: time}, {kept.course: [lesson]}, there
        )
        assert presences(db, scope, people, [key]) == Presences(
            {}, staff, {lesson: time}, {}, there
        )
        assert presences(db, scope, [guest]) == Presences()
