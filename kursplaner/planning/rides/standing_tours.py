"""Standing tours to and from a series of lessons: vehicles, drivers, seats, and who stays out.

`propose_tours` is the one door for the course wizard and for re-laying after an enrolment: a
better planner replaces what is behind it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from kursplaner.basics.spans import Span
from kursplaner.domain.conflicts.obstacles import Against, Choice, Obstacle, soft
from kursplaner.domain.kinds import Direction, OccupationSource, Role
from kursplaner.domain.rides.loads import Capacity
from kursplaner.planning.choices.free_times import FreeTimes
from kursplaner.planning.choices.rooms import weigh
from kursplaner.planning.choices.workers import WEIGHTS, WorkNeeds, worker_choices
from kursplaner.planning.rides.empty_ways import from_depot
from kursplaner.planning.rides.plan import (
    KeptRide,
    LeftOut,
    PlannedHalt,
    PlannedRide,
    RideFacts,
    RideLesson,
    RidePlan,
    Rider,
    RideWish,
    StandingTour,
)
from kursplaner.planning.rides.tours import (
    Geography,
    Party,
    Seat,
    Tour,
    lay_tour,
    without_passengers,
)
from kursplaner.store.queries.choices import VehicleFacts


@dataclass
class _Work:
    """A plan while it is made.

    Attributes:
        standing: the vehicles of the tours of the direction that is planned.
        given: vehicles by lesson and direction that a tour has kept from the rides there were.
    """

    wish: RideWish
    facts: RideFacts
    times: FreeTimes
    geography: Geography
    usual_vehicle: int | None
    usual_driver: int | None
    rides: list[PlannedRide] = field(default_factory=list)
    tours: list[StandingTour] = field(default_factory=list)
    vehicles: tuple[Choice, ...] = ()
    drivers: tuple[Choice, ...] = ()
    left_out: list[LeftOut] = field(default_factory=list)
    standing: frozenset[int] = frozenset()
    given: set[tuple[int, Direction, int]] = field(default_factory=set)


def propose_tours(wish: RideWish, facts: RideFacts, times: FreeTimes) -> RidePlan:
    """Lay one standing tour per direction and vehicle and note in `times` what they take."""
    geography = Geography(facts.stops, facts.by_hand, wish.site, facts.rules)
    work = _Work(wish, facts, times, geography, wish.vehicle_id, wish.driver_id)
    for direction in (Direction.OUT, Direction.BACK):
        _plan_direction(direction, work)
    return RidePlan(
        tuple(sorted(work.rides, key=lambda ride: (ride.starts, ride.tour))),
        tuple(work.tours),
        work.vehicles,
        work.drivers,
        tuple(work.left_out),
        reserved=not wish.riders,
    )


def _plan_direction(direction: Direction, work: _Work) -> None:
    riders = [r for r in work.wish.riders if r.direction is direction]
    if work.wish.riders and not riders:
        return
    near = [rider for rider in riders if rider.party.stop_id in work.geography.stops]
    lost = [rider for rider in riders if rider not in near]
    work.left_out += [LeftOut(r.party.people, direction, "no_stop") for r in lost]
    if riders and not near:
        return
    whole = _lay(direction, [rider.party for rider in near], None, work)
    spans = [_span(whole, lesson) for lesson in work.wish.lessons]
    vehicles = _vehicle_choices(near, spans, work)
    drivers = _driver_choices(spans, work)
    work.vehicles, work.drivers = work.vehicles or vehicles, work.drivers or drivers
    loads = _loads(near, vehicles, direction, work)
    work.standing = frozenset(key for key, _ in loads if key is not None)
    for vehicle_id, load in loads:
        _add_tour(direction, vehicle_id, load, vehicles, drivers, work)


def _lay(direction: Direction, parties: Sequence[Party], depot: int | None, work: _Work) -> Tour:
    rules, with_childcare = work.facts.rules, work.wish.with_childcare
    out = direction is Direction.OUT
    margin = (rules.arrive_before if out else rules.leave_after)(with_childcare=with_childcare)
    known = depot if depot in work.geography.stops else None
    return lay_tour(direction, parties, work.geography, rules, margin=margin, depot=known)


def _zero(tour: Tour, lesson: RideLesson) -> int:
    """Return the absolute minute of arriving at, or leaving, the site."""
    out = tour.direction is Direction.OUT
    return lesson.starts - tour.margin if out else lesson.ends + tour.margin


def _span(tour: Tour, lesson: RideLesson) -> Span:
    zero = _zero(tour, lesson)
    return Span(zero + tour.starts, zero + tour.ends)


def _vehicle_choices(
    riders: Sequence[Rider], spans: Sequence[Span], work: _Work
) -> tuple[Choice, ...]:
    people = sum(len(rider.party.seats) for rider in riders)
    found = [_vehicle_choice(vehicle, people, spans, work) for vehicle in work.facts.vehicles]
    return tuple(sorted(found, key=lambda choice: (choice.penalty, choice.name, choice.id)))


def _vehicle_choice(
    vehicle: VehicleFacts, people: int, spans: Sequence[Span], work: _Work
) -> Choice:
    wide = [_with_turnaround(span, work) for span in spans]
    dated, free = work.times.against(vehicle.id, wide)
    against: list[Against] = list(dated)
    seats = min(vehicle.seats - 1, work.facts.rules.most_passengers)
    if seats < people:
        against.append(soft(Obstacle.TOO_FEW_SEATS, seats=seats, wanted=people))
    for kind in work.facts.rules.vehicle_credentials:
        until = vehicle.credentials.get(kind)
        days = tuple(span.day for span in spans if until is not None and span.day > until)
        if days:
            against.append(soft(Obstacle.CREDENTIAL_EXPIRES, days, paper=kind, valid_until=until))
    penalty = weigh(against, WEIGHTS, len(spans)) - (80 if vehicle.id == work.usual_vehicle else 0)
    # As large as needed; as large as possible where nobody rides yet.
    penalty += abs(seats - people) if people else -seats
    facts = MappingProxyType({"seats": seats, "usual_driver": vehicle.usual_driver_id})
    return Choice(vehicle.id, vehicle.name, free, len(spans), tuple(against), facts, penalty)


def _with_turnaround(span: Span, work: _Work) -> Span:
    pause = work.facts.rules.turnaround_minutes
    return Span(span.starts - pause, span.ends + pause)


def _driver_choices(spans: Sequence[Span], work: _Work) -> tuple[Choice, ...]:
    usual = frozenset({work.usual_driver} if work.usual_driver is not None else ())
    needs = WorkNeeds(
        OccupationSource.RIDE,
        credentials=work.facts.rules.driver_credentials,
        usual_ids=usual,
        role=Role.DRIVER,
    )
    return worker_choices(work.facts.drivers, needs, spans, work.times)


def _loads(
    riders: Sequence[Rider], vehicles: Sequence[Choice], direction: Direction, work: _Work
) -> list[tuple[int | None, list[Rider]]]:
    """Share the riders among as few vehicles as possible; without any, one vehicle is kept."""
    usable = [choice for choice in vehicles if choice.free > 0]
    if not riders or not usable:
        return _without_choice(riders, usable, direction, work)
    order = {choice.id: at for at, choice in enumerate(usable)}
    rooms = {vehicle.id: vehicle for vehicle in work.facts.vehicles if vehicle.id in order}
    left, loads = _swept(riders, work), []
    while left and rooms:
        filled = {key: _filled(vehicle, left, work) for key, vehicle in rooms.items()}
        best = min(filled, key=lambda key: (-_heads(filled[key]), order[key]))
        if not filled[best]:
            break
        loads.append((best, filled[best]))
        left = [rider for rider in left if rider not in filled[best]]
        del rooms[best]
    for rider in left:
        work.left_out.append(LeftOut(rider.party.people, direction, _lack(rider, usable, work)))
    return list(loads)


def _without_choice(
    riders: Sequence[Rider], usable: Sequence[Choice], direction: Direction, work: _Work
) -> list[tuple[int | None, list[Rider]]]:
    """Reserve the best vehicle where nobody rides yet; name all where there is no vehicle."""
    if usable:
        return [(usable[0].id, [])]
    work.left_out += [LeftOut(r.party.people, direction, "no_vehicle") for r in riders]
    return []


def _filled(vehicle: VehicleFacts, riders: Sequence[Rider], work: _Work) -> list[Rider]:
    capacity, taken = _capacity(vehicle, work), list[Rider]()
    for rider in riders:
        if capacity.lack(_seats([*taken, rider])) is None:
            taken.append(rider)
    return taken


def _capacity(vehicle: VehicleFacts, work: _Work) -> Capacity:
    return vehicle.capacity(work.facts.rules.most_passengers)


def _seats(riders: Sequence[Rider]) -> list[Seat]:
    return [seat for rider in riders for seat in rider.party.seats]


def _heads(riders: Sequence[Rider]) -> int:
    return len(_seats(riders))


def _lack(rider: Rider, usable: Sequence[Choice], work: _Work) -> str:
    """Return what even an empty vehicle lacks for a party; "seats" if they are merely full."""
    allowed = {choice.id for choice in usable}
    lacks = [
        _capacity(vehicle, work).lack(rider.party.seats)
        for vehicle in work.facts.vehicles
        if vehicle.id in allowed
    ]
    return next((lack for lack in lacks if lack is not None), "seats") if all(lacks) else "seats"


def _swept(riders: Sequence[Rider], work: _Work) -> list[Rider]:
    """Return the riders farthest first, so that the nearest ones stay out if any must."""
    return sorted(
        riders,
        key=lambda r: (-work.geography.metres(r.party.stop_id, None), r.party.stop_id),
    )


def _add_tour(
    direction: Direction,
    vehicle_id: int | None,
    riders: Sequence[Rider],
    vehicles: Sequence[Choice],
    drivers: Sequence[Choice],
    work: _Work,
) -> None:
    by_id = {vehicle.id: vehicle for vehicle in work.facts.vehicles}
    vehicle = by_id.get(vehicle_id) if vehicle_id is not None else None
    parties = [rider.party for rider in riders]
    tour = _lay(direction, parties, vehicle.depot_stop_id if vehicle else None, work)
    driver_id = _standing_driver(tour, vehicle, drivers, work)
    at = len(work.tours)
    work.tours.append(StandingTour(tour, vehicle_id, driver_id))
    work.usual_vehicle = work.usual_vehicle or vehicle_id
    work.usual_driver = work.usual_driver or driver_id
    for lesson in work.wish.lessons:
        _add_ride(at, lesson, riders, vehicles, drivers, work)


def _standing_driver(
    tour: Tour, vehicle: VehicleFacts | None, drivers: Sequence[Choice], work: _Work
) -> int | None:
    """Return the wished driver, the vehicle's usual one, or whoever is free most often."""
    spans = [_span(tour, lesson) for lesson in work.wish.lessons]
    first = [work.usual_driver, vehicle.usual_driver_id if vehicle else None]

    def order(choice: Choice) -> tuple[int, int, int]:
        busy = sum(not work.times.usable(choice.id, span) for span in spans)
        rank = first.index(choice.id) if choice.id in first else len(first)
        return (busy, rank, choice.penalty)

    best = min(drivers, key=order, default=None)
    return best.id if best else None


