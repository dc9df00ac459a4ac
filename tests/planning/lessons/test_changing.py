"""The one way to change lessons, for wishes of every kind."""

from collections import defaultdict
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kursplaner.basics.errors import HardConflict, KursplanerError, Refused
from kursplaner.basics.spans import day_of, minute_of
from kursplaner.domain.childcare import ChildcareSlot
from kursplaner.domain.conflicts.conflicts import in_order
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import ActKind, ConflictKind, Severity
from kursplaner.domain.occupations import Occupation
from kursplaner.domain.people import Closure
from kursplaner.domain.rides.rides import Ride
from kursplaner.domain.rooms import RoomBooking
from kursplaner.domain.town import AcceptedConflict
from kursplaner.planning.lessons import changing
from kursplaner.planning.lessons.changing import LessonPlan, Wish
from kursplaner.planning.lessons.copying import CopyWish
from kursplaner.planning.lessons.exchanging import ExchangeWish
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.planning.lessons.moving_together import LessonMove, RearrangeWish
from kursplaner.planning.lessons.other_times import TimesWish
from kursplaner.planning.lessons.staffing import StandIn
from kursplaner.planning.lessons.stretching import StretchWish
from kursplaner.planning.lessons.taking_in import TakeInWish
from kursplaner.planning.lessons.weekly_series import Reach
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from kursplaner.store.settings import store_settings
from kursplaner.store.whereabouts import BOOKING, CHILDCARE, LESSON, RIDE, claims
from tests.planning.lessons.wishes_of_every_kind import (
    AT,
    EVENING,
    EVERY,
    Beside,
    build_beside,
    moved,
)
from tests.planning.small_town import NINE, NOW, TUESDAY, SmallTown, build
from tests.planning.two_courses import state
from tests.towns import passing

COMES = dict.fromkeys(EVERY, ConflictKind.PARTICIPANT) | {"exchanged": ConflictKind.TRAVEL}
"""What each kind of wish brings about beyond rooms and workers."""
every_kind = pytest.mark.parametrize("kind", list(EVERY))


@pytest.fixture
def beside(town: SmallTown) -> Beside:
    return build_beside(town)


def proposed(town: SmallTown, wish: Wish, accept: str = "") -> LessonPlan[Wish]:
    with town.workspace.rehearse() as db:
        return changing.propose(db, wish, accept)


def applied(town: SmallTown, plan: LessonPlan[Wish]) -> tuple[int, ...]:
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        return changing.apply(db, plan)


def stored(town: SmallTown) -> list[tuple[Any, ...]]:
    with town.workspace.read() as db:
        return state(db)


def kinds(plan: LessonPlan[Wish]) -> list[ConflictKind]:
    return [conflict.kind for conflict in plan.conflicts]


def close(town: SmallTown, resource: int, starts: int, ends: int) -> None:
    with town.workspace.fill() as db:
        db.add(Closure(resource_id=resource, starts=starts, ends=ends, reason="repair"))


def set_severity(town: SmallTown, kind: ConflictKind, severity: Severity) -> None:
    with town.workspace.fill() as db:
        store_settings(db, {f"conflicts.{kind}": severity.value})


@every_kind
def test_every_wish_tells_what_comes_of_it_and_writes_nothing(beside: Beside, kind: str) -> None:
    before = stored(beside.town)
    plan = proposed(beside.town, EVERY[kind](beside))
    assert COMES[kind] in kinds(plan)
    assert plan.hard == ()
    assert stored(beside.town) == before


@every_kind
def test_every_wish_is_stored_as_it_was_shown_and_one_undo_takes_it_back(
    beside: Beside, kind: str
) -> None:
    town, before = beside.town, stored(beside.town)
    plan = proposed(town, EVERY[kind](beside))
    added = applied(town, plan)
    assert len(added) == len(plan.added) == (kind == "copied")
    with town.workspace.read() as db:
        for lesson in plan.moved.lessons:
            row = by_id(db, Lesson, lesson.id)
            assert (row.starts, row.ends) == (lesson.target.starts, lesson.target.ends)
            assert (row.room_id, row.teaching_minutes) == (
                lesson.target.room_id,
                lesson.target.teaching_minutes,
            )
    assert stored(town) != before
    assert town.workspace.undo()
    assert stored(town) == before


@every_kind
def test_every_wish_is_refused_when_it_was_overtaken(beside: Beside, kind: str) -> None:
    town, wish = beside.town, EVERY[kind](beside)
    plan = proposed(town, wish)
    with town.workspace.fill() as db:
        by_id(db, Lesson, beside.last if kind == "taken_in" else beside.lesson).topic = "anders"
    before = stored(town)
    with pytest.raises(Refused, match="overtaken") as told:
        applied(town, plan)
    noun, key = wish.about
    assert told.value.facts == {"noun": noun, "id": key}
    assert stored(town) == before


