"""Organisations of the town: providers, employers, funders, authorities."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from kursplaner.domain.base import Base, Id, Line, Prose, Versioned, Word, reference


class Organisation(Versioned, Base):
    """A firm, provider, funder, school or authority."""

    __tablename__ = "organisation"

    id: Mapped[Id]
    name: Mapped[Line]
    kind: Mapped[Word]
    search_text: Mapped[Prose] = mapped_column(default="")
    street: Mapped[Line] = mapped_column(default="")
    postcode: Mapped[Word] = mapped_column(default="")
    municipality: Mapped[Line] = mapped_column(default="")
    contact: Mapped[Line] = mapped_column(default="")
    phone: Mapped[Line] = mapped_column(default="")
    email: Mapped[Line] = mapped_column(default="")
    trade: Mapped[Line] = mapped_column(default="")
    note: Mapped[Prose] = mapped_column(default="")
    ended_on: Mapped[date | None]


class Membership(Base):
    """A person's tie to an organisation (employee, contact, intern)."""

    __tablename__ = "membership"

    id: Mapped[Id]
    person_id: Mapped[int] = reference("person.id")
    organisation_id: Mapped[int] = reference("organisation.id")
    kind: Mapped[Word] = mapped_column(default="employee")
    from_day: Mapped[date | None]
    until_day: Mapped[date | None]
