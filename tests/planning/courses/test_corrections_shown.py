"""Whatever is corrected: the preview is the difference afterwards, and one undo takes it back."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kursplaner.domain.courses import Course
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.courses import correcting
from kursplaner.planning.courses.correcting import Correction
from kursplaner.planning.enrolments import enrolling
from kursplaner.planning.enrolments.wishes import EnrolDraft
from kursplaner.store.journal.rehearsal import RowChange, changed_rows
from kursplaner.store.records import by_id
from tests.planning.corrections import proposed, wish
from tests.planning.small_town import NOW, TUESDAY, SmallTown, add_person, build
from tests.planning.two_courses import build_two, enrol, state
from tests.towns import copied

WISHES = st.fixed_dictionaries(
    {},
    optional={
        "capacity": st.integers(1, 6),
        "title": st.sampled_from(["Kurs K1", "Neu"]),
        "unit_minutes": st.sampled_from([45, 60]),
        "women_only": st.booleans(),
        "childcare": st.booleans(),
        "shuttle": st.booleans(),
        "room_id": st.sampled_from(["A", "B"]),
        "teacher_id": st.sampled_from(["Seidel", "Vogel"]),
        "day": st.sampled_from([TUESDAY + timedelta(days=7 * week) for week in range(3)]),
        "skip": st.sets(st.integers(0, 1)),
    },
)


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[SmallTown, list[int]]]:
    """Return a town with two families in its course and two that wait."""
    path: Path = tmp_path_factory.mktemp("busy") / "klein.kursplan"
    with copied(build, path, NOW) as town:
        two = build_two(town)
        enrol(two, town.course, "Anna", child=True, rides=True)
        enrol(two, town.course, "Berta", rides=True)
        waiting = []
        with town.workspace.fill() as db:
            by_id(db, Course, town.course).capacity = 2
            db.flush()
            for name in ("Cora", "Dora"):
                draft = EnrolDraft(town.course, add_person(db, name))
                waiting.append(enrolling.enlist(db, enrolling.propose_enrol(db, draft)))
        yield town, waiting


def rows(changes: list[RowChange]) -> dict[tuple[str, int], Any]:
    found = {}
    for change in changes:
        after = {k: v for k, v in (change.after or {}).items() if k != "version"}
        if change.table != "accepted_conflict":
            found[change.table, change.id] = (change.before is None, change.after is None, after)
    return found


def done(town: SmallTown, plan: Correction) -> dict[tuple[str, int], Any]:
    """Correct in one act and return what it changed."""

    with town.workspace.change(ActKind.COURSE_CHANGED) as db:
        correcting.apply(db, plan)
        return rows(changed_rows(db))


@given(wanted=WISHES)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_preview_is_the_difference_afterwards(
    busy: tuple[SmallTown, list[int]], wanted: dict[str, Any]
) -> None:
    town, waiting = busy
    asked = dict(wanted)
    skip = frozenset(waiting[at] for at in asked.pop("skip", ()))
    for key, known in (("room_id", town.rooms), ("teacher_id", town.people)):
        if key in asked:
            asked[key] = known[asked[key]]
    reason: dict[str, Any] = {
        "accept": "abgesprochen",
        "why_passed_over": "später",
        "passed_over": skip,
    }
    with town.workspace.read() as db:
        before = state(db)
    plan = proposed(town, wish(town, **asked, **reason))
    with town.workspace.read() as db:
        assert state(db) == before
    if plan.hard or plan.empty:
        assert plan.hard or not plan.fields
        return
    assert done(town, plan) == rows(list(plan.rows))
    with town.workspace.read() as db:
        after = state(db)
        assert after != before
    town.workspace.undo()
    with town.workspace.read() as db:
        assert state(db) == before
    town.workspace.redo()
    with town.workspace.read() as db:
        assert state(db) == after
    town.workspace.undo()
