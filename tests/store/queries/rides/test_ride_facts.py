"""What tours are laid from: exact bounds of stops, riders, wishes, lessons and rides."""

from datetime import date, timedelta

import pytest

from kursplaner.basics.places import Distance
from kursplaner.basics.spans import minute_of
from kursplaner.domain.courses import Enrolment, EnrolmentChild, Lesson, PlannedLesson
from kursplaner.domain.kinds import Direction
from kursplaner.domain.people import PersonAddress
from kursplaner.domain.rides.rides import (
    PlaceDistance,
    Ride,
    RideDemand,
    RideDemandException,
    RideLesson,
    RideSeat,
    RideStop,
    Stop,
)
from kursplaner.store.queries.rides import ride_facts
from kursplaner.store.queries.rides.ride_facts import Demand
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from tests.planning.small_town import (
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_person,
    add_ride,
    enrol_plainly,
)

DAY = timedelta(days=1)


def stop(db: Db, name: str, **values: object) -> int:
    row = Stop(name=name, **values)
    db.add(row)
    db.flush()
    return row.id


def wish(db: Db, town: SmallTown, name: str = "Rima", **enrolment: object) -> RideDemand:
    key = enrol_plainly(db, town.course, add_person(db, name), **enrolment)
    row = RideDemand(enrolment_id=key, direction="out", stop_id=town.stop)
    db.add(row)
    db.flush()
    return row


def wishes(db: Db, town: SmallTown, day: date = TUESDAY) -> tuple[Demand, ...]:
    db.flush()
    return ride_facts.demands_of_course(db, town.course, day)


