"""Where care opens late or closes early: one minute decides, and other care bridges the gap."""

from datetime import date

import pytest

from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot, ChildcareSlotLesson
from kursplaner.domain.courses import EnrolmentChild, Lesson
from kursplaner.domain.kinds import SeatKind
from kursplaner.domain.people import Guardianship
from kursplaner.domain.rides.rides import Ride, RideLesson, RideSeat, RideStop
from kursplaner.store.queries.conflicts import family_chain
from kursplaner.store.queries.conflicts.family_chain import (
    ChildSeat,
    CloseRide,
    Handover,
    LeftChild,
)
from kursplaner.store.queries.conflicts.scopes import of_lessons, stretch
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from tests.planning.small_town import SmallTown, add_course, add_person, enrol_plainly
from tests.store.queries.written import MIDNIGHT, lessons, rides, slots, written

NINE, TEN = MIDNIGHT + 540, MIDNIGHT + 600


def cared(db: Db, town: SmallTown, span: tuple[int, int]) -> tuple[int, int, ChildcarePlace]:
    """Store a lesson from nine to ten with care for a child; return both and the place."""
    course = add_course(db, town, "K2")
    stay = enrol_plainly(db, course, add_person(db, "Ada"))
    (lesson,), (slot,) = (
        lessons(db, course, [(NINE, TEN)]),
        slots(db, [span], room_id=town.rooms["side"]),
    )
    written(db, ChildcareSlotLesson(slot_id=slot, lesson_id=lesson))
    place = ChildcarePlace(slot_id=slot, child_id=add_person(db, "Kind"), enrolment_id=stay)
    written(db, place)
    return lesson, slot, place


def found(db: Db, lesson: int, minutes: int = 15) -> tuple[list[Handover], list[Handover]]:
    """Return what opens late and what closes early, the same for the day and the lesson."""
    db.flush()
    day, alone = stretch(MIDNIGHT, MIDNIGHT + 1440), of_lessons(db, [lesson])
    late, early = (
        (act(db, day, minutes), act(db, alone, minutes))
        for act in (family_chain.opens_late, family_chain.closes_early)
    )
    assert (late[0], early[0]) == (late[1], early[1])
    return late[0], early[0]


def test_a_minute_decides_whether_care_opens_late_or_closes_early(kept: SmallTown, db: Db) -> None:
    span = (NINE - 15, TEN + 15)
    lesson, slot, place = cared(db, kept, span)
    assert found(db, lesson) == ([], [])
    wrong = [Handover(slot, *span, lesson, NINE, TEN)]
    assert found(db, lesson, 16) == (wrong, wrong)
    for status, counts in (("brought", True), ("excused", False), ("collected", True)):
        place.status = status
        assert found(db, lesson, 16) == ((wrong, wrong) if counts else ([], []))
    by_id(db, ChildcareSlot, slot).status = "cancelled"
    assert found(db, lesson, 16) == ([], [])
    by_id(db, ChildcareSlot, slot).status = "planned"
    by_id(db, Lesson, lesson).status = "cancelled"
    assert found(db, lesson, 16) == ([], [])


@pytest.mark.parametrize(
    ("shift", "bridged"), [((0, 0), True), ((1, 0), False), ((0, -1), False), ((-1, 1), True)]
)
def test_other_care_in_the_room_bridges_the_whole_gap(
    kept: SmallTown, db: Db, shift: tuple[int, int], *, bridged: bool
) -> None:
    lesson, slot, _ = cared(db, kept, (NINE, TEN))
    wrong = [Handover(slot, NINE, TEN, lesson, NINE, TEN)]
    assert found(db, lesson) == (wrong, wrong)
    first, last = shift
    side = {"room_id": kept.rooms["side"]}
    (before,) = slots(db, [(NINE - 15 + first, NINE + last)], **side)
    (after,) = slots(db, [(TEN + first, TEN + 15 + last)], **side)
    expected: list[Handover] = [] if bridged else wrong
    assert found(db, lesson) == (expected, expected)
    by_id(db, ChildcareSlot, before).room_id = kept.rooms["B"]
    by_id(db, ChildcareSlot, after).status = "cancelled"
    assert found(db, lesson) == (wrong, wrong)


