"""The dates on which somebody works, whole and in order."""

from typing import Any

from kursplaner.domain.childcare import ChildcareSlotCarer, ChildcareSlotLesson
from kursplaner.domain.courses import LessonPerson
from kursplaner.domain.rides.rides import RideLesson, RideStop, Stop
from kursplaner.domain.rooms import Site
from kursplaner.store.queries.people import work_dates
from kursplaner.store.queries.people.work_dates import WorkDate
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from tests.planning.small_town import SmallTown, add_course, add_person
from tests.store.queries.written import MIDNIGHT, lessons, rides, slots, written

NINE, TEN = MIDNIGHT + 540, MIDNIGHT + 600


def row(source: str, key: int, starts: int, ends: int, *about: Any, **more: Any) -> WorkDate:
    gone = {"cancelled": False, "version": 1, **more}
    title, number, room, site, street = about
    return WorkDate(source, key, starts, ends, title, number, room, site, street, **gone)


def test_all_dates_of_a_person_cancelled_ones_too(kept: SmallTown, db: Db) -> None:
    by_id(db, Site, kept.site).street = "Markt 1"
    person, other = add_person(db, "Weiss"), kept.people["Vogel"]
    second = add_course(db, kept, "K2")
    room = kept.rooms["A"]
    (placed,) = lessons(db, kept.course, [(NINE, TEN)], room_id=room)
    (bare,) = lessons(db, second, [(NINE - 9, NINE)], status="cancelled")
    db.add_all([LessonPerson(lesson_id=key, person_id=person) for key in (placed, bare)])
    db.add(LessonPerson(lesson_id=kept.lessons[5], person_id=other, role="interpreter"))
    whole, part = slots(db, [(NINE, TEN)] * 2)
    (gone,) = slots(db, [(NINE + 1, TEN)], status="cancelled", room_id=room)
    db.add_all([ChildcareSlotCarer(slot_id=key, person_id=person) for key in (whole, gone)])
    times = {"starts": NINE - 1, "ends": TEN - 1}
    db.add(ChildcareSlotCarer(slot_id=part, person_id=person, **times))
    for slot, lesson in ((whole, bare), (whole, placed), (part, bare), (gone, placed)):
        db.add(ChildcareSlotLesson(slot_id=slot, lesson_id=lesson))
    (driven,) = rides(db, [(NINE, TEN)], driver_id=person, vehicle_id=kept.vehicle)
    (dropped,) = rides(db, [(TEN, TEN + 9)], driver_id=person, direction="back", status="cancelled")
    for ride, lesson in ((driven, bare), (driven, placed), (dropped, bare)):
        db.add(RideLesson(ride_id=ride, lesson_id=lesson))
    db.flush()
    k1, k2, site = ("Kurs K1", "K1"), ("Kurs K2", "K2"), ("A", "Rathaus", "Markt 1")
    nowhere = ("", "", "")

    def row(source: str, key: int, starts: int, ends: int, *about: Any, **more: Any) -> WorkDate:
        return WorkDate(
            source, key, starts, ends, *about, **{"cancelled": False, "version": 1, **more}
        )

    assert work_dates.work_dates(db, person) == [
        row("lesson", bare, NINE - 9, NINE, *k2, *nowhere, cancelled=True),
        row("childcare", part, NINE - 1, TEN - 1, *k2, *nowhere),
        row("childcare", whole, NINE, TEN, *k1, *nowhere),
        row("lesson", placed, NINE, TEN, *k1, *site),
        row("ride", driven, NINE, TEN, *k1, "Bus 1", "", "", direction="out"),
        row("childcare", gone, NINE + 1, TEN, *k1, *site, cancelled=True),
        row("ride", dropped, TEN, TEN + 9, *k2, *nowhere, cancelled=True, direction="back"),
    ]


def test_halts_of_rides_in_order(kept: SmallTown, db: Db) -> None:
    (stop,) = written(db, Stop(name="Markt", municipality="Plauen"))
    ride, other = rides(db, [(NINE, TEN)] * 2)
    for position, at, place, site in ((2, 20, None, kept.site), (1, 10, stop, None)):
        row = RideStop(ride_id=ride, position=position, at=at, stop_id=place, site_id=site)
        db.add(row)
    db.add(RideStop(ride_id=other, position=1, at=5, stop_id=kept.stop))
    db.flush()
    found = work_dates.halts_of(db, [ride])
    assert found == {ride: ((10, "Plauen, Markt"), (20, "Rathaus"))}
    assert set(work_dates.halts_of(db, [ride, other])) == {ride, other}
