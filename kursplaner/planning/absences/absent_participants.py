"""A participant or child who does not come: her seat, her place and her ride are free.

The absence is entered in the attendance beforehand, so that nobody counts it as unexcused; other
reasons than illness are left to whoever marks the lesson.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from kursplaner.basics import clock
from kursplaner.basics.spans import day_of, minute_of
from kursplaner.domain.absences import AbsenceEffect, EffectCause, EffectSource
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.courses import Enrolment, Lesson
from kursplaner.domain.kinds import (
    ClosureReason,
    DemandException,
    ExcuseReason,
    Mark,
    PlaceStatus,
    RideStatus,
    SeatResult,
)
from kursplaner.domain.rides.rides import Ride, RideDemand, RideDemandException, RideSeat
from kursplaner.planning.absences.notes import note_marks, note_places, note_seats
from kursplaner.planning.absences.reach import AbsenceDraft, Part, Touched
from kursplaner.planning.absences.returns import Gone
from kursplaner.planning.attendance.entering import excuse
from kursplaner.store.queries.absences import absences as queries
from kursplaner.store.queries.lessons.bundles import lessons_by_id
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db


def free(db: Db, absence_id: int, draft: AbsenceDraft, touched: Iterable[Touched]) -> None:
    """Free what a participant has in the records that are touched as hers.

    It is noted, so that exactly it comes back, also where a lesson was moved meanwhile.
    """
    own = [record for record in touched if record.part is Part.PARTICIPANT]
    enrolments = _enrolments(db, draft)
    lessons = [record.id for record in own if record.source == "lesson"]
    if draft.reason is ClosureReason.ILL:
        for who in queries.attending(db, lessons):
            if who.person_id == draft.resource_id:
                _mark_ill(db, absence_id, who)
    places = free_places(_places(db, draft, own, enrolments), draft.note)
    note_places(db, absence_id, EffectCause.ABSENT, _guardians(db, places), places)
    seats = free_seats(db, _seats(db, draft, own, enrolments), draft.note)
    note_seats(db, absence_id, EffectCause.ABSENT, _holders(db, seats), seats)
    days = {day_of(record.starts) for record in own if record.source == "lesson"}
    _skip_rides(db, enrolments, days)


def _mark_ill(db: Db, absence_id: int, who: queries.Attending) -> None:
    if excuse(db, who.lesson_id, [who.enrolment_id], ExcuseReason.ILL):
        made = find(db, AttendanceMark, lesson_id=who.lesson_id, enrolment_id=who.enrolment_id)
        lesson = by_id(db, Lesson, who.lesson_id)
        note_marks(db, absence_id, EffectCause.ABSENT, who.person_id, lesson, made)


def _guardians(db: Db, places: Collection[ChildcarePlace]) -> dict[int, int]:
    """Return whom somebody calls about some places, by the id of the place."""
    found = queries.looked_after(db, {place.slot_id for place in places})
    known = {child.place_id: child.guardian_id for child in found}
    return {place.id: known.get(place.id) or place.child_id for place in places}


def _holders(db: Db, seats: Collection[RideSeat]) -> dict[int, int]:
    """Return whom somebody calls about some seats, by the id of the seat."""
    found = queries.riding(db, {seat.ride_id for seat in seats})
    known = {seat.seat_id: seat.holder_id for seat in found}
    return {seat.id: known.get(seat.id, seat.person_id) for seat in seats}


def free_places(places: Iterable[ChildcarePlace], note: str) -> list[ChildcarePlace]:
    """Excuse children that are expected; those already brought stay. Returns what was changed."""
    changed = [place for place in places if place.status == PlaceStatus.PLANNED.value]
    for place in changed:
        place.status = PlaceStatus.EXCUSED.value
        place.remark = note
    return changed


def free_seats(db: Db, seats: Iterable[RideSeat], note: str) -> list[RideSeat]:
    """Give up seats of rides that are still to be driven; returns those given up."""
    changed = [
        seat
        for seat in seats
        if seat.result == SeatResult.OPEN.value
        and by_id(db, Ride, seat.ride_id).status == RideStatus.PLANNED.value
    ]
    for seat in changed:
        seat.result = SeatResult.CANCELLED_IN_TIME.value
        seat.result_reason = note
    return changed


def give_back(
    db: Db, absence_id: int, draft: AbsenceDraft, at: int
) -> list[tuple[ChildcarePlace | RideSeat, Gone]]:
    """Take back what was freed from a minute on: marks and rides skipped; what has begun stays.

    What another absence has taken out stays out until that one brings it back.

    Returns:
        The places and seats freed before it was noted what is; `absence_effects.settle` brings
        them back, as all that was noted.
    """
    later = replace(draft, first=day_of(at))
    ahead = (t for t in _own_records(db, later) if t.starts >= at)
    own = [touched for touched in ahead if not clock.has_come(touched.starts)]
    enrolments = _enrolments(db, draft)
    for lesson_id in (touched.id for touched in own if touched.source == "lesson"):
        _take_mark(db, lesson_id, enrolments)
    for skipped in _skipped(db, enrolments):
        if minute_of(skipped.day) >= at and skipped.day <= draft.last:
            _ride_again(db, skipped)
    places, seats = _places(db, later, own, enrolments), _seats(db, later, own, enrolments)
    out = (PlaceStatus.EXCUSED.value, SeatResult.CANCELLED_IN_TIME.value)
    noted = _noted(db, EffectSource.PLACE, places)
    places = [p for p in places if (p.status, p.remark) == (out[0], draft.note)]
    called = _guardians(db, places)
    by = ("absence", absence_id)
    found: list[tuple[ChildcarePlace | RideSeat, Gone]] = [
        (p, Gone(absence_id, EffectSource.PLACE, p.slot_id, called[p.id], (p.id,), by))
        for p in places
        if p.id not in noted
    ]
    noted = _noted(db, EffectSource.SEAT, seats)
    seats = [s for s in seats if (s.result, s.result_reason) == (out[1], draft.note)]
    called = _holders(db, seats)
    return found + [
        (s, Gone(absence_id, EffectSource.SEAT, s.ride_id, called[s.id], (s.id,), by))
        for s in seats
        if s.id not in noted
    ]


def _noted(
    db: Db, source: EffectSource, rows: Collection[ChildcarePlace] | Collection[RideSeat]
) -> set[int]:
    found = find(db, AbsenceEffect, source=source.value, record_id=[row.id for row in rows])
    return {effect.record_id for effect in found}


def _own_records(db: Db, draft: AbsenceDraft) -> list[Touched]:
    found = queries.records_of_participant(db, draft.resource_id or 0, draft.span)
    return [Touched(Part.PARTICIPANT, row.source, row.id, row.starts, row.ends) for row in found]


def _take_mark(db: Db, lesson_id: int, enrolments: Collection[int]) -> None:
    if any(lesson.recorded for lesson in lessons_by_id(db, [lesson_id])):
        return
    for mark in find(db, AttendanceMark, lesson_id=lesson_id, enrolment_id=set(enrolments)):
        if mark.mark == Mark.EXCUSED.value and mark.reason == ExcuseReason.ILL.value:
            db.delete(mark)


def _enrolments(db: Db, draft: AbsenceDraft) -> list[int]:
    return [row.id for row in find(db, Enrolment, person_id=draft.resource_id)]


def _places(
    db: Db, draft: AbsenceDraft, own: Iterable[Touched], enrolments: Collection[int]
) -> list[ChildcarePlace]:
    slots = [touched.id for touched in own if touched.source == "childcare"]
    return [
        place
        for place in find(db, ChildcarePlace, slot_id=slots)
        if place.child_id == draft.resource_id or place.enrolment_id in enrolments
    ]


def _seats(
    db: Db, draft: AbsenceDraft, own: Iterable[Touched], enrolments: Collection[int]
) -> list[RideSeat]:
    rides = [touched.id for touched in own if touched.source == "ride"]
    return [
        seat
        for seat in find(db, RideSeat, ride_id=rides)
        if seat.person_id == draft.resource_id or seat.enrolment_id in enrolments
    ]


def _skip_rides(db: Db, enrolments: Collection[int], days: Collection[date]) -> None:
    """Note that nobody is to be planned for these days; another stop is kept for later."""
    demands = find(db, RideDemand, enrolment_id=set(enrolments))
    dated = find(db, RideDemandException, demand_id=[row.id for row in demands])
    for row in dated:
        if row.day in days and row.kind == DemandException.OTHER_STOP.value:
            row.kind = DemandException.SKIP.value
    known = {(row.demand_id, row.day) for row in dated}
    for demand in demands:
        for day in sorted(days):
            ended = demand.ended_on is not None and minute_of(demand.ended_on) < minute_of(day)
            if not ended and (demand.id, day) not in known:
                kind = DemandException.SKIP.value
                db.add(RideDemandException(demand_id=demand.id, day=day, kind=kind))


def _ride_again(db: Db, skipped: RideDemandException) -> None:
    """Take a day back that was skipped; where another stop was wished for it, that holds again."""
    if skipped.stop_id is None:
        db.delete(skipped)
    else:
        skipped.kind = DemandException.OTHER_STOP.value


def _skipped(db: Db, enrolments: Collection[int]) -> list[RideDemandException]:
    demands = [row.id for row in find(db, RideDemand, enrolment_id=set(enrolments))]
    found = find(db, RideDemandException, demand_id=demands)
    return [row for row in found if row.kind == DemandException.SKIP.value]
