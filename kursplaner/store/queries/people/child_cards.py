"""One child at the door: who may collect it, what its health asks for."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from kursplaner.domain.people import (
    AuthorisedCollector,
    Consent,
    ContactRoute,
    Guardianship,
    HealthNote,
    Person,
)
from kursplaner.store.queries.names import name_column
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class CollectorCard:
    """Somebody a child is, or is expressly not, given to; neither: nothing was agreed."""

    name: str
    relation: str
    phone: str
    allowed: bool
    forbidden: bool
    is_guardian: bool = False
    until: date | None = None


@dataclass(frozen=True, slots=True)
class HealthText:
    """What is known about a child's health (Art. 9 GDPR: show only when asked for)."""

    allergies: str
    illness: str
    medicine: str
    emergency: str


def collector_cards(db: Db, child_id: int, day: date) -> tuple[CollectorCard, ...]:
    """Return the guardians and then the others who are named, as they hold on a day."""
    bonds = db.execute(
        select(Guardianship, Person.id, name_column())
        .join(Person, Person.id == Guardianship.adult_id)
        .where(Guardianship.child_id == child_id)
        .order_by(Guardianship.id)
    ).all()
    phones = _first_phones(db, {row[1] for row in bonds})
    found = [
        CollectorCard(
            name,
            bond.relation,
            phones.get(adult, ""),
            bond.may_collect and not bond.may_not_collect,
            bond.may_not_collect,
            is_guardian=True,
        )
        for bond, adult, name in bonds
    ]
    others = select(AuthorisedCollector).where(AuthorisedCollector.child_id == child_id)
    for collector in db.scalars(others.order_by(AuthorisedCollector.id)):
        if collector.forbidden or collector.valid_until is None or collector.valid_until >= day:
            allowed, until = not collector.forbidden, collector.valid_until
            found.append(
                CollectorCard(
                    collector.name,
                    collector.relation,
                    collector.phone,
                    allowed,
                    collector.forbidden,
                    until=until,
                )
            )
    return tuple(found)


def health_of(db: Db, child_id: int) -> HealthText | None:
    """Return what is known about a child's health, or None."""
    return health_of_children(db, [child_id]).get(child_id)


def health_of_children(db: Db, child_ids: Collection[int]) -> dict[int, HealthText]:
    """Return what is known about the health of some children, for the emergency page."""
    note = HealthNote
    query = select(note.person_id, note.allergies, note.illness, note.medicine, note.emergency)
    rows = db.execute(query.where(note.person_id.in_(list(child_ids))))
    return {row[0]: HealthText(*row[1:]) for row in rows}


def consents_of(db: Db, person_id: int) -> dict[str, bool]:
    """Return what was answered for each purpose; a purpose never asked about is missing."""
    query = select(Consent.purpose, Consent.given, Consent.revoked_on).where(
        Consent.person_id == person_id
    )
    return {purpose: given and gone is None for purpose, given, gone in db.execute(query)}


def _first_phones(db: Db, ids: Collection[int]) -> dict[int, str]:
    found: dict[int, list[str]] = defaultdict(list)
    query = select(ContactRoute.person_id, ContactRoute.value).where(
        ContactRoute.person_id.in_(list(ids)), ContactRoute.kind.in_(("phone", "messenger"))
    )
    for person_id, value in db.execute(query.order_by(ContactRoute.position)):
        found[person_id].append(value)
    return {key: values[0] for key, values in found.items()}
