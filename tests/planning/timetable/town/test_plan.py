from dataclasses import replace

import pytest

from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.drafts.draft_changes import (
    ChangeCarer,
    ChangeRide,
    ChangeSlotRoom,
    DraftChange,
    Rearrange,
    Substitute,
)
from kursplaner.planning.lessons.moving_together import LessonMove
from kursplaner.planning.timetable.problem import Parked, Part, Place, Reason, Score
from kursplaner.planning.timetable.town.plan import (
    At,
    Bar,
    MovedSeries,
    TimetablePlan,
    costs,
    homeless_series,
    moved_series,
    parked_series,
)
from kursplaner.planning.timetable.town.wishes import Aim, Meaning
from tests.planning.timetable.small_series import PERIODS, lesson, series, town_with
from tests.planning.timetable.small_weeks import event

FIRST = series(1, [lesson(11), lesson(12, week=1), lesson(13, week=2)])
SECOND = series(2, [lesson(21, weekday=3, course_id=8)], (201, 202))
HERE = FIRST.place(town_with([FIRST]).weeks)
BEFORE = At(1, 540, 630, "Saal", "Seidel")


def move(key: int) -> LessonMove:
    return LessonMove(key, 0, 90, 101)


def test_a_series_of_which_a_lesson_moves_is_told_with_those_that_stay() -> None:
    town = town_with([SECOND, FIRST])
    to = Place(3 * PERIODS + 40, 102, 202)
    places = {2: SECOND.place(town.weeks), 1: to}
    moves = {12: move(12), 13: move(13)}
    (found,) = moved_series(town, places, moves, {11: ConflictKind.HOLIDAY, 99: ConflictKind.ROOM})
    assert (found.course_id, found.number, found.title) == (7, "A2-03", "A2 Alltag")
    assert found.lesson_ids == (12, 13)
    assert found.first == FIRST.lessons[1].starts
    assert found.before == BEFORE
    assert found.after == At(3, 600, 690, "Turm", "Vogel")
    assert found.stays == ((11, ConflictKind.HOLIDAY),)


def test_a_time_between_two_ticks_is_told_to_the_minute_where_it_stays() -> None:
    odd = series(1, [lesson(11, at=547)])
    town = town_with([odd])
    here = odd.place(town.weeks)
    (found,) = moved_series(town, {1: replace(here, room=None)}, {11: move(11)}, {})
    assert (found.before.starts, found.after.starts, found.after.ends) == (547, 547, 637)
    assert (found.before.room, found.after.room) == ("Saal", "")
    (later,) = moved_series(town, {1: replace(here, start=here.start + 1)}, {11: move(11)}, {})
    assert later.after.starts == 555


def test_several_teachers_are_named_together() -> None:
    town = town_with([SECOND])
    (found,) = moved_series(town, {2: SECOND.place(town.weeks)}, {21: move(21)}, {})
    assert found.before.teacher == "Seidel; Vogel"
    assert found.number == "B1-01"


def test_a_parked_series_names_what_bars_its_places() -> None:
    town = town_with([FIRST, SECOND])
    reasons = (
        Reason(ConflictKind.ROOM, 5, 101, 2),
        Reason(ConflictKind.CLOSURE, 3, 102),
        Reason(ConflictKind.COURSE, 1, 999),
    )
    found = parked_series(town, Parked(1, 9, reasons), {})
    assert found.bars == (
        Bar(ConflictKind.ROOM, 5, "Saal", "B1-01"),
        Bar(ConflictKind.CLOSURE, 3, "Turm", ""),
        Bar(ConflictKind.COURSE, 1, "", ""),
    )
    assert (found.places, found.before, found.first) == (9, BEFORE, FIRST.first.starts)
    assert found.lesson_ids == (11, 12, 13)
    assert not found.vacates


def test_a_town_without_any_room_parks_for_that_reason() -> None:
    found = homeless_series(town_with([FIRST]), FIRST)
    assert found.bars == (Bar(ConflictKind.NO_ROOM, 1, "", ""),)
    assert (found.places, found.vacates, found.number) == (1, False, "A2-03")


