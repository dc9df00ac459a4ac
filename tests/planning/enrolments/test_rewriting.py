"""What an enrolment gives back by a correction, and how its rows are brought to what is wanted."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from kursplaner.basics import clock
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlotLesson
from kursplaner.domain.courses import Enrolment, EnrolmentChild, PlannedLesson
from kursplaner.domain.families import ChildWish
from kursplaner.domain.kinds import Direction, Way
from kursplaner.domain.rides.rides import (
    Ride,
    RideDemand,
    RideDemandException,
    RideSeat,
    Stop,
)
from kursplaner.planning.enrolments.rewriting import free_what_goes, rewrite
from kursplaner.planning.enrolments.wishes import EnrolDraft
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.morning_town import Morning, build_morning
from tests.planning.small_town import NOW, TUESDAY, add_course, add_lesson
from tests.store.queries.written import written
from tests.towns import passing

DAY = timedelta(days=1)
OUT, BACK = Direction.OUT, Direction.BACK
EVERY = range(6)


@pytest.fixture
def morning() -> Iterator[Morning]:
    with passing(build_morning, NOW) as made:
        yield made


def as_it_is(morning: Morning) -> EnrolDraft:
    """Return what Rima has: all dates, two children in the childcare, both ways by the shuttle."""
    children = tuple(ChildWish(morning.people[name], rides=False) for name in ("Sami", "Nour"))
    town = morning.town
    return EnrolDraft(
        town.course, morning.people["Rima"], children, TUESDAY, Way.SHUTTLE, town.stop
    )


def row_of(db: Db, morning: Morning) -> Enrolment:
    return by_id(db, Enrolment, morning.enrolments["Rima"])


def kept(db: Db, morning: Morning) -> tuple[dict[str, list[int]], dict[Direction, list[int]]]:
    """Return the dates on which each child has its place, and those she rides on each way."""
    town, key = morning.town, morning.enrolments["Rima"]
    places = find(db, ChildcarePlace, enrolment_id=key)
    rides = {row.ride_id for row in find(db, RideSeat, enrolment_id=key)}
    slots = {
        name: [town.slots.index(row.slot_id) for row in places if row.child_id == of]
        for name, of in morning.people.items()
        if name in ("Sami", "Nour")
    }
    seats = {way: [n for n in EVERY if town.rides[2 * n + at] in rides]
             for at, way in enumerate((OUT, BACK))}  # fmt: skip
    return slots, seats


def left(morning: Morning, **values: Any) -> tuple[list[int], ...]:
    """Free what goes by other wishes; return the dates of Sami, Nour, out and back that stay."""
    before = as_it_is(morning)
    with morning.workspace.rehearse() as db:
        free_what_goes(db, row_of(db, morning), before, replace(before, **values))
        slots, seats = kept(db, morning)
    return slots["Sami"], slots["Nour"], seats[OUT], seats[BACK]


ALL, NONE = list(EVERY), list[int]()


@pytest.mark.parametrize(
    ("values", "stays"),
    [
        ({}, (ALL, ALL, ALL, ALL)),
        ({"from_day": None}, (ALL, ALL, ALL, ALL)),
        ({"from_day": TUESDAY - 9 * DAY}, (ALL, ALL, ALL, ALL)),
        ({"from_day": TUESDAY + 7 * DAY}, ([2, 3, 4, 5],) * 4),
        ({"from_day": TUESDAY + 8 * DAY}, ([3, 4, 5],) * 4),
        ({"only_lessons": frozenset()}, (NONE,) * 4),
        ({"children": ()}, (NONE, NONE, ALL, ALL)),
        ({"way": Way.WALK}, (ALL, ALL, NONE, NONE)),
        ({"stop_id": None}, (ALL, ALL, NONE, NONE)),
        ({"stop_id": 99}, (ALL, ALL, NONE, NONE)),
        ({"wheelchair": True}, (ALL, ALL, NONE, NONE)),
        ({"pram": True}, (ALL, ALL, NONE, NONE)),
        ({"directions": frozenset({OUT})}, (ALL, ALL, ALL, NONE)),
        ({"directions": frozenset({BACK})}, (ALL, ALL, NONE, ALL)),
    ],
)
def test_what_is_not_wanted_any_more_is_free(
    morning: Morning, values: dict[str, Any], stays: tuple[list[int], ...]
) -> None:
    assert left(morning, **values) == stays


def test_only_some_dates_and_only_some_children(morning: Morning) -> None:
    town, (sami, nour) = morning.town, (morning.people[name] for name in ("Sami", "Nour"))
    only = frozenset({town.lessons[0], town.lessons[3]})
    assert left(morning, only_lessons=only) == ([0, 3],) * 4
    cared, elsewhere = ChildWish(nour), ChildWish(sami, childcare=False)
    assert left(morning, children=(cared,)) == (NONE, ALL, ALL, ALL)
    assert left(morning, children=(cared, elsewhere)) == (NONE, ALL, ALL, ALL)


def test_the_seat_of_a_child_goes_with_its_wish_to_ride(morning: Morning) -> None:
    before, sami = as_it_is(morning), morning.people["Sami"]
    key = morning.enrolments["Rima"]
    with morning.workspace.rehearse() as db:
        seat = RideSeat(ride_id=morning.town.rides[0], person_id=sami, enrolment_id=key)
        written(db, seat)
        for rides, count in ((True, 1), (False, 0)):
            after = replace(before, children=(ChildWish(sami, rides=rides),))
            free_what_goes(db, row_of(db, morning), replace(after, children=()), after)
            assert len(find(db, RideSeat, person_id=sami)) == count


def test_a_slot_of_two_lessons_stays_while_one_is_wanted(morning: Morning) -> None:
    town = morning.town
    before = as_it_is(morning)
    with morning.workspace.rehearse() as db:
        written(db, ChildcareSlotLesson(slot_id=town.slots[0], lesson_id=town.lessons[5]))
        after = replace(before, only_lessons=frozenset({town.lessons[5]}))
        free_what_goes(db, row_of(db, morning), before, after)
        slots, seats = kept(db, morning)
        assert slots == {"Sami": [0, 5], "Nour": [0, 5]}
        assert seats == {OUT: [5], BACK: [5]}


def test_what_has_begun_is_not_given_back(morning: Morning) -> None:
    for hour, minute, out, back in ((9, 0, [0, 1, 2], [0, 1]), (9, 1, [0, 1, 2], [0, 1, 2]),
                                    (11, 39, [0, 1, 2], [0, 1, 2])):  # fmt: skip
        with clock.pinned(datetime(2027, 3, 9, hour, minute)):
            assert left(morning, only_lessons=frozenset())[2:] == (out, back)
            later = left(morning, only_lessons=frozenset(), from_day=TUESDAY + 8 * DAY)
            assert later[2:] == (out, [0, 1])
    with clock.pinned(datetime(2027, 3, 9, 12, 41)):
        assert left(morning, only_lessons=frozenset()) == ([0, 1, 2],) * 4
    with clock.pinned(datetime(2027, 3, 9, 8, 10)):
        assert left(morning, only_lessons=frozenset()) == ([0, 1], [0, 1], [0, 1], [0, 1])
    with clock.pinned(datetime(2027, 3, 9, 8, 11)):
        assert left(morning, only_lessons=frozenset()) == ([0, 1], [0, 1], [0, 1, 2], [0, 1])


def children_of(db: Db, morning: Morning) -> dict[int, tuple[int, bool, bool]]:
    rows = find(db, EnrolmentChild, enrolment_id=morning.enrolments["Rima"])
    return {row.child_id: (row.id, row.childcare, row.rides) for row in rows}


def test_children_come_go_and_change_in_their_rows(morning: Morning) -> None:
    sami, nour, maksym = (morning.people[name] for name in ("Sami", "Nour", "Maksym"))
    before = as_it_is(morning)
    with morning.workspace.rehearse() as db:
        row = row_of(db, morning)
        old = children_of(db, morning)
        wanted = (ChildWish(sami, childcare=False), ChildWish(maksym, rides=False))
        rewrite(db, row, before, replace(before, children=wanted))
        found = children_of(db, morning)
        assert found.keys() == {sami, maksym}
        assert found[sami] == (old[sami][0], False, True)
        assert found[maksym][1:] == (True, False)
        assert nour not in found
        assert row.childcare_wanted
        alone = (ChildWish(sami, childcare=False),)
        rewrite(db, row, replace(before, children=wanted), replace(before, children=alone))
        assert not row.childcare_wanted


@pytest.mark.parametrize(
    ("day", "joined"), [(None, TUESDAY), (TUESDAY + DAY, TUESDAY + DAY), (TUESDAY, TUESDAY)]
)
def test_the_first_day_and_the_way(morning: Morning, day: date | None, joined: date) -> None:
    before = as_it_is(morning)
    with morning.workspace.rehearse() as db:
        row = row_of(db, morning)
        row.childcare_wanted = False
        rewrite(db, row, before, replace(before, from_day=day, way=Way.CAR))
        assert (row.joined_on, row.way, row.childcare_wanted) == (joined, "car", False)


def demands(db: Db, morning: Morning) -> dict[str, tuple[int, int, bool, bool, date | None]]:
    return {
        row.direction: (row.id, row.stop_id, row.wheelchair, row.pram, row.ended_on)
        for row in find(db, RideDemand, enrolment_id=morning.enrolments["Rima"])
    }


def test_the_wish_to_ride_keeps_its_stop_where_none_is_chosen(morning: Morning) -> None:
    before, stop = as_it_is(morning), morning.town.stop
    with morning.workspace.rehearse() as db:
        row, old = row_of(db, morning), demands(db, morning)
        for demand in find(db, RideDemand, enrolment_id=row.id):
            demand.ended_on = TUESDAY
        rewrite(db, row, before, replace(before, wheelchair=True, pram=True))
        assert demands(db, morning) == {
            way: (key, stop, True, True, None) for way, (key, *_) in old.items()
        }
        (another,) = written(db, Stop(name="Adorf"))
        elsewhere = replace(before, stop_id=another)
        rewrite(db, row, elsewhere, elsewhere)  # the stop follows the address
        assert {values[1] for values in demands(db, morning).values()} == {stop}
        rewrite(db, row, before, elsewhere)
        assert demands(db, morning) == {
            way: (key, another, False, False, None) for way, (key, *_) in old.items()
        }


@pytest.mark.parametrize(
    ("values", "ways"),
    [
        ({"directions": frozenset({OUT})}, {"out"}),
        ({"directions": frozenset({BACK})}, {"back"}),
        ({"way": Way.WALK}, set()),
        ({"stop_id": None}, set()),
    ],
)
def test_a_wish_that_goes_takes_its_exceptions_along(
    morning: Morning, values: dict[str, Any], ways: set[str]
) -> None:
    before = as_it_is(morning)
    with morning.workspace.rehearse() as db:
        row, old = row_of(db, morning), demands(db, morning)
        written(
            db,
            *(RideDemandException(demand_id=key, day=TUESDAY, kind="none")
              for key, *_ in old.values()),
        )  # fmt: skip
        rewrite(db, row, before, replace(before, **values))
        found = demands(db, morning)
        assert found == {way: said for way, said in old.items() if way in ways}
        dated = {each.demand_id for each in find(db, RideDemandException)}
        assert dated == {key for key, *_ in found.values()}
        rewrite(db, row, before, replace(before, wheelchair=True))
        for way, said in demands(db, morning).items():
            assert said[1:] == (morning.town.stop, True, False, None)
            assert (said[0] == old[way][0]) == (way in ways)
        assert demands(db, morning).keys() == {"out", "back"}


def only_some(row: Enrolment) -> bool:
    return row.only_planned_lessons


def test_dates_are_written_only_where_they_differ(morning: Morning) -> None:
    town, before = morning.town, as_it_is(morning)
    only = frozenset({town.lessons[1], town.lessons[2]})
    with morning.workspace.rehearse() as db:
        row = row_of(db, morning)
        seats = find(db, RideSeat, enrolment_id=row.id)
        for seat in seats:
            seat.result = "cancelled_in_time"
        rewrite(db, row, before, before)
        assert not only_some(row)
        assert len(find(db, RideSeat, enrolment_id=row.id)) == 12
        rewrite(db, row, before, replace(before, only_lessons=only))
        planned = find(db, PlannedLesson, enrolment_id=row.id)
        assert {each.lesson_id for each in planned} == only
        assert only_some(row)
        rides = {each.ride_id for each in find(db, RideSeat, enrolment_id=row.id)}
        assert rides == {*town.rides[2:6]}
        rewrite(db, row, replace(before, only_lessons=only), before)
        assert not only_some(row)
        assert find(db, PlannedLesson, enrolment_id=row.id) == []
        assert len(find(db, RideSeat, enrolment_id=row.id)) == 4


def test_lessons_of_others_keep_no_seat(morning: Morning) -> None:
    town, before = morning.town, as_it_is(morning)
    with morning.workspace.rehearse() as db:
        other = add_course(db, town, "K2")
        add_lesson(db, other, by_id(db, Ride, town.rides[0]).ends)
        after = replace(before, only_lessons=frozenset({town.lessons[0]}))
        free_what_goes(db, row_of(db, morning), before, after)
        assert kept(db, morning)[1] == {OUT: [0], BACK: [0]}
