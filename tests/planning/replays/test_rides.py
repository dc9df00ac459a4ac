"""What is not undone or done again past another stop, another seat or another way."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.conflicts.conflicts import Subject
from kursplaner.domain.conflicts.replays import ActSince
from kursplaner.domain.kinds import ActKind, CancelReason
from kursplaner.domain.rides.rides import RideSeat
from kursplaner.planning.lessons import cancelling, changing
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.planning.people import person_form
from kursplaner.planning.replays import playing
from kursplaner.store.records import find
from kursplaner.store.workspace import Workspace
from tests.planning.cancelled_rides import LESSON, halt_gone, nothing_amiss, own_rides, restored
from tests.planning.riding_town import SECOND_WEEK, RidingTown, build_riding
from tests.planning.small_town import SmallTown


@pytest.fixture
def riding(town: SmallTown) -> RidingTown:
    return build_riding(town)


@pytest.fixture
def second(riding: RidingTown) -> Iterator[Workspace]:
    workspace = Workspace.open(riding.town.workspace.path, who="second")
    yield workspace
    workspace.close()


def moved_by(workspace: Workspace, riding: RidingTown, stop: str, day: date) -> None:
    mine, riding.town.workspace = riding.town.workspace, workspace
    try:
        riding.move(riding.stops[stop], day)
    finally:
        riding.town.workspace = mine


def refused(workspace: Workspace, play: Callable[[Workspace], object]) -> dict[str, object]:
    """Return the facts of the refusal; nothing was changed."""
    before = journal_of(workspace)
    with pytest.raises(Refused, match="changed_since") as found:
        play(workspace)
    assert journal_of(workspace) == before
    return found.value.facts


def of(facts: dict[str, object]) -> tuple[str, int]:
    """Return which record the refusal names."""
    record = facts["record"]
    assert isinstance(record, Subject)
    return record.noun, record.id


def journal_of(workspace: Workspace) -> list[object]:
    return [(act.id, act.undone) for act in workspace.history()]


@pytest.fixture
def cancelled(riding: RidingTown) -> RidingTown:
    """Return the town in which the lesson of that day is called off."""
    with riding.town.workspace.change(ActKind.LESSONS_CANCELLED) as db:
        cancelling.cancel(db, [riding.town.lessons[LESSON]], CancelReason.TOO_FEW)
    return riding


def test_a_cancellation_is_not_undone_past_another_stop(
    cancelled: RidingTown, second: Workspace
) -> None:
    riding = cancelled
    moved_by(second, riding, "near", SECOND_WEEK)
    facts = refused(riding.town.workspace, playing.undo)
    assert of(facts) == ("person", riding.mother)
    assert isinstance(facts["act"], ActSince)
    assert facts["act"].who == "second"
    restored(riding)
    assert nothing_amiss(riding)


def test_nor_past_a_child_that_grew(cancelled: RidingTown, second: Workspace) -> None:
    form = cancelled.form(cancelled.child)
    with second.change(ActKind.PERSON_CHANGED) as db:
        person_form.store(db, replace(form, height_cm=140), form)
    assert refused(cancelled.town.workspace, playing.undo)


def test_it_is_undone_past_what_has_to_do_with_nobodys_stop(
    cancelled: RidingTown, second: Workspace
) -> None:
    form = cancelled.form(cancelled.child)
    with second.change(ActKind.PERSON_CHANGED) as db:
        person_form.store(db, replace(form, note="Mag Züge"), form)
    assert playing.undo(cancelled.town.workspace)


def test_what_was_amiss_before_is_no_reason(riding: RidingTown, second: Workspace) -> None:
    """Seats that led elsewhere when the lesson was cancelled come back as they were."""
    with riding.town.workspace.fill() as db:
        for seat in find(db, RideSeat, ride_id=own_rides(riding)):
            seat.stop_id = riding.stops["beyond"]
    with riding.town.workspace.change(ActKind.LESSONS_CANCELLED) as db:
        cancelling.cancel(db, [riding.town.lessons[LESSON]], CancelReason.TOO_FEW)
    assert playing.undo(riding.town.workspace)


def test_another_stop_is_not_undone_past_a_lesson_that_came_back(
    cancelled: RidingTown, second: Workspace
) -> None:
    riding = cancelled
    moved_by(second, riding, "near", SECOND_WEEK)
    restored(riding)
    assert of(refused(second, playing.undo)) == ("lesson", riding.town.lessons[LESSON])
    assert nothing_amiss(riding)


def test_another_stop_is_not_done_again_past_a_lesson_moved_since(
    riding: RidingTown, second: Workspace
) -> None:
    """The lesson came from the week before, where the old stop held all along."""
    moved_by(second, riding, "near", SECOND_WEEK)
    playing.undo(second)
    to = minute_of(SECOND_WEEK + timedelta(days=1), 540)
    with riding.town.workspace.change(ActKind.LESSON_MOVED) as db:
        changing.apply(db, changing.propose(db, MoveWish(riding.town.lessons[0], to)))
    assert refused(second, playing.redo)


def test_a_seat_is_not_brought_back_where_the_ride_no_longer_halts(
    riding: RidingTown, second: Workspace
) -> None:
    with riding.town.workspace.change(ActKind.RIDE_CHANGED) as db:
        for seat in find(db, RideSeat, ride_id=own_rides(riding)[0]):
            seat.result = "cancelled_in_time"
    with second.change(ActKind.RIDE_CHANGED) as db:
        halt_gone(db, riding)
    assert of(refused(riding.town.workspace, playing.undo)) == ("ride", own_rides(riding)[0])
