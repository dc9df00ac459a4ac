"""One course goes up in another from a day on: people, waiting list, childcare and rides with it.

What was taught until then stays where it is, with its grant; nothing before the day is touched.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.domain.conflicts.conflicts import Conflict, hard_ones, in_order
from kursplaner.domain.conflicts.limits import taken_on, takes_on
from kursplaner.domain.courses import (
    Course,
    CourseChange,
    Enrolment,
    EnrolmentChild,
    PlannedLesson,
)
from kursplaner.domain.kinds import (
    CancelReason,
    CourseChangeKind,
    CourseStatus,
    EnrolmentStatus,
    LeaveReason,
    LessonStatus,
    Severity,
)
from kursplaner.domain.kinds.counting import ENROLMENTS_IN_LINE, ENROLMENTS_OPEN
from kursplaner.planning.conflicts.finding import accept as accept_conflicts
from kursplaner.planning.conflicts.finding import find_for
from kursplaner.planning.courses.changing import Changing, Leaver, enrolled_in, leave, leaver
from kursplaner.planning.courses.grant import grants_of
from kursplaner.planning.courses.services_brought_along import remembered
from kursplaner.planning.enrolments.wishes import from_minute
from kursplaner.planning.lessons import cancelling
from kursplaner.planning.lessons.relocation import Untouched
from kursplaner.store.journal.rehearsal import changed_rows, state_of, tried
from kursplaner.store.queries.courses.enrolments import coming_lessons, waiting_people
from kursplaner.store.queries.lessons.bundles import LessonRow, lessons_of_course
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db

MOST_PEOPLE = 500


@dataclass(frozen=True, slots=True)
class MergeWish:
    """Which course goes up in which, from which day on.

    Attributes:
        capacity: how many places the course that stays has then; None: as many as before.
        reason, note: with which the lessons that remain of the other course are cancelled.
        accept: the reason with which hard conflicts are taken on, or None.
    """

    from_id: int
    into_id: int
    day: date
    capacity: int | None = None
    reason: CancelReason = CancelReason.TOO_FEW
    note: str = ""
    accept: str | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """Somebody who changes the course, with how many children, and whether the shuttle is used."""

    person_id: int
    joins: date
    children: int
    rides: bool


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What a merge would do; nothing is written yet.

    Attributes:
        people: who changes; already: who is in both courses and stays in the one.
        waiting: who waits, in the order behind those who wait there already.
        cancelled: the lessons that fall away.
        carers, slots, rides: how many carers join, childcare and rides come along.
        minutes_left: what was still to be taught in the course that ends, and what is in the
            other; unit_minutes of both.
        grants_differ: the two courses are paid by different grants.
        untouched: childcare and rides that stay because they serve other lessons.
        state: how the touched rows are now.
    """

    wish: MergeWish
    people: tuple[Carried, ...]
    already: tuple[int, ...]
    waiting: tuple[int, ...]
    cancelled: tuple[int, ...]
    carers: int
    slots: int
    rides: int
    minutes_left: tuple[int, int]
    unit_minutes: tuple[int, int]
    grants_differ: bool
    untouched: tuple[Untouched, ...]
    conflicts: tuple[Conflict, ...]
    state: str

    @property
    def hard(self) -> tuple[Conflict, ...]:
        """What stops it."""
        return hard_ones(self.conflicts)


def propose(db: Db, wish: MergeWish) -> MergePlan:
    """Try a merge and take it back; within `Workspace.rehearse` or `change`.

    Raises:
        Refused: "not_found", "same_course", "day_past", "course_over", "no_lesson_after",
            "nothing_to_merge", "lesson_recorded", "capacity_out_of_range".
    """
    with tried(db):
        return _done(db, wish)


def apply(db: Db, plan: MergePlan) -> None:
    """Do it within `Workspace.change`, checked again, as one act.

    Raises:
        HardConflict: something hard stands against it that is not accepted; nothing is stored.
        Refused: "overtaken" when a touched record changed since, or as `propose`.
    """
    fresh = _done(db, plan.wish)
    if fresh.state != plan.state:
        raise Refused("overtaken", noun="course", id=plan.wish.into_id)
    if fresh.hard:
        raise HardConflict(fresh.hard)
    if plan.wish.accept:
        taken = [c for c in fresh.conflicts if "accepted" in c.facts and takes_on(c)]
        accept_conflicts(db, taken, plan.wish.accept)


def _done(db: Db, wish: MergeWish) -> MergePlan:
    goes, stays = _checked(db, wish)
    ending = _to_cancel(db, wish)
    staying = [lesson.id for lesson in coming_lessons(db, wish.into_id, from_minute(wish.day))]
    if not staying:
        raise Refused("no_lesson_after", course_id=wish.into_id, day=wish.day)
    before = {(c.id, c.severity) for c in find_for(db, staying)}
    left = (sum(row.teaching_minutes for row in ending), _minutes_left(db, wish))
    leavers, already = _leavers(db, wish)
    if not leavers and not already and not ending and not waiting_people(db, goes.id):
        raise Refused("nothing_to_merge", course_id=goes.id, day=wish.day)
    had = remembered(db, ending)
    for person in (*leavers, *already):
        leave(db, person, wish.day, mark=False)
    untouched = _cancel(db, wish, ending)
    if wish.capacity is not None:
        stays.capacity = wish.capacity
    changing = Changing(db, stays.id, wish.day, had, wish.accept)
    changing.enrol(leavers)
    waiting = _move_waiting(db, wish)
    _close(db, wish, goes, stays)
    db.flush()
    return MergePlan(
        wish=wish,
        people=tuple(_carried(person) for person in leavers),
        already=tuple(person.person_id for person in already),
        waiting=waiting,
        cancelled=tuple(row.id for row in ending),
        carers=len(changing.brought.carers),
        slots=len(changing.brought.slot_ids),
        rides=len(changing.brought.ride_ids),
        minutes_left=left,
        unit_minutes=(goes.unit_minutes, stays.unit_minutes),
        grants_differ=grants_of(db, goes.id).on(wish.day) != grants_of(db, stays.id).on(wish.day),
        untouched=untouched,
        conflicts=_conflicts(db, wish, staying, before, changing.lacks),
        state=state_of(changed_rows(db)),
    )


