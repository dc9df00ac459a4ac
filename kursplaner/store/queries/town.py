"""Closing days of the town, as the settings list them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from kursplaner.domain.town import ClosingDay
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class ClosingRow:
    """Days without lessons, with their id."""

    id: int
    first_day: date
    last_day: date
    name: str


def closing_rows(db: Db, since: date) -> list[ClosingRow]:
    """Return the closing days that are not over at a day, soonest first."""
    query = select(ClosingDay).where(ClosingDay.last_day >= since).order_by(ClosingDay.first_day)
    return [
        ClosingRow(one.id, one.first_day, one.last_day, one.name) for one in db.scalars(query)
    ]
