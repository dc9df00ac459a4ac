"""Where a child is wanted twice at once: one minute decides, and who is absent does not count."""

from kursplaner.basics.spans import Span
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot, ChildcareSlotLesson
from kursplaner.domain.courses import Lesson
from kursplaner.domain.people import Guardianship
from kursplaner.domain.rides.rides import Ride, RideLesson, RideSeat, RideStop, Stop
from kursplaner.store.queries.conflicts import child_clashes
from kursplaner.store.queries.conflicts.child_clashes import (
    LessonInCare,
    PlaceOfAdult,
    PlacesOfAdult,
    TimeOf,
    TwoTimes,
)
from kursplaner.store.queries.conflicts.limits import Stay
from kursplaner.store.queries.conflicts.participants import LessonTime
from kursplaner.store.queries.conflicts.scopes import Scope, of_lessons, stretch
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.small_town import TUESDAY, SmallTown, add_course, add_person, enrol_plainly
from tests.store.queries.written import MIDNIGHT, lessons, rides, slots, written

NINE, TEN = MIDNIGHT + 540, MIDNIGHT + 600
DAY_SCOPE = stretch(MIDNIGHT, MIDNIGHT + 1440)


def scopes(db: Db, *ids: int) -> tuple[Scope, Scope]:
    """Return the Wednesday, and the lessons alone."""
    return DAY_SCOPE, of_lessons(db, ids)


def add_child(db: Db, town: SmallTown) -> int:
    child = add_person(db, "Kind")
    written(db, Guardianship(child_id=child, adult_id=town.people["Vogel"]))
    return child


def test_two_slots_of_a_child_may_follow_but_not_overlap(kept: SmallTown, db: Db) -> None:
    child, other = add_child(db, kept), add_person(db, "Anderes")
    (lesson,) = lessons(db, kept.course, [(NINE, TEN)])
    first, second, third = slots(db, [(NINE, TEN), (TEN, TEN + 9), (NINE + 5, TEN)])
    written(db, ChildcareSlotLesson(slot_id=first, lesson_id=lesson))
    places = [ChildcarePlace(slot_id=slot, child_id=child) for slot in (first, second)]
    written(db, *places, ChildcarePlace(slot_id=third, child_id=other))
    every = scopes(db, lesson)

    def found() -> list[list[TwoTimes]]:
        db.flush()
        return [child_clashes.in_two_slots(db, scope) for scope in every]

    assert found() == [[], []]
    row = by_id(db, ChildcareSlot, second)
    row.starts = TEN - 1
    clash = [TwoTimes(child, TimeOf(first, NINE, TEN), TimeOf(second, TEN - 1, TEN + 9))]
    assert found() == [clash] * 2
    row.status = "cancelled"
    assert found() == [[], []]
    row.status, places[1].status = "planned", "excused"
    assert found() == [[], []]
    places[1].status, places[0].status = "collected", "cancelled"
    assert found() == [[], []]


def test_from_when_to_when_a_passenger_is_aboard(kept: SmallTown, db: Db) -> None:
    person, unknown, nowhere = (add_person(db, name) for name in ("Ada", "Bea", "Cleo"))
    (elsewhere,) = written(db, Stop(name="Markt"))
    out, back, bare = rides(db, [(NINE, TEN)] * 3)
    by_id(db, Ride, back).direction = "back"
    for ride, at_stop, at_site in ((out, 20, 50), (back, 50, 20)):
        stop = RideStop(ride_id=ride, position=1, stop_id=kept.stop, at=NINE + at_stop)
        site = RideStop(ride_id=ride, position=2, site_id=kept.site, at=NINE + at_site)
        db.add_all([stop, site])
    db.add(RideStop(ride_id=bare, position=1, stop_id=kept.stop, at=NINE))
    for ride in (out, back, bare):
        db.add(RideSeat(ride_id=ride, person_id=person, stop_id=kept.stop))
        db.add(RideSeat(ride_id=ride, person_id=unknown, stop_id=elsewhere))
        db.add(RideSeat(ride_id=ride, person_id=nowhere))
    db.flush()
    span = Span(NINE + 20, NINE + 50)
    many = list(range(10_000, 10_899))
    aboard = {(out, person): span, (back, person): span}
    assert child_clashes.aboard(db, [out, back, bare]) == aboard
    assert child_clashes.aboard(db, [*many, out, back]) == aboard
    sites = {out: NINE + 50, back: NINE + 20}
    assert child_clashes.site_times(db, [out, back, bare]) == sites
    assert child_clashes.site_times(db, [*many, out, back]) == sites
    by_id(db, Ride, back).direction = "out"
    db.flush()
    for row in find(db, RideStop, ride_id=out):
        row.at = NINE + 50
    db.flush()
    assert child_clashes.aboard(db, [out]) == {}, "nobody sits in it for a minute"
    assert child_clashes.aboard(db, [back]) == {}, "it would leave the site before it is there"


