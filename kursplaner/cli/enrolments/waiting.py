"""The waiting list of a course at the shell: shown, moved up, refused."""

from datetime import date
from pathlib import Path
from typing import Any

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.cli.conflicts.showing import show_conflicts
from kursplaner.cli.shell import output, records
from kursplaner.cli.shell.town import town
from kursplaner.desk.wording import waiting as words
from kursplaner.desk.wording.conflicts.sentences import marked_sentence
from kursplaner.desk.wording.words import days, names
from kursplaner.domain.conflicts.conflicts import hard_ones
from kursplaner.domain.kinds import ActKind, LeaveReason
from kursplaner.planning.enrolments import enrolling, moving_up, waiting_list
from kursplaner.planning.enrolments.moving_up import LIKELY_REASON, Chance, wants
from kursplaner.planning.enrolments.waiting_list import WaitingEntry
from kursplaner.store.queries.courses.courses import course_id_of
from kursplaner.store.queries.courses.enrolments import waiting_people
from kursplaner.store.queries.names import person_names
from kursplaner.store.session import Db


def list_waiting(file: Path, number: str, *, as_json: bool) -> None:
    """Print who waits, for what, and who could move up."""
    with town(file) as workspace, workspace.read() as db:
        course_id = course_id_of(db, number)
        entries = waiting_list.entries(db, course_id)
        chance = moving_up.chance(db, course_id, clock.today())
        known = person_names(db, {entry.person_id for entry in entries})
    fits = {entry.person_id for entry in chance.fitting}
    if as_json:
        output.say_json([_row(entry, known, fits) for entry in entries])
        return
    cells = [
        (
            entry.person_id,
            entry.position,
            known[entry.person_id],
            days.short_day(entry.asked_on) if entry.asked_on else "",
            "kann nachrücken" if entry.person_id in fits else words.waiting_for(wants(entry.plan)),
        )
        for entry in entries
    ]
    if not cells:
        output.say("Niemand wartet.")
        return
    output.say(output.table(("ID", "Platz", "Name", "seit", "Stand"), cells, right={0, 1}))
    if chance.fitting:
        who = [names.spoken(known[entry.person_id]) for entry in chance.fitting]
        output.say(f"{words.fitting_text(who, day=chance.day)}.")


def _row(entry: WaitingEntry, known: dict[int, str], fits: set[int]) -> dict[str, Any]:
    """Return somebody who waits as docs/json-schema/waiting-list.json describes it."""
    return {
        "id": entry.person_id,
        "name": known[entry.person_id],
        "position": entry.position,
        "since": entry.asked_on.isoformat() if entry.asked_on else None,
        "fits": entry.person_id in fits,
        "lacks": [marked_sentence(conflict) for conflict in entry.plan.lacks],
    }


def move_all_up(file: Path, number: str, *, dry_run: bool, as_json: bool) -> None:
    """Let all move up who fit together.

    Raises:
        Refused: "nobody_moves_up".
    """
    with town(file) as workspace:
        with workspace.read() as db:
            course_id = course_id_of(db, number)
            chance = moving_up.chance(db, course_id, clock.today())
            known = person_names(db, {entry.person_id for entry in chance.fitting})
        if not chance.fitting:
            raise Refused("nobody_moves_up", number=number)

        def work(db: Db) -> int:
            keys = [entry.enrolment_id for entry in chance.fitting]
            moving_up.move_up_together(db, keys, chance.day)
            return course_id

        subjects = _subjects(course_id, chance)
        records.store(workspace, ActKind.MOVED_UP, subjects, work, dry_run=dry_run)
    who = [names.spoken(known[entry.person_id]) for entry in chance.fitting]
    told = words.fitting_text(who, day=chance.day) if dry_run else words.moved_text(len(who))
    records.say_done(course_id, f"{told}.", (), dry_run=dry_run, as_json=as_json)


def _subjects(course_id: int, chance: Chance) -> list[tuple[str, int]]:
    return [("course", course_id), *(("person", entry.person_id) for entry in chance.fitting)]


def move_person_up(
    file: Path,
    number: str,
    person: int,
    asked: tuple[date | None, str],
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Let somebody move up, with a reason out of turn or where it is full."""
    day, accept = asked
    with town(file) as workspace:
        with workspace.read() as db:
            course_id = course_id_of(db, number)
            key = _waits(db, course_id, person)
            chance = moving_up.chance(db, course_id, clock.today())
            fits = person in {entry.person_id for entry in chance.fitting}
            first = day or (chance.day if fits else None)
            plan = waiting_list.propose_move_up(db, key, first, accept)
            name = person_names(db, {person})[person]
        if not as_json:
            show_conflicts(plan.lacks)
        if hard_ones(plan.lacks):
            raise HardConflict(hard_ones(plan.lacks))
        subjects = [("course", course_id), ("person", person)]
        records.store(
            workspace, ActKind.MOVED_UP, subjects, lambda db: enrolling.apply(db, plan),
            dry_run=dry_run,
        )  # fmt: skip
    told = f"{names.spoken(name)} ist nachgerückt"
    records.say_done(person, told, (), dry_run=dry_run, as_json=as_json)


def _waits(db: Db, course_id: int, person: int) -> int:
    """Return the enrolment of somebody who waits.

    Raises:
        Refused: "does_not_wait".
    """
    waiting = waiting_people(db, course_id)
    found = next((row.enrolment_id for row in waiting if row.person_id == person), None)
    if found is None:
        raise Refused("does_not_wait", id=person)
    return found


def refuse_person(
    file: Path,
    number: str,
    person: int,
    asked: tuple[LeaveReason | None, str],
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Take somebody off the waiting list; reason and day stay."""
    with town(file) as workspace:
        with workspace.read() as db:
            course_id = course_id_of(db, number)
            key = _waits(db, course_id, person)
            entries = waiting_list.entries(db, course_id)
            name = person_names(db, {person})[person]
        entry = next(entry for entry in entries if entry.enrolment_id == key)
        likely = (LIKELY_REASON[want] for want in wants(entry.plan) if want in LIKELY_REASON)
        reason = asked[0] or next(likely, LeaveReason.OTHER)

        def work(db: Db) -> int:
            enrolling.refuse(db, course_id, person, reason, asked[1].strip())
            return person

        subjects = [("course", course_id), ("person", person)]
        records.store(workspace, ActKind.ENROLMENT_REFUSED, subjects, work, dry_run=dry_run)
    told = f"{names.spoken(name)} abgesagt"
    records.say_done(person, told, (), dry_run=dry_run, as_json=as_json)
