"""What is asked again when a course goes on, to the exact day and centimetre, and ticked off."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.desk.today.follow_ups import follow_up_lines
from kursplaner.domain.courses import Enrolment
from kursplaner.domain.kinds import ActKind, CredentialKind, EnrolmentStatus, MissingDetail
from kursplaner.domain.people import Consent, Credential, Person, PersonAddress
from kursplaner.domain.town import FollowUp
from kursplaner.planning.courses import asking_again, continuation
from kursplaner.planning.courses.plan import CoursePlan
from kursplaner.store.queries.courses.asked_again import AskedAgain, asked_again
from kursplaner.store.queries.people.follow_ups import open_follow_ups
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace
from tests.planning.wizard_town import WizardTown, add_course, build, draft, family
from tests.towns import passing

NOW = datetime(2027, 2, 1, 8, 0)
TODAY, FIRST, LAST = NOW.date(), date(2027, 5, 4), date(2027, 8, 26)
NEXT = FIRST + timedelta(days=1)
STOP, HEIGHT, CONSENT = MissingDetail.STOP, MissingDetail.HEIGHT, MissingDetail.CONSENT
PROOF = MissingDetail.CREDENTIAL


def carried_over(path: Path) -> WizardTown:
    """Make a town with a course that can go on, and the plan's dates."""
    town = build(Workspace.create(path, town="Adorf", land="SN"))
    children = {"childcare": True, "shuttle": True}
    town.ids["course"] = add_course(town, draft(people=family(town), **children))
    return town


@pytest.fixture
def town() -> Iterator[WizardTown]:
    with passing(carried_over, NOW) as made:
        yield made


def planned(db: Db, town: WizardTown, **changes: object) -> CoursePlan:
    wanted = continuation.draft_of_next(db, town["course"])
    return continuation.propose(db, replace(wanted, **changes))  # type: ignore[arg-type]


def asked(db: Db, town: WizardTown, name: str, **changes: object) -> tuple[MissingDetail, ...]:
    found = {q.person_id: q.details for q in planned(db, town, **changes).questions}
    return found.get(town[name], ())


def goes_on(town: WizardTown) -> int:
    with town.workspace.change(ActKind.COURSE_CONTINUED) as db:
        return continuation.apply(db, planned(db, town))


def listed(town: WizardTown, course_id: int) -> dict[int, AskedAgain]:
    with town.workspace.read() as db:
        return {row.person_id: row for row in asked_again(db, course_id, clock.today())}


def test_each_is_asked_what_may_have_changed(town: WizardTown) -> None:
    with town.workspace.read() as db:
        plan = planned(db, town)
        assert (plan.first_day, plan.last_day) == (FIRST, LAST)
        found = {question.person_id: question.details for question in plan.questions}
    assert found == {
        town["Mother"]: (STOP, CONSENT),
        town["Toddler"]: (HEIGHT, CONSENT),
        town["Schoolboy"]: (HEIGHT, CONSENT),
        town["Man"]: (STOP, CONSENT),
    }


def test_without_a_shuttle_nobody_rides_and_whoever_waits_is_asked_too(town: WizardTown) -> None:
    with town.workspace.read() as db:
        plan = planned(db, town, shuttle=False, capacity=1)
    assert [person.person_id for person in plan.waiting] == [town["Man"]]
    assert {question.details for question in plan.questions} == {(CONSENT,)}
    assert town["Man"] in {question.person_id for question in plan.questions}


@pytest.mark.parametrize(
    ("born", "height", "wanted"),
    [
        (FIRST.replace(year=FIRST.year - 12), None, (CONSENT,)),
        (FIRST.replace(year=FIRST.year - 12) + timedelta(days=1), None, (HEIGHT, CONSENT)),
        (date(2019, 6, 1), 149, (HEIGHT, CONSENT)),
        (date(2019, 6, 1), 150, (CONSENT,)),
        (None, None, (HEIGHT, CONSENT)),
    ],
)
def test_the_height_matters_under_twelve_years_and_150_cm(
    town: WizardTown, born: date | None, height: int | None, wanted: tuple[MissingDetail, ...]
) -> None:
    with town.workspace.rehearse() as db:
        boy = by_id(db, Person, town["Schoolboy"])
        boy.birth_date, boy.height_cm = born, height
        db.flush()
        assert asked(db, town, "Schoolboy") == wanted


@pytest.mark.parametrize(("days", "wanted"), [(-1, (PROOF,)), (0, ()), (1, ())])
def test_a_proof_that_holds_to_the_last_lesson_is_not_asked(
    town: WizardTown, days: int, wanted: tuple[MissingDetail, ...]
) -> None:
    with town.workspace.rehearse() as db:
        (row,) = find(
            db, Credential, resource_id=town["Vogel"], kind=CredentialKind.LICENCE_CHECK.value
        )
        row.valid_until = LAST + timedelta(days=days)
        teacher = Credential(resource_id=town["Seidel"], kind="first_aid", valid_until=LAST)
        db.add(teacher)
        db.flush()
        assert asked(db, town, "Vogel") == wanted
        assert asked(db, town, "Seidel") == ()


