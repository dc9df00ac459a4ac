"""Who is where at one moment: each person once, however many records speak of her."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import NamedTuple

from kursplaner.domain.kinds import Mark, PlaceStatus, SeatResult
from kursplaner.store.queries.childcare import SlotChild, SlotRow, childcare_day
from kursplaner.store.queries.lessons import LessonRow
from kursplaner.store.queries.presence import Expected, children_without_place, expected_people
from kursplaner.store.queries.rides import RideRow, rides_day
from kursplaner.store.session import Db

LESSON, CHILDCARE, RIDE = "lesson", "childcare", "ride"
ON_BOARD = (SeatResult.OPEN.value, SeatResult.DONE.value)


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


class Spot(NamedTuple):
    """A lesson, a childcare slot or a ride."""

    kind: str
    id: int


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody at a spot.

    Attributes:
        works: teaches, looks after children or drives there.
        since: absolute minute from which it holds; of two equal grounds the later one counts.
    """

    person_id: int
    name: str
    spot: Spot
    ground: Ground
    works: bool = False
    since: int = 0

    @property
    def unclear(self) -> bool:
        """Tell whether a child should be here, but nobody noted that it was brought."""
        return self.ground >= Ground.NOT_BROUGHT


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment of a day.

    Attributes:
        people: everybody who is or should be here or under way, each once.
        absent: how many people of the running lessons are known not to be here.
        lessons, slots, rides: what runs; a slot also while a child is still there.
    """

    people: tuple[Presence, ...]
    absent: int
    lessons: tuple[LessonRow, ...]
    slots: tuple[SlotRow, ...]
    rides: tuple[RideRow, ...]

    def at(self, spot: Spot) -> tuple[Presence, ...]:
        """Return who is there: those who work there first."""
        there = [one for one in self.people if one.spot == spot]
        return tuple(sorted(there, key=lambda one: not one.works))


def presence(db: Db, day: date, lessons: Iterable[LessonRow], minute: int) -> Moment:
    """Return who is where at an absolute minute of a day with these lessons."""
    running = tuple(one for one in lessons if one.starts <= minute < one.ends)
    slots = tuple(one for one in childcare_day(db, day) if _open(one, minute))
    rides = tuple(one for one in rides_day(db, day) if one.starts <= minute < one.ends)
    ids, on = [one.id for one in running], [one.id for one in slots if runs(one, minute)]
    expected = expected_people(db, ids, day)
    claims = [
        *_in_rides(rides),
        *_in_lessons(running, expected),
        *_in_slots(slots, minute),
        *_without_place(db, day, ids, on, expected),
    ]
    people = _once(claims)
    there = {one.person_id for one in people}
    absent = {one.person_id for one in expected} - there
    return Moment(people, len(absent), running, slots, rides)


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
    for one in claims:
        known = best.get(one.person_id)
        if known is None or (one.ground, -one.since) < (known.ground, -known.since):
            best[one.person_id] = one
    return tuple(one for one in claims if best[one.person_id] is one)


def _in_rides(rides: Iterable[RideRow]) -> Iterator[Presence]:
    for ride in rides:
        spot = Spot(RIDE, ride.id)
        if ride.driver_id is not None:
            name = ride.driver or ""
            yield Presence(ride.driver_id, name, spot, Ground.RIDES, works=True, since=ride.starts)
        for one in ride.passengers:
            if one.result in ON_BOARD:
                yield Presence(one.person_id, one.name, spot, Ground.RIDES, since=ride.starts)


def _in_lessons(lessons: Iterable[LessonRow], expected: Sequence[Expected]) -> Iterator[Presence]:
    for lesson in lessons:
        spot, since = Spot(LESSON, lesson.id), lesson.starts
        for one in lesson.teachers:
            yield Presence(one.id, one.name, spot, Ground.WORKS, works=True, since=since)
        for person in expected:
            if person.lesson_id == lesson.id and person.mark in (None, Mark.PRESENT):
                ground = Ground.MARKED if person.mark else Ground.EXPECTED
                yield Presence(person.person_id, person.name, spot, ground, since=since)


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
    db: Db, day: date, lessons: Sequence[int], slots: Sequence[int], expected: Sequence[Expected]
) -> Iterator[Presence]:
    """Return the children who come along with somebody who is taken to be in a lesson."""
    here = {(one.lesson_id, one.person_id) for one in expected if one.mark in (None, Mark.PRESENT)}
    for one in children_without_place(db, slots, lessons, day):
        if (one.lesson_id, one.guardian_id) in here:
            spot = Spot(CHILDCARE, one.slot_id)
            yield Presence(one.child_id, one.name, spot, Ground.WITHOUT_PLACE)
