"""A course is corrected: what it is called, holds and offers, with all that goes along.

`propose` does it and takes it back, so that what is shown is what will be stored; `apply` does it
again within one act.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import Span, day_of, minute_of
from kursplaner.domain.conflicts.conflicts import (
    OVERLAPS,
    Conflict,
    Subject,
    hard_ones,
    in_order,
)
from kursplaner.domain.conflicts.facts import ConflictFacts
from kursplaner.domain.conflicts.limits import taken_on
from kursplaner.domain.courses import Course
from kursplaner.domain.kinds import ConflictKind, Severity
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE
from kursplaner.planning.conflicts.finding import accept as accept_conflicts
from kursplaner.planning.conflicts.finding import find_for, named
from kursplaner.planning.conflicts.knock_ons import come
from kursplaner.planning.conflicts.limits import heads, over
from kursplaner.planning.courses import services_changed
from kursplaner.planning.courses.changing import enrolled_in
from kursplaner.planning.courses.corrected_values import (
    Corrected,
    CourseValues,
    checked,
    corrections,
    values_of,
    write,
)
from kursplaner.planning.courses.grant import GrantMoved, GrantWish, move
from kursplaner.planning.courses.held_otherwise import HeldWish, PauseWish, holidays_left_out
from kursplaner.planning.courses.services_changed import Families
from kursplaner.planning.enrolments import waiting_list
from kursplaner.planning.enrolments.waiting_list import WaitingEntry
from kursplaner.planning.enrolments.wishes import pass_over
from kursplaner.planning.lessons import changing
from kursplaner.planning.lessons.changing import Wish
from kursplaner.planning.lessons.relocation import Untouched
from kursplaner.planning.lessons.taking_in import TakeInWish
from kursplaner.planning.lessons.weekly_series import why_untouched
from kursplaner.store.journal.rehearsal import RowChange, changed_rows, state_of, tried
from kursplaner.store.queries.courses.enrolments import coming_lessons
from kursplaner.store.queries.lessons.bundles import lessons_of_course
from kursplaner.store.records import by_id
from kursplaner.store.session import Db

ACCEPTANCE = "accepted_conflict"
"""What is taken on with a reason is stored last and shown as a conflict."""
Minutes = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CourseWish:
    """How a course shall be; what is None stays.

    Attributes:
        values: its fields as they shall be.
        version: of the course the form was filled from; None: as it is now.
        day: from when on room, teacher, childcare, shuttle and the pause change, and whoever
            moves up is in the course (None: today).
        childcare, shuttle: whether it has them from then on.
        room_id, teacher_id: for all lessons from then on.
        grant: what pays from then on; of a day gone by, too, as long as nothing else changes then.
        passed_over: enrolments that do not move up although they could.
        why_passed_over: the reason, kept with each of them.
        accept: the reason with which hard conflicts are taken on.
    """

    course_id: int
    values: CourseValues
    version: int | None = None
    day: date | None = None
    childcare: bool | None = None
    shuttle: bool | None = None
    room_id: int | None = None
    teacher_id: int | None = None
    grant: GrantWish | None = None
    passed_over: frozenset[int] = frozenset()
    why_passed_over: str = ""
    accept: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a correction would do; nothing is written yet.

    Attributes:
        fields: the fields that differ.
        minutes: taught so far and still planned, which count anew with another unit length.
        fitting: who of the waiting list has room then, in order, those passed over among them.
        staying: who goes on waiting.
        over: who is more than the course takes then: those who came last.
        childcare, shuttle: whom a service that comes or goes concerns.
        grant: what another grant from the day on comes to.
        untouched: lessons that stay as they are.
        rows: every row that changes; state: how they were.
    """

    wish: CourseWish
    day: date
    fields: tuple[Corrected, ...]
    minutes: Minutes
    fitting: tuple[WaitingEntry, ...]
    staying: tuple[WaitingEntry, ...]
    over: tuple[int, ...]
    childcare: Families
    shuttle: Families
    untouched: tuple[Untouched, ...]
    conflicts: tuple[Conflict, ...]
    rows: tuple[RowChange, ...]
    state: str
    grant: GrantMoved | None = None

    @property
    def empty(self) -> bool:
        """Tell whether nothing would be different."""
        return not self.rows

    @property
    def hard(self) -> tuple[Conflict, ...]:
        """What stops it."""
        return hard_ones(self.conflicts)

    @property
    def moving_up(self) -> tuple[WaitingEntry, ...]:
        """Who moves up."""
        return tuple(e for e in self.fitting if e.enrolment_id not in self.wish.passed_over)

    @property
    def passed_over(self) -> tuple[WaitingEntry, ...]:
        """Who could move up and is passed over."""
        return tuple(e for e in self.fitting if e.enrolment_id in self.wish.passed_over)


