"""Moving lessons with all that hangs on them: what goes along, what stands against it, storing."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import day_of
from kursplaner.basics.summer_time import exists
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.attendance.rules import count_as, may_be_marked
from kursplaner.domain.childcare import ChildcareSlot, ChildcareSlotCarer
from kursplaner.domain.courses import Enrolment, Lesson
from kursplaner.domain.kinds import Direction, Mark, RideStatus
from kursplaner.domain.rides.rides import Ride, RideStop
from kursplaner.planning.absences.effects import settle
from kursplaner.planning.absences.other_dates import noting_dates, soon
from kursplaner.planning.absences.other_times import noting_times
from kursplaner.planning.enrolments.ride_days import carry_over
from kursplaner.planning.lessons.staffing import staff
from kursplaner.planning.rides.pick_ups import follow_rides
from kursplaner.store.queries.lessons.bundles import (
    Bundle,
    LessonRow,
    RideRow,
    SlotRow,
    bundle,
    lessons_by_id,
)
from kursplaner.store.records import by_ids, find
from kursplaner.store.session import Db
from kursplaner.store.whereabouts import CHILDCARE, LESSON, RIDE, reoccupy

SHARED = "serves_other_lessons"
DRIVEN = "driven"


@dataclass(frozen=True, slots=True)
class LessonChange:
    """How a lesson shall be: absolute minutes, room (None: without a place), minutes taught.

    `people` are those who shall work in it; None: those who do.
    """

    lesson_id: int
    starts: int
    ends: int
    room_id: int | None
    teaching_minutes: int
    people: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class MovedLesson:
    """A lesson before and after; `people` are those who work in it afterwards."""

    id: int
    course_id: int
    version: int
    starts: int
    ends: int
    room_id: int | None
    teaching_minutes: int
    target: LessonChange
    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MovedSlot:
    """A childcare slot that goes along; carers as (person, own start, own end) afterwards."""

    id: int
    version: int
    lesson_ids: frozenset[int]
    starts: int
    ends: int
    new_starts: int
    new_ends: int
    room_id: int | None
    carers: tuple[tuple[int, int | None, int | None], ...]
    children: int


@dataclass(frozen=True, slots=True)
class MovedRide:
    """A ride that goes along, with all its halts."""

    id: int
    version: int
    direction: str
    lesson_ids: frozenset[int]
    starts: int
    ends: int
    new_starts: int
    new_ends: int
    vehicle_id: int | None
    driver_id: int | None
    passengers: int


@dataclass(frozen=True, slots=True)
class Untouched:
    """A record that stays where it is, with the reason.

    Kinds of `why`: "past", "recorded" (attendance entered), "serves_other_lessons", "driven".
    """

    noun: str
    id: int
    why: str


@dataclass(frozen=True, slots=True)
class Relocation:
    """Everything that moves together, and what stays although it belongs to a moved lesson."""

    lessons: tuple[MovedLesson, ...]
    slots: tuple[MovedSlot, ...]
    rides: tuple[MovedRide, ...]
    untouched: tuple[Untouched, ...] = ()

    @property
    def records(self) -> list[tuple[str, int]]:
        """Which records give up their occupations: (source, id)."""
        return [
            *((LESSON, lesson.id) for lesson in self.lessons),
            *((CHILDCARE, slot.id) for slot in self.slots),
            *((RIDE, ride.id) for ride in self.rides),
        ]

    @property
    def rooms(self) -> int:
        """How many different rooms are touched, of lessons and childcare."""
        lessons = {lesson.target.room_id for lesson in self.lessons}
        return len((lessons | {slot.room_id for slot in self.slots}) - {None})

    @property
    def children(self) -> int:
        """How many children have a place in the fullest childcare that goes along."""
        return max((slot.children for slot in self.slots), default=0)

    @property
    def people(self) -> int:
        """How many people work in it: teachers, carers and drivers."""
        teachers = {person for lesson in self.lessons for person in lesson.people}
        carers = {carer[0] for slot in self.slots for carer in slot.carers}
        return len((teachers | carers | {ride.driver_id for ride in self.rides}) - {None})

    def state(self) -> tuple[object, ...]:
        """Return what must still hold when it is stored: records, versions, places and times."""
        return (
            tuple(
                (lesson.id, lesson.version, lesson.target, lesson.people) for lesson in self.lessons
            ),
            tuple((slot.id, slot.version, slot.new_starts, slot.new_ends) for slot in self.slots),
            tuple((ride.id, ride.version, ride.new_starts, ride.new_ends) for ride in self.rides),
        )


def relocation(
    db: Db, changes: Iterable[LessonChange], rows: Iterable[LessonRow] | None = None
) -> Relocation:
    """Return what goes along when lessons change; `rows` are these lessons (and others), if known.

    Raises:
        Refused: "hour_missing" for the hour that the last Sunday of March lacks.
    """
    wanted = {change.lesson_id: change for change in changes}
    known = lessons_by_id(db, list(wanted)) if rows is None else rows
    here = {row.id: row for row in known if row.id in wanted}
    for row in here.values():
        check_hour(row.starts, row.ends, wanted[row.id])
    hangs = bundle(db, list(here))
    moved = tuple(_lesson(row, wanted[row.id], hangs) for row in here.values())
    slots, rides = _goes_along(here, wanted, hangs)
    kept_slots = [slot for slot in hangs.slots if not slot.lesson_ids <= here.keys()]
    untouched = [Untouched(CHILDCARE, slot.id, SHARED) for slot in kept_slots]
    for ride in hangs.rides:
        if ride.status == RideStatus.DONE.value:
            untouched.append(Untouched(RIDE, ride.id, DRIVEN))
        elif not ride.lesson_ids <= here.keys():
            untouched.append(Untouched(RIDE, ride.id, SHARED))
    stays = {row.id for row in here.values() if not _shifts([row.id], here, wanted)}
    shared = _links(hangs)
    bound = [kept for kept in untouched if not shared[kept.noun, kept.id] & here.keys() <= stays]
    return Relocation(moved, slots, rides, tuple(bound))


def as_it_is(row: LessonRow) -> LessonChange:
    """Return a change that leaves a lesson as it is."""
    return LessonChange(row.id, row.starts, row.ends, row.room_id, row.teaching_minutes)


def check_hour(starts: int, ends: int, change: LessonChange) -> None:
    """Refuse a new time in an hour that no clock shows (summer time begins)."""
    changed = (change.starts, change.ends) != (starts, ends)
    if changed and not (exists(change.starts) and exists(change.ends - 1)):
        raise Refused("hour_missing", at=change.starts)


def as_it_was(row: LessonRow, hangs: Bundle) -> Relocation:
    """Return a lesson with all that hangs on it as a relocation that moves nothing."""
    slots = tuple(_slot(slot, (0, 0)) for slot in hangs.slots)
    return Relocation(
        (_lesson(row, as_it_is(row), hangs),), slots, tuple(_ride(ride, 0) for ride in hangs.rides)
    )


def _links(hangs: Bundle) -> dict[tuple[str, int], frozenset[int]]:
    slots = {(CHILDCARE, slot.id): slot.lesson_ids for slot in hangs.slots}
    return slots | {(RIDE, ride.id): ride.lesson_ids for ride in hangs.rides}


def _lesson(row: LessonRow, change: LessonChange, hangs: Bundle) -> MovedLesson:
    people = change.people
    return MovedLesson(
        id=row.id,
        course_id=row.course_id,
        version=row.version,
        starts=row.starts,
        ends=row.ends,
        room_id=row.room_id,
        teaching_minutes=row.teaching_minutes,
        target=change,
        people=tuple(sorted(hangs.people.get(row.id, ()) if people is None else people)),
    )


def _shifts(
    lesson_ids: Collection[int], rows: Mapping[int, LessonRow], targets: Mapping[int, LessonChange]
) -> tuple[int, int] | None:
    """Return by how much the first start and the last end move; None if neither does."""
    first = min(lesson_ids, key=lambda key: (rows[key].starts, key))
    last = max(lesson_ids, key=lambda key: (rows[key].ends, key))
    shifts = (targets[first].starts - rows[first].starts, targets[last].ends - rows[last].ends)
    return shifts if any(shifts) else None


def _goes_along(
    rows: Mapping[int, LessonRow], targets: Mapping[int, LessonChange], hangs: Bundle
) -> tuple[tuple[MovedSlot, ...], tuple[MovedRide, ...]]:
    slots: list[MovedSlot] = []
    rides: list[MovedRide] = []
    for slot in hangs.slots:
        if slot.lesson_ids <= rows.keys():
            shifts = _shifts(slot.lesson_ids, rows, targets)
            slots += [_slot(slot, shifts)] if shifts else []
    for ride in hangs.rides:
        if ride.lesson_ids <= rows.keys() and ride.status == RideStatus.PLANNED.value:
            shifts = _shifts(ride.lesson_ids, rows, targets)
            by = shifts[0 if ride.direction == Direction.OUT.value else 1] if shifts else 0
            rides += [_ride(ride, by)] if by else []
    return tuple(slots), tuple(rides)


def _slot(slot: SlotRow, shifts: tuple[int, int]) -> MovedSlot:
    starts, ends = slot.starts + shifts[0], slot.ends + shifts[1]
    carers = tuple(
        (
            person,
            None if own_starts is None else own_starts + shifts[0],
            None if own_ends is None else own_ends + shifts[1],
        )
        for person, own_starts, own_ends in slot.carers
    )
    return MovedSlot(
        id=slot.id,
        version=slot.version,
        lesson_ids=slot.lesson_ids,
        starts=slot.starts,
        ends=slot.ends,
        new_starts=starts,
        new_ends=ends,
        room_id=slot.room_id,
        carers=carers,
        children=slot.children,
    )


def _ride(ride: RideRow, by: int) -> MovedRide:
    return MovedRide(
        id=ride.id,
        version=ride.version,
        direction=ride.direction,
        lesson_ids=ride.lesson_ids,
        starts=ride.starts,
        ends=ride.ends,
        new_starts=ride.starts + by,
        new_ends=ride.ends + by,
        vehicle_id=ride.vehicle_id,
        driver_id=ride.driver_id,
        passengers=ride.passengers,
    )


def store(db: Db, moved: Relocation, accept: str = "") -> None:
    """Store it; lessons can take each other's place.

    Overlaps enter only with the reason in `accept`; without one the database refuses them. What is
    announced for a lesson goes along, where the person is in the course on the new day, too; what
    an absence took out comes back where it does not hold at the new time. Whom a lesson of the next
    days concerns is noted to be called.
    """
    near = [row.id for row in moved.lessons if soon(db, (row.starts, row.target.starts))]
    rides = [ride.id for ride in moved.rides] if near else []
    with noting_dates(db, near), noting_times(db, rides):
        _store(db, moved, accept)


def _store(db: Db, moved: Relocation, accept: str) -> None:
    days = [(day_of(row.starts), day_of(row.target.starts)) for row in moved.lessons]
    carry_over(db, {row.course_id for row in moved.lessons}, days, copied=False)
    _store_lessons(db, moved)
    db.flush()
    staff(db, {lesson.id: lesson.people for lesson in moved.lessons})
    _drop_marks(db, moved)
    _store_slots(db, moved)
    _store_rides(db, moved)
    db.flush()
    rides = [ride.id for ride in moved.rides]
    records = {LESSON: [lesson.id for lesson in moved.lessons], RIDE: rides}
    reoccupy(db, records | {CHILDCARE: [slot.id for slot in moved.slots]}, accept)
    follow_rides(db, rides)
    settle(db)


def _store_lessons(db: Db, moved: Relocation) -> None:
    rows = by_ids(db, Lesson, [lesson.id for lesson in moved.lessons])
    for lesson in moved.lessons:
        row = rows[lesson.id]
        row.starts, row.ends = lesson.target.starts, lesson.target.ends
        row.room_id = lesson.target.room_id
        row.teaching_minutes = lesson.target.teaching_minutes


def _drop_marks(db: Db, moved: Relocation) -> None:
    """Take away marks of people who are not in the course on the new day of a lesson.

    W stays: it alone may stand after leaving.
    """
    new = (
        (lesson.id, day_of(lesson.starts), day_of(lesson.target.starts)) for lesson in moved.lessons
    )
    days = {key: day for key, before, day in new if day != before}
    marks = [
        mark
        for mark in find(db, AttendanceMark, lesson_id=set(days))
        if count_as(mark.mark) is not Mark.CHANGED
    ]
    stays = by_ids(db, Enrolment, {mark.enrolment_id for mark in marks})
    for mark in marks:
        stay = stays[mark.enrolment_id]
        if not may_be_marked(days[mark.lesson_id], stay.joined_on, stay.left_on):
            db.delete(mark)


def _store_slots(db: Db, moved: Relocation) -> None:
    rows = by_ids(db, ChildcareSlot, [slot.id for slot in moved.slots])
    own = {
        (slot.id, person): (starts, ends)
        for slot in moved.slots
        for person, starts, ends in slot.carers
        if starts is not None or ends is not None
    }
    for slot in moved.slots:
        rows[slot.id].starts, rows[slot.id].ends = slot.new_starts, slot.new_ends
    if own:
        for carer in find(db, ChildcareSlotCarer, slot_id={slot for slot, _ in own}):
            times = own.get((carer.slot_id, carer.person_id))
            if times is not None:
                carer.starts, carer.ends = times


def _store_rides(db: Db, moved: Relocation) -> None:
    by = {ride.id: ride.new_starts - ride.starts for ride in moved.rides}
    rows = by_ids(db, Ride, by)
    for ride in moved.rides:
        rows[ride.id].starts, rows[ride.id].ends = ride.new_starts, ride.new_ends
    for stop in find(db, RideStop, ride_id=list(by)) if by else ():
        stop.at += by[stop.ride_id]
