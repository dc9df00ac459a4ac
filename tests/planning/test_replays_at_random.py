"""Whatever two people do in whatever order, nothing is fuller than was taken on with a reason."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kursplaner.basics import clock
from kursplaner.basics.errors import KursplanerError
from kursplaner.basics.spans import day_of
from kursplaner.domain.conflicts import hard_ones
from kursplaner.domain.courses import Course
from kursplaner.domain.kinds import ActKind, ConflictKind
from kursplaner.domain.rides import Vehicle, VehicleSeat
from kursplaner.planning.conflicts import find
from kursplaner.planning.limits import heads
from kursplaner.store.queries.enrolments import coming_lessons
from kursplaner.store.records import find as records
from kursplaner.store.records import one
from kursplaner.store.workspace import Workspace
from tests.planning.small_town import NOW, SmallTown, build
from tests.planning.two_desks import Desk, children, people, state

ADULTS, KIDS, COURSE_PLACES = 4, 7, 2
LIMITS = (ConflictKind.CHILDCARE_CAPACITY, ConflictKind.VEHICLE_CAPACITY, ConflictKind.CHILD_SEAT)
Made = tuple[SmallTown, list[int], list[int]]
AGAIN = frozenset({"undo", "redo"})
ACTS = st.tuples(
    st.sampled_from(("first", "second")),
    st.sampled_from(("enrol", "leave", "admit", "over", "note", "undo", "undo", "redo", "redo")),
    st.integers(0, KIDS - 1),
)


@pytest.fixture(scope="module")
def small(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[SmallTown, list[int], list[int]]]:
    with clock.pinned(NOW):
        town = build(tmp_path_factory.mktemp("klein") / "klein.kursplan", weeks=1)
        adults = people(town, *(f"Erwachsen{n}" for n in range(ADULTS)))
        kids = children(town, *(f"Kind{n}" for n in range(KIDS)))
        with town.workspace.fill() as db:
            one(db, Course, town.course).capacity = COURSE_PLACES
            one(db, Vehicle, town.vehicle).seats = 6
            for seat in records(db, VehicleSeat, kind="child_seat"):
                seat.count = 2
        town.workspace.close()
        yield town, adults, kids


@contextmanager
def fresh(town: SmallTown) -> Iterator[SmallTown]:
    """Return a copy of the town, with the clock on its day."""
    with TemporaryDirectory() as folder, clock.pinned(NOW):
        path = Path(folder) / "klein.kursplan"
        shutil.copy(town.workspace.path, path)
        workspace = Workspace.open(path, who="Test")
        yield SmallTown(**{**vars(town), "workspace": workspace})
        workspace.close()


def act(desk: Desk, what: str, who: int, adults: list[int], kids: list[int]) -> None:
    adult = adults[who % ADULTS]
    match what:
        case "enrol":
            family = [kids[who]] if who % 3 else []
            desk.enrol(adult, family, rides=who % 2 == 0)
        case "leave":
            desk.leave(adult)
        case "admit":
            desk.admit(kids[who])
        case "over":
            desk.admit(kids[who], reason="Notfall")
        case "note":
            desk.set(ActKind.COURSE_CHANGED, Course, desk.town.course, note=f"x{who}")
        case "undo":
            desk.undo()
        case "redo":
            desk.redo()


def nothing_too_full(town: SmallTown) -> None:
    with town.workspace.read() as db:
        assert hard_ones(find(db, kinds=LIMITS)) == ()
        lessons = coming_lessons(db, town.course, 0)
        counts = heads(db, [(one.id, town.course, day_of(one.starts)) for one in lessons])
        assert max(counts.values()) <= COURSE_PLACES


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ACTS, min_size=6, max_size=18))
def test_nobody_passes_by_a_limit(small: Made, acts: list[tuple[str, str, int]]) -> None:
    """After every step nothing is too full, and what was refused changed nothing."""
    made, adults, kids = small
    with fresh(made) as town:
        desks = {who: Desk(town, who) for who in ("first", "second")}
        for who, what, whom in acts:
            before = state(town.workspace) if what in AGAIN else None
            try:
                act(desks[who], what, whom, adults, kids)
            except KursplanerError:
                assert before is None or state(town.workspace) == before
            nothing_too_full(town)
        for desk in desks.values():
            desk.workspace.close()


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ACTS, min_size=4, max_size=14))
def test_alone_everything_can_be_taken_back_and_done_again(
    small: Made, acts: list[tuple[str, str, int]]
) -> None:
    """What one did alone, places over the limit included, goes back and forth."""
    made, adults, kids = small
    with fresh(made) as town:
        desk, found = Desk(town, "first"), state(town.workspace)
        for _, what, whom in acts:
            try:
                act(desk, what, whom, adults, kids)
            except KursplanerError:
                assert what not in AGAIN
        while desk.redo():
            pass
        there = state(town.workspace)
        while desk.undo():
            pass
        gone = state(town.workspace)
        assert {**gone, "act": []} == {**found, "act": []}
        while desk.redo():
            pass
        assert state(town.workspace) == there
        desk.workspace.close()