def test_a_stop_that_ended_is_not_in_use(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        there = stop(db, "Da", latitude=50_000_000, longitude=12_000_000)
        gone = stop(db, "Weg", ended_on=TUESDAY)
        found = ride_facts.stops_in_use(db)
        assert gone not in found
        assert (found[there].name, found[there].latitude) == ("Da", 50_000_000)


def test_ways_set_by_hand_lead_from_stop_to_stop(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        other = stop(db, "Da")
        db.add(PlaceDistance(from_stop_id=town.stop, to_stop_id=other, metres=900, minutes=None))
        db.add(PlaceDistance(from_stop_id=other, to_stop_id=town.stop, metres=900, minutes=7))
        db.flush()
        for kmh, minutes in ((54, 1), (53, 2)):
            there, back = Distance(900, minutes), Distance(900, 7)
            found = {(town.stop, other): there, (other, town.stop): back}
            assert ride_facts.place_distances(db, kmh) == found


def test_a_rider_has_the_stop_of_the_address_that_holds(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        rima, olena = add_person(db, "Haddad", height_cm=120), add_person(db, "Kern")
        later = stop(db, "Neu")
        for day, at in ((TUESDAY, town.stop), (TUESDAY + 2 * DAY, later)):
            db.add(PersonAddress(person_id=rima, valid_from=day, stop_id=at))
        db.flush()
        days = [TUESDAY + number * DAY for number in (-1, 0, 1, 2)]
        found = [ride_facts.riders(db, [rima], day)[rima] for day in days]
        assert [each.stop_id for each in found] == [None, town.stop, town.stop, later]
        assert (found[0].height_cm, found[0].born, found[0].name) == (120, None, "Haddad, Had")
        assert set(ride_facts.riders(db, [rima, olena], TUESDAY)) == {rima, olena}


def test_who_left_before_the_day_has_no_wish(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        wish(db, town, "Eins", status="left", left_on=TUESDAY)
        wish(db, town, "Zwei", status="waiting")
        wish(db, town, "Drei", status="left")
        assert len(wishes(db, town)) == 1
        assert wishes(db, town, TUESDAY + DAY) == ()
        (found,) = wishes(db, town)
        assert found.last_day == TUESDAY


@pytest.mark.parametrize(
    ("left", "ended", "last"), [(3, 5, 3), (5, 3, 3), (None, 3, 3), (3, None, 3), (None,) * 3]
)
def test_a_wish_lasts_until_its_end_or_that_of_the_enrolment(
    town: SmallTown, left: int | None, ended: int | None, last: int | None
) -> None:
    def after(days: int | None) -> date | None:
        return None if days is None else TUESDAY + days * DAY

    with town.workspace.fill() as db:
        wish(db, town, left_on=after(left)).ended_on = after(ended)
        (found,) = wishes(db, town)
        assert (found.first_day, found.last_day) == (TUESDAY, after(last))
        if ended is not None:
            assert len(wishes(db, town, TUESDAY + ended * DAY)) == 1
            assert wishes(db, town, TUESDAY + (ended + 1) * DAY) == ()


def test_who_comes_on_a_day(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        wish(db, town, left_on=TUESDAY + DAY)
        (found,) = wishes(db, town)
    days = [TUESDAY + number * DAY for number in (-1, 0, 1, 2)]
    assert [found.comes(7, day) for day in days] == [False, True, True, False]


def test_who_comes_to_planned_dates_only(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        row = wish(db, town, only_planned_lessons=True)
        (found,) = wishes(db, town)
        assert found.only_lessons == frozenset()
        lesson = town.lessons[1]
        db.add(PlannedLesson(enrolment_id=row.enrolment_id, lesson_id=lesson))
        (found,) = wishes(db, town)
        assert found.only_lessons == frozenset({lesson})
        assert found.comes(lesson, TUESDAY)
        assert not found.comes(town.lessons[0], TUESDAY)
        by_id(db, Enrolment, row.enrolment_id).only_planned_lessons = False
        (found,) = wishes(db, town)
        assert found.only_lessons is None


def test_a_wish_has_its_children_and_the_exceptions_to_come(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        row = wish(db, town)
        sami, nour = add_person(db, "Sami"), add_person(db, "Nour")
        for child, rides in ((sami, True), (nour, False)):
            link = EnrolmentChild(enrolment_id=row.enrolment_id, child_id=child)
            link.rides = rides
            db.add(link)
        for number, at in ((-1, None), (0, None), (1, town.stop)):
            day = TUESDAY + number * DAY
            kind = "skip" if at is None else "other_stop"
            db.add(RideDemandException(demand_id=row.id, day=day, kind=kind, stop_id=at))
        (found,) = wishes(db, town)
        assert found.children == (sami,)
        assert found.exceptions == {TUESDAY: None, TUESDAY + DAY: town.stop}


def test_the_stop_of_a_wish_goes_with_the_address(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        row = wish(db, town)
        person = by_id(db, Enrolment, row.enrolment_id).person_id
        later = stop(db, "Neu")
        for day, at in ((TUESDAY, town.stop), (TUESDAY + 2 * DAY, later)):
            db.add(PersonAddress(person_id=person, valid_from=day, stop_id=at))
        (found,) = wishes(db, town)
        assert found.stop_on(TUESDAY + DAY) == town.stop
        assert found.stop_on(TUESDAY + 2 * DAY) == later


def test_lessons_to_come_are_those_that_are_planned(town: SmallTown) -> None:
    first, second, *_ = town.lessons
    with town.workspace.fill() as db:
        starts = by_id(db, Lesson, first).starts
        found = ride_facts.lessons_of_course(db, town.course, starts)
        assert [each.id for each in found] == town.lessons
        assert found[0].site_id == town.site
        later = ride_facts.lessons_of_course(db, town.course, starts + 1)
        assert [each.id for each in later] == town.lessons[1:]
        by_id(db, Lesson, second).status = "cancelled"
        by_id(db, Lesson, first).room_id = None
        found = ride_facts.lessons_of_course(db, town.course, starts)
        assert [each.id for each in found] == [first, *town.lessons[2:]]
        assert (found[0].room_id, found[0].site_id) == (None, town.site)


def test_rides_of_lessons_with_who_sits_in_them(town: SmallTown) -> None:
    out, back = town.rides[:2]
    with town.workspace.fill() as db:
        rima = add_person(db, "Rima")
        db.add(RideSeat(ride_id=out, person_id=rima, stop_id=town.stop))
        gone = RideSeat(ride_id=back, person_id=rima, stop_id=town.stop, result="no_show")
        db.add(gone)
        db.flush()
        found = ride_facts.rides_of_lessons(db, town.lessons[:1])
        assert [each.id for each in found] == [out, back]
        assert [each.passengers for each in found] == [{rima}, {rima}]
        assert [each.recorded for each in found] == [False, True]
        assert [each.direction for each in found] == ["out", "back"]
        by_id(db, Ride, back).status = "cancelled"
        db.flush()
        assert [each.id for each in ride_facts.rides_of_lessons(db, town.lessons[:1])] == [out]


def test_a_ride_is_shared_where_it_serves_another_course(town: SmallTown) -> None:
    out = town.rides[0]
    with town.workspace.fill() as db:
        db.add(RideLesson(ride_id=out, lesson_id=town.lessons[1]))
        db.flush()
        (found, *_) = ride_facts.rides_of_lessons(db, town.lessons[:1])
        assert not found.shared
        other = add_lesson(db, add_course(db, town, "K2"), minute_of(TUESDAY, 900))
        db.add(RideLesson(ride_id=out, lesson_id=other))
        db.flush()
        (found, *_) = ride_facts.rides_of_lessons(db, town.lessons[:1])
        assert found.shared


def test_halts_and_seats_stand_with_their_ride_in_order(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        span = (minute_of(TUESDAY, 60), minute_of(TUESDAY, 90))
        ride = add_ride(db, town, town.lessons[0], Direction.OUT, span)
        db.add(RideStop(ride_id=ride, position=0, stop_id=town.stop, at=span[0]))
        people = [add_person(db, name) for name in ("Rima", "Olena")]
        db.add_all([RideSeat(ride_id=ride, person_id=p, stop_id=town.stop) for p in people])
        db.flush()
        halts = ride_facts.halts_of_rides(db, [ride])
        assert [halt.position for halt in halts[ride]] == [0, 1, 2]
        assert list(halts) == [ride]
        seats = ride_facts.seats_of_rides(db, [ride, town.rides[0]])
        assert {key: [seat.person_id for seat in found] for key, found in seats.items()} == {
            ride: people
        }
