"""Whom to call about a child: every number that is known, each once, the best first."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from kursplaner.basics.folding import fold, name_words
from kursplaner.basics.spans import minute_of
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot
from kursplaner.domain.courses import Enrolment, EnrolmentChild
from kursplaner.domain.kinds import RouteKind
from kursplaner.domain.kinds.counting import ENROLMENTS_WITH_STAY
from kursplaner.domain.people import (
    AuthorisedCollector,
    ContactRoute,
    EmergencyContact,
    Guardianship,
)
from kursplaner.domain.phones import number_key
from kursplaner.store.queries.names import person_names
from kursplaner.store.session import Db

WRITTEN = frozenset((RouteKind.EMAIL.value, RouteKind.LETTER.value))


@dataclass(frozen=True, slots=True)
class Callee:
    """Somebody who is reached at a number.

    Attributes:
        kind, note: of the way to reach her, such as the neighbour's phone and the neighbour.
        own: it stands at the child itself; along: she comes to the course with the child, and
            nothing else is known of her.
        barred: she must not collect the child.
        until: the last day on which she may collect it, if that was limited.
    """

    name: str = ""
    relation: str = ""
    kind: str = RouteKind.PHONE.value
    note: str = ""
    own: bool = False
    along: bool = False
    barred: bool = False
    until: date | None = None


@dataclass(frozen=True, slots=True)
class CallRoute:
    """A number (or, `written`, an address) with all who are reached there; the barred last."""

    value: str
    callees: tuple[Callee, ...]

    @property
    def kind(self) -> str:
        """The kind of route (`RouteKind`)."""
        return self.callees[0].kind

    @property
    def written(self) -> bool:
        """Whether one writes there and cannot call."""
        return self.kind in WRITTEN


def call_routes(db: Db, child_id: int, day: date) -> tuple[CallRoute, ...]:
    """Return how to reach somebody about a child on a day, in the order in which to try.

    First the guardians (who comes to the course with the child before the others), then others
    who come with it, what stands at the child itself, the emergency contacts, the collectors.
    Who must not collect the child comes last, whatever else she is; before that what is written.
    """
    bonds = _bonds(db, child_id)
    others = _collectors(db, child_id)
    found = [
        *_of_people(db, _family(db, child_id, day, bonds)),
        *_contacts(db, child_id),
        *((collector.phone, _collector(collector)) for collector in others),
        *_of_people(
            db,
            [
                (collector.adult_id, _collector(collector))
                for collector in others
                if collector.adult_id
            ],
        ),
    ]
    barred = _barred_names(db, bonds, others)
    marked = [(value, _marked(callee, barred)) for value, callee in found if value.strip()]
    return _joined(sorted(marked, key=lambda call: (call[1].barred, call[1].kind in WRITTEN)))


def _bonds(db: Db, child_id: int) -> list[Guardianship]:
    query = select(Guardianship).where(Guardianship.child_id == child_id)
    return list(db.scalars(query.order_by(Guardianship.id)))


def _collectors(db: Db, child_id: int) -> list[AuthorisedCollector]:
    query = select(AuthorisedCollector).where(AuthorisedCollector.child_id == child_id)
    return list(db.scalars(query.order_by(AuthorisedCollector.id)))


def _family(
    db: Db, child_id: int, day: date, bonds: Iterable[Guardianship]
) -> list[tuple[int, Callee]]:
    """Return the guardians, who else comes with the child, and the child, by id."""
    along = _companions(db, child_id, day)
    guardians = sorted(bonds, key=lambda bond: bond.adult_id not in along)
    known = {bond.adult_id for bond in guardians}
    return [
        *((bond.adult_id, Callee(relation=bond.relation)) for bond in guardians),
        *((adult, Callee(along=True)) for adult in along if adult not in known),
        (child_id, Callee(own=True)),
    ]


def _companions(db: Db, child_id: int, day: date) -> list[int]:
    """Return who comes with the child to a course she is in, or has it looked after that day."""
    comes = select(EnrolmentChild.enrolment_id).where(EnrolmentChild.child_id == child_id)
    looked_after = (
        select(ChildcarePlace.enrolment_id)
        .join(ChildcareSlot, ChildcareSlot.id == ChildcarePlace.slot_id)
        .where(ChildcarePlace.child_id == child_id, ChildcarePlace.enrolment_id.is_not(None))
        .where(ChildcareSlot.starts >= minute_of(day), ChildcareSlot.starts < minute_of(day, 1440))
    )
    stays = (
        Enrolment.id.in_(comes)
        & Enrolment.status.in_(ENROLMENTS_WITH_STAY)
        & or_(Enrolment.joined_on.is_(None), Enrolment.joined_on <= day)
        & or_(Enrolment.left_on.is_(None), Enrolment.left_on >= day)
    )
    query = select(Enrolment.person_id).where(or_(stays, Enrolment.id.in_(looked_after)))
    found = db.scalars(query.order_by(Enrolment.id.in_(looked_after).desc(), Enrolment.id))
    return [person for person in dict.fromkeys(found) if person != child_id]


def _of_people(db: Db, people: Collection[tuple[int, Callee]]) -> Iterator[tuple[str, Callee]]:
    """Return the contact routes of some people, in their order."""
    ids = {person_id for person_id, _ in people}
    names = person_names(db, ids)
    route = ContactRoute
    query = select(route.person_id, route.value, route.kind, route.note).where(
        route.person_id.in_(ids)
    )
    rows: list[Any] = list(db.execute(query.order_by(route.position, route.id)))
    for person_id, known in people:
        for owner, value, kind, note in rows:
            if owner == person_id:
                yield value, replace(known, name=names[person_id], kind=kind, note=note)


def _contacts(db: Db, child_id: int) -> Iterator[tuple[str, Callee]]:
    contact = EmergencyContact
    query = select(contact.phone, contact.name, contact.relation).where(
        contact.person_id == child_id
    )
    for phone, name, relation in db.execute(query.order_by(contact.position, contact.id)):
        yield phone, Callee(name, relation)


def _collector(collector: AuthorisedCollector) -> Callee:
    return Callee(
        collector.name, collector.relation, barred=collector.forbidden, until=collector.valid_until
    )


def _barred_names(
    db: Db, bonds: Iterable[Guardianship], others: Iterable[AuthorisedCollector]
) -> set[frozenset[str]]:
    """Return the names that must not collect the child, wherever and however they are written."""
    forbidden = [collector for collector in others if collector.forbidden]
    ids = {bond.adult_id for bond in bonds if bond.may_not_collect}
    ids |= {collector.adult_id for collector in forbidden if collector.adult_id is not None}
    names = [*person_names(db, ids).values(), *(collector.name for collector in forbidden)]
    return {name_words(name) for name in names} - {frozenset()}


def _marked(callee: Callee, barred: Collection[frozenset[str]]) -> Callee:
    """Return somebody with the mark she bears wherever she stands; a child has none."""
    is_barred = not callee.own and (callee.barred or name_words(callee.name) in barred)
    return replace(callee, barred=True, until=None) if is_barred else callee


def _joined(found: Iterable[tuple[str, Callee]]) -> tuple[CallRoute, ...]:
    """Return each number once, where it stands first, with each person once."""
    routes: dict[str, tuple[str, dict[object, Callee]]] = {}
    for value, callee in found:
        _, callees = routes.setdefault(_number(value), (value.strip(), {}))
        key = (callee.own, name_words(callee.name))
        callees[key] = _same(callees[key], callee) if key in callees else callee
    return tuple(CallRoute(value, tuple(callees.values())) for value, callees in routes.values())


def _same(first: Callee, second: Callee) -> Callee:
    """Return what two records of one person at one number say together."""
    notes = dict.fromkeys(note for note in (first.note, second.note) if note)
    relation = first.relation or second.relation
    return replace(first, relation=relation, note=", ".join(notes))


def _number(value: str) -> str:
    """Return what tells one number from another: +49 171 3920014 is 0171 39200 14."""
    plain = "".join(fold(value).split())
    if any(char.isalpha() for char in plain):
        return plain
    return number_key(plain) or plain
