"""The drafts that are open, with their steps as they were written."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from kursplaner.domain.drafts import Draft, DraftStep
from kursplaner.store.session import Db

_DRAFT = Draft.__table__
_STEP = DraftStep.__table__


@dataclass(frozen=True, slots=True)
class DraftSummary:
    """One open draft; `made_at` in absolute minutes."""

    id: int
    title: str
    made_at: int
    steps: int


@dataclass(frozen=True, slots=True)
class WrittenStep:
    """One step of a draft as it is stored."""

    id: int
    kind: str
    content: str


def open_drafts(db: Db) -> list[DraftSummary]:
    """Return all drafts, the newest first."""
    steps = func.count(_STEP.c.id)
    query = (
        select(_DRAFT.c.id, _DRAFT.c.title, _DRAFT.c.made_at, steps)
        .select_from(_DRAFT.outerjoin(_STEP, _STEP.c.draft_id == _DRAFT.c.id))
        .group_by(_DRAFT.c.id)
        .order_by(_DRAFT.c.id.desc())
    )
    return [DraftSummary(*row) for row in db.execute(query)]


def written_steps(db: Db, draft_id: int) -> Sequence[WrittenStep]:
    """Return the steps of a draft in their order."""
    columns = (_STEP.c.id, _STEP.c.kind, _STEP.c.content)
    query = select(*columns).where(_STEP.c.draft_id == draft_id).order_by(_STEP.c.position)
    return [WrittenStep(*row) for row in db.execute(query)]
