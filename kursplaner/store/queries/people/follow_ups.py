"""What is due: follow-ups, expiring credentials."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, or_, select

from kursplaner.basics import clock
from kursplaner.domain.courses import Enrolment, EnrolmentChild
from kursplaner.domain.kinds import Asking, EnrolmentStatus
from kursplaner.domain.kinds.counting import ENROLMENTS_ENDED
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


def still_asked(today: date) -> ColumnElement[bool]:
    """Tell of a follow-up that it does not ask again somebody who has left the course by now.

    A child has left with the last of the families it came along with. Who teaches, cares or drives
    is asked without being enrolled.
    """
    along = exists().where(
        EnrolmentChild.enrolment_id == Enrolment.id, EnrolmentChild.child_id == FollowUp.person_id
    )
    stay = exists().where(
        Enrolment.course_id == FollowUp.course_id,
        or_(Enrolment.person_id == FollowUp.person_id, along),
    )
    over = or_(Enrolment.left_on <= today, Enrolment.left_on.is_(None))
    gone = and_(Enrolment.status.in_((*ENROLMENTS_ENDED, EnrolmentStatus.COMPLETED.value)), over)
    return or_(
        FollowUp.course_id.is_(None),
        FollowUp.line.not_like(f"{Asking.AGAIN.value}%"),
        ~stay,
        stay.where(~gone),
    )


def open_follow_ups(db: Db, until: date) -> list[FollowUpRow]:
    """Return what is open and due by `until`, oldest first.

    Nobody is asked again about a course that she has left.
    """
    query = select(FollowUp).where(
        FollowUp.done_on.is_(None), FollowUp.day <= until, still_asked(clock.today())
    )
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
