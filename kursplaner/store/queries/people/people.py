"""People as rows of a list, one person whole, and her family."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select

from kursplaner.basics.errors import Refused
from kursplaner.domain.courses import Course, Enrolment
from kursplaner.domain.people import (
    AuthorisedCollector,
    Consent,
    ContactRoute,
    Credential,
    Guardianship,
    HealthNote,
    Person,
    PersonAddress,
    Profile,
)
from kursplaner.domain.rides.rides import Stop
from kursplaner.store.queries.absences.answers import answers, pairs
from kursplaner.store.queries.lessons.lessons import batches
from kursplaner.store.queries.names import name_column, stop_name
from kursplaner.store.queries.people.searching import CHILD, GUARDIAN, PARTICIPANT, found_people
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person in a list; a restricted address leaves municipality and phone empty."""

    id: int
    name: str
    own_script_name: str
    roles: tuple[str, ...]
    gender: str
    birth_date: date | None
    birth_uncertain: bool
    level: str
    languages: str
    municipality: str
    phone: str
    address_restricted: bool
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class RouteRow:
    """A way to reach somebody, in order."""

    kind: str
    value: str
    language: str
    note: str


@dataclass(frozen=True, slots=True)
class Bond:
    """A child or guardian of a person, and what the bond allows."""

    person_id: int
    name: str
    birth_date: date | None
    height_cm: int | None
    is_child: bool
    relation: str
    has_custody: bool
    may_collect: bool
    may_not_collect: bool


@dataclass(frozen=True, slots=True)
class PersonCourse:
    """A stay of a person in a course."""

    enrolment_id: int
    course_id: int
    number: str
    title: str
    status: str
    joined_on: date | None
    left_on: date | None


@dataclass(frozen=True, slots=True)
class CredentialRow:
    """A proof with its expiry."""

    kind: str
    issued_on: date | None
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class CollectorRow:
    """Somebody beside the guardians who may, or must not, collect a child."""

    name: str
    phone: str
    relation: str
    forbidden: bool
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class PersonDetail:
    """One person whole, but for health data, which only says whether there is some."""

    row: PersonRow
    version: int
    family_name: str
    given_name: str
    call_name: str
    passport_name: str
    height_cm: int | None
    needs: str
    note: str
    street: str
    postcode: str
    municipality: str
    stop_id: int | None
    stop: str | None
    routes: tuple[RouteRow, ...]
    family: tuple[Bond, ...]
    courses: tuple[PersonCourse, ...]
    credentials: tuple[CredentialRow, ...]
    collectors: tuple[CollectorRow, ...]
    consents: tuple[tuple[str, bool], ...]
    has_health_note: bool


ORDERS = {
    "name": Person.search_text,
    "birth_date": Person.birth_date,
    "level": Person.level,
    "languages": Person.languages,
}


def people_count(db: Db, search: str = "", role: str | None = None, *, ended: bool = False) -> int:
    """Return how many people are found; with `ended` those who are ended, too."""
    found = found_people(db, search, role, ended=ended).subquery()
    return db.scalars(select(func.count()).select_from(found)).one()


def people_rows(  # noqa: PLR0913 (one word a wish)
    db: Db,
    search: str = "",
    *,
    role: str | None = None,
    offset: int = 0,
    limit: int | None = None,
    order: str = "name",
    descending: bool = False,
    ended: bool = False,
) -> list[PersonRow]:
    """Return people found by any spelling of a name or by phone; with `ended` also those ended."""
    query = _ordered(db, search, role, order, descending=descending, ended=ended).offset(offset)
    ids = list(db.scalars(query.limit(limit) if limit is not None else query))
    return people_by_id(db, ids)


def person_place(
    db: Db,
    person_id: int,
    search: str = "",
    role: str | None = None,
    *,
    order: str = "name",
    descending: bool = False,
    ended: bool = False,
) -> int | None:
    """Return where somebody stands among the people found, None when not among them."""
    query = found_people(db, search, role, ended=ended).where(Person.id == person_id)
    if db.scalar(query) is None:
        return None
    ids = db.scalars(_ordered(db, search, role, order, descending=descending, ended=ended)).all()
    return ids.index(person_id)


def _ordered(
    db: Db, search: str, role: str | None, order: str, *, descending: bool, ended: bool
) -> Select[int]:
    column = ORDERS.get(order, Person.search_text)
    ordered = column.desc() if descending else column.asc()
    return found_people(db, search, role, ended=ended).order_by(ordered, Person.id)


def people_by_id(db: Db, ids: list[int]) -> list[PersonRow]:
    """Return these people in this order; unknown ids are left out."""
    rows = {}
    for some in batches(ids):
        roles, places, phones = _roles(db, some), _places(db, some), _phones(db, some)
        query = select(Person, name_column()).where(Person.id.in_(some))
        for person, name in db.execute(query):
            rows[person.id] = _row(person, name, roles, places, phones)
    return [rows[key] for key in ids if key in rows]


def _row(
    person: Person,
    name: str,
    roles: dict[int, tuple[str, ...]],
    places: dict[int, str],
    phones: dict[int, str],
) -> PersonRow:
    hidden = person.address_restricted
    return PersonRow(
        person.id,
        name,
        person.own_script_name,
        roles.get(person.id, ()),
        person.gender,
        person.birth_date,
        person.birth_uncertain,
        person.level,
        person.languages,
        "" if hidden else places.get(person.id, ""),
        "" if hidden else phones.get(person.id, ""),
        hidden,
        person.ended_on,
    )


