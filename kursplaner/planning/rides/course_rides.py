"""Laying a course's rides anew after somebody joined, left or moved.

Rides that are done, locked, recorded or shared with another course stay as they are; who sits in
them is served. A ride keeps its number when its stops and seats change.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kursplaner.basics import clock
from kursplaner.basics.places import Point, point_of
from kursplaner.basics.spans import day_of, minute_at, minute_of
from kursplaner.domain.courses import Course
from kursplaner.domain.kinds import Direction, RideStatus, Role
from kursplaner.domain.rides.seating import SeatRules, seat_kind, seat_rules
from kursplaner.planning.absences.other_times import noting_times
from kursplaner.planning.choices.free_times import load_free_times
from kursplaner.planning.rides.plan import (
    KeptRide,
    PlannedRide,
    RideFacts,
    RideLesson,
    RidePlan,
    Rider,
    RideWish,
)
from kursplaner.planning.rides.records import change_rides, store_rides
from kursplaner.planning.rides.standing_tours import propose_tours
from kursplaner.planning.rides.tours import Party, Seat, tour_rules
from kursplaner.store.queries.choices import sites, vehicles_in_use, workers
from kursplaner.store.queries.rides.ride_facts import (
    CourseLesson,
    CourseRide,
    Demand,
    RiderFacts,
    demands_of_course,
    lessons_of_course,
    place_distances,
    riders,
    rides_of_lessons,
    stops_in_use,
)
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of
from kursplaner.store.whereabouts import RIDE, reoccupy

NOWHERE = 0
"""The stop of a party whose address has none: it is named as left out."""


@dataclass(frozen=True, slots=True)
class RideChangePlan:
    """How a course's rides will look.

    Attributes:
        plan: the standing tours and all rides of the lessons concerned, and who stays out.
        changed: rides that keep their number, with what they become.
        added: further rides; kept: rides on which nobody rides that day (vehicle stays free
            for them); dropped: rides no longer needed.
    """

    course_id: int
    site_id: int | None
    plan: RidePlan
    changed: tuple[tuple[int, PlannedRide], ...] = ()
    added: tuple[PlannedRide, ...] = ()
    kept: tuple[int, ...] = ()
    dropped: tuple[int, ...] = ()

    def left_out(self, person_id: int) -> str | None:
        """Return why somebody cannot be taken, or None."""
        found = (party.reason for party in self.plan.left_out if person_id in party.people)
        return next(found, None)


@dataclass(frozen=True, slots=True)
class _Course:
    """What a course's rides are laid from."""

    lessons: tuple[CourseLesson, ...]
    free: tuple[CourseRide, ...]
    fixed: tuple[CourseRide, ...]
    demands: tuple[Demand, ...]
    people: Mapping[int, RiderFacts]
    rules: SeatRules


def replan(db: Db, course_id: int, from_day: date) -> RideChangePlan:
    """Lay the tours of a course anew from a day on (never before now); writes nothing."""
    course = by_id(db, Course, course_id)
    begins = max(minute_of(from_day), minute_at(clock.now()))
    lessons = lessons_of_course(db, course_id, begins)
    if not lessons:
        return RideChangePlan(course_id, course.site_id, RidePlan())
    known = _known(db, course_id, from_day, lessons)
    site_id = next((lesson.site_id for lesson in lessons if lesson.site_id), course.site_id)
    facts = _facts(db, from_day)
    wish = RideWish(
        lessons=tuple(RideLesson(lesson.id, lesson.starts, lesson.ends) for lesson in _open(known)),
        riders=_riders(known),
        site=_point(db, site_id),
        with_childcare=course.childcare,
        vehicle_id=_usual(ride.vehicle_id for ride in known.free),
        driver_id=_usual(ride.driver_id for ride in known.free),
        kept=_kept(known.free),
    )
    ids = {vehicle.id for vehicle in facts.vehicles} | {driver.id for driver in facts.drivers}
    own = {("ride", ride.id) for ride in known.free}
    times = load_free_times(db, ids, lessons[0].starts, lessons[-1].ends, own)
    return _compared(course_id, site_id, propose_tours(wish, facts, times), known)


def apply(db: Db, change: RideChangePlan) -> None:
    """Store rides laid anew; whoever is to be told another time is noted.

    Raises:
        HardConflict: a vehicle or driver was taken in the meantime.
    """
    lessons = {ride.lesson: ride.lesson for ride in change.added}
    there = {*(key for key, _ in change.changed), *change.kept, *change.dropped}
    with noting_times(db, there):
        touched = change_rides(db, change.changed, change.kept, change.dropped, change.site_id)
        touched += store_rides(db, change.added, lessons, change.site_id)
        reoccupy(db, {RIDE: touched})


def _known(db: Db, course_id: int, from_day: date, lessons: Sequence[CourseLesson]) -> _Course:
    rides = rides_of_lessons(db, [lesson.id for lesson in lessons])
    fixed = [ride for ride in rides if _is_fixed(ride)]
    demands = demands_of_course(db, course_id, from_day)
    ids = {demand.person_id for demand in demands}
    ids |= {child for demand in demands for child in demand.children}
    people = riders(db, ids, from_day)
    free = tuple(ride for ride in rides if ride not in fixed)
    rules = seat_rules(settings_of(db))
    return _Course(tuple(lessons), free, tuple(fixed), demands, people, rules)


