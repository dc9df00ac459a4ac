"""What a funder is told of childcare and rides: each once, and only what took place."""

from datetime import date, datetime

import pytest

from kursplaner.basics import clock
from kursplaner.basics.spans import minute_of
from kursplaner.domain.childcare import (
    ChildcarePlace,
    ChildcareSlot,
    ChildcareSlotCarer,
    ChildcareSlotLesson,
)
from kursplaner.domain.courses import Course, Lesson
from kursplaner.domain.funding import Grant
from kursplaner.domain.kinds import DrivenBy
from kursplaner.domain.rides.rides import Ride, RideLesson, RideSeat
from kursplaner.store.queries.funding import service_statistics as statistics
from kursplaner.store.queries.funding.service_statistics import RideFacts, SlotFacts
from kursplaner.store.queries.funding.statistics import Period
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from tests.planning.small_town import (
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_person,
    enrol_plainly,
)

AT = minute_of(TUESDAY)
TODAY = Period(AT, AT + 1440, None)
EVENING = datetime(2027, 3, 2, 20, 0)


def grant(db: Db, course: int, reference: str) -> int:
    row = Grant(
        reference=reference, title="A", first_day=date(2027, 1, 1), last_day=date(2027, 12, 31)
    )
    db.add(row)
    db.flush()
    by_id(db, Course, course).grant_id = row.id
    return row.id


def place(db: Db, town: SmallTown, status: str, **values: object) -> int:
    child = add_person(db, f"Kind {status}")
    row = ChildcarePlace(slot_id=town.slots[0], child_id=child, status=status, **values)
    db.add(row)
    db.flush()
    return child


def slots(
    db: Db, wanted: Period = TODAY, attended: dict[int, set[int]] | None = None
) -> list[SlotFacts]:
    return statistics.slot_facts(db, wanted, attended or {})


def rides(db: Db, wanted: Period = TODAY, recorded: set[int] | None = None) -> list[RideFacts]:
    db.flush()
    with clock.pinned(EVENING):
        return statistics.ride_facts(db, wanted, recorded or set(), TUESDAY)


def passenger(db: Db, ride: int, born: date | None = None, **values: object) -> None:
    person = add_person(db, "P", birth_date=born)
    db.add(RideSeat(ride_id=ride, person_id=person, **values))
    db.flush()


