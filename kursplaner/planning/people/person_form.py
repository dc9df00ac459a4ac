"""One person as a form holds her: read whole, stored in parts that were changed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.domain.kinds import Gender
from kursplaner.domain.people import (
    AuthorisedCollector,
    Consent,
    ContactRoute,
    Credential,
    Guardianship,
    HealthNote,
    Person,
)
from kursplaner.domain.rides.pick_ups import homes_from
from kursplaner.planning.people.addresses import (
    AddressLine,
    addresses_after,
    addresses_of,
    keep_addresses,
)
from kursplaner.planning.people.role_lines import RoleLine, keep_roles, roles_of
from kursplaner.planning.rides import pick_ups
from kursplaner.planning.rides.pick_ups import Body, PickUpChange
from kursplaner.store import records
from kursplaner.store.session import Db

OLDEST = date(1900, 1, 1)
TALLEST_CM = 260


@dataclass(frozen=True, slots=True)
class RouteLine:
    """A way to reach the person; the order of lines is the order of trying."""

    kind: str
    value: str
    language: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CredentialLine:
    """A proof with its expiry."""

    kind: str
    issued_on: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class HealthLine:
    """What the carers must know; kept in a table of its own."""

    allergies: str = ""
    illness: str = ""
    medicine: str = ""
    emergency: str = ""


@dataclass(frozen=True, slots=True)
class BondLine:
    """A bond to a child (`is_child`) or to a guardian of a child."""

    person_id: int
    is_child: bool
    relation: str = ""
    has_custody: bool = True
    may_collect: bool = True
    may_not_collect: bool = False
    by_court: bool = False


@dataclass(frozen=True, slots=True)
class CollectorLine:
    """Somebody beside the guardians who may, or must not, collect the child."""

    name: str
    phone: str = ""
    relation: str = ""
    forbidden: bool = False
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class PersonForm:
    """Everything that is edited at once; `id` is None for somebody new.

    Attributes:
        address: the last address, which may hold from a day to come. Another day with the same
            content moves it; another day with another content begins a further one.
        address_taken_back: the last address was entered by mistake; the one before holds on.
    """

    family_name: str
    given_name: str = ""
    id: int | None = None
    version: int = 0
    call_name: str = ""
    passport_name: str = ""
    own_script_name: str = ""
    birth_date: date | None = None
    birth_uncertain: bool = False
    gender: str = Gender.UNKNOWN.value
    height_cm: int | None = None
    languages: str = ""
    level: str = ""
    needs: str = ""
    note: str = ""
    address_restricted: bool = False
    address: AddressLine | None = None
    address_taken_back: bool = False
    routes: tuple[RouteLine, ...] = ()
    credentials: tuple[CredentialLine, ...] = ()
    roles: tuple[RoleLine, ...] = ()
    consents: frozenset[str] = field(default_factory=frozenset)
    health: HealthLine = field(default_factory=HealthLine)
    bonds: tuple[BondLine, ...] = ()
    collectors: tuple[CollectorLine, ...] = ()


OWN_FIELDS = (
    *("family_name", "given_name", "call_name", "passport_name", "own_script_name"),
    *("birth_date", "birth_uncertain", "gender", "height_cm", "languages", "level"),
    *("needs", "note", "address_restricted"),
)


def load(db: Db, person_id: int) -> PersonForm:
    """Return a person for editing, also what a restricted address hides elsewhere.

    Raises:
        Refused: kind "not_found".
    """
    person = records.by_id(db, Person, person_id)
    addresses = addresses_of(db, person_id)
    routes = sorted(records.find(db, ContactRoute, person_id=person_id), key=_position)
    credentials = records.find(db, Credential, resource_id=person_id)
    consents = records.find(db, Consent, person_id=person_id)
    health = next(iter(records.find(db, HealthNote, person_id=person_id)), None)
    return PersonForm(
        id=person_id,
        version=person.version,
        **{name: getattr(person, name) for name in OWN_FIELDS},
        address=max(addresses.values(), key=lambda address: address.valid_from, default=None),
        routes=tuple(RouteLine(way.kind, way.value, way.language, way.note) for way in routes),
        credentials=tuple(CredentialLine(c.kind, c.issued_on, c.valid_until) for c in credentials),
        roles=roles_of(db, person_id),
        consents=frozenset(row.purpose for row in consents if row.given and not row.revoked_on),
        health=_health(health),
        bonds=_bonds(db, person_id),
        collectors=_collectors(db, person_id),
    )


def _bonds(db: Db, person_id: int) -> tuple[BondLine, ...]:
    children = [
        (bond, bond.child_id) for bond in records.find(db, Guardianship, adult_id=person_id)
    ]
    adults = [(bond, bond.adult_id) for bond in records.find(db, Guardianship, child_id=person_id)]
    return tuple(
        BondLine(
            other,
            other == bond.child_id,
            bond.relation,
            bond.has_custody,
            bond.may_collect,
            bond.may_not_collect,
            bond.by_court,
        )
        for bond, other in (*children, *adults)
    )


def _collectors(db: Db, person_id: int) -> tuple[CollectorLine, ...]:
    return tuple(
        CollectorLine(who.name, who.phone, who.relation, who.forbidden, who.valid_until)
        for who in records.find(db, AuthorisedCollector, child_id=person_id)
    )


def _position(route: ContactRoute) -> tuple[int, int]:
    return route.position, route.id


def _health(found: HealthNote | None) -> HealthLine:
    if found is None:
        return HealthLine()
    return HealthLine(found.allergies, found.illness, found.medicine, found.emergency)


def checked(form: PersonForm) -> PersonForm:
    """Return the form with trimmed texts and without empty lines.

    A given name without a family name is a single name and stands as family name.

    Raises:
        Refused: "name_missing", "birth_out_of_range", "height_out_of_range".
    """
    family, given = form.family_name.strip(), form.given_name.strip()
    if not family:
        family, given = given, ""
    if not family:
        raise Refused("name_missing")
    today = clock.today()
    if form.birth_date is not None and not OLDEST <= form.birth_date <= today:
        raise Refused("birth_out_of_range", day=form.birth_date)
    if form.height_cm is not None and not 20 <= form.height_cm <= TALLEST_CM:
        raise Refused("height_out_of_range", value=form.height_cm)
    routes = tuple(
        replace(route, value=route.value.strip()) for route in form.routes if route.value.strip()
    )
    collectors = tuple(collector for collector in form.collectors if collector.name.strip())
    return replace(form, family_name=family, given_name=given, routes=routes, collectors=collectors)


def store(
    db: Db,
    form: PersonForm,
    before: PersonForm | None = None,
    shown: PickUpChange | None = None,
) -> int:
    """Store a new person, or what differs from `before`; returns the id.

    The rides to come follow, as `ride_changes` tells; `shown` is what was told of them before.

    Raises:
        Refused: what `checked` refuses, "overtaken", or "rides_changed": the rides are others
            by now than those shown.
        HardConflict: a vehicle or driver was taken in the meantime.
    """
    wanted = checked(form)
    base = before or PersonForm("")
    person = _own_row(db, wanted, base)
    rides = ride_changes(db, wanted, base)
    if shown is not None and shown != rides:
        raise Refused("rides_changed")
    for name, keep in _PARTS:
        if getattr(wanted, name) != getattr(base, name):
            keep(db, person.id, getattr(wanted, name))
    keep_addresses(db, person.id, _addresses_after(db, wanted, base))
    pick_ups.apply(db, rides)
    return person.id


def ride_changes(db: Db, form: PersonForm, before: PersonForm) -> PickUpChange:
    """Return what storing a form would make of the person's rides; writes nothing."""
    person_id = form.id or 0
    bodies = [Body(part.birth_date, part.height_cm) for part in (form, before)]
    body = bodies[0] if bodies[0] != bodies[1] else None
    after = _addresses_after(db, form, before)
    if form.id is None or (body is None and after == addresses_of(db, person_id)):
        return PickUpChange(person_id)
    stops = homes_from((day, line.stop_id) for day, line in after.items())
    return pick_ups.propose(db, person_id, stops, body)


