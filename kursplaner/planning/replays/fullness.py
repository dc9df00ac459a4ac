"""What is fuller than it may be: courses, childcare, vehicles, rooms where that is a hard rule.

Judged as an enrolment judges it (`places_free`, `seats_free`): people lesson by lesson, children
by their weight against the carers there all the time, seats by their kind.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kursplaner.basics import clock
from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import Timed, day_of, minute_at, minute_of
from kursplaner.domain.conflicts.conflicts import Conflict, Subject, hard_ones
from kursplaner.domain.conflicts.facts import ConflictFacts, how_many
from kursplaner.domain.kinds import ConflictKind, Severity
from kursplaner.domain.rides.loads import SEATS, Load
from kursplaner.planning.conflicts.finding import judged
from kursplaner.planning.conflicts.limits import (
    TENTHS,
    carers_at_least,
    child_tenths,
    crowded_rooms,
    heads,
    over,
)
from kursplaner.planning.conflicts.severities import rules_of, weighed
from kursplaner.store.queries.absences.reached import (
    Reached,
    capacities,
    planned_rides,
    planned_slots,
)
from kursplaner.store.queries.choices import VehicleFacts, vehicles_in_use
from kursplaner.store.queries.conflicts.course_rules import courses_of
from kursplaner.store.queries.conflicts.limits import SlotTime, slot_carers, slot_children
from kursplaner.store.queries.conflicts.scopes import of_lessons
from kursplaner.store.queries.courses import enrolments as queries
from kursplaner.store.queries.courses.enrolments import ComingLesson, SeatTaken
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

BATCH = 900
Key = tuple[str, str, int]
"""A table, one of its columns and the id that its rows have there."""


@dataclass(frozen=True, slots=True)
class Overfull:
    """A limit that is passed.

    Attributes:
        conflict: as it is told, hard; its facts "wanted" and "limit" are people, seats, or for
            childcare tenths of places.
        held_by: which rows make it so: those that take places, and those that give them.
    """

    conflict: Conflict
    held_by: frozenset[Key]

    @property
    def excess(self) -> int:
        """How much more there is than may be."""
        return how_many(self.conflict.facts) - self.conflict.facts.get("limit", 0)


@dataclass(frozen=True, slots=True)
class Back:
    """Children's places and seats (ids) that were given up, counted as if they came back."""

    places: frozenset[int] = frozenset()
    seats: frozenset[int] = frozenset()


NOTHING_BACK = Back()


def overfull(db: Db, reached: Reached, back: Back = NOTHING_BACK) -> dict[str, Overfull]:
    """Return what is too full of what was reached, by the id of the conflict, in time's order."""
    settings = settings_of(db)
    found = [
        *_courses(db, reached.courses),
        *_slots(db, reached.slots, settings, back),
        *_rides(db, reached.rides, settings, back),
        *_rooms(db, reached.lessons),
    ]
    found.sort(key=lambda lack: (lack.conflict.starts, lack.conflict.id))
    return {lack.conflict.id: lack for lack in found}


def _too_full(
    kind: ConflictKind,
    key: str,
    time: Timed,
    subjects: tuple[Subject, ...],
    facts: ConflictFacts,
) -> Conflict:
    return replace(over(kind, key, time, subjects, facts), severity=Severity.HARD)


def _courses(db: Db, course_ids: Collection[int]) -> Iterator[Overfull]:
    """Yield each lesson to come with more people than its course may have.

    A course without lessons to come is judged by who is in it today.
    """
    now = minute_at(clock.now())
    limits = capacities(db, course_ids)
    found: list[tuple[Conflict, int, int]] = []
    for course in sorted(limits):
        lessons = queries.coming_lessons(db, course, now)
        today = ComingLesson(0, minute_of(clock.today()), minute_of(clock.today()) + 1)
        asked = lessons or [today]
        counts = heads(db, [(lesson.id, course, day_of(lesson.starts)) for lesson in asked])
        for lesson in asked:
            if counts[lesson.id] > limits[course]:
                subjects = (Subject("course", course), Subject("lesson", lesson.id))
                facts: ConflictFacts = {
                    "wanted": counts[lesson.id],
                    "limit": limits[course],
                    "lasting": not lesson.id,
                }
                kind, key = ConflictKind.COURSE_CAPACITY, f"{course}:{lesson.id}"
                found.append((_too_full(kind, key, lesson, subjects, facts), course, lesson.id))
    as_set = weighed(db, [conflict for conflict, _, _ in found], rules_of(db)) if found else []
    for (conflict, course, lesson_id), rule in zip(found, as_set, strict=True):
        if rule is not None:
            yield Overfull(conflict, _of_course(course, lesson_id) | {("course", "id", course)})


