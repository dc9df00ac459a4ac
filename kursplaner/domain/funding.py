"""Grants and what they pay for; all money in integer cents."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kursplaner.domain.base import AUTOINCREMENT, Base, Id, Line, Prose, Versioned, Word
from kursplaner.domain.base import reference as row_of
from kursplaner.domain.kinds import FinancingKind


class Grant(Versioned, Base):
    """A grant with its reference, the line to print on every sheet, and the funder's logo."""

    __tablename__ = "grant"
    __table_args__: Any = (
        UniqueConstraint("reference"),
        CheckConstraint("last_day >= first_day", name="period"),
        AUTOINCREMENT,
    )

    id: Mapped[Id]
    reference: Mapped[Line]
    title: Mapped[Line]
    funder_id: Mapped[int | None] = row_of("organisation.id")
    funding_line: Mapped[Prose] = mapped_column(default="")
    logo_hash: Mapped[str | None] = row_of("stored_file.hash")
    first_day: Mapped[date]
    last_day: Mapped[date]
    amount_cents: Mapped[int | None]
    financing: Mapped[Word] = mapped_column(default=FinancingKind.SHARE.value)
    overrun_percent: Mapped[int | None]
    proof_due_on: Mapped[date | None]


class GrantLogo(Base):
    """A further logo that sheets carry, beside the grant's own; `position` counts from 1."""

    __tablename__ = "grant_logo"
    __table_args__: Any = (UniqueConstraint("grant_id", "position"), AUTOINCREMENT)

    id: Mapped[Id]
    grant_id: Mapped[int] = row_of("grant.id", index=False)
    position: Mapped[int]
    file_hash: Mapped[str] = row_of("stored_file.hash")


class BudgetItem(Base):
    """One item of a grant's approved plan."""

    __tablename__ = "budget_item"
    __table_args__: Any = (UniqueConstraint("grant_id", "number"), AUTOINCREMENT)

    id: Mapped[Id]
    grant_id: Mapped[int] = row_of("grant.id")
    number: Mapped[Word]
    title: Mapped[Line]
    cost_type: Mapped[Word]
    planned_cents: Mapped[int]


class Receipt(Versioned, Base):
    """One receipt of the proof of use; income counts with a positive amount as well."""

    __tablename__ = "receipt"

    id: Mapped[Id]
    grant_id: Mapped[int] = row_of("grant.id")
    item_id: Mapped[int | None] = row_of("budget_item.id")
    number: Mapped[Word] = mapped_column(default="")
    invoice_on: Mapped[date | None]
    paid_on: Mapped[date | None]
    party: Mapped[Line] = mapped_column(default="")
    purpose: Mapped[Line] = mapped_column(default="")
    amount_cents: Mapped[int]
    eligible_cents: Mapped[int]
    is_income: Mapped[bool] = mapped_column(default=False)
    file_hash: Mapped[str | None] = row_of("stored_file.hash")
    note: Mapped[Line] = mapped_column(default="")


class VolunteerHours(Base):
    """One line of a volunteer's timesheet."""

    __tablename__ = "volunteer_hours"

    id: Mapped[Id]
    person_id: Mapped[int] = row_of("person.id")
    grant_id: Mapped[int | None] = row_of("grant.id")
    starts: Mapped[int]
    ends: Mapped[int]
    activity: Mapped[Line]


class YearFigure(Base):
    """A figure frozen when its year was closed."""

    __tablename__ = "year_figure"
    __table_args__: Any = (UniqueConstraint("year", "key", "breakdown"), AUTOINCREMENT)

    id: Mapped[Id]
    year: Mapped[int]
    key: Mapped[Line]
    breakdown: Mapped[Line] = mapped_column(default="")
    value: Mapped[int]
