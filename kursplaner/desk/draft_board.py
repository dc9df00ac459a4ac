"""A draft as its page shows it: each change in words, the whole difference, what then clashes."""

from dataclasses import dataclass

from kursplaner.basics.errors import HardConflict, KursplanerError
from kursplaner.basics.spans import day_of, minute_of_day
from kursplaner.desk.touched_people import touched_lines
from kursplaner.desk.wording.changes import lines as changes
from kursplaner.desk.wording.conflicts import sentences
from kursplaner.desk.wording.errors import sentences as errors
from kursplaner.desk.wording.words import days
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.planning.drafts import drafts
from kursplaner.planning.drafts.draft_changes import DraftChange, Rearrange
from kursplaner.planning.drafts.drafts import DraftedStep
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.planning.lessons.moving_together import LessonMove
from kursplaner.planning.lessons.relocation import Relocation
from kursplaner.store.queries.labels import labels
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class StepLine:
    """One change; `problem` is the sentence that tells why it cannot be done."""

    id: int
    lines: tuple[str, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class DraftBoard:
    """A draft in words.

    Attributes:
        steps: its changes in order.
        summary: what moves along and whom it touches, in one line; empty without a change.
        come, gone: conflicts that it makes and solves.
        people: whom it touches, as `touched_lines` says it.
        state: what `change_drafts.apply` wants; empty while nothing can be applied.
        ready: whether it can be applied as a whole.
    """

    id: int
    title: str
    steps: tuple[StepLine, ...]
    summary: str
    come: tuple[Conflict, ...]
    gone: tuple[Conflict, ...]
    people: tuple[tuple[str, str], ...]
    state: str
    ready: bool


def draft_board(db: Db, draft_id: int, *, hidden: bool = False) -> DraftBoard:
    """Return a draft as it would be applied now; within `Workspace.rehearse`."""
    view = drafts.view(db, draft_id)
    seen = view.rehearsal
    lines = tuple(_line(db, step, hidden=hidden) for step in view.steps)
    shown = (view.id, view.title, lines)
    if seen is None:
        return DraftBoard(*shown, "", (), (), (), "", ready=False)
    summary = changes.summary(seen)
    people = tuple(touched_lines(db, seen.people, hidden=hidden))
    clash = (seen.come, seen.gone)
    return DraftBoard(*shown, summary, *clash, people, seen.state, ready=view.works)


def _line(db: Db, step: DraftedStep, *, hidden: bool) -> StepLine:
    if step.error is not None:
        return StepLine(step.id, (_wish(db, step.change),), _problem(step.error))
    return StepLine(step.id, tuple(changes.lines_of(db, step.rows, hidden=hidden)))


def _problem(error: KursplanerError) -> str:
    if isinstance(error, HardConflict):
        return "\n".join(sentences.sentences(error.conflicts))
    return errors.sentence(error)


def _wish(db: Db, change: DraftChange | None) -> str:
    """Return what a change wanted that fails: "B1 Abend: Do 04.03. 15:00 geht so nicht"."""
    if not isinstance(change, Rearrange) or not change.moves:
        return "Diese Änderung geht so nicht"
    move = change.moves[0]
    title = labels(db, [("lesson", move.lesson_id)]).get(("lesson", move.lesson_id), "Termin")
    when = f"{days.short_day(day_of(move.starts))} {days.clock(minute_of_day(move.starts))}"
    return f"{title}: {when} geht so nicht"


def step_of(wish: MoveWish, moved: Relocation) -> Rearrange:
    """Return a proposed move as a change for a draft."""
    who = wish.stand_in
    people = (None, None) if who is None else (who.comes, who.goes)
    targets = (lesson.target for lesson in moved.lessons)
    return Rearrange(
        tuple(LessonMove(t.lesson_id, t.starts, t.ends, t.room_id, *people) for t in targets)
    )
