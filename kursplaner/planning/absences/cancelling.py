"""Calling off what nobody stands in for: lessons, childcare or rides, as one act."""

from collections.abc import Iterable
from dataclasses import dataclass

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_at
from kursplaner.domain.absences import EffectCause
from kursplaner.domain.childcare import ChildcareSlot
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import (
    AbsenceKind,
    CancelReason,
    RideStatus,
    SeatResult,
    SlotStatus,
)
from kursplaner.domain.rides.rides import Ride, RideSeat
from kursplaner.planning.absences import words
from kursplaner.planning.absences.absent_participants import free_seats
from kursplaner.planning.absences.notes import note_seats
from kursplaner.planning.absences.reach import AbsenceDraft, Part, Touched, cancel_reason
from kursplaner.planning.absences.reporting import draft_of, row_of, touched_by
from kursplaner.planning.lessons import cancelling
from kursplaner.store.queries.absences.absences import riding
from kursplaner.store.queries.lessons.bundles import bundle, lessons_by_id
from kursplaner.store.records import by_ids
from kursplaner.store.session import Db
from kursplaner.store.whereabouts import CHILDCARE, RIDE, reoccupy


@dataclass(frozen=True, slots=True)
class CallingOff:
    """What would be called off.

    Attributes:
        lesson_ids: lessons; their own childcare and rides go with them.
        slot_ids, ride_ids: childcare and rides, also those that go with lessons.
        seat_ids: seats of a village in rides that go on for other villages.
        kept_ids: lessons that stay because attendance is entered.
        made_up: how many lessons get a date at the end of their course.
    """

    reasons: tuple[CancelReason, ...]
    lesson_ids: tuple[int, ...]
    slot_ids: tuple[int, ...]
    ride_ids: tuple[int, ...]
    seat_ids: tuple[int, ...]
    kept_ids: tuple[int, ...]
    make_up: bool
    made_up: int = 0


def propose(db: Db, absence_id: int, *, make_up: bool = False) -> CallingOff:
    """Return what of the rest of an absence would be called off; nothing is written.

    Raises:
        Refused: "not_found", "nothing_to_call_off".
    """
    draft = draft_of(row_of(db, absence_id))
    now = minute_at(clock.now())
    open_ = [
        t
        for t in touched_by(db, absence_id)
        if t.part is not Part.PARTICIPANT and not t.cancelled and t.ends > now
    ]
    recorded = {row.id for row in lessons_by_id(db, _ids(open_, "lesson")) if row.recorded}
    lessons = tuple(key for key in _ids(open_, "lesson") if key not in recorded)
    hangs = bundle(db, lessons)
    gone = set(lessons)
    slots = {slot.id for slot in hangs.slots if slot.lesson_ids <= gone}
    rides = {ride.id for ride in hangs.rides if ride.lesson_ids <= gone}
    done = {ride.id for ride in hangs.rides if ride.status != RideStatus.PLANNED.value}
    slots |= set(_ids(open_, "childcare"))
    rides = (rides | set(_ids(open_, "ride"))) - done
    seats = _only_seats(db, draft, rides) if draft.kind is AbsenceKind.VILLAGE else {}
    rides -= seats.keys()
    freed = tuple(sorted(key for keys in seats.values() for key in keys))
    if not (lessons or slots or rides or freed):
        raise Refused("nothing_to_call_off")
    reasons = {cancel_reason(t.part, draft.reason) for t in open_}
    made = len(lessons) if make_up else 0
    kept = tuple(sorted(recorded))
    return CallingOff(
        tuple(sorted(reasons)), lessons, tuple(sorted(slots)), tuple(sorted(rides)), freed, kept,
        make_up, made,
    )  # fmt: skip


def _only_seats(db: Db, draft: AbsenceDraft, rides: Iterable[int]) -> dict[int, list[int]]:
    """Return the open seats of the villages in rides that also serve others, by ride.

    A seat without a stop keeps a ride going beside seats of the village; where no seat has a stop
    the whole ride is theirs, as `reach` has it.
    """
    own: dict[int, list[int]] = {}
    shared: set[int] = set()
    unknown: set[int] = set()
    for seat in riding(db, list(rides)):
        if seat.result != SeatResult.OPEN.value:
            continue
        if seat.municipality in draft.villages:
            own.setdefault(seat.ride_id, []).append(seat.seat_id)
        else:
            (shared if seat.municipality else unknown).add(seat.ride_id)
    shared |= unknown & own.keys()
    return {ride: own.get(ride, []) for ride in shared}


def apply(db: Db, absence_id: int, plan: CallingOff) -> tuple[int, ...]:
    """Call it off; returns the lessons made up at the end.

    Raises:
        Refused: as `propose`, "overtaken" when something changed since, "no_free_day".
    """
    fresh = propose(db, absence_id, make_up=plan.make_up)
    if fresh != plan:
        raise Refused("overtaken", noun="absence", id=absence_id)
    reason = fresh.reasons[0]
    made: list[int] = []
    for keys in _by_course(db, fresh.lesson_ids):
        cancel = cancelling.propose_cancel(db, keys, reason, make_up=fresh.make_up)
        made += cancelling.apply(db, cancel)
    _call_off_slots(db, fresh.slot_ids, reason)
    _call_off_rides(db, fresh.ride_ids, reason)
    _leave_out(db, absence_id, fresh.seat_ids)
    words.reopen(db, absence_id)
    return tuple(made)


def _leave_out(db: Db, absence_id: int, seat_ids: Iterable[int]) -> None:
    """Give up the seats of a village in rides that go on, noted so that they can come back."""
    seats = by_ids(db, RideSeat, seat_ids)
    rides = {seat.ride_id for seat in seats.values()}
    holders = {seat.seat_id: seat.holder_id for seat in riding(db, rides)}
    freed = free_seats(db, seats.values(), row_of(db, absence_id).note)
    note_seats(db, absence_id, EffectCause.CALLED_OFF, holders, freed)
    db.flush()


def _by_course(db: Db, lesson_ids: Iterable[int]) -> list[list[int]]:
    found: dict[int, list[int]] = {}
    for lesson in by_ids(db, Lesson, lesson_ids).values():
        found.setdefault(lesson.course_id, []).append(lesson.id)
    return list(found.values())


def _call_off_slots(db: Db, slot_ids: Iterable[int], reason: CancelReason) -> None:
    keys = list(slot_ids)
    for slot in by_ids(db, ChildcareSlot, keys).values():
        slot.status, slot.cancel_reason = SlotStatus.CANCELLED.value, reason.value
    reoccupy(db, {CHILDCARE: keys})


def _call_off_rides(db: Db, ride_ids: Iterable[int], reason: CancelReason) -> None:
    keys = list(ride_ids)
    for ride in by_ids(db, Ride, keys).values():
        if ride.status == RideStatus.PLANNED.value:
            ride.status, ride.cancel_reason = RideStatus.CANCELLED.value, reason.value
    reoccupy(db, {RIDE: keys})


def _ids(touched: Iterable[Touched], source: str) -> list[int]:
    return [each.id for each in touched if each.source == source]
