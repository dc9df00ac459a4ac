"""Names and dates of all people, to find those stored twice."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from kursplaner.domain.kinds import RouteKind
from kursplaner.domain.people import ContactRoute, OtherName, Person
from kursplaner.domain.phones import number_key
from kursplaner.store.session import Db

_PERSON = Person.__table__


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person with all names; phones by their keys, further names as they are spoken."""

    id: int
    family_name: str
    given_name: str
    call_name: str
    passport_name: str
    own_script_name: str
    birth_date: date | None
    birth_uncertain: bool
    gender: str
    phones: frozenset[str] = frozenset()
    other_names: tuple[str, ...] = ()


def known_people(db: Db) -> list[KnownPerson]:
    """Return all people who have not ended."""
    columns = (_PERSON.c.id, _PERSON.c.family_name, _PERSON.c.given_name, _PERSON.c.call_name)
    names = (_PERSON.c.passport_name, _PERSON.c.own_script_name)
    rest = (_PERSON.c.birth_date, _PERSON.c.birth_uncertain, _PERSON.c.gender)
    rows = db.execute(select(*columns, *names, *rest).where(_PERSON.c.ended_on.is_(None)))
    phones, others = _phones(db), _other_names(db)
    return [
        KnownPerson(*row, phones.get(row[0], frozenset()), others.get(row[0], ())) for row in rows
    ]


def _other_names(db: Db) -> dict[int, tuple[str, ...]]:
    query = select(OtherName.person_id, OtherName.given_name, OtherName.family_name)
    found: dict[int, tuple[str, ...]] = {}
    for person, given, family in db.execute(query):
        name = f"{given} {family}".strip()
        found[person] = (*found.get(person, ()), name)
    return found


def _phones(db: Db) -> dict[int, frozenset[str]]:
    kinds = (RouteKind.PHONE.value, RouteKind.MESSENGER.value)
    query = select(ContactRoute.person_id, ContactRoute.value).where(ContactRoute.kind.in_(kinds))
    found: dict[int, set[str]] = {}
    for person, value in db.execute(query):
        number = number_key(value)
        if number:
            found.setdefault(person, set()).add(number)
    return {person: frozenset(values) for person, values in found.items()}
