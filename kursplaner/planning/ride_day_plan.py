"""Planning a day of the shuttle: its courses laid anew, who stays out and what would help."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import day_of
from kursplaner.domain.courses import Course
from kursplaner.domain.kinds import LessonStatus, SeatKind
from kursplaner.planning.ride_day import seats_used
from kursplaner.planning.rides import RideChangePlan, apply, replan
from kursplaner.planning.vehicles import lend_seat
from kursplaner.store.queries.lessons import LessonRow, lessons_between
from kursplaner.store.queries.ride_facts import demands_of_course, riders
from kursplaner.store.queries.rides import RideRow, Unserved, VehicleRow, rides_day, unserved
from kursplaner.store.records import by_ids
from kursplaner.store.session import Db

WOULD_FIT, TOO_LATE = "would_fit", "too_late"
SEAT_KINDS = frozenset(
    {SeatKind.CHILD_SEAT.value, SeatKind.BOOSTER.value, SeatKind.INFANT_CARRIER.value}
)


@dataclass(frozen=True, slots=True)
class Loan:
    """A child seat that another vehicle does not need on the day."""

    kind: SeatKind
    from_id: int
    from_name: str
    to_id: int
    to_name: str


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """A party without a seat on a day.

    Attributes:
        with_children: names and birth dates of the children that come along.
        reason: as in `LeftOut`; "would_fit": planning anew takes them; "too_late": the
            lesson has begun.
    """

    person_id: int
    name: str
    with_children: tuple[tuple[str, date | None], ...]
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
            one.before == one.after and not one.joining and not one.leaving for one in self.courses
        )


def propose_day(db: Db, day: date) -> DayPlan:
    """Lay the rides of a day's courses anew, from that day on; writes nothing."""
    rides = rides_day(db, day)
    courses, out = [], {}
    for course_id, title, lessons in _courses(db, day):
        change = replan(db, course_id, day)
        courses.append(_course_day(course_id, title, change, lessons, rides))
        out.update({p: one.reason for one in change.plan.left_out for p in one.people})
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
    db: Db, day: date, rides: Iterable[RideRow], vehicles: Iterable[VehicleRow]
) -> tuple[LeftBehind, ...]:
    """Return who has no seat on a day, why, and what would help."""
    rows = unserved(db, day)
    if not rows:
        return ()
    course_of = {one.id: one.course_id for one in lessons_between(db, day, day)}
    plans = {key: replan(db, key, day) for key in {course_of[row.lesson_id] for row in rows}}
    children = {key: _children(db, key, day) for key in plans}
    parties: dict[tuple[int, int], list[Unserved]] = {}
    for row in rows:
        parties.setdefault((row.person_id, course_of[row.lesson_id]), []).append(row)
    known, fleet, found = list(rides), list(vehicles), []
    for (person_id, course_id), own in parties.items():
        reason = _reason(plans[course_id], own[0])
        loan = None
        if reason in SEAT_KINDS:
            loan = _loan(SeatKind(reason), own[0], known, fleet)
        found.append(
            LeftBehind(
                person_id,
                own[0].name,
                children[course_id].get(own[0].enrolment_id, ()),
                own[0].stop,
                course_id,
                own[0].course,
                tuple(dict.fromkeys(row.direction for row in own)),
                reason,
                loan,
            )
        )
    return tuple(found)


def _courses(db: Db, day: date) -> list[tuple[int, str, list[LessonRow]]]:
    found: dict[int, list[LessonRow]] = {}
    for lesson in lessons_between(db, day, day):
        if lesson.status != LessonStatus.CANCELLED:
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
    new = [ride for ride in change.plan.rides if ride.lesson in ids and ride.day == change_day(old)]
    if not old:
        new = [ride for ride in change.plan.rides if ride.lesson in ids]
    was = {one.person_id for ride in old for one in ride.passengers}
    will = {seat.person_id for ride in new for seat in ride.seats}
    before = (len(old), len(was), sum(ride.metres for ride in old))
    after = (len(new), len(will), sum(ride.metres for ride in new))
    joining, leaving = frozenset(will - was), frozenset(was - will)
    return CourseDay(course_id, title, change, before, after, joining, leaving)


def change_day(rides: list[RideRow]) -> date | None:
    """Return the day of some rides, or None without any."""
    return day_of(rides[0].starts) if rides else None


def _children(
    db: Db, course_id: int, day: date
) -> dict[int, tuple[tuple[str, date | None], ...]]:
    demands = demands_of_course(db, course_id, day)
    people = riders(db, {child for one in demands for child in one.children}, day)
    return {
        one.enrolment_id: tuple(
            (people[key].name, people[key].born) for key in one.children if key in people
        )
        for one in demands
    }


def _reason(change: RideChangePlan, row: Unserved) -> str:
    out = change.left_out(row.person_id)
    if out is not None:
        return out
    taken = any(ride.lesson == row.lesson_id for ride in change.plan.rides)
    return WOULD_FIT if taken else TOO_LATE


def _loan(
    kind: SeatKind, row: Unserved, rides: list[RideRow], vehicles: list[VehicleRow]
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