def test_a_ride_with_a_child_is_too_close_by_its_time_at_the_site(kept: SmallTown, db: Db) -> None:
    course = add_course(db, kept, "K2")
    adult, child = add_person(db, "Ada"), add_person(db, "Kind")
    stay = enrol_plainly(db, course, adult)
    written(db, Guardianship(child_id=child, adult_id=adult))
    (lesson,) = lessons(db, course, [(NINE, TEN)])
    out, back = rides(db, [(NINE - 60, NINE), (TEN, TEN + 60)])
    by_id(db, Ride, back).direction = "back"
    sites, seats = [], []
    for ride, at in ((out, NINE - 10), (back, TEN + 20)):
        written(db, RideLesson(ride_id=ride, lesson_id=lesson))
        sites.append(RideStop(ride_id=ride, position=2, site_id=kept.site, at=at))
        written(db, RideStop(ride_id=ride, position=1, stop_id=kept.stop, at=NINE - 40), sites[-1])
        seats.append(RideSeat(ride_id=ride, person_id=child, enrolment_id=stay))
    written(db, *seats)
    both = (stretch(MIDNIGHT, MIDNIGHT + 1440), of_lessons(db, [lesson]))

    def close() -> list[list[CloseRide]]:
        db.flush()
        return [family_chain.close_rides(db, scope, 10, 20) for scope in both]

    assert close() == [[], []]
    sites[0].at, sites[1].at = NINE - 9, TEN + 19
    there = (lesson, NINE, TEN)
    late = CloseRide(out, NINE - 60, NINE, "out", NINE - 9, *there)
    early = CloseRide(back, TEN, TEN + 60, "back", TEN + 19, *there)
    assert close() == [[late, early]] * 2
    seats[0].result, seats[1].result = "no_show", "done"
    assert close() == [[early]] * 2
    seats[1].person_id = adult
    assert close() == [[], []]


def test_a_child_is_left_behind_where_its_adult_rides(kept: SmallTown, db: Db) -> None:
    course = add_course(db, kept, "K2")
    adult, child = add_person(db, "Ada"), add_person(db, "Kind")
    stay = enrol_plainly(db, course, adult)
    along = EnrolmentChild(enrolment_id=stay, child_id=child, childcare=False)
    (lesson,), (ride, other) = lessons(db, course, [(NINE, TEN)]), rides(db, [(NINE, TEN)] * 2)
    (slot,) = slots(db, [(NINE, TEN)])
    seat = RideSeat(ride_id=ride, person_id=adult, enrolment_id=stay)
    links = [RideLesson(ride_id=key, lesson_id=lesson) for key in (ride, other)]
    written(db, along, seat, *links)
    written(db, ChildcareSlotLesson(slot_id=slot, lesson_id=lesson))
    left = [LeftChild(child, adult, ride, NINE, TEN, "out", lesson)]
    both = (stretch(MIDNIGHT, MIDNIGHT + 1440), of_lessons(db, [lesson]))

    def found() -> list[LeftChild]:
        db.flush()
        day, alone = (family_chain.left_children(db, scope) for scope in both)
        assert day == alone
        return day

    assert found() == left
    along.rides = False
    assert found() == []
    along.rides, along.childcare = True, True
    assert found() == []
    place = ChildcarePlace(slot_id=slot, child_id=child, enrolment_id=stay)
    written(db, place)
    assert found() == left
    place.status = "excused"
    assert found() == []
    place.status, seat.result = "planned", "no_show"
    assert found() == []
    seat.result = "done"
    theirs = RideSeat(ride_id=other, person_id=child, enrolment_id=stay)
    written(db, theirs)
    assert found() == []
    by_id(db, Ride, other).direction = "back"
    assert found() == left
    theirs.ride_id = ride
    assert found() == []


def test_which_children_ride_alone_and_on_what(kept: SmallTown, db: Db) -> None:
    adult, carer, stranger = (
        add_person(db, name, role)
        for name, role in (("Ada", ""), ("Rot", "carer"), ("Cleo", "teacher"))
    )
    child = add_person(db, "Kind", birth_date=date(2022, 5, 1), height_cm=104)
    parent = Guardianship(child_id=child, adult_id=adult)
    written(db, parent)
    (ride,) = rides(db, [(NINE, TEN)], driver_id=stranger)
    mine = RideSeat(ride_id=ride, person_id=child, kind="booster")
    beside = RideSeat(ride_id=ride, person_id=stranger)
    written(db, mine, beside)
    day = stretch(MIDNIGHT, MIDNIGHT + 1440)
    sits = [ChildSeat(child, ride, NINE, TEN, "booster", date(2022, 5, 1), 104)]

    def alone() -> bool:
        db.flush()
        assert family_chain.child_seats(db, day) == sits
        found = family_chain.children_alone(db, day)
        assert found in ([], sits)
        return found == sits

    assert alone()
    for person in (adult, carer):
        beside.person_id, beside.result = person, "open"
        assert not alone()
        beside.result = "no_show"
        assert alone()
    beside.person_id, beside.result = stranger, "open"
    by_id(db, Ride, ride).driver_id = adult
    assert not alone()
    by_id(db, Ride, ride).driver_id = None
    mine.enrolment_id = enrol_plainly(db, add_course(db, kept, "K2"), stranger)
    assert not alone(), "the adult of its enrolment rides with it"
    for gone in ({"wheelchair": True}, {"kind": SeatKind.WHEELCHAIR.value}, {"result": "no_show"}):
        before = {name: getattr(mine, name) for name in gone}
        for values, left in ((gone, []), (before, sits)):
            for name, value in values.items():
                setattr(mine, name, value)
            db.flush()
            assert family_chain.child_seats(db, day) == left
