"""Lessons added, changed and held after all: shown with all that goes along, then stored."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import day_of, minute_of
from kursplaner.cli.conflicts.showing import show_conflicts, stop_at_hard_ones
from kursplaner.cli.rooms import room_id_of
from kursplaner.cli.shell import output, records
from kursplaner.cli.shell.people import teacher_id_of
from kursplaner.cli.shell.town import town
from kursplaner.desk.lessons import candidates as choosing
from kursplaner.desk.lessons.candidates import Candidate, What
from kursplaner.desk.lessons.proposals import LessonWish, Proposal
from kursplaner.desk.wording import pick_ups
from kursplaner.desk.wording.changes.consequences import stay_lines
from kursplaner.desk.wording.conflicts.sentences import marked_sentence
from kursplaner.desk.wording.words import days, names
from kursplaner.desk.wording.words.counts import counted
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.lessons import cancelling, changing
from kursplaner.planning.lessons.copying import CopyWish
from kursplaner.planning.lessons.moving import WITHOUT_ROOM, MoveWish
from kursplaner.planning.lessons.staffing import StandIn
from kursplaner.planning.lessons.stretching import StretchWish
from kursplaner.planning.lessons.taking_in import TakeInWish
from kursplaner.planning.lessons.weekly_series import Reach
from kursplaner.store.queries.courses.courses import course_id_of
from kursplaner.store.queries.lessons.lessons import LessonRow, lessons_by_id
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace


def add_lesson(file: Path, lesson_id: int, given: dict[str, Any]) -> None:
    """Add a lesson that is like another."""
    with town(file) as workspace:
        with workspace.rehearse() as db:
            room_id = room_id_of(db, given["room"]) if given["room"] else None
            proposal = _proposed(db, CopyWish(lesson_id, given["to"], room_id), given["accept"])
        added = _finish(workspace, proposal, dry_run=given["dry_run"], as_json=given["as_json"])
    key = added[0] if added else 0
    told = f"Angelegt: Termin {key}"
    hints = _hints(proposal) if given["as_json"] else []
    records.say_stored(key, told, hints, dry_run=given["dry_run"], as_json=given["as_json"])


def change_lesson(file: Path, lesson_id: int, given: dict[str, Any]) -> None:
    """Give a lesson another room or teacher, or another length."""
    with town(file) as workspace:
        with workspace.rehearse() as db:
            wish = _wish(db, lesson_id, given)
            proposal = _proposed(db, wish, given["accept"])
            if all(_stays(lesson) for lesson in proposal.plan.moved.lessons):
                raise Refused("nothing_changes")
        _finish(workspace, proposal, dry_run=given["dry_run"], as_json=given["as_json"])
    hints = _hints(proposal) if given["as_json"] else []
    told = f"{proposal.told}."
    records.say_stored(lesson_id, told, hints, dry_run=given["dry_run"], as_json=given["as_json"])


def _stays(lesson: Any) -> bool:  # noqa: ANN401 (a moved lesson)
    target = lesson.target
    same = (target.starts, target.ends, target.room_id)
    return same == (lesson.starts, lesson.ends, lesson.room_id) and target.people is None


def _wish(db: Db, lesson_id: int, given: dict[str, Any]) -> LessonWish:
    """Return what is asked of a lesson.

    Raises:
        UsageError: times together with room or teacher, or nothing at all.
    """
    starts, ends = given["starts"], given["ends"]
    times = starts is not None or ends is not None
    place = given["room"] is not None or given["teacher"] is not None
    if times == place:
        text = "Bitte nennen Sie --room und --teacher, oder --starts und --ends."
        raise click.UsageError(text, click.get_current_context())
    reach = Reach(given["reach"])
    row = _row(db, lesson_id)
    if times:
        begin = row.starts if starts is None else minute_of(row.day, starts)
        end = row.ends if ends is None else minute_of(row.day, ends)
        return StretchWish(lesson_id, begin, end, reach)
    wish = MoveWish(lesson_id, reach=reach)
    if given["room"] is not None:
        without = given["room"].strip() == "-"
        wish = replace(wish, room_id=WITHOUT_ROOM if without else room_id_of(db, given["room"]))
    if given["teacher"] is not None:
        nobody = given["teacher"].strip() == "-"
        comes = None if nobody else teacher_id_of(db, given["teacher"])
        wish = replace(wish, stand_in=StandIn(comes))
    return wish


def _row(db: Db, lesson_id: int) -> LessonRow:
    rows = lessons_by_id(db, [lesson_id])
    if not rows:
        raise Refused("not_found", noun="lesson", id=lesson_id)
    return rows[0]


def _proposed(db: Db, wish: LessonWish, accept: str) -> Proposal:
    row = _row(db, wish.lesson_id)
    return Proposal(row, changing.propose(db, wish, accept))


def _hints(proposal: Proposal) -> list[str]:
    return [marked_sentence(conflict) for conflict in proposal.plan.conflicts]


def _finish(
    workspace: Workspace, proposal: Proposal, *, dry_run: bool, as_json: bool
) -> tuple[int, ...]:
    """Show a proposal, stop at what is hard, and store it; returns new lessons' ids."""
    if not as_json:
        output.say(f"{proposal.row.title}: {proposal.head}")
        for line in _lines(proposal):
            output.say(line)
        show_conflicts(proposal.plan.conflicts)
    stop_at_hard_ones(proposal.plan.conflicts)
    if dry_run:
        return ()
    kind, subjects = proposal.act
    if isinstance(proposal.wish, MoveWish):
        kind = ActKind.LESSON_CHANGED
    with workspace.change(kind, list(subjects)) as db:
        return changing.apply(db, proposal.plan)