@every_kind
def test_what_is_tried_at_once_is_judged_by_its_places_alone(beside: Beside, kind: str) -> None:
    town = beside.town
    set_severity(town, COMES[kind], Severity.HARD)
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        assert COMES[kind] not in kinds(changing.glance(db, EVERY[kind](beside)))
        assert len(changing.store_at_once(db, EVERY[kind](beside))) == (kind == "copied")
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        taken = MoveWish(town.lessons[0], minute_of(TUESDAY + timedelta(days=2), NINE))
        with pytest.raises(HardConflict):
            changing.store_at_once(db, taken)


def test_a_taken_room_stops_it_and_nothing_further_is_looked_for(beside: Beside) -> None:
    town = beside.town
    wish = MoveWish(beside.lesson, AT, town.rooms["A"])
    plan, before = proposed(town, wish), stored(town)
    assert kinds(plan) == [ConflictKind.ROOM]
    with pytest.raises(HardConflict) as told:
        applied(town, plan)
    assert told.value.conflicts == plan.hard
    assert stored(town) == before


def test_an_overlap_is_accepted_where_it_is_and_by_no_name(beside: Beside) -> None:
    town = beside.town
    plan = proposed(town, MoveWish(beside.lesson, AT + 60, town.rooms["A"]), "zusammen")
    assert {ConflictKind.ROOM, ConflictKind.PARTICIPANT} <= set(kinds(plan))
    applied(town, plan)
    with town.workspace.read() as db:
        assert find(db, AcceptedConflict) == []
        rows = find(db, Occupation, source="lesson", source_id=beside.lesson, active=False)
        assert [(row.starts, row.ends, row.accepted_reason) for row in rows] == [
            (AT + 60, AT + 150, "zusammen")
        ]


@pytest.mark.parametrize("kind", ["moved", "copied", "exchanged"])
def test_what_is_hard_stops_a_wish_until_it_is_taken_on_by_name(beside: Beside, kind: str) -> None:
    town, wish = beside.town, EVERY[kind](beside)
    set_severity(town, COMES[kind], Severity.HARD)
    plan, before = proposed(town, wish), stored(town)
    assert {conflict.kind for conflict in plan.hard} == {COMES[kind]}
    with pytest.raises(HardConflict) as told:
        applied(town, plan)
    assert told.value.conflicts == plan.hard
    assert stored(town) == before
    taken = proposed(town, wish, "geht so")
    assert taken.hard == ()
    soft = [conflict for conflict in plan.conflicts if not conflict.hard]
    accepted = [conflict.accepted("geht so") for conflict in plan.hard]
    assert list(taken.conflicts) == in_order([*soft, *accepted])
    applied(town, taken)
    with town.workspace.read() as db:
        rows = [(row.conflict, row.reason) for row in find(db, AcceptedConflict)]
        assert rows == [(conflict.id, "geht so") for conflict in accepted]


def test_soft_ones_are_stored_without_a_reason_even_where_one_is_given(beside: Beside) -> None:
    town = beside.town
    applied(town, proposed(town, moved(beside), "unnötig"))
    with town.workspace.read() as db:
        assert find(db, AcceptedConflict) == []


def test_what_was_there_before_does_not_count_unless_it_changes(beside: Beside) -> None:
    town, vogel = beside.town, beside.town.people["Vogel"]
    start = minute_of(TUESDAY, EVENING)
    close(town, town.rooms["B"], start - 600, start + 60)
    other = ExchangeWish((beside.lesson,), vogel, town.people["Seidel"])
    assert ConflictKind.CLOSURE not in kinds(proposed(town, other))
    later = proposed(town, MoveWish(beside.lesson, start + 30))
    assert [conflict.kind for conflict in later.hard] == [ConflictKind.CLOSURE]
    assert (later.hard[0].starts, later.hard[0].ends) == (start + 30, start + 60)
    assert proposed(town, MoveWish(beside.lesson, start + 60)).hard == ()
    longer = proposed(town, StretchWish(beside.lesson, start, start + 195))
    assert longer.hard == ()


@pytest.mark.parametrize(("at", "comes"), [(NINE + 150, False), (NINE + 149, True)])
def test_who_is_in_two_courses_is_expected_twice_from_one_minute_on(
    beside: Beside,
    at: int,
    comes: bool,  # noqa: FBT001
) -> None:
    plan = proposed(beside.town, MoveWish(beside.lesson, minute_of(TUESDAY, at)))
    assert (ConflictKind.PARTICIPANT in kinds(plan)) is comes


def test_a_lesson_more_says_itself_what_it_lacks(beside: Beside) -> None:
    town = beside.town
    first = CopyWish(town.lessons[0], minute_of(TUESDAY, NINE + 60))
    plan = proposed(town, first)
    lacking = {ConflictKind.NO_ROOM, ConflictKind.NO_TEACHER, ConflictKind.CARER_MISSING}
    assert not lacking & set(kinds(plan))
    assert plan.added[0].lacking
    away = MoveWish(beside.lesson, stand_in=StandIn(None))
    assert ConflictKind.NO_TEACHER in kinds(proposed(town, away))


