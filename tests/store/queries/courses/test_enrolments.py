"""What an enrolment touches: what is still to come, what is taken, what it would free."""

from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot, ChildcareSlotLesson
from kursplaner.domain.courses import Course
from kursplaner.domain.rides.rides import Ride, RideLesson, RideSeat, RideStop, Stop
from kursplaner.domain.rooms import Site
from kursplaner.store.queries.courses import enrolments
from kursplaner.store.queries.courses.enrolments import (
    ComingLesson,
    ComingRide,
    ComingSlot,
    PlaceTaken,
    SeatTaken,
    WaitingPerson,
)
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from tests.planning.small_town import TUESDAY, SmallTown, add_course, add_person, enrol_plainly
from tests.store.queries.written import MIDNIGHT, lessons, rides, slots, written

AT = MIDNIGHT + 540
TIMES = [(AT + 1, AT + 9), (AT, AT + 9), (AT - 1, AT + 9)]


def test_lessons_to_come_are_planned_from_a_minute_on(kept: SmallTown, db: Db) -> None:
    course = add_course(db, kept, "K2")
    later, same, _ = lessons(db, course, TIMES)
    for status in ("cancelled", "held"):
        lessons(db, course, [(AT, AT + 9)], status=status)
    lessons(db, kept.course, TIMES)
    assert enrolments.coming_lessons(db, course, AT) == [
        ComingLesson(same, AT, AT + 9),
        ComingLesson(later, AT + 1, AT + 9),
    ]


def test_slots_beside_lessons_with_the_size_of_their_room(kept: SmallTown, db: Db) -> None:
    first, second, other = lessons(db, kept.course, TIMES)
    bare, roomy, cancelled = slots(db, TIMES[:1] * 3)
    for slot, lesson in ((roomy, first), (roomy, second), (bare, first), (cancelled, first)):
        db.add(ChildcareSlotLesson(slot_id=slot, lesson_id=lesson))
    db.add(ChildcareSlotLesson(slot_id=bare, lesson_id=other))
    rows = {key: by_id(db, ChildcareSlot, key) for key in (roomy, cancelled)}
    rows[roomy].room_id, rows[cancelled].status = kept.rooms["side"], "cancelled"
    db.flush()
    found = enrolments.coming_slots(db, [first, second])
    assert sorted(found, key=lambda each: (each.id, each.lesson_id)) == [
        ComingSlot(bare, first, *TIMES[0], None, 0),
        ComingSlot(roomy, first, *TIMES[0], kept.rooms["side"], 8),
        ComingSlot(roomy, second, *TIMES[0], kept.rooms["side"], 8),
    ]


def test_places_are_taken_or_given_up(kept: SmallTown, db: Db) -> None:
    slot, other = slots(db, TIMES[:2])
    stay = enrol_plainly(db, kept.course, add_person(db, "Rima"))
    states = ("planned", "brought", "collected", "excused", "cancelled")
    children = [add_person(db, state) for state in states]
    places = written(
        db,
        *(
            ChildcarePlace(slot_id=slot, child_id=child, enrolment_id=stay, status=state)
            for child, state in zip(children, states, strict=True)
        ),
        ChildcarePlace(slot_id=other, child_id=children[0]),
        ChildcarePlace(slot_id=other, child_id=children[1], status="excused"),
    )
    assert enrolments.places_taken(db, [slot]) == [
        PlaceTaken(slot, child, stay) for child in children[:3]
    ]
    assert enrolments.places_given_up(db, [slot]) == {
        (slot, children[3]): places[3],
        (slot, children[4]): places[4],
    }


def test_rides_to_come_have_a_vehicle_and_reach_the_site(kept: SmallTown, db: Db) -> None:
    first, second, other = lessons(db, kept.course, TIMES)
    (stop,) = written(db, Stop(name="Markt"))
    plain = {"vehicle_id": kept.vehicle}
    whole, done, cancelled, nowhere, strange = rides(db, TIMES[:1] * 5, **plain)
    (bare,) = rides(db, TIMES[:1])
    for key, status in ((done, "done"), (cancelled, "cancelled")):
        by_id(db, Ride, key).status = status
    row = by_id(db, Ride, whole)
    row.driver_id, row.locked, row.direction = kept.people["driver"], True, "back"
    for ride in (whole, done, cancelled, nowhere, bare):
        db.add(RideLesson(ride_id=ride, lesson_id=first))
        halts = ((1, kept.stop, 11), (2, stop, 12), *(() if ride == nowhere else ((3, None, 13),)))
        for position, at_stop, minute in halts:
            halt = RideStop(ride_id=ride, position=position, stop_id=at_stop, at=minute)
            halt.site_id = kept.site if at_stop is None else None
            db.add(halt)
    db.add(RideLesson(ride_id=whole, lesson_id=second))
    db.add(RideLesson(ride_id=strange, lesson_id=other))
    db.flush()
    driver, stops = kept.people["driver"], frozenset({kept.stop, stop})
    found = enrolments.coming_rides(db, [first, second])
    assert sorted(found, key=lambda each: each.lesson_id) == [
        ComingRide(whole, lesson, "back", kept.vehicle, driver, *TIMES[0], True, 13, stops)
        for lesson in (first, second)
    ]


