"""Noting what an absence sets and takes out, so that exactly it can come back."""

from collections.abc import Iterable

from kursplaner.domain.absences import AbsenceEffect, EffectCause, EffectSource
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot
from kursplaner.domain.courses import Lesson
from kursplaner.domain.rides.rides import Ride, RideSeat
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db


def note_marks(
    db: Db,
    absence_id: int,
    cause: EffectCause,
    person_id: int,
    lesson: Lesson,
    marks: Iterable[AttendanceMark],
) -> None:
    """Note marks that were just set for somebody who stays at home, or is missing."""
    for mark in marks:
        at, note = (EffectSource.MARK, lesson.starts), mark.reason or ""
        _note(db, absence_id, person_id, mark.id, cause, *at, note)


def note_places(
    db: Db,
    absence_id: int,
    cause: EffectCause,
    holders: dict[int, int],
    places: Iterable[ChildcarePlace],
) -> None:
    """Note children's places that were just excused; `holders` by the id of the place."""
    for place in places:
        slot = db.get(ChildcareSlot, place.slot_id)
        at = (EffectSource.PLACE, slot.starts if slot is not None else 0)
        holder = holders[place.id]
        _note(db, absence_id, holder, place.id, cause, *at, place.remark)


def note_seats(
    db: Db, absence_id: int, cause: EffectCause, holders: dict[int, int], seats: Iterable[RideSeat]
) -> None:
    """Note seats that were just given up; `holders` by the id of the seat."""
    for seat in seats:
        ride = db.get(Ride, seat.ride_id)
        at = (EffectSource.SEAT, ride.starts if ride is not None else 0)
        _note(db, absence_id, holders[seat.id], seat.id, cause, *at, seat.result_reason)


def _note(  # noqa: PLR0913, PLR0917 (one word a column)
    db: Db,
    absence_id: int,
    person_id: int,
    record_id: int,
    cause: EffectCause,
    source: EffectSource,
    starts: int,
    note: str,
) -> None:
    for old in find(db, AbsenceEffect, source=source.value, record_id=record_id):
        db.delete(old)
        db.flush()
    row = AbsenceEffect(absence_id=absence_id, person_id=person_id, record_id=record_id,
                        source=source.value, cause=cause.value, starts=starts,
                        note=note)  # fmt: skip
    db.add(row)


def sits_elsewhere(db: Db, seat_id: int, seat: RideSeat) -> None:
    """Let what was noted of a seat hold for the one, already stored, that took its place."""
    for effect in find(db, AbsenceEffect, source=EffectSource.SEAT.value, record_id=seat_id):
        effect.record_id = seat.id
        effect.starts = by_id(db, Ride, seat.ride_id).starts
