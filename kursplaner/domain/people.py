"""People, their families, credentials, routes and addresses."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kursplaner.domain.base import (
    AUTOINCREMENT,
    Base,
    Id,
    Line,
    Prose,
    Resource,
    Word,
    kind_of_resource,
    reference,
    resource_key,
)
from kursplaner.domain.kinds import Gender, ResourceKind


class Person(Resource):
    """One human being, whatever roles she has. A single name stands in `family_name`."""

    __tablename__ = "person"
    __table_args__: Any = (Index("ix_person_search", "search_text"), {})
    __mapper_args__: Any = kind_of_resource(ResourceKind.PERSON)

    id: Mapped[int] = resource_key()
    family_name: Mapped[Line]
    given_name: Mapped[Line] = mapped_column(default="")
    call_name: Mapped[Line] = mapped_column(default="")
    passport_name: Mapped[Line] = mapped_column(default="")
    own_script_name: Mapped[Line] = mapped_column(default="")
    search_text: Mapped[Prose] = mapped_column(default="")
    birth_date: Mapped[date | None]
    birth_uncertain: Mapped[bool] = mapped_column(default=False)
    gender: Mapped[Word] = mapped_column(default=Gender.UNKNOWN.value)
    height_cm: Mapped[int | None]
    height_measured_on: Mapped[date | None]
    languages: Mapped[Line] = mapped_column(default="")
    nationality: Mapped[Word] = mapped_column(default="")
    level: Mapped[Word] = mapped_column(default="")
    address_restricted: Mapped[bool] = mapped_column(default=False)
    processing_restricted: Mapped[bool] = mapped_column(default=False)
    needs: Mapped[Line] = mapped_column(default="")
    signer_id: Mapped[int | None] = reference("person.id")
    note: Mapped[Prose] = mapped_column(default="")
    registered_on: Mapped[date | None]
    ended_on: Mapped[date | None]


class OtherName(Base):
    """A further name under which a person is found: how she was written down another time."""

    __tablename__ = "other_name"
    __table_args__: Any = (
        UniqueConstraint("person_id", "family_name", "given_name"),
        AUTOINCREMENT,
    )

    id: Mapped[Id]
    person_id: Mapped[int] = reference("person.id", index=False)
    family_name: Mapped[Line]
    given_name: Mapped[Line] = mapped_column(default="")
    search_text: Mapped[Prose] = mapped_column(default="")


class Profile(Base):
    """A role of a person with its working limits; fee is per unit or hour in integer cents."""

    __tablename__ = "profile"
    __table_args__: Any = (UniqueConstraint("person_id", "role"), AUTOINCREMENT)

    id: Mapped[Id]
    person_id: Mapped[int] = reference("person.id")
    role: Mapped[Word]
    levels: Mapped[Line] = mapped_column(default="")
    course_types: Mapped[Line] = mapped_column(default="")
    weekly_minutes: Mapped[int | None]
    fee_cents: Mapped[int | None]
    fee_per: Mapped[Word] = mapped_column(default="unit")
    trade: Mapped[Line] = mapped_column(default="")
    note: Mapped[Prose] = mapped_column(default="")
    ended_on: Mapped[date | None]


class WeeklyLimit(Base):
    """Most minutes a week in a role from a day on; before the first of them the profile's hold.

    `minutes` None: no limit any more.
    """

    __tablename__ = "weekly_limit"
    __table_args__: Any = (
        UniqueConstraint("person_id", "role", "valid_from"),
        CheckConstraint("minutes > 0", name="minutes"),
        AUTOINCREMENT,
    )

    id: Mapped[Id]
    person_id: Mapped[int] = reference("person.id", index=False)
    role: Mapped[Word]
    valid_from: Mapped[date]
    minutes: Mapped[int | None]


class PersonAddress(Base):
    """Address with the day it holds from, so that past rides and cost shares stay."""

    __tablename__ = "person_address"
    __table_args__: Any = (UniqueConstraint("person_id", "valid_from"), AUTOINCREMENT)

    id: Mapped[Id]
    person_id: Mapped[int] = reference("person.id")
    valid_from: Mapped[date]
    street: Mapped[Line] = mapped_column(default="")
    postcode: Mapped[Word] = mapped_column(default="")
    municipality: Mapped[Line] = mapped_column(default="", index=True)
    stop_id: Mapped[int | None] = reference("stop.id")


class ContactRoute(Base):
    """A way to reach a person; routes are tried in the order of `position`."""

    __tablename__ = "contact_route"

    id: Mapped[Id]
    person_id: Mapped[int] = reference("person.id")
    position: Mapped[int] = mapped_column(default=1)
    kind: Mapped[Word]
    value: Mapped[Line]
    language: Mapped[Word] = mapped_column(default="")
    note: Mapped[Line] = mapped_column(default="")


class Guardianship(Base):
    """An adult's bond to a child; siblings may have different guardians."""

    __tablename__ = "guardianship"
    __table_args__: Any = (
        UniqueConstraint("child_id", "adult_id"),
        CheckConstraint("child_id <> adult_id", name="two_people"),
        AUTOINCREMENT,
    )

    id: Mapped[Id]
    child_id: Mapped[int] = reference("person.id")
    adult_id: Mapped[int] = reference("person.id")
    relation: Mapped[Word] = mapped_column(default="")
    has_custody: Mapped[bool] = mapped_column(default=True)
    may_collect: Mapped[bool] = mapped_column(default=True)
    may_not_collect: Mapped[bool] = mapped_column(default=False)
    by_court: Mapped[bool] = mapped_column(default=False)


