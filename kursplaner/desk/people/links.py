"""What a people list says of bonds: who works where, whose child somebody is."""

from collections import defaultdict
from collections.abc import Sequence

from kursplaner.basics.folding import fold
from kursplaner.basics.progress import Tell, each, part, untold
from kursplaner.domain.kinds import OrganisationKind
from kursplaner.domain.organisations import Membership, Organisation
from kursplaner.domain.people import Guardianship
from kursplaner.exchange.people_list.rows import PersonRow
from kursplaner.store.queries.people.duplicates import known_people
from kursplaner.store.records import find
from kursplaner.store.session import Db

People = Sequence[tuple[PersonRow, int]]


def link_people(db: Db, people: People, tell: Tell = untold) -> None:
    """Store employers, and guardians and children whose names are found exactly once.

    `tell` hears how far that is; what it raises ends it.
    """
    _link_employers(db, people, part(tell, 0, 0.5))
    if any(row.guardian or row.children for row, _ in people):
        _link_families(db, people, part(tell, 0.5, 1))


def _link_employers(db: Db, people: People, tell: Tell) -> None:
    employers = {
        fold(organisation.name): organisation.id for organisation in find(db, Organisation)
    }
    for row, person_id in each(people, tell):
        name = row.employer.strip()
        if not name:
            continue
        if fold(name) not in employers:
            firm = Organisation(name=name, kind=OrganisationKind.EMPLOYER.value)
            db.add(firm)
            db.flush()
            employers[fold(name)] = firm.id
        db.add(Membership(person_id=person_id, organisation_id=employers[fold(name)]))


def _link_families(db: Db, people: People, tell: Tell) -> None:
    ids = _ids_by_name(db)
    bonds: set[tuple[int, int]] = set()
    for row, person_id in each(people, part(tell, 0, 0.3)):
        bonds |= {(person_id, adult) for adult in _found(ids, row.guardian, person_id)}
        bonds |= {(child, person_id) for child in _found(ids, row.children, person_id)}
    for child, adult in each(sorted(bonds), part(tell, 0.3, 1)):
        if not find(db, Guardianship, child_id=child, adult_id=adult):
            db.add(Guardianship(child_id=child, adult_id=adult))


def _ids_by_name(db: Db) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for person in known_people(db):
        found[_key(f"{person.family_name} {person.given_name}")].append(person.id)
    return found


def _key(name: str) -> str:
    return " ".join(sorted(fold(name.replace(",", " ")).split()))


def _found(ids: dict[str, list[int]], names: str, own_id: int) -> list[int]:
    """Return whom the names mean; a name that several people have means nobody."""
    keys = [_key(name) for name in names.replace("\n", ";").split(";")]
    return [ids[key][0] for key in keys if len(ids.get(key, ())) == 1 and ids[key][0] != own_id]
