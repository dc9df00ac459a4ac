"""Making up cancelled lessons at the end: the next free date, with all that hung on them."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import DAY_MINUTES, Span, day_of, minute_at, minute_of
from kursplaner.domain.childcare import (
    ChildcarePlace,
    ChildcareSlot,
    ChildcareSlotCarer,
    ChildcareSlotLesson,
)
from kursplaner.domain.courses import (
    Course,
    Enrolment,
    Lesson,
    LessonPattern,
    LessonPerson,
    PlannedLesson,
)
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE, PLACES_TAKEN, SEATS_EXPECTED
from kursplaner.domain.rides.rides import Ride, RideLesson, RideSeat, RideStop
from kursplaner.domain.rooms import Site
from kursplaner.planning.choices.free_times import FreeTimes, load_free_times
from kursplaner.planning.conflicts.closed_times import DaysWithoutLessons
from kursplaner.planning.enrolments.ride_days import carry_over
from kursplaner.planning.interpreters.following import interpreted_alike
from kursplaner.planning.rides.pick_ups import follow_rides
from kursplaner.store.queries.conflicts.closed_times import closing_days
from kursplaner.store.queries.lessons.bundles import Bundle, LessonRow, RideRow, SlotRow
from kursplaner.store.records import by_id, by_ids, find, insert_all
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of
from kursplaner.store.whereabouts import CHILDCARE, LESSON, RIDE, reoccupy

MOST_DAYS = 730
WEEK_DAYS = 7


@dataclass(frozen=True, slots=True)
class MadeUpSlot:
    """Childcare beside a made-up lesson, like slot `like`; room None where it is taken."""

    like: int
    starts: int
    ends: int
    room_id: int | None
    carers: tuple[int, ...]
    children: int


@dataclass(frozen=True, slots=True)
class MadeUpRide:
    """A ride to or from a made-up lesson, like ride `like`; None where taken."""

    like: int
    starts: int
    ends: int
    vehicle_id: int | None
    driver_id: int | None


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A lesson at the end for a cancelled one; absolute minutes.

    Attributes:
        lacking: what is not free then, as (kind, resource id): "room", "teacher",
            "childcare_room", "carer", "vehicle", "driver".
    """

    for_lesson_id: int
    starts: int
    ends: int
    teaching_minutes: int
    room_id: int | None
    people: tuple[int, ...]
    slots: tuple[MadeUpSlot, ...]
    rides: tuple[MadeUpRide, ...]
    lacking: tuple[tuple[str, int], ...]


@dataclass
class _Work:
    """What is free at the end, and what was found to be lacking for the lesson in hand."""

    times: FreeTimes
    lacking: list[tuple[str, int]] = field(default_factory=list)

    def took(self, kind: str, resource_id: int | None, span: Span, source: str) -> int | None:
        """Take a resource if it is usable then; else note that it is lacking."""
        if resource_id is None:
            return None
        if not self.times.usable(resource_id, span):
            self.lacking.append((kind, resource_id))
            return None
        self.times.take(resource_id, span.starts, span.ends, source)
        return resource_id


def made_up(
    db: Db, course: Course, rows: Sequence[LessonRow], cancelled: Sequence[LessonRow], hangs: Bundle
) -> tuple[MadeUp, ...]:
    """Return a lesson at the end of the course for each cancelled one.

    Raises:
        Refused: "no_free_day" if two years have no free date of the pattern.
    """
    gone = {row.id for row in cancelled}
    stay = [row for row in rows if row.status in LESSONS_TAKING_PLACE and row.id not in gone]
    after = max([*(row.starts for row in stay), minute_at(clock.now()), cancelled[-1].starts])
    dates = dates_after(
        db, course, _weekly(db, course, [*stay, *cancelled], cancelled, after), after
    )
    starts = [_next(dates) for _ in cancelled]
    resources = _resources(cancelled, hangs)
    work = _Work(load_free_times(db, resources, starts[0], starts[-1] + DAY_MINUTES))
    return tuple(
        _made_up(row, begin, hangs, gone, work)
        for row, begin in zip(cancelled, starts, strict=True)
    )


def copied(db: Db, row: LessonRow, begin: int, hangs: Bundle, room_id: int | None = None) -> MadeUp:
    """Return a lesson like another at a given minute, with what of it is free then.

    `room_id` asks for another room (0: without one); what serves other lessons too is left out.
    """
    room = row.room_id if room_id is None else (room_id or None)
    like = replace(row, room_id=room)
    work = _Work(load_free_times(db, _resources([like], hangs), begin, begin + DAY_MINUTES))
    return _made_up(like, begin, hangs, {row.id}, work)


def _next(dates: Iterator[int]) -> int:
    found = next(dates, None)
    if found is None:
        raise Refused("no_free_day", days=MOST_DAYS, dates=0)
    return found