def test_seats_in_the_order_in_which_they_were_got(kept: SmallTown, db: Db) -> None:
    ride, other = rides(db, TIMES[:2])
    stay = enrol_plainly(db, kept.course, add_person(db, "Rima"))
    results = ("open", "done", "no_show", "cancelled_in_time", "refused")
    people = [add_person(db, result) for result in results]
    seats = written(
        db,
        *(
            RideSeat(ride_id=ride, person_id=person, enrolment_id=stay, result=result, kind="none")
            for person, result in zip(people[::-1], results[::-1], strict=True)
        ),
        RideSeat(ride_id=other, person_id=people[0]),
    )
    row = by_id(db, RideSeat, seats[4])
    row.kind, row.wheelchair, row.pram, row.stop_id = "booster", True, True, kept.stop
    db.flush()
    rest = (stay, None, "none", False, False)
    taken = [
        SeatTaken(ride, people[1], *rest),
        SeatTaken(ride, people[0], stay, kept.stop, "booster", True, True),
    ]
    assert enrolments.seats_taken(db, [ride]) == taken
    assert enrolments.seats_taken(db, [ride], [seats[1]]) == [
        SeatTaken(ride, people[3], *rest),
        *taken,
    ]


def test_the_waiting_list_in_its_order(kept: SmallTown, db: Db) -> None:
    people = [add_person(db, name) for name in ("Anna", "Berta", "Cora", "Dora")]
    waits = {"status": "waiting"}
    none = enrol_plainly(db, kept.course, people[0], **waits)
    second = enrol_plainly(db, kept.course, people[1], waiting_position=2, **waits)
    first = enrol_plainly(db, kept.course, people[2], waiting_position=1, asked_on=TUESDAY, **waits)
    enrol_plainly(db, kept.course, people[3], waiting_position=1)
    enrol_plainly(db, add_course(db, kept, "K2"), people[3], waiting_position=1, **waits)
    found = enrolments.waiting_people(db, kept.course)
    assert sorted(found, key=lambda each: each.position) == found
    assert set(found) == {
        WaitingPerson(first, people[2], 1, TUESDAY),
        WaitingPerson(second, people[1], 2, None),
        WaitingPerson(none, people[0], none, None),
    }


def test_what_an_enrolment_would_free_and_gave_up(kept: SmallTown, db: Db) -> None:
    rima, sami = add_person(db, "Rima"), add_person(db, "Sami")
    stay, other = enrol_plainly(db, kept.course, rima), enrol_plainly(db, kept.course, sami)
    later, same, before = slots(db, TIMES)
    places = written(
        db,
        ChildcarePlace(slot_id=later, child_id=sami, enrolment_id=stay),
        ChildcarePlace(slot_id=same, child_id=sami, enrolment_id=stay),
        ChildcarePlace(slot_id=before, child_id=sami, enrolment_id=stay),
        ChildcarePlace(slot_id=later, child_id=rima, enrolment_id=stay, brought_at=5),
        ChildcarePlace(slot_id=same, child_id=rima, enrolment_id=other),
    )
    driven = rides(db, TIMES)
    seats = written(
        db,
        *(RideSeat(ride_id=ride, person_id=rima, enrolment_id=stay) for ride in driven),
        RideSeat(ride_id=driven[0], person_id=sami, enrolment_id=other),
    )
    assert enrolments.freed_by(db, stay, AT) == (places[:2], seats[:2])
    assert enrolments.given_up_by(db, stay, AT) == []
    for seat in seats[:3]:
        by_id(db, RideSeat, seat).result = "cancelled_in_time"
    by_id(db, RideSeat, seats[3]).result = "cancelled_in_time"
    db.flush()
    assert enrolments.freed_by(db, stay, AT) == (places[:2], [])
    assert enrolments.given_up_by(db, stay, AT) == seats[:2]


def test_where_a_course_takes_place(kept: SmallTown, db: Db) -> None:
    course = add_course(db, kept, "K2")
    assert enrolments.site_point(db, course) == (50_320_000, 12_260_000)
    site = by_id(db, Site, kept.site)
    for latitude, longitude in ((None, 12_260_000), (50_320_000, None)):
        site.latitude, site.longitude = latitude, longitude
        db.flush()
        assert enrolments.site_point(db, course) is None
    by_id(db, Course, course).site_id = None
    db.flush()
    assert enrolments.site_point(db, course) is None
