"""Corrections of the course of the small town: wished, proposed, done."""

from dataclasses import replace
from typing import Any

from kursplaner.domain.courses import Course, Enrolment
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.courses import correcting
from kursplaner.planning.courses.correcting import Correction, CourseWish, wish_as_it_is
from kursplaner.planning.enrolments import enrolling
from kursplaner.planning.enrolments.wishes import EnrolDraft
from kursplaner.store.records import by_id, find
from tests.planning.small_town import SmallTown, add_person, enrol_plainly


def wish(town: SmallTown, *, course: int = 0, **values: Any) -> CourseWish:
    """Return a wish with other values of the course, or with other wishes beside them."""
    beside = {key: values.pop(key) for key in list(values) if key in CourseWish.__slots__}
    with town.workspace.read() as db:
        plain = wish_as_it_is(db, course or town.course)
    return replace(plain, values=replace(plain.values, **values), **beside)


def proposed(town: SmallTown, wanted: CourseWish) -> Correction:
    """Return what a correction would do."""
    with town.workspace.rehearse() as db:
        return correcting.propose(db, wanted)


def corrected(town: SmallTown, wanted: CourseWish) -> Correction:
    """Correct in one act."""
    plan = proposed(town, wanted)
    with town.workspace.change(ActKind.COURSE_CHANGED, [("course", wanted.course_id)]) as db:
        correcting.apply(db, plan)
    return plan


def filled(town: SmallTown, enrolled: int, waiting: int = 0) -> dict[str, int]:
    """Enrol some people and put others on the waiting list; the capacity becomes what is full."""
    people = {}
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).capacity = enrolled or 1
        for number in range(enrolled):
            name = f"Da{number}"
            people[name] = add_person(db, name)
            enrol_plainly(db, town.course, people[name])
        db.flush()
        for number in range(waiting):
            name = f"Wartet{number}"
            people[name] = add_person(db, name)
            plan = enrolling.propose_enrol(db, EnrolDraft(town.course, people[name]))
            people[f"{name}*"] = enrolling.enlist(db, plan)
    return people


def statuses(town: SmallTown, people: dict[str, int]) -> str:
    """Return the first letter of the status of each, in order."""
    with town.workspace.read() as db:
        rows = {row.person_id: row.status[0] for row in find(db, Enrolment)}
    return "".join(rows[key] for name, key in people.items() if not name.endswith("*"))
