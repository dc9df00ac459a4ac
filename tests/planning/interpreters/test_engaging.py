"""An interpreter is engaged, keeps busy, changes with the lesson, and goes again."""

import pytest

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import moment_of
from kursplaner.domain.courses import Lesson, LessonInterpreter
from kursplaner.domain.kinds import ActKind, CancelReason, ConflictKind
from kursplaner.planning.attendance import presence
from kursplaner.planning.interpreters import engaging
from kursplaner.planning.interpreters.engaging import InterpreterForm
from kursplaner.planning.lessons import cancelling
from kursplaner.store.queries.lessons.interpreters import interpreters_of
from kursplaner.store.queries.lessons.lessons import lessons_by_id
from kursplaner.store.records import by_id, find
from tests.planning.small_town import SmallTown, add_person
from tests.planning.stored_lessons import occupied


@pytest.fixture
def kern(town: SmallTown) -> int:
    with town.workspace.fill() as db:
        return add_person(db, "Kern", "interpreter")


def engaged(town: SmallTown, **more: object) -> int:
    form = InterpreterForm(town.lessons[0], "ar", **more)  # type: ignore[arg-type]
    with town.workspace.change(ActKind.INTERPRETER_CHANGED) as db:
        return engaging.apply(db, engaging.propose(db, form))


def refused(town: SmallTown, **more: object) -> str:
    form = InterpreterForm(**{"lesson_id": town.lessons[0], "language": "ar", **more})  # type: ignore[arg-type]
    with town.workspace.read() as db, pytest.raises(Refused) as told:
        engaging.propose(db, form)
    return told.value.kind


def busy(town: SmallTown) -> set[int]:
    return {resource for resource, _, _ in occupied(town, "lesson", town.lessons[0])}


def test_a_person_is_busy_and_free_again_and_undo_brings_her_back(
    town: SmallTown, kern: int
) -> None:
    key = engaged(town, person_id=kern, cost_cents=9000, note=" erster Abend ")
    assert kern in busy(town)
    with town.workspace.read() as db:
        (row,) = interpreters_of(db, [town.lessons[0]])
        (lesson,) = lessons_by_id(db, [town.lessons[0]])
        assert (row.person, row.minutes, row.cost_cents, row.note) == (
            *("Kern, Ker", 150, 9000, "erster Abend"),
        )
        assert [person.id for person in lesson.interpreters] == [kern]
        assert kern not in {person.id for person in lesson.teachers}
        minute = by_id(db, Lesson, town.lessons[0]).starts + 1
        here = presence.presence(db, moment_of(minute).date(), [lesson], minute)
        assert kern in {found.person_id for found in here.people}
    with town.workspace.change(ActKind.INTERPRETER_CHANGED) as db:
        engaging.remove(db, key)
    assert kern not in busy(town)
    town.workspace.undo()
    assert kern in busy(town)
    with town.workspace.read() as db:
        assert [row.id for row in interpreters_of(db, [town.lessons[0]])] == [key]


def test_an_agency_keeps_nobody_busy_and_both_can_be_corrected(town: SmallTown, kern: int) -> None:
    before = busy(town)
    key = engaged(town, agency=" Pool ", minutes=90)
    assert busy(town) == before
    with town.workspace.read() as db:
        form = engaging.form_of(db, key)
    assert (form.agency, form.minutes, form.cost_cents) == ("Pool", 90, None)
    changed = InterpreterForm(form.lesson_id, "fa", kern, "Pool", 60, 0, "", form.id, form.version)
    with town.workspace.change(ActKind.INTERPRETER_CHANGED) as db:
        engaging.apply(db, engaging.propose(db, changed))
    assert busy(town) == {*before, kern}
    with town.workspace.read() as db:
        assert engaging.form_of(db, key).agency == ""
    with (
        pytest.raises(Refused, match="overtaken"),
        town.workspace.change(ActKind.INTERPRETER_CHANGED) as db,
    ):
        engaging.apply(db, engaging.propose(db, changed))


def test_somebody_who_is_needed_elsewhere_is_named(town: SmallTown) -> None:
    carer = town.people["Roth"]
    form = InterpreterForm(town.lessons[0], "cs", carer)
    with town.workspace.read() as db:
        plan = engaging.propose(db, form)
    (conflict,) = plan.conflicts
    assert conflict.kind is ConflictKind.TEACHER
    assert "Rot Roth" in {subject.label for subject in conflict.subjects}
    with (
        pytest.raises(HardConflict),
        town.workspace.change(ActKind.INTERPRETER_CHANGED) as db,
    ):
        engaging.apply(db, plan)
    with town.workspace.read() as db:
        assert find(db, LessonInterpreter) == []


def test_what_cannot_be_is_refused(town: SmallTown, kern: int) -> None:
    assert refused(town) == "interpreter_missing"
    assert refused(town, agency="  ") == "interpreter_missing"
    assert refused(town, language=" ", agency="Pool") == "language_missing"
    assert refused(town, agency="Pool", minutes=-1) == "hours_of_day"
    assert refused(town, agency="Pool", minutes=engaging.LONGEST_MINUTES + 1) == "hours_of_day"
    assert refused(town, agency="Pool", cost_cents=-1) == "cost_negative"
    assert refused(town, person_id=town.people["Seidel"]) == "works_here_already"
    engaged(town, person_id=kern)
    assert refused(town, person_id=kern) == "works_here_already"
    with town.workspace.change(ActKind.LESSON_CANCELLED) as db:
        plan = cancelling.propose_cancel(db, [town.lessons[0]], CancelReason.SNOW)
        cancelling.apply(db, plan)
    assert refused(town, agency="Pool") == "lesson_cancelled"
