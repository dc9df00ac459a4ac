"""The waiting list of a course: who fits wholly when something becomes free, in its order."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.domain.courses import Course, Enrolment
from kursplaner.domain.kinds import EnrolmentStatus
from kursplaner.planning.enrolments.enrolling import apply, propose_enrol
from kursplaner.planning.enrolments.judging import plan_with
from kursplaner.planning.enrolments.places_free import FreePlaces
from kursplaner.planning.enrolments.wishes import EnrolPlan, draft_of, from_minute, wish_of
from kursplaner.store.queries.courses.enrolments import waiting_people
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of


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
