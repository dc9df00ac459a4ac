"""The childcare of a day: slots, carers, children, who brought and who may collect."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, or_, select

from kursplaner.basics.spans import minute_of
from kursplaner.domain.childcare import (
    ChildcarePlace,
    ChildcareSlot,
    ChildcareSlotCarer,
    ChildcareSlotLesson,
)
from kursplaner.domain.courses import Course, Enrolment, Lesson
from kursplaner.domain.kinds import PlaceStatus, SlotStatus
from kursplaner.domain.people import HealthNote, Person
from kursplaner.domain.rooms import Room
from kursplaner.store.queries.names import name_column, person_names
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class SlotCarer:
    """A carer in a slot with her times (absolute minutes)."""

    person_id: int
    name: str
    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class SlotChild:
    """A child's place in a slot."""

    place_id: int
    version_of_slot: int
    child_id: int
    name: str
    given_name: str
    family_name: str
    birth_date: date | None
    languages: str
    guardian: str
    enrolment_id: int | None
    carer_id: int | None
    status: str
    brought_at: int | None
    brought_by: str
    collected_at: int | None
    collected_by: str
    over_limit_reason: str
    remark: str
    has_health_note: bool


@dataclass(frozen=True, slots=True)
class SlotRow:
    """One childcare slot of a day."""

    id: int
    version: int
    room_id: int | None
    room: str | None
    starts: int
    ends: int
    courses: tuple[str, ...]
    colour: int
    lesson_ids: tuple[int, ...]
    carers: tuple[SlotCarer, ...]
    children: tuple[SlotChild, ...]


def childcare_day(db: Db, day: date) -> list[SlotRow]:
    """Return the slots of a day that take place, in order of time.

    One that was cancelled stays as long as a child is there: it must be collected.
    """
    starts = minute_of(day)
    inside = exists().where(
        ChildcarePlace.slot_id == ChildcareSlot.id,
        ChildcarePlace.status == PlaceStatus.BROUGHT,
    )
    query = select(ChildcareSlot).where(
        ChildcareSlot.starts >= starts,
        ChildcareSlot.starts < starts + 1440,
        or_(ChildcareSlot.status == SlotStatus.PLANNED, inside),
    )
    return [_slot(db, slot) for slot in db.scalars(query.order_by(ChildcareSlot.starts))]


def childcare_slot(db: Db, slot_id: int) -> SlotRow | None:
    """Return one slot, or None."""
    slot = db.get(ChildcareSlot, slot_id)
    return _slot(db, slot) if slot is not None else None


def _slot(db: Db, slot: ChildcareSlot) -> SlotRow:
    lessons = db.execute(
        select(Lesson.id, Course.title, Course.colour)
        .join(ChildcareSlotLesson, ChildcareSlotLesson.lesson_id == Lesson.id)
        .join(Course, Course.id == Lesson.course_id)
        .where(ChildcareSlotLesson.slot_id == slot.id)
    ).all()
    room = db.get(Room, slot.room_id) if slot.room_id else None
    return SlotRow(
        slot.id,
        slot.version,
        slot.room_id,
        room.name if room else None,
        slot.starts,
        slot.ends,
        tuple(row[1] for row in lessons),
        lessons[0][2] if lessons else 0,
        tuple(row[0] for row in lessons),
        _carers(db, slot),
        _children(db, slot),
    )


def _carers(db: Db, slot: ChildcareSlot) -> tuple[SlotCarer, ...]:
    work = ChildcareSlotCarer
    query = (
        select(Person.id, name_column(), work.starts, work.ends)
        .join(Person, Person.id == work.person_id)
        .where(work.slot_id == slot.id)
        .order_by(work.id)
    )
    return tuple(
        SlotCarer(key, name, starts or slot.starts, ends or slot.ends)
        for key, name, starts, ends in db.execute(query)
    )


def _children(db: Db, slot: ChildcareSlot) -> tuple[SlotChild, ...]:
    rows = db.execute(
        select(ChildcarePlace, Person, name_column())
        .join(Person, Person.id == ChildcarePlace.child_id)
        .where(ChildcarePlace.slot_id == slot.id)
        .order_by(Person.search_text)
    ).all()
    ids = [person.id for _, person, _ in rows]
    ill = set(db.scalars(select(HealthNote.person_id).where(HealthNote.person_id.in_(ids))))
    guardians = _guardians(db, {place.enrolment_id for place, _, _ in rows if place.enrolment_id})
    return tuple(
        SlotChild(
            place.id,
            slot.version,
            child.id,
            name,
            child.given_name,
            child.family_name,
            child.birth_date,
            child.languages,
            guardians.get(place.enrolment_id, ""),
            place.enrolment_id,
            place.carer_id,
            place.status,
            place.brought_at,
            place.brought_by,
            place.collected_at,
            place.collected_by,
            place.over_limit_reason,
            place.remark,
            child.id in ill,
        )
        for place, child, name in rows
    )


def _guardians(db: Db, enrolment_ids: set[int]) -> dict[int | None, str]:
    query = select(Enrolment.id, Enrolment.person_id).where(Enrolment.id.in_(enrolment_ids))
    rows = db.execute(query).all()
    names = person_names(db, {row[1] for row in rows})
    return {row[0]: names.get(row[1], "") for row in rows}
