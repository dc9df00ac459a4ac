"""What happened since something was given up that takes its place: who came, what got smaller."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from types import MappingProxyType

from kursplaner.domain.conflicts.conflicts import Subject
from kursplaner.domain.conflicts.replays import Came
from kursplaner.domain.courses import Enrolment
from kursplaner.domain.kinds.counting import (
    PLACES_TAKEN,
    SEATS_RIDING,
    stays_on,
)
from kursplaner.planning.replays.fullness import Overfull
from kursplaner.store.journal.acts import ActSummary
from kursplaner.store.journal.since import RowSince
from kursplaner.store.journal.standing_in_way import acts_since
from kursplaner.store.journal.triggers import Row
from kursplaner.store.queries.labels import labels
from kursplaner.store.records import by_id
from kursplaner.store.session import Db

GUESTS: Mapping[str, str] = MappingProxyType(
    {
        "enrolment": "person_id",
        "planned_lesson": "enrolment_id",
        "childcare_place": "child_id",
        "ride_seat": "person_id",
    }
)
"""Rows that take a place, and whose it is."""
LIMITS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "course": ("capacity",),
        "room": ("capacity",),
        "lesson": ("room_id", "status"),
        "childcare_slot": ("room_id", "starts", "ends", "status"),
        "ride": ("vehicle_id", "status"),
        "vehicle": ("seats", "wheelchair_places", "pram_places"),
        "person": ("birth_date",),
        "setting": ("value",),
    }
)
"""Rows that say how many there may be, and by what."""
GIVING = frozenset({"childcare_slot_carer", "vehicle_seat"})
"""Rows that bring places with them: more of them is never worse."""
HOW_MANY = frozenset({"capacity", "seats", "wheelchair_places", "pram_places", "count"})
COUNTED_SETTINGS = frozenset(
    {
        *("childcare.children_per_carer", "childcare.under_three_weight_tenths"),
        *("childcare.under_three_years", "rides.most_passengers"),
    }
)
JUDGED = frozenset({*GUESTS, *LIMITS, *GIVING})


def adds(overfull: Overfull, table: str, then: Row | None, now: Row | None) -> bool:
    """Tell whether a change of a row takes a place where it is too full, or leaves fewer."""
    if table in GUESTS:
        return _counts(overfull, table, now) and not _counts(overfull, table, then)
    if not any(_holds(overfull, table, row) for row in (then, now)):
        return False
    if table == "setting":
        return (now or then or {}).get("key") in COUNTED_SETTINGS
    if then is None or now is None:
        return table in GIVING and now is None
    return _fewer(then, now, LIMITS.get(table, tuple(then)))


def _holds(overfull: Overfull, table: str, row: Row | None) -> bool:
    """Tell whether a row has to do with a limit that is passed."""
    return row is not None and any(
        of == table and (not column or row[column] == key) for of, column, key in overfull.held_by
    )


def _counts(overfull: Overfull, table: str, row: Row | None) -> bool:
    """Tell whether a row takes a place where it is too full."""
    if row is None or not _holds(overfull, table, row):
        return False
    if table == "enrolment":
        return _comes(row, overfull.conflict.day)
    if table == "childcare_place":
        return row["status"] in PLACES_TAKEN
    return table != "ride_seat" or _sits(row, overfull.conflict.facts.get("seat", ""))


def _sits(row: Row, seat: str) -> bool:
    """Tell whether somebody needs a seat ("seats": any, else of a kind) in a vehicle."""
    if row["result"] not in SEATS_RIDING:
        return False
    return seat == "seats" or row["kind"] == seat or bool(row.get(seat))


def _comes(row: Row, day: date) -> bool:
    """Tell whether somebody is in a course on a day (`limits.belongs`, by a row of the journal)."""
    joined, left = (
        None if row[name] is None else date.fromisoformat(str(row[name]))
        for name in ("joined_on", "left_on")
    )
    stays = stays_on(str(row["status"]), joined, left, day)
    return stays and not row["only_planned_lessons"]


def _fewer(then: Row, now: Row, columns: Iterable[str]) -> bool:
    """Tell whether something else is meant now, or a number is smaller."""
    for name in columns:
        was, is_ = then[name], now[name]
        if name in HOW_MANY and isinstance(was, int) and isinstance(is_, int):
            if is_ < was:
                return True
        elif was != is_:
            return True
    return False


def who_came(db: Db, rows: Collection[RowSince]) -> tuple[Came, ...]:
    """Return the acts since, in order, each with those who got places by it."""
    by_act: dict[ActSummary, list[tuple[str, Row]]] = {}
    for row in rows:
        guests = by_act.setdefault(row.act, [])
        if row.table in GUESTS and row.now is not None:
            guests.append((row.table, row.now))
    acts = acts_since(db, by_act)
    return tuple(
        Came(people_of(db, guests), act) for guests, act in zip(by_act.values(), acts, strict=True)
    )


def people_of(db: Db, rows: Iterable[tuple[str, Row]]) -> tuple[Subject, ...]:
    """Return whose rows these are, each person once, with the name."""
    keys: set[int] = set()
    for table, row in rows:
        key = int(row[GUESTS[table]] or 0)
        keys.add(by_id(db, Enrolment, key).person_id if table == "planned_lesson" else key)
    known = labels(db, {("person", key) for key in keys})
    return tuple(Subject("person", key, known.get(("person", key), "")) for key in sorted(keys))
