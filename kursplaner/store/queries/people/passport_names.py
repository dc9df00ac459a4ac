"""Names as in the passport, for those whose own name cannot be printed."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from kursplaner.domain.people import Person
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class PassportName:
    """A name as it is entered, and as it stands in the passport."""

    family_name: str
    given_name: str
    passport: str


def names_with_signs(db: Db, signs: Collection[str]) -> tuple[PassportName, ...]:
    """Return the names that hold one of these signs while the passport's name holds none."""
    wanted = frozenset(signs)
    rows = db.execute(
        select(Person.family_name, Person.given_name, Person.passport_name)
        .where(Person.passport_name != "")
        .order_by(Person.id)
    )
    return tuple(
        PassportName(family, given, passport)
        for family, given, passport in rows
        if not wanted.isdisjoint(family + given) and wanted.isdisjoint(passport)
    )
