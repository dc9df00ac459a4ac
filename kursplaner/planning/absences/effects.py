"""What an absence set because a family stays at home, and how exactly that comes back.

Marks, children's places and seats are noted as they are taken out. They come back in the act that
brings the good news, as far as there is room (`absence_returns`); what somebody has set otherwise
since is left alone.
"""

from collections.abc import Callable, Collection, Iterable, Sequence

from kursplaner.basics import clock
from kursplaner.basics.spans import Span, minute_at
from kursplaner.domain.absences import (
    Absence,
    AbsenceCall,
    AbsenceEffect,
    EffectCause,
    EffectSource,
)
from kursplaner.domain.attendance.marks import AttendanceMark
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
from kursplaner.domain.rides.rides import Ride, RideSeat, Stop
from kursplaner.planning.absences.notes import note_places, note_seats
from kursplaner.planning.absences.other_times import noting_times
from kursplaner.planning.absences.plan import CARE, LESSON_UNIT, PLACE, RIDES, SEATS, aspects
from kursplaner.planning.absences.reach import Concerned, Part, Touched, row_of
from kursplaner.planning.absences.returns import Gone, StaysAway, counting, grouped, sort_out
from kursplaner.planning.absences.words import Standing, concern, standings, units_of
from kursplaner.planning.enrolments.seats_taken import lay_anew
from kursplaner.store.queries.absences import absences as queries
from kursplaner.store.queries.absences.absences import AbsenceRow
from kursplaner.store.queries.absences.words import answers_of_people, effects_ahead
from kursplaner.store.queries.attendance import served
from kursplaner.store.records import by_id, by_ids, find
from kursplaner.store.session import Db

Held = ChildcarePlace | RideSeat
Row = AttendanceMark | Held


def settle(db: Db, given_back: Iterable[tuple[Held, Gone]] = ()) -> tuple[StaysAway, ...]:
    """Bring back what is to be out no more: nothing fails for the family, or it is not at home.

    Seats of a village come back where it is served again, what somebody missing had when she, or
    the child, is back; a child's place follows the childcare; what had no room comes back as soon
    as there is some. Places and seats come first, so that whoever has none now stays excused. What
    has begun stays as it is.

    Args:
        db: the running act.
        given_back: what else comes back, after what was given up before it.

    Returns:
        What has no room any more: it stays out, and those concerned are on the list of the absence.
    """
    db.flush()
    others = tuple(given_back)
    if not others and not effects_ahead(db, minute_at(clock.now())):
        return ()
    wanted = [
        (row, _gone(db, effect, row))
        for effect, row in _out_no_more(db, _has_room)
        if isinstance(row, Held) and not _own_takes_over(db, effect, row)
    ]
    found = _come_back(db, [*wanted, *others])
    for effect, mark in _out_no_more(db, _is_mark):
        if isinstance(mark, AttendanceMark):
            own = _own_absence(db, effect, mark)
            if _unmark(db, mark, effect.note, own) and own is not None:
                _take_over(effect, own, mark.reason or "")
                continue
        db.delete(effect)
    db.flush()
    return found


def away(db: Db, absence_id: int) -> tuple[StaysAway, ...]:
    """Return what stays away after an absence because there is no room, with who has it since."""
    cause = EffectCause.TAKEN.value
    effects = find(db, AbsenceEffect, absence_id=absence_id, cause=cause)
    rows = [(_row(db, effect), effect) for effect in effects]
    gone = grouped((row, _gone(db, effect, row)) for row, effect in rows
                   if isinstance(row, Held) and _given_up(row, effect.note))  # fmt: skip
    return tuple(found for each in gone for found in sort_out(db, [each]).away)


def _has_room(effect: AbsenceEffect) -> bool:
    return effect.source != EffectSource.MARK.value


def _is_mark(effect: AbsenceEffect) -> bool:
    return effect.source == EffectSource.MARK.value


def _out_no_more(db: Db, which: Callable[[AbsenceEffect], bool]) -> list[tuple[AbsenceEffect, Row]]:
    """Return what is not to be out any more, in the order in which it was taken out."""
    ahead = effects_ahead(db, minute_at(clock.now()))
    effects = [effect for effect in by_ids(db, AbsenceEffect, ahead).values() if which(effect)]
    effects.sort(key=lambda effect: effect.id)
    lessons, home = _lessons_of(db, effects), _at_home(db, effects)
    alone = _answering(db, effects, CallAnswer.WITHOUT_CHILD)
    lists: dict[int, dict[int, Standing]] = {}
    found = []
    for effect in effects:
        if effect.absence_id not in lists:
            known = standings(db, effect.absence_id)
            lists[effect.absence_id] = {standing.person_id: standing for standing in known}
        keys, row = lessons[effect.id], _row(db, effect)
        stays = any((effect.person_id, key) in home for key in keys)
        if effect.cause == EffectCause.WITHOUT_CHILD.value:
            stays = stays or any((effect.person_id, key) in alone for key in keys)
        listed = lists[effect.absence_id].get(effect.person_id)
        if row is not None and not _holds(db, effect, row, listed, keys, home=stays):
            found.append((effect, row))
    return found


