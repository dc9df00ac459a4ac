"""Organisations as they are chosen: providers of courses."""

from dataclasses import dataclass

from sqlalchemy import select

from kursplaner.domain.organisations import Organisation
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One organisation with its kind."""

    id: int
    name: str
    kind: str


def organisation_rows(db: Db) -> list[OrganisationRow]:
    """Return the organisations that have not ended, by name."""
    query = select(Organisation.id, Organisation.name, Organisation.kind)
    wanted = query.where(Organisation.ended_on.is_(None)).order_by(Organisation.name)
    return [OrganisationRow(*row) for row in db.execute(wanted)]
