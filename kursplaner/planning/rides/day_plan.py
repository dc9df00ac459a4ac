"""Planning a day of the shuttle: its courses laid anew, who stays out and what would help."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import day_of
from kursplaner.domain.courses import Course
from kursplaner.domain.kinds import SeatKind
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE
from kursplaner.domain.rides.loads import CHILD_SEATS
from kursplaner.domain.rides.seating import seat_kind, seat_rules
from kursplaner.planning.rides.course_rides import RideChangePlan, apply, replan
from kursplaner.planning.rides.day import seats_used
from kursplaner.planning.rides.vehicles import lend_seat
from kursplaner.store.queries.lessons.lessons import LessonRow, lessons_between
from kursplaner.store.queries.rides.ride_facts import Demand, demands_of_course, riders
from kursplaner.store.queries.rides.rides import (
    RideRow,
    VehicleRow,
    rides_day,
)
from kursplaner.store.queries.rides.unserved import Unserved, unserved
from kursplaner.store.records import by_ids
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

WOULD_FIT, TOO_LATE = "would_fit", "too_late"


@dataclass(frozen=True, slots=True)
class Loan:
    """A child seat that another vehicle does not need on the day."""

    kind: SeatKind
    from_id: int
    from_name: str
    to_id: int
    to_name: str


@dataclass(frozen=True, slots=True)
class SeatedChild:
    """A child that comes along and what it sits on."""

    name: str
    born: date | None
    seat: str


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """A party without a seat on a day.

    Attributes:
        with_children: names, birth dates and seat kinds of the children that come along.
        reason: as in `LeftOut`; "would_fit": planning anew takes them; "too_late": the
            lesson has begun.
    """

    person_id: int
    name: str
    stop_id: int | None
    with_children: tuple[SeatedChild, ...]
    stop: str
    course_id: int
    course: str
    directions: tuple[str, ...]
    reason: str
    loan: Loan | None = None

    @property
    def heads(self) -> int:
        """How many people that is."""
        return 1 + len(self.with_children)


@dataclass(frozen=True, slots=True)
class CourseDay:
    """A course's rides of a day before and after, and those without a seat."""

    course_id: int
    title: str
    change: RideChangePlan
    before: tuple[int, int, int]
    after: tuple[int, int, int]
    joining: frozenset[int] = frozenset()
    leaving: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class DayPlan:
    """All courses of a day laid anew; figures are (rides, people, metres)."""

    day: date
    courses: tuple[CourseDay, ...] = ()
    left_out: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def empty(self) -> bool:
        """Tell whether nobody joins or leaves and no ride changes its way."""
        return all(
            day.before == day.after and not day.joining and not day.leaving for day in self.courses
        )


def propose_day(db: Db, day: date) -> DayPlan:
    """Lay the rides of a day's courses anew, from that day on; writes nothing."""
    rides = rides_day(db, day)
    courses, out = [], {}
    for course_id, title, lessons in _courses(db, day):
        change = replan(db, course_id, day)
        courses.append(_course_day(course_id, title, change, lessons, rides))
        out.update(
            {p: left_out.reason for left_out in change.plan.left_out for p in left_out.people}
        )
    return DayPlan(day, tuple(courses), MappingProxyType(out))


def apply_day(db: Db, plan: DayPlan) -> None:
    """Store the day: each course is laid again as things stand now, one after the other.

    Raises:
        HardConflict: a vehicle or driver was taken in the meantime.
    """
    for course in plan.courses:
        apply(db, replan(db, course.course_id, plan.day))


def take_along(db: Db, day: date, left: LeftBehind) -> None:
    """Lay the course of a party anew, with a lent child seat if that is what it lacks.

    Raises:
        Refused: "still_left_out": it does not help; nothing is stored.
    """
    if left.loan is not None:
        lend_seat(db, left.loan.from_id, left.loan.to_id, left.loan.kind)
    change = replan(db, left.course_id, day)
    if change.left_out(left.person_id) is not None:
        raise Refused("still_left_out")
    apply(db, change)


def left_behind(
    db: Db, day: date, rides: Sequence[RideRow], vehicles: Sequence[VehicleRow]
) -> tuple[LeftBehind, ...]:
    """Return who has no seat on a day, why, and what would help."""
    rows = unserved(db, day)
    if not rows:
        return ()
    course_of = {lesson.id: lesson.course_id for lesson in lessons_between(db, day, day)}
    plans = {key: replan(db, key, day) for key in {course_of[row.lesson_id] for row in rows}}
    demands = {key: demands_of_course(db, key, day) for key in plans}
    children = {key: _children(db, found, day) for key, found in demands.items()}
    stops = {
        demand.id: demand.exceptions.get(day) or demand.stop_on(day)
        for found in demands.values()
        for demand in found
    }
    parties: dict[tuple[int, int], list[Unserved]] = {}
    for row in rows:
        parties.setdefault((row.person_id, course_of[row.lesson_id]), []).append(row)
    found = []
    for (_, course_id), own in parties.items():
        party = children[course_id].get(own[0].enrolment_id, ())
        behind = _left(own, course_id, party, plans[course_id], rides, vehicles)
        found.append(replace(behind, stop_id=stops.get(own[0].demand_id)))
    return tuple(found)


