"""Who may be erased, what is answered, and what stays restricted for a proof."""

from datetime import date

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.domain.courses import Course, Enrolment
from kursplaner.domain.funding import Grant
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.kinds.privacy import ErasureAnswer, RetentionRule
from kursplaner.domain.people import ContactRoute, Guardianship, Person, PersonAddress
from kursplaner.domain.rides.rides import Vehicle
from kursplaner.planning.privacy import erasing
from kursplaner.store.open_forms import keep_form, kept_forms
from kursplaner.store.queries.people.people import people_rows
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.small_town import TUESDAY, SmallTown, add_course, add_person, enrol_plainly


def erase(town: SmallTown, person: int) -> erasing.ErasurePlan:
    with town.workspace.read() as db:
        plan = erasing.propose(db, person)
    with town.workspace.change(ActKind.PERSON_ERASED, [("person", person)]) as db:
        erasing.apply(db, plan)
    return plan


def left(db: Db, town: SmallTown, name: str, grant: int | None = None) -> int:
    """Add somebody who has left a course; it may have a grant."""
    person, course = add_person(db, name), add_course(db, town, f"K-{name}")
    by_id(db, Course, course).grant_id = grant
    enrol_plainly(db, course, person, status="left", left_on=TUESDAY)
    db.add(ContactRoute(person_id=person, kind="phone", value=f"0176 {name}"))
    return person


def refusal(town: SmallTown, person: int) -> Refused:
    with town.workspace.read() as db, pytest.raises(Refused) as told:
        erasing.propose(db, person)
    return told.value


def test_who_is_enrolled_or_waits_is_ended_first(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        course = add_course(db, town, "K-1")
        for status in ("enrolled", "waiting", "asked", "left"):
            enrol_plainly(db, course, add_person(db, status), status=status)
        keys = {person.family_name: person.id for person in find(db, Person)}
    for status in ("enrolled", "waiting", "asked"):
        refused = refusal(town, keys[status])
        assert (refused.kind, refused.facts["count"]) == ("erase_still_enrolled", 1)
    with town.workspace.read() as db:
        assert erasing.propose(db, keys["left"]).until is None


def test_who_still_works_is_not_erased(town: SmallTown) -> None:
    assert refusal(town, town.people["Seidel"]).kind == "erase_still_works"


def test_the_only_guardian_stays_until_there_is_another(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        mother, child = add_person(db, "Mutter"), add_person(db, "Kind")
        father = add_person(db, "Vater")
        db.add(Guardianship(child_id=child, adult_id=mother))
    refused = refusal(town, mother)
    assert refused.kind == "erase_only_guardian"
    assert "Kind" in str(refused.facts["children"])
    with town.workspace.fill() as db:
        db.add(Guardianship(child_id=child, adult_id=father, may_not_collect=True))
    assert refusal(town, mother).kind == "erase_only_guardian"
    with town.workspace.fill() as db:
        find(db, Guardianship, adult_id=father)[0].may_not_collect = False
    with town.workspace.read() as db:
        assert erasing.propose(db, mother).until is None
    with town.workspace.fill() as db:
        find(db, Guardianship, adult_id=father)[0].may_not_collect = True
        by_id(db, Person, child).ended_on = TUESDAY
    with town.workspace.read() as db:
        assert erasing.propose(db, mother).until is None


def test_without_a_grant_all_goes_and_the_record_has_no_name(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        person = left(db, town, "Alt")
        by_id(db, Person, person).birth_date = date(1980, 5, 17)
        db.add(PersonAddress(person_id=person, valid_from=TUESDAY, street="Am Markt 3",
                             municipality="Adorf"))  # fmt: skip
        by_id(db, Vehicle, town.vehicle).usual_driver_id = person
    plan = erase(town, person)
    answers = {item.table: item.answer for item in plan.items}
    assert answers["contact_route"] is ErasureAnswer.ERASED
    assert answers["enrolment"] is ErasureAnswer.NAMELESS
    with town.workspace.read() as db:
        row, address = by_id(db, Person, person), find(db, PersonAddress, person_id=person)[0]
        assert (row.family_name, row.given_name, row.search_text) == ("–", "", "")
        assert (row.birth_date, row.birth_uncertain) == (date(1980, 5, 1), True)
        assert not row.processing_restricted
        assert row.ended_on is not None
        assert (address.street, address.municipality) == ("", "Adorf")
        assert address.valid_from != TUESDAY
        assert len(find(db, Enrolment, person_id=person)) == 1
        assert not find(db, ContactRoute, person_id=person)
        assert by_id(db, Vehicle, town.vehicle).usual_driver_id is None
    assert refusal(town, person).kind == "erased_already"


def test_a_hidden_address_goes_whole(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        person = left(db, town, "Alt")
        by_id(db, Person, person).address_restricted = True
        db.add(PersonAddress(person_id=person, valid_from=TUESDAY, municipality="Adorf"))
    erase(town, person)
    with town.workspace.read() as db:
        assert not find(db, PersonAddress, person_id=person)


def test_a_proof_keeps_the_name_restricted_and_out_of_search(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        grant = Grant(reference="Z-1", title="Z", first_day=date(2026, 1, 1), financing="share",
                      last_day=date(2026, 12, 31), proof_due_on=date(2027, 3, 31))  # fmt: skip
        db.add(grant)
        db.flush()
        person = left(db, town, "Gefördert", grant.id)
        by_id(db, Person, person).note = "Notiz"
    plan = erase(town, person)
    items = {item.table: item for item in plan.items}
    assert plan.until == date(2032, 3, 31)
    assert items["enrolment"].until == plan.until
    assert items["enrolment"].rule is RetentionRule.PROOF
    assert items["person"].answer is ErasureAnswer.RESTRICTED
    assert items["contact_route"].answer is ErasureAnswer.ERASED
    with town.workspace.read() as db:
        row = by_id(db, Person, person)
        assert (row.family_name, row.note, row.processing_restricted) == ("Gefördert", "", True)
        assert row.ended_on is not None
        assert not find(db, ContactRoute, person_id=person)
        assert not people_rows(db, "Gefördert", ended=True)
        again = erasing.propose(db, person)
    assert again.until == plan.until


def test_what_changed_since_is_shown_again(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        person = left(db, town, "Alt")
    with town.workspace.read() as db:
        plan = erasing.propose(db, person)
    with town.workspace.fill() as db:
        by_id(db, Person, person).note = "neu"
    with pytest.raises(Refused) as told, town.workspace.change(ActKind.PERSON_ERASED) as db:
        erasing.apply(db, plan)
    assert told.value.kind == "overtaken"


def test_forms_half_filled_in_that_name_her_go_with_her(town: SmallTown) -> None:
    who = town.workspace.who
    with town.workspace.change(ActKind.PERSON_ADDED) as db:
        person = left(db, town, "Zwetkowa")
    forms = {
        f'people.editor:PersonEditor {{"person_id":{person}}}': "{}",
        f'people.editor:PersonEditor {{"person_id":{person}0}}': "{}",
        "page today": '{"line":"Frau Zwetkowa anrufen"}',
        "page courses": '{"title":"Neuer Kurs"}',
    }
    with town.workspace.aside() as db:
        for form, content in forms.items():
            keep_form(db, who, form, content)
    plan = erase(town, person)
    assert ("open_form", 2) in {(item.table, item.count) for item in plan.items}
    with town.workspace.read() as db:
        left_over = {form.form for form in kept_forms(db, who)}
    assert left_over == {list(forms)[1], "page courses"}
