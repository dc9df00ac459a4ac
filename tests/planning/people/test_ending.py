"""Who was put down by mistake is deleted; who has a history ends, and can come back."""

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.domain.courses import Enrolment
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.people import AuthorisedCollector, ContactRoute, Guardianship, Person
from kursplaner.domain.rides.rides import RideSeat
from kursplaner.planning.people import ending
from kursplaner.planning.replays import playing
from kursplaner.store.records import by_id, find
from tests.planning.family_town import Family
from tests.planning.small_town import NOW, SmallTown, add_person
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
