"""Whom to call and how: routes in their order, languages, what was tried before."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from kursplaner.domain.absences import AbsenceCall
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot, ChildcareSlotCarer
from kursplaner.domain.courses import Lesson, LessonPerson
from kursplaner.domain.kinds import ContactResult, SlotStatus
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE
from kursplaner.domain.people import ContactLog, ContactRoute, Guardianship, Person
from kursplaner.domain.rides.rides import Stop
from kursplaner.store.queries.names import name_column
from kursplaner.store.queries.people.people import RouteRow
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class ContactCard:
    """One person to call, with the routes in the order in which to try them."""

    person_id: int
    name: str
    languages: str
    restricted: bool
    birth_date: date | None
    routes: tuple[RouteRow, ...]


@dataclass(frozen=True, slots=True)
class CallRow:
    """Where the call of one person about an absence stands (absolute minute)."""

    person_id: int
    result: str
    answer: str
    at: int | None
    note: str


@dataclass(frozen=True, slots=True)
class LogRow:
    """One try to reach somebody (absolute minute)."""

    at: int
    route: str
    result: str
    note: str


def contact_cards(db: Db, person_ids: Collection[int]) -> dict[int, ContactCard]:
    """Return name, language and routes of some people, by id."""
    wanted = list(person_ids)
    routes: dict[int, list[RouteRow]] = defaultdict(list)
    route = ContactRoute
    query = select(route.person_id, route.kind, route.value, route.language, route.note)
    ordered = query.where(route.person_id.in_(wanted)).order_by(route.position, route.id)
    for person_id, kind, value, language, note in db.execute(ordered):
        routes[person_id].append(RouteRow(kind, value, language, note))
    columns: Any = (Person.id, name_column(), Person.languages, Person.address_restricted)
    rows: Any = db.execute(select(*columns, Person.birth_date).where(Person.id.in_(wanted)))
    return {
        key: ContactCard(key, name, languages, hidden, born, tuple(routes.get(key, ())))
        for key, name, languages, hidden, born in rows
    }


def children_of(db: Db, adult_ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """Return the children of some adults, by adult."""
    found: dict[int, list[int]] = defaultdict(list)
    bond = Guardianship
    query = select(bond.adult_id, bond.child_id).where(bond.adult_id.in_(list(adult_ids)))
    for adult, child in db.execute(query.order_by(bond.id)):
        found[adult].append(child)
    return {key: tuple(children) for key, children in found.items()}


def calls_of(db: Db, absence_id: int) -> dict[int, CallRow]:
    """Return the calls about an absence, by person; those not tried yet have none."""
    call = AbsenceCall
    query = select(call.person_id, call.result, call.answer, call.at, call.note)
    rows = db.execute(query.where(call.absence_id == absence_id))
    return {row[0]: CallRow(*row) for row in rows}


def contact_log(db: Db, person_id: int, limit: int = 6) -> list[LogRow]:
    """Return the last tries to reach somebody, newest first."""
    log = ContactLog
    query = select(log.at, log.route, log.result, log.note).where(log.person_id == person_id)
    rows = db.execute(query.order_by(log.at.desc(), log.id.desc()).limit(limit))
    return [LogRow(*row) for row in rows]


def last_told(db: Db, person_ids: Collection[int]) -> dict[int, LogRow]:
    """Return the last try at which some people were told anything, by person."""
    log = ContactLog
    query = select(log.person_id, log.at, log.route, log.result, log.note).where(
        log.person_id.in_(list(person_ids)), log.result != ContactResult.OPEN.value
    )
    rows: Any = db.execute(query.order_by(log.at, log.id))
    return {person: LogRow(*rest) for person, *rest in rows}


def known_children(db: Db, child_ids: Collection[int], before: int) -> dict[int, frozenset[int]]:
    """Return which of these children somebody has looked after before a minute, by carer."""
    query = (
        select(ChildcareSlotCarer.person_id, ChildcarePlace.child_id)
        .join(ChildcarePlace, ChildcarePlace.slot_id == ChildcareSlotCarer.slot_id)
        .join(ChildcareSlot, ChildcareSlot.id == ChildcareSlotCarer.slot_id)
        .where(
            ChildcarePlace.child_id.in_(list(child_ids)),
            ChildcareSlot.starts < before,
            ChildcareSlot.status == SlotStatus.PLANNED,
        )
        .distinct()
    )
    found: dict[int, set[int]] = defaultdict(set)
    for carer, child in db.execute(query):
        found[carer].add(child)
    return {key: frozenset(children) for key, children in found.items()}


def teachers_before(db: Db, course_id: int, before: int) -> frozenset[int]:
    """Return who has taught a course before a minute."""
    query = (
        select(LessonPerson.person_id)
        .join(Lesson, Lesson.id == LessonPerson.lesson_id)
        .where(
            Lesson.course_id == course_id,
            Lesson.starts < before,
            Lesson.status.in_(LESSONS_TAKING_PLACE),
        )
    )
    return frozenset(db.scalars(query.distinct()))


def municipalities(db: Db) -> tuple[str, ...]:
    """Return the villages with a stop, by name."""
    query = select(Stop.municipality).where(Stop.municipality != "", Stop.ended_on.is_(None))
    ordered = query.group_by(Stop.municipality).order_by(func.lower(Stop.municipality))
    return tuple(db.scalars(ordered))
