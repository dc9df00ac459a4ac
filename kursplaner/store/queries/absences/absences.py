"""What an absence touches: the records somebody or something is planned in, and whom they serve."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, or_, select

from kursplaner.basics.spans import Span, day_of
from kursplaner.domain.absences import Absence, AbsenceEnding, villages_in
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import (
    ChildcarePlace,
    ChildcareSlot,
    ChildcareSlotCarer,
)
from kursplaner.domain.courses import Enrolment, Lesson, LessonPerson, PlannedLesson
from kursplaner.domain.kinds import LessonRole, RideStatus
from kursplaner.domain.kinds.counting import ENROLMENTS_WITH_STAY, PLACES_KEPT, stays_on
from kursplaner.domain.people import Guardianship, Person
from kursplaner.domain.rides.rides import Ride, RideSeat, RideStop, Stop, Vehicle
from kursplaner.store.queries.absences.answers import pairs
from kursplaner.store.queries.names import name_column, person_names
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class Record:
    """A lesson, childcare slot or ride in its time; `reason` is why it was cancelled, if it was."""

    source: str
    id: int
    starts: int
    ends: int
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Attending:
    """Somebody expected in a lesson; `way` tells how she comes, `mark` what is entered."""

    lesson_id: int
    enrolment_id: int
    person_id: int
    way: str
    mark: str | None


@dataclass(frozen=True, slots=True)
class LookedAfter:
    """A child with a place in a slot, and the guardian on whose account it is there."""

    slot_id: int
    place_id: int
    child_id: int
    name: str
    birth_date: date | None
    status: str
    enrolment_id: int | None
    guardian_id: int | None


@dataclass(frozen=True, slots=True)
class Riding:
    """A seat in a ride; `holder_id` is who enrolled, `at` the minute at the stop if known."""

    ride_id: int
    seat_id: int
    person_id: int
    enrolment_id: int | None
    holder_id: int
    municipality: str
    vehicle: str
    direction: str
    at: int | None
    result: str


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """An absence as it stands; `name` of the person or vehicle, empty for villages or a day.

    `ends` is when it ends, `until` what was reported; `withdrawn` tells that it was taken back
    whole and is kept for those who were told of it.
    """

    id: int
    version: int
    kind: str
    resource_id: int | None
    closure_id: int | None
    name: str
    municipality: str
    starts: int
    ends: int
    reason: str
    note: str
    reported_at: int
    until: int
    withdrawn: bool

    @property
    def villages(self) -> tuple[str, ...]:
        """The villages whose rides fail."""
        return villages_in(self.municipality)

    @property
    def first(self) -> date:
        """The first day."""
        return day_of(self.starts)

    @property
    def last(self) -> date:
        """The last day."""
        return day_of(self.ends - 1)


def absence(db: Db, absence_id: int) -> AbsenceRow | None:
    """Return one absence, or None."""
    return next(iter(_absences(db, Absence.id == absence_id)), None)


def absences_between(db: Db, span: Span) -> list[AbsenceRow]:
    """Return the absences reported for some of a span, in order of time, ended ones too."""
    return _absences(db, and_(Absence.starts < span.ends, Absence.ends > span.starts))


def _absences(db: Db, wanted: ColumnElement[bool]) -> list[AbsenceRow]:
    rows = list(db.scalars(select(Absence).where(wanted).order_by(Absence.starts, Absence.id)))
    keys = {row.resource_id for row in rows if row.resource_id is not None}
    vehicles = select(Vehicle.id, Vehicle.name).where(Vehicle.id.in_(keys))
    named: dict[Any, str] = {**person_names(db, keys), **pairs(db.execute(vehicles))}
    endings = select(AbsenceEnding).where(AbsenceEnding.absence_id.in_([row.id for row in rows]))
    early = {ending.absence_id: ending.since for ending in db.scalars(endings)}
    return [_absence(row, named.get(row.resource_id, ""), early.get(row.id)) for row in rows]


def _absence(row: Absence, name: str, since: int | None) -> AbsenceRow:
    withdrawn = since is not None and since <= row.starts
    ends = row.ends if since is None or withdrawn else since
    of_whom = (row.kind, row.resource_id, row.closure_id, name, row.municipality)
    said = (row.starts, ends, row.reason, row.note, row.reported_at)
    return AbsenceRow(row.id, row.version, *of_whom, *said, row.ends, withdrawn)


_STAY = (Enrolment.status, Enrolment.joined_on, Enrolment.left_on)
_LESSON = select(Lesson.id, Lesson.starts, Lesson.ends, Lesson.cancel_reason)
_SLOT = select(
    ChildcareSlot.id, ChildcareSlot.starts, ChildcareSlot.ends, ChildcareSlot.cancel_reason
)
RIDE_OFF: Any = case((Ride.status == RideStatus.CANCELLED.value, Ride.cancel_reason))
"""Why a ride was called off; of one that takes place that column says who drives it."""
_RIDE = select(Ride.id, Ride.starts, Ride.ends, RIDE_OFF)


def _records(db: Db, source: str, query: Any, span: Span) -> list[Record]:  # noqa: ANN401
    table: Any = {"lesson": Lesson, "childcare": ChildcareSlot, "ride": Ride}[source]
    within = query.where(table.starts < span.ends, table.ends > span.starts)
    rows = db.execute(within.order_by(table.starts, table.id).distinct())
    return [Record(source, *row) for row in rows]


def lessons_of_worker(db: Db, person_id: int, span: Span) -> list[Record]:
    """Return the lessons somebody teaches in a span of minutes."""
    mine = select(LessonPerson.lesson_id).where(
        LessonPerson.person_id == person_id, LessonPerson.role == LessonRole.TEACHER
    )
    return _records(db, "lesson", _LESSON.where(Lesson.id.in_(mine)), span)


def slots_of_carer(db: Db, person_id: int, span: Span) -> list[Record]:
    """Return the childcare slots somebody works in, in her own times there."""
    mine = select(ChildcareSlotCarer.slot_id).where(ChildcareSlotCarer.person_id == person_id)
    found = _records(db, "childcare", _SLOT.where(ChildcareSlot.id.in_(mine)), span)
    work = ChildcareSlotCarer
    own = select(work.slot_id, work.starts, work.ends).where(work.person_id == person_id)
    times = {row[0]: row for row in db.execute(own)}
    return [
        Record(
            record.source,
            record.id,
            times[record.id][1] or record.starts,
            times[record.id][2] or record.ends,
            record.reason,
        )
        for record in found
    ]


def rides_of_driver(db: Db, person_id: int, span: Span) -> list[Record]:
    """Return the rides somebody drives."""
    return _records(db, "ride", _RIDE.where(Ride.driver_id == person_id), span)


def rides_of_vehicle(db: Db, vehicle_id: int, span: Span) -> list[Record]:
    """Return the rides of a vehicle."""
    return _records(db, "ride", _RIDE.where(Ride.vehicle_id == vehicle_id), span)


def rides_of_villages(db: Db, villages: Collection[str], span: Span) -> list[Record]:
    """Return the rides that stop in one of some municipalities."""
    halts = (
        select(RideStop.ride_id)
        .join(Stop, Stop.id == RideStop.stop_id)
        .where(Stop.municipality.in_(list(villages)))
    )
    seats = (
        select(RideSeat.ride_id)
        .join(Stop, Stop.id == RideSeat.stop_id)
        .where(Stop.municipality.in_(list(villages)))
    )
    wanted = or_(Ride.id.in_(halts), Ride.id.in_(seats))
    return _records(db, "ride", _RIDE.where(wanted), span)


def everything(db: Db, span: Span) -> list[Record]:
    """Return every lesson, childcare slot and ride of a span."""
    return [
        *_records(db, "lesson", _LESSON, span),
        *_records(db, "childcare", _SLOT, span),
        *_records(db, "ride", _RIDE, span),
    ]


def records_of_participant(db: Db, person_id: int, span: Span) -> list[Record]:
    """Return the lessons somebody is expected in, her and her children's slots and rides."""
    mine = select(Enrolment.id).where(Enrolment.person_id == person_id)
    courses = select(Enrolment.course_id).where(
        Enrolment.person_id == person_id, Enrolment.status.in_(ENROLMENTS_WITH_STAY)
    )
    lessons = _records(db, "lesson", _LESSON.where(Lesson.course_id.in_(courses)), span)
    expected = {
        stay.lesson_id
        for stay in attending(db, [record.id for record in lessons])
        if stay.person_id == person_id
    }
    places = select(ChildcarePlace.slot_id).where(
        or_(ChildcarePlace.child_id == person_id, ChildcarePlace.enrolment_id.in_(mine)),
        ChildcarePlace.status.in_(PLACES_KEPT),
    )
    seats = select(RideSeat.ride_id).where(
        or_(RideSeat.person_id == person_id, RideSeat.enrolment_id.in_(mine))
    )
    return [
        *(record for record in lessons if record.id in expected),
        *_records(db, "childcare", _SLOT.where(ChildcareSlot.id.in_(places)), span),
        *_records(db, "ride", _RIDE.where(Ride.id.in_(seats)), span),
    ]


