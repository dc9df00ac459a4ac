"""Calling those whom an absence touches, and what follows from what they say."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import chain

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_at
from kursplaner.domain.absences import AbsenceCall, EffectCause
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.courses import Enrolment, Lesson
from kursplaner.domain.kinds import (
    CallAnswer,
    ContactResult,
    ExcuseReason,
    PlaceStatus,
    SeatResult,
)
from kursplaner.domain.people import ContactLog, Person
from kursplaner.domain.rides.rides import RideSeat
from kursplaner.planning.absences import without_child
from kursplaner.planning.absences.absent_participants import free_places, free_seats
from kursplaner.planning.absences.effects import settle
from kursplaner.planning.absences.notes import note_marks, note_places, note_seats
from kursplaner.planning.absences.plan import CARES, LESSON_UNIT, OFF, aspects
from kursplaner.planning.absences.reach import Part, draft_of, row_of, touched_by
from kursplaner.planning.absences.words import Standing, standings, tell
from kursplaner.planning.attendance.entering import excuse
from kursplaner.store.queries.absences import absences as queries
from kursplaner.store.queries.absences.absences import Attending
from kursplaner.store.queries.absences.words import slots_of_lessons
from kursplaner.store.queries.attendance import served
from kursplaner.store.records import by_id, by_ids, find
from kursplaner.store.session import Db
from kursplaner.store.workspace import concerning


@dataclass(frozen=True, slots=True)
class CallEntry:
    """What came of one try; `route` is the way as it was tried, `note` what was said.

    `children` are those without whom she comes, if that is her answer; empty for all of them.
    """

    person_id: int
    result: ContactResult
    answer: CallAnswer = CallAnswer.OPEN
    route: str = ""
    note: str = ""
    children: tuple[int, ...] = ()


def log_call(db: Db, absence_id: int, entry: CallEntry) -> None:
    """Note where a call stands, what she was told, and the try among the contacts of the person.

    She is told what is planned now, whatever was planned when her call was opened. Putting a call
    back to "open" is no try and leaves the contacts alone. What was taken out for her comes back
    where nothing fails any more, or where she does not stay at home after all.

    Raises:
        Refused: "not_found", "not_on_the_list" for somebody whom the absence does not concern.
    """
    row_of(db, absence_id)
    by_id(db, Person, entry.person_id)
    standing = _standing(db, absence_id, entry.person_id)
    if standing is None:
        raise Refused("not_on_the_list")
    found = find(db, AbsenceCall, absence_id=absence_id, person_id=entry.person_id)
    call = found[0] if found else AbsenceCall(absence_id=absence_id, person_id=entry.person_id)
    at = minute_at(clock.now())
    reached = entry.result is ContactResult.REACHED
    tried = not (entry.result is ContactResult.OPEN and not entry.note)
    unheard = standing.otherwise and entry.result is ContactResult.OPEN
    call.result = entry.result.value
    if not unheard:
        call.answer = (entry.answer if reached else CallAnswer.OPEN).value
    call.at, call.note = at, entry.note.strip()
    db.add(call)
    if tried:
        log = ContactLog(person_id=entry.person_id, at=at, route=entry.route,
                         result=entry.result.value, note=entry.note.strip())  # fmt: skip
        db.add(log)
    db.flush()
    answer = entry.answer if reached else CallAnswer.OPEN
    tell(db, absence_id, standing, entry.result, answer)
    if not unheard:
        answer = CallAnswer(call.answer)
        without = answer is CallAnswer.WITHOUT_CHILD
        left = without_child.chosen(db, standing, entry.children) if without else frozenset()
        without_child.leave(db, absence_id, standing, left, entry.note.strip())
    settle(db)


def _standing(db: Db, absence_id: int, person_id: int) -> Standing | None:
    return next(
        (standing for standing in standings(db, absence_id) if standing.person_id == person_id),
        None,
    )


@dataclass(frozen=True, slots=True)
class Excuses:
    """What taking over the excuses would do.

    Attributes:
        marks: (lesson, enrolment) that get the mark.
        place_ids, seat_ids: children's places and seats in rides that become free.
        families: how many families it is about.
    """

    reason: ExcuseReason
    marks: tuple[tuple[int, int], ...]
    place_ids: tuple[int, ...]
    seat_ids: tuple[int, ...]
    families: int


def propose_excuses(db: Db, absence_id: int) -> Excuses:
    """Return the excuses of those who stay at home because childcare or ride fails.

    Only what is not entered yet is proposed; a lesson that is called off wants no mark.

    Raises:
        Refused: "not_found".
    """
    told = standings(db, absence_id)
    home = {
        (standing.person_id, unit.id): unit.now
        for standing in told
        if standing.result is ContactResult.REACHED
        for unit in standing.units
        if unit.source == LESSON_UNIT and unit.now and not unit.beside
        if unit.answer is CallAnswer.STAYS_HOME
    }
    failing = {pair: state for pair, state in home.items() if state != OFF}
    attending = queries.attending(db, {lesson for _, lesson in failing})
    stays = [who for who in attending if (who.person_id, who.lesson_id) in failing]
    slots = [t.id for t in touched_by(db, absence_id) if t.part is Part.CARER]
    beside = slots_of_lessons(db, {lesson for _, lesson in failing})
    places = _places(db, {*slots, *chain.from_iterable(beside.values())}, home)
    by_bus = any(set(aspects(state)) - {*CARES} for state in failing.values())
    by_care = slots or (failing and not by_bus)
    unmarked = [who for who in stays if who.mark is None]
    return Excuses(
        ExcuseReason.CHILDCARE_FAILED if by_care else ExcuseReason.RIDE_FAILED,
        tuple((who.lesson_id, who.enrolment_id) for who in unmarked),
        places,
        _seats(db, stays),
        len({who.person_id for who in unmarked}),
    )


def apply_excuses(db: Db, absence_id: int, excuses: Excuses, note: str = "") -> int:
    """Store the excuses in one act; returns how many marks were set.

    What is set is noted, so that it comes back when all is well again.

    Raises:
        Refused: "nothing_to_excuse", "overtaken" when the calls or lessons changed since.
    """
    fresh = propose_excuses(db, absence_id)
    if not (fresh.marks or fresh.place_ids or fresh.seat_ids):
        raise Refused("nothing_to_excuse")
    if fresh != excuses:
        raise Refused("overtaken", noun="absence", id=absence_id)
    for noun, key in draft_of(row_of(db, absence_id)).subjects:
        concerning(db, noun, key)
    count = sum(_excused(db, absence_id, *mark, fresh.reason) for mark in fresh.marks)
    places = by_ids(db, ChildcarePlace, fresh.place_ids)
    seats = by_ids(db, RideSeat, fresh.seat_ids)
    slots = {place.slot_id for place in places.values()}
    guardians = {c.place_id: c.guardian_id or c.child_id for c in queries.looked_after(db, slots)}
    rides = {seat.ride_id for seat in seats.values()}
    holders = {seat.seat_id: seat.holder_id for seat in queries.riding(db, rides)}
    excused = free_places(places.values(), note)
    note_places(db, absence_id, EffectCause.EXCUSE, guardians, excused)
    given_up = free_seats(db, seats.values(), note)
    note_seats(db, absence_id, EffectCause.EXCUSE, holders, given_up)
    return count


def _excused(
    db: Db, absence_id: int, lesson_id: int, enrolment_id: int, reason: ExcuseReason
) -> int:
    count = excuse(db, lesson_id, [enrolment_id], reason)
    if count:
        mark = find(db, AttendanceMark, lesson_id=lesson_id, enrolment_id=enrolment_id)
        holder = by_id(db, Enrolment, enrolment_id).person_id
        note_marks(db, absence_id, EffectCause.EXCUSE, holder, by_id(db, Lesson, lesson_id), mark)
    return count


def _places(db: Db, slots: Collection[int], home: Collection[tuple[int, int]]) -> tuple[int, ...]:
    """Return the expected children of those at home (person, lesson) in some slots."""
    by_slot = served.lessons_of_slots(db, slots)
    return tuple(
        child.place_id
        for child in queries.looked_after(db, slots)
        if child.status == PlaceStatus.PLANNED.value
        and any((child.guardian_id, key) in home for key in by_slot.get(child.slot_id, ()))
    )


def _seats(db: Db, stays: Iterable[Attending]) -> tuple[int, ...]:
    """Return the open seats of those who stay at home, and of their children."""
    own = {(who.lesson_id, who.enrolment_id) for who in stays}
    by_lesson = served.rides_of_lessons(db, {lesson for lesson, _ in own})
    rides = {ride: lesson for lesson, found in by_lesson.items() for ride in found}
    return tuple(
        seat.seat_id
        for seat in queries.riding(db, rides)
        if seat.result == SeatResult.OPEN.value and (rides[seat.ride_id], seat.enrolment_id) in own
    )
