from dataclasses import replace
from datetime import date, timedelta

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.people import (
    AuthorisedCollector,
    Consent,
    ContactRoute,
    Credential,
    Guardianship,
    HealthNote,
    Person,
    PersonAddress,
    Profile,
)
from kursplaner.planning.people import person_form
from kursplaner.planning.people.addresses import AddressLine
from kursplaner.planning.people.person_form import (
    BondLine,
    CollectorLine,
    CredentialLine,
    HealthLine,
    PersonForm,
    RouteLine,
)
from kursplaner.planning.people.role_lines import RoleLine
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
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


TODAY = date(2027, 2, 1)
ONE_DAY = timedelta(days=1)


def kept(db: Db, key: int, **changes: object) -> PersonForm:
    """Store a form with some changes, and return it as it is loaded then."""
    before = person_form.load(db, key)
    person_form.store(db, replace(before, **changes), before)  # type: ignore[arg-type]
    db.flush()
    return person_form.load(db, key)


def added(db: Db, **values: object) -> int:
    return person_form.store(db, PersonForm("Sand", **values))  # type: ignore[arg-type]


def test_births_and_heights_have_their_limits(db: Db) -> None:
    first = date(1900, 1, 1)
    for born, height in ((first, 20), (TODAY, 260), (None, None)):
        assert added(db, birth_date=born, height_cm=height)
    for day in (first - ONE_DAY, TODAY + ONE_DAY):
        with pytest.raises(Refused) as refused:
            added(db, birth_date=day)
        assert (refused.value.kind, refused.value.facts) == ("birth_out_of_range", {"day": day})
    for height in (19, 261):
        with pytest.raises(Refused) as refused:
            added(db, height_cm=height)
        assert refused.value.kind == "height_out_of_range"
        assert refused.value.facts == {"value": height}


def test_a_height_is_measured_on_the_day_it_is_another(db: Db) -> None:
    key = added(db)
    row = by_id(db, Person, key)
    assert (row.height_measured_on, row.registered_on) == (None, TODAY)
    kept(db, key, height_cm=110)
    assert row.height_measured_on == TODAY
    row.height_measured_on = TODAY - ONE_DAY
    kept(db, key, note="anders")
    kept(db, key, height_cm=None)
    assert row.height_measured_on == TODAY - ONE_DAY


def test_routes_are_kept_in_their_order_and_replaced_whole(db: Db) -> None:
    first, second = RouteLine("phone", "1", "ar", "abends"), RouteLine("email", "2")
    key = added(db, routes=(first, RouteLine("phone", " "), second))
    assert person_form.load(db, key).routes == (first, second)
    assert kept(db, key, routes=(second, first)).routes == (second, first)
    rows = sorted((row.position, row.value) for row in find(db, ContactRoute, person_id=key))
    assert rows == [(1, "2"), (2, "1")]
    assert kept(db, key, routes=()).routes == ()


def test_credentials_are_renewed_added_and_taken_out(db: Db) -> None:
    aid, check = (
        CredentialLine("first_aid", TODAY, TODAY + ONE_DAY),
        CredentialLine("licence_check"),
    )
    key = added(db, credentials=(aid, check))
    row = find(db, Credential, resource_id=key, kind="first_aid")[0]
    renewed = CredentialLine("first_aid", None, date(2029, 1, 1))
    hygiene = CredentialLine("hygiene")
    assert set(kept(db, key, credentials=(renewed, hygiene)).credentials) == {renewed, hygiene}
    assert find(db, Credential, resource_id=key, kind="first_aid")[0].id == row.id


def test_a_role_that_ended_keeps_its_day_and_may_come_back(db: Db) -> None:
    carer = RoleLine("carer", 600, "")
    key = added(db, roles=(RoleLine("teacher", 900, "A1 A2"), carer))
    assert kept(db, key, roles=(carer,)).roles == (carer,)
    row = find(db, Profile, person_id=key, role="teacher")[0]
    assert (row.ended_on, row.weekly_minutes, row.levels) == (TODAY, 900, "A1 A2")
    row.ended_on = TODAY - ONE_DAY
    kept(db, key, roles=())
    assert row.ended_on == TODAY - ONE_DAY
    back = RoleLine("teacher", 300, "B1")
    assert kept(db, key, roles=(back,)).roles == (back,)
    assert row.ended_on is None


def test_a_consent_given_again_is_a_further_one(db: Db) -> None:
    key = added(db, consents=frozenset({"photo", "data"}))
    assert kept(db, key, consents=frozenset({"data"})).consents == {"data"}
    assert kept(db, key, consents=frozenset({"data", "photo"})).consents == {"data", "photo"}
    rows = find(db, Consent, person_id=key)
    told = sorted((row.purpose, row.given_on, row.revoked_on) for row in rows if row.revoked_on)
    assert told == [("photo", TODAY, TODAY)]
    assert len(rows) == 3
    db.add(Consent(person_id=key, purpose="news", given_on=TODAY, given=False))
    db.flush()
    assert person_form.load(db, key).consents == {"data", "photo"}
    assert kept(db, key, consents=frozenset({"news"})).consents == {"news"}


def test_health_is_one_note_and_goes_when_nothing_is_left(db: Db) -> None:
    key = added(db, health=HealthLine(" Nuss ", "Asthma", "Spray", "Arzt"))
    assert person_form.load(db, key).health == HealthLine("Nuss", "Asthma", "Spray", "Arzt")
    (row,) = find(db, HealthNote, person_id=key)
    assert kept(db, key, health=HealthLine(illness="Asthma")).health.allergies == ""
    assert [note.id for note in find(db, HealthNote, person_id=key)] == [row.id]
    assert kept(db, key, health=HealthLine()).health == HealthLine()
    assert find(db, HealthNote, person_id=key) == []


def test_bonds_are_seen_from_both_sides_changed_and_taken_out(db: Db) -> None:
    mother, child, aunt = (added(db) for _ in range(3))
    bonds = (
        BondLine(child, is_child=True, relation="mother", has_custody=False, by_court=True),
        BondLine(aunt, is_child=False, relation="aunt", may_collect=False),
    )
    assert kept(db, mother, bonds=bonds).bonds == bonds
    seen = person_form.load(db, child).bonds
    assert seen == (replace(bonds[0], person_id=mother, is_child=False),)
    (row,) = find(db, Guardianship, child_id=child)
    barred = replace(bonds[0], may_not_collect=True, may_collect=True, by_court=False)
    assert kept(db, mother, bonds=(barred,)).bonds == (replace(barred, may_collect=False),)
    assert [bond.id for bond in find(db, Guardianship)] == [row.id]
    with pytest.raises(Refused) as refused:
        kept(db, child, bonds=(BondLine(child, is_child=True),))
    assert (refused.value.kind, refused.value.facts) == ("own_child", {"id": child})


def test_collectors_are_kept_whole_without_nameless_ones(db: Db) -> None:
    oma = CollectorLine("Oma", "0171 2", "grandmother", forbidden=True, valid_until=TODAY)
    key = added(db, collectors=(oma, CollectorLine(" ", "0171 3")))
    assert person_form.load(db, key).collectors == (oma,)
    plain = CollectorLine("Nachbar")
    assert kept(db, key, collectors=(plain, oma)).collectors == (plain, oma)
    assert kept(db, key, collectors=()).collectors == ()
    assert find(db, AuthorisedCollector, child_id=key) == []
