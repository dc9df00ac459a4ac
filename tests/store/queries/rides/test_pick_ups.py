"""Exact bounds of what is asked about wishes to ride and rides to come."""

from datetime import date, timedelta

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.domain.courses import Enrolment, Lesson
from kursplaner.domain.kinds import Direction
from kursplaner.domain.people import PersonAddress
from kursplaner.domain.rides.pick_ups import Homes, PickUp
from kursplaner.domain.rides.rides import Ride, RideDemand, RideLesson, RideSeat
from kursplaner.store.queries.rides import pick_ups
from kursplaner.store.queries.rides.pick_ups import LessonAhead
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
from tests.planning.small_town import add_ride as add_plain_ride

ASKED, JOINED = date(2027, 2, 1), TUESDAY
DAY = timedelta(days=1)


def homes(db: Db, town: SmallTown, name: str, day: date = ASKED) -> int:
    person = add_person(db, name)
    db.add(PersonAddress(person_id=person, valid_from=day, stop_id=town.stop))
    db.flush()
    return person


def wish(db: Db, town: SmallTown, enrolment: int, ended_on: date | None = None) -> int:
    row = RideDemand(enrolment_id=enrolment, direction="out", stop_id=town.stop)
    row.ended_on = ended_on
    db.add(row)
    db.flush()
    return row.id


def test_stops_are_those_of_the_people_asked_about(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        weber, other = homes(db, town, "Weber"), homes(db, town, "Kurz", JOINED)
        nobody = add_person(db, "Lang")
    with town.workspace.read() as db:
        assert pick_ups.homes_of(db, [weber, nobody]) == {weber: Homes(((ASKED, town.stop),))}
        wishes = [(7, 99, weber, None), (8, 99, other, ASKED), (9, 99, nobody, None)]
        assert pick_ups.boarding(db, wishes, JOINED) == {7: town.stop, 8: town.stop, 9: 99}
        assert pick_ups.boarding(db, wishes, JOINED - DAY) == {7: town.stop, 8: 99, 9: 99}
        assert list(pick_ups.stop_names(db, [town.stop])) == [town.stop]
        assert pick_ups.stop_names(db, []) == {}


@pytest.mark.parametrize(("days", "counts"), [(-1, False), (0, True), (1, True)])
def test_a_wish_counts_to_its_last_day(town: SmallTown, days: int, *, counts: bool) -> None:
    today = TUESDAY + 7 * DAY
    last = today + days * DAY
    with town.workspace.fill() as db:
        weber = homes(db, town, "Weber")
        lasting = wish(db, town, enrol_plainly(db, town.course, weber))
        other = add_course(db, town, "K2")
        ended = wish(db, town, enrol_plainly(db, other, weber), ended_on=last)
        third = add_course(db, town, "K3")
        left = wish(db, town, enrol_plainly(db, third, weber, status="left", left_on=last))
        wish(db, town, enrol_plainly(db, town.course, homes(db, town, "Kurz")))
    with town.workspace.read() as db:
        found = pick_ups.wishes_of(db, weber, Homes(), today)
    assert [row.demand_id for row in found] == [lasting, *[ended, left] * counts]
    assert [row.course_id for row in found] == [town.course, *[other, third] * counts]
    assert {row.enrolled for row in found} == {True}


def test_who_waits_wishes_since_the_day_of_asking(town: SmallTown) -> None:
    own = Homes(((ASKED, town.stop),))
    with town.workspace.fill() as db:
        weber = add_person(db, "Weber")
        for number, (status, joined) in enumerate(
            (("waiting", None), ("asked", JOINED), ("enrolled", JOINED), ("declined", JOINED))
        ):
            course = add_course(db, town, f"L{number}")
            key = enrol_plainly(db, course, weber, status=status, asked_on=ASKED)
            wish(db, town, key)
            by_id(db, Enrolment, key).joined_on = joined
    with town.workspace.read() as db:
        found = pick_ups.wishes_of(db, weber, own, TUESDAY)
    assert [(row.enrolled, row.pick_up) for row in found] == [
        (False, PickUp(town.stop, ASKED, own)),
        (False, PickUp(town.stop, JOINED, own)),
        (True, PickUp(town.stop, JOINED, own)),
    ]


def test_lessons_count_from_their_very_minute(town: SmallTown) -> None:
    starts = minute_of(TUESDAY, 540)
    first, second = town.lessons[:2]
    with town.workspace.fill() as db:
        add_lesson(db, add_course(db, town, "K2"), starts)
        add_lesson(db, town.course, starts + 300, status="cancelled")
    with town.workspace.read() as db:
        for after, begins in ((-1, 0), (0, 0), (1, 1)):
            found = pick_ups.lessons_ahead(db, [town.course], starts + after)
            assert [row.id for row in found] == town.lessons[begins:]
        (row, *_) = pick_ups.lessons_ahead(db, [town.course], starts + 1)
        assert row == LessonAhead(second, town.course, starts + 2880, starts + 3030)
        assert set(pick_ups.lessons_served(db, town.rides[:2])) == {first}
        assert set(pick_ups.lessons_served(db, town.rides[1:3])) == {first, second}
    with town.workspace.fill() as db:
        by_id(db, Lesson, first).status = "cancelled"
    with town.workspace.read() as db:
        assert set(pick_ups.lessons_served(db, town.rides[1:3])) == {second}


def test_rides_count_until_the_minute_they_begin(town: SmallTown) -> None:
    out, back, later = town.rides[:3]
    with town.workspace.fill() as db:
        person, other = add_person(db, "Weber"), add_person(db, "Kurz")
        for ride, who in ((out, person), (back, person), (later, other)):
            db.add(RideSeat(ride_id=ride, person_id=who))
        starts = by_id(db, Ride, out).starts
    with town.workspace.read() as db:
        for after, begins in ((-1, 0), (0, 1), (1, 1)):
            minute = starts + after
            assert pick_ups.rides_with(db, person, minute) == [out, back][begins:]
            found = pick_ups.rides_ahead(db, town.lessons[:1], minute)
            assert list(found) == [out, back][begins:]
    with town.workspace.fill() as db:
        by_id(db, Ride, back).status = "cancelled"
    with town.workspace.read() as db:
        assert pick_ups.rides_with(db, person, starts - 1) == [out]
        assert list(pick_ups.rides_ahead(db, town.lessons[:1], starts - 1)) == [out]


def test_a_ride_ahead_names_every_lesson_it_serves(town: SmallTown) -> None:
    starts = minute_of(TUESDAY, 540)
    with town.workspace.fill() as db:
        course = add_course(db, town, "K2")
        beside = add_lesson(db, course, starts)
        db.add(RideLesson(ride_id=town.rides[0], lesson_id=beside))
        early = add_plain_ride(db, town, beside, Direction.OUT, (starts - 300, starts - 260))
    with town.workspace.read() as db:
        found = pick_ups.rides_ahead(db, [beside], starts - 400)
    assert list(found) == [early, town.rides[0]]
    assert [row.lessons for row in found.values()] == [(beside,), (town.lessons[0], beside)]
    row = found[town.rides[0]]
    assert (row.vehicle_id, row.driver_id) == (town.vehicle, town.people["driver"])
    assert (row.starts, row.ends, row.locked) == (starts - 50, starts - 10, False)
