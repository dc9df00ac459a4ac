"""Who is where at one moment: each person once, however many records speak of her."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import NamedTuple

from kursplaner.basics.folding import name_words
from kursplaner.basics.spans import minute_of, minute_of_day
from kursplaner.domain.kinds import Direction, PlaceStatus, SeatResult
from kursplaner.store.queries.childcare import SlotChild, SlotRow, childcare_day
from kursplaner.store.queries.lessons.lessons import LessonRow
from kursplaner.store.queries.people.presence import (
    Expected,
    Rider,
    children_without_place,
    expected_people,
    riders,
)
from kursplaner.store.queries.rides.rides import RideRow, rides_day
from kursplaner.store.session import Db
from kursplaner.store.whereabouts import CHILDCARE, LESSON, RIDE

BEFORE, AFTER = "before", "after"
"""The rides end before a lesson and begin after it: who rides is in the house meanwhile."""


class Ground(IntEnum):
    """Why somebody is taken to be somewhere, the surest first.

    What was noted (brought, marked present) goes before what was planned; a seat in a vehicle
    under way before a lesson, because rides are planned around the lessons.
    """

    BROUGHT = 0
    MARKED = 1
    RIDES = 2
    WORKS = 3
    EXPECTED = 4
    STAYED_ON = 5
    NOT_BROUGHT = 6
    WITHOUT_PLACE = 7
    ARRIVED = 8
    WAITS = 9


class Spot(NamedTuple):
    """A lesson, a childcare slot or a ride; before or after a lesson it bears the lesson's id."""

    kind: str
    id: int


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody at a spot.

    Attributes:
        works: teaches, looks after children or drives there.
        child: rides along with somebody who is enrolled.
        since: absolute minute from which it holds; of two equal grounds the later one counts.
    """

    person_id: int
    name: str
    spot: Spot
    ground: Ground
    works: bool = False
    since: int = 0
    child: bool = False

    @property
    def unclear(self) -> bool:
        """Tell whether a child should be here, but nobody noted that it was brought."""
        return self.ground in {Ground.NOT_BROUGHT, Ground.WITHOUT_PLACE}


@dataclass(frozen=True, slots=True)
class Wait:
    """People in the house before or after a lesson; `until` it begins, or the first ride leaves."""

    spot: Spot
    lesson: LessonRow
    until: int


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment of a day.

    Attributes:
        people: everybody who is or should be here or under way, each once.
        absent: how many people of the running lessons are known not to be here.
        lessons, slots, rides: what runs; a slot also while a child is still there.
        waits: the lessons before or after which somebody waits.
    """

    people: tuple[Presence, ...]
    absent: int
    lessons: tuple[LessonRow, ...]
    slots: tuple[SlotRow, ...]
    rides: tuple[RideRow, ...]
    waits: tuple[Wait, ...] = ()

    def at(self, spot: Spot) -> tuple[Presence, ...]:
        """Return who is there: those who work there first."""
        there = [person for person in self.people if person.spot == spot]
        return tuple(sorted(there, key=lambda person: not person.works))


def presence(db: Db, day: date, lessons: Iterable[LessonRow], minute: int) -> Moment:
    """Return who is where at an absolute minute of a day with these lessons."""
    known, care, at = list(lessons), childcare_day(db, day), minute - minute_of(day)
    running = tuple(lesson for lesson in known if lesson.starts <= minute < lesson.ends)
    slots = tuple(slot for slot in care if _open(slot, minute))
    rides = tuple(ride for ride in rides_day(db, day) if ride.starts <= minute < ride.ends)
    ids, on = [lesson.id for lesson in running], [slot.id for slot in slots if runs(slot, minute)]
    expected = expected_people(db, ids, day, at)
    seats = _still_riding(riders(db, day), care, at)
    here = [person for person in expected if not person.ticked.away(at)]
    claims = [
        *_in_rides(rides, seats),
        *_in_lessons(running, here),
        *_in_slots(slots, minute),
        *_without_place(db, day, ids, on, here),
        *_waiting(seats, minute),
    ]
    people = _once(claims)
    absent = {person.person_id for person in expected} - {person.person_id for person in people}
    waits = _waits(people, known, seats)
    return Moment(people, len(absent), running, slots, rides, tuple(waits))


def children_here(slots: Iterable[SlotRow]) -> list[tuple[SlotRow, SlotChild]]:
    """Return the children who were brought and not collected, each where it was brought last."""
    last: dict[int, tuple[SlotRow, SlotChild]] = {}
    for slot in slots:
        for child in slot.children:
            before = last.get(child.child_id)
            if _is_here(child) and (before is None or _since(before[1]) <= _since(child)):
                last[child.child_id] = (slot, child)
    return list(last.values())


def runs(slot: SlotRow, minute: int) -> bool:
    """Tell whether a slot is on at an absolute minute."""
    return slot.starts <= minute < slot.ends


def _open(slot: SlotRow, minute: int) -> bool:
    """Tell whether a slot runs, or a child is there before it begins or after it ended."""
    return runs(slot, minute) or any(_is_here(child) for child in slot.children)


def _is_here(child: SlotChild) -> bool:
    return child.status == PlaceStatus.BROUGHT


def _since(child: SlotChild) -> int:
    return child.brought_at or 0


def _once(claims: Sequence[Presence]) -> tuple[Presence, ...]:
    """Return of each person what is surest, of equals the latest, in the order given."""
    best: dict[int, Presence] = {}
    for claim in claims:
        known = best.get(claim.person_id)
        if known is None or (claim.ground, -claim.since) < (known.ground, -known.since):
            best[claim.person_id] = claim
    return tuple(claim for claim in claims if best[claim.person_id] is claim)


