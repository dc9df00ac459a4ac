"""Rooms used by others: once, daily or weekly until a day, each date to be lifted alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import Span, day_of, minute_of, overlap
from kursplaner.domain.conflicts.conflicts import Conflict, Subject, pair_id, severity_of
from kursplaner.domain.gone_by import ask_past
from kursplaner.domain.kinds import ConflictKind
from kursplaner.domain.rooms import Room, RoomBooking
from kursplaner.planning.availability.exceptions import SpecialHours
from kursplaner.planning.conflicts.finding import named
from kursplaner.store import records
from kursplaner.store.occupations import Claim, Overlap, overlaps
from kursplaner.store.session import Db
from kursplaner.store.whereabouts import BOOKING, reoccupy


@dataclass(frozen=True, slots=True)
class BookingPlan:
    """Another use of a room at some times, with what it is taken by then.

    Attributes:
        spans: the times wished for (absolute minutes), in order.
        conflicts: what stands against some of them.
        past: that all of it is gone by is meant so.
    """

    room_id: int
    spans: tuple[Span, ...]
    title: str
    note: str = ""
    conflicts: tuple[Conflict, ...] = ()
    past: bool = False

    @property
    def free(self) -> tuple[Span, ...]:
        """The times at which the room can be had."""
        return tuple(
            span
            for span in self.spans
            if not any(overlap(conflict, span) for conflict in self.conflicts)
        )


def spans_of(special: SpecialHours) -> tuple[Span, ...]:
    """Return the same hours of some days as times.

    Raises:
        Refused: as `SpecialHours.days`.
    """
    return tuple(
        Span(minute_of(day, special.starts), minute_of(day, special.ends)) for day in special.days()
    )


def propose(
    db: Db, room_id: int, spans: Sequence[Span], title: str, note: str = "", *, past: bool = False
) -> BookingPlan:
    """Return bookings by somebody else with what the room is taken by; nothing is stored.

    Raises:
        Refused: "end_before_start", "title_missing", "wholly_past" unless `past` is meant,
            "not_found".
    """
    if any(span.ends <= span.starts for span in spans):
        raise Refused("end_before_start")
    if not title.strip():
        raise Refused("title_missing")
    ask_past(day_of(max(span.ends for span in spans) - 1), meant=past)
    records.by_id(db, Room, room_id)
    claims = [Claim(room_id, span.starts, span.ends, BOOKING, 0) for span in spans]
    against = tuple(named(db, [_clash(found) for found in overlaps(db, claims)]))
    return BookingPlan(room_id, tuple(spans), title.strip(), note.strip(), against, past)


def _clash(found: Overlap) -> Conflict:
    """Return what is in the way; the booking itself has no name yet."""
    kind = ConflictKind.ROOM
    other = f"{found.other_source}:{found.other_id}"
    subjects = (Subject("room", found.resource_id), Subject(found.other_source, found.other_id))
    key = pair_id(kind, found.resource_id, "booking:0", other)
    day = day_of(found.starts)
    return Conflict(key, kind, severity_of(kind), day, found.starts, found.ends, subjects, {})


def apply(db: Db, plan: BookingPlan, *, skip_taken: bool = False) -> list[int]:
    """Store a booking for each time and return their ids; they occupy the room.

    With `skip_taken` times at which the room is taken are left out.

    Raises:
        HardConflict: the room is taken at one of them by now, or at all of them.
    """
    again = propose(db, plan.room_id, plan.spans, plan.title, plan.note, past=plan.past)
    wanted = again.free if skip_taken else again.spans
    if (again.conflicts and not skip_taken) or not wanted:
        raise HardConflict(again.conflicts)
    rows = [
        RoomBooking(
            room_id=plan.room_id,
            starts=span.starts,
            ends=span.ends,
            title=again.title,
            note=again.note,
        )
        for span in wanted
    ]
    db.add_all(rows)
    db.flush()
    keys = [row.id for row in rows]
    reoccupy(db, {BOOKING: keys})
    return keys


def cancel(db: Db, booking_id: int) -> None:
    """Give the room back on one date; the booking stays as cancelled.

    Raises:
        Refused: kind "not_found".
    """
    booking = records.by_id(db, RoomBooking, booking_id)
    booking.cancelled = True
    reoccupy(db, {BOOKING: [booking_id]})
