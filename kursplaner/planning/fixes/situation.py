"""What a conflict is about: its records, the lessons behind them, and who is free then."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from functools import cached_property
from itertools import islice

from kursplaner.basics import clock
from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import Span, day_of, minute_at, minute_of
from kursplaner.domain.childcare import ChildcareSlot, ChildcareSlotCarer
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.conflicts.obstacles import Choice, Obstacle
from kursplaner.domain.courses import Course, LessonPerson
from kursplaner.domain.kinds import LessonStatus, ResourceKind
from kursplaner.domain.rides.rides import Ride
from kursplaner.planning.choices.free_times import FreeTimes, load_free_times, monday_of
from kursplaner.planning.drafts.draft_changes import DraftChange
from kursplaner.planning.fixes.facts import FixFacts
from kursplaner.planning.lessons.weekly_series import why_untouched
from kursplaner.store.queries.lessons.bundles import LessonRow, lessons_by_id
from kursplaner.store.queries.lessons.touched import lessons_served
from kursplaner.store.records import by_id, by_ids, find
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of
from kursplaner.store.whereabouts import CHILDCARE, LESSON, RIDE

SOURCES = (LESSON, CHILDCARE, RIDE)
ROOM, PERSON, VEHICLE = (kind.value for kind in (ResourceKind.ROOM, ResourceKind.PERSON,
                                                 ResourceKind.VEHICLE))  # fmt: skip
WEEK_DAYS = 7


class FixKind(StrEnum):
    """What a fix does."""

    OTHER_TIME = "other_time"
    OTHER_DAY = "other_day"
    OTHER_ROOM = "other_room"
    WITHOUT_ROOM = "without_room"
    SWAP_ROOMS = "swap_rooms"
    SWAP_LESSONS = "swap_lessons"
    OTHER_TEACHER = "other_teacher"
    OTHER_CARER = "other_carer"
    MORE_CARERS = "more_carers"
    SPLIT_CHILDCARE = "split_childcare"
    CHILDCARE_ROOM = "childcare_room"
    CHILDCARE_TIMES = "childcare_times"
    OTHER_VEHICLE = "other_vehicle"
    OTHER_DRIVER = "other_driver"
    SHORTEN = "shorten"
    CANCEL_MADE_UP = "cancel_made_up"
    CANCEL = "cancel"
    ACCEPT = "accept"


@dataclass(frozen=True, slots=True)
class Idea:
    """What might help, before it is tried.

    Attributes:
        facts: ids, names and minutes for its sentence.
        rank: a guess at what it costs, to try cheap ones first.
    """

    kind: FixKind
    changes: tuple[DraftChange, ...]
    facts: FixFacts = field(default_factory=FixFacts)
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Record:
    """A lesson, childcare slot or ride with its time."""

    source: str
    id: int
    starts: int
    ends: int


@dataclass
class Situation:
    """A conflict with everything that ideas are made of; asked for once, when needed."""

    db: Db
    conflict: Conflict
    now: int = field(default_factory=lambda: minute_at(clock.now()))

    @cached_property
    def settings(self) -> Settings:
        """The town's settings."""
        return settings_of(self.db)

    @property
    def resource(self) -> tuple[str, int] | None:
        """The room, person or vehicle that the conflict is about."""
        first = self.conflict.subjects[0]
        return (first.noun, first.id) if first.noun in (ROOM, PERSON, VEHICLE) else None

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """The lessons, slots and rides among its subjects that can still be changed."""
        keys = {s: [x.id for x in self.conflict.subjects if x.noun == s] for s in SOURCES}
        found = [
            Record(LESSON, row.id, row.starts, row.ends) for row in self._movable(keys[LESSON])
        ]
        slots = by_ids(self.db, ChildcareSlot, keys[CHILDCARE]).values()
        rides = by_ids(self.db, Ride, keys[RIDE]).values()
        for source, rows in ((CHILDCARE, slots), (RIDE, rides)):
            found += [
                Record(source, row.id, row.starts, row.ends)
                for row in rows
                if row.status == LessonStatus.PLANNED.value and row.starts >= self.now
            ]
        return tuple(found)

    @cached_property
    def served(self) -> frozenset[int]:
        """The lessons among its subjects, and those that its slots and rides serve."""
        ids = {s: {x.id for x in self.conflict.subjects if x.noun == s} for s in SOURCES}
        return frozenset(ids[LESSON]) | lessons_served(self.db, ids[CHILDCARE], ids[RIDE])

    @cached_property
    def lessons(self) -> tuple[LessonRow, ...]:
        """The lessons of `served` that may be moved."""
        return tuple(self._movable(self.served))

    def lessons_of(self, record: Record) -> Sequence[LessonRow]:
        """Return the movable lessons that a record is or serves."""
        if record.source == LESSON:
            return [row for row in self.lessons if row.id == record.id]
        slots = {record.id} if record.source == CHILDCARE else set[int]()
        rides = {record.id} if record.source == RIDE else set[int]()
        served = lessons_served(self.db, slots, rides)
        return [row for row in self.lessons if row.id in served]

    def row(self, lesson_id: int) -> LessonRow:
        """Return a lesson, whether or not it is among the conflict's."""
        known = next((row for row in self.lessons if row.id == lesson_id), None)
        return known or lessons_by_id(self.db, [lesson_id])[0]

    def ride(self, ride_id: int) -> Ride:
        """Return a ride."""
        return by_id(self.db, Ride, ride_id)

    def course(self, row: LessonRow) -> Course:
        """Return a lesson's course."""
        return by_id(self.db, Course, row.course_id)

    def told(self, row: LessonRow) -> FixFacts:
        """Return which lesson is meant, for a sentence."""
        return {"lesson": row.id, "course": row.course_id, "title": self.course(row).title}

    def uses(self, record: Record, noun: str, key: int) -> bool:
        """Tell whether a record takes a room, person or vehicle."""
        if record.source == RIDE:
            ride = self.ride(record.id)
            return key == (ride.vehicle_id if noun == VEHICLE else ride.driver_id)
        if noun == PERSON and record.source == LESSON:
            return bool(find(self.db, LessonPerson, lesson_id=record.id, person_id=key))
        if noun == PERSON:
            return bool(find(self.db, ChildcareSlotCarer, slot_id=record.id, person_id=key))
        if record.source == LESSON:
            return any(row.id == record.id and row.room_id == key for row in self.lessons)
        return by_id(self.db, ChildcareSlot, record.id).room_id == key

    def times(self, ids: Collection[int], spans: Sequence[Span]) -> FreeTimes:
        """Return when resources are free in the whole weeks around some spans."""
        first = monday_of(min(span.day for span in spans))
        last = monday_of(max(span.day for span in spans)) + timedelta(days=WEEK_DAYS)
        return load_free_times(self.db, ids, minute_of(first), minute_of(last))

    def _movable(self, keys: Collection[int]) -> list[LessonRow]:
        return [
            row
            for row in (lessons_by_id(self.db, keys) if keys else ())
            if why_untouched(row) is None
        ]


def best(choices: Sequence[Choice], without: Collection[int], most: int) -> list[Choice]:
    """Return the first few choices that can be had at all times asked for."""
    barred = (Obstacle.BUSY, Obstacle.CLOSED, Obstacle.NO_PROFILE)
    free = (
        choice
        for choice in choices
        if choice.id not in without and all(a.obstacle not in barred for a in choice.against)
    )
    return list(islice(free, most))


def day_start(record: Record | LessonRow) -> int:
    """Return the first minute of a record's day."""
    return minute_of(day_of(record.starts))
