from datetime import date, timedelta

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import day_of, minute_of
from kursplaner.domain.childcare import ChildcareSlot, ChildcareSlotLesson
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.rides.rides import Ride, RideLesson
from kursplaner.domain.town import ClosingDay
from kursplaner.planning.lessons import changing
from kursplaner.planning.lessons.changing import LessonPlan
from kursplaner.planning.lessons.other_times import NewTime, TimesWish
from kursplaner.store.records import by_id, find
from tests.planning.small_town import NINE, TUESDAY, SmallTown, add_lesson
from tests.planning.stored_lessons import Held, held, times_of_ride

FIRST, LAST = TUESDAY, TUESDAY + timedelta(days=9)
NEXT, AFTER = date(2027, 3, 23), date(2027, 3, 25)


def change(
    town: SmallTown, *times: NewTime, last: date = LAST, shift: int = 0
) -> LessonPlan[TimesWish]:
    """Hold lessons at other times, what is missing at the end."""
    wish = TimesWish(town.course, FIRST, last, times, shift, at_end=True)
    with town.workspace.change(ActKind.TIMES_CHANGED) as db:
        plan = changing.propose(db, wish)
        changing.apply(db, plan)
    return plan


def added(town: SmallTown) -> dict[int, Held]:
    """Return the lessons that were not there before, in order of time."""
    with town.workspace.read() as db:
        keys = [row.id for row in find(db, Lesson) if row.id not in town.lessons]
    return {key: held(town, key) for key in keys}


def shorter(by: int) -> tuple[NewTime, NewTime]:
    """Return both weekdays with so many minutes less."""
    return NewTime(1, NINE, 690 - by, 15), NewTime(3, NINE, 690 - by, 15)


def test_the_last_one_added_is_shortened_with_childcare_and_the_way_back(town: SmallTown) -> None:
    change(town, *shorter(45))
    assert [row[:3] for row in added(town).values()] == [
        (minute_of(NEXT, NINE), minute_of(NEXT, 690), 135),
        (minute_of(AFTER, NINE), minute_of(AFTER, 600), 45),
    ]
    (key,) = list(added(town))[1:]
    with town.workspace.read() as db:
        (link,) = find(db, ChildcareSlotLesson, lesson_id=key)
        slot = by_id(db, ChildcareSlot, link.slot_id)
        span = (slot.starts, slot.ends)
        rides = [row.ride_id for row in find(db, RideLesson, lesson_id=key)]
        directions = [by_id(db, Ride, ride).direction for ride in rides]
    assert directions == ["out", "back"]
    assert span == (minute_of(AFTER, NINE - 15), minute_of(AFTER, 615))
    out, back = (times_of_ride(town, ride) for ride in rides)
    assert out == tuple_of(AFTER, NINE - 50, NINE - 10)
    assert back == tuple_of(AFTER, 610, 650)


def tuple_of(day: date, starts: int, ends: int) -> tuple[int, int, list[int]]:
    """Return a ride's times with its two halts."""
    span = (minute_of(day, starts), minute_of(day, ends))
    return (*span, list(span))


@pytest.mark.parametrize(
    ("last", "taught"),
    [
        (TUESDAY, [45]),
        (TUESDAY + timedelta(days=2), [90]),
        (TUESDAY + timedelta(days=7), [135]),
        (TUESDAY + timedelta(days=9), [135, 45]),
        (TUESDAY + timedelta(days=16), [135, 135]),
    ],
)
def test_exactly_what_is_missing_is_added(town: SmallTown, last: date, taught: list[int]) -> None:
    plan = change(town, *shorter(45), last=last)
    assert [row.taught for row in added(town).values()] == taught
    assert plan.added_minutes == plan.missing_minutes == sum(taught)
    assert {row.room for row in added(town).values()} == {town.rooms["A"]}
    assert {row.people for row in added(town).values()} == {(town.people["Seidel"],)}


def test_nothing_is_added_where_nothing_is_missing(town: SmallTown) -> None:
    assert change(town, shift=60).added == ()
    longer = NewTime(1, NINE, 690 + 60, 15)
    assert change(town, longer).added == ()
    assert added(town) == {}


def test_they_come_after_the_last_that_takes_place(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Lesson, town.lessons[5]).status = "cancelled"
    change(town, *shorter(45), last=TUESDAY)
    assert [day_of(row.starts) for row in added(town).values()] == [date(2027, 3, 18)]


def test_a_weekday_held_once_makes_no_series(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        wednesday = minute_of(date(2027, 3, 17), NINE)
        town.lessons.append(add_lesson(db, town.course, wednesday, room=town.rooms["B"]))
    change(town, *shorter(45), last=TUESDAY)
    assert [day_of(row.starts) for row in added(town).values()] == [NEXT]


def test_two_on_a_weekday_are_enough_and_once_each_is_all_there_is(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        for days in (8, 15):
            at = minute_of(TUESDAY + timedelta(days=days), NINE)
            town.lessons.append(add_lesson(db, town.course, at, room=town.rooms["B"]))
    change(town, *shorter(45))
    found = [(day_of(row.starts), row.room) for row in added(town).values()]
    assert found == [(NEXT, town.rooms["A"]), (NEXT + timedelta(days=1), town.rooms["B"])]


def test_a_course_that_met_once_on_each_weekday_goes_on_with_all(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        for key in town.lessons[2:]:
            by_id(db, Lesson, key).status = "cancelled"
    change(town, *shorter(45), last=TUESDAY + timedelta(days=2))
    days = [day_of(row.starts) for row in added(town).values()]
    assert days == [TUESDAY + timedelta(days=7)]


def test_it_is_like_the_fullest_and_latest_of_its_weekday(town: SmallTown) -> None:
    rooms = town.rooms
    with town.workspace.fill() as db:
        # The last Tuesday is a short one, the one before it is in another room.
        short = by_id(db, Lesson, town.lessons[4])
        short.ends, short.teaching_minutes = short.starts + 45, 45
        by_id(db, Lesson, town.lessons[2]).room_id = rooms["B"]
    change(town, NewTime(3, NINE, 645, 15))
    assert [(row.room, row.taught) for row in added(town).values()] == [(rooms["B"], 90)]


def test_within_the_days_they_are_held_at_the_other_times_outside_as_ever(
    town: SmallTown,
) -> None:
    change(town, NewTime(1, 600, 705, 15), last=NEXT)
    # Three Tuesdays teach 45 less; Tuesday 23 is within the days, Thursday 25 is not.
    assert [row[:3] for row in added(town).values()] == [
        (minute_of(NEXT, 600), minute_of(NEXT, 705), 90),
        (minute_of(AFTER, NINE), minute_of(AFTER, 600), 45),
    ]


def test_without_a_free_day_it_is_refused(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        last = date(2027, 3, 19)
        db.add(ClosingDay(first_day=last, last_day=last + timedelta(days=800), name="Umbau"))
    with pytest.raises(Refused, match="no_free_day"):
        change(town, *shorter(45))
    assert added(town) == {}


def test_a_cancelled_one_is_no_model_however_full_it_was(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        gone = one(db, Lesson, town.lessons[4])
        gone.status, gone.room_id, gone.teaching_minutes = "cancelled", town.rooms["B"], 150
    change(town, NewTime(1, NINE, 645, 15), last=TUESDAY + timedelta(days=7))
    assert [(row.room, row.taught) for row in added(town).values()] == [(town.rooms["A"], 90)]
