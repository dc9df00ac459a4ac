"""What a timetable asks of the file: each lesson's move, and the lessons that stay after all."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from threading import Event as Signal

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.kinds import ClosureReason, ConflictKind
from kursplaner.domain.people import Closure
from kursplaner.planning.drafts.draft_changes import Rearrange
from kursplaner.planning.lessons.moving_together import LessonMove
from kursplaner.planning.timetable import laying_out
from kursplaner.planning.timetable.checker import score
from kursplaner.planning.timetable.laying_out import Found, TimetableWish, Town
from kursplaner.planning.timetable.problem import Parked, Place, Resource, Solution
from kursplaner.planning.timetable.town.plan import TimetablePlan
from tests.planning.small_town import NINE, TUESDAY, SmallTown, add_course, add_lesson

PERIODS, QUARTER = 96, 15
TEN = 600
WEDNESDAY, FRIDAY = 2 * PERIODS, 4 * PERIODS
HERE = PERIODS + NINE // QUARTER


def read(town: SmallTown) -> Town:
    with town.workspace.read() as db:
        return laying_out.town_of(db, TimetableWish(date(2027, 3, 1), TUESDAY + timedelta(27)))


def now(laid: Town) -> dict[int, Place]:
    return {each.id: each.current for each in laid.problem.events if each.current is not None}


def planned(
    town: SmallTown, laid: Town, wanted: Mapping[int, Place], *parked: Parked
) -> TimetablePlan:
    """Return the plan of a timetable made by hand: these series move, those have no place."""
    places = {**now(laid), **wanted}
    for each in parked:
        del places[each.event]
    counted = score(laid.problem, places)
    solution = Solution(places, parked, counted, *(False, True), seconds=3.0, first_seconds=1.0)
    found = Found(solution, score(laid.problem, now(laid)), None)
    with town.workspace.rehearse() as db:
        return laying_out.plan(db, laid, found)


def tuesdays(laid: Town) -> int:
    return next(key for key, place in now(laid).items() if place.start == HERE)


def moves(made: TimetablePlan) -> tuple[LessonMove, ...]:
    (change,) = made.changes
    assert isinstance(change, Rearrange)
    assert made.rehearsal is not None
    assert not made.rehearsal.hard
    return change.moves


def of_week(week: int, days: int, at: int) -> tuple[int, int]:
    starts = minute_of(TUESDAY + timedelta(days=7 * week + days), at)
    return starts, starts + 150


def test_every_lesson_of_a_series_moves_in_its_week(town: SmallTown) -> None:
    laid = read(town)
    key, seidel, vogel = tuesdays(laid), town.people["Seidel"], town.people["Vogel"]
    there = Place(WEDNESDAY + TEN // QUARTER, town.rooms["B"], vogel)
    known = (*laid.problem.resources, Resource(vogel, ConflictKind.TEACHER))
    laid = replace(laid, problem=replace(laid.problem, resources=known))
    made = planned(town, laid, {key: there})
    lessons = town.lessons[::2]
    assert made.changes == (
        Rearrange(
            tuple(
                LessonMove(lesson, *of_week(week, 1, TEN), town.rooms["B"], vogel, seidel)
                for week, lesson in enumerate(lessons)
            )
        ),
    )
    (told,) = made.moves
    assert (told.lesson_ids, told.stays) == (tuple(lessons), ())
    assert (made.series, made.lessons, made.parked) == (2, 3, ())
    assert (made.proven, made.stopped, made.seconds, made.clash) == (False, True, 3.0, None)
    assert made.cost[0] < made.cost[1]


def test_who_only_changes_the_room_keeps_time_and_teacher(town: SmallTown) -> None:
    laid = read(town)
    key = tuesdays(laid)
    lost = replace(laid, lost={key: {1: tuple(town.lessons[:1])}})
    made = planned(town, lost, {key: Place(HERE, town.rooms["B"], town.people["Seidel"])})
    assert moves(made) == tuple(
        LessonMove(lesson, *of_week(week, 0, NINE), town.rooms["B"])
        for week, lesson in enumerate(town.lessons[::2])
    )
    assert made.moves[0].stays == ()
    unchanged = planned(town, laid, {})
    assert (unchanged.changes, unchanged.rehearsal, unchanged.moves) == ((), None, ())
    assert unchanged.cost[0] == unchanged.cost[1]


@pytest.mark.parametrize(("start", "stays"), [(WEDNESDAY, True), (FRIDAY, False)])
def test_a_lesson_that_would_fall_on_a_day_off_stays_where_it_is(
    town: SmallTown,
    start: int,
    stays: bool,  # noqa: FBT001
) -> None:
    laid = read(town)
    key, (first, second, third) = tuesdays(laid), town.lessons[::2]
    lost = replace(laid, lost={key: {2: (second,)}})
    place = Place(start + TEN // QUARTER, town.rooms["A"], town.people["Seidel"])
    made = planned(town, lost, {key: place})
    going = [first, third] if stays else [first, second, third]
    assert [move.lesson_id for move in moves(made)] == going
    assert made.moves[0].stays == (((second, ConflictKind.HOLIDAY),) if stays else ())


def test_what_stands_against_a_single_day_leaves_that_lesson_out(town: SmallTown) -> None:
    laid = read(town)
    day = TUESDAY + timedelta(days=8)
    with town.workspace.fill() as db:
        closed = ClosureReason.CLOSED.value
        starts, ends = minute_of(day), minute_of(day, 1440)
        db.add(Closure(resource_id=town.rooms["B"], starts=starts, ends=ends, reason=closed))
    key, (first, second, third) = tuesdays(laid), town.lessons[::2]
    place = Place(WEDNESDAY + TEN // QUARTER, town.rooms["B"], town.people["Seidel"])
    made = planned(town, laid, {key: place})
    assert [move.lesson_id for move in moves(made)] == [first, third]
    assert made.moves[0].stays == ((second, ConflictKind.CLOSURE),)


def test_the_room_of_who_has_no_place_is_free_for_the_others(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        course = add_course(db, town, "K2")
        starts = minute_of(TUESDAY + timedelta(days=1), NINE)
        vogel = town.people["Vogel"]
        other = add_lesson(db, course, starts, room=town.rooms["B"], teachers=[vogel])
    laid = read(town)
    key = tuesdays(laid)
    series = next(each.id for each in laid.series.values() if each.first.id == other)
    made = planned(town, laid, {series: Place(HERE, town.rooms["A"], vogel)}, Parked(key, 4, ()))
    assert made.changes == (
        Rearrange(
            (
                LessonMove(other, *of_week(0, 0, NINE), town.rooms["A"]),
                *(
                    LessonMove(lesson, *of_week(week, 0, NINE), None)
                    for week, lesson in enumerate(town.lessons[::2])
                ),
            )
        ),
    )
    (parked,) = made.parked
    assert (parked.vacates, parked.lesson_ids) == (True, tuple(town.lessons[::2]))
    beside = planned(town, laid, {series: Place(HERE, town.rooms["B"], vogel)}, Parked(key, 4, ()))
    assert [move.lesson_id for move in moves(beside)] == [other]
    assert not beside.parked[0].vacates


def test_a_search_lasts_an_hour_at_most(town: SmallTown) -> None:
    laid, stop = read(town), Signal()
    stop.set()
    for seconds in (-1, 0, 3600.1):
        with pytest.raises(Refused, match="seconds_out_of_range") as refused:
            laying_out.search(laid, seconds, cancel=stop)
        assert refused.value.facts == {"seconds": seconds}
    found = laying_out.search(laid, 3600, cancel=stop)
    assert (found.before, found.clash) == (score(laid.problem, now(laid)), None)
    assert found.solution.stopped
