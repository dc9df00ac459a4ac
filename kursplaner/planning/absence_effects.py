"""What an absence set because a family stays at home, and how exactly that comes back.

Marks, children's places and seats are noted as they are taken out. They come back in the act that
brings the good news; what somebody has set otherwise since is left alone.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable

from kursplaner.basics import clock
from kursplaner.basics.spans import minute_of
from kursplaner.domain.absences import AbsenceCall, AbsenceEffect, EffectCause, EffectSource
from kursplaner.domain.attendance import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import (
    AbsenceKind,
    CallAnswer,
    ClosureReason,
    ExcuseReason,
    LessonStatus,
    Mark,
    PlaceStatus,
    RideStatus,
    SeatResult,
)
from kursplaner.domain.rides import Ride, RideSeat
from kursplaner.planning.absence_plan import CARE, LESSON_UNIT, aspects
from kursplaner.planning.absence_words import Standing, standings
from kursplaner.store.queries import absences as queries
from kursplaner.store.queries.absence_words import effects_since
from kursplaner.store.queries.absences import AbsenceRow
from kursplaner.store.records import by_ids, find
from kursplaner.store.session import Db

Row = AttendanceMark | ChildcarePlace | RideSeat


def note_marks(
    db: Db, absence_id: int, person_id: int, lesson: Lesson, marks: Iterable[AttendanceMark]
) -> None:
    """Note marks that were just set for somebody who stays at home."""
    for mark in marks:
        at, note = (EffectSource.MARK, lesson.starts), mark.reason or ""
        _note(db, absence_id, person_id, mark.id, EffectCause.EXCUSE, *at, note)


def note_places(
    db: Db, absence_id: int, holders: dict[int, int], places: Iterable[ChildcarePlace]
) -> None:
    """Note children's places that were just excused; `holders` by the id of the place."""
    for place in places:
        slot = db.get(ChildcareSlot, place.slot_id)
        at = (EffectSource.PLACE, slot.starts if slot is not None else 0)
        holder = holders[place.id]
        _note(db, absence_id, holder, place.id, EffectCause.EXCUSE, *at, place.remark)


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


def settle(db: Db) -> None:
    """Bring back what was taken out for families of whose lessons nothing fails any more.

    So does whoever is not at home after all: her mark goes and her seat comes back; her child's
    place follows the childcare. What is past stays as it is.
    """
    db.flush()
    by_absence: dict[int, list[AbsenceEffect]] = defaultdict(list)
    wanted = effects_since(db, EffectCause.EXCUSE, minute_of(clock.today()))
    for row in by_ids(db, AbsenceEffect, wanted).values():
        by_absence[row.absence_id].append(row)
    for absence_id, effects in by_absence.items():
        known = {one.person_id: one for one in standings(db, absence_id)}
        home = CallAnswer.STAYS_HOME.value
        calls = find(db, AbsenceCall, absence_id=absence_id, answer=home)
        at_home = {call.person_id for call in calls}
        lessons = _lessons_of(db, effects)
        for effect in effects:
            one = known.get(effect.person_id)
            if one is None or not _holds(
                db, effect, one, lessons[effect.id], home=one.person_id in at_home
            ):
                _bring_back(db, effect)
    db.flush()


def seats_of_village(db: Db, absence_id: int, since: int) -> None:
    """Bring back the seats that a village called off gave up, from an absolute minute on."""
    cause = EffectCause.CALLED_OFF.value
    for effect in find(db, AbsenceEffect, absence_id=absence_id, cause=cause):
        if effect.starts >= since:
            _bring_back(db, effect)
    db.flush()


def _lessons_of(db: Db, effects: Collection[AbsenceEffect]) -> dict[int, frozenset[int]]:
    """Return the lessons that each effect is about, by its id."""
    rows = {effect.id: _row(db, effect) for effect in effects}
    places = {row.slot_id for row in rows.values() if isinstance(row, ChildcarePlace)}
    seats = {row.ride_id for row in rows.values() if isinstance(row, RideSeat)}
    by_slot, by_ride = queries.lessons_of_slots(db, places), queries.lessons_of_rides(db, seats)
    found = {}
    for key, row in rows.items():
        if isinstance(row, AttendanceMark):
            found[key] = frozenset({row.lesson_id})
        elif isinstance(row, ChildcarePlace):
            found[key] = by_slot.get(row.slot_id, frozenset())
        else:
            found[key] = by_ride.get(row.ride_id, frozenset()) if row else frozenset()
    return found


def _holds(
    db: Db, effect: AbsenceEffect, one: Standing, lessons: Collection[int], *, home: bool
) -> bool:
    """Tell whether what was taken out is still to be out."""
    now = [one.now((LESSON_UNIT, key)) for key in lessons]
    if home and any(now):
        return True
    row = _row(db, effect)
    childs = isinstance(row, ChildcarePlace) or (
        isinstance(row, RideSeat) and row.person_id != one.person_id
    )
    return childs and any(CARE in aspects(state) for state in now)


def _row(db: Db, effect: AbsenceEffect) -> Row | None:
    match effect.source:
        case EffectSource.MARK:
            return db.get(AttendanceMark, effect.record_id)
        case EffectSource.PLACE:
            return db.get(ChildcarePlace, effect.record_id)
        case _:
            return db.get(RideSeat, effect.record_id)


def _bring_back(db: Db, effect: AbsenceEffect) -> None:
    row = _row(db, effect)
    own = _own_absence(db, effect, row)
    if isinstance(row, AttendanceMark):
        _unmark(db, row, effect.note, own)
    elif isinstance(row, ChildcarePlace):
        if row.status == PlaceStatus.EXCUSED.value and row.remark == effect.note:
            row.status = row.status if own else PlaceStatus.PLANNED.value
            row.remark = own.note if own else ""
    elif isinstance(row, RideSeat):
        _seat_again(db, row, effect.note, own)
    db.delete(effect)


def _unmark(db: Db, mark: AttendanceMark, reason: str, own: AbsenceRow | None) -> None:
    lesson = db.get(Lesson, mark.lesson_id)
    done = lesson is None or lesson.attendance_done or lesson.status == LessonStatus.HELD.value
    ours = mark.mark == Mark.EXCUSED.value and mark.reason == reason
    if done or not ours or mark.note or mark.evidence_on is not None:
        return
    if own is None:
        db.delete(mark)
    elif own.reason == ClosureReason.ILL.value:
        mark.reason = ExcuseReason.ILL.value


def _seat_again(db: Db, seat: RideSeat, note: str, own: AbsenceRow | None) -> None:
    ride = db.get(Ride, seat.ride_id)
    done = ride is None or ride.status == RideStatus.DONE.value
    given_up = seat.result == SeatResult.CANCELLED_IN_TIME.value and seat.result_reason == note
    if given_up and not done:
        seat.result = seat.result if own else SeatResult.OPEN.value
        seat.result_reason = own.note if own else ""


def _own_absence(db: Db, effect: AbsenceEffect, row: Row | None) -> AbsenceRow | None:
    """Return the absence of herself, or of the child, that takes over what comes back."""
    who = {effect.person_id}
    if isinstance(row, ChildcarePlace):
        who.add(row.child_id)
    if isinstance(row, RideSeat):
        who.add(row.person_id)
    day = queries.absences_between(db, effect.starts, effect.starts + 1)
    return next(
        (
            one
            for one in day
            if one.kind == AbsenceKind.PERSON
            and one.resource_id in who
            and not one.withdrawn
            and one.ends > effect.starts
        ),
        None,
    )