def test_a_plan_reckons_minutes(beside: Beside) -> None:
    town, start = beside.town, minute_of(TUESDAY, EVENING)
    plan = proposed(town, MoveWish(beside.lesson, start - 45))
    assert (plan.first.id, plan.shift_minutes, plan.missing_minutes) == (beside.lesson, -45, 0)
    assert (plan.minutes_before, plan.minutes_after, plan.added_minutes) == (135, 135, 0)
    longer = proposed(town, StretchWish(beside.lesson, start, start + 195))
    assert (longer.shift_minutes, longer.missing_minutes) == (0, -45)
    assert (longer.minutes_before, longer.minutes_after) == (135, 180)
    copied = proposed(town, CopyWish(beside.lesson, start + 300))
    assert (copied.added_minutes, copied.missing_minutes) == (135, 0)
    assert copied.moved.lessons == ()


# --- At random ------------------------------------------------------------------------------------

KINDS = ("move", "stretch", "copy", "swap", "exchange", "room", "times", "take_in")
STEP = st.tuples(
    st.sampled_from(KINDS),
    st.integers(0, 7),
    st.integers(-2, 6),
    st.sampled_from((-240, -60, 0, 30, 60, 240, 480)),
    st.booleans(),
)
Step = tuple[str, int, int, int, bool]


def wish_of(db: Db, town: SmallTown, step: Step) -> Wish:  # noqa: PLR0911 - each kind
    """Return the wish of a step, for the lessons as they are."""
    kind, pick, days, minutes, series = step
    lessons = sorted(find(db, Lesson), key=lambda row: row.id)
    lesson, other = lessons[pick % len(lessons)], lessons[(pick + 1) % len(lessons)]
    to = lesson.starts + days * 1440 + minutes
    reach = Reach.REST if series else Reach.ONE
    rooms = sorted(town.rooms.values())
    match kind:
        case "move":
            return MoveWish(lesson.id, to, reach=reach)
        case "stretch":
            return StretchWish(lesson.id, lesson.starts - minutes, lesson.ends + minutes, reach)
        case "copy":
            return CopyWish(lesson.id, to)
        case "swap":
            span = (other.ends - other.starts, lesson.ends - lesson.starts)
            first = LessonMove(lesson.id, other.starts, other.starts + span[1], other.room_id)
            second = LessonMove(other.id, lesson.starts, lesson.starts + span[0], lesson.room_id)
            return RearrangeWish((first, second))
        case "exchange":
            pair = (town.people["Seidel"], town.people["Vogel"])
            return ExchangeWish((lesson.id,), *(pair if series else pair[::-1]))
        case "room":
            return MoveWish(lesson.id, room_id=rooms[days % len(rooms)], reach=reach)
        case "times":
            day = day_of(lesson.starts)
            return TimesWish(lesson.course_id, day, day + timedelta(7), shift_minutes=minutes)
        case _:
            return TakeInWish(lesson.course_id, day_of(lesson.starts) - timedelta(days=1))


def minutes_of(rows: list[tuple[int, str, int, int, int]]) -> dict[tuple[int, str, int], set[int]]:
    """Return the minutes that each record keeps each resource busy."""
    found: dict[tuple[int, str, int], set[int]] = defaultdict(set)
    for resource, source, key, starts, ends in rows:
        found[resource, source, key].update(range(starts, ends))
    return found


def check_whereabouts(db: Db) -> None:
    """See that what is kept busy is what the stored lessons, slots, rides and bookings name."""
    tables: dict[str, Any] = {
        LESSON: Lesson,
        CHILDCARE: ChildcareSlot,
        RIDE: Ride,
        BOOKING: RoomBooking,
    }
    records = {source: [row.id for row in find(db, table)] for source, table in tables.items()}
    told = [(c.resource_id, c.source, c.source_id, c.starts, c.ends) for c in claims(db, records)]
    kept = [
        (row.resource_id, row.source, row.source_id, row.starts, row.ends)
        for row in find(db, Occupation)
    ]
    assert minutes_of(told) == minutes_of(kept)
    assert sum(len(span) for span in minutes_of(kept).values()) == sum(
        ends - starts for *_, starts, ends in kept
    )


def beside_in(path: Path) -> Beside:
    """Make the town with its second course in a new file."""
    return build_beside(build(path))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.lists(STEP, min_size=1, max_size=6), accept=st.sampled_from(("", "geht so")))
def test_after_any_wishes_everybody_is_where_it_says_and_undo_is_whole(
    steps: list[Step], accept: str
) -> None:
    with passing(beside_in, NOW) as made:
        town, before, done = made.town, stored(made.town), 0
        for step in steps:
            try:
                with town.workspace.rehearse() as db:
                    plan = changing.propose(db, wish_of(db, town, step), accept)
                applied(town, plan)
            except KursplanerError:
                pass
            else:
                done += 1
            with town.workspace.read() as db:
                check_whereabouts(db)
        for _ in range(done):
            assert town.workspace.undo()
        assert stored(town) == before
