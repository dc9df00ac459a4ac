"""An interpreter goes along: to who comes in her place, and to the lesson made up."""

from datetime import date

from kursplaner.basics.spans import minute_of
from kursplaner.domain.courses import Lesson, LessonPerson
from kursplaner.domain.kinds import ActKind, CancelReason
from kursplaner.planning.interpreters import engaging
from kursplaner.planning.interpreters.engaging import InterpreterForm
from kursplaner.planning.interpreters.following import interpreted_alike
from kursplaner.planning.lessons import cancelling, changing
from kursplaner.planning.lessons.exchanging import ExchangeWish
from kursplaner.planning.lessons.staffing import staff
from kursplaner.store.queries.lessons.interpreters import interpreters_between, interpreters_of
from kursplaner.store.records import find
from tests.planning.small_town import SmallTown, add_lesson, add_person


def engaged(town: SmallTown, **more: object) -> int:
    form = InterpreterForm(town.lessons[0], "ar", **more)  # type: ignore[arg-type]
    with town.workspace.change(ActKind.INTERPRETER_CHANGED) as db:
        return engaging.apply(db, engaging.propose(db, form))


def kern_of(town: SmallTown) -> int:
    with town.workspace.fill() as db:
        return add_person(db, "Kern", "interpreter")


def test_who_comes_in_her_place_takes_over_what_was_agreed(town: SmallTown) -> None:
    kern = kern_of(town)
    key = engaged(town, person_id=kern, cost_cents=5000)
    wish = ExchangeWish((town.lessons[0],), kern, town.people["Vogel"])
    with town.workspace.rehearse() as db:
        plan = changing.propose(db, wish)
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        changing.apply(db, plan)
    with town.workspace.read() as db:
        form = engaging.form_of(db, key)
        roles = {
            row.person_id: row.role for row in find(db, LessonPerson, lesson_id=town.lessons[0])
        }
    assert (form.person_id, form.cost_cents) == (town.people["Vogel"], 5000)
    assert roles == {town.people["Seidel"]: "teacher", town.people["Vogel"]: "interpreter"}


def test_a_lesson_made_up_brings_its_interpreter_along(town: SmallTown) -> None:
    kern = kern_of(town)
    engaged(town, person_id=kern)
    engaged(town, agency="Pool", cost_cents=9000, note="Frau B.")
    with town.workspace.change(ActKind.LESSON_CANCELLED) as db:
        plan = cancelling.propose_cancel(db, [town.lessons[0]], CancelReason.SNOW, make_up=True)
        cancelling.apply(db, plan)
    with town.workspace.read() as db:
        (made_up,) = find(db, Lesson, makeup_for_id=town.lessons[0])
        rows = interpreters_between(db, made_up.starts, made_up.ends)
        found = {(row.lesson_id, row.person_id, row.agency, row.cost_cents) for row in rows}
        assert found == {(made_up.id, kern, "", None), (made_up.id, None, "Pool", 9000)}


def test_a_lesson_more_brings_no_agency_nobody_ordered(town: SmallTown) -> None:
    kern = kern_of(town)
    engaged(town, person_id=kern)
    engaged(town, agency="Pool")
    with town.workspace.fill() as db:
        other = add_lesson(db, town.course, minute_of(date(2027, 4, 1), 540), teachers=[kern])
        interpreted_alike(db, town.lessons[0], other, agencies=False)
        db.flush()
        assert [row.agency for row in interpreters_of(db, [other])] == [""]


def test_where_nobody_comes_the_engagement_ends_and_agencies_stay(town: SmallTown) -> None:
    kern = kern_of(town)
    engaged(town, person_id=kern)
    key = engaged(town, agency="Pool")
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        staff(db, {town.lessons[0]: [town.people["Seidel"]]})
    with town.workspace.read() as db:
        assert [row.id for row in interpreters_of(db, [town.lessons[0]])] == [key]
