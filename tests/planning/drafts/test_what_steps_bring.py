"""What a rehearsal says comes, goes and is touched; what changed rows belong to."""

from datetime import timedelta

import pytest

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.kinds import ActKind, ConflictKind, Severity
from kursplaner.domain.people import Closure, Credential
from kursplaner.domain.rides.rides import Ride
from kursplaner.planning.drafts import rehearsals
from kursplaner.planning.drafts.draft_changes import (
    ChangeCarer,
    ChangeRide,
    ChangeSlotRoom,
    ChangeSlotTimes,
    DraftChange,
    Rearrange,
    Substitute,
)
from kursplaner.planning.drafts.rehearsals import Rehearsal
from kursplaner.planning.lessons.moving_together import LessonMove
from kursplaner.store.records import by_id, find
from kursplaner.store.settings import store_settings
from tests.planning.family_town import Family
from tests.planning.small_town import (
    NINE,
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_person,
    enrol_plainly,
)
from tests.planning.stored_lessons import held, times_of_slot

TO = minute_of(TUESDAY + timedelta(days=1), NINE)


def tried(town: SmallTown, *steps: DraftChange, beside: tuple[int, ...] = ()) -> Rehearsal:
    with town.workspace.rehearse() as db:
        return rehearsals.rehearse(db, steps, beside)


def to(town: SmallTown, at: int, starts: int, room: int | None = None) -> Rearrange:
    row = held(town, town.lessons[at])
    ends = starts + row.ends - row.starts
    return Rearrange((LessonMove(town.lessons[at], starts, ends, room or row.room),))


def kinds(found: tuple[Conflict, ...]) -> list[ConflictKind]:
    return sorted(c.kind for c in found)


@pytest.fixture
def twice(town: SmallTown) -> int:
    """Somebody in a second course that meets on Wednesday at nine; returns its lesson."""
    with town.workspace.fill() as db:
        course = add_course(db, town, "K2")
        lesson = add_lesson(db, course, TO, room=town.rooms["B"], teachers=[town.people["Vogel"]])
        person = add_person(db, "Doppelt")
        enrol_plainly(db, town.course, person)
        enrol_plainly(db, course, person)
    return lesson


def participants(found: tuple[Conflict, ...]) -> int:
    return kinds(found).count(ConflictKind.PARTICIPANT)


def test_what_comes_and_what_goes(town: SmallTown, twice: int) -> None:
    there = to(town, 0, TO)
    seen = tried(town, there)
    assert (participants(seen.come), participants(seen.gone)) == (1, 0)
    assert participants(seen.conflicts) == 1
    with town.workspace.change(ActKind.FIX_APPLIED) as db:
        rehearsals.apply(db, [there], seen.state)
    seen = tried(town, to(town, 0, TO + 600))
    assert (participants(seen.come), participants(seen.gone)) == (0, 1)
    seen = tried(town, to(town, 0, TO, town.rooms["tiny"]))
    assert (participants(seen.come), participants(seen.gone)) == (0, 0)
    assert participants(seen.conflicts) == 1
    assert twice not in seen.lesson_ids


def test_lessons_beside_are_watched_too(town: SmallTown, twice: int) -> None:
    with town.workspace.fill() as db:
        closed = {"starts": TO, "ends": TO + 30, "reason": "ill"}
        db.add(Closure(resource_id=town.people["Vogel"], **closed))
    far = to(town, 2, TO + 600)
    assert ConflictKind.CLOSURE not in kinds(tried(town, far).conflicts)
    seen = tried(town, far, beside=(twice,))
    assert ConflictKind.CLOSURE in kinds(seen.conflicts)
    assert (seen.come, seen.gone) == ((), ())
    assert seen.lesson_ids == {town.lessons[2], twice}


def test_a_conflict_that_becomes_hard_comes_and_is_not_stored(town: SmallTown, twice: int) -> None:
    with town.workspace.fill() as db:
        key = f"conflicts.{ConflictKind.PARTICIPANT}"
        store_settings(db, {key: Severity.HARD.value})
    there = to(town, 0, TO)
    seen = tried(town, there)
    assert kinds(seen.hard) == [ConflictKind.PARTICIPANT]
    with pytest.raises(HardConflict), town.workspace.change(ActKind.FIX_APPLIED) as db:
        rehearsals.apply(db, [there], seen.state)
    assert held(town, town.lessons[0]).starts != TO
    assert twice


