"""What is due: follow-ups, expiring credentials."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from kursplaner.domain.people import Credential
from kursplaner.domain.rides.rides import Vehicle
from kursplaner.domain.town import FollowUp
from kursplaner.store.queries.absences.answers import pairs
from kursplaner.store.queries.names import person_names
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """A line to come back to on a day."""

    id: int
    version: int
    day: date
    line: str
    person_id: int | None
    course_id: int | None


@dataclass(frozen=True, slots=True)
class ExpiringCredential:
    """A credential that has run out or soon will."""

    resource_id: int
    name: str
    kind: str
    valid_until: date


def open_follow_ups(db: Db, until: date) -> list[FollowUpRow]:
    """Return what is open and due by `until`, oldest first."""
    query = select(FollowUp).where(FollowUp.done_on.is_(None), FollowUp.day <= until)
    return [
        FollowUpRow(
            follow_up.id,
            follow_up.version,
            follow_up.day,
            follow_up.line,
            follow_up.person_id,
            follow_up.course_id,
        )
        for follow_up in db.scalars(query.order_by(FollowUp.day, FollowUp.id))
    ]


def expiring_credentials(db: Db, until: date) -> list[ExpiringCredential]:
    """Return the credentials that run out by `until`, soonest first."""
    query = select(Credential.resource_id, Credential.kind, Credential.valid_until).where(
        Credential.valid_until.is_not(None), Credential.valid_until <= until
    )
    rows = db.execute(query.order_by(Credential.valid_until)).all()
    names = person_names(db, {row[0] for row in rows})
    vehicles = pairs(db.execute(select(Vehicle.id, Vehicle.name)))
    return [
        ExpiringCredential(key, names.get(key) or vehicles.get(key, ""), kind, day)
        for key, kind, day in rows
        if day is not None
    ]
