"""What hangs on a record of a person, counted: for those who shall see what goes along."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from kursplaner.basics import clock
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot, ChildcareSlotCarer
from kursplaner.domain.courses import Course, CourseGrant, Enrolment, LessonPerson
from kursplaner.domain.funding import Grant
from kursplaner.domain.kinds import Direction
from kursplaner.domain.kinds.counting import PLACES_TAKEN, RIDES_TAKING_PLACE, SEATS_RIDING
from kursplaner.domain.people import Credential, OtherName, Profile
from kursplaner.domain.rides.rides import Ride, RideSeat, Stop
from kursplaner.domain.town import FollowUp, PrintedSheet
from kursplaner.store.queries.absences.answers import pairs
from kursplaner.store.queries.people.people import PersonDetail, person_detail
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class Hanging:
    """What hangs on one record.

    Attributes:
        detail: the person as everybody sees her.
        marked: lessons for which she is marked.
        out, back: seats in rides to come, there and back; `stops` where she boards.
        places: childcare places to come.
        work: lessons, childcare slots and rides in which she works.
        sheets: printed attendance sheets of her courses.
        grants: what pays for her courses.
        other_names: further names, family name first.
    """

    detail: PersonDetail
    marked: int
    out: int
    back: int
    stops: tuple[str, ...]
    places: int
    work: int
    roles: tuple[str, ...]
    credentials: int
    follow_ups: int
    sheets: int
    grants: tuple[str, ...]
    other_names: tuple[str, ...]


def what_hangs(db: Db, person_id: int) -> Hanging:
    """Return what hangs on a record.

    Raises:
        Refused: kind "not_found".
    """
    courses = select(Enrolment.course_id).where(Enrolment.person_id == person_id)
    directions = _seats(db, person_id)
    work = (
        *(_of(LessonPerson.id, LessonPerson.person_id, person_id),),
        *(_of(ChildcareSlotCarer.id, ChildcareSlotCarer.person_id, person_id),),
        *(_of(Ride.id, Ride.driver_id, person_id),),
    )
    own = PrintedSheet.course_id.in_(courses), ~PrintedSheet.voided
    return Hanging(
        detail=person_detail(db, person_id),
        marked=_count(db, _marked(person_id)),
        out=directions.get(Direction.OUT.value, 0),
        back=directions.get(Direction.BACK.value, 0),
        stops=_stops(db, person_id),
        places=_count(db, _places(person_id)),
        work=sum(_count(db, query) for query in work),
        roles=tuple(db.scalars(_of(Profile.role, Profile.person_id, person_id))),
        credentials=_count(db, _of(Credential.id, Credential.resource_id, person_id)),
        follow_ups=_count(db, _open_follow_ups(person_id)),
        sheets=_count(db, select(PrintedSheet.id).where(*own)),
        grants=_grants(db, courses),
        other_names=_other_names(db, person_id),
    )


def _of(column: Any, of: Any, person_id: int) -> Select[Any]:  # noqa: ANN401 (mapped columns)
    return select(column).where(of == person_id).order_by(column)


def _count(db: Db, query: Select[Any]) -> int:
    return int(db.scalars(select(func.count()).select_from(query.subquery())).one())


def _marked(person_id: int) -> Select[Any]:
    return (
        select(AttendanceMark.lesson_id)
        .join(Enrolment, Enrolment.id == AttendanceMark.enrolment_id)
        .where(Enrolment.person_id == person_id)
        .distinct()
    )


def _ahead(person_id: int, *columns: Any) -> Select[Any]:  # noqa: ANN401 (mapped columns)
    return (
        select(*columns)
        .select_from(RideSeat)
        .join(Ride, Ride.id == RideSeat.ride_id)
        .where(
            RideSeat.person_id == person_id,
            RideSeat.result.in_(SEATS_RIDING),
            Ride.starts > clock.minute(),
            Ride.status.in_(RIDES_TAKING_PLACE),
        )
    )


def _seats(db: Db, person_id: int) -> dict[str, int]:
    query = _ahead(person_id, Ride.direction, func.count()).group_by(Ride.direction)
    return pairs(db.execute(query))


def _stops(db: Db, person_id: int) -> tuple[str, ...]:
    query = _ahead(person_id, Stop.name).join(Stop, Stop.id == RideSeat.stop_id)
    return tuple(db.scalars(query.distinct().order_by(Stop.name)))


def _places(person_id: int) -> Select[Any]:
    place, slot = ChildcarePlace, ChildcareSlot
    coming = place.status.in_(PLACES_TAKEN), slot.starts > clock.minute()
    query = select(place.id).join(slot, slot.id == place.slot_id)
    return query.where(place.child_id == person_id, *coming)


def _open_follow_ups(person_id: int) -> Select[Any]:
    return select(FollowUp.id).where(FollowUp.person_id == person_id, FollowUp.done_on.is_(None))


def _grants(db: Db, courses: Select[Any]) -> tuple[str, ...]:
    first = select(Course.grant_id).where(Course.id.in_(courses))
    later = select(CourseGrant.grant_id).where(CourseGrant.course_id.in_(courses))
    query = select(Grant.reference).where(Grant.id.in_(first) | Grant.id.in_(later))
    return tuple(db.scalars(query.order_by(Grant.reference)))


def _other_names(db: Db, person_id: int) -> tuple[str, ...]:
    query = select(OtherName.family_name, OtherName.given_name).order_by(OtherName.id)
    rows = db.execute(query.where(OtherName.person_id == person_id))
    return tuple(", ".join(part for part in row if part) for row in rows)
