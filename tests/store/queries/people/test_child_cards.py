"""Who may collect a child on a day, what its health asks for, what was agreed to."""

from kursplaner.domain.people import (
    AuthorisedCollector,
    Consent,
    ContactRoute,
    Guardianship,
    HealthNote,
)
from kursplaner.store.queries.people import child_cards
from kursplaner.store.queries.people.child_cards import CollectorCard, HealthText
from kursplaner.store.session import Db
from tests.planning.small_town import TUESDAY, add_person
from tests.store.queries.written import WEDNESDAY


def test_guardians_come_first_then_others_as_they_hold_on_a_day(db: Db) -> None:
    child, other = add_person(db, "Kind"), add_person(db, "Anderes")
    people = {name: add_person(db, name) for name in ("Mut", "Vat", "Opa")}
    for name, may, must_not in (("Mut", True, False), ("Vat", True, True), ("Opa", False, False)):
        bond = Guardianship(child_id=child, adult_id=people[name], relation=f"R{name}")
        bond.may_collect, bond.may_not_collect = may, must_not
        db.add(bond)
        db.flush()
    db.add(Guardianship(child_id=other, adult_id=people["Mut"]))
    for position, kind, value in ((1, "email", "a@b.de"), (3, "phone", "3"), (2, "messenger", "2")):
        row = ContactRoute(person_id=people["Mut"], position=position, kind=kind, value=value)
        db.add(row)
    for name, forbidden, until in (
        *(("Nie", True, TUESDAY), ("Immer", False, None)),
        *(("Heute", False, WEDNESDAY), ("Gestern", False, TUESDAY)),
    ):
        collector = AuthorisedCollector(child_id=child, name=name, forbidden=forbidden)
        collector.valid_until, collector.relation, collector.phone = until, "Tante", "9"
        db.add(collector)
    db.flush()

    def card(name: str, phone: str, may: int, must_not: int, **rest: object) -> CollectorCard:
        relation = "Tante" if phone == "9" else f"R{name}"
        shown = name if phone == "9" else f"{name}, {name}"
        return CollectorCard(shown, relation, phone, bool(may), bool(must_not), **rest)  # type: ignore[arg-type]

    assert child_cards.collector_cards(db, child, WEDNESDAY) == (
        card("Mut", "2", 1, 0, is_guardian=True),
        card("Vat", "", 0, 1, is_guardian=True),
        card("Opa", "", 0, 0, is_guardian=True),
        card("Nie", "9", 0, 1, until=TUESDAY),
        card("Immer", "9", 1, 0),
        card("Heute", "9", 1, 0, until=WEDNESDAY),
    )


def test_health_and_consent_are_those_of_the_child(db: Db) -> None:
    child, other = add_person(db, "Kind"), add_person(db, "Anderes")
    note = HealthNote(person_id=child, allergies="A", illness="B", medicine="C", emergency="D")
    db.add(note)
    for purpose, given, revoked in (
        *(("photo", True, None), ("data", True, WEDNESDAY), ("name", False, None)),
    ):
        row = Consent(person_id=child, purpose=purpose, given=given, given_on=TUESDAY)
        row.revoked_on = revoked
        db.add(row)
    db.add(Consent(person_id=other, purpose="photo", given=False, given_on=TUESDAY))
    db.flush()
    text = HealthText("A", "B", "C", "D")
    assert child_cards.health_of(db, child) == text
    assert child_cards.health_of(db, other) is None
    assert child_cards.health_of_children(db, [child, other]) == {child: text}
    assert child_cards.consents_of(db, child) == {"photo": True, "data": False, "name": False}
