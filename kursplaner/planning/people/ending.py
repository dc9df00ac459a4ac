"""A person put down by mistake is deleted; one with a history ends and stays on paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.domain.courses import Enrolment
from kursplaner.domain.kinds import EnrolmentStatus, LeaveReason
from kursplaner.domain.kinds.counting import ENROLMENTS_IN_LINE
from kursplaner.domain.people import Person
from kursplaner.planning.enrolments import enrolling, leaving
from kursplaner.planning.enrolments.leaving import LeavePlan
from kursplaner.store.joining import Reference, delete_referring, referring
from kursplaner.store.journal.rehearsal import changed_rows, state_of, tried
from kursplaner.store.queries.names import person_names
from kursplaner.store.queries.people.whereabouts import certain_whereabouts
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db

TARGETS = ("person", "resource")
OWN_LINES = frozenset(
    {
        *("other_name", "person_address", "contact_route", "emergency_contact", "health_note"),
        *("consent", "level_result", "profile", "paper", "availability", "follow_up"),
        *("guardianship", "never_together", "weekly_limit", "week_note"),
    }
)
"""What says something of a person and is no history: it goes with her."""
OWN_COLUMNS = frozenset({Reference("authorised_collector", "child_id")})


@dataclass(frozen=True, slots=True)
class DeletePlan:
    """What is deleted with a person: rows by table; `state` of them, to tell a change since."""

    person_id: int
    name: str
    lines: Mapping[str, int]
    state: str


@dataclass(frozen=True, slots=True)
class EndPlan:
    """What ends with a person.

    Attributes:
        leaves: courses she leaves today, with what becomes free, by course.
        waiting: courses whose waiting list she leaves.
    """

    person_id: int
    name: str
    leaves: Mapping[int, LeavePlan]
    waiting: tuple[int, ...]
    state: str


def has_history(db: Db, person_id: int) -> bool:
    """Tell whether somebody occurs in courses, rides, lists: she ends and is not deleted."""
    return any(not _own(reference) for reference in referring(db, person_id, *TARGETS))


def _own(reference: Reference) -> bool:
    return reference.table in OWN_LINES or reference in OWN_COLUMNS


def propose_delete(db: Db, person_id: int) -> DeletePlan:
    """Try to delete a person without history and take it back; within a rehearsal or act.

    Raises:
        Refused: "not_found"; "person_has_history" with her name.
    """
    with tried(db):
        return _deleted(db, person_id)


def apply_delete(db: Db, plan: DeletePlan) -> None:
    """Delete her with all that is said of her.

    Raises:
        Refused: as `propose_delete`; "overtaken" when somebody changed something since.
    """
    _unchanged(_deleted(db, plan.person_id), plan)


def _deleted(db: Db, person_id: int) -> DeletePlan:
    person, name = by_id(db, Person, person_id), _name(db, person_id)
    if has_history(db, person_id):
        raise Refused("person_has_history", name=name, id=person_id)
    lines = delete_referring(db, person_id, *TARGETS)
    db.delete(person)
    db.flush()
    return DeletePlan(person_id, name, MappingProxyType(lines), state_of(changed_rows(db)))


def propose_end(db: Db, person_id: int) -> EndPlan:
    """Try to end a person today and take it back; within a rehearsal or act.

    Raises:
        Refused: "not_found"; "person_ended"; "person_still_works" with what she is needed for.
    """
    with tried(db):
        return _ended(db, person_id)


def apply_end(db: Db, plan: EndPlan) -> None:
    """End her: she leaves her courses today and is on no list any more, papers keep her.

    Raises:
        Refused: as `propose_end`; "overtaken" when somebody changed something since.
    """
    _unchanged(_ended(db, plan.person_id), plan)


def _ended(db: Db, person_id: int) -> EndPlan:
    person, today, name = by_id(db, Person, person_id), clock.today(), _name(db, person_id)
    if person.ended_on is not None:
        raise Refused("person_ended", id=person_id)
    work = [p for p in certain_whereabouts(db, person_id) if p.works and p.ends > clock.minute()]
    if work:
        raise Refused("person_still_works", name=name, day=today, count=len(work))
    open_ = find(db, Enrolment, person_id=person_id)
    leaves = {
        row.course_id: leaving.propose_leave(db, row.course_id, person_id, today, LeaveReason.OTHER)
        for row in open_
        if row.status == EnrolmentStatus.ENROLLED.value
    }
    waiting = tuple(row.course_id for row in open_ if row.status in ENROLMENTS_IN_LINE)
    for plan in leaves.values():
        leaving.apply_leave(db, plan)
    for course in waiting:
        enrolling.refuse(db, course, person_id, LeaveReason.OTHER)
    person.ended_on = today
    db.flush()
    state = state_of(changed_rows(db))
    return EndPlan(person_id, name, MappingProxyType(leaves), waiting, state)


def reopen(db: Db, person_id: int) -> None:
    """Take back that somebody ended, later than undo could: she is on the lists again.

    Raises:
        Refused: "not_found", "person_not_ended".
    """
    person = by_id(db, Person, person_id)
    if person.ended_on is None:
        raise Refused("person_not_ended", id=person_id)
    person.ended_on = None


def _unchanged(fresh: DeletePlan | EndPlan, shown: DeletePlan | EndPlan) -> None:
    if fresh.state != shown.state:
        raise Refused("overtaken", noun="person", id=shown.person_id)


def _name(db: Db, person_id: int) -> str:
    return person_names(db, {person_id}).get(person_id, "")