def _checked(db: Db, wish: MergeWish) -> tuple[Course, Course]:
    goes, stays = by_id(db, Course, wish.from_id), by_id(db, Course, wish.into_id)
    if goes.id == stays.id:
        raise Refused("same_course", id=goes.id)
    if wish.day < clock.today():
        raise Refused("day_past", day=wish.day)
    for course in (goes, stays):
        if course.over(clock.today()):
            raise Refused("course_over", id=course.id)
    if wish.capacity is not None and not 1 <= wish.capacity <= MOST_PEOPLE:
        raise Refused("capacity_out_of_range", value=wish.capacity, least=1, most=MOST_PEOPLE)
    return goes, stays


def _to_cancel(db: Db, wish: MergeWish) -> list[LessonRow]:
    first = from_minute(wish.day)
    return [
        row
        for row in lessons_of_course(db, wish.from_id)
        if row.starts >= first and row.status == LessonStatus.PLANNED.value
    ]


def _minutes_left(db: Db, wish: MergeWish) -> int:
    first = from_minute(wish.day)
    rows = lessons_of_course(db, wish.into_id)
    planned = LessonStatus.PLANNED.value
    return sum(r.teaching_minutes for r in rows if r.starts >= first and r.status == planned)


def _leavers(db: Db, wish: MergeWish) -> tuple[list[Leaver], list[Leaver]]:
    """Return who changes, and who is in the other course already."""
    there = {row.person_id for row in enrolled_in(db, wish.into_id)}
    everybody = [leaver(db, row, wish.into_id, wish.day) for row in enrolled_in(db, wish.from_id)]
    return (
        [person for person in everybody if person.person_id not in there],
        [person for person in everybody if person.person_id in there],
    )


def _cancel(db: Db, wish: MergeWish, ending: Sequence[LessonRow]) -> tuple[Untouched, ...]:
    if not ending:
        return ()
    keys = [row.id for row in ending]
    plan = cancelling.propose_cancel(db, keys, wish.reason, wish.note)
    cancelling.apply(db, plan)
    return plan.untouched


def _move_waiting(db: Db, wish: MergeWish) -> tuple[int, ...]:
    """Put those who ask or wait behind those of the other course; a wish is never there twice."""
    there = find(db, Enrolment, course_id=wish.into_id)
    known = {row.person_id for row in there if row.status in ENROLMENTS_OPEN}
    last = max((person.position for person in waiting_people(db, wish.into_id)), default=0)
    order = {person.enrolment_id: at for at, person in enumerate(waiting_people(db, wish.from_id))}
    rows = find(db, Enrolment, course_id=wish.from_id, status=ENROLMENTS_IN_LINE)
    moved: list[int] = []
    for row in sorted(rows, key=lambda row: order.get(row.id, len(order))):
        if row.person_id in known:
            row.status, row.waiting_position = EnrolmentStatus.REFUSED.value, None
            row.left_on, row.reason = clock.today(), LeaveReason.OTHER_COURSE.value
            continue
        for planned in find(db, PlannedLesson, enrolment_id=row.id):
            db.delete(planned)
        row.course_id, row.only_planned_lessons = wish.into_id, False
        if row.status == EnrolmentStatus.WAITING.value:
            last += 1
            row.waiting_position = last
            moved.append(row.person_id)
    return tuple(moved)


def _close(db: Db, wish: MergeWish, goes: Course, stays: Course) -> None:
    """Tell of both courses that one went up in the other."""
    kind = CourseChangeKind.MERGED.value
    db.add(CourseChange(kind=kind, from_course_id=goes.id, to_course_id=stays.id, day=wish.day))
    goes.ended_on = max(goes.first_day, wish.day - timedelta(days=1))
    planned = LessonStatus.PLANNED.value
    if not any(row.status == planned for row in lessons_of_course(db, goes.id)):
        goes.status = CourseStatus.ENDED.value
    children = find(db, EnrolmentChild, enrolment_id=[row.id for row in enrolled_in(db, stays.id)])
    stays.childcare = stays.childcare or (
        goes.childcare and any(child.childcare for child in children)
    )
    rides = any(row.way == "shuttle" for row in enrolled_in(db, stays.id))
    stays.shuttle = stays.shuttle or (goes.shuttle and rides)


def _conflicts(
    db: Db,
    wish: MergeWish,
    lessons: Sequence[int],
    before: set[tuple[str, Severity]],
    lacks: Sequence[Conflict],
) -> tuple[Conflict, ...]:
    """Return what the lessons that stay have against them and had not before."""
    new = [c for c in find_for(db, lessons) if (c.id, c.severity) not in before]
    if wish.accept:
        new = taken_on(new, wish.accept)
    return tuple(in_order([*new, *lacks]))


def _carried(person: Leaver) -> Carried:
    draft = person.draft
    joins = draft.from_day or clock.today()
    return Carried(draft.person_id, joins, len(draft.children), draft.way == "shuttle")
