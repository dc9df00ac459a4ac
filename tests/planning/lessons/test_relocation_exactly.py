"""What a relocation counts, and what goes along, from lessons, slots and rides made by hand."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.courses import Lesson
from kursplaner.planning.lessons import relocation as moving
from kursplaner.planning.lessons.relocation import (
    LessonChange,
    MovedLesson,
    MovedRide,
    MovedSlot,
    Relocation,
    Untouched,
    as_it_is,
    as_it_was,
    check_hour,
)
from kursplaner.store.queries.lessons.bundles import Bundle, LessonRow, RideRow, SlotRow
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from tests.planning.small_town import NINE, NOW, TUESDAY, SmallTown, build
from tests.towns import passing

START = minute_of(TUESDAY, NINE)
SUMMER_TIME = date(2027, 3, 28)
"""On this Sunday the hour from two to three is missing."""
ROW = LessonRow(1, 9, 3, 540, 690, 135, 4, "planned", recorded=False)
SLOT = SlotRow(5, 2, 525, 705, 6, frozenset({1}), ((7, None, None), (8, 530, 700)), 3)
RIDE = RideRow(11, 4, "out", "planned", 490, 530, 12, 13, frozenset({1}), 2)
HANGS = Bundle({1: (22, 21)}, (SLOT,), (RIDE,))


def lesson(key: int = 1, room: int | None = 4, *people: int) -> MovedLesson:
    change = LessonChange(key, 600, 750, room, 135)
    return MovedLesson(key, 9, 3, 540, 690, 4, 135, change, people)


def slot(key: int = 5, room: int | None = 6, children: int = 0, *carers: int) -> MovedSlot:
    some = tuple((carer, None, None) for carer in carers)
    return MovedSlot(key, 2, frozenset(), 525, 705, 585, 765, room, some, children)


def ride(key: int = 11, driver: int | None = None) -> MovedRide:
    return MovedRide(key, 4, "out", frozenset(), 490, 530, 550, 590, 12, driver, 2)


@pytest.mark.parametrize(
    ("moved", "rooms", "children", "people"),
    [
        (Relocation((), (), ()), 0, 0, 0),
        (Relocation((lesson(1, None),), (slot(5, None),), (ride(),)), 0, 0, 0),
        (Relocation((lesson(1, 4, 21), lesson(2, 4, 21)), (slot(5, 6, 2, 31),), ()), 2, 2, 2),
        (Relocation((lesson(1, 4), lesson(2, 7)), (slot(5, 4, 2), slot(6, 7, 3)), ()), 2, 3, 0),
        (Relocation((lesson(1, 4, 21, 22),), (slot(5, 6, 0, 22),), (ride(11, 21),)), 2, 0, 2),
        (Relocation((), (), (ride(11, 41), ride(12, 41), ride(13, 42))), 0, 0, 2),
    ],
)
def test_rooms_children_and_people_are_counted_once(
    moved: Relocation, rooms: int, children: int, people: int
) -> None:
    assert (moved.rooms, moved.children, moved.people) == (rooms, children, people)


def test_its_records_and_what_must_still_hold() -> None:
    whole = Relocation((lesson(1, 4, 21),), (slot(),), (ride(),), (Untouched("ride", 1, "past"),))
    assert whole.records == [("lesson", 1), ("childcare", 5), ("ride", 11)]
    assert whole.state() == (
        ((1, 3, LessonChange(1, 600, 750, 4, 135), (21,)),),
        ((5, 2, 585, 765),),
        ((11, 4, 550, 590),),
    )
    assert replace(whole, untouched=()).state() == whole.state()


def test_a_lesson_as_it_is_moves_nothing() -> None:
    assert as_it_is(ROW) == LessonChange(1, 540, 690, 4, 135)
    was = as_it_was(ROW, HANGS)
    assert was.lessons == (MovedLesson(1, 9, 3, 540, 690, 4, 135, as_it_is(ROW), (21, 22)),)
    assert was.slots == (
        MovedSlot(5, 2, frozenset({1}), 525, 705, 525, 705, 6, ((7, None, None), (8, 530, 700)), 3),
    )
    assert was.rides == (MovedRide(11, 4, "out", frozenset({1}), 490, 530, 490, 530, 12, 13, 2),)
    assert was.untouched == ()


@pytest.mark.parametrize(
    ("starts", "ends", "shown"),
    [
        (60, 120, True),
        (60, 121, False),
        (119, 120, True),
        (120, 181, False),
        (179, 240, False),
        (180, 240, True),
        (110, 200, True),
    ],
)
def test_an_hour_that_no_clock_shows(starts: int, ends: int, shown: bool) -> None:  # noqa: FBT001
    first, last = minute_of(SUMMER_TIME, starts), minute_of(SUMMER_TIME, ends)
    change = LessonChange(1, first, last, None, 0)
    check_hour(first, last, change)  # it stands there already
    for before in ((first - 1, last), (first, last + 1)):
        if shown:
            check_hour(*before, change)
        else:
            with pytest.raises(Refused, match="hour_missing") as told:
                check_hour(*before, change)
            assert told.value.facts == {"at": first}


@pytest.fixture(scope="module")
def kept() -> Iterator[SmallTown]:
    with passing(build, NOW) as made:
        yield made


@pytest.fixture
def db(kept: SmallTown) -> Iterator[Db]:
    with kept.workspace.rehearse() as opened:
        yield opened


@pytest.mark.parametrize(
    ("shift", "slots", "rides"),
    [
        ((0, 0), [], []),
        ((-30, 0), [(-45, 165)], [(-80, -40)]),
        ((0, 30), [(-15, 195)], [(190, 230)]),
        ((60, 60), [(45, 225)], [(10, 50), (220, 260)]),
    ],
)
def test_what_goes_along_moves_as_much(
    kept: SmallTown,
    db: Db,
    shift: tuple[int, int],
    slots: list[tuple[int, int]],
    rides: list[tuple[int, int]],
) -> None:
    row = by_id(db, Lesson, kept.lessons[0])
    change = LessonChange(row.id, row.starts + shift[0], row.ends + shift[1], row.room_id, 135)
    found = moving.relocation(db, [change])
    told: list[list[Any]] = [
        [(each.new_starts - START, each.new_ends - START) for each in some]
        for some in (found.slots, found.rides)
    ]
    assert told == [slots, rides]
    (moved,) = found.lessons
    assert (moved.id, moved.target, moved.people) == (row.id, change, (kept.people["Seidel"],))
    named = moving.relocation(db, [replace(change, people=(9, 8))])
    assert named.lessons[0].people == (8, 9)
    assert found.untouched == ()
