"""Who works where and whose child somebody is, as a people list says it."""

from kursplaner.desk.people.links import link_people
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.organisations import Membership, Organisation
from kursplaner.domain.people import Guardianship, Person
from kursplaner.exchange.people_list.rows import PersonRow
from kursplaner.store.records import find
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace

NAMES = (("Neu", "Eva"), ("Neu", "Ida"), ("Alt", "Jan"), ("Doppelt", "Kim"), ("Doppelt", "Kim"))


def people(db: Db) -> list[int]:
    made = [Person(family_name=family, given_name=given) for family, given in NAMES]
    db.add_all(made)
    db.flush()
    return [person.id for person in made]


def row(**values: str) -> PersonRow:
    return PersonRow("L", 2, "Neu", "Eva", **values)  # type: ignore[arg-type]


def test_an_employer_is_stored_once_and_known_ones_are_taken(workspace: Workspace) -> None:
    heard: list[float] = []

    def tell(done: int, total: int) -> None:
        heard.append(done / total)

    with workspace.change(ActKind.PERSON_ADDED) as db:
        db.add(Organisation(name="Bau GmbH", kind="employer"))
        eva, ida, jan, kim, _ = people(db)
        texts = {eva: " bau gmbh ", ida: "Pflege", jan: "PFLEGE", kim: "  "}
        rows = [(row(employer=text), key) for key, text in texts.items()]
        link_people(db, rows, tell)
    with workspace.read() as db:
        firms = {firm.id: (firm.name, firm.kind) for firm in find(db, Organisation)}
        found = [(tie.person_id, firms[tie.organisation_id]) for tie in find(db, Membership)]
        assert find(db, Guardianship) == []
    assert sorted(firms.values()) == [("Bau GmbH", "employer"), ("Pflege", "employer")]
    pflege = ("Pflege", "employer")
    assert found == [(eva, ("Bau GmbH", "employer")), (ida, pflege), (jan, pflege)]
    assert heard == sorted(heard)
    assert heard[-1] <= 0.5


def test_names_found_once_are_bonds_and_others_are_nobody(workspace: Workspace) -> None:
    with workspace.change(ActKind.PERSON_ADDED) as db:
        eva, ida, jan, kim, _ = people(db)
        db.add(Guardianship(child_id=ida, adult_id=jan, relation="Vater"))
        db.flush()
        child = row(guardian="Alt, Jan; Eva Neu\nKim Doppelt;Niemand")
        mother = row(children="Ida Neu; Neu, Eva")
        link_people(db, [(child, ida), (mother, eva), (row(children="JAN ALT"), kim)])
    with workspace.read() as db:
        bonds = [(bond.child_id, bond.adult_id, bond.relation) for bond in find(db, Guardianship)]
    assert sorted(bonds) == sorted([(ida, jan, "Vater"), (ida, eva, ""), (jan, kim, "")])
