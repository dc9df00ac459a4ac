"""What mending proposes where something fails, from the nearest way to the farthest."""

from datetime import timedelta

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.domain.courses import Course
from kursplaner.domain.kinds import ActKind, ConflictKind
from kursplaner.domain.people import Profile
from kursplaner.planning.conflicts.finding import find
from kursplaner.planning.drafts import drafts
from kursplaner.planning.fixes.offering import offered
from kursplaner.planning.fixes.situation import FixKind
from kursplaner.planning.timetable import laying_out
from kursplaner.planning.timetable.mending import mending
from kursplaner.planning.timetable.mending.units import Part
from kursplaner.planning.timetable.town.plan import TimetablePlan
from kursplaner.store.records import by_id
from kursplaner.store.records import find as records
from kursplaner.store.settings import store_settings
from tests.planning.small_town import (
    NINE,
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    nobody_else_may_teach,
)
from tests.planning.timetable.mending.mended_towns import LAST, MONDAY, bus, carer, fails, mended

EVENING = 1020
WHOLE = frozenset(
    (
        *(FixKind.OTHER_TIME, FixKind.OTHER_DAY, FixKind.OTHER_ROOM, FixKind.OTHER_TEACHER),
        *(FixKind.OTHER_CARER, FixKind.OTHER_VEHICLE, FixKind.OTHER_DRIVER),
        *(FixKind.CHILDCARE_ROOM, FixKind.MORE_CARERS),
    )
)
"""Single ways out that keep the whole lesson and touch no other."""


def hard(town: SmallTown) -> list[ConflictKind]:
    with town.workspace.read() as db:
        return [found.kind for found in find(db) if found.hard]


def applied(town: SmallTown, made: TimetablePlan, courses: frozenset[int] | None = None) -> None:
    with town.workspace.change(ActKind.DRAFT_CHANGED) as db:
        draft = laying_out.keep(db, made, "Stundenplan", courses)
    with town.workspace.rehearse() as db:
        view = drafts.view(db, draft)
    assert view.rehearsal is not None
    with town.workspace.change(ActKind.DRAFT_APPLIED) as db:
        drafts.apply(db, draft, view.rehearsal.state)


def told(made: TimetablePlan) -> list[tuple[str, str, str]]:
    """Return part, who goes and who comes of each stand-in."""
    each = [stood for move in made.moves for stood in move.stand_ins]
    return [(stood.part.value, stood.goes, stood.comes) for stood in each]


def test_nothing_troubled_is_nothing_to_mend(town: SmallTown) -> None:
    with town.workspace.read() as db:
        assert mending.read(db, (MONDAY, LAST), find(db)) is None
    made = mended(town)
    assert (made.changes, made.moves, made.parked, made.disturbance) == ((), (), (), 0)


