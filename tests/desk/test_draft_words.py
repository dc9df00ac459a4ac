"""Every kind of change a draft can hold, working and failing: its words show nothing inside."""

from collections.abc import Iterator
from typing import get_args

import pytest

from kursplaner.desk.draft_board import DraftBoard, draft_board
from kursplaner.desk.wording.conflicts import sentences
from kursplaner.domain.kinds import CancelReason, OccupationSource
from kursplaner.domain.rides.rides import Vehicle
from kursplaner.planning.drafts import drafts
from kursplaner.planning.drafts.draft_changes import (
    CancelLessons,
    ChangeCarer,
    ChangeRide,
    ChangeSlotRoom,
    ChangeSlotTimes,
    DraftChange,
    Rearrange,
    SplitSlot,
    Substitute,
)
from kursplaner.planning.lessons.moving_together import LessonMove
from kursplaner.store.session import Db
from tests.desk.wording.plain import faults
from tests.planning.family_town import Family
from tests.planning.small_town import NOW, SmallTown, add_person, build
from tests.planning.stored_lessons import held, times_of_slot
from tests.towns import passing

NOBODY = 999_999


@pytest.fixture(scope="module")
def town() -> Iterator[SmallTown]:
    """Return the small town with two families; what a test drafts is taken back."""
    with passing(build, NOW) as made:
        with made.workspace.fill() as db:
            made.people["child"] = Family(db, made).child
            made.people["other child"] = Family(db, made, "Azizi").child
            made.people["Weiss"] = add_person(db, "Weiss", "carer")
            made.people["Kern"] = add_person(db, "Kern", "driver")
            bus = Vehicle(name="Bus 2", seats=9)
            db.add(bus)
            db.flush()
            made.people["bus"] = bus.id
        yield made


def changes(town: SmallTown) -> list[DraftChange]:
    """Return changes of every kind that can be done, and the same of what is not there."""
    lesson, slot, ride = town.lessons[0], town.slots[0], town.rides[0]
    begins, people = held(town, lesson).starts, town.people
    opens, closes = times_of_slot(town, slot)
    child, room, sources = people["child"], town.rooms["tiny"], OccupationSource
    carer, driver = people["Weiss"], people["Kern"]
    return [
        *(
            Rearrange((LessonMove(key, begins + 1440, begins + 1590, where, comes, goes),))
            for key in (lesson, NOBODY)
            for where in (town.rooms["B"], room, None)
            for comes, goes in ((None, None), (carer, people["Seidel"]))
        ),
        *(
            # With every reason a lesson, two and none; whether made up changes in turn.
            CancelLessons(keys, reason.value, make_up=bool((number + len(keys)) % 2))
            for number, reason in enumerate(CancelReason)
            for keys in ((lesson,), tuple(town.lessons[:2]), (NOBODY,))
        ),
        *(
            ChangeCarer(key, carer, gone)
            for key in (slot, NOBODY)
            for gone in (None, people["Roth"])
        ),
        ChangeCarer(slot, None, people["Roth"]),
        *(ChangeSlotRoom(key, where) for key in (slot, NOBODY) for where in (room, None, NOBODY)),
        *(
            ChangeSlotTimes(key, opens - far, closes + far)
            for key in (slot, NOBODY)
            for far in (5, -200)
        ),
        *(SplitSlot(key, room, carer, (child,)) for key in (slot, NOBODY)),
        SplitSlot(slot, town.rooms["side"], people["Roth"], ()),
        *(
            ChangeRide(key, vehicle, who)
            for key in (ride, NOBODY)
            for vehicle in (people["bus"], None)
            for who in (driver, None)
        ),
        *(Substitute(source.value, keys, gone, comes) for source in sources
          for keys, gone in (((lesson,), people["Seidel"]), ((slot,), people["Roth"]),
                             ((ride,), town.vehicle), ((NOBODY,), NOBODY))
          for comes in (carer, None)),
    ]  # fmt: skip


def board(db: Db, change: DraftChange, *, hidden: bool) -> DraftBoard:
    return draft_board(db, drafts.new(db, "Versuch", [change]), hidden=hidden)


def told(found: DraftBoard) -> Iterator[str]:
    """Yield all that the page of drafts says of one."""
    yield found.summary
    for step in found.steps:
        yield from step.lines
        yield from step.problem.splitlines()
    for name, text in found.people:
        yield from (name, text)
    for conflict in (*found.come, *found.gone):
        yield sentences.sentence(conflict)


def test_every_kind_of_change_is_tried(town: SmallTown) -> None:
    assert {type(change) for change in changes(town)} == set(get_args(DraftChange))


@pytest.mark.parametrize("hidden", [False, True])
@pytest.mark.parametrize("kind", get_args(DraftChange), ids=lambda kind: kind.__name__)
def test_a_drafted_change_says_no_word_of_the_inside(
    town: SmallTown, kind: type[DraftChange], *, hidden: bool
) -> None:
    done = failed = 0
    for change in changes(town):
        if not isinstance(change, kind):
            continue
        with town.workspace.rehearse() as db:
            found = board(db, change, hidden=hidden)
            texts = [text for text in told(found) if text]
        assert {text: faults(text) for text in texts if faults(text)} == {}, change
        assert not [text for text in texts if str(NOBODY) in text], change
        assert all(step.lines or step.problem for step in found.steps), change
        done += not any(step.problem for step in found.steps)
        failed += any(step.problem for step in found.steps)
    assert (done > 0, failed > 0) == (True, True)
