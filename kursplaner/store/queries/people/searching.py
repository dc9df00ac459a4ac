"""Who is found by what somebody typed: any spelling of a name, one slip, a phone in any writing."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from kursplaner.domain.courses import Enrolment
from kursplaner.domain.people import ContactRoute, Guardianship, OtherName, Person, Profile
from kursplaner.store.search_text import nearly, phone_digits, spelt
from kursplaner.store.session import Db

PARTICIPANT, GUARDIAN, CHILD = "participant", "guardian", "child"


def found_people(db: Db, search: str, role: str | None, *, ended: bool = False) -> Select[int]:
    """Return who is found; where nobody is, who is found with one slip in each word."""
    exact = _matching(search, role, ended=ended)
    if not search.strip() or db.scalar(exact.limit(1)) is not None:
        return exact
    return _matching(search, role, ended=ended, near=True)


def _matching(search: str, role: str | None, *, ended: bool, near: bool = False) -> Select[int]:
    query = select(Person.id)
    if not ended:
        query = query.where(Person.ended_on.is_(None))
    number = phone_digits(search)
    if number:
        called = _digits_of(ContactRoute.value).like(f"%{number}%")
        phone = select(ContactRoute.person_id).where(called)
        query = query.where(Person.id.in_(phone) & ~Person.address_restricted)
        return _with_role(query, role)
    for forms in nearly(search) if near else spelt(search):
        query = query.where(_named(forms, near=near))
    return _with_role(query, role)


def _named(forms: Sequence[str], *, near: bool) -> ColumnElement[bool]:
    """Tell whether a name has one of the forms, or a phone where they are digits."""
    first = literal(" ") if near else literal("")
    own, others = first + Person.search_text, first + OtherName.search_text
    other = select(OtherName.person_id).where(
        or_(*(others.like(form, escape="\\") for form in forms))
    )
    named = or_(*(own.like(form, escape="\\") for form in forms)) | Person.id.in_(other)
    if not any(sign.isdigit() for sign in forms[0]):
        return named
    value = ContactRoute.value
    phone = select(ContactRoute.person_id).where(value.like(forms[0], escape="\\"))
    return named | (Person.id.in_(phone) & ~Person.address_restricted)


def _digits_of(column: ColumnElement[str] | InstrumentedAttribute[str]) -> ColumnElement[str]:
    """Return a phone number without what people write between its digits, beginning with 0."""
    plain: ColumnElement[str] = func.replace(column, "+49", "0")
    for sign in (" ", "-", "/", "(", ")", "."):
        plain = func.replace(plain, sign, "")
    return plain


def _with_role(query: Select[int], role: str | None) -> Select[int]:
    if role is None:
        return query
    if role == PARTICIPANT:
        return query.where(Person.id.in_(select(Enrolment.person_id)))
    if role == GUARDIAN:
        return query.where(Person.id.in_(select(Guardianship.adult_id)))
    if role == CHILD:
        return query.where(Person.id.in_(select(Guardianship.child_id)))
    return query.where(Person.id.in_(select(Profile.person_id).where(Profile.role == role)))
