"""One act for a whole cause: it works, is one act and one undo, and is refused when overtaken."""

from collections.abc import Iterator

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import ActKind, ConflictKind
from kursplaner.domain.people import Closure
from kursplaner.planning.conflicts import finding
from kursplaner.planning.conflicts.grouping import ConflictGroup, grouped
from kursplaner.planning.fixes import for_all
from kursplaner.planning.fixes.for_all import FixForAll, act_of, offered_for_all
from kursplaner.planning.fixes.offering import Fix
from kursplaner.planning.fixes.situation import FixKind, Idea
from kursplaner.store.records import by_id
from kursplaner.store.workspace import Workspace
from tests.planning import planted
from tests.planning.small_town import NOW, TUESDAY, SmallTown
from tests.store.test_workspace import state
from tests.towns import passing


@pytest.fixture
def town() -> Iterator[SmallTown]:
    """Return a town whose teacher is ill for weeks."""
    with passing(planted.base, NOW) as made:
        with made.workspace.change(ActKind.CLOSURE_ADDED) as db:
            room = by_id(db, Lesson, made.lessons[0]).room_id
            span = {"starts": minute_of(TUESDAY), "ends": minute_of(TUESDAY) + 28 * 1440}
            db.add(Closure(resource_id=room, reason="repair", **span))
        yield made


def closure(workspace: Workspace) -> list[ConflictGroup]:
    with workspace.read() as db:
        return grouped(finding.find(db, kinds={ConflictKind.CLOSURE}))


def offered(workspace: Workspace) -> tuple[Fix, ...]:
    with workspace.rehearse() as db:
        return for_all.ways_out(db, for_all.known(db, closure(workspace)[0].id))


def test_an_act_for_all_solves_all_and_is_one_undo(town: SmallTown) -> None:
    workspace = town.workspace
    (group,) = closure(workspace)
    assert len(group.conflicts) > 1
    before = state(workspace)
    found = offered(workspace)
    assert found
    assert [fix.cost for fix in found] == sorted(fix.cost for fix in found)
    for fix in found:
        assert isinstance(fix, FixForAll)
        assert (fix.conflicts, fix.parts) == (group.conflicts, len(group.conflicts))
        with workspace.change(ActKind.FIX_APPLIED) as db:
            for_all.apply(db, fix)
        assert not closure(workspace)
        workspace.undo()
        assert state(workspace) == before


def test_an_act_that_was_overtaken_is_refused(town: SmallTown) -> None:
    workspace = town.workspace
    fix = offered(workspace)[0]
    with workspace.change(ActKind.LESSON_MOVED) as db:
        by_id(db, Lesson, town.lessons[1]).topic = "Berufe"
    before = state(workspace)
    with pytest.raises(Refused) as refused, workspace.change(ActKind.FIX_APPLIED) as db:
        for_all.apply(db, fix)
    assert refused.value.kind == "overtaken_plan"
    assert state(workspace) == before


def test_a_single_one_and_too_many_have_no_act_for_all(town: SmallTown) -> None:
    workspace = town.workspace
    (group,) = closure(workspace)
    with workspace.rehearse() as db:
        assert offered_for_all(db, group.conflicts[:1]) == ()
        assert offered_for_all(db, group.conflicts * 40) == ()
        single = for_all.ways_out(db, for_all.known(db, group.first.id))
        assert single
        assert not isinstance(single[0], FixForAll)


def test_an_unknown_group_is_refused(town: SmallTown) -> None:
    with town.workspace.read() as db, pytest.raises(Refused) as refused:
        for_all.known(db, "group:0000000000")
    assert refused.value.kind == "conflict_unknown"


def test_the_same_act_is_told_by_what_it_does_not_by_its_date() -> None:
    assert act_of(Idea(FixKind.OTHER_ROOM, (), {"room": 3, "lesson": 1})) == act_of(
        Idea(FixKind.OTHER_ROOM, (), {"room": 3, "lesson": 2})
    )
    later = Idea(FixKind.OTHER_TIME, (), {"from": 100, "to": 130})
    assert act_of(later) == act_of(Idea(FixKind.OTHER_TIME, (), {"from": 500, "to": 530}))
    assert act_of(later) != act_of(Idea(FixKind.OTHER_TIME, (), {"from": 500, "to": 470}))
    assert act_of(Idea(FixKind.SWAP_ROOMS, (), {"other": 1})) is None
