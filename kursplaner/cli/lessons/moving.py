"""`kursplaner move` and `kursplaner cancel`."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kursplaner.basics.errors import Refused
from kursplaner.basics.folding import fold
from kursplaner.cli.conflicts.showing import show_conflicts, stop_at_hard_ones
from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand
from kursplaner.cli.shell.town import town
from kursplaner.cli.shell.values import DRY_RUN, MOMENT, TOWN, NumberType
from kursplaner.desk.wording.changes import consequences
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.closing import ended
from kursplaner.desk.wording.words.counts import counted
from kursplaner.desk.wording.words.kinds import WORDS, word
from kursplaner.domain.kinds import ActKind, CancelReason

if TYPE_CHECKING:
    from kursplaner.planning.lessons.cancelling import CancelPlan
    from kursplaner.planning.lessons.changing import LessonPlan
    from kursplaner.planning.lessons.moving import MoveWish
    from kursplaner.planning.lessons.relocation import MovedLesson
    from kursplaner.store.queries.lessons.lessons import LessonRow
    from kursplaner.store.workspace import Workspace

LESSON = click.argument("lesson_id", metavar="TERMIN", type=NumberType("TERMIN"))
ACCEPT = click.option(
    "--accept", metavar="TEXT", default="", help="Konflikte mit dieser Begründung annehmen."
)


@click.command(cls=GermanCommand, short_help="Einen Termin verschieben.")
@TOWN
@LESSON
@click.option(
    "--to",
    metavar='"TAG UHRZEIT"',
    type=MOMENT,
    required=True,
    help='Neuer Beginn, zum Beispiel "2027-03-04 09:00".',
)
@click.option("--room", metavar="NAME", help="Ein anderer Raum; sonst bleibt er.")
@click.option("--from-here-on", is_flag=True, help="Auch alle folgenden Termine der Reihe.")
@click.option("--draft", is_flag=True, help="Nur im neuesten Entwurf vormerken.")
@ACCEPT
@DRY_RUN
def move(  # noqa: PLR0913 (one word an option)
    file: Path,
    lesson_id: int,
    *,
    to: int,
    room: str | None,
    from_here_on: bool,
    draft: bool,
    accept: str,
    dry_run: bool,
) -> None:
    """Einen Termin mit Raum, Kinderbetreuung und Fahrten verschieben.

    Vergangene Termine und solche mit eingetragener Anwesenheit bleiben, wie sie sind.
    """
    from kursplaner.cli.rooms import room_id_of
    from kursplaner.planning.absences.other_times import newly_to_call
    from kursplaner.planning.lessons import changing
    from kursplaner.planning.lessons.moving import MoveWish
    from kursplaner.planning.lessons.weekly_series import Reach
    from kursplaner.store.queries.labels import labels

    with town(file) as workspace:
        with workspace.rehearse() as db:
            room_id = room_id_of(db, room) if room else None
            reach = Reach.REST if from_here_on else Reach.ONE
            plan = changing.propose(db, MoveWish(lesson_id, to, room_id, reach), accept)
            if all(_stays(lesson) for lesson in plan.moved.lessons):
                raise Refused("stays_as_it_is")
            titles = labels(db, [("lesson", lesson.id) for lesson in plan.moved.lessons])
        _show_move(plan, titles)
        if draft:
            _put_into_draft(workspace, plan, dry_run=dry_run)
            return
        stop_at_hard_ones(plan.conflicts)
        if dry_run:
            output.say(output.NOT_STORED)
            return
        many = len(plan.moved.lessons) > 1
        kind = ActKind.LESSONS_MOVED if many else ActKind.LESSON_MOVED
        with workspace.change(kind, [("lesson", lesson_id)]) as db:
            changing.apply(db, plan)
            to_call = newly_to_call(db)
    output.say(f"{counted(len(plan.moved.lessons), 'lesson')} verschoben.")
    output.say_to_call(to_call)


def _put_into_draft(workspace: "Workspace", plan: "LessonPlan[MoveWish]", *, dry_run: bool) -> None:
    """Put a move into the newest draft, or a new one; the plan of the town stays as it is."""
    from kursplaner.desk.draft_board import step_of
    from kursplaner.planning.drafts import drafts

    act = workspace.rehearse() if dry_run else workspace.change(ActKind.DRAFT_CHANGED)
    with act as db:
        key, count = drafts.collect(db, "Was wäre wenn", step_of(plan.wish, plan.moved))
    if dry_run:
        output.say(output.NOT_STORED)
        return
    output.say(f"Im Entwurf {key} vorgemerkt: {counted(count, 'change')}.")


def _stays(lesson: "MovedLesson") -> bool:
    target = lesson.target
    return (target.starts, target.room_id) == (lesson.starts, lesson.room_id)


def _show_move(plan: "LessonPlan[MoveWish]", titles: Mapping[tuple[str, int], str]) -> None:
    for lesson in plan.moved.lessons:
        target = lesson.target
        text = consequences.moved_to(lesson.starts, lesson.ends, target.starts, target.ends)
        output.say(f"{titles['lesson', lesson.id]}: {text}")
    output.say(consequences.move_line(plan.moved))
    for line in consequences.stay_lines(plan.untouched):
        output.say(line)
    show_conflicts(plan.conflicts)


@click.command(cls=GermanCommand, short_help="Einen Termin absagen.")
@TOWN
@LESSON
@click.option(
    "--reason",
    metavar="TEXT",
    required=True,
    help="Der Grund, zum Beispiel „Lehrkraft krank“ oder „Schnee“.",
)
@click.option("--make-up", is_flag=True, help="Am Ende des Kurses nachholen.")
@click.option("--from-here-on", is_flag=True, help="Auch alle folgenden Termine der Reihe.")
@DRY_RUN
def cancel(
    file: Path, lesson_id: int, *, reason: str, make_up: bool, from_here_on: bool, dry_run: bool
) -> None:
    """Einen Termin mit Kinderbetreuung und Fahrten absagen."""
    from kursplaner.planning.absences.other_times import newly_to_call
    from kursplaner.planning.lessons import cancelling
    from kursplaner.store.queries.lessons.lessons import lessons_by_id

    if not reason.strip():
        raise click.UsageError("Der Grund fehlt.", click.get_current_context())
    kind, note = cancel_reason(reason)
    with town(file) as workspace:
        with workspace.read() as db:
            plan = cancelling.propose_cancel(
                db, [lesson_id], kind, note, from_here_on=from_here_on, make_up=make_up
            )
            lessons = lessons_by_id(db, plan.lesson_ids)
        if dry_run:
            for line in consequences.cancel_lines(plan):
                output.say(line)
            output.say(output.NOT_STORED)
            return
        many = len(plan.lesson_ids) > 1
        act = ActKind.LESSONS_CANCELLED if many else ActKind.LESSON_CANCELLED
        with workspace.change(act, [("lesson", lesson_id)]) as db:
            made_up = cancelling.apply(db, plan)
            to_call = newly_to_call(db)
    _show_cancelled(plan, made_up, lessons)
    output.say_to_call(to_call)


def cancel_reason(text: str) -> tuple[CancelReason, str]:
    """Return the reason a text names, and the text itself where it says more than that."""
    folded = fold(text)
    for kind in CancelReason:
        if folded in (fold(kind.value), fold(kind.value.replace("_", " ")), fold(word(kind))):
            return kind, ""
    for kind in CancelReason:
        if kind is not CancelReason.OTHER and fold(WORDS[CancelReason][kind]) in folded:
            return kind, text.strip()
    return CancelReason.OTHER, text.strip()


def _show_cancelled(
    plan: "CancelPlan", made_up: tuple[int, ...], lessons: "Sequence[LessonRow]"
) -> None:
    why = plan.note or word(plan.reason)
    for gone in lessons:
        when = days.when(gone.starts, gone.ends)
        output.say(ended(f"{gone.title} am {when} abgesagt: {why}"))
    along = [
        counted(len(plan.slot_ids), "slot") if plan.slot_ids else "",
        counted(len(plan.ride_ids), "ride") if plan.ride_ids else "",
    ]
    also = " und ".join(part for part in along if part)
    if also:
        output.say(f"Auch abgesagt: {also}.")
    for line in consequences.stay_lines(plan.untouched):
        output.say(line)
    for key, lesson in zip(made_up, plan.made_up, strict=True):
        output.say(f"Nachgeholt als Termin {key}: {days.when(lesson.starts, lesson.ends)}.")
        for line in consequences.lacking_lines(lesson.lacking):
            output.say(line)