def _roles(db: Db, ids: list[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, set[str]] = defaultdict(set)
    profiles = select(Profile.person_id, Profile.role).where(Profile.person_id.in_(ids))
    for person_id, role in db.execute(profiles):
        found[person_id].add(role)
    for column, role in (
        (Enrolment.person_id, PARTICIPANT),
        (Guardianship.adult_id, GUARDIAN),
        (Guardianship.child_id, CHILD),
    ):
        for person_id in db.scalars(select(column).where(column.in_(ids)).distinct()):
            found[person_id].add(role)
    return {key: tuple(sorted(roles)) for key, roles in found.items()}


def _places(db: Db, ids: list[int]) -> dict[int, str]:
    query = select(PersonAddress.person_id, PersonAddress.municipality)
    rows = db.execute(
        query.where(PersonAddress.person_id.in_(ids)).order_by(PersonAddress.valid_from)
    )
    return pairs(rows)


def _phones(db: Db, ids: list[int]) -> dict[int, str]:
    query = (
        select(ContactRoute.person_id, ContactRoute.value)
        .where(ContactRoute.person_id.in_(ids), ContactRoute.kind.in_(("phone", "messenger")))
        .order_by(ContactRoute.position.desc())
    )
    return pairs(db.execute(query))


def person_detail(db: Db, person_id: int) -> PersonDetail:
    """Return one person whole.

    Raises:
        Refused: kind "not_found".
    """
    person = db.get(Person, person_id)
    rows = people_by_id(db, [person_id])
    if person is None or not rows:
        raise Refused("not_found", noun="person", id=person_id)
    address = db.scalars(
        select(PersonAddress)
        .where(PersonAddress.person_id == person_id)
        .order_by(PersonAddress.valid_from.desc())
    ).first()
    stop = db.get(Stop, address.stop_id) if address and address.stop_id else None
    shown = address if address is not None and not person.address_restricted else None
    return PersonDetail(
        row=rows[0],
        version=person.version,
        family_name=person.family_name,
        given_name=person.given_name,
        call_name=person.call_name,
        passport_name=person.passport_name,
        height_cm=person.height_cm,
        needs=person.needs,
        note=person.note,
        street=shown.street if shown else "",
        postcode=shown.postcode if shown else "",
        municipality=shown.municipality if shown else "",
        stop_id=address.stop_id if address else None,
        stop=stop_name(stop.name, stop.municipality) if stop else None,
        routes=_routes(db, person_id),
        family=family_of(db, person_id),
        courses=_courses(db, person_id),
        credentials=_credentials(db, person_id),
        collectors=_collectors(db, person_id),
        consents=_consents(db, person_id),
        has_health_note=_has_health_note(db, person_id),
    )


def _routes(db: Db, person_id: int) -> tuple[RouteRow, ...]:
    query = select(ContactRoute.kind, ContactRoute.value, ContactRoute.language, ContactRoute.note)
    rows = query.where(ContactRoute.person_id == person_id).order_by(ContactRoute.position)
    return tuple(answers(RouteRow, db.execute(rows)))


def family_of(db: Db, person_id: int) -> tuple[Bond, ...]:
    """Return the children of an adult and the guardians of a child."""
    found = []
    for own, other, is_child in (
        (Guardianship.adult_id, Guardianship.child_id, True),
        (Guardianship.child_id, Guardianship.adult_id, False),
    ):
        query = (
            select(
                Person.id,
                name_column(),
                Person.birth_date,
                Person.height_cm,
                Guardianship.relation,
                Guardianship.has_custody,
                Guardianship.may_collect,
                Guardianship.may_not_collect,
            )
            .join(Person, Person.id == other)
            .where(own == person_id)
            .order_by(Person.birth_date, Person.id)
        )
        found += [Bond(*row[:4], is_child, *row[4:]) for row in db.execute(query)]
    return tuple(found)


def _courses(db: Db, person_id: int) -> tuple[PersonCourse, ...]:
    query = (
        select(
            Enrolment.id,
            Course.id,
            Course.number,
            Course.title,
            Enrolment.status,
            Enrolment.joined_on,
            Enrolment.left_on,
        )
        .join(Course, Course.id == Enrolment.course_id)
        .where(Enrolment.person_id == person_id)
        .order_by(Course.first_day.desc(), Enrolment.id.desc())
    )
    return tuple(answers(PersonCourse, db.execute(query)))


def _credentials(db: Db, person_id: int) -> tuple[CredentialRow, ...]:
    query = select(Credential.kind, Credential.issued_on, Credential.valid_until)
    rows = query.where(Credential.resource_id == person_id).order_by(Credential.valid_until)
    return tuple(answers(CredentialRow, db.execute(rows)))


def _collectors(db: Db, person_id: int) -> tuple[CollectorRow, ...]:
    who = AuthorisedCollector
    query = select(who.name, who.phone, who.relation, who.forbidden, who.valid_until)
    return tuple(answers(CollectorRow, db.execute(query.where(who.child_id == person_id))))


def _consents(db: Db, person_id: int) -> tuple[tuple[str, bool], ...]:
    query = select(Consent.purpose, Consent.given, Consent.revoked_on).where(
        Consent.person_id == person_id
    )
    return tuple((purpose, given and gone is None) for purpose, given, gone in db.execute(query))


def _has_health_note(db: Db, person_id: int) -> bool:
    return bool(db.scalar(select(func.count()).where(HealthNote.person_id == person_id)))
