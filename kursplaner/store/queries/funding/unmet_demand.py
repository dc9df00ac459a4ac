"""Unmet demand of a period: who waited or was refused, counted by course and reason."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, or_, select

from kursplaner.domain.courses import Enrolment, EnrolmentChild
from kursplaner.domain.kinds import EnrolmentStatus
from kursplaner.store.queries.absences.answers import answers
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class UnmetDemand:
    """So many enrolments of a course in one state, for one reason; and the children with them."""

    course_id: int
    status: str
    reason: str
    people: int
    children: int


def unmet_demand(db: Db, course_ids: Collection[int], first: date, last: date) -> list[UnmetDemand]:
    """Return who waits having asked by the last day, and who was refused from first to last."""
    waits = and_(
        Enrolment.status == EnrolmentStatus.WAITING.value,
        or_(Enrolment.asked_on.is_(None), Enrolment.asked_on <= last),
    )
    refused = and_(
        Enrolment.status == EnrolmentStatus.REFUSED.value,
        Enrolment.left_on >= first,
        Enrolment.left_on <= last,
    )
    children = (
        select(func.count())
        .where(EnrolmentChild.enrolment_id == Enrolment.id)
        .correlate(Enrolment)
        .scalar_subquery()
    )
    reason = func.coalesce(Enrolment.reason, "")
    query = (
        select(Enrolment.course_id, Enrolment.status, reason, func.count(), func.sum(children))
        .where(Enrolment.course_id.in_(list(course_ids)), or_(waits, refused))
        .group_by(Enrolment.course_id, Enrolment.status, reason)
        .order_by(Enrolment.course_id, Enrolment.status.desc(), reason)
    )
    return answers(UnmetDemand, db.execute(query))
