"""The plan of an absence changes: it ends at another minute, and what was called off drives again.

Whoever was told something else is to be called again; marks, places and seats follow the plan.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from kursplaner.basics.errors import HardConflict, KursplanerError, Refused
from kursplaner.basics.spans import Span, day_of
from kursplaner.domain.absences import Absence, AbsenceEnding
from kursplaner.domain.childcare import ChildcareSlot, ChildcareSlotCarer
from kursplaner.domain.kinds import AbsenceKind, RideStatus, SlotStatus
from kursplaner.domain.kinds.counting import RIDES_TAKING_PLACE
from kursplaner.domain.people import Closure
from kursplaner.domain.rides.rides import Ride
from kursplaner.planning.absences import absent_participants, effects, reporting, words
from kursplaner.planning.absences.plan import LESSON_UNIT
from kursplaner.planning.absences.reach import Touched, concerned, draft_of, row_of, touched_by
from kursplaner.planning.absences.returns import StaysAway
from kursplaner.planning.choices.free_times import load_free_times
from kursplaner.planning.lessons import cancelling
from kursplaner.planning.rides.pick_ups import follow_rides
from kursplaner.store.journal.rehearsal import tried
from kursplaner.store.queries.absences import absences as queries
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from kursplaner.store.whereabouts import CHILDCARE, RIDE, reoccupy
from kursplaner.store.workspace import concerning


@dataclass(frozen=True, slots=True)
class Replanned:
    """What a change of the plan does.

    Attributes:
        again: what was called off and takes place again.
        stays_off: what others, or another absence, stand against by now.
        to_call: who has to be called (again) afterwards.
        away: places and seats that others have since.
    """

    again: tuple[Touched, ...]
    stays_off: tuple[Touched, ...]
    to_call: tuple[int, ...]
    away: tuple[StaysAway, ...] = ()


def propose(db: Db, absence_id: int, until: int, *, restore: bool = True) -> Replanned:
    """Return what `apply` would do, within a change or rehearsal; nothing is kept.

    Raises:
        Refused: as `apply`.
    """
    with tried(db):
        return apply(db, absence_id, until, restore=restore)


def apply(db: Db, absence_id: int, until: int, *, restore: bool = True) -> Replanned:
    """Let an absence end at the absolute minute `until`; at its start it never was.

    With `restore` what was called off because of it takes place again from then on, as far as
    nobody and nothing of it is taken since.

    Raises:
        Refused: "not_found", "absence_withdrawn", "absence_unchanged", "day_out_of_range",
            "absent_already" when a later absence of the same kind begins before.
    """
    known = row_of(db, absence_id)
    if known.withdrawn:
        raise Refused("absence_withdrawn", first=known.first, last=known.last)
    for noun, key in reporting.draft_of(known).subjects:
        concerning(db, noun, key)
    again: list[Touched] = []
    stays_off: list[Touched] = []
    since = max(until, known.starts)

    def back() -> None:
        for touched in called_off(db, absence_id, since):
            (again if _restored(db, touched) else stays_off).append(touched)

    off = called_off(db, absence_id, since) if restore else ()
    if since == known.ends and not off:
        raise Refused("absence_unchanged", last=known.last)
    if since <= known.ends:
        away = reporting.end_at(db, absence_id, since, back if restore else None)
    else:
        away = _lengthen(db, absence_id, since)
    return Replanned(tuple(again), tuple(stays_off), _to_call(db, absence_id), away)


def called_off(db: Db, absence_id: int, since: int) -> tuple[Touched, ...]:
    """Return what an absence called off from a minute on."""
    found = touched_by(db, absence_id)
    return tuple(touched for touched in found if touched.cancelled and touched.starts >= since)


def _to_call(db: Db, absence_id: int) -> tuple[int, ...]:
    if queries.absence(db, absence_id) is None:
        return ()
    return tuple(s.person_id for s in words.standings(db, absence_id) if not s.agrees)


def _restored(db: Db, touched: Touched) -> bool:
    """Let it take place again; tells whether that worked."""
    try:
        with tried(db):
            _restore(db, touched)
    except KursplanerError:
        return False
    _restore(db, touched)
    return True


def _restore(db: Db, touched: Touched) -> None:
    if touched.source == LESSON_UNIT:
        cancelling.apply_restore(db, cancelling.propose_restore(db, touched.id))
    elif touched.source == CHILDCARE:
        _slot_again(db, touched)
    else:
        _ride_again(db, touched)


def _slot_again(db: Db, touched: Touched) -> None:
    slot = by_id(db, ChildcareSlot, touched.id)
    if slot.cancel_reason is None:
        return
    carers = [row.person_id for row in find(db, ChildcareSlotCarer, slot_id=slot.id)]
    _check_free(db, [slot.room_id, *carers], touched)
    slot.status, slot.cancel_reason = SlotStatus.PLANNED.value, None
    reoccupy(db, {CHILDCARE: [slot.id]})


def _ride_again(db: Db, touched: Touched) -> None:
    ride = by_id(db, Ride, touched.id)
    if ride.status in RIDES_TAKING_PLACE:
        return
    _check_free(db, [ride.vehicle_id, ride.driver_id], touched)
    ride.status, ride.cancel_reason = RideStatus.PLANNED.value, None
    reoccupy(db, {RIDE: [ride.id]})
    follow_rides(db, [ride.id], come_back=True)


def _check_free(db: Db, resources: Iterable[int | None], touched: Touched) -> None:
    """See that everything it takes is still free.

    Raises:
        HardConflict: something is taken or closed.
    """
    keys = [key for key in resources if key is not None]
    span = Span(touched.starts, touched.ends)
    times = load_free_times(db, keys, span.starts, span.ends, [(touched.source, touched.id)])
    if not all(times.usable(key, span) for key in keys):
        raise HardConflict(["occupied"])


def _lengthen(db: Db, absence_id: int, until: int) -> tuple[StaysAway, ...]:
    """Let it last longer: what it touches then is freed, and everybody in it is on the list."""
    row, known = by_id(db, Absence, absence_id), row_of(db, absence_id)
    if day_of(until - 1).toordinal() - known.first.toordinal() >= reporting.LONGEST_DAYS:
        raise Refused("day_out_of_range", day=day_of(until - 1))
    for other in queries.absences_between(db, Span(known.ends, until)):
        same = reporting.of_the_same(draft_of(known), other)
        if other.id != absence_id and not other.withdrawn and same:
            raise Refused("absent_already", first=other.first, last=other.last, id=other.id)
    for ending in find(db, AbsenceEnding, absence_id=absence_id):
        db.delete(ending)
    row.ends = max(until, known.until)
    if until < row.ends:
        db.flush()
        db.add(AbsenceEnding(absence_id=absence_id, since=until))
    if row.closure_id is not None:
        by_id(db, Closure, row.closure_id).ends = until
    db.flush()
    _reach_further(db, absence_id, known.ends)
    away = effects.settle(db)
    words.reopen(db, absence_id)
    return away


def _reach_further(db: Db, absence_id: int, since: int) -> None:
    fresh = row_of(db, absence_id)
    touched: Collection[Touched] = [t for t in touched_by(db, absence_id) if t.ends > since]
    people = concerned(db, touched, fresh.villages, fresh.resource_id)
    words.concern(db, absence_id, words.units_of(db, people))
    if fresh.kind == AbsenceKind.PERSON:
        later = [t for t in touched if t.starts >= since]
        absent_participants.free(db, absence_id, draft_of(fresh), later)