def _of_course(course: int, lesson: int) -> frozenset[Key]:
    return frozenset({("enrolment", "course_id", course), ("planned_lesson", "lesson_id", lesson)})


def _slots(db: Db, slot_ids: Collection[int], settings: Settings, back: Back) -> Iterator[Overfull]:
    """Yield each slot with more children than its carers may have, or its room holds."""
    slots = planned_slots(db, slot_ids)
    keys = [slot.id for slot in slots]
    children, carers = slot_children(db, keys, back.places), slot_carers(db, keys)
    per_carer = settings.number("childcare.children_per_carer") * TENTHS
    for slot in slots:
        there, day = children.get(slot.id, []), day_of(slot.starts)
        time = SlotTime(slot.id, slot.starts, slot.ends, slot.room_id)
        limit = carers_at_least(time, carers.get(slot.id, [])) * per_carer
        weight = sum(child_tenths(child.birth_date, day, settings) for child in there)
        heads_, size = len(there) * TENTHS, slot.room_size * TENTHS
        if size and heads_ - size > weight - limit:
            weight, limit = heads_, size
        if weight > limit:
            facts: ConflictFacts = {"wanted": weight, "limit": limit, "children": len(there)}
            held = {("childcare_place", "slot_id", slot.id), ("childcare_slot", "id", slot.id)}
            held |= {("childcare_slot_carer", "slot_id", slot.id), ("setting", "", 0)}
            held |= {("person", "id", child.child_id) for child in there}
            held |= {("room", "id", slot.room_id)} if slot.room_id else set()
            kind, subjects = ConflictKind.CHILDCARE_CAPACITY, (Subject("childcare", slot.id),)
            found = _too_full(kind, f"{slot.id}", slot, subjects, facts)
            yield Overfull(found, frozenset(held))


def _rides(db: Db, ride_ids: Collection[int], settings: Settings, back: Back) -> Iterator[Overfull]:
    """Yield each ride with more people, wheelchairs, prams or seats of a kind than fit."""
    most = settings.number("rides.most_passengers")
    rides = planned_rides(db, ride_ids)
    seats = _passengers(db, [ride.id for ride in rides], back)
    fleets: dict[date, dict[int, VehicleFacts]] = {}
    for ride in rides:
        day = day_of(ride.starts)
        if day not in fleets:
            fleets[day] = {vehicle.id: vehicle for vehicle in vehicles_in_use(db, day)}
        vehicle = fleets[day].get(ride.vehicle_id)
        load = Load.of(seats.get(ride.id, ()))
        for what, wanted, limit in vehicle.capacity(most).lacking(load) if vehicle else ():
            held = {("ride_seat", "ride_id", ride.id), ("ride", "id", ride.id)}
            held |= {("vehicle", "id", ride.vehicle_id), ("setting", "", 0)}
            held |= {("vehicle_seat", "vehicle_id", ride.vehicle_id)}
            subjects = (Subject("ride", ride.id), Subject("vehicle", ride.vehicle_id))
            facts: ConflictFacts = {"wanted": wanted, "limit": limit, "seat": what}
            kind = ConflictKind.VEHICLE_CAPACITY if what == SEATS else ConflictKind.CHILD_SEAT
            found = _too_full(kind, f"{ride.id}:{what}", ride, subjects, facts)
            yield Overfull(found, frozenset(held))


def _passengers(db: Db, ride_ids: Sequence[int], back: Back) -> dict[int, list[SeatTaken]]:
    found: dict[int, list[SeatTaken]] = {}
    for first in range(0, len(ride_ids), BATCH):
        for taken in queries.seats_taken(db, ride_ids[first : first + BATCH], back.seats):
            found.setdefault(taken.ride_id, []).append(taken)
    return found


def _rooms(db: Db, lesson_ids: Iterable[int]) -> Iterator[Overfull]:
    """Yield lessons with more people than their room holds, where the town makes that hard."""
    lessons = sorted(lesson_ids)
    if not lessons:
        return
    hard = hard_ones(judged(db, crowded_rooms(db, of_lessons(db, lessons))))
    courses = courses_of(db, {("lesson", conflict.subjects[1].id) for conflict in hard})
    for found in hard:
        room, lesson = found.subjects
        facts: ConflictFacts = {"wanted": found.facts["people"], "limit": found.facts["capacity"]}
        held = {("lesson", "id", lesson.id), ("room", "id", room.id)}
        for course in courses.get(("lesson", lesson.id), ()):
            held |= _of_course(course, lesson.id)
        yield Overfull(replace(found, facts=facts), frozenset(held))