def dates_after(
    db: Db, course: Course, weekly: Collection[tuple[int, int]], after: int
) -> Iterator[int]:
    """Yield the free beginnings of some weekly times after a minute."""
    first = day_of(after)
    last = first + timedelta(days=MOST_DAYS)
    settings = settings_of(db)
    off = DaysWithoutLessons(settings, closing_days(db, first, last))
    land = by_id(db, Site, course.site_id).land if course.site_id else ""
    for offset in range(MOST_DAYS):
        day = first + timedelta(days=offset)
        begins = sorted(start for weekday, start in weekly if weekday == day.weekday())
        if not begins or off.off(day, land, course.site_id):
            continue
        if course.pause_in_school_holidays and off.at(land, course.site_id).school(day):
            continue
        yield from (at for at in (minute_of(day, start) for start in begins) if at > after)


def _weekly(
    db: Db,
    course: Course,
    rows: Sequence[LessonRow],
    cancelled: Sequence[LessonRow],
    after: int,
) -> set[tuple[int, int]]:
    """Return the (weekday, start) at which the course is held at its end.

    The last two rounds of lessons tell (a series may have been moved from some day on), without
    what stands there once and not in the pattern: a single lesson that was moved.
    """
    pattern = {
        (known.weekday, known.starts)
        for known in find(db, LessonPattern, course_id=course.id)
        if known.valid_until is None or known.valid_until >= day_of(after)
    }
    own = {_weekly_time(row) for row in cancelled}
    last = sorted(rows, key=lambda row: row.starts)[-2 * max(1, len(pattern)) :]
    held = Counter(_weekly_time(row) for row in last)
    current = {time for time, count in held.items() if count > 1 or time in pattern}
    return current or pattern or own


def _weekly_time(row: LessonRow) -> tuple[int, int]:
    return day_of(row.starts).weekday(), row.starts % DAY_MINUTES


def _resources(cancelled: Sequence[LessonRow], hangs: Bundle) -> set[int]:
    rooms = {row.room_id for row in cancelled} | {slot.room_id for slot in hangs.slots}
    teachers = {person for people in hangs.people.values() for person in people}
    carers = {carer[0] for slot in hangs.slots for carer in slot.carers}
    rides = {resource for ride in hangs.rides for resource in (ride.vehicle_id, ride.driver_id)}
    return {key for key in rooms | teachers | carers | rides if key is not None}


def _made_up(row: LessonRow, begin: int, hangs: Bundle, gone: set[int], work: _Work) -> MadeUp:
    by = begin - row.starts
    span = Span(begin, row.ends + by)
    work.lacking = []
    room = work.took("room", row.room_id, span, LESSON)
    people = [
        work.took("teacher", person_id, span, LESSON) for person_id in hangs.people.get(row.id, ())
    ]
    mine = [slot for slot in hangs.slots if _belongs(slot.lesson_ids, row.id, gone)]
    rides = [ride for ride in hangs.rides if _belongs(ride.lesson_ids, row.id, gone)]
    slots = tuple(_slot(slot, by, work) for slot in mine)
    laid = tuple(_ride(ride, by, work) for ride in rides)
    return MadeUp(
        for_lesson_id=row.id,
        starts=span.starts,
        ends=span.ends,
        teaching_minutes=row.teaching_minutes,
        room_id=room,
        people=tuple(person for person in people if person is not None),
        slots=slots,
        rides=laid,
        lacking=tuple(work.lacking),
    )


def _belongs(served: frozenset[int], lesson_id: int, gone: set[int]) -> bool:
    """Tell whether a slot or ride goes with a cancelled lesson: the first of those it serves."""
    return served <= gone and lesson_id == min(served, default=0)


def _slot(slot: SlotRow, by: int, work: _Work) -> MadeUpSlot:
    span = Span(slot.starts + by, slot.ends + by)
    room = work.took("childcare_room", slot.room_id, span, CHILDCARE)
    carers = [work.took("carer", carer[0], span, CHILDCARE) for carer in slot.carers]
    there = tuple(carer for carer in carers if carer is not None)
    return MadeUpSlot(slot.id, span.starts, span.ends, room, there, slot.children)


def _ride(ride: RideRow, by: int, work: _Work) -> MadeUpRide:
    span = Span(ride.starts + by, ride.ends + by)
    vehicle = work.took("vehicle", ride.vehicle_id, span, RIDE)
    driver = work.took("driver", ride.driver_id, span, RIDE)
    return MadeUpRide(ride.id, span.starts, span.ends, vehicle, driver)


