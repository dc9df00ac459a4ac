"""No fix that is offered fails, makes a new hard conflict or leaves the conflict as it is."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import day_of, minute_of
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot
from kursplaner.domain.conflicts.conflicts import OVERLAPS, Conflict
from kursplaner.domain.courses import Course, Lesson
from kursplaner.domain.kinds import ActKind, ConflictKind
from kursplaner.domain.people import Closure
from kursplaner.domain.rides.rides import Ride
from kursplaner.planning.conflicts.finding import find
from kursplaner.planning.drafts import rehearsals
from kursplaner.planning.fixes import offering
from kursplaner.planning.fixes.offering import Fix
from kursplaner.planning.fixes.situation import FixKind
from kursplaner.store.records import by_id
from kursplaner.store.workspace import Workspace
from tests.planning import planted
from tests.planning.planted import PLANTS
from tests.planning.small_town import (
    NINE,
    NOW,
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_person,
    add_slot,
)
from tests.store.test_workspace import state
from tests.towns import passing

NOTES = {
    "lesson": (Lesson, "topic"),
    "childcare_slot": (ChildcareSlot, "note"),
    "ride": (Ride, "remark"),
}
Picks = list[tuple[int, int]]


@pytest.fixture
def town() -> Iterator[SmallTown]:
    with passing(planted.base, NOW) as made:
        yield made


def everything(workspace: Workspace) -> list[Conflict]:
    with workspace.read() as db:
        return find(db)


def offered(workspace: Workspace, conflict: Conflict | str) -> tuple[Fix, ...]:
    with workspace.rehearse() as db:
        return offering.offered(db, conflict)


def applied(workspace: Workspace, fix: Fix) -> None:
    with workspace.change(ActKind.FIX_APPLIED) as db:
        offering.apply(db, fix, "geht so")


def hard_ids(conflicts: list[Conflict]) -> set[str]:
    return {conflict.id for conflict in conflicts if conflict.hard}


def check(workspace: Workspace, before: list[Conflict], fix: Fix) -> None:
    """Apply a fix, look at what came of it, and take it back."""
    at_first = state(workspace)
    applied(workspace, fix)
    after = everything(workspace)
    assert hard_ids(after) <= hard_ids(before), (fix, after)
    left = [conflict for conflict in after if conflict.id == fix.conflict.id]
    if fix.kind is FixKind.ACCEPT:
        assert [conflict.facts.get("accepted") for conflict in left] == ["geht so"]
        assert fix.conflict.kind not in OVERLAPS
    else:
        assert left == [], fix
        told = {conflict.id for conflict in fix.come}
        assert {conflict.id for conflict in after} - {conflict.id for conflict in before} <= told, (
            fix
        )
    workspace.undo()
    assert state(workspace) == at_first
    if fix.kind is not FixKind.ACCEPT:
        check_overtaken(workspace, fix)


def check_overtaken(workspace: Workspace, fix: Fix) -> None:
    """Let somebody else change one of the records that a fix stands on: it is refused."""
    with workspace.rehearse() as db:
        seen = rehearsals.rehearse(db, fix.changes)
    touched = next(change for change in seen.rows if change.table in NOTES and change.before)
    model, column = NOTES[touched.table]
    with workspace.change(ActKind.LESSON_CHANGED) as db:
        setattr(by_id(db, model, touched.id), column, "anders")
    before = state(workspace)
    with pytest.raises(Refused, match="overtaken_plan"):
        applied(workspace, fix)
    assert state(workspace) == before
    workspace.undo()


@given(
    picks=st.lists(
        st.tuples(st.integers(0, len(PLANTS) - 1), st.integers(0, 7)), min_size=1, max_size=3
    ),
    which=st.integers(0, 50),
)
@settings(max_examples=8, phases=(Phase.explicit, Phase.generate))
def test_what_is_offered_works(picks: Picks, which: int) -> None:
    with passing(planted.base, NOW) as town:
        with town.workspace.fill() as db:
            for plant, pick in dict.fromkeys(picks):
                PLANTS[plant](db, town, pick)
                db.flush()
        before = everything(town.workspace)
        if before:
            conflict = before[which % len(before)]
            found = offered(town.workspace, conflict)
            for fix in found[which % len(found) :][:1] if found else ():
                check(town.workspace, before, fix)


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__)
def test_every_kind_of_trouble_has_a_way_out(town: SmallTown, plant: planted.Plant) -> None:
    known = {conflict.id for conflict in everything(town.workspace)}
    with town.workspace.fill() as db:
        plant(db, town, 1)
    before = everything(town.workspace)
    new = [conflict for conflict in before if conflict.id not in known]
    assert new
    found = offered(town.workspace, new[0])
    assert found
    assert found[0].kind is not FixKind.ACCEPT
    assert [fix.cost for fix in found] == sorted(fix.cost for fix in found)
    kinds = [fix.kind for fix in found]
    assert max(map(kinds.count, kinds)) <= 2
    assert len(found) <= 5
    for fix in {found[0].changes: found[0], found[-1].changes: found[-1]}.values():
        check(town.workspace, before, fix)


def test_a_closed_room_offers_different_ways_and_cancelling_last(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        planted.room_closed(db, town, 0)
    conflict = everything(town.workspace)[0]
    found = offered(town.workspace, conflict.id)
    kinds = [fix.kind for fix in found]
    assert kinds[0] is FixKind.OTHER_ROOM
    assert len(set(kinds)) >= 4
    ends = [kind for kind in kinds if kind in (FixKind.CANCEL, FixKind.CANCEL_MADE_UP)]
    assert kinds[len(kinds) - len(ends) :] == ends


def test_an_unknown_conflict_is_refused(town: SmallTown) -> None:
    for wrong in ("room:1:lesson1-lesson2", "nonsense", ""):
        with pytest.raises(Refused, match="conflict_unknown"):
            offered(town.workspace, wrong)


def test_a_place_that_somebody_else_takes_is_refused(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        planted.room_closed(db, town, 0)
    conflict = everything(town.workspace)[0]
    fix = next(f for f in offered(town.workspace, conflict) if f.kind is FixKind.OTHER_ROOM)
    with town.workspace.change(ActKind.CLOSURE_ADDED) as db:
        lesson = by_id(db, Lesson, town.lessons[0])
        room = int(str(fix.facts["room"]))
        span = {"starts": lesson.starts, "ends": lesson.ends}
        db.add(Closure(resource_id=room, reason="repair", **span))
    with pytest.raises(Refused, match="overtaken_plan"):
        applied(town.workspace, fix)


def test_what_nothing_helps_may_be_accepted_with_a_reason(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).capacity = 2
    before = everything(town.workspace)
    conflict = next(c for c in before if c.kind is ConflictKind.COURSE_CAPACITY)
    (fix,) = offered(town.workspace, conflict)
    assert fix.kind is FixKind.ACCEPT
    assert fix.needs_reason
    with (
        pytest.raises(Refused, match="reason_missing"),
        town.workspace.change(ActKind.CONFLICT_ACCEPTED) as db,
    ):
        offering.apply(db, fix)
    check(town.workspace, before, fix)
    applied(town.workspace, fix)
    now = next(c for c in everything(town.workspace) if c.id == conflict.id)
    assert offered(town.workspace, now) == ()


def moved_to(found: tuple[Fix, ...]) -> list[int]:
    return [int(str(fix.facts["to"])) for fix in found if "to" in fix.facts]


def test_no_lesson_is_sent_to_a_weekend_or_into_the_night(town: SmallTown) -> None:
    friday = minute_of(TUESDAY + timedelta(days=3))
    with town.workspace.fill() as db:
        lesson = add_lesson(db, add_course(db, town, "K8"), friday + NINE, room=town.rooms["B"])
        midnight = {"starts": friday, "ends": friday + 1440}
        db.add(Closure(resource_id=town.rooms["B"], reason="repair", **midnight))
    conflict = next(c for c in everything(town.workspace) if c.kind is ConflictKind.CLOSURE)
    assert lesson in {subject.id for subject in conflict.subjects}
    times = moved_to(offered(town.workspace, conflict))
    assert times
    for at in times:
        assert day_of(at).weekday() < 5
        assert 480 <= at % 1440 <= 1260 - 150


def test_a_course_on_saturdays_may_go_to_another_hour_of_its_day(town: SmallTown) -> None:
    saturday = minute_of(TUESDAY + timedelta(days=4))
    with town.workspace.fill() as db:
        add_lesson(db, add_course(db, town, "K8"), saturday + NINE, room=town.rooms["B"])
        span = {"starts": saturday + NINE, "ends": saturday + NINE + 30}
        db.add(Closure(resource_id=town.rooms["B"], reason="repair", **span))
    conflict = next(c for c in everything(town.workspace) if c.kind is ConflictKind.CLOSURE)
    assert saturday + NINE + 30 in moved_to(offered(town.workspace, conflict))


def test_no_man_is_proposed_for_a_course_of_women(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).women_only = True
        he = add_person(db, "Adam", "teacher", gender="male")
        she = add_person(db, "Berg", "teacher", gender="female")
        planted.teacher_ill(db, town, 0)
    conflict = next(c for c in everything(town.workspace) if c.kind is ConflictKind.CLOSURE)
    found = offered(town.workspace, conflict)
    comes = {fix.facts["comes"] for fix in found if fix.kind is FixKind.OTHER_TEACHER}
    assert she in comes
    assert he not in comes


def test_childcare_without_a_lesson_finds_a_carer_too(town: SmallTown) -> None:
    wednesday = minute_of(TUESDAY + timedelta(days=1), NINE)
    with town.workspace.fill() as db:
        slot = add_slot(db, [], (wednesday, wednesday + 120), town.rooms["tiny"], [])
        db.add(ChildcarePlace(slot_id=slot, child_id=town.people["child0"]))
    before = everything(town.workspace)
    found = offered(town.workspace, f"carer_missing:{slot}")
    assert FixKind.OTHER_CARER in {fix.kind for fix in found}
    check(town.workspace, before, found[0])


def test_what_hangs_on_no_lesson_can_be_accepted(town: SmallTown) -> None:
    wednesday = minute_of(TUESDAY + timedelta(days=1), NINE)
    child = town.people["child0"]
    with town.workspace.fill() as db:
        for room in ("tiny", "side"):
            slot = add_slot(db, [], (wednesday, wednesday + 120), town.rooms[room], [])
            db.add(ChildcarePlace(slot_id=slot, child_id=child))
    before = everything(town.workspace)
    conflict = next(conflict for conflict in before if conflict.kind is ConflictKind.CHILD)
    (fix,) = offered(town.workspace, conflict)
    assert fix.needs_reason
    check(town.workspace, before, fix)