def _add_ride(
    at: int,
    lesson: RideLesson,
    riders: Sequence[Rider],
    vehicles: Sequence[Choice],
    drivers: Sequence[Choice],
    work: _Work,
) -> None:
    standing = work.tours[at]
    coming = [rider.party_on(lesson.day) for rider in riders if rider.rides_to(lesson)]
    if riders and not coming:
        return
    tour, had = _tour_on(standing, coming, work), _had(standing, lesson, work)
    vehicle_id = _free_vehicle(had, standing, (tour, lesson), coming, vehicles, work)
    tour = _driven_by(vehicle_id, standing, tour, work)
    span = _span(tour, lesson)
    first = had.driver_id if vehicle_id == had.vehicle_id else None
    driver_id = _free_one((first, standing.driver_id), span, drivers, work)
    key = OccupationSource.RIDE
    for resource in (vehicle_id, driver_id):
        if resource is not None:
            work.times.take(resource, span.starts, span.ends, key)
    zero = _zero(tour, lesson)
    usual = (standing.vehicle_id, standing.driver_id)
    work.rides.append(
        PlannedRide(
            direction=tour.direction,
            lesson=lesson.key,
            tour=at,
            starts=span.starts,
            ends=span.ends,
            metres=tour.metres,
            vehicle_id=vehicle_id,
            driver_id=driver_id,
            halts=tuple(PlannedHalt(halt.stop_id, zero + halt.minute) for halt in tour.halts),
            seats=tour.seats,
            substitute=(vehicle_id, driver_id) != usual,
        )
    )