def test_a_child_that_came_counts_with_its_minutes(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        slot = by_id(db, ChildcareSlot, town.slots[0])
        whole = place(db, town, "brought")
        part = place(
            db, town, "collected", brought_at=slot.starts + 10, collected_at=slot.starts + 70
        )
        odd = place(
            db, town, "collected", brought_at=slot.starts + 70, collected_at=slot.starts + 10
        )
        for status in ("planned", "excused"):
            place(db, town, status)
        (found,) = slots(db)
        assert (found.id, found.day, found.course_id, found.carers) == (
            slot.id,
            TUESDAY,
            town.course,
            1,
        )
        minutes = {child.child_id: child.minutes for child in found.children}
        assert minutes == {whole: slot.ends - slot.starts, part: 60, odd: 0}


def test_childcare_without_a_child_is_none(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        assert slots(db) == []
        place(db, town, "excused")
        assert slots(db) == []


def test_a_child_whose_adult_was_there_counts_unless_it_was_excused(town: SmallTown) -> None:
    lesson = town.lessons[0]
    with town.workspace.fill() as db:
        rima = add_person(db, "Rima")
        enrolment = enrol_plainly(db, town.course, rima)
        child = place(db, town, "planned", enrolment_id=enrolment)
        place(db, town, "excused", enrolment_id=enrolment)
        assert slots(db) == []
        assert slots(db, attended={rima: {town.lessons[1]}}) == []
        (found,) = slots(db, attended={rima: {lesson}})
        assert [each.child_id for each in found.children] == [child]


@pytest.mark.parametrize(("starts", "ends", "count"), [(0, 1, 1), (1, 2, 0), (-1, 0, 0)])
def test_a_period_begins_with_its_first_minute_and_ends_before_its_last(
    town: SmallTown, starts: int, ends: int, count: int
) -> None:
    with town.workspace.fill() as db:
        place(db, town, "brought")
        passenger(db, town.rides[0])
        at = by_id(db, Lesson, town.lessons[0]).starts
        wanted = Period(at + starts, at + ends, None)
        assert len(slots(db, wanted)) == count
        assert len(rides(db, wanted, set(town.lessons))) == count


def test_cancelled_childcare_does_not_count(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        place(db, town, "brought")
        by_id(db, ChildcareSlot, town.slots[0]).status = "cancelled"
        db.flush()
        assert slots(db) == []


def test_childcare_of_two_grants_counts_each_child_for_its_own(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        other = add_course(db, town, "K2")
        lesson = add_lesson(db, other, minute_of(TUESDAY, 545))
        db.add(ChildcareSlotLesson(slot_id=town.slots[0], lesson_id=lesson))
        first, second = grant(db, town.course, "A"), grant(db, other, "B")
        enrol_plainly(db, town.course, add_person(db, "Erste"))  # its id is that of the grant
        mine = enrol_plainly(db, town.course, add_person(db, "Rima"))
        theirs = enrol_plainly(db, other, add_person(db, "Olena"))
        one_child = place(db, town, "brought", enrolment_id=mine)
        other_child = place(db, town, "brought", enrolment_id=theirs)
        nobodys = place(db, town, "brought")
        found = {
            key: {
                child.child_id
                for each in slots(db, Period(AT, AT + 1440, key))
                for child in each.children
            }
            for key in (first, second, None)
        }
        assert found[first] == {one_child, nobodys}, "the first lesson takes who has no course"
        assert found[second] == {other_child}
        assert found[None] == {one_child, other_child, nobodys}


def test_a_ride_that_took_place_counts_with_its_passengers(town: SmallTown) -> None:
    out, back = town.rides[:2]
    with town.workspace.fill() as db:
        passenger(db, out)
        passenger(db, out, date(2020, 1, 1))
        passenger(db, out, result="no_show")
        passenger(db, out, result="done")
        passenger(db, back)
        assert rides(db) == []
        by_id(db, Ride, out).metres = 12_000
        assert [each.id for each in rides(db, recorded={town.lessons[0]})] == [out, back]
        by_id(db, Ride, out).status = "done"
        (found,) = rides(db)
        assert (found.id, found.day, found.course_id) == (out, TUESDAY, town.course)
        assert (found.adults, found.children, found.metres) == (2, 1, 12_000)
        assert (found.direction, found.vehicle) == ("out", "Bus 1")


@pytest.mark.parametrize(
    ("born", "child"),
    [(date(2009, 3, 2), False), (date(2009, 3, 3), True), (None, False)],
)
def test_who_is_eighteen_is_no_child(
    town: SmallTown,
    born: date | None,
    child: bool,  # noqa: FBT001 (a case)
) -> None:
    with town.workspace.fill() as db:
        passenger(db, town.rides[0], born)
        (found,) = rides(db, recorded={town.lessons[0]})
        assert (found.adults, found.children) == ((0, 1) if child else (1, 0))


def test_a_ride_without_anybody_or_cancelled_or_to_come_does_not_count(town: SmallTown) -> None:
    ride = town.rides[0]
    with town.workspace.fill() as db:
        assert rides(db, recorded={town.lessons[0]}) == []
        passenger(db, ride)
        starts = by_id(db, Ride, ride).starts
        for now, count in ((starts - 1, 0), (starts, 1)):
            with clock.pinned(datetime(2027, 3, 2, *divmod(now - AT, 60))):
                found = statistics.ride_facts(db, TODAY, {town.lessons[0]}, TUESDAY)
                assert len(found) == count
        by_id(db, Ride, ride).status = "cancelled"
        assert rides(db, recorded={town.lessons[0]}) == []


def test_a_ride_to_two_lessons_counts_once_for_the_first_that_takes_place(
    town: SmallTown,
) -> None:
    ride, first = town.rides[0], town.lessons[0]
    with town.workspace.fill() as db:
        passenger(db, ride)
        other = add_course(db, town, "K2")
        later = add_lesson(db, other, minute_of(TUESDAY, 545))
        db.add(RideLesson(ride_id=ride, lesson_id=later))
        (found,) = rides(db, recorded={later})
        assert found.course_id == town.course
        (found,) = rides(db, recorded={first, later})
        assert found.course_id == town.course
        by_id(db, Lesson, first).status = "cancelled"
        (found,) = rides(db, recorded={later})
        assert found.course_id == other


@pytest.mark.parametrize(
    ("odometer", "metres"),
    [((100, 112), 12_000), ((None, 112), 7), ((100, None), 7), ((100, 100), 0), ((0, 3), 3_000)],
)
def test_what_was_driven_is_read_or_planned(
    town: SmallTown, odometer: tuple[int | None, int | None], metres: int
) -> None:
    with town.workspace.fill() as db:
        ride = by_id(db, Ride, town.rides[0])
        ride.metres = 7
        ride.odometer_start_km, ride.odometer_end_km = odometer
        assert statistics.driven_metres(ride) == metres


def test_what_a_taxi_drove_is_not_ours(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        ride = by_id(db, Ride, town.rides[0])
        ride.metres, ride.vehicle_id, ride.driver_id = 7, None, None
        ride.cancel_reason = DrivenBy.TAXI.value
        assert statistics.driven_metres(ride) == 0


def test_a_slot_tells_how_many_look_after_the_children(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        place(db, town, "brought")
        (before,) = slots(db)
        for name in ("Vera", "Olga"):
            carer = add_person(db, name)
            db.add(ChildcareSlotCarer(slot_id=town.slots[0], person_id=carer))
        db.flush()
        (after,) = slots(db)
    assert after.carers == before.carers + 2