def _left(
    own: Sequence[Unserved],
    course_id: int,
    children: tuple[SeatedChild, ...],
    plan: RideChangePlan,
    rides: Sequence[RideRow],
    vehicles: Sequence[VehicleRow],
) -> LeftBehind:
    row, loan = own[0], None
    reason = _reason(plan, row)
    if reason == "seats":
        reason = _scarce_seat(row, children, rides, vehicles) or reason
    if reason in CHILD_SEATS:
        loan = _loan(SeatKind(reason), row, rides, vehicles)
    directions = tuple(dict.fromkeys(missing.direction for missing in own))
    return LeftBehind(
        person_id=row.person_id,
        name=row.name,
        stop_id=None,
        with_children=children,
        stop=row.stop,
        course_id=course_id,
        course=row.course,
        directions=directions,
        reason=reason,
        loan=loan,
    )


def _scarce_seat(
    row: Unserved,
    children: Sequence[SeatedChild],
    rides: Sequence[RideRow],
    vehicles: Sequence[VehicleRow],
) -> str:
    """Return the seat kind that lacks where a vehicle would have room for the party."""
    stock = {vehicle.id: dict(vehicle.child_seats) for vehicle in vehicles}
    for ride in rides:
        roomy = (
            row.course in ride.courses and len(ride.passengers) + 1 + len(children) <= ride.seats
        )
        if not roomy or ride.vehicle_id is None:
            continue
        wanted = seats_used(ride) + Counter(
            child.seat for child in children if child.seat in CHILD_SEATS
        )
        for kind, count in wanted.items():
            if count > stock.get(ride.vehicle_id, {}).get(kind, 0):
                return kind
    return ""


def _courses(db: Db, day: date) -> list[tuple[int, str, list[LessonRow]]]:
    found: dict[int, list[LessonRow]] = {}
    for lesson in lessons_between(db, day, day):
        if lesson.status in LESSONS_TAKING_PLACE:
            found.setdefault(lesson.course_id, []).append(lesson)
    courses = by_ids(db, Course, found)
    return [(key, courses[key].title, found[key]) for key in found if courses[key].shuttle]


def _course_day(
    course_id: int,
    title: str,
    change: RideChangePlan,
    lessons: list[LessonRow],
    rides: list[RideRow],
) -> CourseDay:
    ids = {lesson.id for lesson in lessons}
    touched = {key for key, _ in change.changed} | set(change.kept) | set(change.dropped)
    old = [ride for ride in rides if ride.id in touched]
    new = [ride for ride in change.plan.rides if ride.lesson in ids and ride.day == _day_of(old)]
    if not old:
        new = [ride for ride in change.plan.rides if ride.lesson in ids]
    was = {passenger.person_id for ride in old for passenger in ride.passengers}
    will = {seat.person_id for ride in new for seat in ride.seats}
    kept = [ride for ride in old if ride.id in change.kept]
    before = (len(old), len(was), sum(ride.metres for ride in old))
    metres = sum(ride.metres for ride in new) + sum(ride.metres for ride in kept)
    after = (len(new) + len(kept), len(will), metres)
    joining, leaving = frozenset(will - was), frozenset(was - will)
    return CourseDay(course_id, title, change, before, after, joining, leaving)


def _day_of(rides: list[RideRow]) -> date | None:
    """Return the day of some rides, or None without any."""
    return day_of(rides[0].starts) if rides else None


def _children(db: Db, demands: Sequence[Demand], day: date) -> dict[int, tuple[SeatedChild, ...]]:
    people = riders(db, {child for demand in demands for child in demand.children}, day)
    rules = seat_rules(settings_of(db))
    known = {
        key: SeatedChild(
            rider.name,
            rider.born,
            seat_kind(rider.born, rider.height_cm, day, rules, child=True).value,
        )
        for key, rider in people.items()
    }
    return {
        demand.enrolment_id: tuple(known[key] for key in demand.children if key in known)
        for demand in demands
    }


def _reason(change: RideChangePlan, row: Unserved) -> str:
    out = change.left_out(row.person_id)
    if out is not None:
        return out
    taken = any(ride.lesson == row.lesson_id for ride in change.plan.rides)
    return WOULD_FIT if taken else TOO_LATE


def _loan(
    kind: SeatKind, row: Unserved, rides: Sequence[RideRow], vehicles: Sequence[VehicleRow]
) -> Loan | None:
    """Return a seat that its vehicle does not need that day, for one with free seats."""
    own = [ride for ride in rides if row.course in ride.courses and ride.vehicle_id is not None]
    roomy = {r.vehicle_id: r.vehicle for r in own if len(r.passengers) + 2 <= r.seats}
    for lender in vehicles:
        used = [seats_used(ride)[kind.value] for ride in rides if ride.vehicle_id == lender.id]
        spare = dict(lender.child_seats).get(kind.value, 0) - max(used, default=0)
        borrower = next((key for key in roomy if key != lender.id), None)
        if spare > 0 and borrower is not None:
            return Loan(kind, lender.id, lender.name, borrower, roomy[borrower] or "")
    return None