def _addresses_after(db: Db, form: PersonForm, before: PersonForm) -> dict[date, AddressLine]:
    line = None if form.address_taken_back else form.address
    return addresses_after(db, form.id or 0, line, before.address)


def _own_row(db: Db, form: PersonForm, before: PersonForm) -> Person:
    values: dict[str, Any] = {name: getattr(form, name) for name in OWN_FIELDS}
    if form.height_cm is not None and form.height_cm != before.height_cm:
        values["height_measured_on"] = clock.today()
    if form.id is not None:
        return records.save(db, Person, form.id, form.version, **values)
    person = Person(**values, registered_on=clock.today())
    db.add(person)
    db.flush()
    return person


def _keep_routes(db: Db, person_id: int, routes: Iterable[RouteLine]) -> None:
    _clear(db, records.find(db, ContactRoute, person_id=person_id))
    for position, route in enumerate(routes, start=1):
        db.add(
            ContactRoute(
                person_id=person_id,
                position=position,
                kind=route.kind,
                value=route.value,
                language=route.language,
                note=route.note,
            )
        )


def _keep_credentials(db: Db, person_id: int, credentials: Iterable[CredentialLine]) -> None:
    present = {row.kind: row for row in records.find(db, Credential, resource_id=person_id)}
    for line in credentials:
        row = present.pop(line.kind, None)
        if row is None:
            row = Credential(resource_id=person_id, kind=line.kind)
            db.add(row)
        row.issued_on, row.valid_until = line.issued_on, line.valid_until
    _clear(db, present.values())


