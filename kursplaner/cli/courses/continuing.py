"""Continuing a course in the shell, and the list of those it asks again."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.cli.conflicts.showing import stop_at_hard_ones
from kursplaner.cli.courses.adding import show_plan
from kursplaner.cli.shell import output
from kursplaner.cli.shell.town import town
from kursplaner.desk.courses import new_course
from kursplaner.desk.courses.asking_again import ASKED, AskLine, ask_lines, planned_line
from kursplaner.desk.wording.people.asking import ticked_notice
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted
from kursplaner.desk.wording.words.kinds import word
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.courses import asking_again, continuation
from kursplaner.planning.courses.draft import CourseDraft
from kursplaner.planning.courses.plan import CoursePlan
from kursplaner.store.queries.courses.courses import course_id_of
from kursplaner.store.queries.names import person_names
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace


def continue_course(file: Path, number: str, asked: Mapping[str, Any], *, dry_run: bool) -> None:
    """Plan the course that continues one, show it whole, and store it in one act."""
    with town(file) as workspace:
        with workspace.read() as db:
            plan = continuation.propose(db, _draft(db, course_id_of(db, number), asked))
            names = person_names(db, {person.person_id for person in plan.waiting})
        show_plan(plan)
        _show_people(plan, names)
        stop_at_hard_ones(plan.conflicts)
        if dry_run:
            output.say(output.NOT_STORED)
            return
        with workspace.change(ActKind.COURSE_CONTINUED) as db:
            course_id = continuation.apply(db, plan)
    output.say(f"Kurs {plan.draft.number} angelegt (ID {course_id}); er führt {number} fort.")


def _draft(db: Db, course_id: int, asked: Mapping[str, Any]) -> CourseDraft:
    draft = new_course.continued(
        db, course_id, asked["first"], level_up=not asked["same_level"]
    ).draft
    staying = {person.person_id for person in draft.people}
    for person_id in asked["without"]:
        if person_id not in staying:
            raise Refused("not_enrolled", person_id=person_id)
    people = tuple(p for p in draft.people if p.person_id not in asked["without"])
    number, title = asked["new_number"].strip(), asked["title"].strip()
    return replace(draft, people=people, number=number or draft.number, title=title or draft.title)


def _show_people(plan: CoursePlan, names: Mapping[int, str]) -> None:
    children = len(plan.draft.children)
    more = f", {counted(children, 'child')}" if children else ""
    output.say(f"Es gehen weiter: {counted(len(plan.enrolled), 'person')}{more}")
    for person in plan.waiting:
        output.say(f"  auf die Warteliste: {names[person.person_id]}")
    if plan.questions:
        output.say(planned_line(plan))


def ask_again(
    file: Path,
    number: str,
    done: Collection[int],
    again: Collection[int],
    *,
    everybody: bool,
    as_json: bool,
) -> None:
    """Tick people off the list of a course, then show it."""
    with town(file) as workspace:
        with workspace.read() as db:
            course_id = course_id_of(db, number)
            if everybody:
                done = [line.person_id for line in ask_lines(db, course_id, clock.today())]
        told = [
            _tick(workspace, course_id, people, asked=asked)
            for people, asked in ((done, True), (again, False))
            if people
        ]
        with workspace.read() as db:
            lines = ask_lines(db, course_id, clock.today())
    if as_json:
        output.say_json([line_json(line) for line in lines])
        return
    if not lines:
        output.say(f"Kurs {number} fragt niemanden erneut.")
        return
    headings = ("ID", "Person", *(word(detail) for detail in ASKED), "Gefragt")
    output.say(output.table(headings, [_cells(line) for line in lines], right={0}))
    for text in told:
        output.say(f"{text}.")


def _tick(workspace: Workspace, course_id: int, people: Collection[int], *, asked: bool) -> str:
    subjects = [("course", course_id), *(("person", key) for key in people)]
    kind = ActKind.FOLLOW_UP_DONE if asked else ActKind.FOLLOW_UP_REOPENED
    with workspace.change(kind, subjects) as db:
        count = asking_again.tick(db, course_id, people, asked=asked)
    return ticked_notice(count, asked=asked)


def _cells(line: AskLine) -> tuple[object, ...]:
    done = days.dated(line.done_on) if line.done_on else "offen"
    return (line.person_id, line.name, *line.known, done)


def line_json(line: AskLine) -> dict[str, Any]:
    """Return a person as docs/json-schema/course-ask.json describes it."""
    return {
        "id": line.person_id,
        "name": line.name,
        "known": {
            detail.value: text for detail, text in zip(ASKED, line.known, strict=True) if text
        },
        "asked_on": line.done_on.isoformat() if line.done_on else None,
    }
