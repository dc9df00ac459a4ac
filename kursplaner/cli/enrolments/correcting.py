"""Correcting an enrolment in the shell: shown whole, then stored in one act."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.settings import WEEKDAYS
from kursplaner.cli.courses.changing import Answer
from kursplaner.cli.shell.town import town
from kursplaner.cli.stops import stop_id_of
from kursplaner.desk.courses.enrolment_corrections import of_enrolment
from kursplaner.domain.courses import Enrolment
from kursplaner.domain.families import ChildWish
from kursplaner.domain.kinds import ActKind, Direction, LeaveReason, Way
from kursplaner.planning.enrolments import correcting, date_patterns
from kursplaner.planning.enrolments.correcting import EnrolmentWish
from kursplaner.planning.enrolments.wishes import EnrolDraft
from kursplaner.store.queries.courses.courses import course_id_of
from kursplaner.store.queries.courses.enrolments import coming_lessons
from kursplaner.store.records import find
from kursplaner.store.session import Db

WAYS = {
    "both": frozenset(Direction),
    "out": frozenset((Direction.OUT,)),
    "back": frozenset((Direction.BACK,)),
}


def correct_enrolment(
    file: Path, number: str, person_id: int, asked: Mapping[str, Any], answer: Answer
) -> None:
    """Correct an enrolment by what the options ask for."""
    with town(file) as workspace:
        with workspace.rehearse() as db:
            course_id = course_id_of(db, number)
            key = _enrolment(db, course_id, person_id)
            plan = correcting.propose(db, _wish(db, course_id, key, asked))
            preview = of_enrolment(db, plan)
        if answer.dry_run or not plan.empty:
            answer.show(preview)
        if not answer.dry_run and not plan.empty:
            subjects = [("person", person_id), ("course", course_id)]
            with workspace.change(ActKind.ENROLMENT_CHANGED, subjects) as db:
                correcting.apply(db, plan)
    answer.end(f"Anmeldung in Kurs {number} geändert.", {})


def _enrolment(db: Db, course_id: int, person_id: int) -> int:
    """Return the latest enrolment of a person in a course."""
    rows = find(db, Enrolment, course_id=course_id, person_id=person_id)
    if not rows:
        raise Refused("not_enrolled", course_id=course_id, person_id=person_id)
    return rows[-1].id


def _wish(db: Db, course_id: int, key: int, asked: Mapping[str, Any]) -> EnrolmentWish:
    plain = correcting.as_it_is(db, key)
    draft = _with_way(db, plain.draft, asked)
    if asked["first"] is not None:
        draft = replace(draft, from_day=asked["first"])
    if asked["dates"] is not None:
        draft = replace(draft, only_lessons=_dates(db, course_id, asked["dates"]))
    if asked["childcare"] or asked["no_childcare"]:
        draft = replace(draft, children=_children(draft, asked))
    if asked["note"] is not None:
        draft = replace(draft, note=asked["note"])
    return replace(
        plain,
        draft=replace(draft, accept=(asked["accept"] or "").strip()),
        reason=LeaveReason(asked["reason"]) if asked["reason"] else plain.reason,
        reason_note=plain.reason_note if asked["because"] is None else asked["because"],
    )


def _with_way(db: Db, draft: EnrolDraft, asked: Mapping[str, Any]) -> EnrolDraft:
    if asked["stop"] is not None:
        draft = replace(draft, way=Way.SHUTTLE, stop_id=stop_id_of(db, asked["stop"]))
    if asked["way"] is not None:
        draft = replace(draft, way=Way(asked["way"]))
    if asked["ride_days"]:
        every = "all" in asked["ride_days"]
        chosen = None if every else frozenset(WEEKDAYS.index(day) for day in asked["ride_days"])
        draft = replace(draft, ride_days=chosen)
    if asked["direction"] is not None:
        draft = replace(draft, directions=WAYS[asked["direction"]])
    needs = {name: asked[name] == "yes" for name in ("pram", "wheelchair") if asked[name]}
    return replace(draft, **needs)


def _dates(db: Db, course_id: int, dates: str) -> frozenset[int] | None:
    key = f"{date_patterns.WEEKDAY}{WEEKDAYS.index(dates)}" if dates in WEEKDAYS else dates
    lessons = coming_lessons(db, course_id, clock.minute())
    known = date_patterns.patterns(lessons)
    if key not in known:
        raise Refused("dates_unknown")
    return known[key]


def _children(draft: EnrolDraft, asked: Mapping[str, Any]) -> tuple[ChildWish, ...]:
    """Return the children, each in childcare or not as the options name them."""
    known = {child.person_id: child for child in draft.children}
    for key in asked["childcare"]:
        child = known.get(key, ChildWish(key))
        known[key] = replace(child, childcare=True)
    for key in asked["no_childcare"]:
        if key not in known:
            raise Refused("child_not_there", id=key)
        known[key] = replace(known[key], childcare=False)
    return tuple(known.values())
