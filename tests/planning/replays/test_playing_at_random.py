"""Whatever two people do in whatever order, nothing is fuller than was taken on with a reason."""

from dataclasses import dataclass
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kursplaner.basics.errors import KursplanerError
from kursplaner.basics.spans import day_of
from kursplaner.domain.conflicts.conflicts import hard_ones
from kursplaner.domain.courses import Course
from kursplaner.domain.kinds import ActKind, ConflictKind
from kursplaner.domain.rides.rides import Vehicle, VehicleSeat
from kursplaner.planning.conflicts.finding import find
from kursplaner.planning.conflicts.limits import heads
from kursplaner.store.queries.courses.enrolments import coming_lessons
from kursplaner.store.records import by_id
from kursplaner.store.records import find as records
from kursplaner.store.workspace import Workspace
from tests.planning.small_town import NOW, SmallTown, build
from tests.planning.two_desks import Desk, children, people, state
from tests.towns import passing

ADULTS, KIDS, COURSE_PLACES = 4, 7, 2
LIMITS = (ConflictKind.CHILDCARE_CAPACITY, ConflictKind.VEHICLE_CAPACITY, ConflictKind.CHILD_SEAT)
AGAIN = frozenset({"undo", "redo"})
ACTS = st.tuples(
    st.sampled_from(("first", "second")),
    st.sampled_from(("enrol", "leave", "admit", "over", "note", "undo", "undo", "redo", "redo")),
    st.integers(0, KIDS - 1),
)


@dataclass
class Full:
    """A course of few places with its childcare and bus, and the people that may come."""

    town: SmallTown
    adults: list[int]
    kids: list[int]

    @property
    def workspace(self) -> Workspace:
        """The open town."""
        return self.town.workspace


def full(path: Path) -> Full:
    """Make the town with its people and limits in a new file."""
    town = build(path, weeks=1)
    adults = people(town, *(f"Erwachsen{n}" for n in range(ADULTS)))
    kids = children(town, *(f"Kind{n}" for n in range(KIDS)))
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).capacity = COURSE_PLACES
        by_id(db, Vehicle, town.vehicle).seats = 6
        for seat in records(db, VehicleSeat, kind="child_seat"):
            seat.count = 2
    return Full(town, adults, kids)


def act(desk: Desk, what: str, who: int, made: Full) -> None:
    adult, kids = made.adults[who % ADULTS], made.kids
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
        counts = heads(db, [(lesson.id, town.course, day_of(lesson.starts)) for lesson in lessons])
        assert max(counts.values()) <= COURSE_PLACES


@settings(max_examples=5)
@given(st.lists(ACTS, min_size=6, max_size=18))
def test_nobody_passes_by_a_limit(acts: list[tuple[str, str, int]]) -> None:
    """After every step nothing is too full, and what was refused changed nothing."""
    with passing(full, NOW) as made:
        town = made.town
        desks = {who: Desk(town, who) for who in ("first", "second")}
        for who, what, whom in acts:
            before = state(town.workspace) if what in AGAIN else None
            try:
                act(desks[who], what, whom, made)
            except KursplanerError:
                assert before is None or state(town.workspace) == before
            nothing_too_full(town)
        for desk in desks.values():
            desk.workspace.close()


@settings(max_examples=5)
@given(st.lists(ACTS, min_size=4, max_size=14))
def test_alone_everything_can_be_taken_back_and_done_again(
    acts: list[tuple[str, str, int]],
) -> None:
    """What one did alone, places over the limit included, goes back and forth."""
    with passing(full, NOW) as made:
        town = made.town
        desk, found = Desk(town, "first"), state(town.workspace)
        for _, what, whom in acts:
            try:
                act(desk, what, whom, made)
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
