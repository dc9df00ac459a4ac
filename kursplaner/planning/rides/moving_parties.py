"""One party of a ride into another vehicle: where it could go, what speaks against it, doing it.

Both tours are laid anew around the same time at the site; they are locked, so that planning the
day does not put the party back.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.places import point_of
from kursplaner.basics.spans import Span, day_of, minute_at
from kursplaner.domain.conflicts.obstacles import Against, Obstacle, soft
from kursplaner.domain.courses import Enrolment, Lesson
from kursplaner.domain.kinds import (
    Direction,
    OccupationSource,
    RideStatus,
    Role,
    SeatKind,
    SeatResult,
    Severity,
)
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE, SEATS_KNOWN_BEFOREHAND
from kursplaner.domain.rides.loads import Load
from kursplaner.domain.rides.rides import Ride, RideLesson, RideSeat, RideStop, check_planned
from kursplaner.domain.rooms import Site
from kursplaner.planning.absences.other_times import noting_times
from kursplaner.planning.choices.free_times import FreeTimes, load_free_times
from kursplaner.planning.choices.vehicles import against_load
from kursplaner.planning.choices.workers import WorkNeeds, worker_choices
from kursplaner.planning.rides.other_vehicle import expiring
from kursplaner.planning.rides.plan import PlannedHalt, PlannedRide
from kursplaner.planning.rides.records import change_rides, store_rides
from kursplaner.planning.rides.tours import (
    Geography,
    Party,
    Seat,
    TourRules,
    lay_tour,
    tour_rules,
)
from kursplaner.store.queries.choices import VehicleFacts, WorkerFacts, vehicles_in_use, workers
from kursplaner.store.queries.rides.ride_facts import (
    halts_of_rides,
    place_distances,
    seats_of_rides,
    stops_in_use,
)
from kursplaner.store.queries.rides.rides import rides_day
from kursplaner.store.records import by_id, by_ids, find
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of
from kursplaner.store.whereabouts import RIDE, reoccupy

MUST = frozenset({Obstacle.TOO_FEW_SEATS, Obstacle.WHEELCHAIR})
"""What nobody can go without: a belt, or a place for the wheelchair."""


@dataclass(frozen=True, slots=True)
class MoveTarget:
    """A vehicle for the party.

    Attributes:
        ride_id: its tour that the party would join; None: a tour of its own.
        planned: that tour as it would be; None where it cannot be had.
        people, seats: who would sit in it then, of how many.
    """

    vehicle_id: int
    vehicle: str
    ride_id: int | None
    planned: PlannedRide | None
    people: int
    seats: int
    against: tuple[Against, ...] = ()

    @property
    def blocked(self) -> bool:
        """Tell whether a hard rule stands against it."""
        return self.planned is None or any(a.severity == Severity.HARD for a in self.against)


@dataclass(frozen=True, slots=True)
class PartyMove:
    """A party with the vehicles it could go to, the best first; `rest` is the tour without it."""

    ride_id: int
    people: tuple[int, ...]
    site_id: int
    lesson_id: int
    rest: PlannedRide | None
    targets: tuple[MoveTarget, ...]

    def target(self, vehicle_id: int) -> MoveTarget | None:
        """Return one vehicle, or None."""
        return next((target for target in self.targets if target.vehicle_id == vehicle_id), None)


@dataclass(frozen=True, slots=True)
class _Tour:
    """A ride as it stands: its seats, and when it is at the site.

    `kept` has those given up beforehand as well: they may come back, so the way stays theirs.
    """

    ride: Ride
    seats: tuple[Seat, ...]
    kept: tuple[Seat, ...]
    site_id: int | None
    site_at: int
    lessons: tuple[int, ...]

    @property
    def direction(self) -> Direction:
        return Direction(self.ride.direction)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What both tours are laid from."""

    rules: TourRules
    geography: Geography
    vehicles: Mapping[int, VehicleFacts]
    drivers: tuple[WorkerFacts, ...]
    tours: tuple[_Tour, ...]
    db: Db

    def times(self, ids: Collection[int], span: Span, own: int) -> FreeTimes:
        """Return when some resources are taken by anything but one ride."""
        return load_free_times(self.db, ids, span.starts, span.ends, [(RIDE, own)])


