"""What a fix costs, in points, and whom it touches."""

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.domain.courses import Course
from kursplaner.domain.kinds import ConflictKind, LessonStatus
from kursplaner.planning.drafts.draft_changes import (
    ChangeCarer,
    ChangeRide,
    ChangeSlotRoom,
    DraftChange,
    Rearrange,
)
from kursplaner.planning.drafts.rehearsals import NO_PEOPLE, Rehearsal, rehearse
from kursplaner.planning.fixes.cost import Touched, cost, touched
from kursplaner.planning.lessons.moving_together import LessonMove
from kursplaner.store.journal.rehearsal import RowChange
from kursplaner.store.records import by_id
from tests.planning.fixes.situations import AT, ENDS, conflict
from tests.planning.small_town import TUESDAY, SmallTown

NOBODY = Touched()
MIDNIGHT = minute_of(TUESDAY)
DAY = 1440
Row = dict[str, int | str | None]


def row(starts: int = AT, **values: int | str | None) -> Row:
    return {"starts": starts, "teaching_minutes": 135, "status": "planned", **values}


def rehearsal(*rows: RowChange, come: int = 0) -> Rehearsal:
    hints = (conflict(ConflictKind.LEVEL),) * come
    return Rehearsal((), "", rows, frozenset(), hints, hints, (), NO_PEOPLE)


def of_lesson(before: Row | None, after: Row | None, table: str = "lesson") -> int:
    """Return what the change of a row costs, nobody touched."""
    return cost(rehearsal(RowChange(table, 1, before, after)), NOBODY)


@pytest.mark.parametrize(
    ("starts", "points"),
    [
        (AT, 10),
        (AT + 29, 10),
        (AT + 30, 11),
        (AT - 59, 11),
        (AT + 240, 18),
        (AT - 240, 18),
        (AT + DAY, 40),
        (AT - DAY, 40),
        (AT + 2 * DAY + 60, 47),
        (AT + 10 * DAY, 85),
        (AT + 11 * DAY, 85),
        (MIDNIGHT - 1, 10 + 25 + 5 + 29),
    ],
)
def test_a_moved_lesson_costs_by_days_and_by_half_hours_of_the_clock(
    starts: int, points: int
) -> None:
    assert of_lesson(row(), row(starts)) == points


@pytest.mark.parametrize(
    ("taught", "points"), [(136, 10), (121, 10), (120, 16), (106, 16), (105, 22), (0, 64)]
)
def test_a_shortened_lesson_costs_each_quarter_of_an_hour_lost(taught: int, points: int) -> None:
    assert of_lesson(row(), row(teaching_minutes=taught)) == points


def test_a_cancelled_lesson_is_dearest_and_made_up_a_little_less() -> None:
    gone = row(status=LessonStatus.CANCELLED.value)
    assert of_lesson(row(), gone) == of_lesson(row(), None) == 400
    assert of_lesson(gone, gone) == 10
    assert of_lesson(None, row()) == -150
    both = rehearsal(RowChange("lesson", 1, row(), gone), RowChange("lesson", 2, None, row()))
    assert cost(both, NOBODY) == 250


def test_only_rows_of_lessons_cost_points_of_their_own() -> None:
    assert of_lesson(row(), row(AT + DAY), table="childcare_slot") == 0


@pytest.mark.parametrize(("called", "points"), [(0, 3), (1, 6), (3, 12)])
def test_people_count_less_where_nobody_has_to_be_called(called: int, points: int) -> None:
    assert cost(rehearsal(), Touched(people=3, called=called)) == points


@pytest.mark.parametrize(
    ("table", "before", "after", "points"),
    [
        ("lesson", 1, None, 70),
        ("lesson", 1, 2, 10),
        ("lesson", None, None, 10),
        ("childcare_slot", 1, None, 60),
        ("ride", 1, None, 0),
    ],
)
def test_what_loses_its_room_is_half_a_fix(
    table: str, before: int | None, after: int | None, points: int
) -> None:
    assert of_lesson(row(room_id=before), row(room_id=after), table) == points


