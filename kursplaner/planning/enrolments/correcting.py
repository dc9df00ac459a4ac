"""An enrolment is corrected: its start, dates, way, children; what it had and still wants stays.

`propose` does it and takes it back, so that what is shown is what will be stored; `apply` does it
again within one act. Places and seats of days gone by are never touched: what was asked for then
follows from the enrolment, what was done from what was recorded.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import day_of, minute_of
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.conflicts.conflicts import Conflict, hard_ones, in_order
from kursplaner.domain.conflicts.limits import taken_on
from kursplaner.domain.courses import Course, Enrolment, Lesson
from kursplaner.domain.kinds import ConflictKind, EnrolmentStatus, LeaveReason, Way
from kursplaner.domain.kinds.counting import ENROLMENTS_ENDED, ENROLMENTS_IN_LINE
from kursplaner.planning.absences.effects import settle
from kursplaner.planning.conflicts.finding import find_for, named
from kursplaner.planning.conflicts.knock_ons import come
from kursplaner.planning.conflicts.severities import rules_of
from kursplaner.planning.enrolments.enrolling import accept_full, squeeze_in, squeezed, store_places
from kursplaner.planning.enrolments.family_fit import Fit
from kursplaner.planning.enrolments.judging import (
    asked_for,
    fitting,
    lost,
    out_of_turn,
    passes_all,
)
from kursplaner.planning.enrolments.places_free import FreePlaces
from kursplaner.planning.enrolments.rewriting import free_what_goes, rewrite
from kursplaner.planning.enrolments.seats_taken import seat_passengers
from kursplaner.planning.enrolments.wishes import (
    EnrolDraft,
    draft_of,
    from_minute,
    pass_over,
    wish_of,
)
from kursplaner.planning.rides.pick_ups import follow
from kursplaner.store.journal.rehearsal import RowChange, changed_rows, state_of, tried
from kursplaner.store.queries.courses.enrolments import (
    WaitingPerson,
    coming_lessons,
    waiting_people,
)
from kursplaner.store.records import by_id, by_ids, find
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

OF_THE_COURSE = frozenset((ConflictKind.COURSE_CAPACITY, ConflictKind.NEVER_TOGETHER))


@dataclass(frozen=True, slots=True)
class EnrolmentWish:
    """How an enrolment shall be.

    Attributes:
        draft: the first day, dates to come, way, children and remark as they shall be.
        version: of the enrolment the form was filled from; None: as it is now.
        reason, reason_note: why it ended, of one that has.
    """

    enrolment_id: int
    draft: EnrolDraft
    version: int | None = None
    reason: LeaveReason | None = None
    reason_note: str = ""


@dataclass(frozen=True, slots=True)
class EnrolmentCorrection:
    """What a correction would do; nothing is written yet.

    Attributes:
        before: as it is. fit: what it gets beyond what it has.
        rows: every row that changes; state: how they were.
    """

    wish: EnrolmentWish
    before: EnrolmentWish
    fit: Fit
    conflicts: tuple[Conflict, ...]
    rows: tuple[RowChange, ...]
    state: str

    @property
    def empty(self) -> bool:
        """Tell whether nothing would be different."""
        return not self.rows

    @property
    def hard(self) -> tuple[Conflict, ...]:
        """What stops it."""
        return hard_ones(self.conflicts)

    def count(self, table: str, *, new: bool) -> int:
        """Return how many rows of a table come, or go."""
        some = [row for row in self.rows if row.table == table]
        return sum((row.before is None) if new else (row.after is None) for row in some)


def as_it_is(db: Db, enrolment_id: int) -> EnrolmentWish:
    """Return the wish that changes nothing, to be replaced in part.

    Raises:
        Refused: "not_found".
    """
    enrolment, today = by_id(db, Enrolment, enrolment_id), clock.today()
    first = enrolment.joined_on or enrolment.asked_on or today
    draft = replace(draft_of(db, enrolment_id, max(first, today)), from_day=enrolment.joined_on)
    if draft.only_lessons is not None:
        coming = coming_lessons(db, enrolment.course_id, from_minute(today))
        only = draft.only_lessons & {lesson.id for lesson in coming}
        draft = replace(draft, only_lessons=only)
    reason = LeaveReason(enrolment.reason) if enrolment.reason else None
    return EnrolmentWish(enrolment_id, draft, enrolment.version, reason, enrolment.reason_note)


def propose(db: Db, wish: EnrolmentWish) -> EnrolmentCorrection:
    """Try a correction and take it back; within `Workspace.rehearse` or `change`.

    Raises:
        Refused: "not_found", "overtaken" (somebody else changed it), "own_child", "child_twice",
            "attended_before" (there is attendance before the new first day), "stay_overlaps" (an
            earlier stay in the course had not ended), "lesson_not_to_come", "no_ride_days".
    """
    with tried(db):
        plan, known, found = _done(db, wish)
    named_already = {conflict.id for conflict in plan.conflicts}
    brought = [c for c in come(db, known, found) if c.id not in named_already]
    conflicts = named(db, in_order([*plan.conflicts, *brought]))
    accept = wish.draft.accept
    if accept:
        conflicts = taken_on(conflicts, accept)
    return replace(plan, conflicts=tuple(in_order(conflicts)))


def apply(db: Db, plan: EnrolmentCorrection) -> None:
    """Do it within `Workspace.change`, checked again, as one act.

    Raises:
        HardConflict: with what lacks; nothing is stored.
        Refused: "overtaken" when a touched record changed since, or as `propose`.
    """
    fresh = propose(db, plan.wish)
    if fresh.state != plan.state:
        raise Refused("overtaken", noun="enrolment", id=plan.wish.enrolment_id)
    if fresh.hard:
        raise HardConflict(fresh.hard)
    _done(db, plan.wish)
    reason = plan.wish.draft.accept.strip()
    if any("accepted" in conflict.facts for conflict in fresh.conflicts) and reason:
        accept_full(db, fresh.fit.lessons, reason)


@dataclass(frozen=True, slots=True)
class _Turn:
    """Who waits for the course, and which of them could come from a day on as things stand."""

    course: Course
    day: date
    line: tuple[WaitingPerson, ...]
    could: frozenset[int]


def _turn(db: Db, course: Course, before: EnrolDraft, after: EnrolDraft) -> _Turn:
    """Look at the line before anything is taken: on the first day that comes on top, or today."""
    line, today = tuple(waiting_people(db, course.id)), clock.today()
    more = _dates(db, course.id, after) - _dates(db, course.id, before)
    day = min(more, default=max(today, after.from_day or today))
    could = fitting(db, _places(db, course, day), line, day) if line else ()
    return _Turn(course, day, line, frozenset(could))


def _places(db: Db, course: Course, day: date) -> FreePlaces:
    return FreePlaces(db, course, from_minute(day), settings_of(db), running=True)


def _dates(db: Db, course_id: int, draft: EnrolDraft) -> set[date]:
    """Return on which days to come somebody is in the course."""
    return {
        day_of(lesson.starts)
        for lesson in coming_lessons(db, course_id, _now())
        if draft.only_lessons is None or lesson.id in draft.only_lessons
        if draft.from_day is None or draft.from_day <= day_of(lesson.starts)
    }


def _passing(
    db: Db, turn: _Turn, person_id: int, taken: Sequence[Conflict], accept: str
) -> list[Conflict]:
    """Return that others wait for what is taken now; the reason, if any, is kept with them."""
    if not turn.line or hard_ones(taken):
        return []
    gone = list(turn.line)
    if not passes_all(taken):
        gone = lost(db, _places(db, turn.course, turn.day), turn.line, turn.could)
    if not gone:
        return []
    found = taken_on([out_of_turn(turn.course.id, person_id, turn.day, gone)], accept)
    for waits in gone if accept.strip() else ():
        pass_over(db, waits.enrolment_id, accept)
    return found


def _done(
    db: Db, wish: EnrolmentWish
) -> tuple[EnrolmentCorrection, Sequence[Conflict], Sequence[Conflict]]:
    enrolment = _checked(db, wish)
    before, fit = as_it_is(db, enrolment.id), Fit((), (), (), ())
    conflicts: tuple[Conflict, ...] = ()
    lessons = [row.id for row in coming_lessons(db, enrolment.course_id, _now())]
    running = enrolment.status == EnrolmentStatus.ENROLLED.value
    known = find_for(db, lessons) if running else []
    if enrolment.status in ENROLMENTS_ENDED:
        enrolment.reason = wish.reason.value if wish.reason is not None else None
        enrolment.reason_note = wish.reason_note.strip()
    elif enrolment.status in ENROLMENTS_IN_LINE:
        rewrite(db, enrolment, before.draft, wish.draft)
    elif running:
        fit, conflicts = _fitted(db, enrolment, before.draft, wish.draft)
    enrolment.note = wish.draft.note.strip()
    db.flush()
    found = find_for(db, lessons) if running else []
    rows = tuple(changed_rows(db))
    plan = EnrolmentCorrection(wish, before, fit, conflicts, rows, state_of(list(rows)))
    return plan, known, found


def _now() -> int:
    return from_minute(clock.today())


def _checked(db: Db, wish: EnrolmentWish) -> Enrolment:
    enrolment, draft = by_id(db, Enrolment, wish.enrolment_id), wish.draft
    if wish.version is not None and enrolment.version != wish.version:
        raise Refused("overtaken", noun="enrolment", id=enrolment.id)
    children = [child.person_id for child in draft.children]
    if enrolment.person_id in children:
        raise Refused("own_child", id=enrolment.person_id)
    if len(set(children)) != len(children):
        raise Refused("child_twice")
    if draft.from_day is not None and draft.from_day != enrolment.joined_on:
        check_first_day(db, enrolment, draft.from_day)
    coming = coming_lessons(db, enrolment.course_id, _now())
    if draft.only_lessons is not None and not draft.only_lessons <= {row.id for row in coming}:
        raise Refused("lesson_not_to_come")
    held = {day_of(row.starts).weekday() for row in coming}
    if draft.way is Way.SHUTTLE and draft.ride_days is not None and not draft.ride_days & held:
        raise Refused("no_ride_days")
    return enrolment


def check_first_day(db: Db, enrolment: Enrolment, day: date) -> None:
    """Refuse a first day after one with attendance, or within an earlier stay in the course."""
    marks = find(db, AttendanceMark, enrolment_id=enrolment.id)
    lessons = by_ids(db, Lesson, [mark.lesson_id for mark in marks]).values()
    marked = [day_of(row.starts) for row in lessons if row.starts < minute_of(day)]
    if marked:
        raise Refused("attended_before", day=min(marked), first_day=day)
    stays = find(db, Enrolment, course_id=enrolment.course_id, person_id=enrolment.person_id)
    for other in stays:
        ended = other.left_on if other.id != enrolment.id and other.joined_on else None
        before = (other.joined_on or day) <= (enrolment.joined_on or day)
        if ended is not None and before and day <= ended:
            raise Refused("stay_overlaps", day=ended)


def _fitted(
    db: Db, enrolment: Enrolment, before: EnrolDraft, after: EnrolDraft
) -> tuple[Fit, tuple[Conflict, ...]]:
    """Free what is not wanted any more, then find what more is wanted."""
    course = by_id(db, Course, enrolment.course_id)
    turn = _turn(db, course, before, after)
    missed, lacked = _lacks(db, course, enrolment.id, before)
    known = {lack.id for lack in lacked}
    free_what_goes(db, enrolment, before, after)
    rewrite(db, enrolment, before, after)
    found, lacks = _lacks(db, course, enrolment.id, after)
    fit, new = _beyond(found, missed), [lack for lack in lacks if lack.id not in known]
    taken = taken_on(asked_for(db, new, rules_of(db)), after.accept)
    store_places(db, enrolment.id, fit.places)
    squeeze_in(db, enrolment.id, squeezed(after, taken), after.accept.strip())
    seat_passengers(db, enrolment.id, fit.rides)
    db.flush()
    follow(db, [enrolment.person_id], enrolment.joined_on or clock.today())
    settle(db)
    passing = _passing(db, turn, enrolment.person_id, taken, after.accept)
    return fit, (*taken, *passing)


def _beyond(found: Fit, missed: Fit) -> Fit:
    """Leave out what the family had given up, or done without, before: that stays so."""
    given_up = {(ride.ride_id, seat.person_id) for ride in missed.rides for seat in ride.seats}
    rides = (
        replace(
            ride, seats=tuple(s for s in ride.seats if (ride.ride_id, s.person_id) not in given_up)
        )
        for ride in found.rides
    )
    places = tuple(pair for pair in found.places if pair not in missed.places)
    return replace(found, places=places, rides=tuple(ride for ride in rides if ride.seats))


def _lacks(
    db: Db, course: Course, enrolment_id: int, draft: EnrolDraft
) -> tuple[Fit, list[Conflict]]:
    """Return what a family lacks beyond what it has, and what the course says without it."""
    first = max(clock.today(), draft.from_day or clock.today())
    wish = replace(wish_of(replace(draft, course_id=course.id)), first_day=draft.from_day)
    settings = settings_of(db)
    without = FreePlaces(db, course, from_minute(first), settings, {enrolment_id}).fit(wish)
    fit = FreePlaces(db, course, from_minute(first), settings, running=True).fit(wish)
    of_course = [lack for lack in without.lacks if lack.kind in OF_THE_COURSE]
    return fit, [*of_course, *(lack for lack in fit.lacks if lack.kind not in OF_THE_COURSE)]