def _had(standing: StandingTour, lesson: RideLesson, work: _Work) -> KeptRide:
    """Return its ride of that lesson so far: with its own vehicle, else with one of no tour.

    What nobody drives is not kept, unless nobody drives at all.
    """
    key, drivers = (lesson.key, standing.tour.direction), work.facts.drivers
    there = [ride for ride in work.wish.kept.get(key, ()) if ride.vehicle_id is not None]
    rides = [ride for ride in there if ride.driver_id is not None or not drivers]
    own = [ride for ride in rides if ride.vehicle_id == standing.vehicle_id]
    taken = {vehicle for *of, vehicle in work.given if tuple(of) == key} | work.standing
    others = [ride for ride in rides if ride.vehicle_id not in taken]
    found = next(iter([*own, *others]), KeptRide())
    if found.vehicle_id is not None:
        work.given.add((*key, found.vehicle_id))
    return found


def _driven_by(vehicle_id: int | None, standing: StandingTour, tour: Tour, work: _Work) -> Tour:
    """Return the tour with the empty ways of the vehicle that drives it on this day."""
    if vehicle_id is None:
        return tour
    before, depot = (_depot(key, work) for key in (standing.vehicle_id, vehicle_id))
    return from_depot(tour, before, depot, work.geography, work.facts.rules)


