"""What comes back after an absence, and what has no room any more, with who has it since.

Families are judged in the order in which they gave up what they had, each ride and each childcare
slot by itself, a family as a whole. What fits comes back, by the rule of undo and redo
(`planning.replays`): it stays out where a limit would be passed by more than it is now, and what
happened since has a part in that. It also stays out of a ride that cannot come to the stop again.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kursplaner.domain.absences import EffectSource
from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.conflicts.conflicts import Conflict, Subject
from kursplaner.domain.conflicts.facts import ConflictFacts
from kursplaner.domain.conflicts.replays import Came
from kursplaner.domain.kinds import ConflictKind
from kursplaner.domain.rides.rides import Ride, RideSeat
from kursplaner.planning.conflicts.finding import named
from kursplaner.planning.enrolments.family_fit import RideChange, lack
from kursplaner.planning.replays.fullness import NOTHING_BACK, Back, Overfull, overfull
from kursplaner.planning.replays.taken_since import JUDGED, adds, who_came
from kursplaner.planning.rides.reseating import Reseating, RideInHand, SeatAhead, fetched
from kursplaner.store.journal.since import made_by, rows_since
from kursplaner.store.queries.absences import absences as queries
from kursplaner.store.queries.absences.reached import Reached
from kursplaner.store.queries.attendance import served
from kursplaner.store.queries.labels import labels
from kursplaner.store.records import by_id, by_ids
from kursplaner.store.session import Db

Row = ChildcarePlace | RideSeat
NOBODY: frozenset[int] = frozenset()
LOCKED = "ride_locked"
"""A ride that has begun, or of which something is noted, is not laid anew."""


@dataclass(frozen=True, slots=True)
class Gone:
    """What one family gave up in one childcare slot or ride.

    Attributes:
        record_id: the slot or ride; `rows` the ids of its places or seats there.
        person_id: whom somebody calls about it.
        since: table and id of the row that was made as it was given up.
    """

    absence_id: int
    source: EffectSource
    record_id: int
    person_id: int
    rows: tuple[int, ...]
    since: tuple[str, int]

    @property
    def back(self) -> Back:
        """It, to be counted as if it came back."""
        places = self.source is EffectSource.PLACE
        return Back(frozenset(self.rows if places else ()), frozenset(() if places else self.rows))


@dataclass(frozen=True, slots=True)
class StaysAway:
    """What does not come back.

    Attributes:
        people: whose places or seats it is.
        conflict: what would be too full (facts as `fullness.Overfull`), or why the ride does not
            come to the stop (fact "lack").
        came: what happened since, in order.
    """

    gone: Gone
    people: tuple[Subject, ...]
    conflict: Conflict
    came: tuple[Came, ...] = ()


@dataclass(frozen=True, slots=True)
class Sorted:
    """What comes back, and what stays away; `tours` are the rides laid anew for the first."""

    back: tuple[Gone, ...]
    away: tuple[StaysAway, ...]
    tours: tuple[RideChange, ...] = ()


@dataclass
class _Count:
    """What comes back so far, and what was too full before any of it did."""

    db: Db
    before: Mapping[str, Overfull]
    back: Back = field(default=NOTHING_BACK)

    def worse(self, gone: Gone) -> list[Overfull]:
        """Return what would be too full with one more family."""
        found = overfull(self.db, _reached([gone]), _both(self.back, gone.back))
        return [full for key, full in found.items() if full.excess > self._excess(key)]

    def _excess(self, key: str) -> int:
        return self.before[key].excess if key in self.before else 0


def sort_out(db: Db, wanted: Sequence[Gone]) -> Sorted:
    """Tell what of it comes back, in this order; writes nothing."""
    if not wanted:
        return Sorted((), ())
    count = _Count(db, overfull(db, _reached(wanted)))
    everything = NOTHING_BACK
    for gone in wanted:
        everything = _both(everything, gone.back)
    whole = overfull(db, _reached(wanted), everything)
    full = {key for key, found in whole.items()
            if found.excess > (count.before[key].excess if key in count.before else 0)}  # fmt: skip
    ways = _Ways(db, wanted)
    back: list[Gone] = []
    away: list[StaysAway] = []
    for gone in wanted:
        against = _overfilled(db, gone, count.worse(gone) if full else ()) or ways.against(gone)
        if against is not None:
            away.append(against)
            continue
        back.append(gone)
        count.back = _both(count.back, gone.back)
    return Sorted(tuple(back), tuple(away), ways.tours)


def _overfilled(db: Db, gone: Gone, worse: Sequence[Overfull]) -> StaysAway | None:
    """Return what stands against it, if something since has a part in that."""
    if not worse:
        return None
    made = made_by(db, *gone.since)
    since = rows_since(db, *made, JUDGED) if made is not None else []
    for found in worse:
        theirs = [row for row in since if adds(found, row.table, row.then, row.now)]
        if theirs or made is None:
            (conflict,) = named(db, [found.conflict])
            return StaysAway(gone, whose(db, gone), conflict, who_came(db, theirs))
    return None


class _Ways:
    """The rides that come back, laid anew where they do not halt for a family any more."""

    def __init__(self, db: Db, wanted: Iterable[Gone]) -> None:
        self._db = db
        rides = {gone.record_id for gone in wanted if gone.source is EffectSource.SEAT}
        lessons = served.lessons_of_rides(db, rides)
        self._halting = served.halts_at(db, rides)
        self._lessons = {key for found in lessons.values() for key in found}
        self._hand: Reseating | None = None

    def against(self, gone: Gone) -> StaysAway | None:
        """Return why a ride does not come to the stop again, None where it does."""
        if gone.source is not EffectSource.SEAT:
            return None
        seats = by_ids(self._db, RideSeat, gone.rows).values()
        stops = {seat.stop_id for seat in seats if seat.stop_id is not None}
        if stops <= self._halting.get(gone.record_id, NOBODY) and self._hand is None:
            return None
        self._hand = self._hand or Reseating(self._db, self._lessons)
        ride = self._hand.rides.get(gone.record_id)
        if ride is None:
            there = stops <= self._halting.get(gone.record_id, NOBODY)
            return None if there else self._lacking(gone, LOCKED)
        reason = self._hand.fetch(ride, _party(ride, gone))
        return self._lacking(gone, reason) if reason else None

    @property
    def tours(self) -> tuple[RideChange, ...]:
        """The rides laid anew."""
        rides = self._hand.rides.values() if self._hand is not None else ()
        return tuple(RideChange(r.ride.id, (), r.tour, r.zero) for r in rides if r.tour)

    def _lacking(self, gone: Gone, reason: str) -> StaysAway:
        ride = by_id(self._db, Ride, gone.record_id)
        subjects = [Subject("ride", ride.id)]
        subjects += [] if ride.vehicle_id is None else [Subject("vehicle", ride.vehicle_id)]
        facts: ConflictFacts = {
            "lack": reason,
            "direction": ride.direction,
            "wanted": len(gone.rows),
        }
        found = lack(ConflictKind.VEHICLE_CAPACITY, f"{ride.id}:{reason}", ride, subjects, facts)
        (conflict,) = named(self._db, [found])
        return StaysAway(gone, whose(self._db, gone), conflict)


def _party(ride: RideInHand, gone: Gone) -> list[SeatAhead]:
    return [fetched(seat) for seat in ride.seats if seat.id in gone.rows]


def whose(db: Db, gone: Gone) -> tuple[Subject, ...]:
    """Return whose places or seats these are, with their names."""
    if gone.source is EffectSource.PLACE:
        keys = [row.child_id for row in by_ids(db, ChildcarePlace, gone.rows).values()]
    else:
        keys = [row.person_id for row in by_ids(db, RideSeat, gone.rows).values()]
    known = labels(db, {("person", key) for key in keys})
    return tuple(Subject("person", key, known.get(("person", key), "")) for key in sorted(keys))


def grouped(rows: Iterable[tuple[Row, Gone]]) -> tuple[Gone, ...]:
    """Put together what one family gave up in one slot or ride, in the order of the rows."""
    found: dict[tuple[object, ...], Gone] = {}
    for row, gone in rows:
        family = row.enrolment_id if row.enrolment_id is not None else -gone.person_id
        key = (gone.source, gone.record_id, family)
        known = found.get(key)
        if known is None:
            found[key] = gone
        else:
            found[key] = replace(known, rows=(*known.rows, *gone.rows))
    return tuple(found.values())


def counting(db: Db, rows: Collection[Row]) -> set[Row]:
    """Return the rows of those who are expected in a lesson that the slot or ride serves."""
    places = {row.slot_id for row in rows if isinstance(row, ChildcarePlace)}
    seats = {row.ride_id for row in rows if isinstance(row, RideSeat)}
    by_slot, by_ride = served.lessons_of_slots(db, places), served.lessons_of_rides(db, seats)
    lessons: set[int] = set().union(*by_slot.values(), *by_ride.values())
    come = {(who.enrolment_id, who.lesson_id) for who in queries.attending(db, lessons)}
    found = set()
    for row in rows:
        place = isinstance(row, ChildcarePlace)
        keys = by_slot.get(row.slot_id) if place else by_ride.get(row.ride_id)  # type: ignore[union-attr]
        if row.enrolment_id is None or not keys or any((row.enrolment_id, k) in come for k in keys):
            found.add(row)
    return found


def _reached(wanted: Iterable[Gone]) -> Reached:
    slots = {gone.record_id for gone in wanted if gone.source is EffectSource.PLACE}
    rides = {gone.record_id for gone in wanted if gone.source is EffectSource.SEAT}
    return Reached(NOBODY, NOBODY, frozenset(slots), frozenset(rides))


def _both(back: Back, other: Back) -> Back:
    return Back(back.places | other.places, back.seats | other.seats)