def moves(db: Db, ride_id: int, person_id: int, only: int | None = None) -> PartyMove:
    """Return where somebody of a ride, with those who ride along, could go; writes nothing.

    With `only` a single vehicle is looked at.

    Raises:
        Refused: "not_found", "ride_closed", "ride_called_off", "ride_begun", "not_aboard",
            "site_unknown".
    """
    ride = by_id(db, Ride, ride_id)
    tours = _tours(db, ride)
    source = next(tour for tour in tours if tour.ride.id == ride_id)
    _check_open(db, ride)
    party = _party(source, person_id)
    if source.site_id is None:
        raise Refused("site_unknown")
    lesson = _lesson(db, source, party)
    facts = _facts(db, ride, source, tours)
    left = tuple(seat for seat in source.kept if seat.person_id not in party.people)
    rest = _laid(source, left, ride.vehicle_id, lesson.id, facts) if left else None
    others = [k for k in facts.vehicles if k != ride.vehicle_id and only in {None, k}]
    found = [_target(facts.vehicles[key], source, party, lesson, facts) for key in others]
    found = [replace(t, against=(*t.against, *_rest(source, rest, facts))) for t in found]
    order = sorted(found, key=lambda t: (t.blocked, len(t.against), t.ride_id is None, t.vehicle))
    return PartyMove(ride_id, party.people, source.site_id, lesson.id, rest, tuple(order))


def move(db: Db, ride_id: int, person_id: int, vehicle_id: int) -> None:
    """Put a party into another vehicle; a tour on which nobody is left is given up.

    Raises:
        Refused: as `moves`, and "not_found" for a vehicle that is not there.
        HardConflict: seats, vehicle or driver are not to be had.
    """
    plan = moves(db, ride_id, person_id, vehicle_id)
    target = plan.target(vehicle_id)
    if target is None:
        raise Refused("not_found", noun="vehicle", id=vehicle_id)
    if target.blocked or target.planned is None:
        raise HardConflict(["occupied"])
    changed = [(ride_id, plan.rest)] if plan.rest is not None else []
    dropped = [] if plan.rest is not None else [ride_id]
    if target.ride_id is not None:
        changed.append((target.ride_id, target.planned))
    lesson = plan.lesson_id
    with noting_times(db, {ride_id, target.ride_id or ride_id}):
        touched = change_rides(db, changed, (), dropped, plan.site_id)
        if target.ride_id is None:
            touched += store_rides(db, [target.planned], {lesson: lesson}, plan.site_id)
        elif not find(db, RideLesson, ride_id=target.ride_id, lesson_id=lesson):
            db.add(RideLesson(ride_id=target.ride_id, lesson_id=lesson))
        reoccupy(db, {RIDE: touched})
    for ride in by_ids(db, Ride, set(touched) - set(dropped)).values():
        ride.locked = True


def _check_open(db: Db, ride: Ride) -> None:
    check_planned(ride)
    if ride.starts <= minute_at(clock.now()) or _recorded(db, ride.id):
        raise Refused("ride_begun")


def _recorded(db: Db, ride_id: int) -> bool:
    seats = find(db, RideSeat, ride_id=ride_id)
    return any(seat.result not in SEATS_KNOWN_BEFOREHAND for seat in seats)


def _tours(db: Db, ride: Ride) -> tuple[_Tour, ...]:
    """Return the rides of the day in the same direction, as they stand."""
    same = (row for row in rides_day(db, day_of(ride.starts)) if row.direction == ride.direction)
    ids = [row.id for row in same]
    rides = by_ids(db, Ride, [*ids, ride.id])
    halts, seats = halts_of_rides(db, rides), seats_of_rides(db, rides)
    return tuple(_tour(db, ride, halts.get(key, []), seats.get(key, []))
                 for key, ride in rides.items())  # fmt: skip