def _is_fixed(ride: CourseRide) -> bool:
    return ride.locked or ride.recorded or ride.shared or ride.status != RideStatus.PLANNED.value


def _facts(db: Db, day: date) -> RideFacts:
    rules = tour_rules(settings_of(db))
    return RideFacts(
        stops_in_use(db),
        place_distances(db, rules.kmh),
        vehicles_in_use(db, day),
        workers(db, [Role.DRIVER.value], day),
        rules,
    )


def _open(known: _Course) -> list[CourseLesson]:
    """Return the lessons to lay; without riders those with a fixed ride need no reservation."""
    if known.demands:
        return list(known.lessons)
    settled = {ride.lesson_id for ride in known.fixed}
    return [lesson for lesson in known.lessons if lesson.id not in settled]


def _riders(known: _Course) -> tuple[Rider, ...]:
    served = {
        (person, ride.lesson_id, ride.direction)
        for ride in known.fixed
        for person in ride.passengers
    }
    found, seated = [], {(demand.person_id, demand.direction) for demand in known.demands}
    for demand in known.demands:
        children = [c for c in demand.children if (c, demand.direction) not in seated]
        seated |= {(child, demand.direction) for child in children}
        coming = [
            lesson
            for lesson in known.lessons
            if _comes(demand, lesson)
            and (demand.person_id, lesson.id, demand.direction) not in served
        ]
        if coming and demand.person_id in known.people:
            found.append(_rider(demand, children, coming, known))
    return tuple(found)


def _comes(demand: Demand, lesson: CourseLesson) -> bool:
    day = day_of(lesson.starts)
    return demand.comes(lesson.id, day) and demand.exceptions.get(day, demand.stop_id) is not None


def _rider(
    demand: Demand, children: Iterable[int], coming: Sequence[CourseLesson], known: _Course
) -> Rider:
    """Return the wish with where it boards on each day; without any stop it stays out."""
    days = {day_of(lesson.starts) for lesson in coming}
    stops = {day: demand.exceptions.get(day) or demand.stop_on(day) for day in sorted(days)}
    known_stops = {day: stop for day, stop in stops.items() if stop is not None}
    standing = (stop for day, stop in known_stops.items() if day not in demand.exceptions)
    usual = next(standing, next(iter(known_stops.values()), NOWHERE))
    keys = [
        lesson.id for lesson in coming if day_of(lesson.starts) in known_stops or not known_stops
    ]
    elsewhere = {day: stop for day, stop in known_stops.items() if stop != usual}
    party = _party(demand, usual, children, known)
    return Rider(party, Direction(demand.direction), frozenset(keys), elsewhere)


def _party(demand: Demand, stop: int, children: Iterable[int], known: _Course) -> Party:
    day = RideLesson(0, known.lessons[0].starts, known.lessons[0].ends).day
    adult = known.people[demand.person_id]
    kind = seat_kind(adult.born, adult.height_cm, day, known.rules)
    enrolment = demand.enrolment_id
    seats = [Seat(adult.id, stop, kind, enrolment, demand.wheelchair, demand.pram)]
    for child in (known.people[key] for key in children if key in known.people):
        kind = seat_kind(child.born, child.height_cm, day, known.rules, child=True)
        seats.append(Seat(child.id, stop, kind, enrolment))
    return Party(tuple(seats))


def _kept(rides: Iterable[CourseRide]) -> Mapping[tuple[int, Direction], Sequence[KeptRide]]:
    found: dict[tuple[int, Direction], list[KeptRide]] = defaultdict(list)
    for ride in rides:
        kept = KeptRide(ride.vehicle_id, ride.driver_id, ride.passengers)
        found[ride.lesson_id, Direction(ride.direction)].append(kept)
    return found


def _usual(ids: Iterable[int | None]) -> int | None:
    counted = Counter(key for key in ids if key is not None)
    return counted.most_common(1)[0][0] if counted else None


def _point(db: Db, site_id: int | None) -> Point | None:
    return point_of(sites(db).get(site_id)) if site_id is not None else None


def _compared(
    course_id: int, site_id: int | None, plan: RidePlan, known: _Course
) -> RideChangePlan:
    """Pair the rides laid with those that are there, by lesson, direction and order."""
    there: dict[tuple[int, str], list[CourseRide]] = defaultdict(list)
    for ride in known.free:
        there[ride.lesson_id, ride.direction].append(ride)
    changed, added = [], []
    for planned in plan.rides:
        places = there[planned.lesson, planned.direction.value]
        same = next((r for r in places if r.vehicle_id == planned.vehicle_id), None)
        found = same or (places[0] if places else None)
        if found is None:
            added.append(planned)
            continue
        places.remove(found)
        changed.append((found.id, planned))
    laid = {(planned.lesson, planned.direction.value) for planned in plan.rides}
    kept = [rides[0].id for key, rides in there.items() if rides and key not in laid]
    rest = [ride.id for rides in there.values() for ride in rides if ride.id not in kept]
    return RideChangePlan(
        course_id, site_id, plan, tuple(changed), tuple(added), tuple(kept), tuple(rest)
    )
