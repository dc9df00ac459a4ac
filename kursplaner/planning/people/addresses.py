"""The addresses of a person by their first day: another one from a day, one moved or taken back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from kursplaner.basics import clock
from kursplaner.domain.people import PersonAddress
from kursplaner.store.records import find
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class AddressLine:
    """Address, home and pick-up stop from a day on."""

    valid_from: date
    street: str = ""
    postcode: str = ""
    municipality: str = ""
    stop_id: int | None = None


def addresses_of(db: Db, person_id: int) -> dict[date, AddressLine]:
    """Return the addresses of a person by their first day."""
    return {
        row.valid_from: AddressLine(
            row.valid_from, row.street, row.postcode, row.municipality, row.stop_id
        )
        for row in find(db, PersonAddress, person_id=person_id)
    }


def edited(
    rows: Mapping[date, AddressLine], line: AddressLine | None, old: AddressLine | None
) -> dict[date, AddressLine]:
    """Return the addresses after one was edited.

    Args:
        rows: the addresses as stored.
        line: what stands in the form; None takes the old one back.
        old: what stood in it before. The same content on another day moves the old one; another
            content on another day is a further address.
    """
    after = dict(rows)
    if line is None or (old is not None and line == replace(old, valid_from=line.valid_from)):
        after.pop(old.valid_from if old is not None else date.min, None)
    if line is not None:
        line = _from_today(line, old)
        after[line.valid_from] = line
    return after


def addresses_after(
    db: Db, person_id: int, line: AddressLine | None, old: AddressLine | None
) -> dict[date, AddressLine]:
    """Return what `edited` makes of the addresses a person has; an unchanged one changes none."""
    rows = addresses_of(db, person_id)
    return rows if line == old else edited(rows, line, old)


def _from_today(line: AddressLine, old: AddressLine | None) -> AddressLine:
    """Return the line; that there is no stop any more holds from today, past rides keep theirs."""
    gone = old is not None and old.stop_id is not None and line.stop_id is None
    past = old is not None and line.valid_from == old.valid_from
    return replace(line, valid_from=max(line.valid_from, clock.today())) if gone and past else line


def keep_addresses(db: Db, person_id: int, wanted: Mapping[date, AddressLine]) -> None:
    """Store the addresses of a person; those that stay as they are are not written."""
    rows = {row.valid_from: row for row in find(db, PersonAddress, person_id=person_id)}
    for day in rows.keys() - wanted.keys():
        db.delete(rows[day])
    db.flush()
    for day, line in wanted.items():
        row = rows.get(day) or PersonAddress(person_id=person_id, valid_from=day)
        for name in ("street", "postcode", "municipality", "stop_id"):
            if getattr(row, name) != getattr(line, name):
                setattr(row, name, getattr(line, name))
        db.add(row)
