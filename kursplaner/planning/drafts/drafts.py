"""Drafts ("Was wäre wenn"): collect several changes, see the difference, apply or throw away."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kursplaner.basics import clock
from kursplaner.basics.errors import KursplanerError, Refused
from kursplaner.basics.spans import minute_at
from kursplaner.domain.drafts import Draft, DraftStep
from kursplaner.planning.drafts import draft_changes, rehearsals
from kursplaner.planning.drafts.draft_changes import DraftChange
from kursplaner.planning.drafts.rehearsals import Rehearsal
from kursplaner.store.journal.rehearsal import RowChange, changed_rows, tried
from kursplaner.store.queries.drafts import open_drafts, written_steps
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class DraftedStep:
    """One step of a draft with the rows it changes.

    `error` tells why it cannot be done after those before it; `change` is None if unreadable.
    """

    id: int
    change: DraftChange | None
    error: KursplanerError | None
    rows: tuple[RowChange, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft as it would be applied: its steps, and what those that work do together.

    `rehearsal` is None while no step works.
    """

    id: int
    version: int
    title: str
    steps: tuple[DraftedStep, ...]
    rehearsal: Rehearsal | None

    @property
    def works(self) -> bool:
        """Tell whether every step can be done and nothing hard comes of it."""
        fine = all(step.error is None for step in self.steps)
        return fine and self.rehearsal is not None and not self.rehearsal.hard


def new(db: Db, title: str, first: Sequence[DraftChange] = ()) -> int:
    """Store a draft with its first changes and return its id.

    Raises:
        Refused: "title_missing".
    """
    if not title.strip():
        raise Refused("title_missing")
    draft = Draft(title=title.strip(), made_at=minute_at(clock.now()))
    db.add(draft)
    db.flush()
    for change in first:
        add(db, draft.id, change)
    return draft.id


def add(db: Db, draft_id: int, change: DraftChange) -> int:
    """Put a change at the end of a draft and return the id of its step."""
    draft = by_id(db, Draft, draft_id)
    kind, content = draft_changes.written(change)
    last = max((row.position for row in find(db, DraftStep, draft_id=draft_id)), default=0)
    row = DraftStep(draft_id=draft_id, position=last + 1, kind=kind, content=content)
    db.add(row)
    draft.version += 1
    db.flush()
    return row.id


def collect(db: Db, title: str, change: DraftChange) -> tuple[int, int]:
    """Put a change into the newest draft, or a new one; returns its id and how many it holds."""
    found = open_drafts(db)
    draft_id = found[0].id if found else new(db, title)
    add(db, draft_id, change)
    return draft_id, len(find(db, DraftStep, draft_id=draft_id))


def take_out(db: Db, step_id: int) -> None:
    """Take one step out of its draft."""
    step = by_id(db, DraftStep, step_id)
    by_id(db, Draft, step.draft_id).version += 1
    db.delete(step)


def view(db: Db, draft_id: int) -> DraftView:
    """Return what a draft would do as things stand; within `Workspace.rehearse`.

    A step that fails is left out of what is shown, and the later ones are tried without it.
    """
    draft = by_id(db, Draft, draft_id)
    shown = (draft_id, draft.version, draft.title)
    drafted = _tried_in_turn(db, draft_id)
    working = [step.change for step in drafted if step.change is not None and step.error is None]
    seen = rehearsals.rehearse(db, working) if working else None
    return DraftView(*shown, tuple(drafted), seen)


def _tried_in_turn(db: Db, draft_id: int) -> list[DraftedStep]:
    found: list[DraftedStep] = []
    steps = written_steps(db, draft_id)
    with tried(db):
        for row in steps:
            change: DraftChange | None = None
            try:
                change = draft_changes.read(row.kind, row.content)
                rows = _attempt(db, change)
            except KursplanerError as error:
                found.append(DraftedStep(row.id, change, error))
            else:
                found.append(DraftedStep(row.id, change, None, rows))
    return found


def _attempt(db: Db, change: DraftChange) -> tuple[RowChange, ...]:
    """Make a change for those after it, unless it fails half-way: then nothing of it stays."""
    with tried(db):
        draft_changes.run(db, change)
    before = {(row.table, row.id): row.after for row in changed_rows(db)}
    draft_changes.run(db, change)
    found = [replace(c, before=before.get((c.table, c.id), c.before)) for c in changed_rows(db)]
    return tuple(c for c in found if c.before != c.after)


def apply(db: Db, draft_id: int, state: str) -> None:
    """Make all changes as one act and close the draft; within `Workspace.change`.

    Raises:
        Refused: "overtaken_plan" when the facts changed since `view`, or what a change raises.
        HardConflict: something hard stands against it; nothing is stored.
    """
    found = [draft_changes.read(row.kind, row.content) for row in written_steps(db, draft_id)]
    rehearsals.apply(db, found, state)
    discard(db, draft_id)


def discard(db: Db, draft_id: int) -> None:
    """Throw a draft away; the plan stays as it is."""
    draft = by_id(db, Draft, draft_id)
    for row in find(db, DraftStep, draft_id=draft_id):
        db.delete(row)
    db.flush()
    db.delete(draft)