def test_each_kind_of_row_leads_to_its_lessons(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        weiss = add_person(db, "Weiss", "carer")
        kern = add_person(db, "Kern", "driver")
        cards = ("licence_check", "police_certificate", "driver_briefing")
        db.add_all([Credential(resource_id=kern, kind=kind) for kind in cards])
    begins, ends = times_of_slot(town, town.slots[2])
    for step, lesson in (
        (Substitute("lesson", (town.lessons[1],), town.rooms["A"], town.rooms["B"]), 1),
        (Substitute("lesson", (town.lessons[1],), town.people["Seidel"], weiss), 1),
        (ChangeSlotTimes(town.slots[2], begins - 5, ends), 2),
        (ChangeSlotRoom(town.slots[3], None), 3),
        (ChangeCarer(town.slots[4], weiss), 4),
        (ChangeRide(town.rides[10], town.vehicle, kern), 5),
    ):
        seen = tried(town, step)
        assert seen.lesson_ids == {town.lessons[lesson]}, step
    assert tried(town, ChangeCarer(town.slots[4], weiss)).people.carers == {
        weiss,
        town.people["Roth"],
    }


def test_everybody_concerned_is_told_by_what_they_do(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        family = Family(db, town)
    people = tried(town, to(town, 0, TO)).people
    assert people.teachers == {town.people["Seidel"]}
    assert people.participants == {family.mother}
    assert people.carers == {town.people["Roth"]}
    assert people.children == {family.child}
    assert people.drivers == {town.people["driver"]}
    assert people.passengers == {family.mother, family.child}
    with town.workspace.rehearse() as db:
        bare = rehearsals.rehearse(db, [to(town, 0, TO)], with_people=False)
    assert bare.people.everybody == frozenset()


def test_credentials_of_a_worker_count_once_however_often_they_work(town: SmallTown) -> None:
    """What is missing for somebody's other lessons was there before."""
    with town.workspace.fill() as db:
        weiss = add_person(db, "Weiss", "carer")
    first = tried(town, ChangeCarer(town.slots[2], weiss))
    assert ConflictKind.CREDENTIAL in kinds(first.come)
    with town.workspace.change(ActKind.FIX_APPLIED) as db:
        rehearsals.apply(db, [ChangeCarer(town.slots[0], weiss)])
    again = tried(town, ChangeCarer(town.slots[2], weiss))
    assert ConflictKind.CREDENTIAL not in kinds(again.come)
    assert ConflictKind.CREDENTIAL in kinds(again.conflicts)


def test_any_touched_row_that_changed_since_refuses(town: SmallTown) -> None:
    step = to(town, 0, TO)
    seen = tried(town, step)
    with town.workspace.change(ActKind.RIDE_CHANGED) as db:
        by_id(db, Ride, town.rides[1]).remark = "Umweg"
    with (
        pytest.raises(Refused, match="overtaken_plan"),
        town.workspace.change(ActKind.FIX_APPLIED) as db,
    ):
        rehearsals.apply(db, [step], seen.state)
    with town.workspace.change(ActKind.RIDE_CHANGED) as db:
        by_id(db, Ride, town.rides[5]).remark = "Umweg"
    seen = tried(town, step)
    with town.workspace.change(ActKind.FIX_APPLIED) as db:
        changes = rehearsals.apply(db, [step], seen.state)
    touched = {(change.table, change.id) for change in changes}
    assert ("lesson", town.lessons[0]) in touched
    assert {("ride", key) for key in town.rides[:2]} <= touched
    assert not {("ride", key) for key in town.rides[2:]} & touched


def test_what_stands_is_asked_once_for_several_trials(town: SmallTown, twice: int) -> None:
    with town.workspace.rehearse() as db:
        before = rehearsals.Standing()
        steps = [to(town, at, TO + 5 * at) for at in (0, 2, 4)]
        together = [rehearsals.rehearse(db, [step], before=before) for step in steps]
        alone = [rehearsals.rehearse(db, [step]) for step in steps]
    for shared, own in zip(together, alone, strict=True):
        assert {c.id for c in shared.come} == {c.id for c in own.come}
        assert {c.id for c in shared.gone} == {c.id for c in own.gone}
    assert twice


def test_further_conflicts_can_be_watched(town: SmallTown) -> None:
    with town.workspace.rehearse() as db:
        known = rehearsals.rehearse(db, [to(town, 0, minute_of(TUESDAY, NINE), town.rooms["B"])])
    assert known.come == ()
    with town.workspace.fill() as db:
        closed = {"starts": TO, "ends": TO + 30, "reason": "ill"}
        db.add(Closure(resource_id=town.people["Roth"], **closed))
    with town.workspace.rehearse() as db, pytest.raises(HardConflict):
        rehearsals.rehearse(db, [to(town, 0, TO)])
    with town.workspace.read() as db:
        assert len(find(db, Closure)) == 1