def store_made_up(db: Db, plan: MadeUp, *, extra: bool = False) -> int:
    """Store a made-up lesson with its childcare and rides; returns its id.

    An `extra` lesson stands beside the one it was copied from, not for it.
    """
    before = by_id(db, Lesson, plan.for_lesson_id)
    days = [(day_of(before.starts), day_of(plan.starts))]
    carry_over(db, {before.course_id}, days, copied=True)
    lesson = Lesson(
        course_id=before.course_id,
        starts=plan.starts,
        ends=plan.ends,
        teaching_minutes=plan.teaching_minutes,
        room_id=plan.room_id,
        topic=before.topic,
        makeup_for_id=None if extra else before.id,
    )
    db.add(lesson)
    slots, rides = _slots(db, plan.slots), _rides(db, plan.rides)
    db.flush()
    roles = {row.person_id: row.role for row in find(db, LessonPerson, lesson_id=before.id)}
    for person in plan.people:
        db.add(LessonPerson(lesson_id=lesson.id, person_id=person, role=roles[person]))
    db.flush()
    interpreted_alike(db, before.id, lesson.id, agencies=not extra)
    for planned in find(db, PlannedLesson, lesson_id=before.id):
        db.add(PlannedLesson(enrolment_id=planned.enrolment_id, lesson_id=lesson.id))
    _fill_slots(db, plan.slots, slots, lesson.id)
    _fill_rides(db, plan.rides, rides, lesson.id)
    keys = [ride.id for ride in rides]
    reoccupy(db, {LESSON: [lesson.id], CHILDCARE: [slot.id for slot in slots], RIDE: keys})
    follow_rides(db, keys)
    return lesson.id


def _slots(db: Db, plans: Sequence[MadeUpSlot]) -> list[ChildcareSlot]:
    slots = [ChildcareSlot(room_id=p.room_id, starts=p.starts, ends=p.ends) for p in plans]
    db.add_all(slots)
    return slots


def _rides(db: Db, plans: Sequence[MadeUpRide]) -> list[Ride]:
    likes = by_ids(db, Ride, [plan.like for plan in plans])
    rides = [
        Ride(
            direction=likes[plan.like].direction,
            vehicle_id=plan.vehicle_id,
            driver_id=plan.driver_id,
            starts=plan.starts,
            ends=plan.ends,
            metres=likes[plan.like].metres,
        )
        for plan in plans
    ]
    db.add_all(rides)
    return rides


def _gone(db: Db, enrolment_ids: Iterable[int | None], starts: int) -> Collection[int]:
    """Return which enrolments have ended before a minute: their families come no more."""
    known = by_ids(db, Enrolment, {key for key in enrolment_ids if key is not None})
    day = day_of(starts)
    return {
        key for key, enrolment in known.items() if enrolment.left_on and enrolment.left_on < day
    }


def _fill_slots(
    db: Db, plans: Sequence[MadeUpSlot], slots: Sequence[ChildcareSlot], lesson_id: int
) -> None:
    if not plans:
        return
    new = {plan.like: slot.id for plan, slot in zip(plans, slots, strict=True)}
    links = [{"slot_id": key, "lesson_id": lesson_id} for key in new.values()]
    insert_all(db, ChildcareSlotLesson, links)
    carers = [
        {"slot_id": new[plan.like], "person_id": carer} for plan in plans for carer in plan.carers
    ]
    insert_all(db, ChildcareSlotCarer, carers)
    places = find(db, ChildcarePlace, slot_id=list(new), status=PLACES_TAKEN)
    gone = _gone(db, [place.enrolment_id for place in places], plans[0].starts)
    for place in places:
        if place.enrolment_id not in gone:
            db.add(
                ChildcarePlace(
                    slot_id=new[place.slot_id],
                    child_id=place.child_id,
                    enrolment_id=place.enrolment_id,
                    over_limit_reason=place.over_limit_reason,
                )
            )


def _fill_rides(db: Db, plans: Sequence[MadeUpRide], rides: Sequence[Ride], lesson_id: int) -> None:
    """Give the new rides halts and passengers like the old ones."""
    if not plans:
        return
    new = {plan.like: ride.id for plan, ride in zip(plans, rides, strict=True)}
    likes = by_ids(db, Ride, new)
    later = {plan.like: plan.starts - likes[plan.like].starts for plan in plans}
    links = [{"ride_id": key, "lesson_id": lesson_id} for key in new.values()]
    insert_all(db, RideLesson, links)
    stops = [
        {
            "ride_id": new[stop.ride_id],
            "position": stop.position,
            "stop_id": stop.stop_id,
            "site_id": stop.site_id,
            "at": stop.at + later[stop.ride_id],
        }
        for stop in find(db, RideStop, ride_id=list(new))
    ]
    insert_all(db, RideStop, stops)
    seats = find(db, RideSeat, ride_id=list(new))
    gone = _gone(db, [seat.enrolment_id for seat in seats], plans[0].starts)
    wanted = [
        {
            "ride_id": new[seat.ride_id],
            "person_id": seat.person_id,
            "enrolment_id": seat.enrolment_id,
            "stop_id": seat.stop_id,
            "kind": seat.kind,
            "wheelchair": seat.wheelchair,
            "pram": seat.pram,
        }
        for seat in seats
        if seat.result in SEATS_EXPECTED and seat.enrolment_id not in gone
    ]
    insert_all(db, RideSeat, wanted)
