"""Who is seated only after the address was changed: the later stop holds there, too."""

from datetime import date, timedelta

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.domain.courses import Enrolment
from kursplaner.domain.kinds import ActKind, Way
from kursplaner.domain.people import PersonAddress
from kursplaner.domain.rides.rides import RideDemand, RideSeat, Vehicle
from kursplaner.planning.courses import continuation
from kursplaner.planning.enrolments import enrolling, waiting_list
from kursplaner.planning.enrolments.wishes import EnrolDraft
from kursplaner.planning.lessons import changing
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.store.records import by_id, find
from tests.planning.riding_town import SECOND_WEEK, SINCE, RidingTown, build_riding, demands
from tests.planning.small_town import TUESDAY, SmallTown, add_person

THURSDAY = TUESDAY + timedelta(days=2)


@pytest.fixture
def riding(town: SmallTown) -> RidingTown:
    made = build_riding(town)
    with town.workspace.fill() as db:
        by_id(db, Vehicle, town.vehicle).seats = 9
    return made


def neighbour(riding: RidingTown) -> int:
    """Add somebody with the family's stops: the old one, and another from the second week on."""
    with riding.town.workspace.fill() as db:
        person = add_person(db, "Weber")
        for day, stop in ((SINCE, "home"), (SECOND_WEEK, "near")):
            row = PersonAddress(person_id=person, valid_from=day)
            row.stop_id = riding.stops[stop]
            db.add(row)
    return person


def test_who_is_enrolled_with_another_stop_to_come(riding: RidingTown) -> None:
    person = neighbour(riding)
    draft = EnrolDraft(riding.town.course, person, from_day=TUESDAY, way=Way.SHUTTLE)
    with riding.town.workspace.change(ActKind.ENROLLED) as db:
        enrolling.apply(db, enrolling.propose_enrol(db, draft))
    home, near = riding.stops["home"], riding.stops["near"]
    assert riding.stops_of(person) == [home] * 4 + [near] * 8


def test_who_waited_while_the_stop_changed(riding: RidingTown) -> None:
    person = neighbour(riding)
    with riding.town.workspace.fill() as db:
        row = Enrolment(course_id=riding.town.course, person_id=person, status="waiting")
        row.way, row.asked_on = "shuttle", date(2027, 2, 1)
        db.add(row)
        db.flush()
        demands(db, row.id, riding.stops["home"])
        key = row.id
    with riding.town.workspace.change(ActKind.MOVED_UP) as db:
        waiting_list.move_up(db, key, SECOND_WEEK)
    near = riding.stops["near"]
    assert riding.stops_of(person) == [near] * 8
    with riding.town.workspace.read() as db:
        assert {row.stop_id for row in find(db, RideDemand, enrolment_id=key)} == {near}


def test_a_correction_reaches_those_who_wait(riding: RidingTown) -> None:
    person = neighbour(riding)
    with riding.town.workspace.fill() as db:
        row = Enrolment(course_id=riding.town.course, person_id=person, status="waiting")
        row.asked_on = date(2027, 2, 1)
        db.add(row)
        db.flush()
        demands(db, row.id, riding.stops["home"])
        for later in find(db, PersonAddress, person_id=person, valid_from=SECOND_WEEK):
            db.delete(later)
        key = row.id
    riding.move(riding.stops["beyond"], SINCE, person)
    with riding.town.workspace.read() as db:
        stops = {found.stop_id for found in find(db, RideDemand, enrolment_id=key)}
    assert stops == {riding.stops["beyond"]}


def test_a_lesson_moved_past_the_day_takes_the_stop_of_its_new_day(riding: RidingTown) -> None:
    town = riding.town
    riding.move(riding.stops["near"])
    later = SECOND_WEEK - THURSDAY + timedelta(days=1)
    with town.workspace.change(ActKind.LESSON_MOVED) as db:
        plan = changing.propose(db, MoveWish(town.lessons[1], minute_of(THURSDAY + later, 540)))
        changing.apply(db, plan)
    with town.workspace.read() as db:
        seats = find(db, RideSeat, ride_id=[town.rides[2], town.rides[3]])
        assert {seat.stop_id for seat in seats} == {riding.stops["near"]}
        assert len(seats) == 4


def test_the_next_course_begins_at_the_stop_of_its_days(riding: RidingTown) -> None:
    riding.move(riding.stops["near"], date(2027, 3, 18) + timedelta(days=1))
    with riding.town.workspace.read() as db:
        draft = continuation.draft_of_next(db, riding.town.course)
    stops = {person.person_id: person.stop_id for person in draft.people}
    assert stops[riding.mother] == riding.stops["near"]


def test_an_address_without_a_stop_says_nothing_to_who_is_enrolled(riding: RidingTown) -> None:
    home = riding.stops["home"]
    with riding.town.workspace.fill() as db:
        person = add_person(db, "Weber")
        db.add(PersonAddress(person_id=person, valid_from=SECOND_WEEK))
    draft = EnrolDraft(riding.town.course, person, from_day=TUESDAY, way=Way.SHUTTLE, stop_id=home)
    with riding.town.workspace.change(ActKind.ENROLLED) as db:
        enrolling.apply(db, enrolling.propose_enrol(db, draft))
    assert riding.stops_of(person) == [home] * 12
