"""How people are named in answers: as one column of a query, the same everywhere."""

from sqlalchemy import ColumnElement, case, select

from kursplaner.domain.people import Person
from kursplaner.store.queries.absences.answers import pairs
from kursplaner.store.session import Db


def full_name(family: str, given: str) -> str:
    """Return "Haddad, Rima"; a single name stands alone."""
    return f"{family}, {given}" if family and given else family or given


def name_column() -> ColumnElement[str]:
    """Return the column that gives `full_name` of a person."""
    both = Person.family_name + ", " + Person.given_name
    return case((Person.given_name == "", Person.family_name), else_=both)


def person_names(db: Db, ids: set[int]) -> dict[int, str]:
    """Return the names of these people, keyed by id."""
    if not ids:
        return {}
    query = select(Person.id, name_column()).where(Person.id.in_(ids))
    return pairs(db.execute(query))


def stop_name(name: str, municipality: str) -> str:
    """Return "Oelsnitz, Markt", whether or not the name itself begins with the place."""
    known = not municipality or name.casefold().startswith(municipality.casefold())
    return name if known else f"{municipality}, {name}"
