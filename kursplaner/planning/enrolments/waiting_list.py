"""The waiting list of a course: who fits wholly when something becomes free, in its order."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.domain.courses import Course, Enrolment
from kursplaner.domain.kinds import EnrolmentStatus
from kursplaner.planning.conflicts.severities import rules_of
from kursplaner.planning.enrolments.enrolling import apply, propose_enrol
from kursplaner.planning.enrolments.judging import Line, lines_of, named_in, plans_of
from kursplaner.planning.enrolments.of_the_town import OfTheTown
from kursplaner.planning.enrolments.places_free import FreePlaces
from kursplaner.planning.enrolments.wishes import EnrolPlan, draft_of, from_minute
from kursplaner.store.queries.courses.enrolments import waiting_people
from kursplaner.store.records import by_id
from kursplaner.store.session import Db


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
    first, town = day or clock.today(), OfTheTown(db)
    line = lines_of(db, [course_id], first)[course_id]
    plans = judged(db, by_id(db, Course, course_id), first, line, town, passed_over)
    return as_entries(line, named_in(db, plans))


def judged(
    db: Db,
    course: Course,
    day: date,
    line: Line,
    town: OfTheTown,
    passed_over: Collection[int] = (),
    *,
    once: bool = False,
) -> list[EnrolPlan]:
    """Return the same as plans in which nobody is named.

    With `once` each kind of lack is told on its first day alone, for those who only count.
    """
    settings = town.settings
    free = FreePlaces(db, course, from_minute(day), settings, running=True, town=town)
    return plans_of(db, free, line, town.rules, passed_over, once=once)


def who_fits(db: Db, free: FreePlaces, course_id: int) -> list[EnrolPlan]:
    """Return the plans of those who fit wholly together, in order of the list."""
    line = lines_of(db, [course_id], free.first_day)[course_id]
    plans = named_in(db, plans_of(db, free, line, rules_of(db)))
    return [plan for plan in plans if plan.fits]


def as_entries(line: Line, plans: Sequence[EnrolPlan]) -> list[WaitingEntry]:
    """Return who waits, each with the plan of the same place in line."""
    return [
        WaitingEntry(who.enrolment_id, who.person_id, who.position, who.asked_on, plan)
        for who, plan in zip(line.people, plans, strict=True)
    ]


def propose_move_up(
    db: Db, enrolment_id: int, day: date | None = None, accept: str = ""
) -> EnrolPlan:
    """Return whether somebody waiting fits wholly now and it is her turn.

    With a reason in `accept` she goes before others, or where it is full.

    Raises:
        Refused: "not_waiting".
    """
    enrolment = by_id(db, Enrolment, enrolment_id)
    if enrolment.status != EnrolmentStatus.WAITING.value:
        raise Refused("not_waiting", id=enrolment_id)
    draft = replace(draft_of(db, enrolment_id, day or clock.today()), accept=accept)
    return propose_enrol(db, draft, enrolment_id)


def move_up(db: Db, enrolment_id: int, day: date | None = None, accept: str = "") -> int:
    """Enrol somebody from the waiting list, under the same limits as everybody.

    Raises:
        HardConflict: with what lacks; nothing is stored.
        Refused: "not_waiting".
    """
    return apply(db, propose_move_up(db, enrolment_id, day, accept))


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