def _tour(db: Db, ride: Ride, halts: Sequence[RideStop], seats: Sequence[RideSeat]) -> _Tour:
    site = next((halt for halt in halts if halt.site_id is not None), None)
    lessons = tuple(link.lesson_id for link in find(db, RideLesson, ride_id=ride.id))
    first = next((halt.stop_id for halt in halts if halt.stop_id is not None), 0)
    return _Tour(
        ride,
        tuple(_seat(seat, first or 0) for seat in seats if seat.result == SeatResult.OPEN.value),
        tuple(_seat(seat, first or 0) for seat in seats),
        site.site_id if site else None,
        site.at if site else 0,
        lessons,
    )


def _seat(seat: RideSeat, first_stop: int) -> Seat:
    stop, kind = seat.stop_id or first_stop, SeatKind(seat.kind)
    return Seat(seat.person_id, stop, kind, seat.enrolment_id, seat.wheelchair, seat.pram)


def _party(tour: _Tour, person_id: int) -> Party:
    """Return somebody with all who ride for the same enrolment: nobody rides without the other."""
    own = next((seat for seat in tour.seats if seat.person_id == person_id), None)
    if own is None:
        raise Refused("not_aboard")
    if own.enrolment_id is None:
        return Party((own,))
    return Party(tuple(s for s in tour.seats if s.enrolment_id == own.enrolment_id))


def _lesson(db: Db, tour: _Tour, party: Party) -> Lesson:
    """Return the lesson that the party rides to."""
    lessons = list(by_ids(db, Lesson, tour.lessons).values())
    taking_place = [lesson for lesson in lessons if lesson.status in LESSONS_TAKING_PLACE]
    if not taking_place:
        raise Refused("ride_called_off")
    key = party.seats[0].enrolment_id
    course_id = by_id(db, Enrolment, key).course_id if key is not None else None
    return next(
        (lesson for lesson in taking_place if lesson.course_id == course_id), taking_place[0]
    )


def _facts(db: Db, ride: Ride, source: _Tour, tours: tuple[_Tour, ...]) -> _Facts:
    day, rules = day_of(ride.starts), tour_rules(settings_of(db))
    vehicles = {vehicle.id: vehicle for vehicle in vehicles_in_use(db, day)}
    drivers = workers(db, [Role.DRIVER.value], day)
    point = point_of(by_id(db, Site, source.site_id or 0))
    geography = Geography(stops_in_use(db), place_distances(db, rules.kmh), point, rules)
    return _Facts(rules, geography, MappingProxyType(vehicles), drivers, tours, db)


def _target(
    vehicle: VehicleFacts, source: _Tour, party: Party, lesson: Lesson, facts: _Facts
) -> MoveTarget:
    goal = next((tour for tour in facts.tours if _joinable(tour, vehicle, source, lesson, facts)),
                None)  # fmt: skip
    seats = (*(goal.seats if goal else ()), *party.seats)
    moving = {seat.person_id for seat in party.seats}
    given_up = (s for s in goal.kept if s not in goal.seats) if goal else ()
    kept = (*seats, *(seat for seat in given_up if seat.person_id not in moving))
    planned = _laid(goal or source, kept, vehicle.id, lesson.id, facts)
    span = Span.of(planned)
    driver_id = goal.ride.driver_id if goal else _driver(vehicle, span, source, facts)
    own = goal.ride.id if goal else 0
    capacity = vehicle.capacity(facts.rules.most_passengers)
    against = [*_begun(goal), *against_load(capacity, Load.of(seats), hard=MUST)]
    against += _taken([vehicle.id, driver_id], span, own, facts)
    against += expiring(vehicle, [span], facts.rules)
    against += [soft(Obstacle.NO_DRIVER)] if driver_id is None else []
    room = min(vehicle.seats - 1, facts.rules.most_passengers)
    return MoveTarget(
        vehicle.id,
        vehicle.name,
        own or None,
        replace(planned, driver_id=driver_id),
        len(seats),
        room,
        tuple(against),
    )


