"""What is asked again when a course goes on: whose stop, height, consents, proofs; and ticked."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, timedelta

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.domain.kinds import Asking, MissingDetail, SeatKind, asking_line
from kursplaner.domain.rides.seating import seat_kind, seat_rules
from kursplaner.domain.town import FollowUp
from kursplaner.planning.courses.plan import CoursePlan, Question
from kursplaner.store import records
from kursplaner.store.queries.courses.asked_again import asked_again, credentials_ending
from kursplaner.store.queries.rides.ride_facts import riders
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

DAYS_BEFORE = 7


def questions(db: Db, plan: CoursePlan) -> tuple[Question, ...]:
    """Return what to ask whom: those who go on, their children, the team; one entry a person.

    Asked are the stop of those who ride, the height of those who may need a child restraint on
    the first day, everybody's consents, and proofs of the team that end before the last lesson.
    """
    found: dict[int, list[MissingDetail]] = defaultdict(list)
    for person_id, detail in _of_people(db, plan):
        if detail not in found[person_id]:
            found[person_id].append(detail)
    for person_id in credentials_ending(db, _team(plan), plan.last_day):
        found[person_id].append(MissingDetail.CREDENTIAL)
    return tuple(Question(person_id, tuple(details)) for person_id, details in found.items())


def day_to_ask(first_day: date) -> date:
    """Return on which day it is asked: a week before the first lesson, at the earliest today."""
    return max(clock.today(), first_day - timedelta(days=DAYS_BEFORE))


def store(db: Db, plan: CoursePlan, course_id: int) -> None:
    """Store a follow-up for each person to ask of a plan, with the course.

    A vehicle whose papers end before the last lesson has one, too.
    """
    due = day_to_ask(plan.first_day)
    for question in plan.questions:
        line = asking_line(Asking.AGAIN, question.details)
        row = FollowUp(day=due, line=line, person_id=question.person_id, course_id=course_id)
        db.add(row)
    for vehicle_id in sorted(credentials_ending(db, _vehicles(plan), plan.last_day)):
        line = asking_line(Asking.VEHICLE, [f"{vehicle_id}"])
        db.add(FollowUp(day=due, line=line, course_id=course_id))


def tick(db: Db, course_id: int, person_ids: Collection[int], *, asked: bool = True) -> int:
    """Tick people off a course's list, or take their ticks back; returns how many changed.

    Raises:
        Refused: "not_to_ask" where somebody is not on the list; nothing is stored then.
    """
    today = clock.today()
    rows = [row for row in asked_again(db, course_id, today) if row.person_id in person_ids]
    for person_id in sorted(set(person_ids) - {row.person_id for row in rows}):
        raise Refused("not_to_ask", id=person_id)
    changed = [row for row in rows if (row.done_on is not None) != asked]
    for row in changed:
        done_on = today if asked else None
        records.save(db, FollowUp, row.follow_up_id, row.version, done_on=done_on)
    return len({row.person_id for row in changed})


def _of_people(db: Db, plan: CoursePlan) -> Iterator[tuple[int, MissingDetail]]:
    people = (*plan.enrolled, *plan.waiting)
    children = {child.person_id for person in people for child in person.children}
    known = riders(db, children | {person.person_id for person in people}, plan.first_day)
    rules = seat_rules(settings_of(db))

    def needs_seat(person_id: int) -> bool:
        rider, child = known[person_id], person_id in children
        kind = seat_kind(rider.born, rider.height_cm, plan.first_day, rules, child=child)
        return kind is not SeatKind.NONE

    for person in people:
        rides = plan.draft.shuttle and person.rides
        if rides:
            yield person.person_id, MissingDetail.STOP
        riding = {person.person_id, *(child.person_id for child in person.children if child.rides)}
        for person_id in (person.person_id, *(child.person_id for child in person.children)):
            if rides and person_id in riding and needs_seat(person_id):
                yield person_id, MissingDetail.HEIGHT
            yield person_id, MissingDetail.CONSENT


def _vehicles(plan: CoursePlan) -> set[int]:
    rides = plan.rides.rides if plan.rides else ()
    return {ride.vehicle_id for ride in rides if ride.vehicle_id is not None}


def _team(plan: CoursePlan) -> set[int]:
    """Return who teaches, looks after the children and drives."""
    slots = plan.childcare.slots if plan.childcare else ()
    rides = plan.rides.rides if plan.rides else ()
    return {
        *(lesson.teacher_id for lesson in plan.lessons if lesson.teacher_id is not None),
        *(carer for slot in slots for carer in slot.carers),
        *(ride.driver_id for ride in rides if ride.driver_id is not None),
    }