def attending(db: Db, lesson_ids: Collection[int]) -> list[Attending]:
    """Return who is expected in some lessons, each on its own day, by name.

    Each person once a lesson, by the newest of her stays.
    """
    ticked = and_(
        AttendanceMark.lesson_id == Lesson.id, AttendanceMark.enrolment_id == Enrolment.id
    )
    planned = exists().where(
        PlannedLesson.enrolment_id == Enrolment.id, PlannedLesson.lesson_id == Lesson.id
    )
    query = (
        select(
            *(Lesson.id, Lesson.starts, Enrolment.id, Enrolment.person_id, Enrolment.way),
            *(AttendanceMark.mark, *_STAY),
        )
        .join(Enrolment, Enrolment.course_id == Lesson.course_id)
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(AttendanceMark, ticked)
        .where(
            Lesson.id.in_(list(lesson_ids)),
            Enrolment.status.in_(ENROLMENTS_WITH_STAY),
            or_(Enrolment.only_planned_lessons.is_(False), planned),
        )
        .order_by(Lesson.starts, Person.search_text, Person.id, Enrolment.id)
    )
    found: dict[tuple[int, int], Attending] = {}
    for lesson, starts, enrolment, person, way, mark, status, joined, left in db.execute(query):
        if _stays(starts, status, joined, left):
            before = found.get((person, lesson))
            sign = mark or (before.mark if before is not None else None)
            found[person, lesson] = Attending(lesson, enrolment, person, way, sign)
    return list(found.values())


