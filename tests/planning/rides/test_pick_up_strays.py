"""Which seats in rides to come lead elsewhere, each from one thing that was changed."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import pytest

from kursplaner.basics import clock
from kursplaner.basics.spans import day_of
from kursplaner.domain.courses import Enrolment, EnrolmentChild, Lesson, PlannedLesson
from kursplaner.domain.people import Person, PersonAddress
from kursplaner.domain.rides.pick_ups import homes_from
from kursplaner.domain.rides.rides import (
    Ride,
    RideDemand,
    RideDemandException,
    RideLesson,
    RideSeat,
    RideStop,
)
from kursplaner.planning.rides.pick_up_strays import Stray, follows_home, strays
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.riding_town import RidingTown, build_riding_town
from tests.planning.small_town import NOW, TUESDAY, add_course, add_lesson, add_person
from tests.store.queries.written import written
from tests.towns import passing

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def kept() -> Iterator[RidingTown]:
    with passing(build_riding_town, NOW) as made:
        yield made


@pytest.fixture
def db(kept: RidingTown) -> Iterator[Db]:
    with kept.workspace.rehearse() as opened:
        _whole(opened, kept)
        yield opened


def _whole(db: Db, kept: RidingTown) -> None:
    """Let mother and child have what suits them in the first ride there, and leave the others."""
    child = by_id(db, Person, kept.child)
    child.birth_date, child.height_cm = date(2022, 5, 1), 105
    for seat in find(db, RideSeat, ride_id=ride_of(kept)):
        seat.kind = "none" if seat.person_id == kept.mother else "child_seat"
        seat.stop_id = kept.stops["home"]
    db.flush()


def ride_of(kept: RidingTown) -> int:
    return kept.town.rides[0]


def seat_of(db: Db, kept: RidingTown, person: int) -> RideSeat:
    return find(db, RideSeat, ride_id=ride_of(kept), person_id=person)[0]


def found(db: Db, kept: RidingTown) -> set[tuple[str, str]]:
    """Return who is amiss in the first ride, and why."""
    db.flush()
    names = {kept.mother: "mother", kept.child: "child"}
    rows = strays(db, [ride_of(kept)])
    for row in rows:
        assert row == Stray(ride_of(kept), row.person_id, kept.mother, kept.enrolment, row.why)
    return {(names[row.person_id], row.why) for row in rows}


def elsewhere(db: Db, kept: RidingTown) -> None:
    for person in (kept.mother, kept.child):
        seat_of(db, kept, person).stop_id = kept.stops["near"]


def no_halt(db: Db, kept: RidingTown) -> None:
    for row in find(db, RideStop, ride_id=ride_of(kept)):
        if row.stop_id is not None:
            db.delete(row)


def given_up(db: Db, kept: RidingTown) -> None:
    no_halt(db, kept)
    seat_of(db, kept, kept.mother).result = "cancelled_in_time"


def no_stop(db: Db, kept: RidingTown) -> None:
    no_halt(db, kept)
    for person in (kept.mother, kept.child):
        seat_of(db, kept, person).stop_id = None


def tall(db: Db, kept: RidingTown) -> None:
    by_id(db, Person, kept.child).height_cm = 140


def small_mother(db: Db, kept: RidingTown) -> None:
    by_id(db, Person, kept.mother).birth_date = date(2020, 5, 1)


def unknown_child(db: Db, kept: RidingTown) -> None:
    child = by_id(db, Person, kept.child)
    child.birth_date = child.height_cm = None


def wheelchair(db: Db, kept: RidingTown) -> None:
    seat_of(db, kept, kept.child).kind = "wheelchair"


def exception(db: Db, kept: RidingTown) -> None:
    elsewhere(db, kept)
    for row in find(db, RideDemand, enrolment_id=kept.enrolment):
        db.add(RideDemandException(demand_id=row.id, day=TUESDAY, kind="other_stop",
                                   stop_id=kept.stops["far"]))  # fmt: skip


def not_coming(db: Db, kept: RidingTown) -> None:
    elsewhere(db, kept)
    by_id(db, Enrolment, kept.enrolment).joined_on = TUESDAY + DAY


def shifts(db: Db, kept: RidingTown) -> None:
    elsewhere(db, kept)
    by_id(db, Enrolment, kept.enrolment).only_planned_lessons = True
    db.add(PlannedLesson(enrolment_id=kept.enrolment, lesson_id=kept.town.lessons[1]))


def shifts_here(db: Db, kept: RidingTown) -> None:
    shifts(db, kept)
    db.add(PlannedLesson(enrolment_id=kept.enrolment, lesson_id=kept.town.lessons[0]))


def lesson_off(db: Db, kept: RidingTown) -> None:
    elsewhere(db, kept)
    by_id(db, Lesson, kept.town.lessons[0]).status = "cancelled"


STOP = {("mother", "stop"), ("child", "stop")}
HALT = {("mother", "halt"), ("child", "halt")}


@pytest.mark.parametrize(
    ("change", "amiss"),
    [
        (lambda *_: None, set()),
        (elsewhere, STOP | HALT),
        (no_halt, HALT),
        (given_up, {("child", "halt")}),
        (no_stop, STOP),
        (tall, {("child", "seat")}),
        (small_mother, {("mother", "seat")}),
        (unknown_child, set()),
        (wheelchair, set()),
        (exception, HALT),
        (not_coming, HALT),
        (shifts, HALT),
        (shifts_here, STOP | HALT),
        (lesson_off, HALT),
    ],
)
def test_what_is_amiss(
    kept: RidingTown,
    db: Db,
    change: Callable[[Db, RidingTown], None],
    amiss: set[tuple[str, str]],
) -> None:
    change(db, kept)
    assert found(db, kept) == amiss


def test_only_rides_still_to_come_are_looked_at(kept: RidingTown, db: Db) -> None:
    elsewhere(db, kept)
    ride = by_id(db, Ride, ride_of(kept))
    for hour, minute, there in ((8, 9, True), (8, 10, False)):
        with clock.pinned(datetime(2027, 3, 2, hour, minute)):
            assert bool(found(db, kept)) is there
    for status in ("done", "cancelled"):
        ride.status = status
        assert found(db, kept) == set()
    assert strays(db, []) == ()


@pytest.mark.parametrize(
    ("rows", "amiss"),
    [
        ([], False),
        ([(TUESDAY - 9 * DAY, "near")], False),
        ([(TUESDAY - 9 * DAY, "home"), (TUESDAY - 2 * DAY, "near")], True),
        ([(TUESDAY - 9 * DAY, "home"), (TUESDAY, "near")], True),
        ([(TUESDAY - 9 * DAY, "home"), (TUESDAY + DAY, "near")], False),
        ([(TUESDAY - 9 * DAY, "near"), (TUESDAY - 2 * DAY, "home")], False),
        ([(TUESDAY - 9 * DAY, "home"), (TUESDAY - 2 * DAY, "")], True),
    ],
)
def test_without_a_wish_the_address_says_where(
    kept: RidingTown,
    db: Db,
    rows: list[tuple[date, str]],
    amiss: bool,  # noqa: FBT001
) -> None:
    for model in (RideDemand, PersonAddress):
        for row in find(db, model):
            db.delete(row)
    db.flush()
    for day, stop in rows:
        stop_id = kept.stops[stop] if stop else None
        db.add(PersonAddress(person_id=kept.mother, valid_from=day, stop_id=stop_id))
    assert found(db, kept) == ({("mother", "stop")} if amiss else set())
    homes = homes_from((day, kept.stops[stop] if stop else None) for day, stop in rows)
    assert follows_home(homes, TUESDAY, kept.stops["home"]) is amiss
    for link in find(db, RideLesson, ride_id=ride_of(kept)):
        db.delete(link)
    assert found(db, kept) == set()


def test_the_lesson_of_her_own_course_says_the_day(kept: RidingTown, db: Db) -> None:
    """A ride may serve two courses, one of them on the day before."""
    town = kept.town
    by_id(db, Enrolment, kept.enrolment).joined_on = TUESDAY - 9 * DAY
    other = add_course(db, town, "K2")
    first = by_id(db, Lesson, town.lessons[0])
    early = add_lesson(db, other, first.starts - 1440)
    for link in find(db, RideLesson, ride_id=ride_of(kept)):
        db.delete(link)
    db.flush()
    written(db, *(RideLesson(ride_id=ride_of(kept), lesson_id=key) for key in (early, first.id)))
    new = PersonAddress(person_id=kept.mother, valid_from=day_of(first.starts))
    new.stop_id = kept.stops["near"]
    written(db, new)
    assert found(db, kept) == STOP
    new.valid_from += DAY
    assert found(db, kept) == set()


def test_a_guest_is_her_own_owner(kept: RidingTown, db: Db) -> None:
    guest = add_person(db, "Gast")
    far = kept.stops["far"]
    written(db, RideSeat(ride_id=ride_of(kept), person_id=guest, stop_id=far))
    assert strays(db, [ride_of(kept)]) == (Stray(ride_of(kept), guest, guest, None, "halt"),)
    assert find(db, EnrolmentChild, enrolment_id=kept.enrolment)
