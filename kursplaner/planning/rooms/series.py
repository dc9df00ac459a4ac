"""Bookings and closures that go on at the same hours: lifted for one date, or from one on."""

from collections.abc import Iterable, Sequence

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import DAY_MINUTES, Span
from kursplaner.domain.kinds import OccupationSource
from kursplaner.domain.people import Closure
from kursplaner.domain.rooms import Room, RoomBooking
from kursplaner.planning.rooms import bookings, closures
from kursplaner.store import records
from kursplaner.store.session import Db

BOOKING, CLOSURE = OccupationSource.BOOKING.value, "closure"
Date = tuple[int, int]
"""The id of a booking or closure, and when it begins."""


def following(db: Db, source: str, key: int) -> Sequence[Date]:
    """Return the given date and those after it that are alike: same hours, same words.

    Raises:
        Refused: "not_found", also for what is no room's and for what was given back.
    """
    return _bookings(db, key) if source == BOOKING else _closures(db, key)


def _bookings(db: Db, key: int) -> Sequence[Date]:
    row = records.by_id(db, RoomBooking, key)
    if row.cancelled:
        raise Refused("not_found", noun="room_booking", id=key)
    alike = records.find(db, RoomBooking, room_id=row.room_id, title=row.title, cancelled=False)
    return _alike(key, row.note, Span(row.starts, row.ends), alike)


def _closures(db: Db, key: int) -> Sequence[Date]:
    row = records.by_id(db, Closure, key)
    if db.get(Room, row.resource_id) is None:
        raise Refused("not_found", noun="closure", id=key)
    alike = records.find(db, Closure, resource_id=row.resource_id, reason=row.reason)
    return _alike(key, row.note, Span(row.starts, row.ends), alike)


def _alike(
    key: int, note: str, span: Span, rows: Sequence[RoomBooking] | Sequence[Closure]
) -> Sequence[Date]:
    found = [
        (row.id, row.starts)
        for row in rows
        if row.starts >= span.starts
        and row.starts % DAY_MINUTES == span.starts % DAY_MINUTES
        and row.ends - row.starts == span.ends - span.starts
        and row.note == note
    ]
    return sorted(found, key=lambda date: (date[1], date[0] != key))


def rooms_of(db: Db, uses: Iterable[tuple[str, int]]) -> Sequence[int]:
    """Return the rooms that some dates are of, each a booking or a closure with its id."""
    wanted = list(uses)
    booked = records.by_ids(db, RoomBooking, [key for source, key in wanted if source == BOOKING])
    shut = records.by_ids(db, Closure, [key for source, key in wanted if source == CLOSURE])
    rooms = [row.room_id for row in booked.values()] + [row.resource_id for row in shut.values()]
    return sorted(set(rooms))


def lift(db: Db, uses: Iterable[tuple[str, int]]) -> None:
    """Give the room back on some dates, each a booking or a closure with its id.

    Raises:
        Refused: "not_found".
    """
    for source, key in uses:
        (bookings.cancel if source == BOOKING else closures.remove)(db, key)