def _at_home(db: Db, effects: Collection[AbsenceEffect]) -> set[tuple[int, int]]:
    """Return (person, lesson) of those who stay at home.

    Where their village is served again, their seats are out for that reason alone from now on.
    """
    answers = answers_of_people(db, {effect.person_id for effect in effects})
    home = _answering(db, effects, CallAnswer.STAYS_HOME)
    absences = {effect.absence_id for effect in effects}
    calls = find(db, AbsenceCall, absence_id=absences, answer=CallAnswer.STAYS_HOME.value)
    early = {(call.absence_id, call.person_id) for call in calls}  # answers kept with calls alone
    lessons = _lessons_of(db, effects)
    for effect in effects:
        whose = effect.person_id
        if (effect.absence_id, whose) in early:
            home |= {(whose, k) for k in lessons[effect.id]
                     if (whose, LESSON_UNIT, k) not in answers}  # fmt: skip
        row = _row(db, effect) if effect.cause == EffectCause.CALLED_OFF.value else None
        stays = any((effect.person_id, key) in home for key in lessons[effect.id])
        if row is not None and stays and not _in_force(db, effect, row):
            effect.cause = EffectCause.EXCUSE.value
    db.flush()
    return home


def _answering(
    db: Db, effects: Collection[AbsenceEffect], wanted: CallAnswer
) -> set[tuple[int, int]]:
    """Return (person, lesson) of those who gave an answer."""
    answers = answers_of_people(db, {effect.person_id for effect in effects})
    return {
        (person, key)
        for (person, source, key), answer in answers.items()
        if source == LESSON_UNIT and answer == wanted
    }


def _gone(db: Db, effect: AbsenceEffect, row: Held) -> Gone:
    key = row.slot_id if isinstance(row, ChildcarePlace) else row.ride_id
    absence, since = by_id(db, Absence, effect.absence_id), (AbsenceEffect.__tablename__, effect.id)
    if absence.resource_id in {effect.person_id, _whose(row)}:
        since = (Absence.__tablename__, absence.id)
    source = EffectSource(effect.source)
    return Gone(effect.absence_id, source, key, effect.person_id, (effect.record_id,), since)


def _whose(row: Held) -> int:
    return row.child_id if isinstance(row, ChildcarePlace) else row.person_id


def _given_up(row: Held, note: str) -> bool:
    """Tell whether a place or seat is still out as it was noted."""
    if isinstance(row, ChildcarePlace):
        return row.status == PlaceStatus.EXCUSED.value and row.remark == note
    return row.result == SeatResult.CANCELLED_IN_TIME.value and row.result_reason == note


def _own_takes_over(db: Db, effect: AbsenceEffect, row: Held) -> bool:
    """Let her own absence, or the child's, take over what comes back; what is not out is let go."""
    done = (
        isinstance(row, RideSeat) and by_id(db, Ride, row.ride_id).status == RideStatus.DONE.value
    )
    if done or not _given_up(row, effect.note):
        db.delete(effect)
        return True
    own = _own_absence(db, effect, row)
    if own is None:
        return False
    if isinstance(row, ChildcarePlace):
        row.remark = own.note
    else:
        row.result_reason = own.note
    _take_over(effect, own, own.note)
    return True


def _take_over(effect: AbsenceEffect, own: AbsenceRow, note: str) -> None:
    effect.absence_id, effect.cause, effect.note = own.id, EffectCause.ABSENT.value, note


def _come_back(db: Db, rows: Sequence[tuple[Held, Gone]]) -> tuple[StaysAway, ...]:
    """Open places and seats where there is room; note those for which there is none."""
    expected = counting(db, [row for row, _ in rows])
    found = sort_out(db, grouped((row, gone) for row, gone in rows if row in expected))
    staying = {(out.gone.source, key) for out in found.away for key in out.gone.rows}
    for row, gone in rows:
        if (gone.source, row.id) in staying:
            _note_taken(db, row, gone)
            continue
        for effect in find(db, AbsenceEffect, source=gone.source.value, record_id=row.id):
            db.delete(effect)
        if row in expected:
            _open(row)
    db.flush()
    with noting_times(db, [tour.ride_id for tour in found.tours]):
        lay_anew(db, found.tours)
    _concern(db, found.away)
    return found.away


def _open(row: Held) -> None:
    if isinstance(row, ChildcarePlace):
        row.status, row.remark = PlaceStatus.PLANNED.value, ""
    else:
        row.result, row.result_reason = SeatResult.OPEN.value, ""


def _note_taken(db: Db, row: Held, gone: Gone) -> None:
    for effect in find(db, AbsenceEffect, source=gone.source.value, record_id=row.id):
        effect.cause = EffectCause.TAKEN.value
        return
    if isinstance(row, ChildcarePlace):
        note_places(db, gone.absence_id, EffectCause.TAKEN, {row.id: gone.person_id}, [row])
    else:
        note_seats(db, gone.absence_id, EffectCause.TAKEN, {row.id: gone.person_id}, [row])


