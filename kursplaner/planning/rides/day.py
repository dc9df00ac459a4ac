"""One day of the shuttle against its rules: who rides, arrival, children, seats, credentials."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import Span, overlap
from kursplaner.domain.kinds import Direction, RideStatus
from kursplaner.domain.kinds.counting import SEATS_RIDING
from kursplaner.domain.rides.loads import child_seats
from kursplaner.domain.rides.seating import needs_company, seat_rules
from kursplaner.planning.conflicts.missing_credentials import needed_credentials
from kursplaner.planning.rides.tours import tour_rules
from kursplaner.store.queries.conflicts.closed_times import ClosedTime, closures_of
from kursplaner.store.queries.rides.rides import Halt, Passenger, RideRow, VehicleRow
from kursplaner.store.queries.rides.vehicles import credentials_by_resource
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

NOTHING: Mapping[str, object] = MappingProxyType({})


class RuleKind(StrEnum):
    """What a day's plan is held against; the facts of each stand behind it."""

    ARRIVAL = "arrival"  # least, most, allowed_least, allowed_most, wrong
    COMPANY = "company"  # children, alone, years
    CHILD_SEATS = "child_seats"  # vehicles: ((name, kind, used, stock) …), missing
    DRIVER_CREDENTIAL = "driver_paper"  # name, paper, until; without name: those there are in order
    NO_DRIVER = "no_driver"  # rides, vehicles: how many lack a driver, a vehicle
    VEHICLE_CREDENTIAL = "vehicle_paper"  # as DRIVER_CREDENTIAL; papers: kinds looked at


@dataclass(frozen=True, slots=True)
class RuleCheck:
    """One rule of the day: "good", "warning" or "bad"."""

    kind: RuleKind
    state: str
    facts: Mapping[str, object] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class SeatUse:
    """How many seats of a kind are used, of how many the vehicle carries."""

    kind: str
    used: int
    stock: int

    @property
    def tone(self) -> str:
        """Return "text", "warning" where all are taken, "bad" where some lack."""
        if self.used > self.stock:
            return "bad"
        return "warning" if self.used == self.stock else "text"


def riding(ride: RideRow) -> tuple[Passenger, ...]:
    """Return who counts as a passenger: who is expected aboard or was."""
    return tuple(passenger for passenger in ride.passengers if passenger.result in SEATS_RIDING)


def boarding(ride: RideRow, halt: Halt) -> tuple[Passenger, ...]:
    """Return who gets on or off at a halt; at the first stop also those whose stop is not served.

    Nobody who rides is missing from a list.
    """
    if halt.is_site:
        return ()
    stops = [stop.stop_id for stop in ride.halts if not stop.is_site]
    first = bool(stops) and halt.stop_id == stops[0]
    return tuple(
        passenger
        for passenger in ride.passengers
        if passenger.stop_id == halt.stop_id or (first and passenger.stop_id not in stops)
    )


def seats_used(ride: RideRow) -> Counter[str]:
    """Return how many child seats of each kind a ride needs."""
    return child_seats(riding(ride))


def tightest_seat(used: Mapping[str, int], stock: Mapping[str, int]) -> SeatUse | None:
    """Return the kind of child seat of which least is left, or None where none is needed."""
    found = [SeatUse(kind, count, stock.get(kind, 0)) for kind, count in sorted(used.items())]
    return max(found, key=lambda use: use.used - use.stock, default=None)


def margin(ride: RideRow) -> int | None:
    """Return the minutes between the site and the lesson nearest to the halt, if both are there."""
    site = next((halt.at for halt in ride.halts if halt.is_site), None)
    if site is None or not ride.lesson_starts:
        return None
    if ride.direction == Direction.OUT:
        return min(ride.lesson_starts) - site
    return site - max(ride.lesson_starts)


def arrival_state(ride: RideRow, settings: Settings) -> str:
    """Return "good", "bad" or "" where nothing can be said."""
    minutes, rules = margin(ride), tour_rules(settings)
    if minutes is None:
        return ""
    out = ride.direction == Direction.OUT
    least, most = (
        (rules.arrive_min, rules.arrive_max) if out else (rules.leave_min, rules.leave_max)
    )
    return "good" if least <= minutes <= most else "bad"


def day_rules(
    db: Db, day: date, rides: Sequence[RideRow], vehicles: Sequence[VehicleRow]
) -> tuple[RuleCheck, ...]:
    """Return every rule of a day with rides; credentials name each one that runs out."""
    if not rides:
        return ()
    settings, driven = settings_of(db), without_those_away(db, rides)
    found = [_arrival(rides, settings), _company(day, rides, settings)]
    found.append(_child_seats(rides, vehicles))
    lacking = _lacking(driven)
    if any(lacking.values()):
        found.append(RuleCheck(RuleKind.NO_DRIVER, "bad", lacking))
    found += _driver_credentials(db, day, driven, settings)
    found += _vehicle_credentials(db, day, driven, settings)
    return tuple(found)


def without_those_away(db: Db, rides: Sequence[RideRow]) -> tuple[RideRow, ...]:
    """Return rides as they can be driven: without a driver or vehicle that is away at that time.

    What was driven is left as it is.
    """
    ids = {key for ride in rides for key in (ride.driver_id, ride.vehicle_id) if key is not None}
    if not ids:
        return tuple(rides)
    span = Span(min(ride.starts for ride in rides), max(ride.ends for ride in rides))
    closed = closures_of(db, ids, span)
    return tuple(_there(ride, closed) for ride in rides)


