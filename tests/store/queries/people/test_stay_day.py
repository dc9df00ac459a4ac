"""What was planned for a family on the day of a lesson, and what became of it."""

from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot, ChildcareSlotLesson
from kursplaner.domain.rides.rides import Ride, RideLesson, RideSeat
from kursplaner.store.queries.people.stay_day import StayDay, stay_day
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from tests.planning.small_town import SmallTown, add_course, add_person, enrol_plainly
from tests.store.queries.written import MIDNIGHT, lessons, rides, slots, written

TIMES = (MIDNIGHT + 540, MIDNIGHT + 600)


def test_the_day_of_a_stay_has_its_places_and_seats(kept: SmallTown, db: Db) -> None:
    course = add_course(db, kept, "K2")
    adult, child, guest = (add_person(db, name) for name in ("Ada", "Kind", "Gast"))
    stay, other = enrol_plainly(db, course, adult), enrol_plainly(db, course, guest)
    first, second = lessons(db, course, [TIMES, TIMES])
    (slot,), (ride,) = slots(db, [TIMES]), rides(db, [TIMES], direction="back")
    written(db, ChildcareSlotLesson(slot_id=slot, lesson_id=first))
    written(db, RideLesson(ride_id=ride, lesson_id=first))
    for person, enrolment, status, result in (
        (child, stay, "excused", "no_show"), (guest, other, "planned", "open"),
    ):  # fmt: skip
        place = ChildcarePlace(slot_id=slot, child_id=person, enrolment_id=enrolment, status=status)
        seat = RideSeat(ride_id=ride, person_id=person, enrolment_id=enrolment, result=result)
        written(db, place)
        written(db, seat)
    kind = RideSeat.__table__.c.kind
    seat_kind = db.query(kind).filter(RideSeat.person_id == child).scalar()
    seats = ((child, "back", seat_kind, "no_show"),)
    assert stay_day(db, stay, first) == StayDay(("excused",), seats)
    assert stay_day(db, stay, second) == StayDay()
    by_id(db, ChildcareSlot, slot).status = "cancelled"
    db.flush()
    assert stay_day(db, stay, first) == StayDay((), seats)
    by_id(db, Ride, ride).status = "cancelled"
    db.flush()
    assert stay_day(db, stay, first) == StayDay()