def _depot(vehicle_id: int | None, work: _Work) -> int | None:
    found = (v.depot_stop_id for v in work.facts.vehicles if v.id == vehicle_id)
    depot = next(found, None)
    return depot if depot in work.geography.stops else None


def _tour_on(standing: StandingTour, coming: Sequence[Party], work: _Work) -> Tour:
    """Return the tour of one day: the standing one with those who come, or laid anew."""
    tour = standing.tour
    seats = tuple(seat for party in coming for seat in party.seats)
    if seats == tour.seats:
        return tour
    known = {halt.stop_id for halt in tour.halts}
    if all(seat.stop_id in known for seat in seats):
        return without_passengers(tour, seats)
    return _lay(tour.direction, coming, _depot(standing.vehicle_id, work), work)


def _free_vehicle(
    had: KeptRide,
    standing: StandingTour,
    way: tuple[Tour, RideLesson],
    coming: Sequence[Party],
    vehicles: Sequence[Choice],
    work: _Work,
) -> int | None:
    """Return what drives: as it was, else the standing vehicle, else the best other one."""
    tour, lesson = way
    by_id = {vehicle.id: vehicle for vehicle in work.facts.vehicles}

    def usable(key: int) -> bool:
        span = _span(_driven_by(key, standing, tour, work), lesson)
        return work.times.usable(key, _with_turnaround(span, work))

    people = {key for party in coming for key in party.people}
    enough = {standing.vehicle_id} | ({had.vehicle_id} if people <= had.people else set())
    for key in (had.vehicle_id, standing.vehicle_id, *(choice.id for choice in vehicles)):
        if key is None or not (key in enough or _carries(by_id.get(key), coming, work)):
            continue
        if usable(key):
            return key
    return None


def _carries(vehicle: VehicleFacts | None, parties: Sequence[Party], work: _Work) -> bool:
    if vehicle is None:
        return False
    seats = (seat for party in parties for seat in party.seats)
    return _capacity(vehicle, work).lack(seats) is None


def _free_one(
    usual: Iterable[int | None], span: Span, choices: Sequence[Choice], work: _Work
) -> int | None:
    for key in usual:
        if key is not None and work.times.usable(key, span):
            return key
    free = (choice.id for choice in choices if work.times.free(choice.id, span))
    return next(free, None)