def _there(ride: RideRow, closed: Sequence[ClosedTime]) -> RideRow:
    away = {row.resource_id for row in closed if overlap(row, ride)}
    if ride.status != RideStatus.PLANNED or not away & {ride.driver_id, ride.vehicle_id}:
        return ride
    found = ride
    if ride.driver_id in away:
        found = replace(found, driver_id=None, driver=None)
    if ride.vehicle_id in away:
        found = replace(found, vehicle_id=None, vehicle=None)
    return found


def _arrival(rides: Sequence[RideRow], settings: Settings) -> RuleCheck:
    out = [ride for ride in rides if ride.direction == Direction.OUT]
    minutes = [found for ride in out if (found := margin(ride)) is not None]
    wrong = sum(arrival_state(ride, settings) == "bad" for ride in rides)
    rules = tour_rules(settings)
    facts = {
        "least": min(minutes, default=0),
        "most": max(minutes, default=0),
        "allowed_least": rules.arrive_min,
        "allowed_most": rules.arrive_max,
        "wrong": wrong,
    }
    return RuleCheck(RuleKind.ARRIVAL, "bad" if wrong else "good", facts)


def _company(day: date, rides: Sequence[RideRow], settings: Settings) -> RuleCheck:
    rules = seat_rules(settings)
    young: set[int] = set()
    alone: set[int] = set()
    for ride in rides:
        adults = {passenger.enrolment_id for passenger in riding(ride) if not passenger.with_person}
        for child in riding(ride):
            if child.birth_date is None or not needs_company(child.birth_date, day, rules):
                continue
            young.add(child.person_id)
            if not child.with_person or child.enrolment_id not in adults:
                alone.add(child.person_id)
    facts = {"children": len(young), "alone": len(alone), "years": rules.company_years}
    return RuleCheck(RuleKind.COMPANY, "bad" if alone else "good", facts)


def _child_seats(rides: Sequence[RideRow], vehicles: Sequence[VehicleRow]) -> RuleCheck:
    stock = {vehicle.id: dict(vehicle.child_seats) for vehicle in vehicles}
    lines, missing = [], 0
    for vehicle in vehicles:
        own = [seats_used(ride) for ride in rides if ride.vehicle_id == vehicle.id]
        tightest = max(
            (tight for used in own if (tight := tightest_seat(used, stock[vehicle.id]))),
            key=lambda tight: tight.used - tight.stock,
            default=None,
        )
        if tightest is not None:
            lines.append((vehicle.name, tightest.kind, tightest.used, tightest.stock))
            missing += max(_short(used, stock[vehicle.id]) for used in own)
    state = "bad" if missing else "good"
    return RuleCheck(RuleKind.CHILD_SEATS, state, {"vehicles": tuple(lines), "missing": missing})


def _short(used: Counter[str], stock: Mapping[str, int]) -> int:
    return sum(max(0, count - stock.get(kind, 0)) for kind, count in used.items())


def _driver_credentials(
    db: Db, day: date, rides: Sequence[RideRow], settings: Settings
) -> list[RuleCheck]:
    names = {ride.driver_id: ride.driver or "" for ride in rides if ride.driver_id is not None}
    wanted = sorted(needed_credentials(settings, "driver"))
    found = _credentials(db, day, names, wanted, RuleKind.DRIVER_CREDENTIAL, settings)
    there = bool(names and wanted)
    return found or _in_order(RuleKind.DRIVER_CREDENTIAL, _lacking(rides)["rides"], {}, there=there)


def _vehicle_credentials(
    db: Db, day: date, rides: Sequence[RideRow], settings: Settings
) -> list[RuleCheck]:
    names = {ride.vehicle_id: ride.vehicle or "" for ride in rides if ride.vehicle_id is not None}
    wanted = sorted(needed_credentials(settings, "vehicle"))
    found = _credentials(db, day, names, wanted, RuleKind.VEHICLE_CREDENTIAL, settings)
    facts, without = {"papers": tuple(wanted)}, _lacking(rides)["vehicles"]
    there = bool(names and wanted)
    return found or _in_order(RuleKind.VEHICLE_CREDENTIAL, without, facts, there=there)


def _lacking(rides: Sequence[RideRow]) -> dict[str, int]:
    """Return how many rides have no driver, and how many no vehicle; a taxi lacks neither."""
    own = [ride for ride in rides if not ride.by_taxi]
    return {
        "rides": sum(ride.driver_id is None for ride in own),
        "vehicles": sum(ride.vehicle_id is None for ride in own),
    }


def _in_order(
    kind: RuleKind, without: int, facts: Mapping[str, object], *, there: bool
) -> list[RuleCheck]:
    """Return that all is in order, as far as there is somebody or something to look at."""
    if not there:
        return []
    return [RuleCheck(kind, "warning" if without else "good", {**facts, "without": without})]


def _credentials(
    db: Db,
    day: date,
    names: Mapping[int, str],
    wanted: Iterable[str],
    kind: RuleKind,
    settings: Settings,
) -> list[RuleCheck]:
    credentials, found = credentials_by_resource(db, set(names)), []
    soon = day + timedelta(days=settings.number("papers.warn_days"))
    for key, name in names.items():
        known = credentials.get(key, {})
        for credential in wanted:
            until = known.get(credential)
            facts = {"name": name, "paper": credential, "until": until}
            if credential not in known or (until is not None and until < day):
                found.append(RuleCheck(kind, "bad", facts))
            elif until is not None and until <= soon:
                found.append(RuleCheck(kind, "warning", facts))
    return sorted(found, key=lambda check: check.state != "bad")