def test_families_out_of_their_hours_cost_most_of_all_moves() -> None:
    nearest = cost(rehearsal(RowChange("lesson", 1, row(), row(AT + 10 * DAY))), NOBODY)
    assert cost(rehearsal(), Touched(out_of_hours=1)) > nearest


def test_each_new_hint_costs() -> None:
    assert cost(rehearsal(come=2), NOBODY) == 50


def tried(town: SmallTown, change: DraftChange) -> Touched:
    with town.workspace.rehearse() as db:
        return touched(db, rehearse(db, [change]))


def test_a_lesson_in_another_room_touches_its_course_and_all_around_it(quiet: SmallTown) -> None:
    """Four adults, four children, teacher, carer and driver; the slot keeps its place."""
    move = LessonMove(quiet.lessons[0], AT, ENDS, quiet.rooms["B"])
    assert tried(quiet, Rearrange((move,))) == Touched(1, 2, 0, 0, 11)


def test_a_lesson_that_moves_takes_childcare_and_rides_along(quiet: SmallTown) -> None:
    move = LessonMove(quiet.lessons[0], AT + 30, ENDS + 30, quiet.rooms["A"])
    assert tried(quiet, Rearrange((move,))) == Touched(1, 2, 4, 2, 11, 11)


@pytest.mark.parametrize(("minutes", "out"), [(179, 0), (180, 1), (480, 1), (-60, 0)])
def test_a_lesson_of_families_that_leaves_the_morning_is_counted(
    quiet: SmallTown, minutes: int, out: int
) -> None:
    move = LessonMove(quiet.lessons[0], AT + minutes, ENDS + minutes, quiet.rooms["A"])
    assert tried(quiet, Rearrange((move,))).out_of_hours == out


@pytest.mark.parametrize(
    ("childcare", "shuttle", "out"), [(1, 0, 1), (0, 1, 1), (1, 1, 1), (0, 0, 0)]
)
def test_families_are_those_of_courses_with_childcare_or_a_shuttle(
    quiet: SmallTown, childcare: int, shuttle: int, out: int
) -> None:
    with quiet.workspace.rehearse() as db:
        course = by_id(db, Course, quiet.course)
        course.childcare, course.shuttle = bool(childcare), bool(shuttle)
        db.flush()
        values = {**row(), "course_id": quiet.course}
        moved = RowChange("lesson", quiet.lessons[0], values, {**values, "starts": AT + 480})
        assert touched(db, rehearsal(moved)).out_of_hours == out


def test_who_comes_is_told_too(quiet: SmallTown) -> None:
    move = LessonMove(quiet.lessons[0], AT, ENDS, quiet.rooms["A"], comes=quiet.people["Vogel"])
    assert tried(quiet, Rearrange((move,))).people == 12


def test_another_room_of_a_slot_touches_its_children_and_carers(quiet: SmallTown) -> None:
    change = ChangeSlotRoom(quiet.slots[0], quiet.rooms["B"])
    assert tried(quiet, change) == Touched(0, 2, 4, 0, 5)


def test_without_a_room_only_the_one_before_counts(quiet: SmallTown) -> None:
    assert tried(quiet, ChangeSlotRoom(quiet.slots[0], None)).rooms == 1


def test_a_carer_more_touches_who_is_in_the_slot(quiet: SmallTown) -> None:
    found = tried(quiet, ChangeCarer(quiet.slots[0], quiet.people["Lang"]))
    assert (found.lessons, found.rides, found.people) == (0, 0, 6)


def test_another_driver_touches_both_drivers(quiet: SmallTown) -> None:
    change = ChangeRide(quiet.rides[0], quiet.vehicle, quiet.people["Beier"])
    assert tried(quiet, change) == Touched(0, 0, 0, 1, 2)


def test_nothing_changed_touches_nobody(quiet: SmallTown) -> None:
    with quiet.workspace.rehearse() as db:
        assert touched(db, rehearsal()) == NOBODY
        assert touched(db, rehearsal(RowChange("profile", 1, None, row()))) == NOBODY
