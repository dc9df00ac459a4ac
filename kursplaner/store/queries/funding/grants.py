"""Grants as the settings and the desk show them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from kursplaner.domain.funding import Grant
from kursplaner.domain.town import StoredFile
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class GrantRow:
    """One grant."""

    id: int
    version: int
    reference: str
    title: str
    funding_line: str
    logo_hash: str | None
    first_day: date
    last_day: date
    proof_due_on: date | None

    def covers(self, day: date) -> bool:
        """Tell whether a day lies in the grant period."""
        return self.first_day <= day <= self.last_day


def logo_pictures(db: Db, hashes: Collection[str]) -> dict[str, bytes]:
    """Return the pictures behind these hashes, as they were stored."""
    query = select(StoredFile.hash, StoredFile.content).where(StoredFile.hash.in_(list(hashes)))
    return {row[0]: row[1] for row in db.execute(query)}


def grant_rows(db: Db) -> list[GrantRow]:
    """Return the grants, the newest first."""
    return [
        GrantRow(
            grant.id,
            grant.version,
            grant.reference,
            grant.title,
            grant.funding_line,
            grant.logo_hash,
            grant.first_day,
            grant.last_day,
            grant.proof_due_on,
        )
        for grant in db.scalars(select(Grant).order_by(Grant.first_day.desc(), Grant.reference))
    ]
