"""Names and dates of all people, to find those stored twice."""

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from kursplaner.basics.folding import fold
from kursplaner.domain.kinds import RouteKind
from kursplaner.domain.people import ContactRoute, OtherName, Person, PersonAddress
from kursplaner.domain.phones import number_key
from kursplaner.store.session import Db

_PERSON = Person.__table__


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person with all names; phones by their keys, further names as they are spoken.

    Attributes:
        emails: as they are compared, in small letters.
        homes: keys of the addresses (`home_key`), none where the address is restricted: what
            nobody may see must not be told by likeness either.
        places: the municipalities, folded, likewise.
    """

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
    emails: frozenset[str] = frozenset()
    homes: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()


def home_key(street: str, municipality: str) -> str:
    """Return what tells one address from another: "Hauptstr. 3" is "Hauptstraße 3".

    Empty without a street.
    """
    words = re.sub(r"str(?:\.|asse)?(?=\s|\d|$)", "str ", fold(street)).replace(".", " ").split()
    return f"{''.join(words)}|{place_key(municipality)}" if words else ""


def place_key(municipality: str) -> str:
    """Return what tells one municipality from another: "Adorf/Vogtl." is "Adorf"."""
    return fold(municipality.partition("/")[0].partition("(")[0]).removeprefix("stadt ")


def known_people(db: Db) -> list[KnownPerson]:
    """Return all people who have not ended."""
    columns = (_PERSON.c.id, _PERSON.c.family_name, _PERSON.c.given_name, _PERSON.c.call_name)
    names = (_PERSON.c.passport_name, _PERSON.c.own_script_name)
    rest = (_PERSON.c.birth_date, _PERSON.c.birth_uncertain, _PERSON.c.gender)
    rows = db.execute(select(*columns, *names, *rest).where(_PERSON.c.ended_on.is_(None)))
    phones, others, emails = _phones(db), _other_names(db), _emails(db)
    homes, places = _homes(db)
    nothing: frozenset[str] = frozenset()
    return [
        KnownPerson(
            *row,
            phones.get(row[0], nothing),
            others.get(row[0], ()),
            emails.get(row[0], nothing),
            homes.get(row[0], nothing),
            places.get(row[0], nothing),
        )
        for row in rows
    ]


def _homes(db: Db) -> tuple[dict[int, frozenset[str]], dict[int, frozenset[str]]]:
    """Return the keys of all addresses ever, and of their places, but of restricted ones."""
    address = PersonAddress
    query = (
        select(address.person_id, address.street, address.municipality)
        .join(Person, Person.id == address.person_id)
        .where(Person.address_restricted.is_(False))
    )
    homes: dict[int, frozenset[str]] = {}
    places: dict[int, frozenset[str]] = {}
    for person, street, municipality in db.execute(query):
        for keys, key in (
            (homes, home_key(street, municipality)),
            (places, place_key(municipality)),
        ):
            if key:
                keys[person] = keys.get(person, frozenset()) | {key}
    return homes, places


def _emails(db: Db) -> dict[int, frozenset[str]]:
    query = select(ContactRoute.person_id, ContactRoute.value)
    found: dict[int, frozenset[str]] = {}
    for person, value in db.execute(query.where(ContactRoute.kind == RouteKind.EMAIL.value)):
        found[person] = found.get(person, frozenset()) | {value.strip().casefold()}
    return found


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
