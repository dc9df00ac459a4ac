"""Who and what could take a role: read once from the file, then asked for any moment in memory."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import Span, day_of
from kursplaner.domain.conflicts.obstacles import Choice
from kursplaner.domain.courses import Course
from kursplaner.domain.kinds import Role as WorkRole
from kursplaner.domain.rides.loads import Load
from kursplaner.planning.choices.free_times import FreeTimes, load_free_times
from kursplaner.planning.choices.rooms import RoomNeeds, room_choices
from kursplaner.planning.choices.workers import WorkNeeds, worker_choices
from kursplaner.planning.conflicts.limits import heads
from kursplaner.planning.conflicts.travel import reach_of
from kursplaner.planning.fixes import needs
from kursplaner.planning.rides.other_vehicle import vehicle_choice
from kursplaner.planning.rides.tours import TourRules, tour_rules
from kursplaner.planning.timetable.mending.units import Part, Role, Unit
from kursplaner.store.queries.choices import (
    RoomFacts,
    VehicleFacts,
    WorkerFacts,
    rooms_in_use,
    vehicles_in_use,
    workers,
)
from kursplaner.store.queries.conflicts.limits import slot_children
from kursplaner.store.queries.rides.ride_facts import seats_of_rides
from kursplaner.store.records import by_ids
from kursplaner.store.session import Db

EVERY_ROLE = frozenset(
    role.value
    for role in (
        *(WorkRole.TEACHER, WorkRole.SPEAKER, WorkRole.VOLUNTEER),
        *(WorkRole.CARER, WorkRole.DRIVER),
    )
)
MARGIN = 9 * 1440
"""Minutes around the units that are looked at: a week and the days at its ends."""


@dataclass(frozen=True, slots=True)
class CourseNeeds:
    """What the lessons of a course need; `room` without the number of people."""

    site_id: int | None
    pauses: bool
    room: RoomNeeds
    teacher: WorkNeeds
    teachers: tuple[WorkerFacts, ...]


@dataclass(frozen=True)
class Choices:
    """Rooms, people and vehicles with their times, and what each record needs of them.

    Attributes:
        times: without what the units themselves take.
        heads: people by lesson; children: by slot; loads: by ride.
    """

    settings: Settings
    times: FreeTimes
    courses: Mapping[int, CourseNeeds]
    rooms: tuple[RoomFacts, ...]
    workers: tuple[WorkerFacts, ...]
    vehicles: tuple[VehicleFacts, ...]
    rules: TourRules
    heads: Mapping[int, int] = field(default_factory=dict)
    children: Mapping[int, int] = field(default_factory=dict)
    loads: Mapping[int, Load] = field(default_factory=dict)
    _asked: dict[tuple[object, ...], Sequence[Choice]] = field(default_factory=dict)

    def of(self, unit: Unit, role: Role, span: Span) -> Sequence[Choice]:
        """Return all who could take a role of a unit in a span, the best first."""
        whose = unit.course_id if role.part is Part.TEACHER else role.record_id
        anybody = role.part in (Part.CARER, Part.DRIVER)
        key = (role.part, self._site(unit, role) if anybody else whose, span)
        if key not in self._asked:
            self._asked[key] = self._found(unit, role, span)
        return self._asked[key]

    def _found(self, unit: Unit, role: Role, span: Span) -> Sequence[Choice]:
        course = self.courses.get(unit.course_id)
        match role.part:
            case Part.ROOM | Part.CHILDCARE_ROOM:
                return self._rooms(self._room_needs(role, course), span)
            case Part.TEACHER if course is not None:
                wanted = replace(course.teacher, site_id=self._site(unit, role))
                return worker_choices(course.teachers, wanted, [span], self.times)
            case Part.CARER:
                care = replace(needs.caring_needs(self.settings), site_id=self._site(unit, role))
                return self._at_work(needs.CARERS, care, span)
            case Part.DRIVER:
                return self._at_work(needs.DRIVERS, needs.driving_needs(self.settings), span)
            case Part.VEHICLE:
                load = self.loads.get(role.record_id, Load.of(()))
                found = (
                    vehicle_choice(vehicle, load, [span], self.times, self.rules)
                    for vehicle in self.vehicles
                )
                return sorted(found, key=lambda choice: (choice.penalty, choice.name, choice.id))
        return ()

    def _site(self, unit: Unit, role: Role) -> int | None:
        """Return where somebody works: the site of the room of the lesson or the childcare."""
        beside = Part.CHILDCARE_ROOM if role.part is Part.CARER else Part.ROOM
        if role.part is Part.DRIVER:
            return None
        room = next(
            (r.current for r in unit.roles if r.part is beside and r.source == role.source), None
        )
        return next((each.site_id for each in self.rooms if each.id == room), None)

    def _rooms(self, wanted: RoomNeeds, span: Span) -> Sequence[Choice]:
        return room_choices(self.rooms, wanted, [span], self.times)

    def _room_needs(self, role: Role, course: CourseNeeds | None) -> RoomNeeds:
        if role.part is Part.CHILDCARE_ROOM or course is None:
            return needs.childcare_room_needs(self.children.get(role.record_id, 0))
        return replace(course.room, people=self.heads.get(role.record_id, 0))

    def _at_work(self, roles: Collection[str], wanted: WorkNeeds, span: Span) -> Sequence[Choice]:
        people = [worker for worker in self.workers if worker.role in roles]
        return worker_choices(people, wanted, [span], self.times)

    @property
    def names(self) -> dict[int, str]:
        """The names of all of them."""
        known: Iterable[RoomFacts | WorkerFacts | VehicleFacts]
        known = (*self.rooms, *self.workers, *self.vehicles)
        return {each.id: each.name for each in known}


def choices_around(db: Db, settings: Settings, units: Sequence[Unit]) -> Choices:
    """Read everything that could stand in for what is troubled."""
    day = day_of(min(unit.starts for unit in units))
    rooms = rooms_in_use(db, day)
    vehicles = vehicles_in_use(db, day)
    people = workers(db, EVERY_ROLE, day)
    things = {*(room.id for room in rooms), *(vehicle.id for vehicle in vehicles)}
    courses = by_ids(db, Course, {unit.course_id for unit in units})
    found = Choices(
        settings=settings,
        times=_times(db, settings, units, {*things, *(worker.id for worker in people)}),
        courses={key: _needs(db, course, people) for key, course in courses.items()},
        rooms=rooms,
        workers=people,
        vehicles=vehicles,
        rules=tour_rules(settings),
    )
    return _with_people(db, found, units)


def _needs(db: Db, course: Course, people: Sequence[WorkerFacts]) -> CourseNeeds:
    teaching = tuple(worker for worker in people if worker.role in needs.roles_teaching(course))
    return CourseNeeds(
        course.site_id,
        course.pause_in_school_holidays,
        needs.room_needs(course, 0),
        needs.teaching_needs(course),
        tuple(needs.allowed_teachers(db, course, teaching)),
    )


def _times(db: Db, settings: Settings, units: Sequence[Unit], resources: set[int]) -> FreeTimes:
    roles = [role for unit in units for role in unit.roles]
    own = {(role.source, role.record_id) for role in roles}
    used = {role.current for role in roles if role.current is not None}
    first = min(unit.starts for unit in units) - MARGIN
    last = max(unit.ends for unit in units) + MARGIN
    times = load_free_times(db, resources | used, first, last, own)
    works = times.works_of(resources, {day_of(unit.starts) for unit in units})
    times.knows_ways(reach_of(db, works, settings))
    return times


def _with_people(db: Db, found: Choices, units: Sequence[Unit]) -> Choices:
    lessons = [(u.lesson_id, u.course_id, day_of(u.starts)) for u in units if u.lesson_id]
    roles = [role for unit in units for role in unit.roles]
    slots = {role.record_id for role in roles if role.part is Part.CHILDCARE_ROOM}
    rides = {role.record_id for role in roles if role.part is Part.VEHICLE}
    seats = seats_of_rides(db, sorted(rides)) if rides else {}
    children = slot_children(db, sorted(slots)) if slots else {}
    return replace(
        found,
        heads=heads(db, lessons) if lessons else {},
        children={key: len(many) for key, many in children.items()},
        loads={key: Load.of(many) for key, many in seats.items()},
    )