def test_two_rides_of_a_child_count_while_it_is_aboard(kept: SmallTown, db: Db) -> None:
    child, adult = add_child(db, kept), add_person(db, "Ada")
    (lesson,) = lessons(db, kept.course, [(NINE, TEN)])
    first, second = rides(db, [(NINE, TEN), (TEN, TEN + 60)])
    written(db, RideLesson(ride_id=first, lesson_id=lesson))
    seats = [RideSeat(ride_id=key, person_id=child, stop_id=kept.stop) for key in (first, second)]
    grown = [RideSeat(ride_id=key, person_id=adult, stop_id=kept.stop) for key in (first, second)]
    written(db, *seats, *grown)
    every = scopes(db, lesson)

    def found() -> list[list[TwoTimes]]:
        db.flush()
        return [child_clashes.in_two_rides(db, scope) for scope in every]

    assert found() == [[], []]
    later = by_id(db, Ride, second)
    later.starts = TEN - 1
    clash = TwoTimes(child, TimeOf(first, NINE, TEN), TimeOf(second, TEN - 1, TEN + 60))
    assert found() == [[clash]] * 2
    halts = [
        RideStop(ride_id=second, position=1, stop_id=kept.stop, at=TEN),
        RideStop(ride_id=second, position=2, site_id=kept.site, at=TEN + 50),
    ]
    written(db, *halts)
    assert found() == [[], []], "it boards when the other ride is over"
    halts[0].at = TEN - 1
    clash = TwoTimes(child, TimeOf(first, NINE, TEN), TimeOf(second, TEN - 1, TEN + 50))
    assert found() == [[clash]] * 2
    seats[1].result = "no_show"
    assert found() == [[], []]
    seats[1].result, later.status = "done", "cancelled"
    assert found() == [[], []]


def test_a_lesson_of_a_child_beside_its_childcare(kept: SmallTown, db: Db) -> None:
    course = add_course(db, kept, "K2")
    child = add_child(db, kept)
    stay = enrol_plainly(db, course, child)
    lesson, after, dropped = lessons(db, course, [(NINE, TEN), (TEN, TEN + 9), (NINE, TEN)])
    by_id(db, Lesson, dropped).status = "cancelled"
    slot, before = slots(db, [(TEN - 1, TEN), (NINE - 9, NINE)])
    place = ChildcarePlace(slot_id=slot, child_id=child)
    written(db, place, ChildcarePlace(slot_id=before, child_id=child))
    expected = [
        LessonInCare(
            Stay(stay, course, child, "enrolled", TUESDAY, None, only_planned_lessons=False),
            LessonTime(lesson, course, NINE, TEN),
            TimeOf(slot, TEN - 1, TEN),
        )
    ]
    every = scopes(db, lesson, after, dropped)
    assert [child_clashes.lessons_in_care(db, scope) for scope in every] == [expected] * 2
    place.status = "excused"
    db.flush()
    assert [child_clashes.lessons_in_care(db, scope) for scope in every] == [[], []]


def test_places_that_hang_on_the_stay_of_an_adult(kept: SmallTown, db: Db) -> None:
    course = add_course(db, kept, "K2")
    child = add_child(db, kept)
    adult = add_person(db, "Rima")
    stay = enrol_plainly(db, course, adult)
    lesson, late = lessons(db, course, [(NINE, TEN), (TEN + 99, TEN + 109)])
    served, alone = slots(db, [(NINE, TEN), (TEN, TEN + 9)])
    for slot, key in ((served, lesson), (alone, late)):
        db.add(ChildcareSlotLesson(slot_id=slot, lesson_id=key))
    places = [
        ChildcarePlace(slot_id=slot, child_id=child, enrolment_id=stay) for slot in (served, alone)
    ]
    written(db, *places)
    row = Stay(stay, course, adult, "enrolled", TUESDAY, None, only_planned_lessons=False)
    stands = (stay, "enrolled", TUESDAY, None, False)
    first = PlaceOfAdult(child, served, NINE, TEN, row, lesson, NINE)
    for scope in scopes(db, lesson, late):
        assert child_clashes.places_by_adult(db, scope) == [
            PlacesOfAdult(*stands, first=NINE, last=TEN, served=0)
        ]
        found = child_clashes.places_of(db, scope, [stay])
        assert found == [first, PlaceOfAdult(child, alone, TEN, TEN + 9, row, None, None)]
        assert child_clashes.places_of(db, scope, [stay + 1]) == []
    places[1].status = "cancelled"
    db.flush()
    for scope in scopes(db, lesson, late):
        assert child_clashes.places_by_adult(db, scope) == [
            PlacesOfAdult(*stands, first=NINE, last=NINE, served=1)
        ]
        assert child_clashes.places_of(db, scope, [stay]) == [first]


