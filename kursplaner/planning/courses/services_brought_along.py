"""Childcare and rides of a course that ends, beside the lessons of the one its people change to.

What they had is remembered before it is cancelled; where the other course has no room for them,
the carers join its childcare, and vehicle and driver make a ride of their own.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from kursplaner.basics.spans import Span
from kursplaner.domain.childcare import (
    ChildcarePlace,
    ChildcareSlot,
    ChildcareSlotCarer,
    ChildcareSlotLesson,
)
from kursplaner.domain.kinds import Direction, RideStatus
from kursplaner.domain.rides.rides import Ride, RideLesson, RideSeat, RideStop
from kursplaner.planning.choices.free_times import FreeTimes, load_free_times
from kursplaner.store.queries.courses.enrolments import ComingLesson, coming_slots
from kursplaner.store.queries.lessons.bundles import LessonRow, RideRow, SlotRow, bundle
from kursplaner.store.records import find
from kursplaner.store.session import Db
from kursplaner.store.whereabouts import CHILDCARE, RIDE, reoccupy


@dataclass(frozen=True, slots=True)
class Halt:
    """A halt of a ride: a stop or the site, minutes after the ride's start."""

    stop_id: int | None
    site_id: int | None
    after: int


@dataclass(frozen=True, slots=True)
class HadSlot:
    """Childcare beside a lesson, with whose children were in it (enrolment ids)."""

    slot: SlotRow
    lesson: LessonRow
    families: frozenset[int]


@dataclass(frozen=True, slots=True)
class HadRide:
    """A ride to or from a lesson, with who sat in it (enrolment ids)."""

    ride: RideRow
    lesson: LessonRow
    families: frozenset[int]
    halts: tuple[Halt, ...]


@dataclass(frozen=True, slots=True)
class Had:
    """All childcare and rides of the lessons that fall away."""

    slots: tuple[HadSlot, ...]
    rides: tuple[HadRide, ...]


@dataclass(frozen=True, slots=True)
class Brought:
    """What came along, by record."""

    carers: frozenset[int] = frozenset()
    slot_ids: frozenset[int] = frozenset()
    ride_ids: frozenset[int] = frozenset()


def remembered(db: Db, lessons: Collection[LessonRow]) -> Had:
    """Return the childcare and rides of lessons before they are cancelled."""
    rows = {row.id: row for row in lessons}
    hangs = bundle(db, list(rows))
    ahead = [ride for ride in hangs.rides if ride.status == RideStatus.PLANNED.value]
    return Had(
        tuple(_slots(db, hangs.slots, rows)),
        tuple(_rides(db, ahead, rows)),
    )


def _slots(db: Db, slots: Sequence[SlotRow], rows: dict[int, LessonRow]) -> Iterable[HadSlot]:
    families: dict[int, set[int]] = {}
    for place in find(db, ChildcarePlace, slot_id=[slot.id for slot in slots]):
        if place.enrolment_id is not None:
            families.setdefault(place.slot_id, set()).add(place.enrolment_id)
    for slot in slots:
        for lesson in sorted(slot.lesson_ids & rows.keys()):
            yield HadSlot(slot, rows[lesson], frozenset(families.get(slot.id, ())))


def _rides(db: Db, rides: Sequence[RideRow], rows: dict[int, LessonRow]) -> Iterable[HadRide]:
    keys = [ride.id for ride in rides]
    starts = {ride.id: ride.starts for ride in rides}
    families: dict[int, set[int]] = {}
    halts: dict[int, list[Halt]] = {}
    for seat in find(db, RideSeat, ride_id=keys):
        if seat.enrolment_id is not None:
            families.setdefault(seat.ride_id, set()).add(seat.enrolment_id)
    for stop in sorted(find(db, RideStop, ride_id=keys), key=lambda stop: stop.position):
        halt = Halt(stop.stop_id, stop.site_id, stop.at - starts[stop.ride_id])
        halts.setdefault(stop.ride_id, []).append(halt)
    for ride in rides:
        for lesson in sorted(ride.lesson_ids & rows.keys()):
            there = frozenset(families.get(ride.id, ()))
            yield HadRide(ride, rows[lesson], there, tuple(halts.get(ride.id, ())))


def nearest_slot(had: Had, lesson: ComingLesson, family: int) -> HadSlot | None:
    """Return the childcare nearest in time in which a family had its children."""
    mine = [slot for slot in had.slots if family in slot.families]
    return min(mine, key=lambda slot: abs(slot.lesson.starts - lesson.starts), default=None)


def rides_for(had: Had, lesson: ComingLesson, family: int, direction: Direction) -> list[HadRide]:
    """Return one ride a vehicle that could bring a family: its own first, then the nearest."""
    if not any(family in ride.families for ride in had.rides):
        return []
    ways = [ride for ride in had.rides if ride.ride.direction == direction.value]
    ways.sort(
        key=lambda ride: (family not in ride.families, abs(ride.lesson.starts - lesson.starts))
    )
    return list({ride.ride.vehicle_id: ride for ride in reversed(ways)}.values())[::-1]


