from dataclasses import replace
from datetime import date

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.people import Consent, PersonAddress, Profile
from kursplaner.planning.people import person_form
from kursplaner.planning.people.addresses import AddressLine
from kursplaner.planning.people.person_form import (
    BondLine,
    CredentialLine,
    HealthLine,
    PersonForm,
    RoleLine,
    RouteLine,
)
from kursplaner.store.records import find
from kursplaner.store.workspace import Workspace

FULL = PersonForm(
    " Haddad ",
    "Rima",
    own_script_name="ريما حداد",
    birth_date=date(1989, 5, 5),
    address=AddressLine(date(2027, 1, 1), "Feldweg 1", "08606", "Oelsnitz"),
    routes=(
        RouteLine("phone", "0171 1"),
        RouteLine("neighbour", " "),
        RouteLine("email", "r@x.de"),
    ),
    credentials=(CredentialLine("first_aid", None, date(2028, 1, 1)),),
    roles=(RoleLine("carer", 900),),
    consents=frozenset({"photo"}),
    health=HealthLine(allergies="Nuss"),
)


def stored(workspace: Workspace, form: PersonForm, before: PersonForm | None = None) -> int:
    with workspace.change(ActKind.PERSON_CHANGED) as db:
        return person_form.store(db, form, before)


def loaded(workspace: Workspace, key: int) -> PersonForm:
    with workspace.read() as db:
        return person_form.load(db, key)


def test_what_is_stored_is_loaded(workspace: Workspace) -> None:
    found = loaded(workspace, stored(workspace, FULL))
    assert found.family_name == "Haddad"
    assert [route.value for route in found.routes] == ["0171 1", "r@x.de"]
    same = replace(FULL, id=found.id, version=found.version, family_name="Haddad")
    assert found == replace(same, routes=found.routes)


def test_a_new_address_leaves_the_old_one(workspace: Workspace) -> None:
    before = loaded(workspace, stored(workspace, FULL))
    moved = replace(before, address=AddressLine(date(2027, 3, 1), municipality="Plauen"))
    key = stored(workspace, moved, before)
    with workspace.read() as db:
        places = [address.municipality for address in find(db, PersonAddress, person_id=key)]
    assert places == ["Oelsnitz", "Plauen"]
    assert loaded(workspace, key).address == moved.address


def test_roles_end_and_consents_are_revoked_but_stay(workspace: Workspace) -> None:
    before = loaded(workspace, stored(workspace, FULL))
    key = stored(workspace, replace(before, roles=(), consents=frozenset({"news"})), before)
    with workspace.read() as db:
        assert find(db, Profile, person_id=key)[0].ended_on is not None
        consents = {
            consent.purpose: consent.revoked_on for consent in find(db, Consent, person_id=key)
        }
    assert consents["photo"] is not None
    assert consents["news"] is None
    again = loaded(workspace, key)
    stored(workspace, replace(again, roles=(RoleLine("carer", 600),)), again)
    assert loaded(workspace, key).roles == (RoleLine("carer", 600),)


def test_a_single_name_stands_as_family_name(workspace: Workspace) -> None:
    key = stored(workspace, PersonForm("", "Suleiman"))
    assert (loaded(workspace, key).family_name, loaded(workspace, key).given_name) == (
        "Suleiman",
        "",
    )


def test_a_child_has_guardians_of_its_own(workspace: Workspace) -> None:
    adult, child = stored(workspace, PersonForm("A")), stored(workspace, PersonForm("B"))
    before = loaded(workspace, child)
    line = BondLine(adult, is_child=False, relation="father", may_not_collect=True)
    stored(workspace, replace(before, bonds=(line,)), before)
    (bond,) = loaded(workspace, adult).bonds
    assert (bond.person_id, bond.is_child, bond.may_collect) == (child, True, False)


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        (PersonForm(" ", " "), "name_missing"),
        (PersonForm("A", birth_date=date(2030, 1, 1)), "birth_out_of_range"),
        (PersonForm("A", height_cm=3), "height_out_of_range"),
    ],
)
def test_what_cannot_be_is_refused(workspace: Workspace, form: PersonForm, kind: str) -> None:
    with pytest.raises(Refused) as refused:
        stored(workspace, form)
    assert refused.value.kind == kind
    assert workspace.undo_summary is None


def test_an_overtaken_form_is_refused(workspace: Workspace) -> None:
    before = loaded(workspace, stored(workspace, FULL))
    stored(workspace, replace(before, note="erste"), before)
    with pytest.raises(Refused) as refused:
        stored(workspace, replace(before, note="zweite"), before)
    assert refused.value.kind == "overtaken"
