"""Who was put down by mistake is deleted; who has a history ends, and can come back."""

from collections.abc import Callable

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.base import Base
from kursplaner.domain.courses import Enrolment
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.people import (
    AuthorisedCollector,
    Availability,
    Closure,
    Consent,
    ContactLog,
    ContactRoute,
    Credential,
    EmergencyContact,
    Guardianship,
    HealthNote,
    LevelResult,
    NeverTogether,
    OtherName,
    Person,
    PersonAddress,
    Profile,
)
from kursplaner.domain.rides.rides import RideSeat
from kursplaner.domain.town import FollowUp
from kursplaner.planning.people import ending
from kursplaner.planning.replays import playing
from kursplaner.store.records import by_id, find
from tests.planning.family_town import Family
from tests.planning.small_town import (
    NOW,
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_person,
    enrol_plainly,
)
from tests.store.test_workspace import state


def test_a_person_without_history_goes_with_what_is_said_of_her(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        child, mother = add_person(db, "Kind"), add_person(db, "Mutter")
        db.add(Guardianship(child_id=child, adult_id=mother))
        db.add(AuthorisedCollector(child_id=child, name="Oma"))
        db.add(ContactRoute(person_id=child, kind="phone", value="0176 1"))
        db.add(AuthorisedCollector(child_id=child, adult_id=mother, name="Mutter"))
    before = state(town.workspace)
    with town.workspace.rehearse() as db:
        plan = ending.propose_delete(db, child)
        assert not ending.has_history(db, child)
        assert ending.has_history(db, mother)  # somebody else's list names her
    assert plan.lines == {"guardianship": 1, "authorised_collector": 2, "contact_route": 1}
    with town.workspace.change(ActKind.PERSON_DELETED) as db:
        ending.apply_delete(db, plan)
    with town.workspace.read() as db:
        assert db.get(Person, child) is None
        assert not find(db, Guardianship)
    playing.undo(town.workspace)
    assert state(town.workspace) == before


def test_who_has_a_history_is_not_deleted_but_ends(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        family = Family(db, town)
        waiting = Enrolment(course_id=town.course, person_id=family.child, status="waiting")
        db.add(waiting)
        db.flush()
        waits = waiting.id
    with pytest.raises(Refused) as told, town.workspace.rehearse() as db:
        ending.propose_delete(db, family.mother)
    assert told.value.kind == "person_has_history"
    before = state(town.workspace)
    with town.workspace.rehearse() as db:
        plan = ending.propose_end(db, family.mother)
        assert ending.propose_end(db, family.child).waiting == (town.course,)
    assert list(plan.leaves) == [town.course]
    assert len(plan.leaves[town.course].seat_ids) == 2 * len(town.rides)
    assert state(town.workspace) == before
    with town.workspace.change(ActKind.PERSON_ENDED) as db:
        ending.apply_end(db, plan)
    with town.workspace.read() as db:
        assert by_id(db, Person, family.mother).ended_on == NOW.date()
        assert by_id(db, Enrolment, family.enrolment).status == "left"
        assert not find(db, RideSeat, enrolment_id=family.enrolment)
        assert by_id(db, Enrolment, waits).status == "waiting"
    with pytest.raises(Refused) as told, town.workspace.change(ActKind.PERSON_ENDED) as db:
        ending.apply_end(db, plan)
    assert told.value.kind == "person_ended"
    playing.undo(town.workspace)
    assert state(town.workspace) == before


def test_who_still_works_is_needed_and_an_end_is_taken_back(town: SmallTown) -> None:
    with pytest.raises(Refused) as told, town.workspace.rehearse() as db:
        ending.propose_end(db, town.people["Seidel"])
    assert (told.value.kind, told.value.facts["count"]) == (
        "person_still_works",
        len(town.lessons),
    )
    vogel = town.people["Vogel"]
    with town.workspace.rehearse() as db:
        plan = ending.propose_end(db, vogel)
    with town.workspace.change(ActKind.PERSON_CHANGED) as db:
        by_id(db, Person, vogel).note = "ruft an"
    with pytest.raises(Refused) as told, town.workspace.change(ActKind.PERSON_ENDED) as db:
        ending.apply_end(db, plan)
    assert told.value.kind == "overtaken"
    with town.workspace.change(ActKind.PERSON_CHANGED) as db:
        with pytest.raises(Refused) as told:
            ending.reopen(db, vogel)
        assert told.value.kind == "person_not_ended"
        by_id(db, Person, vogel).ended_on = NOW.date()
        ending.reopen(db, vogel)
        assert by_id(db, Person, vogel).ended_on is None


@pytest.mark.parametrize(
    ("row", "history"),
    [
        (lambda key, _: OtherName(person_id=key, family_name="Alt"), False),
        (lambda key, _: PersonAddress(person_id=key, valid_from=TUESDAY), False),
        (lambda key, _: EmergencyContact(person_id=key, name="Oma", phone="1"), False),
        (lambda key, _: HealthNote(person_id=key), False),
        (lambda key, _: Consent(person_id=key, purpose="data", given_on=TUESDAY), False),
        (lambda key, _: LevelResult(person_id=key, day=TUESDAY, skill="x", level="A1"), False),
        (lambda key, _: Profile(person_id=key, role="carer"), False),
        (lambda key, _: Credential(resource_id=key, kind="first_aid"), False),
        (
            lambda key, _: Availability(resource_id=key, kind="free", weekday=0, starts=1, ends=2),
            False,
        ),
        (lambda key, _: FollowUp(person_id=key, day=TUESDAY, line="Anruf"), False),
        (lambda key, other: Guardianship(child_id=other, adult_id=key), False),
        (
            lambda key, other: NeverTogether(first_id=min(key, other), second_id=max(key, other)),
            False,
        ),
        (lambda key, other: AuthorisedCollector(child_id=key, adult_id=other, name="x"), False),
        (lambda key, other: AuthorisedCollector(child_id=other, adult_id=key, name="x"), True),
        (lambda key, _: ContactLog(person_id=key, at=1, route="x", result="reached"), True),
        (lambda key, _: Closure(resource_id=key, starts=1, ends=2, reason="ill"), True),
    ],
)
def test_what_is_said_of_somebody_is_no_history(
    town: SmallTown,
    row: Callable[[int, int], Base],
    history: bool,  # noqa: FBT001
) -> None:
    with town.workspace.rehearse() as db:
        key, other = add_person(db, "Neu"), add_person(db, "Andere")
        db.add(row(key, other))
        db.flush()
        assert ending.has_history(db, key) is history
        if history:
            with pytest.raises(Refused, match="person_has_history") as told:
                ending.propose_delete(db, key)
            assert told.value.facts == {"name": "Neu, Neu", "id": key}
        else:
            plan = ending.propose_delete(db, key)
            assert list(plan.lines.values()) == [1]
            assert db.get(Person, key) is not None


def test_what_is_over_needs_nobody_any_more(town: SmallTown) -> None:
    now = minute_of(NOW.date(), 8 * 60)
    with town.workspace.rehearse() as db:
        person = add_person(db, "Neu", "teacher")
        add_lesson(db, town.course, now - 60, teachers=[person], minutes=59)
        add_lesson(db, town.course, now - 1, teachers=[person], minutes=1)
        assert ending.propose_end(db, person).leaves == {}
        pupil = add_person(db, "Dina")
        enrolment = enrol_plainly(db, town.course, pupil)
        add_lesson(db, town.course, now, teachers=[person], minutes=1)
        db.add(AttendanceMark(enrolment_id=enrolment, lesson_id=town.lessons[0], mark="P"))
        db.flush()
        with pytest.raises(Refused, match="person_still_works") as told:
            ending.propose_end(db, person)
        assert told.value.facts == {"name": "Neu, Neu", "day": NOW.date(), "count": 1}
        assert list(ending.propose_end(db, pupil).leaves) == [town.course]


def test_who_ends_leaves_every_list(town: SmallTown) -> None:
    with town.workspace.rehearse() as db:
        person = add_person(db, "Dina")
        waits = {}
        for number, status in (("K2", "waiting"), ("K3", "asked"), ("K4", "refused")):
            course = add_course(db, town, number)
            row = Enrolment(course_id=course, person_id=person, status=status)
            db.add(row)
            db.flush()
            waits[course] = row
        plan = ending.propose_end(db, person)
        assert (plan.leaves, plan.waiting, plan.name) == ({}, tuple(waits)[:2], "Dina, Din")
        assert [row.status for row in waits.values()] == ["waiting", "asked", "refused"]
        ending.apply_end(db, plan)
        told = [(row.status, row.reason) for row in waits.values()]
        assert told == [("refused", "other")] * 2 + [("refused", None)]


def test_a_change_since_the_preview_stops_deleting(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        person = add_person(db, "Neu")
    with town.workspace.rehearse() as db:
        plan = ending.propose_delete(db, person)
    with town.workspace.fill() as db:
        by_id(db, Person, person).note = "ruft an"
    with pytest.raises(Refused, match="overtaken") as told, town.workspace.rehearse() as db:
        ending.apply_delete(db, plan)
    assert told.value.facts == {"noun": "person", "id": person}
