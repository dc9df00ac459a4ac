"""The board of the shuttle: a day's rides in groups, its figures, rules and those left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kursplaner.basics.spans import minute_of, minute_of_day
from kursplaner.desk.wording import rides as words
from kursplaner.domain.kinds import Direction
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE
from kursplaner.domain.rides.loads import CHILD_SEATS
from kursplaner.planning.rides.day import (
    RuleCheck,
    RuleKind,
    day_rules,
    riding,
    without_those_away,
)
from kursplaner.planning.rides.day_plan import LeftBehind, left_behind
from kursplaner.store.queries.lessons.lessons import LessonRow, lessons_between
from kursplaner.store.queries.rides.rides import (
    RideRow,
    StopRow,
    VehicleRow,
    rides_day,
    stop_rows,
    vehicle_rows,
)
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class RideGroup:
    """Tours of one direction to or from the same time of day: "Morgen hin", "zurück"."""

    key: str
    title: str
    direction: str
    at: int
    ride_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class RideFigure:
    """How many ride to the courses of a part of the day, of how many who want to."""

    part: str
    taken: int
    wanted: int


@dataclass(frozen=True, slots=True)
class RideBoard:
    """What the page shows of a day; `lessons` are those that rides serve.

    `there` has each ride by its ID as it can be driven: without a driver or vehicle that is away.
    """

    day: date
    rides: tuple[RideRow, ...] = ()
    vehicles: tuple[VehicleRow, ...] = ()
    stops: tuple[StopRow, ...] = ()
    lessons: tuple[LessonRow, ...] = ()
    groups: tuple[RideGroup, ...] = ()
    figures: tuple[RideFigure, ...] = ()
    rules: tuple[RuleCheck, ...] = ()
    left: tuple[LeftBehind, ...] = field(default_factory=tuple)
    there: Mapping[int, RideRow] = field(default_factory=dict)

    @property
    def metres(self) -> int:
        """Planned metres of the day."""
        return sum(ride.metres for ride in self.rides)

    @property
    def left_heads(self) -> int:
        """How many people have no seat."""
        return sum(person.heads for person in self.left)

    def ride(self, ride_id: int | None) -> RideRow | None:
        """Return one ride of the day, or None."""
        return next((ride for ride in self.rides if ride.id == ride_id), None)

    def group_of(self, ride_id: int) -> RideGroup | None:
        """Return the group of a ride."""
        return next((group for group in self.groups if ride_id in group.ride_ids), None)

    def stock(self, vehicle_id: int | None) -> dict[str, int]:
        """Return the child seats of a vehicle by kind."""
        found = (vehicle.child_seats for vehicle in self.vehicles if vehicle.id == vehicle_id)
        return dict(next(found, ()))


def read_rides(db: Db, day: date) -> RideBoard:
    """Return a day of the shuttle, read once."""
    rides, vehicles = tuple(rides_day(db, day)), tuple(vehicle_rows(db))
    left = left_behind(db, day, rides, vehicles)
    groups = _groups(rides, day)
    titles = {title for ride in rides for title in ride.courses}
    lessons = tuple(
        lesson
        for lesson in lessons_between(db, day, day)
        if lesson.status in LESSONS_TAKING_PLACE and lesson.title in titles
    )
    return RideBoard(
        day,
        rides,
        vehicles,
        tuple(stop_rows(db)),
        lessons,
        groups,
        _figures(groups, rides, left, lessons),
        _with_missing_seats(day_rules(db, day, rides, vehicles), left),
        left,
        {ride.id: ride for ride in without_those_away(db, rides)},
    )


def _with_missing_seats(
    rules: Sequence[RuleCheck], left: Sequence[LeftBehind]
) -> tuple[RuleCheck, ...]:
    """Count those left out for want of a child seat among the seats that are missing."""
    out = sum(person.reason in CHILD_SEATS for person in left)
    found = []
    for rule in rules:
        if out and rule.kind is RuleKind.CHILD_SEATS:
            missing = rule.facts.get("missing")
            count = out + (missing if isinstance(missing, int) else 0)
            facts = {**rule.facts, "missing": count}
            found.append(RuleCheck(rule.kind, "bad", facts))
        else:
            found.append(rule)
    return tuple(found)


def _groups(rides: Sequence[RideRow], day: date) -> tuple[RideGroup, ...]:
    found: dict[tuple[int, str], list[int]] = {}
    start = minute_of(day)
    for ride in rides:
        at = (min(ride.lesson_starts) if ride.lesson_starts else ride.starts) - start
        found.setdefault((at, ride.direction), []).append(ride.id)
    groups, last = [], ""
    for (at, direction), ids in sorted(found.items()):
        part, out = words.part_of_day(at), direction == Direction.OUT
        title = f"{part} hin" if out else "zurück"
        if not out and not last:
            title = f"{part} zurück"
        last = part
        groups.append(RideGroup(f"{direction}:{at}", title, direction, at, frozenset(ids)))
    return tuple(groups)


def _figures(
    groups: Sequence[RideGroup],
    rides: Sequence[RideRow],
    left: Sequence[LeftBehind],
    lessons: Sequence[LessonRow],
) -> tuple[RideFigure, ...]:
    aboard = {ride.id: {passenger.person_id for passenger in riding(ride)} for ride in rides}
    starts = {lesson.title: minute_of_day(lesson.starts) for lesson in lessons}
    taken: dict[str, set[int]] = {}
    for group in groups:
        if group.direction == Direction.OUT:
            people = taken.setdefault(words.part_of_day(group.at), set())
            people.update(*(aboard[key] for key in group.ride_ids))
    missing: dict[str, int] = {}
    for person in left:
        if Direction.OUT.value in person.directions:
            part = words.part_of_day(starts.get(person.course, 0))
            missing[part] = missing.get(part, 0) + person.heads
    return tuple(
        RideFigure(part, len(people), len(people) + missing.get(part, 0))
        for part, people in taken.items()
    )
