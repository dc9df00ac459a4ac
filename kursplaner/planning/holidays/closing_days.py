"""Days on which the town itself closes: put down, taken away."""

from datetime import date

from kursplaner.basics.errors import Refused
from kursplaner.domain.town import ClosingDay
from kursplaner.store import records
from kursplaner.store.session import Db


def add_closing_days(db: Db, first: date, last: date, name: str) -> int:
    """Store days without lessons and return their id.

    Raises:
        Refused: "end_before_start", "name_missing".
    """
    if last < first:
        raise Refused("end_before_start")
    if not name.strip():
        raise Refused("name_missing")
    row = ClosingDay(first_day=first, last_day=last, name=name.strip())
    db.add(row)
    db.flush()
    return row.id


def remove_closing_days(db: Db, closing_day_id: int) -> None:
    """Take closing days away again.

    Raises:
        Refused: kind "not_found".
    """
    db.delete(records.by_id(db, ClosingDay, closing_day_id))
