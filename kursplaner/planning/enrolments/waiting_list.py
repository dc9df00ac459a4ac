"""The waiting list of a course: who fits wholly when something becomes free, in its order."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.domain.courses import Course, Enrolment, EnrolmentChild, PlannedLesson
from kursplaner.domain.families import ChildWish
from kursplaner.domain.kinds import Direction, EnrolmentStatus, Way
from kursplaner.domain.rides.rides import RideDemand
from kursplaner.planning.enrolments.enrolling import (
    EnrolDraft,
    EnrolPlan,
    apply,
    from_minute,
    plan_with,
    propose_enrol,
    wish_of,
)
from kursplaner.planning.enrolments.places_free import FreePlaces
from kursplaner.planning.enrolments.ride_days import ride_days_of
from kursplaner.store.queries.courses.enrolments import waiting_people
from kursplaner.store.queries.rides.pick_ups import boarding
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

EVERY_WAY = frozenset(Direction)


@dataclass(frozen=True, slots=True)
class WaitingEntry:
    """One family on the list with what it lacks now, if those before it were served first."""

    enrolment_id: int
    person_id: int
    position: int
    asked_on: date | None
    plan: EnrolPlan


def entries(
    db: Db, course_id: int, day: date | None = None, passed_over: Collection[int] = ()
) -> list[WaitingEntry]:
    """Return the waiting list in order, each judged after those before who fit are served.

    So `[e for e in entries if e.plan.fits]` is exactly who can move up together. The enrolments in
    `passed_over` are judged, but leave their places to those behind them.
    """
    course = by_id(db, Course, course_id)
    first = day or clock.today()
    free = FreePlaces(db, course, from_minute(first), settings_of(db), running=True)
    return _judged(db, free, course_id, first, passed_over)


def who_fits(db: Db, free: FreePlaces, course_id: int) -> list[EnrolPlan]:
    """Return the plans of those who fit wholly together, in order of the list."""
    judged = _judged(db, free, course_id, free.first_day)
    return [entry.plan for entry in judged if entry.plan.fits]


def _judged(
    db: Db, free: FreePlaces, course_id: int, day: date, passed_over: Collection[int] = ()
) -> list[WaitingEntry]:
    found: list[WaitingEntry] = []
    for waiting in waiting_people(db, course_id):
        draft = draft_of(db, waiting.enrolment_id, day)
        plan = plan_with(db, free, draft, waiting.enrolment_id)
        if plan.fits and waiting.enrolment_id not in passed_over:
            free.take(wish_of(draft), plan.fit)
        found.append(
            WaitingEntry(
                waiting.enrolment_id, waiting.person_id, waiting.position, waiting.asked_on, plan
            )
        )
    return found


def draft_of(db: Db, enrolment_id: int, day: date) -> EnrolDraft:
    """Return what a waiting family wants, as it was kept."""
    enrolment = by_id(db, Enrolment, enrolment_id)
    children = tuple(
        ChildWish(row.child_id, row.childcare, row.rides)
        for row in find(db, EnrolmentChild, enrolment_id=enrolment_id)
    )
    rows = find(db, RideDemand, enrolment_id=enrolment_id)
    demands = [row for row in rows if row.ended_on is None or row.ended_on >= day]
    demand = demands[0] if demands else None
    planned = find(db, PlannedLesson, enrolment_id=enrolment_id)
    only = frozenset(row.lesson_id for row in planned)
    return EnrolDraft(
        course_id=enrolment.course_id,
        person_id=enrolment.person_id,
        children=children,
        from_day=day,
        way=Way(enrolment.way),
        stop_id=_stop(db, enrolment, demand, day) if demand else None,
        wheelchair=bool(demand and demand.wheelchair),
        pram=bool(demand and demand.pram),
        directions=frozenset(Direction(row.direction) for row in demands) or EVERY_WAY,
        only_lessons=only if enrolment.only_planned_lessons else None,
        note=enrolment.note,
        ride_days=ride_days_of(db, enrolment_id, day),
    )


def _stop(db: Db, enrolment: Enrolment, demand: RideDemand, day: date) -> int | None:
    """Return where a family boards that day: its address may have changed since it asked."""
    since = enrolment.joined_on or enrolment.asked_on
    wish = (demand.id, demand.stop_id, enrolment.person_id, since)
    return boarding(db, [wish], day)[demand.id]


def propose_move_up(db: Db, enrolment_id: int, day: date | None = None) -> EnrolPlan:
    """Return whether somebody waiting fits wholly now.

    Raises:
        Refused: "not_waiting".
    """
    enrolment = by_id(db, Enrolment, enrolment_id)
    if enrolment.status != EnrolmentStatus.WAITING.value:
        raise Refused("not_waiting", id=enrolment_id)
    return propose_enrol(db, draft_of(db, enrolment_id, day or clock.today()), enrolment_id)


def move_up(db: Db, enrolment_id: int, day: date | None = None) -> int:
    """Enrol somebody from the waiting list, under the same limits as everybody.

    Raises:
        HardConflict: with what lacks; nothing is stored.
        Refused: "not_waiting".
    """
    return apply(db, propose_move_up(db, enrolment_id, day))


def pass_over(db: Db, enrolment_id: int, reason: str) -> None:
    """Keep why somebody waiting did not move up although she could; she keeps her place in line.

    Raises:
        Refused: "not_waiting", "reason_missing".
    """
    enrolment = by_id(db, Enrolment, enrolment_id)
    if enrolment.status != EnrolmentStatus.WAITING.value:
        raise Refused("not_waiting", id=enrolment_id)
    if not reason.strip():
        raise Refused("reason_missing")
    enrolment.reason_note = reason.strip()


def reorder(db: Db, course_id: int, enrolment_ids: Sequence[int]) -> None:
    """Put the waiting list into a new order.

    Raises:
        Refused: "overtaken" when the list holds others by now.
    """
    listed = {waiting.enrolment_id for waiting in waiting_people(db, course_id)}
    if listed != set(enrolment_ids):
        raise Refused("overtaken", noun="waiting_list", id=course_id)
    for position, key in enumerate(enrolment_ids, start=1):
        by_id(db, Enrolment, key).waiting_position = position