def looked_after(db: Db, slot_ids: Collection[int]) -> list[LookedAfter]:
    """Return the children with a place in some slots, cancelled places left out.

    So are those whose family is not in the course on that day.
    """
    query = (
        select(
            *(ChildcarePlace, name_column(), Person.birth_date, Enrolment.person_id),
            *(ChildcareSlot.starts, *_STAY),
        )
        .join(ChildcareSlot, ChildcareSlot.id == ChildcarePlace.slot_id)
        .join(Person, Person.id == ChildcarePlace.child_id)
        .outerjoin(Enrolment, Enrolment.id == ChildcarePlace.enrolment_id)
        .where(
            ChildcarePlace.slot_id.in_(list(slot_ids)),
            ChildcarePlace.status.in_(PLACES_KEPT),
        )
        .order_by(ChildcarePlace.slot_id, Person.search_text)
    )
    rows: Sequence[Any] = [row for row in db.execute(query) if _stays(row[4], *row[5:])]
    parents = _guardians(db, {place.child_id for place, *_ in rows})
    return [
        LookedAfter(
            place.slot_id,
            place.id,
            place.child_id,
            name,
            born,
            place.status,
            place.enrolment_id,
            holder or parents.get(place.child_id),
        )
        for place, name, born, holder, *_ in rows
    ]


def _stays(starts: int, status: str | None, joined: date | None, left: date | None) -> bool:
    """Tell whether an enrolment counts on the day of an absolute minute; none at all does."""
    return status is None or stays_on(status, joined, left, day_of(starts))


def _guardians(db: Db, child_ids: Collection[int]) -> dict[int, int]:
    """Return the first guardian with custody of each child."""
    query = select(Guardianship.child_id, Guardianship.adult_id).where(
        Guardianship.child_id.in_(list(child_ids))
    )
    order = (Guardianship.has_custody, Guardianship.id.desc())
    return {row[0]: row[1] for row in db.execute(query.order_by(*order))}


def riding(db: Db, ride_ids: Collection[int]) -> list[Riding]:
    """Return the seats of some rides with the stop's village and time.

    Seats of those who are not in the course on that day are left out.
    """
    at = (
        select(RideStop.at)
        .where(RideStop.ride_id == Ride.id, RideStop.stop_id == RideSeat.stop_id)
        .limit(1)
        .scalar_subquery()
    )
    village = select(Stop.municipality).where(Stop.id == RideSeat.stop_id).scalar_subquery()
    vehicle = select(Vehicle.name).where(Vehicle.id == Ride.vehicle_id).scalar_subquery()
    query = (
        select(
            *(RideSeat, Enrolment.person_id, village, vehicle, Ride.direction, at),
            *(Ride.starts, *_STAY),
        )
        .join(Ride, Ride.id == RideSeat.ride_id)
        .outerjoin(Enrolment, Enrolment.id == RideSeat.enrolment_id)
        .where(RideSeat.ride_id.in_(list(ride_ids)))
        .order_by(Ride.starts, RideSeat.id)
    )
    rows: Sequence[Any] = db.execute(query).all()
    return [
        Riding(
            seat.ride_id,
            seat.id,
            seat.person_id,
            seat.enrolment_id,
            holder or seat.person_id,
            municipality or "",
            vehicle_name or "",
            direction,
            minute,
            seat.result,
        )
        for seat, holder, municipality, vehicle_name, direction, minute, *stay in rows
        if _stays(*stay)
    ]
