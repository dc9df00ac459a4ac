"""Cancelling lessons with their childcare and rides, making them up, and taking it back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.domain.childcare import ChildcareSlot
from kursplaner.domain.conflicts.conflicts import Conflict, hard_ones
from kursplaner.domain.courses import Course, Lesson
from kursplaner.domain.kinds import CancelReason, LessonStatus, RideStatus, SlotStatus
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE
from kursplaner.domain.rides.rides import Ride
from kursplaner.planning.absences.effects import settle
from kursplaner.planning.absences.other_dates import note_new, noting_dates, soon
from kursplaner.planning.conflicts.finding import judged, named
from kursplaner.planning.lessons.making_up import MadeUp, made_up, store_made_up
from kursplaner.planning.lessons.relocation import (
    DRIVEN,
    SHARED,
    Relocation,
    Untouched,
    as_it_was,
)
from kursplaner.planning.lessons.relocation_conflicts import conflicts_of
from kursplaner.planning.lessons.weekly_series import weekly_series
from kursplaner.planning.rides.pick_ups import PickUpChange, follow_rides
from kursplaner.store.queries.lessons.bundles import Bundle, LessonRow, bundle, lessons_of_course
from kursplaner.store.records import by_id, by_ids, find
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of
from kursplaner.store.whereabouts import CHILDCARE, LESSON, RIDE, reoccupy


@dataclass(frozen=True, slots=True)
class CancelPlan:
    """What a cancellation would do; nothing is written yet.

    Attributes:
        lesson_ids: the lessons that are cancelled, in order of time.
        versions: their versions, so that somebody else's change is noticed.
        slot_ids, ride_ids: childcare and rides that go because they serve only them.
        children, passengers: how many children and passengers are concerned (of the fullest).
        made_up: lessons at the end in their place, if wished.
        untouched: what stays: lessons with attendance, shared childcare, driven rides.
    """

    course_id: int
    lesson_ids: tuple[int, ...]
    versions: tuple[int, ...]
    reason: CancelReason
    note: str
    make_up: bool
    slot_ids: tuple[int, ...]
    ride_ids: tuple[int, ...]
    children: int
    passengers: int
    made_up: tuple[MadeUp, ...]
    untouched: tuple[Untouched, ...]


def propose_cancel(
    db: Db,
    lesson_ids: Collection[int],
    reason: CancelReason,
    note: str = "",
    *,
    from_here_on: bool = False,
    make_up: bool = False,
) -> CancelPlan:
    """Return what cancelling some lessons of one course would do.

    With `from_here_on` one lesson stands for the rest of its weekly series; those with
    attendance are left and listed.

    Raises:
        Refused: "not_found", "lesson_recorded", "lesson_cancelled", "several_courses",
            "no_free_day" (nothing left to make it up).
    """
    rows, picked, stay = _picked(db, lesson_ids, from_here_on=from_here_on)
    course = by_id(db, Course, picked[0].course_id)
    hangs = bundle(db, [row.id for row in picked])
    gone = {row.id for row in picked}
    slots = [slot for slot in hangs.slots if slot.lesson_ids <= gone]
    planned = [ride for ride in hangs.rides if ride.status == RideStatus.PLANNED.value]
    rides = [ride for ride in planned if ride.lesson_ids <= gone]
    return CancelPlan(
        course_id=course.id,
        lesson_ids=tuple(row.id for row in picked),
        versions=tuple(row.version for row in picked),
        reason=reason,
        note=note,
        make_up=make_up,
        slot_ids=tuple(slot.id for slot in slots),
        ride_ids=tuple(ride.id for ride in rides),
        children=max((slot.children for slot in slots), default=0),
        passengers=max((ride.passengers for ride in rides), default=0),
        made_up=made_up(db, course, rows, picked, hangs) if make_up else (),
        untouched=(*stay, *_kept(hangs, gone)),
    )


def _picked(
    db: Db, lesson_ids: Collection[int], *, from_here_on: bool
) -> tuple[Sequence[LessonRow], list[LessonRow], list[Untouched]]:
    """Return all lessons of the course, those to cancel, and those that stay."""
    lessons = [by_id(db, Lesson, key) for key in dict.fromkeys(lesson_ids)]
    courses = {lesson.course_id for lesson in lessons}
    if len(courses) != 1:
        raise Refused("several_courses" if courses else "no_lesson")
    rows = lessons_of_course(db, courses.pop())
    wanted = {lesson.id for lesson in lessons}
    picked = [row for row in rows if row.id in wanted]
    for row in picked:
        if row.recorded:
            raise Refused("lesson_recorded", id=row.id)
        if row.status == LessonStatus.CANCELLED.value:
            raise Refused("lesson_cancelled", id=row.id)
    if not from_here_on:
        return rows, picked, []
    series = [row for row in weekly_series(rows, picked[0]) if not row.recorded]
    recorded = [row for row in weekly_series(rows, picked[0]) if row.recorded]
    return rows, series, [Untouched(LESSON, row.id, "recorded") for row in recorded]


def _kept(hangs: Bundle, gone: set[int]) -> list[Untouched]:
    kept = [Untouched(CHILDCARE, s.id, SHARED) for s in hangs.slots if not s.lesson_ids <= gone]
    for ride in hangs.rides:
        if ride.status == RideStatus.DONE.value:
            kept.append(Untouched(RIDE, ride.id, DRIVEN))
        elif not ride.lesson_ids <= gone:
            kept.append(Untouched(RIDE, ride.id, SHARED))
    return kept


def apply(db: Db, plan: CancelPlan) -> tuple[int, ...]:
    """Store a cancellation; returns the ids of the lessons made up.

    Raises:
        Refused: as `propose_cancel`, or "overtaken" when the lessons changed since.
    """
    fresh = propose_cancel(db, plan.lesson_ids, plan.reason, plan.note, make_up=plan.make_up)
    if fresh.versions != plan.versions or fresh.made_up != plan.made_up:
        raise Refused("overtaken", noun="lesson", id=plan.lesson_ids[0])
    return _store(db, fresh)


def cancel(
    db: Db, lesson_ids: Collection[int], reason: CancelReason, *, make_up: bool = False
) -> tuple[int, ...]:
    """Store what was not shown before: as `propose_cancel` and `apply` in one.

    Raises:
        Refused: as `propose_cancel`.
    """
    return _store(db, propose_cancel(db, lesson_ids, reason, make_up=make_up))


def _store(db: Db, fresh: CancelPlan) -> tuple[int, ...]:
    with noting_dates(db, _near(db, fresh.lesson_ids)):
        _call_off(db, fresh)
    made = tuple(store_made_up(db, makeup) for makeup in fresh.made_up)
    note_new(db, _near(db, made))
    return made


def _near(db: Db, lesson_ids: Collection[int]) -> list[int]:
    """Return the lessons of the next days, about which people are called."""
    rows = by_ids(db, Lesson, lesson_ids).values()
    return [lesson.id for lesson in rows if soon(db, (lesson.starts,))]


def _call_off(db: Db, fresh: CancelPlan) -> None:
    for lesson in by_ids(db, Lesson, fresh.lesson_ids).values():
        lesson.status = LessonStatus.CANCELLED.value
        lesson.cancel_reason = fresh.reason.value
        lesson.cancel_note = fresh.note
    for slot in by_ids(db, ChildcareSlot, fresh.slot_ids).values():
        slot.status = SlotStatus.CANCELLED.value
        slot.cancel_reason = fresh.reason.value
    for ride in by_ids(db, Ride, fresh.ride_ids).values():
        ride.status = RideStatus.CANCELLED.value
        ride.cancel_reason = fresh.reason.value
    gone = {LESSON: fresh.lesson_ids, CHILDCARE: fresh.slot_ids, RIDE: fresh.ride_ids}
    reoccupy(db, gone)


@dataclass(frozen=True, slots=True)
class RestorePlan:
    """What taking a cancellation back would do: the lesson, its childcare and rides again."""

    lesson_id: int
    version: int
    slot_ids: tuple[int, ...]
    ride_ids: tuple[int, ...]
    conflicts: tuple[Conflict, ...]


def propose_restore(db: Db, lesson_id: int) -> RestorePlan:
    """Return what restoring a cancelled lesson would do, and what has taken its place since.

    Raises:
        Refused: "lesson_not_cancelled", "made_up" with the id of the lesson at the end.
    """
    plan, moved = _restored(db, lesson_id)
    found = conflicts_of(db, moved, settings_of(db))
    return RestorePlan(lesson_id, plan.version, *_ids(plan), tuple(named(db, judged(db, found))))


@dataclass(frozen=True, slots=True)
class _Restored:
    """The cancelled lesson with what was cancelled together with it."""

    version: int
    hangs: Bundle


def _ids(plan: _Restored) -> tuple[tuple[int, ...], tuple[int, ...]]:
    slots = tuple(slot.id for slot in plan.hangs.slots)
    return slots, tuple(ride.id for ride in plan.hangs.rides)


def _restored(db: Db, lesson_id: int) -> tuple[_Restored, Relocation]:
    lesson = by_id(db, Lesson, lesson_id)
    if lesson.status in LESSONS_TAKING_PLACE:
        raise Refused("lesson_not_cancelled", id=lesson_id)
    for other in find(db, Lesson, makeup_for_id=lesson_id):
        if other.status in LESSONS_TAKING_PLACE:
            raise Refused("made_up", id=lesson_id, makeup_id=other.id)
    rows = [row for row in lessons_of_course(db, lesson.course_id) if row.id == lesson_id]
    hangs = bundle(db, [lesson_id], SlotStatus.CANCELLED, (RideStatus.CANCELLED,))
    return _Restored(lesson.version, hangs), as_it_was(rows[0], hangs)


def apply_restore(db: Db, plan: RestorePlan) -> tuple[PickUpChange, ...]:
    """Store it; what an absence had taken out of it comes back where nothing fails any more.

    Rides go where their passengers board by now. Returns for whom that is elsewhere.

    Raises:
        HardConflict: something has taken its place since; nothing is stored.
        Refused: as `propose_restore`, or "overtaken".
    """
    fresh = propose_restore(db, plan.lesson_id)
    if fresh.version != plan.version:
        raise Refused("overtaken", noun="lesson", id=plan.lesson_id)
    hard = hard_ones(fresh.conflicts)
    if hard:
        raise HardConflict(hard)
    with noting_dates(db, _near(db, [plan.lesson_id])):
        return _hold_again(db, fresh)


def _hold_again(db: Db, fresh: RestorePlan) -> tuple[PickUpChange, ...]:
    lesson = by_id(db, Lesson, fresh.lesson_id)
    lesson.status = LessonStatus.PLANNED.value
    lesson.cancel_reason = None
    lesson.cancel_note = ""
    for slot in by_ids(db, ChildcareSlot, fresh.slot_ids).values():
        slot.status, slot.cancel_reason = SlotStatus.PLANNED.value, None
    for ride in by_ids(db, Ride, fresh.ride_ids).values():
        ride.status, ride.cancel_reason = RideStatus.PLANNED.value, None
    back = {LESSON: [lesson.id], CHILDCARE: fresh.slot_ids, RIDE: fresh.ride_ids}
    reoccupy(db, back)
    elsewhere = follow_rides(db, fresh.ride_ids, come_back=True)
    settle(db)
    return elsewhere