@dataclass
class _Hand:
    """A correction in the making."""

    course: Course
    wish: CourseWish
    day: date
    conflicts: list[Conflict] = field(default_factory=list)
    untouched: list[Untouched] = field(default_factory=list)
    childcare: Families = field(default_factory=Families)
    shuttle: Families = field(default_factory=Families)


def wish_as_it_is(db: Db, course_id: int) -> CourseWish:
    """Return the wish that changes nothing, to be replaced in part.

    Raises:
        Refused: "not_found".
    """
    course = by_id(db, Course, course_id)
    return CourseWish(course_id, values_of(course), course.version)


def propose(db: Db, wish: CourseWish) -> Correction:
    """Try a correction and take it back; within `Workspace.rehearse` or `change`.

    Raises:
        Refused: "not_found", "overtaken" (somebody else changed the course), "day_past",
            "course_over" for what only a running course can have, "no_lesson_after",
            "no_free_day", "reason_missing", and as `corrected_values.checked`.
        HardConflict: a vehicle, driver, carer or room was taken in the meantime.
    """
    with tried(db):
        plan, known, found = _done(db, wish)
    named_already = {conflict.id for conflict in plan.conflicts}
    brought = [c for c in come(db, known, found) if c.id not in named_already]
    conflicts = named(db, in_order([*plan.conflicts, *brought]))
    if wish.accept:
        conflicts = taken_on(conflicts, wish.accept, shared=True)
    return replace(plan, conflicts=tuple(in_order(conflicts)))


def apply(db: Db, plan: Correction) -> None:
    """Do it within `Workspace.change`, checked again, as one act.

    Raises:
        HardConflict: something hard stands against it that is not accepted; nothing is stored.
        Refused: "overtaken" when a touched record changed since, or as `propose`.
    """
    fresh = propose(db, plan.wish)
    if fresh.state != plan.state:
        raise Refused("overtaken", noun="course", id=plan.wish.course_id)
    if fresh.hard:
        raise HardConflict(fresh.hard)
    _done(db, plan.wish)
    if plan.wish.accept:
        taken = [c for c in fresh.conflicts if c.facts.get("accepted") == plan.wish.accept]
        lasting = [c for c in taken if c.kind not in OVERLAPS]
        if lasting:
            accept_conflicts(db, lasting, plan.wish.accept)


def _done(db: Db, wish: CourseWish) -> tuple[Correction, list[Conflict], list[Conflict]]:
    """Do it; returns it with the conflicts of the lessons before and after."""
    course, day = _checked(db, wish)
    before = values_of(course)
    fields = corrections(before, checked(db, before, wish.values))
    coming = [lesson.id for lesson in coming_lessons(db, course.id, minute_of(clock.today()))]
    known = find_for(db, coming)
    minutes = _minutes(db, course.id)
    hand = _Hand(course, wish, day)
    write(course, fields)
    db.flush()
    _held_otherwise(db, hand, fields)
    _serve(db, hand)
    moved = None if wish.grant is None else move(db, course.id, wish.grant, wish.day or day)
    more = course.capacity > before.capacity or wish.childcare or wish.shuttle
    fitting, staying = _move_up(db, hand) if more else ((), ())
    people = _crowd(db, hand) if course.capacity < before.capacity else ()
    found = find_for(db, coming)
    rows = tuple(row for row in changed_rows(db) if row.table != ACCEPTANCE)
    plan = Correction(
        wish=wish,
        day=day,
        fields=fields,
        minutes=minutes,
        fitting=fitting,
        staying=staying,
        over=people,
        childcare=hand.childcare,
        shuttle=hand.shuttle,
        untouched=tuple(hand.untouched),
        conflicts=tuple(hand.conflicts),
        rows=rows,
        state=state_of(list(rows)),
        grant=moved,
    )
    return plan, known, found


def _checked(db: Db, wish: CourseWish) -> tuple[Course, date]:
    course = by_id(db, Course, wish.course_id)
    if wish.version is not None and course.version != wish.version:
        raise Refused("overtaken", noun="course", id=course.id)
    further = (wish.childcare, wish.shuttle, wish.room_id, wish.teacher_id)
    if wish.day is not None and wish.day < clock.today() and not _only_grant(wish, course):
        raise Refused("day_past", day=wish.day)
    if course.over(clock.today()) and any(value is not None for value in further):
        raise Refused("course_over", id=course.id)
    if wish.passed_over and not wish.why_passed_over.strip():
        raise Refused("reason_missing")
    return course, max(wish.day or clock.today(), course.first_day)