class Bringing:
    """Brings carers, vehicles and drivers to other lessons, as far as they are free then."""

    def __init__(self, db: Db, had: Had, lessons: Sequence[ComingLesson]) -> None:
        self._db = db
        self._carers: set[int] = set()
        self._slots: set[int] = set()
        self._rides: set[int] = set()
        self._times = self._load(had, lessons)

    @property
    def brought(self) -> Brought:
        """What has come along so far."""
        slots, rides = frozenset(self._slots), frozenset(self._rides)
        return Brought(frozenset(self._carers), slots, rides)

    def childcare(self, lesson: ComingLesson, had: HadSlot) -> None:
        """Let the carers of a slot help beside a lesson: in its childcare, or in one of its own."""
        there = coming_slots(self._db, [lesson.id])
        if there:
            self._join(there[0].id, Span(there[0].starts, there[0].ends), had)
            return
        span = Span(
            had.slot.starts + lesson.starts - had.lesson.starts,
            had.slot.ends + lesson.ends - had.lesson.ends,
        )
        room = had.slot.room_id
        room = room if room is not None and self._times.usable(room, span) else None
        slot = ChildcareSlot(room_id=room, starts=span.starts, ends=span.ends)
        self._db.add(slot)
        self._db.flush()
        self._db.add(ChildcareSlotLesson(slot_id=slot.id, lesson_id=lesson.id))
        if room is not None:
            self._take(room, span, CHILDCARE, slot.id)
        self._slots.add(slot.id)
        self._join(slot.id, span, had)

    def _join(self, slot_id: int, span: Span, had: HadSlot) -> None:
        present = {row.person_id for row in find(self._db, ChildcareSlotCarer, slot_id=slot_id)}
        for carer in (worker[0] for worker in had.slot.carers):
            if carer not in present and self._times.usable(carer, span):
                self._db.add(ChildcareSlotCarer(slot_id=slot_id, person_id=carer))
                self._take(carer, span, CHILDCARE, slot_id)
                self._carers.add(carer)
        self._db.flush()

    def ride(self, lesson: ComingLesson, had: HadRide) -> bool:
        """Let vehicle and driver of a ride make one to or from another lesson, still empty.

        Tells whether the vehicle is free then.
        """
        out = had.ride.direction == Direction.OUT.value
        by = lesson.starts - had.lesson.starts if out else lesson.ends - had.lesson.ends
        span = Span(had.ride.starts + by, had.ride.ends + by)
        vehicle, driver = had.ride.vehicle_id, had.ride.driver_id
        if vehicle is None or not self._times.usable(vehicle, span):
            return False
        driver = driver if driver is not None and self._times.usable(driver, span) else None
        ride = Ride(
            direction=had.ride.direction,
            vehicle_id=vehicle,
            driver_id=driver,
            starts=span.starts,
            ends=span.ends,
        )
        self._db.add(ride)
        self._db.flush()
        self._db.add(RideLesson(ride_id=ride.id, lesson_id=lesson.id))
        for position, halt in enumerate(had.halts, start=1):
            place = {"stop_id": halt.stop_id, "site_id": halt.site_id}
            at = span.starts + halt.after
            self._db.add(RideStop(ride_id=ride.id, position=position, at=at, **place))
        for resource in (vehicle, driver):
            if resource is not None:
                self._take(resource, span, RIDE, ride.id)
        self._rides.add(ride.id)
        self._db.flush()
        return True

    def tidy(self) -> None:
        """Take out halts at which nobody boards, and rides in which nobody sits after all."""
        seats = find(self._db, RideSeat, ride_id=self._rides)
        wanted = {(seat.ride_id, seat.stop_id) for seat in seats}
        empty = self._rides - {seat.ride_id for seat in seats}
        for stop in find(self._db, RideStop, ride_id=self._rides):
            unused = stop.stop_id is not None and (stop.ride_id, stop.stop_id) not in wanted
            if unused or stop.ride_id in empty:
                self._db.delete(stop)
        for link in find(self._db, RideLesson, ride_id=empty):
            self._db.delete(link)
        self._db.flush()
        for ride in find(self._db, Ride, id=empty):
            self._db.delete(ride)
        self._rides -= empty
        reoccupy(self._db, {RIDE: empty})

    def _take(self, resource: int, span: Span, source: str, key: int) -> None:
        self._times.take(resource, span.starts, span.ends, source, key)
        reoccupy(self._db, {source: [key]})

    def _load(self, had: Had, lessons: Sequence[ComingLesson]) -> FreeTimes:
        resources = {slot.slot.room_id for slot in had.slots}
        resources |= {carer[0] for slot in had.slots for carer in slot.slot.carers}
        resources |= {ride.ride.vehicle_id for ride in had.rides}
        resources |= {ride.ride.driver_id for ride in had.rides}
        first = min((lesson.starts for lesson in lessons), default=0)
        last = max((lesson.ends for lesson in lessons), default=1)
        known = {key for key in resources if key is not None}
        return load_free_times(self._db, known, first, last)