class AuthorisedCollector(Base):
    """Somebody who is no guardian and may (or expressly may not) collect a child."""

    __tablename__ = "authorised_collector"

    id: Mapped[Id]
    child_id: Mapped[int] = reference("person.id")
    adult_id: Mapped[int | None] = reference("person.id")
    name: Mapped[Line]
    phone: Mapped[Line] = mapped_column(default="")
    relation: Mapped[Word] = mapped_column(default="")
    forbidden: Mapped[bool] = mapped_column(default=False)
    valid_until: Mapped[date | None]


class EmergencyContact(Base):
    """Whom to call for a person in an emergency."""

    __tablename__ = "emergency_contact"

    id: Mapped[Id]
    person_id: Mapped[int] = reference("person.id")
    position: Mapped[int] = mapped_column(default=1)
    name: Mapped[Line]
    phone: Mapped[Line]
    relation: Mapped[Word] = mapped_column(default="")


class HealthNote(Base):
    """Health data of a child (Art. 9 GDPR): own table, on no list and in no export."""

    __tablename__ = "health_note"
    __table_args__: Any = (UniqueConstraint("person_id"), AUTOINCREMENT)

    id: Mapped[Id]
    person_id: Mapped[int] = reference("person.id", index=False)
    allergies: Mapped[Prose] = mapped_column(default="")
    illness: Mapped[Prose] = mapped_column(default="")
    medicine: Mapped[Prose] = mapped_column(default="")
    emergency: Mapped[Prose] = mapped_column(default="")


class NeverTogether(Base):
    """Two people who must not meet; shown to those who plan, never on paper."""

    __tablename__ = "never_together"
    __table_args__: Any = (
        UniqueConstraint("first_id", "second_id"),
        CheckConstraint("first_id < second_id", name="ordered"),
        AUTOINCREMENT,
    )

    id: Mapped[Id]
    first_id: Mapped[int] = reference("person.id")
    second_id: Mapped[int] = reference("person.id")
    reason: Mapped[Line] = mapped_column(default="")


class Consent(Base):
    """Consent for one purpose; a revoked one stays with its day."""

    __tablename__ = "consent"

    id: Mapped[Id]
    person_id: Mapped[int] = reference("person.id")
    purpose: Mapped[Word]
    given: Mapped[bool] = mapped_column(default=True)
    given_on: Mapped[date]
    revoked_on: Mapped[date | None]


class LevelResult(Base):
    """A level measured in one skill on one day (placement, progress or final test)."""

    __tablename__ = "level_result"

    id: Mapped[Id]
    person_id: Mapped[int] = reference("person.id")
    day: Mapped[date]
    skill: Mapped[Word]
    level: Mapped[Word]
    occasion: Mapped[Word] = mapped_column(default="placement")


class Credential(Base):
    """A proof a person or vehicle needs, with its expiry."""

    __tablename__ = "paper"  # the word of towns that are stored already
    __table_args__: Any = (UniqueConstraint("resource_id", "kind"), AUTOINCREMENT)

    id: Mapped[Id]
    resource_id: Mapped[int] = reference("resource.id")
    kind: Mapped[Word]
    issued_on: Mapped[date | None]
    valid_until: Mapped[date | None] = mapped_column(index=True)
    note: Mapped[Line] = mapped_column(default="")


class Availability(Base):
    """Weekly time of a resource; weekday 0 is Monday, times are minutes of the day."""

    __tablename__ = "availability"
    __table_args__: Any = (
        CheckConstraint("ends > starts", name="order"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        AUTOINCREMENT,
    )

    id: Mapped[Id]
    resource_id: Mapped[int] = reference("resource.id")
    kind: Mapped[Word]
    weekday: Mapped[int]
    starts: Mapped[int]
    ends: Mapped[int]
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]


class WeekNote(Base):
    """A remark on the week of a resource, from a day on until the next one begins."""

    __tablename__ = "week_note"
    __table_args__: Any = (UniqueConstraint("resource_id", "valid_from"), AUTOINCREMENT)

    id: Mapped[Id]
    resource_id: Mapped[int] = reference("resource.id", index=False)
    valid_from: Mapped[date]
    note: Mapped[Line] = mapped_column(default="")


class Closure(Base):
    """A time in which a room, person or vehicle cannot be used (closed, ill, workshop)."""

    __tablename__ = "closure"
    __table_args__: Any = (CheckConstraint("ends > starts", name="order"), AUTOINCREMENT)

    id: Mapped[Id]
    resource_id: Mapped[int] = reference("resource.id")
    starts: Mapped[int]
    ends: Mapped[int]
    reason: Mapped[Word]
    note: Mapped[Line] = mapped_column(default="")


class ContactLog(Base):
    """One try to reach a person."""

    __tablename__ = "contact_log"

    id: Mapped[Id]
    person_id: Mapped[int] = reference("person.id")
    at: Mapped[int]
    route: Mapped[Line]
    result: Mapped[Word]
    note: Mapped[Line] = mapped_column(default="")