def _only_grant(wish: CourseWish, course: Course) -> bool:
    """Tell whether nothing changes from the day on but who pays."""
    further = (wish.childcare, wish.shuttle, wish.room_id, wish.teacher_id)
    pause = wish.values.pause_in_school_holidays
    same = all(value is None for value in further) and pause == course.pause_in_school_holidays
    return wish.grant is not None and same and wish.values.capacity <= course.capacity


def _minutes(db: Db, course_id: int) -> Minutes:
    rows = lessons_of_course(db, course_id)
    held, planned = (
        sum(row.teaching_minutes for row in rows if row.status == status)
        for status in LESSONS_TAKING_PLACE[::-1]
    )
    return held, planned


def _held_otherwise(db: Db, hand: _Hand, fields: Sequence[Corrected]) -> None:
    """Change room, teacher and pause of the lessons from the day on, by their one door."""
    wish, key = hand.wish, hand.course.id
    if wish.room_id is not None or wish.teacher_id is not None:
        _change(db, hand, HeldWish(key, hand.day, wish.room_id, wish.teacher_id))
    if all(corrected.name != "pause_in_school_holidays" for corrected in fields):
        return
    if hand.course.pause_in_school_holidays:
        _change(db, hand, PauseWish(key, hand.day))
        return
    for day in holidays_left_out(db, key, hand.day):
        rows = lessons_of_course(db, key)
        if any(day_of(row.starts) > day and why_untouched(row) is None for row in rows):
            _change(db, hand, TakeInWish(key, day))


def _change(db: Db, hand: _Hand, wish: Wish) -> None:
    """Change lessons where nothing hard stands against it; else tell what does."""
    if not wish.wanted(db).changes:
        return
    plan = changing.propose(db, wish, hand.wish.accept)
    hand.conflicts += plan.conflicts
    hand.untouched += plan.untouched
    if not plan.hard:
        changing.apply(db, plan)


def _serve(db: Db, hand: _Hand) -> None:
    """Add childcare and shuttle, or take them away."""
    course, wish, day = hand.course, hand.wish, hand.day
    if wish.childcare is not None and wish.childcare != course.childcare:
        work = services_changed.add_childcare if wish.childcare else services_changed.end_childcare
        hand.childcare = work(db, course, day)
    if wish.shuttle is not None and wish.shuttle != course.shuttle:
        work = services_changed.add_shuttle if wish.shuttle else services_changed.end_shuttle
        hand.shuttle = work(db, course, day)
    db.flush()


def _move_up(db: Db, hand: _Hand) -> tuple[tuple[WaitingEntry, ...], tuple[WaitingEntry, ...]]:
    """Let those of the waiting list move up who fit and are not passed over."""
    course, wish = hand.course, hand.wish
    if course.over(clock.today()):
        return (), ()
    listed = waiting_list.entries(db, course.id, hand.day, wish.passed_over)
    fitting = tuple(entry for entry in listed if entry.plan.fits)
    for entry in fitting:
        if entry.enrolment_id in wish.passed_over:
            pass_over(db, entry.enrolment_id, wish.why_passed_over)
        else:
            waiting_list.move_up(db, entry.enrolment_id, hand.day, wish.why_passed_over)
    return fitting, tuple(entry for entry in listed if not entry.plan.fits)


def _crowd(db: Db, hand: _Hand) -> tuple[int, ...]:
    """Return who is more than the course takes; that is to be had with a reason only."""
    course, today = hand.course, clock.today()
    coming = coming_lessons(db, course.id, minute_of(today))
    days = [(lesson.id, course.id, day_of(lesson.starts)) for lesson in coming]
    people = max(heads(db, days or [(0, course.id, today)]).values())
    if people <= course.capacity:
        return ()
    kind, subject = ConflictKind.COURSE_CAPACITY, Subject("course", course.id)
    facts: ConflictFacts = {"people": people, "capacity": course.capacity}
    at = minute_of(today)
    found = over(kind, f"{course.id}", Span(at, at + 1), (subject,), facts)
    hand.conflicts.append(replace(found, severity=Severity.HARD))
    stays = sorted(enrolled_in(db, course.id), key=lambda row: (row.joined_on or today, row.id))
    return tuple(row.person_id for row in stays)[course.capacity - people :]
