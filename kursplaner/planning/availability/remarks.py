"""What is remarked on somebody's week, from a day on until the next remark."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kursplaner.domain.people import WeekNote
from kursplaner.store.guards import check_text
from kursplaner.store.records import find
from kursplaner.store.session import Db

LONGEST_REMARK = 200


@dataclass(frozen=True, slots=True, order=True)
class Remark:
    """A remark that holds from a day on; "" ends the one before."""

    first: date
    text: str


def remarks_of(db: Db, resource_id: int) -> tuple[Remark, ...]:
    """Return all remarks on somebody's week in order of time."""
    rows = find(db, WeekNote, resource_id=resource_id)
    return tuple(sorted(Remark(row.valid_from, row.note) for row in rows))


def remark_on(remarks: Sequence[Remark], day: date) -> str:
    """Return what is remarked on the week of a day, "" for nothing."""
    found = [remark.text for remark in remarks if remark.first <= day]
    return found[-1] if found else ""


def store(db: Db, resource_id: int, remark: Remark) -> None:
    """Store a remark; one that says what holds before it anyway is none.

    Raises:
        Refused: "text_too_long", "text_unreadable".
    """
    text = " ".join(remark.text.split())
    check_text("availability", "note", text, LONGEST_REMARK)
    others = [each for each in remarks_of(db, resource_id) if each.first < remark.first]
    there = find(db, WeekNote, resource_id=resource_id, valid_from=remark.first)
    if text == remark_on(others, remark.first):
        for row in there:
            db.delete(row)
    elif there:
        there[0].note = text
    else:
        db.add(WeekNote(resource_id=resource_id, valid_from=remark.first, note=text))