def _still_riding(found: Sequence[Rider], slots: Iterable[SlotRow], at: int) -> list[Rider]:
    """Return the seats without those of whom it is known that they do not ride.

    To the lessons it is the first of them that tells, back the last. A seat noted as ridden stays.
    """
    gone = {
        (lesson_id, child.child_id)
        for slot in slots
        for child in slot.children
        if _does_not_ride(child)
        for lesson_id in slot.lesson_ids
    }
    tells: dict[tuple[int, int], Rider] = {}
    for rider in (seat for seat in found if seat.lesson_id is not None):
        key = (rider.ride_id, rider.person_id)
        tells[key] = rider if rider.direction == Direction.BACK else tells.get(key, rider)
    away = {
        key
        for key, rider in tells.items()
        if rider.result != SeatResult.DONE
        and (rider.ticked.away(at) or (rider.lesson_id, rider.person_id) in gone)
    }
    return [rider for rider in found if (rider.ride_id, rider.person_id) not in away]


def _does_not_ride(child: SlotChild) -> bool:
    """Tell whether a child stays at home today, or somebody else has taken it along."""
    if child.status == PlaceStatus.COLLECTED:
        return name_words(child.collected_by) != name_words(child.guardian)
    return child.status == PlaceStatus.EXCUSED


def _waiting(seats: Iterable[Rider], minute: int) -> Iterator[Presence]:
    """Return who has arrived for a lesson to come, or waits after a lesson for the ride back."""
    at = minute_of_day(minute)
    for rider in seats:
        if (
            rider.lesson_id is None
            or rider.starts is None
            or rider.ends is None
            or rider.ticked.away(at)
        ):
            continue
        if rider.direction == Direction.OUT and rider.arrives <= minute < rider.starts:
            spot, ground, since = Spot(BEFORE, rider.lesson_id), Ground.ARRIVED, -rider.starts
        elif rider.direction == Direction.BACK and rider.ends <= minute < rider.leaves:
            spot, ground, since = Spot(AFTER, rider.lesson_id), Ground.WAITS, rider.ends
        else:
            continue
        yield Presence(rider.person_id, rider.name, spot, ground, since=since, child=rider.child)


def _waits(
    people: Iterable[Presence], lessons: Iterable[LessonRow], seats: Iterable[Rider]
) -> Iterator[Wait]:
    """Return the lessons before or after which somebody waits, in the order given."""
    spots = {person.spot for person in people}
    leaves: dict[int | None, int] = {}
    for rider in seats:
        if rider.direction == Direction.BACK:
            leaves[rider.lesson_id] = min(rider.leaves, leaves.get(rider.lesson_id, rider.leaves))
    for lesson in lessons:
        before, after = Spot(BEFORE, lesson.id), Spot(AFTER, lesson.id)
        if before in spots:
            yield Wait(before, lesson, lesson.starts)
        if after in spots:
            yield Wait(after, lesson, leaves[lesson.id])


def _in_rides(rides: Iterable[RideRow], seats: Iterable[Rider]) -> Iterator[Presence]:
    riding = {(rider.ride_id, rider.person_id) for rider in seats}
    for ride in rides:
        spot = Spot(RIDE, ride.id)
        if ride.driver_id is not None:
            name = ride.driver or ""
            yield Presence(ride.driver_id, name, spot, Ground.RIDES, works=True, since=ride.starts)
        for passenger in ride.passengers:
            if (ride.id, passenger.person_id) in riding:
                yield Presence(
                    passenger.person_id, passenger.name, spot, Ground.RIDES, since=ride.starts
                )


def _in_lessons(lessons: Iterable[LessonRow], here: Sequence[Expected]) -> Iterator[Presence]:
    for lesson in lessons:
        spot, since = Spot(LESSON, lesson.id), lesson.starts
        for person in (*lesson.teachers, *lesson.interpreters):
            yield Presence(person.id, person.name, spot, Ground.WORKS, works=True, since=since)
        for expected in here:
            if expected.lesson_id == lesson.id:
                ground = Ground.MARKED if expected.ticked.mark else Ground.EXPECTED
                yield Presence(expected.person_id, expected.name, spot, ground, since=since)


def _in_slots(slots: Sequence[SlotRow], minute: int) -> Iterator[Presence]:
    brought = {(slot.id, child.child_id) for slot, child in children_here(slots)}
    for slot in slots:
        spot, on = Spot(CHILDCARE, slot.id), runs(slot, minute)
        at = min(max(minute, slot.starts), slot.ends - 1)
        for carer in slot.carers:
            if carer.starts <= at < carer.ends:
                ground = Ground.WORKS if on else Ground.STAYED_ON
                yield Presence(
                    carer.person_id, carer.name, spot, ground, works=True, since=slot.starts
                )
        for child in slot.children:
            if (slot.id, child.child_id) in brought:
                yield Presence(child.child_id, child.name, spot, Ground.BROUGHT)
            elif on and child.status == PlaceStatus.PLANNED:
                yield Presence(child.child_id, child.name, spot, Ground.NOT_BROUGHT)


def _without_place(
    db: Db, day: date, lessons: Sequence[int], slots: Sequence[int], here: Sequence[Expected]
) -> Iterator[Presence]:
    """Return the children who come along with somebody who is taken to be in a lesson."""
    guardians = {(expected.lesson_id, expected.person_id) for expected in here}
    for without in children_without_place(db, slots, lessons, day):
        if (without.lesson_id, without.guardian_id) in guardians:
            spot = Spot(CHILDCARE, without.slot_id)
            yield Presence(without.child_id, without.name, spot, Ground.WITHOUT_PLACE)
