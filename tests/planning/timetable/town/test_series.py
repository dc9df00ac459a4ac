from dataclasses import replace
from typing import Any

from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.timetable.problem import Along, Place
from kursplaner.planning.timetable.town.series import Broken, Hanging, Series, hanging, series_of
from kursplaner.store.queries.lessons.bundles import Bundle, RideRow, SlotRow
from kursplaner.store.queries.timetable import PlannedLesson
from tests.planning.timetable.small_series import NINE, PERIODS, WEEKS, lesson

BARE = Hanging({}, {}, {})
CARER, SIDE, BUS, DRIVER, TEACHER = 301, 102, 401, 402, 201


def grouped(
    lessons: list[PlannedLesson], hangs: Hanging = BARE, **values: object
) -> list[list[int]]:
    made = series_of(lessons, hangs, WEEKS, Broken(), **values)  # type: ignore[arg-type]
    return [[each.id for each in weekly.lessons] for weekly in made]


def slot(of: PlannedLesson, before: int = 15, after: int = 15, **values: object) -> SlotRow:
    plain = SlotRow(
        *(10 + of.id, 1, of.starts - before, of.ends + after, SIDE, frozenset({of.id})),
        *(((CARER, None, None),), 3),
    )
    return replace(plain, **values)  # type: ignore[arg-type]


def ride(of: PlannedLesson, before: int = 50, long: int = 40, **values: object) -> RideRow:
    starts = of.starts - before
    plain = RideRow(
        *(20 + of.id, 1, "out", "planned", starts, starts + long, BUS, DRIVER),
        *(frozenset({of.id}), 2),
    )
    return replace(plain, **values)  # type: ignore[arg-type]


def hung(
    slots: list[SlotRow], rides: list[RideRow], taught: tuple[int, ...] = (TEACHER,)
) -> Hanging:
    rows: list[Any] = [*slots, *rides]
    served = {key for row in rows for key in row.lesson_ids}
    bundle = Bundle({}, tuple(slots), tuple(rides))
    return hanging(bundle, dict.fromkeys(served, taught))


def test_lessons_at_one_weekday_time_and_place_are_one_series() -> None:
    weekly = [lesson(1), lesson(2, week=1), lesson(3, week=3)]
    assert grouped(weekly) == [[1, 2, 3]]
    others = [
        lesson(4, weekday=2),
        lesson(5, at=NINE + 15),
        lesson(6, ends=lesson(6).ends + 15),
        lesson(7, room_id=102),
        lesson(8, course_id=8),
        lesson(9, pinned=True),
    ]
    assert grouped([*weekly, *others]) == [[1, 2, 3], [4], [5], [6], [7], [8], [9]]


def test_who_teaches_what_goes_along_and_what_is_broken_parts_them() -> None:
    first, second = lesson(1), lesson(2, week=1)
    taught = Hanging({1: (TEACHER,), 2: (202,)}, {}, {})
    assert grouped([first, second], taught) == [[1], [2]]
    assert grouped([first, second], hung([slot(first)], [])) == [[1], [2]]
    made = series_of([first, second], BARE, WEEKS, Broken(frozenset({2})))
    assert [(weekly.broken, weekly.teacher_wanted) for weekly in made] == [
        (False, False),
        (True, False),
    ]
    made = series_of([first, second], BARE, WEEKS, Broken(frozenset({2}), frozenset({2})))
    assert [weekly.teacher_wanted for weekly in made] == [False, True]
    assert [weekly.id for weekly in made] == [1, 2]


def test_a_pinned_lesson_or_course_stays() -> None:
    pinned = [lesson(1, pinned=True), lesson(2, week=1)]
    assert [s.pinned for s in series_of(pinned, BARE, WEEKS, Broken())] == [True, False]
    assert grouped(pinned, pinned_courses={7}) == [[1, 2]]
    assert [s.pinned for s in series_of(pinned, BARE, WEEKS, Broken(), {7})] == [True]


def test_a_series_knows_where_and_in_which_weeks_it_is() -> None:
    (weekly,) = series_of([lesson(1), lesson(2, week=2)], BARE, WEEKS, Broken())
    assert weekly.minutes == 90
    assert weekly.weeks(WEEKS) == {0, 2}
    assert weekly.place(WEEKS) == Place(PERIODS + 36, 101, None)
    alone = replace(weekly, teachers=(TEACHER,))
    assert alone.place(WEEKS).teacher == TEACHER
    assert replace(weekly, teachers=(TEACHER, 202)).place(WEEKS).teacher is None


def test_only_what_serves_one_lesson_goes_along() -> None:
    first, second = lesson(1), lesson(2, weekday=2)
    both = frozenset({1, 2})
    slots = [slot(first), slot(second, id=90, lesson_ids=both)]
    rides = [
        ride(first),
        ride(first, id=91, lesson_ids=both),
        ride(first, id=92, status="cancelled"),
    ]
    hangs = hung(slots, rides)
    assert {key: [row.id for row in many] for key, many in hangs.slots.items()} == {1: [11]}
    assert {key: [row.id for row in many] for key, many in hangs.rides.items()} == {1: [21]}
    assert hangs.owners == {("childcare", 11): 1, ("ride", 21): 1}


def only(hangs: Hanging, *lessons: PlannedLesson) -> Series:
    (weekly,) = series_of(lessons, hangs, WEEKS, Broken())
    return weekly


def test_childcare_and_rides_go_along_at_their_distance() -> None:
    first = lesson(1)
    weekly = only(hung([slot(first)], [ride(first, before=45, long=30)]), first)
    assert set(weekly.along) == {
        *(Along(CARER, -1, 7), Along(SIDE, -1, 7)),
        *(Along(BUS, -3, -1), Along(DRIVER, -3, -1)),
    }
    assert weekly.kinds == {
        CARER: ConflictKind.CARER,
        SIDE: ConflictKind.ROOM,
        BUS: ConflictKind.VEHICLE,
        DRIVER: ConflictKind.DRIVER,
    }


def test_a_carer_with_own_times_goes_along_then() -> None:
    first = lesson(1)
    carers = ((CARER, first.starts, first.starts + 30), (302, None, first.starts + 15))
    weekly = only(hung([slot(first, carers=carers, room_id=None)], []), first)
    assert set(weekly.along) == {Along(CARER, 0, 2), Along(302, -1, 1)}


def test_a_carer_who_drives_is_told_of_as_a_carer() -> None:
    first = lesson(1)
    hangs = hung([slot(first)], [ride(first, driver_id=CARER, vehicle_id=None)])
    weekly = only(hangs, first)
    assert weekly.kinds[CARER] is ConflictKind.CARER
    assert [each for each in weekly.along if each.resource == CARER] == [
        Along(CARER, -3, -1),
        Along(CARER, -1, 7),
    ]


def test_minutes_only_some_lessons_need_are_left_out() -> None:
    first, second = lesson(1), lesson(2, week=1)
    hangs = hung([slot(first, 30, 20), slot(second, 16, 31)], [])
    assert set(only(hangs, first, second).along) == {Along(CARER, -1, 7), Along(SIDE, -1, 7)}


def test_teachers_and_the_room_of_the_lesson_are_no_company() -> None:
    first = lesson(1)
    own = slot(first, carers=((TEACHER, None, None),), room_id=101)
    assert only(hung([own], []), first).along == ()