def _keep_consents(db: Db, person_id: int, purposes: frozenset[str]) -> None:
    today = clock.today()
    standing = [row for row in records.find(db, Consent, person_id=person_id) if not row.revoked_on]
    for consent in standing:
        if consent.given and consent.purpose not in purposes:
            consent.revoked_on = today
    for purpose in sorted(purposes - {consent.purpose for consent in standing if consent.given}):
        db.add(Consent(person_id=person_id, purpose=purpose, given_on=today))


def _keep_health(db: Db, person_id: int, health: HealthLine) -> None:
    found = records.find(db, HealthNote, person_id=person_id)
    if health == HealthLine():
        _clear(db, found)
        return
    note = found[0] if found else HealthNote(person_id=person_id)
    for name in ("allergies", "illness", "medicine", "emergency"):
        setattr(note, name, getattr(health, name).strip())
    db.add(note)


def _keep_bonds(db: Db, person_id: int, bonds: Iterable[BondLine]) -> None:
    present = {
        (bond.child_id, bond.adult_id): bond
        for bond in (
            *records.find(db, Guardianship, adult_id=person_id),
            *records.find(db, Guardianship, child_id=person_id),
        )
    }
    for line in bonds:
        child, adult = (line.person_id, person_id) if line.is_child else (person_id, line.person_id)
        if child == adult:
            raise Refused("own_child", id=person_id)
        bond = present.pop((child, adult), None) or Guardianship(child_id=child, adult_id=adult)
        bond.relation, bond.by_court = line.relation, line.by_court
        bond.has_custody = line.has_custody
        bond.may_not_collect = line.may_not_collect
        bond.may_collect = line.may_collect and not line.may_not_collect
        db.add(bond)
    _clear(db, present.values())


def _keep_collectors(db: Db, person_id: int, collectors: Iterable[CollectorLine]) -> None:
    _clear(db, records.find(db, AuthorisedCollector, child_id=person_id))
    for line in collectors:
        db.add(
            AuthorisedCollector(
                child_id=person_id,
                name=line.name,
                phone=line.phone,
                relation=line.relation,
                forbidden=line.forbidden,
                valid_until=line.valid_until,
            )
        )


def _clear(db: Db, rows: Iterable[object]) -> None:
    for row in list(rows):
        db.delete(row)
    db.flush()


_PARTS: tuple[tuple[str, Callable[[Db, int, Any], None]], ...] = (
    ("routes", _keep_routes),
    ("credentials", _keep_credentials),
    ("roles", keep_roles),
    ("consents", _keep_consents),
    ("health", _keep_health),
    ("bonds", _keep_bonds),
    ("collectors", _keep_collectors),
)