def test_a_carer_is_stood_in_for_and_the_lesson_stays(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        carer(db, "Lang")
    fails(town, town.people["Roth"])
    made = mended(town)
    assert [move.same_place for move in made.moves] == [True]
    assert told(made) == [(Part.CARER.value, "Roth, Rot", "Lang, Lan")]
    applied(town, made)
    assert hard(town) == []


def test_a_vehicle_is_replaced_on_the_way_there_and_back(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        bus(db, "Bus 2")
    fails(town, town.vehicle)
    made = mended(town)
    assert told(made) == [(Part.VEHICLE.value, "Bus 1", "Bus 2")]
    assert [move.same_place for move in made.moves] == [True]
    applied(town, made)
    assert hard(town) == []


def test_another_room_comes_before_another_time(town: SmallTown) -> None:
    fails(town, town.rooms["A"])
    (move,) = mended(town).moves
    assert move.same_time
    assert move.after.room in ("B", "tiny")


def test_where_all_rooms_are_shut_a_near_time_of_the_day_is_taken(town: SmallTown) -> None:
    fails(town, *town.rooms.values(), span=(NINE, NINE + 60))
    (move,) = mended(town).moves
    assert (move.shift, move.after.weekday, move.after.room) == (0, 1, "A")
    assert move.after.starts == NINE + 90


@pytest.mark.parametrize("families", [True, False])
def test_families_come_on_another_day_rather_than_in_the_evening(
    town: SmallTown,
    families: bool,  # noqa: FBT001
) -> None:
    with town.workspace.fill() as db:
        course = add_course(db, town, "K2")
        by_id(db, Course, course).childcare = by_id(db, Course, course).shuttle = False
        wednesday = TUESDAY + timedelta(days=1)
        at = minute_of(wednesday, NINE)
        add_lesson(db, course, at, room=town.rooms["B"], teachers=[town.people["Vogel"]])
    day = TUESDAY if families else wednesday
    fails(town, *town.rooms.values(), day=day, span=(0, EVENING))
    (move,) = mended(town).moves
    assert move.number == ("K1" if families else "K2")
    assert (move.shift != 0) is families
    assert (move.after.starts >= EVENING) is not families


def test_who_finds_no_way_is_told_with_what_truly_stands_in_it(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        nobody_else_may_teach(db, town, town.course)
        add_lesson(
            db,
            add_course(db, town, "K2"),
            minute_of(TUESDAY, NINE),
            room=town.rooms["B"],
            teachers=[town.people["Vogel"]],
        )
    fails(town, town.rooms["A"], town.rooms["tiny"])
    with town.workspace.read() as db:
        read = laying_out.town_of(
            db, laying_out.TimetableWish(MONDAY, LAST, frozenset({town.course}), mend=True)
        )
    found = laying_out.search(read, 2)
    with town.workspace.rehearse() as db:
        made = laying_out.plan(db, read, found)
    (parked,) = made.parked
    assert parked.number == "K1"
    first, *others = [(bar.kind, bar.name, bar.course) for bar in parked.bars]
    assert first == (ConflictKind.CLOSURE, "A", "")
    assert set(others) == {(ConflictKind.ROOM, "B", "K2"), (ConflictKind.CLOSURE, "tiny", "")}
    assert made.changes == ()


def test_each_course_can_be_taken_over_alone(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        course = add_course(db, town, "K2")
        at = minute_of(TUESDAY, NINE + 300)
        lesson = add_lesson(db, course, at, room=town.rooms["A"], teachers=[town.people["Vogel"]])
    fails(town, town.rooms["A"])
    made = mended(town)
    assert set(made.courses) == {town.course, course}
    applied(town, made, frozenset({course}))
    with town.workspace.read() as db:
        closed = [c.subjects[1].id for c in find(db) if c.kind is ConflictKind.CLOSURE]
    assert closed == [town.lessons[0]]
    assert lesson not in closed


def test_one_free_colleague_goes_where_a_move_would_cost_most(town: SmallTown) -> None:
    """Both are taught by one who is ill; the small course moves, the families keep their time."""
    with town.workspace.fill() as db:
        course = add_course(db, town, "K2")
        by_id(db, Course, course).childcare = by_id(db, Course, course).shuttle = False
        at = minute_of(TUESDAY, NINE)
        add_lesson(db, course, at, room=town.rooms["B"])
        for profile in records(db, Profile, role="teacher"):
            profile.levels = ""
    fails(town, town.people["Seidel"], span=(NINE, NINE + 150))
    made = mended(town)
    kept = {move.number: move.same_time for move in made.moves}
    assert kept == {"K1": True, "K2": False}
    applied(town, made)
    assert hard(town) == []


def test_more_than_the_agreed_hours_are_a_hint_that_another_avoids(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        first, second = carer(db, "Adler"), carer(db, "Zorn")
        for profile in records(db, Profile, person_id=first):
            profile.weekly_minutes = 60
    fails(town, town.people["Roth"])
    made = mended(town)
    assert [comes for _, _, comes in told(made)] == ["Zorn, Zor"]
    assert second


@pytest.mark.parametrize("what", ["A", "side", "Seidel", "Roth", "driver", "vehicle"])
def test_it_is_never_worse_than_the_best_single_way_out(town: SmallTown, what: str) -> None:
    with town.workspace.fill() as db:
        carer(db, "Lang")
        bus(db, "Bus 2")
    resource = town.vehicle if what == "vehicle" else (town.rooms | town.people)[what]
    fails(town, resource)
    made = mended(town)
    with town.workspace.rehearse() as db:
        conflicts = [found for found in find(db) if found.hard]
        best = [
            min((fix.cost for fix in offered(db, each) if fix.kind in WHOLE), default=None)
            for each in conflicts
        ]
    assert conflicts
    if None not in best:
        assert made.parked == ()
        assert made.disturbance <= sum(cost for cost in best if cost is not None)


def test_a_pinned_course_keeps_time_and_room_and_still_gets_a_stand_in(town: SmallTown) -> None:
    fails(town, town.people["Seidel"])
    made = mended(town, pinned_courses=frozenset({town.course}))
    assert [(move.same_place, move.after.teacher) for move in made.moves] == [(True, "Vogel, Vog")]


def test_a_hard_rule_about_hours_bars_a_stand_in(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        store_settings(db, {"conflicts.weekly_hours": "hard"})
        for profile in records(db, Profile, person_id=town.people["Vogel"]):
            profile.weekly_minutes = 60
    fails(town, town.people["Seidel"])
    assert all(move.after.teacher != "Vogel, Vog" for move in mended(town).moves)
