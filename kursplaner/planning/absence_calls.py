"""Calling those whom an absence touches, and what follows from what they say."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_at
from kursplaner.domain.absences import AbsenceCall, EffectCause
from kursplaner.domain.attendance import AttendanceMark
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
from kursplaner.domain.rides import RideSeat
from kursplaner.planning.absence_effects import note_marks, note_places, note_seats, settle
from kursplaner.planning.absence_plan import LESSON_UNIT, OFF, USUAL
from kursplaner.planning.absence_reach import Part, Touched, row_of, touched_by
from kursplaner.planning.absence_words import Standing, standings, tell
from kursplaner.planning.absent_participants import free_places, free_seats
from kursplaner.planning.attendance import excuse
from kursplaner.store.queries import absences as queries
from kursplaner.store.queries.absences import Attending
from kursplaner.store.records import by_ids, find, one
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class CallEntry:
    """What came of one try; `route` is the way as it was tried, `note` what was said."""

    person_id: int
    result: ContactResult
    answer: CallAnswer = CallAnswer.OPEN
    route: str = ""
    note: str = ""


def log_call(db: Db, absence_id: int, entry: CallEntry) -> None:
    """Note where a call stands, what she was told, and the try among the contacts of the person.

    She is told what is planned now, whatever was planned when her call was opened. Putting a call
    back to "open" is no try and leaves the contacts alone. What was taken out for her comes back
    where nothing fails any more, or where she does not stay at home after all.

    Raises:
        Refused: "not_found".
    """
    row_of(db, absence_id)
    one(db, Person, entry.person_id)
    found = find(db, AbsenceCall, absence_id=absence_id, person_id=entry.person_id)
    call = found[0] if found else AbsenceCall(absence_id=absence_id, person_id=entry.person_id)
    at = minute_at(clock.now())
    reached = entry.result is ContactResult.REACHED
    tried = not (entry.result is ContactResult.OPEN and not entry.note)
    standing = _standing(db, absence_id, entry.person_id)
    unheard = standing is not None and standing.otherwise and entry.result is ContactResult.OPEN
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
    if standing is not None:
        tell(db, absence_id, standing, entry.result)
    settle(db)


def _standing(db: Db, absence_id: int, person_id: int) -> Standing | None:
    return next((one for one in standings(db, absence_id) if one.person_id == person_id), None)


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
    touched = touched_by(db, absence_id)
    home = {
        one.person_id: one
        for one in standings(db, absence_id)
        if one.answer is CallAnswer.STAYS_HOME
    }
    slots = _ids(touched, "childcare", (Part.CARER,))
    rides = _ids(touched, "ride", (Part.DRIVER, Part.VEHICLE, Part.VILLAGE))
    pairs = {
        (person, lesson)
        for person, lesson in _missed(db, slots, rides, home)
        if home[person].now((LESSON_UNIT, lesson)) not in (USUAL, OFF)
    }
    lessons = {lesson for _, lesson in pairs}
    stays = [
        who for who in queries.attending(db, lessons) if (who.person_id, who.lesson_id) in pairs
    ]
    places = _places(db, slots, home)
    seats = _seats(db, stays)
    marks = tuple((who.lesson_id, who.enrolment_id) for who in stays if who.mark is None)
    return Excuses(
        ExcuseReason.CHILDCARE_FAILED if slots else ExcuseReason.RIDE_FAILED,
        marks,
        places,
        seats,
        len({who.person_id for who in stays if who.mark is None}),
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
    count = sum(_excused(db, absence_id, *mark, fresh.reason) for mark in fresh.marks)
    places = by_ids(db, ChildcarePlace, fresh.place_ids)
    seats = by_ids(db, RideSeat, fresh.seat_ids)
    slots = {place.slot_id for place in places.values()}
    guardians = {c.place_id: c.guardian_id or c.child_id for c in queries.looked_after(db, slots)}
    rides = {seat.ride_id for seat in seats.values()}
    holders = {seat.seat_id: seat.holder_id for seat in queries.riding(db, rides)}
    note_places(db, absence_id, guardians, free_places(places.values(), note))
    given_up = free_seats(db, seats.values(), note)
    note_seats(db, absence_id, EffectCause.EXCUSE, holders, given_up)
    return count


def _excused(
    db: Db, absence_id: int, lesson_id: int, enrolment_id: int, reason: ExcuseReason
) -> int:
    count = excuse(db, lesson_id, [enrolment_id], reason)
    if count:
        mark = find(db, AttendanceMark, lesson_id=lesson_id, enrolment_id=enrolment_id)
        holder = one(db, Enrolment, enrolment_id).person_id
        note_marks(db, absence_id, holder, one(db, Lesson, lesson_id), mark)
    return count


def _ids(touched: Iterable[Touched], source: str, parts: Collection[Part]) -> list[int]:
    return [one_.id for one_ in touched if one_.source == source and one_.part in parts]


def _missed(
    db: Db, slots: Collection[int], rides: Collection[int], home: Collection[int]
) -> set[tuple[int, int]]:
    """Return (person, lesson) of those at home whose childcare or ride fails."""
    by_slot = queries.lessons_of_slots(db, slots)
    found = {
        (child.guardian_id, lesson)
        for child in queries.looked_after(db, slots)
        if child.guardian_id in home and child.guardian_id is not None
        for lesson in by_slot.get(child.slot_id, ())
    }
    by_ride = queries.lessons_of_rides(db, rides)
    found |= {
        (seat.holder_id, lesson)
        for seat in queries.riding(db, rides)
        if seat.holder_id in home
        for lesson in by_ride.get(seat.ride_id, ())
    }
    return found


def _places(db: Db, slots: Collection[int], home: Mapping[int, Standing]) -> tuple[int, ...]:
    """Return the expected children of those at home, where anything of the lesson fails."""
    by_slot = queries.lessons_of_slots(db, slots)
    return tuple(
        child.place_id
        for child in queries.looked_after(db, slots)
        if child.status == PlaceStatus.PLANNED.value
        and (guardian := home.get(child.guardian_id or 0)) is not None
        and any(guardian.now((LESSON_UNIT, key)) for key in by_slot.get(child.slot_id, ()))
    )


def _seats(db: Db, stays: Iterable[Attending]) -> tuple[int, ...]:
    """Return the open seats of those who stay at home, and of their children."""
    own = {(who.lesson_id, who.enrolment_id) for who in stays}
    by_lesson = queries.rides_of_lessons(db, {lesson for lesson, _ in own})
    rides = {ride: lesson for lesson, found in by_lesson.items() for ride in found}
    return tuple(
        seat.seat_id
        for seat in queries.riding(db, rides)
        if seat.result == SeatResult.OPEN.value and (rides[seat.ride_id], seat.enrolment_id) in own
    )
