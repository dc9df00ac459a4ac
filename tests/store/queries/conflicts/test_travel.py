"""Where works begin and end, and which follow each other too closely, to the minute."""

import pytest

from kursplaner.domain.childcare import ChildcareSlot, ChildcareSlotCarer, ChildcareSlotLesson
from kursplaner.domain.courses import Course, Lesson, LessonPerson
from kursplaner.domain.rides.rides import RideStop, Stop, Vehicle
from kursplaner.domain.rooms import Room, Site
from kursplaner.store.occupations import Claim, occupy
from kursplaner.store.queries.conflicts import travel
from kursplaner.store.queries.conflicts.scopes import of_lessons, stretch
from kursplaner.store.queries.conflicts.travel import Change, Ends, Work
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from tests.planning.small_town import SmallTown, add_course, add_person
from tests.store.queries.written import MIDNIGHT, lessons, rides, slots, written

NINE, TEN = MIDNIGHT + 540, MIDNIGHT + 600


def test_only_places_whose_point_is_known_whole(kept: SmallTown, db: Db) -> None:
    written(db, Stop(name="Halb", latitude=1), Site(name="Halb", longitude=2))
    assert travel.points(db) == {
        ("site", kept.site): (50_320_000, 12_260_000),
        ("stop", kept.stop): (50_410_000, 12_170_000),
    }


def test_where_lessons_and_slots_are(kept: SmallTown, db: Db) -> None:
    school = Site(name="Schule")
    written(db, school)
    room = Room(name="Saal", site_id=school.id, capacity=9)
    written(db, room)
    course = add_course(db, kept, "K2")
    placed, bare = lessons(db, kept.course, [(NINE, TEN)] * 2)
    (nowhere,) = lessons(db, course, [(NINE, TEN)])
    by_id(db, Course, course).site_id = None
    by_id(db, Lesson, placed).room_id = room.id
    slot, roomless = slots(db, [(NINE, TEN)] * 2)
    by_id(db, ChildcareSlot, slot).room_id = room.id
    db.flush()
    keys = [("lesson", placed), ("lesson", bare), ("lesson", nowhere), ("childcare", slot)]
    there, here = ("site", school.id), ("site", kept.site)
    assert travel.ends_of(db, [*keys, ("childcare", roomless)]) == {
        keys[0]: Ends(there, there),
        keys[1]: Ends(here, here),
        keys[2]: Ends(None, None),
        keys[3]: Ends(there, there),
    }
    many = [("lesson", number) for number in range(10_000, 10_900)]
    assert travel.ends_of(db, [*many, keys[1]]) == {keys[1]: Ends(here, here)}
    assert travel.ends_of(db, []) == {}


@pytest.mark.parametrize("depot", [False, True])
def test_where_rides_set_off_and_are_free_again(kept: SmallTown, db: Db, *, depot: bool) -> None:
    (yard,) = written(db, Stop(name="Hof"))
    by_id(db, Vehicle, kept.vehicle).depot_stop_id = yard if depot else None
    stop, site, home = ("stop", kept.stop), ("site", kept.site), ("stop", yard) if depot else None
    wanted = {}
    for direction, places, ends in (
        ("out", [stop, site], Ends(home or stop, site)),
        ("back", [site, stop], Ends(site, home or stop)),
        ("out", [site], Ends(home, site)),
        ("back", [site], Ends(site, home)),
        ("out", [], Ends(home, None)),
        ("back", [], Ends(None, home)),
    ):
        (ride,) = rides(db, [(NINE, TEN)], direction=direction, vehicle_id=kept.vehicle)
        for position, (noun, key) in reversed(list(enumerate(places))):
            halt = RideStop(ride_id=ride, position=position, at=NINE)
            halt.stop_id, halt.site_id = (key, None) if noun == "stop" else (None, key)
            db.add(halt)
        wanted["ride", ride] = ends
    db.flush()
    assert travel.ends_of(db, list(wanted)) == wanted


def test_works_that_follow_within_less_than_so_many_minutes(kept: SmallTown, db: Db) -> None:
    carer = add_person(db, "Weiss", "carer")
    school = Site(name="Schule")
    written(db, school)
    course = add_course(db, kept, "K2")
    by_id(db, Course, course).site_id = school.id
    first, third = lessons(db, kept.course, [(NINE, TEN), (TEN + 100, TEN + 110)])
    (second,) = lessons(db, course, [(TEN + 20, TEN + 80)])
    spans = {first: (NINE, TEN), second: (TEN + 20, TEN + 80), third: (TEN + 100, TEN + 110)}
    for lesson, span in spans.items():
        db.add(LessonPerson(lesson_id=lesson, person_id=carer))
        occupy(db, [Claim(carer, *span, "lesson", lesson)])
    db.flush()
    works = {lesson: Work("lesson", lesson, *span) for lesson, span in spans.items()}
    both = [Change(carer, works[first], works[second]), Change(carer, works[second], works[third])]
    day = stretch(MIDNIGHT, MIDNIGHT + 1440)
    assert travel.changes(db, day, 21) == both
    assert travel.changes(db, day, 20) == []
    assert travel.changes(db, of_lessons(db, [first]), 21) == both[:1]
    assert travel.changes(db, of_lessons(db, [second]), 21) == both
    assert travel.changes(db, of_lessons(db, [third]), 21) == both[1:]
    assert travel.changes(db, of_lessons(db, []), 21) == []
    assert travel.changes(db, stretch(TEN + 20, TEN + 101), 21) == both
    assert travel.changes(db, stretch(TEN + 21, TEN + 101), 21) == []
    # Who works at one site alone is no mover in a stretch.
    by_id(db, Course, course).site_id = kept.site
    db.flush()
    assert travel.changes(db, day, 21) == []
    slot, *_ = slots(db, [(TEN + 200, TEN + 210)])
    room = Room(name="Saal", site_id=school.id, capacity=9)
    written(db, room)
    by_id(db, ChildcareSlot, slot).room_id = room.id
    written(
        db,
        ChildcareSlotCarer(slot_id=slot, person_id=carer),
        ChildcareSlotLesson(slot_id=slot, lesson_id=third),
    )
    assert travel.changes(db, day, 21) == both
