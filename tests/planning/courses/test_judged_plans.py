"""A planned course is judged as it will be once it is stored, in the same words."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from kursplaner.basics.errors import HardConflict
from kursplaner.basics.spans import minute_of
from kursplaner.desk.wording.conflicts.sentences import sentence
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.courses import Course
from kursplaner.domain.kinds import ActKind, ConflictKind, Severity
from kursplaner.domain.people import Closure, NeverTogether, Profile
from kursplaner.domain.town import Setting
from kursplaner.planning.conflicts.by_lesson import open_ones
from kursplaner.planning.conflicts.finding import find_for
from kursplaner.planning.courses.new_course import apply, judge, propose
from kursplaner.planning.courses.plan import CoursePlan
from kursplaner.store.queries.lessons.lessons import lessons_of_course
from kursplaner.store.records import find as records
from kursplaner.store.workspace import Workspace
from tests.planning.wizard_town import WizardTown, build, draft, family
from tests.towns import passing

NOW = datetime(2027, 1, 4, 8, 0)
FIRST = date(2027, 2, 2)
Kind = ConflictKind
WHOLE = {"childcare": True, "shuttle": True}


def made(path: Path) -> WizardTown:
    return build(Workspace.create(path, town="Adorf", land="SN"))


@pytest.fixture
def town() -> Iterator[WizardTown]:
    with passing(made, NOW) as lent:
        yield lent


def planned(town: WizardTown, **changes: Any) -> CoursePlan:
    with town.workspace.rehearse() as db:
        return judge(db, propose(db, draft(**changes)))


def stored(town: WizardTown, plan: CoursePlan) -> list[Conflict]:
    """Return what the overview says of the course that came of a plan."""
    with town.workspace.change(ActKind.COURSE_ADDED) as db:
        key = apply(db, plan)
    with town.workspace.read() as db:
        return find_for(db, [row.id for row in lessons_of_course(db, key)])


def said(conflicts: Any) -> list[tuple[ConflictKind, Severity, str]]:
    return sorted((c.kind, c.severity, sentence(c)) for c in conflicts)


def _nothing(_town: WizardTown, _db: Any) -> None:
    """Leave the town as it is."""


def _few_hours(_town: WizardTown, db: Any) -> None:
    for profile in records(db, Profile):
        profile.weekly_minutes = 60


def _grave(_town: WizardTown, db: Any) -> None:
    db.add(Setting(key="conflicts.weekly_hours", value="off"))
    db.add(Setting(key="conflicts.paper", value="soft"))


@pytest.mark.parametrize("trouble", [_nothing, _few_hours, _grave])
@pytest.mark.parametrize("changes", [{}, WHOLE, {"shuttle": True, "capacity": 1}])
def test_the_plan_says_what_the_overview_will(
    town: WizardTown, trouble: Any, changes: dict[str, Any]
) -> None:
    with town.workspace.fill() as db:
        trouble(town, db)
    plan = planned(town, people=family(town), **changes)
    assert not plan.hard
    afterwards = stored(town, plan)
    unmet = [c for c in plan.conflicts if c not in afterwards and c.kind == Kind.COURSE_CAPACITY]
    told = [c for c in plan.conflicts if c not in unmet]
    assert said(told) == said(open_ones(afterwards))
    assert {0} >= {s.id for c in told for s in c.subjects if s.noun in ("lesson", "course")}


def test_nothing_is_kept_of_the_judgement(town: WizardTown) -> None:
    planned(town, people=family(town), **WHOLE)
    with town.workspace.read() as db:
        assert records(db, Course) == []


def test_what_is_taken_is_told_without_trying(town: WizardTown) -> None:
    stored(town, planned(town, teacher="Seidel"))
    plan = planned(town, number="A2-09", teacher="Seidel")
    assert {conflict.kind for conflict in plan.hard} == {Kind.TEACHER}


def apart(town: WizardTown) -> None:
    with town.workspace.fill() as db:
        pair = sorted((town["Mother"], town["Man"]))
        db.add(NeverTogether(first_id=pair[0], second_id=pair[1]))


def test_people_who_must_not_meet_stop_it_until_there_is_a_reason(town: WizardTown) -> None:
    apart(town)
    plan = planned(town, people=family(town))
    assert {conflict.kind for conflict in plan.hard} == {Kind.NEVER_TOGETHER}
    with pytest.raises(HardConflict):
        stored(town, plan)
    plan = planned(town, people=family(town), accept="beide wissen es")
    assert not plan.hard
    afterwards = stored(town, plan)
    met = [conflict for conflict in afterwards if conflict.kind is Kind.NEVER_TOGETHER]
    assert {conflict.facts["accepted"] for conflict in met} == {"beide wissen es"}
    assert not [conflict for conflict in open_ones(afterwards) if conflict.hard]


def test_a_closed_room_is_taken_on_with_a_reason_and_a_taken_one_never(town: WizardTown) -> None:
    with town.workspace.fill() as db:
        room = town["Schulungsraum"]
        span = {"starts": minute_of(FIRST), "ends": minute_of(FIRST, 1440)}
        db.add(Closure(resource_id=room, reason="repair", **span))
    closed = planned(town, room="Schulungsraum")
    assert {conflict.kind for conflict in closed.hard} == {Kind.CLOSURE}
    plan = planned(town, room="Schulungsraum", accept="Heizung geht")
    assert not plan.hard
    reasons = [c.facts.get("accepted") for c in stored(town, plan) if c.kind is Kind.CLOSURE]
    assert reasons == ["Heizung geht"]
    teacher = plan.lessons[0].teacher_id
    taken = planned(town, number="A2-09", teacher=teacher, accept="geht schon")
    assert {conflict.kind for conflict in taken.hard} == {Kind.TEACHER}
