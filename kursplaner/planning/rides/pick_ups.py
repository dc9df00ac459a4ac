"""Another stop from a day on, or another child seat: the rides already planned follow.

`propose` tells what becomes of every ride to come that somebody sits in, with those who ride along
with her; `apply` stores it. A stop follows the address (model: pick-up stops have a first day),
unless another one was chosen with the enrolment or for a single day.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from kursplaner.basics import clock
from kursplaner.basics.spans import day_of
from kursplaner.domain.kinds import SeatKind
from kursplaner.domain.people import Person
from kursplaner.domain.rides.pick_ups import Homes
from kursplaner.domain.rides.rides import RideDemand, RideSeat
from kursplaner.planning.absences.effects import settle
from kursplaner.planning.absences.notes import sits_elsewhere
from kursplaner.planning.absences.other_times import noting_times
from kursplaner.planning.enrolments.family_fit import RideChange
from kursplaner.planning.enrolments.seats_taken import free_seats, lay_anew
from kursplaner.planning.rides.pick_up_strays import SEAT, STOP, strays
from kursplaner.planning.rides.pick_up_ways import Way, WaySearch, anchored, seat_kinds
from kursplaner.planning.rides.reseating import (
    NO_STOP,
    Reseating,
    RideInHand,
    SeatAhead,
    at_stop,
    on_seat,
)
from kursplaner.planning.rides.tours import Tour
from kursplaner.store.queries.labels import labels
from kursplaner.store.queries.names import person_names
from kursplaner.store.queries.rides.pick_ups import WishRow, homes_of, stop_names, wishes_of
from kursplaner.store.records import by_ids
from kursplaner.store.session import Db

NO_SEAT = "no_seat"
"""No ride of the lesson has taken the party; the reason a ride gave goes before."""


@dataclass(frozen=True, slots=True)
class Body:
    """What a seat depends on: birth date and height."""

    born: date | None
    height_cm: int | None


@dataclass(frozen=True, slots=True)
class OtherTime:
    """Somebody else whose time at the stop changes (absolute minutes)."""

    person_id: int
    direction: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class WayChange:
    """One way of a party that leads to or from another stop.

    Attributes:
        people: the party, the person first.
        ride_id, into_id: the ride it sat in, and sits in then (None: it has no seat).
        before, after: when it boards or is set down (absolute minutes; None: not at all).
        reason: why it has no seat: "no_stop", "no_time", "too_long", what a vehicle lacks
            ("seats", "wheelchair", "pram", a seat kind), or "no_seat".
        vehicle_id: another vehicle that takes the party, or None.
        locked: the ride was locked by hand.
    """

    day: date
    course_id: int
    direction: str
    people: tuple[int, ...]
    ride_id: int | None
    into_id: int | None
    old_stop_id: int | None
    stop_id: int | None
    before: int | None
    after: int | None
    reason: str = ""
    vehicle_id: int | None = None
    locked: bool = False


@dataclass(frozen=True, slots=True)
class SeatChange:
    """One way on which somebody sits on another seat; `lack`: the vehicle has none left."""

    day: date
    ride_id: int
    kind: SeatKind
    lack: str = ""


@dataclass(frozen=True, slots=True)
class RideAfter:
    """A ride as it is to be stored; `tour` None: its halts and times stay."""

    ride_id: int
    zero: int
    tour: Tour | None
    before: tuple[SeatAhead, ...]
    seats: tuple[SeatAhead, ...]


@dataclass(frozen=True, slots=True)
class PickUpChange:
    """What becomes of the rides of one person.

    Attributes:
        ways: in order of time; seats: ways on another kind of seat.
        others: who else boards or is set down at another time.
        kept: (course, stop) where another stop was chosen with the enrolment and stays.
        names: titles and names of what it mentions, by (noun, id).
    """

    person_id: int
    ways: tuple[WayChange, ...] = ()
    seats: tuple[SeatChange, ...] = ()
    others: tuple[OtherTime, ...] = ()
    kept: tuple[tuple[int, int], ...] = ()
    wishes: tuple[tuple[int, int], ...] = ()
    rides: tuple[RideAfter, ...] = ()
    names: Mapping[tuple[str, int], str] = field(
        default_factory=lambda: MappingProxyType({}), compare=False
    )

    @property
    def empty(self) -> bool:
        """Tell whether no ride changes."""
        return not self.ways and not self.seats

    @property
    def left_out(self) -> tuple[WayChange, ...]:
        """The ways for which there is no seat."""
        return tuple(way for way in self.ways if way.into_id is None)


def propose(
    db: Db,
    person_id: int,
    after: Homes | None = None,
    body: Body | None = None,
    only: Collection[int] | None = None,
) -> PickUpChange:
    """Return what becomes of a person's rides; writes nothing.

    Args:
        db: a read or the running act, in which the addresses are still the old ones.
        person_id: whose rides.
        after: the stops of the addresses as they will be; None: as they are stored.
        body: birth date and height as they will be; None: seats stay of their kind.
        only: the rides to be looked at; None: all that are still to come.
    """
    before = homes_of(db, [person_id]).get(person_id, Homes())
    homes = before if after is None else after
    wishes = wishes_of(db, person_id, before, clock.today())
    search = WaySearch(db, person_id, wishes, homes)
    asked = [way for way in search.ways(before) if only is None or way.ride_id in only]
    ways = [_moved(search.reseating, way) for way in asked]
    seats = _reseated(search, db, person_id, body, only) if body is not None else ()
    kept, anchors = _kept(wishes, before, homes), _anchors(wishes, homes)
    found = PickUpChange(person_id, (), tuple(seats), (), tuple(kept), tuple(anchors))
    return _with_ways(db, search, found, ways)


def of_ways(db: Db, search: WaySearch, person_id: int, ways: Iterable[Way]) -> PickUpChange:
    """Return what becomes of some ways of a person, in order of time; writes nothing."""
    moved = [_moved(search.reseating, way) for way in ways]
    return _with_ways(db, search, PickUpChange(person_id), moved)


def _with_ways(
    db: Db, search: WaySearch, change: PickUpChange, ways: Collection[WayChange]
) -> PickUpChange:
    rides = [ride for ride in search.reseating.rides.values() if ride.changed]
    movers = {key for way in ways for key in way.people} | {change.person_id}
    found = replace(
        change,
        ways=tuple(_timed(way, search.reseating) for way in ways),
        others=tuple(_others(rides, movers)),
        rides=tuple(RideAfter(r.ride.id, r.zero, r.tour, r.before, r.seats) for r in rides),
    )
    return _named(db, found)


def apply(db: Db, change: PickUpChange) -> None:
    """Store what was proposed in the same act.

    What an absence took out stays out in another ride; it comes back at a stop that is served.

    Raises:
        HardConflict: a vehicle or driver was taken in the meantime.
    """
    demands = by_ids(db, RideDemand, [key for key, _ in change.wishes])
    for key, stop in change.wishes:
        demands[key].stop_id = stop
    rows = by_ids(db, RideSeat, [s.id for r in change.rides for s in r.before if s.id is not None])
    knowing = {change.person_id, *(key for way in change.ways for key in way.people)}
    with noting_times(db, [ride.ride_id for ride in change.rides], knowing):
        for ride in change.rides:
            _store_seats(db, ride, rows)
        db.flush()
        tours = [r for r in change.rides if r.tour is not None]
        lay_anew(db, [RideChange(r.ride_id, (), r.tour, r.zero) for r in tours])
    settle(db)


def follow(db: Db, person_ids: Iterable[int], day: date) -> None:
    """Give people who were seated just now, at their stop of a day, their later stops, too.

    Whose address holds all along is not looked at.

    Raises:
        HardConflict: as `apply`.
    """
    db.flush()
    homes = homes_of(db, list(person_ids))
    for key, home in homes.items():
        if home.rows and home.rows[-1][0] > day:
            apply(db, propose(db, key))


def follow_rides(
    db: Db, ride_ids: Iterable[int], *, come_back: bool = False
) -> tuple[PickUpChange, ...]:
    """Lead rides that were moved, made, or come back to where their passengers board now.

    What changed while a ride was cancelled could not reach it; with `come_back` the seats are
    also of the kind that age and height ask for now. Returns what became of whom.

    Raises:
        HardConflict: as `apply`.
    """
    db.flush()
    keys, whys = frozenset(ride_ids), {STOP, SEAT} if come_back else {STOP}
    amiss = [stray for stray in strays(db, keys) if stray.why in whys]
    bodies = by_ids(db, Person, {stray.person_id for stray in amiss if stray.why == SEAT})
    changes = []
    for key in sorted({stray.of_person_id for stray in amiss if stray.why == STOP} | bodies.keys()):
        own = bodies.get(key)
        body = Body(own.birth_date, own.height_cm) if own is not None else None
        change = propose(db, key, body=body, only=keys)
        apply(db, change)
        changes.append(change)
    return tuple(changes)


def _store_seats(db: Db, ride: RideAfter, rows: Mapping[int, RideSeat]) -> None:
    staying = {seat.id for seat in ride.seats}
    free_seats(
        db,
        [seat.id for seat in ride.before if seat.id is not None and seat.id not in staying],
    )
    for seat in ride.seats:
        row = rows.get(seat.id or 0)
        if row is None:
            row = RideSeat(ride_id=ride.ride_id, person_id=seat.seat.person_id)
            row.enrolment_id, row.result, row.result_reason = (
                seat.seat.enrolment_id,
                seat.result,
                seat.reason,
            )
            row.wheelchair, row.pram = seat.seat.wheelchair, seat.seat.pram
            db.add(row)
        if seat not in ride.before:
            row.stop_id, row.kind = seat.seat.stop_id, seat.seat.kind.value
        if seat.instead_of is not None:
            db.flush()
            sits_elsewhere(db, seat.instead_of, row)


def _moved(hand: Reseating, way: Way) -> WayChange:
    """Let a party board at its stop: in its ride, else in another one of the lesson."""
    ride = hand.rides.get(way.ride_id or 0)
    party = ride.party(way.enrolment_id, way.person_id) if ride else ()
    old = next((seat.seat.stop_id for seat in party), None)
    people = [seat.seat.person_id for seat in party] or [
        newcomer.person_id for newcomer in way.newcomers
    ]
    people.sort(key=lambda key: key != way.person_id)
    reason = NO_STOP if way.stop_id is None else NO_SEAT
    into = None
    if way.stop_id is not None:
        wanted = tuple(at_stop(seat, way.stop_id) for seat in party)
        wanted = wanted or tuple(SeatAhead(None, seat) for seat in way.newcomers)
        into, reason = _placed(hand, way, ride, wanted)
    if ride is not None and into is not ride:
        hand.free(ride, people)
    return WayChange(
        day_of(way.lesson.starts),
        way.lesson.course_id,
        way.direction,
        tuple(people),
        way.ride_id,
        into.ride.id if into else None,
        old,
        way.stop_id,
        ride.halts.get(old or 0) if ride else None,
        None,
        reason,
        into.ride.vehicle_id if into is not None and into is not ride else None,
        ride is not None and ride.ride.locked,
    )


def _placed(
    hand: Reseating, way: Way, ride: RideInHand | None, party: tuple[SeatAhead, ...]
) -> tuple[RideInHand | None, str]:
    """Return the ride that takes the party, or None with the reason of the first that does not."""
    reasons = []
    if ride is not None:
        against = hand.board(ride, party)
        if not against:
            return ride, ""
        reasons.append(against)
    people = {seat.seat.person_id for seat in party}
    for other in hand.rides_of(way.lesson.id, way.direction):
        full = other is ride or other.ride.locked or hand.vehicle(other) is None
        if full or any(seat.seat.person_id in people for seat in other.seats):
            continue
        against = hand.board(other, tuple(SeatAhead(None, s.seat, s.result, s.reason, s.id)
                                          for s in party))  # fmt: skip
        if not against:
            return other, ""
        reasons.append(against)
    return None, next(iter(reasons), NO_SEAT)


def _reseated(
    search: WaySearch, db: Db, person_id: int, body: Body, only: Collection[int] | None
) -> Iterable[SeatChange]:
    """Give a person the seats of her age and height; a vehicle without one is named, not left."""
    found = []
    for ride, kind in seat_kinds(search, db, person_id, body.born, body.height_cm):
        if only is not None and ride.ride.id not in only:
            continue
        own = next(seat for seat in ride.seats if seat.seat.person_id == person_id)
        party = [on_seat(own, kind)]
        lack = search.reseating.lack(ride, party)
        search.reseating.sit(ride, party)
        found.append(SeatChange(day_of(ride.ride.starts), ride.ride.id, kind, lack))
    return found


def _timed(way: WayChange, hand: Reseating) -> WayChange:
    into = hand.rides.get(way.into_id or 0)
    after = into.minute_at_stop(way.stop_id) if into else None
    return replace(way, after=after)


def _others(rides: Iterable[RideInHand], movers: set[int]) -> Iterable[OtherTime]:
    for ride in rides:
        for seat in ride.seats:
            key, stop = seat.seat.person_id, seat.seat.stop_id
            before, after = ride.halts.get(stop), ride.minute_at_stop(stop)
            if key not in movers and before is not None and after not in {None, before}:
                yield OtherTime(key, ride.ride.direction, before, after or 0)


def _kept(wishes: Iterable[WishRow], before: Homes, after: Homes) -> Iterable[tuple[int, int]]:
    if before == after:
        return []
    own = [wish for wish in wishes if wish.enrolled and not wish.pick_up.follows]
    return dict.fromkeys((wish.course_id, wish.pick_up.stop_id) for wish in own)


def _anchors(wishes: Iterable[WishRow], after: Homes) -> Iterable[tuple[int, int]]:
    for wish in wishes:
        stop = anchored(wish.pick_up, after).stop_id
        if stop != wish.pick_up.stop_id:
            yield wish.demand_id, stop


def _named(db: Db, change: PickUpChange) -> PickUpChange:
    people = {change.person_id} | {other.person_id for other in change.others}
    people |= {key for way in change.ways for key in way.people}
    stops = {stop for _, stop in change.kept}
    stops |= {key for way in change.ways for key in (way.old_stop_id, way.stop_id) if key}
    titles = {("course", course) for course, _ in change.kept}
    titles |= {("course", way.course_id) for way in change.ways}
    titles |= {("vehicle", way.vehicle_id) for way in change.ways if way.vehicle_id is not None}
    names = labels(db, titles)
    names |= {("person", key): name for key, name in person_names(db, people).items()}
    names |= {("stop", key): name for key, name in stop_names(db, stops).items()}
    return replace(change, names=MappingProxyType(names))