def test_others_in_overlapping_rides_and_slots_are_nothing(kept: SmallTown, db: Db) -> None:
    child, other = add_child(db, kept), add_child(db, kept)
    (lesson,) = lessons(db, kept.course, [(NINE, TEN)])
    both = rides(db, [(NINE, TEN), (NINE, TEN)])
    care = slots(db, [(NINE, TEN), (NINE, TEN)])
    written(db, RideLesson(ride_id=both[0], lesson_id=lesson))
    written(db, ChildcareSlotLesson(slot_id=care[0], lesson_id=lesson))
    for ride, slot, person in zip(both, care, (child, other), strict=True):
        written(
            db,
            RideSeat(ride_id=ride, person_id=person, stop_id=kept.stop),
            ChildcarePlace(slot_id=slot, child_id=person),
        )
    for scope in scopes(db, lesson):
        assert child_clashes.in_two_rides(db, scope) == []
        assert child_clashes.in_two_slots(db, scope) == []
        assert child_clashes.lessons_in_care(db, scope) == []


def test_a_long_slot_and_ride_meet_all_that_begin_before_their_end(kept: SmallTown, db: Db) -> None:
    child = add_child(db, kept)
    times = [(NINE, TEN + 9), (NINE + 1, NINE + 2), (TEN, TEN + 1), (TEN + 9, TEN + 10)]
    some, care = rides(db, times), slots(db, times)
    written(db, *(RideSeat(ride_id=key, person_id=child) for key in some))
    written(db, *(ChildcarePlace(slot_id=key, child_id=child) for key in care))
    for keys, found in (
        (some, child_clashes.in_two_rides(db, DAY_SCOPE)),
        (care, child_clashes.in_two_slots(db, DAY_SCOPE)),
    ):
        record = [TimeOf(key, *span) for key, span in zip(keys, times, strict=True)]
        assert found == [TwoTimes(child, record[0], record[at]) for at in (1, 2)]


def test_only_a_lesson_of_the_adults_own_course_beside_the_slot_serves_it(
    kept: SmallTown, db: Db
) -> None:
    course, other = add_course(db, kept, "K2"), add_course(db, kept, "K3")
    child, adult = add_child(db, kept), add_person(db, "Rima")
    stay = enrol_plainly(db, course, adult)
    (strange,) = lessons(db, other, [(NINE, TEN)])
    own, cancelled, touching, beside = lessons(
        db, course, [(NINE, TEN), (NINE, TEN), (TEN, TEN + 60), (TEN - 1, TEN)]
    )
    by_id(db, Lesson, cancelled).status = "cancelled"
    (slot,) = slots(db, [(NINE, TEN)])
    (elsewhere,) = slots(db, [(NINE, TEN)])
    written(db, ChildcarePlace(slot_id=slot, child_id=child, enrolment_id=stay))
    written(db, ChildcareSlotLesson(slot_id=elsewhere, lesson_id=own))
    for key in (strange, cancelled, touching):
        written(db, ChildcareSlotLesson(slot_id=slot, lesson_id=key))
        (row,) = child_clashes.places_by_adult(db, DAY_SCOPE)
        assert (row.served, row.first, row.last) == (0, NINE, NINE)
        (place,) = child_clashes.places_of(db, DAY_SCOPE, [stay])[-1:]
        assert (place.slot_id, place.lesson_id) == (slot, None)
    written(db, ChildcareSlotLesson(slot_id=slot, lesson_id=beside))
    (row,) = child_clashes.places_by_adult(db, DAY_SCOPE)
    assert row.served == 1
    found = [place.lesson_id for place in child_clashes.places_of(db, DAY_SCOPE, [stay])]
    assert found == [beside]
    many = list(range(10_000, 10_000 + child_clashes.BATCH))
    assert child_clashes.places_of(db, DAY_SCOPE, [*many, stay])[0].lesson_id == beside
    assert child_clashes.places_of(db, DAY_SCOPE, [*many, stay]) == child_clashes.places_of(
        db, DAY_SCOPE, [stay]
    )