def _lines(proposal: Proposal) -> list[str]:
    """Return what goes along; another room or teacher at the same time takes nothing along."""
    wish = proposal.wish
    if isinstance(wish, MoveWish) and wish.to is None:
        return stay_lines(proposal.plan.untouched)
    return proposal.lines


def list_choices(file: Path, lesson_id: int, reach: str, *, teachers: bool, as_json: bool) -> None:
    """Show who or what else a lesson could have, the free ones first."""
    what = What.TEACHER if teachers else What.ROOM
    with town(file) as workspace, workspace.rehearse() as db:
        row = _row(db, lesson_id)
        found = choosing.candidates(db, row, what, Reach(reach))
        found = [each if each.hard else choosing.judged(db, each) for each in found]
    if as_json:
        output.say_json([_choice(candidate) for candidate in found])
        return
    for candidate in found:
        name = names.spoken(candidate.name) if teachers else candidate.name
        note = f", {candidate.note}" if candidate.note else ""
        state = "geht nicht" if candidate.hard else "frei" if not candidate.conflicts else "geht"
        output.say(f"{candidate.id}: {name}{note}: {state}")
        for line in dict.fromkeys(marked_sentence(c) for c in candidate.conflicts[:3]):
            output.say(f"  {line}")
    if not found:
        output.say("Es gibt keine andere Wahl.")


def _choice(candidate: Candidate) -> dict[str, Any]:
    """Return a choice as docs/json-schema/lesson-choices.json describes it."""
    return {
        "id": candidate.id,
        "name": candidate.name,
        "note": candidate.note,
        "possible": not candidate.hard,
        "against": [marked_sentence(conflict) for conflict in candidate.conflicts],
    }


def restore_lesson(file: Path, lesson_id: int, *, dry_run: bool, as_json: bool) -> None:
    """Take a cancellation back."""
    with town(file) as workspace:
        with workspace.read() as db:
            row = _row(db, lesson_id)
            plan = cancelling.propose_restore(db, lesson_id)
        if not as_json:
            show_conflicts(plan.conflicts)
        stop_at_hard_ones(plan.conflicts)
        told = f"{row.title} findet am {days.short_day(row.day)} statt"
        act = (
            workspace.rehearse()
            if dry_run
            else workspace.change(ActKind.LESSON_ADDED, [("lesson", lesson_id)])
        )
        with act as db:
            changes = cancelling.apply_restore(db, plan)
        told = f"{told}{pick_ups.saved(*changes)}"
    records.say_done(lesson_id, told, (), dry_run=dry_run, as_json=as_json)


def take_in_day(file: Path, number: str, day: date, *, dry_run: bool, as_json: bool) -> None:
    """Hold a lesson on a date that was left out."""
    with town(file) as workspace:
        with workspace.rehearse() as db:
            key = course_id_of(db, number)
            plan = changing.propose(db, TakeInWish(key, day))
        if not as_json:
            for lesson in plan.moved.lessons:
                before, after = day_of(lesson.starts), day_of(lesson.target.starts)
                if before != after:
                    output.say(f"{days.short_day(before)} → {days.short_day(after)}")
            show_conflicts(plan.conflicts)
        stop_at_hard_ones(plan.conflicts)
        if not dry_run:
            with workspace.change(ActKind.LESSON_ADDED, [("course", key)]) as db:
                changing.apply(db, plan)
    moved = counted(len(plan.moved.lessons), "lesson")
    told = f"Kurs {number}: {days.short_day(day)} aufgenommen, {moved} vorgezogen"
    records.say_done(key, told, (), dry_run=dry_run, as_json=as_json)