def test_a_follow_up_a_person_comes_up_a_week_before_and_goes_with_one_undo(
    town: WizardTown,
) -> None:
    course = goes_on(town)
    with town.workspace.read() as db:
        rows = find(db, FollowUp, course_id=course)
        assert [row.person_id for row in rows] == [
            town[name] for name in ("Mother", "Toddler", "Schoolboy", "Man")
        ]
        assert {row.day for row in rows} == {FIRST - timedelta(days=7)}
    town.workspace.undo()
    with town.workspace.read() as db:
        assert find(db, FollowUp) == []
    assert asking_again.day_to_ask(TODAY + timedelta(days=7)) == TODAY
    assert asking_again.day_to_ask(TODAY + timedelta(days=8)) == TODAY + timedelta(days=1)
    assert asking_again.day_to_ask(TODAY - timedelta(days=1)) == TODAY


def test_the_list_says_what_is_known_today(town: WizardTown) -> None:
    course = goes_on(town)
    known = listed(town, course)
    mother, boy = known[town["Mother"]], known[town["Schoolboy"]]
    assert (mother.stops, mother.consents) == (("Oelsnitz",), ())
    assert (boy.height_cm, boy.measured_on, boy.credentials) == (None, None, ())
    with town.workspace.change(ActKind.PERSON_CHANGED) as db:
        moved = PersonAddress(person_id=town["Mother"], valid_from=NEXT, stop_id=town["Bad Elster"])
        photo = Consent(person_id=town["Mother"], purpose="photo", given_on=TODAY)
        no = Consent(person_id=town["Mother"], purpose="news", given_on=TODAY, revoked_on=TODAY)
        by_id(db, Person, town["Schoolboy"]).height_cm = 131
        db.add_all([moved, photo, no])
    known = listed(town, course)
    assert (known[town["Mother"]].stops, known[town["Mother"]].consents) == (
        ("Oelsnitz",),
        ("photo",),
    )
    assert known[town["Schoolboy"]].height_cm == 131
    with clock.pinned(datetime.combine(NEXT, NOW.time())):
        assert listed(town, course)[town["Mother"]].stops == ("Bad Elster",)


def test_people_are_ticked_off_together_and_ticks_taken_back(town: WizardTown) -> None:
    course = goes_on(town)
    some = (town["Mother"], town["Man"])
    with town.workspace.change(ActKind.FOLLOW_UP_DONE) as db:
        assert asking_again.tick(db, course, some) == 2
        assert asking_again.tick(db, course, some) == 0
    assert {key for key, row in listed(town, course).items() if row.done_on == TODAY} == {*some}
    with town.workspace.change(ActKind.FOLLOW_UP_DONE) as db:
        assert asking_again.tick(db, course, some[:1], asked=False) == 1
    assert {key for key, row in listed(town, course).items() if row.done_on} == {town["Man"]}
    with (
        pytest.raises(Refused, match="not_to_ask"),
        town.workspace.change(ActKind.FOLLOW_UP_DONE) as db,
    ):
        asking_again.tick(db, course, (town["Mother"], town["Kern"]))
    assert listed(town, course)[town["Mother"]].done_on is None


@pytest.mark.parametrize(("days", "asked_still"), [(-1, False), (0, False), (1, True)])
def test_who_has_left_is_not_asked_any_more(
    town: WizardTown,
    days: int,
    asked_still: bool,  # noqa: FBT001
) -> None:
    course = goes_on(town)
    due = FIRST - timedelta(days=7)
    with town.workspace.fill() as db:
        (stay,) = find(db, Enrolment, course_id=course, person_id=town["Mother"])
        stay.status, stay.left_on = EnrolmentStatus.LEFT.value, NEXT + days * timedelta(days=1)
        stay.joined_on = None
    family = {town["Mother"], town["Toddler"], town["Schoolboy"]}
    with clock.pinned(datetime(NEXT.year, NEXT.month, NEXT.day, 8, 0)):
        assert (set(listed(town, course)) >= family) == asked_still
        assert set(listed(town, course)) - family == {town["Man"]}
        with town.workspace.read() as db:
            open_ = {row.person_id for row in open_follow_ups(db, due)}
        assert open_ == (family if asked_still else set()) | {town["Man"]}


def test_a_tick_stays_after_leaving_and_another_line_about_her_is_still_told(
    town: WizardTown,
) -> None:
    course = goes_on(town)
    with town.workspace.fill() as db:
        asking_again.tick(db, course, [town["Mother"]])
        (stay,) = find(db, Enrolment, course_id=course, person_id=town["Mother"])
        stay.status = EnrolmentStatus.REFUSED.value
        line = {"day": TODAY, "person_id": town["Mother"]}
        db.add(FollowUp(line="Zeugnis liegt bereit", course_id=course, **line))
        db.add(FollowUp(line="again:stop", **line))
    assert set(listed(town, course)) == {town["Mother"], town["Man"]}
    with town.workspace.read() as db:
        lines = [row.line for row in open_follow_ups(db, TODAY)]
    assert lines == ["Zeugnis liegt bereit", "again:stop"]


@pytest.mark.parametrize(("days", "count"), [(-1, 1), (0, 0)])
def test_papers_of_a_vehicle_that_end_before_the_course_are_asked(
    town: WizardTown, days: int, count: int
) -> None:
    with town.workspace.fill() as db:
        until = LAST + timedelta(days=days)
        for key in (town["Bus"], town["Auto"]):
            db.add(Credential(resource_id=key, kind="inspection", valid_until=until))
    goes_on(town)
    with town.workspace.read() as db:
        lines = [row for row in follow_up_lines(db, LAST) if row.course_id is None]
    assert [line.text for line in lines] == [
        "Bus: Nachweise enden vor dem letzten Termin von A2-04"
    ] * count
    assert {line.day for line in lines} <= {FIRST - timedelta(days=7)}