@pytest.mark.parametrize(
    ("start", "room", "weeks", "vacates"),
    [
        (HERE.start, 101, (0,), True),
        (HERE.start, 102, (0,), False),
        (HERE.start, 101, (3,), False),
        (HERE.start, 101, (), True),
        (HERE.start + 5, 101, (0,), True),
        (HERE.start + 6, 101, (0,), False),
        (HERE.start - 1, 101, (0,), True),
        (HERE.start - 2, 101, (0,), False),
    ],
)
def test_a_room_is_vacated_for_whoever_is_given_it_meanwhile(
    start: int,
    room: int,
    weeks: tuple[int, ...],
    vacates: bool,  # noqa: FBT001
) -> None:
    other = event(2, 8, length=2, weeks=frozenset(weeks))
    town = town_with([FIRST, SECOND], [other])
    found = parked_series(town, Parked(1, 1, ()), {2: Place(start, room)})
    assert found.vacates is vacates


def test_who_has_no_room_vacates_none() -> None:
    bare = series(1, [lesson(11, room_id=None)])
    town = town_with([bare, SECOND], [event(2, 8, rooms=())])
    here = bare.place(town.weeks).start
    assert not parked_series(town, Parked(1, 1, ()), {2: Place(here, None)}).vacates


def score(rooms: int, *parts: Part) -> Score:
    return Score(0, rooms, parts, (), (), ())


def test_costs_are_told_by_aim_before_and_after() -> None:
    meanings = {1: Meaning(Aim.KEEP), 2: Meaning(Aim.KEEP), 3: Meaning(Aim.SPREAD)}
    town = town_with([FIRST], meanings=meanings)
    before = score(4, Part(1, 1, 5), Part(2, 1, 6))
    after = score(0, Part(3, 1, 7), Part(9, 1, 100))
    found = costs(town, before, after)
    assert found == {Aim.KEEP: (11, 0), Aim.SPREAD: (0, 7), Aim.ROOMS: (4, 0)}
    assert list(found) == [aim for aim in Aim if aim in found]


OWNERS = {("lesson", 1): 7, ("lesson", 2): 8, ("childcare", 5): 7, ("childcare", 6): 8}
OWNERS |= {("ride", 3): 8}


def plan_of(*changes: DraftChange, moves: tuple[MovedSeries, ...] = ()) -> TimetablePlan:
    return TimetablePlan(
        *(town_with([FIRST]).wish, moves, (), 1, changes, None),
        costs={Aim.KEEP: (11, 1), Aim.SPREAD: (2, 7)},
        clash=None,
        proven=False,
        stopped=False,
        seconds=0.0,
        owners=OWNERS,
    )


def test_a_plan_counts_its_lessons_and_its_costs() -> None:
    first = MovedSeries(7, "A2-03", "A2 Alltag", (1, 2), 0, BEFORE, BEFORE)
    assert (plan_of().lessons, plan_of().cost, plan_of().courses) == (0, (13, 8), ())
    twice = plan_of(moves=(first, replace(first, lesson_ids=(2, 3))))
    assert (twice.lessons, twice.courses) == (3, (7,))
    assert first.same_time
    assert not replace(first, after=At(1, 541, 631, "Saal", "Seidel")).same_time


def test_each_course_takes_its_own_part_of_a_plan() -> None:
    made = plan_of(
        Rearrange((move(1), move(2))),
        Substitute("childcare", (5, 6), 11, 12),
        ChangeRide(3, 9, 13),
        ChangeCarer(5, 14),
        ChangeSlotRoom(6, 15),
    )
    assert made.changes_for({7, 8}) == made.changes
    assert made.changes_for({7}) == (
        Rearrange((move(1),)),
        Substitute("childcare", (5,), 11, 12),
        ChangeCarer(5, 14),
    )
    assert made.changes_for({8}) == (
        Rearrange((move(2),)),
        Substitute("childcare", (6,), 11, 12),
        ChangeRide(3, 9, 13),
        ChangeSlotRoom(6, 15),
    )
    assert made.changes_for(set()) == ()