def _rest(source: _Tour, rest: PlannedRide | None, facts: _Facts) -> list[Against]:
    """Return what stands against the tour that stays behind, which is laid anew as well."""
    if rest is None:
        return []
    span = Span.of(rest)
    found = _taken([rest.vehicle_id, rest.driver_id], span, source.ride.id, facts)
    return [against for against in found if against.severity == Severity.HARD]


def _joinable(
    tour: _Tour, vehicle: VehicleFacts, source: _Tour, lesson: Lesson, facts: _Facts
) -> bool:
    """Tell whether a tour comes to, or leaves, the same site in time for the lesson."""
    if tour.ride.vehicle_id != vehicle.id or tour.site_id != source.site_id:
        return False
    if tour.direction is Direction.OUT:
        early = lesson.starts - tour.site_at
        return facts.rules.arrive_min <= early <= facts.rules.arrive_max
    late = tour.site_at - lesson.ends
    return facts.rules.leave_min <= late <= facts.rules.leave_max


def _laid(
    tour: _Tour, seats: Sequence[Seat], vehicle_id: int | None, lesson_id: int, facts: _Facts
) -> PlannedRide:
    """Lay a tour anew; it keeps its time at the site."""
    vehicle = facts.vehicles.get(vehicle_id or 0)
    depot = vehicle.depot_stop_id if vehicle else None
    laid = lay_tour(
        tour.direction,
        [Party((seat,)) for seat in seats],
        facts.geography,
        facts.rules,
        margin=0,
        depot=depot if depot in facts.geography.stops else None,
    )
    return PlannedRide(
        direction=tour.direction,
        lesson=lesson_id,
        tour=0,
        starts=tour.site_at + laid.starts,
        ends=tour.site_at + laid.ends,
        metres=laid.metres,
        vehicle_id=vehicle_id,
        driver_id=tour.ride.driver_id,
        halts=tuple(PlannedHalt(halt.stop_id, tour.site_at + halt.minute) for halt in laid.halts),
        seats=tuple(seats),
    )


def _taken(resources: Sequence[int | None], span: Span, own: int, facts: _Facts) -> list[Against]:
    """Return what stands against vehicle and driver in a span, but for their own ride."""
    ids = [key for key in resources if key is not None]
    times = facts.times(ids, span, own)
    return [against for key in ids for against in times.against(key, [span])[0]]


def _begun(goal: _Tour | None) -> list[Against]:
    """Return that a tour is done or under way already."""
    if goal is None:
        return []
    closed = goal.ride.status != RideStatus.PLANNED.value
    if closed or goal.ride.starts <= minute_at(clock.now()):
        return [_hard(Obstacle.BEGUN)]
    return []


def _driver(vehicle: VehicleFacts, span: Span, source: _Tour, facts: _Facts) -> int | None:
    """Return who drives a further tour: the vehicle's usual driver, else the best who is free."""
    needs = WorkNeeds(
        OccupationSource.RIDE, credentials=facts.rules.driver_credentials, role=Role.DRIVER
    )
    times = facts.times([driver.id for driver in facts.drivers], span, 0)
    found = worker_choices(facts.drivers, needs, [span], times)
    free = [choice.id for choice in found if times.free(choice.id, span)]
    free = [key for key in free if key != source.ride.driver_id]
    usual = vehicle.usual_driver_id
    return usual if usual in free else next(iter(free), None)


def _hard(obstacle: Obstacle, **facts: object) -> Against:
    return Against(obstacle, Severity.HARD, (), MappingProxyType(facts))
