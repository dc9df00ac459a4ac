"""A participant or child who does not come: her seat, her place and her ride are free.

The absence is entered in the attendance beforehand, so that nobody counts it as unexcused; other
reasons than illness are left to whoever marks the lesson.
"""

from collections.abc import Collection, Iterable
from datetime import date

from kursplaner.basics.spans import day_of, minute_of
from kursplaner.domain.absences import AbsenceEffect, EffectSource
from kursplaner.domain.attendance import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.courses import Enrolment
from kursplaner.domain.kinds import (
    ClosureReason,
    DemandException,
    ExcuseReason,
    Mark,
    PlaceStatus,
    RideStatus,
    SeatResult,
)
from kursplaner.domain.rides import Ride, RideDemand, RideDemandException, RideSeat
from kursplaner.planning.absence_reach import AbsenceDraft, Part, Touched
from kursplaner.planning.absence_returns import Gone
from kursplaner.planning.attendance import excuse
from kursplaner.store.queries import absences as queries
from kursplaner.store.queries.bundles import lessons_by_id
from kursplaner.store.records import find, one
from kursplaner.store.session import Db


def free(db: Db, draft: AbsenceDraft, touched: Iterable[Touched]) -> None:
    """Free what a participant has in the records that are touched as hers."""
    own = [one_ for one_ in touched if one_.part is Part.PARTICIPANT]
    enrolments = _enrolments(db, draft)
    lessons = [one_.id for one_ in own if one_.source == "lesson"]
    if draft.reason is ClosureReason.ILL:
        for who in queries.attending(db, lessons):
            if who.person_id == draft.resource_id:
                excuse(db, who.lesson_id, [who.enrolment_id], ExcuseReason.ILL)
    free_places(_places(db, draft, own, enrolments), draft.note)
    free_seats(db, _seats(db, draft, own, enrolments), draft.note)
    days = {day_of(one_.starts) for one_ in own if one_.source == "lesson"}
    _skip_rides(db, enrolments, days)


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
        and one(db, Ride, seat.ride_id).status == RideStatus.PLANNED.value
    ]
    for seat in changed:
        seat.result = SeatResult.CANCELLED_IN_TIME.value
        seat.result_reason = note
    return changed


def give_back(
    db: Db, absence_id: int, draft: AbsenceDraft, since: date
) -> list[tuple[ChildcarePlace | RideSeat, Gone]]:
    """Take back what was freed from a day on: marks and rides skipped.

    What another absence has taken out stays out until that one brings it back.

    Returns:
        The places and seats that were freed, for `absence_effects.settle` to bring back.
    """
    later = AbsenceDraft(draft.kind, since, draft.last, draft.reason, draft.resource_id)
    own = _own_records(db, later)
    enrolments = _enrolments(db, draft)
    for lesson_id in (one_.id for one_ in own if one_.source == "lesson"):
        _take_mark(db, lesson_id, enrolments)
    for skipped in _skipped(db, enrolments):
        if since <= skipped.day <= draft.last:
            db.delete(skipped)
    found: list[tuple[ChildcarePlace | RideSeat, Gone]] = []
    by = absence_id, ("absence", absence_id)
    places, seats = _places(db, later, own, enrolments), _seats(db, later, own, enrolments)
    taken = _taken_out(db, EffectSource.PLACE, [place.id for place in places])
    slots = queries.looked_after(db, {place.slot_id for place in places})
    guardians = {child.place_id: child.guardian_id for child in slots}
    for place in places:
        freed = place.status == PlaceStatus.EXCUSED.value and place.remark == draft.note
        if freed and place.id not in taken:
            called = guardians.get(place.id) or place.child_id
            found.append((place, _gone(by, EffectSource.PLACE, place.slot_id, called, place.id)))
    taken = _taken_out(db, EffectSource.SEAT, [seat.id for seat in seats])
    riding = queries.riding(db, {seat.ride_id for seat in seats})
    holders = {seat.seat_id: seat.holder_id for seat in riding}
    for seat in seats:
        freed = seat.result == SeatResult.CANCELLED_IN_TIME.value
        if freed and seat.result_reason == draft.note and seat.id not in taken:
            called = holders.get(seat.id, seat.person_id)
            found.append((seat, _gone(by, EffectSource.SEAT, seat.ride_id, called, seat.id)))
    return found


def _gone(
    by: tuple[int, tuple[str, int]], source: EffectSource, key: int, called: int, row: int
) -> Gone:
    return Gone(by[0], source, key, called, (row,), by[1])


def _taken_out(db: Db, source: EffectSource, ids: Collection[int]) -> set[int]:
    found = find(db, AbsenceEffect, source=source.value, record_id=list(ids))
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
    slots = [one_.id for one_ in own if one_.source == "childcare"]
    return [
        place
        for place in find(db, ChildcarePlace, slot_id=slots)
        if place.child_id == draft.resource_id or place.enrolment_id in enrolments
    ]


def _seats(
    db: Db, draft: AbsenceDraft, own: Iterable[Touched], enrolments: Collection[int]
) -> list[RideSeat]:
    rides = [one_.id for one_ in own if one_.source == "ride"]
    return [
        seat
        for seat in find(db, RideSeat, ride_id=rides)
        if seat.person_id == draft.resource_id or seat.enrolment_id in enrolments
    ]


def _skip_rides(db: Db, enrolments: Collection[int], days: Collection[date]) -> None:
    """Note that nobody is to be planned for these days."""
    known = {(row.demand_id, row.day) for row in _skipped(db, enrolments)}
    for demand in find(db, RideDemand, enrolment_id=set(enrolments)):
        for day in sorted(days):
            ended = demand.ended_on is not None and minute_of(demand.ended_on) < minute_of(day)
            if not ended and (demand.id, day) not in known:
                kind = DemandException.SKIP.value
                db.add(RideDemandException(demand_id=demand.id, day=day, kind=kind))


def _skipped(db: Db, enrolments: Collection[int]) -> list[RideDemandException]:
    demands = [row.id for row in find(db, RideDemand, enrolment_id=set(enrolments))]
    found = find(db, RideDemandException, demand_id=demands)
    return [row for row in found if row.kind == DemandException.SKIP.value]