def _concern(db: Db, found: Iterable[StaysAway]) -> None:
    """Put those who have no room any more on the lists, so that they are called."""
    by_absence: dict[int, list[Concerned]] = {}
    for gone in (out.gone for out in found):
        source = "childcare" if gone.source is EffectSource.PLACE else "ride"
        what = Touched(Part.PARTICIPANT, source, gone.record_id, 0, 0)
        by_absence.setdefault(gone.absence_id, []).append(Concerned(gone.person_id, (what,)))
    for absence_id, concerned in by_absence.items():
        concern(db, absence_id, units_of(db, concerned))


def _lessons_of(db: Db, effects: Collection[AbsenceEffect]) -> dict[int, frozenset[int]]:
    """Return the lessons that each effect is about, by its id."""
    rows = {effect.id: _row(db, effect) for effect in effects}
    places = {row.slot_id for row in rows.values() if isinstance(row, ChildcarePlace)}
    seats = {row.ride_id for row in rows.values() if isinstance(row, RideSeat)}
    by_slot, by_ride = served.lessons_of_slots(db, places), served.lessons_of_rides(db, seats)
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
    db: Db,
    effect: AbsenceEffect,
    row: Row,
    listed: Standing | None,
    lessons: Collection[int],
    *,
    home: bool,
) -> bool:
    """Tell whether what was taken out is still to be out."""
    if effect.cause in {EffectCause.CALLED_OFF.value, EffectCause.ABSENT.value}:
        return _in_force(db, effect, row)
    units = listed.units if listed is not None else ()
    served = [said for said in units if said.source == LESSON_UNIT and said.id in lessons]
    fails = {aspect for said in served for aspect in aspects(said.now)}
    if effect.cause == EffectCause.TAKEN.value:
        fails -= {PLACE, *SEATS}
        needed = {CARE} if isinstance(row, ChildcarePlace) else {*RIDES}
        return bool(fails & needed) or (home and bool(fails))
    if home and (fails or _begun(db, lessons)):
        return True
    childs = isinstance(row, ChildcarePlace) or (
        isinstance(row, RideSeat) and row.person_id != effect.person_id
    )
    return childs and CARE in fails


def _begun(db: Db, lessons: Collection[int]) -> bool:
    return any(clock.has_come(lesson.starts) for lesson in by_ids(db, Lesson, lessons).values())


def _in_force(db: Db, effect: AbsenceEffect, row: Row) -> bool:
    """Tell whether an absence holds at its time; of a village only seats at its own stops."""
    absence, starts = row_of(db, effect.absence_id), _starts(db, row)
    if isinstance(row, RideSeat) and absence.kind == AbsenceKind.VILLAGE:
        stop = db.get(Stop, row.stop_id) if row.stop_id is not None else None
        if stop is not None and stop.municipality not in absence.villages:
            return False
    return not absence.withdrawn and absence.starts <= starts < absence.ends


def _starts(db: Db, row: Row) -> int:
    """Return when the lesson, slot or ride begins, also where it was moved since."""
    if isinstance(row, AttendanceMark):
        return by_id(db, Lesson, row.lesson_id).starts
    if isinstance(row, ChildcarePlace):
        return by_id(db, ChildcareSlot, row.slot_id).starts
    return by_id(db, Ride, row.ride_id).starts


def _row(db: Db, effect: AbsenceEffect) -> Row | None:
    match effect.source:
        case EffectSource.MARK:
            return db.get(AttendanceMark, effect.record_id)
        case EffectSource.PLACE:
            return db.get(ChildcarePlace, effect.record_id)
        case _:
            return db.get(RideSeat, effect.record_id)


def _unmark(db: Db, mark: AttendanceMark, reason: str, own: AbsenceRow | None) -> bool:
    """Take a mark away, or let her own illness be its reason; tells whether it was still ours."""
    lesson = db.get(Lesson, mark.lesson_id)
    done = lesson is None or lesson.attendance_done or lesson.status == LessonStatus.HELD.value
    ours = mark.mark == Mark.EXCUSED.value and mark.reason == reason
    if done or not ours or mark.note or mark.evidence_on is not None:
        return False
    if own is None:
        db.delete(mark)
    elif own.reason == ClosureReason.ILL.value:
        mark.reason = ExcuseReason.ILL.value
    return True


def _own_absence(db: Db, effect: AbsenceEffect, row: Row) -> AbsenceRow | None:
    """Return the absence of herself, or of the child, that takes over what comes back."""
    who = {effect.person_id}
    if isinstance(row, ChildcarePlace):
        who.add(row.child_id)
    if isinstance(row, RideSeat):
        who.add(row.person_id)
    starts = _starts(db, row)
    day = queries.absences_between(db, Span(starts, starts + 1))
    return next(
        (
            absence
            for absence in day
            if absence.kind == AbsenceKind.PERSON
            and absence.resource_id in who
            and not absence.withdrawn
            and absence.ends > starts
        ),
        None,
    )
